"""Sheets of a workbook as rows of text, read in a process of its own: openpyxl for .xlsx, python-calamine for .xls.

Both readers size memory on the word of the file: an .xls of 5 KB can ask for a gigabyte, or abort the process. In a
child with a memory and a time limit, the worst that can happen is a refusal. The child keeps text only: formulas
are their last value, macros and links are never followed. What text would hide is told beside it: merged cells,
formulas never calculated, dates.

Run as a script: format and path of the workbook as arguments, JSON on standard output. It imports nothing of ours.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

MEMOIRE_MAX = 2**30
SECONDES_MAX = 30
LIGNES_MAX = 2_000
COLONNES_MAX = 100
PARCOURUES_MAX = 20_000
"""Rows looked at for one that is not empty: styles alone may reach row 1,048,576."""

CELLULE_MAX = 32_767
CARACTERES_MAX = 5_000_000

Lignes = list[list[str]]

ERREURS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"})
"""What a spreadsheet shows for a formula that fails, as files hold it in any language."""

_ABIMES = {
    "partie": "une de ses parties manque",
    "texte": "une cellule renvoie à un texte partagé qui n'y est pas",
    "xml": "une de ses parties n'est pas du XML bien formé",
    "memoire": "sa lecture demande plus de mémoire qu'un classeur de protocole",
    "structure": "sa structure interne ne se lit pas",
}


@dataclass(frozen=True, slots=True)
class Fusion:
    """Cells merged into one; rows and columns counted from 0, both ends included. The first one has the text."""

    haut: int
    gauche: int
    bas: int
    droite: int


@dataclass(frozen=True, slots=True)
class Feuille:
    """One sheet: rows of text up to the last one that holds something, row 1 first.

    `demesure` says in French why a sheet out of all proportion has no rows. `marques` tells, by row and column counted
    from 0, the cells that are not the text they look like: "formule" (never calculated), "date", or what an .xls shows
    for a formula in error (« #REF! »).
    """

    nom: str
    lignes: Lignes = field(default_factory=list)
    demesure: str = ""
    masquee: bool = False
    fusions: tuple[Fusion, ...] = ()
    marques: Mapping[tuple[int, int], str] = field(default_factory=dict)


class TableurChiffre(ValueError):
    """The workbook is behind a password."""


class TableurAbime(ValueError):
    """The workbook is damaged, or asks for more memory or time than a protocol workbook needs. Says it in French."""


def feuilles(octets: bytes, genre: str) -> list[Feuille]:
    """Every sheet of a workbook (`genre` "xlsx" or "xls"). Raises TableurChiffre or TableurAbime."""
    with tempfile.TemporaryDirectory(prefix="interop-acces-") as dossier:
        chemin = Path(dossier, f"classeur.{genre}")
        chemin.write_bytes(octets)
        commande = [sys.executable, "-P", __file__, genre, str(chemin)]
        try:
            fini = subprocess.run(commande, capture_output=True, timeout=SECONDES_MAX, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            raise TableurAbime(f"plus de {SECONDES_MAX} secondes de lecture") from None
    if fini.returncode != 0:
        raise TableurAbime("lecture interrompue, mémoire dépassée ou structure abîmée")
    return comprend(json.loads(fini.stdout))


def comprend(reponse: Mapping[str, Any]) -> list[Feuille]:
    """The sheets in what the child answers. Raises TableurChiffre or TableurAbime."""
    if reponse.get("chiffre"):
        raise TableurChiffre
    if "erreur" in reponse:
        quoi = f", {reponse['quoi']}" if reponse.get("quoi") else ""
        raise TableurAbime(_ABIMES[reponse["erreur"]] + quoi)
    return [
        Feuille(
            nom=f["nom"],
            lignes=f["lignes"],
            demesure=f["demesure"],
            masquee=f["masquee"],
            fusions=tuple(Fusion(*bornes) for bornes in f["fusions"]),
            marques={(ligne, colonne): marque for ligne, colonne, marque in f["marques"]},
        )
        for f in reponse["feuilles"]
    ]


def _texte(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    if isinstance(valeur, date):  # a time of midnight is one nobody wrote
        return f"{valeur:%d/%m/%Y %H:%M}".removesuffix(" 00:00")
    return str(valeur).replace("_x000D_", " ").strip()


def _contenu(lignes: Iterable[tuple[Any, ...] | list[Any]]) -> dict[str, Any]:
    """Rows, and the dates in them, up to the last row that holds something; or why there are too many."""
    lues: Lignes = []
    marques: list[tuple[int, int, str]] = []
    caracteres = 0
    for rang, ligne in enumerate(lignes):
        if rang >= PARCOURUES_MAX:
            break
        textes = [] if ligne.count(None) == len(ligne) else [_texte(v) for v in ligne]
        if not any(textes):
            continue
        if rang >= LIGNES_MAX:
            return _demesuree(f"la ligne {rang + 1} est remplie, {LIGNES_MAX} lignes au plus sont lues")
        if any(len(t) > CELLULE_MAX for t in textes):
            return _demesuree(f"une cellule de la ligne {rang + 1} a plus de {CELLULE_MAX} caractères")
        caracteres += sum(map(len, textes))
        if caracteres > CARACTERES_MAX:
            return _demesuree(f"plus de {CARACTERES_MAX} caractères en tout")
        lues += [[] for _ in range(rang - len(lues))]
        lues.append(textes)
        marques += [(rang, i, "date") for i, v in enumerate(ligne) if isinstance(v, date | time | timedelta)]
    return {"lignes": lues, "demesure": "", "fusions": [], "marques": marques}


def _demesuree(pourquoi: str) -> dict[str, Any]:
    return {"lignes": [], "demesure": pourquoi, "fusions": [], "marques": []}


def _xlsx(chemin: str) -> Iterator[dict[str, Any]]:
    import warnings

    from openpyxl.reader.excel import ExcelReader

    warnings.simplefilter("ignore")
    with Path(chemin).open("rb") as octets:  # ours to close: a workbook that cannot be read leaves it open
        lecteur = ExcelReader(octets, read_only=True, keep_vba=False, data_only=True, keep_links=False)
        lecteur.read()
        for annoncee, lien in lecteur.parser.find_sheets():
            if lien.target not in lecteur.valid_files:  # openpyxl would pass over it without a word
                raise KeyError(f"no item named '{lien.target}' for {annoncee.name}")
        for feuille in lecteur.wb.worksheets:
            feuille.reset_dimensions()
            lue = _contenu(feuille.iter_rows(max_col=COLONNES_MAX, values_only=True))
            if not lue["demesure"]:
                _annote(feuille, lue)
            yield {"nom": feuille.title, "masquee": feuille.sheet_state != "visible", **lue}


def _annote(feuille: Any, lue: dict[str, Any]) -> None:
    """Add the merged cells of a sheet and its formulas without a value, which openpyxl does not tell of rows read."""
    from xml.etree.ElementTree import iterparse

    from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

    with feuille._get_source() as source:  # the XML of the sheet, which has no public name
        for _, element in iterparse(source):  # noqa: S314 - entities are refused before (`conteneur`)
            nom = element.tag.rpartition("}")[2]
            if nom == "mergeCell":
                gauche, haut, droite, bas = (borne or 1 for borne in range_boundaries(element.get("ref", "")))
                lue["fusions"].append((haut - 1, gauche - 1, bas - 1, droite - 1))
            elif nom == "c" and element.get("r") and _jamais_calculee(element):
                ligne, colonne = coordinate_to_tuple(element.get("r", ""))
                lue["marques"].append((ligne - 1, colonne - 1, "formule"))
            if nom == "row":
                element.clear()


def _jamais_calculee(cellule: Any) -> bool:
    """Whether a cell is a formula whose value is not in the file; an empty text is a value."""
    enfants = {e.tag.rpartition("}")[2]: e for e in cellule}
    valeur = enfants.get("v")
    return "f" in enfants and cellule.get("t") != "str" and (valeur is None or not valeur.text)


def _xls(chemin: str) -> Iterator[dict[str, Any]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    classeur = CalamineWorkbook.from_path(chemin)
    for meta in classeur.sheets_metadata:
        if meta.typ is SheetTypeEnum.WorkSheet:
            feuille = classeur.get_sheet_by_name(meta.name)
            lignes = feuille.to_python(skip_empty_area=False, nrows=PARCOURUES_MAX)
            lue = _contenu([None if v == "" else v for v in ligne[:COLONNES_MAX]] for ligne in lignes)
            lue["fusions"] = [(*haut, *bas) for haut, bas in feuille.merged_cell_ranges or ()]
            yield {"nom": meta.name, "masquee": meta.visible is not SheetVisibleEnum.Visible, **lue}


def lit(genre: str, chemin: str) -> dict[str, Any]:
    """What the child answers: {"feuilles": [...]}, {"chiffre": true}, or {"erreur": one of _ABIMES, "quoi": a part}."""
    try:
        return {"feuilles": list(_xlsx(chemin) if genre == "xlsx" else _xls(chemin))}
    except Exception as erreur:
        if type(erreur).__name__ == "PasswordError":
            return {"chiffre": True}
        return _abime(erreur)


def _abime(erreur: Exception) -> dict[str, str]:
    """What is wrong with a workbook, from what its reader stumbled on. The reader's own words are for its makers."""
    if isinstance(erreur, MemoryError):
        return {"erreur": "memoire"}
    if isinstance(erreur, IndexError):
        return {"erreur": "texte"}
    if type(erreur).__name__ in ("ParseError", "XMLSyntaxError", "XmlError"):
        return {"erreur": "xml"}
    absente = re.search(r"no item named '([^']+)'", str(erreur)) if isinstance(erreur, KeyError) else None
    return {"erreur": "partie", "quoi": absente[1]} if absente else {"erreur": "structure"}


def _borne_memoire() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE_MAX, MEMOIRE_MAX))


if __name__ == "__main__":
    _borne_memoire()
    json.dump(lit(*sys.argv[1:]), sys.stdout)
