"""The pytest side of a campaign: tags become markers, each scenario gets its run, and how it ended is journaled."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import Scenario

from harness import resources
from harness.campaign.campaign import Campagne, Reglages, ouvre
from harness.campaign.etranger import SansObjet
from harness.campaign.gens import AttenteNonTenue
from harness.campaign.play import Deroule, Fiche
from harness.exchange.journal import JournalArrete
from harness.network.circumstances import Circonstance
from harness.workbook.compile import charge

CAMPAGNE = pytest.StashKey[Campagne]()
"""Where a caller of pytest leaves the campaign to play; without it, one is opened in a temporary folder."""

_ARRET = pytest.StashKey[tuple[str, str]]()
_PHRASES = pytest.StashKey[frozenset[str]]()
CIRCONSTANCES = frozenset(c.value for c in Circonstance)

_MARQUES = ("identifiant", "section", "mot")


def pytest_configure(config: pytest.Config) -> None:
    for marque in _MARQUES:
        config.addinivalue_line("markers", f"{marque}(texte): étiquette d'un scénario du catalogue")


def pytest_bdd_apply_tag(tag: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """`@STOC-PAC-NOM` is the id of a scenario, `@§5.1.1` its section, anything else a word to select by."""
    nom = "section" if tag.startswith("§") else "identifiant" if tag == tag.upper() else "mot"
    marquee: Callable[..., Any] = getattr(pytest.mark, nom)(tag.removeprefix("§"))(function)
    return marquee


def fiche_de(item: pytest.Item) -> Fiche:
    """What the tags of a scenario say of it. Raises LookupError when it has no id or no section."""
    textes = {m: [str(marque.args[0]) for marque in item.iter_markers(m)] for m in _MARQUES}
    titre = (getattr(item, "obj", None).__doc__ or "").rpartition(".feature: ")[2]
    if not (textes["identifiant"] and textes["section"]):
        raise LookupError(f"le scénario « {titre} » n'a pas d'identifiant ou de section")
    phrases = item.stash.get(_PHRASES, None) or frozenset()
    circonstances = CIRCONSTANCES & phrases
    return Fiche(textes["identifiant"][0], textes["section"][0], titre, frozenset(textes["mot"]), circonstances)


@pytest.fixture(scope="session")
def campagne(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campagne]:
    """The campaign that the scenarios of this session belong to."""
    donnee = request.config.stash.get(CAMPAGNE, None)
    if donnee is not None:
        yield donnee
        return
    reglages = Reglages("1", "pytest scenarios", resources.fixtures("reseaux", "valfibre.toml"))
    with ouvre(tmp_path_factory.mktemp("campagne") / "journal", charge(), reglages) as ouverte:
        yield ouverte
        ouverte.acheve()


@pytest.fixture
def deroule(request: pytest.FixtureRequest, campagne: Campagne) -> Iterator[Deroule]:
    """The run of one scenario. One that was interrupted has no end: whoever goes on with the campaign will give it."""
    fiche = fiche_de(request.node)
    yield campagne.commence(fiche)
    if _ARRET in request.node.stash and not campagne.arret:
        campagne.termine(fiche, *request.node.stash[_ARRET])


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, scenario: Scenario) -> None:
    """A scenario is in the journal as soon as it begins, even when its first sentence is not understood."""
    request.node.stash[_PHRASES] = frozenset(pas.name for pas in scenario.steps)
    request.getfixturevalue("deroule")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    rapport = yield
    if call.when == "call":
        item.stash[_ARRET] = ("", "") if call.excinfo is None else arret(call.excinfo.value)
        if call.excinfo is not None and isinstance(call.excinfo.value, JournalArrete):
            del item.stash[_ARRET]
            item.session.shouldstop = str(call.excinfo.value)
    return rapport


def arret(erreur: BaseException) -> tuple[str, str]:
    """How a scenario that raised has ended, as `EntreeScenario` says it: only an unmet sentence is not our fault."""
    if isinstance(erreur, AttenteNonTenue):
        return "attente", str(erreur)
    if isinstance(erreur, SansObjet):
        return "sans objet", str(erreur)
    trace = traceback.extract_tb(erreur.__traceback__)[-1]
    lieu = f"{Path(trace.filename).name}, ligne {trace.lineno}"
    return "banc", f"erreur interne : {type(erreur).__name__} : {erreur} ({lieu})"
