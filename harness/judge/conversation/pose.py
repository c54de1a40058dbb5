"""Who laid the socket says so: the OI in its CR MAD, the OC in its CR MES (§3.8)."""

from __future__ import annotations

from collections.abc import Iterator

from harness.judge.conversation.vu import Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.protocol.lifecycle import Issue
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Modele

CONV = Portee.CONVERSATION


@regle("conv.pose_au_cr_mad", CONV, "3.8", flux=Flux.CR_MAD)
def pose_au_cr_mad(suite: Suite) -> Iterator[Vu]:
    """En modèle OI, le CR MAD OK porte PrisePosee, et DateRaccordementPrise si la prise a été posée."""
    if suite.modele is Modele.OI:
        yield from _pose(suite, Flux.CR_MAD, Provenance.INFERRED)


@regle("conv.pose_au_cr_mes", CONV, "3.8", flux=Flux.CR_MES)
def pose_au_cr_mes(suite: Suite) -> Iterator[Vu]:
    """En modèle OC, le CR MES porte PrisePosee, et DateRaccordementPrise si la prise a été posée."""
    if suite.modele is Modele.OC:
        yield from _pose(suite, Flux.CR_MES, Provenance.SEED)


def _pose(suite: Suite, flux: Flux, provenance: Provenance) -> Iterator[Vu]:
    for pas in suite.pas:
        message = pas.message
        if message.flux is not flux or message.issue is Issue.KO:
            continue
        posee = message["PrisePosee"].strip().upper()
        yield Vu(message, bool(posee), "OUI ou NON attendu", "PrisePosee", provenance=provenance)
        if posee == "OUI":
            date = bool(message["DateRaccordementPrise"].strip())
            yield Vu(message, date, "date du raccordement attendue", "DateRaccordementPrise", provenance=provenance)
