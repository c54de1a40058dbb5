"""Work shared among processes: the results of `map`, in its order, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from harness.examen import partage as module
from harness.examen.partage import partage
from harness.examen.verification import Options, verifie_fichier
from harness.exchange.codec import ecrit
from harness.exchange.messages import Lot
from harness.exchange.survey import releve
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Partie

ICI = os.getpid()
seulement_linux = pytest.mark.skipif(module._processus(99) < 2, reason="il faut Linux et deux cœurs")


def enfants() -> list[str]:
    return Path(f"/proc/{ICI}/task/{ICI}/children").read_text().split()


@seulement_linux
def test_results_come_in_order_from_several_processes() -> None:
    def travail(n: int) -> tuple[int, int]:
        time.sleep(0.01 if n % 3 else 0.03)
        return n, os.getpid()

    rendus = list(partage(travail, range(30)))
    assert [n for n, _ in rendus] == list(range(30))
    assert len({pid for _, pid in rendus}) > 1
    assert not enfants()


@seulement_linux
def test_large_results_do_not_block() -> None:
    """Each is larger than what the pipe between two processes holds."""
    assert [len(r) for r in partage(lambda n: bytes(3 << 20), range(8))] == [3 << 20] * 8


@pytest.mark.parametrize("mort", [True, False], ids=["tué", "en erreur"])
def test_what_another_process_could_not_do_is_done_here(mort: bool) -> None:
    def travail(n: int) -> int:
        time.sleep(0.005)
        if os.getpid() != ICI and n > 3:
            if mort:
                os.kill(os.getpid(), signal.SIGKILL)
            raise ValueError
        return n * n

    assert list(partage(travail, range(20))) == [n * n for n in range(20)]
    assert not enfants()


def test_an_error_is_raised_here_and_no_process_stays() -> None:
    def travail(n: int) -> int:
        time.sleep(0.005)
        if n == 7:
            raise OSError(n, "")
        return n

    with pytest.raises(OSError, match="7"):
        list(partage(travail, range(12)))
    assert not enfants()


def test_who_stops_reading_leaves_no_process() -> None:
    rendus = partage(lambda n: (time.sleep(0.01), n)[1], range(100))
    assert next(rendus) == 0
    rendus.close()  # type: ignore[attr-defined]
    assert not enfants()


def test_with_threads_or_little_to_do_one_process_is_enough() -> None:
    assert {os.getpid()} == set(partage(lambda _: os.getpid(), range(module.ASSEZ - 1)))
    fini = threading.Event()
    fil = threading.Thread(target=fini.wait)
    fil.start()
    try:
        assert {os.getpid()} == set(partage(lambda _: os.getpid(), range(9)))
    finally:
        fini.set()
        fil.join()


@seulement_linux
def test_a_lot_is_judged_alike_by_one_process_or_more(
    protocole: Protocole, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more findings of a kind than are listed, and keys repeated from one block to another."""
    fixes = {c.nom: "x" * 9 for c in protocole[Flux.CMD_ACCES].champs}
    ligne = {**fixes, "ReferenceCommandePriseInterneOC": "@", "TypeRacco": "#"}
    ecrites = ecrit(Lot(Flux.CMD_ACCES, Partie.OC, (ligne,)), protocole[Flux.CMD_ACCES]).decode()
    entete, modele = ecrites.splitlines()
    lignes = (modele.replace("@", f"C{n % 89_990}").replace("#", "" if n % 3 else "OI") for n in range(90_000))
    lot = tmp_path / "lot.csv"
    lot.write_text("\n".join((entete, *lignes)), encoding="utf-8")
    assert len(releve(lot).troncons) >= module.ASSEZ
    plusieurs = verifie_fichier(lot, "lot.csv", protocole, Options())
    monkeypatch.setattr(module, "PROCESSUS", 1)
    seul = verifie_fichier(lot, "lot.csv", protocole, Options())
    assert plusieurs == seul
    assert sum(c.occurrences for c in seul.constats if c.regle == "champ.obligatoire") == 60_000
    assert sum(c.regle == "ligne.reference_repetee" for c in seul.constats) == 10
