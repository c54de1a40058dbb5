"""Cutting what was exchanged into appointments: request, answer, changes, and the order that recalls it (§3.14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.exchange.dossiers import Echange
from harness.exchange.messages import Message
from harness.exchange.rendez_vous import RendezVous, apres, concerne
from harness.protocol.terms import REFERENCE_DEMANDE_RDV, Flux, Partie

_CLES = (REFERENCE_DEMANDE_RDV, "IdRdv")
DEMANDES = (Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV)


Fil = tuple[str, str, list[Message]]
"""OC, OI and the messages of one appointment, while they are sorted out."""


@dataclass(frozen=True, slots=True)
class FilRdv:
    """One appointment, in the order of the journal. Its keys are references of requests and an IdRdv.

    `copies` are the requests of files sent again, byte for byte: they count once, but may be answered each time.
    """

    oc: str
    oi: str
    messages: tuple[Message, ...]
    copies: tuple[Message, ...] = ()

    @property
    def pris(self) -> bool:
        """Whether it was asked for by file, and not taken in a tool of the OI (§3.14)."""
        return any(m.flux is Flux.DEMANDE_RDV for m in self.messages)

    def precede(self, reponse: Message) -> bool:
        """Whether an answer came before the request that it answers."""
        return any(m.flux in DEMANDES and m.reference == reponse.reference and m.ordre > reponse.ordre
                   for m in self.messages)  # fmt: skip

    def pas(self) -> Iterator[tuple[RendezVous, Message]]:
        """Each message and the appointment that it found."""
        rdv = RendezVous()
        for message in self.messages:
            yield rdv, message
            rdv = apres(rdv, message)


def fils_rdv(echanges: Iterable[Echange]) -> tuple[FilRdv, ...]:
    """Appointments in the order of their first message. A new request always opens one, at the head of the answers that
    came before it; an order and a cancellation join the one they recall, if it is known.
    """
    fils: list[Fil] = []
    copies: dict[tuple[str, str], list[Message]] = {}
    rangs: dict[tuple[str, str, str, str], int] = {}
    for echange in echanges:
        for message in echange.messages:
            oc, oi = (echange.de, echange.a) if message.emetteur is Partie.OC else (echange.a, echange.de)
            if echange.copie:
                copies.setdefault((oc, oi), []).extend([message] if message.flux in DEMANDES else [])
                continue
            cles = [(oc, oi, champ, v) for champ in _CLES if (v := message[champ].strip())]
            rang = next((rangs[c] for c in cles if c in rangs), None)
            if message.flux in DEMANDES and rang is not None and _repondue(fils[rang][2][0], message):
                fils[rang][2].insert(0, message)
                continue
            if message.flux is Flux.DEMANDE_RDV:
                rang = None
            ailleurs = rangs.get((oc, oi, "IdRdv", message["IdRdv"].strip()))
            if message.flux is Flux.REPONSE_RDV and rang is not None and ailleurs not in (None, rang):
                _rejoint(fils, rangs, ailleurs, rang)
            if rang is None and concerne(message) and cles:
                rang = len(fils)
                fils.append((oc, oi, []))
            if rang is not None and (concerne(message) or message.flux is Flux.CMD_ACCES):
                fils[rang][2].append(message)
                rangs |= dict.fromkeys(cles, rang)
    return tuple(
        FilRdv(oc, oi, tuple(messages), tuple(copies.get((oc, oi), ()))) for oc, oi, messages in fils if messages
    )


def _rejoint(fils: list[Fil], rangs: dict[tuple[str, str, str, str], int], de: int, a: int) -> None:
    """A change asked for before the appointment was granted is about it, not about one of the OI's tool."""
    if fils[de][2][0].flux is Flux.DEMANDE_MODIF_RDV:
        fils[a][2][:] = sorted(fils[de][2] + fils[a][2], key=lambda m: m.ordre)
        fils[de][2].clear()
        rangs |= {cle: a for cle, rang in rangs.items() if rang == de}


def _repondue(premier: Message, demande: Message) -> bool:
    """Whether what an appointment begins with is the answer to a request that comes after it."""
    return premier.flux is Flux.REPONSE_RDV and premier.reference == demande.reference
