"""What a command does not use, it does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
LOT = RACINE / "fixtures" / "corpus" / "annexe" / "conforme-axione" / "CR_Cmd_Acces.csv"
LOURDS = {
    "pytest",
    "pytest_bdd",
    "hypothesis",
    "jinja2",
    "openpyxl",
    "python_calamine",
    "pandas",
    "pydantic",
    "pyarrow",
}


def modules_charges(*arguments: str) -> set[str]:
    """Modules loaded by one run of the command, in a process of its own."""
    assert LOT.is_file()
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('MODULES', *sorted(sys.modules), file=sys.stderr))\n"
        f"sys.argv = ['interop-acces', *{list(arguments)!r}]\n"
        "from harness.cli import main\n"
        "main()\n"
    )
    sortie = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr
    return set(next(ligne for ligne in sortie.splitlines() if ligne.startswith("MODULES")).split()[1:])


def charges(*arguments: str) -> set[str]:
    """The same, by the name of their package."""
    return {module.partition(".")[0] for module in modules_charges(*arguments)}


def test_help_loads_neither_engines_nor_arrays() -> None:
    modules = charges("--help")
    assert not modules & (LOURDS | {"numpy"})
    assert "click" in modules


def test_help_loads_no_command_and_a_command_no_other() -> None:
    siens = {m for m in modules_charges("--help") if m.startswith("harness.")}
    assert siens == {"harness.cli", "harness.cli.options"}
    commandes = {m for m in modules_charges("verifier", str(LOT)) if m.startswith("harness.cli.")}
    assert commandes == {"harness.cli.options", "harness.cli.verifier"}


@pytest.mark.parametrize("format_", ["texte", "json", "junit"])
def test_checking_a_small_lot_loads_no_engine(format_: str) -> None:
    modules = charges("verifier", str(LOT), "--format", format_)
    assert not modules & LOURDS
    assert "numpy" in modules


def test_only_quoted_cells_need_the_full_parser(tmp_path: Path) -> None:
    entete, *corps = LOT.read_bytes().splitlines(keepends=True)
    cite = tmp_path / "CR_Cmd_Acces.csv"
    cite.write_bytes(entete + b"".join(b'"' + ligne.replace(b";", b'";', 1) for ligne in corps))
    assert charges("verifier", str(cite)) & LOURDS == {"pyarrow"}


def test_only_the_page_needs_templates() -> None:
    assert charges("verifier", str(LOT), "--format", "html") & LOURDS == {"jinja2"}
