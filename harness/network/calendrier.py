"""Working days and delays: what « 2 jours ouvrés » or « 30 minutes » means, French public holidays included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Self

from holidays import HolidayBase, country_holidays

OUVERTURE = time(9)
"""When a working day begins for the field teams."""

JOURS_MAX = 366
"""Of any delay: more is a slip of the pen."""


class Zone(StrEnum):
    """Where the public holidays are those of."""

    METROPOLE = "métropole"
    ALSACE_MOSELLE = "Alsace-Moselle"
    GUADELOUPE = "Guadeloupe"
    MARTINIQUE = "Martinique"
    GUYANE = "Guyane"
    REUNION = "La Réunion"
    MAYOTTE = "Mayotte"


_SUBDIVISIONS = {
    Zone.METROPOLE: None,
    Zone.ALSACE_MOSELLE: "57",
    Zone.GUADELOUPE: "971",
    Zone.MARTINIQUE: "972",
    Zone.GUYANE: "973",
    Zone.REUNION: "974",
    Zone.MAYOTTE: "976",
}


@dataclass(frozen=True, slots=True)
class Delai:
    """How long a step takes: some minutes (and seconds), or some working days, never both."""

    minutes: int = 0
    jours: int = 0
    secondes: int = 0

    @classmethod
    def lit(cls, texte: str) -> Self:
        """« 10 secondes », « 30 minutes », « 2 heures » or « 2 jours ouvrés ». Raises ValueError, in French."""
        m = re.fullmatch(r"\s*([0-9]{1,8})\s+(secondes?|minutes?|heures?|jours?\s+ouvrés?)\s*", texte)
        if m is None:
            raise ValueError("« 10 secondes », « 30 minutes », « 2 heures » ou « 2 jours ouvrés » attendu")
        nombre, unite = int(m[1]), m[2][0]
        delai = cls(jours=nombre) if unite == "j" else cls(*_minutes(nombre * _SECONDES[unite]))
        if delai.jours > JOURS_MAX or delai.minutes > JOURS_MAX * 24 * 60:
            raise ValueError("un an au plus attendu")
        return delai

    @property
    def duree(self) -> timedelta:
        """Its length when it is not in working days."""
        return timedelta(minutes=self.minutes, seconds=self.secondes)

    def __str__(self) -> str:
        """As `lit` reads it."""
        if self.jours:
            return _compte(self.jours, "jour") + " ouvré" + "s" * (self.jours > 1)
        if self.secondes:
            return _compte(self.minutes * 60 + self.secondes, "seconde")
        heures, reste = divmod(self.minutes, 60)
        return _compte(heures, "heure") if heures and not reste else _compte(self.minutes, "minute")


_SECONDES = {"s": 1, "m": 60, "h": 3600}


def _minutes(secondes: int) -> tuple[int, int, int]:
    """The fields of a delay, days being none."""
    minutes, reste = divmod(secondes, 60)
    return minutes, 0, reste


def _compte(nombre: int, nom: str) -> str:
    return f"{nombre} {nom}{'s' * (nombre > 1)}"


@dataclass(frozen=True, slots=True)
class Calendrier:
    """The working days of a contract. `samedi`: Saturdays are worked; `fermetures`: days closed besides the feasts."""

    zone: Zone = Zone.METROPOLE
    samedi: bool = False
    fermetures: tuple[date, ...] = ()
    ouverture: time = OUVERTURE

    def est_ouvre(self, jour: date) -> bool:
        """Whether a day is worked."""
        repos = jour.weekday() > (5 if self.samedi else 4)
        return not (repos or jour in _feries(self.zone) or jour in self.fermetures)

    def jour_ouvre(self, instant: datetime, jours: int) -> datetime:
        """The opening hour, some working days after an instant; the same day for none, worked or not."""
        jour = instant.date()
        while jours > 0:
            jour += timedelta(days=1)
            jours -= self.est_ouvre(jour)
        return datetime.combine(jour, self.ouverture)

    def apres(self, instant: datetime, delai: Delai) -> datetime:
        """Some minutes after an instant, or the opening hour some working days after it."""
        if delai.jours:
            return self.jour_ouvre(instant, delai.jours)
        return instant + delai.duree

    def __str__(self) -> str:
        """In one line, as a journal tells it."""
        fermetures = "".join(f", fermé le {jour:%d/%m/%Y}" for jour in self.fermetures)
        return f"{self.zone}{', samedi ouvré' if self.samedi else ''}{fermetures}"


@cache
def _feries(zone: Zone) -> HolidayBase:
    """The public holidays of a zone, worked out year by year as they are asked for."""
    return country_holidays("FR", subdiv=_SUBDIVISIONS[zone])
