"""`preuve`: one deviation played for good, wrong uses told."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from harness.cli import groupe


def lance(*arguments: str) -> tuple[int, str]:
    resultat = CliRunner().invoke(groupe, ["preuve", *arguments])
    return resultat.exit_code, resultat.output


def test_one_deviation_in_one_scenario() -> None:
    code, ecran = lance("--ecart", "cr-sans-route", "--scenario", "OI-PAC-NOM", "--format", "json")
    lu = json.loads(ecran)
    assert (code, lu["total"], lu["fausses_alarmes"]) == (0, 1, [])
    assert [(r["regle"], r["prises"]) for r in lu["regles"] if r["prises"]] == [("route.absente", 1)]


def test_a_deviation_that_cannot_be_caught_there_breaks_the_proof() -> None:
    """Two slots accepted where there is no appointment change nothing, and that is an error."""
    code, ecran = lance("--ecart", "rdv-deux-creneaux", "--scenario", "OC-PAC-NOM")
    assert code == 1
    assert "sans effet : rdv-deux-creneaux, OC-PAC-NOM" in ecran


@pytest.mark.parametrize(
    ("arguments", "dit"),
    [
        (("--ecart", "cr-sans-rout"), "l'écart « cr-sans-rout » est inconnu"),
        (("--scenario", "NULLE-PART"), "NULLE-PART"),
    ],
)
def test_wrong_uses_are_told(arguments: tuple[str, ...], dit: str) -> None:
    code, ecran = lance(*arguments)
    assert (code, dit in ecran) == (2, True)
