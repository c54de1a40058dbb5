"""Gathering findings and witnesses: everything is counted, the first of each kind is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from harness.exchange.columns import Masque
from harness.judge.registry import REGLES
from harness.judge.results import Constat, Exercice, Temoin
from harness.protocol.terms import Flux

LISTES_MAX = 1000
"""Findings listed for one rule on one column of one file; the others are counted."""

Cle = tuple[str, str]
"""(rule id, column), the column being "" for a rule on a line or a file."""


@dataclass
class Recueil:
    """Findings of one lot or of one block of it. `totaux` counts every breach, `constats` lists the first ones."""

    constats: list[Constat] = field(default_factory=list)
    listes: dict[Cle, int] = field(default_factory=dict)
    totaux: dict[Cle, int] = field(default_factory=dict)
    exercices: dict[Cle, tuple[int, int | None]] = field(default_factory=dict)

    def exerce(self, regle: str, champ: str, nombre: int, premiere: int | None) -> None:
        """Count applications of a rule on a column, with the physical line of the first."""
        if nombre:
            deja, temoin = self.exercices.get((regle, champ), (0, premiere))
            self.exercices[regle, champ] = (deja + nombre, temoin)

    def exerce_masque(self, regle: str, champ: str, masque: Masque, numeros: NDArray[np.int64]) -> None:
        """Same, from a mask over rows and the physical line of each row."""
        nombre = int(np.count_nonzero(masque))
        if nombre:
            self.exerce(regle, champ, nombre, int(numeros[int(np.argmax(masque))]))

    def ajoute(self, constat: Constat) -> None:
        """Count one finding, and list it while there is room."""
        self._compte(constat.regle, constat.champ, 1)
        self._liste(constat)

    def ajoute_masque(self, regle: str, champ: str, masque: Masque, constate: Callable[[int], Constat]) -> None:
        """Count every row of a mask; build a finding, by rank of row, only for those that will be listed."""
        rangs = np.flatnonzero(masque)
        self._compte(regle, champ, len(rangs))
        for rang in rangs[: max(0, LISTES_MAX - self.listes.get((regle, champ), 0))]:
            self._liste(constate(int(rang)))

    def absorbe(self, autre: Recueil) -> None:
        """Add what the next block gathered."""
        for (regle, champ), (nombre, premiere) in autre.exercices.items():
            self.exerce(regle, champ, nombre, premiere)
        for (regle, champ), nombre in autre.totaux.items():
            self._compte(regle, champ, nombre)
        for constat in autre.constats:
            self._liste(constat)

    def _compte(self, regle: str, champ: str, nombre: int) -> None:
        if nombre:
            self.totaux[regle, champ] = self.totaux.get((regle, champ), 0) + nombre

    def _liste(self, constat: Constat) -> None:
        cle = (constat.regle, constat.champ)
        if self.listes.get(cle, 0) < LISTES_MAX:
            self.listes[cle] = self.listes.get(cle, 0) + 1
            self.constats.append(constat)

    def conclut(self) -> tuple[Constat, ...]:
        """Findings in order of line, then one more for each kind that was counted beyond what is listed."""
        derniers = {(c.regle, c.champ): c for c in self.constats}
        restes = [
            replace(
                derniers[cle], ligne=None, valeur="", dossier="", occurrences=total - self.listes[cle],
                message=f"{REGLES[cle[0]].phrase} {total - self.listes[cle]} autres lignes dans ce cas.",
            )
            for cle, total in self.totaux.items()
            if total > self.listes[cle]
        ]  # fmt: skip
        return tuple(sorted(self.constats, key=lambda c: c.ligne or 0)) + tuple(restes)

    def temoigne(self, fichier: str, flux: Flux | None) -> tuple[Exercice, ...]:
        """What was exercised, with its first witness."""
        return tuple(
            Exercice(regle, flux, champ, nombre, Temoin(fichier, premiere))
            for (regle, champ), (nombre, premiere) in self.exercices.items()
        )


def somme(recueils: Iterable[Recueil]) -> Recueil:
    """All the blocks of one lot, in order."""
    total = Recueil()
    for recueil in recueils:
        total.absorbe(recueil)
    return total
