"""Which tests to try on a fault, and in what order: the sooner one fails, the cheaper the fault."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import CodeType

from tests.mutation.couverture import CHARGEMENT, Couverture
from tests.mutation.mutants import Mutant

LENT = 1.0
"""Seconds of processor beyond which a test is left out: it must not be needed to see a fault."""
PREMIERS = 200
"""Tests tried first on a fault that needs a module read anew."""
_VOISINS, _HABITUES = 5, 10


class Choix:
    """Orders the tests, and learns from those that failed which to try first on what is near.

    `budget` is how many seconds of tests to spend on one fault at most.
    """

    def __init__(self, couverture: Couverture, budget: float) -> None:
        self.budget = budget
        self.tests, self.lignes = couverture.tests, couverture.lignes
        self.durees = couverture.par_test()
        self._pres: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._loin: dict[str, Counter[str]] = defaultdict(Counter)

    def retient(self, module: str, fonction: str, test: str) -> None:
        """Learn that a test saw a fault there."""
        if test in self.durees:
            self._pres[module, fonction].append(test)
            self._loin[module][test] += 1

    def au_chargement(self, mutant: Mutant, fonctions: Iterable[CodeType]) -> bool:
        """Whether some of these functions already ran while the modules were loaded: planting there would be late."""
        lignes = self.lignes.get(mutant.module, {})
        for code in fonctions:
            corps = lignes_de(code) - {code.co_firstlineno}
            if not corps or any(CHARGEMENT in lignes.get(n, ()) for n in corps):
                return True
        return False

    def pour_fonction(self, mutant: Mutant, source: str, fonctions: Iterable[CodeType]) -> list[str]:
        """The tests that run the faulty line; those that run its function when none is known to."""
        pres = range(_debut(source, mutant.ligne), mutant.ligne + 1)
        trouves = self._qui(mutant.module, pres)
        return self._range(mutant, trouves or self._qui(mutant.module, {n for f in fonctions for n in lignes_de(f)}))

    def pour_module(self, mutant: Mutant) -> Iterator[Sequence[str]]:
        """The tests that run anything of a module or bear its name, a few first; all the tests when there is none."""
        trouves = self._qui(mutant.module, self.lignes.get(mutant.module, {}))
        trouves |= {t for t in self.tests if _miroir(mutant) in t and self.durees[t] <= LENT}
        trouves = trouves or set(self.tests)
        ranges = self._range(mutant, trouves)
        yield ranges[:PREMIERS]
        if ranges[PREMIERS:]:
            yield ranges[PREMIERS:]

    def _qui(self, module: str, lignes: Iterable[int]) -> set[str]:
        connues = self.lignes.get(module, {})
        rangs = {r for n in lignes for r in connues.get(n, ())} - {CHARGEMENT}
        return {self.tests[r] for r in rangs if self.durees[self.tests[r]] <= LENT}

    def _range(self, mutant: Mutant, tests: set[str]) -> list[str]:
        pres = self._pres[mutant.module, mutant.fonction][: -1 - _VOISINS : -1]
        loin = [t for t, _ in self._loin[mutant.module].most_common(_HABITUES)]
        premiers = [t for t in dict.fromkeys([*pres, *loin]) if t in tests]
        reste = sorted(tests - set(premiers), key=lambda t: (_miroir(mutant) not in t, self.durees[t], t))
        restant = self.budget
        return [t for t in premiers + reste if (restant := restant - self.durees[t]) > 0]


def _miroir(mutant: Mutant) -> str:
    return f"/test_{Path(mutant.module).name}::"


def lignes_de(code: CodeType) -> set[int]:
    """The lines that a function runs, those of what it holds included."""
    dedans = (lignes_de(c) for c in code.co_consts if isinstance(c, CodeType))
    return {n for _, _, n in code.co_lines() if n}.union(*dedans)


def _debut(source: str, ligne: int) -> int:
    """First line of the innermost statement that holds a line."""
    debut = ligne
    for noeud in _enonces(source):
        if noeud.lineno <= ligne <= (noeud.end_lineno or 0):
            interieur = not isinstance(noeud, ast.FunctionDef | ast.ClassDef | ast.If | ast.For | ast.With | ast.Try)
            debut = noeud.lineno if interieur else debut
    return debut


@lru_cache(maxsize=4)
def _enonces(source: str) -> tuple[ast.stmt, ...]:
    return tuple(n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.stmt))
