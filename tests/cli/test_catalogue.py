"""`interop-acces catalogue`, as a process: the page, and what is wrong with an option."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def lance(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    commande = [sys.executable, "-c", "from harness.cli import main; main()", "catalogue", *map(str, arguments)]
    return subprocess.run(commande, capture_output=True, text=True, check=False)


def test_the_page_is_written_where_it_is_asked(tmp_path: Path) -> None:
    sortie = tmp_path / "catalogue.html"
    lu = lance("--format", "html", "--sortie", sortie)
    assert (lu.returncode, lu.stderr) == (0, "")
    ecrite = sortie.read_text(encoding="utf-8")
    assert ecrite.lstrip().startswith("<!DOCTYPE html>")
    assert 'id="STOC-PAC-NOM"' in ecrite
    assert 'id="REQ-3.1-01"' in ecrite


def test_what_cannot_be_is_told_before_anything_is_played(tmp_path: Path) -> None:
    assert "n'est pas l'une des valeurs" in lance("--format", "pdf").stderr
    absent = lance("--classeur", tmp_path / "absent.xlsx")
    assert absent.returncode == 2
    assert "absent.xlsx" in absent.stderr
    assert "Traceback" not in absent.stderr
