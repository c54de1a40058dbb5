"""Protocol values to an .xlsx that a person likes to read. Same values, same bytes, for one version of openpyxl.

Text is never left to be taken for a formula: every cell that is not a number is written as text.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from harness.protocol.spec import Champ, Format, Motif, Protocole, Provenance, Statut
from harness.protocol.terms import Flux
from harness.workbook import colonnes, lisez_moi, provenance
from harness.workbook.colonnes import CHAMPS, CODIFICATION, LISEZ_MOI, MOTIFS, TITRE, Colonne

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_DATE = datetime(2015, 1, 1)
_LARGEURS: dict[Colonne, int] = {
    "position": 9, "champ": 38, "type": 12, "longueur": 10, "format": 20, "statut": 8, "condition": 42, "valeurs": 22,
    "signification": 48, "section": 10, "provenance": 34, "code": 10, "libelle": 62, "flux": 44,
}  # fmt: skip
_ENCRE, _ENTETE, _TITRE, _LIEN = "FFFFFFFF", "FF1F3A5F", "FF1F3A5F", "FF0563C1"
_FONDS: dict[Statut, str] = {Statut.O: "FFD9EAD3", Statut.F: "FFF3F3F3", Statut.C: "FFFFF2CC"}
_INFERE = "FFB45F06"
_A_FORMULE = ("=", "+", "-", "@")
_CODE_SEUL = re.compile(r"[A-Z0-9][A-Z0-9_.+-]{0,19}")


def ecrit(protocole: Protocole) -> bytes:
    """The workbook, as the bytes of an .xlsx. Raises ValueError on text a spreadsheet cannot hold."""
    from openpyxl import Workbook

    classeur = Workbook()
    classeur.properties.title = "Flux interop Accès FTTH v1.2"
    classeur.properties.creator = "interop-acces"
    accueil = classeur.active
    if accueil is None:
        raise ValueError("classeur sans feuille")
    accueil.title = LISEZ_MOI
    _lisez_moi(accueil, protocole)
    for flux, forme in protocole.formats.items():
        feuille = classeur.create_sheet(flux.value)
        _tableau(feuille, CHAMPS, [_ligne(c) for c in forme.champs])
        _colore(feuille, forme)
    _tableau(classeur.create_sheet(CODIFICATION), MOTIFS, [_ligne_motif(m) for m in protocole.motifs])
    return _fige(classeur)


def _ligne(champ: Champ) -> list[str | int | None]:
    return [
        champ.position, champ.nom, champ.type, champ.longueur, champ.format, champ.statut.value,
        champ.condition.texte if champ.condition else "", valeurs(champ), champ.signification, champ.section,
        provenance.ecrit(champ),
    ]  # fmt: skip


def valeurs(champ: Champ) -> str:
    """The closed list as a cell. A single value that does not look like a code keeps a `|` that says it is a list."""
    if len(champ.valeurs) == 1 and not _CODE_SEUL.fullmatch(champ.valeurs[0]):
        return f"{champ.valeurs[0]}|"
    return "|".join(champ.valeurs)


def _ligne_motif(motif: Motif) -> list[str | int | None]:
    flux = "|".join(f.value for f in Flux if f in motif.flux)
    return [motif.code, motif.libelle, flux, motif.signification, motif.provenance.value]


def _ecrit_cellule(feuille: Worksheet, ligne: int, rang: int, valeur: str | int | None) -> None:
    if valeur is None or valeur == "":
        return
    cellule = feuille.cell(ligne, rang, valeur)
    if isinstance(valeur, str):
        cellule.data_type = "s"
        cellule.quotePrefix = valeur.startswith(_A_FORMULE)


def _tableau(feuille: Worksheet, titres: tuple[Colonne, ...], lignes: list[list[str | int | None]]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    bord = Border(bottom=Side(style="hair", color="FFBFBFBF"))
    for rang, colonne in enumerate(titres, start=1):
        entete = feuille.cell(1, rang, TITRE[colonne])
        entete.font = Font(bold=True, color=_ENCRE)
        entete.fill = PatternFill("solid", fgColor=_ENTETE)
        entete.alignment = Alignment(vertical="center", wrap_text=True)
        feuille.column_dimensions[get_column_letter(rang)].width = _LARGEURS[colonne]
    for numero, ligne in enumerate(lignes, start=2):
        for rang, valeur in enumerate(ligne, start=1):
            cellule = feuille.cell(numero, rang)
            cellule.alignment = Alignment(vertical="top", wrap_text=True)
            cellule.border = bord
            _ecrit_cellule(feuille, numero, rang, valeur)
    feuille.row_dimensions[1].height = 24
    feuille.freeze_panes = "C2"
    feuille.auto_filter.ref = f"A1:{get_column_letter(len(titres))}{len(lignes) + 1}"
    feuille.page_setup.orientation = "landscape"
    feuille.page_setup.fitToHeight = 0
    feuille.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    feuille.print_title_rows = "1:1"


def _colore(feuille: Worksheet, forme: Format) -> None:
    """Status by its background; in brown, the facts nobody wrote down."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for numero, champ in enumerate(forme.champs, start=2):
        cellule = feuille.cell(numero, CHAMPS.index("statut") + 1)
        cellule.fill = PatternFill("solid", fgColor=_FONDS[champ.statut])
        cellule.alignment = Alignment(horizontal="center", vertical="top")
        for fait, colonne in colonnes.COLONNE_DU_FAIT.items():
            if champ.source(fait) is Provenance.INFERRED:
                feuille.cell(numero, CHAMPS.index(colonne) + 1).font = Font(italic=True, color=_INFERE)


def _lisez_moi(feuille: Worksheet, protocole: Protocole) -> None:
    feuille.column_dimensions["A"].width, feuille.column_dimensions["B"].width = 26, 100
    feuille.sheet_view.showGridLines = False
    numero = 0
    for titre, lignes in lisez_moi.CHAPITRES:
        numero += 1
        _titre(feuille, numero, titre)
        for terme, texte in lignes:
            numero += 1
            _definition(feuille, numero, terme, texte)
    for nom, texte in lisez_moi.sommaire(protocole):
        numero += 1
        _definition(feuille, numero, nom, texte)
        _lien(feuille, numero, nom)


def _titre(feuille: Worksheet, numero: int, titre: str) -> None:
    from openpyxl.styles import Font

    _ecrit_cellule(feuille, numero, 1, titre)
    feuille.cell(numero, 1).font = Font(bold=True, size=16 if numero == 1 else 12, color=_TITRE)


def _definition(feuille: Worksheet, numero: int, terme: str, texte: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    _ecrit_cellule(feuille, numero, 1, terme)
    _ecrit_cellule(feuille, numero, 2, texte)
    infere = terme == Provenance.INFERRED
    feuille.cell(numero, 1).font = Font(bold=True, italic=infere, color=_INFERE if infere else None)
    feuille.cell(numero, 2).alignment = Alignment(vertical="top", wrap_text=True)
    if terme in list(Statut):
        feuille.cell(numero, 1).fill = PatternFill("solid", fgColor=_FONDS[Statut(terme)])


def _lien(feuille: Worksheet, numero: int, cible: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    cellule = feuille.cell(numero, 1)
    cellule.hyperlink = Hyperlink(ref=cellule.coordinate, location=f"'{cible}'!A1")
    cellule.font = Font(underline="single", color=_LIEN)


def _fige(classeur: Workbook) -> bytes:
    """Save, then write the archive again with fixed dates: neither the day nor the hour may show in the bytes."""
    from openpyxl.xml.functions import tostring

    brut = io.BytesIO()
    classeur.save(brut)
    classeur.properties.created = classeur.properties.modified = _DATE
    proprietes = tostring(classeur.properties.to_tree())
    fige = io.BytesIO()
    with zipfile.ZipFile(brut) as avant, zipfile.ZipFile(fige, "w", zipfile.ZIP_DEFLATED) as apres:
        for partie in avant.infolist():
            contenu = proprietes if partie.filename == "docProps/core.xml" else avant.read(partie)
            info = zipfile.ZipInfo(partie.filename, _DATE.timetuple()[:6])
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            apres.writestr(info, contenu)
    return fige.getvalue()


ArchiveAbimee = zipfile.BadZipFile


def parties(octets: bytes) -> dict[str, bytes]:
    """The parts of an .xlsx, unpacked: what two workbooks are compared by, since compression varies by machine."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {p.filename: archive.read(p) for p in archive.infolist()}
