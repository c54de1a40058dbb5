"""`profil`: questions make a valid, commented profile; what is shown is what is understood, and never a secret."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from harness.profil.lecture import charge_profil
from harness.resources import fixtures

DOSSIER = [
    "OI",
    "xval",
    "XTEL",
    "STOC, OC",
    "OC",
    "oui",
    "refus",
    "flux",
    "3",
    "La Réunion",
    "dossier",
    "UTF-8",
    "partage",
]
SFTP = ["OC", "XVAL", "XTEL", "OI", "non", "route", "outil", "métropole", "sftp", "CP1252", "sftp.example.fr", "2222"]
SFTP += ["xtel", "acces", "SHA256:" + "A" * 43, "mot de passe", "XVAL_SFTP"]
COURRIEL = ["OI", "XVAL", "XTEL", "OI", "non", "oui", "refus", "outil", "métropole", "courriel", "UTF-8"]
COURRIEL += ["xval@example.fr", "xtel@example.fr", "smtp.example.fr", "465", "tls", "xtel", "MDP_SMTP"]
COURRIEL += ["imap.example.fr", "993", "tls", "xtel", "MDP_IMAP"]


def lance(*arguments: str | Path, entree: str = "") -> subprocess.CompletedProcess[str]:
    commande = [sys.executable, "-c", "from harness.cli import main; main()", *map(str, arguments)]
    return subprocess.run(commande, capture_output=True, text=True, check=False, input=entree)


@pytest.mark.parametrize(
    ("reponses", "transport", "attendu"),
    [
        (DOSSIER, "dossier", {"contrat.prevenance": 3, "calendrier.zone": "La Réunion"}),
        (SFTP, "sftp", {"contrat.pni": False, "echange.encodage": "CP1252", "echange.sftp.port": 2222}),
        (COURRIEL, "courriel", {"contrat.pni_des_l_ar": True, "echange.courriel.imap.hote": "imap.example.fr"}),
    ],
)
def test_answers_make_a_profile(
    tmp_path: Path, reponses: list[str], transport: str, attendu: dict[str, object]
) -> None:
    fichier = tmp_path / "profil.toml"
    resultat = lance("profil", "nouveau", fichier, entree="\n".join(reponses) + "\n")
    assert resultat.returncode == 0, resultat.stderr
    profil = charge_profil(fichier)
    assert profil.echange.transport == transport
    for cle, valeur in attendu.items():
        lu: object = profil
        for morceau in cle.split("."):
            lu = getattr(lu, morceau)
        assert lu == valeur
    assert "# Code de l'OI, 4 caractères.\n" in fichier.read_text(encoding="utf-8")


def test_a_wrong_answer_is_asked_again_and_a_file_is_kept(tmp_path: Path) -> None:
    fichier = tmp_path / "profil.toml"
    reponses = [*DOSSIER]
    reponses[1:2] = ["XVALL", "XVAL"]
    resultat = lance("profil", "nouveau", fichier, entree="\n".join(reponses) + "\n")
    assert resultat.returncode == 0, resultat.stderr
    assert "4 lettres ou chiffres attendus" in resultat.stdout + resultat.stderr
    encore = lance("profil", "nouveau", fichier)
    assert (encore.returncode, encore.stderr) == (
        2,
        f"Erreur : {fichier} existe déjà : --remplacer pour l'écrire à nouveau\n",
    )


def test_what_is_understood_is_shown(tmp_path: Path) -> None:
    resultat = lance("profil", "montrer", fixtures("profils", "oi_sous_test.toml"))
    assert resultat.returncode == 0
    assert '  contrat.rdv = "flux"' in resultat.stdout
    faux = tmp_path / "p.toml"
    faux.write_text('[operateurs]\noi = "XVAL"\n')
    resultat = lance("profil", "montrer", faux)
    assert resultat.returncode == 2
    assert "clé « operateurs.oc » : cette clé est nécessaire" in resultat.stderr
    assert "Traceback" not in resultat.stderr
