"""Campaigns to play with: both sides simulated, in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import resources
from harness.campaign.campaign import Campagne, Reglages, ouvre
from harness.campaign.play import Deroule, Fiche
from harness.protocol.spec import Protocole

FICHE = Fiche("ESSAI", "0", "un essai")


def reglages(graine: str = "1", reseau: str = "valfibre", **autres: object) -> Reglages:
    chemin = resources.fixtures("reseaux", f"{reseau}.toml")
    return Reglages(graine, "essai", chemin, **autres)  # type: ignore[arg-type]


@pytest.fixture
def campagne(tmp_path: Path, protocole: Protocole) -> Iterator[Campagne]:
    with ouvre(tmp_path / "journal", protocole, reglages()) as ouverte:
        yield ouverte


@pytest.fixture
def deroule(campagne: Campagne) -> Deroule:
    return campagne.commence(FICHE)
