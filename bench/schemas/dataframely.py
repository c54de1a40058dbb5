"""dataframely: a schema class, columns and rules compiled into one polars query. Lengths are in bytes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import dataframely as dy

from bench.schemas import attendu as A
from bench.schemas.expressions import bien_ecrite, de_largeur, de_ligne, existe, lit

_ESPECES = {
    "nullability": A.OBLIGATOIRE,
    "max_length": A.LONGUEUR,
    "regex": A.FORMAT,
    "check__liste": A.LISTE,
    "check__ecrite": A.DATE,
    "check__existe": A.DATE_INEXISTANTE,
}


def schema(a: A.Attendu) -> tuple[type[dy.Schema], dict[str, str]]:
    """The schema of a flux, and the kind of fault of each of its row rules."""
    corps: dict[str, Any] = {}
    for i, c in enumerate(a.colonnes):
        verifs: dict[str, Any] = {}
        if c.liste:
            verifs["liste"] = lambda e, valeurs=c.liste: e.is_in(valeurs)
        if c.date:
            verifs |= {"ecrite": bien_ecrite, "existe": existe}
        corps[f"c{i}"] = dy.String(
            alias=c.nom,
            nullable=not c.requise,
            unique=c.nom == a.cle,
            max_length=c.longueur,
            regex=c.motif or None,
            check=verifs or None,
        )
    especes = {}
    for i, (espece, expression) in enumerate(de_ligne(a)):
        corps[f"r{i}"] = dy.rule()(lambda _, e=expression: e)
        especes[f"r{i}"] = espece
    return type("Lot", (dy.Schema,), corps), especes


def verifie(chemin: str, flux: str) -> Counter[str]:
    """Lines found faulty, by kind."""
    a = A.attendu(flux)
    classe, especes = schema(a)
    _, echecs = classe.filter(lit(chemin))
    trouves: Counter[str] = Counter({A.LARGEUR: de_largeur(chemin, a)})
    for regle, nombre in echecs.counts().items():
        court = regle.split("|")[-1]
        if court == "unique":
            trouves[A.REPETEE] += nombre // 2  # both lines of each pair
        else:
            trouves[especes.get(court) or _ESPECES[court]] += nombre
    return trouves
