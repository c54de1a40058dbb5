"""`interop-acces importer` then `juger`, as a user runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from harness.exchange.entries import EntreeLot
from harness.exchange.journal import lit_journal


def lance(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    commande = [sys.executable, "-c", "from harness.cli import main; main()", *map(str, arguments)]
    return subprocess.run(commande, capture_output=True, text=True, check=False)


@pytest.fixture
def archives(journal_du_catalogue: Path, tmp_path: Path) -> Path:
    """The first lots of the catalogue, and a note among them."""
    lu = lit_journal(journal_du_catalogue)
    dossier = tmp_path / "archives"
    dossier.mkdir()
    for entree in [e for e in lu.entrees if isinstance(e, EntreeLot)][:40]:
        (dossier / entree.fichier).write_bytes(lu.octets(entree))
    (dossier / "LISEZMOI.txt").write_text("Archives.\n", encoding="utf-8")
    return dossier


def test_a_folder_becomes_a_journal_that_is_judged(archives: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    importe = lance("importer", archives, "-o", journal)
    assert importe.returncode == 0
    assert importe.stdout == f"Journal : {journal}\n"
    assert "40 lots" in importe.stderr
    assert "1 fichier écarté :\n- LISEZMOI.txt : l'en-tête n'est celui d'aucun flux du protocole" in importe.stderr
    juge = lance("juger", journal)
    assert juge.returncode in (0, 1, 3)
    assert "Dossier XTEL-" in juge.stdout
    assert "fichier écarté, LISEZMOI.txt" in juge.stdout


def test_a_journal_is_never_written_over(archives: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    assert lance("importer", archives, "-o", journal).returncode == 0
    encore = lance("importer", archives, "-o", journal)
    assert encore.returncode == 2
    assert len(encore.stderr.strip().splitlines()) == 1
    assert "Traceback" not in encore.stderr


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("nulle-part", "-o", "j"), "nulle-part n'existe pas"),
        (("nulle-part",), "-o"),
    ],
)
def test_what_is_missing_is_told(arguments: tuple[str, ...], dit: str) -> None:
    lu = lance("importer", *arguments)
    assert lu.returncode == 2
    assert dit in lu.stderr
    assert "Traceback" not in lu.stderr
