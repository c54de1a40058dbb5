"""The lines that an OI writes, cell by cell (§3.2 to §3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from harness.actors import eligibility
from harness.actors.case import Contexte, Defaut, Dossier, date
from harness.actors.routes import blocs, blocs_hotline, champs_de_route, route_donnee
from harness.exchange.messages import Message
from harness.network.facts import Nature
from harness.network.network import Fibre
from harness.protocol.lifecycle import situation
from harness.protocol.terms import HOTLINE, REFERENCE_COMMANDE, Flux, Modele, Situation

Ligne = dict[str, str]


def ar(commande: Message, defauts: Sequence[Defaut], quand: datetime, ctx: Contexte, refus: str = "") -> Ligne:
    """§3.2: OK, or KO with the codified reason: `refus` when the contract has one, else that of the breach of form."""
    ligne = {REFERENCE_COMMANDE: commande.reference, "DateArCommandePrise": date(quand), "EtatArCommandePrise": "OK"}
    if not defauts and not refus:
        return ligne
    manque = any(not commande[d.champ].strip() for d in defauts)
    motif = ctx.motif(refus or ("FIMP15" if manque else "FIMP16"))
    return ligne | {"EtatArCommandePrise": "KO", "MotifKoArCommandePrise": motif}


def cr_cmd_ko(commande: Message, motif: str, quand: datetime, ctx: Contexte) -> Ligne:
    """§3.3: a refusal has a reason and no route."""
    return {
        REFERENCE_COMMANDE: commande.reference,
        "EtatCrCommandePrise": "KO",
        "MotifKoCrCommandePrise": ctx.motif(motif),
        "DateCrCommandePrise": date(quand),
        "ReferencePrestationPm": commande["ReferencePrestationPm"],
        "ReferencePm": commande["ReferencePm"],
    }


def cr_cmd_ok(dossier: Dossier, groupe: tuple[Fibre, ...], quand: datetime, ctx: Contexte) -> Ligne:
    """§3.3: an acceptance has a route, or says that the hotline will give it (empty `groupe`)."""
    commande = dossier.commande
    pm = ctx.monde.reseau.pms[commande["ReferencePm"]]
    return {
        REFERENCE_COMMANDE: commande.reference,
        "ReferencePrise": prise_accordee(commande, groupe, ctx),
        "ReferencePrestationPrise": ctx.alea.prestation(ctx.code, commande.reference),
        "EtatCrCommandePrise": "OK",
        "DateCrCommandePrise": date(quand),
        "ReferencePrestationPm": commande["ReferencePrestationPm"],
        "ReferencePm": pm.reference,
        "ReferencePmTechnique": pm.technique,
        "LocalisationPm": pm.localisation,
        "TypeCommandeRetenu": eligibility.financement(commande, ctx),
        **(blocs(ctx.monde.reseau, groupe, dossier.autre) if groupe else blocs_hotline(dossier.autre)),
    }


def prise_accordee(commande: Message, groupe: tuple[Fibre, ...], ctx: Contexte) -> str:
    """The PTO at the end of the route of an acceptance: the order's, or the one to build."""
    if not groupe:
        return HOTLINE
    if situation(commande.cellules) is Situation.IDENTIFIEE:
        return commande["ReferencePrise"]
    return ctx.alea.prise(ctx.code, commande.reference, groupe[0].id)


def cmd_stoc(dossier: Dossier, quand: datetime, ctx: Contexte) -> Ligne:
    """§3.4: build the link and the PTO for me."""
    rang = sum(m.flux is Flux.CMD_STOC for m in dossier.messages) + 1
    prise = route_donnee(dossier).prise
    return {
        **_reference(dossier),
        "ReferenceCommandeSousTraitantOI": ctx.alea.sous_traitance(dossier.reference, rang),
        "ReferencePrise": "" if prise == HOTLINE else prise,
        "DateCommandeSousTraitantOI": date(quand),
    }


def cr_mad(dossier: Dossier, modele: Modele, quand: datetime, motif: str = "") -> Ligne:
    """§3.6: delivered, or impossible for good (`motif`, as a cell); what was built is told in model OI (§3.8)."""
    ligne = {**_reference(dossier), "DateMadLigne": date(quand), "EtatMadLigne": "KO" if motif else "OK"}
    pose = dossier.fait(Nature.POSE)
    if modele is Modele.OI:
        ligne["PrisePosee"] = "NON" if pose is None else "OUI"
        ligne["DateRaccordementPrise"] = "" if pose is None else pose["date"]
    if motif:
        return ligne | {"MotifKoMadLigne": motif}
    return ligne | {"ReferencePrise": route_donnee(dossier).prise, "ReferencePm": dossier.commande["ReferencePm"]}


def notif_reprov(dossier: Dossier, genre: str, quand: datetime, ctx: Contexte) -> Ligne:
    """§3.9: the route to use from now on, with the discharge number read out on the phone if there was one."""
    donnee = route_donnee(dossier)
    dite = dossier.fait(Nature.NOUVELLE_ROUTE, Nature.MEME_ROUTE) if genre == "CHAUD" else None
    recente = dite is not None and dossier.rang(dite) > dossier.rang(dossier.dernier(Flux.NOTIF_REPROV))
    return {
        **_reference(dossier),
        "ReferencePrise": donnee.prise,
        "TypeReprov": genre,
        "NumeroDecharge": dite["decharge"] if dite is not None and recente else "",
        "DateNotifReprov": date(quand),
        "ReferencePm": dossier.commande["ReferencePm"],
        **champs_de_route(donnee, ctx.monde.reseau, dossier.autre),
    }


def _reference(dossier: Dossier) -> Ligne:
    cr = dossier.dernier(Flux.CR_CMD_ACCES)
    prestation = "" if cr is None else cr["ReferencePrestationPrise"]
    return {REFERENCE_COMMANDE: dossier.reference, "ReferencePrestationPrise": prestation}
