"""What a file really is, whatever its name: told in French, in one line, by its bytes alone."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from harness.workbook.biff import a_mot_de_passe
from harness.workbook.conteneur import DEPLIE_MAX, RATIO_MAX, octets_de
from harness.workbook.erreurs import ClasseurIllisible
from harness.workbook.lecture import lit_octets
from harness.workbook.ole import Ole, OleAbime
from tests.workbook.conftest import Feuilles

Octets = Callable[[Feuilles], bytes]


def refus(octets: bytes) -> str:
    with pytest.raises(ClasseurIllisible) as erreur:
        lit_octets(octets, "flux.xlsx", officiel=True)
    message = str(erreur.value)
    assert message.isprintable()
    assert not set(message.lower().split()) & {"file", "is", "not", "error:", "sector", "the", "could", "item"}, message
    return message.removeprefix("flux.xlsx : ")


def zip_de(**parties: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for nom, contenu in parties.items():
            archive.writestr(f"xl/{nom}.bin", contenu)
    return sortie.getvalue()


@pytest.fixture
def refait(feuilles: Feuilles, en_xlsx: Octets) -> Callable[[Callable[[str, bytes], bytes | None]], bytes]:
    """The least workbook, each part gone through a function: None takes it out."""

    def refait(par: Callable[[str, bytes], bytes | None]) -> bytes:
        sortie, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(en_xlsx(feuilles)))
        with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
            for nom in source.namelist():
                if (contenu := par(nom, source.read(nom))) is not None:
                    archive.writestr(nom, contenu)
        return sortie.getvalue()

    return refait


Refait = Callable[[Callable[[str, bytes], bytes | None]], bytes]


def test_a_bomb_by_its_size_and_a_bomb_by_its_ratio_are_two_sentences() -> None:
    par_taille = refus(zip_de(a=bytes(DEPLIE_MAX)))
    assert f"{DEPLIE_MAX // 1024} au plus sont admis" in par_taille
    octets = zip_de(a=bytes(DEPLIE_MAX - 10**6))
    phrase = refus(octets)
    assert f"{RATIO_MAX} fois au plus sont admises" in phrase
    assert str(DEPLIE_MAX // 1024) not in phrase
    assert f"{(DEPLIE_MAX - 10**6) // len(octets)} fois plus grosse" in phrase


def test_an_ordinary_ratio_is_no_bomb() -> None:
    octets = zip_de(a=bytes(6 * 2**20), b=Random(1).randbytes(60_000))
    assert "piégée" not in refus(octets)


@pytest.mark.parametrize("garde", [0.1, 0.5, 0.999])
def test_a_cut_xlsx_is_said_to_be(garde: float, feuilles: Feuilles, en_xlsx: Octets) -> None:
    octets = en_xlsx(feuilles)
    phrase = refus(octets[: int(len(octets) * garde)])
    assert phrase == "classeur .xlsx abîmé : la table de ses parties ne se lit pas, il est sans doute tronqué"


def test_a_damaged_part_is_named(feuilles: Feuilles, en_xlsx: Octets) -> None:
    octets = bytearray(en_xlsx(feuilles))
    place = zipfile.ZipFile(io.BytesIO(octets)).getinfo("xl/worksheets/sheet3.xml").header_offset
    octets[place + 120] ^= 0xFF
    assert refus(bytes(octets)) == "classeur .xlsx abîmé : sa partie xl/worksheets/sheet3.xml ne se déplie pas"


@pytest.mark.parametrize(
    ("partie", "phrase"),
    [
        ("xl/workbook.xml", "une de ses parties manque, xl/workbook.xml"),
        ("xl/_rels/workbook.xml.rels", "une de ses parties manque, xl/_rels/workbook.xml.rels"),
        ("xl/worksheets/sheet3.xml", "une de ses parties manque, xl/worksheets/sheet3.xml"),
    ],
)
def test_a_missing_part_is_named(partie: str, phrase: str, refait: Refait) -> None:
    octets = refait(lambda nom, contenu: None if nom == partie else contenu)
    assert refus(octets) == f"classeur abîmé ou hors de proportion : {phrase}"


_ANNONCE = (
    b'<Override PartName="/xl/sharedStrings.xml"'
    b' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


@pytest.mark.parametrize(
    ("annonce", "phrase"),
    [
        (b"</Types>", "une cellule renvoie à un texte partagé qui n'y est pas"),
        (_ANNONCE, "une de ses parties manque, xl/sharedStrings.xml"),
    ],
)
def test_shared_texts_that_are_missing_are_said(annonce: bytes, phrase: str, refait: Refait) -> None:
    def partage(nom: str, contenu: bytes) -> bytes:
        if nom == "xl/worksheets/sheet3.xml":
            contenu, faits = re.subn(rb't="inlineStr"><is><t>Champ</t></is>', b't="s"><v>7</v>', contenu)
            assert faits == 1
        return contenu.replace(b"</Types>", annonce)

    assert refus(refait(partage)) == f"classeur abîmé ou hors de proportion : {phrase}"


@pytest.mark.parametrize("partie", ["xl/workbook.xml", "xl/worksheets/sheet3.xml", "xl/styles.xml"])
def test_broken_xml_is_said(partie: str, refait: Refait) -> None:
    octets = refait(lambda nom, contenu: contenu[:-10] if nom == partie else contenu)
    assert "une de ses parties n'est pas du XML bien formé" in refus(octets)


def test_a_strict_workbook_is_said_to_be(refait: Refait) -> None:
    octets = refait(
        lambda _, contenu: contenu.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )
    )
    assert refus(octets) == "classeur au format « Open XML Strict », à enregistrer au format .xlsx ordinaire"


def test_the_name_of_a_file_proves_nothing(feuilles: Feuilles, en_xlsx: Octets, en_xls: Octets) -> None:
    assert lit_octets(en_xls(feuilles), "flux.xlsx", officiel=True).avis == ()
    assert lit_octets(en_xlsx(feuilles), "flux.xls", officiel=True).avis == ()


@pytest.mark.parametrize(
    ("octets", "quoi"),
    [
        (b"Champ;Type\n", "du texte (un CSV ne suffit pas"),
        (b"\t\x04\x06\x00" + bytes(50), "un classeur Excel 4 ou plus ancien"),
        (b"<html><table>", "une page web ou du XML"),
        (b"\x89PNG\r\n", "une image"),
    ],
)
def test_another_kind_of_file_is_named(octets: bytes, quoi: str) -> None:
    assert quoi in refus(octets)


def test_an_open_document_is_named() -> None:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert refus(sortie.getvalue()) == "document OpenDocument, à enregistrer au format .xlsx"


def test_a_path_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    for chemin, quoi in ((tmp_path, "c'est un dossier"), (tmp_path / ("x" * 300), "ce n'est pas un chemin de fichier")):
        with pytest.raises(ClasseurIllisible, match=quoi):
            octets_de(chemin)


def ole_de(flot: bytes, nom: str = "Workbook") -> bytes:
    """A compound file of one stream, under a name as long as « Workbook » or shorter."""
    from xlwt.CompoundDoc import XlsDoc

    sortie = io.BytesIO()
    XlsDoc().save(sortie, flot)
    ecrit = "Workbook\0".encode("utf-16-le")
    octets = sortie.getvalue().replace(ecrit, (nom + "\0").encode("utf-16-le").ljust(len(ecrit), b"\0"))
    place = octets.index((nom + "\0").encode("utf-16-le"))
    return octets[: place + 64] + struct.pack("<H", 2 * len(nom) + 2) + octets[place + 66 :]


def biff(feuilles: Feuilles) -> bytes:
    """The stream of an .xls."""
    import xlwt

    ancien = xlwt.Workbook()
    for nom, lignes in feuilles.items():
        feuille = ancien.add_sheet(nom)
        for r, rangee in enumerate(lignes):
            for c, valeur in enumerate(rangee):
                feuille.write(r, c, valeur)
    return bytes(ancien.get_biff_data())


def chiffre(flot: bytes, genre: int, suite: bytes = b"\x12\x34\x56\x78") -> bytes:
    """The same behind a password, as Excel writes it: FILEPASS after the first record, then contents scrambled."""
    place = 4 + struct.unpack_from("<H", flot, 2)[0]
    sortie = [flot[:place], struct.pack("<HHH", 0x2F, 2 + len(suite), genre), suite]
    while place + 4 <= len(flot):
        longueur = struct.unpack_from("<H", flot, place + 2)[0]
        sortie += [flot[place : place + 4], bytes(o ^ 0x5A for o in flot[place + 4 : place + 4 + longueur])]
        place += 4 + longueur
    return b"".join(sortie)


@pytest.mark.parametrize("genre", [0, 1], ids=["XOR", "RC4"])
@pytest.mark.parametrize("nom", ["Workbook", "Book"])
def test_an_xls_behind_a_password_is_said_whatever_the_cipher(genre: int, nom: str, feuilles: Feuilles) -> None:
    phrase = refus(ole_de(chiffre(biff(feuilles), genre), nom))
    assert phrase == "classeur chiffré par un mot de passe, à enregistrer sans mot de passe"


def test_an_xls_that_talks_of_ciphers_is_not_one(feuilles: Feuilles, en_xls: Octets) -> None:
    feuilles["Cmd_Acces"][1][8] = "EncryptedPackage"
    assert lit_octets(en_xls(feuilles), "flux.xls", officiel=True).protocole.motifs


def test_a_compound_file_without_a_workbook_is_said() -> None:
    assert "un fichier ancien d'un autre logiciel" in refus(ole_de(bytes(5000), "Rien"))


@pytest.mark.parametrize("garde", [0.02, 0.3, 0.8])
def test_a_cut_xls_is_said_to_be(garde: float, feuilles: Feuilles, en_xls: Octets) -> None:
    octets = en_xls(feuilles)
    phrase = refus(octets[: int(len(octets) * garde)])
    assert phrase.startswith("classeur .xls abîmé : ")
    assert "tronqué" in phrase or "incomplet" in phrase


def test_a_stream_is_read_back_whole(feuilles: Feuilles) -> None:
    flot = biff(feuilles)
    ole = Ole(ole_de(flot))
    assert ole.noms == {"Workbook"}
    assert ole.lit("Workbook")[: len(flot)] == flot
    assert not a_mot_de_passe(flot)


def test_a_big_stream_is_read_back_whole() -> None:
    """Beyond 109 sectors of table (7 MB), the list of these goes on in sectors of its own."""
    flot = Random(2).randbytes(9 * 2**20)
    assert Ole(ole_de(flot)).lit("Workbook")[: len(flot)] == flot


def test_sectors_that_turn_in_a_ring_are_refused() -> None:
    octets = bytearray(ole_de(bytes(20_000)))
    (table,) = struct.unpack_from("<I", octets, 0x4C)
    (repertoire,) = struct.unpack_from("<I", octets, 0x30)
    struct.pack_into("<I", octets, (table + 1) * 512 + 4 * repertoire, repertoire)
    with pytest.raises(OleAbime, match="tourne en rond"):
        Ole(bytes(octets))


def test_a_list_of_tables_that_turns_in_a_ring_is_refused() -> None:
    octets = bytearray(ole_de(bytes(20_000)))
    struct.pack_into("<I", octets, 0x44, 0)
    struct.pack_into("<I", octets, 512 + 508, 0)
    with pytest.raises(OleAbime, match=r"tourne en rond|au-delà"):
        Ole(bytes(octets))


def test_a_damaged_compound_file_is_refused_or_read_within_bounds(feuilles: Feuilles, en_xls: Octets) -> None:
    """Its header, its table and its directory: where a reader gets lost."""
    sain, refuses = en_xls(feuilles), 0
    for graine in range(60):
        hasard, octets = Random(graine), bytearray(sain)
        for place in (hasard.randrange(8, 512), hasard.randrange(len(octets)), -hasard.randrange(1, 2048)):
            octets[place] ^= hasard.randrange(1, 256)
        try:
            ole = Ole(bytes(octets))
            lus = [ole.lit(nom) for nom in ole.noms]
        except OleAbime:
            refuses += 1
        else:
            assert all(len(lu) <= len(octets) for lu in lus)
    assert 0 < refuses < 60
