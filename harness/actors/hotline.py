"""The OI's hotline: what it answers to a technician who calls from the field (§3.9)."""

from __future__ import annotations

from harness.actors import eligibility
from harness.actors.case import Contexte, Dossier, Geste
from harness.actors.routes import groupe_dit, nomme, route_donnee
from harness.actors.signalements import absence, autre_prise
from harness.network.facts import Fait, Nature
from harness.network.ground import MOTIFS, EtatFibre
from harness.network.network import Fibre, Logement
from harness.network.obstacles import durable
from harness.protocol.lifecycle import Etat
from harness.protocol.terms import HOTLINE, Situation

SANS_PRISE = frozenset({Etat.ACCEPTEE, Etat.A_IDENTIFIER, Etat.POSE_DEMANDEE, Etat.POSE_ECHOUEE})
"""States in which nothing hangs on the wall yet for this order."""

REPONSES = (Nature.NOUVELLE_ROUTE, Nature.MEME_ROUTE, Nature.SANS_SOLUTION)


def reponse(dossier: Dossier, ctx: Contexte) -> Geste | None:
    """The answer to the last call, while it is on the line; None when no one is waiting."""
    appel, dite = dossier.fait(Nature.APPEL), dossier.fait(*REPONSES)
    if appel is None or dossier.rang(dite) > dossier.rang(appel):
        return None
    return Geste(ctx.apres(dossier.instant(appel), ctx.delais.hotline), _reponse(appel, dossier, ctx))


def _reponse(appel: Fait, dossier: Dossier, ctx: Contexte) -> Fait:
    decharge = ctx.alea.decharge(dossier.reference, len(dossier.faits(Nature.APPEL)))
    perdu = not ctx.monde.terrain.solution or durable(appel["motif"])
    if not perdu and appel["motif"] == MOTIFS[EtatFibre.MAL_REPEREE]:
        texte = "la hotline de l'OI fait retrouver la fibre : la route ne change pas"
        donnees = {"fibre": appel["fibre"], "decharge": decharge if ctx.contrat.notifie_meme_route else ""}
        return Fait(Nature.MEME_ROUTE, ctx.partie, texte, dossier.reference, donnees)
    groupe = () if perdu else _groupe(appel, dossier, ctx)
    if not groupe:
        texte = "la hotline de l'OI n'a pas de solution"
        return Fait(Nature.SANS_SOLUTION, ctx.partie, texte, dossier.reference)
    donnees = {
        "fibres": nomme(groupe),
        "decharge": decharge,
        "prise": appel["prise"] or prise(groupe, dossier, ctx),
    }
    texte = "la hotline de l'OI donne une nouvelle route et un numéro de décharge"
    return Fait(Nature.NOUVELLE_ROUTE, ctx.partie, texte, dossier.reference, donnees)


def _groupe(appel: Fait, dossier: Dossier, ctx: Contexte) -> tuple[Fibre, ...]:
    """The fibres of a PTO read on the wall that is not the order's, else free ones unless the technician sees none.

    What the technician sees free is no help when it was given already: nobody would ever stop calling.
    """
    reseau = ctx.monde.reseau
    if appel["prise"] not in ("", route_donnee(dossier).prise):
        return reseau.groupe_de_la_prise(autre_prise(dossier, reseau, appel))
    la = eligibility.logement(dossier.commande, ctx)
    if la is None or appel.donnees.get("libres") == "":
        return ()
    vues = groupe_dit(reseau, appel["libres"])
    return groupe_libre(la, ctx) or (() if eligibility.prises(ctx) & {f.id for f in vues} else vues)


def groupe_libre(logement: Logement, ctx: Contexte) -> tuple[Fibre, ...]:
    """The next fibres that the OI has given to nobody, at the PBO of a dwelling; () when there are none."""
    return ctx.monde.reseau.groupe_libre(logement.pbo, eligibility.prises(ctx))


def prise(groupe: tuple[Fibre, ...], dossier: Dossier, ctx: Contexte) -> str:
    """The PTO at the end of a new route: the one already there; else another, if the contract says so for one to build.

    One that was announced and is missing keeps its name elsewhere (§7.1.1).
    """
    ancienne, position = route_donnee(dossier).prise, dossier.position
    if ancienne in ctx.monde.terrain.prises.values():
        return ancienne
    a_construire = position is not None and position.situation is Situation.A_CONSTRUIRE
    renommee = a_construire and ctx.contrat.nouvelle_prise and dossier.etat in SANS_PRISE
    if ancienne == HOTLINE or renommee or (absence(dossier) >= 0 and not a_construire):
        return ctx.alea.prise(ctx.code, dossier.reference, groupe[0].id)
    return ancienne
