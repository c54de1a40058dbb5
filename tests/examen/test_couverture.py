"""What the catalogue covers is measured on a real run, and cannot go down unnoticed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.examen.couverture import Catalogue, couvre
from harness.examen.jugement import Examen
from harness.judge.results import Verdict
from harness.workbook.exigences import charge_exigences

EXERCEES = 376
"""Requirements that a rule met a message for. To be raised with the catalogue and the rules, never lowered."""

SCENARIOS = 198
"""Scenarios of the catalogue, all « conforme »."""


@pytest.fixture(scope="module")
def catalogue(examen_du_catalogue: Examen) -> Catalogue:
    return couvre(examen_du_catalogue, charge_exigences())


def test_the_count_does_not_go_down(catalogue: Catalogue) -> None:
    assert catalogue.exercees >= EXERCEES
    conformes = [s.id for s in catalogue.scenarios if s.verdict is Verdict.CONFORME]
    assert len(conformes) == len(catalogue.scenarios) >= SCENARIOS


def test_what_is_exercised_has_a_witness_and_a_rule_and_the_rest_a_reason(catalogue: Catalogue) -> None:
    for ligne in catalogue.lignes:
        if ligne.exercee:
            assert ligne.resultat.temoins, ligne.exigence.id
            assert ligne.resultat.regles, ligne.exigence.id
            assert ligne.scenarios, ligne.exigence.id
        else:
            assert ligne.resultat.raison, ligne.exigence.id
            assert not ligne.scenarios, ligne.exigence.id


@pytest.mark.parametrize("chapitre", ["4", "5", "6", "7", "A"])
def test_every_requirement_of_a_chapter_has_a_rule_or_says_why_none_can_see_it(
    chapitre: str, catalogue: Catalogue
) -> None:
    lignes = [x for x in catalogue.lignes if x.exigence.id.startswith(f"REQ-{chapitre}")]
    assert lignes
    assert not [x.exigence.id for x in lignes if "aucune règle" in x.resultat.raison]


def test_both_ways_say_the_same(catalogue: Catalogue) -> None:
    """A scenario names the requirements that name it."""
    depuis_scenarios = {(s, e) for s, exigences in catalogue.exigences_de.items() for e in exigences}
    depuis_exigences = {(s, x.exigence.id) for x in catalogue.lignes for s in x.scenarios}
    assert depuis_scenarios == depuis_exigences


def test_a_run_without_a_message_covers_nothing(examen_du_catalogue: Examen) -> None:
    vide = replace(
        examen_du_catalogue,
        releves=replace(examen_du_catalogue.releves, dossiers=()),
        resultats=replace(
            examen_du_catalogue.resultats,
            lots=(),
            scenarios=(),
            exigences=tuple(
                replace(e, temoins=(), verdict=Verdict.NON_EXERCE) for e in examen_du_catalogue.resultats.exigences
            ),
        ),
    )
    assert couvre(vide, charge_exigences()).exercees == 0
