"""The exchange: at each instant somebody acts, files go through the transport, the other side reads them back.

A party learns of what the other wrote from the file and from nothing else. Everything that happens is journaled as
it happens; the same world, seed and start give the same journal to the byte. When time passes by itself, or when an
operator is not simulated, what came first is journaled too (`EntreeEvenement`): the journal can be played again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from harness.actors.case import Geste, Vecu
from harness.campaign.fil import Fil
from harness.campaign.guichet import NON_LU, iso
from harness.campaign.station import Station
from harness.exchange.entries import (
    REMARQUE,
    Entree,
    EntreeAttestation,
    EntreeEvenement,
    EntreeFait,
    EntreeLot,
)
from harness.network.facts import Fait
from harness.network.ground import apres
from harness.transports.echange import Arrivee

Interroge = Callable[[Station, str, Fait], bool]
"""Whether a gesture, of a station about an order, has first to be asked to the people of a party under test."""

EVENEMENTS_MAX = 5_000
"""In one scenario. Parties that answer each other for ever are a fault of the harness, and must not hang it."""

ACTE, RELEVE, LIMITE, SANS_REPONSE = "acte", "releve", "limite", "sans réponse"


class TourneEnRond(RuntimeError):
    """The simulated parties never come to rest. The message says so in French."""


@dataclass
class Boucle(Fil):
    """The wire, and the time that passes: who acts next. `faits` is all that did not go over the wire."""

    faits: list[Fait] = field(default_factory=list)
    interroge: Interroge = lambda _station, _reference, _fait: False
    reste: int = EVENEMENTS_MAX

    @cached_property
    def sous_test(self) -> frozenset[str]:
        """The operators that the harness does not play."""
        return frozenset(code for code, station in self.stations.items() if station.decideur is None)

    def avance(self, limite: datetime) -> bool:
        """Let the next thing happen; False when nothing will by the limit. Raises TourneEnRond, Divergence."""
        passe = self.moyens.journal.a_rejouer if self._note else None
        avance = self._vit(limite) if passe is None else self._refait(passe)
        self.reste -= avance
        if self.reste < 0:
            raise TourneEnRond("le banc tourne en rond : trop d'événements dans ce scénario")
        return avance

    @property
    def repos(self) -> bool:
        """Whether the simulated parties have nothing left to do."""
        return not self.releves and all(s.echeance() is None for s in self.stations.values())

    @property
    def _note(self) -> bool:
        """Whether what comes first is not settled by what is already known."""
        return self.moyens.horloge.vive or bool(self.sous_test)

    def _prochain(self) -> tuple[datetime, str, str] | None:
        releves = [(instant, 0, code) for code, instant in self.releves.items()]
        actes = [(e, 1, s.code) for s in self.stations.values() if (e := s.echeance()) is not None]
        instant, genre, code = min((*releves, *actes), default=(None, 0, ""))
        return None if instant is None else (instant, ACTE if genre else RELEVE, code)

    def _vit(self, limite: datetime) -> bool:
        """Wait for whatever comes first: a file, an answer, an act that is due, the limit."""
        self.moyens.guichet.annonce_la_reprise()
        horloge, prochain = self.moyens.horloge, self._prochain()
        du = prochain is not None and prochain[0] <= limite
        vise = prochain[0] if prochain is not None and du else limite
        while self.sous_test or self.moyens.pupitre.questions:
            if self._ecoute():
                return True
            if horloge.maintenant() >= vise:
                break
            horloge.attend(min(vise, horloge.maintenant() + horloge.pas))
        if prochain is None or not du:
            self._evenement(LIMITE, "")
            return False
        horloge.attend(vise)
        self._evenement(*prochain[1:])
        self._fait(*prochain[1:])
        return True

    def _evenement(self, quoi: str, sujet: str) -> None:
        for texte in self.moyens.horloge.avis():
            self.moyens.journal.ecrit(EntreeFait(iso(self.maintenant()), None, REMARQUE, texte))
        if self._note:
            self.moyens.journal.ecrit(EntreeEvenement(iso(self.maintenant()), quoi, sujet))

    def _fait(self, quoi: str, sujet: str) -> None:
        if quoi == RELEVE:
            self.releve(self.stations[sujet])
        elif quoi == ACTE:
            self._agit(self.stations[sujet])
        elif quoi == SANS_REPONSE:
            self.moyens.pupitre.renonce(sujet)

    def _refait(self, passe: Entree) -> bool:
        """Do again what the journal says came next. Raises Divergence when it was nothing of ours to wait for."""
        journal, instant = self.moyens.journal, getattr(passe, "instant", "")
        if instant:
            self.moyens.horloge.cale(datetime.fromisoformat(instant))
        if isinstance(passe, EntreeEvenement):
            journal.ecrit(passe)
            self._fait(passe.quoi, passe.sujet)
            return passe.quoi != LIMITE
        if isinstance(passe, EntreeLot) and passe.de in self.sous_test:
            self.recoit(passe.a, Arrivee(passe.de, passe.nom_origine, journal.octets(passe), "", passe.jeton))
        elif isinstance(passe, EntreeFait) and passe.nature == NON_LU:
            donnees = passe.donnees
            self.recoit(donnees["a"], Arrivee(donnees["de"], donnees["nom"], b"", donnees["refus"], donnees["jeton"]))
        elif isinstance(passe, EntreeAttestation):
            self._atteste(passe)
        else:
            journal.ecrit(EntreeEvenement(iso(self.maintenant()), LIMITE))
        return True

    def _ecoute(self) -> bool:
        """Take one file of the partner's, or one answer; False when there is none."""
        simulees = [code for code in self.stations if code not in self.sous_test]
        if self.sous_test and (venue := self.moyens.guichet.arrivee(simulees, self.sous_test, self.en_ordre)):
            self.moyens.horloge.attend(self.maintenant())  # it may have come since the clock was last read
            self.recoit(*venue)
            return True
        pupitre = self.moyens.pupitre
        for question in list(pupitre.questions.values()):
            reponse = pupitre.cherche(question)
            if reponse is None and pupitre.attend:
                continue
            self.moyens.horloge.attend(self.maintenant())
            if reponse is None:
                self._evenement(SANS_REPONSE, question.id)
                pupitre.renonce(question.id)
            else:
                self._atteste(question.attestation(iso(self.maintenant()), reponse))
            return True
        return False

    def _atteste(self, attestation: EntreeAttestation) -> None:
        self.moyens.journal.ecrit(attestation)
        self.moyens.pupitre.repond(attestation)

    def survient(self, fait: Fait, de: str = "", autre: str = "") -> None:
        """A fact happens: the world changes, those who see it learn of it.

        `de` is the operator who does it, `autre` the one at the other end; both "" for a fact of nobody.
        """
        maintenant = self.maintenant()
        self.monde = apres(self.monde, fait)
        self.faits.append(fait)
        self.moyens.journal.ecrit(
            EntreeFait(iso(maintenant), fait.partie, fait.nature, fait.texte, fait.dossier, fait.donnees)
        )
        for station in self.stations.values():
            if fait.partie is None:
                self.reflechit(station)
            elif station.code in (de, autre) and station.partie in fait.connu_de:
                station.apprend(fait.dossier, autre if station.code == de else de, Vecu(maintenant, fait))
                self.reflechit(station)

    def livre(self) -> None:
        """Let what was sent so far be read, and whatever is due meanwhile happen."""
        limite = max(self.releves.values(), default=self.maintenant())
        while self.releves and self.avance(limite):
            pass

    def _agit(self, station: Station) -> None:
        """Carry out the first intention that is due, if it still is one now that the time has come."""
        reference = station.dues(self.maintenant())[0]
        prevu = station.intentions[reference]
        if station.reflechit(reference, self.monde, self.alea, self.moyens.motifs) != prevu:
            return
        autre = station.dossiers[reference].autre
        if isinstance(prevu, Geste):
            if autre in self.sous_test and self.interroge(station, reference, prevu.fait):
                return
            self.survient(prevu.fait, station.code, autre)
        else:
            self.envoie(station, autre, prevu.flux)
