"""What every transport offers: files in, files out, each taken once and never lost.

Collecting has two steps. `releve` gives the bytes and leaves the file where it is; once they are in the journal,
`acquitte` puts it aside. A crash between the two shows the file again, with the same `jeton`: whoever resumes gives
back the ones it knows with `reprend`, and they are only put aside.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

TAILLE_MAX = 256 << 20
"""Bytes of the largest file that is read, by default."""


@dataclass(frozen=True, slots=True)
class Arrivee:
    """A file that came. `refus` is the French reason why it was not read (`octets` is then empty), "" otherwise.

    `de` is the operator it comes from, `jeton` what tells this delivery from any other, in this process or the next.
    `moment` is when it was left there, as precisely as the transport knows: files of one moment came in no known order.
    """

    de: str
    nom: str
    octets: bytes
    refus: str = ""
    jeton: str = ""
    moment: str = ""


class EchangeImpossible(Exception):
    """The transport cannot do what was asked. The message says why, in French, and never holds a secret.

    `passager` when it may well work later (server down, cut line, full disk), as it is.
    """

    def __init__(self, message: str, *, passager: bool = False) -> None:
        super().__init__(message)
        self.passager = passager


class NomPris(EchangeImpossible):
    """A file of that name is already there: nothing was written, nothing is ever overwritten."""


class Transport(Protocol):
    """Files between operators, known by their codes. Every method may raise EchangeImpossible."""

    def depose(self, de: str, a: str, nom: str, octets: bytes) -> None:
        """Leave a file for another operator: it appears under its name only once whole.

        Raises ValueError when the name is not a plain file name, NomPris when another file has it. May be called
        again after a failure: a file that is already there, the same to the byte, is left as it is.
        """
        ...

    def deja_depose(self, de: str, a: str, nom: str, octets: bytes) -> bool:
        """Whether this very file is known to have been left, before a crash for instance. May not be able to tell."""
        ...

    def releve(self, a: str) -> tuple[Arrivee, ...]:
        """What waits for an operator and is whole, the oldest first for each sender; each file comes once."""
        ...

    def acquitte(self, arrivee: Arrivee) -> None:
        """Put aside a file that is now in the journal. Does nothing when it is already gone."""
        ...

    def reprend(self, jetons: Collection[str]) -> None:
        """Deliveries that a former process already has in its journal: they are put aside, not given again."""
        ...

    def ferme(self) -> None:
        """Let go of connections and locks. Does nothing the second time."""
        ...


@runtime_checkable
class EnDeuxTemps(Protocol):
    """A transport that shows a file in one step that cannot be cut: after a crash, it is known whether it was."""

    def prepare(self, de: str, a: str, nom: str, octets: bytes) -> bool:
        """Have a file ready where nobody reads it; False when this very file is already there under its name."""
        ...

    def publie(self, de: str, a: str, nom: str) -> None:
        """Show a prepared file; does nothing when it was shown already."""
        ...
