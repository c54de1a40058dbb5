"""`interop-acces ambiguites`: all of it, one entry, one section; a wrong one is told."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from harness.cli import groupe


def lance(*arguments: str) -> Result:
    return CliRunner().invoke(groupe, ["ambiguites", *arguments])


def test_all_entries_then_one() -> None:
    tout = lance()
    assert tout.exit_code == 0
    assert tout.output.count("Lecture retenue : ") == 76
    une = lance("amb-39")
    assert une.output.startswith("AMB-39 (§3.12) ")
    assert une.output.count("Lecture retenue : ") == 1


def test_a_section_holds_its_parts_and_not_its_neighbours(tmp_path: Path) -> None:
    sortie = tmp_path / "a.json"
    assert lance("--section", "§5.1", "--format", "json", "--sortie", str(sortie)).exit_code == 0
    lues = json.loads(sortie.read_text(encoding="utf-8"))["ambiguites"]
    assert lues
    assert all(any(s == "5.1" or s.startswith("5.1.") for s in a["sections"]) for a in lues)
    assert "AMB-39" not in lance("--section", "3.1").output  # §3.12 is no part of §3.1


def test_what_is_not_there_is_told_in_one_sentence() -> None:
    inconnue = lance("AMB-99")
    assert (inconnue.exit_code, "« AMB-99 » n'est pas dans le registre" in inconnue.output) == (2, True)
    assert "aucune ambiguïté n'est relevée au §9" in lance("--section", "9").output
