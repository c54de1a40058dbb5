"""French agreement in the sentences that are made up: plural of what is counted, elision before what is named."""

from __future__ import annotations

import unicodedata

ESPACE_FINE = "\u202f"


def nombre(n: int) -> str:
    """Number as French writes it: thousands apart."""
    return f"{n:,}".replace(",", ESPACE_FINE)


def accorde(n: int, singulier: str, pluriel: str = "") -> str:
    """« 0 constat », « 1 constat », « 2 constats »: in French the plural begins at two."""
    return f"{nombre(n)} {singulier if n < 2 else pluriel or singulier + 's'}"


def de(nom: str) -> str:
    """« de CR_STOC », « d'AR_Cmd_Acces »: elided before a vowel, and before nothing else that the protocol names."""
    premiere = unicodedata.normalize("NFD", nom[:1]).upper()[:1]
    return f"d'{nom}" if premiere and premiere in "AEIOU" else f"de {nom}"
