"""Two declarations face to face: each thing that would break is one sentence with its §, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.profil.croisement import MemePartie, Poids, croise, face_a_face
from harness.profil.lecture import lit_profil
from harness.profil.modele import Profil

DITS = """
[contrat]
modes = ["OI", "STOC", "OC"]
brassage = "OC"
pni = true
saturation = "refus"
rdv = "flux"
prevenance = 3
reports = 2
validite_rdv = 2
financements = ["COFI"]
demande = "COFI"
notifie_meme_route = false
[delais]
rdv = "3 jours ouvrés"
commande = "1 jour ouvré"
[calendrier]
zone = "métropole"
[echange]
transport = "sftp"
encodage = "UTF-8"
nom_de_fichier = "{oi}_{oc}_{flux}_{numero}.csv"
fichier_entier = "marqueur"
marqueur = ".ok"
[echange.sftp]
hote = "sftp.example.fr"
utilisateur = "x"
mot_de_passe = { variable = "X" }
empreinte = "SHA256:uNiVztksCsDhcc0u9e8BrUi34ss0vChwgcUeGT2SrCw"
[classeur]
version = "1.2"
"""


def profil(partie: str, *changements: tuple[str, str]) -> Profil:
    texte = f'[operateurs]\noi = "XVAL"\noc = "XTEL"\nsous_test = "{partie}"\n' + DITS
    for avant, apres in changements:
        assert avant in texte
        texte = texte.replace(avant, apres, 1)
    return lit_profil(texte.encode(), Path(f"{partie}.toml"))


def test_the_same_declarations_agree() -> None:
    assert croise(profil("OI"), profil("OC")) == ()


@pytest.mark.parametrize(
    ("cote", "avant", "apres", "poids", "phrase", "section"),
    [
        ("OC", '"XVAL"', '"XVAX"', "bloquant", "le code de l'OI est XVAL pour l'OI, XVAX pour l'OC", ""),
        ("OI", '"OI", "STOC"', '"STOC"', "bloquant", "l'OC commande en mode OI, que l'OI ne pratique pas", "2.5"),
        ("OC", '"OI", "STOC"', '"OI"', "à confirmer", "l'OI propose le mode STOC, que l'OC ne pratique pas", "2.5"),
        ("OI", 'brassage = "OC"', 'brassage = "OI"', "bloquant", "brasseraient tous deux au PM", "2.5"),
        ("OC", 'brassage = "OC"', 'brassage = "OI"', "bloquant", "ni l'OI ni l'OC ne brasserait au PM", "2.5"),
        ("OC", 'brassage = "OC"', "", "non déclaré", "qui brasse au PM en mode STOC : l'OC n'en dit rien", "2.5"),
        ("OI", "pni = true", "pni = false\npni_des_l_ar = true", "bloquant", "que l'OI refuse à l'AR", "4.3"),
        ("OI", "pni = true", "pni = false", "bloquant", "que l'OI refuse au compte-rendu de commande", "4.3"),
        ("OC", "pni = true", "pni = false", "à confirmer", "mais l'OC n'en commande pas", "4.3"),
        (
            "OI",
            '"refus"',
            '"hotline"',
            "bloquant",
            "l'OI renvoie à sa hotline, sans route (solution 2) ; l'OC",
            "7.2.2",
        ),
        ("OC", 'rdv = "flux"', 'rdv = "outil"', "bloquant", "l'OC cherche l'outil de rendez-vous de l'OI", "3.14"),
        ("OI", 'rdv = "flux"', 'rdv = "outil"', "bloquant", "l'OI attend qu'il se serve de son outil", "3.14"),
        ("OC", '"3 jours ouvrés"', '"2 jours ouvrés"', "bloquant", "2 jours ouvrés à l'avance, l'OI veut 3", "3.14.1"),
        ("OC", "reports = 2", "reports = 3", "bloquant", "l'OC compte 3 reports de rendez-vous", "3.14.5"),
        ("OC", '"1 jour ouvré"', '"3 jours ouvrés"', "bloquant", "l'OI ne le garde que 2 jours ouvrés", "3.14"),
        (
            "OC",
            'demande = "COFI"',
            'demande = "LOCA"',
            "bloquant",
            "l'OC demande LOCA, que le contrat n'admet pas",
            "3.1",
        ),
        ("OC", "meme_route = false", "meme_route = true", "à confirmer", "non pour l'OI, oui pour l'OC", "5.1.4"),
        ("OC", '"métropole"', '"Mayotte"', "à confirmer", "les jours ouvrés ne sont pas les mêmes", ""),
        ("OC", '"UTF-8"', '"CP1252"', "bloquant", "UTF-8 pour l'OI, CP1252 pour l'OC", "2.3"),
        ("OC", 'encodage = "UTF-8"', "", "à confirmer", "UTF-8 pour l'OI, aucun pour l'OC", "2.3"),
        ("OC", "{numero}.csv", "V12_{numero}.csv", "à confirmer", "les noms de fichiers diffèrent", "2.3"),
        ("OC", '"marqueur"', '"renommage"', "bloquant", "ses fichiers ne seraient pas lus", "2.3"),
        ("OC", '".ok"', '".fin"', "bloquant", "le marqueur est .ok pour l'OI, .fin pour l'OC", "2.3"),
        ("OC", "sftp.example.fr", "ftp.example.fr", "à confirmer", "est-ce bien le même endroit", "2.3"),
        ("OC", 'hote = "sftp', 'vers_oi = "in"\nhote = "sftp', "bloquant", "« vers_oi » est", "2.3"),
        (
            "OC",
            'version = "1.2"',
            'version = "1.3"',
            "bloquant",
            "la version du classeur est 1.2 pour l'OI, 1.3",
            "1.2",
        ),
    ],
)
def test_each_divergence_is_one_sentence(
    cote: str, avant: str, apres: str, poids: str, phrase: str, section: str
) -> None:
    change = ((avant, apres),)
    oi, oc = profil("OI", *(change if cote == "OI" else ())), profil("OC", *(change if cote == "OC" else ()))
    (divergence,) = croise(oi, oc)
    assert (divergence.poids, divergence.section) == (poids, section)
    assert phrase in divergence.phrase
    assert "\n" not in divergence.phrase


def test_no_common_ground() -> None:
    oi = profil("OI", ('["OI", "STOC", "OC"]', '["OI"]'))
    oc = profil("OC", ('["OI", "STOC", "OC"]', '["OC"]'))
    assert "l'OI et l'OC n'ont aucun modèle de raccordement en commun" in [d.phrase for d in croise(oi, oc)]


def test_transports_that_cannot_meet() -> None:
    dossier = DITS.partition("[echange]")[0] + '[echange]\ntransport = "dossier"\nencodage = "UTF-8"\n'
    dossier += 'nom_de_fichier = "{oi}_{oc}_{flux}_{numero}.csv"\nfichier_entier = "marqueur"\n'
    dossier += '[echange.dossier]\nracine = "x"\n'
    entete = '[operateurs]\noi = "XVAL"\noc = "XTEL"\nsous_test = "OC"\n'
    oc = lit_profil((entete + dossier).encode(), Path("oc.toml"))
    (divergence,) = croise(profil("OI"), oc)
    assert divergence.phrase == "l'OI échange par sftp, l'OC par dossier : les fichiers ne se rencontrent pas"


def test_silence_is_not_agreement() -> None:
    """Two empty declarations: nothing is known to break, everything that matters is asked for."""
    muets = (f'[operateurs]\noi = "XVAL"\noc = "XTEL"\nsous_test = "{p}"\n' for p in ("OI", "OC"))
    oi, oc = (lit_profil(texte.encode(), Path("p.toml")) for texte in muets)
    divergences = croise(oi, oc)
    assert {d.poids for d in divergences} == {Poids.NON_DECLARE}
    assert {d.cle for d in divergences} == {
        "contrat.modes",
        "contrat.brassage",
        "contrat.pni",
        "contrat.saturation",
        "contrat.rdv",
        "echange.transport",
    }


def test_appointments_only_matter_in_mode_oi() -> None:
    """§3.14: they are those of the OI's teams."""
    sans_oi = ('["OI", "STOC", "OC"]', '["STOC", "OC"]')
    assert croise(profil("OI", sans_oi), profil("OC", sans_oi, ('rdv = "flux"', 'rdv = "outil"'))) == ()


def test_two_profiles_of_one_side_do_not_face_each_other() -> None:
    oi, oc = profil("OI"), profil("OC")
    assert face_a_face(oc, oi) == (oi, oc)
    with pytest.raises(MemePartie, match="un profil de l'OI et un de l'OC attendus"):
        face_a_face(oi, oi)
