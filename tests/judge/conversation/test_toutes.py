"""No rule of conversation goes without a test that names it, and none without what a report needs."""

from __future__ import annotations

from pathlib import Path

import pytest

import harness.judge.conversation.judge  # noqa: F401 - declares the rules
from harness.judge.registry import Portee, Regle, de_portee
from harness.protocol.terms import EMETTEURS

REGLES = [r for p in (Portee.CONVERSATION, Portee.RENDEZ_VOUS, Portee.JOURNAL) for r in de_portee(p)]
TESTS = "".join(p.read_text(encoding="utf-8") for p in Path(__file__).parent.glob("test_*.py"))


@pytest.mark.parametrize("regle", REGLES, ids=lambda r: r.id)
def test_every_rule_is_named_by_a_test(regle: Regle) -> None:
    assert f'"{regle.id}"' in TESTS


@pytest.mark.parametrize("regle", REGLES, ids=lambda r: r.id)
def test_every_rule_has_a_section_and_a_sentence(regle: Regle) -> None:
    assert regle.section
    assert regle.phrase.endswith(".")
    assert regle.phrase[0].isupper()
    assert not regle.flux - set(EMETTEURS)
