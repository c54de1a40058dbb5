"""The demands as polars expressions, True on a row that meets them: shared by the contenders that run on polars."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import and_

import polars as pl

from bench.schemas.attendu import (
    BLOC_INCOMPLET,
    CONDITION,
    FORMAT_DATE,
    MOTIF_DATE,
    MOTIF_OC,
    OPERATEUR,
    TROIS_BLOCS,
    Attendu,
    Bloc,
)


def lit(chemin: str) -> pl.DataFrame:
    """The lot as text. The reader cuts lines that are too long and fills those that are too short, without a word."""
    return pl.read_csv(chemin, separator=";", infer_schema=False, truncate_ragged_lines=True)


def de_largeur(chemin: str, a: Attendu) -> int:
    """Lines of another width, which `lit` hides: a second, lazy reading, of whole lines of which cells are counted."""
    lignes = pl.scan_csv(chemin, separator="\x1f", quote_char=None, has_header=False, schema={"ligne": pl.String})
    cellules = pl.col("ligne").str.count_matches(";", literal=True) + 1
    return int(lignes.select((cellules != len(a.colonnes)).sum()).collect().item())


def bien_ecrite(cellule: pl.Expr) -> pl.Expr:
    """A date of the right shape."""
    return cellule.str.contains(MOTIF_DATE)


def existe(cellule: pl.Expr) -> pl.Expr:
    """A date of the calendar, when it is of the right shape."""
    lue = cellule.str.to_datetime(FORMAT_DATE, strict=False)
    return lue.is_not_null() | ~cellule.str.contains(MOTIF_DATE)


def de_ligne(a: Attendu) -> Iterator[tuple[str, pl.Expr]]:
    """Demands on a whole row, by kind of fault."""
    for due in a.dues:
        tests = [
            pl.col(t.champ).is_in(t.valeurs)
            if t.operateur == "egal"
            else pl.col(t.champ).is_null()
            if t.operateur == "vide"
            else pl.col(t.champ).is_not_null()
            for t in due.tests
        ]
        yield CONDITION, ~reduce(and_, tests).fill_null(False) | pl.col(due.nom).is_not_null()
    if a.blocs:
        yield from _de_route(a)


def _de_route(a: Attendu) -> Iterator[tuple[str, pl.Expr]]:
    accepte = (pl.col(a.etat) == "OK").fill_null(False)
    for bloc in a.blocs:
        complet = pl.all_horizontal(pl.col(c).is_not_null() for c in bloc.requises)
        yield BLOC_INCOMPLET, ~(accepte & _pris(bloc)) | complet
    yield TROIS_BLOCS, pl.sum_horizontal(_pris(b) for b in a.blocs) != 3
    connu = pl.any_horizontal(pl.col(b.oc).str.contains(MOTIF_OC).fill_null(False) for b in a.blocs)
    yield OPERATEUR, ~(accepte & pl.any_horizontal(_pris(b) for b in a.blocs)) | connu


def _pris(bloc: Bloc) -> pl.Expr:
    return pl.any_horizontal(pl.col(c).is_not_null() for c in bloc.colonnes)
