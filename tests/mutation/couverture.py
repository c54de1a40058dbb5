"""Which tests run which lines, and how long each takes: found once by running them all, one context a test."""

from __future__ import annotations

import functools
import gc
import json
import time
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mutation.essai import OPTIONS

CHARGEMENT = -1
"""Stands for a test: what ran while the modules and the tests were being loaded."""


@dataclass(frozen=True, slots=True)
class Couverture:
    """`tests` are ids; `lignes` gives, module by module and line by line, the ranks in `tests` of those that run it.

    `durees` are seconds of processor, one a test.
    """

    tests: tuple[str, ...]
    durees: tuple[float, ...]
    lignes: Mapping[str, Mapping[int, Sequence[int]]]

    def par_test(self) -> dict[str, float]:
        """The seconds of each test."""
        return dict(zip(self.tests, self.durees, strict=True))


class _Chrono:
    """Runs each test in a context of its own, after forgetting what the judge's functions remember."""

    def __init__(self, suivi: object, racine: Path, sources: Sequence[str]) -> None:
        self.suivi, self.dossiers = suivi, tuple(f"{racine / s}/" for s in sources)
        self.durees: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> None:
        self.caches = [c for c in gc.get_objects() if type(c) is functools._lru_cache_wrapper and self._du_juge(c)]

    def _du_juge(self, cache: object) -> bool:
        code = getattr(getattr(cache, "__wrapped__", None), "__code__", None)
        return code is not None and code.co_filename.startswith(self.dossiers)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        for cache in self.caches:
            cache.cache_clear()
        self.suivi.switch_context(item.nodeid)  # type: ignore[attr-defined]
        debut = time.process_time()
        try:
            return (yield)
        finally:
            self.durees[item.nodeid] = time.process_time() - debut


def mesure(racine: Path, tests: Sequence[str], sources: Sequence[str]) -> Couverture:
    """Run the tests once. Raises RuntimeError when they do not pass: nothing can then be learned from a fault."""
    from coverage import Coverage

    suivi = Coverage(data_file=None, config_file=False, include=[f"{racine / s}/*" for s in sources])
    chrono = _Chrono(suivi, racine, sources)
    suivi.start()
    code = pytest.main([*OPTIONS, *tests], plugins=[chrono])
    suivi.stop()
    if code:
        raise RuntimeError("les tests ne passent pas sans aucune faute : rien à mesurer")
    noms = tuple(chrono.durees)
    rangs = {"": CHARGEMENT, **{t: n for n, t in enumerate(noms)}}
    donnees = suivi.get_data()
    lignes = {
        Path(f).relative_to(racine).as_posix(): {
            n: sorted(rangs[c] for c in contextes) for n, contextes in donnees.contexts_by_lineno(f).items()
        }
        for f in sorted(donnees.measured_files())
    }
    return Couverture(noms, tuple(round(d, 4) for d in chrono.durees.values()), lignes)


def garde(couverture: Couverture, chemin: Path) -> None:
    """Keep a measure in a file."""
    lu = {"tests": couverture.tests, "durees": couverture.durees, "lignes": couverture.lignes}
    chemin.write_text(json.dumps(lu), encoding="utf-8")


def relit(chemin: Path) -> Couverture:
    """A measure that was kept."""
    lu = json.loads(chemin.read_text(encoding="utf-8"))
    lignes = {m: {int(n): rangs for n, rangs in ls.items()} for m, ls in lu["lignes"].items()}
    return Couverture(tuple(lu["tests"]), tuple(lu["durees"]), lignes)
