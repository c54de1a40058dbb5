"""`python -m tests.sans_alarme --nombre 10000`: hold random conformant conversations; none may be condemned."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from harness.workbook.compile import charge
from tests.mutants.chiffres import garde
from tests.sans_alarme.essai import essaie


def main() -> int:
    """Run, print, and return 1 when something conformant is condemned."""
    arguments = argparse.ArgumentParser(prog="python -m tests.sans_alarme")
    arguments.add_argument("--graine", default="1")
    arguments.add_argument("--nombre", type=int, default=200)
    arguments.add_argument("--sortie", type=Path, help="le fichier JSON où garder les chiffres (docs/fil.json)")
    arguments.add_argument("--processus", type=int, default=1, help="combien en lancer")
    choix = arguments.parse_args()
    tenues = 0

    def dit(nombre: int) -> None:
        nonlocal tenues
        tenues += nombre
        sys.stderr.write(f"{tenues} conversations\n")

    essai = essaie(choix.nombre, choix.graine, charge(), dit=dit, processus=choix.processus)
    sys.stdout.write(f"graine {choix.graine}\n{essai.compte}\n")
    sys.stdout.write(f"{essai.alarme}\n" if essai.alarme else "0 fausse alarme, selon le banc et selon l'oracle naïf\n")
    if choix.sortie:
        fausses = 1 if essai.alarme else 0
        cout = {"graine": choix.graine, "alarmes": fausses, "minutes_cpu": round(essai.secondes / 60, 1)}
        garde(choix.sortie, "conversations", cout | essai.compte.donnees())
    return 1 if essai.alarme else 0


if __name__ == "__main__":
    sys.exit(main())
