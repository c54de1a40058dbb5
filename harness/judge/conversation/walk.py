"""Walking a dossier along the lifecycle table: where the order stood before and after each message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from harness.exchange.dossiers import Dossier
from harness.exchange.messages import Message
from harness.protocol.lifecycle import (
    COUPS,
    SANS_EFFET,
    Etat,
    Issue,
    Position,
    Refus,
    applique,
    avance,
    double,
    permis,
    situation,
)
from harness.protocol.terms import Flux, Modele, Partie


@dataclass(frozen=True, slots=True)
class Pas:
    """One message and the position around it. `refus` is set when the table has no such move from `avant`."""

    message: Message
    avant: Position
    apres: Position
    refus: Refus | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """A dossier, walked. `modele` is None when the order names none: there is then nothing to walk."""

    dossier: Dossier
    modele: Modele | None
    pas: tuple[Pas, ...]

    @property
    def position(self) -> Position | None:
        """Where the order stands at the end, None when it was not walked."""
        return self.pas[-1].apres if self.pas else None

    def premier(self, flux: Flux) -> Message | None:
        """First message of a flux."""
        return next((p.message for p in self.pas if p.message.flux is flux), None)

    @property
    def commence(self) -> bool:
        """Whether the dossier begins with its order."""
        return self.dossier.messages[0].flux is Flux.CMD_ACCES


@dataclass(frozen=True, slots=True)
class _Chemin:
    """One reading of the first messages of a dossier: its last step, the reading before it, how many it refuses."""

    refus: int = 0
    pas: Pas | None = None
    avant: _Chemin | None = None


def parcourt(dossier: Dossier) -> Suite:
    """Walk a dossier from its order. A message that has no place is refused; the walk then goes on from where the order
    was, or from a state that such a message leads to.

    Of all these readings the one that refuses the fewest messages is kept, so that one mistake (a message left out,
    sent twice or too late) does not make a breach of every later message.
    """
    commande = dossier.messages[0]
    modele = _modele(commande)
    if commande.flux is not Flux.CMD_ACCES or modele is None:
        return Suite(dossier, modele, ())
    lectures = {Position(modele, situation(commande.cellules)): _Chemin()}
    for message in dossier.messages:
        suivantes: dict[Position, _Chemin] = {}
        for position, chemin in lectures.items():
            for pas in _pas(position, message):
                refus = chemin.refus + (pas.refus is not None)
                if pas.apres not in suivantes or refus < suivantes[pas.apres].refus:
                    suivantes[pas.apres] = _Chemin(refus, pas, chemin)
        lectures = suivantes
    retenue: _Chemin | None = min(lectures.values(), key=lambda c: c.refus)
    pas_: list[Pas] = []
    while retenue is not None and retenue.pas is not None:
        pas_.append(retenue.pas)
        retenue = retenue.avant
    return Suite(dossier, modele, tuple(reversed(pas_)))


def _modele(commande: Message) -> Modele | None:
    try:
        return Modele(commande["TypeRacco"].strip().upper())
    except ValueError:
        return None


def _pas(position: Position, message: Message) -> Iterator[Pas]:
    """The steps that a message may be from a position, the most likely first."""
    etats, refus = _suites(position, message.emetteur, message.flux, message.issue)
    for apres in etats:
        yield Pas(message, position, apres, refus)


@lru_cache(maxsize=100_000)
def _suites(
    position: Position, emetteur: Partie, flux: Flux, issue: Issue
) -> tuple[tuple[Position, ...], Refus | None]:
    """Where a message may lead from a position, and why it has no place there if it has none.

    An outcome that cannot be read is a fault of form: any outcome that has its place will do.
    """
    apres = avance(position, emetteur, flux, issue)
    if isinstance(apres, Position):
        return (apres,), None
    ici = _vers(position, emetteur, flux, issue, position.etat) if issue is Issue.INCONNUE else ()
    if ici:
        return ici, None
    if flux in SANS_EFFET:
        ailleurs = tuple(p for p in _plus_loin(position) if not isinstance(avance(p, emetteur, flux, issue), Refus))
        return (position, *ailleurs), apres
    if flux is Flux.CMD_ACCES:
        return (double(position),), apres
    ailleurs = _vers(position, emetteur, flux, issue, None)
    return ((*ailleurs, position) if len(ailleurs) == 1 else (position, *ailleurs)), apres


def _plus_loin(position: Position) -> tuple[Position, ...]:
    """Where one message that was left out may have led."""
    return tuple(dict.fromkeys(applique(position, c) for c in permis(position)))


def _vers(position: Position, emetteur: Partie, flux: Flux, issue: Issue, etat: Etat | None) -> tuple[Position, ...]:
    """Where the table leads such a message from one state, or from any when None, in the order of the table."""
    atteintes = {
        applique(replace(position, etat=e), c): None
        for (m, s, e, p, f, i), c in COUPS.items()
        if (m, s, p, f) == (position.modele, position.situation, emetteur, flux)
        and etat in (None, e)
        and issue in (i, Issue.INCONNUE)
    }
    return tuple(atteintes)
