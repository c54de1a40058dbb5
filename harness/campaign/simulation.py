"""Our OI or our OC as a partner to develop against: no scenario, clients of its own, a world and named deviations."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from itertools import product
from pathlib import Path

from harness.actors.deviations import Ecart
from harness.actors.deviations_nommees import ECARTS
from harness.campaign.campaign import Campagne
from harness.campaign.declaration import partenaire_de
from harness.campaign.demande import Demande
from harness.campaign.etranger import Etranger
from harness.campaign.loop import Boucle
from harness.campaign.partenaire import Partenaire
from harness.network.circumstances import Circonstance
from harness.network.circumstances import fait as fait_de
from harness.network.facts import Fait, Nature
from harness.network.network import Reseau
from harness.profil.modele import Profil
from harness.protocol.francais import accorde
from harness.protocol.terms import Modele, Partie, Situation
from harness.systeme import raison

TOUR = timedelta(days=1)
"""How long nothing may happen before the loop is entered again."""


class SimulationImpossible(ValueError):
    """What was asked for cannot be simulated. The message says why, in French."""


def ecarts_de(partie: Partie) -> tuple[Ecart, ...]:
    """The named deviations of a party."""
    return tuple(e for e in ECARTS.values() if e.partie is partie)


def prepare(campagne: Campagne, profil: Profil, sous_test: Partie, demande: Demande) -> Simulation:
    """The simulation that was asked for, its world and its clients in place. Raises SimulationImpossible."""
    faits = [_circonstance(phrase) for phrase in demande.faits.split("\n") if phrase]
    boucle = campagne.boucle("simulation")
    simulation = Simulation(boucle, sous_test.autre, partenaire_de(profil, sous_test))
    for nom in filter(None, demande.ecarts.split("\n")):
        if nom not in ECARTS:
            raise SimulationImpossible(f"l'écart « {nom} » est inconnu : « --ecart liste » les nomme")
        simulation.deforme(ECARTS[nom])
    if sous_test is Partie.OI:
        reseau = boucle.monde.reseau
        if demande.clients.isdecimal():
            clients = souscriptions(reseau, boucle.monde.contrat.modes, int(demande.clients))
        else:
            clients = lit_souscriptions(Path(demande.clients), reseau)
        simulation.souscrit(clients)
    for fait in faits:
        simulation.survient(fait)
    return simulation


def _circonstance(phrase: str) -> Circonstance:
    if phrase not in set(Circonstance):
        proches = get_close_matches(phrase, list(Circonstance), 1)
        aide = f" ; peut-être « {proches[0]} »" if proches else ""
        raise SimulationImpossible(f"« {phrase} » n'est pas une circonstance du catalogue{aide}")
    return Circonstance(phrase)


@dataclass(frozen=True, slots=True)
class Souscription:
    """A client of the simulated OC, who comes some minutes after the beginning."""

    logement: str
    situation: Situation
    modele: Modele
    apres: int = 0


def souscriptions(reseau: Reseau, modes: Sequence[Modele], nombre: int) -> tuple[Souscription, ...]:
    """So many clients, model after model, in the dwellings of a network; then the first ones again."""
    cas: list[Souscription] = []
    for modele, lg in product(modes, reseau.logements.values()):
        cas.append(Souscription(lg.id, Situation.IDENTIFIEE if lg.prise else Situation.A_CONSTRUIRE, modele))
    if not cas:
        raise SimulationImpossible(f"le réseau {reseau.nom} n'a pas de logement")
    return tuple(cas[n % len(cas)] for n in range(nombre))


def lit_souscriptions(chemin: Path, reseau: Reseau) -> tuple[Souscription, ...]:
    """Clients from a CSV file: `logement;situation;modele;apres`, the last in minutes. Raises SimulationImpossible."""
    try:
        with chemin.open(encoding="utf-8-sig", newline="") as f:
            lignes = list(csv.DictReader(f, delimiter=";", restval=""))
    except OSError as e:
        raise SimulationImpossible(f"{chemin} ne peut pas être lu : {raison(e)}") from None
    except UnicodeDecodeError:
        raise SimulationImpossible(f"{chemin} n'est pas en UTF-8") from None
    return tuple(_souscription(chemin, n, ligne, reseau) for n, ligne in enumerate(lignes, start=2))


def _souscription(chemin: Path, n: int, ligne: dict[str, str], reseau: Reseau) -> Souscription:
    logement = (ligne.get("logement") or "").strip()
    if logement not in reseau.logements:
        connus = ", ".join(sorted(reseau.logements))
        raise SimulationImpossible(f"{chemin}, ligne {n} : logement « {logement} » inconnu, attendu {connus}")
    try:
        situation = Situation((ligne.get("situation") or "").strip().upper())
        modele = Modele((ligne.get("modele") or "").strip().upper())
        return Souscription(logement, situation, modele, int(ligne.get("apres") or 0))
    except ValueError:
        attendu = "situation PAC, PCI ou PNI, modele OI, STOC ou OC, et apres en minutes attendus"
        raise SimulationImpossible(f"{chemin}, ligne {n} : {attendu}") from None


@dataclass
class Simulation:
    """One simulated party facing another. Made again from its journal, it goes on where it was."""

    boucle: Boucle
    joue: Partie
    partenaire: Partenaire

    def __post_init__(self) -> None:
        self.boucle.reste = 1 << 62
        self._attendus: list[tuple[datetime, int, Souscription]] = []
        self._etranger = Etranger(self.partenaire, self.boucle, "SIMULATION", frozenset(), self._avance)

    @property
    def code(self) -> str:
        """The operator that is played."""
        reseau = self.boucle.monde.reseau
        return reseau.oi if self.joue is Partie.OI else reseau.oc[0]

    @property
    def presentation(self) -> str:
        """Who is played, in front of whom."""
        return f"{self.joue} {self.code} simulé, en face de l'{self.joue.autre} {self.partenaire.code}."

    def deforme(self, ecart: Ecart) -> None:
        """A fault that it will make, again and again. Raises SimulationImpossible on one of the other party."""
        if ecart.partie is not self.joue:
            raise SimulationImpossible(f"« {ecart.nom} » est un écart de l'{ecart.partie}, l'{self.joue} est simulé")
        self.boucle.stations[self.code].ecarts.append(ecart)

    def souscrit(self, clients: Sequence[Souscription]) -> None:
        """Clients of the OC that is played subscribe, each with an order of its own; the first ones at once."""
        debut = self.boucle.moyens.horloge.maintenant()
        for rang, client in enumerate(clients, start=1):
            self._attendus.append((debut + timedelta(minutes=client.apres), rang, client))
        self._attendus.sort(key=lambda a: a[:2])
        self._accueille()

    def _accueille(self) -> None:
        """Those who were to come by now."""
        while self._attendus and self._attendus[0][0] <= self.boucle.moyens.horloge.maintenant():
            _, rang, client = self._attendus.pop(0)
            reference = self.boucle.alea.commande(self.code, rang)
            donnees = {"logement": client.logement, "situation": client.situation, "modele": client.modele}
            texte = f"un client souscrit auprès de l'OC (modèle {client.modele})"
            fait = Fait(Nature.SOUSCRIPTION, Partie.OC, texte, reference, donnees)
            self.boucle.survient(fait, self.code, self.boucle.monde.reseau.oi)

    def survient(self, circonstance: Circonstance) -> None:
        """Something is so in every dwelling where it can be, or for every client of the OC that is played.

        Raises SimulationImpossible when it can be nowhere.
        """
        reseau, faits = self.boucle.monde.reseau, []
        for logement in reseau.logements:
            with suppress(LookupError):
                faits.append(fait_de(circonstance, self.boucle.monde, logement, reseau.oc[0]))
        if not faits:
            raise SimulationImpossible(f"« {circonstance} » ne veut rien dire dans ce réseau")
        if faits[0].partie is None:
            uniques = {tuple(sorted(f.donnees.items())): f for f in faits}
            for fait in uniques.values():
                self.boucle.survient(fait)
            return
        commandes = tuple(self.boucle.stations[self.code].dossiers)
        if faits[0].partie is not self.joue or not commandes:
            raise SimulationImpossible(f"« {circonstance} » ne peut pas être dit d'avance de l'{self.joue} simulé")
        for reference in commandes:
            self.boucle.survient(replace(faits[0], dossier=reference), self.code, self.partenaire.code)

    def tourne(self) -> None:
        """Go on for ever: the user stops it."""
        while True:
            tour = self.boucle.moyens.horloge.maintenant() + TOUR
            self._avance(min((tour, *(quand for quand, _, _ in self._attendus))))
            self._accueille()

    def _avance(self, limite: datetime) -> bool:
        avance = self.boucle.avance(limite)
        self._etranger.suit()
        return avance

    def bilan(self) -> Iterator[str]:
        """What was exchanged and where the orders stand, as French sentences."""
        emis = Counter(m.emetteur for m in self.boucle.messages)
        autre = self.joue.autre
        envoyes = accorde(emis[self.joue], "message envoyé", "messages envoyés")
        yield f"{envoyes} par l'{self.joue} {self.code}, {accorde(emis[autre], 'reçu')} de l'{autre}"
        etats = Counter(d.etat for d in self.boucle.stations[self.code].dossiers.values() if d.position is not None)
        for etat, nombre in sorted(etats.items()):
            yield f"{nombre} commande{'s' * (nombre > 1)} : {etat}"
