"""`python -m tests.sans_alarme --nombre 10000`: hold random conformant conversations, print how many are condemned."""

from __future__ import annotations

import argparse
import sys

from harness.workbook.compile import charge
from tests.sans_alarme.hasard import essaie


def main() -> int:
    """Run, print, and return 1 when something conformant is condemned for no known reason."""
    arguments = argparse.ArgumentParser(prog="python -m tests.sans_alarme")
    arguments.add_argument("--graine", default="1")
    arguments.add_argument("--nombre", type=int, default=200)
    arguments.add_argument("--depuis", type=int, default=0)
    choix = arguments.parse_args()
    essai = essaie(choix.nombre, choix.graine, charge(), depuis=choix.depuis, dit=lambda t: sys.stderr.write(f"{t}\n"))
    for alarme in essai.inconnues:
        rejouer = f"--graine {choix.graine} --nombre 1 --depuis {alarme.numero}"
        sys.stdout.write(f"fausse alarme, rejouer : python -m tests.sans_alarme {rejouer}\n")
        for c in alarme.jugement.constats[:4]:
            sys.stdout.write(f"  {c.regle} {c.fichier} l.{c.ligne} : {c.message}\n")
    for alarme in essai.oracle:
        sys.stdout.write(f"conversation {alarme.numero}, selon l'oracle : {alarme.jugement.avis.fautes[:3]}\n")
    sys.stdout.write(f"{essai}\n")
    return 1 if essai.inconnues else 0


if __name__ == "__main__":
    sys.exit(main())
