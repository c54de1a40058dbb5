"""Lots as attachments: the message that carries one, and those that a message from a partner carries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import formatdate, parseaddr

CORPS = "Fichier joint du protocole Accès FTTH, envoyé automatiquement.\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """One attachment, or why it is not one, in French (`octets` is then empty)."""

    nom: str
    octets: bytes
    refus: str = ""


def message(de: str, a: str, nom: str, octets: bytes) -> EmailMessage:
    """One lot for one address. The same lot has the same Message-ID: sent twice, it can be recognised."""
    courrier = EmailMessage(policy=policy.SMTP)
    courrier["From"], courrier["To"], courrier["Subject"] = de, a, nom
    courrier["Date"] = formatdate(localtime=True)
    empreinte = hashlib.sha256(nom.encode() + b"\0" + octets).hexdigest()[:40]
    courrier["Message-ID"] = f"<{empreinte}@{de.rpartition('@')[2]}>"
    courrier["Auto-Submitted"] = "auto-generated"
    courrier.set_content(CORPS)
    courrier.add_attachment(octets, maintype="application", subtype="octet-stream", filename=nom)
    return courrier


def lu(octets: bytes) -> EmailMessage:
    """A message as it came. Whatever is wrong in it is borne."""
    courrier = BytesParser(policy=policy.default).parsebytes(octets)
    assert isinstance(courrier, EmailMessage)
    return courrier


def expediteur(courrier: EmailMessage) -> str:
    """The address it comes from, in lower case, "" when it does not say or says several."""
    lignes = _entetes(courrier, "From")
    return parseaddr(lignes[0])[1].lower() if len(lignes) == 1 else ""


def identifiant(courrier: EmailMessage) -> str:
    """Its Message-ID, "" without one."""
    return " ".join((_entetes(courrier, "Message-ID") or [""])[0].split())[:200]


def date(courrier: EmailMessage) -> str:
    """When its sender says that it was sent, to the second; "" when it does not."""
    return " ".join((_entetes(courrier, "Date") or [""])[0].split())[:60]


def pieces(courrier: EmailMessage, taille_max: int) -> list[Piece]:
    """Its attachments, in order, bounded in size. A message without any is one refusal: nothing is passed over."""
    trouvees = [_piece(p, taille_max) for p in courrier.walk() if _est_jointe(p)]
    return trouvees or [Piece("message", b"", "ce message n'a pas de pièce jointe : il n'y a rien à lire")]


def _est_jointe(partie: object) -> bool:
    """Whether a part is a file: said to be attached, or named like a lot (some mailers show text in line)."""
    if not isinstance(partie, EmailMessage):
        return False
    if partie.is_multipart() and partie.get_content_type() != "message/rfc822":
        return False
    return partie.get_content_disposition() == "attachment" or _nom(partie).lower().endswith(".csv")


def _piece(partie: EmailMessage, taille_max: int) -> Piece:
    nom = _nom(partie) or "sans-nom"
    octets = partie.get_payload(decode=True)
    if not isinstance(octets, bytes):
        return Piece(nom, b"", "ce message joint n'est pas un fichier : il n'est pas lu")
    if len(octets) > taille_max:
        return Piece(nom, b"", f"le fichier dépasse {taille_max} octets : il n'est pas lu")
    return Piece(nom, octets)


def _nom(partie: EmailMessage) -> str:
    try:
        return partie.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):  # a header made to break its reader
        return ""


def _entetes(courrier: EmailMessage, nom: str) -> list[str]:
    try:
        return [str(v) for v in courrier.get_all(nom, [])]
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return []
