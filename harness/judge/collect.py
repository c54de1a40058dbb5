"""Gathering findings and witnesses: everything is counted, the first of each kind is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from harness.exchange.grid import Masque
from harness.judge.registry import REGLES, Portee
from harness.judge.results import Constat, Exercice, Gravite, Temoin
from harness.protocol.francais import accorde
from harness.protocol.terms import Flux

LISTES_MAX = 1000
"""Findings listed for one kind in one file; the others are counted."""

INFORMATIONS_MAX = 100
"""The same for those that ask nothing of anybody: they must not bury what has to be mended."""

Cle = tuple[str, str]
"""(rule id, column), the column being "" for a rule on a line or a file."""

Genre = tuple[str, str, Gravite]
"""What makes two findings of one file alike: rule id, column, severity. What is mild never hides what is grave."""


def genre(constat: Constat) -> Genre:
    """The kind of a finding."""
    return constat.regle, constat.champ, constat.gravite


Place = tuple[int, str, str]
"""Where a finding of a series stands: physical line, value, order."""


@dataclass(frozen=True, slots=True)
class Serie:
    """Findings of one rule on one column that differ by their place alone. They are worded once they are sure to be
    told: most are light to carry, and some are never."""

    modele: Constat
    places: Sequence[Place]

    def constats(self) -> Iterator[Constat]:
        """The findings, in order of place."""
        return (self.modele.ailleurs(*place) for place in self.places)


@dataclass
class Recueil:
    """Findings of one lot or of one block of it. `totaux` counts every breach, `constats` lists the first ones.

    `lignes` counts the rows that were judged; `deja` what the blocks before this one have listed at least.
    """

    constats: list[Constat | Serie] = field(default_factory=list)
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

    def ajoute_masque(self, masque: Masque, modele: Constat, place: Callable[[int], Place]) -> None:
        """Count every row of a mask; keep the place, by rank of row, of those that may be listed. `modele` is any."""
        rangs = np.flatnonzero(masque)
        if not rangs.size:
            return
        commun = genre(modele)
        self.compte(commun, len(rangs))
        self._liste(Serie(modele, [place(rang) for rang in rangs[: self._place(commun)].tolist()]))

    def complet(self, genre_: Genre) -> bool:
        """Whether no more finding of a kind will be listed: counting is enough."""
        return not self._place(genre_)

    def _place(self, genre_: Genre) -> int:
        au_plus = INFORMATIONS_MAX if genre_[2] is Gravite.INFORMATION else LISTES_MAX
        return max(0, au_plus - self.listes.get(genre_, 0) - self.deja.get(genre_, 0))

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
        for constat in autre.constats:
            self._liste(constat)

    def _liste(self, constat: Constat | Serie) -> None:
        """List what there is room for."""
        modele, nombre = (constat.modele, len(constat.places)) if isinstance(constat, Serie) else (constat, 1)
        place = min(nombre, self._place(genre(modele)))
        if not place:
            return
        self.listes[genre(modele)] = self.listes.get(genre(modele), 0) + place
        self.constats.append(Serie(modele, constat.places[:place]) if isinstance(constat, Serie) else constat)

    def conclut(self) -> tuple[Constat, ...]:
        """Findings in order of line, then one more for each kind that was counted beyond what is listed."""
        modeles = (c.modele if isinstance(c, Serie) else c for c in self.constats)
        derniers = {genre(c): c for c in modeles}
        restes = [
            replace(
                derniers[genre_], ligne=None, valeur="", dossier="", occurrences=total - self.listes[genre_],
                message=f"{REGLES[genre_[0]].phrase} {_autres(genre_[0], total - self.listes[genre_])} dans ce cas.",
            )
            for genre_, total in self.totaux.items()
            if total > self.listes[genre_]
        ]  # fmt: skip
        constats = (c.constats() if isinstance(c, Serie) else (c,) for c in self.constats)
        return (*sorted(chain.from_iterable(constats), key=lambda c: c.ligne or 0), *restes)

    def temoigne(self, fichier: str, flux: Flux | None) -> tuple[Exercice, ...]:
        """What was exercised, with its first witness, by rule and column."""
        return tuple(
            Exercice(regle, flux, champ, nombre, Temoin(fichier, premiere))
            for (regle, champ), (nombre, premiere) in sorted(self.exercices.items())
        )


def _autres(id_: str, nombre: int) -> str:
    """What was counted without being listed: a rule on a file breaks more than once on columns of its header."""
    if REGLES[id_].portee is Portee.LOT:
        return accorde(nombre, "autre colonne", "autres colonnes")
    return accorde(nombre, "autre ligne", "autres lignes")
