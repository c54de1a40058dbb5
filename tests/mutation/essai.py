"""Trying one fault: the tests that run the faulty line, in a process of their own, until one of them fails.

Two ways. A fault inside a function is planted in the functions already loaded, in a fork of a process that has
collected every test. One that shows when the module is read needs it read anew, in a fork that has not loaded it.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

import pytest

from tests.mutation.codes import compile_

TUE, SURVIT, TROP_LONG = "tué", "survit", "trop long"
IDENTIQUE, ILLISIBLE = "identique", "illisible"
"""No fault after all: what Python compiles is the same, or Python does not compile it."""

Issue = tuple[str, str]
"""What became of a fault, and the test that saw it, if any."""

OPTIONS = (
    "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:doctest", "-p", "no:junitxml",
    "-k", "not quickly and not little_memory",
)  # fmt: skip
"""Tests that look at time or memory are left out: all is slower here, and many a fault only changes those."""

_PATIENCE = 5.0
"""Seconds of processor that any test may take; a slow one has more."""


def enfant(travail: Callable[[], str]) -> Issue:
    """What `travail`, run in a fork, says: the test that failed, or "" when none did."""
    lecture, ecriture = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(lecture)
        code = 1
        try:
            vu = travail()
            os.write(ecriture, vu.encode())
            code = 0 if not vu else 1
        except SystemExit:
            pass
        finally:
            os._exit(code)
    os.close(ecriture)
    with os.fdopen(lecture, "rb") as tube:
        par = tube.read().decode()
    statut = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if statut == -signal.SIGPROF:
        return TROP_LONG, par
    return (TUE if statut else SURVIT), par


def patiente(duree: float) -> None:
    """End this process if it spends much more than `duree` seconds of processor before the next call."""
    signal.setitimer(signal.ITIMER_PROF, _PATIENCE + 20 * duree)


def joue(items: Sequence[pytest.Item], durees: Mapping[str, float]) -> str:
    """Run tests already collected until one fails, and name it; "" when none does."""
    for item, suivant in zip(items, [*items[1:], None], strict=True):
        patiente(durees.get(item.nodeid, 0.0))
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=suivant)
        if item.session.testsfailed:
            return item.nodeid
    return ""


class Boucle:
    """A pytest plugin that hands over the collected tests instead of running them."""

    def __init__(self, travail: Callable[[dict[str, pytest.Item]], None]) -> None:
        self.travail = travail

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Takes the place of pytest's own loop."""
        if session.testsfailed:
            raise RuntimeError("des tests ne se chargent pas")
        self.travail({item.nodeid: item for item in session.items})
        return True


class Chargeur(importlib.abc.Loader):
    """Gives one module the faulty code instead of its file's."""

    def __init__(self, nom: str, chemin: Path, source: str) -> None:
        self.nom, self.chemin, self.source = nom, chemin, source

    def find_spec(
        self, nom: str, _chemins: object = None, _cible: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if nom != self.nom:
            return None
        return importlib.util.spec_from_loader(nom, self, origin=str(self.chemin))

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.chemin)
        code: CodeType = compile_(self.source, self.chemin)
        exec(code, module.__dict__)


def relu(chargeur: Chargeur, tests: Sequence[str], durees: Mapping[str, float]) -> str:
    """Collect the files of `tests` with a module read anew, run those tests in order; the first that fails, or ""."""
    sys.meta_path.insert(0, chargeur)  # type: ignore[arg-type]
    vu: list[str] = []

    def travail(items: dict[str, pytest.Item]) -> None:
        vu.append(joue([items[t] for t in tests if t in items], durees))

    patiente(1.0)
    fichiers = sorted({t.partition("::")[0] for t in tests})
    code = pytest.main([*OPTIONS, *fichiers], plugins=[Boucle(travail)])
    return vu[0] if vu else f"(chargement : {code!r})"


def muet() -> None:
    """Send what this process prints nowhere."""
    rien = os.open(os.devnull, os.O_WRONLY)
    os.dup2(rien, 1)
    os.dup2(rien, 2)


def fils(travail: Callable[[], None]) -> None:
    """Run `travail` in a fork and wait for it. Raises RuntimeError when it fails."""
    pid = os.fork()
    if pid == 0:
        _quitte(travail)
    if os.waitpid(pid, 0)[1]:
        raise RuntimeError("un processus d'essais s'est arrêté")


def _quitte(travail: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        travail()
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)
