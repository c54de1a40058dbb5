"""By scenario: verdict, reason, expectations kept or not, diagram and its equivalent table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from harness.judge.results import Attente, Constat, Etape, Gravite, ResultatScenario
from harness.reporting.bilan import Bilan
from harness.reporting.page_defauts import Cas, cas
from harness.reporting.page_fichiers import Renvoi, pire
from harness.reporting.phrases import date_et_heure
from harness.reporting.reperes import Reperes
from harness.reporting.sequence import Trace, libelle, trace

ETAPES = 150
"""Steps drawn in one diagram."""
CONSTATS = 20
"""Findings written out for one scenario."""


@dataclass(frozen=True, slots=True)
class EtapeVue:
    """One step of the table. `renvois` name the findings on its line."""

    rang: int
    etape: Etape
    instant: str
    libelle: str
    href: str
    renvois: tuple[Renvoi, ...]


@dataclass(frozen=True, slots=True)
class AttenteVue:
    """One expectation and the link to its witness."""

    attente: Attente
    href: str


@dataclass(frozen=True, slots=True)
class ScenarioVu:
    """One scenario. `id` is « s3 », its steps « s3-e4 »."""

    id: str
    resultat: ResultatScenario
    attentes: tuple[AttenteVue, ...]
    etapes: tuple[EtapeVue, ...]
    etapes_tues: int
    trace: Trace | None
    constats: tuple[Cas, ...]
    autres: int


def _touche(constat: Constat, etape: Etape) -> bool:
    if not etape.fichier or constat.fichier != etape.fichier:
        return False
    return constat.ligne is None or etape.ligne is None or constat.ligne == etape.ligne


def _renvois(
    etape: Etape, paires: Iterable[tuple[int, Constat]], reperes: Reperes, ecrits: Set[str]
) -> tuple[Renvoi, ...]:
    trouves = []
    for rang, constat in paires:
        if _touche(constat, etape):
            repere = f"c{rang + 1}"
            trouves.append(
                Renvoi(repere, constat.gravite, f"#{repere}" if repere in ecrits else reperes.constat(rang, constat))
            )
    return tuple(trouves)


def _etapes(
    s: ResultatScenario, paires: Sequence[tuple[int, Constat]], reperes: Reperes, ecrits: Set[str]
) -> tuple[EtapeVue, ...]:
    return tuple(
        EtapeVue(
            rang=rang,
            etape=etape,
            instant=" ".join(filter(None, date_et_heure(etape.instant))),
            libelle=libelle(etape),
            href=reperes.fichier(etape.fichier, etape.ligne) if etape.fichier else "",
            renvois=_renvois(etape, paires, reperes, ecrits),
        )
        for rang, etape in enumerate(s.etapes[:ETAPES], start=1)
    )


def _scenario(
    id_: str, s: ResultatScenario, paires: Sequence[tuple[int, Constat]], reperes: Reperes, ecrits: Set[str]
) -> ScenarioVu:
    etapes = _etapes(s, paires, reperes, ecrits)
    gravites: list[Gravite | None] = [pire(r.gravite for r in e.renvois) for e in etapes]
    return ScenarioVu(
        id=id_,
        resultat=s,
        attentes=tuple(
            AttenteVue(a, reperes.fichier(a.temoin.fichier, a.temoin.ligne) if a.temoin else "") for a in s.attentes
        ),
        etapes=etapes,
        etapes_tues=len(s.etapes) - len(etapes),
        trace=trace([e.etape for e in etapes], gravites) if etapes else None,
        constats=tuple(cas(i, c, reperes) for i, c in paires[:CONSTATS]),
        autres=max(len(paires) - CONSTATS, 0),
    )


def scenarios(bilan: Bilan, reperes: Reperes, ecrits: Set[str]) -> tuple[ScenarioVu, ...]:
    """Every scenario, in the order of the catalogue. `ecrits` are the marks that have an anchor of their own."""
    ordre = {g: i for i, g in enumerate(Gravite)}
    vus = []
    for n, (s, rangs) in enumerate(zip(bilan.resultats.scenarios, bilan.constats_des_scenarios, strict=True), start=1):
        paires = sorted(((i, bilan.constats[i]) for i in rangs), key=lambda p: (ordre[p[1].gravite], p[0]))
        vus.append(_scenario(f"s{n}", s, paires, reperes, ecrits))
    return tuple(vus)
