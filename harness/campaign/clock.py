"""The time of a campaign. Self-play invents it; a campaign with a partner will wait for it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Horloge(Protocol):
    """French legal time, never going back."""

    def maintenant(self) -> datetime:
        """The present instant."""
        ...

    def attend(self, instant: datetime) -> None:
        """Come back at an instant, at once if it is past."""
        ...


class HorlogeVirtuelle:
    """A clock that jumps: no campaign between simulated parties ever sleeps."""

    def __init__(self, debut: datetime) -> None:
        self._maintenant = debut

    def maintenant(self) -> datetime:
        """The present instant."""
        return self._maintenant

    def attend(self, instant: datetime) -> None:
        """Jump to an instant; do nothing if it is past."""
        self._maintenant = max(self._maintenant, instant)
