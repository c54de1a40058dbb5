"""Instants as the protocol writes them (§2.3)."""

from __future__ import annotations

import re
from datetime import datetime

_INSTANT = re.compile(r"(\d{4})(\d{2})(\d{2}) (\d{2}):(\d{2})")


def lit_instant(texte: str) -> datetime | None:
    """An instant written `AAAAMMJJ HH:MM`, None when the text is anything else or is not in the calendar."""
    m = _INSTANT.fullmatch(texte.strip())
    if m is None:
        return None
    annee, mois, jour, heure, minute = map(int, m.groups())
    try:
        return datetime(annee, mois, jour, heure, minute)
    except ValueError:
        return None


def est_un_instant(texte: str) -> bool:
    """Whether a text is an instant as the journal writes one: ISO 8601 to the second, in the calendar, no offset."""
    try:
        lu = datetime.fromisoformat(texte)
    except ValueError:
        return False
    return lu.tzinfo is None and lu.isoformat(timespec="seconds") == texte
