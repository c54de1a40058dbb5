"""The command line as a user meets it: French, one sentence for what is wrong, and the right exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from harness.cli import groupe

RACINE = Path(__file__).resolve().parents[2]
ANNEXE = RACINE / "fixtures" / "corpus" / "annexe"
AXIONE, ORANGE = (ANNEXE / n / "CR_Cmd_Acces.csv" for n in ("conforme-axione", "ecart-orange"))


def lance(*arguments: str | Path, cwd: Path = RACINE) -> subprocess.CompletedProcess[str]:
    commande = [sys.executable, "-c", "from harness.cli import main; main()", *map(str, arguments)]
    return subprocess.run(commande, capture_output=True, text=True, check=False, cwd=cwd)


def commandes(groupe_: click.Group, chemin: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words that call every command, groups included."""
    yield chemin
    for nom, commande in groupe_.commands.items():
        if isinstance(commande, click.Group):
            yield from commandes(commande, (*chemin, nom))
        else:
            yield *chemin, nom


@pytest.mark.parametrize("commande", list(commandes(groupe)), ids=" ".join)
def test_help_is_french_and_worth_reading(commande: tuple[str, ...]) -> None:
    aide = lance(*commande, "--help")
    assert aide.returncode == 0
    assert aide.stdout.startswith("Emploi : ")
    for anglais in ("Usage", "Options:", "COMMAND ", "[ARGS]", "INTEGER", "FLOAT", "TEXT", "PATH", "Show ", "default"):
        assert anglais not in aide.stdout
    assert len(aide.stdout.splitlines()) > 5


def test_the_first_help_names_each_command_once_in_a_whole_phrase() -> None:
    aide = " ".join(lance("--help").stdout.split())
    for nom, commande in groupe.commands.items():
        assert commande.short_help
        assert aide.count(f" {nom} {commande.short_help} ") == 1


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (("veriffier",), "n'existe pas"),
        (("verifier",), "Il manque l'argument"),
        (("verifier", "x.csv", "--format", "pdf"), "n'est pas l'une des valeurs"),
        (("verifier", "x.csv", "--flux", "Cmd"), "n'est pas l'une des valeurs"),
        (("juger", "nulle-part"), "nulle-part n'est pas un journal"),
        (("jouer", "--graine", "abc"), "« abc » n'est pas un nombre."),
        (("jouer", "--origine", "2026-01-05"), "--origine demandent --sous-test"),
        (("classeur", "modeles", "pris"), "impossible d'écrire dans pris : un fichier porte ce nom"),
        (("verifier", "x.csv", "--classeur", "absent.xlsx"), "absent.xlsx"),
        (("verifier", "x.csv", "--profil", "absent.toml"), "absent.toml"),
    ],
)
def test_a_wrong_call_is_one_french_sentence_and_code_2(
    arguments: tuple[str, ...], attendu: str, tmp_path: Path
) -> None:
    (tmp_path / "pris").touch()
    resultat = lance(*arguments, cwd=tmp_path)
    assert resultat.returncode == 2
    assert attendu in resultat.stderr
    assert "Traceback" not in resultat.stderr


def test_exit_codes_follow_the_verdict(tmp_path: Path) -> None:
    vide = tmp_path / "entete.csv"
    vide.write_text((AXIONE).read_text(encoding="utf-8").splitlines()[0] + "\n")
    assert lance("verifier", AXIONE).returncode == 0
    assert lance("verifier", ORANGE).returncode == 1
    assert lance("verifier", tmp_path / "absent.csv").returncode == 2
    assert lance("verifier", vide).returncode == 3


def test_a_missing_file_does_not_stop_the_others() -> None:
    resultat = lance("verifier", "absent.csv", ORANGE, "--format", "json")
    verdicts = {Path(lot["fichier"]).name: lot["verdict"] for lot in json.loads(resultat.stdout)["lots"]}
    assert verdicts == {"absent.csv": "erreur_banc", "CR_Cmd_Acces.csv": "non_conforme"}
    assert resultat.returncode == 1


def test_the_json_of_verifier_has_the_documented_keys() -> None:
    rapport = json.loads(lance("verifier", ORANGE, "--format", "json").stdout)
    [lot] = rapport["lots"]
    assert {"fichier", "flux", "version", "lignes", "verdict", "sha256"} <= set(lot)
    cles = {"regle", "gravite", "partie", "fichier", "ligne", "champ", "section", "message", "provenance"}
    assert all(cles <= set(c) for c in rapport["constats"])
    assert {(c["regle"], c["champ"]) for c in rapport["constats"] if c["gravite"] == "non_conforme"} == {
        ("route.operateur_absent", f"OC {n}") for n in range(1, 5)
    }


def test_a_report_goes_to_a_file(tmp_path: Path) -> None:
    resultat = lance("verifier", AXIONE, "--format", "html", "--sortie", tmp_path / "a" / "r.html")
    assert (resultat.returncode, resultat.stdout) == (0, "")
    assert '<html lang="fr"' in (tmp_path / "a" / "r.html").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    resultat = lance("verifier", AXIONE, "--sortie", tmp_path / "fichier" / "r.txt")
    assert resultat.returncode == 2
    assert "Traceback" not in resultat.stderr
    assert len(resultat.stderr.strip().splitlines()) == 1


def test_judging_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    joue = lance("jouer", "--graine", "5", "--journal", tmp_path / "j", "--rapport", tmp_path / "r0")
    assert joue.returncode == 0, joue.stdout + joue.stderr
    for n in "12":
        assert lance("juger", tmp_path / "j", "--rapport", tmp_path / f"r{n}").returncode == 0
    for nom in ("rapport.html", "rapport.json", "rapport.junit.xml", "rapport.txt"):
        pareils = {(tmp_path / f"r{n}" / nom).read_bytes() for n in "012"}
        assert len(pareils) == 1, nom
