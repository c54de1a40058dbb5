"""The closed form of conditions: `Champ = V1|V2`, `Champ renseigné`, `Champ vide`, joined by `et` (§2.6).

A condition that does not look like the closed form is prose: kept, shown, never guessed at.
Nothing is ever evaluated as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
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


_EGAL = re.compile(r"(?P<champ>[^=|]+?)\s*=\s*(?P<valeurs>[^=]*)\Z")
_PRESENCE = re.compile(r"(?P<champ>.+?)\s+(?P<op>renseigné|renseigne|vide)\Z", re.IGNORECASE)
_PROSE = re.compile(r"\s*(?:si|pour|en|dès|quand|sauf|lorsque|selon)\b", re.IGNORECASE)


def parse(texte: str, champs: Collection[str]) -> Condition:
    """Read one condition cell of a sheet whose columns are `champs` (names compared without case).

    Returns prose for anything that does not have the shape of the closed form.
    Raises ConditionIllisible when it has that shape but names an unknown column or no value.
    """
    texte = " ".join(texte.split())
    if not texte or _PROSE.match(texte):
        return Condition(texte)
    noms = {c.casefold(): c for c in champs}
    morceaux = re.split(r"\s+et\s+", texte, flags=re.IGNORECASE)
    if not any(_EGAL.match(m) or _connu(_PRESENCE.match(m), noms) for m in morceaux):
        return Condition(texte)
    return Condition(texte, tuple(_test(m, noms) for m in morceaux))


def _connu(m: re.Match[str] | None, noms: dict[str, str]) -> bool:
    return m is not None and m["champ"].casefold() in noms


def _test(morceau: str, noms: dict[str, str]) -> Test:
    if m := _EGAL.match(morceau):
        valeurs = tuple(v.strip() for v in m["valeurs"].split("|"))
        if not all(valeurs):
            raise ConditionIllisible(f"valeur attendue après « = » dans « {morceau} »")
        return Test(_champ(m["champ"], noms), "egal", valeurs)
    if m := _PRESENCE.match(morceau):
        op: Operateur = "vide" if m["op"].casefold() == "vide" else "renseigné"
        return Test(_champ(m["champ"], noms), op)
    raise ConditionIllisible(f"« {morceau} » n'est ni « Champ = V1|V2 », ni « Champ renseigné », ni « Champ vide »")


def _champ(nom: str, noms: dict[str, str]) -> str:
    try:
        return noms[nom.strip().casefold()]
    except KeyError:
        raise ConditionIllisible(f"champ inconnu « {nom.strip()} »") from None
