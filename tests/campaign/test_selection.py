"""Choosing scenarios by id, section and word."""

from __future__ import annotations

import pytest

from harness.campaign.play import Fiche
from harness.campaign.selection import ChoixIllisible, choisit

FICHES = [
    Fiche("STOC-PAC-NOM", "5.1.1", ""),
    Fiche("STOC-PAC-CHRO-NOM", "5.1.4", ""),
    Fiche("OI-PAC-NOM", "4.1.1", "", frozenset({"lent"})),
    Fiche("OC-PCI-MES", "5.10.1", ""),
]


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        ("STOC-PAC-NOM", ["STOC-PAC-NOM"]),
        ("stoc-pac-nom", ["STOC-PAC-NOM"]),
        ("§5.1", ["STOC-PAC-NOM", "STOC-PAC-CHRO-NOM"]),
        ("§5", ["STOC-PAC-NOM", "STOC-PAC-CHRO-NOM", "OC-PCI-MES"]),
        ("§5.1.4", ["STOC-PAC-CHRO-NOM"]),
        ("STOC", ["STOC-PAC-NOM", "STOC-PAC-CHRO-NOM"]),
        ("STOC and not CHRO", ["STOC-PAC-NOM"]),
        ("STOC et non CHRO", ["STOC-PAC-NOM"]),
        ("OI ou MES", ["OI-PAC-NOM", "OC-PCI-MES"]),
        ("OI, MES", ["OI-PAC-NOM", "OC-PCI-MES"]),
        ("non (STOC ou OI)", ["OC-PCI-MES"]),
        ("NOM et (OI ou CHRO)", ["STOC-PAC-CHRO-NOM", "OI-PAC-NOM"]),
        ("OI ou STOC et CHRO", ["STOC-PAC-CHRO-NOM", "OI-PAC-NOM"]),
        ("@lent", ["OI-PAC-NOM"]),
        ("non non OI", ["OI-PAC-NOM"]),
    ],
)
def test_an_expression_selects(expression: str, ids: list[str]) -> None:
    assert [f.id for f in choisit(FICHES, expression)] == ids


def test_an_expression_that_selects_nothing_names_what_there_is() -> None:
    with pytest.raises(ChoixIllisible, match="ne désigne aucun scénario ; le catalogue contient : OC-PCI-MES, OI-PAC"):
        choisit(FICHES, "§9")


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("", "est vide"),
        ("  ", "est vide"),
        ("STOC et", "s'arrête trop tôt"),
        ("non", "s'arrête trop tôt"),
        ("(STOC", "il manque « \\) »"),
        ("STOC)", "« \\) » n'est pas attendu"),
        ("et STOC", "« et » n'est pas attendu"),
        ("STOC CHRO", "« CHRO » n'est pas attendu"),
    ],
)
def test_a_broken_expression_is_refused(expression: str, message: str) -> None:
    with pytest.raises(ChoixIllisible, match=message):
        choisit(FICHES, expression)
