"""The simulated OI: from what it received, its world and its contract, the next thing it does about an order.

One function a state of the lifecycle; each gives the next act and when, or None to wait for the OC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from harness.actors import (
    annulation,
    chantier,
    doublon,
    echanges,
    ecrasement,
    eligibility,
    hotline,
    rdv,
    reconstruction,
)
from harness.actors.case import Acte, Contexte, Dossier, Envoi, Geste
from harness.actors.oi_lines import ar, cmd_stoc, cr_cmd_ko, cr_cmd_ok, notif_reprov, prise_accordee
from harness.actors.routes import route_donnee
from harness.actors.signalements import pose_due
from harness.actors.technician import Visite, travaille
from harness.network.contract import Saturation
from harness.network.facts import Nature
from harness.network.network import Fibre
from harness.protocol.lifecycle import FINALS, Etat, Position
from harness.protocol.terms import HOTLINE, Flux, Modele, Partie, Situation


def decide(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """What the OI does next about an order."""
    position = dossier.position
    if position is None:
        return ecrasement.notifie(dossier, ctx) or rdv.accorde(dossier, ctx)
    if position.etat is Etat.ANNULATION_DEMANDEE:
        return annulation.repond(dossier, position, ctx)
    if position.etat in FINALS - {Etat.EN_SERVICE}:
        return None
    reponse = (
        hotline.reponse(dossier, ctx)
        or doublon.repond(dossier, position, ctx)
        or echanges.precise(dossier, position, ctx)
        or echanges.signale_le_gel(dossier, position, ctx)
    )
    if reponse is not None or echanges.visite_gelee(dossier, position):
        return reponse
    if position.etat is Etat.EN_SERVICE and (perdue := ecrasement.notifie(dossier, ctx)) is not None:
        return perdue
    a_ecrire = _a_notifier(dossier, ctx)
    if a_ecrire is not None:
        return chantier.reste_a_faire(dossier, position, ctx) or a_ecrire
    agit = _SELON_ETAT.get(position.etat)
    return None if agit is None else agit(dossier, position, ctx)


def _accuse(dossier: Dossier, _position: Position, ctx: Contexte) -> Acte:
    """§3.2: the form of the line decides, and the case that the contract refuses at once (§4.3.2, §5.3.2)."""
    recue = dossier.vecus[dossier.rang(dossier.commande)]
    quand = ctx.apres(recue.instant, ctx.delais.ar)
    refus = "" if recue.defauts else eligibility.refus_a_l_ar(dossier.commande, ctx)
    return Envoi(quand, Flux.AR_CMD_ACCES, ar(dossier.commande, recue.defauts, quand, ctx, refus))


def _repond(dossier: Dossier, position: Position, ctx: Contexte) -> Acte:
    """§3.3: eligibility, then a route, or the hotline's promise of one (§7.2.2)."""
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.cr)
    motif = eligibility.refus(dossier, ctx)
    if position.situation is Situation.NON_IDENTIFIEE and not motif:
        return Envoi(quand, Flux.CR_CMD_ACCES, cr_cmd_ok(dossier, (), quand, ctx))
    groupe = () if motif else _groupe(dossier, ctx)
    promis = ctx.contrat.saturation is Saturation.HOTLINE and position.modele is not Modele.OI
    if motif or not (groupe or promis):
        return Envoi(quand, Flux.CR_CMD_ACCES, cr_cmd_ko(dossier.commande, motif or "FINT01", quand, ctx))
    if groupe and position.modele is Modele.STOC and ctx.contrat.brassage is Partie.OI:
        sienne = groupe[ctx.monde.reseau.bloc(dossier.autre) - 1]
        if geste := _brasse(dossier, ctx, quand, sienne, prise_accordee(dossier.commande, groupe, ctx)):
            return geste
    return Envoi(quand, Flux.CR_CMD_ACCES, cr_cmd_ok(dossier, groupe, quand, ctx))


def _groupe(dossier: Dossier, ctx: Contexte) -> tuple[Fibre, ...]:
    """The fibres to give to an order: those that were patched for it already, else those that its system finds."""
    brassage = dossier.fait(Nature.BRASSAGE)
    brassee = None if brassage is None else ctx.monde.reseau.fibre(brassage["fibre"])
    if brassee is None:
        return eligibility.groupe(dossier.commande, ctx)
    return next((g for g in ctx.monde.reseau.groupes(brassee.pbo) if brassee in g), ())


def _brasse(dossier: Dossier, ctx: Contexte, quand: datetime, fibre: Fibre | None, prise: str) -> Geste | None:
    """Model STOC, when the OI patches: before its report (§7.1.1, 1b), then again on each new route."""
    visite = Visite(quand, chantier.logement_de(dossier, ctx), fibre, prise, pose=False)
    suite = travaille(dossier, ctx, visite)
    return suite if isinstance(suite, Geste) else None


def _produit(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """After a CR OK: subcontract, build, or just deliver, according to the model."""
    if position.modele is Modele.OC:
        return None
    if position.modele is Modele.OI:
        return chantier.construit(dossier, position, ctx)
    if position.situation is Situation.A_CONSTRUIRE:
        return _sous_traite(dossier, position, ctx)
    return _livre(dossier, position, ctx)


def _sous_traite(dossier: Dossier, _position: Position, ctx: Contexte) -> Acte:
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.cmd_stoc)
    return Envoi(quand, Flux.CMD_STOC, cmd_stoc(dossier, quand, ctx))


def _identifie(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """The route is still to be given (§4.3, §7.2.2): the OC calls, or in model OI the technician reads the PTO."""
    if position.modele is Modele.STOC and position.situation is Situation.A_CONSTRUIRE:
        return _sous_traite(dossier, position, ctx)
    return chantier.identifie(dossier, position, ctx) if position.modele is Modele.OI else None


def _livre(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """§3.6: the line is delivered, once what the OI still has to do in the field is done."""
    if position.modele is Modele.OI:
        return chantier.construit(dossier, position, ctx)
    if pose_due(dossier) or reconstruction.attendue(dossier):
        return _sous_traite(dossier, position, ctx)
    if ctx.contrat.brassage is Partie.OI:
        quand = ctx.apres(dossier.dernier_instant, ctx.delais.mad)
        if geste := _brasse(dossier, ctx, quand, chantier.fibre(dossier, ctx), route_donnee(dossier).prise):
            return geste
    return chantier.livre(dossier, position, ctx)


def _repare(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """§3.6, §3.9: what was reported is analysed, then mended by the OI or, in model STOC, built again by the OC."""
    if reconstruction.attendue(dossier):
        return _sous_traite(dossier, position, ctx)
    return reconstruction.diagnostique(dossier, position, ctx) or chantier.repare(dossier, position, ctx)


_A_CHAUD = frozenset({Nature.NOUVELLE_ROUTE, Nature.MEME_ROUTE})


def _a_notifier(dossier: Dossier, ctx: Contexte) -> Envoi | None:
    """What changed and was not yet written: hot when told by phone, cold otherwise (§3.9, §5.1.4)."""
    fait = dossier.fait(*_A_CHAUD, Nature.REAFFECTATION, Nature.REPARATION, Nature.ANALYSE)
    if fait is None or dossier.rang(fait) < dossier.rang(dossier.dernier(Flux.NOTIF_REPROV)):
        return None
    if fait.nature is Nature.REPARATION and route_donnee(dossier).prise == HOTLINE:
        return None  # mended, but the OC still has no route: it is to be given in the same notification
    if fait.nature is Nature.MEME_ROUTE and not ctx.contrat.notifie_meme_route:
        return None
    if fait.nature is Nature.ANALYSE and not ctx.contrat.notifie_avant_nouvel_echange:
        return None
    quand = ctx.apres(dossier.instant(fait), ctx.delais.notification)
    genre = "CHAUD" if fait.nature in _A_CHAUD else "FROID"
    return Envoi(quand, Flux.NOTIF_REPROV, notif_reprov(dossier, genre, quand, ctx))


_SELON_ETAT: Mapping[Etat, Callable[[Dossier, Position, Contexte], Acte | None]] = {
    Etat.COMMANDEE: _accuse,
    Etat.ACCUSEE: _repond,
    Etat.ACCEPTEE: _produit,
    Etat.A_IDENTIFIER: _identifie,
    Etat.RDV_A_REPRENDRE: chantier.construit,
    Etat.POSEE: _livre,
    Etat.A_LIVRER: _livre,
    Etat.POSE_ECHOUEE: chantier.repare,
    Etat.LIGNE_ECHOUEE: chantier.repare,
    Etat.LIGNE_REPAREE: _livre,
    Etat.ECHEC_SIGNALE: _repare,
    Etat.REPOSE_A_DEMANDER: _sous_traite,
}
