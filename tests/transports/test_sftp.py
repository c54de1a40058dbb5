"""SFTP against a real OpenSSH server: the same exchange as a folder, and everything that can go wrong on the way."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness.profil.lecture import charge_profil
from harness.protocol.terms import Partie
from harness.transports.echange import EchangeImpossible, NomPris, Transport
from harness.transports.ouverture import ouvre
from tests.transports.relais import Relais
from tests.transports.serveur_ssh import ServeurSsh, profil_sftp

Ouvreur = Callable[..., Transport]


@pytest.fixture
def ouvreur(serveur_ssh: ServeurSsh, tmp_path: Path) -> Iterator[Ouvreur]:
    """Opens the exchange of one party; more keys of the profile may be given, "" to take one away."""
    ouverts: list[Transport] = []

    def ouvre_pour(partie: Partie, serveur: ServeurSsh = serveur_ssh, campagne: str = "", **cles: str) -> Transport:
        chemin = tmp_path / "profil.toml"
        chemin.write_text(profil_sftp(serveur, **cles), encoding="utf-8")
        ouverts.append(ouvre(charge_profil(chemin), partie, campagne or f"la campagne de l'{partie}"))
        return ouverts[-1]

    yield ouvre_pour
    for transport in ouverts:
        transport.ferme()


@pytest.fixture
def relais(serveur_ssh: ServeurSsh) -> Iterator[Relais]:
    relais = Relais(serveur_ssh.port)
    yield relais
    relais.ferme()


def prend(transport: Transport, a: str) -> list[tuple[str, bytes, str]]:
    arrivees = transport.releve(a)
    for arrivee in arrivees:
        transport.acquitte(arrivee)
    return [(x.nom, x.octets, x.refus) for x in arrivees]


def test_a_file_goes_and_comes_once(ouvreur: Ouvreur, serveur_ssh: ServeurSsh) -> None:
    oi, oc = ouvreur(Partie.OI), ouvreur(Partie.OC)
    oc.depose("XTEL", "XVAL", "cmd.csv", b"a;b\n" * 50_000)
    depot = serveur_ssh.dossier / "XTEL_vers_XVAL"
    assert [p.name for p in depot.iterdir()] == ["cmd.csv"]
    (arrivee,) = oi.releve("XVAL")
    assert (arrivee.de, arrivee.nom, arrivee.octets) == ("XTEL", "cmd.csv", b"a;b\n" * 50_000)
    assert oi.releve("XVAL") == ()
    assert (depot / "cmd.csv").exists()
    oi.acquitte(arrivee)
    assert [str(p.relative_to(depot)) for p in sorted(depot.rglob("*"))] == ["releves", "releves/cmd.csv"]
    assert oc.deja_depose("XTEL", "XVAL", "cmd.csv", b"a;b\n" * 50_000)


def test_a_password_and_a_known_hosts_file(
    ouvreur: Ouvreur, serveur_ssh: ServeurSsh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XVAL_SFTP", serveur_ssh.mot_de_passe)
    connus = f'"{serveur_ssh.hotes_connus}"'
    oc = ouvreur(Partie.OC, cle="", empreinte="", mot_de_passe='{ variable = "XVAL_SFTP" }', hotes_connus=connus)
    oc.depose("XTEL", "XVAL", "cmd.csv", b"1")
    assert (serveur_ssh.dossier / "XTEL_vers_XVAL" / "cmd.csv").read_bytes() == b"1"


def test_a_key_with_a_passphrase(ouvreur: Ouvreur, serveur_ssh: ServeurSsh, tmp_path: Path) -> None:
    cle = tmp_path / "cle"
    cle.write_bytes(serveur_ssh.cle.read_bytes())
    cle.chmod(0o600)
    subprocess.check_call(["ssh-keygen", "-q", "-p", "-N", "azerty-phrase", "-f", cle])
    (tmp_path / "phrase").write_text("azerty-phrase\n")
    (tmp_path / "phrase").chmod(0o600)
    assert ouvreur(Partie.OC, cle='"cle"', phrase_de_passe='{ fichier = "phrase" }').releve("XTEL") == ()
    with pytest.raises(EchangeImpossible, match="demande une phrase de passe"):
        ouvreur(Partie.OC, cle='"cle"')
    (tmp_path / "phrase").write_text("autre")
    with pytest.raises(EchangeImpossible, match="la phrase de passe est fausse"):
        ouvreur(Partie.OC, cle='"cle"', phrase_de_passe='{ fichier = "phrase" }')


def test_another_host_key_is_refused(ouvreur: Ouvreur, serveur_ssh: ServeurSsh, tmp_path: Path) -> None:
    """By its fingerprint, by known_hosts, or because nobody knows it."""
    autre = "SHA256:" + "A" * 43
    with pytest.raises(EchangeImpossible, match=f"clé d'hôte refusée, .* a pour empreinte SHA256:.* attend {autre}"):
        ouvreur(Partie.OC, empreinte=f'"{autre}"')
    subprocess.check_call(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "autre"])
    publique = " ".join((tmp_path / "autre.pub").read_text().split()[:2])
    (tmp_path / "kh").write_text(f"[127.0.0.1]:{serveur_ssh.port} {publique}\n")
    with pytest.raises(EchangeImpossible, match="clé d'hôte refusée, ce n'est pas celle de « hotes_connus »"):
        ouvreur(Partie.OC, empreinte="", hotes_connus='"kh"')
    (tmp_path / "kh").write_text("")
    with pytest.raises(EchangeImpossible, match="n'est pas dans le fichier « hotes_connus »"):
        ouvreur(Partie.OC, empreinte="", hotes_connus='"kh"')
    with pytest.raises(EchangeImpossible, match=r"absent ne peut pas être lu : il n'existe pas"):
        ouvreur(Partie.OC, empreinte="", hotes_connus='"absent"')


def test_refused_at_the_door(ouvreur: Ouvreur, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The sentence names the account, and never the password."""
    monkeypatch.setenv("XVAL_SFTP", "hunter2-faux")
    with pytest.raises(EchangeImpossible, match="refuse l'authentification de « xtel »") as e:
        ouvreur(Partie.OC, cle="", mot_de_passe='{ variable = "XVAL_SFTP" }')
    assert "hunter2" not in f"{e.value!r}{e.value.__dict__}"
    assert not e.value.passager
    (tmp_path / "cle").write_text("ce n'est pas une clé")
    (tmp_path / "cle").chmod(0o600)
    with pytest.raises(EchangeImpossible, match="n'est pas une clé privée lisible"):
        ouvreur(Partie.OC, cle='"cle"')
    (tmp_path / "cle").chmod(0o644)
    with pytest.raises(EchangeImpossible, match="est lisible par d'autres que vous"):
        ouvreur(Partie.OC, cle='"cle"')


def test_nobody_there_or_no_folder(ouvreur: Ouvreur, serveur_ssh: ServeurSsh) -> None:
    with pytest.raises(EchangeImpossible, match="est injoignable ou ne parle pas SFTP") as e:
        ouvreur(Partie.OC, port="1")
    assert e.value.passager
    with pytest.raises(EchangeImpossible, match="le dossier /nulle/part n'existe pas sur sftp://127"):
        ouvreur(Partie.OC, racine='"/nulle/part"')
    with pytest.raises(EchangeImpossible, match="est injoignable"):
        ouvreur(Partie.OC, hote='"serveur.invalid"')


def test_a_line_cut_in_the_middle_of_a_file_leaves_nothing_half_written(
    ouvreur: Ouvreur, serveur_ssh: ServeurSsh, relais: Relais
) -> None:
    """The partner never sees a part of it; sent again on a new connection, it is there once."""
    octets = bytes(range(256)) * 4000
    oc = ouvreur(Partie.OC, port=str(relais.port))
    relais.coupes = [200_000, 200_000]  # one cut is repaired without a word, two are not
    with pytest.raises(EchangeImpossible, match="la connexion a été coupée") as e:
        oc.depose("XTEL", "XVAL", "cmd.csv", octets)
    assert e.value.passager
    assert relais.coupures == 2
    assert ouvreur(Partie.OI).releve("XVAL") == ()
    oc.depose("XTEL", "XVAL", "cmd.csv", octets)
    depot = serveur_ssh.dossier / "XTEL_vers_XVAL"
    assert [(p.name, p.read_bytes() == octets) for p in depot.iterdir()] == [("cmd.csv", True)]


def test_a_cut_is_repaired_by_a_new_connection(ouvreur: Ouvreur, serveur_ssh: ServeurSsh, relais: Relais) -> None:
    oc = ouvreur(Partie.OC, port=str(relais.port))
    relais.coupes = [100_000]
    oc.depose("XTEL", "XVAL", "cmd.csv", b"x" * 500_000)
    assert relais.coupures == 1
    assert (serveur_ssh.dossier / "XTEL_vers_XVAL" / "cmd.csv").stat().st_size == 500_000


def test_a_server_that_stops_then_comes_back(ouvreur: Ouvreur, autre_serveur_ssh: Callable[..., ServeurSsh]) -> None:
    serveur = autre_serveur_ssh()
    oi = ouvreur(Partie.OI, serveur)
    (serveur.dossier / "XTEL_vers_XVAL").mkdir()
    (serveur.dossier / "XTEL_vers_XVAL" / "cmd.csv").write_bytes(b"1")
    (arrivee,) = oi.releve("XVAL")
    serveur.arrete()
    for geste in (lambda: oi.acquitte(arrivee), lambda: oi.releve("XVAL"), lambda: oi.depose("XVAL", "XTEL", "a", b"")):
        with pytest.raises(EchangeImpossible) as e:
            geste()
        assert e.value.passager
    serveur.demarre()
    assert oi.releve("XVAL") == ()
    oi.acquitte(arrivee)
    assert (serveur.dossier / "XTEL_vers_XVAL" / "releves" / "cmd.csv").read_bytes() == b"1"


def test_a_full_disk_on_the_server(ouvreur: Ouvreur, autre_serveur_ssh: Callable[..., ServeurSsh]) -> None:
    serveur = autre_serveur_ssh(taille_max=100_000)
    oc = ouvreur(Partie.OC, serveur)
    with pytest.raises(EchangeImpossible, match="disque plein, quota ou lecture seule") as e:
        oc.depose("XTEL", "XVAL", "cmd.csv", b"x" * 200_000)
    assert e.value.passager
    assert list((serveur.dossier / "XTEL_vers_XVAL").iterdir()) == []


def test_names_and_links_on_the_server(ouvreur: Ouvreur, serveur_ssh: ServeurSsh, tmp_path: Path) -> None:
    oi = ouvreur(Partie.OI)
    depot = serveur_ssh.dossier / "XTEL_vers_XVAL"
    depot.mkdir()
    (tmp_path / "secret").write_text("secret")
    (depot / "lien.csv").symlink_to(tmp_path / "secret")
    for nom in ("é\n.csv", "x" * 255, ".cache", "a.part"):
        (depot / nom).write_bytes(b"1")
    assert sorted(prend(oi, "XVAL")) == [
        ("lien.csv", b"", "ce n'est pas un fichier ordinaire : il n'est ni lu ni suivi"),
        ("x" * 255, b"1", ""),
        ("é\n.csv", b"1", ""),
    ]
    assert sorted(p.name for p in depot.iterdir()) == [".cache", "a.part", "releves"]


def test_nothing_is_overwritten(ouvreur: Ouvreur) -> None:
    oc = ouvreur(Partie.OC)
    oc.depose("XTEL", "XVAL", "cmd.csv", b"1")
    oc.depose("XTEL", "XVAL", "cmd.csv", b"1")
    with pytest.raises(NomPris, match=r"cmd\.csv existe déjà"):
        oc.depose("XTEL", "XVAL", "cmd.csv", b"2")


def test_two_campaigns_on_one_server_are_refused(ouvreur: Ouvreur, serveur_ssh: ServeurSsh) -> None:
    """The one that was killed may come back; another may not."""
    ouvreur(Partie.OI, campagne="la campagne lundi")
    ouvreur(Partie.OI, campagne="la campagne lundi").ferme()
    premiere = ouvreur(Partie.OI, campagne="la campagne lundi")
    with pytest.raises(EchangeImpossible, match=r"la campagne lundi se sert déjà .* supprimez-y le fichier \.verrou"):
        ouvreur(Partie.OI, campagne="la campagne mardi")
    premiere.ferme()
    ouvreur(Partie.OI, campagne="la campagne mardi").ferme()
    assert [p.name for p in serveur_ssh.dossier.iterdir()] == []


def test_a_folder_that_cannot_be_written(ouvreur: Ouvreur, serveur_ssh: ServeurSsh) -> None:
    """The account may be root, whom no permission stops: a file is where a folder is wanted."""
    (serveur_ssh.dossier / "XTEL_vers_XVAL").write_text("")
    with pytest.raises(EchangeImpossible, match="XTEL_vers_XVAL est un fichier : un dossier est attendu"):
        ouvreur(Partie.OC).depose("XTEL", "XVAL", "cmd.csv", b"1")


def test_a_root_that_goes_away_is_not_an_empty_one(ouvreur: Ouvreur, serveur_ssh: ServeurSsh) -> None:
    (serveur_ssh.dossier / "acces").mkdir()
    oi = ouvreur(Partie.OI, racine=f'"{serveur_ssh.dossier}/acces"')
    assert oi.releve("XVAL") == ()
    (serveur_ssh.dossier / "acces").rename(serveur_ssh.dossier / "ailleurs")
    with pytest.raises(EchangeImpossible, match="acces n'est plus là") as e:
        oi.releve("XVAL")
    assert e.value.passager
