"""What the OC finds at its client's that its order did not say (§7.1), and what it makes of it."""

from __future__ import annotations

from harness.actors.case import Contexte, Dossier, Geste
from harness.actors.routes import FLUX_DE_ROUTE, route_donnee
from harness.actors.technician import Bloque
from harness.network.facts import Fait, Nature
from harness.network.ground import PTO_AUTRE, PTO_EXISTANTE, PTO_INEXISTANTE, ecart_de_prise
from harness.protocol.lifecycle import Position
from harness.protocol.terms import Modele, Partie, Situation

ECARTS = (PTO_AUTRE, PTO_EXISTANTE, PTO_INEXISTANTE)
"""The codified reasons that say what is wrong with the PTO, rather than with the line."""

_VUS = (Nature.CONSTAT, Nature.SAV)

_TEXTES = {
    PTO_AUTRE: "l'OC constate que la PTO n'a pas le numéro annoncé",
    PTO_EXISTANTE: "l'OC constate qu'une PTO est déjà posée",
    PTO_INEXISTANTE: "l'OC constate qu'il n'y a pas de PTO",
}


def constate(dossier: Dossier, ctx: Contexte, bloque: Bloque, logement: str) -> Geste | None:
    """The OC sees it for the first time; None when it knows already, or when the PTO is not what is wrong."""
    au_mur, connu = ctx.monde.terrain.prises.get(logement, ""), dossier.fait(Nature.CONSTAT)
    if bloque.motif not in ECARTS or (connu is not None and connu["prise"] == au_mur):
        return None
    donnees = {"logement": logement, "prise": au_mur}
    return Geste(bloque.instant, Fait(Nature.CONSTAT, ctx.partie, _TEXTES[bloque.motif], dossier.reference, donnees))


def ecart_vu(dossier: Dossier, ctx: Contexte, logement: str) -> Bloque | None:
    """§7.1.1, §7.1.2: the PTO is not as announced, seen on the visit, else when the service is checked."""
    motif = ecart_de_prise(ctx.monde.terrain, logement, route_donnee(dossier).prise)
    if not motif or not (ctx.contrat.visite or ctx.contrat.verifie):
        return None
    return Bloque(motif, ctx.apres(dossier.dernier_instant, ctx.delais.constat))


def reste_au_bureau(position: Position, ctx: Contexte, motif: str) -> bool:
    """§7.1.1, case 2: the OC that patched without a visit has it from its client that there is no PTO, and writes it.

    It goes there, and calls, when a number is to be read (§7.1.2) or when the OI patched (1b).
    """
    brasse = position.modele is Modele.OC or (position.modele is Modele.STOC and ctx.contrat.brassage is Partie.OC)
    return motif == PTO_INEXISTANTE and brasse and not ctx.contrat.visite and position.situation is Situation.IDENTIFIEE


def sans_prise(dossier: Dossier) -> bool:
    """Whether the OC has found a bare wall where its order announced a PTO."""
    constat = dossier.fait(Nature.CONSTAT)
    return constat is not None and not constat["prise"]


def route_pour_construire(dossier: Dossier) -> bool:
    """Whether a route came after the OC found a bare wall: it is the one to build on (§7.1.1, §7.1.3)."""
    routes = (dossier.dernier(*FLUX_DE_ROUTE), dossier.fait(Nature.NOUVELLE_ROUTE))
    constat = dossier.fait(Nature.CONSTAT)
    return sans_prise(dossier) and max(map(dossier.rang, routes)) > dossier.rang(constat)


def deja_sur_place(dossier: Dossier, position: Position) -> bool:
    """Whether the technician is at the client's with a route to build on, told by phone (§7.1.3)."""
    dite = dossier.rang(dossier.fait(Nature.NOUVELLE_ROUTE)) > dossier.rang(dossier.fait(Nature.CONSTAT))
    return position.situation is Situation.NON_IDENTIFIEE and sans_prise(dossier) and dite


def a_repasser(dossier: Dossier, position: Position, ctx: Contexte) -> Fait | None:
    """What makes the OC cancel and order again: in model OI a PTO to build (1d), a PTO there if it likes (§7.1.4)."""
    constat = dossier.fait(Nature.CONSTAT)
    if constat is None:
        return None
    annoncee = position.situation is not Situation.A_CONSTRUIRE
    if annoncee and not constat["prise"] and position.modele is Modele.OI:
        return constat
    return constat if not annoncee and constat["prise"] and ctx.contrat.repasse else None


def attend_l_oi(dossier: Dossier, position: Position, ctx: Contexte, logement: str) -> bool:
    """Whether the OC is to do no more until the OI has: it asks for the PTO that is missing, or it is to cancel."""
    a_construire = position.modele is Modele.STOC and route_pour_construire(dossier)
    manque = a_construire and not ctx.monde.terrain.prises.get(logement)
    return manque or a_repasser(dossier, position, ctx) is not None


def annonce(logement: str, souscrite: Situation, ctx: Contexte) -> tuple[Situation, str]:
    """What an order says of the PTO: what the OC saw there last, else what its client subscribed for (§3.1).

    Returns the situation and the reference, "" when there is none to give.
    """
    vus = [(d.instant(f), f) for d in ctx.dossiers.values() for n in _VUS for f in d.faits(n)]
    siens = [vu for vu in vus if vu[1]["logement"] == logement]
    if siens:
        prise = max(siens, key=lambda vu: vu[0])[1]["prise"]
        return (Situation.IDENTIFIEE if prise else Situation.A_CONSTRUIRE), prise
    connue = ctx.monde.reseau.logements[logement].prise
    return souscrite, connue if souscrite is Situation.IDENTIFIEE else ""
