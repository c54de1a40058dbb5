"""frictionless: a Table Schema, and a row check of our own for what it cannot state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
from frictionless import Check, Checklist, Dialect, Resource, Schema, errors, formats

from bench.schemas import attendu as A

_DATE = re.compile(A.MOTIF_DATE)
_ERREURS = {"extra-cell": A.LARGEUR, "missing-cell": A.LARGEUR, "unique-error": A.REPETEE}
_CONTRAINTES = {"required": A.OBLIGATOIRE, "maxLength": A.LONGUEUR, "pattern": A.FORMAT, "enum": A.LISTE}


def _champ(c: A.Colonne, cle: str) -> dict[str, Any]:
    contraintes: dict[str, Any] = {}
    if c.requise:
        contraintes["required"] = True
    if c.longueur:
        contraintes["maxLength"] = c.longueur
    if c.motif or c.date:
        contraintes["pattern"] = c.motif or A.MOTIF_DATE
    if c.liste:
        contraintes["enum"] = list(c.liste)
    if c.nom == cle:
        contraintes["unique"] = True
    return {"name": c.nom, "type": "string", "constraints": contraintes}


@attrs.define(kw_only=True, repr=False)
class DeLigne(Check):
    """Dates of the calendar, conditions and route blocks, row by row."""

    type = "de-ligne"
    Errors = [errors.RowConstraintError]
    attendu: A.Attendu

    def validate_row(self, row: Any) -> Iterator[Any]:
        for espece in _fautes(self.attendu, row.to_dict()):
            yield errors.RowConstraintError.from_row(row, note=espece)


def _fautes(a: A.Attendu, ligne: dict[str, Any]) -> Iterator[str]:
    for c in a.colonnes:
        if c.date and ligne[c.nom] and _DATE.match(ligne[c.nom]):
            try:
                datetime.strptime(ligne[c.nom], A.FORMAT_DATE)
            except ValueError:
                yield A.DATE_INEXISTANTE
    for due in a.dues:
        if not ligne[due.nom] and all(t.holds(ligne[t.champ] or "") for t in due.tests):
            yield A.CONDITION
    pris = [b for b in a.blocs if any(ligne[c] for c in b.colonnes)]
    if pris and ligne[a.etat] == "OK":
        for bloc in pris:
            if not all(ligne[c] for c in bloc.requises):
                yield A.BLOC_INCOMPLET
        if not any(ligne[b.oc] and len(ligne[b.oc]) == 4 for b in a.blocs):
            yield A.OPERATEUR
    if len(pris) == 3:
        yield A.TROIS_BLOCS


def verifie(chemin: str, flux: str) -> Counter[str]:
    """Lines found faulty, by kind."""
    a = A.attendu(flux)
    lot = Path(chemin)
    ressource = Resource(
        path=lot.name,
        basepath=str(lot.parent),  # an absolute path alone is refused as unsafe, and nothing is read
        dialect=Dialect(controls=[formats.CsvControl(delimiter=";")]),
        schema=Schema.from_descriptor({"fields": [_champ(c, a.cle) for c in a.colonnes]}),
    )
    rapport = ressource.validate(Checklist(checks=[DeLigne(attendu=a)]), limit_errors=10**9)
    trouves: Counter[str] = Counter()
    for erreur in rapport.tasks[0].errors:
        trouves[_espece(a, erreur)] += 1
    return trouves


def _espece(a: A.Attendu, erreur: Any) -> str:
    if erreur.type == "row-constraint":
        return str(erreur.note)
    if erreur.type == "constraint-error":
        contrainte = next(c for c in _CONTRAINTES if f'"{c}"' in erreur.note)
        date = any(c.date and c.nom == erreur.field_name for c in a.colonnes)
        return A.DATE if contrainte == "pattern" and date else _CONTRAINTES[contrainte]
    return _ERREURS.get(erreur.type, erreur.type)
