"""A socket that is not what the order announced, and the reason that says so (§7.1)."""

from __future__ import annotations

from collections.abc import Iterator

from harness.judge.conversation.vu import Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.issues import CHAMP_MOTIF, Issue
from harness.protocol.motifs import designe_pto_existante, designe_pto_inexistante
from harness.protocol.terms import Flux, Situation

_PORTEURS = (Flux.NOTIF_RACC_KO, Flux.CR_STOC)


@regle("conv.motif_de_prise", Portee.CONVERSATION, "7.1", flux=_PORTEURS, gravite=Gravite.AVERTISSEMENT)
def motif_de_prise(suite: Suite) -> Iterator[Vu]:
    """Le motif « PTO INEXISTANTE » répond à une prise annoncée, « PTO EXISTANTE » à une prise à construire."""
    for pas in suite.pas:
        if pas.message.flux not in _PORTEURS:
            continue
        champ = CHAMP_MOTIF[pas.message.flux]
        motif = pas.message[champ]
        a_construire = suite.situation is Situation.A_CONSTRUIRE
        if designe_pto_existante(motif):
            yield Vu(pas.message, a_construire, "la commande annonçait une prise existante", champ)
        elif designe_pto_inexistante(motif):
            yield Vu(pas.message, not a_construire, "la commande demandait de construire la prise", champ)


@regle("conv.pose_omise", Portee.CONVERSATION, "7.1.4", flux=Flux.CR_STOC, gravite=Gravite.AVERTISSEMENT)
def pose_omise(suite: Suite) -> Iterator[Vu]:
    """Un CR STOC OK sans pose, sur une prise à construire, suppose une prise trouvée et reprovisionnée à chaud."""
    chaude = any(p.message.flux is Flux.NOTIF_REPROV and p.message.issue is Issue.CHAUD for p in suite.pas)
    for pas in suite.pas:
        message = pas.message
        sans_pose = message["PrisePosee"].strip().upper() == "NON"
        a_construire = suite.situation is Situation.A_CONSTRUIRE
        if message.flux is Flux.CR_STOC and message.issue is Issue.OK and a_construire and sans_pose:
            yield Vu(message, chaude, "PrisePosee = OUI attendu, ou une Notif_Reprov CHAUD", "PrisePosee")
