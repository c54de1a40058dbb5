"""Faults that a simulated party makes on purpose, each named, so that a journal can say that they were provoked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harness.protocol.terms import Flux, Partie


@dataclass(frozen=True, slots=True)
class ChampVide:
    """The system of a party forgets one column of one flux."""

    partie: Partie
    flux: Flux
    champ: str

    @property
    def texte(self) -> str:
        """The fault, as a French sentence."""
        return f"le système de l'{self.partie} laisse {self.champ} vide dans {self.flux}"

    def applique(self, cellules: Mapping[str, str]) -> Mapping[str, str]:
        """The line as it really leaves."""
        return {**cellules, self.champ: ""}
