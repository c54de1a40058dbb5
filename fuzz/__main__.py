"""`python -m fuzz [CIBLE...] --secondes 120`: feed damaged bytes to everything that reads foreign bytes.

A crash, a hang or a memory past its bound (`tests.fuzz.bornes`) is written to tests/fuzz/crashs/, where it stays as a
test once it is repaired.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.cibles import CIBLES

MEMOIRE = Path("/dev/shm")
"""Where small files come and go without a disk, on a system that has it."""


@dataclass(frozen=True)
class Bilan:
    """What one run did: inputs tried, branches of the harness that they reached, inputs kept for reaching more, MB."""

    cible: str
    essais: int
    branches: int
    retenus: int
    memoire: int

    def rangee(self, secondes: int) -> str:
        """The same, as a row of the table of docs/fuzz.md."""
        par_minute = self.essais * 60 // secondes
        return f"| `{self.cible}` | {self.essais} | {par_minute} | {self.branches} | {self.retenus} | {self.memoire} |"


def _bilan(cible: str, journal: str) -> Bilan:
    suivis = re.findall(r"cov: (\d+) ft: \d+ corp: (\d+)/", journal)
    lus = dict(re.findall(r"stat::(\w+): +(\d+)", journal))
    branches, retenus = suivis[-1] if suivis else ("0", "0")
    essais, memoire = lus.get("number_of_executed_units", "0"), lus.get("peak_rss_mb", "0")
    return Bilan(cible, int(essais), int(branches), int(retenus), int(memoire))


def main() -> int:
    """Fuzz the targets one after the other; 1 when one of them crashed."""
    arguments = argparse.ArgumentParser(prog="python -m fuzz")
    arguments.add_argument("cibles", nargs="*", metavar="CIBLE", help=", ".join(CIBLES))
    arguments.add_argument("--secondes", type=int, default=120, help="par cible")
    arguments.add_argument("--graine", type=int, default=1)
    choix = arguments.parse_args()
    if inconnues := set(choix.cibles) - set(CIBLES):
        arguments.error(f"cible inconnue : {min(inconnues)}")
    print("| lecteur | entrées | par minute | branches | retenues | Mo |", flush=True)
    print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for nom in choix.cibles or CIBLES:
        with TemporaryDirectory(prefix="fuzz-", dir=MEMOIRE if MEMOIRE.is_dir() else None) as dossier:
            commande = [sys.executable, "-m", "fuzz.essai", nom, "--dossier", dossier]
            commande += ["--secondes", str(choix.secondes), "--graine", str(choix.graine)]
            fini = subprocess.run(commande, capture_output=True, text=True, errors="replace", check=False)
        print(_bilan(nom, fini.stderr).rangee(choix.secondes), flush=True)
        if fini.returncode:
            print(fini.stderr[-6000:], file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
