"""Frozen values from plain tables: what fits is read, what does not is named in French."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from harness.records import construit, suite, table_de


@dataclass(frozen=True)
class Roue:
    taille: int


@dataclass(frozen=True)
class Velo:
    nom: str
    roues: tuple[Roue, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    pliant: bool = False


LECTEURS = {"tuple[Roue, ...]": suite(table_de(Roue, {}))}


def test_a_table_becomes_a_value() -> None:
    lu = construit(Velo, {"nom": "bleu", "roues": [{"taille": 26}], "options": {"a": "b"}}, LECTEURS)
    assert lu == Velo("bleu", (Roue(26),), {"a": "b"})


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"nom": "bleu"}, "il manque « roues »"),
        ({"nom": "bleu", "roues": [], "prix": 3}, "« prix » est inconnu"),
        ({"nom": 3, "roues": []}, "« nom » n'a pas une valeur possible"),
        ({"nom": "bleu", "roues": [], "pliant": 1}, "« pliant » n'a pas une valeur possible"),
        ({"nom": "bleu", "roues": [], "options": {"a": 1}}, "« options » n'a pas une valeur possible"),
        ({"nom": "bleu", "roues": [{"taille": True}]}, "« roues » : « taille » n'a pas une valeur possible"),
        ({"nom": "bleu", "roues": [{}]}, "« roues » : il manque « taille »"),
        ({"nom": "bleu", "roues": [3]}, "« roues » n'a pas une valeur possible"),
        ({"nom": "bleu", "roues": {}}, "« roues » n'a pas une valeur possible"),
    ],
)
def test_what_does_not_fit_is_named(table: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        construit(Velo, table, LECTEURS)
