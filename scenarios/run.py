"""Playing the catalogue inside a campaign already open: pytest runs it in this process, and says nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from harness.campaign.campaign import Campagne
from harness.campaign.play import Fiche
from harness.campaign.selection import ChoixIllisible, choisit
from scenarios.plugin import CAMPAGNE, fiche_de

_ICI = Path(__file__).resolve().parent
_OPTIONS = (
    "-c", os.devnull, f"--rootdir={_ICI}", f"--confcutdir={_ICI}", "--import-mode=importlib", "--strict-markers",
    "--disable-plugin-autoload", "-p", "pytest_bdd.plugin", "-p", "no:cacheprovider", "-p", "no:terminal",
    "--assert=plain", "--capture=no",
)  # fmt: skip
"""Nothing of the user's own pytest set-up may change what is played."""


class CatalogueIllisible(RuntimeError):
    """The features cannot be read. The message says why, in French."""


@dataclass
class Seance:
    """A pytest plugin, for one call: it brings the campaign, keeps what was chosen and counts what was played.

    `refus` is why nothing was played, `pannes` what went wrong outside any scenario; French sentences.
    """

    campagne: Campagne
    expression: str
    prevu: Callable[[int], None]
    joue: Callable[[], None]
    refus: str = ""
    pannes: list[str] = field(default_factory=list)

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[CAMPAGNE] = self.campagne

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the scenarios that the expression selects, in the order of the document."""
        fiches = {item: fiche_de(item) for item in items}
        try:
            ids = {f.id for f in choisit(fiches.values(), self.expression)} if self.expression else None
        except ChoixIllisible as e:
            self.refus = str(e)
            ids = set()
        items[:] = [item for item in items if ids is None or fiches[item].id in ids]
        items.sort(key=lambda item: rang(fiches[item]))
        self.prevu(len(items))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.pannes.append(f"le catalogue n'a pas pu être lu : {_derniere_ligne(report.longreprtext)}")

    def pytest_internalerror(self, excrepr: object) -> None:
        self.pannes.append(f"erreur interne : {_derniere_ligne(str(excrepr))}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A failure of the run itself is told apart; that of a scenario is already in the journal."""
        if report.when == "call":
            self.joue()
        elif report.failed:
            self.pannes.append(f"erreur interne : {_derniere_ligne(report.longreprtext)}")


@dataclass
class Collecte:
    """A pytest plugin, for one call: it keeps what the catalogue holds, and why it could not be read."""

    fiches: list[Fiche] = field(default_factory=list)
    refus: list[str] = field(default_factory=list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.fiches = sorted(map(fiche_de, items), key=rang)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.refus.append(f"le catalogue n'a pas pu être lu : {_derniere_ligne(report.longreprtext)}")


def rang(fiche: Fiche) -> list[int]:
    """Sorts scenarios in the order of the document."""
    return [int(n) for n in fiche.section.split(".") if n.isdigit()]


def fiches() -> list[Fiche]:
    """Every scenario of the catalogue, in the order of the document. Raises CatalogueIllisible."""
    collecte = Collecte()
    with _sans_reglages():
        pytest.main([*_OPTIONS, "--collect-only", str(_ICI / "test_catalogue.py")], plugins=[collecte])
    if collecte.refus:
        raise CatalogueIllisible(collecte.refus[0])
    return collecte.fiches


def joue(
    campagne: Campagne,
    expression: str = "",
    *,
    prevu: Callable[[int], None] = lambda _: None,
    joue: Callable[[], None] = lambda: None,
) -> tuple[str, ...]:
    """Play what an expression selects, everything when it is empty; returns what went wrong outside the scenarios.

    `prevu` is told how many scenarios there are, `joue` is called after each.
    Raises ChoixIllisible when nothing is selected, KeyboardInterrupt when the user stopped it.
    """
    seance = Seance(campagne, expression, prevu, joue)
    with _sans_reglages():
        code = pytest.main([*_OPTIONS, str(_ICI / "test_catalogue.py")], plugins=[seance])
    if campagne.arret:
        return (campagne.arret,)
    if code == pytest.ExitCode.INTERRUPTED and not seance.pannes:
        raise KeyboardInterrupt
    if seance.refus:
        raise ChoixIllisible(seance.refus)
    return tuple(seance.pannes)


@dataclass
class Reprises:
    """A pytest plugin, for one call: scenarios by id, each in a campaign of its own, as often as they are asked for."""

    jeux: Iterable[tuple[str, Campagne]]
    scenarios: dict[str, pytest.Item] = field(default_factory=dict)
    pannes: list[str] = field(default_factory=list)

    def pytest_configure(self, config: pytest.Config) -> None:
        """What a failed scenario has to say is in its journal: its traceback, costly to write, is read by nobody."""
        config.option.tbstyle = "native"

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        self.scenarios = {fiche_de(item).id: item for item in items}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Each scenario is set up and torn down by itself: the same one may come twice in a row."""
        for id_, campagne in self.jeux:
            session.config.stash[CAMPAGNE] = campagne
            session.config.hook.pytest_runtest_protocol(item=self.scenarios[id_], nextitem=None)
        return True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.pannes.append(f"le catalogue n'a pas pu être lu : {_derniere_ligne(report.longreprtext)}")

    def pytest_internalerror(self, excrepr: object) -> None:
        self.pannes.append(f"erreur interne : {_derniere_ligne(str(excrepr))}")


def rejoue(jeux: Iterable[tuple[str, Campagne]]) -> tuple[str, ...]:
    """Play scenarios by id, each in the campaign that comes with it, which is done with when the next one is asked for.

    Returns what went wrong outside the scenarios. Raises KeyboardInterrupt when the user stopped it.
    """
    reprises = Reprises(jeux)
    with _sans_reglages():
        code = pytest.main([*_OPTIONS, str(_ICI / "test_catalogue.py")], plugins=[reprises])
    if code == pytest.ExitCode.INTERRUPTED and not reprises.pannes:
        raise KeyboardInterrupt
    return tuple(reprises.pannes)


@contextmanager
def _sans_reglages() -> Iterator[None]:
    """Run without the options that a user may have put in the environment for other tests."""
    gardes = {nom: os.environ.pop(nom) for nom in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS") if nom in os.environ}
    try:
        yield
    finally:
        os.environ.update(gardes)


def _derniere_ligne(texte: str) -> str:
    lignes = [ligne.strip() for ligne in texte.splitlines() if ligne.strip()]
    return lignes[-1].removeprefix("E").strip() if lignes else "sans explication"
