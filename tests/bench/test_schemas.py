"""The comparison is fair: `verifier` and every other schema find each planted fault, by kind, and nothing else."""

from __future__ import annotations

import importlib

import pytest

from bench.candidats import SCHEMAS
from bench.lots import FAUTES, Lot, especes, lot
from bench.mesure import BANC, manque, mesure

PAQUETS = {nom: nom.split("_")[0] for nom in SCHEMAS}


@pytest.fixture(scope="module", params=sorted(FAUTES))
def seme(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Lot:
    """A lot with one fault of each kind."""
    flux: str = request.param
    fait = lot(tmp_path_factory.mktemp("lots"), flux, 1000 * len(especes(flux)))
    assert fait.fautes == dict.fromkeys(especes(flux), 1)
    return fait


def test_verifier_finds_each_planted_fault(seme: Lot) -> None:
    assert manque(seme, mesure(BANC, seme).trouves) == ""


@pytest.mark.parametrize("nom", SCHEMAS)
def test_every_other_schema_finds_each_planted_fault(seme: Lot, nom: str) -> None:
    for paquet in (PAQUETS[nom], "polars"):
        pytest.importorskip(paquet, reason=f"paquet du banc de mesure absent : {paquet} (make bench l'installe)")
    trouves = importlib.import_module(f"bench.schemas.{nom}").verifie(seme.chemin, seme.flux)
    assert manque(seme, dict(trouves)) == ""


def test_a_contender_that_misses_a_kind_is_told_so(seme: Lot) -> None:
    assert manque(seme, seme.fautes) == ""
    premiere = next(iter(seme.fautes))
    assert manque(seme, seme.fautes | {premiere: 0}) == f"{premiere} 0 sur 1"
    assert manque(seme, seme.fautes | {"imaginaire": 2}) == "imaginaire 2 sur 0"
