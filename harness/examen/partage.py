"""Sharing the blocks of a large file among processes: each takes the next one that is left, results come in order.

Threads do not do: what is done on a block is many short array operations, and they wait for each other's interpreter.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from select import select
from typing import Any, BinaryIO, NoReturn, TypeVar

T = TypeVar("T")
R = TypeVar("R")

PROCESSUS = 4
"""Processes at most, this one included."""

ASSEZ = 4
"""Pieces of work below which one process is enough."""

_TUYAU = 1 << 20
"""Bytes of results that may wait to be taken."""

_JETON = 4


def partage(travail: Callable[[T], R], pieces: Sequence[T]) -> Iterator[R]:
    """The result of each piece, in order, as `map` gives them. `travail` must have no effect but its result.

    What another process could not do, for whatever reason, is done here: its error is raised here too.
    """
    nombre = _processus(len(pieces))
    if nombre < 2:
        yield from map(travail, pieces)
        return
    faits: dict[int, R] = {}
    rendus = 0
    with ExitStack() as pile:
        jetons = pile.enter_context(_jetons(len(pieces)))
        fils = [pile.enter_context(_fils(travail, pieces, jetons)) for _ in range(1, nombre)]
        while (rang := _jeton(jetons)) is not None:
            faits[rang] = travail(pieces[rang])
            for prets in fils:
                faits.update(prets(attend=False))
            while rendus in faits:
                yield faits.pop(rendus)
                rendus += 1
        for prets in fils:
            faits.update(prets(attend=True))
    for rang in range(rendus, len(pieces)):
        yield faits.pop(rang) if rang in faits else travail(pieces[rang])


def _processus(pieces: int) -> int:
    """How many processes to use. Forking is safe here: one thread, and children that only compute."""
    if sys.platform != "linux" or pieces < ASSEZ or threading.active_count() > 1:
        return 1
    return min(PROCESSUS, pieces, len(os.sched_getaffinity(0)))


@contextmanager
def _jetons(nombre: int) -> Iterator[int]:
    """The ranks that nobody has taken, in a file whose place is shared: whoever reads one is alone to."""
    descripteur = os.memfd_create("jetons")
    try:
        os.write(descripteur, b"".join(rang.to_bytes(_JETON, "little") for rang in range(nombre)))
        os.lseek(descripteur, 0, os.SEEK_SET)
        yield descripteur
    finally:
        os.close(descripteur)


def _jeton(jetons: int) -> int | None:
    lu = os.read(jetons, _JETON)
    return int.from_bytes(lu, "little") if lu else None


Prets = Callable[..., Iterator[tuple[int, Any]]]


@contextmanager
def _fils(travail: Callable[[T], R], pieces: Sequence[T], jetons: int) -> Iterator[Prets]:
    """A process that takes pieces too. Gives what reads its results with their ranks: those there are, or all."""
    lecture, ecriture = os.pipe()
    with suppress(OSError):
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(ecriture, F_SETPIPE_SZ, _TUYAU)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of a library, which this child does not use
        pid = os.fork()
    if pid == 0:
        os.close(lecture)
        _oeuvre(travail, pieces, jetons, ecriture)
    os.close(ecriture)
    try:
        with os.fdopen(lecture, "rb") as resultats:
            yield lambda attend: _resultats(resultats, attend)
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _resultats(resultats: BinaryIO, attend: bool) -> Iterator[tuple[int, Any]]:
    while attend or select([resultats], (), (), 0)[0]:
        try:
            yield pickle.load(resultats)  # noqa: S301 - written by a child of ours
        except (EOFError, pickle.UnpicklingError):
            return


def _oeuvre(travail: Callable[[T], R], pieces: Sequence[T], jetons: int, ecriture: int) -> NoReturn:
    """What the child does. It says nothing of its own troubles: whoever waits for the result will meet them."""
    try:
        with os.fdopen(ecriture, "wb") as resultats:
            while (rang := _jeton(jetons)) is not None:
                pickle.dump((rang, travail(pieces[rang])), resultats, pickle.HIGHEST_PROTOCOL)
                resultats.flush()
    finally:
        os._exit(0)
