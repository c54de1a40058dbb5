"""The mini form of provenance: one word for all, or fact by fact; nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.protocol.spec import FAITS, Champ, Provenance, Statut
from harness.workbook import provenance
from harness.workbook.provenance import ProvenanceIllisible


def champ(sources: dict[str, Provenance]) -> Champ:
    return Champ(1, "X", "texte", None, "", Statut.O, None, (), "", "", sources)


def test_one_word_stands_for_the_six_facts() -> None:
    assert provenance.lit("seed") == dict.fromkeys(FAITS, Provenance.SEED)


def test_a_fact_left_out_has_the_source_of_the_name() -> None:
    lue = provenance.lit("nom public, statut inferred, longueur public")
    assert lue["statut"] is Provenance.INFERRED
    assert lue["longueur"] is lue["format"] is lue["valeurs"] is Provenance.PUBLIC


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("seed,", "« fait source » attendu"),
        ("", "« fait source » attendu"),
        ("certain", "source « certain » inconnue"),
        ("nom seed, taille public", "fait « taille » inconnu"),
        ("nom seed, nom public", "donné deux fois"),
        ("statut seed", "provenance du nom attendue"),
        ("nom seed statut public", "« fait source » attendu"),
    ],
)
def test_anything_else_is_refused(texte: str, raison: str) -> None:
    with pytest.raises(ProvenanceIllisible, match=raison):
        provenance.lit(texte)


@given(st.fixed_dictionaries({fait: st.sampled_from(Provenance) for fait in FAITS}))
def test_what_is_written_is_read_back(sources: dict[str, Provenance]) -> None:
    assert provenance.lit(provenance.ecrit(champ(sources))) == sources


def test_a_user_s_workbook_says_every_fact_itself() -> None:
    assert set(provenance.CLASSEUR) == set(FAITS)
    assert set(provenance.CLASSEUR.values()) == {Provenance.CLASSEUR}
