"""The closed form of conditions: `Champ = V1|V2`, `Champ renseigné`, `Champ vide`, joined by `et` (§2.6).

A condition that does not look like the closed form is prose: kept, shown, never guessed at.
Nothing is ever evaluated as code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Operateur = Literal["egal", "renseigné", "vide"]


class ConditionIllisible(ValueError):
    """The text looks like a closed condition but cannot be read. The message says why, in French."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test on one column: equality with one of `valeurs`, or presence, or emptiness."""

    champ: str
    operateur: Operateur
    valeurs: tuple[str, ...] = ()

    def holds(self, cellule: str) -> bool:
        """Whether a cell passes; case is folded, as everywhere closed values are compared."""
        if self.operateur == "vide":
            return not cellule.strip()
        if self.operateur == "renseigné":
            return bool(cellule.strip())
        return cellule.strip().upper() in {v.upper() for v in self.valeurs}

    def __str__(self) -> str:
        if self.operateur == "egal":
            return f"{self.champ} = {'|'.join(self.valeurs)}"
        return f"{self.champ} {self.operateur}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A conjunction of tests, or prose (`tests` empty) that no program should pretend to understand."""

    texte: str
    tests: tuple[Test, ...] = ()

    @property
    def verifiable(self) -> bool:
        """False for prose: « non vérifiable automatiquement »."""
        return bool(self.tests)

    def holds(self, cell: Callable[[str], str]) -> bool:
        """Whether a line, given as `cell(champ) -> text`, meets every test. Raises ValueError on prose."""
        if not self.tests:
            raise ValueError(f"condition non vérifiable automatiquement : {self.texte}")
        return all(t.holds(cell(t.champ)) for t in self.tests)

    def __str__(self) -> str:
        """The closed form as it is best written; prose as it came."""
        return " et ".join(map(str, self.tests)) or self.texte


_PROSE = re.compile(
    r"(?:si|pour|en|dès|quand|sauf|lorsque|selon|dans|avec|sans|requis|obligatoire|uniquement|seulement)\b",
    re.IGNORECASE,
)
_COMMENTEE = re.compile(r"[,;/()«»]|(?:^|\s)(?:ou|si|sinon|sauf|quand|lorsque|pour|selon)\s", re.IGNORECASE)
_PRESENCES = frozenset({"*", "vide", "non vide", "renseigné", "renseigne", "non renseigné", "non renseigne"})
GUILLEMETS = frozenset("\"'`“”„‘’‹›«»")
"""Signs that no value of the protocol begins or ends with."""

_PRESENCE = re.compile(r"(?P<champ>.+?)\s+(?P<op>renseigné|renseigne|vide)", re.IGNORECASE)
_NOM_COMPOSE = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+(?:\s+N°\s?\d+)?")
_MOT_DE_NOM = re.compile(r"[^\Wa-z_]\S*|\d+")
_ET = re.compile(r"(?:^|\s+)et(?:\s+|$)", re.IGNORECASE)


def parse(texte: str, champs: Collection[str]) -> Condition:
    """Read one condition cell of a sheet whose columns are `champs` (names compared without case).

    Returns prose for anything that does not have the shape of the closed form; a value followed by a comment
    (`Champ = V, sauf...`, `Champ = V ou W`) is prose too, since half of it would be guessed.
    Raises ConditionIllisible when it has that shape but names an unknown column or no value, or when
    only some of the parts joined by `et` have it.
    """
    texte = _normalise(texte)
    noms = _par_nom(tuple(champs))
    morceaux = _ET.split(texte)
    if _est_prose(texte, morceaux, noms):
        return Condition(texte)
    return Condition(texte, tuple(_test(m, noms) for m in morceaux))


@lru_cache(maxsize=64)
def _par_nom(champs: tuple[str, ...]) -> Mapping[str, str]:
    """Column names by folded name; the same sheet is asked for once a condition."""
    return {_normalise(c).casefold(): c for c in champs}


def _normalise(texte: str) -> str:
    return " ".join(unicodedata.normalize("NFC", texte).split())


def _est_prose(texte: str, morceaux: list[str], noms: Mapping[str, str]) -> bool:
    if any(_COMMENTEE.search(m.partition("=")[2]) for m in morceaux):
        return True
    if _PROSE.match(texte) and _sujet(morceaux[0]).casefold() not in noms:
        return True
    return not any(_a_la_forme(m, noms) for m in morceaux)


def _sujet(morceau: str) -> str:
    """The left side of a test: before `=`, or before the word that says present or empty."""
    if "=" in morceau:
        return morceau.partition("=")[0].strip()
    m = _PRESENCE.fullmatch(morceau)
    return m["champ"] if m else ""


def _a_la_forme(morceau: str, noms: Mapping[str, str]) -> bool:
    """Whether a part has the shape of a test, right or wrong: its left side is, or looks like, a column name."""
    sujet = _sujet(morceau)
    if sujet.casefold() in noms:
        return True
    if "=" not in morceau:
        return bool(_NOM_COMPOSE.fullmatch(sujet))
    mots = sujet.split()
    return len(mots) < 2 or all(_MOT_DE_NOM.fullmatch(mot) for mot in mots)


def _test(morceau: str, noms: Mapping[str, str]) -> Test:
    if "=" in morceau:
        gauche, _, droite = morceau.partition("=")
        valeurs = tuple(v.strip() for v in droite.split("|"))
        if not all(valeurs):
            raise ConditionIllisible(f"valeur attendue après « = » dans « {morceau} »")
        if vague := next((v for v in valeurs if v.casefold() in _PRESENCES), None):
            raise ConditionIllisible(
                f"« {vague} » n'est pas une valeur dans « {morceau} », écrire « Champ renseigné » ou « Champ vide »"
            )
        if citee := next((v for v in valeurs if v[0] in GUILLEMETS or v[-1] in GUILLEMETS), None):
            raise ConditionIllisible(f"valeur à écrire sans guillemets dans « {morceau} » ({citee})")
        if "=" in droite:
            raise ConditionIllisible(f"un seul « = » attendu dans « {morceau} »")
        return Test(_champ(gauche, noms), "egal", valeurs)
    if m := _PRESENCE.fullmatch(morceau):
        op: Operateur = "vide" if m["op"].casefold() == "vide" else "renseigné"
        return Test(_champ(m["champ"], noms), op)
    if not morceau:
        raise ConditionIllisible("une condition manque avant ou après « et »")
    raise ConditionIllisible(f"« {morceau} » n'est ni « Champ = V1|V2 », ni « Champ renseigné », ni « Champ vide »")


def _champ(nom: str, noms: Mapping[str, str]) -> str:
    nom = nom.strip()
    if not nom:
        raise ConditionIllisible("nom de champ attendu avant « = »")
    try:
        return noms[nom.casefold()]
    except KeyError:
        raise ConditionIllisible(f"champ inconnu « {nom} », un champ de la même feuille est attendu") from None
