"""Two declarations face to face: what the OI and the OC say of one contract, and what will break between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from harness.network.contract import PriseDeRdv, Saturation
from harness.profil.modele import Profil
from harness.protocol.francais import accorde
from harness.protocol.terms import Modele, Partie


class Poids(StrEnum):
    """How much a divergence matters: it stops orders, it may surprise, or it could not be looked at."""

    BLOQUANT = "bloquant"
    A_CONFIRMER = "à confirmer"
    NON_DECLARE = "non déclaré"


@dataclass(frozen=True, slots=True)
class Divergence:
    """One thing on which two profiles do not agree: a French sentence, the keys it comes from and the § if any."""

    poids: Poids
    cle: str
    phrase: str
    section: str = ""


class MemePartie(ValueError):
    """Two profiles that do not face each other. The message says so in French."""


def face_a_face(a: Profil, b: Profil) -> tuple[Profil, Profil]:
    """The OI's and the OC's, whatever the order they are given in. Raises MemePartie."""
    parties = {a.operateurs.sous_test: a, b.operateurs.sous_test: b}
    if set(parties) != set(Partie):
        dits = " et ".join(str(p.operateurs.sous_test or "rien") for p in (a, b))
        raise MemePartie(f"un profil de l'OI et un de l'OC attendus : clé « operateurs.sous_test », {dits} lus")
    return parties[Partie.OI], parties[Partie.OC]


def croise(oi: Profil, oc: Profil) -> tuple[Divergence, ...]:
    """What will break between an OI and an OC, by the order of the profile."""
    return tuple(d for croisement in _CROISEMENTS for d in croisement(oi, oc))


def _operateurs(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    for role in ("oi", "oc"):
        chez_oi, chez_oc = getattr(oi.operateurs, role), getattr(oc.operateurs, role)
        if chez_oi != chez_oc:
            phrase = f"le code de l'{role.upper()} est {chez_oi} pour l'OI, {chez_oc} pour l'OC"
            yield Divergence(Poids.BLOQUANT, f"operateurs.{role}", phrase)


def _modes(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    a, b = oi.contrat.modes, oc.contrat.modes
    if a is None or b is None:
        yield _tu("contrat.modes", "les modèles de raccordement", oi, oc, "2.5")
        return
    for mode in Modele:
        if mode in b and mode not in a:
            yield _bloque("contrat.modes", f"l'OC commande en mode {mode}, que l'OI ne pratique pas", "2.5")
        if mode in a and mode not in b:
            phrase = f"l'OI propose le mode {mode}, que l'OC ne pratique pas : il ne servira pas"
            yield Divergence(Poids.A_CONFIRMER, "contrat.modes", phrase, "2.5")
    if not set(a) & set(b):
        yield _bloque("contrat.modes", "l'OI et l'OC n'ont aucun modèle de raccordement en commun", "2.5")


def _brassage(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    if Modele.STOC not in (oi.contrat.modes or Modele) or Modele.STOC not in (oc.contrat.modes or Modele):
        return
    a, b = oi.contrat.brassage, oc.contrat.brassage
    if a is None or b is None:
        yield _tu("contrat.brassage", "qui brasse au PM en mode STOC", oi, oc, "2.5")
    elif a is Partie.OI and b is Partie.OC:
        yield _bloque("contrat.brassage", "l'OI et l'OC brasseraient tous deux au PM en mode STOC", "2.5")
    elif a is Partie.OC and b is Partie.OI:
        yield _bloque(
            "contrat.brassage", "ni l'OI ni l'OC ne brasserait au PM en mode STOC : chacun attend l'autre", "2.5"
        )


def _pni(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    a, b = oi.contrat.pni, oc.contrat.pni
    if a is None or b is None:
        yield _tu("contrat.pni", "les prises non identifiées", oi, oc, "4.3")
    elif b and not a:
        ou = "à l'AR" if oi.contrat.pni_des_l_ar else "au compte-rendu de commande"
        yield _bloque("contrat.pni", f"l'OC commande sur des prises non identifiées, que l'OI refuse {ou}", "4.3")
    elif a and not b:
        phrase = "l'OI accepte une prise non identifiée, mais l'OC n'en commande pas"
        yield Divergence(Poids.A_CONFIRMER, "contrat.pni", phrase, "4.3")


def _saturation(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    a, b = oi.contrat.saturation, oc.contrat.saturation
    if a is None or b is None:
        yield _tu("contrat.saturation", "la saturation virtuelle", oi, oc, "7.2.2")
    elif a is not b:
        phrase = f"sans fibre, l'OI {_SATURATION[a]} ; l'OC s'attend à ce qu'il {_SATURATION[b]}"
        yield _bloque("contrat.saturation", phrase, "7.2.2")


def _financement(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    admis, demande = oi.contrat.financements, oc.contrat.demande
    if admis is not None and demande is not None and demande not in (*admis, "AUTO"):
        phrase = f"l'OC demande {demande}, que le contrat n'admet pas pour l'OI ({', '.join(admis)})"
        yield _bloque("contrat.demande", phrase, "3.1")


def _rdv(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    a, b = oi.contrat.rdv, oc.contrat.rdv
    if Modele.OI not in (oi.contrat.modes or Modele) or Modele.OI not in (oc.contrat.modes or Modele):
        return  # appointments are those of the OI's own teams
    if a is None or b is None:
        yield _tu("contrat.rdv", "la prise de rendez-vous", oi, oc, "3.14")
    elif a is PriseDeRdv.OUTIL and b is PriseDeRdv.FLUX:
        yield _bloque(
            "contrat.rdv", "l'OC demande ses rendez-vous par flux, l'OI attend qu'il se serve de son outil", "3.14"
        )
    elif a is PriseDeRdv.FLUX and b is PriseDeRdv.OUTIL:
        yield _bloque("contrat.rdv", "l'OC cherche l'outil de rendez-vous de l'OI, qui n'accepte que des flux", "3.14")
    prevenance, avance = oi.contrat.prevenance, oc.delais.rdv
    if a is not PriseDeRdv.OUTIL and prevenance is not None and avance is not None and avance.jours < prevenance:
        ouvres = accorde(prevenance, "jour ouvré", "jours ouvrés")
        phrase = f"l'OC demande un rendez-vous {avance} à l'avance, l'OI veut {ouvres} : ils sont refusés"
        yield _bloque("delais.rdv", phrase, "3.14.1")
    if oi.contrat.reports is not None and oc.contrat.reports is not None and oc.contrat.reports > oi.contrat.reports:
        reports = accorde(oc.contrat.reports, "report")
        phrase = f"l'OC compte {reports} de rendez-vous, l'OI n'en admet que {oi.contrat.reports}"
        yield _bloque("contrat.reports", phrase, "3.14.5")
    validite, commande = oi.contrat.validite_rdv, oc.delais.commande
    if validite is not None and commande is not None and commande.jours > validite:
        ouvres = accorde(validite, "jour ouvré", "jours ouvrés")
        phrase = f"l'OC commande {commande} après le rendez-vous, l'OI ne le garde que {ouvres}"
        yield _bloque("delais.commande", phrase, "3.14")


def _options(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    """What only has to be the same on both sides."""
    communes = {
        "notifie_meme_route": ("la notification d'un problème levé sans changer la route", "5.1.4"),
        "nouvelle_prise": ("la nouvelle référence de PTO d'une nouvelle route", "3.9"),
        "cr_ko_apres_annulation": ("le compte-rendu KO d'une commande annulée", "3.3"),
        "notifie_avant_nouvel_echange": ("la notification avant un nouvel échange", "3.4"),
        "rdv_par_message": ("la demande de rendez-vous par message", "4.1.6"),
    }
    for nom, (quoi, section) in communes.items():
        a, b = getattr(oi.contrat, nom), getattr(oc.contrat, nom)
        if a is not None and b is not None and a is not b:
            phrase = f"{quoi} : {'oui' if a else 'non'} pour l'OI, {'oui' if b else 'non'} pour l'OC"
            yield Divergence(Poids.A_CONFIRMER, f"contrat.{nom}", phrase, section)


def _calendrier(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    for cle in ("zone", "samedi", "fermetures"):
        if getattr(oi.calendrier, cle) != getattr(oc.calendrier, cle):
            phrase = (
                f"les jours ouvrés ne sont pas les mêmes (clé « {cle} ») : les délais ne seront pas comptés de même"
            )
            yield Divergence(Poids.A_CONFIRMER, f"calendrier.{cle}", phrase)


def _fichiers(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    a, b = oi.echange, oc.echange
    if a.encodage != b.encodage:
        dits = f"{a.encodage or 'aucun'} pour l'OI, {b.encodage or 'aucun'} pour l'OC"
        poids = Poids.BLOQUANT if a.encodage and b.encodage else Poids.A_CONFIRMER
        yield Divergence(poids, "echange.encodage", f"l'encodage convenu est {dits}", "2.3")
    if a.nom_de_fichier != b.nom_de_fichier:
        phrase = f"les noms de fichiers diffèrent : {a.nom_de_fichier} pour l'OI, {b.nom_de_fichier} pour l'OC"
        yield Divergence(Poids.A_CONFIRMER, "echange.nom_de_fichier", phrase, "2.3")
    if a.fin_de_ligne != b.fin_de_ligne:
        phrase = f"la fin de ligne est {a.fin_de_ligne} pour l'OI, {b.fin_de_ligne} pour l'OC"
        yield Divergence(Poids.A_CONFIRMER, "echange.fin_de_ligne", phrase, "2.3")
    if a.fichier_entier != b.fichier_entier and "marqueur" in (a.fichier_entier, b.fichier_entier):
        phrase = (
            "l'un attend un marqueur pour lire un fichier, l'autre n'en parle pas : ses fichiers ne seraient pas lus"
        )
        yield _bloque("echange.fichier_entier", phrase, "2.3")
    elif a.fichier_entier == "marqueur" and a.marqueur != b.marqueur:
        yield _bloque("echange.marqueur", f"le marqueur est {a.marqueur} pour l'OI, {b.marqueur} pour l'OC", "2.3")


def _transport(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    a, b = oi.echange, oc.echange
    if a.transport is None or b.transport is None:
        yield _tu("echange.transport", "le transport des fichiers", oi, oc, "2.3")
        return
    if a.transport != b.transport:
        phrase = f"l'OI échange par {a.transport}, l'OC par {b.transport} : les fichiers ne se rencontrent pas"
        yield _bloque("echange.transport", phrase, "2.3")
        return
    for cle in ("vers_oi", "vers_oc", "racine", "hote", "port", "adresse_oi", "adresse_oc"):
        valeurs = [getattr(getattr(e, e.transport or ""), cle, None) for e in (a, b)]
        if valeurs[0] != valeurs[1]:
            phrase = f"« {cle} » est {valeurs[0]} pour l'OI, {valeurs[1]} pour l'OC : est-ce bien le même endroit ?"
            poids = Poids.A_CONFIRMER if cle in ("racine", "hote", "port") else Poids.BLOQUANT
            yield Divergence(poids, f"echange.{a.transport}.{cle}", phrase, "2.3")


def _classeur(oi: Profil, oc: Profil) -> Iterator[Divergence]:
    for cle, quoi in (("version", "la version"), ("sha256", "l'empreinte")):
        a, b = getattr(oi.classeur, cle), getattr(oc.classeur, cle)
        if a is not None and b is not None and a != b:
            phrase = f"{quoi} du classeur est {a} pour l'OI, {b} pour l'OC"
            yield _bloque(f"classeur.{cle}", phrase, "1.2")


def _bloque(cle: str, phrase: str, section: str) -> Divergence:
    return Divergence(Poids.BLOQUANT, cle, phrase, section)


def _tu(cle: str, quoi: str, oi: Profil, oc: Profil, section: str) -> Divergence:
    """One of the two says nothing of something that matters."""
    section_du_profil, _, nom = cle.partition(".")
    tus = [p for p, profil in (("l'OI", oi), ("l'OC", oc)) if getattr(getattr(profil, section_du_profil), nom) is None]
    phrase = f"{quoi} : {' et '.join(tus)} n'en {'disent' if len(tus) > 1 else 'dit'} rien"
    return Divergence(Poids.NON_DECLARE, cle, phrase, section)


_SATURATION = {
    Saturation.REFUS: "refuse la commande",
    Saturation.ROUTE: "donne une route peut-être occupée (solution 1)",
    Saturation.HOTLINE: "renvoie à sa hotline, sans route (solution 2)",
}
"""What the OI does when its system has no fibre left."""

_CROISEMENTS: tuple[Callable[[Profil, Profil], Iterator[Divergence]], ...] = (
    _operateurs,
    _modes,
    _brassage,
    _pni,
    _saturation,
    _financement,
    _rdv,
    _options,
    _calendrier,
    _fichiers,
    _transport,
    _classeur,
)
