"""Walking a dossier along the lifecycle table: where the order stood before and after each message."""

from __future__ import annotations

from dataclasses import dataclass

from harness.exchange.dossiers import Dossier
from harness.exchange.messages import Message
from harness.protocol.lifecycle import COUPS, Position, Refus, avance, situation
from harness.protocol.terms import Flux, Modele


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


def parcourt(dossier: Dossier) -> Suite:
    """Walk a dossier from its order. A move that is not allowed is told once, then the walk goes on where it can.

    It resumes from the state such a message leads to when there is only one, else from where it was, so that one
    mistake does not make a breach of every later message.
    """
    commande = dossier.messages[0]
    modele = _modele(commande)
    if commande.flux is not Flux.CMD_ACCES or modele is None:
        return Suite(dossier, modele, ())
    position = Position(modele, situation(commande.cellules))
    pas: list[Pas] = []
    for message in dossier.messages:
        apres = avance(position, message.emetteur, message.flux, message.issue)
        if isinstance(apres, Refus):
            repris = _reprise(position, message)
            pas.append(Pas(message, position, repris, apres))
            position = repris
        else:
            pas.append(Pas(message, position, apres))
            position = apres
    return Suite(dossier, modele, tuple(pas))


def _modele(commande: Message) -> Modele | None:
    try:
        return Modele(commande["TypeRacco"].strip().upper())
    except ValueError:
        return None


def _reprise(position: Position, message: Message) -> Position:
    suivants = {
        c.suivant
        for (m, s, _, p, f, i), c in COUPS.items()
        if (m, s, p, f, i) == (position.modele, position.situation, message.emetteur, message.flux, message.issue)
    }
    if len(suivants) != 1 or message.flux is Flux.CMD_ACCES:
        return position
    return Position(position.modele, position.situation, suivants.pop())
