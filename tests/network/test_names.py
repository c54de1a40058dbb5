"""Invented references: stable, distinct, of the forms that the protocol asks for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from harness.network.names import Alea


@given(st.text(), st.integers(min_value=1, max_value=9999))
def test_the_same_seed_gives_the_same_names_whatever_was_asked_before(graine: str, rang: int) -> None:
    un, deux = Alea(graine), Alea(graine)
    deux.commande("XTEL", rang + 1)
    assert un.commande("XTEL", rang) == deux.commande("XTEL", rang)
    assert un.prise("XVAL", "a", "b") == deux.prise("XVAL", "a", "b")


@given(st.text(), st.text(max_size=20))
def test_names_have_the_forms_of_the_protocol(graine: str, cle: str) -> None:
    alea = Alea(graine)
    assert re.fullmatch(r"[A-Z0-9]{2}-[A-Z0-9]{4}-[A-Z0-9]{4}", alea.prise("XVAL", cle))
    assert len(alea.commande("XTEL", 1)) <= 30
    assert len(alea.prestation("XVAL", cle)) <= 30
    assert len(alea.decharge(cle, 1)) <= 50
    assert len(alea.rdv(cle)) <= 50
    assert 2 <= alea.attenuation(cle) <= 6


def test_names_of_a_thousand_scenarios_are_distinct() -> None:
    references = {Alea(f"1|S{n}").commande("XTEL", rang) for n in range(500) for rang in (1, 2)}
    assert len(references) == 1000


def test_two_seeds_give_different_names() -> None:
    assert Alea("1").commande("XTEL", 1) != Alea("2").commande("XTEL", 1)
