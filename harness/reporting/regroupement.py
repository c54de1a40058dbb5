"""Findings grouped by what is to be repaired: severity, party at fault, rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.judge.results import Constat, Gravite
from harness.protocol.terms import Partie

_ORDRE_GRAVITES = {g: i for i, g in enumerate(Gravite)}
_ORDRE_PARTIES: dict[Partie | None, int] = {Partie.OI: 0, Partie.OC: 1, None: 2}


@dataclass(frozen=True, slots=True)
class Groupe:
    """Findings of one rule against one party. `rangs` point into the findings given; `nombre` counts occurrences."""

    gravite: Gravite
    partie: Partie | None
    regle: str
    section: str
    rangs: tuple[int, ...]
    nombre: int


def groupes(constats: Sequence[Constat]) -> tuple[Groupe, ...]:
    """Groups, the gravest first, then by party, then the most frequent first; for the rest, the order given."""
    rangs: dict[tuple[Gravite, Partie | None, str, str], list[int]] = {}
    for i, c in enumerate(constats):
        rangs.setdefault((c.gravite, c.partie, c.regle, c.section), []).append(i)
    faits = (
        Groupe(*cle, rangs=tuple(indices), nombre=sum(constats[i].occurrences for i in indices))
        for cle, indices in rangs.items()
    )
    return tuple(
        sorted(faits, key=lambda g: (_ORDRE_GRAVITES[g.gravite], _ORDRE_PARTIES[g.partie], -g.nombre, g.rangs[0]))
    )
