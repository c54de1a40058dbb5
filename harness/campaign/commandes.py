"""The orders of a scenario: whose each is, by which keys it is known, which one the sentences are about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from harness.campaign.loop import Boucle
from harness.exchange.entries import EntreeDossier
from harness.exchange.messages import Message
from harness.exchange.rendez_vous import concerne
from harness.network.network import Reseau
from harness.protocol.terms import Flux, Modele, Situation


@dataclass(frozen=True, slots=True)
class Client:
    """Whose order it is: the OC, the dwelling, what is said of its socket, who builds."""

    oc: str
    logement: str
    situation: Situation
    modele: Modele


AUTRE_CLIENT, NOUVELLE_COMMANDE, OC1 = "l'autre client", "la nouvelle commande", "l'OC1"
"""Names of the orders of a scenario, besides "", the one of the client that the scenario is about."""


@dataclass
class Commandes:
    """The orders by name: `clients` whose they are, `references` their keys, `suivi` the one that is followed.

    `etranger`: the OC is under test, and names its orders itself.
    """

    scenario: str
    boucle: Boucle
    etranger: bool
    suivi: str = ""
    clients: dict[str, Client] = field(default_factory=dict)
    references: dict[str, list[str]] = field(default_factory=dict)
    _vus: int = 0

    @property
    def reference(self) -> str:
        """The order that is followed, "" as long as it is not known."""
        return next(iter(self.references.get(self.suivi, ())), "")

    def classe(self) -> None:
        """File what is not keyed by an order: appointments (§3.14), lines without a reference (§3.2)."""
        nouveaux = self.boucle.messages[self._vus :]
        self._vus += len(nouveaux)
        for message in nouveaux:
            if concerne(message):
                cles = {message.reference, message["IdRdv"].strip()} - {""}
                self.retient(self._nom_de(cles), *sorted(cles))
            elif not message.reference:
                self.retient(self.suivi, "")
            elif message.flux is Flux.CMD_ACCES:
                self._rattache(message)

    def _rattache(self, commande: Message) -> None:
        """An order of the OC under test is that of a client who waits for one: there, or whose model it is, or any."""
        if any(commande.reference in cles for cles in self.references.values()):
            return
        attendent = [n for n, cles in self.references.items() if not any(self._est_commande(c) for c in cles)]
        if not self.etranger or not attendent:
            return
        reseau = self.boucle.monde.reseau

        def ressemble(nom: str) -> tuple[bool, bool]:
            client = self.clients[nom]
            ici = reseau.logements[client.logement].adresse == commande["CodeAdresseImmeuble"]
            return ici, commande["TypeRacco"].strip().upper() == client.modele

        self.retient(max(attendent, key=ressemble), commande.reference)

    def _est_commande(self, cle: str) -> bool:
        return any(m.flux is Flux.CMD_ACCES and m.reference == cle for m in self.boucle.messages)

    def _nom_de(self, cles: Collection[str]) -> str:
        """The order that an appointment is for: where its keys are known from, else the one that is followed."""
        sources = {s.rdv[c] for s in self.boucle.stations.values() for c in cles if c in s.rdv}
        noms = (n for n, siennes in self.references.items() if not sources.union(cles).isdisjoint(siennes))
        return next(noms, self.suivi)

    def retient(self, nom: str, *cles: str) -> None:
        """Another key of an order of the scenario."""
        connues = self.references.setdefault(nom, [])
        for cle in cles:
            if cle not in connues:
                connues.append(cle)
                self.boucle.moyens.journal.ecrit(EntreeDossier(self.scenario, cle, nom))


def logement_pour(reseau: Reseau, situation: Situation, pris: Collection[str] = ()) -> str:
    """A dwelling with a PTO, or without one to build; one that is not in `pris` if possible.

    Raises LookupError when the network has none.
    """
    avec = situation is not Situation.A_CONSTRUIRE
    trouves = [lg.id for lg in reseau.logements.values() if bool(lg.prise) is avec]
    if not trouves:
        raise LookupError(f"le réseau {reseau.nom} n'a pas de logement {'avec' if avec else 'sans'} prise")
    return next((lg for lg in trouves if lg not in pris), trouves[0])
