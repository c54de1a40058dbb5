"""The delays that two operators agreed on, which of them files show, and what a journal saw of the time that passed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from harness.exchange.messages import Message
from harness.protocol.terms import Flux, Partie


def instant_de(texte: str) -> datetime | None:
    """The instant of a journal, None when it has none."""
    try:
        return datetime.fromisoformat(texte) if texte else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Convenus:
    """What was agreed on about time, and what the journal saw of it.

    `delais` are French texts by the name they have in a profile; `echeance` is when several of them, one after the
    other, are over, with the time that both sides take to look at their files. `deposes` is when a lot was in the
    exchange, by file; `fautifs` are orders spoilt on purpose; `fin` is when the harness last looked, `absences` are
    when it did not.
    """

    delais: Mapping[str, str]
    echeance: Callable[[datetime, Sequence[str]], datetime]
    fin: datetime
    deposes: Mapping[str, datetime] = field(default_factory=dict)
    fautifs: frozenset[str] = frozenset()
    absences: tuple[tuple[datetime, datetime], ...] = ()

    def declare(self, noms: Sequence[str]) -> bool:
        """Whether all these delays were agreed on."""
        return all(nom in self.delais for nom in noms)

    def depose(self, message: Message) -> datetime | None:
        """When a message was in the exchange, None when nothing tells."""
        return self.deposes.get(message.fichier) or instant_de(message.instant)

    def vu(self, debut: datetime, fin: datetime) -> bool:
        """Whether the harness was there from an instant to another."""
        return not any(parti < fin and revenu > debut for parti, revenu in self.absences)


@dataclass(frozen=True, slots=True)
class Du:
    """One of `reponses` is due by `partie`, once all of `delais` have passed since a message of flux `cause`.

    Without `cause`, since the date of the work that the answer itself reports.
    """

    partie: Partie
    section: str
    cause: Flux | None
    reponses: tuple[Flux, ...]
    delais: tuple[str, ...]


DUS: tuple[Du, ...] = (
    Du(Partie.OI, "3.2", Flux.CMD_ACCES, (Flux.AR_CMD_ACCES,), ("ar",)),
    Du(Partie.OI, "3.3", Flux.AR_CMD_ACCES, (Flux.CR_CMD_ACCES,), ("cr",)),
    Du(Partie.OI, "3.4", Flux.CR_CMD_ACCES, (Flux.CMD_STOC,), ("cmd_stoc",)),
    Du(Partie.OI, "3.6", Flux.CR_STOC, (Flux.CR_MAD,), ("mad",)),
    Du(Partie.OI, "3.13", Flux.ANNULATION, (Flux.CR_ANNULATION,), ("cr_annulation",)),
    Du(Partie.OI, "3.14.2", Flux.DEMANDE_RDV, (Flux.REPONSE_RDV,), ("reponse_rdv",)),
    Du(Partie.OI, "3.14.2", Flux.DEMANDE_MODIF_RDV, (Flux.REPONSE_RDV,), ("reponse_rdv",)),
    Du(Partie.OC, "3.5", Flux.CMD_STOC, (Flux.CR_STOC, Flux.NOTIF_RACC_KO), ("intervention", "pose", "cr_stoc")),
    Du(Partie.OC, "3.5", None, (Flux.CR_STOC,), ("cr_stoc",)),
    Du(Partie.OC, "3.8", Flux.CR_MAD, (Flux.CR_MES, Flux.NOTIF_RACC_KO), ("mes", "cr_mes")),
    Du(Partie.OC, "3.8", None, (Flux.CR_MES,), ("cr_mes",)),
)
"""The delays of a profile that files show. The others begin on the phone or with a client, and leave no trace there."""


def delais_de(partie: Partie) -> frozenset[str]:
    """The delays of a party that are measured, by the name they have in a profile."""
    return frozenset(nom for du in DUS if du.partie is partie for nom in du.delais)
