"""From a profile to the transport that it names."""

from __future__ import annotations

from harness.profil.echange import MEGAOCTET, Echange, EchangeDossier, EchangeSftp
from harness.profil.modele import Profil
from harness.protocol.terms import Partie
from harness.transports.echange import EchangeImpossible, Transport
from harness.transports.folder import EchangeParDossier, Regles
from harness.transports.local import VolumeLocal
from harness.transports.volume import Volume

VERROU = ".verrou_interop_{code}"
"""The file that keeps two campaigns from playing one party in one exchange."""


def ouvre(profil: Profil, joue: Partie, campagne: str) -> Transport:
    """The transport of a profile, for the party that the harness plays. `campagne` names the run, for its lock.

    Raises EchangeImpossible when it cannot be reached, or when another campaign plays that party there.
    """
    echange, o = profil.echange, profil.operateurs
    if echange.courriel is not None and echange.transport == "courriel":
        from harness.transports.courriel import EchangeParCourriel

        adresses = {o.oi: echange.courriel.adresse_oi, o.oc: echange.courriel.adresse_oc}
        taille_max = echange.taille_max_mo * MEGAOCTET
        return EchangeParCourriel(echange.courriel, adresses, profil.dossier, taille_max=taille_max)
    volume, reglages = volume_de(profil)
    try:
        code = o.oi if joue is Partie.OI else o.oc
        volume.verrouille(VERROU.format(code=code), campagne)
    except EchangeImpossible:
        volume.ferme()
        raise
    return EchangeParDossier(volume, (o.oi, o.oc), regles(echange, reglages, o.oi, o.oc))


def volume_de(profil: Profil) -> tuple[Volume, EchangeDossier | EchangeSftp]:
    """Where the files of a profile lie, and the settings that say so. Raises EchangeImpossible, also for e-mail."""
    echange = profil.echange
    if echange.dossier is not None and echange.transport == "dossier":
        return VolumeLocal(profil.dossier / echange.dossier.racine), echange.dossier
    if echange.sftp is not None and echange.transport == "sftp":
        from harness.transports.sftp import VolumeSftp

        return VolumeSftp(echange.sftp, profil.dossier), echange.sftp
    raise EchangeImpossible(f"{profil.nom} ne dit pas comment les fichiers voyagent : clé « echange.transport »")


def regles(echange: Echange, reglages: EchangeDossier | EchangeSftp, oi: str, oc: str) -> Regles:
    """The rules of a folder exchange between two operators, as a profile sets them."""

    def dossier(_de: str, a: str) -> str:
        modele = reglages.vers_oi if a == oi else reglages.vers_oc
        return modele.replace("{oi}", oi).replace("{oc}", oc)

    return Regles(
        dossier=dossier,
        entier=echange.fichier_entier,
        marqueur=echange.marqueur,
        stable=echange.stable_pendant.duree.total_seconds(),
        apres=reglages.apres_releve,
        releves=reglages.releves,
        taille_max=echange.taille_max_mo * MEGAOCTET,
    )
