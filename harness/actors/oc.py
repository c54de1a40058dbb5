"""The simulated OC and its technician: from what it received, its world and its contract, the next thing it does.

One function a state of the lifecycle; each gives the next act and when, or None to wait for the OI.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import islice

from harness.actors import annulation, constats, echanges, hotline, rdv
from harness.actors.case import Acte, Contexte, Dossier, Envoi, Geste
from harness.actors.clientele import convient, pas_avant, se_plaint
from harness.actors.oc_lines import cmd_acces, cr_mes, cr_stoc_ko, cr_stoc_ok, notif_racc_ko, prise_connue
from harness.actors.reconstruction import reprend
from harness.actors.routes import FLUX_DE_ROUTE, fibre_donnee, route_donnee
from harness.actors.technician import Bloque, Visite, travaille
from harness.network.facts import Fait, Nature
from harness.network.ground import PTO_AUTRE, PTO_EXISTANTE, PTO_INEXISTANTE, EtatFibre, a_brasser, eclairee, en_service
from harness.network.obstacles import sans_hotline
from harness.protocol.lifecycle import OUVERTS, Etat, Position
from harness.protocol.terms import HOTLINE, Flux, Modele, Partie, Situation

INJOIGNABLE = "FINT03"


def decide(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """What the OC does next about an order."""
    position = dossier.position
    if position is None:
        return _commande(dossier, ctx)
    agit = _SELON_ETAT.get(position.etat)
    return _a_part(dossier, position, ctx) or (None if agit is None else agit(dossier, position, ctx))


def _a_part(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """What does not wait for the order to reach some state: cancel (§3.12), write (§3.11), move a visit (§3.14.5)."""
    if position.etat not in OUVERTS:
        return annulation.demande(dossier, position, ctx)
    return (
        annulation.demande(dossier, position, ctx, rdv.en_trop(dossier, ctx))
        or echanges.precise(dossier, position, ctx)
        or rdv.deplace(dossier, ctx)
    )


def _commande(dossier: Dossier, ctx: Contexte) -> Acte | None:
    """§3.1, §4.1: a client subscribed; in model OI, an appointment first when there is a PTO to build."""
    souscription = dossier.fait(Nature.SOUSCRIPTION)
    if souscription is None:
        return None
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.commande)
    situation, _ = constats.annonce(souscription["logement"], Situation(souscription["situation"]), ctx)
    a_construire = situation is Situation.A_CONSTRUIRE and souscription["modele"] == Modele.OI
    if a_construire and not rdv.pret(dossier):
        return rdv.obtient(dossier, ctx, quand)
    if dossier.fait(Nature.HESITATION, Nature.RENONCEMENT) is not None:
        return None
    return Envoi(quand, Flux.CMD_ACCES, cmd_acces(dossier, souscription, quand, ctx))


def _sous_traitant(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """§5.1: build the link for the OI, then tell how it went."""
    if reprise := reprend(dossier, ctx, _logement(dossier)):
        return reprise
    debut = _debut(dossier, position, ctx, Flux.CMD_STOC)
    suite = _intervient(dossier, ctx, debut, pose=True, brasse=ctx.contrat.brassage is Partie.OC)
    if suite is None and (motif := eclairee(ctx.monde.terrain, _logement(dossier))):
        suite = _demande_route(dossier, ctx, Bloque(motif, ctx.apres(dossier.dernier_instant, ctx.delais.constat)))
    if isinstance(suite, Bloque):
        quand = ctx.apres(suite.instant, ctx.delais.cr_stoc)
        return Envoi(
            quand, Flux.CR_STOC, cr_stoc_ko(dossier, ctx.motif(suite.motif), _trouvee(dossier, ctx, suite.motif))
        )
    if suite is not None or _au_telephone(dossier):
        return suite
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.cr_stoc)
    return Envoi(quand, Flux.CR_STOC, cr_stoc_ok(dossier, quand, ctx))


def _installe(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """§6, model OC: a route came, so patch, build if there is a PTO to build, and open the service."""
    if position.modele is not Modele.OC:
        return None
    pose = position.situation is Situation.A_CONSTRUIRE or constats.route_pour_construire(dossier)
    debut = _debut(dossier, position, ctx, *FLUX_DE_ROUTE)
    return _jusqu_au_service(dossier, position, ctx, _intervient(dossier, ctx, debut, pose=pose, brasse=True))


def _identifie(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """§5.3, §6.3: on site, read the PTO and ask the hotline for its route; unreachable, try again (§5.3.4).

    On a bare wall, ask for a route to build on, or report it when there is no time to build (§7.1.3).
    """
    subit = position.modele is Modele.STOC and position.situation is Situation.A_CONSTRUIRE
    if position.modele is Modele.OI or subit:
        return None
    if dossier.fait(Nature.NOUVELLE_ROUTE) is not None:
        return _construit_aussitot(dossier, position, ctx)
    appel, terrain = dossier.fait(Nature.APPEL), ctx.monde.terrain
    absente = position.situation is Situation.NON_IDENTIFIEE and not terrain.prises.get(_logement(dossier))
    motif = PTO_INEXISTANTE if absente else a_brasser(terrain, _logement(dossier))
    if not absente and appel is not None and position.modele is Modele.STOC and appel["joint"] == "non":
        return _appel(dossier, ctx, motif, ctx.apres(dossier.instant(appel), ctx.delais.intervention))
    debut = max(
        ctx.apres(dossier.instant(dossier.dernier(Flux.CR_CMD_ACCES)), ctx.delais.intervention),
        dossier.dernier_instant,
    )
    suite = _demande_route(
        dossier, ctx, Bloque(motif, debut), appelle=not absente or dossier.fait(Nature.RETARD) is None
    )
    return _signale(dossier, ctx, suite.motif, suite.instant) if isinstance(suite, Bloque) else suite


def _construit_aussitot(dossier: Dossier, position: Position, ctx: Contexte) -> Geste | None:
    """§7.1.3: the OC that has the route on the phone builds while it is there; the Cmd_STOC comes after."""
    if not constats.deja_sur_place(dossier, position):
        return None
    brasse = position.modele is Modele.OC or ctx.contrat.brassage is Partie.OC
    suite = _intervient(dossier, ctx, dossier.dernier_instant, pose=True, brasse=brasse)
    return suite if isinstance(suite, Geste) else None


def _debut(dossier: Dossier, position: Position, ctx: Contexte, *flux: Flux) -> datetime:
    """When the technician comes: some days after what calls for a visit, now when already there to build (§7.1.3)."""
    if constats.deja_sur_place(dossier, position):
        return dossier.dernier_instant
    return ctx.apres(dossier.instant(dossier.dernier(*flux)), ctx.delais.intervention)


def _a_livrer(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """The OI is to act, but for the building that an OC has begun (§7.1.3)."""
    return _construit_aussitot(dossier, position, ctx)


def _livree(dossier: Dossier, position: Position, ctx: Contexte) -> Acte | None:
    """The line is delivered: patch if that is still to be done, then open the service (§3.8)."""
    if constats.attend_l_oi(dossier, position, ctx, _logement(dossier)):
        return None
    debut = ctx.apres(dossier.dernier_instant, ctx.delais.mes)
    brasse = position.modele is Modele.STOC and ctx.contrat.brassage is Partie.OC
    return _jusqu_au_service(dossier, position, ctx, _intervient(dossier, ctx, debut, pose=False, brasse=brasse))


def _jusqu_au_service(dossier: Dossier, position: Position, ctx: Contexte, suite: Geste | Bloque | None) -> Acte | None:
    """§3.7, §3.8: once the field work is done, open the service and report it, or report what stands in the way."""
    if suite is None and not _au_telephone(dossier):
        suite = _regarde(dossier, position, ctx)
    if isinstance(suite, Bloque):
        return _signale(dossier, ctx, suite.motif, suite.instant)
    if suite is not None or _au_telephone(dossier) or constats.attend_l_oi(dossier, position, ctx, _logement(dossier)):
        return suite
    if appel := _constat(dossier, ctx):
        return appel
    ouvert = dossier.fait(Nature.MISE_EN_SERVICE)
    if dossier.rang(ouvert) > dossier.rang(dossier.dernier(*FLUX_DE_ROUTE, Flux.CR_MAD)):
        quand = ctx.apres(dossier.dernier_instant, ctx.delais.cr_mes)
        return Envoi(quand, Flux.CR_MES, cr_mes(dossier, prise_connue(dossier), quand, position.modele))
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.mes)
    motif = en_service(ctx.monde.terrain, _logement(dossier), route_donnee(dossier).prise)
    if motif and ctx.contrat.verifie:
        return _signale(dossier, ctx, motif, quand)
    texte = "l'OC met le client en service" + (" sans le vérifier" if motif else "")
    return Geste(quand, Fait(Nature.MISE_EN_SERVICE, ctx.partie, texte, dossier.reference, {"motif": motif}))


def _regarde(dossier: Dossier, position: Position, ctx: Contexte) -> Geste | Bloque | None:
    """§7.1.1, §7.1.2: the PTO that the technician finds is not the one announced, so call; the first time, note it."""
    vu = constats.ecart_vu(dossier, ctx, _logement(dossier))
    if vu is None or constats.attend_l_oi(dossier, position, ctx, _logement(dossier)):
        return None
    return _demande_route(dossier, ctx, vu, appelle=not constats.reste_au_bureau(position, ctx, vu.motif))


def _constat(dossier: Dossier, ctx: Contexte) -> Geste | None:
    """§5.2.5, §6.2.4: who patches measures, and calls at once; a defect that comes later is only reported (§3.7)."""
    brassage, appel = dossier.fait(Nature.BRASSAGE), dossier.fait(Nature.APPEL)
    motif = en_service(ctx.monde.terrain, _logement(dossier), route_donnee(dossier).prise)
    if brassage is None or not (brassage["constat"] and motif) or dossier.rang(appel) > dossier.rang(brassage):
        return None
    return _appel(dossier, ctx, motif, ctx.apres(dossier.dernier_instant, ctx.delais.constat))


def _signale(dossier: Dossier, ctx: Contexte, motif: str, quand: datetime) -> Acte:
    """§3.7: the line cannot be opened, and it is for the OI to act."""
    commentaire = _trouvee(dossier, ctx, motif)
    return Envoi(quand, Flux.NOTIF_RACC_KO, notif_racc_ko(dossier, ctx.motif(motif), commentaire, quand))


def _trouvee(dossier: Dossier, ctx: Contexte, motif: str) -> str:
    """The comment of a failure: the PTO found on the wall when it is not the one announced (§7.1.2, §7.1.4)."""
    au_mur = ctx.monde.terrain.prises.get(_logement(dossier), "")
    if motif == PTO_AUTRE:
        return f"numéro de PTO erroné, la bonne est {au_mur}"
    return au_mur if motif == PTO_EXISTANTE else ""


def _intervient(dossier: Dossier, ctx: Contexte, debut: datetime, *, pose: bool, brasse: bool) -> Geste | Bloque | None:
    """The next gesture of the technician, on the phone included; None while on the phone, or when all is done."""
    if _au_telephone(dossier):
        return None
    route, logement = route_donnee(dossier), _logement(dossier)
    if route.prise == HOTLINE:
        return _demande_route(dossier, ctx, Bloque("", debut))
    deja = ctx.monde.terrain.prises.get(logement) == route.prise
    fibre = fibre_donnee(dossier, ctx.monde.reseau, ctx.code)
    visite = Visite(pas_avant(dossier, debut), logement, fibre, route.prise, brasse=brasse, pose=pose and not deja)
    suite = travaille(dossier, ctx, visite)
    return _demande_route(dossier, ctx, suite) if isinstance(suite, Bloque) else suite


def _demande_route(dossier: Dossier, ctx: Contexte, bloque: Bloque, *, appelle: bool = True) -> Geste | Bloque | None:
    """§3.9: call the hotline, once for each route; without its help the technician stays stuck.

    What is the client's or the manager's business is not for the hotline (§5.1.5). That nobody answered is then the
    reason to give, but for a PTO that is there or not, which has its own and is noted first (§7.1).
    """
    if _au_telephone(dossier):
        return None
    if constat := constats.constate(dossier, ctx, bloque, _logement(dossier)):
        return constat
    if not appelle:
        return bloque
    if sans_hotline(bloque.motif):
        return convient(dossier, ctx, bloque, _logement(dossier)) or bloque
    appel = dossier.fait(Nature.APPEL)
    routes = (dossier.dernier(*FLUX_DE_ROUTE), dossier.fait(Nature.NOUVELLE_ROUTE))
    dernier = max(map(dossier.rang, routes))
    if appel is None or dossier.rang(appel) < dernier:
        return _appel(dossier, ctx, bloque.motif, bloque.instant)
    vains = sum(a["joint"] == "non" for a in dossier.faits(Nature.APPEL) if dossier.rang(a) > dernier)
    if appel["joint"] == "non" and vains <= ctx.contrat.rappels:
        return _appel(dossier, ctx, bloque.motif, ctx.apres(dossier.dernier_instant, ctx.delais.rappel))
    quand = ctx.apres(dossier.dernier_instant, ctx.delais.constat)
    if bloque.motif in constats.ECARTS:
        return Bloque(bloque.motif, quand)
    return Bloque(INJOIGNABLE if appel["joint"] == "non" else bloque.motif or "FINT07", quand)


def _appel(dossier: Dossier, ctx: Contexte, motif: str, quand: datetime) -> Geste:
    """A call, with what the technician has before the eyes; whether someone answers is a fact of the world."""
    logement, terrain, reseau = _logement(dossier), ctx.monde.terrain, ctx.monde.reseau
    fibre = fibre_donnee(dossier, reseau, ctx.code)
    pbo = reseau.pbos[reseau.logements[logement].pbo]
    prises = set(terrain.raccordees.values())
    libres = (f.id for f in pbo.fibres if terrain.etat(f.id) is EtatFibre.LIBRE and f.id not in prises)
    donnees = {
        "motif": motif,
        "fibre": "" if fibre is None else fibre.id,
        "prise": terrain.prises.get(logement, ""),
        "libres": "|".join(islice(libres, reseau.ingenierie)),
        "joint": "oui" if terrain.hotline else "non",
    }
    texte = "l'OC appelle la hotline de l'OI" + ("" if terrain.hotline else ", qui ne répond pas")
    return Geste(quand, Fait(Nature.APPEL, ctx.partie, texte, dossier.reference, donnees))


def _au_telephone(dossier: Dossier) -> bool:
    """Whether the technician waits on the line for the hotline's answer."""
    appel = dossier.fait(Nature.APPEL)
    return (
        appel is not None
        and appel["joint"] == "oui"
        and dossier.rang(dossier.fait(*hotline.REPONSES)) < dossier.rang(appel)
    )


def _en_service(dossier: Dossier, _position: Position, ctx: Contexte) -> Geste | None:
    """§7.1.1, §7.1.2: what comes after a service that was never checked."""
    return se_plaint(dossier, ctx, _logement(dossier))


def _logement(dossier: Dossier) -> str:
    souscription = dossier.fait(Nature.SOUSCRIPTION)
    return "" if souscription is None else souscription["logement"]


_SELON_ETAT: Mapping[Etat, Callable[[Dossier, Position, Contexte], Acte | None]] = {
    Etat.ACCEPTEE: _installe,
    Etat.A_IDENTIFIER: _identifie,
    Etat.POSE_DEMANDEE: _sous_traitant,
    Etat.A_LIVRER: _a_livrer,
    Etat.LIVREE: _livree,
    Etat.EN_SERVICE: _en_service,
}
