"""Delays that a profile declares: what was answered too late, or not at all while the harness was there to see.

The protocol sets none (§2.5 leaves them to the contract). A delay runs from when a message was in the exchange, or from
the date of the work that a report tells; it is never held against a party across an interruption of the campaign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from harness.exchange.dates import DATE_DU_FAIT, lit_instant
from harness.exchange.messages import Message
from harness.judge.conversation.convenus import DUS, Convenus, Du
from harness.judge.conversation.ensemble import Ensemble
from harness.judge.conversation.vu import Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import Flux, Modele, Situation


@regle("delai.depasse", Portee.JOURNAL, "2.5")
def depasse(tout: Ensemble) -> Iterator[Vu]:
    """Une partie répond dans le délai que le contrat bilatéral lui fixe."""
    if (convenus := tout.convenus) is None:
        return
    for du in DUS:
        if not convenus.declare(du.delais):
            continue
        for suite, messages in _fils(tout, du):
            for rang, message in enumerate(messages):
                if du.cause is None:
                    vu = _rapporte(convenus, du, messages, rang)
                else:
                    vu = _repond(convenus, du, messages, rang) if _appelle(du, suite, message) else None
                if vu is not None:
                    yield vu


def _fils(tout: Ensemble, du: Du) -> Iterator[tuple[Suite | None, Sequence[Message]]]:
    """What was said of each order, or of each appointment, in the order of the journal."""
    if Flux.REPONSE_RDV not in du.reponses:
        yield from ((suite, suite.dossier.messages) for suite in tout.suites)
        return
    par_cle: dict[str, list[Message]] = {}
    for _, message in tout.lignes():
        if message.flux in (du.cause, *du.reponses) and message.reference:
            par_cle.setdefault(message.reference, []).append(message)
    yield from ((None, messages) for messages in par_cle.values())


def _appelle(du: Du, suite: Suite | None, message: Message) -> bool:
    """Whether a message calls for the answer: what refuses or fails does not, and only a socket to build is built."""
    if message.flux is not du.cause or message.issue not in (Issue.AUCUNE, Issue.OK):
        return False
    if Flux.CMD_STOC not in du.reponses:
        return True
    situation = suite.pas[0].avant.situation if suite and suite.pas else None
    return suite is not None and suite.modele is Modele.STOC and situation is Situation.A_CONSTRUIRE


def _repond(convenus: Convenus, du: Du, messages: Sequence[Message], rang: int) -> Vu | None:
    """Whether a message was answered in time; None when nothing can be said."""
    cause = messages[rang]
    depuis = convenus.deposes.get(cause.fichier) or _instant(cause.instant)
    if cause.reference in convenus.fautifs or depuis is None:
        return None
    fin_de = (*du.reponses, Flux.ANNULATION)
    suite = next((m for m in messages[rang + 1 :] if m.flux in fin_de), None)
    if suite is not None and suite.flux not in du.reponses:
        return None
    return _juge(convenus, du, cause, suite, depuis)


def _rapporte(convenus: Convenus, du: Du, messages: Sequence[Message], rang: int) -> Vu | None:
    """Whether a report was sent in time after the work that it dates; work older than what it follows says nothing."""
    rapport = messages[rang]
    if rapport.flux not in du.reponses or rapport.reference in convenus.fautifs:
        return None
    depuis = lit_instant(rapport[DATE_DU_FAIT[rapport.flux]])
    avant = next((_instant(m.instant) for m in reversed(messages[:rang]) if m.emetteur is not du.partie), None)
    if depuis is None or avant is None or depuis < avant.replace(second=0):
        return None
    return _juge(convenus, du, rapport, rapport, depuis)


def _juge(convenus: Convenus, du: Du, cause: Message, reponse: Message | None, depuis: datetime) -> Vu | None:
    limite = convenus.echeance(depuis, du.delais)
    venue = convenus.fin if reponse is None else _instant(reponse.instant)
    if venue is None or (reponse is None and venue <= limite):
        return None
    if venue <= limite:
        return Vu(reponse or cause, True, section=du.section)
    if not convenus.vu(limite, venue):
        return None
    quoi = du.reponses[0] if reponse is None else reponse.flux
    comment = "n'est pas venu" if reponse is None else f"est venu le {_dit(venue)}"
    convenu = " puis ".join(convenus.delais[nom] for nom in du.delais)
    attendu = f"{quoi} était dû {convenu} après le {_dit(depuis)} et {comment}"
    return Vu(reponse or cause, False, attendu, section=du.section, partie=du.partie)


def _instant(texte: str) -> datetime | None:
    try:
        return datetime.fromisoformat(texte) if texte else None
    except ValueError:
        return None


def _dit(instant: datetime) -> str:
    return f"{instant:%d/%m/%Y à %H:%M}"
