"""Declaring rules: one id, one sentence, and which of them serve a flux."""

from __future__ import annotations

import pytest

import harness.judge.conversation.judge
import harness.judge.lots  # noqa: F401 - both declare their rules
from harness.judge import registry
from harness.judge.registry import REGLES, Portee, Regle, de_portee, regle
from harness.judge.results import Gravite
from harness.protocol.terms import Flux


def sans_phrase() -> None:
    pass


def bavarde() -> None:
    """Une phrase.

    Deuxième paragraphe.
    Suite.
    """


def test_a_rule_has_one_sentence_and_an_id_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    declarees: dict[str, Regle] = {}
    monkeypatch.setattr(registry, "REGLES", declarees)
    assert regle("essai.une", Portee.LOT, "3.2", flux=Flux.CR_MAD)(bavarde) is bavarde
    assert declarees["essai.une"].phrase == "Une phrase."
    assert (declarees["essai.une"].flux, declarees["essai.une"].gravite) == ({Flux.CR_MAD}, Gravite.NON_CONFORME)
    for id_, fonction in (("essai.une", bavarde), ("essai.deux", sans_phrase)):
        with pytest.raises(ValueError, match=f"règle {id_} : phrase absente ou identifiant déjà pris"):
            regle(id_, Portee.LOT)(fonction)
    assert list(declarees) == ["essai.une"]


def test_every_sentence_is_one_line() -> None:
    assert [r.id for r in REGLES.values() if "\n" in r.phrase or not r.phrase.endswith(".")] == []


def test_the_rules_of_a_flux_are_those_of_all_and_its_own_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    declarees: dict[str, Regle] = {}
    monkeypatch.setattr(registry, "REGLES", declarees)
    regle("b.toutes", Portee.ENREGISTREMENT)(bavarde)
    regle("a.mad", Portee.ENREGISTREMENT, flux=(Flux.CR_MAD, Flux.CR_MES))(bavarde)
    regle("c.mes", Portee.ENREGISTREMENT, flux=Flux.CR_MES)(bavarde)
    regle("observation.mes", Portee.OBSERVATION, flux=Flux.CR_MES)(bavarde)

    def ids(portee: Portee, flux: Flux | None = None) -> list[str]:
        return [r.id for r in de_portee(portee, flux)]

    assert ids(Portee.ENREGISTREMENT, Flux.CR_MAD) == ["b.toutes", "a.mad"]
    assert ids(Portee.ENREGISTREMENT, Flux.CR_MES) == ["b.toutes", "a.mad", "c.mes"]
    assert ids(Portee.ENREGISTREMENT, Flux.CR_STOC) == ["b.toutes"]
    assert ids(Portee.ENREGISTREMENT) == ["b.toutes", "a.mad", "c.mes"]
    assert ids(Portee.OBSERVATION, Flux.CR_MES) == ["observation.mes"]
    assert [r.observe for r in declarees.values()] == [False, False, False, True]
