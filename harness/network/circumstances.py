"""What a scenario may say of its world, sentence by sentence, and the facts that make it so."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from harness.network.facts import Fait, Nature
from harness.network.ground import EtatFibre, Monde


class Circonstance(StrEnum):
    """The sentences, as the catalogue writes them. « affectée » is before the order, « du client » once it is built."""

    FIBRE_OCCUPEE = "la fibre affectée est déjà occupée sur le terrain"
    FIBRE_COUPEE = "la fibre affectée n'a pas de continuité optique"
    FIBRE_FAIBLE = "la fibre affectée est trop affaiblie"
    FIBRE_MAL_REPEREE = "la fibre affectée est mal repérée au PBO"
    COUPURE = "la fibre du client est coupée entre le PM et le PBO"
    PBO_SATURE = "le PBO du client est saturé"
    HOTLINE_JOIGNABLE = "la hotline de l'OI est joignable"
    HOTLINE_INJOIGNABLE = "la hotline de l'OI est injoignable"
    NOTIFICATION = "l'OI notifie aussi un problème levé sans changer la route"
    SANS_NOTIFICATION = "l'OI ne notifie pas un problème levé sans changer la route"


def fait(circonstance: Circonstance, monde: Monde, logement: str, oc: str) -> Fait:
    """The fact that a sentence states, about the dwelling of the client of one OC."""
    nature, donnees = _FAITS[circonstance](monde, logement, oc)
    return Fait(nature, None, circonstance.value, donnees={"logement": logement, **donnees})


_Effet = tuple[Nature, dict[str, str]]


def _affectee(etat: EtatFibre) -> Callable[[Monde, str, str], _Effet]:
    """On the fibre that the OI's system would give next. Raises LookupError when it has none left."""

    def effet(monde: Monde, logement: str, oc: str) -> _Effet:
        groupe = monde.reseau.groupe_libre(monde.reseau.logements[logement].pbo, ())
        return Nature.INCIDENT, {"fibre": groupe[monde.reseau.bloc(oc) - 1].id, "etat": etat}

    return effet


def _du_client(monde: Monde, logement: str, _oc: str) -> _Effet:
    """On the fibre that lights the client's PTO. Raises LookupError when none does."""
    return Nature.INCIDENT, {"fibre": monde.terrain.raccordees[logement], "etat": EtatFibre.COUPEE}


def _constante(nature: Nature, **donnees: str) -> Callable[[Monde, str, str], _Effet]:
    return lambda _monde, _logement, _oc: (nature, donnees)


_FAITS: dict[Circonstance, Callable[[Monde, str, str], _Effet]] = {
    Circonstance.FIBRE_OCCUPEE: _affectee(EtatFibre.OCCUPEE),
    Circonstance.FIBRE_COUPEE: _affectee(EtatFibre.COUPEE),
    Circonstance.FIBRE_FAIBLE: _affectee(EtatFibre.FAIBLE),
    Circonstance.FIBRE_MAL_REPEREE: _affectee(EtatFibre.MAL_REPEREE),
    Circonstance.COUPURE: _du_client,
    Circonstance.PBO_SATURE: lambda m, logement, _: (Nature.SATURATION, {"pbo": m.reseau.logements[logement].pbo}),
    Circonstance.HOTLINE_JOIGNABLE: _constante(Nature.HOTLINE, joignable="oui"),
    Circonstance.HOTLINE_INJOIGNABLE: _constante(Nature.HOTLINE, joignable="non"),
    Circonstance.NOTIFICATION: _constante(Nature.CONTRAT, notifie_meme_route="oui"),
    Circonstance.SANS_NOTIFICATION: _constante(Nature.CONTRAT, notifie_meme_route="non"),
}
