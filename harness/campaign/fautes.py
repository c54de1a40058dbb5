"""The faults that a simulated party makes on purpose, each written in the journal before the lot that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from harness.actors.deviations import Ecart
from harness.campaign.station import Station
from harness.exchange.entries import EntreeFaute
from harness.exchange.journal import Journal
from harness.protocol.terms import Flux, cle


def fautes(station: Station, reference: str, flux: Flux) -> list[Ecart]:
    """Those of a party in what it writes of an order."""
    return [e for e in station.ecarts if e.flux is flux and e.dossier in ("", reference)]


def avec(ecarts: Iterable[Ecart], cellules: Mapping[str, str]) -> Mapping[str, str]:
    """A line with faults of its own."""
    for ecart in ecarts:
        cellules = ecart.ligne(cellules) if ecart.ligne else cellules
    return cellules


def deforme(
    journal: Journal, station: Station, reference: str, flux: Flux, cellules: Mapping[str, str]
) -> Mapping[str, str]:
    """The line as it really leaves, its provoked faults written down first."""
    siennes = [e for e in fautes(station, reference, flux) if e.touche(flux, station.partis[flux])]
    fautive = avec(siennes, cellules)
    for ecart in siennes:
        if ecart.ligne is not None and (fautive != cellules or not ecart.nom):
            ecrite = fautive.get(cle(flux), "")
            journal.ecrit(EntreeFaute(station.partie, flux, ecart.champ, ecrite, ecart.phrase))
    return fautive


def altere(journal: Journal, station: Station, flux: Flux, octets: bytes) -> bytes:
    """The file as it really leaves, the provoked faults of a whole file written down first."""
    for ecart in station.ecarts:
        if ecart.fichier is not None and ecart.touche(flux, station.partis[flux]):
            journal.ecrit(EntreeFaute(station.partie, flux, ecart.champ, "", ecart.phrase))
            octets = ecart.fichier(octets)
    return octets
