"""A whole run over the catalogue: one journal, one clock, one exchange, and a fresh world for each scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from harness import __version__, resources
from harness.actors import oc, oi
from harness.actors.case import Decideur
from harness.actors.deviations import Ecart
from harness.campaign.clock import Horloge, HorlogeVirtuelle
from harness.campaign.declaration import delais_dus, partenaire_de, patience_declaree, texte
from harness.campaign.form import controle_forme
from harness.campaign.guichet import Guichet, iso
from harness.campaign.loop import EVENEMENTS_MAX, Boucle, TourneEnRond
from harness.campaign.moyens import Moyens
from harness.campaign.play import Deroule, Fiche
from harness.campaign.pupitre import Pupitre
from harness.campaign.station import Station
from harness.exchange.croisements import TERME
from harness.exchange.entries import VERSION, Entete, EntreeFin, EntreeScenario
from harness.exchange.journal import Journal
from harness.judge.conversation.ensemble import TERME as SILENCE
from harness.network.contract import Contrat
from harness.network.ground import Monde
from harness.network.loading import charge
from harness.network.names import Alea
from harness.profil.contrat import contrat_de
from harness.profil.ecriture import ecriture
from harness.profil.modele import Profil
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from harness.transports.echange import Transport
from harness.transports.folder import dossier_local

DEBUT = datetime(2026, 1, 5, 9)
"""A Monday: where the time of a simulated campaign begins."""

DECIDEURS: Mapping[Partie, Decideur] = {Partie.OI: oi.decide, Partie.OC: oc.decide}


@dataclass(frozen=True)
class Face:
    """Who is under test, and how to reach them and their people. `profil` is theirs."""

    profil: Profil
    partie: Partie
    transport: Transport
    pupitre: Pupitre = field(default_factory=Pupitre)

    @property
    def code(self) -> str:
        """Their operator code."""
        return self.profil.operateurs.oi if self.partie is Partie.OI else self.profil.operateurs.oc


@dataclass(frozen=True)
class Reglages:
    """How to run: the seed, the command to put in the journal, the network, who is simulated.

    `ecarts` are what the simulated parties will do wrong in every scenario, and `guet` how long the wire is still
    listened to once a scenario is over or stopped, the parties going on by themselves.
    `evenements` is how many a scenario may take.
    `face` is the party under test, None in self-play; `horloge` None: an invented time from `debut` on. `reprise` is
    what the journal keeps for whoever goes on with it.
    """

    graine: str
    commande: str
    reseau: Path
    simules: tuple[Partie, ...] = tuple(Partie)
    debut: datetime = DEBUT
    face: Face | None = None
    horloge: Horloge | None = None
    reprise: Mapping[str, str] = field(default_factory=dict)
    ecarts: tuple[Ecart, ...] = ()
    guet: timedelta = timedelta()
    evenements: int = EVENEMENTS_MAX


class Campagne:
    """A run under way. `commence` and `termine` frame each scenario; whatever happens between stays in the journal."""

    def __init__(self, moyens: Moyens, monde: Monde, reglages: Reglages) -> None:
        self._moyens = moyens
        self._monde = monde
        self._reglages = reglages
        self._joues = 0
        self._boucle: Boucle | None = None
        self._partenaire = None if reglages.face is None else partenaire_de(reglages.face.profil, reglages.face.partie)

    @property
    def arret(self) -> str:
        """Why the run cannot go on, in French; "" as long as it can."""
        return self._moyens.journal.arret

    def commence(self, fiche: Fiche) -> Deroule:
        """Begin a scenario; in self-play, on the morning of a new working day."""
        horloge = self._moyens.horloge
        if self._joues and not horloge.vive:
            horloge.attend(self._monde.contrat.calendrier.jour_ouvre(horloge.maintenant(), 1))
        self._joues += 1
        self._bord("debut", fiche)
        boucle = self.boucle(fiche.id)
        return Deroule(fiche, boucle, self._monde.reseau.oc[0], partenaire=self._partenaire)

    def boucle(self, sujet: str) -> Boucle:
        """The operators in a fresh world; `sujet` makes their references its own."""
        stations = {
            code: Station(
                code,
                partie,
                DECIDEURS[partie] if partie in self._reglages.simules else None,
                [e for e in self._reglages.ecarts if e.partie is partie],
            )
            for code, partie in self._monde.reseau.operateurs.items()
        }
        self._boucle = Boucle(
            self._moyens,
            self._monde,
            Alea(f"{self._reglages.graine}|{sujet}"),
            stations,
            reste=self._reglages.evenements,
        )
        return self._boucle

    def termine(self, fiche: Fiche, arret: str = "", raison: str = "") -> None:
        """End a scenario: `arret` "attente", "banc" or "sans objet" when it stopped early, and why, in French.

        In self-play, files that nobody will read any more are cleared from the exchange; those of a partner never are.
        """
        self._guette()
        if self._reglages.face is None:
            for code in self._monde.reseau.operateurs:
                self._moyens.guichet.vide(code)
        self._moyens.pupitre.oublie()
        self._bord("fin", fiche, arret, raison)

    def _guette(self) -> None:
        """Let the parties go on until they have nothing left to say, then listen a while."""
        horloge, guet = self._moyens.horloge, self._reglages.guet
        if not guet or self._boucle is None:
            return
        with suppress(TourneEnRond):
            while self._boucle.avance(horloge.maintenant() + guet):
                pass
        horloge.attend(horloge.maintenant() + guet)

    def _bord(self, phase: str, fiche: Fiche, arret: str = "", raison: str = "") -> None:
        instant = iso(self._moyens.horloge.maintenant())
        self._moyens.journal.ecrit(EntreeScenario(phase, fiche.id, fiche.section, fiche.titre, instant, arret, raison))

    def acheve(self) -> None:
        """Say in the journal that the run went to its end."""
        self._moyens.journal.ecrit(EntreeFin(iso(self._moyens.horloge.maintenant())))


@contextmanager
def ouvre(dossier: Path, protocole: Protocole, reglages: Reglages, *, reprise: bool = False) -> Iterator[Campagne]:
    """A campaign over a folder exchange that lasts as long as it does, or over that of the party under test.

    With `reprise`, the one that a journal holds is gone on with: the same scenarios have to be played again.
    Raises JournalOccupe when `dossier` cannot take a journal, RepriseImpossible or JournalIllisible when it cannot be
    gone on with, ReseauIllisible on a bad network.
    """
    monde = monde_de(reglages)
    entete = _entete(protocole, monde, reglages)
    horloge = reglages.horloge or HorlogeVirtuelle(reglages.debut)
    synchrone = reglages.face is not None
    with ExitStack() as pile:
        journal = pile.enter_context(Journal(dossier, entete, synchrone=synchrone, reprise=reprise))
        if reglages.face is None:
            echange = pile.enter_context(TemporaryDirectory(prefix="interop-acces-"))
            transport: Transport = dossier_local(Path(echange), monde.reseau.operateurs, synchrone=False)
            guichet = Guichet(transport, journal, horloge)
            moyens = Moyens(protocole, guichet, controle_forme(protocole))
        else:
            face, pupitre = reglages.face, reglages.face.pupitre
            face.transport.reprend(journal.jetons)
            guichet = Guichet(face.transport, journal, horloge, durable=True, dit=pupitre.dit, repris=reprise)
            convenu = face.profil.echange
            forme = (convenu.nom_de_fichier, ecriture(convenu))
            moyens = Moyens(protocole, guichet, controle_forme(protocole), pupitre, *forme)
        horloge.cale(datetime.fromisoformat(entete.debut))
        yield Campagne(moyens, monde, reglages)


def monde_de(reglages: Reglages) -> Monde:
    """The world of a run: its network, under the codes and the contract of the profile when there is one."""
    monde = charge(reglages.reseau)
    if reglages.face is None:
        return monde
    profil = reglages.face.profil
    reseau = monde.reseau.aux_codes(profil.operateurs.oi, profil.operateurs.oc)
    return replace(monde, reseau=reseau, contrat=contrat_de(profil, monde.contrat))


def _entete(protocole: Protocole, monde: Monde, reglages: Reglages) -> Entete:
    face = reglages.face
    silence = patience_declaree(face.profil) if face else ""
    profil = hashlib.sha256(reglages.reseau.read_bytes() + (face.profil.sha256.encode() if face else b""))
    return Entete(
        version=VERSION,
        harnais=__version__,
        commande=reglages.commande,
        graine=reglages.graine,
        debut=iso(reglages.debut),
        classeur=protocole.nom,
        classeur_sha256=protocole.empreinte,
        classeur_officiel=protocole.officiel,
        catalogue_sha256=empreinte_du_catalogue(resources.features()),
        profil={
            "reseau": monde.reseau.nom,
            **({"profil": face.profil.nom} if face else {}),
            **_profil(monde.contrat),
            **({SILENCE: silence} if silence else {}),
        },
        profil_sha256=profil.hexdigest(),
        operateurs=dict(monde.reseau.operateurs),
        simules=reglages.simules,
        delais=delais_dus(face.profil, face.partie) if face else {},
        reprise=dict(reglages.reprise),
    )


def _profil(contrat: Contrat) -> dict[str, str]:
    """What the contract says, as text. Of the delays, the one that tells whether two messages crossed."""
    valeurs = {f.name: getattr(contrat, f.name) for f in fields(contrat) if f.name != "delais"}
    valeurs[TERME] = contrat.delais.releve.minutes
    return {nom: texte(valeur) for nom, valeur in valeurs.items()}


def empreinte_du_catalogue(dossier: Path) -> str:
    """SHA-256 of the feature files, names and contents."""
    empreinte = hashlib.sha256()
    for chemin in sorted(dossier.rglob("*.feature")):
        contenu = chemin.read_bytes()
        empreinte.update(f"{chemin.relative_to(dossier).as_posix()} {len(contenu)}\n".encode())
        empreinte.update(contenu)
    return empreinte.hexdigest()
