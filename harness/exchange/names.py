"""Names of columns as partners write them: without case, stray spaces, or what an encoding broke (`NÂ°1`, `Nø1`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from harness.protocol.spec import Protocole

ALIAS: dict[str, str] = {
    "referencetechniqueprise": "ReferencePrise",
    "referencepto": "ReferencePrise",
}
"""Other names met for a column (annexe, §2.4): folded name -> name of the workbook."""

_NOM_USUEL = 64
"""Longer names are nobody's: folding them is not worth remembering."""

_ABIMABLE = re.compile(r"[^\x00-\x7f]|\?")
"""What an encoding may break, and the question mark that some programs write for it."""


@dataclass(frozen=True, slots=True)
class Nom:
    """A column name: as written, as repaired, folded to be compared. `abime`: an encoding broke it."""

    ecrit: str
    repare: str
    plie: str
    abime: bool = False


def repare(nom: str) -> str:
    """Undo UTF-8 read as Latin-1 (`NÂ°1` for `N°1`), once or twice; the text as it was when there is none."""
    for _ in range(2):
        if "Â" not in nom and "Ã" not in nom:
            break
        for codec in ("cp1252", "latin-1"):
            try:
                nom = nom.encode(codec).decode("utf-8")
                break
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
        else:
            break
    return nom


def plie(nom: str) -> str:
    """Fold a column name: case, every kind of space, and the two ways of coding an accent."""
    return _plie(nom) if len(nom) <= _NOM_USUEL else _plie.__wrapped__(nom)


@lru_cache(maxsize=4096)
def _plie(nom: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", nom)).casefold()


def squelette(nom: str) -> str:
    """A folded name without what an encoding may break: `nommodulepmn1` for `NomModulePm N°1` and `NomModulePm Nø1`."""
    return plie(_ABIMABLE.sub("", unicodedata.normalize("NFC", nom)))


def releve_noms(colonnes: tuple[str, ...], protocole: Protocole) -> list[Nom]:
    """The names of a header, each under the folded name that it stands for."""
    reparees = [repare(c) for c in colonnes]
    plies = [plie(c) for c in reparees]
    ecrits = set(plies)
    retrouves = _retrouves(colonnes, plies, protocole)
    noms = []
    for ecrit, repare_, p in zip(colonnes, reparees, plies, strict=True):
        if p in ALIAS and plie(ALIAS[p]) not in ecrits:
            p = plie(ALIAS[p])
        noms.append(Nom(ecrit, repare_, retrouves.get(ecrit, p), repare_ != ecrit or ecrit in retrouves))
    return noms


def _retrouves(colonnes: tuple[str, ...], plies: list[str], protocole: Protocole) -> dict[str, str]:
    """The names that are nobody's because an encoding broke them, and the folded name that each stands for: the only
    one of its skeleton, which no other column has or could stand for as well."""
    officiels = {plie(n): n for fmt in protocole.formats.values() for n in fmt.noms}
    inconnus: dict[str, list[str]] = {}
    for ecrit, p in zip(colonnes, plies, strict=True):
        if p not in officiels and p not in ALIAS and _ABIMABLE.search(ecrit):
            inconnus.setdefault(squelette(ecrit), []).append(ecrit)
    if not inconnus:
        return {}
    possibles: dict[str, list[str]] = {}
    for p, nom in officiels.items():
        possibles.setdefault(squelette(nom), []).append(p)
    presents = set(plies)
    return {
        ecrits[0]: possibles[s][0]
        for s, ecrits in inconnus.items()
        if len(ecrits) == 1 and len(possibles.get(s, ())) == 1 and possibles[s][0] not in presents
    }
