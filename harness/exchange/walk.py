"""One order along the lifecycle table: where its messages lead, one by one. Blind to who is simulated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harness.exchange.messages import Message
from harness.exchange.rendez_vous import concerne
from harness.protocol.lifecycle import Etat, Position, Refus, avance, double, situation
from harness.protocol.terms import Flux, Modele, Situation

_EN_SERVICE = Position(Modele.OI, Situation.IDENTIFIEE, Etat.EN_SERVICE)
"""A line whose order is older than what is looked at: only what may happen to a line in service is left (§3.10)."""


def ouvre(commande: Message) -> Position:
    """The position before an order, whose model and situation the order itself announces (§3.1).

    A model that cannot be read changes nothing to what may follow, an AR KO: any will do.
    """
    texte = commande["TypeRacco"].strip().upper()
    modele = Modele(texte) if texte in set(Modele) else Modele.OI
    return Position(modele, situation(commande.cellules))


def parcourt(messages: Iterable[Message]) -> Iterator[tuple[Message, Position | Refus]]:
    """Each message of one order, from its Cmd_Acces on, with the position after it, or why it has no place there.

    A message that has no place leaves the order as it was. Messages before the order are left out, but for the
    overwriting of a line in service; so are appointments, which are no step of an order (§3.14).
    """
    position: Position | None = None
    for message in messages:
        if concerne(message):
            continue
        if position is None:
            if message.flux not in (Flux.CMD_ACCES, Flux.NOTIF_ECRASEMENT):
                continue
            position = ouvre(message) if message.flux is Flux.CMD_ACCES else _EN_SERVICE
        suite = avance(position, message.emetteur, message.flux, message.issue)
        yield message, suite
        if isinstance(suite, Position):
            position = suite
        elif message.flux is Flux.CMD_ACCES:
            position = double(position)


def position(messages: Iterable[Message]) -> Position | None:
    """Where the messages of one order leave it; None when they do not hold it."""
    derniere: Position | None = None
    for message, suite in parcourt(messages):
        if isinstance(suite, Position):
            derniere = suite
        elif derniere is not None and message.flux is Flux.CMD_ACCES:
            derniere = double(derniere)
    return derniere
