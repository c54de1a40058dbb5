"""An order whose reference the OC already uses for another: the OI refuses it, the one under way goes on (§3.3)."""

from __future__ import annotations

from harness.actors.case import Contexte, Dossier, Envoi
from harness.actors.oi_lines import ar, cr_cmd_ko
from harness.protocol.lifecycle import Etat, Position
from harness.protocol.terms import Flux

DEJA_UTILISEE = "FIMP13"


def repond(dossier: Dossier, position: Position, ctx: Contexte) -> Envoi | None:
    """The AR, then the report KO, that the second order gets; None when there is none to answer."""
    seconde = dossier.dernier(Flux.CMD_ACCES)
    if position.doublon is None or seconde is None:
        return None
    if position.doublon is Etat.COMMANDEE:
        recue = dossier.vecus[dossier.rang(seconde)]
        quand = ctx.apres(recue.instant, ctx.delais.ar)
        return Envoi(quand, Flux.AR_CMD_ACCES, ar(seconde, recue.defauts, quand, ctx))
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.cr)
    return Envoi(quand, Flux.CR_CMD_ACCES, cr_cmd_ko(seconde, DEJA_UTILISEE, quand, ctx))
