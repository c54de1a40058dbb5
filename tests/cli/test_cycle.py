"""`interop-acces cycle`: table, JSON, drawing; a drawing needs to know of what."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from harness.cli import groupe


def lance(*arguments: str) -> Result:
    return CliRunner().invoke(groupe, ["cycle", *arguments])


def test_the_table_of_one_model_and_situation() -> None:
    lu = lance("--modele", "STOC", "--situation", "PAC")
    assert lu.exit_code == 0
    assert lu.output.startswith("État")
    assert "pose demandée" in lu.output


def test_a_drawing_goes_to_a_file(tmp_path: Path) -> None:
    sortie = tmp_path / "cycle.svg"
    lu = lance("--modele", "OI", "--situation", "PNI", "--format", "svg", "--sortie", str(sortie))
    assert lu.exit_code == 0
    assert sortie.read_text(encoding="utf-8").startswith("<svg ")


def test_json_is_for_machines() -> None:
    assert json.loads(lance("--format", "json").output)["coups"]


def test_a_drawing_of_everything_is_refused() -> None:
    lu = lance("--format", "svg", "--modele", "OI")
    assert (lu.exit_code, "un dessin demande --modele et --situation" in lu.output) == (2, True)
