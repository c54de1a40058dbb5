"""A whole run over the catalogue: one journal, one clock, one exchange, and a fresh world for each scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from harness import __version__, resources
from harness.actors import oc, oi
from harness.actors.case import Decideur
from harness.campaign.clock import HorlogeVirtuelle
from harness.campaign.form import controle_forme
from harness.campaign.guichet import Guichet
from harness.campaign.loop import Boucle, Moyens
from harness.campaign.play import Deroule, Fiche
from harness.campaign.station import Station
from harness.exchange.croisements import TERME
from harness.exchange.entries import VERSION, Entete, EntreeFin, EntreeScenario
from harness.exchange.journal import Journal
from harness.network.contract import Contrat
from harness.network.ground import Monde
from harness.network.loading import charge
from harness.network.names import Alea
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from harness.transports.folder import dossier_local

DEBUT = datetime(2026, 1, 5, 9)
"""A Monday: where the time of a simulated campaign begins."""

DECIDEURS: Mapping[Partie, Decideur] = {Partie.OI: oi.decide, Partie.OC: oc.decide}


@dataclass(frozen=True, slots=True)
class Reglages:
    """How to run: the seed, the command to put in the journal, the network, who is simulated."""

    graine: str
    commande: str
    reseau: Path
    simules: tuple[Partie, ...] = tuple(Partie)
    debut: datetime = DEBUT


class Campagne:
    """A run under way. `commence` and `termine` frame each scenario; whatever happens between stays in the journal."""

    def __init__(self, moyens: Moyens, monde: Monde, reglages: Reglages) -> None:
        self._moyens = moyens
        self._monde = monde
        self._reglages = reglages
        self._joues = 0

    def commence(self, fiche: Fiche) -> Deroule:
        """Begin a scenario, on the morning of a new working day."""
        horloge = self._moyens.horloge
        if self._joues:
            horloge.attend(self._monde.contrat.calendrier.jour_ouvre(horloge.maintenant(), 1))
        self._joues += 1
        self._bord("debut", fiche)
        reseau = self._monde.reseau
        stations = {
            code: Station(code, partie, DECIDEURS[partie] if partie in self._reglages.simules else None)
            for code, partie in reseau.operateurs.items()
        }
        alea = Alea(f"{self._reglages.graine}|{fiche.id}")
        return Deroule(fiche, Boucle(self._moyens, self._monde, alea, stations), reseau.oc[0])

    def termine(self, fiche: Fiche, arret: str = "", raison: str = "") -> None:
        """End a scenario: `arret` "attente" or "banc" when it stopped early, and why, in French.

        Files that nobody will read any more are cleared from the exchange.
        """
        for code in self._monde.reseau.operateurs:
            self._moyens.guichet.vide(code)
        self._bord("fin", fiche, arret, raison)

    def _bord(self, phase: str, fiche: Fiche, arret: str = "", raison: str = "") -> None:
        instant = self._moyens.horloge.maintenant().isoformat(timespec="seconds")
        self._moyens.journal.ecrit(EntreeScenario(phase, fiche.id, fiche.section, fiche.titre, instant, arret, raison))

    def acheve(self) -> None:
        """Say in the journal that the run went to its end."""
        self._moyens.journal.ecrit(EntreeFin(self._moyens.horloge.maintenant().isoformat(timespec="seconds")))


@contextmanager
def ouvre(dossier: Path, protocole: Protocole, reglages: Reglages) -> Iterator[Campagne]:
    """A campaign whose parties are simulated, over a folder exchange that lasts as long as it does.

    Raises JournalOccupe when `dossier` cannot take a journal, ReseauIllisible on a bad network.
    """
    monde = charge(reglages.reseau)
    entete = _entete(protocole, monde, reglages)
    with Journal(dossier, entete, synchrone=False) as journal, TemporaryDirectory(prefix="interop-acces-") as echange:
        transport = dossier_local(Path(echange), monde.reseau.operateurs, synchrone=False)
        horloge = HorlogeVirtuelle(reglages.debut)
        guichet = Guichet(transport, journal, horloge)
        yield Campagne(Moyens(protocole, guichet, controle_forme(protocole)), monde, reglages)


def _entete(protocole: Protocole, monde: Monde, reglages: Reglages) -> Entete:
    return Entete(
        version=VERSION,
        harnais=__version__,
        commande=reglages.commande,
        graine=reglages.graine,
        debut=reglages.debut.isoformat(timespec="seconds"),
        classeur=protocole.nom,
        classeur_sha256=protocole.empreinte,
        classeur_officiel=protocole.officiel,
        catalogue_sha256=empreinte_du_catalogue(resources.features()),
        profil={"reseau": monde.reseau.nom, **_profil(monde.contrat)},
        profil_sha256=hashlib.sha256(reglages.reseau.read_bytes()).hexdigest(),
        operateurs=dict(monde.reseau.operateurs),
        simules=reglages.simules,
    )


def _profil(contrat: Contrat) -> dict[str, str]:
    """What the contract says, as text. Of the delays, the one that tells whether two messages crossed."""
    valeurs = {f.name: getattr(contrat, f.name) for f in fields(contrat) if f.name != "delais"}
    valeurs[TERME] = contrat.delais.releve.minutes
    return {nom: _texte(valeur) for nom, valeur in valeurs.items()}


def _texte(valeur: object) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return "|".join(map(str, valeur)) if isinstance(valeur, tuple) else str(valeur)


def empreinte_du_catalogue(dossier: Path) -> str:
    """SHA-256 of the feature files, names and contents."""
    empreinte = hashlib.sha256()
    for chemin in sorted(dossier.rglob("*.feature")):
        contenu = chemin.read_bytes()
        empreinte.update(f"{chemin.relative_to(dossier).as_posix()} {len(contenu)}\n".encode())
        empreinte.update(contenu)
    return empreinte.hexdigest()
