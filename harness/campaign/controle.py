"""One line of a diagnostic: what was looked at, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from harness.protocol.francais import accorde

DECALAGE_MAX = 120.0
"""Seconds between the clock of the server and ours beyond which dates would mislead."""


class Etat(StrEnum):
    """What a check found."""

    BON = "bon"
    FAUX = "faux"
    NON_VERIFIE = "non vérifié"


@dataclass(frozen=True, slots=True)
class Controle:
    """One line of the checklist, in French."""

    quoi: str
    etat: Etat
    detail: str


def horloge(quoi: str, ici: datetime, la_bas: float) -> Controle:
    """Whether two clocks agree; `la_bas` in seconds since 1970."""
    ecart = la_bas - ici.timestamp()
    etat = Etat.BON if abs(ecart) <= DECALAGE_MAX else Etat.FAUX
    sens = "en avance" if ecart > 0 else "en retard"
    detail = "à l'heure" if etat is Etat.BON else f"{accorde(round(abs(ecart)), 'seconde')} {sens} sur nous"
    return Controle(quoi, etat, f"le serveur est {detail}")
