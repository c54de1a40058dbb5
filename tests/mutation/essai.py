"""Trying one fault: the tests that run the faulty line, in a process of their own, until one of them fails."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import NoReturn

TUE, SURVIT, TROP_LONG = "tué", "survit", "trop long"


class _Chargeur(importlib.abc.Loader):
    """Gives one module the faulty text instead of its file's."""

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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(self.source, str(self.chemin), "exec")
        exec(code, module.__dict__)


def essaie(nom: str, chemin: Path, source: str, tests: Sequence[str], delai: float) -> str:
    """Whether some test fails once module `nom` reads `source`: TUE, SURVIT, or TROP_LONG beyond `delai` seconds.

    The calling process must not have imported `nom`, nor anything that did: the child starts from what it knows.
    """
    pid = os.fork()
    if pid == 0:
        _enfant(nom, chemin, source, tests)
    limite = time.monotonic() + delai
    while time.monotonic() < limite:
        fini, statut = os.waitpid(pid, os.WNOHANG)
        if fini:
            return SURVIT if os.waitstatus_to_exitcode(statut) == 0 else TUE
        time.sleep(0.01)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return TROP_LONG


def _enfant(nom: str, chemin: Path, source: str, tests: Sequence[str]) -> NoReturn:
    os.setpgid(0, 0)
    muet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(muet, 1)
    os.dup2(muet, 2)
    code = 1
    try:
        sys.meta_path.insert(0, _Chargeur(nom, chemin, source))  # type: ignore[arg-type]
        import pytest

        code = int(pytest.main(["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", *tests]))
    finally:
        os._exit(code)
