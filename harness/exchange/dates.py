"""When a lot left, as its own lines tell it: a window, because lines are dated to the minute and not all alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from harness.exchange.instants import lit_instant
from harness.exchange.messages import Message
from harness.protocol.terms import Flux

DATE_D_ENVOI: Mapping[Flux, str] = {
    Flux.CMD_ACCES: "DateCommandePrise",
    Flux.AR_CMD_ACCES: "DateArCommandePrise",
    Flux.CR_CMD_ACCES: "DateCrCommandePrise",
    Flux.CMD_STOC: "DateCommandeSousTraitantOI",
    Flux.CR_MAD: "DateMadLigne",
    Flux.NOTIF_RACC_KO: "DateNotifRaccKO",
    Flux.NOTIF_REPROV: "DateNotifReprov",
    Flux.MESS_OI: "DateMessage",
    Flux.MESS_OC: "DateMessage",
    Flux.ANNULATION: "DateAnnulation",
    Flux.CR_ANNULATION: "DateCrCommandeAnnulPrise",
    Flux.ANNULATION_RDV: "DateAnnulationRdv",
    Flux.GEL_DEGEL_RDV: "DateGel",
}
"""The column that says when a line was sent. Appointments have none: their dates are those of the slots (§3.14)."""

DATE_DU_FAIT: Mapping[Flux, str] = {
    Flux.CR_STOC: "DateRaccordementPrise",
    Flux.CR_MES: "DateMiseEnService",
    Flux.NOTIF_ECRASEMENT: "DateEcrasement",
}
"""The column that dates what a line reports: it was sent then or later (§3.5, §3.8, §3.10)."""


@dataclass(frozen=True, slots=True)
class Fenetre:
    """When a lot may have left: not before `debut` (datetime.min when nothing is known), not after `fin`."""

    debut: datetime = datetime.min
    fin: datetime = datetime.max


def fenetre(messages: Iterable[Message]) -> Fenetre:
    """The window of a lot: from the earliest date of its lines, to the latest when they say when they were sent."""
    dates: list[datetime] = []
    ferme = True
    for message in messages:
        champ = DATE_D_ENVOI.get(message.flux) or DATE_DU_FAIT.get(message.flux, "")
        ferme = ferme and message.flux in DATE_D_ENVOI
        lue = lit_instant(message[champ]) if champ else None
        if lue is not None:
            dates.append(lue)
    if not dates:
        return OUVERTE
    return Fenetre(min(dates), max(dates) if ferme else datetime.max)


OUVERTE = Fenetre()
"""Nothing is known of when the lot left."""
