"""Field work on one order, one gesture at a time: patching at the PM, then the PBO-PTO link and the PTO."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from harness.actors.case import Contexte, Dossier, Geste, date
from harness.network.facts import Fait, Nature
from harness.network.ground import a_brasser, a_poser, eclairee
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
    """The next gesture of a visit, what stops it, or None when everything is done.

    Patching comes with a measure, where there is a PTO to measure at: `constat` is what it shows.
    """
    debut = max(visite.debut, dossier.dernier_instant)
    if visite.fibre is None:
        return Bloque("FINT07", ctx.apres(debut, ctx.delais.constat))
    terrain, fibre = ctx.monde.terrain, visite.fibre.id
    if visite.brasse and not any(f["fibre"] == fibre for f in dossier.faits(Nature.BRASSAGE)):
        if motif := a_brasser(terrain, visite.logement):
            return Bloque(motif, ctx.apres(debut, ctx.delais.constat))
        texte = f"l'{ctx.partie} brasse la fibre au PM"
        constat = eclairee(terrain, visite.logement, fibre)
        donnees = {"fibre": fibre, "logement": visite.logement, "prise": visite.prise, "constat": constat}
        return Geste(debut, Fait(Nature.BRASSAGE, ctx.partie, texte, dossier.reference, donnees))
    if not visite.pose or dossier.fait(Nature.POSE) is not None:
        return None
    if motif := a_poser(terrain, visite.logement, fibre):
        return Bloque(motif, ctx.apres(debut, ctx.delais.constat))
    fini = ctx.apres(debut, ctx.delais.pose)
    texte = f"l'{ctx.partie} construit la liaison PBO-PTO et pose la PTO"
    donnees = {"logement": visite.logement, "fibre": fibre, "prise": visite.prise, "date": date(fini)}
    return Geste(fini, Fait(Nature.POSE, ctx.partie, texte, dossier.reference, donnees))


def bilan(ctx: Contexte, fibre: str) -> str:
    """The acceptance measure of a built link (§3.5)."""
    mesure = f"{ctx.alea.attenuation(fibre):.1f}".replace(".", ",")
    return f"PM-PTO 1310 nm : {mesure} dB"
