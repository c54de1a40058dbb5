"""Real processes facing each other over a real folder: `jouer --sous-test` on one side, `simuler` on the other."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from harness.exchange.entries import EntreeAttestation, EntreeEvenement, EntreeLot
from harness.exchange.journal import lit_journal
from tests.transports.conftest import serveur_ssh, serveur_ssh_du_module  # noqa: F401 - fixtures
from tests.transports.serveur_ssh import ServeurSsh, profil_sftp

PROFIL = """
[operateurs]
oi = "XVAL"
oc = "XTEL"
[contrat]
modes = [{modes}]
rdv = "flux"
[delais]
commande = "1 minute"
ar = "5 minutes"
cr = "5 minutes"
cmd_stoc = "5 minutes"
constat = "1 minute"
pose = "1 minute"
cr_stoc = "1 minute"
mad = "5 minutes"
mes = "1 minute"
cr_mes = "15 minutes"
releve = "5 minutes"
intervention = "10 minutes"
[attente]
patience = "90 minutes"
scrutation = "30 secondes"
"""
DOSSIER = """
[echange]
transport = "dossier"
fichier_entier = "renommage"
[echange.dossier]
racine = "echange"
"""
FACTEUR = "900"
"""A quarter of an hour in a second."""


class Banc:
    """One exchange, its profile, and the processes around it."""

    def __init__(self, racine: Path, modes: str = '"OI", "STOC", "OC"', echange: str = DOSSIER) -> None:
        self.racine = racine
        (racine / "echange").mkdir()
        (racine / "profil.toml").write_text(PROFIL.format(modes=modes) + echange, encoding="utf-8")
        self.heure = ("--acceleration", FACTEUR, "--origine", datetime.now(UTC).isoformat(timespec="seconds"))
        self.partenaires: list[subprocess.Popen[str]] = []

    def lance(self, *arguments: str) -> subprocess.Popen[str]:
        """A command of ours, running."""
        code = "from harness.cli import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments], cwd=self.racine, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def simule(self, partie: str, *options: str) -> None:
        commande = ("simuler", partie, "--profil", "profil.toml", "--journal", f"simule-{partie}")
        self.partenaires.append(self.lance(*commande, *self.heure, *options))

    def joue(self, sous_test: str, scenarios: str, *options: str) -> subprocess.Popen[str]:
        commande = ("jouer", "--sous-test", sous_test, "--profil", "profil.toml", "--journal", "journal", "--ci")
        return self.lance(*commande, "--scenarios", scenarios, "--format", "json", *self.heure, *options)

    def arrete(self) -> list[str]:
        """Ctrl-C for each partner; what each said in the end."""
        for partenaire in self.partenaires:
            partenaire.send_signal(signal.SIGINT)
        sorties = [p.communicate(timeout=60)[0] for p in self.partenaires]
        self.partenaires.clear()
        return sorties


@pytest.fixture
def banc(tmp_path: Path) -> Iterator[Banc]:
    un = Banc(tmp_path)
    yield un
    un.arrete()


def fin(processus: subprocess.Popen[str]) -> tuple[int, dict[str, Any], str]:
    """Exit code, report, and what was shown on the way."""
    sortie, ecran = processus.communicate(timeout=240)
    return processus.returncode, json.loads(sortie) if sortie else {}, ecran


def test_an_oi_under_test_is_judged_on_its_files(banc: Banc) -> None:
    banc.simule("oi")
    code, lu, ecran = fin(banc.joue("oi", "STOC-PAC-NOM"))
    assert (code, [s["verdict"] for s in lu["scenarios"]]) == (0, ["conforme"]), ecran
    assert "AR_Cmd_Acces attendu de l'OI" in ecran
    (bilan,) = banc.arrete()
    assert "1 commande : en service" in bilan
    assert sorted(p.name for p in (banc.racine / "echange" / "XTEL_vers_XVAL").glob("*.csv")) == []


def test_the_same_over_sftp(tmp_path: Path, serveur_ssh: ServeurSsh) -> None:  # noqa: F811
    """A real OpenSSH server between the two processes."""
    echange = profil_sftp(serveur_ssh).partition("[echange]")[2]
    sftp = Banc(tmp_path, echange=f"[echange]{echange}")
    sftp.simule("oi")
    code, lu, ecran = fin(sftp.joue("oi", "OC-PAC-NOM"))
    (bilan,) = sftp.arrete()
    assert (code, [s["verdict"] for s in lu["scenarios"]]) == (0, ["conforme"]), ecran
    assert "1 commande : en service" in bilan
    assert len(list(serveur_ssh.dossier.rglob("*.csv"))) == 4


def test_an_oc_under_test_is_told_what_to_order(banc: Banc) -> None:
    (banc.racine / "clients.csv").write_text("logement;situation;modele;apres\nneuf;PAC;OC;2\n", encoding="utf-8")
    banc.simule("oc", "--clients", "clients.csv")
    code, lu, ecran = fin(banc.joue("oc", "OC-PAC-NOM"))
    assert (code, [s["verdict"] for s in lu["scenarios"]]) == (0, ["conforme"]), ecran
    assert "envoyez une Cmd_Acces : TypeRacco OC, PTO à construire, adresse 7 RUE DES EPISSURES" in ecran


def test_a_declared_delay_that_passed_is_a_breach_of_who_kept_silent(banc: Banc) -> None:
    """« non conforme », by the rule on delays; not « non concluant » because the wait came to its end."""
    banc.simule("oi", "--ecart", "ar-omis")
    code, lu, ecran = fin(banc.joue("oi", "OC-PAC-NOM"))
    assert code == 1, ecran
    (constat,) = [c for c in lu["constats"] if c["regle"] == "delai.depasse"]
    assert (constat["partie"], constat["flux"]) == ("OI", "Cmd_Acces")
    assert "AR_Cmd_Acces était dû 5 minutes après" in constat["message"]
    assert "n'est pas venu" in constat["message"]
    assert [s["verdict"] for s in lu["scenarios"]] == ["non_conforme"]


def test_nobody_in_front_proves_nothing_against_an_oc(banc: Banc) -> None:
    code, lu, _ = fin(banc.joue("oc", "OC-PAC-NOM"))
    assert (code, [s["verdict"] for s in lu["scenarios"]]) == (3, ["non_concluant"])
    assert lu["constats"] == []


def test_a_mode_that_is_not_declared_is_no_failure(tmp_path: Path) -> None:
    code, lu, _ = fin(Banc(tmp_path, '"OC"').joue("oi", "STOC-PAC-NOM"))
    (scenario,) = lu["scenarios"]
    assert (code, scenario["verdict"]) == (3, "sans_objet")
    assert scenario["raison"] == "le profil ne déclare pas le mode STOC (modes = OC)"


def test_what_no_file_shows_is_attested(banc: Banc) -> None:
    (banc.racine / "reponses.csv").write_text("question;auteur\nPBO_SATURE;C. Tessier\n", encoding="utf-8")
    banc.simule("oi", "--fait", "le PBO du client est saturé")
    code, lu, ecran = fin(banc.joue("oi", "OC-PAC-CRKO", "--reponses", "reponses.csv"))
    assert (code, [s["verdict"] for s in lu["scenarios"]]) == (0, ["conforme"]), ecran
    (dite,) = [e for e in lit_journal(banc.racine / "journal").entrees if isinstance(e, EntreeAttestation)]
    assert (dite.question, dite.auteur, dite.reponse) == ("OC-PAC-CRKO/PBO_SATURE", "C. Tessier", "fait")
    assert "CodeAdresseImmeuble 00123A0042" in dite.texte


def test_unanswered_in_ci_it_is_not_concluded(banc: Banc) -> None:
    code, lu, _ = fin(banc.joue("oi", "OC-PAC-CRKO"))
    (scenario,) = lu["scenarios"]
    assert (code, scenario["verdict"]) == (3, "non_concluant")
    assert scenario["raison"].startswith(
        "personne n'a attesté : faites que, de votre côté : le PBO du client est saturé"
    )


@pytest.mark.skipif(os.name == "nt", reason="pas de kill -9 sous Windows")
def test_killed_in_front_of_a_partner_that_goes_on_it_is_gone_on_with(banc: Banc) -> None:
    banc.simule("oi")
    processus = banc.joue("oi", "STOC-PAC-NOM")
    journal = banc.racine / "journal" / "journal.jsonl"
    while not (journal.exists() and journal.read_text(encoding="utf-8").count('"type":"lot"') >= 3):
        assert processus.poll() is None
        time.sleep(0.05)
    processus.kill()
    processus.communicate()
    code, lu, ecran = fin(banc.lance("reprendre", "journal", "--format", "json"))
    assert (code, [s["verdict"] for s in lu["scenarios"]]) == (0, ["conforme"]), ecran
    entrees = lit_journal(banc.racine / "journal").entrees
    noms = [e.nom_origine for e in entrees if isinstance(e, EntreeLot)]
    assert len(noms) == len(set(noms)) == 7
    assert [e.quoi for e in entrees if isinstance(e, EntreeEvenement)].count("reprise") == 1
    assert "reprise : la campagne continue" in ecran
