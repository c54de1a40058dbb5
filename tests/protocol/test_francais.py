"""Made-up sentences agree: the plural begins at two, « de » is elided before a vowel."""

from __future__ import annotations

import pytest

from harness.protocol.francais import accorde, de
from harness.protocol.terms import Flux


@pytest.mark.parametrize(
    ("n", "attendu"),
    [(0, "0 constat"), (1, "1 constat"), (2, "2 constats"), (55_000, "55\u202f000 constats")],
)
def test_le_pluriel_commence_a_deux(n: int, attendu: str) -> None:
    assert accorde(n, "constat") == attendu


def test_un_pluriel_irregulier_se_donne() -> None:
    assert accorde(3, "autre règle", "autres règles") == "3 autres règles"


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        (Flux.AR_CMD_ACCES, "d'AR_Cmd_Acces"),
        (Flux.CR_STOC, "de CR_STOC"),
        ("IdRdv", "d'IdRdv"),
        ("Étage", "d'Étage"),
        ("HOTLINE", "de HOTLINE"),
        ("", "de "),
    ],
)
def test_l_elision_se_fait_devant_une_voyelle(nom: str, attendu: str) -> None:
    assert de(nom) == attendu
