"""What is said of a workbook that cannot be used: one French line, with the place of the fault."""

from __future__ import annotations

CITATION_MAX = 60
PHRASE_MAX = 240


class ClasseurIllisible(ValueError):
    """A workbook, or a source of one, that cannot be used. Its message is one French line: file, sheet, row, cell."""


def cite(texte: str, maximum: int = CITATION_MAX) -> str:
    """Text from a workbook, safe to print on one line: no control character, cut at `maximum` characters."""
    propre = " ".join("".join(c if c.isprintable() else " " for c in texte[: 10 * maximum]).split())
    return propre if len(propre) <= maximum else propre[: maximum - 1] + "…"


def illisible(fichier: str, phrase: str, *lieux: str) -> ClasseurIllisible:
    """The error to raise: `lieux` goes from the widest to the narrowest ("feuille X", "ligne 12", "cellule F12")."""
    return ClasseurIllisible(f"{', '.join((cite(fichier, PHRASE_MAX), *lieux))} : {phrase}")
