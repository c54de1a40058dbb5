"""What the OC settles with its own client, without the OI seeing anything of it (§5.1.5 a)."""

from __future__ import annotations

from datetime import datetime

from harness.actors.case import Contexte, Dossier, Geste, date, instant_ecrit
from harness.actors.technician import Bloque
from harness.network.facts import Fait, Nature
from harness.network.obstacles import Remede, leve, tient_au_client


def convient(dossier: Dossier, ctx: Contexte, bloque: Bloque, logement: str) -> Geste | None:
    """Another appointment between the OC and its client; None when that would not help, or is not theirs to settle."""
    if not tient_au_client(bloque.motif) or not leve(ctx.monde.terrain.obstacles.get(logement), Remede.RENDEZ_VOUS):
        return None
    texte = "l'OC convient d'un autre rendez-vous avec son client"
    donnees = {"logement": logement, "date": date(ctx.jour_ouvre(bloque.instant, ctx.delais.rdv))}
    return Geste(bloque.instant, Fait(Nature.RENDEZ_VOUS, ctx.partie, texte, dossier.reference, donnees))


def pas_avant(dossier: Dossier, debut: datetime) -> datetime:
    """When a visit may begin: not before the last appointment with the client."""
    rdv = dossier.fait(Nature.RENDEZ_VOUS)
    return debut if rdv is None else max(debut, instant_ecrit(rdv["date"]))


def se_plaint(dossier: Dossier, ctx: Contexte, logement: str) -> Geste | None:
    """§7.1.1, §7.1.2: a client who was never served complains, and the OC finds out why; None for one who is served."""
    ouvert = dossier.fait(Nature.MISE_EN_SERVICE)
    if ouvert is None or not ouvert["motif"] or dossier.fait(Nature.SAV) is not None:
        return None
    donnees = {"logement": logement, "prise": ctx.monde.terrain.prises.get(logement, "")}
    texte = "le client signale en SAV qu'il n'a pas le service"
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.sav)
    return Geste(quand, Fait(Nature.SAV, ctx.partie, texte, dossier.reference, donnees))
