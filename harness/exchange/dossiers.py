"""Cutting what was exchanged into dossiers: all that was said of one order, in the order of the journal (§3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from harness.exchange.messages import Message
from harness.protocol.terms import REFERENCE_COMMANDE, Flux, Partie, cle


@dataclass(frozen=True, slots=True)
class Dossier:
    """One order. `oc` and `oi` are operator codes, "" when unknown; a reference is only unique within one OC.

    `copies` are the lines of files sent again, byte for byte: they count once, but may be answered each time.
    """

    reference: str
    oc: str
    oi: str
    messages: tuple[Message, ...]
    copies: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Echange:
    """The messages of one lot and the operator codes of its two ends.

    `illisible` is why nothing could be taken from it, "" otherwise, and `cellules` then holds what its lines are made
    of. `horizon` is the instant until which an answer to it was listened to, "" when nobody knows. `copie`: its party
    had already sent the same file. `termes` is what the contract then said, by name; a term that is not there is not
    known.
    """

    messages: tuple[Message, ...]
    de: str
    a: str
    fichier: str = ""
    flux: Flux | None = None
    emetteur: Partie | None = None
    illisible: str = ""
    cellules: frozenset[str] = frozenset()
    instant: str = ""
    horizon: str = ""
    copie: bool = False
    termes: Mapping[str, str] = field(default_factory=dict)


def dossiers(echanges: Iterable[Echange]) -> tuple[Dossier, ...]:
    """Dossiers in the order of their first message. Lines keyed by an appointment, not an order, are left out."""
    trouves: dict[tuple[str, str, str], list[Message]] = {}
    copies: dict[tuple[str, str, str], list[Message]] = {}
    for echange in echanges:
        for message in echange.messages:
            if cle(message.flux) != REFERENCE_COMMANDE or not message.reference:
                continue
            oc, oi = (echange.de, echange.a) if message.emetteur is Partie.OC else (echange.a, echange.de)
            ou = copies if echange.copie else trouves
            ou.setdefault((oc, oi, message.reference), []).append(message)
    return tuple(
        Dossier(ref, oc, oi, tuple(messages), tuple(copies.get((oc, oi, ref), ())))
        for (oc, oi, ref), messages in trouves.items()
    )
