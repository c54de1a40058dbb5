"""A run of random conversations: so many, of one seed, judged; and what it met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from harness.protocol.spec import Protocole
from tests.sans_alarme.compte import Compte
from tests.sans_alarme.machine import Conversations, machine

PAS = 14
"""Moves of a conversation, at most."""

PAR_TOUR = 100
"""Conversations that hypothesis draws in one go, and that are told of together."""

MINIMUM = 20
"""The fewest in one go: the simplest one, always drawn, is that of a client who gives up before anything is sent."""


@dataclass(frozen=True)
class Essai:
    """What was held, and the alarm that stopped the run, "" when there was none."""

    compte: Compte
    alarme: str = ""


def essaie(
    nombre: int,
    graine: str,
    protocole: Protocole,
    *,
    dit: Callable[[int], object] = lambda _: None,
    reduit: bool = True,
    sorte: Callable[[Protocole, Compte], type[Conversations]] = machine,
) -> Essai:
    """Hold conversations of this seed until `nombre` at least were judged, or one was condemned (shrunk if `reduit`).

    `dit` is told how many more were held. `sorte` makes the machine.
    """
    compte = Compte()
    tour = 0
    while (avant := compte.conversations) < nombre:
        reste = min(PAR_TOUR, max(nombre - avant, MINIMUM))
        alarme = _tour(seed(f"{graine}|{tour}")(sorte(protocole, compte)), reste, reduit)
        if alarme:
            return Essai(compte, alarme)
        if compte.conversations == avant:
            raise RuntimeError("aucune des conversations tirées n'a été tenue")
        dit(compte.conversations - avant)
        tour += 1
    return Essai(compte)


def _tour(conversations: type[Conversations], nombre: int, reduit: bool) -> str:
    """One go: what is wrong and the moves that show it, "" when nothing is."""
    reglages = settings(
        max_examples=nombre,
        stateful_step_count=PAS,
        deadline=None,
        database=None,
        derandomize=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink) if reduit else (Phase.generate,),
    )
    try:
        run_state_machine_as_test(conversations, settings=reglages)
    except AssertionError as e:
        return "\n".join((str(e), *getattr(e, "__notes__", ())))
    return ""
