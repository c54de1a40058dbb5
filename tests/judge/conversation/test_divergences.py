"""The reason that says the socket is not what was announced goes with what was announced (§7.1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.judge.conversation.judge import Conversations
from harness.judge.results import Gravite
from harness.protocol.terms import Partie

Juge = Callable[..., Conversations]

REGLE = "conv.motif_de_prise"
EXISTANTE = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}
LIVRE = "Cmd > AR OK > CR OK > MAD OK > Racc_KO"
POSE = "Cmd > AR OK > CR OK > Cmd_STOC > STOC KO"


def ecarts(lues: Conversations) -> list[tuple[str, Partie | None, Gravite]]:
    return [(c.champ, c.partie, c.gravite) for c in lues.constats if c.regle == REGLE]


def vus(lues: Conversations) -> int:
    return sum(e.nombre for e in lues.exercices if e.regle == REGLE)


@pytest.mark.parametrize("motif", ["FIMP17", "PTO inexistante", "TRAITEMENT IMPOSSIBLE : PTO INEXISTANTE"])
def test_a_missing_socket_answers_an_announced_one(motif: str, juge: Juge) -> None:
    annoncee = juge(LIVRE, m1=EXISTANTE, m5={"MotifRaccKO": motif})
    assert (vus(annoncee), ecarts(annoncee)) == (1, [])
    a_construire = juge("Cmd > AR OK > CR OK > Racc_KO", "OC", m4={"MotifRaccKO": motif})
    assert ecarts(a_construire) == [("MotifRaccKO", Partie.OC, Gravite.AVERTISSEMENT)]


@pytest.mark.parametrize("motif", ["FIMP18", "TRAITEMENT IMPOSSIBLE : PTO EXISTANTE"])
def test_a_socket_found_in_place_answers_one_to_build(motif: str, juge: Juge) -> None:
    a_construire = juge(POSE, m5={"MotifKoCrRaccordementPrise": motif})
    assert (vus(a_construire), ecarts(a_construire)) == (1, [])
    annoncee = juge(LIVRE, m1=EXISTANTE, m5={"MotifRaccKO": motif})
    assert ecarts(annoncee) == [("MotifRaccKO", Partie.OC, Gravite.AVERTISSEMENT)]


def test_another_reason_says_nothing_of_the_socket(juge: Juge) -> None:
    assert vus(juge(LIVRE, m1=EXISTANTE)) == 0
    assert vus(juge(POSE)) == 0


TROUVEE = "Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > STOC OK > MAD OK > MES"
SANS_POSE = {"PrisePosee": "NON"}


def omises(lues: Conversations) -> list[str]:
    return [c.fichier[:2] for c in lues.constats if c.regle == "conv.pose_omise"]


def test_a_report_ok_without_a_socket_laid_needs_the_one_that_was_found(juge: Juge) -> None:
    assert omises(juge(TROUVEE, m6=SANS_POSE)) == []
    assert omises(juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES", m5=SANS_POSE)) == ["05"]
    croise = "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > Reprov CHAUD > MAD OK > MES"
    assert omises(juge(croise, m5=SANS_POSE)) == []


@pytest.mark.parametrize("posee", ["", "?", "OUI", "POSEE"])
def test_only_a_report_that_says_so_left_the_socket_out(juge: Juge, posee: str) -> None:
    lues = juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK", m5={"PrisePosee": posee})
    assert omises(lues) == []


def test_a_route_sent_cold_is_no_socket_that_was_found(juge: Juge) -> None:
    suite = f"{POSE} > Reprov FROID > Cmd_STOC > STOC OK"
    assert omises(juge(suite, m8=SANS_POSE)) == ["08"]


def test_a_socket_laid_or_announced_is_not_its_concern(juge: Juge) -> None:
    lues = juge("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES")
    assert not [e for e in lues.exercices if e.regle == "conv.pose_omise"]
