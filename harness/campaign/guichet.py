"""The window on the exchange: a lot of ours leaves once, a file of the partner's is taken once, whatever breaks.

Nothing leaves before the journal holds it, nothing is taken for good before the journal holds it either; so a campaign
that was killed anywhere knows from its journal what is still to be left there, and finds again what it had not kept.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from harness.campaign.clock import Horloge
from harness.exchange.entries import REPRISE, EntreeDepose, EntreeEvenement, EntreeLot
from harness.exchange.journal import Journal
from harness.transports.echange import Arrivee, EchangeImpossible, EnDeuxTemps, Transport

PRET = "prêt"
"""What an event says of a lot that is ready to appear in the exchange: from then on it appears once, or has."""

EnOrdre = Callable[[Sequence[Arrivee]], Iterable[Arrivee]]
"""Puts the files of one look at the exchange in the order in which to read them."""

NON_LU = "fichier non lu"
"""Nature of the fact that a file could not be read."""


@dataclass
class Guichet:
    """What a campaign sends and receives. `durable`: the exchange outlives the run, so that deposits are remembered.

    `dit` is told, in French, when the exchange cannot be reached and when it can again. `repris`: the run was down, and
    has not said so in its journal yet.
    """

    transport: Transport
    journal: Journal
    horloge: Horloge
    durable: bool = False
    dit: Callable[[str], None] = lambda _: None
    repris: bool = False
    _arrivees: deque[tuple[str, Arrivee]] = field(default_factory=deque)
    _panne: str = ""

    def annonce_la_reprise(self) -> None:
        """Say in the journal, once all of it was played again, that until now nothing was seen of the exchange."""
        if self.repris and self.journal.a_rejouer is None:
            self.repris = False
            self.horloge.attend(self.horloge.maintenant())
            self.journal.ecrit(EntreeEvenement(iso(self.horloge.maintenant()), REPRISE))
            self.dit("reprise : la campagne continue là où elle s'était arrêtée")

    def depose(self, lot: EntreeLot, octets: bytes) -> None:
        """Leave a lot that the journal already holds; come back once it is there, however long the exchange is down.

        Raises JournalArrete when it never will be.
        """
        if not self.durable:
            self.transport.depose(lot.de, lot.a, lot.nom_origine, octets)
            return
        deux_temps, pret = isinstance(self.transport, EnDeuxTemps), EntreeEvenement(lot.instant, PRET, lot.fichier)
        if deux_temps and self.journal.a_rejouer is None:
            self._insiste(lambda: self._prepare(lot, octets))
        if deux_temps:
            self.journal.ecrit(pret)
        if isinstance(attendue := self.journal.a_rejouer, EntreeDepose):
            self.horloge.cale(datetime.fromisoformat(attendue.instant))
        elif attendue is None:
            self._insiste(lambda: self._montre(lot) if deux_temps else self._laisse(lot, octets))
            self.horloge.attend(self.horloge.maintenant())
        self.journal.ecrit(EntreeDepose(lot.ordre, iso(self.horloge.maintenant())))

    def _prepare(self, lot: EntreeLot, octets: bytes) -> None:
        assert isinstance(self.transport, EnDeuxTemps)
        self.transport.prepare(lot.de, lot.a, lot.nom_origine, octets)

    def _montre(self, lot: EntreeLot) -> None:
        assert isinstance(self.transport, EnDeuxTemps)
        self.transport.publie(lot.de, lot.a, lot.nom_origine)

    def _laisse(self, lot: EntreeLot, octets: bytes) -> None:
        """A crash may have come between the deposit and its entry, and this transport may not be able to tell."""
        ou = (lot.de, lot.a, lot.nom_origine, octets)
        if not self.transport.deja_depose(*ou):
            self.transport.depose(*ou)

    def _insiste(self, geste: Callable[[], None]) -> None:
        while not self._essaie(geste):
            self.horloge.attend(self.horloge.maintenant() + self.horloge.pas)

    def arrivee(self, codes: Collection[str], de: Collection[str], en_ordre: EnOrdre) -> tuple[str, Arrivee] | None:
        """The next file from operators `de` for one of `codes`, and for which; it stays in the exchange.

        `en_ordre` is given what one look finds, and puts it in the order to read it.
        """
        if not self._arrivees:
            self._essaie(lambda: self._regarde(codes, de, en_ordre))
        return self._arrivees.popleft() if self._arrivees else None

    def _regarde(self, codes: Collection[str], de: Collection[str], en_ordre: EnOrdre) -> None:
        for code in codes:
            vues = [arrivee for arrivee in self.transport.releve(code) if arrivee.de in de]
            self._arrivees.extend((code, arrivee) for arrivee in en_ordre(vues))

    def acquitte(self, arrivee: Arrivee) -> None:
        """The journal holds a file: take it for good. If the exchange is down, whoever resumes will."""
        self._essaie(lambda: self.transport.acquitte(arrivee))

    def vide(self, code: str) -> None:
        """Take what waits for an operator and that nobody will read."""
        for arrivee in self.transport.releve(code):
            self.transport.acquitte(arrivee)

    def _essaie(self, geste: Callable[[], None]) -> bool:
        """Do something with the exchange, or say that it is down; what cannot get better by itself is raised."""
        try:
            geste()
        except EchangeImpossible as e:
            if not e.passager:
                self.journal.arrete(str(e))
            if not self._panne:
                self._panne = str(e)
                self.dit(f"l'échange ne répond pas, nouvel essai plus tard : {e}")
            return False
        if self._panne:
            self._panne = ""
            self.dit("l'échange répond de nouveau")
        return True


def iso(instant: datetime) -> str:
    """An instant as the journal writes it."""
    return instant.isoformat(timespec="seconds")
