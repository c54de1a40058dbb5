"""A line given to another operator (§3.10): told once that operator is in service, and never who it is.

It takes the dossiers of both operators. A journal that only knows one of them concludes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from harness.exchange.messages import Message
from harness.exchange.routes import BLOCS, route
from harness.judge.conversation.ensemble import Ensemble
from harness.judge.conversation.vu import Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.terms import HOTLINE, REFERENCE_COMMANDE, Flux, Partie

JOURNAL = Portee.JOURNAL
E = Flux.NOTIF_ECRASEMENT
_QUI_SITUE = (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV, Flux.CR_MAD)


def _prise(suite: Suite) -> str:
    """The last PTO that the OI gave for an order, "" when there is none."""
    donnees = (m["ReferencePrise"].strip() for m in reversed(suite.dossier.messages) if m.flux in _QUI_SITUE)
    return next((p for p in donnees if p and p.upper() != HOTLINE), "")


def _fibre(suite: Suite) -> tuple[str, ...]:
    """The cells of the block that the last route gives to the operator of an order; () when it gives none."""
    for message in reversed(suite.dossier.messages):
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV):
            codes = {n: message[f"OC {n}"].strip().upper() for n in BLOCS}
            return next((c for n, c in route(message.cellules).items() if codes[n] == suite.dossier.oc.upper()), ())
    return ()


def _notifications(tout: Ensemble) -> Iterator[tuple[Message, Suite, list[Suite]]]:
    """Each notification, the dossier that ends, and those of other operators on the same line."""
    for suite in tout.suites:
        for message in suite.dossier.messages:
            if message.flux is E:
                prise = message["ReferencePrise"].strip() or _prise(suite)
                yield message, suite, [autre for autre in _autres(tout, suite) if prise and _prise(autre) == prise]


def _autres(tout: Ensemble, suite: Suite) -> Iterator[Suite]:
    """The dossiers of other operators with the same OI, all codes known."""
    for autre in tout.suites:
        connus = autre.dossier.oc and suite.dossier.oc
        if connus and autre.dossier.oc != suite.dossier.oc and autre.dossier.oi == suite.dossier.oi:
            yield autre


@regle("ecrasement.premature", JOURNAL, "3.10", flux=E)
def premature(tout: Ensemble) -> Iterator[Vu]:
    """La notification d'écrasement vient après le CR MES de l'OC qui a pris la ligne."""
    for message, _, autres in _notifications(tout):
        services = [m.ordre for a in autres for m in a.dossier.messages if m.flux is Flux.CR_MES]
        if autres:
            yield Vu(message, any(ordre < message.ordre for ordre in services), "CR MES du nouvel OC attendu avant")


@regle("ecrasement.operateur_nomme", JOURNAL, "3.10", flux=E)
def operateur_nomme(tout: Ensemble) -> Iterator[Vu]:
    """La notification d'écrasement tait l'OC qui a pris la ligne : ni son code, ni ses références."""
    for message, suite, autres in _notifications(tout):
        secrets = {a.dossier.oc for a in _autres(tout, suite)} | {a.dossier.reference for a in autres}
        if secrets:
            champ = next((c for c, texte in message.cellules.items() if _cite(texte, secrets)), "")
            yield Vu(message, not champ, "aucune mention du nouvel opérateur", champ)


def _cite(texte: str, secrets: set[str]) -> bool:
    mots = set(re.split(r"[^0-9A-Z]+", texte.upper()))
    return any(s.upper() in mots or s.upper() == texte.strip().upper() for s in secrets)


@regle("ecrasement.mauvais_destinataire", JOURNAL, "3.10", flux=E)
def mauvais_destinataire(tout: Ensemble) -> Iterator[Vu]:
    """OperateurEcrase est l'OC auquel la notification est envoyée."""
    for message, suite, _ in _notifications(tout):
        dit = message["OperateurEcrase"].strip().upper()
        if dit and suite.dossier.oc and not _cite(dit, {a.dossier.oc for a in _autres(tout, suite)}):
            yield Vu(message, dit == suite.dossier.oc.upper(), "code du destinataire attendu", "OperateurEcrase")


@regle("ecrasement.commande_inconnue", JOURNAL, "3.10", flux=E)
def commande_inconnue(tout: Ensemble) -> Iterator[Vu]:
    """La notification d'écrasement cite les références de la ligne écrasée."""
    for message, suite, _ in _notifications(tout):
        prise, connue = message["ReferencePrise"].strip(), _prise(suite)
        if suite.commence and prise and connue:
            yield Vu(message, prise == connue, "PTO de la ligne de cette commande attendue", "ReferencePrise")


@regle("ecrasement.non_notifie", JOURNAL, "3.10", flux=E, gravite=Gravite.AVERTISSEMENT)
def non_notifie(tout: Ensemble) -> Iterator[Vu]:
    """L'OC dont la ligne est réaffectée est prévenu par une notification d'écrasement."""
    for message, _, autres in _notifications(tout):
        if autres:
            yield Vu(message, True)
    for suite in tout.suites:
        service = suite.premier(Flux.CR_MES)
        if service is None or not _fibre(suite):
            continue
        for ancien in _autres(tout, suite):
            if _perd(ancien, suite, service) and tout.muet(service):
                attendu = f"Notif_Ecrasement attendue pour {REFERENCE_COMMANDE} = {ancien.dossier.reference}"
                yield Vu(service, False, attendu, partie=Partie.OI)


def _perd(ancien: Suite, nouveau: Suite, service: Message) -> bool:
    """Whether an operator in service had the very fibre that another was put in service on, and was told nothing."""
    en_service = ancien.premier(Flux.CR_MES)
    dits = {m.flux for m in ancien.dossier.messages} & {E, Flux.ANNULATION}
    meme = _prise(ancien) == _prise(nouveau) and _fibre(ancien) == _fibre(nouveau)
    return en_service is not None and en_service.ordre < service.ordre and meme and not dits


@regle("ecrasement.acces_poursuivi", JOURNAL, "3.10")
def acces_poursuivi(tout: Ensemble) -> Iterator[Vu]:
    """La notification d'écrasement vaut résiliation : plus rien ne se dit de la commande écrasée."""
    for message, suite, _ in _notifications(tout):
        suivants = [m for m in suite.dossier.messages if m.ordre > message.ordre and m.flux is not E]
        if not suivants:
            yield Vu(message, True)
        elif not suite.pas:  # when the order was walked, `conv.commande_terminee` speaks
            yield Vu(suivants[0], False, f"{suivants[0].flux} après {E}")


@regle("observation.reprise_apres_ecrasement", JOURNAL, "3.10", flux=Flux.CMD_ACCES, gravite=Gravite.INFORMATION)
def reprise_apres_ecrasement(tout: Ensemble) -> Iterator[Vu]:
    """Un OC écrasé à tort commande de nouveau la même prise, sous une autre référence."""
    for message, suite, _ in _notifications(tout):
        prise = message["ReferencePrise"].strip() or _prise(suite)
        for autre in tout.suites:
            commande = autre.dossier.messages[0]
            meme = (autre.dossier.oc, autre.dossier.oi) == (suite.dossier.oc, suite.dossier.oi) and not autre.reprise
            if (
                meme
                and autre.commence
                and commande.ordre > message.ordre
                and prise == commande["ReferencePrise"].strip()
            ):
                yield Vu(commande, True)
