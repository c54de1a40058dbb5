"""The partners are somebody else's programs: the standard library and each other, nothing of the harness."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PROGRAMMES = ("formats", "systeme", "oi", "oc")
PERMIS = set(sys.stdlib_module_names) | set(PROGRAMMES)


@pytest.mark.parametrize("nom", PROGRAMMES)
def test_only_the_standard_library_is_imported(nom: str) -> None:
    arbre = ast.parse((Path(__file__).parent / f"{nom}.py").read_text(encoding="utf-8"))
    importes = {a.name.split(".")[0] for n in ast.walk(arbre) if isinstance(n, ast.Import) for a in n.names}
    importes |= {str(n.module).split(".")[0] for n in ast.walk(arbre) if isinstance(n, ast.ImportFrom)}
    assert importes - PERMIS == set()
    assert importes
