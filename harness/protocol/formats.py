"""Formats of the workbook that a program can check, each with one spelling; any other text is for people (§2.6)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from harness.protocol.motifs import plie

FORMATS: Mapping[str, re.Pattern[str]] = {
    "5 chiffres": re.compile(r"[0-9]{5}\Z"),
    "5 alphanumériques": re.compile(r"[0-9A-Za-z]{5}\Z"),
    "4 alphanumériques": re.compile(r"[0-9A-Za-z]{4}\Z"),
    "10 alphanumériques": re.compile(r"[0-9A-Za-z]{10}\Z"),
    "1 lettre": re.compile(r"[A-Za-z]\Z"),
    "entier": re.compile(r"[0-9]+\Z"),
    "quadrigramme": re.compile(r"[A-Z0-9]{4}\Z"),
    "quadrigramme ou NA": re.compile(r"(?:[A-Z0-9]{4}|NA)\Z"),
}
"""What a cell of each format looks like, whole."""

DATE = "AAAAMMJJ HH:MM"
MOTIF = "motif"
"""A reason of « Codification - type KO »."""

CHAMP_PRISE = "ReferencePrise"
_PRISES = ("PTO", "PTO ou HOTLINE")
"""Only the column of that name is held to the shape of a PTO reference."""

_DATES = re.compile(r"(?:AAAA|YYYY)MM(?:JJ|DD) HH(?:24)?:(?:MM|MN|MI)")
_CANONIQUES = {plie(f): f for f in (*FORMATS, MOTIF, *_PRISES)}


def canonique(texte: str) -> str:
    """The one spelling of a format that can be checked; any other text as it is.

    Case, accents and spaces never count. The signs of a date do: `AAAA-MM-JJ` is another format.
    """
    if _DATES.fullmatch(" ".join(texte.upper().split())):
        return DATE
    return _CANONIQUES.get(plie(texte), texte)


def verifiable(format_: str, champ: str) -> bool:
    """Whether a rule checks this format, in its one spelling, on a column of this name."""
    return format_ in FORMATS or format_ in (DATE, MOTIF) or (format_ in _PRISES and champ == CHAMP_PRISE)
