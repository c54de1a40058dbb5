"""Messages that cross in flight: what a party could have read when it wrote (§3.12, and every reply).

A lot that was read says when. For any other a window is assumed, the delay after which the contract has lots read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from harness.exchange.messages import Message

RELEVE = timedelta(minutes=5)
"""How long a lot may wait to be read when neither the journal nor the contract tells."""

TERME = "releve"
"""The term of a journal's profile that replaces it, in minutes."""


def fenetre_de_releve(profil: Mapping[str, str]) -> timedelta:
    """The window that a profile declares, else the one above."""
    texte = profil.get(TERME, "")
    return timedelta(minutes=int(texte)) if texte.isdecimal() and len(texte) < 6 else RELEVE


def ignores(messages: Sequence[Message], releve: timedelta = RELEVE) -> tuple[int, ...]:
    """For each message, the rank of the first message of the other party that its sender could not have read yet.

    Its own rank when it could have read them all, or when nothing tells the time.
    """
    envois = [_instant(m.instant) for m in messages]
    lectures = [_instant(m.recu) or (e + releve if e else None) for m, e in zip(messages, envois, strict=True)]
    return tuple(_premier_ignore(messages, i, envois[i], lectures) for i in range(len(messages)))


def _premier_ignore(
    messages: Sequence[Message], rang: int, envoi: datetime | None, lectures: Sequence[datetime | None]
) -> int:
    premier = rang
    if envoi is None:
        return rang
    for j in range(rang - 1, -1, -1):
        if messages[j].emetteur is messages[rang].emetteur:
            continue
        lecture = lectures[j]
        if lecture is None or lecture <= envoi:
            break
        premier = j
    return premier


def _instant(texte: str) -> datetime | None:
    try:
        return datetime.fromisoformat(texte) if texte else None
    except ValueError:
        return None
