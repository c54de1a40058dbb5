"""A run of random conversations: so many, of one seed, judged; and what it met."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count

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
    """What was held, the alarm that stopped the run, "" when there was none, and the processor time that it took."""

    compte: Compte
    alarme: str = ""
    secondes: float = 0.0


def essaie(
    nombre: int,
    graine: str,
    protocole: Protocole,
    *,
    dit: Callable[[int], object] = lambda _: None,
    reduit: bool = True,
    sorte: Callable[[Protocole, Compte], type[Conversations]] = machine,
    processus: int = 1,
) -> Essai:
    """Hold conversations of this seed until `nombre` at least were judged, or one was condemned (shrunk if `reduit`).

    `dit` is told how many more were held. `sorte` makes the machine. Several processes hold what one would.
    """
    tenu = Essai(Compte())
    un = partial(_tour, graine, min(PAR_TOUR, max(nombre, MINIMUM)), protocole, reduit, sorte)
    with ExitStack() as pile:
        faits: Iterator[Essai] = map(un, count())
        if processus > 1:
            bassin = pile.enter_context(ProcessPoolExecutor(processus))
            pile.callback(bassin.shutdown, wait=False, cancel_futures=True)
            faits = bassin.map(un, range(2 * nombre // PAR_TOUR + processus))
        while tenu.compte.conversations < nombre and not tenu.alarme:
            fait = next(faits)
            if not fait.compte.conversations:
                raise RuntimeError("aucune des conversations tirées n'a été tenue")
            dit(fait.compte.conversations)
            tenu = Essai(tenu.compte + fait.compte, fait.alarme, tenu.secondes + fait.secondes)
    return tenu


def _tour(
    graine: str,
    nombre: int,
    protocole: Protocole,
    reduit: bool,
    sorte: Callable[[Protocole, Compte], type[Conversations]],
    tour: int,
) -> Essai:
    """One go."""
    compte, debut = Compte(), time.process_time()
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
    alarme = ""
    try:
        run_state_machine_as_test(seed(f"{graine}|{tour}")(sorte(protocole, compte)), settings=reglages)
    except AssertionError as e:
        alarme = "\n".join((str(e), *getattr(e, "__notes__", ())))
    return Essai(compte, alarme, time.process_time() - debut)
