"""What reading foreign bytes may cost at most: a time after which it hangs, a memory past which it is a bomb."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDES = 20
"""For one input. None takes a tenth of it on a slow machine: past that, it does not end."""

MEGAOCTETS = 512
"""More than the process had before the first input."""


class SansFin(AssertionError):
    """One input was read for longer than `SECONDES`."""


def occupe() -> int:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def bornee() -> Iterator[None]:
    """One input is read inside: raises SansFin when that does not end."""

    def sonne(signum: int, cadre: FrameType | None) -> None:
        raise SansFin(f"plus de {SECONDES} s sur une entrée")

    avant = signal.signal(signal.SIGALRM, sonne)
    signal.alarm(SECONDES)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, avant)
