"""Disagreements that are understood and not settled yet: counted and printed by every run, never silent.

A line goes away as soon as what it names is settled.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.mutants.juges import Jugement


def _manque(*mots: str) -> Callable[[Jugement], bool]:
    """Missed breaches, all of them told by the oracle in some of these words."""

    def est(jugement: Jugement) -> bool:
        fautes = jugement.avis.fautes
        return jugement.desaccord == "manqué" and all(any(mot in f for mot in mots) for f in fautes)

    return est


def _gel(jugement: Jugement) -> bool:
    fautes = jugement.avis.fautes
    return jugement.desaccord == "manqué" and jugement.gele and all(" : " in f and "§" in f for f in fautes)


CONNUS: dict[str, tuple[Callable[[Jugement], bool], str]] = {
    "annulation": (_manque("annulation qualifiée"), "TypeOperation n'est pas encore confronté à la borne du §3.12"),
    "rendez-vous": (_manque("(§3.14"), "les réponses et les références de RDV ne sont pas encore suivies (§3.14)"),
    "message": (_manque("message sans"), "un message avant toute ReferencePrestationPrise est encore admis (§3.11)"),
    "gel": (_gel, "une lecture du dossier met l'écart sur le gel, que rien ne retient (§3.14.4)"),
    "écrasement": (_manque("OperateurEcrase"), "OperateurEcrase n'est pas encore comparé à l'OC prévenu (§3.10)"),
}
"""Name -> (whether a judgement is of that kind, what is known of it)."""


def connu(jugement: Jugement) -> str:
    """The name of the known disagreement that a judgement shows, "" for a new one."""
    return next((nom for nom, (est, _) in CONNUS.items() if est(jugement)), "")
