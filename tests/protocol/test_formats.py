"""Formats that a program can check: one spelling each, and where the shape of a PTO reference is asked for (§2.6)."""

from __future__ import annotations

import pytest

from harness.protocol.formats import DATE, FORMATS, canonique, verifiable


@pytest.mark.parametrize("champ", ["AnciennePrise", "ReferencePrise", "ReferencePriseOC", "SecondePrise"])
def test_only_the_reference_of_the_socket_has_its_shape(champ: str) -> None:
    for format_ in ("PTO", "PTO ou HOTLINE"):
        assert verifiable(format_, champ) is (champ == "ReferencePrise")
    assert all(verifiable(f, champ) for f in (*FORMATS, DATE, "motif"))
    assert not verifiable("texte", champ)


@pytest.mark.parametrize(
    ("texte", "lu"),
    [("5 CHIFFRES", "5 chiffres"), ("yyyymmdd  hh24:mi", DATE), ("AAAA-MM-JJ", "AAAA-MM-JJ"), ("pto", "PTO")],
)
def test_a_format_has_one_spelling(texte: str, lu: str) -> None:
    assert canonique(texte) == lu
