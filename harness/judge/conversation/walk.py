"""Walking a dossier along the lifecycle table: where the order stood before and after each message.

The judge sees both sides, after the fact. It keeps the reading that refuses the fewest messages, and it holds against
nobody what a party could not know: a message that has its place in what its sender had read is no breach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from harness.exchange.croisements import RELEVE, ignores
from harness.exchange.dossiers import Dossier
from harness.exchange.messages import Message
from harness.exchange.walk import Pas, modele, ouvre, un_pas
from harness.protocol.lifecycle import COUPS, SANS_EFFET, Etat, Issue, Position, Refus, applique, avance, permis
from harness.protocol.terms import Flux, Modele, Partie


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
    rang: int = -1

    def jusqu_a(self, rang: int) -> list[Pas]:
        """Its steps from a message on, in order."""
        pas: list[Pas] = []
        chemin: _Chemin | None = self
        while chemin is not None and chemin.pas is not None and chemin.rang >= rang:
            pas.append(chemin.pas)
            chemin = chemin.avant
        return pas[::-1]


def parcourt(dossier: Dossier, releve: timedelta = RELEVE) -> Suite:
    """Walk a dossier from its order. A message that has no place is refused; the walk then goes on from where the order
    was, or from a state that such a message leads to.

    Of all these readings the one that refuses the fewest messages is kept, so that one mistake (a message left out,
    sent twice or too late) does not make a breach of every later message. `releve` is how long a lot may wait to be
    read, when the journal does not tell.
    """
    commande = dossier.messages[0]
    nomme = modele(commande)
    if commande.flux is not Flux.CMD_ACCES or nomme is None:
        return Suite(dossier, nomme, ())
    lectures = {ouvre(commande): _Chemin()}
    ignore = ignores(dossier.messages, releve)
    for rang, message in enumerate(dossier.messages):
        suivantes: dict[Position, _Chemin] = {}
        for position, chemin in lectures.items():
            for pas in _pas(position, message, chemin.jusqu_a(ignore[rang]) if ignore[rang] < rang else []):
                refus = chemin.refus + (pas.refus is not None)
                if pas.apres not in suivantes or refus < suivantes[pas.apres].refus:
                    suivantes[pas.apres] = _Chemin(refus, pas, chemin, rang)
        lectures = suivantes
    retenue = min(lectures.values(), key=lambda c: c.refus)
    return Suite(dossier, nomme, tuple(_redites(retenue.jusqu_a(0))))


def _redites(pas: list[Pas]) -> Iterator[Pas]:
    """The steps, those refused with the message that they repeat word for word, if any."""
    dits: dict[tuple[Partie, Flux, frozenset[tuple[str, str]]], Message] = {}
    for un in pas:
        message = un.message
        premier = dits.setdefault((message.emetteur, message.flux, frozenset(message.cellules.items())), message)
        yield replace(un, redite=premier) if un.refus is not None and premier is not message else un


def _pas(position: Position, message: Message, non_lus: list[Pas]) -> Iterator[Pas]:
    """The steps that a message may be from a position, the most likely first. `non_lus`: from the first step that its
    sender had not read.
    """
    quoi = (message.emetteur, message.flux, message.issue)
    etats, refus = _suites(position, *quoi)
    if refus is not None and non_lus:
        apres, croise = un_pas(position, *quoi, croise=True)
        if croise is not None and _avait_sa_place(message, non_lus):
            apres, croise = position, None
        if croise is None:
            yield Pas(message, position, apres, croise=True)
            return
    for apres in etats:
        yield Pas(message, position, apres, refus)


def _avait_sa_place(message: Message, non_lus: list[Pas]) -> bool:
    """Whether a message has its place in what its sender knew: all but what it had not read."""
    position = non_lus[0].avant
    for pas in non_lus:
        if pas.message.emetteur is message.emetteur:
            position, _ = un_pas(position, pas.message.emetteur, pas.message.flux, pas.message.issue)
    return un_pas(position, message.emetteur, message.flux, message.issue)[1] is None


@lru_cache(maxsize=100_000)
def _suites(
    position: Position, emetteur: Partie, flux: Flux, issue: Issue
) -> tuple[tuple[Position, ...], Refus | None]:
    """Where a message may lead from a position, and why it has no place there if it has none.

    An outcome that cannot be read is a fault of form: any outcome that has its place will do.
    """
    apres, refus = un_pas(position, emetteur, flux, issue)
    if refus is None:
        return (apres,), None
    ici = _vers(position, emetteur, flux, issue, position.etat) if issue is Issue.INCONNUE else ()
    if ici:
        return ici, None
    if flux in SANS_EFFET:
        ailleurs = tuple(p for p in _plus_loin(position) if not isinstance(avance(p, emetteur, flux, issue), Refus))
        return (position, *ailleurs), refus
    if flux is Flux.CMD_ACCES:
        return (apres,), refus
    ailleurs = _vers(position, emetteur, flux, issue, None)
    return ((*ailleurs, position) if len(ailleurs) == 1 else (position, *ailleurs)), refus


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
