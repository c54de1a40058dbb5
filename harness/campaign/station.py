"""One operator in a campaign: its mind when the harness plays it, the orders it knows, what it is about to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from harness.actors.case import Acte, Contexte, Decideur, Dossier, Envoi, Vecu
from harness.actors.deviations import Depart, Ecart
from harness.exchange.messages import Message
from harness.exchange.rendez_vous import concerne
from harness.network.ground import Monde
from harness.network.names import Alea
from harness.protocol.terms import Flux, Partie


@dataclass
class Station:
    """`decideur` is None for an operator under test: the harness then only listens to it.

    `retenus` are the lots that a deviation makes leave after the next one: to whom, which flux, its lines.

    `partis` counts the lots of each flux that were due so far.

    `suspendus` are the orders about which somebody was asked something: nothing is due before the answer.

    `rdv` maps the keys of appointments, requests and IdRdv, to the order or the request they were learned with.
    """

    code: str
    partie: Partie
    decideur: Decideur | None
    ecarts: list[Ecart] = field(default_factory=list)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    intentions: dict[str, Acte] = field(default_factory=dict)
    rdv: dict[str, str] = field(default_factory=dict)
    suspendus: set[str] = field(default_factory=set)
    retenus: list[tuple[str, Flux, dict[str, Mapping[str, str]]]] = field(default_factory=list)
    partis: Counter[Flux] = field(default_factory=Counter)

    def sujet(self, message: Message) -> str:
        """What a line is about: its key, or where its appointment is already known from (§3.14)."""
        if not concerne(message):
            return message.reference
        connu = self.rdv.get(message.reference) or self.rdv.get(message["IdRdv"].strip())
        return connu or message.reference

    def apprend(self, reference: str, autre: str, vecu: Vecu) -> None:
        """Add an event to an order, which may be new."""
        dossier = self.dossiers.get(reference) or Dossier(reference, autre)
        self.dossiers[reference] = dossier.avec(vecu)
        if isinstance(vecu.quoi, Message) and concerne(vecu.quoi):
            cles = (vecu.quoi.reference, vecu.quoi["IdRdv"].strip())
            self.rdv |= dict.fromkeys((c for c in cles if c), reference)

    def reflechit(self, reference: str, monde: Monde, alea: Alea, motifs: Mapping[str, str]) -> Acte | None:
        """Decide again what to do next about an order, and keep it as the intention."""
        self.intentions.pop(reference, None)
        if self.decideur is None or reference not in self.dossiers:
            return None
        ctx = Contexte(self.partie, self.code, monde, alea, motifs, self.dossiers)
        decide = self.decideur
        for ecart in self.ecarts:
            decide = ecart.esprit(decide) if ecart.esprit else decide
        acte = decide(self.dossiers[reference], ctx)
        if isinstance(acte, Envoi):
            rang = self.partis[acte.flux] + 1
            retards = (e.retard for e in self.ecarts if e.touche(acte.flux, rang) and e.dossier in ("", reference))
            for retard in retards:
                acte = replace(acte, instant=monde.contrat.calendrier.apres(acte.instant, retard))
        if acte is not None:
            self.intentions[reference] = acte
        return acte

    def depart(self, flux: Flux) -> Depart:
        """What becomes of the last lot of a flux that was due, or of one of the other party's that was read."""
        departs = (e.depart for e in self.ecarts_du_lot(flux) if e.depart is not Depart.NORMAL)
        return next(departs, Depart.NORMAL)

    def ecarts_du_lot(self, flux: Flux) -> list[Ecart]:
        """The deviations about the last lot of a flux that was due, or that was read."""
        return [e for e in self.ecarts if e.touche(flux, self.partis[flux])]

    def echeance(self) -> datetime | None:
        """When the next intention is due."""
        vives = (a.instant for ref, a in self.intentions.items() if ref not in self.suspendus)
        return min(vives, default=None)

    def dues(self, instant: datetime) -> list[str]:
        """The orders about which something is due by an instant, the longest due first, then the oldest order."""
        libres = [ref for ref in self.dossiers if ref in self.intentions and ref not in self.suspendus]
        dues = [ref for ref in libres if self.intentions[ref].instant <= instant]
        return sorted(dues, key=lambda ref: self.intentions[ref].instant)
