"""pandera on pandas: a DataFrameSchema, every check run (lazy=True), on a frame read by pyarrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_, or_
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrorReason, SchemaErrors

from bench.schemas import attendu as A

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
        verifs.append(pa.Check.str_matches(A.MOTIF_DATE, name=A.DATE))
        verifs.append(pa.Check(_existe, name=A.DATE_INEXISTANTE))
    return pa.Column(str, checks=verifs, nullable=not c.requise, unique=c.nom == cle, report_duplicates="exclude_first")


def _existe(cellules: pd.Series) -> pd.Series:
    lues = pd.to_datetime(cellules, format=A.FORMAT_DATE, errors="coerce")
    return lues.notna() | ~cellules.str.match(A.MOTIF_DATE).astype(bool)


Masque = Callable[[pd.DataFrame], pd.Series]


def _de_ligne(a: A.Attendu) -> Iterator[tuple[str, Masque]]:
    for due in a.dues:

        def remplie(df: pd.DataFrame, due: A.Due = due) -> pd.Series:
            tests = [
                df[t.champ].isin(t.valeurs)
                if t.operateur == "egal"
                else df[t.champ].isna()
                if t.operateur == "vide"
                else df[t.champ].notna()
                for t in due.tests
            ]
            return ~reduce(and_, tests) | df[due.nom].notna()

        yield A.CONDITION, remplie
    if a.blocs:
        yield from _de_route(a)


def _de_route(a: A.Attendu) -> Iterator[tuple[str, Masque]]:
    def pris(df: pd.DataFrame, bloc: A.Bloc) -> pd.Series:
        return df[list(bloc.colonnes)].notna().any(axis=1)

    for bloc in a.blocs:

        def complet(df: pd.DataFrame, bloc: A.Bloc = bloc) -> pd.Series:
            pleins = df[list(bloc.requises)].notna().all(axis=1)
            return ~((df[a.etat] == "OK") & pris(df, bloc)) | pleins

        yield A.BLOC_INCOMPLET, complet

    def pas_trois(df: pd.DataFrame) -> pd.Series:
        return sum(pris(df, b).astype(int) for b in a.blocs) != 3

    def operateur(df: pd.DataFrame) -> pd.Series:
        connu = reduce(or_, (df[b.oc].str.match(A.MOTIF_OC).fillna(False).astype(bool) for b in a.blocs))
        return ~((df[a.etat] == "OK") & reduce(or_, (pris(df, b) for b in a.blocs))) | connu

    yield A.TROIS_BLOCS, pas_trois
    yield A.OPERATEUR, operateur


def verifie(chemin: str, flux: str) -> Counter[str]:
    """Lines found faulty, by kind."""
    a = A.attendu(flux)
    schema = pa.DataFrameSchema(
        {c.nom: _colonne(c, a.cle) for c in a.colonnes},
        checks=[pa.Check(masque, name=espece, ignore_na=False) for espece, masque in _de_ligne(a)],
    )
    trouves: Counter[str] = Counter()

    def ecarte(_: Any) -> str:
        trouves[A.LARGEUR] += 1
        return "skip"

    df = pd.read_csv(
        chemin, engine="pyarrow", dtype=str, sep=";", keep_default_na=False, na_values=[""], on_bad_lines=ecarte
    )
    try:
        schema.validate(df, lazy=True)
    except SchemaErrors as erreurs:
        for e in erreurs.schema_errors:
            espece = _RAISONS.get(e.reason_code) or e.check.name
            trouves[espece] += e.failure_cases["index"].nunique()
    return trouves
