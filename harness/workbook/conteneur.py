"""What a file really is, told from its bytes, and whether it is safe to unpack. Its name proves nothing.

An .xlsx is a zip: what it claims to unpack to is added up before anything is opened, then every part is really
unpacked once, in small pieces, so that a directory that lies is found out as well.
"""

from __future__ import annotations

import errno
import io
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from harness.systeme import raison
from harness.workbook import biff, ole
from harness.workbook.erreurs import ClasseurIllisible, cite, illisible

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

OCTETS_MAX = 20 * 2**20
"""A workbook of the protocol weighs well under 1 MB."""

DEPLIE_MAX = 60 * 2**20
PARTIES_MAX = 1_000
RATIO_MAX = 150
"""Times a zip may be smaller than what it holds; Excel itself stays under 30. Only counted above 5 MB unpacked."""

_RATIO_DES = 5 * 2**20
_MORCEAU = 2**16
_CENTRAL = 46
_METHODES = (0, 8)
_OLE_INCONNU = "un fichier ancien d'un autre logiciel"
_TRONQUE = "classeur .xlsx abîmé : la table de ses parties ne se lit pas, il est sans doute tronqué"
_OLE_AUTRES = {"WordDocument": "un document Word", "PowerPoint Document": "une présentation PowerPoint"}
_DOCTYPES = tuple("<!DOCTYPE".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml"

_AUTRES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "un PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"Rar!", "une archive rar"),
    (b"{\\rtf", "un document RTF"),
    (b"\t\x00\x04\x00", "un classeur Excel 4 ou plus ancien"),
    (b"\t\x02\x06\x00", "un classeur Excel 4 ou plus ancien"),
    (b"\t\x04\x06\x00", "un classeur Excel 4 ou plus ancien"),
)


class Genre(Enum):
    """The two containers that are read."""

    XLSX = "xlsx"
    XLS = "xls"


def octets_de(chemin: Path) -> bytes:
    """The bytes of a workbook, never more than 20 MB. Raises ClasseurIllisible when there is no such file to read."""
    try:
        if chemin.is_dir():
            raise illisible(str(chemin), "c'est un dossier, un classeur .xlsx ou .xls est attendu")
        if not chemin.exists():
            raise illisible(str(chemin), "classeur introuvable")
        if not chemin.is_file():
            raise illisible(str(chemin), "ce n'est pas un fichier ordinaire, un classeur .xlsx ou .xls est attendu")
        with chemin.open("rb") as fichier:
            octets = fichier.read(OCTETS_MAX + 1)
    except ClasseurIllisible:
        raise
    except (OSError, ValueError) as erreur:
        raise illisible(str(chemin), _refus(erreur)) from None
    if len(octets) > OCTETS_MAX:
        raise illisible(str(chemin), f"plus de {OCTETS_MAX // 2**20} Mo, bien au-delà d'un classeur de protocole")
    return octets


def _refus(erreur: OSError | ValueError) -> str:
    """Why the system refuses a file."""
    if isinstance(erreur, PermissionError):
        return "lecture interdite par les droits du fichier ou du dossier"
    if isinstance(erreur, ValueError) or erreur.errno == errno.ENAMETOOLONG:
        return "ce n'est pas un chemin de fichier"
    return f"lecture impossible, {raison(erreur)}"


def genre(octets: bytes, nom: str) -> Genre:
    """The container of a workbook, made safe to open. Raises ClasseurIllisible when it is something else."""
    if octets.startswith(ole.SIGNATURE):
        _verifie_ole(octets, nom)
        return Genre.XLS
    if octets.startswith(b"PK"):
        _verifie_zip(octets, nom)
        return Genre.XLSX
    raise illisible(nom, f"ce n'est pas un classeur .xlsx ou .xls mais {_quoi(octets)}")


def chiffre(nom: str) -> ClasseurIllisible:
    """The error for a workbook behind a password."""
    return illisible(nom, "classeur chiffré par un mot de passe, à enregistrer sans mot de passe")


def _quoi(octets: bytes) -> str:
    if not octets.strip(b"\0 \t\r\n"):
        return "un fichier vide"
    for debut, quoi in _AUTRES:
        if octets.startswith(debut):
            return quoi
    tete = octets[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if tete.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        return "une page web ou du XML (enregistrer le tableau au format .xlsx)"
    if b"\0" in octets[:1024]:
        return "un fichier binaire d'un autre format"
    return "du texte (un CSV ne suffit pas : un classeur a une feuille par flux)"


def _verifie_ole(octets: bytes, nom: str) -> None:
    """An .xls, or what an .xlsx becomes behind a password: told by its streams, not by what its text happens to say."""
    try:
        fichier = ole.Ole(octets)
        if "EncryptedPackage" in fichier.noms:
            raise chiffre(nom)
        flot = fichier.classeur()
        if flot is None:
            quoi = next((q for n, q in _OLE_AUTRES.items() if n in fichier.noms), _OLE_INCONNU)
            raise illisible(nom, f"ce n'est pas un classeur .xlsx ou .xls mais {quoi}")
        if biff.a_mot_de_passe(flot):
            raise chiffre(nom)
    except ole.OleAbime as erreur:
        raise illisible(nom, f"classeur .xls abîmé : {erreur}") from None


def _verifie_zip(octets: bytes, nom: str) -> None:
    import zipfile

    if len(octets) < _CENTRAL:
        raise illisible(nom, _TRONQUE)
    if octets.count(b"PK\x01\x02") > PARTIES_MAX:
        raise illisible(nom, f"archive démesurée ou piégée : plus de {PARTIES_MAX} parties, refusée sans être ouverte")
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            parties = archive.infolist()
            _verifie_annonce(parties, len(octets), nom)
            _verifie_contenu({p.filename for p in parties}, archive, nom)
            _deplie(archive, parties, nom)
    except ClasseurIllisible:
        raise
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, RuntimeError, NotImplementedError):
        raise illisible(nom, _TRONQUE) from None


def _verifie_annonce(parties: list[ZipInfo], octets: int, nom: str) -> None:
    """Refuse on what the directory of the zip announces, before anything is unpacked."""
    total = sum(p.file_size for p in parties)
    if len(parties) > PARTIES_MAX:
        raise illisible(
            nom, f"archive démesurée ou piégée : {len(parties)} parties, {PARTIES_MAX} au plus sont admises"
        )
    if total > DEPLIE_MAX:
        raise illisible(
            nom,
            f"archive piégée : {octets // 1024} Ko qui en donneraient {total // 1024} une fois dépliés,"
            f" {DEPLIE_MAX // 1024} au plus sont admis",
        )
    if total > _RATIO_DES and total > RATIO_MAX * octets:
        raise illisible(
            nom,
            f"archive piégée : dépliée, elle serait {total // octets} fois plus grosse ({octets // 1024} Ko donneraient"
            f" {total // 1024} Ko), {RATIO_MAX} fois au plus sont admises",
        )
    if any(p.flag_bits & 1 for p in parties):
        raise chiffre(nom)
    if any(p.compress_type not in _METHODES for p in parties):
        raise illisible(nom, "classeur compressé d'une façon que les tableurs n'emploient pas")


def _verifie_contenu(noms: set[str], archive: ZipFile, nom: str) -> None:
    if "xl/workbook.bin" in noms:
        raise illisible(nom, "classeur au format .xlsb, à enregistrer au format .xlsx")
    if "mimetype" in noms and b"opendocument" in archive.read("mimetype")[:200]:
        raise illisible(nom, "document OpenDocument, à enregistrer au format .xlsx")
    if "[Content_Types].xml" not in noms or not any(n.startswith("xl/") for n in noms):
        quoi = "un document Word" if "word/document.xml" in noms else "une archive zip"
        raise illisible(nom, f"ce n'est pas un classeur .xlsx ou .xls mais {quoi}")
    if "xl/workbook.xml" in noms and _STRICT in archive.read("xl/workbook.xml"):
        raise illisible(nom, "classeur au format « Open XML Strict », à enregistrer au format .xlsx ordinaire")


def _deplie(archive: ZipFile, parties: list[ZipInfo], nom: str) -> None:
    """Really unpack every part, keeping none: bounds what was hidden, checks sums, refuses XML with entities."""
    lus = 0
    for partie in parties:
        reste = b""
        for morceau in _morceaux(archive, partie, nom):
            lus += len(morceau)
            if lus > DEPLIE_MAX:
                raise illisible(nom, "archive piégée : elle se déplie au-delà de ce qu'elle annonce")
            if partie.filename.endswith((".xml", ".rels")) and any(d in reste + morceau for d in _DOCTYPES):
                raise illisible(nom, f"classeur piégé : {cite(partie.filename)} définit ses propres entités XML")
            reste = morceau[-32:]


def _morceaux(archive: ZipFile, partie: ZipInfo, nom: str) -> Iterator[bytes]:
    import zipfile
    import zlib

    try:
        with archive.open(partie) as flot:
            while morceau := flot.read(_MORCEAU):
                yield morceau
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, NotImplementedError):
        raise illisible(nom, f"classeur .xlsx abîmé : sa partie {cite(partie.filename)} ne se déplie pas") from None
