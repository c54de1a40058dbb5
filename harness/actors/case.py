"""What one party knows of one order, and what it may do next: the values that deciders take and give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from harness.exchange.messages import Message
from harness.exchange.walk import position
from harness.network.calendrier import Delai
from harness.network.contract import Contrat, Delais
from harness.network.facts import Fait, Nature
from harness.network.ground import Monde
from harness.network.names import Alea
from harness.protocol.lifecycle import Etat, Position
from harness.protocol.terms import Flux, Partie


@dataclass(frozen=True, slots=True)
class Defaut:
    """A breach of form in one cell of a line received (§3.2); `champ` is "" for the whole line."""

    champ: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Vecu:
    """Something a party said, heard, did or learned about an order. `defauts` are those of a line it received."""

    instant: datetime
    quoi: Message | Fait
    defauts: tuple[Defaut, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """One order as one party knows it: what it lived, in order. `autre` is the other operator's code."""

    reference: str
    autre: str
    vecus: tuple[Vecu, ...] = ()

    def avec(self, vecu: Vecu) -> Dossier:
        """The same order, one event later."""
        return replace(self, vecus=(*self.vecus, vecu))

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """What went over the wire, as this party saw it go by."""
        return tuple(v.quoi for v in self.vecus if isinstance(v.quoi, Message))

    @cached_property
    def position(self) -> Position | None:
        """Where the lifecycle stands for this party; None before the order."""
        return position(self.messages)

    @property
    def etat(self) -> Etat:
        """State of the order for this party."""
        return Etat.NOUVELLE if self.position is None else self.position.etat

    @property
    def commande(self) -> Message:
        """The order itself. Raises LookupError before it."""
        commande = self.dernier(Flux.CMD_ACCES)
        if commande is None:
            raise LookupError(f"{self.reference} : pas encore de commande")
        return commande

    def dernier(self, *flux: Flux) -> Message | None:
        """The last message of these flux."""
        return next((m for m in reversed(self.messages) if m.flux in flux), None)

    def fait(self, *natures: Nature) -> Fait | None:
        """The last fact of these natures."""
        faits = (v.quoi for v in reversed(self.vecus) if isinstance(v.quoi, Fait))
        return next((f for f in faits if f.nature in natures), None)

    def faits(self, nature: Nature) -> tuple[Fait, ...]:
        """Every fact of a nature, in order."""
        return tuple(v.quoi for v in self.vecus if isinstance(v.quoi, Fait) and v.quoi.nature is nature)

    def rang(self, quoi: Message | Fait | None) -> int:
        """Place of an event among what was lived; -1 when there is none."""
        return next((i for i in reversed(range(len(self.vecus))) if self.vecus[i].quoi is quoi), -1)

    def instant(self, quoi: Message | Fait | None) -> datetime:
        """When this party learned of an event. Raises LookupError when it did not."""
        rang = self.rang(quoi)
        if rang < 0:
            raise LookupError(f"{self.reference} : événement inconnu")
        return self.vecus[rang].instant

    @property
    def dernier_instant(self) -> datetime:
        """When the last event came. Raises IndexError before the first."""
        return self.vecus[-1].instant


@dataclass(frozen=True, slots=True)
class Contexte:
    """All that a decider may look at besides the order: who it is, the world, and the other orders it has.

    `motifs` maps a code of the codification to its label.
    """

    partie: Partie
    code: str
    monde: Monde
    alea: Alea
    motifs: Mapping[str, str] = field(default_factory=dict)
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)

    @property
    def contrat(self) -> Contrat:
        """What the two operators agreed on."""
        return self.monde.contrat

    @property
    def delais(self) -> Delais:
        """How long each step takes."""
        return self.monde.contrat.delais

    def apres(self, instant: datetime, delai: Delai) -> datetime:
        """Some time after an instant, by the calendar of the contract."""
        return self.monde.contrat.calendrier.apres(instant, delai)

    def jour_ouvre(self, instant: datetime, jours: int) -> datetime:
        """The opening hour, some working days after an instant, by the calendar of the contract."""
        return self.monde.contrat.calendrier.jour_ouvre(instant, jours)

    def motif(self, code: str) -> str:
        """A reason as a cell writes it: code and label."""
        return f"{code} {self.motifs[code]}" if code in self.motifs else code


@dataclass(frozen=True, slots=True)
class Envoi:
    """A line to send at an instant. Lines of one flux due together leave in one lot (§2.3)."""

    instant: datetime
    flux: Flux
    cellules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Geste:
    """Something to do off the wire at an instant."""

    instant: datetime
    fait: Fait


Acte = Envoi | Geste
Decideur = Callable[[Dossier, Contexte], Acte | None]
"""One party's mind: the next thing it will do about an order if nothing else happens; None to wait for the other."""


def instant_ecrit(texte: str) -> datetime:
    """The instant of a cell that `date` wrote."""
    return datetime.strptime(texte, "%Y%m%d %H:%M")


def date(instant: datetime) -> str:
    """An instant as the protocol writes it: `AAAAMMJJ HH:MM`."""
    return instant.strftime("%Y%m%d %H:%M")
