"""What the proof holds to break nothing, the naive oracle, which shares nothing with the judge, finds nothing in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.preuve.fil import oracle, present
from harness.preuve.jeu import Banc, Jeu, Joue
from harness.preuve.matrice import dresse, prepare
from harness.preuve.resultats import DEMENTI, Epreuve, Matrice, Sort
from harness.workbook.compile import charge

SCENARIOS = ("OI-PAC-POSEKO", "RDV-MODIF", "ECR-TORT")
FAMILLES = ("omis", "en-retard", "autre-issue", "apres-le-suivant", "autre-reference", "redit")


@pytest.fixture(scope="module")
def matrice() -> Matrice:
    plan = prepare("1", SCENARIOS)
    jeux = [j for j in plan.jeux if j.ecart is not None and j.ecart.famille in FAMILLES]
    return dresse(replace(plan, jeux=tuple(jeux)), "1")


def test_the_oracle_finds_nothing_where_nothing_is_broken(matrice: Matrice) -> None:
    """A few scenarios; `make preuve` asks of every place of the catalogue."""
    assert present()
    egaux = [e for e in matrice.epreuves if e.sort is Sort.EQUIVALENT]
    assert len(egaux) > 40
    assert {e.oracle for e in egaux} <= {"conforme", "indécis"}
    assert matrice.tient


def test_every_reason_is_told_in_its_place(matrice: Matrice) -> None:
    egaux = [e for e in matrice.epreuves if e.sort is Sort.EQUIVALENT]
    assert all(e.raison and not e.attendues for e in egaux)
    assert len({e.raison for e in egaux}) > 5


def test_the_oracle_does_find_what_is_broken() -> None:
    """Else it would prove nothing: the same files, one order less its report."""
    joues: list[Joue] = []
    Banc(charge()).joue([Jeu("OC-PCI-NOM")], joues.append)
    juge, lots = oracle(), joues[0].lots
    assert juge(lots) == "conforme"
    assert juge([lot for lot in lots if "CR_Cmd" not in lot.fichier]) == DEMENTI


def test_one_breach_that_the_oracle_finds_breaks_the_proof() -> None:
    egal = Epreuve("x", "OI", "CR_STOC", "S", 1, (), Sort.EQUIVALENT, raison="parce que", oracle="indécis")
    assert Matrice("1", 1, (), (egal,)).tient
    assert not Matrice("1", 1, (), (replace(egal, oracle=DEMENTI),)).tient
