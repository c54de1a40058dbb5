"""A mailbox over IMAP: the few commands that a collection needs, and what their answers mean."""

from __future__ import annotations

import base64
import imaplib
import re
import time
from contextlib import suppress

PRIS = r"(\Flagged \Seen)"
"""How a message that was taken is marked."""


def raccroche(imap: imaplib.IMAP4) -> None:
    """Leave, the line being dead or not."""
    with suppress(imaplib.IMAP4.error, OSError):
        imap.logout()
    with suppress(OSError):
        imap.shutdown()


def cite(texte: str) -> str:
    """A string as IMAP quotes it."""
    return '"' + texte.replace("\\", "\\\\").replace('"', '\\"') + '"'


def utf7(texte: str) -> str:
    """The name of a mailbox as IMAP writes it (RFC 3501 §5.1.3)."""

    def code(m: re.Match[str]) -> str:
        octets = base64.b64encode(m[0].encode("utf-16-be")).decode("ascii")
        return "&" + octets.rstrip("=").replace("/", ",") + "-"

    return re.sub(r"[^ -~]+", code, texte.replace("&", "&-"))


def cherche(imap: imaplib.IMAP4, adresse: str) -> list[str]:
    """The messages of a sender that were not taken, by their UID, the oldest first."""
    _, donnees = imap.uid("SEARCH", "UNFLAGGED", "UNDELETED", "FROM", cite(adresse))
    return sorted((donnees[0] or b"").decode("ascii").split(), key=int)


def partie(imap: imaplib.IMAP4, uid: str, quoi: str) -> bytes:
    """Some of a message, without marking it as read."""
    _, donnees = imap.uid("FETCH", uid, f"({quoi})")
    return next((d[1] for d in donnees if isinstance(d, tuple)), b"")


def taille(imap: imaplib.IMAP4, uid: str) -> int:
    """Bytes of a message, 0 when the server does not say."""
    _, donnees = imap.uid("FETCH", uid, "(RFC822.SIZE)")
    m = re.search(rb"RFC822\.SIZE (\d+)", donnees[0] if isinstance(donnees[0], bytes) else b"")
    return int(m[1]) if m else 0


def recu(imap: imaplib.IMAP4, uid: str) -> float:
    """When the server received a message, in seconds since 1970, 0 when it does not say."""
    _, donnees = imap.uid("FETCH", uid, "(INTERNALDATE)")
    instant = imaplib.Internaldate2tuple(donnees[0]) if isinstance(donnees[0], bytes) else None
    return time.mktime(instant) if instant else 0.0


def validite(imap: imaplib.IMAP4) -> str:
    """What makes a UID mean something from one session to the next; to be asked once, after the selection."""
    _, donnees = imap.response("UIDVALIDITY")
    return donnees[0].decode("ascii", "replace") if donnees and isinstance(donnees[0], bytes) else "?"


def marque(imap: imaplib.IMAP4, uid: str) -> None:
    """Flag a message as taken. Raises IMAP4.error when the mailbox does not let us."""
    etat, _ = imap.uid("STORE", uid, "+FLAGS", PRIS)
    if etat != "OK":
        raise imaplib.IMAP4.error("STORE")
