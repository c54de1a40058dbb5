"""Benches for the tests of this folder, over a folder or a real SFTP server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.partenaires.banc import Banc
from tests.transports.conftest import serveur_ssh, serveur_ssh_du_module
from tests.transports.serveur_ssh import ServeurSsh

__all__ = ["serveur_ssh", "serveur_ssh_du_module"]

LOGEMENTS = """\
CodeAdresseImmeuble;Batiment;Escalier;Etage;ReferencePm;ReferencePrestationPm;ReferencePrise;pbo;tube;fibre;secours;etat
00123A0042;A;1;2;FI-00123-VF01;XTEL-PM-00123-01;;PBO-00123-0001;1;3;4;
00123A0042;A;1;8;FI-00123-VF01;XTEL-PM-00123-01;;PBO-00123-0001;1;3;4;sature
00123A0042;A;1;9;FI-00123-VF01;XTEL-PM-00123-01;;PBO-00123-0001;1;3;4;impossible
00123A0107;;;;FI-00123-VF01;XTEL-PM-00123-01;XV-7K2M-4R9Q;PBO-00123-0002;2;1;2;
00123A0107;;;7;FI-00123-VF01;XTEL-PM-00123-01;XV-3FRM-0007;PBO-00123-0002;2;1;2;ferme
00123A0107;;;9;FI-00123-VF01;XTEL-PM-00123-01;XV-9MPS-0009;PBO-00123-0002;2;1;2;impossible
"""
"""What the OI partner knows: dwellings that are served, saturated, closed, impossible; without and with a PTO."""

PROFIL = """\
[operateurs]
oi = "XVAL"
oc = "XTEL"
sous_test = "{partie}"

[contrat]
modes = ["OI", "STOC", "OC"]
rdv = "outil"

[delais]
releve = "12 heures"
intervention = "3 heures"
reparation = "3 heures"
{delais}

[attente]
patience = "{patience}"
scrutation = "5 secondes"
"""
"""`releve` is most of a second of ours: a partner that the machine keeps waiting has not read what it crosses."""
PAR_DOSSIER = """
[echange]
transport = "dossier"
fichier_entier = "renommage"

[echange.dossier]
racine = "{echange}"
vers_oi = "oc_vers_oi"
vers_oc = "oi_vers_oc"
"""
PAR_SFTP = """
[echange]
transport = "sftp"
fichier_entier = "renommage"

[echange.sftp]
hote = "127.0.0.1"
port = {port}
utilisateur = "{utilisateur}"
cle = "{cle}"
empreinte = "{empreinte}"
racine = "{dossier}"
vers_oi = "oc_vers_oi"
vers_oc = "oi_vers_oc"
"""
DONNEES = """
[donnees.sature]
circonstance = "le PBO du client est saturé"
champs = { Etage = "8" }

[donnees.ferme]
circonstance = "l'adresse du client n'est pas éligible"
situation = "PCI"
champs = { Etage = "7", ReferencePrise = "XV-3FRM-0007" }

[donnees.ferme_pni]
circonstance = "l'adresse du client n'est pas éligible"
situation = "PNI"
champs = { Etage = "7" }

[donnees.colonne]
circonstance = "la colonne montante de l'immeuble est hors d'usage"
situation = "PAC"
champs = { Etage = "9" }

[donnees.plein]
circonstance = "toutes les fibres du PBO sont occupées sur le terrain"
situation = "PAC"
champs = { Etage = "9" }

[donnees.colonne_pci]
circonstance = "la colonne montante de l'immeuble est hors d'usage"
situation = "PCI"
champs = { Etage = "9", ReferencePrise = "XV-9MPS-0009" }

[donnees.position]
circonstance = "la position de brassage au PM est introuvable"
situation = "PCI"
champs = { Etage = "9", ReferencePrise = "XV-9MPS-0009" }

[donnees.position_pni]
circonstance = "la position de brassage au PM est introuvable"
situation = "PNI"
champs = { Etage = "9" }
"""

Bancs = Callable[..., Banc]


def banc_dans(
    racine: Path,
    partie: str,
    *ecarts: str,
    serveur: ServeurSsh | None = None,
    patience: str = "20 jours ouvrés",
    delais: str = "",
) -> Banc:
    """A bench: `partie` under test, and its `ecarts`; `serveur` for SFTP, `delais` lines of TOML."""
    echange = racine / "echange" if serveur is None else serveur.dossier
    canal = PAR_DOSSIER.format(echange=echange) if serveur is None else _par_sftp(serveur)
    profil = PROFIL.format(partie=partie.upper(), patience=patience, delais=delais) + canal
    profil += DONNEES if partie == "oi" else ""
    return Banc(racine, partie, LOGEMENTS if partie == "oi" else "", profil, echange, ecarts)


@pytest.fixture
def bancs(tmp_path: Path) -> Iterator[Bancs]:
    """Makes a bench, as `banc_dans`, and stops its partner in the end."""
    faits: list[Banc] = []

    def fait(partie: str, *ecarts: str, serveur: ServeurSsh | None = None) -> Banc:
        faits.append(banc_dans(tmp_path, partie, *ecarts, serveur=serveur))
        faits[-1].demarre()
        return faits[-1]

    yield fait
    for banc in faits:
        banc.arrete()


def _par_sftp(serveur: ServeurSsh) -> str:
    return PAR_SFTP.format(
        port=serveur.port,
        utilisateur=serveur.utilisateur,
        cle=serveur.cle,
        empreinte=serveur.empreinte,
        dossier=serveur.dossier,
    )
