"""The OI tells an OC that its line was given to another one, once that one is served (§3.10)."""

from __future__ import annotations

from collections.abc import Mapping

from harness.actors.case import Contexte, Dossier, Envoi, date
from harness.actors.routes import fibre_donnee, route_donnee
from harness.network.facts import Nature
from harness.network.network import Fibre
from harness.protocol.lifecycle import Etat
from harness.protocol.terms import REFERENCE_COMMANDE, Flux


def notifie(acces: Dossier, ctx: Contexte) -> Envoi | None:
    """About a line in service: who lost it is told when, never to whom; None while nobody took it."""
    if acces.dernier(Flux.NOTIF_ECRASEMENT) is not None:
        return None
    ecraseur = _ecraseur(acces, ctx)
    mes = None if ecraseur is None else ecraseur.dernier(Flux.CR_MES)
    if ecraseur is None or mes is None:
        return None
    quand = ctx.apres(ecraseur.instant(mes), ctx.delais.notification)
    depuis = mes["DateMiseEnService"] or date(ecraseur.instant(mes))
    return Envoi(quand, Flux.NOTIF_ECRASEMENT, ligne_perdue(acces, depuis, ctx))


def ligne_perdue(acces: Dossier, depuis: str, ctx: Contexte) -> Mapping[str, str]:
    """The cells that tell an OC of the line in service that it lost. Raises LookupError when it had none."""
    titulaire, mes = acces.fait(Nature.ACCES), acces.dernier(Flux.CR_MES)
    if titulaire is not None:
        prestation, prise = titulaire["prestation"], ctx.monde.reseau.logements[titulaire["logement"]].prise
    elif mes is not None:
        prestation, prise = mes["ReferencePrestationPrise"], route_donnee(acces).prise
    else:
        raise LookupError(f"{acces.reference} : aucune ligne en service")
    return {
        REFERENCE_COMMANDE: acces.reference,
        "ReferencePrestationPrise": prestation,
        "ReferencePrise": prise,
        "OperateurEcrase": acces.autre,
        "DateEcrasement": depuis,
    }


def _ecraseur(acces: Dossier, ctx: Contexte) -> Dossier | None:
    """The order of another OC that ended in service, later, on a fibre of that line."""
    siennes, depuis = _fibres(acces, ctx), acces.dernier(Flux.CR_MES)
    for autre in ctx.dossiers.values():
        mes = autre.dernier(Flux.CR_MES)
        if autre.autre == acces.autre or autre.etat is not Etat.EN_SERVICE or mes is None:
            continue
        apres = depuis is None or autre.instant(mes) > acces.instant(depuis)
        if apres and fibre_donnee(autre, ctx.monde.reseau, autre.autre) in siennes:
            return autre
    return None


def _fibres(acces: Dossier, ctx: Contexte) -> set[Fibre]:
    """The fibres of a line in service, which no other OC takes without overwriting it."""
    reseau, titulaire = ctx.monde.reseau, acces.fait(Nature.ACCES)
    if titulaire is None:
        return set(reseau.groupe_de_la_prise(route_donnee(acces).prise)) if acces.etat is Etat.EN_SERVICE else set()
    logement = titulaire["logement"]
    return set(reseau.groupe_de(reseau.logements[logement])) if logement not in reseau.positions else set()
