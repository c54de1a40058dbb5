"""One appointment, message by message (§3.14): asked for, answered, moved, cancelled. Blind to who is simulated.

An appointment has its own keys and no lifecycle of an order: what is said here is all there is to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from harness.exchange.messages import Message
from harness.protocol.terms import REFERENCE_COMMANDE, Flux, cle

CRENEAUX = (1, 2, 3)


class EtatRdv(StrEnum):
    """Where an appointment stands, named by what was last settled."""

    AUCUN = "aucun"
    DEMANDE = "demandé"
    REFUSE = "refusé"
    RESERVE = "réservé"
    ANNULE = "annulé"


@dataclass(frozen=True, slots=True)
class RendezVous:
    """`creneau` is the slot held, as a cell; `demande` the request that waits for its answer, None when none does.

    `reports` counts the slots that a change really booked (§3.14.5), `refus` the refusals since the last acceptance.
    """

    etat: EtatRdv = EtatRdv.AUCUN
    identifiant: str = ""
    creneau: str = ""
    demande: Message | None = None
    reports: int = 0
    refus: int = 0


def concerne(message: Message) -> bool:
    """Whether a message is about an appointment, and not about an order (§3.14)."""
    return cle(message.flux) != REFERENCE_COMMANDE


def proposes(demande: Message) -> tuple[str, ...]:
    """The slots of a request, as cells, in order; those left empty are left out."""
    return tuple(d for n in CRENEAUX if (d := demande[f"DateRdv{n}"].strip()))


def valide(reponse: Message) -> int:
    """Number of the slot that an answer accepts, 0 when it refuses them all (§3.14.2)."""
    return next((n for n in CRENEAUX if reponse[f"ValidDate{n}"].strip().upper() == "OK"), 0)


def apres(rdv: RendezVous, message: Message) -> RendezVous:
    """The appointment after a message; as it was when the message is about something else."""
    if message.flux is Flux.DEMANDE_RDV:
        return replace(rdv, etat=EtatRdv.DEMANDE, identifiant="", creneau="", demande=message, reports=0)
    if message.flux is Flux.DEMANDE_MODIF_RDV:
        identifiant = rdv.identifiant or message["IdRdv"].strip()
        return replace(rdv, etat=EtatRdv.RESERVE, identifiant=identifiant, demande=message)
    if message.flux is Flux.ANNULATION_RDV:
        return replace(rdv, etat=EtatRdv.ANNULE, demande=None)
    if message.flux is Flux.REPONSE_RDV and rdv.demande is not None:
        return _repondu(rdv, rdv.demande, message)
    return rdv


def _repondu(rdv: RendezVous, demande: Message, reponse: Message) -> RendezVous:
    modifie = demande.flux is Flux.DEMANDE_MODIF_RDV
    rang = valide(reponse)
    if not rang and (reponse["IdRdv"].strip() == "" or all(f"ValidDate{n}" in reponse.cellules for n in CRENEAUX)):
        return replace(rdv, etat=rdv.etat if modifie else EtatRdv.REFUSE, demande=None, refus=rdv.refus + 1)
    return RendezVous(
        EtatRdv.RESERVE,
        rdv.identifiant if modifie else reponse["IdRdv"].strip(),
        demande[f"DateRdv{rang}"].strip() if rang else "",  # accepted, in a column that is not there
        reports=rdv.reports + modifie,
    )


def suit(messages: Iterable[Message]) -> RendezVous:
    """Where messages leave an appointment."""
    rdv = RendezVous()
    for message in messages:
        rdv = apres(rdv, message)
    return rdv
