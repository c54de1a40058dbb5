"""Reading the register of ambiguities: one table `[[ambiguite]]` a clause, TOML."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from harness import resources
from harness.protocol.ambiguites import Ambiguite, Parole, Sort
from harness.protocol.issues import Issue
from harness.protocol.terms import Flux
from harness.records import Lecteurs, construit, suite
from harness.workbook.erreurs import cite, illisible

_ID = re.compile(r"AMB-\d{2}")


@cache
def charge_ambiguites(chemin: Path | None = None) -> dict[str, Ambiguite]:
    """The register of `chemin` (the one that ships with the harness when None), by id, in the order of the file.

    Raises ValueError, one French line with file and entry, when it is missing or an entry is malformed.
    """
    chemin = resources.fixtures("ambiguites.toml") if chemin is None else chemin
    try:
        tables = tomllib.loads(chemin.read_text(encoding="utf-8")).get("ambiguite")
    except OSError as erreur:
        raise illisible(chemin.name, f"registre illisible ({erreur.strerror})") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise illisible(chemin.name, "un registre est attendu en TOML, UTF-8") from None
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise illisible(chemin.name, "une table [[ambiguite]] par clause est attendue")
    registre: dict[str, Ambiguite] = {}
    for rang, table in enumerate(tables, 1):
        try:
            entree = _entree(table)
            if entree.id in registre:
                raise ValueError(f"l'identifiant « {entree.id} » est déjà pris")
        except ValueError as erreur:
            raise illisible(chemin.name, str(erreur), f"entrée {cite(str(table.get('id', rang)))}") from None
        registre[entree.id] = entree
    return registre


def _entree(table: dict[str, Any]) -> Ambiguite:
    entree = construit(Ambiguite, table, _LECTEURS)
    if not _ID.fullmatch(entree.id):
        raise ValueError("« id » doit s'écrire AMB-nn")
    if not (entree.sections and entree.question and entree.retenue and entree.autres):
        raise ValueError("« sections », « question », « retenue » et « autres » ne peuvent pas être vides")
    if {entree.retenue} & set(entree.autres) or len(set(entree.autres)) < len(entree.autres):
        raise ValueError("deux lectures sont les mêmes")
    return entree


def _parole(brut: object) -> Parole:
    flux, _, issue = str(brut).partition(" ")
    return Flux(flux), Issue(issue)


_LECTEURS: Lecteurs = {"Sort": Sort, "tuple[Parole, ...]": suite(_parole)}
