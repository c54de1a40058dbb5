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


def _invente(regle: str) -> Callable[[Jugement], bool]:
    """Breaches that the oracle does not know of, all of one rule."""

    def est(jugement: Jugement) -> bool:
        return jugement.desaccord == "inventé" and {c.regle for c in jugement.constats} == {regle}

    return est


CONNUS: dict[str, tuple[Callable[[Jugement], bool], str]] = {
    "message": (_manque("message sans"), "un message avant toute ReferencePrestationPrise est encore admis (§3.11)"),
    "gel": (_gel, "une lecture du dossier met l'écart sur le gel, que rien ne retient (§3.14.4)"),
    "créneaux": (
        _invente("rdv.creneaux_non_apparies"),
        "une colonne DateRdv absente, dont le nom n'est pas sûr, est lue comme un créneau non proposé",
    ),
}
"""Name -> (whether a judgement is of that kind, what is known of it)."""


def connu(jugement: Jugement) -> str:
    """The name of the known disagreement that a judgement shows, "" for a new one."""
    return next((nom for nom, (est, _) in CONNUS.items() if est(jugement)), "")
