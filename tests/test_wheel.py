"""The built wheel, alone in an empty environment in another folder, is a whole product."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent


def lance(*commande: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    propre = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "COVERAGE"))}
    return subprocess.run([str(c) for c in commande], cwd=cwd, env=propre, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of an empty venv where the wheel and its locked dependencies were installed."""
    dossier = tmp_path_factory.mktemp("roue")
    bati = lance(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", dossier, cwd=RACINE)
    assert bati.returncode == 0, bati.stderr
    [roue] = dossier.glob("*.whl")
    verrou = (RACINE / "requirements.lock").read_text(encoding="utf-8")
    versions = [re.sub(r"\s*\\$", "", ligne) for ligne in verrou.splitlines() if re.match(r"[a-z0-9]", ligne)]
    contraintes = dossier / "contraintes.txt"
    contraintes.write_text("\n".join(versions) + "\n", encoding="utf-8")
    venv = dossier / "venv"
    assert lance(sys.executable, "-m", "venv", venv, cwd=dossier).returncode == 0
    pose = lance(venv / "bin" / "python", "-m", "pip", "install", "-q", "-c", contraintes, roue, cwd=dossier)
    assert pose.returncode == 0, pose.stderr
    return venv


def test_it_holds_every_fixture_but_the_corpus_and_no_example(installe: Path) -> None:
    """The corpus proves the rules, the example shows a report: both are read here, not where the product runs."""
    [donnees] = installe.glob("lib/python*/site-packages/harness/_data")
    attendues = {p.name for p in (RACINE / "fixtures").iterdir()} - {"corpus"}
    assert {p.name for p in (donnees / "fixtures").iterdir()} == attendues
    assert [p.name for p in (donnees / "reports").iterdir()] == ["templates"]
    [roue] = installe.parent.glob("*.whl")
    assert roue.stat().st_size < 1_000_000


def test_the_command_knows_its_version(installe: Path, tmp_path: Path) -> None:
    resultat = lance(installe / "bin" / "interop-acces", "--version", cwd=tmp_path)
    assert resultat.returncode == 0
    assert resultat.stdout.startswith("interop-acces, version ")


def test_the_workbook_is_inside(installe: Path, tmp_path: Path) -> None:
    resultat = lance(installe / "bin" / "interop-acces", "classeur", "modeles", "modeles", cwd=tmp_path)
    assert resultat.returncode == 0, resultat.stderr
    assert len(list((tmp_path / "modeles").glob("*.csv"))) == 19


def test_lots_are_checked(installe: Path, tmp_path: Path) -> None:
    lot = RACINE / "fixtures" / "corpus" / "annexe" / "ecart-orange" / "CR_Cmd_Acces.csv"
    resultat = lance(installe / "bin" / "interop-acces", "verifier", lot, "--format", "json", cwd=tmp_path)
    assert resultat.returncode == 1, resultat.stderr
    assert '"route.operateur_absent"' in resultat.stdout


def test_the_catalogue_plays_and_reports(installe: Path, tmp_path: Path) -> None:
    """Features, steps, networks and templates are all found inside the wheel."""
    commande = installe / "bin" / "interop-acces"
    resultat = lance(commande, "jouer", "--graine", "3", "--rapport", "rapport", cwd=tmp_path)
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    assert "STOC-PAC-NOM" in (tmp_path / "rapport" / "rapport.html").read_text(encoding="utf-8")


def test_pytest_finds_the_plugin_and_the_catalogue(installe: Path, tmp_path: Path) -> None:
    """From the wheel's own entry point: nothing of it without the option, every scenario with it."""
    shutil.copy(RACINE / "fixtures" / "profils" / "oi_sous_test.toml", tmp_path / "profil.toml")
    (tmp_path / "test_a_eux.py").write_text("def test_a_eux():\n    pass\n", encoding="utf-8")
    liste = [installe / "bin" / "python", "-m", "pytest", "--collect-only", "-q"]
    sans = lance(*liste, cwd=tmp_path)
    assert (sans.returncode, sans.stdout.splitlines()[0]) == (0, "test_a_eux.py::test_a_eux"), sans.stdout
    assert "interop-acces::" not in sans.stdout
    avec = lance(*liste, "--interop-sous-test", "oi", "--interop-profil", "profil.toml", cwd=tmp_path)
    assert avec.returncode == 0, avec.stdout + avec.stderr
    scenarios = re.findall(r"^\s*@([A-Z0-9-]+)", _features(), re.MULTILINE)
    assert {f"interop-acces::{s}" for s in scenarios} <= set(avec.stdout.splitlines())


def _features() -> str:
    return "\n".join(f.read_text(encoding="utf-8") for f in sorted((RACINE / "features").rglob("*.feature")))
