"""The OI tells an OC that its line was given to another one, once that one is served (§3.10)."""

from __future__ import annotations

from harness.actors.case import Contexte, Dossier, Envoi
from harness.actors.routes import fibre_donnee
from harness.network.facts import Nature
from harness.protocol.lifecycle import Etat
from harness.protocol.terms import REFERENCE_COMMANDE, Flux


def notifie(acces: Dossier, ctx: Contexte) -> Envoi | None:
    """About a line in service: who lost it is told when, never to whom; None while nobody took it."""
    titulaire = acces.fait(Nature.ACCES)
    if titulaire is None or acces.dernier(Flux.NOTIF_ECRASEMENT) is not None:
        return None
    ecraseur = _ecraseur(acces, titulaire["logement"], ctx)
    mes = None if ecraseur is None else ecraseur.dernier(Flux.CR_MES)
    if ecraseur is None or mes is None:
        return None
    quand = ctx.apres(ecraseur.instant(mes), ctx.delais.notification)
    ligne = {
        REFERENCE_COMMANDE: acces.reference,
        "ReferencePrestationPrise": titulaire["prestation"],
        "ReferencePrise": ctx.monde.reseau.logements[titulaire["logement"]].prise,
        "OperateurEcrase": acces.autre,
        "DateEcrasement": mes["DateMiseEnService"],
    }
    return Envoi(quand, Flux.NOTIF_ECRASEMENT, ligne)


def _ecraseur(acces: Dossier, logement: str, ctx: Contexte) -> Dossier | None:
    """The order of another OC that ended in service on a fibre of that line; a fibre of one's own is nobody else's."""
    reseau = ctx.monde.reseau
    siennes = set(reseau.groupe_de(reseau.logements[logement])) if logement not in reseau.positions else set()
    return next(
        (
            d
            for d in ctx.dossiers.values()
            if d.etat is Etat.EN_SERVICE and d.autre != acces.autre and fibre_donnee(d, reseau, d.autre) in siennes
        ),
        None,
    )
