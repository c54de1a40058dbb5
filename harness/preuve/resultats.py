"""What the proof found: values only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What became of one deviation in one place."""

    PRIS = "pris par la règle visée"
    AUTREMENT = "pris par une autre règle"
    EQUIVALENT = "équivalent à une conduite conforme"
    SURVIT = "survit"
    SANS_EFFET = "sans effet"


DEMENTI = "non conforme"
"""What the naive oracle says when it finds a breach."""


@dataclass(frozen=True, slots=True)
class Epreuve:
    """One deviation, in one scenario, on its `rang`-th lot of that flux (0: all). `attendues` are the rules aimed at.

    `dites` are the rules that spoke of it and of whom, `innocents` those that condemned the other party.
    `circonstance` is what makes that rule the one aimed at. `raison`: why nothing is broken, or why several will do.
    `oracle` is what the naive oracle says of an equivalent one, "" when it was not asked.
    """

    ecart: str
    partie: str
    flux: str
    scenario: str
    rang: int
    attendues: tuple[str, ...]
    sort: Sort
    dites: tuple[str, ...] = ()
    innocents: tuple[str, ...] = ()
    raison: str = ""
    circonstance: str = ""
    oracle: str = ""

    @property
    def commande(self) -> str:
        """How to play it again."""
        return f"interop-acces preuve --ecart {self.ecart} --scenario {self.scenario}"


@dataclass(frozen=True, slots=True)
class LigneDeRegle:
    """One rule: how many deviations aimed at it, and what became of them. `raison`: why none can."""

    regle: str
    prises: int = 0
    autrement: int = 0
    survivantes: int = 0
    raison: str = ""


@dataclass(frozen=True, slots=True)
class Matrice:
    """The kill matrix: the scenarios played without a deviation and what was found in them, then every deviation."""

    graine: str
    temoins: int
    faux: tuple[str, ...]
    epreuves: tuple[Epreuve, ...]
    sans_ecart: tuple[tuple[str, str], ...] = ()

    def compte(self, sort: Sort) -> int:
        """How many ended so."""
        return sum(e.sort is sort for e in self.epreuves)

    @property
    def tient(self) -> bool:
        """Whether nothing was found where nothing is wrong, and every real deviation was caught by its rule."""
        return (
            not self.faux and not self.dementis and all(e.sort in (Sort.PRIS, Sort.EQUIVALENT) for e in self.epreuves)
        )

    @property
    def dementis(self) -> tuple[Epreuve, ...]:
        """The deviations held to be no breach in which the naive oracle finds one."""
        return tuple(e for e in self.epreuves if e.oracle == DEMENTI)

    @property
    def regles(self) -> tuple[LigneDeRegle, ...]:
        """Every rule that was aimed at, then those that nothing on the wire can break, each in order of name."""
        comptes: dict[str, Counter[Sort]] = {}
        for e in self.epreuves:
            for regle in _visees(e):
                comptes.setdefault(regle, Counter())[e.sort] += 1
        visees = (
            LigneDeRegle(r, c[Sort.PRIS], c[Sort.AUTREMENT], c[Sort.SURVIT] + c[Sort.SANS_EFFET])
            for r, c in sorted(comptes.items())
        )
        return (*visees, *(LigneDeRegle(r, raison=raison) for r, raison in self.sans_ecart))


def _visees(epreuve: Epreuve) -> Iterable[str]:
    """The rules that a deviation counts for: those that caught it, else all that might have; none if it is fair."""
    if epreuve.sort is Sort.EQUIVALENT:
        return ()
    dites = {d.partition(" ")[0] for d in epreuve.dites}
    return [r for r in epreuve.attendues if r in dites] if epreuve.sort is Sort.PRIS else epreuve.attendues
