"""Field work on one order, one gesture at a time: patching at the PM, then the PBO-PTO link and the PTO."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from harness.actors.case import Contexte, Dossier, Geste, date
from harness.network.contract import plus_tard
from harness.network.facts import Fait, Nature
from harness.network.ground import a_poser
from harness.network.network import Fibre


@dataclass(frozen=True, slots=True)
class Bloque:
    """The work cannot go on: a codified reason, and when the technician saw it."""

    motif: str
    instant: datetime


@dataclass(frozen=True, slots=True)
class Visite:
    """One visit: who, for which dwelling, along which fibre (None: not found at the PBO), to label which PTO."""

    debut: datetime
    logement: str
    fibre: Fibre | None
    prise: str
    brasse: bool = True
    pose: bool = True


def travaille(dossier: Dossier, ctx: Contexte, visite: Visite) -> Geste | Bloque | None:
    """The next gesture of a visit, what stops it, or None when everything is done."""
    debut = max(visite.debut, dossier.dernier_instant)
    if visite.fibre is None:
        return Bloque("FINT07", plus_tard(debut, ctx.delais.constat))
    if visite.brasse and not any(f["fibre"] == visite.fibre.id for f in dossier.faits(Nature.BRASSAGE)):
        texte = f"l'{ctx.partie} brasse la fibre au PM"
        donnees = {"fibre": visite.fibre.id, "logement": visite.logement}
        return Geste(debut, Fait(Nature.BRASSAGE, ctx.partie, texte, dossier.reference, donnees))
    if not visite.pose or dossier.fait(Nature.POSE) is not None:
        return None
    if motif := a_poser(ctx.monde.terrain, visite.logement, visite.fibre.id):
        return Bloque(motif, plus_tard(debut, ctx.delais.constat))
    fini = plus_tard(debut, ctx.delais.pose)
    texte = f"l'{ctx.partie} construit la liaison PBO-PTO et pose la PTO"
    donnees = {"logement": visite.logement, "fibre": visite.fibre.id, "prise": visite.prise, "date": date(fini)}
    return Geste(fini, Fait(Nature.POSE, ctx.partie, texte, dossier.reference, donnees))


def bilan(ctx: Contexte, fibre: str) -> str:
    """The acceptance measure of a built link (§3.5)."""
    mesure = f"{ctx.alea.attenuation(fibre):.1f}".replace(".", ",")
    return f"PM-PTO 1310 nm : {mesure} dB"
