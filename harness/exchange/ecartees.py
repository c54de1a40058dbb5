"""Lines set aside while a lot is cut, with or without quotes: what is kept of them, and how much."""

from __future__ import annotations

from dataclasses import dataclass

ECARTS_MAX = 1000
"""Rows set aside that one block lists with their text; beyond, they are counted by number only."""

TEXTE_MAX = 4096
"""Characters kept of a row set aside: enough to know the header of any flux."""


@dataclass(frozen=True, slots=True)
class Ecartee:
    """A line that is not a row of the flux. `motif` is "vide", "guillemet", "entete" or "largeur"."""

    ligne: int
    motif: str
    cellules: int = 0
    texte: str = ""
