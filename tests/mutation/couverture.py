"""Which tests run which lines: found once by running them all under coverage, one context a test."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Lignes = Mapping[str, Mapping[int, Sequence[str]]]
"""Module (path from the root) -> line -> ids of the tests that run it."""

_PREFIXE = "tests/"


def mesure(racine: Path, tests: Sequence[str], sources: Sequence[str]) -> dict[str, dict[int, list[str]]]:
    """Run the tests once. Raises RuntimeError when they do not pass: nothing can then be learned from a fault."""
    with tempfile.TemporaryDirectory() as dossier:
        base = Path(dossier, "couverture")
        reglages = Path(dossier, "coveragerc")
        reglages.write_text(f"[run]\ndata_file = {base}\nsource = {','.join(sources)}\n", encoding="utf-8")
        commande = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--cov-config={reglages}"]
        commande += ["--cov", "--cov-context=test", "--cov-report=", *tests]
        if subprocess.run(commande, cwd=racine, stdout=subprocess.DEVNULL, check=False).returncode:
            raise RuntimeError("les tests ne passent pas sans aucune faute : rien à mesurer")
        return _lit(base, racine)


def _lit(base: Path, racine: Path) -> dict[str, dict[int, list[str]]]:
    from coverage import CoverageData

    donnees = CoverageData(str(base))
    donnees.read()
    trouvees: dict[str, dict[int, list[str]]] = {}
    for fichier in donnees.measured_files():
        lignes = donnees.contexts_by_lineno(fichier)
        chemin = Path(fichier).relative_to(racine).as_posix()
        trouvees[chemin] = {n: sorted({_test(c) for c in contextes if c}) for n, contextes in lignes.items()}
    return trouvees


def _test(contexte: str) -> str:
    """The test of a context, whatever its parameters: their text may hold anything."""
    return contexte.rpartition("|")[0].partition("[")[0]


def garde(lignes: Lignes, chemin: Path) -> None:
    """Keep a measure in a file."""
    chemin.write_text(json.dumps(lignes), encoding="utf-8")


def relit(chemin: Path) -> dict[str, dict[int, list[str]]]:
    """A measure that was kept."""
    lu = json.loads(chemin.read_text(encoding="utf-8"))
    return {module: {int(n): ids for n, ids in lignes.items()} for module, lignes in lu.items()}
