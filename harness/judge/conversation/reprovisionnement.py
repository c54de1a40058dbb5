"""A route that changes on the way: what the hot notification and the CR STOC owe each other (§3.5, §3.6, §3.9)."""

from __future__ import annotations

from collections.abc import Iterator

from harness.exchange.messages import Message
from harness.exchange.routes import meme, reelle, route
from harness.judge.conversation.vu import DEPUIS, MEME_ROUTE, NOUVELLE_ROUTE, Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.lifecycle import Issue
from harness.protocol.spec import Provenance
from harness.protocol.terms import HOTLINE, Flux

CONV = Portee.CONVERSATION


def _reprovisions(suite: Suite) -> Iterator[tuple[Message, Message, Message | None]]:
    """Each hot notification around a CR_STOC: (CR_STOC, notification, message that gave the route before it).

    A line delivered meanwhile closes that work, and so does what answers its failure: what is told by phone later is
    about another visit.
    """
    route_donnee: Message | None = None
    stoc: Message | None = None
    chaude: tuple[Message, Message | None] | None = None
    for pas in suite.pas:
        message = pas.message
        if message.flux is Flux.CMD_STOC and stoc is not None:  # a call may well come before the first one (§7.1)
            stoc, chaude = None, None
        repondu = message.flux is Flux.NOTIF_REPROV and message.issue is Issue.FROID and _echoue(stoc)
        if message.flux is Flux.CR_MAD or repondu:
            stoc, chaude = None, None
        if message.flux is Flux.NOTIF_REPROV and message.issue is Issue.CHAUD:
            chaude = (message, route_donnee)
            if stoc is not None:
                yield stoc, *chaude
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV):
            route_donnee = message
        if message.flux is Flux.CR_STOC:
            stoc = message
            if chaude is not None:
                yield stoc, *chaude


def _echoue(stoc: Message | None) -> bool:
    return stoc is not None and stoc.issue is not Issue.OK


def _nouvelle_route(notification: Message, avant: Message | None) -> bool:
    return avant is None or not meme(route(notification.cellules), route(avant.cellules))


@regle("conv.decharge_differente", CONV, "3.5", flux=Flux.CR_STOC)
def decharge_differente(suite: Suite) -> Iterator[Vu]:
    """Le numéro de décharge du CR STOC est celui que l'OI a donné au téléphone et rappelé par Notif_Reprov."""
    chaudes = (p.message for p in suite.pas if p.message.issue is Issue.CHAUD)
    donnes = {m["NumeroDecharge"].strip() for m in chaudes if m.flux is Flux.NOTIF_REPROV}
    for stoc, notification, _ in _reprovisions(suite):
        rendu = stoc["NumeroDecharge"].strip()
        if notification["NumeroDecharge"].strip() and rendu:  # two calls in one visit give two numbers
            yield Vu(stoc, rendu in donnes, "numéro de la Notif_Reprov à chaud attendu", "NumeroDecharge")


@regle("conv.hotline_non_reportee", CONV, "3.5", flux=Flux.CR_STOC)
def hotline_non_reportee(suite: Suite) -> Iterator[Vu]:
    """Après une nouvelle route donnée à chaud, le CR STOC porte NotificationReprovisioningHL = OUI et la décharge."""
    for stoc, notification, avant in _reprovisions(suite):
        if not _nouvelle_route(notification, avant):
            continue
        # without a number, nothing shows that the OC called: the notification may be the wrong one
        gravite = None if notification["NumeroDecharge"].strip() else Gravite.AVERTISSEMENT
        oui = stoc["NotificationReprovisioningHL"].strip().upper() == "OUI"
        yield Vu(stoc, oui, "OUI attendu", "NotificationReprovisioningHL", gravite=gravite)
        decharge = bool(stoc["NumeroDecharge"].strip())
        yield Vu(stoc, decharge, "numéro de décharge attendu", "NumeroDecharge", gravite=gravite)


@regle("conv.decharge_absente", CONV, "3.9", flux=Flux.NOTIF_REPROV)
def decharge_absente(suite: Suite) -> Iterator[Vu]:
    """La notification d'une nouvelle route donnée à chaud porte le numéro de décharge donné au téléphone."""
    donnee: Message | None = None
    for pas in suite.pas:
        message = pas.message
        if message.flux is Flux.NOTIF_REPROV and message.issue is Issue.CHAUD and pas.refus is None:
            porte = bool(message["NumeroDecharge"].strip())
            remplace = donnee is not None and reelle(route(donnee.cellules))
            if not remplace:  # the call was due anyway: no number is written of there
                gravite, ambiguite = Gravite.AVERTISSEMENT, "AMB-04"
                yield Vu(message, porte, "numéro attendu", "NumeroDecharge", gravite=gravite, ambiguite=ambiguite)
            elif _nouvelle_route(message, donnee):
                yield Vu(message, porte, "numéro attendu", "NumeroDecharge")
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV) and message.issue is not Issue.KO:
            donnee = message


@regle("conv.nouvelle_prise", CONV, "3.5", flux=Flux.CR_STOC)
def nouvelle_prise(suite: Suite) -> Iterator[Vu]:
    """Après un reprovisionnement à chaud, le CR STOC porte la nouvelle référence de prise."""
    for stoc, notification, _ in _reprovisions(suite):
        nouvelle, rendue = notification["ReferencePrise"].strip(), stoc["ReferencePrise"].strip()
        if stoc.issue is Issue.OK and nouvelle and rendue:
            yield Vu(stoc, nouvelle == rendue, "référence de prise de la Notif_Reprov attendue", "ReferencePrise")


@regle("conv.prise_livree", CONV, "3.6", flux=Flux.CR_MAD, gravite=Gravite.AVERTISSEMENT)
def prise_livree(suite: Suite) -> Iterator[Vu]:
    """Le CR MAD livre la prise de la dernière route communiquée."""
    prise = ""
    for pas in suite.pas:
        message = pas.message
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV):
            prise = message["ReferencePrise"].strip().replace(HOTLINE, "")
        elif message.flux is Flux.CR_MAD and message.issue is Issue.OK and prise and message["ReferencePrise"].strip():
            tenue = message["ReferencePrise"].strip() == prise
            yield Vu(
                message, tenue, "prise de la dernière route attendue", "ReferencePrise", provenance=Provenance.PUBLIC
            )


@regle("conv.prise_en_service", CONV, "7.1.2", flux=Flux.CR_MES, gravite=Gravite.AVERTISSEMENT)
def prise_en_service(suite: Suite) -> Iterator[Vu]:
    """Le CR MES cite la prise de la dernière route communiquée, et non celle qu'elle a remplacée."""
    prises: list[str] = []
    for pas in suite.pas:
        message = pas.message
        citee = message["ReferencePrise"].strip()
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV, Flux.CR_MAD):
            prises += [citee] if citee and citee != HOTLINE else []
        elif message.flux is Flux.CR_MES and pas.refus is None and citee in prises:
            yield Vu(message, citee == prises[-1], "prise de la dernière route attendue", "ReferencePrise")


@regle("conv.notif_a_chaud_absente", CONV, "3.9", flux=(Flux.CR_STOC, Flux.CR_MAD), gravite=Gravite.AVERTISSEMENT)
def notif_a_chaud_absente(suite: Suite) -> Iterator[Vu]:
    """L'OI confirme par une Notif_Reprov à chaud la route que sa hotline a donnée, d'après le CR STOC."""
    chaude = rendu = False
    annonce: Message | None = None
    for pas in suite.pas:
        message = pas.message
        rendu = rendu or message.flux is Flux.CR_STOC
        if message.flux is Flux.CMD_STOC and rendu:
            chaude, rendu, annonce = False, False, None
        elif message.flux is Flux.NOTIF_REPROV and message.issue is Issue.CHAUD:
            chaude = True
        elif message.flux is Flux.CR_STOC and message["NotificationReprovisioningHL"].strip().upper() == "OUI":
            annonce = message
        elif message.flux is Flux.CR_MAD and annonce is not None:
            yield Vu(message, chaude, "Notif_Reprov CHAUD attendue avant ce CR MAD")
            annonce = None


@regle("observation.route_notifiee", CONV, "3.9", flux=Flux.NOTIF_REPROV, gravite=Gravite.INFORMATION)
def route_notifiee(suite: Suite) -> Iterator[Vu]:
    """Une Notif_Reprov donne une nouvelle route, ou confirme la même une fois le problème résolu."""
    donnee: Message | None = None
    for pas in suite.pas:
        message = pas.message
        if message.flux is Flux.NOTIF_REPROV and pas.refus is None:
            nouvelle = donnee is None or _nouvelle_route(message, donnee)
            yield Vu(message, True, mots=(NOUVELLE_ROUTE if nouvelle else MEME_ROUTE, DEPUIS + pas.avant.etat))
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV):
            donnee = message
