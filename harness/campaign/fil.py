"""The files of an exchange: what the stations send leaves, what was sent is read back.

A party learns of what the other wrote from the file and from nothing else. Every file is journaled as it goes by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from harness.actors.case import Envoi, Vecu
from harness.actors.deviations import Depart, redit
from harness.campaign.arrivals import en_ordre
from harness.campaign.fautes import altere, avec, deforme, fautes
from harness.campaign.guichet import NON_LU, iso
from harness.campaign.moyens import Moyens
from harness.campaign.station import Station
from harness.exchange.codec import LotLu, ecrit, lit, temoins
from harness.exchange.entries import EntreeFait, EntreeFaute, EntreeReception
from harness.exchange.journal import nom_sur
from harness.exchange.lines import decoupe
from harness.exchange.messages import Lot, Message
from harness.network.ground import Monde
from harness.network.names import Alea
from harness.profil.nommage import nomme
from harness.protocol.terms import EMETTEURS, Flux, Partie
from harness.transports.echange import Arrivee

Lignes = dict[str, Mapping[str, str]]
"""Lines of one lot, by order."""


@dataclass
class Fil:
    """Stations in a world, by operator code, and the wire between them. `messages` is all that went over it.

    `champs` are cells that an order of ours must hold, by reference: what the partner prepared for it. `releves` is
    when an operator that we play will look at its files.
    """

    moyens: Moyens
    monde: Monde
    alea: Alea
    stations: Mapping[str, Station]
    messages: list[Message] = field(default_factory=list)
    champs: dict[str, Mapping[str, str]] = field(default_factory=dict)
    releves: dict[str, datetime] = field(default_factory=dict)
    _ordres: dict[str, int] = field(default_factory=dict)

    def maintenant(self) -> datetime:
        """The instant of the exchange."""
        return self.moyens.horloge.maintenant()

    def reflechit(self, station: Station) -> None:
        """Every order again: what is learned of one may matter to another, an appointment, an overwritten line."""
        for reference in station.dossiers:
            station.reflechit(reference, self.monde, self.alea, self.moyens.motifs)

    def envoie(self, station: Station, autre: str, flux: Flux) -> None:
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
        self.reflechit(station)

    def _ecrit_lot(self, station: Station, autre: str, flux: Flux, lignes: Lignes) -> None:
        moyens = self.moyens
        fautives = [
            deforme(moyens.journal, station, reference, flux, cellules) for reference, cellules in lignes.items()
        ]
        octets = ecrit(Lot(flux, station.partie, tuple(fautives)), moyens.protocole[flux])
        self._part(station, autre, flux, moyens.transcrit(altere(moyens.journal, station, flux, octets)))

    def _part(self, station: Station, autre: str, flux: Flux, octets: bytes) -> None:
        """A file leaves, under a name of ours: the journal has it first."""
        moyens, maintenant = self.moyens, self.maintenant()
        oi, oc = (station.code, autre) if station.partie is Partie.OI else (autre, station.code)
        dit = next((e.annonce for e in station.ecarts_du_lot(flux) if e.annonce), flux)
        nom = nomme(moyens.motif_de_nom, oi, oc, dit, maintenant, moyens.journal.prochain)
        lot = moyens.journal.ecrit_lot(octets, nom, station.partie, station.code, autre, iso(maintenant))
        self._ordres[nom] = lot.ordre
        moyens.guichet.depose(lot, octets)
        if self.stations[autre].decideur is not None:
            contrat = self.monde.contrat
            self.releves.setdefault(autre, contrat.calendrier.apres(maintenant, contrat.delais.releve))
        lu = lit(octets, lot.fichier, moyens.protocole, station.partie, lot.ordre, lot.instant)
        self.messages += temoins(lu, station.partie, lot.ordre, lot.fichier, lot.instant)

    def _lignes(self, station: Station, autre: str, flux: Flux) -> Lignes:
        """The lines due, by order, each decided in the light of those before it: no fibre is given twice in one lot.

        Whoever writes believes that it said them as it meant to, but for a fault that a scenario asks for.
        """
        maintenant, ordre = self.maintenant(), self.moyens.journal.prochain
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

    def releve(self, station: Station) -> None:
        """Read what came for an operator, from the files, as they were sent."""
        del self.releves[station.code]
        arrivees = self.moyens.guichet.transport.releve(station.code)
        for arrivee in sorted(arrivees, key=lambda a: self._ordres.get(a.nom, 0)):
            self.moyens.guichet.acquitte(arrivee)
            self._lit(station, arrivee)

    def _lit(self, station: Station, arrivee: Arrivee) -> None:
        maintenant, emetteur = self.maintenant(), self.stations[arrivee.de].partie
        if arrivee.refus:
            self.moyens.journal.ecrit(EntreeFait(iso(maintenant), emetteur, NON_LU, f"{arrivee.nom} : {arrivee.refus}"))
            return
        ordre = self._ordres.get(arrivee.nom, 0)
        if ordre:
            self.moyens.journal.ecrit(EntreeReception(ordre, iso(maintenant)))
        lu = lit(arrivee.octets, arrivee.nom, self.moyens.protocole, emetteur, ordre, iso(maintenant))
        self._entend(station, arrivee, lu)

    def recoit(self, code: str, arrivee: Arrivee) -> None:
        """A file of an operator under test: journaled first, then taken, then read."""
        moyens, station, emetteur = self.moyens, self.stations[code], self.stations[arrivee.de].partie
        rejoue = moyens.journal.a_rejouer is not None
        if arrivee.refus:
            donnees = {"de": arrivee.de, "a": code, "nom": nom_sur(0, arrivee.nom)[5:]}
            donnees |= {"refus": arrivee.refus, "jeton": arrivee.jeton}
            texte = f"{donnees['nom']} : {arrivee.refus}"
            moyens.journal.ecrit(EntreeFait(iso(self.maintenant()), emetteur, NON_LU, texte, "", donnees))
        else:
            lot = moyens.journal.ecrit_lot(
                arrivee.octets, arrivee.nom, emetteur, arrivee.de, code, iso(self.maintenant()), arrivee.jeton
            )
        if not rejoue:
            moyens.guichet.acquitte(arrivee)
        if arrivee.refus:
            return
        moyens.journal.ecrit(EntreeReception(lot.ordre, lot.instant))
        lu = lit(arrivee.octets, lot.fichier, moyens.protocole, emetteur, lot.ordre, lot.instant)
        self.messages += temoins(lu, emetteur, lot.ordre, lot.fichier, lot.instant)
        self._entend(station, arrivee, lu)

    def _entend(self, station: Station, arrivee: Arrivee, lu: LotLu) -> None:
        """A simulated operator learns what a file says, and thinks again."""
        emetteur = self.stations[arrivee.de].partie
        oi = station.partie is Partie.OI and lu.flux is Flux.CMD_ACCES
        defauts = self.moyens.controle_forme(arrivee.octets, arrivee.nom, emetteur) if oi else {}
        for message in lu.messages:
            if message.reference:
                vecu = Vecu(self.maintenant(), message, defauts.get(message.ligne, ()))
                station.apprend(station.sujet(message), arrivee.de, vecu)
        self.reflechit(station)
        self._renvoie(station, arrivee, lu)

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

    def en_ordre(self, arrivees: Sequence[Arrivee]) -> Iterable[Arrivee]:
        """Arrivals of one look, in the order in which to read them."""
        parties = {code: station.partie for code, station in self.stations.items()}
        return en_ordre(arrivees, parties, self.messages, self.moyens.protocole)


def _au_mieux(octets: bytes, lu: LotLu) -> list[Mapping[str, str]]:
    """The lines of a file that nobody should read, as a careless reader takes them."""
    entete, *lignes = (decoupe(ligne) or () for ligne in octets.decode("utf-8", "replace").splitlines() or [""])
    return [dict(zip(entete, ligne, strict=False)) for ligne in lignes if lu.illisible]
