"""System packages that some tests need: skipped without them, with the line that installs them; required in CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def exige(paquets: str, *programmes: str) -> None:
    """Skip when a program or a file is missing; fail when CI says that they must be there."""
    absents = [p for p in programmes if not (Path(p).exists() if p.startswith("/") else _trouve(p))]
    if not absents:
        return
    raison = f"{', '.join(absents)} : apt-get install {paquets}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"en intégration continue ce paquet est obligatoire : {raison}")
    pytest.skip(raison)


def exige_root(quoi: str) -> None:
    """Skip when a server cannot be started without being root; CI is."""
    if os.geteuid() != 0:
        raison = f"{quoi} demande d'être root"
        if os.environ.get("CI") == "true":
            pytest.fail(raison)
        pytest.skip(raison)


def _trouve(programme: str) -> str | None:
    return shutil.which(programme) or shutil.which(programme, path="/usr/sbin:/sbin:/usr/local/sbin")


def chemin_de(programme: str) -> str:
    """Where a program is, `exige` having passed."""
    trouve = _trouve(programme)
    assert trouve is not None
    return trouve
