"""`diagnostic`: a checklist in French, exit codes that a script can trust."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.resources import fixtures
from tests.cli.test_profil import lance

TETE = '[operateurs]\noi = "XVAL"\noc = "XTEL"\nsous_test = "{}"\n'
CONTRAT = '[contrat]\nmodes = ["STOC"]\nbrassage = "OC"\npni = {}\nsaturation = "refus"\n'
DOSSIER = '[echange]\ntransport = "dossier"\n[echange.dossier]\nracine = "echange"\n'


@pytest.fixture
def profils(tmp_path: Path) -> Path:
    (tmp_path / "echange").mkdir()
    for nom, partie, pni in (("oi", "OI", "true"), ("refus", "OI", "false"), ("oc", "OC", "true")):
        (tmp_path / f"{nom}.toml").write_text(TETE.format(partie) + CONTRAT.format(pni) + DOSSIER)
    (tmp_path / "muet.toml").write_text('[operateurs]\noi = "XVAL"\noc = "XTEL"\n' + DOSSIER)
    return tmp_path


def test_a_channel_that_works_is_code_0(profils: Path) -> None:
    resultat = lance("diagnostic", profils / "oi.toml")
    assert (resultat.returncode, resultat.stderr) == (0, "")
    assert "[ok] dépôt : XTEL_vers_XVAL : écrit, listé, relu, renommé, supprimé\n" in resultat.stdout


def test_what_cannot_be_checked_is_code_3(profils: Path) -> None:
    resultat = lance("diagnostic", profils / "muet.toml", "--format", "json")
    assert resultat.returncode == 3
    lu = json.loads(resultat.stdout)
    assert lu["code"] == 3
    assert {c["etat"] for c in lu["controles"]} == {"bon", "non vérifié"}


def test_a_dead_channel_is_code_2(profils: Path) -> None:
    (profils / "echange").rmdir()
    resultat = lance("diagnostic", profils / "oi.toml")
    assert resultat.returncode == 2
    assert "[KO] canal : le dossier d'échange" in resultat.stdout
    assert "Traceback" not in resultat.stderr


def test_two_profiles_are_crossed(profils: Path) -> None:
    d_accord = lance("diagnostic", profils / "oi.toml", profils / "oc.toml")
    assert (d_accord.returncode, d_accord.stdout.splitlines()[-1]) == (0, "Entre l'OI et l'OC : aucune divergence")
    fache = lance("diagnostic", profils / "oc.toml", profils / "refus.toml")
    assert fache.returncode == 2
    assert (
        "[KO] l'OC commande sur des prises non identifiées, que l'OI refuse au compte-rendu de commande (§4.3)"
        " [contrat.pni]"
    ) in fache.stdout


def test_a_wrong_call(profils: Path, tmp_path: Path) -> None:
    for arguments in ((profils / "oi.toml",) * 2, (profils / "oi.toml",) * 3, (tmp_path / "absent.toml",)):
        resultat = lance("diagnostic", *arguments)
        assert resultat.returncode == 2
        assert resultat.stderr.startswith("Emploi :")


def test_the_examples_do_not_meet() -> None:
    """One is over SFTP, the other in a folder: the sentence says so."""
    resultat = lance("diagnostic", fixtures("profils", "oi_sous_test.toml"), fixtures("profils", "oc_sous_test.toml"))
    assert resultat.returncode == 2
    assert "l'OI échange par sftp, l'OC par dossier : les fichiers ne se rencontrent pas (§2.3)" in resultat.stdout


def test_a_secret_shows_up_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in what is shown, nor in what is said of a server that refuses it."""
    monkeypatch.setenv("XVAL_SFTP", "hunter2-fiction")
    profil = tmp_path / "p.toml"
    profil.write_text(
        TETE.format("OI") + '[echange]\ntransport = "sftp"\n[echange.sftp]\nhote = "127.0.0.1"\nport = 1\n'
        'utilisateur = "xtel"\nmot_de_passe = { variable = "XVAL_SFTP" }\n'
        f'empreinte = "SHA256:{"A" * 43}"\n'
    )
    for commande in (("profil", "montrer"), ("diagnostic",), ("diagnostic", "--format", "json")):
        resultat = lance(*commande, profil)
        assert "XVAL_SFTP" in resultat.stdout or "injoignable" in resultat.stdout
        assert "hunter2" not in resultat.stdout + resultat.stderr
