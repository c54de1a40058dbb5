"""What a scenario may say of its world, sentence by sentence, and the facts that make it so."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from harness.network.facts import Fait, Nature
from harness.network.ground import EtatFibre, Monde
from harness.network.obstacles import Obstacle


class Circonstance(StrEnum):
    """The sentences, as the catalogue writes them. « affectée » is before the order, « du client » once it is built."""

    FIBRE_OCCUPEE = "la fibre affectée est déjà occupée sur le terrain"
    FIBRE_COUPEE = "la fibre affectée n'a pas de continuité optique"
    FIBRE_FAIBLE = "la fibre affectée est trop affaiblie"
    FIBRE_MAL_REPEREE = "la fibre affectée est mal repérée au PBO"
    COUPURE = "la fibre du client est coupée entre le PM et le PBO"
    FAIBLESSE = "la fibre du client est trop affaiblie"
    SANS_FIBRE = "toutes les fibres du PBO sont occupées sur le terrain"
    COLONNE = "la colonne montante de l'immeuble est hors d'usage"
    POSITION = "la position de brassage au PM est introuvable"
    PASSAGE_REFUSE = "le gestionnaire de l'immeuble refuse le passage en apparent"
    CLIENT_ABSENT = "le client est absent lors de l'intervention"
    CLIENT_INCONNU = "le client n'habite pas à l'adresse indiquée"
    PRISE_ABIMEE = "la PTO du client est abîmée"
    ADRESSE_FERMEE = "l'adresse du client n'est pas éligible"
    PBO_SATURE = "le PBO du client est saturé"
    HOTLINE_JOIGNABLE = "la hotline de l'OI est joignable"
    HOTLINE_INJOIGNABLE = "la hotline de l'OI est injoignable"
    HOTLINE_SANS_SOLUTION = "la hotline de l'OI n'a pas de solution immédiate"
    NOTIFICATION = "l'OI notifie aussi un problème levé sans changer la route"
    SANS_NOTIFICATION = "l'OI ne notifie pas un problème levé sans changer la route"
    REFUS_A_L_AR = "l'OI refuse à l'AR une prise non identifiée"
    REFUS_AU_CR = "l'OI refuse au CR de commande une prise non identifiée"


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


def _du_client(etat: EtatFibre) -> Callable[[Monde, str, str], _Effet]:
    """On the fibre that lights the client's PTO. Raises LookupError when none does."""
    return lambda monde, logement, _: (Nature.INCIDENT, {"fibre": monde.terrain.raccordees[logement], "etat": etat})


def _au_pbo(monde: Monde, logement: str, _oc: str) -> _Effet:
    """On every fibre of the client's PBO that lights nobody yet."""
    pbo = monde.reseau.pbos[monde.reseau.logements[logement].pbo]
    prises = set(monde.terrain.raccordees.values())
    return Nature.INCIDENT, {"fibre": "|".join(f.id for f in pbo.fibres if f.id not in prises), "etat": "occupée"}


def _constante(nature: Nature, **donnees: str) -> Callable[[Monde, str, str], _Effet]:
    return lambda _monde, _logement, _oc: (nature, donnees)


_FAITS: dict[Circonstance, Callable[[Monde, str, str], _Effet]] = {
    Circonstance.FIBRE_OCCUPEE: _affectee(EtatFibre.OCCUPEE),
    Circonstance.FIBRE_COUPEE: _affectee(EtatFibre.COUPEE),
    Circonstance.FIBRE_FAIBLE: _affectee(EtatFibre.FAIBLE),
    Circonstance.FIBRE_MAL_REPEREE: _affectee(EtatFibre.MAL_REPEREE),
    Circonstance.COUPURE: _du_client(EtatFibre.COUPEE),
    Circonstance.FAIBLESSE: _du_client(EtatFibre.FAIBLE),
    Circonstance.SANS_FIBRE: _au_pbo,
    Circonstance.COLONNE: _constante(Nature.OBSTACLE, obstacle=Obstacle.COLONNE),
    Circonstance.POSITION: _constante(Nature.OBSTACLE, obstacle=Obstacle.POSITION),
    Circonstance.PASSAGE_REFUSE: _constante(Nature.OBSTACLE, obstacle=Obstacle.PASSAGE_REFUSE),
    Circonstance.CLIENT_ABSENT: _constante(Nature.OBSTACLE, obstacle=Obstacle.CLIENT_ABSENT),
    Circonstance.CLIENT_INCONNU: _constante(Nature.OBSTACLE, obstacle=Obstacle.CLIENT_INCONNU),
    Circonstance.PRISE_ABIMEE: _constante(Nature.OBSTACLE, obstacle=Obstacle.PRISE_ABIMEE),
    Circonstance.ADRESSE_FERMEE: lambda m, lg, _: (Nature.ADRESSE_FERMEE, {"adresse": m.reseau.logements[lg].adresse}),
    Circonstance.PBO_SATURE: lambda m, logement, _: (Nature.SATURATION, {"pbo": m.reseau.logements[logement].pbo}),
    Circonstance.HOTLINE_JOIGNABLE: _constante(Nature.HOTLINE, joignable="oui"),
    Circonstance.HOTLINE_INJOIGNABLE: _constante(Nature.HOTLINE, joignable="non"),
    Circonstance.HOTLINE_SANS_SOLUTION: _constante(Nature.HOTLINE, joignable="oui", solution="non"),
    Circonstance.NOTIFICATION: _constante(Nature.CONTRAT, notifie_meme_route="oui"),
    Circonstance.SANS_NOTIFICATION: _constante(Nature.CONTRAT, notifie_meme_route="non"),
    Circonstance.REFUS_A_L_AR: _constante(Nature.CONTRAT, pni="non", pni_des_l_ar="oui"),
    Circonstance.REFUS_AU_CR: _constante(Nature.CONTRAT, pni="non", pni_des_l_ar="non"),
}
