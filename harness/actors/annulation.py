"""Cancelling an order, and the answer of the OI (§3.12, §3.13)."""

from __future__ import annotations

from datetime import datetime

from harness.actors.case import Acte, Contexte, Dossier, Envoi, Geste, date, instant_ecrit
from harness.actors.constats import a_repasser
from harness.actors.oi_lines import ar, cr_cmd_ko
from harness.exchange.messages import Message
from harness.network.facts import Fait, Nature
from harness.network.obstacles import sans_recours
from harness.protocol.issues import CHAMP_MOTIF
from harness.protocol.lifecycle import FINALS, Etat, Position
from harness.protocol.terms import REFERENCE_COMMANDE, Flux, Modele

DEJA_ANNULEE = "annulation déjà reçue"
"""The reason of a report on a cancelled order: the codification has no code for it (§3.3)."""

UNE_PTO_A_POSER = "une PTO était à poser"
"""What the comment of a cancellation says in model OI, when the PTO announced is not there (§7.1.1)."""

_CLOSES = FINALS - {Etat.EN_SERVICE} | {Etat.ANNULATION_DEMANDEE}


def demande(dossier: Dossier, position: Position, ctx: Contexte, cause: Message | Fait | None = None) -> Envoi | None:
    """§3.12: the OC cancels when its client gives up, or for another `cause`; once for each cause."""
    cause = cause or _cause(dossier, position, ctx)
    if cause is None or position.etat in _CLOSES:
        return None
    if dossier.rang(dossier.dernier(Flux.ANNULATION)) > dossier.rang(cause):
        return None
    quand = ctx.apres(dossier.instant(cause), ctx.delais.commande)
    if position.etat is Etat.ECHEC_SIGNALE and isinstance(cause, Message):
        quand = ctx.apres(dossier.instant(cause), ctx.delais.abandon)
    return Envoi(quand, Flux.ANNULATION, _annulation(dossier, quand, cause))


def _cause(dossier: Dossier, position: Position, ctx: Contexte) -> Message | Fait | None:
    """What the client said, what was found on site (§7.1), or what is impossible for good.

    That is on its side (§5.1.5 a), or on the OI's: in model OC, nothing comes after the failure that was reported
    (§3.7, AMB-15); in model STOC, its hotline is called again and again and never answers (§5.3.4).
    """
    if position.etat is Etat.EN_SERVICE:
        return dossier.fait(Nature.SAV, Nature.RENONCEMENT)
    if constat := a_repasser(dossier, position, ctx):
        return constat
    if position.modele is Modele.OC and position.etat is Etat.ECHEC_SIGNALE:
        return dossier.fait(Nature.RENONCEMENT) or dossier.dernier(Flux.NOTIF_RACC_KO)
    if position.etat is Etat.A_IDENTIFIER and (muette := _hotline_muette(dossier, ctx)):
        return muette
    echec = dossier.dernier(Flux.CR_STOC, Flux.NOTIF_RACC_KO)
    ouverte = position.etat in (Etat.POSE_ECHOUEE, Etat.RDV_A_REPRENDRE, Etat.A_IDENTIFIER)
    if ouverte and echec is not None and sans_recours(echec[CHAMP_MOTIF[echec.flux]].partition(" ")[0]):
        return echec
    return dossier.fait(Nature.RENONCEMENT)


def _hotline_muette(dossier: Dossier, ctx: Contexte) -> Fait | None:
    """The call, not answered either, with which the OC has tried for long enough."""
    appels = [a for a in dossier.faits(Nature.APPEL) if a["joint"] == "non"]
    if not appels or dossier.instant(appels[-1]) < ctx.apres(dossier.instant(appels[0]), ctx.delais.abandon):
        return None
    return appels[-1]


def _annulation(dossier: Dossier, quand: datetime, cause: Message | Fait) -> dict[str, str]:
    """The line of the OC; in model OI it recalls the appointment, so that the OI frees it.

    The comment says what was found on site, when that is the cause: a PTO to build (§7.1.1, 1d).
    """
    constat = isinstance(cause, Fait) and cause.nature is Nature.CONSTAT
    cr = dossier.dernier(Flux.CR_CMD_ACCES)
    return {
        REFERENCE_COMMANDE: dossier.reference,
        "IdRdv": dossier.commande["IdRdv"],
        "ReferencePrestationPrise": "" if cr is None else cr["ReferencePrestationPrise"],
        "DateAnnulation": date(quand),
        "Commentaire": ("une PTO existe déjà" if cause["prise"] else UNE_PTO_A_POSER) if constat else "",
    }


def repond(dossier: Dossier, position: Position, ctx: Contexte) -> Acte:
    """§3.12, §3.13: the OI stops everything, frees the appointment, then says how it takes the cancellation.

    A line ordered still has its AR (§3.2), and the report that the contract may want (§3.3).
    """
    quand = dossier.dernier_instant
    if position.avant is Etat.COMMANDEE:
        recue = dossier.vecus[dossier.rang(dossier.commande)]
        return Envoi(quand, Flux.AR_CMD_ACCES, ar(dossier.commande, recue.defauts, quand, ctx))
    if position.avant is Etat.ACCUSEE and ctx.contrat.cr_ko_apres_annulation:
        return Envoi(quand, Flux.CR_CMD_ACCES, cr_cmd_ko(dossier.commande, DEJA_ANNULEE, quand, ctx))
    rdv = dossier.commande["IdRdv"]
    creneau = ctx.monde.terrain.rdv.get(rdv)
    if creneau is not None and instant_ecrit(creneau) > quand and position.modele is Modele.OI:
        fait = Fait(Nature.LIBERATION, ctx.partie, "l'OI annule le rendez-vous", dossier.reference, {"rdv": rdv})
        return Geste(quand, fait)
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.cr_annulation)
    return Envoi(quand, Flux.CR_ANNULATION, _cr_annulation(dossier, position, quand, ctx))


def _cr_annulation(dossier: Dossier, position: Position, quand: datetime, ctx: Contexte) -> dict[str, str]:
    """§3.12: before the limit, an annulation; from then on, a résiliation. An undated one is refused."""
    cr = dossier.dernier(Flux.CR_CMD_ACCES)
    ligne = {
        REFERENCE_COMMANDE: dossier.reference,
        "ReferencePrestationPrise": "" if cr is None else cr["ReferencePrestationPrise"],
        "DateCrCommandeAnnulPrise": date(quand),
    }
    recue = dossier.dernier(Flux.ANNULATION)
    if recue is not None and not recue["DateAnnulation"]:
        motif = ctx.motif("FIMP15")
        return ligne | {"EtatCrAnnResCommandePrise": "KO", "MotifKoCrAnnResCommandePrise": motif}
    operation = "RESIL" if position.resiliable else "ANNUL"
    return ligne | {"EtatCrAnnResCommandePrise": "OK", "TypeOperation": operation}
