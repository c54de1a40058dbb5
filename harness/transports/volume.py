"""Where files lie: the few things that a folder exchange asks of a disk or of an SFTP server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Vu:
    """A file as a listing shows it: `date` in nanoseconds, of its last change; `ordinaire` if not a link or a pipe."""

    nom: str
    taille: int
    date: int
    ordinaire: bool = True


class Absent(Exception):
    """What was named is not there."""


class Existe(Exception):
    """Something is already there under that name."""


class Volume(Protocol):
    """Files under a root; paths are relative, with /. Every method may raise EchangeImpossible.

    `depot` is where they are, as a message names it.
    """

    depot: str

    def liste(self, dossier: str) -> list[Vu]:
        """What a folder holds; empty when it does not exist."""
        ...

    def regarde(self, chemin: str) -> Vu | None:
        """What lies there, links not followed; None when nothing does."""
        ...

    def lit(self, chemin: str, limite: int) -> bytes:
        """The first bytes of an ordinary file, links not followed. Raises Absent."""
        ...

    def ecrit(self, chemin: str, octets: bytes) -> None:
        """A new file, whole and safe on its disk when this returns, in the place of whatever was there."""
        ...

    def renomme(self, avant: str, apres: str) -> None:
        """Raises Absent, or Existe: nothing is overwritten."""
        ...

    def supprime(self, chemin: str) -> None:
        """A file; does nothing when there is none."""
        ...

    def cree_dossier(self, chemin: str) -> None:
        """Does nothing when it exists."""
        ...

    def verrouille(self, nom: str, campagne: str) -> None:
        """Keep other campaigns away until `ferme`. Raises EchangeImpossible when one is there."""
        ...

    def place_libre(self) -> int | None:
        """Bytes left, None when it cannot be known."""
        ...

    def ferme(self) -> None:
        """Let go of it."""
        ...
