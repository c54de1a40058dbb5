"""One line of a lot, read by name: what a party said about one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harness.protocol.issues import Issue, issue
from harness.protocol.terms import Flux, Partie, cle


@dataclass(frozen=True, slots=True)
class Message:
    """`cellules` holds every column, as text; `ordre` is the rank of the lot in the journal, `ligne` is physical.

    `instant` is when it left, `recu` when the other party read it, ISO 8601; "" when nothing tells.
    """

    flux: Flux
    cellules: Mapping[str, str]
    emetteur: Partie
    ordre: int = 0
    ligne: int = 2
    fichier: str = ""
    instant: str = ""
    recu: str = ""

    def __getitem__(self, champ: str) -> str:
        """Text of one cell; "" for a column the flux does not have."""
        return self.cellules.get(champ, "")

    @property
    def reference(self) -> str:
        """The key of the line (§3.1): the order, the appointment request or the appointment it is about."""
        return self[cle(self.flux)].strip()

    @property
    def issue(self) -> Issue:
        """What the line says, as far as the life of the order is concerned."""
        return issue(self.flux, self.cellules)


@dataclass(frozen=True, slots=True)
class Lot:
    """What a party decides to send: one flux, one line an order (§2.3). Cells left out are empty."""

    flux: Flux
    emetteur: Partie
    lignes: tuple[Mapping[str, str], ...]
