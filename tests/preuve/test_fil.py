"""Wire mutants and random conversations, as the proof runs them: a few of each, twice the same."""

from __future__ import annotations

from harness.preuve.fil import conversations, mutants, present
from harness.workbook.compile import charge


def test_conversations_held_at_random_are_counted() -> None:
    assert present()
    faites: list[int] = []
    tenues = conversations(6, "1", charge(), faites.append)
    assert tenues.conversations == sum(faites) >= 6
    assert tenues.fausses_alarmes == ()
    assert tenues.lignes >= tenues.lots > 6


def test_mutants_are_counted_and_the_same_again() -> None:
    faits: list[int] = []
    assert mutants(20, "1", charge(), faits.append) == mutants(20, "1", charge(), lambda _: None)
    assert sum(faits) == 20
