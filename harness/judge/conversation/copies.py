"""Replies to what was sent twice, byte for byte: one a file, the copy included (§3.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from harness.exchange.messages import Message
from harness.exchange.walk import Pas
from harness.protocol.lifecycle import Refus, permis
from harness.protocol.terms import Flux

_REPONSES: Mapping[Flux, frozenset[Flux]] = {
    Flux.AR_CMD_ACCES: frozenset({Flux.CMD_ACCES}),
    Flux.CR_CMD_ACCES: frozenset({Flux.CMD_ACCES}),
    Flux.CR_STOC: frozenset({Flux.CMD_STOC}),
    Flux.CR_ANNULATION: frozenset({Flux.ANNULATION}),
}
"""What a reply replies to."""


def pesees(
    pas: Iterable[Pas], copies: Sequence[Message], rendues: Sequence[Message]
) -> tuple[tuple[Pas, ...], tuple[Message, ...]]:
    """The steps that count, and the replies that a copy was worth: one a copy that came before, whatever they say.

    Who sent the copy is told of it, who answers it is not blamed. A reply to it either has no place and comes after one
    of its flux, or has a place only because a second order came (§3.3), when no other did but the copy. `rendues` are
    the replies that the copies were worth before these steps.
    """
    comptes: list[Pas] = []
    excusees: list[Message] = []
    doubles: Counter[Flux] = Counter()
    encore = Counter(m.flux for m in rendues)
    dites: set[Flux] = set()
    for un in pas:
        flux = un.message.flux
        if flux is Flux.CMD_ACCES and un.refus is not None:
            doubles.update(f for f, a in _REPONSES.items() if flux in a)
        au_double = un.refus is None and un.avant.doublon is not un.apres.doublon
        if au_double and doubles[flux]:
            doubles[flux] -= 1
        elif au_double or (un.refus is not None and flux in dites):
            if encore[flux] < sum(_appelle(c, un.message) for c in copies):
                encore[flux] += 1
                excusees.append(un.message)
                if not au_double:
                    continue
            elif au_double:
                un = replace(un, refus=Refus(permis(un.avant, un.message.emetteur)))
        dites |= {flux} if un.refus is None else set()
        comptes.append(un)
    return tuple(comptes), tuple(excusees)


def _appelle(copie: Message, reponse: Message) -> bool:
    return copie.ordre < reponse.ordre and copie.flux in _REPONSES.get(reponse.flux, ())
