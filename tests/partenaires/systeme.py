"""What both partners do alike: look into a folder, answer in another, at the pace and the hour they are told."""

import argparse
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from formats import COLONNES, NOM_SUR, ecrit, lit


class Horloge:
    """The machine's hour, or one that was `debut` when the machine said `depart` and runs `allure` times as fast."""

    def __init__(self, debut, depart, allure):
        self.debut, self.depart, self.allure = debut, depart, allure

    def maintenant(self):
        if self.debut is None:
            return datetime.now()
        return self.debut + timedelta(seconds=(time.time() - self.depart) * self.allure)


class Systeme:
    """A partner: files in, files out. A subclass has a method `recoit_<flux>` for each file that it understands."""

    def __init__(self, options):
        self.entree, self.sortie, self.ecarts = options.entree, options.sortie, set(options.ecart)
        self.oi, self.oc = options.oi, options.oc
        debut = datetime.fromisoformat(options.debut) if options.debut else None
        self.horloge = Horloge(debut, options.depart, options.allure)
        self.retard = options.retard
        self.pause = options.pause
        self.vus, self.numero, self.attente = set(), 0, []

    def tourne(self):
        """Until it is stopped."""
        while True:
            self.avance()
            time.sleep(self.pause)

    def avance(self):
        for chemin in sorted(self.entree.iterdir()):
            neuf = chemin.name not in self.vus and NOM_SUR.fullmatch(chemin.name)
            if not neuf or chemin.is_symlink() or not chemin.is_file():
                continue
            self.vus.add(chemin.name)
            flux, lignes = lit(chemin)
            traite = getattr(self, f"recoit_{flux}", None)
            for ligne in lignes:
                if traite is not None:
                    traite(ligne)
        self.entre_deux()
        maintenant = time.time()
        dus, self.attente = (
            [e for e in self.attente if e[0] <= maintenant],
            [e for e in self.attente if e[0] > maintenant],
        )
        for _, flux, construit in dus:
            self.envoie(flux, [construit()])

    def entre_deux(self):
        """Whatever has to be done besides answering."""

    def prevoit(self, flux, construit):
        """Send a line a little later: late on purpose when that is the deviation asked for."""
        rang = 1 + len(self.attente)
        retard = self.retard if f"retard-{flux}" in self.ecarts else 0
        self.attente.append((time.time() + self.pause * rang + retard, flux, construit))

    def envoie(self, flux, lignes):
        """One file; its columns are wrong when that is the deviation asked for."""
        self.numero += 1
        quand = self.horloge.maintenant()
        colonnes = [c for c in COLONNES[flux] if f"colonne-{flux}.{c}" not in self.ecarts]
        nom = f"{self.oi}_{self.oc}_{flux}_V12_{quand:%Y%m%d%H%M%S}_P{self.numero:04d}.csv"
        ecrit(self.sortie, nom, flux, lignes, colonnes)


def options(titre):
    """The command line of a partner."""
    lit_options = argparse.ArgumentParser(description=titre)
    lit_options.add_argument("--entree", type=Path, required=True, help="folder where the other side leaves its files")
    lit_options.add_argument("--sortie", type=Path, required=True, help="folder where ours are left")
    lit_options.add_argument("--oi", required=True)
    lit_options.add_argument("--oc", required=True)
    lit_options.add_argument("--donnees", type=Path, required=True, help="CSV file of what this system knows")
    lit_options.add_argument("--ecart", action="append", default=[], help="way to misbehave; may be repeated")
    lit_options.add_argument("--retard", type=float, default=5.0, help="seconds, for retard-<flux>")
    lit_options.add_argument("--pause", type=float, default=0.02, help="seconds between two looks")
    lit_options.add_argument("--debut", default="", help="hour of this system when --depart was, ISO 8601")
    lit_options.add_argument("--depart", type=float, default=0.0, help="seconds of the epoch")
    lit_options.add_argument("--allure", type=float, default=1.0, help="seconds of this system in one of the machine")
    return lit_options


def lance(systeme):
    """Run until the signal to stop."""
    print("prêt", flush=True)
    try:
        systeme.tourne()
    except KeyboardInterrupt:
        sys.exit(0)
