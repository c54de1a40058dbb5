"""pandera on polars: a DataFrameSchema on an eager frame, every check run (lazy=True)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrorReason, SchemaErrors

from bench.schemas import attendu as A
from bench.schemas.expressions import bien_ecrite, de_largeur, de_ligne, existe, lit

_RAISONS = {
    SchemaErrorReason.SERIES_CONTAINS_NULLS: A.OBLIGATOIRE,
    SchemaErrorReason.SERIES_CONTAINS_DUPLICATES: A.REPETEE,
}


def _colonne(c: A.Colonne, cle: str) -> pa.Column:
    verifs = []
    if c.longueur:
        verifs.append(pa.Check.str_length(max_value=c.longueur, name=A.LONGUEUR))
    if c.motif:
        verifs.append(pa.Check.str_matches(c.motif, name=A.FORMAT))
    if c.liste:
        verifs.append(pa.Check.isin(c.liste, name=A.LISTE))
    if c.date:
        verifs.append(_verif(A.DATE, bien_ecrite(pl.col(c.nom))))
        verifs.append(_verif(A.DATE_INEXISTANTE, existe(pl.col(c.nom))))
    return pa.Column(pl.String, checks=verifs, nullable=not c.requise, unique=c.nom == cle)


def _verif(espece: str, expression: pl.Expr) -> pa.Check:
    def verifie(donnees: Any) -> pl.LazyFrame:
        return donnees.lazyframe.select(expression.alias("juste"))

    return pa.Check(verifie, name=espece)


def verifie(chemin: str, flux: str) -> Counter[str]:
    """Lines found faulty, by kind."""
    a = A.attendu(flux)
    schema = pa.DataFrameSchema(
        {c.nom: _colonne(c, a.cle) for c in a.colonnes}, checks=[_verif(e, x) for e, x in de_ligne(a)]
    )
    trouves: Counter[str] = Counter({A.LARGEUR: de_largeur(chemin, a)})
    try:
        schema.validate(lit(chemin), lazy=True)
    except SchemaErrors as erreurs:
        for e in erreurs.schema_errors:
            espece = _RAISONS.get(e.reason_code) or e.check.name
            trouves[espece] += len(e.failure_cases) // (2 if espece == A.REPETEE else 1)  # both lines of each pair
    return trouves
