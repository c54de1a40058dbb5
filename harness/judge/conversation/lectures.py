"""What follows another reading of an unclear clause: allowed, told with both readings, held against nobody."""

from __future__ import annotations

from collections.abc import Iterator

from harness.judge.conversation.vu import Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.lifecycle import coup


@regle("conv.autre_lecture", Portee.CONVERSATION, "3", gravite=Gravite.INTERPRETATION)
def autre_lecture(suite: Suite) -> Iterator[Vu]:
    """Le message suit une autre lecture d'une clause que le document laisse ouverte."""
    for pas in suite.pas:
        pris = coup(pas.avant, pas.message.emetteur, pas.message.flux, pas.message.issue)
        if not pas.refus and pris is not None and pris.tolerance:
            yield Vu(pas.message, False, section=pris.section, ambiguite=pris.tolerance)
