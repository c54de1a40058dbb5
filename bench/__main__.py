"""`python -m bench`: measures every contender against the yardstick, in pairs, and rewrites docs/performance.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.candidats import ETALON, SCHEMAS
from bench.lots import Lot, lot

RACINE = Path(__file__).resolve().parent.parent
PAGE = RACINE / "docs" / "performance.md"
DEBUT, FIN = "<!-- mesures : début -->", "<!-- mesures : fin -->"
BANC = "interop-acces"
DIXIEME = "frictionless"
"""Measured on a tenth of the lines: on the whole it would take most of an hour."""


@dataclass(frozen=True)
class Mesure:
    """One whole process: wall seconds, peak resident MB, and how many faults it found by kind."""

    duree: float
    memoire: float
    trouves: dict[str, int]


def mesure(nom: str, choisi: Lot) -> Mesure:
    """Run one contender on one lot, in a process of its own."""
    with tempfile.TemporaryDirectory() as temporaire:
        rapport = Path(temporaire) / "rapport.json"
        if nom == BANC:
            commande = [sys.executable, "-c", "from harness.cli import main; main()", "verifier", choisi.chemin]
            commande += ["--format", "json", "--sortie", str(rapport)]
        else:
            commande = [sys.executable, "-m", "bench.candidats", nom, choisi.chemin, choisi.flux]
        sortie = Path(temporaire) / "sortie"
        with sortie.open("wb") as flot:
            depart = time.perf_counter()
            fils = subprocess.Popen(commande, stdout=flot, stderr=subprocess.DEVNULL, cwd=RACINE)
            _, etat, usage = os.wait4(fils.pid, 0)
            duree = time.perf_counter() - depart
            fils.returncode = os.waitstatus_to_exitcode(etat)
        if nom == BANC:
            constats = json.loads(rapport.read_text(encoding="utf-8"))["constats"]
            trouves: dict[str, int] = {}
            for c in constats:
                if c["gravite"] != "information":
                    trouves[c["regle"]] = trouves.get(c["regle"], 0) + c.get("occurrences", 1)
        else:
            if fils.returncode:
                raise SystemExit(f"{nom} a échoué sur {choisi.chemin} (code {fils.returncode})")
            trouves = json.loads(sortie.read_text(encoding="utf-8") or "{}")
        return Mesure(duree, usage.ru_maxrss / 1024, trouves)


def paires(nom: str, choisi: Lot, tours: int) -> tuple[list[float], list[Mesure], list[Mesure]]:
    """Contender and yardstick in turn: the ratios pair by pair, and both series."""
    leurs, etalons = [], []
    for tour in range(tours):
        leurs.append(mesure(nom, choisi))
        etalons.append(mesure(ETALON, choisi))
        print(f"  {nom}, {choisi.flux}, tour {tour + 1}/{tours} : {leurs[-1].duree:.2f} s", file=sys.stderr)
    return [a.duree / b.duree for a, b in zip(leurs, etalons, strict=True)], leurs, etalons


def rangee(nom: str, choisi: Lot, tours: int, facteur: float) -> str:
    """One line of the table. `facteur` scales the ratio of a contender measured on a part of the lines."""
    rapports, leurs, _ = paires(nom, choisi, tours)
    rapports = [r * facteur for r in rapports]
    mediane = statistics.median(rapports)
    trouves = sum(leurs[-1].trouves.values())
    if trouves * 2 < sum(choisi.fautes.values()):
        return f"| {nom} | mesure écartée | il ne trouve pas les fautes semées : schéma non équivalent | | {trouves} |"
    note = f" (sur {choisi.lignes:,} lignes)".replace(",", " ") if nom == DIXIEME else ""
    return (
        f"| {nom}{note} | {mediane:.2f} | {min(rapports):.2f} à {max(rapports):.2f} "
        f"| {statistics.median(m.memoire for m in leurs):.0f} | {trouves} |"
    )


def tableau(choisi: Lot, petit: Lot, tours: int, noms: list[str]) -> list[str]:
    """The table of one flux."""
    plantees = sum(choisi.fautes.values())
    lignes = [
        f"### {choisi.flux}, {choisi.lignes:,} lignes, {choisi.octets / 1e6:.0f} Mo, {plantees} lignes fautives".replace(
            ",", " "
        ),
        "",
        "| candidat | durée / étalon (médiane) | étendue | mémoire de pointe (Mo) | fautes trouvées |",
        "| --- | --- | --- | --- | --- |",
    ]
    for nom in noms:
        if nom == DIXIEME:
            lignes.append(rangee(nom, petit, 1, 1.0))
        else:
            lignes.append(rangee(nom, choisi, tours if nom == BANC else max(1, tours - 2), 1.0))
    return [*lignes, ""]


def croissance(tailles: list[Lot]) -> list[str]:
    """Peak memory of the checker against the size of the lot."""
    lignes = ["### Mémoire selon la taille du lot", "", "| lignes | mémoire de pointe (Mo) |", "| --- | --- |"]
    for choisi in tailles:
        m = mesure(BANC, choisi)
        print(f"  mémoire, {choisi.lignes} lignes : {m.memoire:.0f} Mo", file=sys.stderr)
        lignes.append(f"| {choisi.lignes:,} | {m.memoire:.0f} |".replace(",", " "))
    return [*lignes, ""]


def demarrage(petit: Lot) -> list[str]:
    """Wall time of the shortest commands."""
    lignes = ["### Démarrage", "", "| commande | durée médiane (ms) |", "| --- | --- |"]
    base = [sys.executable, "-c", "from harness.cli import main; main()"]
    for titre, suite in (("--help", ["--help"]), ("verifier, lot de 10 lignes", ["verifier", petit.chemin])):
        durees = []
        for _ in range(7):
            depart = time.perf_counter()
            subprocess.run([*base, *suite], cwd=RACINE, capture_output=True, check=False)
            durees.append(time.perf_counter() - depart)
        lignes.append(f"| {titre} | {statistics.median(durees) * 1000:.0f} |")
    return [*lignes, ""]


def machine() -> str:
    """What the figures were taken on: nothing that names a host or a path."""
    paquets = ", ".join(
        f"{p} {version(p)}"
        for p in ("pandas", "pyarrow", "numpy", "polars", "pandera", "dataframely", "pointblank", "frictionless")
    )
    return f"{os.cpu_count()} cœurs, Python {platform.python_version()}, {paquets}."


def main() -> None:
    """Measure, then put the tables between the marks of docs/performance.md."""
    analyse = argparse.ArgumentParser(prog="python -m bench", description="Mesure vitesse et mémoire de « verifier ».")
    analyse.add_argument("--lignes-cmd", type=int, default=1_000_000, help="lignes de Cmd_Acces")
    analyse.add_argument("--lignes-cr", type=int, default=300_000, help="lignes de CR_Cmd_Acces")
    analyse.add_argument("--tours", type=int, default=5, help="paires de mesures du banc")
    analyse.add_argument("--dossier", type=Path, default=RACINE / "bench" / "lots", help="où sont les lots engendrés")
    analyse.add_argument("--sans", action="append", default=[], choices=SCHEMAS, help="laisse un candidat de côté")
    choix = analyse.parse_args()
    noms = [BANC, *(n for n in SCHEMAS if n not in choix.sans)]
    lignes = [machine(), ""]
    for flux, combien in (("Cmd_Acces", choix.lignes_cmd), ("CR_Cmd_Acces", choix.lignes_cr)):
        grand, petit = (lot(choix.dossier, flux, n) for n in (combien, max(1000, combien // 10)))
        lignes += tableau(grand, petit, choix.tours, noms)
    lignes += croissance([lot(choix.dossier, "Cmd_Acces", n) for n in (choix.lignes_cmd // 10, choix.lignes_cmd)])
    lignes += demarrage(lot(choix.dossier, "Cmd_Acces", 10))
    texte = PAGE.read_text(encoding="utf-8")
    avant, apres = texte.partition(DEBUT)[0], texte.partition(FIN)[2]
    PAGE.write_text(f"{avant}{DEBUT}\n{chr(10).join(lignes)}{FIN}{apres}", encoding="utf-8")
    print("\n".join(lignes))


if __name__ == "__main__":
    main()
