"""The scenarios of the catalogue among an operator's own tests, played against their system.

Each scenario is one item. It is played, by a pytest of ours in this process, when the item is set up: what fails there
is the set-up or the harness, an error. Then it is judged, alone: what fails there is the system under test. When all
are over, the whole journal is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest

from harness.campaign.demande import CAMPAGNES, JOUER, Demande, dossier_neuf, horloge
from harness.campaign.face import CampagneImpossible, face_a
from harness.campaign.play import Fiche
from harness.campaign.pupitre import Pupitre
from harness.campaign.reponses import FichierDeReponses, ReponsesIllisibles
from harness.campaign.selection import ChoixIllisible, choisit, lit_choix
from harness.greffon.partie import Partie
from harness.greffon.verdict import prononce
from harness.judge.results import Verdict
from harness.profil.lecture import ProfilIllisible, charge_profil
from harness.systeme import raison
from scenarios.run import CatalogueIllisible, fiches, joue

NOM = "interop-acces"
SYSTEME = "interop_systeme"
_PARTIE = pytest.StashKey[Partie]()


def en_panne(phrase: str) -> NoReturn:
    """Stop what is being set up: the harness, or what it was set up with, failed; nobody under test did."""
    pytest.fail(f"erreur du banc : {phrase}", pytrace=False)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Read everything that can be before anything runs. Raises UsageError."""
    profil = config.getoption("--interop-profil")
    if not profil:
        raise pytest.UsageError("--interop-sous-test demande --interop-profil : il dit qui échange, et où")
    if hasattr(config, "workerinput") or getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("les scénarios se jouent un à la fois sur un même échange : sans pytest-xdist")
    try:
        lu = charge_profil(_chemin(config, profil))
        if expression := config.getoption("--interop-scenarios"):
            lit_choix(expression)
    except (ProfilIllisible, ChoixIllisible) as e:
        raise pytest.UsageError(str(e)) from None
    config.stash[_PARTIE] = Partie(_demande(config), lu)


def _chemin(config: pytest.Config, texte: str) -> Path:
    return (config.invocation_params.dir / texte).resolve()


def _demande(config: pytest.Config) -> Demande:
    def absolu(option: str) -> str:
        texte = config.getoption(option)
        return str(_chemin(config, texte)) if texte else ""

    texte = config.getoption("--interop-acceleration") or "1"
    try:
        acceleration = float(texte)
        if not 1 <= acceleration < float("inf"):
            raise ValueError
    except ValueError:
        raise pytest.UsageError(f"--interop-acceleration : nombre d'au moins 1 attendu, « {texte} » reçu") from None
    origine = config.getoption("--interop-origine") or ""
    if origine and acceleration == 1:
        raise pytest.UsageError("--interop-origine demande --interop-acceleration")
    return Demande(
        JOUER,
        scenarios=config.getoption("--interop-scenarios") or "",
        partie=config.getoption("--interop-sous-test").upper(),
        profil=absolu("--interop-profil"),
        reponses=absolu("--interop-reponses"),
        ci="oui",
        **horloge(acceleration, origine),
    )


@pytest.fixture(scope="session")
def interop_systeme() -> None:
    """The system under test. Override it in your conftest.py, with the same name and scope, to start and stop yours."""


@pytest.fixture(scope="session")
def interop_campagne(interop_systeme: Any, pytestconfig: pytest.Config) -> Iterator[Partie]:  # noqa: ARG001
    """The campaign, open as long as there are scenarios to play, once the system is there."""
    partie = pytestconfig.stash[_PARTIE]
    demande = partie.demande
    journal = pytestconfig.getoption("--interop-journal")
    try:
        partie.dossier = _chemin(pytestconfig, journal) if journal else dossier_neuf(pytestconfig.rootpath / CAMPAGNES)
        sources = [FichierDeReponses(Path(demande.reponses))] if demande.reponses else []
        pupitre = Pupitre(sources, attend=False, dit=click.echo)
        with face_a(demande, partie.dossier, partie.protocole, pupitre) as ouverte:
            partie.campagne = ouverte.campagne
            yield partie
            if not ouverte.campagne.arret:
                ouverte.campagne.acheve()
    except (CampagneImpossible, ReponsesIllisibles) as e:
        en_panne(str(e))
    except OSError as e:
        en_panne(f"impossible d'écrire dans {e.filename} : {raison(e)}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the scenarios after the other tests, in the order of the document; -k and --deselect then apply to them."""
    try:
        toutes = fiches()
        expression = config.getoption("--interop-scenarios")
        choisies = choisit(toutes, expression) if expression else toutes
    except (ChoixIllisible, CatalogueIllisible) as e:
        raise pytest.UsageError(str(e)) from None
    parent = Catalogue.from_parent(_dossier_du_systeme(session, items), name=NOM)
    items += [Scenario.from_parent(parent, name=f.id, callobj=_corps, fiche=f) for f in choisies]


def _corps(interop_campagne: Partie) -> None:
    """What pytest reads the fixtures of a scenario from."""


def _dossier_du_systeme(session: pytest.Session, items: list[pytest.Item]) -> pytest.Collector:
    """Where the scenarios are hung for them to see the `interop_systeme` of a conftest.py, be it in a folder.

    Raises UsageError when pytest collected nothing there: it has then not read its fixtures.
    """
    for module in session.config.pluginmanager.get_plugins():
        fichier = Path(getattr(module, "__file__", None) or "")
        if fichier.name != "conftest.py" or not hasattr(module, SYSTEME) or fichier.parent == session.config.rootpath:
            continue
        noeuds = (n for item in items for n in item.iter_parents() if isinstance(n, pytest.Directory))
        for noeud in noeuds:
            if noeud.path == fichier.parent:
                return noeud
        raise pytest.UsageError(
            f"{fichier} : aucun test de ce dossier n'est joué, son {SYSTEME} est ignoré ; mettez-le dans un "
            f"conftest.py à la racine ({session.config.rootpath})"
        )
    return session


class Catalogue(pytest.Collector):
    """The parent of the scenarios."""

    def __init__(self, **autres: Any) -> None:
        parent = autres["parent"]
        nodeid = "/".join(t for t in (parent.nodeid.rstrip("."), NOM) if t)
        super().__init__(nodeid=nodeid, path=parent.path / NOM, **autres)

    def collect(self) -> tuple[()]:
        """Nothing: the scenarios are added to it."""
        return ()


class Scenario(pytest.Function):
    """One scenario, as a test."""

    def __init__(self, *, fiche: Fiche, **autres: Any) -> None:
        super().__init__(**autres)
        self.fiche = fiche
        self.user_properties += [("section", f"§{fiche.section}"), ("titre", fiche.titre)]

    def setup(self) -> None:
        """Play it and judge it. Fails, which is then an error, on anything that is not the system's business."""
        super().setup()
        partie = self.config.stash[_PARTIE]
        campagne = partie.campagne
        if campagne is None or campagne.arret:
            en_panne(campagne.arret if campagne else "la campagne n'est plus ouverte")
        if pannes := joue(campagne, self.fiche.id):
            en_panne(pannes[0])
        self.resultats = partie.juge_le_dernier()
        if self.resultats.scenarios[-1].verdict is Verdict.ERREUR_BANC:
            en_panne(self.resultats.scenarios[-1].raison)

    def runtest(self) -> None:
        """Say what became of it."""
        prononce(self.resultats)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where it is, for whoever lists tests."""
        return self.path, None, f"{self.fiche.id} §{self.fiche.section} {self.fiche.titre}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judge the whole journal: what only the rest of a run proves counts too, and the run fails for it."""
    partie = session.config.stash[_PARTIE]
    if partie.campagne is None:
        return
    rapport = session.config.getoption("--interop-rapport")
    code = partie.conclut(_chemin(session.config, rapport) if rapport else None)
    if code and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The verdict in one line, and where the proof is."""
    partie = config.stash[_PARTIE]
    if partie.phrases:
        terminalreporter.section("Interop'fibre Accès FTTH")
        for phrase in partie.phrases:
            terminalreporter.write_line(phrase)
