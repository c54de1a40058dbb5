"""The page of figures says what the last run kept, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.chiffres import garde
from tests.mutants.page import markdown

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def chiffres() -> Any:
    return json.loads((DOCS / "fil.json").read_text(encoding="utf-8"))


def test_the_page_is_that_of_the_figures(chiffres: Any) -> None:
    assert (DOCS / "fil.md").read_text(encoding="utf-8") == markdown(chiffres)


def test_the_figures_hold_what_is_asked_of_them(chiffres: Any) -> None:
    """At least 100,000 mutants on which both agree and none on which they do not; 10,000 conversations, no alarm."""
    mutants, conversations = chiffres["mutants"], chiffres["conversations"]
    assert (mutants["desaccords"], mutants["connus"], mutants["ecartees"]) == (0, {}, 0)
    assert mutants["accords"] >= 100_000
    assert sum(mutants["classes"].values()) == mutants["mutants"]
    assert sum(mutants["doutes"].values()) == mutants["classes"]["l'oracle ne tranche pas"]
    assert conversations["alarmes"] == 0
    assert conversations["conversations"] >= 10_000
    assert len(conversations["flux"]) >= 17


def test_one_part_leaves_the_other_as_it_is(tmp_path: Path, chiffres: Any) -> None:
    fichier = tmp_path / "fil.json"
    garde(fichier, "mutants", chiffres["mutants"])
    assert "## Conversations" not in (page := fichier.with_suffix(".md").read_text(encoding="utf-8"))
    assert str(chiffres["mutants"]["accords"]) in page
    garde(fichier, "conversations", chiffres["conversations"])
    lus = json.loads(fichier.read_text(encoding="utf-8"))
    assert lus["mutants"]["classes"] == chiffres["mutants"]["classes"]
    assert fichier.with_suffix(".md").read_text(encoding="utf-8") == markdown(lus)
