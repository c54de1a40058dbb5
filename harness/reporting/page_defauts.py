"""What fails first: findings by severity, by party at fault, by rule, each with its place and what was observed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness.judge.results import Constat, Gravite
from harness.protocol.terms import Partie
from harness.reporting.bilan import Bilan
from harness.reporting.lisible import observe
from harness.reporting.phrases import nuance
from harness.reporting.regroupement import Groupe, groupes
from harness.reporting.reperes import Reperes

REGLES = 40
"""Rules written out for one severity."""
CAS = {
    Gravite.NON_CONFORME: 10,
    Gravite.ECART_CONNU: 5,
    Gravite.AVERTISSEMENT: 5,
    Gravite.INTERPRETATION: 5,
    Gravite.INFORMATION: 3,
}
"""Findings written out for one rule."""


@dataclass(frozen=True, slots=True)
class Cas:
    """One finding: its mark in the page, its link to the cell, what was observed."""

    repere: str
    constat: Constat
    href: str
    observe: str
    note: str


@dataclass(frozen=True, slots=True)
class GroupeVu:
    """One rule against one party. `message` is the sentence that all shown findings share, "" when they differ.

    `clauses` are the entries of the register of ambiguities that the page tells and that its findings cite.
    """

    groupe: Groupe
    message: str
    note: str
    cas: tuple[Cas, ...]
    autres: int
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartieVue:
    """The rules that blame one party."""

    partie: Partie | None
    nombre: int
    groupes: tuple[GroupeVu, ...]


@dataclass(frozen=True, slots=True)
class Bloc:
    """One severity. `regles_tues` and `constats_tus` count what the bounds left out entirely."""

    gravite: Gravite
    nombre: int
    parties: tuple[PartieVue, ...]
    regles_tues: int
    constats_tus: int


def cas(rang: int, constat: Constat, reperes: Reperes) -> Cas:
    """One finding, ready to be written."""
    return Cas(f"c{rang + 1}", constat, reperes.constat(rang, constat), observe(constat, 200), nuance(constat))


def _groupe(g: Groupe, constats: Sequence[Constat], reperes: Reperes) -> GroupeVu:
    montres = tuple(cas(i, constats[i], reperes) for i in g.rangs[: CAS[g.gravite]])
    messages = {c.constat.message for c in montres}
    notes = {c.note for c in montres}
    return GroupeVu(
        groupe=g,
        message=messages.pop() if len(messages) == 1 else "",
        note=notes.pop() if len(notes) == 1 else "",
        cas=montres,
        autres=g.nombre - sum(c.constat.occurrences for c in montres),
        clauses=_clauses(g, constats),
    )


def _clauses(g: Groupe, constats: Sequence[Constat]) -> tuple[str, ...]:
    cites = {constats[i].ambiguite for i in g.rangs} if g.gravite is Gravite.INTERPRETATION else set()
    return tuple(sorted(cites - {""}))


def _bloc(gravite: Gravite, tous: Sequence[Groupe], constats: Sequence[Constat], reperes: Reperes) -> Bloc:
    montres = tous[:REGLES]
    parties = []
    for partie in (Partie.OI, Partie.OC, None):
        siens = [g for g in tous if g.partie is partie]
        vus = tuple(_groupe(g, constats, reperes) for g in montres if g.partie is partie)
        if siens:
            parties.append(PartieVue(partie, sum(g.nombre for g in siens), vus))
    return Bloc(
        gravite=gravite,
        nombre=sum(g.nombre for g in tous),
        parties=tuple(parties),
        regles_tues=len(tous) - len(montres),
        constats_tus=sum(g.nombre for g in tous[REGLES:]),
    )


def blocs(bilan: Bilan, reperes: Reperes) -> tuple[Bloc, ...]:
    """One block a severity that has findings, the gravest first."""
    tous = groupes(bilan.constats)
    par_gravite = {g: [x for x in tous if x.gravite is g] for g in Gravite}
    return tuple(_bloc(g, siens, bilan.constats, reperes) for g, siens in par_gravite.items() if siens)


def premiers(blocs: Iterable[Bloc]) -> dict[Partie | None, tuple[GroupeVu, ...]]:
    """The rules to repair first, party by party: for whoever reads ten seconds."""
    parties = [p for b in blocs if b.gravite is Gravite.NON_CONFORME for p in b.parties]
    return {q: tuple(g for p in parties if p.partie is q for g in p.groupes[:2]) for q in (Partie.OI, Partie.OC, None)}


def reperes_ecrits(blocs: Iterable[Bloc]) -> frozenset[str]:
    """Marks of the findings that these blocks write out."""
    return frozenset(c.repere for b in blocs for p in b.parties for g in p.groupes for c in g.cas)
