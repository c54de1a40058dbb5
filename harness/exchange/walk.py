"""One order along the lifecycle table: where its messages lead, one by one. Blind to who is simulated.

One step is here, for everybody. A party walks strictly: what has no place changes nothing. The judge tries more
readings of what it sees (`judge.conversation.walk`), each made of the same steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.exchange.messages import Message
from harness.exchange.rendez_vous import concerne
from harness.protocol.lifecycle import Etat, Issue, Position, Refus, avance, double, situation
from harness.protocol.terms import Flux, Modele, Partie, Situation

_EN_SERVICE = Position(Modele.OI, Situation.IDENTIFIEE, Etat.EN_SERVICE)
"""A line whose order is older than what is looked at: only what may happen to a line in service is left (§3.10)."""


@dataclass(frozen=True, slots=True)
class Pas:
    """One message and the position around it. `refus` is set when the table has no such move from `avant`.

    `croise`: the message left before its sender could read the other party's last ones. `redite` is an earlier message
    that this one repeats word for word, looked for when it is refused.
    """

    message: Message
    avant: Position
    apres: Position
    refus: Refus | None = None
    croise: bool = False
    redite: Message | None = None


def modele(commande: Message) -> Modele | None:
    """The model that an order names, None when it cannot be read."""
    texte = commande["TypeRacco"].strip().upper()
    return Modele(texte) if texte in set(Modele) else None


def ouvre(commande: Message) -> Position:
    """The position before an order, whose model and situation the order itself announces (§3.1).

    A model that cannot be read changes nothing to what may follow, an AR KO: any will do.
    """
    return Position(modele(commande) or Modele.OI, situation(commande.cellules))


def un_pas(
    position: Position, emetteur: Partie, flux: Flux, issue: Issue, *, croise: bool = False
) -> tuple[Position, Refus | None]:
    """Where one message leads. One that has no place leaves the order as it was, but for its own double (§3.3)."""
    apres = avance(position, emetteur, flux, issue, croise=croise)
    if isinstance(apres, Position):
        return apres, None
    return (double(position) if flux is Flux.CMD_ACCES else position), apres


def parcourt(messages: Iterable[Message]) -> Iterator[Pas]:
    """Each message of one order, from its Cmd_Acces on, as one party lives them.

    Messages before the order are left out, but for the overwriting of a line in service; so are appointments, which
    are no step of an order (§3.14).
    """
    position: Position | None = None
    for message in messages:
        if concerne(message):
            continue
        if position is None:
            if message.flux not in (Flux.CMD_ACCES, Flux.NOTIF_ECRASEMENT):
                continue
            position = ouvre(message) if message.flux is Flux.CMD_ACCES else _EN_SERVICE
        avant = position
        position, refus = un_pas(avant, message.emetteur, message.flux, message.issue)
        yield Pas(message, avant, position, refus)


def position(messages: Iterable[Message]) -> Position | None:
    """Where the messages of one order leave it; None when they do not hold it."""
    derniere: Position | None = None
    for pas in parcourt(messages):
        derniere = None if derniere is None and pas.refus is not None else pas.apres
    return derniere
