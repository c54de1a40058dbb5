"""Frozen dataclasses from tables of plain values (a line of JSON, a section of TOML), checked by annotation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")

Lecteurs = Mapping[str, Callable[[Any], object]]
"""How a plain value becomes an attribute, by the annotation of that attribute."""


def construit(classe: type[T], table: Mapping[str, Any], lecteurs: Lecteurs) -> T:
    """One value of `classe`. Raises ValueError, in French, on a key that is missing, unknown or impossible.

    `lecteurs` adds to the plain ones (str, int, bool, Mapping[str, str]); they raise ValueError or TypeError.
    """
    connus = {f.name: f for f in fields(classe)}  # type: ignore[arg-type]
    for nom in table:
        if nom not in connus:
            raise ValueError(f"« {nom} » est inconnu")
    tous = {**_SIMPLES, **lecteurs}
    valeurs: dict[str, Any] = {}
    for nom, f in connus.items():
        if nom in table:
            valeurs[nom] = _lit(nom, tous[str(f.type)], table[nom])
        elif f.default is MISSING and f.default_factory is MISSING:
            raise ValueError(f"il manque « {nom} »")
    return classe(**valeurs)


def _lit(nom: str, lecteur: Callable[[Any], object], brut: object) -> object:
    try:
        return lecteur(brut)
    except Incomplet as e:
        raise Incomplet(f"« {nom} » : {e}") from None
    except (ValueError, TypeError):
        raise ValueError(f"« {nom} » n'a pas une valeur possible") from None


class Incomplet(ValueError):
    """A table inside a table is wrong; the message already says where."""


def table_de(classe: type[T], lecteurs: Lecteurs) -> Callable[[Any], T]:
    """A reader for an attribute that is itself a table."""

    def lit(brut: Any) -> T:
        try:
            return construit(classe, _exact(dict)(brut), lecteurs)
        except ValueError as e:
            raise Incomplet(str(e)) from None

    return lit


def _exact(genre: type[T]) -> Callable[[Any], T]:
    def lit(brut: Any) -> T:
        if type(brut) is not genre:
            raise TypeError
        return brut

    return lit


def _textes(brut: Any) -> dict[str, str]:
    if not all(type(v) is str for v in _exact(dict)(brut).values()):
        raise TypeError
    return dict(brut)


def suite(element: Callable[[Any], object]) -> Callable[[Any], tuple[object, ...]]:
    """A reader for a list, element by element."""
    return lambda brut: tuple(element(e) for e in _exact(list)(brut))


_SIMPLES: Lecteurs = {
    "str": _exact(str),
    "int": _exact(int),
    "bool": _exact(bool),
    "Mapping[str, str]": _textes,
    "tuple[str, ...]": suite(_exact(str)),
}
