"""The OI's own teams in the field: building in model OI (§4), mending what was reported (§3.9, §5.1.5)."""

from __future__ import annotations

from datetime import datetime

from harness.actors import eligibility, hotline
from harness.actors.case import Acte, Contexte, Dossier, Envoi, Geste, instant_ecrit
from harness.actors.echanges import RDV_A_REPRENDRE, message, reclame_un_rdv
from harness.actors.oc_lines import notif_racc_ko
from harness.actors.oi_lines import cr_mad
from harness.actors.routes import FLUX_DE_ROUTE, fibre_donnee, nomme, route_donnee
from harness.actors.signalements import absence, autre_prise, motif_signale, prise_inconnue
from harness.actors.technician import Bloque, Visite, travaille
from harness.exchange.messages import Message
from harness.network.facts import Fait, Nature
from harness.network.ground import EtatFibre, eclairee
from harness.network.network import Fibre, Logement
from harness.network.obstacles import (
    Remede,
    Travail,
    chez_le_client,
    durable,
    leve,
    sans_hotline,
    sans_remede,
    tient_au_client,
)
from harness.network.obstacles import motif as motif_de
from harness.protocol.lifecycle import Etat, Position
from harness.protocol.terms import HOTLINE, Flux, Modele, Partie, Situation

_EN_VISITE = frozenset({Etat.ACCEPTEE, Etat.A_IDENTIFIER, Etat.RDV_A_REPRENDRE, Etat.A_LIVRER})


def fibre(dossier: Dossier, ctx: Contexte) -> Fibre | None:
    """The OC's own fibre on the last route, None when it is still to be told."""
    return fibre_donnee(dossier, ctx.monde.reseau, dossier.autre)


def livre(dossier: Dossier, position: Position, ctx: Contexte) -> Envoi:
    """§3.6: the line is delivered."""
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.mad)
    return Envoi(quand, Flux.CR_MAD, cr_mad(dossier, position.modele, quand))


def renonce(dossier: Dossier, position: Position, ctx: Contexte, motif: str) -> Envoi:
    """§3.6: the line cannot be delivered, for good; `motif` is a code."""
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.mad)
    return Envoi(quand, Flux.CR_MAD, cr_mad(dossier, position.modele, quand, ctx.motif(motif)))


def construit(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """Model OI: build or patch, giving oneself another route if need be, then deliver; None until an appointment."""
    if rdv_attendu(dossier):
        return None
    suite = _visite(dossier, position, ctx)
    if suite is None:
        return livre(dossier, position, ctx)
    if isinstance(suite, Geste):
        return suite
    if sans_hotline(suite.motif):
        return demande_un_rdv(dossier, ctx, suite)
    return _remede(dossier, ctx, suite) or renonce(dossier, position, ctx, suite.motif)


def reste_a_faire(dossier: Dossier, position: Position, ctx: Contexte) -> Geste | None:
    """Model OI: the visit goes to its end before the new route is written to the OC (§4.1.5, §4.3.5)."""
    if position.modele is not Modele.OI or position.etat not in _EN_VISITE or rdv_attendu(dossier):
        return None
    suite = _visite(dossier, position, ctx)
    return _remede(dossier, ctx, suite) if isinstance(suite, Bloque) else suite


def identifie(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """§4.3: the OI's technician reads the PTO at the client's, and has its route from the OI's own hotline.

    On a bare wall, it is the route of the PTO to build (§7.1.3, 3c).
    """
    if rdv_attendu(dossier):
        return None
    quand = max(dossier.dernier_instant, _debut(dossier, ctx))
    terrain, logement = ctx.monde.terrain, logement_de(dossier, ctx)
    obstacle = terrain.obstacles.get(logement)
    au_mur = terrain.prises.get(logement, "")
    sur_place = ctx.monde.reseau.groupe_de_la_prise(au_mur)
    if motif := sans_remede(obstacle) or ("FINT10" if au_mur and not sur_place else ""):
        return renonce(dossier, position, ctx, motif)
    motif = motif_de(obstacle, Travail.POSE)
    if tient_au_client(motif) or (not au_mur and sans_hotline(motif)):
        return demande_un_rdv(dossier, ctx, Bloque(motif, quand))
    if not au_mur:
        texte = "le technicien de l'OI ne trouve pas de PTO, sa hotline lui donne une route"
        construite = reaffecte(dossier, ctx, quand, texte)
        return construite or renonce(dossier, position, ctx, "FINT01")
    donnees = {"fibres": nomme(sur_place), "prise": au_mur}
    texte = "le technicien de l'OI relève la PTO, sa hotline lui donne la route"
    return Geste(quand, Fait(Nature.REAFFECTATION, ctx.partie, texte, dossier.reference, donnees))


def _visite(dossier: Dossier, position: Position, ctx: Contexte) -> Geste | Bloque | None:
    """The next gesture of the OI's technician, what stops him, None when the line is built and lit."""
    logement, prise = logement_de(dossier, ctx), route_donnee(dossier).prise
    au_mur = ctx.monde.terrain.prises.get(logement, "")
    a_construire = position.situation is Situation.A_CONSTRUIRE and au_mur != prise
    pose = a_construire or (position.situation is Situation.NON_IDENTIFIEE and not au_mur)
    visite = Visite(_debut(dossier, ctx), logement, fibre(dossier, ctx), prise, pose=pose)
    suite = travaille(dossier, ctx, visite)
    if suite is None and (motif := eclairee(ctx.monde.terrain, logement)):
        return Bloque(motif, ctx.apres(dossier.dernier_instant, ctx.delais.constat))
    return suite


def _debut(dossier: Dossier, ctx: Contexte) -> datetime:
    """When the technician comes: at the last appointment, else once the order is accepted."""
    rdv = dossier.fait(Nature.RENDEZ_VOUS)
    date = ctx.monde.terrain.rdv.get(dossier.commande["IdRdv"], "") if rdv is None else rdv["date"]
    if date:
        return instant_ecrit(date)
    return ctx.apres(dossier.instant(dossier.dernier(Flux.CR_CMD_ACCES)), ctx.delais.intervention)


def logement_de(dossier: Dossier, ctx: Contexte) -> str:
    """The dwelling of an order, "" when the OI's system does not find it."""
    trouve = eligibility.logement(dossier.commande, ctx)
    return "" if trouve is None else trouve.id


def demande_un_rdv(dossier: Dossier, ctx: Contexte, bloque: Bloque) -> Envoi:
    """§4.1.6, §4.1.7: the OI has to come to the client's, once or once more; the OC has to find an appointment."""
    ligne = notif_racc_ko(dossier, ctx.motif(bloque.motif), RDV_A_REPRENDRE, bloque.instant)
    return Envoi(bloque.instant, Flux.NOTIF_RACC_KO, ligne)


def rdv_attendu(dossier: Dossier) -> bool:
    """Whether the OI has asked for an appointment that it does not have yet (§4.1.6, §4.1.7)."""
    return dossier.rang(dossier.fait(Nature.RENDEZ_VOUS)) < dossier.rang(_demande_de_rdv(dossier))


def _demande_de_rdv(dossier: Dossier) -> Message | None:
    """The last message by which the OI asked for an appointment."""
    return next((m for m in reversed(dossier.messages) if reclame_un_rdv(m)), None)


def _chez_le_client(dossier: Dossier, ctx: Contexte, motif: str) -> Acte | None:
    """§4.1.6: what is to be mended is in the dwelling: ask for an appointment, wait for it, come; None to wait."""
    if dossier.rang(_demande_de_rdv(dossier)) > dossier.rang(_echec(dossier)):
        return None if rdv_attendu(dossier) else _repare_sur_place(dossier, ctx, _debut(dossier, ctx))
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.reparation)
    if not ctx.contrat.rdv_par_message:
        return demande_un_rdv(dossier, ctx, Bloque(motif, quand))
    return Envoi(quand, Flux.MESS_OI, message(dossier, RDV_A_REPRENDRE, quand))


def _echec(dossier: Dossier) -> Message | None:
    """The last failure that the OC reported."""
    siens = (m for m in reversed(dossier.messages) if m.flux is Flux.NOTIF_RACC_KO and m.emetteur is Partie.OC)
    return next(siens, None)


def _remede(dossier: Dossier, ctx: Contexte, bloque: Bloque) -> Geste | None:
    """What the OI's technician can do on the spot: mend, or ask the OI's own hotline for another fibre."""
    if durable(bloque.motif) or sans_hotline(bloque.motif):
        return None
    obstacle = ctx.monde.terrain.obstacles.get(logement_de(dossier, ctx))
    en_cause = bloque.motif in {motif_de(obstacle, travail) for travail in Travail}
    if en_cause and leve(obstacle, Remede.OI):
        return _repare_sur_place(dossier, ctx, bloque.instant)
    return reaffecte(dossier, ctx, bloque.instant, "l'OI obtient de sa hotline une autre route")


def repare(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """§3.9, cold: look at the ground, mend what can be or give another fibre; give up when nothing can be done.

    None when the OC is to act: the failure is its client's business (§5.1.5), or nothing is owed in model OC.
    """
    if tient_au_client(motif_signale(dossier)):
        return None
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.reparation)
    obstacle = ctx.monde.terrain.obstacles.get(logement_de(dossier, ctx))
    if motif := sans_remede(obstacle):
        return _sans_issue(dossier, position, ctx, motif)
    if motif := chez_le_client(obstacle) if dossier.commande["IdRdv"] else "":
        return _chez_le_client(dossier, ctx, motif)
    if _prise_a_revoir(dossier, ctx):
        autre = reaffecte(dossier, ctx, quand, "l'OI analyse et affecte une autre route")
        return autre or _sans_issue(dossier, position, ctx, "FINT01")
    if prise_inconnue(dossier):
        return _sans_issue(dossier, position, ctx, "FINT10")
    if leve(obstacle, Remede.OI):
        return _repare_sur_place(dossier, ctx, quand)
    sienne = fibre(dossier, ctx)
    etat = EtatFibre.OCCUPEE if sienne is None else ctx.monde.terrain.etat(sienne.id)
    if sienne is None or etat is EtatFibre.OCCUPEE:
        autre = reaffecte(dossier, ctx, quand, "l'OI analyse et affecte une autre fibre")
        return autre or _sans_issue(dossier, position, ctx, "FINT01")
    texte = "l'OI analyse : rien à refaire" if etat is EtatFibre.LIBRE else "l'OI analyse et remet la fibre en état"
    return Geste(quand, Fait(Nature.REPARATION, ctx.partie, texte, dossier.reference, {"fibre": sienne.id}))


def _prise_a_revoir(dossier: Dossier, ctx: Contexte) -> bool:
    """§7.1: the OC reported that there is no PTO, or another one, and no route was given since."""
    manque = absence(dossier) > dossier.rang(dossier.dernier(*FLUX_DE_ROUTE))
    return manque or bool(autre_prise(dossier, ctx.monde.reseau))


def _sans_issue(dossier: Dossier, position: Position, ctx: Contexte, motif: str) -> Envoi | None:
    """A CR MAD KO, where there is a CR MAD; in model OC it is for the OC to cancel (§3.12)."""
    return None if position.modele is Modele.OC else renonce(dossier, position, ctx, motif)


def _repare_sur_place(dossier: Dossier, ctx: Contexte, quand: datetime) -> Geste:
    """The OI removes what stands in the way at the dwelling: the refusal of a manager, a PTO to replace."""
    texte = "l'OI analyse et lève ce qui empêche le raccordement"
    donnees = {"logement": logement_de(dossier, ctx)}
    return Geste(quand, Fait(Nature.REPARATION, ctx.partie, texte, dossier.reference, donnees))


def reaffecte(dossier: Dossier, ctx: Contexte, quand: datetime, texte: str) -> Geste | None:
    """Another group of fibres, or the ones behind a PTO that is there; None when there are none left in the field."""
    la = eligibility.logement(dossier.commande, ctx)
    if la is None:
        return None
    deja = _prise_sur_place(dossier, la, ctx)
    groupe = ctx.monde.reseau.groupe_de_la_prise(deja) if deja else _groupe_sain(la, ctx)
    if not groupe:
        return None
    donnees = {"fibres": nomme(groupe), "prise": deja or hotline.prise(groupe, dossier, ctx)}
    return Geste(quand, Fait(Nature.REAFFECTATION, ctx.partie, texte, dossier.reference, donnees))


def _prise_sur_place(dossier: Dossier, la: Logement, ctx: Contexte) -> str:
    """The PTO to give the route of, when it is not the order's: reported by the OC, read by the OI's technician in
    model OI, else the one that the system has in a dwelling left unidentified; "" when there is none.
    """
    if absence(dossier) >= 0:
        return ""
    position, route, reseau = dossier.position, route_donnee(dossier).prise, ctx.monde.reseau
    if position is not None and position.modele is Modele.OI and position.situation is not Situation.IDENTIFIEE:
        lue = ctx.monde.terrain.prises.get(la.id, "")
        return lue if lue != route and reseau.groupe_de_la_prise(lue) else ""
    return autre_prise(dossier, reseau) or (la.prise if route == HOTLINE else "")


def _groupe_sain(la: Logement, ctx: Contexte) -> tuple[Fibre, ...]:
    """The next fibres that are free for the system and in the field alike."""
    terrain = ctx.monde.terrain
    mauvaises = {f for f, etat in terrain.fibres.items() if etat is not EtatFibre.LIBRE}
    return ctx.monde.reseau.groupe_libre(la.pbo, eligibility.prises(ctx) | mauvaises | set(terrain.raccordees.values()))
