"""Foreign bytes never bring a traceback: what reads them refuses with a sentence of its own, or reads them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.cibles import CIBLES, CRASHS
from tests.fuzz.mutations import abime

EXEMPLES = {"lot": 150, "feuille": 25, "classeur": 25, "journal": 40, "import": 25}


@pytest.mark.parametrize("nom", CIBLES)
def test_damaged_bytes_are_read_or_refused_in_words(nom: str) -> None:
    cible = CIBLES[nom]

    @settings(
        max_examples=EXEMPLES.get(nom, 100), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(octets=abime(cible.graines()) | st.binary(max_size=200))
    def essaie(octets: bytes) -> None:
        cible.essaie(octets)

    essaie()


@pytest.mark.parametrize("nom", CIBLES)
def test_the_inputs_that_damage_starts_from_are_worth_it(nom: str) -> None:
    """At least one is read to its end, where the target accepts whole inputs; the others are refused in words."""
    refus = [CIBLES[nom].essaie(octets) for octets in CIBLES[nom].graines()]
    assert refus
    assert "" in refus, refus


def test_what_crashed_once_does_not_any_more() -> None:
    """Every kept input, once for the target that it is named after."""
    for chemin in sorted(p for p in CRASHS.iterdir() if not p.name.startswith(".")):
        CIBLES[chemin.name.partition("-")[0]].essaie(chemin.read_bytes())
