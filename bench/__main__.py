"""`python -m bench`: measures every contender against the yardstick, in pairs, and rewrites docs/performance.md."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.candidats import ETALON, SCHEMAS
from bench.lots import Lot, lot
from bench.mesure import BANC, RACINE, Echec, Mesure, manque, mesure

PAGE = RACINE / "docs" / "performance.md"
COLONNES = (
    "candidat",
    "durée / étalon (médiane)",
    "étendue",
    "fois « verifier »",
    "temps de processeur / étalon",
    "mémoire (Mo)",
    "fautes trouvées",
)
PAQUETS = ("pandas", "pyarrow", "numpy", "polars", "pandera", "dataframely", "pointblank", "frictionless")


def dit(texte: str) -> None:
    """Progress, on the error stream."""
    print(texte, file=sys.stderr, flush=True)


def nombre(n: int) -> str:
    """A whole number, by thousands."""
    return f"{n:,}".replace(",", " ")


def tableau(sur: Lot, tours: int, noms: list[str]) -> list[str]:
    """The table of one flux: every contender once a round, each time followed by the yardstick."""
    leurs: dict[str, list[Mesure]] = {nom: [] for nom in noms}
    etalons: dict[str, list[Mesure]] = {nom: [] for nom in noms}
    echecs: dict[str, str] = {}
    for tour in range(tours):
        for nom in noms:
            if nom in echecs:
                continue
            try:
                leurs[nom].append(_a_chaud(nom, sur))
                etalons[nom].append(_a_chaud(ETALON, sur))
            except Echec as e:
                echecs[nom] = str(e)
                dit(f"  {nom} : pas de mesure ({e})")
                continue
            rapport = leurs[nom][-1].duree / etalons[nom][-1].duree
            dit(f"  {sur.flux}, tour {tour + 1}/{tours}, {nom} : {leurs[nom][-1].duree:.2f} s, {rapport:.2f} étalon")
    plantees = sum(sur.fautes.values())
    etalon = [m for serie in etalons.values() for m in serie]
    duree, memoire = (statistics.median(serie) for serie in zip(*((m.duree, m.memoire) for m in etalon), strict=True))
    banc = statistics.median(_rapports(leurs[BANC], etalons[BANC])) if BANC not in echecs else None
    return [
        f"### {sur.flux}, {nombre(sur.lignes)} lignes, {sur.octets / 1e6:.0f} Mo, {plantees} lignes fautives",
        "",
        f"Étalon : {duree:.2f} s, {memoire:.0f} Mo (médianes).",
        "",
        f"| {' | '.join(COLONNES)} |",
        f"|{' --- |' * len(COLONNES)}",
        *(_rangee(nom, leurs[nom], etalons[nom], banc, sur, echecs.get(nom)) for nom in noms),
    ]


def _a_chaud(nom: str, sur: Lot) -> Mesure:
    """The second of two runs: pages and libraries that the machine had put aside meanwhile are back for everybody."""
    mesure(nom, sur)
    return mesure(nom, sur)


def _rapports(leurs: list[Mesure], etalons: list[Mesure]) -> list[float]:
    return [a.duree / b.duree for a, b in zip(leurs, etalons, strict=True)]


def _rangee(
    nom: str, leurs: list[Mesure], etalons: list[Mesure], banc: float | None, sur: Lot, echec: str | None
) -> str:
    if echec is not None or not leurs:
        return f"| {nom} | pas de mesure | {echec or ''} | | | | |"
    if absentes := manque(sur, leurs[-1].trouves):
        return (
            f"| {nom} | mesure écartée | schéma non équivalent : {absentes} | | | | {sum(leurs[-1].trouves.values())} |"
        )
    rapports = _rapports(leurs, etalons)
    duree = statistics.median(rapports)
    travail = statistics.median(a.processeur / b.processeur for a, b in zip(leurs, etalons, strict=True))
    return (
        f"| {nom} | {duree:.2f} | {min(rapports):.2f} à {max(rapports):.2f} "
        f"| {f'{duree / banc:.1f}' if banc else ''} | {travail:.2f} "
        f"| {statistics.median(m.memoire for m in leurs):.0f} "
        f"| {sum(leurs[-1].trouves.values())} sur {sum(sur.fautes.values())} |"
    )


def croissance(tailles: list[Lot]) -> list[str]:
    """Peak memory of the checker against the size of the lot."""
    lignes = [
        "### Mémoire de « verifier » selon la taille du lot",
        "",
        "| lot | mémoire de pointe (Mo) |",
        "| --- | --- |",
    ]
    for choisi in tailles:
        m = mesure(BANC, choisi)
        dit(f"  mémoire, {choisi.flux}, {nombre(choisi.lignes)} lignes : {m.memoire:.0f} Mo")
        lignes.append(f"| {choisi.flux}, {nombre(choisi.lignes)} lignes | {m.memoire:.0f} |")
    return lignes


def demarrage(petit: Lot) -> list[str]:
    """Wall and processor time of the shortest commands, next to an interpreter that does nothing."""
    lignes = [
        "### Démarrage",
        "",
        "| commande | durée médiane (ms) | temps de processeur médian (ms) |",
        "| --- | --- | --- |",
    ]
    base = [sys.executable, "-c", "from harness.cli import main; main()"]
    commandes = {
        "python, sans rien": [sys.executable, "-c", "pass"],
        "interop-acces --help": [*base, "--help"],
        "interop-acces verifier, lot de 10 lignes": [*base, "verifier", petit.chemin],
    }
    durees: dict[str, list[tuple[float, float]]] = {titre: [] for titre in commandes}
    for _ in range(9):
        for titre, commande in commandes.items():
            depart = time.perf_counter()
            fils = subprocess.Popen(commande, cwd=RACINE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, etat, usage = os.wait4(fils.pid, 0)
            fils.returncode = os.waitstatus_to_exitcode(etat)
            durees[titre].append((time.perf_counter() - depart, usage.ru_utime + usage.ru_stime))
    for titre, series in durees.items():
        duree, travail = (statistics.median(s) * 1000 for s in zip(*series, strict=True))
        dit(f"  {titre} : {duree:.0f} ms")
        lignes.append(f"| {titre} | {duree:.0f} | {travail:.0f} |")
    return lignes


def machine() -> str:
    """What the figures were taken on: nothing that names a host or a path."""
    versions = []
    for paquet in PAQUETS:
        try:
            versions.append(f"{paquet} {version(paquet)}")
        except PackageNotFoundError:
            versions.append(f"{paquet} absent")
    return f"{os.cpu_count()} cœurs, Python {platform.python_version()}, {', '.join(versions)}."


def remplace(texte: str, partie: str, lignes: list[str]) -> str:
    """The page with one part between its marks written anew. Raises SystemExit when the page lost its marks."""
    debut, fin = f"<!-- {partie} : début -->", f"<!-- {partie} : fin -->"
    if debut not in texte or fin not in texte:
        raise SystemExit(f"{PAGE.name} : marques « {debut} » et « {fin} » introuvables")
    avant, apres = texte.partition(debut)[0], texte.partition(fin)[2]
    corps = "\n".join(lignes)
    return f"{avant}{debut}\n{corps}\n{fin}{apres}"


def main() -> None:
    """Measure each part, and put its table between its marks of docs/performance.md as soon as it is done."""
    analyse = argparse.ArgumentParser(prog="python -m bench", description="Mesure vitesse et mémoire de « verifier ».")
    parties = ("cmd_acces", "cr_cmd_acces", "memoire", "demarrage")
    analyse.add_argument("--seulement", action="append", choices=parties, help="ne mesure que cette partie")
    analyse.add_argument("--lignes-cmd", type=int, default=1_000_000, help="lignes de Cmd_Acces")
    analyse.add_argument("--lignes-cr", type=int, default=300_000, help="lignes de CR_Cmd_Acces")
    analyse.add_argument("--tours", type=int, default=5, help="mesures de chaque candidat, chacune suivie de l'étalon")
    analyse.add_argument("--dossier", type=Path, default=RACINE / "bench" / "lots", help="où sont les lots engendrés")
    analyse.add_argument("--sans", action="append", default=[], choices=SCHEMAS, help="laisse un candidat de côté")
    analyse.add_argument("--sans-ecrire", action="store_true", help="affiche les tableaux sans toucher à la page")
    choix = analyse.parse_args()
    noms = [BANC, *(n for n in SCHEMAS if n not in choix.sans)]

    def engendre(flux: str, lignes: int) -> Lot:
        dit(f"Lot {flux} de {nombre(lignes)} lignes…")
        return lot(choix.dossier, flux, lignes)

    def flux(nom: str, lignes: int) -> list[str]:
        return tableau(engendre(nom, lignes), choix.tours, noms)

    def memoire() -> list[str]:
        tailles = [
            (f, int(n * fois))
            for f, n in (("Cmd_Acces", choix.lignes_cmd), ("CR_Cmd_Acces", choix.lignes_cr))
            for fois in (0.2, 1, 3)
        ]
        return croissance([engendre(f, n) for f, n in tailles])

    mesures: dict[str, Callable[[], list[str]]] = {
        "cmd_acces": lambda: flux("Cmd_Acces", choix.lignes_cmd),
        "cr_cmd_acces": lambda: flux("CR_Cmd_Acces", choix.lignes_cr),
        "memoire": memoire,
        "demarrage": lambda: demarrage(engendre("Cmd_Acces", 10)),
    }
    for partie in choix.seulement or parties:
        lignes = mesures[partie]()
        print("\n".join(lignes), end="\n\n")
        if not choix.sans_ecrire:
            texte = remplace(PAGE.read_text(encoding="utf-8"), partie, lignes)
            PAGE.write_text(remplace(texte, "machine", [machine()]), encoding="utf-8")


if __name__ == "__main__":
    main()
