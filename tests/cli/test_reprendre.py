"""`interop-acces reprendre` and `simuler`, as a user calls them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harness.cli import groupe

CHOIX = ("--scenarios", "§5.1")


def appelle(*arguments: str | Path) -> Result:
    return CliRunner().invoke(groupe, list(map(str, arguments)))


@pytest.mark.skipif(os.name == "nt", reason="pas de kill -9 sous Windows")
def test_self_play_killed_in_the_middle_ends_in_the_same_journal(tmp_path: Path) -> None:
    code = "from harness.cli import main; main()"
    commande = [sys.executable, "-c", code, "jouer", *CHOIX, "--journal", str(tmp_path / "coupe")]
    processus = subprocess.Popen(commande, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal = tmp_path / "coupe" / "journal.jsonl"
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 60):
        assert processus.poll() is None
        time.sleep(0.01)
    processus.kill()
    processus.wait()
    assert b'"type":"fin"' not in journal.read_bytes()
    assert appelle("reprendre", tmp_path / "coupe").exit_code == 0
    assert appelle("jouer", *CHOIX, "--journal", tmp_path / "entiere").exit_code == 0
    assert journal.read_bytes() == (tmp_path / "entiere" / "journal.jsonl").read_bytes()
    fini = appelle("reprendre", tmp_path / "coupe")
    assert (fini.exit_code, "cette campagne est terminée" in fini.output) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("reprendre", "ailleurs"), "n'est pas un journal : il n'y a pas de journal.jsonl"),
        (("simuler", "oi"), "--profil est nécessaire"),
        (("simuler", "fai", "--ecart", "liste"), "'fai'"),
        (("jouer", "--sous-test", "oi"), "--sous-test demande --profil"),
        (("jouer", "--ci"), "demandent --sous-test"),
        (
            ("jouer", "--sous-test", "oi", "--profil", "absent.toml"),
            "absent.toml ne peut pas être lu : il n'existe pas",
        ),
    ],
)
def test_a_wrong_use_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    resultat = appelle(*arguments)
    assert resultat.exit_code == 2
    assert message in resultat.output
    assert "Traceback" not in resultat.output


def test_deviations_are_listed_with_their_rule() -> None:
    sortie = appelle("simuler", "oc", "--ecart", "liste")
    assert sortie.exit_code == 0
    assert "sans-reference-pm" in sortie.output
    assert "(champ.obligatoire)" in sortie.output
    assert "cr-sans-route" not in sortie.output, "that one is the OI's"
