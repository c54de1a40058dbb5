"""What several rooms test on: the whole catalogue, played once."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import resources
from harness.campaign.campaign import Reglages, ouvre
from harness.examen.jugement import Examen, examine
from harness.protocol.spec import Protocole
from harness.workbook.compile import charge
from harness.workbook.exigences import charge_exigences


@pytest.fixture(scope="session")
def protocole() -> Protocole:
    """What the workbook of the project says."""
    return charge()


@pytest.fixture(scope="session")
def journal_du_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of the whole catalogue, both sides simulated, seed 1. Read it, do not write in it."""
    from scenarios.run import joue

    journal = tmp_path_factory.mktemp("catalogue") / "journal"
    reglages = Reglages("1", "jouer --graine 1", resources.fixtures("reseaux", "valfibre.toml"))
    with ouvre(journal, charge(), reglages) as campagne:
        assert not joue(campagne)
        campagne.acheve()
    return journal


@pytest.fixture(scope="session")
def examen_du_catalogue(journal_du_catalogue: Path) -> Examen:
    """That journal, judged."""
    return examine(journal_du_catalogue, charge(), charge_exigences(), vues=False)
