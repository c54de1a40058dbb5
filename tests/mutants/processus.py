"""A run of mutants shared between processes: each draws its own numbers, so the result is that of one process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from harness.workbook.compile import charge
from tests.mutants.depart import conversations
from tests.mutants.moteur import Bilan, Moteur

PART = 500
"""Mutants that a process takes at a time."""

_moteur: list[Moteur] = []
"""The engine of this process, built once."""


def _construit(journal: Path, graine: str) -> None:
    _moteur[:] = [Moteur(conversations(journal), charge(), graine)]


def _court(numeros: Sequence[int], arret: int) -> Bilan:
    return _moteur[0].court(numeros, arret=arret)


def court(
    journal: Path, graine: str, numeros: range, processus: int, *, arret: int, avance: Callable[[Bilan], None]
) -> Bilan:
    """Judge these mutants of a played catalogue in so many processes; `avance` is told after each part.

    Stops after `arret` disagreements, a little later than one process would.
    """
    bilan = Bilan(graine)
    parts = [numeros[i : i + PART] for i in range(0, len(numeros), PART)]
    with ProcessPoolExecutor(processus, initializer=_construit, initargs=(journal, graine)) as bassin:
        for fait in as_completed([bassin.submit(_court, part, arret) for part in parts]):
            bilan += fait.result()
            avance(bilan)
            if len(bilan.desaccords) >= arret:
                bassin.shutdown(cancel_futures=True)
                break
    bilan.desaccords.sort(key=lambda d: d.mutant.numero)
    return bilan
