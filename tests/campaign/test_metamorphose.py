"""What does not change an order does not change its judgement: lots split or merged, lines permuted, orders
interleaved or delayed. The orders are those of the catalogue, some of them spoiled by a message left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.examen.jugement import Examen
from harness.exchange.dossiers import Dossier, Echange, dossiers
from harness.exchange.messages import Message
from harness.judge.conversation.judge import juge_dossiers
from harness.judge.registry import REGLES, Portee
from harness.protocol.terms import Partie

Verdicts = dict[str, tuple[object, ...]]
REGLAGES = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def vies(examen_du_catalogue: Examen) -> list[Dossier]:
    """The orders of the catalogue that begin with their Cmd_Acces."""
    return [d for d in examen_du_catalogue.releves.dossiers if d.messages[0].reference and len(d.messages) > 2]


def lots(dossier: Dossier) -> list[Echange]:
    """One lot a message."""
    return [_lot((m,), dossier) for m in dossier.messages]


def _lot(messages: tuple[Message, ...], dossier: Dossier) -> Echange:
    de, a = (dossier.oc, dossier.oi) if messages[0].emetteur is Partie.OC else (dossier.oi, dossier.oc)
    return Echange(messages, de, a)


def juge(echanges: Sequence[Echange]) -> Verdicts:
    """What is held against each order, and where it ends."""
    lues = juge_dossiers(dossiers(echanges), officiel=False)
    fautes: dict[str, list[tuple[object, ...]]] = {s.dossier.reference: [] for s in lues.suites}
    for c in lues.constats:
        if REGLES[c.regle].portee is Portee.CONVERSATION:
            fautes[c.dossier].append((c.regle, c.gravite, c.partie, c.champ, c.flux, c.message))
    fins = {s.dossier.reference: s.position for s in lues.suites}
    return {ref: (fins[ref], *sorted(map(str, fautes[ref]))) for ref in fautes}


def decale(dossier: Dossier, jours: int) -> Dossier:
    """The same order, so many days later."""

    def plus_tard(instant: str) -> str:
        return (datetime.fromisoformat(instant) + timedelta(days=jours)).isoformat() if instant else ""

    messages = (replace(m, instant=plus_tard(m.instant), recu=plus_tard(m.recu)) for m in dossier.messages)
    return replace(dossier, messages=tuple(messages))


@st.composite
def choix(tirage: st.DrawFn) -> tuple[list[tuple[int, int]], st.DataObject]:
    """A few orders, by rank, each with the rank of a message to leave out (0 for none)."""
    rangs = tirage(st.lists(st.integers(0, 10_000), min_size=2, max_size=5, unique_by=lambda n: n % 197))
    return [(r, tirage(st.integers(0, 6))) for r in rangs], tirage(st.data())


def pris(vies: list[Dossier], choisis: list[tuple[int, int]]) -> list[Dossier]:
    uniques = {(d := vies[rang % len(vies)]).reference: (d, ote) for rang, ote in choisis}
    return [
        replace(d, messages=d.messages[:ote] + d.messages[ote + 1 :]) if 0 < ote < len(d.messages) else d
        for d, ote in uniques.values()
    ]


def entrelace(suites: list[list[Echange]], data: st.DataObject) -> list[Echange]:
    """Several sequences in one, each in its own order."""
    restes = [list(s) for s in suites if s]
    ordre: list[Echange] = []
    while restes:
        i = data.draw(st.integers(0, len(restes) - 1))
        ordre.append(restes[i].pop(0))
        restes = [r for r in restes if r]
    return ordre


@REGLAGES
@given(tire=choix())
def test_orders_interleaved_or_delayed_are_judged_alike(
    vies: list[Dossier], tire: tuple[list[tuple[int, int]], st.DataObject]
) -> None:
    choisis, data = tire
    siens = pris(vies, choisis)
    seuls = juge([e for d in siens for e in lots(d)])
    retardes = [decale(d, data.draw(st.integers(0, 30))) for d in siens]
    assert juge(entrelace([lots(d) for d in retardes], data)) == seuls


@REGLAGES
@given(tire=choix())
def test_lots_merged_and_their_lines_permuted_are_judged_alike(
    vies: list[Dossier], tire: tuple[list[tuple[int, int]], st.DataObject]
) -> None:
    """Neighbours of one flux between the same ends make one lot, as far as each order has one line in it."""
    choisis, data = tire
    siens = pris(vies, choisis)
    eclates = entrelace([lots(d) for d in siens], data)
    groupes = [
        list(g) for _, g in groupby(eclates, key=lambda e: (e.messages[0].flux, e.messages[0].emetteur, e.de, e.a))
    ]
    fondus = []
    for groupe in groupes:
        lignes = [m for e in groupe for m in e.messages]
        if len({m.reference for m in lignes}) == len(lignes):
            melees = tuple(data.draw(st.permutations(lignes)))
            fondus.append(replace(groupe[0], messages=melees))
        else:
            fondus += groupe
    assert len(fondus) <= len(eclates)
    assert juge(fondus) == juge(eclates)


def test_the_property_sees_breaches(vies: list[Dossier]) -> None:
    """Orders without a message: a property on right orders alone would prove little."""
    spoiles = [replace(d, messages=d.messages[:1] + d.messages[2:]) for d in vies[:30]]
    assert any(len(v) > 1 for v in juge([e for d in spoiles for e in lots(d)]).values())
