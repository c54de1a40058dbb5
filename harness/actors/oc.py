"""The simulated OC and its technician: from what it received, its world and its contract, the next thing it does.

One function a state of the lifecycle; each gives the next act and when, or None to wait for the OI.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from harness.actors import hotline
from harness.actors.case import Acte, Contexte, Dossier, Envoi, Geste, date
from harness.actors.oc_lines import cmd_acces, cr_mes, cr_stoc_ko, cr_stoc_ok, notif_racc_ko, prise_connue
from harness.actors.routes import fibre_donnee, route_donnee
from harness.actors.technician import Bloque, Visite, travaille
from harness.network.contract import PriseDeRdv, jour_ouvre, plus_tard
from harness.network.facts import Fait, Nature
from harness.network.ground import PTO_EXISTANTE, EtatFibre, en_service
from harness.protocol.lifecycle import Etat, Position
from harness.protocol.terms import HOTLINE, Flux, Modele, Partie, Situation

INJOIGNABLE = "FINT03"


def decide(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """What the OC does next about an order."""
    if dossier.position is None:
        return _commande(dossier, ctx)
    agit = _SELON_ETAT.get(dossier.etat)
    return None if agit is None else agit(dossier, dossier.position, ctx)


def _commande(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """§3.1, §4.1: a client subscribed; in model OI, an appointment first when there is a PTO to build."""
    souscription = dossier.fait(Nature.SOUSCRIPTION)
    if souscription is None:
        return None
    quand = plus_tard(dossier.dernier_instant, ctx.delais.commande)
    a_construire = souscription["situation"] == Situation.A_CONSTRUIRE and souscription["modele"] == Modele.OI
    outil = ctx.contrat.rdv is PriseDeRdv.OUTIL
    if a_construire and outil and dossier.fait(Nature.RENDEZ_VOUS) is None:
        donnees = {"rdv": ctx.alea.rdv(dossier.reference), "date": date(jour_ouvre(quand, ctx.delais.rdv))}
        texte = "l'OC prend rendez-vous dans l'outil de l'OI"
        return Geste(quand, Fait(Nature.RENDEZ_VOUS, ctx.partie, texte, dossier.reference, donnees))
    return Envoi(quand, Flux.CMD_ACCES, cmd_acces(dossier, souscription, quand, ctx))


def _sous_traitant(dossier: Dossier, _position: Position, ctx: Contexte) -> Acte | None:
    """§5.1: build the link for the OI, then tell how it went."""
    debut = jour_ouvre(dossier.instant(dossier.dernier(Flux.CMD_STOC)), ctx.delais.intervention)
    suite = _intervient(dossier, ctx, debut, pose=True)
    if isinstance(suite, Bloque):
        quand = plus_tard(suite.instant, ctx.delais.cr_stoc)
        commentaire = ctx.monde.terrain.prises.get(_logement(dossier), "") if suite.motif == PTO_EXISTANTE else ""
        return Envoi(quand, Flux.CR_STOC, cr_stoc_ko(dossier, ctx.motif(suite.motif), commentaire))
    if suite is not None or _au_telephone(dossier):
        return suite
    quand = plus_tard(dossier.dernier_instant, ctx.delais.cr_stoc)
    return Envoi(quand, Flux.CR_STOC, cr_stoc_ok(dossier, quand, ctx))


def _installe(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """A route came: patch at the PM, and in model OC build as well and open the service (§5.2, §6)."""
    if position.modele is Modele.OI:
        return None
    seul = position.modele is Modele.OC
    pose = seul and position.situation is Situation.A_CONSTRUIRE
    debut = jour_ouvre(dossier.instant(dossier.dernier(*_ROUTES)), ctx.delais.intervention)
    suite = _intervient(dossier, ctx, debut, pose=pose)
    if isinstance(suite, Bloque):
        return _signale(dossier, ctx, suite.motif, suite.instant)
    if suite is not None or not seul or _au_telephone(dossier):
        return suite
    return _met_en_service(dossier, position, ctx)


def _identifie(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """§5.3, §6.3: on site, read the PTO and ask the hotline for its route."""
    if position.modele is Modele.OI or position.situation is Situation.A_CONSTRUIRE is not position.modele:
        return None
    debut = jour_ouvre(dossier.instant(dossier.dernier(Flux.CR_CMD_ACCES)), ctx.delais.intervention)
    suite = _intervient(dossier, ctx, debut, pose=False)
    return _signale(dossier, ctx, suite.motif, suite.instant) if isinstance(suite, Bloque) else suite


def _met_en_service(dossier: Dossier, position: Position, ctx: Contexte) -> Acte:
    """§3.7, §3.8: open the service, then report it, or report that there is no light."""
    fait = dossier.fait(Nature.MISE_EN_SERVICE)
    route = max(dossier.rang(dossier.dernier(*_ROUTES, Flux.CR_MAD)), dossier.rang(dossier.fait(Nature.NOUVELLE_ROUTE)))
    if fait is not None and dossier.rang(fait) > route:
        quand = plus_tard(dossier.dernier_instant, ctx.delais.cr_mes)
        return Envoi(quand, Flux.CR_MES, cr_mes(dossier, prise_connue(dossier), quand, position.modele))
    quand = plus_tard(dossier.dernier_instant, ctx.delais.mes)
    motif = en_service(ctx.monde.terrain, _logement(dossier))
    if motif:
        return _signale(dossier, ctx, motif, quand)
    return Geste(quand, Fait(Nature.MISE_EN_SERVICE, ctx.partie, "l'OC met le client en service", dossier.reference))
