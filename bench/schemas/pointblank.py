"""pointblank on polars: one step a column and a demand, interrogated without extracts."""

from __future__ import annotations

from collections import Counter

import pointblank as pb
import polars as pl

from bench.schemas import attendu as A
from bench.schemas.expressions import bien_ecrite, de_largeur, de_ligne, existe, lit


def verifie(chemin: str, flux: str) -> Counter[str]:
    """Lines found faulty, by kind."""
    a = A.attendu(flux)
    plan = pb.Validate(lit(chemin))
    especes: list[str] = []
    for c in a.colonnes:
        if c.requise:
            plan = plan.col_vals_not_null(c.nom)
            especes.append(A.OBLIGATOIRE)
        if c.longueur:
            plan = plan.col_vals_expr(pl.col(c.nom).str.len_chars().fill_null(0) <= c.longueur)
            especes.append(A.LONGUEUR)
        if c.motif:
            plan = plan.col_vals_regex(c.nom, pattern=c.motif, na_pass=True)
            especes.append(A.FORMAT)
        if c.liste:
            plan = plan.col_vals_in_set(c.nom, set=list(c.liste) if c.requise else [*c.liste, None])
            especes.append(A.LISTE)
        if c.date:
            plan = plan.col_vals_expr(bien_ecrite(pl.col(c.nom)).fill_null(True))
            plan = plan.col_vals_expr(existe(pl.col(c.nom)).fill_null(True))
            especes += [A.DATE, A.DATE_INEXISTANTE]
    for espece, expression in de_ligne(a):
        plan = plan.col_vals_expr(expression)
        especes.append(espece)
    plan = plan.rows_distinct(columns_subset=[a.cle])
    especes.append(A.REPETEE)
    faites = plan.interrogate(collect_extracts=False, collect_tbl_checked=False)
    echecs = faites.n_failed()
    trouves: Counter[str] = Counter({A.LARGEUR: de_largeur(chemin, a)})
    for i, espece in enumerate(especes, start=1):
        trouves[espece] += echecs[i] // (2 if espece == A.REPETEE else 1)  # both lines of each pair
    return trouves
