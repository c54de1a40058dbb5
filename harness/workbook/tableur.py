"""Sheets of a workbook as rows of text, read in a process of its own: openpyxl for .xlsx, python-calamine for .xls.

Both readers size memory on the word of the file: an .xls of 5 KB can ask for a gigabyte, or abort the process. In a
child with a memory and a time limit, the worst that can happen is a refusal. The child keeps text only: formulas
are their last value, macros and links are never followed.

Run as a script: format and path of the workbook as arguments, JSON on standard output. It imports nothing of ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

MEMOIRE_MAX = 2**30
SECONDES_MAX = 30
LIGNES_MAX = 2_000
COLONNES_MAX = 100
VIDES_MAX = 200
"""Empty rows after which a sheet is over: styles alone may reach row 1,048,576."""

CELLULE_MAX = 32_767
CARACTERES_MAX = 5_000_000

Lignes = list[list[str]]


class TableurChiffre(ValueError):
    """The workbook is behind a password."""


class TableurAbime(ValueError):
    """The workbook is damaged, or asks for more memory or time than a protocol workbook needs."""


def feuilles(octets: bytes, genre: str) -> list[tuple[str, Lignes | None]]:
    """Every sheet of a workbook (`genre` "xlsx" or "xls"): name and rows, None when out of all proportion.

    Raises TableurChiffre or TableurAbime.
    """
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
    reponse = json.loads(fini.stdout)
    if reponse.get("chiffre"):
        raise TableurChiffre
    if "erreur" in reponse:
        raise TableurAbime(reponse["erreur"])
    return [(nom, lignes) for nom, lignes in reponse["feuilles"]]


def _texte(valeur: Any) -> str:
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return str(valeur).replace("_x000D_", " ").strip()


def _borne(lignes: Iterable[Iterable[Any]]) -> Lignes | None:
    """The rows up to the last one that holds something, or None past any limit."""
    lues: Lignes = []
    pleines = caracteres = 0
    for ligne in lignes:
        textes = [_texte(v) for v in ligne]
        lues.append(textes)
        if any(textes):
            pleines = len(lues)
            caracteres += sum(map(len, textes))
        if pleines > LIGNES_MAX or caracteres > CARACTERES_MAX or any(len(t) > CELLULE_MAX for t in textes):
            return None
        if len(lues) - pleines >= VIDES_MAX:
            break
    return lues[:pleines]


def _xlsx(chemin: str) -> Iterator[tuple[str, Lignes | None]]:
    import warnings

    from openpyxl import load_workbook

    warnings.simplefilter("ignore")
    with Path(chemin).open("rb") as octets:  # ours to close: a workbook that cannot be read leaves it open
        classeur = load_workbook(octets, read_only=True, data_only=True, keep_links=False)
        for feuille in classeur.worksheets:
            feuille.reset_dimensions()
            yield feuille.title, _borne(feuille.iter_rows(max_col=COLONNES_MAX, values_only=True))


def _xls(chemin: str) -> Iterator[tuple[str, Lignes | None]]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    classeur = CalamineWorkbook.from_path(chemin)
    for feuille in classeur.sheets_metadata:
        if feuille.typ is SheetTypeEnum.WorkSheet:
            lignes = classeur.get_sheet_by_name(feuille.name).to_python(
                skip_empty_area=False, nrows=LIGNES_MAX + VIDES_MAX
            )
            yield feuille.name, _borne(ligne[:COLONNES_MAX] for ligne in lignes)


def lit(genre: str, chemin: str) -> dict[str, Any]:
    """What the child answers: {"feuilles": [[name, rows or null]...]}, {"chiffre": true} or {"erreur": why}."""
    try:
        return {"feuilles": list(_xlsx(chemin) if genre == "xlsx" else _xls(chemin))}
    except Exception as erreur:
        if type(erreur).__name__ == "PasswordError":
            return {"chiffre": True}
        return {"erreur": f"{type(erreur).__name__}: {erreur}"}


def _borne_memoire() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE_MAX, MEMOIRE_MAX))


if __name__ == "__main__":
    _borne_memoire()
    json.dump(lit(*sys.argv[1:]), sys.stdout)
