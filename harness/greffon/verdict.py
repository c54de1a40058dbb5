"""A verdict in the colours of pytest, and the findings as the text of a failure."""

from __future__ import annotations

import pytest

from harness.judge.results import Resultats, Verdict
from harness.reporting.constats import constats_du_scenario
from harness.reporting.phrases import LIBELLES_VERDICT


def prononce(resultats: Resultats) -> None:
    """End the test of the last scenario of a judgement as its verdict says; nothing unproven passes.

    A known breach is an expected failure, « sans objet » is skipped; anything else but « conforme » fails.
    """
    scenario = resultats.scenarios[-1]
    dit = f"{LIBELLES_VERDICT[scenario.verdict]} : {scenario.raison}"
    if scenario.verdict is Verdict.CONFORME:
        return
    if scenario.verdict is Verdict.SANS_OBJET:
        pytest.skip(dit)
    if scenario.verdict is Verdict.ECART_CONNU:
        pytest.xfail(dit)
    pytest.fail("\n".join((dit, *constats_du_scenario(resultats, len(resultats.scenarios) - 1))), pytrace=False)
