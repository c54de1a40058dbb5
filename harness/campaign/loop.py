"""The exchange: at each instant somebody acts, files go through the transport, the other side reads them back.

A party learns of what the other wrote from the file and from nothing else. Everything that happens is journaled as
it happens; the same world, seed and start give the same journal to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from harness.actors.case import Defaut, Envoi, Geste, Vecu
from harness.actors.deviations import ColonneOmise
from harness.campaign.clock import Horloge
from harness.campaign.station import Station
from harness.exchange.codec import ecrit, lit, temoins
from harness.exchange.entries import EntreeFait, EntreeFaute, EntreeReception
from harness.exchange.journal import Journal, nom_sur
from harness.exchange.messages import Lot, Message
from harness.network.facts import Fait
from harness.network.ground import Monde, apres
from harness.network.names import Alea
from harness.profil.nommage import MOTIF_PAR_DEFAUT, nomme
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Partie, cle
from harness.transports.echange import Arrivee, Transport

ControleForme = Callable[[bytes, str, Partie], Mapping[int, tuple[Defaut, ...]]]
"""The rules of form, as the OI applies them before its AR (§3.2): bytes, name, sender -> breaches by line."""


EVENEMENTS_MAX = 5_000
"""In one scenario. Parties that answer each other for ever are a fault of the harness, and must not hang it."""


class TourneEnRond(RuntimeError):
    """The simulated parties never come to rest. The message says so in French."""


@dataclass(frozen=True)
class Moyens:
    """What every scenario of a campaign shares."""

    protocole: Protocole
    journal: Journal
    transport: Transport
    horloge: Horloge
    controle_forme: ControleForme
    motif_de_nom: str = MOTIF_PAR_DEFAUT

    @cached_property
    def motifs(self) -> dict[str, str]:
        """The codification: code -> label."""
        return {m.code: m.libelle for m in reversed(self.protocole.motifs) if m.code}


@dataclass
class Boucle:
    """Stations in a world, by operator code. `messages` is all that went over the wire, `faits` all that did not."""

    moyens: Moyens
    monde: Monde
    alea: Alea
    stations: Mapping[str, Station]
    messages: list[Message] = field(default_factory=list)
    faits: list[Fait] = field(default_factory=list)
    reste: int = EVENEMENTS_MAX
    _releves: dict[str, datetime] = field(default_factory=dict)
    _ordres: dict[str, int] = field(default_factory=dict)

    def avance(self, limite: datetime) -> bool:
        """Let the next thing happen; False when nothing will by the limit. Raises TourneEnRond."""
        releves = [(instant, 0, code) for code, instant in self._releves.items()]
        actes = [(e, 1, s.code) for s in self.stations.values() if (e := s.echeance()) is not None]
        instant, genre, code = min((*releves, *actes), default=(limite + timedelta.resolution, 0, ""))
        if instant > limite:
            return False
        self.reste -= 1
        if self.reste < 0:
            raise TourneEnRond("le banc tourne en rond : trop d'événements dans ce scénario")
        self.moyens.horloge.attend(instant)
        if genre == 0:
            self._releve(self.stations[code])
        else:
            self._agit(self.stations[code])
        return True

    def survient(self, fait: Fait, de: str = "", autre: str = "") -> None:
        """A fact happens: the world changes, those who see it learn of it.

        `de` is the operator who does it, `autre` the one at the other end; both "" for a fact of nobody.
        """
        maintenant = self._maintenant()
        self.monde = apres(self.monde, fait)
        self.faits.append(fait)
        self.moyens.journal.ecrit(
            EntreeFait(_iso(maintenant), fait.partie, fait.nature, fait.texte, fait.dossier, fait.donnees)
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
            self.survient(prevu.fait, station.code, autre)
        else:
            self._envoie(station, autre, prevu.flux)

    def _envoie(self, station: Station, autre: str, flux: Flux) -> None:
        """One lot: all the lines of a flux that are due to one operator (§2.3)."""
        moyens, maintenant = self.moyens, self._maintenant()
        oi, oc = (station.code, autre) if station.partie is Partie.OI else (autre, station.code)
        ordre = moyens.journal.prochain
        nom = nomme(moyens.motif_de_nom, oi, oc, flux, maintenant, ordre)
        lignes = self._lignes(station, autre, flux, ordre, nom_sur(ordre, nom))
        octets = ecrit(Lot(flux, station.partie, tuple(lignes.values())), moyens.protocole[flux])
        octets = self._altere(station, flux, octets)
        lot = moyens.journal.ecrit_lot(octets, nom, station.partie, station.code, autre, _iso(maintenant))
        self._ordres[nom] = lot.ordre
        moyens.transport.depose(station.code, autre, nom, octets)
        if self.stations[autre].decideur is not None:
            contrat = self.monde.contrat
            self._releves.setdefault(autre, contrat.calendrier.apres(maintenant, contrat.delais.releve))
        lu = lit(octets, lot.fichier, moyens.protocole, station.partie, lot.ordre, lot.instant)
        self.messages += temoins(lu, station.partie, lot.ordre, lot.fichier, lot.instant)
        self._reflechit(station)

    def _lignes(
        self, station: Station, autre: str, flux: Flux, ordre: int, fichier: str
    ) -> dict[str, Mapping[str, str]]:
        """The lines due, by order, each decided in the light of those before it: no fibre is given twice in one lot."""
        maintenant = self._maintenant()
        lignes: dict[str, Mapping[str, str]] = {}
        for reference in station.dues(maintenant):
            acte = station.reflechit(reference, self.monde, self.alea, self.moyens.motifs)
            if not isinstance(acte, Envoi) or acte.flux is not flux or acte.instant > maintenant:
                continue
            if station.dossiers[reference].autre != autre:
                continue
            lignes[reference] = self._deforme(station, reference, flux, acte.cellules)
            rang = len(lignes) + 1
            message = Message(flux, lignes[reference], station.partie, ordre, rang, fichier, _iso(maintenant))
            station.apprend(reference, autre, Vecu(maintenant, message))
        return lignes

    def _deforme(self, station: Station, reference: str, flux: Flux, cellules: Mapping[str, str]) -> Mapping[str, str]:
        """The line as it really leaves, its provoked faults written down first."""
        for ecart in station.ecarts:
            if ecart.flux is not flux or ecart.dossier not in ("", reference) or isinstance(ecart, ColonneOmise):
                continue
            cellules = ecart.applique(cellules)
            ecrite = cellules.get(cle(flux), "")
            self.moyens.journal.ecrit(EntreeFaute(station.partie, flux, ecart.champ, ecrite, ecart.texte))
        return cellules

    def _altere(self, station: Station, flux: Flux, octets: bytes) -> bytes:
        """The file as it really leaves, the provoked faults of a whole file written down first."""
        for ecart in station.ecarts:
            if isinstance(ecart, ColonneOmise) and ecart.flux is flux:
                self.moyens.journal.ecrit(EntreeFaute(station.partie, flux, ecart.champ, "", ecart.texte))
                octets = ecart.altere(octets)
        return octets

    def _releve(self, station: Station) -> None:
        """Read what came for an operator, from the files, as they were sent."""
        del self._releves[station.code]
        arrivees = self.moyens.transport.releve(station.code)
        for arrivee in sorted(arrivees, key=lambda a: self._ordres.get(a.nom, 0)):
            self._lit(station, arrivee)
            self.moyens.transport.acquitte(arrivee)

    def _lit(self, station: Station, arrivee: Arrivee) -> None:
        maintenant, emetteur = self._maintenant(), self.stations[arrivee.de].partie
        if arrivee.refus:
            self.moyens.journal.ecrit(
                EntreeFait(_iso(maintenant), emetteur, "fichier non lu", f"{arrivee.nom} : {arrivee.refus}")
            )
            return
        ordre = self._ordres.get(arrivee.nom, 0)
        if ordre:
            self.moyens.journal.ecrit(EntreeReception(ordre, _iso(maintenant)))
        lu = lit(arrivee.octets, arrivee.nom, self.moyens.protocole, emetteur, ordre, _iso(maintenant))
        oi = station.partie is Partie.OI and lu.flux is Flux.CMD_ACCES
        defauts = self.moyens.controle_forme(arrivee.octets, arrivee.nom, emetteur) if oi else {}
        for message in lu.messages:
            if message.reference:
                vecu = Vecu(maintenant, message, defauts.get(message.ligne, ()))
                station.apprend(station.sujet(message), arrivee.de, vecu)
        self._reflechit(station)


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")
