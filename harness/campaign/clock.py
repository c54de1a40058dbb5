"""The time of a campaign: invented in self-play, that of the wall with a partner, or the wall's run faster in tests.

Whatever the clock, time moves only in `attend` and `cale`: between two events everything happens at one instant, which
is the one that the journal holds, so that a run can be played again from its journal.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from harness.protocol.francais import accorde

PARIS = ZoneInfo("Europe/Paris")

PAS = timedelta(seconds=30)
"""Between two looks at the exchange, by default."""

_TOLERANCE = timedelta(seconds=2)
"""A clock that is set right by so little is not said to have moved back."""


class Horloge(Protocol):
    """French legal time, never going back. `pas` is how far it may be let go before looking at the exchange again.

    `vive`: it goes by itself, so that what happens when has to be written down.
    """

    vive: bool
    pas: timedelta

    def maintenant(self) -> datetime:
        """The present instant: that of the event under way."""
        ...

    def attend(self, instant: datetime) -> None:
        """Come back at an instant, at once if it is past."""
        ...

    def cale(self, instant: datetime) -> None:
        """Be at an instant that a journal holds."""
        ...

    def avis(self) -> tuple[str, ...]:
        """What went wrong with the time since the last call, as French sentences."""
        ...


class HorlogeVirtuelle:
    """A clock that jumps: no campaign between simulated parties ever sleeps."""

    vive = False

    def __init__(self, debut: datetime, *, pas: timedelta = timedelta(minutes=5)) -> None:
        self.pas = pas
        self._maintenant = debut

    def maintenant(self) -> datetime:
        """The present instant."""
        return self._maintenant

    def attend(self, instant: datetime) -> None:
        """Jump to an instant; do nothing if it is past."""
        self._maintenant = max(self._maintenant, instant)

    def cale(self, instant: datetime) -> None:
        """Be at an instant that a journal holds."""
        self.attend(instant)

    def avis(self) -> tuple[str, ...]:
        """Nothing ever goes wrong with an invented time."""
        return ()


def _murale() -> datetime:
    return datetime.now(UTC)


class HorlogeReelle:
    """The wall's time, in whole seconds; `facteur` times faster since `origine`, an aware instant, if asked for.

    A wall clock that moves back is seen and said; ours goes on from where it was. `pas` is in the time of the campaign.
    """

    vive = True

    def __init__(
        self,
        *,
        facteur: float = 1.0,
        origine: datetime | None = None,
        pas: timedelta = PAS,
        murale: Callable[[], datetime] = _murale,
        dort: Callable[[float], None] = time.sleep,
    ) -> None:
        self.pas = max(pas, timedelta(seconds=0.02 * facteur))
        self._facteur = facteur
        self._murale, self._dort = murale, dort
        self._vue = murale()
        self._origine = self._vue if origine is None else origine
        self._decalage = timedelta(0)
        self._avis: list[str] = []
        self._maintenant = self._legale()

    def maintenant(self) -> datetime:
        """The instant of the event under way."""
        return self._maintenant

    def attend(self, instant: datetime) -> None:
        """Sleep until an instant, then be at the present one."""
        reste = (instant - self._lit()).total_seconds() / self._facteur
        while reste > 0:
            self._dort(min(reste, 60.0))
            reste = (instant - self._lit()).total_seconds() / self._facteur

    def cale(self, instant: datetime) -> None:
        """Be at an instant that a journal holds; if it is still to come, the wall clock was moved back since."""
        avance = instant - self._legale()
        if avance > _TOLERANCE * self._facteur:
            self._recule(avance)
        self._maintenant = instant

    def avis(self) -> tuple[str, ...]:
        """The moves back since the last call, as French sentences."""
        dits, self._avis = tuple(self._avis), []
        return dits

    def _lit(self) -> datetime:
        self._maintenant = max(self._maintenant, self._legale())
        return self._maintenant

    def _legale(self) -> datetime:
        """The legal time of now, whatever was done to the wall clock. The hour that comes twice in October is long."""
        vue = self._murale()
        if self._vue - vue > _TOLERANCE:
            self._recule((self._vue - vue) * self._facteur)
        self._vue = vue
        instant = self._origine + (vue - self._origine) * self._facteur + self._decalage
        return instant.astimezone(PARIS).replace(tzinfo=None, microsecond=0)

    def _recule(self, duree: timedelta) -> None:
        self._decalage += duree
        self._avis.append(
            f"l'horloge de la machine a reculé de {accorde(int(duree.total_seconds()), 'seconde')} : "
            "celle de la campagne continue"
        )
