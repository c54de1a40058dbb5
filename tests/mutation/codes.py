"""Compiled code: what a fault changes once compiled, and planting it in functions that are already loaded."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Mapping
from pathlib import Path
from types import CodeType, FunctionType

Chargees = Mapping[tuple[str, str, int], list[FunctionType]]
"""File, qualified name, first line -> the functions in memory that come from there."""

_ANONYMES = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
_ATTRIBUTS = (
    "co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_flags", "co_argcount",
    "co_posonlyargcount", "co_kwonlyargcount", "co_exceptiontable", "co_qualname",
)  # fmt: skip


def compile_(source: str, chemin: Path) -> CodeType:
    """The module, compiled. Raises SyntaxError, and ValueError on what Python refuses otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(source, str(chemin), "exec")


def change(avant: CodeType, apres: CodeType) -> list[CodeType] | None:
    """The functions and methods of `apres` that differ; empty if none does, None if what runs on import is touched."""
    if avant.co_name != apres.co_name or _propre(avant) != _propre(apres):
        return None
    touchees: list[CodeType] = []
    for a, b in zip(_contenus(avant), _contenus(apres), strict=True):
        if _memes(a, b):
            continue
        if not a.co_flags & 0x2:  # a class body: no optimised locals
            dedans = change(a, b)
            if dedans is None:
                return None
            touchees += dedans
        elif a.co_name in _ANONYMES:
            return None
        else:
            touchees.append(b)
    return touchees


def _contenus(code: CodeType) -> list[CodeType]:
    return [c for c in code.co_consts if isinstance(c, CodeType)]


def _propre(code: CodeType) -> tuple[object, ...]:
    """What a code object is, but for the code objects it holds and for where its lines are."""
    constantes = tuple("code" if isinstance(c, CodeType) else (type(c).__name__, repr(c)) for c in code.co_consts)
    return (*(getattr(code, nom) for nom in _ATTRIBUTS), constantes)


def _memes(a: CodeType, b: CodeType) -> bool:
    dedans = _contenus(a), _contenus(b)
    return (
        _propre(a) == _propre(b)
        and len(dedans[0]) == len(dedans[1])
        and all(_memes(x, y) for x, y in zip(*dedans, strict=True))
    )


def chargees(dossier: Path) -> Chargees:
    """Every function in memory that was read from a file below `dossier`."""
    racine = f"{dossier}/"
    trouvees: dict[tuple[str, str, int], list[FunctionType]] = {}
    for objet in gc.get_objects():
        if type(objet) is FunctionType and objet.__code__.co_filename.startswith(racine):
            code = objet.__code__
            trouvees.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(objet)
    return trouvees


def plante(code: CodeType, en_memoire: Chargees) -> None:
    """Give the functions in memory the code of the one that is read from the same place, and is faulty.

    Raises RuntimeError when there is none, or when two could be meant.
    """
    fonctions = en_memoire.get((code.co_filename, code.co_qualname, code.co_firstlineno), [])
    if len({f.__code__ for f in fonctions}) != 1:
        raise RuntimeError(f"{code.co_qualname} : {len(fonctions)} fonctions en mémoire")
    for fonction in fonctions:
        fonction.__code__ = code
