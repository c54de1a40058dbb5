"""The exchange: at each instant somebody acts, files go through the transport, the other side reads them back.

A party learns of what the other wrote from the file and from nothing else. Everything that happens is journaled as
it happens; the same world, seed and start give the same journal to the byte. When time passes by itself, or when an
operator is not simulated, what came first is journaled too (`EntreeEvenement`): the journal can be played again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from harness.actors.case import Envoi, Geste, Vecu
from harness.actors.deviations import Depart, redit
from harness.campaign.arrivals import en_ordre
from harness.campaign.fautes import altere, avec, deforme, fautes
from harness.campaign.guichet import NON_LU, iso
from harness.campaign.moyens import Moyens
from harness.campaign.station import Station
from harness.exchange.codec import LotLu, ecrit, lit, temoins
from harness.exchange.entries import (
    REMARQUE,
    Entree,
    EntreeAttestation,
    EntreeEvenement,
    EntreeFait,
    EntreeFaute,
    EntreeLot,
    EntreeReception,
)
from harness.exchange.journal import nom_sur
from harness.exchange.lines import decoupe
from harness.exchange.messages import Lot, Message
from harness.network.facts import Fait
from harness.network.ground import Monde, apres
from harness.network.names import Alea
from harness.profil.nommage import nomme
from harness.protocol.terms import EMETTEURS, Flux, Partie
from harness.transports.echange import Arrivee

Lignes = dict[str, Mapping[str, str]]
"""Lines of one lot, by order."""

Interroge = Callable[[Station, str, Fait], bool]
"""Whether a gesture, of a station about an order, has first to be asked to the people of a party under test."""

EVENEMENTS_MAX = 5_000
"""In one scenario. Parties that answer each other for ever are a fault of the harness, and must not hang it."""

ACTE, RELEVE, LIMITE, SANS_REPONSE = "acte", "releve", "limite", "sans réponse"


class TourneEnRond(RuntimeError):
    """The simulated parties never come to rest. The message says so in French."""


@dataclass
class Boucle:
    """Stations in a world, by operator code. `messages` is all that went over the wire, `faits` all that did not.

    `champs` are cells that an order of ours must hold, by reference: what the partner prepared for it.
    """

    moyens: Moyens
    monde: Monde
    alea: Alea
    stations: Mapping[str, Station]
    messages: list[Message] = field(default_factory=list)
    faits: list[Fait] = field(default_factory=list)
    champs: dict[str, Mapping[str, str]] = field(default_factory=dict)
    interroge: Interroge = lambda _station, _reference, _fait: False
    reste: int = EVENEMENTS_MAX
    _releves: dict[str, datetime] = field(default_factory=dict)
    _ordres: dict[str, int] = field(default_factory=dict)

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
        return not self._releves and all(s.echeance() is None for s in self.stations.values())

    @property
    def _note(self) -> bool:
        """Whether what comes first is not settled by what is already known."""
        return self.moyens.horloge.vive or bool(self.sous_test)

    def _prochain(self) -> tuple[datetime, str, str] | None:
        releves = [(instant, 0, code) for code, instant in self._releves.items()]
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
            self.moyens.journal.ecrit(EntreeFait(iso(self._maintenant()), None, REMARQUE, texte))
        if self._note:
            self.moyens.journal.ecrit(EntreeEvenement(iso(self._maintenant()), quoi, sujet))

    def _fait(self, quoi: str, sujet: str) -> None:
        if quoi == RELEVE:
            self._releve(self.stations[sujet])
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
            self._recoit(passe.a, Arrivee(passe.de, passe.nom_origine, journal.octets(passe), "", passe.jeton))
        elif isinstance(passe, EntreeFait) and passe.nature == NON_LU:
            donnees = passe.donnees
            self._recoit(donnees["a"], Arrivee(donnees["de"], donnees["nom"], b"", donnees["refus"], donnees["jeton"]))
        elif isinstance(passe, EntreeAttestation):
            self._atteste(passe)
        else:
            journal.ecrit(EntreeEvenement(iso(self._maintenant()), LIMITE))
        return True

    def _ecoute(self) -> bool:
        """Take one file of the partner's, or one answer; False when there is none."""
        simulees = [code for code in self.stations if code not in self.sous_test]
        if self.sous_test and (venue := self.moyens.guichet.arrivee(simulees, self.sous_test, self._en_ordre)):
            self._recoit(*venue)
            return True
        pupitre = self.moyens.pupitre
        for question in list(pupitre.questions.values()):
            reponse = pupitre.cherche(question)
            if reponse is None and pupitre.attend:
                continue
            self.moyens.horloge.attend(self._maintenant())
            if reponse is None:
                self._evenement(SANS_REPONSE, question.id)
                pupitre.renonce(question.id)
            else:
                self._atteste(question.attestation(iso(self._maintenant()), reponse))
            return True
        return False

    def _en_ordre(self, arrivees: Sequence[Arrivee]) -> Iterable[Arrivee]:
        parties = {code: station.partie for code, station in self.stations.items()}
        return en_ordre(arrivees, parties, self.messages, self.moyens.protocole)

    def _atteste(self, attestation: EntreeAttestation) -> None:
        self.moyens.journal.ecrit(attestation)
        self.moyens.pupitre.repond(attestation)

    def _recoit(self, code: str, arrivee: Arrivee) -> None:
        """A file of an operator under test: journaled first, then taken, then read."""
        moyens, station, emetteur = self.moyens, self.stations[code], self.stations[arrivee.de].partie
        rejoue = moyens.journal.a_rejouer is not None
        if arrivee.refus:
            donnees = {"de": arrivee.de, "a": code, "nom": nom_sur(0, arrivee.nom)[5:]}
            donnees |= {"refus": arrivee.refus, "jeton": arrivee.jeton}
            texte = f"{donnees['nom']} : {arrivee.refus}"
            moyens.journal.ecrit(EntreeFait(iso(self._maintenant()), emetteur, NON_LU, texte, "", donnees))
        else:
            lot = moyens.journal.ecrit_lot(
                arrivee.octets, arrivee.nom, emetteur, arrivee.de, code, iso(self._maintenant()), arrivee.jeton
            )
        if not rejoue:
            moyens.guichet.acquitte(arrivee)
        if arrivee.refus:
            return
        moyens.journal.ecrit(EntreeReception(lot.ordre, lot.instant))
        lu = lit(arrivee.octets, lot.fichier, moyens.protocole, emetteur, lot.ordre, lot.instant)
        self.messages += temoins(lu, emetteur, lot.ordre, lot.fichier, lot.instant)
        self._entend(station, arrivee, lu)

    def survient(self, fait: Fait, de: str = "", autre: str = "") -> None:
        """A fact happens: the world changes, those who see it learn of it.

        `de` is the operator who does it, `autre` the one at the other end; both "" for a fact of nobody.
        """
        maintenant = self._maintenant()
        self.monde = apres(self.monde, fait)
        self.faits.append(fait)
        self.moyens.journal.ecrit(
            EntreeFait(iso(maintenant), fait.partie, fait.nature, fait.texte, fait.dossier, fait.donnees)
        )
        for station in self.stations.values():
            if fait.partie is None:
                self._reflechit(station)
            elif station.code in (de, autre) and station.partie in fait.connu_de:
                station.apprend(fait.dossier, autre if station.code == de else de, Vecu(maintenant, fait))
                self._reflechit(station)

    def livre(self) -> None:
        """Let what was sent so far be read, and whatever is due meanwhile happen."""
        limite = max(self._releves.values(), default=self._maintenant())
        while self._releves and self.avance(limite):
            pass

    def _maintenant(self) -> datetime:
        return self.moyens.horloge.maintenant()

    def _reflechit(self, station: Station) -> None:
        """Every order again: what is learned of one may matter to another, an appointment, an overwritten line."""
        for reference in station.dossiers:
            station.reflechit(reference, self.monde, self.alea, self.moyens.motifs)

    def _agit(self, station: Station) -> None:
        """Carry out the first intention that is due, if it still is one now that the time has come."""
        reference = station.dues(self._maintenant())[0]
        prevu = station.intentions[reference]
        if station.reflechit(reference, self.monde, self.alea, self.moyens.motifs) != prevu:
            return
        autre = station.dossiers[reference].autre
        if isinstance(prevu, Geste):
            if autre in self.sous_test and self.interroge(station, reference, prevu.fait):
                return
            self.survient(prevu.fait, station.code, autre)
        else:
            self._envoie(station, autre, prevu.flux)

    def _envoie(self, station: Station, autre: str, flux: Flux) -> None:
        """One lot: all the lines of a flux that are due to one operator (§2.3); what a deviation holds back follows."""
        lignes = self._lignes(station, autre, flux)
        station.partis[flux] += 1
        depart = station.depart(flux)
        retenus, station.retenus = station.retenus, []
        if depart is Depart.APRES_LE_SUIVANT:
            station.retenus.append((autre, flux, lignes))
        elif depart is not Depart.OMIS:
            self._ecrit_lot(station, autre, flux, lignes)
        if depart is Depart.DEUX_FOIS:
            self._ecrit_lot(station, autre, flux, lignes)
        elif depart is Depart.REDIT:
            self._ecrit_lot(station, autre, flux, {r: redit(cellules) for r, cellules in lignes.items()})
        for retenu in retenus:
            self._ecrit_lot(station, *retenu)
        self._ajoute(station, autre, flux, lignes.values())
        self._reflechit(station)

    def _ecrit_lot(self, station: Station, autre: str, flux: Flux, lignes: Lignes) -> None:
        moyens = self.moyens
        fautives = [
            deforme(moyens.journal, station, reference, flux, cellules) for reference, cellules in lignes.items()
        ]
        octets = ecrit(Lot(flux, station.partie, tuple(fautives)), moyens.protocole[flux])
        self._part(station, autre, flux, moyens.transcrit(altere(moyens.journal, station, flux, octets)))

    def _part(self, station: Station, autre: str, flux: Flux, octets: bytes) -> None:
        """A file leaves, under a name of ours: the journal has it first."""
        moyens, maintenant = self.moyens, self._maintenant()
        oi, oc = (station.code, autre) if station.partie is Partie.OI else (autre, station.code)
        dit = next((e.annonce for e in station.ecarts_du_lot(flux) if e.annonce), flux)
        nom = nomme(moyens.motif_de_nom, oi, oc, dit, maintenant, moyens.journal.prochain)
        lot = moyens.journal.ecrit_lot(octets, nom, station.partie, station.code, autre, iso(maintenant))
        self._ordres[nom] = lot.ordre
        moyens.guichet.depose(lot, octets)
        if self.stations[autre].decideur is not None:
            contrat = self.monde.contrat
            self._releves.setdefault(autre, contrat.calendrier.apres(maintenant, contrat.delais.releve))
        lu = lit(octets, lot.fichier, moyens.protocole, station.partie, lot.ordre, lot.instant)
        self.messages += temoins(lu, station.partie, lot.ordre, lot.fichier, lot.instant)

    def _lignes(self, station: Station, autre: str, flux: Flux) -> Lignes:
        """The lines due, by order, each decided in the light of those before it: no fibre is given twice in one lot.

        Whoever writes believes that it said them as it meant to, but for a fault that a scenario asks for.
        """
        maintenant, ordre = self._maintenant(), self.moyens.journal.prochain
        fichier = nom_sur(ordre, "")
        lignes: Lignes = {}
        for reference in station.dues(maintenant):
            acte = station.reflechit(reference, self.monde, self.alea, self.moyens.motifs)
            if not isinstance(acte, Envoi) or acte.flux is not flux or acte.instant > maintenant:
                continue
            if station.dossiers[reference].autre != autre:
                continue
            lignes[reference] = {**acte.cellules, **self._prepares(reference, flux)}
            voulus = [e for e in fautes(station, reference, flux) if not e.nom]
            dites = avec(voulus, lignes[reference])
            message = Message(flux, dites, station.partie, ordre, len(lignes) + 1, fichier, iso(maintenant))
            station.apprend(reference, autre, Vecu(maintenant, message))
        return lignes

    def _prepares(self, reference: str, flux: Flux) -> Mapping[str, str]:
        """The cells that the partner prepared for an order of ours, as far as the flux has them."""
        if flux not in (Flux.CMD_ACCES, Flux.DEMANDE_RDV):
            return {}
        connus = self.moyens.protocole[flux].par_nom
        return {nom: v for nom, v in self.champs.get(reference, {}).items() if nom in connus}

    def _releve(self, station: Station) -> None:
        """Read what came for an operator, from the files, as they were sent."""
        del self._releves[station.code]
        arrivees = self.moyens.guichet.transport.releve(station.code)
        for arrivee in sorted(arrivees, key=lambda a: self._ordres.get(a.nom, 0)):
            self.moyens.guichet.acquitte(arrivee)
            self._lit(station, arrivee)

    def _lit(self, station: Station, arrivee: Arrivee) -> None:
        maintenant, emetteur = self._maintenant(), self.stations[arrivee.de].partie
        if arrivee.refus:
            self.moyens.journal.ecrit(EntreeFait(iso(maintenant), emetteur, NON_LU, f"{arrivee.nom} : {arrivee.refus}"))
            return
        ordre = self._ordres.get(arrivee.nom, 0)
        if ordre:
            self.moyens.journal.ecrit(EntreeReception(ordre, iso(maintenant)))
        lu = lit(arrivee.octets, arrivee.nom, self.moyens.protocole, emetteur, ordre, iso(maintenant))
        self._entend(station, arrivee, lu)

    def _renvoie(self, station: Station, arrivee: Arrivee, lu: LotLu) -> None:
        """What deviations do with a file just read: send back what is not theirs to send, add a line of their own."""
        if lu.flux is None or station.partie in EMETTEURS[lu.flux] or not station.ecarts:
            return
        station.partis[lu.flux] += 1
        if station.depart(lu.flux) is Depart.RENVOYE:
            self._part(station, arrivee.de, lu.flux, arrivee.octets)
        self._ajoute(station, arrivee.de, lu.flux, [m.cellules for m in lu.messages] or _au_mieux(arrivee.octets, lu))

    def _ajoute(self, station: Station, autre: str, flux: Flux, lignes: Iterable[Mapping[str, str]]) -> None:
        """The lines that deviations add to those of a lot, in lots of their own."""
        for ecart in station.ecarts_du_lot(flux):
            for autre_flux, cellules in map(ecart.ajoute, lignes) if ecart.ajoute else ():
                self.moyens.journal.ecrit(EntreeFaute(station.partie, autre_flux, ecart.champ, "", ecart.phrase))
                fmt = self.moyens.protocole[autre_flux]
                self._part(station, autre, autre_flux, ecrit(Lot(autre_flux, station.partie, (cellules,)), fmt))

    def _entend(self, station: Station, arrivee: Arrivee, lu: LotLu) -> None:
        """A simulated operator learns what a file says, and thinks again."""
        emetteur = self.stations[arrivee.de].partie
        oi = station.partie is Partie.OI and lu.flux is Flux.CMD_ACCES
        defauts = self.moyens.controle_forme(arrivee.octets, arrivee.nom, emetteur) if oi else {}
        for message in lu.messages:
            if message.reference:
                vecu = Vecu(self._maintenant(), message, defauts.get(message.ligne, ()))
                station.apprend(station.sujet(message), arrivee.de, vecu)
        self._reflechit(station)
        self._renvoie(station, arrivee, lu)


def _au_mieux(octets: bytes, lu: LotLu) -> list[Mapping[str, str]]:
    """The lines of a file that nobody should read, as a careless reader takes them."""
    entete, *lignes = (decoupe(ligne) or () for ligne in octets.decode("utf-8", "replace").splitlines() or [""])
    return [dict(zip(entete, ligne, strict=False)) for ligne in lignes if lu.illisible]
