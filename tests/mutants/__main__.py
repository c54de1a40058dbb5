"""`python -m tests.mutants`: a run of mutants on the played catalogue, or one of them again.

python -m tests.mutants --graine 1 --nombre 100000
python -m tests.mutants --graine 1 --mutant 4217
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from harness.workbook.compile import charge
from tests.mutants.chiffres import garde
from tests.mutants.depart import conversations, joue_le_catalogue
from tests.mutants.moteur import Bilan, Moteur
from tests.mutants.processus import court
from tests.mutants.recit import raconte, resume


def _avance(bilan: Bilan) -> None:
    if bilan.nombre % 1000 == 0:
        classes = ", ".join(f"{n} {c}" for c, n in bilan.classes.most_common())
        sys.stderr.write(f"{bilan.nombre} mutants : {classes}\n")


def main() -> int:
    """Run, print, and return 1 when the two judges disagree on something new."""
    arguments = argparse.ArgumentParser(prog="python -m tests.mutants")
    arguments.add_argument("--graine", default="1")
    arguments.add_argument("--nombre", type=int, default=1000)
    arguments.add_argument("--depuis", type=int, default=0)
    arguments.add_argument("--mutant", type=int, help="rejoue celui-là seulement")
    arguments.add_argument("--journal", type=Path, help="un catalogue déjà joué, au lieu d'en jouer un (graine 1)")
    arguments.add_argument("--arret", type=int, default=20, help="s'arrête après tant de désaccords")
    arguments.add_argument("--sortie", type=Path, help="le fichier JSON où garder les chiffres (docs/fil.json)")
    arguments.add_argument("--processus", type=int, default=1, help="combien en lancer")
    choix = arguments.parse_args()
    numeros = range(choix.depuis, choix.depuis + choix.nombre)
    if choix.mutant is not None:
        numeros = range(choix.mutant, choix.mutant + 1)
    debut = time.perf_counter()
    with TemporaryDirectory() as racine:
        dossier = choix.journal or joue_le_catalogue(Path(racine) / "journal")
        moteur = Moteur(conversations(dossier), charge(), choix.graine)
        if choix.processus > 1:
            bilan = court(dossier, choix.graine, numeros, choix.processus, arret=choix.arret, avance=_avance)
        else:
            bilan = moteur.court(numeros, arret=choix.arret, avance=_avance)
    for c, j in moteur.ecartees:
        sys.stdout.write(f"conversation {c.id} : {j.desaccord}, {j.avis.fautes} {[x.regle for x in j.constats]}\n")
    for desaccord in bilan.desaccords:
        sys.stdout.write(raconte(desaccord, choix.graine) + "\n\n")
    sys.stdout.write(resume(bilan) + "\n")
    sys.stdout.write(f"{bilan.nombre / (time.perf_counter() - debut) * 60:.0f} mutants à la minute\n")
    if choix.sortie:
        garde(choix.sortie, "mutants", bilan.donnees() | {"ecartees": len(moteur.ecartees)})
    return 1 if bilan.desaccords or moteur.ecartees else 0


if __name__ == "__main__":
    sys.exit(main())
