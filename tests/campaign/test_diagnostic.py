"""The checklist before a campaign: what is wrong with a profile or its channel is one line; probes leave no trace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from harness.campaign.controle import Controle, Etat
from harness.campaign.diagnostic import controle_canal, controle_profil
from harness.profil.lecture import charge_profil, lit_profil
from harness.profil.modele import Profil
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from harness.resources import fixtures
from harness.transports.ouverture import ouvre
from tests.transports.conftest import (  # noqa: F401 - fixtures
    autre_serveur_ssh,
    serveur_courriel,
    serveur_courriel_du_module,
    serveur_ssh,
    serveur_ssh_du_module,
)
from tests.transports.serveur_courriel import ServeurCourriel, profil_courriel
from tests.transports.serveur_ssh import ServeurSsh, profil_sftp

TETE = '[operateurs]\noi = "XVAL"\noc = "XTEL"\nsous_test = "OI"\n'
DOSSIER = TETE + '[echange]\ntransport = "dossier"\n[echange.dossier]\nracine = "echange"\n'
AUJOURDHUI = datetime(2026, 3, 2, 9)


def lu(tmp_path: Path, texte: str) -> Profil:
    (tmp_path / "profil.toml").write_text(texte, encoding="utf-8")
    return charge_profil(tmp_path / "profil.toml")


def faux(controles: list[Controle]) -> list[str]:
    return [f"{c.quoi} : {c.detail}" for c in controles if c.etat is not Etat.BON]


@pytest.mark.parametrize("nom", ["oi_sous_test.toml", "oc_sous_test.toml"])
def test_the_examples_are_good(nom: str, protocole: Protocole) -> None:
    assert faux(list(controle_profil(charge_profil(fixtures("profils", nom)), protocole, AUJOURDHUI))) == []


@pytest.mark.parametrize(
    ("ajout", "attendu"),
    [
        (
            '[[ecarts_connus]]\nregle = "cr.inventee"\nraison = "x"\ndate = 2026-01-01\n',
            "écarts connus : aucune règle ne s'appelle « cr.inventee »",
        ),
        (
            '[[ecarts_connus]]\nregle = "ar.absent"\nraison = "x"\ndate = 2026-01-01\njusqu_au = 2026-03-01\n',
            "écarts connus : « ar.absent » n'est plus admis depuis le 01/03/2026",
        ),
        (
            '[donnees.a]\nchamps = { CodeAdresse = "1" }\n',
            "données : « a » : aucun flux n'a de colonne CodeAdresse",
        ),
        (
            '[echange]\nencodage = "ISO-8859-15"\n[donnees.a]\nchamps = { Batiment = "Ж" }\n',
            "encodage : « Ж » ne peut pas s'écrire en ISO-8859-15",
        ),
        ('[reseau]\nfichier = "absent.toml"\n', "absent.toml ne peut pas être lu"),
        (f'[classeur]\nsha256 = "{"0" * 64}"\n', "ce n'est pas celui du profil : donnez-le par --classeur"),
    ],
)
def test_what_a_profile_gets_wrong(tmp_path: Path, protocole: Protocole, ajout: str, attendu: str) -> None:
    (trouve,) = faux(list(controle_profil(lu(tmp_path, TETE + ajout), protocole, AUJOURDHUI)))
    assert attendu in trouve


def test_a_network_and_its_dwellings(tmp_path: Path, protocole: Protocole) -> None:
    reseau = fixtures("reseaux", "valfibre.toml")
    texte = TETE + f'[reseau]\nfichier = "{reseau}"\n[donnees.a]\nlogement = "equipe"\n[donnees.b]\nlogement = "lune"\n'
    controles = list(controle_profil(lu(tmp_path, texte), protocole, AUJOURDHUI))
    assert faux(controles) == ["données : « b » : le réseau n'a pas de logement « lune »"]
    assert any(c.quoi == "réseau" and c.etat is Etat.BON for c in controles)


def test_a_profile_that_does_not_say_whose_it_is(protocole: Protocole) -> None:
    profil = lit_profil(b'[operateurs]\noi = "XVAL"\noc = "XTEL"\n', Path("p.toml"))
    assert [c.etat for c in controle_profil(profil, protocole, AUJOURDHUI)] == [Etat.BON, Etat.NON_VERIFIE]


def test_a_folder_that_works_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "echange").mkdir()
    controles = list(controle_canal(lu(tmp_path, DOSSIER), datetime.now))
    assert [(c.quoi, c.etat) for c in controles] == [
        ("canal", Etat.BON),
        ("dépôt", Etat.BON),
        ("horloge (dépôt)", Etat.BON),
        ("réception", Etat.BON),
        ("horloge (réception)", Etat.BON),
        ("place libre", Etat.BON),
    ]
    restent = [p.name for p in (tmp_path / "echange").rglob("*") if p.is_file() and not p.name.startswith(".verrou")]
    assert restent == []


def test_no_folder_or_a_campaign_in_it(tmp_path: Path) -> None:
    profil = lu(tmp_path, DOSSIER)
    (canal,) = controle_canal(profil, datetime.now)
    assert "n'existe pas" in canal.detail
    (tmp_path / "echange").mkdir()
    campagne = ouvre(profil, Partie.OC, "la campagne lundi")
    (canal,) = controle_canal(profil, datetime.now)
    assert "la campagne lundi se sert déjà de" in canal.detail
    campagne.ferme()


def test_a_folder_where_a_file_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "echange").mkdir()
    (tmp_path / "echange" / "XTEL_vers_XVAL").write_text("")
    trouves = faux(list(controle_canal(lu(tmp_path, DOSSIER), datetime.now)))
    assert len(trouves) == 1
    assert trouves[0].startswith("dépôt : écrire : ")


def test_a_clock_that_is_wrong_is_told(tmp_path: Path) -> None:
    (tmp_path / "echange").mkdir()
    controles = list(controle_canal(lu(tmp_path, DOSSIER), lambda: datetime.now() + timedelta(hours=1)))
    assert [c.etat for c in controles if c.quoi.startswith("horloge")] == [Etat.FAUX, Etat.FAUX]
    assert all("secondes en retard sur nous" in c.detail for c in controles if c.quoi.startswith("horloge"))


def test_an_sftp_server(tmp_path: Path, serveur_ssh: ServeurSsh) -> None:  # noqa: F811
    controles = list(controle_canal(lu(tmp_path, profil_sftp(serveur_ssh)), datetime.now))
    assert faux(controles) == []
    assert [c.quoi for c in controles][-1] == "place libre"
    restent = [p for p in serveur_ssh.dossier.rglob("*") if p.is_file()]
    assert restent == []
    mauvaise = "SHA256:" + "A" * 43
    (canal,) = controle_canal(lu(tmp_path, profil_sftp(serveur_ssh, empreinte=f'"{mauvaise}"')), datetime.now)
    assert "clé d'hôte refusée" in canal.detail


def test_an_sftp_server_that_is_full(tmp_path: Path, autre_serveur_ssh: Callable[..., ServeurSsh]) -> None:  # noqa: F811
    serveur = autre_serveur_ssh(taille_max=100)
    (depot, *_) = faux(list(controle_canal(lu(tmp_path, profil_sftp(serveur)), datetime.now)))
    assert depot.startswith("dépôt : écrire : ")
    assert "disque plein" in depot


def test_mail_servers(
    tmp_path: Path,
    serveur_courriel: ServeurCourriel,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XVAL_COURRIEL", serveur_courriel.mot_de_passe)
    texte = profil_courriel(serveur_courriel, "xtel").replace('oc = "XTEL"', 'oc = "XTEL"\nsous_test = "OI"')
    controles = list(controle_canal(lu(tmp_path, texte), datetime.now))
    assert faux(controles) == []
    assert [c.quoi for c in controles] == ["canal", "envoi", "réception", "horloge"]
    assert [p for p in serveur_courriel.boite("xval").rglob("*") if p.is_file()] == []
