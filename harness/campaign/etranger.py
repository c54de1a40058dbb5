"""A scenario with a party that is not simulated: what is asked of its people, what their answers change in our world.

Our side of the scenario stays what it is in self-play. What the other side does is seen in its files; what no file
shows is asked (`Pupitre`), and becomes a fact once somebody attests it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from harness.actors.case import Contexte, date
from harness.actors.hotline import REPONSES
from harness.actors.routes import FLUX_DE_ROUTE, fibre_ecrite, groupe_dit
from harness.campaign.deductions import connait, decouvre, deduit_de_l_oc, deduit_de_l_oi
from harness.campaign.gens import Gens
from harness.campaign.loop import Boucle
from harness.campaign.partenaire import (
    CHAUD,
    Partenaire,
    Prepare,
    consigne_de_commande,
    lieu,
    question_d_appel,
    question_de_fait,
    question_de_faute,
    question_de_l_appel,
    question_de_rdv,
)
from harness.campaign.station import Station
from harness.exchange.entries import EntreeAttestation
from harness.exchange.messages import Message
from harness.network.circumstances import Circonstance, nature_de
from harness.network.contract import PriseDeRdv
from harness.network.facts import Fait, Nature
from harness.network.ground import EtatFibre
from harness.network.network import Fibre
from harness.protocol.terms import REFERENCE_COMMANDE, Modele, Partie, Situation

LOINTAIN = timedelta(days=10)
"""What our own side means to do later than that is not waited for when the partner keeps silent."""


class SansObjet(AssertionError):
    """The profile of the party under test rules the scenario out. The message says why, in French."""


@dataclass
class Etranger:
    """The party under test in one scenario. `avance` lets the next thing happen, as the scenario sees it."""

    partenaire: Partenaire
    boucle: Boucle
    scenario: str
    circonstances: frozenset[str]
    avance: Callable[[datetime], bool]
    _clients: list[tuple[str, Situation, Modele, int]] = field(default_factory=list)
    _preparees: set[str] = field(default_factory=set)
    _affectees: dict[str, list[Circonstance]] = field(default_factory=dict)
    _vus: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        self.boucle.interroge = self._interroge
        self.gens = Gens(self.partenaire, self.boucle, self.scenario, self.avance)

    # --- before anything is sent

    def prepare(self, situation: Situation, modele: Modele) -> Prepare | None:
        """What was prepared for a client. Raises SansObjet."""
        if raison := self.partenaire.sans_objet(modele, situation, self.circonstances):
            raise SansObjet(raison)
        prepare = self.partenaire.client(self.scenario, modele, situation, self.circonstances)
        if prepare is not None and prepare.circonstance:
            self._preparees.add(prepare.circonstance)
        return prepare

    def fera_commander(self, logement: str, situation: Situation, modele: Modele, rang: int) -> None:
        """The OC under test will have to order, once its people know all that the scenario wants of that order."""
        self._clients.append((logement, situation, modele, rang))

    def fait_commander(self) -> None:
        """The OC under test has to order what it was not told of yet."""
        clients, self._clients = self._clients, []
        for client in clients:
            self._fait_commander(*client)

    def _fait_commander(self, logement: str, situation: Situation, modele: Modele, rang: int) -> None:
        """In model OI there is an appointment, which our tool then holds."""
        reseau, rdv, contrat = self.boucle.monde.reseau, {}, self.boucle.monde.contrat
        avec_rdv = modele is Modele.OI and situation is Situation.A_CONSTRUIRE
        if avec_rdv and contrat.rdv is PriseDeRdv.OUTIL:
            quand = contrat.calendrier.jour_ouvre(self._maintenant(), contrat.delais.rdv)
            rdv = {"rdv": self.boucle.alea.rdv(f"{self.scenario} {rang}"), "date": date(quand)}
            self.boucle.survient(
                Fait(Nature.RENDEZ_VOUS, None, "un rendez-vous est tenu dans l'outil de l'OI", "", rdv)
            )
        self.gens.dit(consigne_de_commande(reseau, logement, situation, modele, self.partenaire.code, rdv))

    # --- what the scenario says of its world

    def survient(self, circonstance: Circonstance, modele: Modele | None, logement: str, reference: str) -> bool:
        """Have the party under test make a circumstance so, where it is its business; True when we have no part in it.

        Raises AttenteNonTenue when nobody says that it is done.
        """
        nature, partie = nature_de(circonstance), self.partenaire.partie
        if partie is Partie.OI and modele is not Modele.OI and self._a_venir(circonstance, reference):
            self._affectees.setdefault(reference, []).append(circonstance)
            return True
        if nature is Nature.HOTLINE and partie is Partie.OC:
            self.gens.dit(f"{circonstance}.", reference)
        elif circonstance.value not in self._preparees and self.partenaire.concerne(circonstance, nature, modele):
            ou = lieu(self.boucle.monde.reseau, logement, {}) if logement else ""
            self.gens.demande(
                question_de_fait(self.gens.question(circonstance.name), partie, circonstance, reference, ou), reference
            )
        notre = nature in (Nature.HOTLINE, Nature.ACCES, Nature.CONTRAT, Nature.INCIDENT, Nature.OBSTACLE)
        return partie is Partie.OI and not notre and self.partenaire.concerne(circonstance, nature, modele)

    def _a_venir(self, circonstance: Circonstance, reference: str) -> bool:
        """Whether a circumstance is about a fibre that the OI under test has still to name."""
        if circonstance in DU_CLIENT:
            return self._fibre(reference) is None
        return circonstance in termes_sur_fibre

    def _fibre(self, reference: str) -> Fibre | None:
        """The fibre of an order, as the last route that was written for it tells."""
        notres = (s for s in self.boucle.stations.values() if s.decideur and reference in s.dossiers)
        if (station := next(notres, None)) is None:
            return None
        dossier = station.dossiers[reference]
        route = dossier.dernier(*FLUX_DE_ROUTE)
        oc = station.code if station.partie is Partie.OC else dossier.autre
        return None if route is None else fibre_ecrite(self.boucle.monde.reseau, route.cellules, oc)

    def frappe_la_route(self, circonstance: Circonstance, reference: str) -> bool:
        """A circumstance on the client's line while the OC under test has not told yet that it built it."""
        fibre = self._fibre(reference) if circonstance in DU_CLIENT else None
        if fibre is not None:
            self._frappe(circonstance, fibre.id)
        return fibre is not None

    def faute(self, texte: str) -> None:
        """Have the party under test make a fault that the scenario asks for."""
        self.gens.demande(question_de_faute(self.gens.question("FAUTE"), self.partenaire.partie, texte))

    def agit(self, partie: Partie, natures: Sequence[Nature], reference: str, oc: str) -> bool:
        """Whether a gesture of the party under test is dealt with: most leave no trace but files."""
        if partie is not self.partenaire.partie:
            return False
        if partie is Partie.OC and Nature.APPEL in natures:
            self._fait_appeler(reference, oc)
        return not (partie is Partie.OI and set(natures) <= set(REPONSES))

    # --- what its people are asked, and what becomes of their answers

    def _interroge(self, station: Station, reference: str, fait: Fait) -> bool:
        """An appointment that our OC would take in the tool of an OI under test: somebody has to take it there."""
        if fait.nature is not Nature.RENDEZ_VOUS or not fait["rdv"] or self.partenaire.partie is not Partie.OI:
            return False
        autre = station.dossiers[reference].autre
        souscription = station.dossiers[reference].fait(Nature.SOUSCRIPTION)
        ou = lieu(self.boucle.monde.reseau, souscription["logement"], {}) if souscription else ""

        def prend(dite: EntreeAttestation) -> None:
            station.suspendus.discard(reference)
            donnees = {**fait.donnees, "rdv": dite.donnees["rdv"], "date": dite.donnees["date"]}
            self.boucle.survient(replace(fait, donnees=donnees), station.code, autre)

        station.suspendus.add(reference)
        self.gens.demande_pour_plus_tard(question_de_rdv(self.gens.question("RDV"), reference, ou), prend)
        return True

    def _appelle(self, appel: Fait, oc: str) -> None:
        """Our technician is on the phone with the hotline of the OI under test."""

        def raccroche(dite: EntreeAttestation) -> None:
            self.boucle.survient(self._reponse(appel, dite), self.partenaire.code, oc)

        self.gens.demande_pour_plus_tard(question_d_appel(self.gens.question("HOTLINE"), appel), raccroche)

    def _reponse(self, appel: Fait, dite: EntreeAttestation) -> Fait:
        donnees, texte = dite.donnees, dite.reponse.strip().casefold()
        decharge = donnees.get("decharge", "")
        if all(donnees.get(nom) for nom in CHAUD):
            reseau, fibre = connait(self.boucle.monde.reseau, donnees["PBO"], donnees["tube"], donnees["fibre"], "")
            self.boucle.monde = replace(self.boucle.monde, reseau=reseau)
            route = {"fibres": "|".join([fibre.id] * reseau.ingenierie), "decharge": decharge}
            route["prise"] = donnees.get("prise", "") or appel["prise"]
            return Fait(Nature.NOUVELLE_ROUTE, Partie.OI, "la hotline de l'OI donne une route", appel.dossier, route)
        if texte.startswith(("même", "meme")):
            meme = {"fibre": appel["fibre"], "decharge": decharge}
            return Fait(Nature.MEME_ROUTE, Partie.OI, "la hotline de l'OI garde la route", appel.dossier, meme)
        return Fait(Nature.SANS_SOLUTION, Partie.OI, "la hotline de l'OI n'a pas de solution", appel.dossier)

    def _fait_appeler(self, reference: str, oc: str) -> None:
        """The technician of the OC under test calls our hotline, which then answers by itself."""
        dite = self.gens.demande(question_de_l_appel(self.gens.question("APPEL"), reference))
        monde, oi = self.boucle.monde, self.boucle.monde.reseau.oi
        fibre = self._fibre(reference)
        libres = [] if fibre is None else [
            f.id for f in monde.reseau.pbos[fibre.pbo].fibres
            if monde.terrain.etat(f.id) is EtatFibre.LIBRE and f.id not in monde.terrain.raccordees.values()
        ]  # fmt: skip
        donnees = {
            "motif": dite.donnees.get("motif", ""),
            "fibre": "" if fibre is None else fibre.id,
            "prise": dite.donnees.get("prise", ""),
            "joint": "oui" if monde.terrain.hotline else "non",
        }
        if fibre is not None:
            donnees["libres"] = "|".join(libres[: monde.reseau.ingenierie])
        self.boucle.survient(
            Fait(Nature.APPEL, Partie.OC, "l'OC appelle la hotline de l'OI", reference, donnees), oc, oi
        )

    # --- what happened since the last look

    def suit(self) -> None:
        """Draw from what just happened what it changes: answers given, calls made, routes learned, work told."""
        self.gens.reprend()
        faits, messages = self._vus
        self._vus = len(self.boucle.faits), len(self.boucle.messages)
        for message in self.boucle.messages[messages:]:
            if message.emetteur is self.partenaire.partie:
                self._deduit(message)
        for fait in self.boucle.faits[faits:]:
            self._relaie(fait)

    def _relaie(self, fait: Fait) -> None:
        """A call of ours that the partner answers, an answer of ours that it has to hear."""
        if fait.nature is Nature.APPEL and self.partenaire.partie is Partie.OI and fait["joint"] == "oui":
            oc = next(s.code for s in self.boucle.stations.values() if fait.dossier in s.dossiers and s.decideur)
            self._appelle(fait, oc)
        elif fait.nature in REPONSES and self.partenaire.partie is Partie.OC:
            fibres = groupe_dit(self.boucle.monde.reseau, fait["fibres"])
            route = " ; ".join(f"PBO {f.pbo}, tube {f.tube}, fibre {f.fibre}" for f in fibres)
            suite = ", ".join(t for t in (route, fait["prise"] and f"PTO {fait['prise']}", fait["decharge"]) if t)
            self.gens.dit(f"{fait.texte}{' : ' + suite if suite else ''}.", fait.dossier)

    def _deduit(self, message: Message) -> None:
        """A message of the party under test shows what it did."""
        boucle, reference = self.boucle, message[REFERENCE_COMMANDE].strip()
        stations = (s for s in boucle.stations.values() if s.decideur and reference in s.dossiers)
        station = next(stations, None)
        if station is None:
            return
        dossier = station.dossiers[reference]
        if self.partenaire.partie is Partie.OC:
            ctx = Contexte(Partie.OI, station.code, boucle.monde, boucle.alea, dossiers=station.dossiers)
            for fait in deduit_de_l_oc(boucle.monde, dossier, message, ctx):
                boucle.survient(fait, dossier.autre, station.code)
            return
        boucle.monde = decouvre(boucle.monde, message)
        souscription = dossier.fait(Nature.SOUSCRIPTION)
        if souscription is None:
            return
        for fait in deduit_de_l_oi(boucle.monde, dossier, souscription["logement"], message, station.code):
            boucle.survient(fait, self.partenaire.code, station.code)
        fibre = fibre_ecrite(boucle.monde.reseau, message.cellules, station.code)
        if message.flux in FLUX_DE_ROUTE and fibre is not None:
            for circonstance in self._affectees.pop(reference, ()):
                self._frappe(circonstance, fibre.id)

    def _frappe(self, circonstance: Circonstance, fibre: str) -> None:
        """What the scenario said of the fibre that would be given, now that it is."""
        etat = termes_sur_fibre[circonstance]
        self.boucle.survient(Fait(Nature.INCIDENT, None, circonstance.value, "", {"fibre": fibre, "etat": etat}))

    # --- time

    def limite(self, emetteur: Partie | None) -> datetime:
        """Until when something is waited for: the partner's patience, or what our side is about to do."""
        maintenant = self._maintenant()
        echeances = (s.echeance() for s in self.boucle.stations.values())
        notres = [e for e in echeances if e is not None and e <= maintenant + LOINTAIN]
        patience = self.partenaire.jusqu_a(maintenant)
        return patience if emetteur is self.partenaire.partie and not notres else max(patience, *notres, maintenant)

    def calme(self) -> datetime:
        """Until when a last file is looked for once everything is as it should be."""
        return self._maintenant() + 2 * self.boucle.moyens.horloge.pas

    def _maintenant(self) -> datetime:
        return self.boucle.moyens.horloge.maintenant()


DU_CLIENT = frozenset({Circonstance.COUPURE, Circonstance.FAIBLESSE})
"""Circumstances on the line of the client, which is in our network only if it was ours before the order."""

termes_sur_fibre: Mapping[Circonstance, EtatFibre] = {
    Circonstance.COUPURE: EtatFibre.COUPEE,
    Circonstance.FAIBLESSE: EtatFibre.FAIBLE,
    Circonstance.FIBRE_OCCUPEE: EtatFibre.OCCUPEE,
    Circonstance.FIBRE_COUPEE: EtatFibre.COUPEE,
    Circonstance.FIBRE_FAIBLE: EtatFibre.FAIBLE,
    Circonstance.FIBRE_MAL_REPEREE: EtatFibre.MAL_REPEREE,
    Circonstance.SANS_FIBRE: EtatFibre.OCCUPEE,
}
