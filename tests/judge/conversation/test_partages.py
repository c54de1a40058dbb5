"""What belongs to one order: its route, the references of its Cmd_STOC (§3.3, §3.4, §7.2.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from harness.exchange.dossiers import Dossier
from harness.exchange.routes import CHAMPS_ROUTE, champ
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Gravite
from harness.protocol.terms import Flux, Partie
from tests.judge.conversation.conftest import echanges

Fait = Callable[..., Dossier]
ROUTE = {champ(nom, 1): "A1" for nom in CHAMPS_ROUTE}
CR = {"m3": {**ROUTE}}
ACCORD = "Cmd > AR OK > CR OK"


def juge(*dossiers: Dossier, termes: Mapping[str, str] | None = None) -> Conversations:
    lots = [replace(e, termes=termes or {}) for e in echanges(*dossiers)]
    return juge_dossiers(dossiers, officiel=False, echanges=lots)


def autre(dossier: Dossier, rang: int = 20) -> Dossier:
    """Another order of the same operator, after the first."""
    neufs = {"ReferenceCommandePriseInterneOC": "CMD-2"}
    messages = tuple(
        replace(m, ordre=m.ordre + rang, fichier=f"{m.ordre + rang}_{m.flux}.csv", cellules={**m.cellules, **neufs})
        for m in dossier.messages
    )
    return replace(dossier, reference="CMD-2", messages=messages)


@pytest.mark.parametrize(
    ("termes", "gravite", "partie"),
    [
        ({"saturation": "refus"}, Gravite.AVERTISSEMENT, Partie.OI),
        ({"saturation": "hotline"}, Gravite.AVERTISSEMENT, Partie.OI),
        ({}, Gravite.INFORMATION, None),
    ],
)
def test_a_route_is_given_once(fait: Fait, termes: Mapping[str, str], gravite: Gravite, partie: Partie | None) -> None:
    un = fait(ACCORD, **CR)
    (constat,) = juge(un, autre(un), termes=termes).constats
    assert (constat.regle, constat.gravite, constat.partie) == ("conv.route_partagee", gravite, partie)
    assert constat.dossier == "CMD-2"


def test_two_scenarios_are_two_worlds(fait: Fait) -> None:
    """What one of them left open says nothing of the other: a route, or an order under way on a PTO."""
    un = fait(ACCORD, m1={"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}, **CR)
    deux = autre(un)
    ensemble = echanges(un, deux, horizon="12:00")
    apres, avant = (
        [replace(e, horizon=e.horizon if e.fichier < "20" else f"2026-01-{jour}T12:00:00") for e in ensemble]
        for jour in ("06", "04")
    )
    regles = [
        {c.regle for c in juge_dossiers((un, deux), officiel=False, echanges=lots).constats}
        for lots in (ensemble, apres, avant)
    ]
    assert "conv.surcharge_acceptee" in regles[0]
    for separes in regles[1:]:
        assert separes & {"conv.surcharge_acceptee", "conv.route_partagee"} == set()


def test_a_virtual_saturation_gives_a_route_again(fait: Fait) -> None:
    un = fait(ACCORD, **CR)
    lues = juge(
        un, autre(fait(f"{ACCORD} > MES", "OC", **CR, m4={"PrisePosee": "NON"})), termes={"saturation": "route"}
    )
    assert lues.constats == ()
    mots = [(e.flux, "route redonnée" in e.champ) for e in lues.exercices if e.regle == "conv.route_partagee"]
    assert mots == [(Flux.CR_CMD_ACCES, False), (Flux.CR_CMD_ACCES, True), (Flux.CR_MES, True)]


@pytest.mark.parametrize("suite", ["", " > Reprov CHAUD > MES", " > Racc_KO"])
def test_a_route_given_again_is_found_free_by_the_report_that_follows_and_by_nothing_else(
    fait: Fait, suite: str
) -> None:
    """§7.2.2: nothing came yet, another route replaced it, or a failure was signalled."""
    deux = autre(fait(f"{ACCORD}{suite}", "OC", **CR))
    lues = juge(fait(ACCORD, **CR), deux, termes={"saturation": "route"})
    mots = [(e.flux, "route redonnée" in e.champ) for e in lues.exercices if e.regle == "conv.route_partagee"]
    assert mots == [(Flux.CR_CMD_ACCES, False), (Flux.CR_CMD_ACCES, True)]


def test_the_route_of_a_line_in_service_is_not_free(fait: Fait) -> None:
    un = fait(f"{ACCORD} > MES", "OC", **CR, m4={"PrisePosee": "NON"})
    (constat,) = juge(un, autre(fait(ACCORD, "OC", **CR)), termes={"saturation": "refus"}).constats
    assert (constat.regle, constat.dossier) == ("conv.route_partagee", "CMD-2")


@pytest.mark.parametrize("prise", ["OO-0001-0009", "OO-0001-0001", ""])
def test_the_route_of_another_socket_is_not_free(fait: Fait, prise: str) -> None:
    """On an order that names its socket, the same route is another line's only when the sockets differ."""
    neuve = {"ReferencePrise": prise}
    deux = autre(fait(ACCORD, m1={"PriseExistante": "O", "ReferencePrise": "OO-0001-0009"}, m3={**ROUTE, **neuve}))
    regles = [c.regle for c in juge(fait(ACCORD, **CR), deux, termes={"saturation": "refus"}).constats]
    assert ("conv.route_partagee" in regles) is (prise == "OO-0001-0009")


@pytest.mark.parametrize("voisin", ["NA", "OCAA", "OCZZ"])
def test_the_block_of_another_is_not_the_fibre_of_an_order(fait: Fait, voisin: str) -> None:
    """Two orders of one building may well share it: each has its own beside."""
    un, deux = (
        {**ROUTE, "OC 1": voisin, **{champ(nom, 2): f"B{n}" for nom in CHAMPS_ROUTE}, "OC 2": "OCYY"} for n in (1, 2)
    )
    lues = juge(fait(ACCORD, m3=un), autre(fait(ACCORD, m3=deux)), termes={"saturation": "refus"})
    assert "conv.route_partagee" not in {c.regle for c in lues.constats}
    memes = juge(fait(ACCORD, m3=un), autre(fait(ACCORD, m3=un)), termes={"saturation": "refus"})
    assert "conv.route_partagee" in {c.regle for c in memes.constats}


def test_a_cancellation_that_was_refused_gives_no_route_back(fait: Fait) -> None:
    un = fait("Cmd > AR OK > CR OK > Annulation > CR Annulation KO", "OI", **CR)
    deux = autre(fait(ACCORD, "OI", **CR))
    assert "conv.route_partagee" in {c.regle for c in juge(un, deux, termes={"saturation": "refus"}).constats}


def test_a_route_given_back_afterwards_was_not_free_before(fait: Fait) -> None:
    un = fait("Cmd > AR OK > CR OK > Annulation > CR Annulation OK", "OI", **CR)
    tard = tuple(replace(m, ordre=m.ordre + 40, fichier=f"{m.ordre + 40}.csv") for m in un.messages[3:])
    un = replace(un, messages=(*un.messages[:3], *tard))
    deux = autre(fait(ACCORD, "OI", **CR))
    assert "conv.route_partagee" in {c.regle for c in juge(un, deux, termes={"saturation": "refus"}).constats}


@pytest.mark.parametrize("position", ["A0", "A2"])
def test_another_fibre_is_another_route(fait: Fait, position: str) -> None:
    deux = autre(fait(ACCORD, m3={**ROUTE, champ("PositionModulePm", 1): position}))
    assert juge(fait(ACCORD, **CR), deux, termes={"saturation": "refus"}).constats == ()


def test_a_refusal_gives_no_route(fait: Fait) -> None:
    """Even when it writes one, which is a breach of form."""
    refus = autre(fait("Cmd > AR OK > CR KO", m3={**ROUTE, "OC 1": "OCYY"}))
    lues = juge(fait(ACCORD, **CR), refus, termes={"saturation": "refus"})
    assert sum(e.nombre for e in lues.exercices if e.regle == "conv.route_partagee") == 1
    assert "conv.route_partagee" not in {c.regle for c in lues.constats}


@pytest.mark.parametrize(("remplies", "partagee"), [(5, False), (6, True)])
def test_two_routes_are_compared_when_enough_of_them_is_written(fait: Fait, remplies: int, partagee: bool) -> None:
    """The module, the PBO and what is between: with less, two routes may only look alike."""
    ecrites = {c: v if n < remplies else "" for n, (c, v) in enumerate(ROUTE.items())}
    un = fait(ACCORD, m3=ecrites)
    regles = [c.regle for c in juge(un, autre(un), termes={"saturation": "refus"}).constats]
    assert ("conv.route_partagee" in regles) is partagee


@pytest.mark.parametrize("suite", ["Cmd > AR OK > CR OK > Annulation > CR Annulation OK", f"{ACCORD} > Reprov FROID"])
def test_a_route_that_was_given_back_may_serve(fait: Fait, suite: str) -> None:
    un = fait(suite, "OI", **CR)
    assert "conv.route_partagee" not in {c.regle for c in juge(un, autre(fait(ACCORD, "OI", **CR))).constats}


@pytest.mark.parametrize("position", ["A0", "Z9"])
def test_a_route_that_another_replaced_may_serve(fait: Fait, position: str) -> None:
    neuve = {**ROUTE, champ("PositionModulePm", 1): position}
    un = fait(f"{ACCORD} > Reprov FROID", "OI", **CR, m4=neuve)
    assert "conv.route_partagee" not in {c.regle for c in juge(un, autre(fait(ACCORD, "OI", **CR))).constats}


def test_the_same_line_is_ordered_again_on_its_socket(fait: Fait) -> None:
    un = fait(ACCORD, **CR)
    meme = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}
    assert "conv.route_partagee" not in {c.regle for c in juge(un, autre(fait(ACCORD, m1=meme, **CR))).constats}


@pytest.mark.parametrize("seconde", ["ST-1", "ST-2"])
def test_a_stoc_order_has_its_own_reference(fait: Fait, seconde: str) -> None:
    suite = "Cmd > AR OK > CR OK > Cmd_STOC > STOC KO > Reprov FROID > Cmd_STOC"
    lues = juge(fait(suite, m7={"ReferenceCommandeSousTraitantOI": seconde}))
    attendus = [("conv.reference_stoc_reutilisee", Partie.OI, Gravite.AVERTISSEMENT)] if seconde == "ST-1" else []
    assert [(c.regle, c.partie, c.gravite) for c in lues.constats] == attendus
