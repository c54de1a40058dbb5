"""Headers: every flux known by its own columns, every departure told, nothing slow whatever is sent."""

from __future__ import annotations

import random
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange.recognise import Entete, flux_du_nom, lit_entete, reconnait
from harness.protocol.terms import Flux, Partie
from harness.workbook.compile import charge

PROTOCOLE = charge()
FLUX = list(PROTOCOLE.formats)
JUMEAUX = {Flux.MESS_OI, Flux.MESS_OC}
"""The two messages of §3.11 have the same columns."""


def lit(colonnes: list[str] | tuple[str, ...]) -> Entete:
    return reconnait(tuple(colonnes), PROTOCOLE)


@pytest.mark.parametrize("flux", FLUX)
def test_the_own_header_of_a_flux_is_exact(flux: Flux) -> None:
    entete = reconnait(PROTOCOLE[flux].noms, PROTOCOLE, suggere=flux)
    assert entete.flux is flux
    assert entete.exacte
    assert entete.champs == PROTOCOLE[flux].noms
    assert entete.jumeaux == ()


@pytest.mark.parametrize("flux", [f for f in FLUX if f not in JUMEAUX])
def test_no_name_and_no_sender_is_needed_but_for_twins(flux: Flux) -> None:
    entete = lit(PROTOCOLE[flux].noms)
    assert (entete.flux, entete.jumeaux) == (flux, ())


def test_twins_are_told_apart_by_the_sender_then_by_the_name() -> None:
    noms = PROTOCOLE[Flux.MESS_OC].noms
    assert reconnait(noms, PROTOCOLE, emetteur=Partie.OC).flux is Flux.MESS_OC
    assert reconnait(noms, PROTOCOLE, emetteur=Partie.OI).flux is Flux.MESS_OI
    assert reconnait(noms, PROTOCOLE, suggere=Flux.MESS_OC).flux is Flux.MESS_OC
    assert reconnait(noms, PROTOCOLE, emetteur=Partie.OC, suggere=Flux.MESS_OI).flux is Flux.MESS_OC
    doute = lit(noms)
    assert {doute.flux, *doute.jumeaux} == JUMEAUX


def test_neither_sender_nor_name_ever_beats_the_columns() -> None:
    noms = PROTOCOLE[Flux.CR_STOC].noms
    assert reconnait(noms, PROTOCOLE, emetteur=Partie.OI, suggere=Flux.CMD_STOC).flux is Flux.CR_STOC


@settings(deadline=None, max_examples=60)
@given(flux=st.sampled_from(FLUX), graine=st.integers(0, 99))
def test_a_permutation_is_only_out_of_order(flux: Flux, graine: int) -> None:
    noms = list(PROTOCOLE[flux].noms)
    random.Random(graine).shuffle(noms)
    entete = reconnait(tuple(noms), PROTOCOLE, suggere=flux)
    assert entete.flux is flux
    assert entete.champs == tuple(noms)
    assert entete.desordre == (tuple(noms) != PROTOCOLE[flux].noms)
    assert replace(entete, desordre=False, champs=(), colonnes=()) == Entete((), flux)


@settings(deadline=None, max_examples=60)
@given(flux=st.sampled_from(FLUX), forme=st.sampled_from([str.upper, str.lower, str.swapcase]))
def test_another_case_is_told_column_by_column(flux: Flux, forme: object) -> None:
    noms = PROTOCOLE[flux].noms
    ecrits = tuple(forme(n) for n in noms)  # type: ignore[operator]
    entete = reconnait(ecrits, PROTOCOLE, suggere=flux)
    assert (entete.flux, entete.champs) == (flux, noms)
    assert entete.casse == tuple((e, n) for e, n in zip(ecrits, noms, strict=True) if e != n)


@pytest.mark.parametrize("espaces", ["OC1", " OC 1", "OC\u00a01", "oc  1"])
def test_stray_spaces_are_case_too(espaces: str) -> None:
    noms = [espaces if n == "OC 1" else n for n in PROTOCOLE[Flux.CR_CMD_ACCES].noms]
    assert lit(noms).casse == ((espaces, "OC 1"),)


def test_an_accent_coded_in_two_is_known() -> None:
    noms = [unicodedata.normalize("NFD", n) for n in PROTOCOLE[Flux.CMD_ACCES].noms]
    entete = lit(noms)
    assert (entete.absents, entete.inconnus) == ((), ())
    assert {n for _, n in entete.casse} == {f"Info Cmd Accès {i}" for i in range(1, 9)}


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
@pytest.mark.parametrize("fois", [1, 2])
def test_utf8_read_twice_is_known_and_told(codec: str, fois: int) -> None:
    def abime(nom: str) -> str:
        for _ in range(fois):
            nom = nom.encode().decode(codec)
        return nom

    noms = PROTOCOLE[Flux.CR_CMD_ACCES].noms
    entete = lit([abime(n) for n in noms])
    assert (entete.flux, entete.champs) == (Flux.CR_CMD_ACCES, noms)
    assert {n for _, n in entete.mojibake} == {n for n in noms if "°" in n}
    assert not entete.casse


@pytest.mark.parametrize("flux", [Flux.CMD_ACCES, Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV])
@pytest.mark.parametrize(
    ("ecrit", "lu"), [("mac-roman", "cp1252"), ("cp850", "latin-1"), ("latin-1", "utf-8"), ("ascii", "ascii")]
)
def test_a_header_that_an_encoding_broke_is_known_and_told(flux: Flux, ecrit: str, lu: str) -> None:
    """« N° » alone holds more than half of the columns of a route."""
    noms = PROTOCOLE[flux].noms
    entete = lit([n.encode(ecrit, "replace").decode(lu, "replace") for n in noms])
    assert (entete.flux, entete.champs) == (flux, noms)
    assert {n for _, n in entete.mojibake} == {n for n in noms if not n.isascii()}
    assert replace(entete, colonnes=(), champs=(), mojibake=()) == Entete((), flux)


def test_a_mark_that_stayed_before_the_first_name_is_an_encoding_s_fault() -> None:
    noms = PROTOCOLE[Flux.CR_STOC].noms
    assert lit(("\ufeff" + noms[0], *noms[1:])).mojibake == (("\ufeff" + noms[0], noms[0]),)


@pytest.mark.parametrize(
    ("pose", "retires"),
    [
        (("Info Cmd Acc\ufffds 1", "Info Cmd AccŠs 1"), ("Info Cmd Accès 1", "Info Cmd Accès 2")),
        (("Info Cmd Acc\ufffds 1", "Info Cmd Accès 1"), ("Info Cmd Accès 2",)),
        (("Info Cmd Acces 1",), ("Info Cmd Accès 1",)),
        (("Info Cmd Accs 1",), ("Info Cmd Accès 1",)),
        (("Info Cmd Acc\ufffds 9",), ("Info Cmd Accès 1",)),
        (("Bâtiment",), ("Batiment",)),
    ],
    ids=["deux possibles", "déjà là", "sans accent", "lettre perdue", "autre rang", "autre mot"],
)
def test_a_broken_name_is_never_guessed(pose: tuple[str, ...], retires: tuple[str, ...]) -> None:
    """A name stands for a column when it alone may, and only an encoding is to blame."""
    noms = [n for n in PROTOCOLE[Flux.CMD_ACCES].noms if n not in retires]
    entete = lit([*noms, *pose])
    assert entete.mojibake == ()
    assert entete.absents == retires
    assert len(entete.inconnus) == len([p for p in pose if p not in noms and p not in PROTOCOLE[Flux.CMD_ACCES].noms])


@pytest.mark.parametrize("alias", ["ReferenceTechniquePrise", "referencetechniqueprise", "ReferencePTO"])
def test_a_known_alias_stands_for_the_socket(alias: str) -> None:
    noms = [alias if n == "ReferencePrise" else n for n in PROTOCOLE[Flux.CR_CMD_ACCES].noms]
    entete = lit(noms)
    assert entete.alias == ((alias, "ReferencePrise"),)
    assert "ReferencePrise" in entete.champs
    assert not entete.absents


def test_an_alias_beside_the_real_name_is_an_unknown_column() -> None:
    entete = lit((*PROTOCOLE[Flux.CR_CMD_ACCES].noms, "ReferenceTechniquePrise"))
    assert entete.inconnus == (64,)
    assert not entete.doubles


@pytest.mark.parametrize(
    ("flux", "nombre", "version"), [(Flux.CMD_ACCES, 37, "1.3"), (Flux.CR_CMD_ACCES, 81, "postérieure à la 1.3")]
)
def test_other_versions_are_known_by_their_number_of_columns(flux: Flux, nombre: int, version: str) -> None:
    noms = PROTOCOLE[flux].noms
    plus = tuple(f"Colonne{i}" for i in range(nombre - len(noms)))
    assert lit(noms + plus).version == version
    assert lit(noms).version == ""
    assert lit((*noms, *plus, "encore")).version == ""
    assert lit((*noms, *plus)).version_dite == f"sans doute {version}"


def test_another_version_is_sure_when_its_own_names_are_there() -> None:
    cmd, cr = PROTOCOLE[Flux.CMD_ACCES].noms, PROTOCOLE[Flux.CR_CMD_ACCES].noms
    propres = ("IdentifiantImmeuble", "offreAccesCommandee")
    assert lit((*cmd, *propres)).version_dite == "1.3"
    assert lit((*propres, *cmd)).version_dite == "1.3"
    assert lit((*cr, *(f"Colonne{i}" for i in range(16)), "RaccordementLong")).version_dite == "postérieure à la 1.3"
    assert lit((*cmd, *propres, "", "")).version_dite == "1.3"


def test_thirty_seven_columns_are_no_version_1_3_when_they_do_not_begin_as_version_1_2() -> None:
    noms = PROTOCOLE[Flux.CMD_ACCES].noms
    assert lit(("Foo", *noms, "Bar")).version == ""
    assert lit((*noms, noms[3], "Bar")).version == ""
    assert lit((*noms[1:], "Foo", "Bar", "Encore")).version == ""
    assert lit((*noms, "", " ")).version == ""


@pytest.mark.parametrize("signe", [",", "\t", "|"])
@pytest.mark.parametrize("guillemets", [False, True])
def test_another_separator_is_named(signe: str, guillemets: bool) -> None:
    noms = PROTOCOLE[Flux.CMD_ACCES].noms
    ligne = signe.join(f'"{n}"' if guillemets else n for n in noms)
    entete = lit((ligne,))
    assert (entete.flux, entete.separateur) == (None, signe)


def test_missing_unknown_double_and_nameless_columns_are_told() -> None:
    noms = list(PROTOCOLE[Flux.CMD_ACCES].noms)
    noms.remove("Etage")
    entete = lit([*noms, "Digicode", "referencepm", ""])
    assert entete.absents == ("Etage",)
    assert (entete.inconnus, entete.doubles, entete.sans_nom) == ((34,), (35,), (36,))
    assert entete.nommees == 36
    assert entete.champs[-3:] == (None, None, None)


def test_columns_without_a_name_are_unknown_however_many() -> None:
    """A spreadsheet leaves such columns at the end: the lines can still be read."""
    entete = lit((*PROTOCOLE[Flux.CR_STOC].noms, "", "\u00a0", ""))
    assert (entete.inconnus, entete.doubles, entete.sans_nom) == ((), (), (12, 13, 14))
    assert not entete.exacte


@pytest.mark.parametrize(
    ("ligne", "rang"),
    [('"a;b', 0), ('a;"b;c', 1), ('"a";"b;c";d"e;f', 2), ('a;b;"', 2), ('"a""";"b" ;c', 1)],
)
def test_a_quote_left_open_in_a_header_is_placed(ligne: str, rang: int) -> None:
    assert lit_entete(ligne, PROTOCOLE) == Entete((ligne,), None, mal_citee=rang)


def test_a_header_whose_quotes_close_is_read() -> None:
    ligne = ";".join(f'"{n}"' for n in PROTOCOLE[Flux.CR_STOC].noms)
    assert lit_entete(ligne, PROTOCOLE).exacte


@pytest.mark.parametrize("colonnes", [("",), ("a", "b"), ("nom", "prenom", "age"), ("PK\x03",)])
def test_a_foreign_header_is_nobody_s(colonnes: tuple[str, ...]) -> None:
    assert lit(colonnes).flux is None


@pytest.mark.parametrize("flux", FLUX)
def test_half_of_the_columns_are_needed(flux: Flux) -> None:
    noms = PROTOCOLE[flux].noms
    propres = [n for n in noms if sum(n in f.noms for f in PROTOCOLE.formats.values()) == 1]
    moins = propres[: (len(noms) - 1) // 2]
    assert lit((*moins, "étrangère")).flux is not flux


@pytest.mark.parametrize(
    "colonnes",
    [
        [f"c{i}" for i in range(100_000)],
        ["x"] * 100_000,
        ["ReferencePTO"] * 100_000,
        ["ReferencePM"] * 100_000,
        [*PROTOCOLE[Flux.CMD_ACCES].noms, *(f"c{i}" for i in range(100_000))],
        [*PROTOCOLE[Flux.CMD_ACCES].noms, *(["ÃÂ"] * 100_000)],
        [*PROTOCOLE[Flux.CMD_ACCES].noms, *([""] * 100_000)],
        [*PROTOCOLE[Flux.CMD_ACCES].noms, *(f"é{i}" for i in range(100_000))],
        ["a,b" * 300_000],
    ],
    ids=["inconnues", "pareilles", "alias", "doubles", "ajoutées", "abîmées", "vides", "accents", "virgules"],
)
def test_a_hostile_header_is_read_in_no_time(colonnes: list[str]) -> None:
    debut = time.process_time()
    lit(colonnes)
    assert time.process_time() - debut < 2


@pytest.mark.parametrize(
    ("nom", "flux"),
    [
        ("Cmd_Acces.csv", Flux.CMD_ACCES),
        ("OIXX_OCYY-CMD_ACCESS_V1.2_20260105.csv", Flux.CMD_ACCES),
        ("dossier/OIXX_OCYY_CrCMD_ACCES_01.csv", Flux.CR_CMD_ACCES),
        ("ar_cmd_acces.CSV", Flux.AR_CMD_ACCES),
        ("Mess_OC_Cmd_Acces.csv", Flux.MESS_OC),
        ("CR_Annulation_Acces.csv", Flux.CR_ANNULATION),
        ("Demande_Modif_RDV_3.csv", Flux.DEMANDE_MODIF_RDV),
        ("commande.csv", None),
        ("Cmd_Acces_et_CR_STOC.csv", None),
        ("", None),
    ],
)
def test_a_file_name_suggests_one_flux_or_none(nom: str, flux: Flux | None) -> None:
    assert flux_du_nom(nom) is flux


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text(max_size=30), max_size=40))
def test_any_header_is_read(colonnes: list[str]) -> None:
    entete = lit(tuple(colonnes) or ("",))
    assert len(entete.champs) in (0, len(colonnes))


CLES = {"ReferenceCommandePriseInterneOC", "ReferenceDemandeOC", "IdRdv"}


def test_the_key_column_tells_a_header_in_the_middle_of_a_file() -> None:
    noms = [n.upper() if n == "ReferenceCommandePriseInterneOC" else n for n in PROTOCOLE[Flux.CR_STOC].noms]
    entete = lit(tuple(reversed(noms)))
    assert entete.repere == len(noms) - 1
    assert entete.reperes == {"REFERENCECOMMANDEPRISEINTERNEOC", *CLES}
    sans_cle = lit(PROTOCOLE[Flux.CR_STOC].noms[1:])
    assert sans_cle.reperes == {"ReferencePrestationPrise", *CLES}
