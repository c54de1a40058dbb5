"""The clauses of the document that can be read in several ways, as values: which reading decides, and what then.

A partner who follows another reading is told so, with both readings, and is never condemned for it unless the entry
says that the other reading is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from harness.protocol.issues import Issue
from harness.protocol.terms import Flux

Parole = tuple[Flux, Issue]
"""A kind of message: flux and outcome, AUCUNE when any outcome is meant."""


class Sort(StrEnum):
    """What becomes of a partner who follows another reading than the one kept."""

    INTERPRETATION = "interprétation"
    ADMISE = "admise"
    AVERTIE = "avertie"
    REFUSEE = "refusée"
    INVISIBLE = "invisible"


@dataclass(frozen=True, slots=True)
class Ambiguite:
    """One unclear clause. `sections` are without §; `question`, `retenue` and `autres` are French.

    `retenue` is the reading kept and `autres` the others, one at least: clauses without a capital nor a full stop.
    `regles` are the rules whose verdict rests on it, `champs` the columns it touches (`Flux.Champ`).
    """

    id: str
    theme: str
    sections: tuple[str, ...]
    question: str
    retenue: str
    autres: tuple[str, ...]
    sort: Sort
    regles: tuple[str, ...]
    messages: tuple[Parole, ...]
    champs: tuple[str, ...]

    @property
    def suivie(self) -> str:
        """Both readings, as one French clause that cites the entry."""
        return f"lecture retenue « {self.retenue} », autre lecture « {' » ou « '.join(self.autres)} » ({self.id})"
