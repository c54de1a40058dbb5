"""What a campaign that lasts shows: sentences as they come, and what is waited for, from whom and until when."""

from __future__ import annotations

import shutil
from typing import TextIO


class Ecran:
    """On a terminal, what is waited for stays on the last line; elsewhere it is a line each time it changes."""

    def __init__(self, sortie: TextIO) -> None:
        self._sortie = sortie
        self._terminal = sortie.isatty()
        self._attente = ""
        self._dits: set[str] = set()

    def dit(self, texte: str) -> None:
        """A sentence, on a line of its own."""
        self._efface()
        print(texte, file=self._sortie, flush=True)
        self._affiche()

    def dit_une_fois(self, texte: str) -> None:
        """A sentence that would come back at every look."""
        if texte not in self._dits:
            self._dits.add(texte)
            self.dit(texte)

    def invite(self, texte: str) -> None:
        """A question to answer on the same line."""
        self._efface()
        self._sortie.write(texte)
        self._sortie.flush()

    def montre(self, texte: str) -> None:
        """What is waited for now."""
        sans_date, _, _ = texte.partition(" avant le ")
        ancienne, _, _ = self._attente.partition(" avant le ")
        self._attente = texte
        if self._terminal:
            self._efface()
            self._affiche()
        elif sans_date != ancienne:
            print(f"… {texte}", file=self._sortie, flush=True)

    def ferme(self) -> None:
        """Leave the last line clean."""
        self._attente = ""
        self._efface()

    def _efface(self) -> None:
        if self._terminal:
            self._sortie.write("\r\x1b[K")
            self._sortie.flush()

    def _affiche(self) -> None:
        if self._terminal and self._attente:
            largeur = shutil.get_terminal_size().columns - 3
            self._sortie.write(f"… {self._attente}"[:largeur])
            self._sortie.flush()
