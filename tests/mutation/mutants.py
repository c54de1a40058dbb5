"""The faults to plant: those that cosmic-ray's operators can make in a module, less those that change nothing."""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

Etendue = tuple[tuple[int, int], tuple[int, int]]
"""From (line, column) to (line, column), lines from 1 and columns from 0."""


Bornes = tuple[str, int, int]
"""Qualified name, first line, last line."""

_SANS_EFFET = ("_Is", "_IsNot", "_Is_Eq", "_IsNot_NotEq")
"""Identity for equality, either way. What is compared by identity here is None or a member of an enum, and equals only
itself; what is compared by value is a text or a number, and its identity depends on what Python chose to share.
"""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault. `rang` is its number among those of one operator in one module; `ligne` is physical, from 1.

    `cle` names it as long as its line is written the same, whatever moves around it; `empreinte` is that of the text of
    its function, class, or statement: what was learned of a fault holds as long as that text does.
    """

    module: str
    operateur: str
    rang: int
    ligne: int
    fonction: str
    texte: str
    cle: str
    empreinte: str


def modules(racine: Path, motifs: tuple[str, ...]) -> list[Path]:
    """The Python files below `racine` that match one of the patterns, sorted."""
    return sorted({p for motif in motifs for p in racine.glob(motif) if p.name != "__init__.py"})


def mutants(chemin: Path, racine: Path) -> Iterator[Mutant]:
    """Every fault of one module, in order of operator then place.

    Annotations are left out: they are never evaluated (`from __future__ import annotations`).
    """
    source = chemin.read_text(encoding="utf-8")
    lignes = source.splitlines()
    module = chemin.relative_to(racine).as_posix()
    muettes = list(_annotations(source))
    fonctions = list(_fonctions(source))
    enonces = [("", e.lineno, e.end_lineno or e.lineno) for e in ast.parse(source).body]
    noeuds = list(ast_nodes(get_ast(source)))
    vus: Counter[str] = Counter()
    for nom in _operateurs():
        operateur = _operateur(nom)
        places = (place for noeud in noeuds for place in operateur.mutation_positions(noeud))
        for rang, place in enumerate(places):
            if any(_dedans(place, muette) for muette in muettes):
                continue
            ligne = place[0][0]
            fonction, debut, fin = _autour(fonctions, enonces, ligne)
            texte = lignes[ligne - 1].strip()
            entier = "\n".join(lignes[debut - 1 : fin])
            base = f"{module}|{fonction}|{nom}|{texte}"
            vus[base] += 1
            empreinte = hashlib.sha256(entier.encode()).hexdigest()[:12]
            yield Mutant(module, nom, rang, ligne, fonction, texte, f"{base}|{vus[base]}", empreinte)


def mute(source: str, mutant: Mutant) -> str | None:
    """The module with its fault; None when it comes out unchanged."""
    mutee: str | None = mutate_code(source, _operateur(mutant.operateur), mutant.rang)
    return None if mutee == source else mutee


@cache
def _operateurs() -> tuple[str, ...]:
    return tuple(sorted(n for n in operator_names() if not get_operator(n).arguments() and not n.endswith(_SANS_EFFET)))


@cache
def _operateur(nom: str) -> Any:
    return get_operator(nom)()


def _etendue(noeud: ast.AST) -> Etendue:
    return (noeud.lineno, noeud.col_offset), (noeud.end_lineno, noeud.end_col_offset)  # type: ignore[attr-defined]


def _dedans(place: Etendue, autour: Etendue) -> bool:
    return autour[0] <= place[0] and place[1] <= autour[1]


def _annotations(source: str) -> Iterator[Etendue]:
    for noeud in ast.walk(ast.parse(source)):
        notes = (getattr(noeud, nom, None) for nom in ("annotation", "returns"))
        yield from (_etendue(note) for note in notes if isinstance(note, ast.AST))


def _fonctions(source: str) -> Iterator[Bornes]:
    """Qualified name, first and last line of each function and class, outermost first."""

    def descend(noeud: ast.AST, prefixe: str) -> Iterator[Bornes]:
        for enfant in ast.iter_child_nodes(noeud):
            if isinstance(enfant, ast.FunctionDef | ast.ClassDef):
                nom = f"{prefixe}{enfant.name}"
                debut = min([enfant.lineno, *(d.lineno for d in enfant.decorator_list)])
                yield nom, debut, enfant.end_lineno or enfant.lineno
                yield from descend(enfant, f"{nom}.")

    yield from descend(ast.parse(source), "")


def _autour(fonctions: list[Bornes], enonces: list[Bornes], ligne: int) -> Bornes:
    """The innermost function or class that holds a line; at the top of the module, the statement, with no name."""
    return next(
        (b for b in [*reversed(fonctions), *enonces] if b[1] <= ligne <= b[2]),
        ("", ligne, ligne),
    )
