"""The words that a sentence of the catalogue may hold: closed lists, each giving a value of the protocol."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from pytest_bdd import parsers

from harness.campaign.commandes import AUTRE_CLIENT, NOUVELLE_COMMANDE, OC1
from harness.exchange.attentes import ETATS, ETATS_RDV
from harness.network.circumstances import Circonstance
from harness.network.facts import Nature
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import Flux, Modele, Partie, Situation

T = TypeVar("T")


class Acteur(StrEnum):
    """Who acts: a party, or one of the two OC of an overwriting (§3.10)."""

    OI = "OI"
    OC = "OC"
    OC1 = "OC1"
    OC2 = "OC2"

    @property
    def partie(self) -> Partie:
        """On which side of the protocol it stands."""
        return Partie.OI if self is Acteur.OI else Partie.OC


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
    "n'a pas de solution par téléphone": (Nature.SANS_SOLUTION,),
    "obtient de sa hotline une autre route": (Nature.REAFFECTATION,),
    "relève la PTO et obtient sa route de la hotline": (Nature.REAFFECTATION,),
    "analyse le problème et affecte une autre route": (Nature.REAFFECTATION,),
    "analyse le problème et remet la ligne en état": (Nature.REPARATION,),
    "obtient l'accord du gestionnaire de l'immeuble": (Nature.REPARATION,),
    "convient d'un autre rendez-vous avec son client": (Nature.RENDEZ_VOUS,),
    "met le client en service": (Nature.MISE_EN_SERVICE,),
    "analyse le problème et fait reconstruire la liaison": (Nature.ANALYSE,),
    "reconstruit la liaison PBO-PTO": (Nature.POSE,),
    "libère le créneau": (Nature.LIBERATION,),
    "reprend rendez-vous dans l'outil de l'OI": (Nature.RENDEZ_VOUS,),
    "constate qu'il n'y a pas de PTO": (Nature.CONSTAT,),
    "constate que la PTO n'a pas le numéro annoncé": (Nature.CONSTAT,),
    "constate qu'une PTO est déjà posée": (Nature.CONSTAT,),
    "apprend en SAV que son client n'a pas le service": (Nature.SAV,),
    "intervient chez le client et remet la ligne en état": (Nature.REPARATION,),
    "ne trouve pas de PTO et obtient une route de sa hotline": (Nature.REAFFECTATION,),
    "annule le rendez-vous": (Nature.LIBERATION,),
}

SUIVIS: Mapping[str, str] = {
    "la première commande": "",
    "la commande de l'autre client": AUTRE_CLIENT,
    "la nouvelle commande": NOUVELLE_COMMANDE,
    "la ligne de l'OC1": OC1,
}
"""Which order of the scenario the next sentences are about."""

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
    "Acteur": _parmi(Acteur, Acteur),
    "Modele": _parmi(Modele, Modele),
    "Flux": _parmi(Flux, Flux),
    "LeFlux": _selon(f"(?:la |le |l')(?:{_FLUX})", lambda texte: Flux(re.split("[ ']", texte)[1])),
    "Client": _parmi(CLIENTS, CLIENTS.__getitem__),
    "Circonstance": _parmi(Circonstance, Circonstance),
    "Geste": _parmi(GESTES, str),
    "Etat": _parmi(ETATS, str),
    "EtatRdv": _parmi(ETATS_RDV, str),
    "Suivi": _parmi(SUIVIS, str),
    "Envoye": _selon(f"une? (?:{_FLUX})(?: (?:{_ISSUES}))?", _envoye),
    "Champ": _selon(r"\w[\w °]*", str),
}


def phrase(texte: str) -> parsers.parse:
    """A sentence whose variable words are those of TYPES, case and all."""
    return parsers.parse(texte, extra_types=dict(TYPES), case_sensitive=True)
