"""The words that a sentence of the catalogue may hold: closed lists, each giving a value of the protocol."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pytest_bdd import parsers

from harness.exchange.attentes import ETATS
from harness.network.circumstances import Circonstance
from harness.network.facts import Nature
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import Flux, Modele, Partie, Situation

T = TypeVar("T")

CLIENTS: Mapping[str, Situation] = {
    "sans prise": Situation.A_CONSTRUIRE,
    "dont la prise est connue": Situation.IDENTIFIEE,
    "dont la prise n'est pas identifiée": Situation.NON_IDENTIFIEE,
}

GESTES: Mapping[str, tuple[Nature, ...]] = {
    "prend rendez-vous dans l'outil de l'OI": (Nature.RENDEZ_VOUS,),
    "effectue le brassage au PM": (Nature.BRASSAGE,),
    "construit la liaison PBO-PTO et pose la PTO": (Nature.POSE,),
    "appelle la hotline de l'OI": (Nature.APPEL,),
    "donne par téléphone une nouvelle route et un numéro de décharge": (Nature.NOUVELLE_ROUTE,),
    "résout le problème par téléphone sans changer la route": (Nature.MEME_ROUTE,),
    "analyse le problème et remet la ligne en état": (Nature.REPARATION,),
    "met le client en service": (Nature.MISE_EN_SERVICE,),
}

ISSUES = (Issue.OK, Issue.KO, Issue.APPEL, Issue.CHAUD, Issue.FROID)


@dataclass(frozen=True, slots=True)
class Envoye:
    """« un CR_Cmd_Acces OK »: a flux, and its outcome when the sentence tells one."""

    texte: str
    flux: Flux
    issue: Issue

    def __str__(self) -> str:
        return self.texte


def _envoye(texte: str) -> Envoye:
    _, flux, *issue = texte.split(" ")
    return Envoye(texte, Flux(flux), Issue(issue[0]) if issue else Issue.AUCUNE)


def _parmi(textes: Iterable[str], convertit: Callable[[str], T]) -> Callable[[str], T]:
    return _selon("|".join(re.escape(t) for t in sorted(textes, key=len, reverse=True)), convertit)


def _selon(motif: str, convertit: Callable[[str], T]) -> Callable[[str], T]:
    """A reader as pytest-bdd's `parse` wants it: a function that carries its pattern."""

    def lit(texte: str) -> T:
        return convertit(texte)

    lit.pattern = motif  # type: ignore[attr-defined]
    return lit


_FLUX, _ISSUES = "|".join(Flux), "|".join(ISSUES)

TYPES: Mapping[str, Callable[[str], Any]] = {
    "Partie": _parmi(Partie, Partie),
    "Modele": _parmi(Modele, Modele),
    "Flux": _parmi(Flux, Flux),
    "Client": _parmi(CLIENTS, CLIENTS.__getitem__),
    "Circonstance": _parmi(Circonstance, Circonstance),
    "Geste": _parmi(GESTES, str),
    "Etat": _parmi(ETATS, str),
    "Envoye": _selon(f"une? (?:{_FLUX})(?: (?:{_ISSUES}))?", _envoye),
    "Champ": _selon(r"\w[\w °]*", str),
}


def phrase(texte: str) -> parsers.parse:
    """A sentence whose variable words are those of TYPES, case and all."""
    return parsers.parse(texte, extra_types=dict(TYPES), case_sensitive=True)
