"""One scenario, sentence by sentence: what its steps call, whoever is simulated.

A sentence about the wire is an expectation first: it is journaled, then the exchange goes on until the message comes,
because a simulated party sends it of its own accord or because the party under test did.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from harness.actors.deviations import Ecart, champ_vide, reference_reprise
from harness.actors.routes import blocs
from harness.campaign.commandes import NOUVELLE_COMMANDE, OC1, Client, Commandes, logement_pour
from harness.campaign.etranger import Etranger
from harness.campaign.gens import AttenteNonTenue
from harness.campaign.loop import Boucle
from harness.campaign.partenaire import Partenaire
from harness.exchange.attentes import ROUTE, Tenue, confronte, confronte_etat, references
from harness.exchange.entries import Entree, EntreeAttente, EntreeEtat, EntreeFaute
from harness.exchange.messages import Message
from harness.network.circumstances import Circonstance
from harness.network.circumstances import fait as fait_de
from harness.network.facts import Fait, Nature
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import EMETTEURS, Flux, Modele, Partie, Situation

PATIENCE = timedelta(days=60)
"""How long an expected message is waited for."""


@dataclass(frozen=True, slots=True)
class Fiche:
    """A scenario as the catalogue lists it: `section` is without §, `circonstances` is what it says of its world."""

    id: str
    section: str
    titre: str
    mots: frozenset[str] = frozenset()
    circonstances: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Attendu:
    """What a sentence says of a message: who, which flux, which outcome (AUCUNE when not told)."""

    partie: Partie
    flux: Flux
    issue: Issue = Issue.AUCUNE


class Deroule:
    """A scenario under way. Every method raises AttenteNonTenue when its sentence does not come true.

    A sentence is about the order that the scenario follows: the last client's, unless it says otherwise (`suit`).
    """

    def __init__(
        self,
        fiche: Fiche,
        boucle: Boucle,
        oc: str,
        *,
        patience: timedelta = PATIENCE,
        partenaire: Partenaire | None = None,
    ) -> None:
        self.fiche = fiche
        self.boucle = boucle
        self._oc = oc
        self._patience = patience
        self._commandes = Commandes(fiche.id, boucle, etranger=partenaire is not None)
        self._attentes: list[EntreeAttente] = []
        self._faits_vus: set[int] = set()
        self._etranger: Etranger | None = None
        if partenaire is not None:
            self._etranger = Etranger(partenaire, boucle, fiche.id, fiche.circonstances, self._avance)

    def souscrit(self, situation: Situation, modele: Modele, nom: str = "") -> None:
        """A client of the OC subscribes, in a dwelling of that situation: the OC will order of its own accord."""
        prepare = None if self._etranger is None else self._etranger.prepare(situation, modele)
        pris = {c.logement for c in self._commandes.clients.values()}
        logement = prepare.logement if prepare else ""
        logement = logement or logement_pour(self.boucle.monde.reseau, situation, pris)
        self._abonne(Client(self._oc, logement, situation, modele), nom, prepare.champs if prepare else {})

    def repasse(self) -> None:
        """The client that is followed asks its OC for another order, which is then the one that is followed."""
        self.livre()
        client = self._commandes.clients[self._commandes.suivi]
        rang = sum(n.startswith(NOUVELLE_COMMANDE) for n in self._commandes.clients)
        self._commandes.suivi = NOUVELLE_COMMANDE + (f" {rang + 1}" if rang else "")
        self._abonne(client, self._commandes.suivi)

    def _abonne(self, client: Client, nom: str, champs: Mapping[str, str] | None = None) -> None:
        self._commandes.clients[nom] = client
        if self._etranger is not None and client.oc in self.boucle.sous_test:
            self._commandes.references.setdefault(nom, [])
            rang = len(self._commandes.clients)
            self._etranger.fera_commander(client.logement, client.situation, client.modele, rang)
            return
        reference = self.boucle.alea.commande(client.oc, len(self._commandes.clients))
        self._commandes.retient(nom, reference)
        self.boucle.champs[reference] = champs or {}
        donnees = {"logement": client.logement, "situation": client.situation, "modele": client.modele}
        texte = f"un client souscrit auprès de l'OC (modèle {client.modele})"
        fait = Fait(Nature.SOUSCRIPTION, Partie.OC, texte, reference, donnees)
        self.boucle.survient(fait, client.oc, self.boucle.monde.reseau.oi)

    def suit(self, nom: str) -> None:
        """The sentences that follow are about another order of the scenario. Raises LookupError when it has none."""
        if nom not in self._commandes.references:
            raise LookupError(f"le scénario n'a pas de commande « {nom} »")
        self._commandes.suivi = nom

    def survient(self, circonstance: Circonstance) -> None:
        """Something is so, or becomes so, in the world or in the contract, once what was sent has been read."""
        self.livre()
        client = self._commandes.clients.get(self._commandes.suivi)
        logement, oc = ("", self._oc) if client is None else (client.logement, client.oc)
        modele = None if client is None else client.modele
        if self._etranger and self._etranger.survient(circonstance, modele, logement, self._commandes.reference):
            return
        try:
            fait = fait_de(circonstance, self.boucle.monde, logement, oc)
        except LookupError:
            if self._etranger is None or not self._etranger.frappe_la_route(circonstance, self._commandes.reference):
                raise
            return
        oi = self.boucle.monde.reseau.oi
        if fait.nature is Nature.ACCES and client is not None:
            self._herite(replace(client, oc=fait["oc"]), fait)
        elif fait.partie is None:
            self.boucle.survient(fait)
        else:
            fait = replace(fait, dossier=self._commandes.reference)
            self.boucle.survient(fait, *((oi, oc) if fait.partie is Partie.OI else (oc, oi)))

    def _herite(self, client: Client, fait: Fait) -> None:
        """A line in service for long: its order is older than the scenario, only its references are still in use."""
        oi, alea = self.boucle.monde.reseau.oi, self.boucle.alea
        commande = alea.commande(client.oc, 0)
        self._commandes.clients[OC1] = client
        self._commandes.retient(OC1, commande)
        donnees = {**fait.donnees, "prestation": alea.prestation(oi, commande)}
        self.boucle.survient(replace(fait, dossier=commande, donnees=donnees), oi, client.oc)

    def livre(self) -> None:
        """Let what was sent be read by whom it was sent to."""
        self.boucle.livre()
        self._commandes.classe()

    def oublie(self, flux: Flux, champ: str) -> None:
        """A simulated party will leave a column empty in the order that is followed, in any when there is none yet."""
        for partie in sorted(EMETTEURS[flux]):
            self.deforme(champ_vide(partie, flux, champ, self._commandes.reference))

    def reprend_la_reference(self) -> None:
        """The OC will give the order that is followed the reference of its first one, which is under way."""
        premiere, reprise = next(iter(self._commandes.references[""]), ""), self._commandes.reference
        self.deforme(reference_reprise(premiere, reprise))
        self._commandes.retient(self._commandes.suivi, premiere)

    def deforme(self, ecart: Ecart) -> None:
        """A party will make a fault: a simulated one by itself, until the end of the scenario."""
        if self._etranger is not None and ecart.partie is self._etranger.partenaire.partie:
            self._etranger.faute(ecart.phrase)
            self._journal(EntreeFaute(ecart.partie, ecart.flux, ecart.champ, "", ecart.phrase))
        for station in self.boucle.stations.values():
            if station.partie is ecart.partie and station.decideur is not None:
                station.ecarts.append(ecart)

    def envoie(self, phrase: str, attendu: Attendu, champs: Mapping[str, str], nom: str | None = None) -> None:
        """Go on until a party sends what is described. Raises ValueError on cells that no flux can have."""
        connus = self.boucle.moyens.protocole[attendu.flux].par_nom
        for champ in champs:
            if champ not in connus and champ != ROUTE:
                raise ValueError(f"{attendu.flux} n'a pas de champ {champ}")
        references(champs)
        tenue = self._attend(self._attente(phrase, attendu, self._traduit(champs), nom))
        vus = len(self.boucle.messages)
        while tenue.temoin is None and self._avance(self._limite(attendu)):
            if len(self.boucle.messages) > vus:
                vus, tenue = len(self.boucle.messages), self._confronte()
        if not tenue.tenue:
            raise AttenteNonTenue(f"« {phrase} » : {tenue.raison}")

    def n_envoie_pas(self, phrase: str, attendu: Attendu, nom: str | None = None) -> None:
        """Go on until nobody has anything left to do: what is described must not come."""
        self._attend(replace(self._attente(phrase, attendu, {}, nom), aucun=True))
        self._jusqu_au_bout()
        if not (tenue := self._confronte()).tenue:
            raise AttenteNonTenue(f"« {phrase} » : {tenue.raison}")

    def agit(self, phrase: str, partie: Partie, natures: Sequence[Nature]) -> None:
        """Go on until a party has done these things off the wire, as far as they are seen."""
        self._fait_commander()
        if self._etranger is not None and self._etranger.agit(partie, natures, self._commandes.reference, self._oc):
            return
        if self._etranger is None and not any(s.partie is partie and s.decideur for s in self.boucle.stations.values()):
            return
        for nature in natures:
            while (rang := self._fait(partie, nature)) is None:
                if self._etranger is not None:
                    self._etranger.gens.verifie()
                if not self._avance(self._limite()):
                    raise AttenteNonTenue(f"« {phrase} » : cela n'a pas eu lieu")
            self._faits_vus.add(rang)

    def finit(self, phrase: str, etat: str, nom: str | None = None) -> None:
        """The order, or its appointment, stands where it should; if it is over, nothing more may come of it."""
        self._fait_commander()
        suivi = self._commandes.suivi if nom is None else nom
        self._journal(EntreeEtat(self.fiche.id, phrase, etat, self._iso(), suivi))
        if etat != "en cours":
            self._jusqu_au_bout(lambda: not confronte_etat(etat, self.messages(suivi)))
        if raison := confronte_etat(etat, self.messages(suivi)):
            raise AttenteNonTenue(f"« {phrase} » : {raison}")

    def messages(self, nom: str = "") -> tuple[Message, ...]:
        """What was exchanged about one order of the scenario, its appointments included."""
        cles = self._commandes.references.get(nom, ())
        return tuple(m for m in self.boucle.messages if m.reference in cles)

    def _attente(self, phrase: str, attendu: Attendu, champs: Mapping[str, str], nom: str | None) -> EntreeAttente:
        suivi = self._commandes.suivi if nom is None else nom
        partie, flux, issue = attendu.partie, attendu.flux, attendu.issue
        return EntreeAttente(self.fiche.id, phrase, partie, flux, issue, champs, self._iso(), suivi)

    def _fait_commander(self) -> None:
        if self._etranger is not None:
            self._etranger.fait_commander()

    def _attend(self, attente: EntreeAttente) -> Tenue:
        self._fait_commander()
        self._journal(attente)
        self._attentes.append(attente)
        return self._confronte()

    def _confronte(self) -> Tenue:
        """What has become of the last expectation so far."""
        return confronte(self._attentes, self.boucle.messages, self._commandes.references)[-1]

    def _traduit(self, champs: Mapping[str, str]) -> dict[str, str]:
        """Expected cells, what they say of this world put in its own words: codes of operators, the position file."""
        oc1 = self._commandes.clients.get(OC1)
        codes = {"code de l'OC": self._oc, "code de l'OC1": oc1.oc if oc1 else ""}
        cellules = {champ: codes.get(texte, texte) for champ, texte in champs.items()}
        if cellules.get(ROUTE) != "celle du fichier position":
            return cellules
        reseau, client = self.boucle.monde.reseau, self._commandes.clients[self._commandes.suivi]
        fibre = reseau.fibre(reseau.positions[client.logement])
        return (cellules | blocs(reseau, (fibre,), client.oc) if fibre else cellules) | {ROUTE: "réelle"}

    def _avance(self, limite: datetime) -> bool:
        avance = self.boucle.avance(limite)
        self._commandes.classe()
        if self._etranger is not None:
            self._etranger.suit()
            self._commandes.classe()
        return avance

    def _jusqu_au_bout(self, comme_prevu: Callable[[], bool] = lambda: False) -> None:
        """Go on until nothing more comes. A partner is given its time, unless all is `comme_prevu` and at rest."""
        fini = False
        while not fini:
            calme = self._etranger is not None and self.boucle.repos and comme_prevu()
            fini = not self._avance(self._etranger.calme() if self._etranger and calme else self._limite())

    def _fait(self, partie: Partie, nature: Nature) -> int | None:
        faits = enumerate(self.boucle.faits)
        return next(
            (i for i, f in faits if i not in self._faits_vus and (f.partie, f.nature) == (partie, nature)), None
        )

    def _journal(self, entree: Entree) -> None:
        self.boucle.moyens.journal.ecrit(entree)

    def _limite(self, attendu: Attendu | None = None) -> datetime:
        """Until when something is waited for, from now."""
        if self._etranger is not None:
            limite = self._etranger.limite(None if attendu is None else attendu.partie)
            if attendu is not None:
                sujet = f" ({self._commandes.reference})" if self._commandes.reference else ""
                qui = f"{self.fiche.id} : {attendu.flux} attendu de l'{attendu.partie}{sujet}"
                self.boucle.moyens.pupitre.montre(f"{qui} avant le {limite:%d/%m/%Y %H:%M}")
            return limite
        return self.boucle.moyens.horloge.maintenant() + self._patience

    def _iso(self) -> str:
        return self.boucle.moyens.horloge.maintenant().isoformat(timespec="seconds")
