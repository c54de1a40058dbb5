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


ECARTEES = {
    "annotation": "une annotation n'est jamais évaluée (`from __future__ import annotations`)",
    "identité": (
        "`is` et `==` l'un pour l'autre : ce qui se compare par identité est None ou un membre d'une énumération, qui "
        "n'est égal qu'à lui-même ; l'identité de ce qui se compare par valeur dépend de ce que Python partage"
    ),
    "ordre": (
        "`is` changé en `<`, `<=`, `>` ou `>=` : l'ordre alphabétique des noms d'états et de flux ne veut rien dire et "
        "personne ne s'en sert ; le même `is` est changé en `!=`, et la condition entière en sa négation"
    ),
    "dataclass": (
        "`frozen` ou `slots` ôté d'une dataclass : ces options ne changent aucun résultat, elles refusent une écriture "
        "que le typage refuse déjà"
    ),
    "cache": "un cache ôté, ou d'une autre taille : les résultats sont les mêmes, seul le temps change",
    "étoile": "l'étoile qui sépare les paramètres nommés, que l'outil prend pour une multiplication",
}
"""Faults that are not planted, and why: what they would change, nobody could see or nobody would write."""

_ORDRES = ("Lt", "LtE", "Gt", "GtE")
_OPERATEURS_ECARTES = {
    **{f"core/ReplaceComparisonOperator_{i}_{o}": "ordre" for i in ("Is", "IsNot") for o in _ORDRES},
    "core/ReplaceComparisonOperator_Is_Eq": "identité",
    "core/ReplaceComparisonOperator_IsNot_NotEq": "identité",
}


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
    """Every fault of one module that is worth planting, in order of operator then place."""
    source = chemin.read_text(encoding="utf-8")
    lignes = source.splitlines()
    module = chemin.relative_to(racine).as_posix()
    bornes = list(_bornes(source))
    vus: Counter[str] = Counter()
    for nom, rang, ligne, raison in _places(source):
        if raison:
            continue
        fonction, debut, fin = next((b for b in bornes if b[1] <= ligne <= b[2]), ("", ligne, ligne))
        texte = lignes[ligne - 1].strip()
        base = f"{module}|{fonction}|{nom}|{texte}"
        vus[base] += 1
        empreinte = hashlib.sha256("\n".join(lignes[debut - 1 : fin]).encode()).hexdigest()[:12]
        yield Mutant(module, nom, rang, ligne, fonction, texte, f"{base}|{vus[base]}", empreinte)


def ecartees(chemin: Path) -> Counter[str]:
    """How many faults of one module are left aside, by reason (a key of `ECARTEES`)."""
    return Counter(raison for *_, raison in _places(chemin.read_text(encoding="utf-8")) if raison)


def _places(source: str) -> Iterator[tuple[str, int, int, str]]:
    """Operator, rank among its places in the module, line, and why it is left aside, "" when it is not."""
    arbre = ast.parse(source)
    muettes = list(_annotations(arbre))
    options = [_etendue(d) for n in ast.walk(arbre) if isinstance(n, ast.ClassDef) for d in n.decorator_list]
    calculs = [
        ((n.left.end_lineno or 0, n.left.end_col_offset or 0), (n.right.lineno, n.right.col_offset))
        for n in ast.walk(arbre)
        if isinstance(n, ast.BinOp)
    ]
    caches = {d.lineno for d in _decorateurs(arbre) if "cache(" in ast.unparse(d)}
    noeuds = list(ast_nodes(get_ast(source)))
    for nom in _operateurs():
        operateur = _operateur(nom)
        for rang, place in enumerate(p for noeud in noeuds for p in operateur.mutation_positions(noeud)):
            raison = _OPERATEURS_ECARTES.get(nom, "")
            if any(_dedans(place, muette) for muette in muettes):
                raison = "annotation"
            elif nom == "core/ReplaceTrueWithFalse" and any(_dedans(place, option) for option in options):
                raison = "dataclass"
            elif place[0][0] in caches:
                raison = "cache"
            elif "_Mul_" in nom and not any(_dedans(place, calcul) for calcul in calculs):
                raison = "étoile"
            yield nom, rang, place[0][0], raison


def mute(source: str, mutant: Mutant) -> str | None:
    """The module with its fault; None when it comes out unchanged."""
    mutee: str | None = mutate_code(source, _operateur(mutant.operateur), mutant.rang)
    return None if mutee == source else mutee


@cache
def _operateurs() -> tuple[str, ...]:
    """Those that take no argument; to an identity for a value, see `ECARTEES`."""
    return tuple(
        sorted(n for n in operator_names() if not get_operator(n).arguments() and not n.endswith(("_Is", "_IsNot")))
    )


@cache
def _operateur(nom: str) -> Any:
    return get_operator(nom)()


def _etendue(noeud: ast.AST) -> Etendue:
    return (noeud.lineno, noeud.col_offset), (noeud.end_lineno, noeud.end_col_offset)  # type: ignore[attr-defined]


def _dedans(place: Etendue, autour: Etendue) -> bool:
    return autour[0] <= place[0] and place[1] <= autour[1]


def _decorateurs(arbre: ast.AST) -> Iterator[ast.expr]:
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.FunctionDef):
            yield from noeud.decorator_list


def _annotations(arbre: ast.AST) -> Iterator[Etendue]:
    for noeud in ast.walk(arbre):
        notes = (getattr(noeud, nom, None) for nom in ("annotation", "returns"))
        yield from (_etendue(note) for note in notes if isinstance(note, ast.AST))


def _bornes(source: str) -> Iterator[tuple[str, int, int]]:
    """Qualified name, first and last line of each function and class, innermost first, then of each statement, ""."""

    def descend(noeud: ast.AST, prefixe: str) -> Iterator[tuple[str, int, int]]:
        for enfant in ast.iter_child_nodes(noeud):
            if isinstance(enfant, ast.FunctionDef | ast.ClassDef):
                nom = f"{prefixe}{enfant.name}"
                yield from descend(enfant, f"{nom}.")
                yield nom, min([enfant.lineno, *(d.lineno for d in enfant.decorator_list)]), enfant.end_lineno or 0

    arbre = ast.parse(source)
    yield from descend(arbre, "")
    yield from (("", e.lineno, e.end_lineno or 0) for e in arbre.body)
