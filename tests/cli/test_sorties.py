"""Where a command writes: never over what it reads, and a stream that refuses is no partner's fault."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click
import pytest

from harness.cli import groupe
from harness.cli.options import Chemin, Choix
from harness.resources import classeur as classeur_du_banc
from harness.resources import fixtures

RACINE = Path(__file__).resolve().parents[2]
BON = RACINE / "fixtures" / "corpus" / "annexe" / "conforme-axione" / "CR_Cmd_Acces.csv"
PLEIN = Path("/dev/full")
PROGRAMME = [sys.executable, "-c", "from harness.cli import main; main()"]


def lance(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "check": False} | options
    return subprocess.run([*PROGRAMME, *map(str, arguments)], **options)


def params(commande: click.Command) -> Iterator[click.Parameter]:
    """Every parameter of every command."""
    yield from commande.params
    if isinstance(commande, click.Group):
        for sous in commande.commands.values():
            yield from params(sous)


# Over what it reads


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A lot, one under another ending, a link to a lot, and what is no lot."""
    dossier = tmp_path / "depot"
    dossier.mkdir()
    for nom in ("lot.csv", "lot.txt"):
        shutil.copy(BON, dossier / nom)
    (dossier / "lien.csv").symlink_to("lot.csv")
    (dossier / "notes.md").write_text("# Notes\n", encoding="utf-8")
    shutil.copy(classeur_du_banc(), tmp_path / "classeur.xlsx")
    shutil.copy(fixtures("profils", "oi_sous_test.toml"), tmp_path / "profil.toml")
    (tmp_path / "journal" / "lots").mkdir(parents=True)
    for nom in ("journal.jsonl", "lots/0001_a.csv", "rapport.html"):
        (tmp_path / "journal" / nom).write_text("{}\n", encoding="utf-8")
    return dossier


REFUSES = [
    "verifier depot/lot.csv --sortie depot/lot.csv",
    "verifier depot/lot.csv --sortie depot/../depot/lien.csv",
    "verifier depot --sortie depot/lot.csv",
    "verifier depot --sortie depot/lot.txt --format json",
    "verifier depot --profil profil.toml --sortie profil.toml",
    "verifier depot --classeur classeur.xlsx --sortie classeur.xlsx",
    "juger journal --sortie journal/journal.jsonl",
    "juger journal --sortie journal/lots/0001_a.csv",
    "juger journal/../journal --profil profil.toml --sortie profil.toml",
    "jouer --sous-test oi --profil profil.toml --sortie profil.toml",
    "jouer --classeur journal/rapport.html --rapport journal",
    "catalogue --classeur classeur.xlsx --sortie classeur.xlsx",
    "diagnostic profil.toml --sortie profil.toml",
]


@pytest.mark.parametrize("ligne", REFUSES)
def test_what_a_command_reads_is_never_written_over(depot: Path, ligne: str) -> None:
    racine = depot.parent
    avant = {p: p.read_bytes() for p in racine.rglob("*") if p.is_file()}
    resultat = lance(*ligne.split(), cwd=racine)
    assert resultat.returncode == 2, resultat.stdout
    assert resultat.stderr.splitlines()[-1].endswith(" est un fichier que la commande lit : rien n'y sera écrit")
    assert {p: p.read_bytes() for p in racine.rglob("*") if p.is_file()} == avant


def test_a_report_in_the_folder_that_is_checked_can_be_made_again(depot: Path) -> None:
    for nom in ("rapport.txt", "notes.md"):
        for _ in range(2):
            assert lance("verifier", depot, "--sortie", depot / nom).returncode == 0
        assert (depot / nom).read_text(encoding="utf-8").startswith("Verdict : CONFORME")


def test_a_pipe_takes_the_report_and_is_left_as_it_was(tmp_path: Path) -> None:
    """As a shell does for `--sortie >(gzip > x)`, and by the name of a pipe."""
    lecture, ecriture = os.pipe()
    with os.fdopen(lecture, encoding="utf-8") as tube:
        assert lance("verifier", BON, "--sortie", f"/dev/fd/{ecriture}", pass_fds=[ecriture]).returncode == 0
        os.close(ecriture)
        assert tube.read().startswith("Verdict : CONFORME")
    os.mkfifo(tmp_path / "tube")
    with subprocess.Popen(["cat", tmp_path / "tube"], stdout=subprocess.PIPE, text=True) as chat:
        assert lance("verifier", BON, "--sortie", tmp_path / "tube").returncode == 0
        assert chat.communicate(timeout=60)[0].startswith("Verdict : CONFORME")
    assert stat.S_ISFIFO((tmp_path / "tube").stat().st_mode)


def test_models_follow_the_links_that_they_replace(tmp_path: Path) -> None:
    (tmp_path / "modeles").mkdir()
    (tmp_path / "ailleurs.csv").write_text("ancien", encoding="utf-8")
    (tmp_path / "modeles" / "Cmd_Acces.csv").symlink_to("../ailleurs.csv")
    assert lance("classeur", "modeles", tmp_path / "modeles", "--remplacer").returncode == 0
    assert (tmp_path / "modeles" / "Cmd_Acces.csv").is_symlink()
    assert (tmp_path / "ailleurs.csv").read_text(encoding="utf-8").startswith("ReferenceCommande")


# Streams that refuse

DITES = [
    ("verifier", BON),
    ("verifier", BON, "--format", "json"),
    ("--help",),
    ("verifier", "--help"),
    ("--version",),
    ("classeur", "montrer", "Cmd_Acces"),
    ("cycle", "--modele", "OI"),
]


@pytest.mark.skipif(not PLEIN.exists(), reason="pas de /dev/full")
@pytest.mark.parametrize("arguments", DITES, ids=lambda a: " ".join(Path(m).name for m in a))
def test_a_full_disk_under_the_output_is_ours(arguments: tuple[str | Path, ...]) -> None:
    with PLEIN.open("w") as plein:
        resultat = lance(*arguments, stdout=plein)
        assert resultat.stderr == "Erreur : la sortie standard ne peut pas être écrite : plus de place sur le disque\n"
        assert resultat.returncode == 2


@pytest.mark.skipif(not PLEIN.exists(), reason="pas de /dev/full")
def test_a_full_disk_under_both_streams_or_under_errors_alone_is_ours_too() -> None:
    with PLEIN.open("w") as plein:
        assert lance("verifier", BON, stdout=plein, stderr=plein).returncode == 2
        assert lance("veriffier", stderr=plein).returncode == 2


@pytest.fixture
def ferme() -> Iterator[IO[bytes]]:
    """A pipe that nobody reads any more."""
    lecture, ecriture = os.pipe()
    os.close(lecture)
    with os.fdopen(ecriture, "wb") as tube:
        yield tube


@pytest.mark.parametrize("arguments", DITES, ids=lambda a: " ".join(Path(m).name for m in a))
def test_a_reader_that_left_ends_it_quietly(arguments: tuple[str | Path, ...], ferme: IO[bytes]) -> None:
    resultat = lance(*arguments, stdout=ferme)
    assert (resultat.returncode, resultat.stderr) == (141, "")


@pytest.mark.parametrize("arguments", [("veriffier",), ("verifier", BON)], ids=["refus", "rapport"])
def test_a_reader_of_both_streams_that_left_ends_it_too(arguments: tuple[str | Path, ...], ferme: IO[bytes]) -> None:
    assert lance(*arguments, stdout=ferme, stderr=ferme).returncode == 141


def test_a_reader_of_a_report_that_left_ends_it_too(ferme: IO[bytes]) -> None:
    resultat = lance("verifier", BON, "--sortie", f"/dev/fd/{ferme.fileno()}", pass_fds=[ferme.fileno()])
    assert (resultat.returncode, resultat.stdout, resultat.stderr) == (141, "", "")


@pytest.mark.parametrize("encodage", ["cp1252", "latin-1", "ascii", "utf-8"])
def test_no_character_stops_a_terminal(encodage: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encodage}
    texte = lance("verifier", BON, env=env, text=False)
    assert (texte.returncode, texte.stderr) == (0, b"")
    assert b" CR_Cmd_Acces.csv" in texte.stdout.replace(os.fsencode(BON.parent) + b"/", b"")
    assert ("✓".encode() in texte.stdout) == (encodage in ("utf-8", "ascii"))
    rapport = lance("verifier", BON, "--format", "json", env=env, text=False).stdout
    assert json.loads(rapport.decode("utf-8"))["verdict"] == "conforme"
    assert "manquement dans ce qui a été exercé" in rapport.decode("utf-8")
    refus = lance("verifier", BON, "--format", "✓", env=env, text=False)
    assert (refus.returncode, b"Traceback" in refus.stderr) == (2, False)


def test_a_name_that_is_no_text_stops_no_report(depot: Path) -> None:
    profil = depot.parent / os.fsdecode(b"\xff.toml")
    (depot.parent / "profil.toml").rename(profil)
    for options in ((), ("--sortie", depot.parent / "r.json")):
        resultat = lance("verifier", BON, "--profil", profil, "--format", "json", *options)
        assert (resultat.returncode, resultat.stderr) == (0, "")
    assert json.loads((depot.parent / "r.json").read_text(encoding="utf-8"))["verdict"] == "conforme"
    croise = lance("diagnostic", profil, fixtures("profils", "oc_sous_test.toml"), "--format", "json")
    assert json.loads(croise.stdout)["code"] == croise.returncode


def test_a_fault_of_ours_blames_nobody() -> None:
    code = (
        "import sys; from harness import cli; from harness.cli.verifier import verifier\n"
        "def plante(**_): raise RuntimeError('panne voulue')\n"
        "verifier.callback = plante; sys.argv = ['interop-acces', 'verifier', 'x.csv']; cli.main()\n"
    )
    resultat = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert resultat.returncode == 2
    assert "panne voulue" in resultat.stderr
    assert resultat.stderr.splitlines()[-1].startswith("Erreur : le banc s'est trompé, aucun partenaire n'est en cause")


# What is empty, and in which case it is written


def test_every_path_of_the_command_line_refuses_to_be_empty() -> None:
    chemins = [p for p in params(groupe) if isinstance(p.type, click.Path)]
    assert len(chemins) > 20
    assert {type(p.type) for p in chemins} == {Chemin}
    for param in chemins:
        with pytest.raises(click.BadParameter, match="le chemin est vide : une variable qui n'est pas définie"):
            param.type.convert("", param, None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("verifier", ""),
        ("verifier", BON, "--sortie", ""),
        ("catalogue", "--sortie", ""),
        ("jouer", "--rapport", ""),
        ("jouer", "--scenarios", ""),
        ("classeur", "modeles", ""),
        ("simuler", "oc", "--profil", "p.toml", "--clients", ""),
    ],
    ids=lambda a: " ".join(Path(m).name for m in a),
)
def test_an_empty_word_is_refused_and_nothing_is_written(arguments: tuple[str | Path, ...], tmp_path: Path) -> None:
    resultat = lance(*arguments, cwd=tmp_path)
    assert resultat.returncode == 2
    assert "une variable qui n'est pas définie, peut-être" in resultat.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_every_choice_of_the_command_line_is_taken_in_any_case() -> None:
    choix = [p for p in params(groupe) if isinstance(p.type, click.Choice)]
    assert len(choix) > 10
    for param in choix:
        assert isinstance(param.type, Choix)
        for mot in param.type.choices:
            assert param.type.convert(mot.lower(), param, None) == param.type.convert(mot.upper(), param, None) == mot


def test_a_choice_is_understood_in_lower_case_and_refused_as_it_is_written(tmp_path: Path) -> None:
    assert lance("verifier", BON, "--flux", "cr_cmd_acces", "--emetteur", "oi").returncode == 0
    autre = lance("verifier", BON, "--flux", "cmd_acces", "--format", "json")
    assert autre.returncode == 1
    assert "Cmd_Acces attendu, CR_Cmd_Acces reconnu" in autre.stdout
    assert "'OI', 'OC'" in lance("verifier", BON, "--emetteur", "ox").stderr
    assert "[OI|OC]" in lance("verifier", "--help").stdout
