"""Delays that a profile declares: what was answered too late, or not at all while the harness was there to see.

The protocol sets none (§2.5 leaves them to the contract). A delay runs from when a message was in the exchange, or from
the date of the work that a report tells; it is never held against a party across an interruption of the campaign.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import dropwhile, takewhile

from harness.exchange.dates import DATE_DU_FAIT
from harness.exchange.instants import lit_instant
from harness.exchange.messages import Message
from harness.exchange.walk import Pas
from harness.judge.conversation.convenus import DUS, Convenus, Du, instant_de
from harness.judge.conversation.ensemble import Ensemble
from harness.judge.conversation.vu import Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.protocol.lifecycle import Issue, Position, coup, permis
from harness.protocol.terms import Flux, Modele, Partie, Situation


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
                    vu = _repond(convenus, du, suite, messages, rang) if _appelle(du, suite, message) else None
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
    """Whether a message calls for the answer: what refuses or fails does not, and only a socket to build is built.

    Whoever was told something that had no place, or whose order is not known, may well wait to be told better.
    """
    if message.flux is not du.cause or message.issue not in (Issue.AUCUNE, Issue.OK):
        return False
    if suite is not None and _trouble(suite, message, du.partie):
        return False
    if message.flux is Flux.CR_MAD and not message["ReferencePrise"].strip():
        return False  # a line delivered without its socket: who is to serve it has to ask
    if Flux.CMD_STOC not in du.reponses:
        return True
    situation = suite.pas[0].avant.situation if suite and suite.pas else None
    return suite is not None and suite.modele is Modele.STOC and situation is Situation.A_CONSTRUIRE


def _trouble(suite: Suite, message: Message, partie: Partie) -> bool:
    """Whether a message has no place, or its order none, or a party was told something out of place before it.

    A file sent twice, it may have taken for two.
    """
    vecus = [p for p in suite.pas if p.message.ordre <= message.ordre]
    perdu = not any(p.message is message and p.refus is None for p in vecus)
    ecartes = (p.message for p in vecus if _s_ecarte(p))
    return perdu or any(m.emetteur is not partie for m in (*ecartes, *suite.dossier.copies))


def _s_ecarte(pas: Pas) -> bool:
    """Whether a message has no place, says nothing that is known, or has a place by a reading that not all share."""
    pris = coup(pas.avant, pas.message.emetteur, pas.message.flux, pas.message.issue)
    muet = pas.message.issue is Issue.INCONNUE
    return pas.refus is not None or muet or (pris is not None and pris.tolerance != "")


def _repond(convenus: Convenus, du: Du, suite: Suite | None, messages: Sequence[Message], rang: int) -> Vu | None:
    """Whether a message was answered in time; None when nothing can be said."""
    cause = messages[rang]
    if cause.reference in convenus.fautifs:
        return None
    fin_de = (*du.reponses, Flux.ANNULATION)
    reponse = next((m for m in messages[rang + 1 :] if m.flux in fin_de), None)
    if reponse is not None and reponse.flux not in du.reponses:
        return None
    depuis = convenus.depose(cause) if suite is None else _libre_depuis(convenus, du, suite, cause, reponse)
    return None if depuis is None else _juge(convenus, du, cause, reponse, depuis)


def _libre_depuis(convenus: Convenus, du: Du, suite: Suite, cause: Message, reponse: Message | None) -> datetime | None:
    """Since when the answer has had its place without a break: who waits for another's is not late.

    None when it has none, or when the other party said something out of place while there was time left to answer.
    """
    depuis = limite = None
    suivants = dropwhile(lambda p: p.message is not cause, suite.pas)
    for pas in _depuis_l_appel(list(takewhile(lambda p: p.message is not reponse, suivants)), du):
        quand = convenus.depose(pas.message)
        if limite is not None and quand is not None and quand > limite:
            break
        if pas.message is not cause and _s_ecarte(pas):
            if pas.message.emetteur is not du.partie:
                return None
            if pas.refus is not None and depuis is not None:
                break  # its own message out of place settles nothing of what it owes
        if not _attendue(pas.apres, du):
            depuis = limite = None
        elif depuis is None and quand is not None:
            depuis, limite = quand, convenus.echeance(quand, du.delais)
    return depuis


def _depuis_l_appel(pas: list[Pas], du: Du) -> list[Pas]:
    """The steps from the last call that the other party confirms on: until then, who called waited for a route."""
    appels = [n for n, p in enumerate(pas) if p.message.issue is Issue.CHAUD and p.message.emetteur is not du.partie]
    return pas[appels[-1] :] if appels else pas


@lru_cache(maxsize=10_000)
def _attendue(position: Position, du: Du) -> bool:
    return any(c.flux in du.reponses for c in permis(position, du.partie))


def _rapporte(convenus: Convenus, du: Du, messages: Sequence[Message], rang: int) -> Vu | None:
    """Whether a report was sent in time after the work that it dates; work older than what it follows says nothing."""
    rapport = messages[rang]
    if rapport.flux not in du.reponses or rapport.reference in convenus.fautifs:
        return None
    depuis = lit_instant(rapport[DATE_DU_FAIT[rapport.flux]])
    avant = next((instant_de(m.instant) for m in reversed(messages[:rang]) if m.emetteur is not du.partie), None)
    if depuis is None or avant is None or depuis < avant.replace(second=0):
        return None
    return _juge(convenus, du, rapport, rapport, depuis)


def _juge(convenus: Convenus, du: Du, cause: Message, reponse: Message | None, depuis: datetime) -> Vu | None:
    limite = convenus.echeance(depuis, du.delais)
    venue = convenus.fin if reponse is None else instant_de(reponse.instant)
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


def _dit(instant: datetime) -> str:
    return f"{instant:%d/%m/%Y à %H:%M}"
