"""Model STOC: a link that is broken after delivery, which the OI has the OC build again (§3.4, §3.6)."""

from __future__ import annotations

from harness.actors.case import Contexte, Dossier, Geste, date
from harness.actors.chantier import logement_de
from harness.actors.routes import fibre_donnee
from harness.actors.signalements import pose_due
from harness.network.facts import Fait, Nature
from harness.network.obstacles import Remede, leve
from harness.protocol.lifecycle import Position
from harness.protocol.terms import Flux, Modele


def diagnostique(dossier: Dossier, position: Position, ctx: Contexte) -> Geste | None:
    """The OI looks into what was reported: the link is to be built again; None when it is something else.

    Where the PTO itself is missing there is no link to build again: a route is due first (§7.1.3).
    """
    obstacle = ctx.monde.terrain.obstacles.get(logement_de(dossier, ctx))
    if position.modele is not Modele.STOC or pose_due(dossier) or not leve(obstacle, Remede.POSE):
        return None
    texte = "l'OI analyse : la liaison PBO-PTO est à reconstruire"
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.reparation)
    return Geste(quand, Fait(Nature.ANALYSE, ctx.partie, texte, dossier.reference))


def attendue(dossier: Dossier) -> bool:
    """Whether the OI has found that out and not yet asked for it."""
    return dossier.rang(dossier.fait(Nature.ANALYSE)) > dossier.rang(dossier.dernier(Flux.CMD_STOC))


def reprend(dossier: Dossier, ctx: Contexte, logement: str) -> Geste | None:
    """The OC's technician builds the link again, to the PTO that is there; None when nothing is broken."""
    terrain, demande = ctx.monde.terrain, dossier.dernier(Flux.CMD_STOC)
    fibre = fibre_donnee(dossier, ctx.monde.reseau, ctx.code)
    if demande is None or fibre is None or not terrain.prises.get(logement):
        return None
    if not leve(terrain.obstacles.get(logement), Remede.POSE):
        return None
    fini = ctx.apres(ctx.apres(dossier.instant(demande), ctx.delais.intervention), ctx.delais.pose)
    donnees = {"logement": logement, "fibre": fibre.id, "prise": terrain.prises[logement], "date": date(fini)}
    texte = f"l'{ctx.partie} reconstruit la liaison PBO-PTO"
    return Geste(fini, Fait(Nature.POSE, ctx.partie, texte, dossier.reference, donnees))
