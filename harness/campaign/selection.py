"""Choosing scenarios: ids, sections and words, joined by « et », « ou », « non » (or and, or, not) and parentheses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from harness.campaign.play import Fiche

Choix = Callable[[Fiche], bool]

_JETON = re.compile(r"[()]|,|[^\s(),]+")
_ET, _OU, _NON = frozenset({"et", "and"}), frozenset({"ou", "or", ","}), frozenset({"non", "not"})


class ChoixIllisible(ValueError):
    """The expression cannot be read, or names nothing. The message says why, in French."""


def lit_choix(expression: str) -> Choix:
    """Read an expression. Raises ChoixIllisible.

    An atom is an id (`STOC-PAC-NOM`), a section and all below it (`§5.1`), or a word of an id or a tag (`STOC`).
    """
    jetons = _JETON.findall(expression)
    if not jetons:
        raise ChoixIllisible("l'expression de --scenarios est vide : une variable qui n'est pas définie, peut-être")
    choix, reste = _ou(jetons, expression)
    if reste:
        raise ChoixIllisible(f"« {reste[0]} » n'est pas attendu dans « {expression} »")
    return choix


def choisit(fiches: Iterable[Fiche], expression: str) -> list[Fiche]:
    """The scenarios that an expression selects. Raises ChoixIllisible when there are none, naming what there is."""
    toutes = list(fiches)
    choix = lit_choix(expression)
    retenues = [f for f in toutes if choix(f)]
    if not retenues:
        existants = ", ".join(sorted(f.id for f in toutes))
        raise ChoixIllisible(f"« {expression} » ne désigne aucun scénario ; le catalogue contient : {existants}")
    return retenues


def _ou(jetons: Sequence[str], texte: str) -> tuple[Choix, Sequence[str]]:
    gauche, jetons = _et(jetons, texte)
    while jetons and jetons[0].casefold() in _OU:
        droite, jetons = _et(jetons[1:], texte)
        gauche = _l_un(gauche, droite)
    return gauche, jetons


def _et(jetons: Sequence[str], texte: str) -> tuple[Choix, Sequence[str]]:
    gauche, jetons = _non(jetons, texte)
    while jetons and jetons[0].casefold() in _ET:
        droite, jetons = _non(jetons[1:], texte)
        gauche = _les_deux(gauche, droite)
    return gauche, jetons


def _non(jetons: Sequence[str], texte: str) -> tuple[Choix, Sequence[str]]:
    if not jetons:
        raise ChoixIllisible(f"« {texte} » s'arrête trop tôt")
    tete, reste = jetons[0], jetons[1:]
    if tete.casefold() in _NON:
        nie, reste = _non(reste, texte)
        return (lambda f: not nie(f)), reste
    if tete == "(":
        dedans, reste = _ou(reste, texte)
        if not reste or reste[0] != ")":
            raise ChoixIllisible(f"il manque « ) » dans « {texte} »")
        return dedans, reste[1:]
    if tete == ")" or tete.casefold() in _ET | _OU:
        raise ChoixIllisible(f"« {tete} » n'est pas attendu dans « {texte} »")
    return _atome(tete), reste


def _l_un(a: Choix, b: Choix) -> Choix:
    return lambda f: a(f) or b(f)


def _les_deux(a: Choix, b: Choix) -> Choix:
    return lambda f: a(f) and b(f)


def _atome(jeton: str) -> Choix:
    if jeton.startswith("§"):
        section = jeton[1:].strip(".").split(".")
        return lambda f: f.section.split(".")[: len(section)] == section
    mot = jeton.removeprefix("@").casefold()
    return lambda f: mot == f.id.casefold() or mot in {m.casefold() for m in (*f.id.split("-"), *f.mots)}
