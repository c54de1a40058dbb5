"""In which order messages were sent, as far as they prove it: mail servers may deliver the later one first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime

RETARD = timedelta(days=1).total_seconds()
"""How late a server may deliver; a date that would make it later than that is the one of a wrong clock."""


def moments(dates: Sequence[str]) -> tuple[str, ...]:
    """The moment of each message of one sender, in the order of delivery; `dates` says when each was sent, as written.

    A message that was delivered after one of a later date, or of the same, is of its moment, with all that came between
    them: the dates and the delivery contradict each other, neither is a proof. A date that cannot be read contradicts
    nothing.
    """
    instants = [_instant(date) for date in dates]
    debuts = list(range(len(dates)))
    dernier = float("-inf")
    for rang, instant in enumerate(instants):
        if instant is None:
            continue
        if instant <= dernier:
            avant = (a for a, i in enumerate(instants[:rang]) if i is not None and 0 <= i - instant <= RETARD)
            debut = debuts[next(avant, rang)]
            debuts[debut : rang + 1] = [debut] * (rang + 1 - debut)
        dernier = max(dernier, instant)
    return tuple(dates[debut] for debut in debuts)


def _instant(date: str) -> float | None:
    """Seconds since 1970; a date without a zone is taken for universal time."""
    try:
        lue = parsedate_to_datetime(date)
        return (lue if lue.tzinfo else lue.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
