"""All that a journal shows at once: for what no dossier tells alone, silences, files and lines shared by two OC."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from harness.exchange.dossiers import Echange
from harness.exchange.messages import Message
from harness.judge.conversation.convenus import Convenus
from harness.judge.conversation.walk import Suite

ATTENTE = timedelta(days=3)
"""How long a party may be silent when the profile sets no delay: the protocol itself sets none."""

TERME = "attente"
"""The term of a journal's profile that replaces it, as a profile writes a delay."""


@dataclass(frozen=True)
class Ensemble:
    """Every dossier walked and every lot, in the order of the journal.

    `attente`: until when a party may be silent, from an instant on; None when the profile does not say, and `ATTENTE`
    is then a guess. `convenus` are the delays that it declares.
    `defauts` maps (file, line) of an order to a sentence on what its form breaks.
    """

    suites: tuple[Suite, ...]
    echanges: tuple[Echange, ...] = ()
    attente: Callable[[datetime], datetime] | None = None
    defauts: Mapping[tuple[str, int], str] | None = None
    convenus: Convenus | None = None

    @cached_property
    def _horizons(self) -> dict[str, str]:
        return {e.fichier: e.horizon for e in self.echanges}

    @cached_property
    def _suites(self) -> dict[tuple[str, int], Suite]:
        return {(m.fichier, m.ligne): suite for suite in self.suites for m in suite.dossier.messages}

    def suite_de(self, message: Message) -> Suite | None:
        """The dossier of a message."""
        return self._suites.get((message.fichier, message.ligne))

    @cached_property
    def _termes(self) -> dict[str, Mapping[str, str]]:
        return {e.fichier: e.termes for e in self.echanges}

    def terme(self, message: Message, nom: str) -> str:
        """What the contract said under a name when a message was exchanged, "" when nobody knows."""
        return self._termes.get(message.fichier, {}).get(nom, "")

    def ensemble(self, un: Message, autre: Message) -> bool:
        """Whether two messages are of one scenario, or of a journal without any: each is a world of its own."""
        return self._horizons.get(un.fichier, "") == self._horizons.get(autre.fichier, "")

    def muet(self, message: Message) -> bool | None:
        """Whether a message has been left without answer for too long; None when the journal stops before."""
        try:
            fin = datetime.fromisoformat(self._horizons.get(message.fichier, ""))
            depuis = datetime.fromisoformat(message.recu or message.instant)
        except ValueError:
            return None
        limite = depuis + ATTENTE if self.attente is None else self.attente(depuis)
        return True if fin >= limite else None

    def lignes(self) -> Iterator[tuple[Echange, Message]]:
        """Every line with its lot."""
        for echange in self.echanges:
            for message in echange.messages:
                yield echange, message
