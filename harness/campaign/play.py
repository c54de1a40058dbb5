"""One scenario, sentence by sentence: what its steps call, whoever is simulated.

A sentence about the wire is an expectation first: it is journaled, then the exchange goes on until the message comes,
because a simulated party sends it of its own accord or because the party under test did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from harness.actors.deviations import ChampVide
from harness.campaign.loop import Boucle
from harness.exchange.attentes import confronte, confronte_etat, references
from harness.exchange.entries import Entree, EntreeAttente, EntreeDossier, EntreeEtat
from harness.exchange.messages import Message
from harness.network.circumstances import Circonstance
from harness.network.circumstances import fait as fait_de
from harness.network.facts import Fait, Nature
from harness.network.network import Reseau
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import Flux, Modele, Partie, Situation

PATIENCE = timedelta(days=60)
"""How long an expected message is waited for."""


class AttenteNonTenue(AssertionError):
    """What a sentence describes did not happen. The message says what, in French."""


@dataclass(frozen=True, slots=True)
class Fiche:
    """A scenario as the catalogue lists it: `section` is without §."""

    id: str
    section: str
    titre: str
    mots: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Attendu:
    """What a sentence says of a message: who, which flux, which outcome (AUCUNE when not told)."""

    partie: Partie
    flux: Flux
    issue: Issue = Issue.AUCUNE


class Deroule:
    """A scenario under way. Every method raises AttenteNonTenue when its sentence does not come true."""

    def __init__(self, fiche: Fiche, boucle: Boucle, oc: str, *, patience: timedelta = PATIENCE) -> None:
        self.fiche = fiche
        self.boucle = boucle
        self._oc = oc
        self._patience = patience
        self._logement = ""
        self._references: dict[str, str] = {}
        self._attentes: dict[str, list[EntreeAttente]] = {}
        self._faits_vus: set[int] = set()

    def souscrit(self, situation: Situation, modele: Modele, nom: str = "") -> None:
        """A client of the OC subscribes, in a dwelling of that situation: the OC will order of its own accord."""
        reseau = self.boucle.monde.reseau
        self._logement = logement_pour(reseau, situation)
        reference = self.boucle.alea.commande(self._oc, len(self._references) + 1)
        self._references[nom] = reference
        self._journal(EntreeDossier(self.fiche.id, reference, nom))
        donnees = {"logement": self._logement, "situation": situation, "modele": modele, "financement": "COFI"}
        texte = f"un client souscrit auprès de l'OC (modèle {modele})"
        self.boucle.survient(Fait(Nature.SOUSCRIPTION, Partie.OC, texte, reference, donnees), self._oc, reseau.oi)

    def survient(self, circonstance: Circonstance) -> None:
        """Something is so, or becomes so, in the world or in the contract."""
        self.boucle.survient(fait_de(circonstance, self.boucle.monde, self._logement, self._oc))

    def deforme(self, ecart: ChampVide) -> None:
        """A simulated party will make a fault, until the end of the scenario."""
        for station in self.boucle.stations.values():
            if station.partie is ecart.partie and station.decideur is not None:
                station.ecarts.append(ecart)

    def envoie(self, phrase: str, attendu: Attendu, champs: Mapping[str, str], nom: str = "") -> None:
        """Go on until a party sends what is described. Raises ValueError on cells that no flux can have."""
        connus = self.boucle.moyens.protocole[attendu.flux].par_nom
        for champ in champs:
            if champ not in connus and champ != "RouteOptique":
                raise ValueError(f"{attendu.flux} n'a pas de champ {champ}")
        references(champs)
        attente = EntreeAttente(
            self.fiche.id, phrase, attendu.partie, attendu.flux, attendu.issue, champs, self._iso(), nom
        )
        self._journal(attente)
        attentes = self._attentes.setdefault(nom, [])
        attentes.append(attente)
        limite = self._limite()
        tenue = confronte(attentes, self.messages(nom))[-1]
        while tenue.temoin is None and self.boucle.avance(limite):
            tenue = confronte(attentes, self.messages(nom))[-1]
        if not tenue.tenue:
            raise AttenteNonTenue(f"« {phrase} » : {tenue.raison}")

    def agit(self, phrase: str, partie: Partie, natures: Sequence[Nature]) -> None:
        """Go on until a simulated party has done these things off the wire; of a party under test, nothing is seen."""
        if not any(s.partie is partie and s.decideur for s in self.boucle.stations.values()):
            return
        limite = self._limite()
        for nature in natures:
            while (rang := self._fait(partie, nature)) is None:
                if not self.boucle.avance(limite):
                    raise AttenteNonTenue(f"« {phrase} » : cela n'a pas eu lieu")
            self._faits_vus.add(rang)

    def finit(self, phrase: str, etat: str, nom: str = "") -> None:
        """The order stands where it should; if it is over, nothing more may come of it."""
        self._journal(EntreeEtat(self.fiche.id, phrase, etat, self._iso(), nom))
        if etat != "en cours":
            limite = self._limite()
            while self.boucle.avance(limite):
                pass
        if raison := confronte_etat(etat, self.messages(nom)):
            raise AttenteNonTenue(f"« {phrase} » : {raison}")

    def messages(self, nom: str = "") -> tuple[Message, ...]:
        """What was exchanged about one order of the scenario."""
        reference = self._references.get(nom)
        return tuple(m for m in self.boucle.messages if m.reference == reference)

    def _fait(self, partie: Partie, nature: Nature) -> int | None:
        faits = enumerate(self.boucle.faits)
        return next(
            (i for i, f in faits if i not in self._faits_vus and (f.partie, f.nature) == (partie, nature)), None
        )

    def _journal(self, entree: Entree) -> None:
        self.boucle.moyens.journal.ecrit(entree)

    def _limite(self) -> datetime:
        return self.boucle.moyens.horloge.maintenant() + self._patience

    def _iso(self) -> str:
        return self.boucle.moyens.horloge.maintenant().isoformat(timespec="seconds")


def logement_pour(reseau: Reseau, situation: Situation) -> str:
    """A dwelling of the network with a PTO, or without one to build. Raises LookupError when it has none."""
    avec = situation is not Situation.A_CONSTRUIRE
    trouves = [lg.id for lg in reseau.logements.values() if bool(lg.prise) is avec]
    if not trouves:
        raise LookupError(f"le réseau {reseau.nom} n'a pas de logement {'avec' if avec else 'sans'} prise")
    return trouves[0]
