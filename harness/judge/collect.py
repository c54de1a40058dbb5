"""Gathering findings and witnesses: everything is counted, the first of each kind is listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from harness.exchange.grid import Masque
from harness.judge.registry import REGLES
from harness.judge.results import Constat, Exercice, Gravite, Temoin
from harness.protocol.terms import Flux

LISTES_MAX = 1000
"""Findings listed for one kind in one file; the others are counted."""

Cle = tuple[str, str]
"""(rule id, column), the column being "" for a rule on a line or a file."""

Genre = tuple[str, str, Gravite]
"""What makes two findings of one file alike: rule id, column, severity. What is mild never hides what is grave."""


def genre(constat: Constat) -> Genre:
    """The kind of a finding."""
    return constat.regle, constat.champ, constat.gravite


@dataclass
class Recueil:
    """Findings of one lot or of one block of it. `totaux` counts every breach, `constats` lists the first ones.

    `lignes` counts the rows that were judged; `deja` what the blocks before this one have listed at least.
    """

    constats: list[Constat] = field(default_factory=list)
    listes: dict[Genre, int] = field(default_factory=dict)
    totaux: dict[Genre, int] = field(default_factory=dict)
    exercices: dict[Cle, tuple[int, int | None]] = field(default_factory=dict)
    lignes: int = 0
    deja: Mapping[Genre, int] = field(default_factory=dict)

    def exerce(self, regle: str, champ: str, nombre: int, premiere: int | None) -> None:
        """Count applications of a rule on a column, with the physical line of the first."""
        if nombre:
            deja, temoin = self.exercices.get((regle, champ), (0, premiere))
            if temoin is not None and premiere is not None:
                temoin = min(temoin, premiere)
            self.exercices[regle, champ] = (deja + nombre, temoin)

    def exerce_masque(self, regle: str, champ: str, masque: Masque, numeros: NDArray[np.int64]) -> None:
        """Same, from a mask over rows and the physical line of each row."""
        nombre = int(np.count_nonzero(masque))
        if nombre:
            self.exerce(regle, champ, nombre, int(numeros[int(np.argmax(masque))]))

    def ajoute(self, constat: Constat) -> None:
        """Count one finding, and list it while there is room."""
        self.compte(genre(constat), 1)
        self._liste(constat)

    def ajoute_masque(self, masque: Masque, constate: Callable[[int], Constat]) -> None:
        """Count every row of a mask; build a finding, by rank of row, only for those that will be listed.

        The findings of one call are of one kind.
        """
        rangs = np.flatnonzero(masque)
        if not rangs.size:
            return
        commun = genre(constate(int(rangs[0])))
        self.compte(commun, len(rangs))
        listes = [constate(rang) for rang in rangs[: self._place(commun)].tolist()]
        self.listes[commun] = self.listes.get(commun, 0) + len(listes)
        self.constats += listes

    def complet(self, genre_: Genre) -> bool:
        """Whether no more finding of a kind will be listed: counting is enough."""
        return not self._place(genre_)

    def _place(self, genre_: Genre) -> int:
        return max(0, LISTES_MAX - self.listes.get(genre_, 0) - self.deja.get(genre_, 0))

    def compte(self, genre_: Genre, nombre: int) -> None:
        """Count findings without listing them: for a kind that is already listed at least once."""
        if nombre:
            self.totaux[genre_] = self.totaux.get(genre_, 0) + nombre

    def absorbe(self, autre: Recueil) -> None:
        """Add what the next block gathered."""
        self.lignes += autre.lignes
        for (regle, champ), (nombre, premiere) in autre.exercices.items():
            self.exerce(regle, champ, nombre, premiere)
        for genre_, nombre in autre.totaux.items():
            self.compte(genre_, nombre)
        if all(nombre <= self._place(genre_) for genre_, nombre in autre.listes.items()):
            self.constats += autre.constats
            for genre_, nombre in autre.listes.items():
                self.listes[genre_] = self.listes.get(genre_, 0) + nombre
            return
        for constat in autre.constats:
            self._liste(constat)

    def _liste(self, constat: Constat) -> None:
        genre_ = genre(constat)
        if not self.complet(genre_):
            self.listes[genre_] = self.listes.get(genre_, 0) + 1
            self.constats.append(constat)

    def conclut(self) -> tuple[Constat, ...]:
        """Findings in order of line, then one more for each kind that was counted beyond what is listed."""
        derniers = {genre(c): c for c in self.constats}
        restes = [
            replace(
                derniers[genre_], ligne=None, valeur="", dossier="", occurrences=total - self.listes[genre_],
                message=f"{REGLES[genre_[0]].phrase} {_autres(total - self.listes[genre_])} dans ce cas.",
            )
            for genre_, total in self.totaux.items()
            if total > self.listes[genre_]
        ]  # fmt: skip
        return tuple(sorted(self.constats, key=lambda c: c.ligne or 0)) + tuple(restes)

    def temoigne(self, fichier: str, flux: Flux | None) -> tuple[Exercice, ...]:
        """What was exercised, with its first witness, by rule and column."""
        return tuple(
            Exercice(regle, flux, champ, nombre, Temoin(fichier, premiere))
            for (regle, champ), (nombre, premiere) in sorted(self.exercices.items())
        )


def _autres(nombre: int) -> str:
    return "1 autre ligne" if nombre == 1 else f"{nombre} autres lignes"
