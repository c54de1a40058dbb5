"""Text from a partner made harmless and visible for people: control and direction characters, and size."""

from __future__ import annotations

import re

from harness.judge.results import Constat
from harness.protocol.francais import accorde
from harness.reporting.phrases import phrase_finie

_INVISIBLES = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
_NON_CARACTERES = re.compile(
    "[" + "".join(f"{chr(p * 0x10000 + 0xFFFE)}{chr(p * 0x10000 + 0xFFFF)}" for p in range(1, 17)) + "]"
)

_NOMS = {0x00: "NUL", 0x09: "TAB", 0x0A: "LF", 0x0D: "CR", 0x1B: "ESC", 0x7F: "DEL", 0xFEFF: "BOM"}


def _montre(trouve: re.Match[str]) -> str:
    code = ord(trouve[0])
    return f"⟨{_NOMS.get(code, f'U+{code:04X}')}⟩"


def lisible(texte: str) -> str:
    """The text with each invisible character replaced by a visible sign: no terminal escape, no reversed line.

    What comes out is legal in XML 1.0 and can be encoded in UTF-8.
    """
    if texte.isascii() and texte.isprintable():
        return texte
    return _NON_CARACTERES.sub(_montre, _INVISIBLES.sub(_montre, texte))


def abrege(texte: str, limite: int) -> str:
    """The text cut at `limite` characters, saying how long it was."""
    if len(texte) <= limite:
        return texte
    return f"{texte[:limite]}… ({accorde(len(texte), 'caractère')})"


def observe(constat: Constat, limite: int = 120) -> str:
    """The observed text between French quotes, « cellule vide » for an empty cell, "" when there is no cell.

    A header (line 1) has names and no cell: what is not there is not empty.
    """
    valeur = constat.valeur
    if not valeur:
        return "cellule vide" if constat.champ and (constat.ligne or 0) > 1 else ""
    if not valeur.strip(" "):
        return f"{accorde(len(valeur), 'espace')} sans autre caractère"
    return f"« {abrege(valeur, limite)} »"


def dit(constat: Constat, limite: int = 120) -> str:
    """The sentence of a finding and what was observed."""
    observation = observe(constat, limite)
    return phrase_finie(constat.message) + (f" Observé : {observation}." if observation else "")
