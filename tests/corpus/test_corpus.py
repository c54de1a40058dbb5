"""The corpus against the judge: lots written by hand from the document yield the findings their authors named.

An oracle that reads no table of the protocol: when the two disagree, the document says who is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from harness.judge.registry import REGLES
from tests.corpus.cas import ANNEXE, Cas, attendu, cas, juge

TOUS = cas()
GENRES = ("conforme", "ecart")
SANS_TEMOIN = {"conv.autre_lecture"}
"""Rules that only speak to note what is unusual: they keep quiet on the rest, and prove nothing by it."""

LIGNES_MAX = 5
"""Physical lines of a lot, header included: what a reader takes in at a glance."""


def manques(regles: Iterable[str], tous: Iterable[Cas]) -> set[tuple[str, str]]:
    """The (rule, kind) that no folder shows. An observation notes what is permitted: none has to be caught by it."""
    dus = {(r, g) for r in regles for g in GENRES if g == "conforme" or not r.startswith("observation.")}
    return dus - {(c.groupe, c.genre) for c in tous}


def test_every_rule_has_a_folder_it_accepts_and_one_it_catches() -> None:
    assert not manques(REGLES, TOUS), "dossiers à écrire dans fixtures/corpus/<règle>/"


def test_a_new_rule_without_folders_is_missed() -> None:
    assert manques(["champ.inventee"], TOUS) == {("champ.inventee", g) for g in GENRES}
    assert manques(["observation.inventee"], TOUS) == {("observation.inventee", "conforme")}


def test_every_folder_is_named_for_a_rule_that_exists() -> None:
    orphelins = {c.nom for c in TOUS if c.groupe not in REGLES and c.groupe != ANNEXE}
    assert not orphelins
    assert not {c.nom for c in TOUS if c.genre not in GENRES}
    assert {c.dossier.name for c in TOUS if c.groupe == ANNEXE} == {"conforme-axione", "ecart-orange"}


@pytest.mark.parametrize("cas_", TOUS, ids=lambda c: c.nom)
def test_the_findings_are_those_the_author_named(cas_: Cas) -> None:
    """Rule, gravity, file, line, field and party of each, no other one, and the verdict."""
    voulu, trouve = attendu(cas_), juge(cas_)
    assert trouve.constats == voulu.constats
    assert trouve.verdict == voulu.verdict
    assert trouve.sections, "un constat sans § ou sans phrase"


@pytest.mark.parametrize("cas_", [c for c in TOUS if c.groupe != ANNEXE], ids=lambda c: c.nom)
def test_a_folder_shows_the_rule_it_is_named_for(cas_: Cas) -> None:
    """A folder that the rule accepts has a witness: the rule met there what it judges."""
    trouvees = {c[0] for c in juge(cas_).constats}
    if cas_.genre == "ecart":
        assert cas_.groupe in trouvees
    else:
        assert cas_.groupe not in trouvees
        assert (cas_.groupe in juge(cas_).exercees) is (cas_.groupe not in SANS_TEMOIN)


@pytest.mark.parametrize("cas_", TOUS, ids=lambda c: c.nom)
def test_a_folder_holds_small_lots_and_what_is_expected_of_them(cas_: Cas) -> None:
    fichiers = {p.name for p in cas_.dossier.iterdir()}
    assert "attendu.toml" in fichiers
    assert cas_.lots
    assert not {f for f in fichiers if Path(f).suffix != ".csv"} - {"attendu.toml"}
    assert all(lot.read_bytes().count(b"\n") <= LIGNES_MAX for lot in cas_.lots)
    assert (cas_.dossier / "attendu.toml").read_text(encoding="utf-8").startswith("# "), "dire ce que le dossier montre"
