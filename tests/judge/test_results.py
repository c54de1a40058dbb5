"""Verdicts of a whole, and the exit code that a script reads."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from harness.judge.results import (
    CODES_SORTIE,
    Attente,
    Constat,
    EcartConnu,
    Etape,
    Exercice,
    Gravite,
    Identite,
    ResultatExigence,
    ResultatLot,
    Resultats,
    ResultatScenario,
    Temoin,
    Verdict,
    reduit,
    verdict_des_constats,
)
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Partie

CONSTAT = Constat("r", Gravite.INFORMATION, None, "f", 2, "", "", "", Provenance.SEED)


def test_every_verdict_has_the_exit_code_of_the_documentation() -> None:
    """0 conforme, 1 non conforme, 2 harness, 3 not fully verified."""
    assert {v.value: code for v, code in CODES_SORTIE.items()} == {
        "conforme": 0,
        "ecart_connu": 0,
        "non_conforme": 1,
        "erreur_banc": 2,
        "non_concluant": 3,
        "non_exerce": 3,
        "sans_objet": 3,
    }


@pytest.mark.parametrize(
    ("gravites", "exerce", "verdict"),
    [
        ((), False, Verdict.NON_EXERCE),
        ((), True, Verdict.CONFORME),
        (("avertissement", "interpretation", "information"), True, Verdict.CONFORME),
        (("avertissement",), False, Verdict.NON_EXERCE),
        (("ecart_connu", "avertissement"), False, Verdict.ECART_CONNU),
        (("ecart_connu", "non_conforme"), True, Verdict.NON_CONFORME),
    ],
)
def test_what_was_found_makes_the_verdict(gravites: tuple[str, ...], exerce: bool, verdict: Verdict) -> None:
    assert verdict_des_constats([replace(CONSTAT, gravite=Gravite(g)) for g in gravites], exerce) is verdict


def test_the_worst_part_is_the_verdict_of_the_whole() -> None:
    ordre = ("non_conforme", "erreur_banc", "non_concluant", "non_exerce", "ecart_connu", "conforme", "sans_objet")
    for n, pire in enumerate(ordre):
        assert reduit(map(Verdict, reversed(ordre[n:]))) == pire
    assert reduit([]) is Verdict.NON_EXERCE


VALEURS: tuple[Any, ...] = (
    Temoin("a.csv", 2),
    CONSTAT,
    Exercice("r", Flux.CR_MAD, "", 1, Temoin("a.csv")),
    ResultatLot("a.csv", None, "", 0, Verdict.NON_EXERCE, ""),
    Etape(1, "2026-01-05T09:00:00", Partie.OI, Flux.CR_MAD, "OK"),
    Attente("l'OI envoie un AR", True),
    ResultatScenario("A", "3.2", "titre", Verdict.CONFORME),
    ResultatExigence("REQ-1", "3.2", "OI", "doit", "énoncé", Verdict.CONFORME),
    EcartConnu("r", "", "raison", "2026-01-05"),
    Identite("juger", "1", "classeur", "0" * 64, False),
    Resultats(Identite("juger", "1", "classeur", "0" * 64, False), Verdict.CONFORME, "phrase"),
)


@pytest.mark.parametrize("valeur", VALEURS, ids=lambda v: type(v).__name__)
def test_what_a_judgement_is_made_of_is_compared_by_what_it_says(valeur: Any) -> None:
    """Two alike are one in a set, and nothing said once is said otherwise later."""
    pareille = replace(valeur)
    assert pareille is not valeur
    assert {valeur, pareille} == {valeur}
    with pytest.raises(FrozenInstanceError):
        setattr(valeur, fields(valeur)[0].name, None)


def test_what_nobody_counted_is_nothing() -> None:
    assert (VALEURS[3].octets, VALEURS[7].constats, VALEURS[8].constats) == (0, 0, 0)
