"""Disagreements that are understood and not settled yet: counted and printed by every run, never silent.

A line goes away as soon as what it names is settled.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.mutants.juges import Jugement

CONNUS: dict[str, tuple[Callable[[Jugement], bool], str]] = {}
"""Name -> (whether a judgement is of that kind, what is known of it)."""


def connu(jugement: Jugement) -> str:
    """The name of the known disagreement that a judgement shows, "" for a new one."""
    return next((nom for nom, (est, _) in CONNUS.items() if est(jugement)), "")
