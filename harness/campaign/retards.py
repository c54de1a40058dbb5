"""Contractual delays: what the party under test answered too late or not at all, where its profile sets a time.

A delay is only held against a party when the harness was there to see: from when our lot was in its exchange, with the
time that both sides take to look at theirs added, and never across an interruption of the campaign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain

from harness.exchange.croisements import fenetre_de_releve
from harness.exchange.entries import REPRISE, Entete, EntreeDepose, EntreeEvenement, EntreeFaute, EntreeLot
from harness.exchange.journal import JournalLu
from harness.exchange.messages import Message
from harness.judge.results import Constat, Gravite
from harness.network.calendrier import Calendrier, Delai, Zone
from harness.protocol.lifecycle import Issue
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux

REGLE = "delai.depasse"

_REPONSES: Mapping[Flux, Flux] = {
    Flux.CMD_ACCES: Flux.AR_CMD_ACCES,
    Flux.AR_CMD_ACCES: Flux.CR_CMD_ACCES,
    Flux.CR_STOC: Flux.CR_MAD,
    Flux.ANNULATION: Flux.CR_ANNULATION,
    Flux.DEMANDE_RDV: Flux.REPONSE_RDV,
    Flux.DEMANDE_MODIF_RDV: Flux.REPONSE_RDV,
}
"""What each flux calls for, when it is not a refusal."""

_SECTIONS: Mapping[Flux, str] = {
    Flux.AR_CMD_ACCES: "§3.2",
    Flux.CR_CMD_ACCES: "§3.3",
    Flux.CR_MAD: "§3.6",
    Flux.CR_ANNULATION: "§3.13",
    Flux.REPONSE_RDV: "§3.14.2",
}


def retards(lu: JournalLu, messages: Mapping[str, Sequence[Message]]) -> tuple[Constat, ...]:
    """The delays that were not kept. `messages` are those of each lot, in the order of the journal."""
    delais = {Flux(flux): Delai.lit(texte) for flux, texte in lu.entete.delais.items()}
    if not delais:
        return ()
    return tuple(_Montre(lu).constats(delais, list(chain.from_iterable(messages.values()))))


class _Montre:
    """When things were sent and seen, and when the harness was not looking."""

    def __init__(self, lu: JournalLu) -> None:
        lots = {e.ordre: e for e in lu.entrees if isinstance(e, EntreeLot)}
        self.deposes = {
            lots[e.ordre].fichier: datetime.fromisoformat(e.instant)
            for e in lu.entrees
            if isinstance(e, EntreeDepose) and e.ordre in lots
        }
        self.fautifs = {e.dossier for e in lu.entrees if isinstance(e, EntreeFaute)}
        instants = [datetime.fromisoformat(i) for e in lu.entrees if (i := getattr(e, "instant", ""))]
        self.fin = max(instants, default=datetime.min)
        reprises = [i for i, e in enumerate(lu.entrees) if isinstance(e, EntreeEvenement) and e.quoi == REPRISE]
        self.absences = [
            (_avant(lu, i), datetime.fromisoformat(getattr(lu.entrees[i], "instant", ""))) for i in reprises
        ]
        self.marge = 2 * fenetre_de_releve(lu.entete.profil)
        self.calendrier = _calendrier(lu.entete)
        self.simules = lu.entete.simules

    def constats(self, delais: Mapping[Flux, Delai], messages: Sequence[Message]) -> Iterator[Constat]:
        for rang, cause in enumerate(messages):
            flux = _REPONSES.get(cause.flux)
            if flux is None or flux not in delais or cause.issue is Issue.KO or cause.reference in self.fautifs:
                continue
            suite = [m for m in messages[rang + 1 :] if m.reference == cause.reference]
            reponse = next((m for m in suite if m.flux is flux and m.emetteur not in self.simules), None)
            depuis = self.deposes.get(cause.fichier, datetime.fromisoformat(cause.instant))
            du = self.calendrier.apres(depuis, delais[flux])
            vu = self.fin if reponse is None else datetime.fromisoformat(reponse.instant)
            if vu <= du + self.marge or any(debut < vu and fin > du for debut, fin in self.absences):
                continue
            if reponse is None and any(m.flux is Flux.ANNULATION for m in suite):
                continue
            yield self._constat(cause, reponse, flux, delais[flux], du)

    def _constat(self, cause: Message, reponse: Message | None, flux: Flux, delai: Delai, du: datetime) -> Constat:
        temoin = reponse or cause
        comment = (
            "n'est pas venu" if reponse is None else f"est venu le {_dit(datetime.fromisoformat(reponse.instant))}"
        )
        return Constat(
            regle=REGLE,
            gravite=Gravite.NON_CONFORME,
            partie=cause.emetteur.autre if cause.emetteur in self.simules else cause.emetteur,
            fichier=temoin.fichier,
            ligne=temoin.ligne,
            champ="",
            section=_SECTIONS[flux],
            message=f"Le délai convenu est dépassé : {flux} était dû le {_dit(du)} ({delai}) et {comment}.",
            provenance=Provenance.SEED,
            flux=flux,
            dossier=cause.reference,
        )


def _avant(lu: JournalLu, rang: int) -> datetime:
    """When the harness was last seen at work before an interruption."""
    instants = (getattr(e, "instant", "") for e in reversed(lu.entrees[:rang]))
    return datetime.fromisoformat(next((i for i in instants if i), lu.entete.debut))


def _dit(instant: datetime) -> str:
    return f"{instant:%d/%m/%Y à %H:%M}"


def _calendrier(entete: Entete) -> Calendrier:
    """The working days that the header tells."""
    texte = entete.profil.get("calendrier", "")
    zone = Zone.METROPOLE
    with suppress(ValueError):
        zone = Zone(texte.partition(",")[0])
    fermetures = tuple(datetime.strptime(d, "%d/%m/%Y").date() for d in re.findall(r"\d{2}/\d{2}/\d{4}", texte))
    return Calendrier(zone, "samedi ouvré" in texte, fermetures)
