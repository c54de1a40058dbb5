"""One contender on one lot, with the processes it starts: wall and processor seconds, peak memory, what it found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.lots import REGLES, Lot

RACINE = Path(__file__).resolve().parent.parent
BANC = "interop-acces"
PAGE = os.sysconf("SC_PAGE_SIZE") // 1024
PERIODE = 0.02
"""Seconds between two looks at the memory of several processes."""

DUREE_MAX = 900
"""Seconds after which a contender is stopped."""


class Echec(Exception):
    """A contender that gave no figure: the French reason why."""


@dataclass(frozen=True)
class Mesure:
    """One run: wall seconds, processor seconds (user and system), peak resident MB, faults found by kind.

    The memory of several processes is that of all at once, what they share counted as often.
    """

    duree: float
    processeur: float
    memoire: float
    trouves: dict[str, int]


def mesure(nom: str, lot: Lot) -> Mesure:
    """Run one contender on one lot, in a process of its own. Raises Echec."""
    with tempfile.TemporaryDirectory() as temporaire:
        rapport, sortie, erreurs = (Path(temporaire) / n for n in ("rapport.json", "sortie", "erreurs"))
        if nom == BANC:
            commande = [sys.executable, "-c", "from harness.cli import main; main()", "verifier", lot.chemin]
            commande += ["--format", "json", "--sortie", str(rapport)]
        else:
            commande = [sys.executable, "-m", "bench.candidats", nom, lot.chemin, lot.flux]
        with sortie.open("wb") as flot, erreurs.open("wb") as plaintes:
            depart = time.perf_counter()
            fils = subprocess.Popen(commande, stdout=flot, stderr=plaintes, cwd=RACINE)
            borne = threading.Timer(DUREE_MAX, fils.kill)
            borne.start()
            with _famille(fils.pid) as ensemble:
                _, etat, usage = os.wait4(fils.pid, 0)
                duree = time.perf_counter() - depart
            borne.cancel()
            fils.returncode = os.waitstatus_to_exitcode(etat)
        if duree >= DUREE_MAX:
            raise Echec(f"arrêté après {DUREE_MAX} s")
        if fils.returncode and not (nom == BANC and rapport.exists()):
            dites = erreurs.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise Echec(f"code {fils.returncode}{f', {dites[-1][:120]}' if dites else ''}")
        trouves = _du_banc(rapport) if nom == BANC else json.loads(sortie.read_text(encoding="utf-8") or "{}")
        return Mesure(duree, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss, *ensemble) / 1024, trouves)


@contextmanager
def _famille(pid: int) -> Iterator[list[int]]:
    """What a process and its children hold together, in kB, looked at again and again; 0 while there is no child."""
    vus, fini = [0], threading.Event()

    def regarde() -> None:
        while not fini.wait(PERIODE):
            with suppress(OSError):
                enfants = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
                vus.append(sum(map(_tient, (pid, *enfants))) if enfants else 0)

    fil = threading.Thread(target=regarde)
    fil.start()
    try:
        yield vus
    finally:
        fini.set()
        fil.join()


def _tient(pid: int | str) -> int:
    """Resident kB of a process. Cheap to ask: the figures are taken while the contender is timed."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE


def _du_banc(rapport: Path) -> dict[str, int]:
    """What `verifier` found, by kind of planted fault."""
    especes = {regle: espece for espece, regle in REGLES.items()}
    trouves: dict[str, int] = {}
    for constat in json.loads(rapport.read_text(encoding="utf-8"))["constats"]:
        if constat["gravite"] != "information" and (espece := especes.get(constat["regle"])):
            trouves[espece] = trouves.get(espece, 0) + constat.get("occurrences", 1)
    return trouves


def manque(lot: Lot, trouves: dict[str, int]) -> str:
    """The kinds of fault of which a contender did not find exactly those planted, "" when it found them all."""
    return ", ".join(
        f"{espece} {trouves.get(espece, 0)} sur {n}"
        for espece, n in {**dict.fromkeys(trouves, 0), **lot.fautes}.items()
        if trouves.get(espece, 0) != n
    )
