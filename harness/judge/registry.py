"""Rules, declared once each: id, scope, §, and the French sentence a partner reads (the first docstring line)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from harness.judge.results import Gravite
from harness.protocol.spec import Fait
from harness.protocol.terms import Flux

F = TypeVar("F", bound=Callable[..., Any])


class Portee(StrEnum):
    """What one application of a rule looks at."""

    LOT = "lot"
    LIGNE = "ligne"
    CHAMP = "champ"
    ENREGISTREMENT = "enregistrement"
    CONVERSATION = "conversation"
    RENDEZ_VOUS = "rendez-vous"
    JOURNAL = "journal"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Regle:
    """One rule. `section` is the § it implements, "" when the column says it; `flux` is empty when it serves all.

    `fait` is the fact of the workbook the rule enforces: its provenance decides between breach and warning.
    """

    id: str
    phrase: str
    portee: Portee
    section: str
    gravite: Gravite
    flux: frozenset[Flux]
    fait: Fait | None
    fonction: Callable[..., Any]

    @property
    def observe(self) -> bool:
        """Whether the rule only notes what is permitted: nothing breaks it."""
        return self.id.startswith("observation.")


REGLES: dict[str, Regle] = {}
"""Every rule by id, in order of declaration."""


def regle(
    id_: str,
    portee: Portee,
    section: str = "",
    *,
    flux: Flux | tuple[Flux, ...] = (),
    gravite: Gravite = Gravite.NON_CONFORME,
    fait: Fait | None = None,
) -> Callable[[F], F]:
    """Declare a function as a rule. Raises ValueError on a duplicate id or a missing sentence."""

    def declare(fonction: F) -> F:
        phrase = (fonction.__doc__ or "").strip().split("\n", 1)[0]
        if not phrase or id_ in REGLES:
            raise ValueError(f"règle {id_} : phrase absente ou identifiant déjà pris")
        concernes = frozenset({flux} if isinstance(flux, Flux) else flux)
        REGLES[id_] = Regle(id_, phrase, portee, section, gravite, concernes, fait, fonction)
        return fonction

    return declare


def de_portee(portee: Portee, flux: Flux | None = None) -> tuple[Regle, ...]:
    """Rules of one scope that serve one flux, in order of declaration."""
    return tuple(r for r in REGLES.values() if r.portee is portee and (not r.flux or flux is None or flux in r.flux))
