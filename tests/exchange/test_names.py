"""Column names: folded alike when they differ by case, spaces or coding, and by nothing else."""

from __future__ import annotations

import pytest

from harness.exchange.names import plie, releve_noms, repare, squelette
from harness.workbook.compile import charge


@pytest.mark.parametrize("nom", ["N°1", "Étage", "Ã", "Â", "Château", "Ã©Ÿ", "NÃÂ"])
def test_what_is_not_utf8_read_twice_is_left_alone(nom: str) -> None:
    assert repare(nom) == nom


def test_long_names_are_folded_and_not_remembered() -> None:
    assert plie("Réf " * 1000) == "réf" * 1000


@pytest.mark.parametrize(
    "nom", ["Info Cmd Accès 1", "info cmd acce\u0300s 1", "Info Cmd Acc\ufffds 1", "InfoCmdAcc?s1"]
)
def test_a_skeleton_is_what_no_encoding_breaks(nom: str) -> None:
    assert squelette(nom) == "infocmdaccs1"


def test_a_long_name_never_has_the_skeleton_of_a_short_one() -> None:
    assert squelette("Etage" + "é" * 100 + "e") == "etagee"


def test_a_broken_name_is_told_under_the_name_it_stands_for() -> None:
    (nom,) = releve_noms(("NomModulePm Nø1",), charge())
    assert (nom.ecrit, nom.plie, nom.abime) == ("NomModulePm Nø1", plie("NomModulePm N°1"), True)
    (propre,) = releve_noms(("NomModulePm N°1",), charge())
    assert (propre.plie, propre.abime) == (nom.plie, False)
