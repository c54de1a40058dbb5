"""Verdicts of a whole, and the exit code that a script reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.judge.results import CODES_SORTIE, Constat, Gravite, Verdict, reduit, verdict_des_constats
from harness.protocol.spec import Provenance

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
