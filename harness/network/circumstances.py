"""What a scenario may say of its world, sentence by sentence, and the facts that make it so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from harness.network.contract import Saturation
from harness.network.facts import Fait, Nature
from harness.network.ground import EtatFibre, Monde
from harness.network.names import Alea
from harness.network.obstacles import Obstacle
from harness.protocol.terms import Partie


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
    DEMANDE_COFI = "l'OC demande un cofinancement"
    DEMANDE_LOCA = "l'OC demande une location"
    DEMANDE_AUTO = "l'OC laisse l'OI choisir le financement"
    SEUIL = "le seuil de cofinancement contracté par l'OC est atteint"
    SANS_SEUIL = "le seuil de cofinancement contracté par l'OC n'est pas atteint"
    SANS_LOCATION = "le contrat n'admet pas la location"
    ADDUCTION = "l'adduction de l'OC au PM n'a pas été notifiée"
    BI_FIBRE = "l'immeuble est en bi-fibre et l'OC affecté au bloc 2"
    QUADRI_FIBRE = "l'immeuble est en quadri-fibre et l'OC affecté au bloc 2"
    FIBRE_DEDIEE = "le dernier fichier position donne à l'OC une fibre dédiée jusqu'au client"
    LIAISON = "la liaison PBO-PTO du client est coupée"
    SANS_NOTIFIER = "l'OI renvoie l'OC sur place sans notification préalable"
    CR_KO_APRES = "l'OI répond aussi par un CR de commande KO à une commande annulée"
    EN_SERVICE = "la ligne du client est en service chez un autre opérateur, l'OC1"
    PRECISION_OI = "l'OI a une précision à donner sur la commande"
    PRECISION_OC = "l'OC a une précision à donner sur la commande"
    RENONCEMENT = "le client renonce à sa commande"
    RDV_PAR_OUTIL = "les rendez-vous se prennent dans l'outil de l'OI"
    RDV_PAR_FLUX = "les rendez-vous se prennent par flux"
    UN_CRENEAU = "le client n'a qu'un créneau à proposer"
    TROP_TOT = "le client propose d'abord des créneaux trop proches"
    COMPLET_1 = "les équipes de l'OI sont prises au premier créneau demandé"
    COMPLET_2 = "les équipes de l'OI sont prises aux deux premiers créneaux demandés"
    COMPLET_3 = "les équipes de l'OI sont prises aux trois premiers créneaux demandés"
    COMPLET_6 = "les équipes de l'OI sont prises aux six premiers créneaux demandés"
    HESITATION = "le client ne confirme pas sa commande"
    REPORT = "le client veut déplacer son rendez-vous"
    ABANDON_RDV = "le client renonce à son rendez-vous"
    SANS_COMPTER = "l'OC ne compte pas les reports de rendez-vous"
    EMPECHEMENT = "un incident empêche l'intervention de l'OI"
    REPRISE = "l'incident qui empêchait l'intervention de l'OI est levé"
    EN_SERVICE_AILLEURS = "la PTO annoncée est celle d'un client d'un autre opérateur, l'OC1"
    PTO_ABSENTE = "il n'y a pas de PTO chez le client"
    PTO_AUTRE = "la PTO du client porte un autre numéro"
    PTO_DEJA_POSEE = "une PTO est déjà posée chez le client"
    BRASSAGE_OI = "le contrat confie le brassage à l'OI"
    SANS_VISITE = "l'OC brasse au PM sans rendez-vous avec son client"
    SANS_VERIFIER = "l'OC ne vérifie pas la mise en service de son client"
    RAPPELS = "l'OC rappelle une hotline qui n'a pas répondu"
    SANS_TEMPS = "l'OC n'a pas le temps de raccorder son client"
    REPASSE = "l'OC préfère annuler et repasser commande quand une PTO existe déjà"
    RDV_PAR_MESSAGE = "l'OI demande un rendez-vous par un message"
    COMMUNIQUEES = "toutes les routes du PBO du client ont déjà été communiquées"
    ROUTE_REDONNEE = "l'OI redonne une route déjà communiquée plutôt que de refuser"
    RENVOI_HOTLINE = "l'OI renvoie à sa hotline plutôt que de refuser"


def fait(circonstance: Circonstance, monde: Monde, logement: str, oc: str) -> Fait:
    """The fact that a sentence states, about the dwelling of the client of one OC.

    Its party is who learns of it at once, None when nobody does.
    """
    nature, donnees = _FAITS[circonstance](monde, logement, oc)
    return Fait(nature, _CONNUES.get(circonstance), circonstance.value, donnees={"logement": logement, **donnees})


def connue_de(circonstance: Circonstance) -> Partie | None:
    """Who learns of it at once, None when nobody does."""
    return _CONNUES.get(circonstance)


def nature_de(circonstance: Circonstance) -> Nature:
    """What kind of fact a sentence states, wherever it is stated."""
    effet = _FAITS[circonstance]
    return effet.nature if isinstance(effet, _Constante) else _NATURES[circonstance]


def termes_de(circonstance: Circonstance) -> Mapping[str, str]:
    """The terms of the contract that a sentence states; empty when it is about something else."""
    effet = _FAITS[circonstance]
    return effet.donnees if isinstance(effet, _Constante) and effet.nature is Nature.CONTRAT else {}


_Effet = tuple[Nature, dict[str, str]]


def _affectee(etat: EtatFibre) -> Callable[[Monde, str, str], _Effet]:
    """On the fibre that the OI's system would give next, again if it does so (§7.2.2). Raises LookupError."""

    def effet(monde: Monde, logement: str, oc: str) -> _Effet:
        pbo = monde.reseau.logements[logement].pbo
        redonnee = monde.reseau.groupes(pbo)[-1] if monde.contrat.saturation is Saturation.ROUTE else ()
        groupe = monde.reseau.groupe_libre(pbo, ()) or redonnee
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


def _autre_prise(monde: Monde, logement: str, oc: str) -> _Effet:
    """A PTO that hangs there, on the last fibre of the PBO; the system knows it, but not where it hangs."""
    reseau = monde.reseau
    fibre = reseau.groupes(reseau.logements[logement].pbo)[-1][reseau.bloc(oc) - 1]
    return Nature.PRISE, {"prise": Alea(reseau.nom).prise(reseau.oi, logement), "fibre": fibre.id}


def _fibre_dediee(monde: Monde, logement: str, _oc: str) -> _Effet:
    """The last fibre of the PBO, or the one behind the PTO."""
    la = monde.reseau.logements[logement]
    groupe = monde.reseau.groupe_de(la) or monde.reseau.groupes(la.pbo)[-1]
    return Nature.POSITION, {"fibre": groupe[0].id}


def _en_service(monde: Monde, _logement: str, oc: str) -> _Effet:
    """The line of another OC. Raises LookupError when there is none."""
    autres = [c for c in monde.reseau.oc if c != oc]
    return Nature.ACCES, {"oc": autres[0]}


def _adduction(monde: Monde, logement: str, oc: str) -> _Effet:
    """The link of the OC to the client's PM."""
    return Nature.ADDUCTION, {"pm": monde.reseau.pbos[monde.reseau.logements[logement].pbo].pm, "oc": oc}


def _ingenierie(nombre: int) -> Callable[[Monde, str, str], _Effet]:
    return lambda _monde, _logement, oc: (Nature.INGENIERIE, {"nombre": str(nombre), "oc": oc, "bloc": "2"})


@dataclass(frozen=True)
class _Constante:
    """The same in any world."""

    nature: Nature
    donnees: Mapping[str, str]

    def __call__(self, _monde: Monde, _logement: str, _oc: str) -> _Effet:
        return self.nature, dict(self.donnees)


def _constante(nature: Nature, **donnees: str) -> _Constante:
    return _Constante(nature, donnees)


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
    Circonstance.DEMANDE_COFI: _constante(Nature.CONTRAT, demande="COFI"),
    Circonstance.DEMANDE_LOCA: _constante(Nature.CONTRAT, demande="LOCA"),
    Circonstance.DEMANDE_AUTO: _constante(Nature.CONTRAT, demande="AUTO"),
    Circonstance.SEUIL: _constante(Nature.CONTRAT, financement="COFI"),
    Circonstance.SANS_SEUIL: _constante(Nature.CONTRAT, financement="LOCA"),
    Circonstance.SANS_LOCATION: _constante(Nature.CONTRAT, financements="COFI"),
    Circonstance.ADDUCTION: _adduction,
    Circonstance.BI_FIBRE: _ingenierie(2),
    Circonstance.QUADRI_FIBRE: _ingenierie(4),
    Circonstance.FIBRE_DEDIEE: _fibre_dediee,
    Circonstance.LIAISON: _constante(Nature.OBSTACLE, obstacle=Obstacle.LIAISON),
    Circonstance.SANS_NOTIFIER: _constante(Nature.CONTRAT, notifie_avant_nouvel_echange="non"),
    Circonstance.CR_KO_APRES: _constante(Nature.CONTRAT, cr_ko_apres_annulation="oui"),
    Circonstance.EN_SERVICE: _en_service,
    Circonstance.PRECISION_OI: _constante(Nature.PRECISION),
    Circonstance.PRECISION_OC: _constante(Nature.PRECISION),
    Circonstance.RENONCEMENT: _constante(Nature.RENONCEMENT),
    Circonstance.RDV_PAR_OUTIL: _constante(Nature.CONTRAT, rdv="outil"),
    Circonstance.RDV_PAR_FLUX: _constante(Nature.CONTRAT, rdv="flux"),
    Circonstance.UN_CRENEAU: _constante(Nature.CRENEAUX, nombre="1"),
    Circonstance.TROP_TOT: _constante(Nature.CRENEAUX, nombre="3", delai="1"),
    Circonstance.COMPLET_1: _constante(Nature.PLAN_DE_CHARGE, nombre="1"),
    Circonstance.COMPLET_2: _constante(Nature.PLAN_DE_CHARGE, nombre="2"),
    Circonstance.COMPLET_3: _constante(Nature.PLAN_DE_CHARGE, nombre="3"),
    Circonstance.COMPLET_6: _constante(Nature.PLAN_DE_CHARGE, nombre="6"),
    Circonstance.HESITATION: _constante(Nature.HESITATION),
    Circonstance.REPORT: _constante(Nature.REPORT),
    Circonstance.ABANDON_RDV: _constante(Nature.ABANDON_RDV),
    Circonstance.SANS_COMPTER: _constante(Nature.CONTRAT, compte_les_reports="non"),
    Circonstance.EMPECHEMENT: _constante(Nature.EMPECHEMENT),
    Circonstance.REPRISE: _constante(Nature.REPRISE),
    Circonstance.EN_SERVICE_AILLEURS: _en_service,
    Circonstance.PTO_ABSENTE: _constante(Nature.PRISE, prise="", fibre=""),
    Circonstance.PTO_AUTRE: _autre_prise,
    Circonstance.PTO_DEJA_POSEE: _autre_prise,
    Circonstance.BRASSAGE_OI: _constante(Nature.CONTRAT, brassage="OI"),
    Circonstance.SANS_VISITE: _constante(Nature.CONTRAT, visite="non"),
    Circonstance.SANS_VERIFIER: _constante(Nature.CONTRAT, verifie="non"),
    Circonstance.RAPPELS: _constante(Nature.CONTRAT, rappels="3"),
    Circonstance.SANS_TEMPS: _constante(Nature.RETARD),
    Circonstance.REPASSE: _constante(Nature.CONTRAT, repasse="oui"),
    Circonstance.RDV_PAR_MESSAGE: _constante(Nature.CONTRAT, rdv_par_message="oui"),
    Circonstance.COMMUNIQUEES: lambda m, logement, _: (Nature.SATURATION, {"pbo": m.reseau.logements[logement].pbo}),
    Circonstance.ROUTE_REDONNEE: _constante(Nature.CONTRAT, saturation="route"),
    Circonstance.RENVOI_HOTLINE: _constante(Nature.CONTRAT, saturation="hotline"),
}

_CONNUES: Mapping[Circonstance, Partie] = {
    Circonstance.EN_SERVICE: Partie.OI,
    Circonstance.EN_SERVICE_AILLEURS: Partie.OI,
    Circonstance.PRECISION_OI: Partie.OI,
    Circonstance.PRECISION_OC: Partie.OC,
    Circonstance.RENONCEMENT: Partie.OC,
    Circonstance.UN_CRENEAU: Partie.OC,
    Circonstance.TROP_TOT: Partie.OC,
    Circonstance.HESITATION: Partie.OC,
    Circonstance.REPORT: Partie.OC,
    Circonstance.ABANDON_RDV: Partie.OC,
    Circonstance.EMPECHEMENT: Partie.OI,
    Circonstance.REPRISE: Partie.OI,
    Circonstance.SANS_TEMPS: Partie.OC,
}
"""Those that one party knows of at once, the OC from its client; the others are only found out."""

_NATURES: dict[Circonstance, Nature] = {
    Circonstance.FIBRE_OCCUPEE: Nature.INCIDENT,
    Circonstance.FIBRE_COUPEE: Nature.INCIDENT,
    Circonstance.FIBRE_FAIBLE: Nature.INCIDENT,
    Circonstance.FIBRE_MAL_REPEREE: Nature.INCIDENT,
    Circonstance.COUPURE: Nature.INCIDENT,
    Circonstance.FAIBLESSE: Nature.INCIDENT,
    Circonstance.SANS_FIBRE: Nature.INCIDENT,
    Circonstance.ADRESSE_FERMEE: Nature.ADRESSE_FERMEE,
    Circonstance.PBO_SATURE: Nature.SATURATION,
    Circonstance.ADDUCTION: Nature.ADDUCTION,
    Circonstance.BI_FIBRE: Nature.INGENIERIE,
    Circonstance.QUADRI_FIBRE: Nature.INGENIERIE,
    Circonstance.FIBRE_DEDIEE: Nature.POSITION,
    Circonstance.EN_SERVICE: Nature.ACCES,
}
"""The nature of those whose effect depends on the world."""
