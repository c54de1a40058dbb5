"""Before any file: is the profile usable, does the channel work? A list of checks, each with what was found."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import astuple
from datetime import datetime

import harness.judge.conversation.judge
import harness.judge.lots  # noqa: F401 - both declare the rules
from harness.campaign.controle import Controle, Etat, horloge
from harness.campaign.diagnostic_courriel import controle_courriel
from harness.judge.registry import REGLES
from harness.network.loading import ReseauIllisible, charge
from harness.network.network import Reseau
from harness.profil.ecriture import CODECS
from harness.profil.modele import Profil
from harness.protocol.francais import accorde
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Partie
from harness.transports.echange import EchangeImpossible
from harness.transports.ouverture import ouvre, regles, volume_de
from harness.transports.volume import Absent, Existe, Volume

PLACE_MIN = 100 << 20
"""Bytes that must be left where files are written."""


def controle_profil(profil: Profil, protocole: Protocole, aujourdhui: datetime) -> Iterator[Controle]:
    """What can be said of a profile without leaving the room. It was read already, so its keys are good."""
    yield Controle("profil", Etat.BON, f"{profil.nom} : toutes les clés sont connues et bien remplies")
    partie = profil.operateurs.sous_test
    if partie is None:
        yield Controle(
            "partie sous test", Etat.NON_VERIFIE, "le profil ne dit pas quel système il décrit : « sous_test »"
        )
    else:
        yield Controle("partie sous test", Etat.BON, f"l'{partie} ; le banc joue l'{partie.autre}")
    yield from _ecarts(profil, aujourdhui)
    yield from _donnees(profil, protocole)
    attendu = profil.classeur.sha256
    if attendu is not None:
        etat = Etat.BON if attendu == protocole.empreinte else Etat.FAUX
        detail = (
            "c'est celui du profil" if etat is Etat.BON else "ce n'est pas celui du profil : donnez-le par --classeur"
        )
        yield Controle("classeur", etat, f"{protocole.nom} : {detail}")


def _ecarts(profil: Profil, aujourdhui: datetime) -> Iterator[Controle]:
    """Known breaches name rules that exist, and are still admitted."""
    for ecart in profil.ecarts_connus:
        if ecart.regle not in REGLES:
            yield Controle("écarts connus", Etat.FAUX, f"aucune règle ne s'appelle « {ecart.regle} »")
        elif ecart.jusqu_au is not None and ecart.jusqu_au < aujourdhui.date():
            yield Controle(
                "écarts connus", Etat.FAUX, f"« {ecart.regle} » n'est plus admis depuis le {ecart.jusqu_au:%d/%m/%Y}"
            )


def _donnees(profil: Profil, protocole: Protocole) -> Iterator[Controle]:
    """Prepared data name columns that some flux has, dwellings that the network has, and can be written as agreed."""
    connus = {champ.nom for flux in Flux for champ in protocole[flux].champs}
    for nom, donnee in profil.donnees.items():
        inconnus = [c for c in donnee.champs if c not in connus]
        if inconnus:
            yield Controle("données", Etat.FAUX, f"« {nom} » : aucun flux n'a de colonne {', '.join(inconnus)}")
    textes = [t for d in profil.donnees.values() for t in d.champs.values()]
    if profil.reseau.fichier is not None:
        try:
            reseau = charge(profil.dossier / profil.reseau.fichier).reseau
        except ReseauIllisible as e:
            yield Controle("réseau", Etat.FAUX, str(e))
            return
        yield Controle("réseau", Etat.BON, f"{reseau.nom} : {accorde(len(reseau.logements), 'logement')}")
        yield from _logements(profil, reseau)
        textes += [str(t) for a in reseau.adresses.values() for t in astuple(a)]
    if profil.echange.encodage:
        yield _encodage(profil.echange.encodage, textes)


def _logements(profil: Profil, reseau: Reseau) -> Iterator[Controle]:
    for nom, donnee in profil.donnees.items():
        if donnee.logement is not None and donnee.logement not in reseau.logements:
            yield Controle("données", Etat.FAUX, f"« {nom} » : le réseau n'a pas de logement « {donnee.logement} »")


def _encodage(encodage: str, textes: list[str]) -> Controle:
    """Whether everything that is to be written can be, in the encoding that was agreed on."""
    for texte in textes:
        try:
            texte.encode(CODECS[encodage])
        except UnicodeEncodeError:
            return Controle("encodage", Etat.FAUX, f"« {texte} » ne peut pas s'écrire en {encodage}")
    return Controle("encodage", Etat.BON, f"{encodage} : les données préparées s'y écrivent")


def controle_canal(profil: Profil, maintenant: Callable[[], datetime]) -> Iterator[Controle]:
    """Reach the transport and try all that a campaign will do there, on probe files that are then deleted."""
    joue = (profil.operateurs.sous_test or Partie.OC).autre
    try:
        ouvre(profil, joue, "un diagnostic").ferme()
    except EchangeImpossible as e:
        yield Controle("canal", Etat.FAUX, str(e))
        return
    if profil.echange.transport == "courriel":
        yield from controle_courriel(profil, joue, maintenant)
        return
    volume, reglages = volume_de(profil)
    o = profil.operateurs
    chemins = regles(profil.echange, reglages, o.oi, o.oc)
    nous, eux = (o.oi, o.oc) if joue is Partie.OI else (o.oc, o.oi)
    yield Controle("canal", Etat.BON, f"{volume.depot} : joint")
    try:
        yield from _sonde(volume, "dépôt", chemins.dossier(nous, eux), "", maintenant)
        yield from _sonde(volume, "réception", chemins.dossier(eux, nous), f"/{reglages.releves}", maintenant)
        yield _place(volume)
    finally:
        volume.ferme()


def _sonde(
    volume: Volume, quoi: str, dossier: str, rangement: str, maintenant: Callable[[], datetime]
) -> Iterator[Controle]:
    """Write, list, read back, rename and delete one file, as a campaign would; then the clock that dated it."""
    nom = f".interop_sonde_{secrets.token_hex(4)}_é"
    chemin, range_ = f"{dossier}/{nom}.tmp", f"{dossier}{rangement}/{nom}"
    octets, fait = "Référence;é\r\n".encode() + bytes(range(256)), "écrire"
    try:
        volume.cree_dossier(f"{dossier}{rangement}")
        volume.ecrit(chemin, octets)
        ecrit_a = maintenant()
        fait = "lister"
        vu = next((v for v in volume.liste(dossier) if v.nom == f"{nom}.tmp"), None)
        if vu is None:
            raise EchangeImpossible(f"{volume.depot}/{dossier} : le fichier écrit n'y paraît pas (noms accentués ?)")
        fait = "relire"
        if volume.lit(chemin, len(octets) + 1) != octets:
            raise EchangeImpossible(f"{volume.depot}/{chemin} : relu, le fichier a changé")
        fait = "renommer"
        volume.renomme(chemin, range_)
        fait = "supprimer"
        volume.supprime(range_)
    except (EchangeImpossible, Absent, Existe) as e:
        yield Controle(quoi, Etat.FAUX, f"{fait} : {e}")
        return
    yield Controle(quoi, Etat.BON, f"{dossier} : écrit, listé, relu, renommé, supprimé")
    yield horloge(f"horloge ({quoi})", ecrit_a, vu.date / 1e9)


def _place(volume: Volume) -> Controle:
    libre = volume.place_libre()
    if libre is None:
        return Controle("place libre", Etat.NON_VERIFIE, "le serveur ne la dit pas")
    etat = Etat.BON if libre >= PLACE_MIN else Etat.FAUX
    return Controle("place libre", etat, f"{libre >> 20} Mo ({PLACE_MIN >> 20} Mo au moins attendus)")
