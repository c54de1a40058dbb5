"""Where a fault can bite: every message of every scenario, told once when two scenarios have it in the same place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from harness.actors.deviations import Depart, Ecart
from harness.exchange.codec import lit
from harness.preuve.jeu import Jeu, Joue, Trace
from harness.protocol.lifecycle import Issue, situation
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Partie

Pas = tuple[str, ...]
"""What one lot says: sender, flux, then the outcome of each line, with the model and the situation of an order."""


@dataclass(frozen=True, slots=True)
class Place:
    """The `rang`-th lot of a flux that a party sends in a scenario, from 1."""

    scenario: str
    partie: Partie
    flux: Flux
    rang: int


def pas(lot: Trace, protocole: Protocole) -> Pas:
    """What a lot says, less whom and what it is about. A file that nobody can read says its sender only."""
    lu = lit(lot.octets, lot.fichier, protocole, lot.emetteur)
    return (lot.emetteur, lu.flux or "", *(_dit(m.flux, m.cellules, m.issue) for m in lu.messages))


def _dit(flux: Flux, cellules: Mapping[str, str], issue: Issue) -> str:
    if flux is not Flux.CMD_ACCES:
        return str(issue)
    return f"{cellules.get('TypeRacco', '')} {situation(cellules)}"


def places(joues: Iterable[Joue], protocole: Protocole) -> tuple[Place, ...]:
    """One place for each message that the plays hold: in an order of the same kind, between the same two messages."""
    vues: dict[tuple[Pas, tuple[Pas, ...], bool], Place] = {}
    for joue in joues:
        chemin = [pas(lot, protocole) for lot in joue.lots]
        genre = next((dit for dit in chemin if dit[1] == Flux.CMD_ACCES), ())
        rangs: Counter[tuple[str, str]] = Counter()
        for i, (lot, dit) in enumerate(zip(joue.lots, chemin, strict=True)):
            rangs[lot.de, dit[1]] += 1
            place = Place(joue.jeu.scenario, lot.emetteur, Flux(dit[1]), rangs[lot.de, dit[1]])
            vues.setdefault((genre, tuple(chemin[max(0, i - 1) : i + 2]), i + 1 == len(chemin)), place)
    return tuple(vues.values())


def jeux_de_la_place(place: Place, ecarts: Iterable[Ecart]) -> Iterator[Jeu]:
    """The faults of the families in one place, those of who sends the message and of who reads it."""
    for ecart in ecarts:
        parle = ecart.partie is place.partie
        if ecart.flux is place.flux and parle is not (ecart.depart is Depart.RENVOYE):
            yield Jeu(place.scenario, replace(ecart, rang=place.rang))
