"""The fields of every flux, as values: what one workbook says (§2.6, §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Literal

from harness.protocol.conditions import Condition
from harness.protocol.terms import Flux

Fait = Literal["nom", "statut", "condition", "longueur", "format", "valeurs"]
FAITS: tuple[Fait, ...] = ("nom", "statut", "condition", "longueur", "format", "valeurs")


class Statut(StrEnum):
    """Obligatoire, facultatif, conditionné (§2.6)."""

    O = "O"
    F = "F"
    C = "C"


class Provenance(StrEnum):
    """Where a fact comes from. Only SEED (the document) and CLASSEUR (the user's workbook) can condemn."""

    __hash__ = str.__hash__  # findings are hashed by thousands: no call in Python

    SEED = "seed"
    PUBLIC = "public"
    INFERRED = "inferred"
    CLASSEUR = "classeur"

    @property
    def certaine(self) -> bool:
        """Whether a breach is a non-conformity rather than a warning to confirm."""
        return self in (Provenance.SEED, Provenance.CLASSEUR)


@dataclass(frozen=True, slots=True)
class Champ:
    """One column of one flux. `longueur` is in characters, None when unbounded; `provenance` is by fact."""

    position: int
    nom: str
    type: str
    longueur: int | None
    format: str
    statut: Statut
    condition: Condition | None
    valeurs: tuple[str, ...]
    signification: str
    section: str
    provenance: Mapping[Fait, Provenance]

    def source(self, fait: Fait) -> Provenance:
        """Provenance of one fact; the name's when the fact has none of its own."""
        return self.provenance.get(fait, self.provenance["nom"])


@dataclass(frozen=True)
class Format:
    """One flux: its columns in order."""

    flux: Flux
    champs: tuple[Champ, ...]

    @cached_property
    def noms(self) -> tuple[str, ...]:
        """Column names, in the order of the workbook."""
        return tuple(c.nom for c in self.champs)

    @cached_property
    def par_nom(self) -> dict[str, Champ]:
        """Columns by name."""
        return {c.nom: c for c in self.champs}

    @cached_property
    def champs_de_bloc(self) -> dict[int, tuple[str, ...]]:
        """Columns of each route block, from NomModulePm to ConnecteurPriseCouleur, operator code left out (§3.3)."""
        return {n: tuple(c for c in self.noms if c.endswith(f" N°{n}")) for n in self.blocs}

    @cached_property
    def blocs(self) -> tuple[int, ...]:
        """Numbers of the route blocks (`OC n`) this flux carries: () or (1, 2, 3, 4), §3.3."""
        return tuple(n for n in range(1, 10) if f"OC {n}" in self.par_nom)


@dataclass(frozen=True, slots=True)
class Motif:
    """One entry of « Codification - type KO ». `code` is empty for a label that the document uses alone."""

    code: str
    libelle: str
    flux: frozenset[Flux]
    signification: str
    provenance: Provenance


@dataclass(frozen=True)
class Protocole:
    """One workbook, compiled: the format of each flux and the codification of KO."""

    formats: Mapping[Flux, Format]
    motifs: tuple[Motif, ...]
    empreinte: str
    nom: str
    officiel: bool = False

    def __getitem__(self, flux: Flux) -> Format:
        return self.formats[flux]

    def __contains__(self, flux: object) -> bool:
        return flux in self.formats


def formats(items: Iterable[Format]) -> dict[Flux, Format]:
    """Index formats by flux, in the order of the document."""
    by = {f.flux: f for f in items}
    return {flux: by[flux] for flux in Flux if flux in by}
