"""Where a fault can bite: every message of every scenario."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from harness.actors.deviations import Depart, Ecart
from harness.exchange.codec import lit
from harness.preuve.jeu import Jeu, Joue
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Partie


@dataclass(frozen=True, slots=True)
class Place:
    """The `rang`-th lot of a flux that an operator sends in a scenario, from 1; the `lu`-th that its receiver reads."""

    scenario: str
    partie: Partie
    flux: Flux
    rang: int
    lu: int


def places(joues: Iterable[Joue], protocole: Protocole) -> tuple[Place, ...]:
    """One place for each lot that the plays hold, and for which of its flux it is.

    Two operators of one side who each send a first lot of a flux go wrong together: it is one place.
    """
    toutes: dict[Place, None] = {}
    for joue in joues:
        rangs: Counter[tuple[str, Flux]] = Counter()
        lus: Counter[tuple[str, Flux]] = Counter()
        for lot in joue.lots:
            flux = lit(lot.octets, lot.fichier, protocole, lot.emetteur).flux
            if flux is not None:
                rangs[lot.de, flux] += 1
                lus[lot.a, flux] += 1
                rang, lu = rangs[lot.de, flux], lus[lot.a, flux]
                toutes[Place(joue.jeu.scenario, lot.emetteur, flux, rang, lu)] = None
    return tuple(toutes)


def jeux_de_la_place(place: Place, ecarts: Iterable[Ecart]) -> Iterator[Jeu]:
    """The faults of the families in one place, those of who sends the message and of who reads it."""
    for ecart in ecarts:
        renvoie = ecart.depart is Depart.RENVOYE
        if ecart.flux is place.flux and renvoie is not (ecart.partie is place.partie):
            yield Jeu(place.scenario, replace(ecart, rang=place.lu if renvoie else place.rang))
