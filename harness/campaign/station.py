"""One operator in a campaign: its mind when the harness plays it, the orders it knows, what it is about to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from harness.actors.case import Acte, Contexte, Decideur, Dossier, Envoi, Vecu
from harness.actors.deviations import ChampVide
from harness.network.ground import Monde
from harness.network.names import Alea
from harness.protocol.terms import Flux, Partie


@dataclass
class Station:
    """`decideur` is None for an operator under test: the harness then only listens to it."""

    code: str
    partie: Partie
    decideur: Decideur | None
    ecarts: list[ChampVide] = field(default_factory=list)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    intentions: dict[str, Acte] = field(default_factory=dict)

    def apprend(self, reference: str, autre: str, vecu: Vecu) -> None:
        """Add an event to an order, which may be new."""
        dossier = self.dossiers.get(reference) or Dossier(reference, autre)
        self.dossiers[reference] = dossier.avec(vecu)

    def reflechit(self, reference: str, monde: Monde, alea: Alea, motifs: Mapping[str, str]) -> Acte | None:
        """Decide again what to do next about an order, and keep it as the intention."""
        self.intentions.pop(reference, None)
        if self.decideur is None or reference not in self.dossiers:
            return None
        ctx = Contexte(self.partie, self.code, monde, alea, motifs, self.dossiers)
        acte = self.decideur(self.dossiers[reference], ctx)
        if acte is not None:
            self.intentions[reference] = acte
        return acte

    def echeance(self) -> datetime | None:
        """When the next intention is due."""
        return min((a.instant for a in self.intentions.values()), default=None)

    def dues(self, instant: datetime) -> list[str]:
        """The orders about which something is due by an instant."""
        return [ref for ref, acte in self.intentions.items() if acte.instant <= instant]

    def envois(self, flux: Flux, autre: str, instant: datetime) -> dict[str, Envoi]:
        """The lines of one flux, for one operator, that are due by an instant: they leave in one lot (§2.3)."""
        return {
            ref: acte
            for ref in self.dues(instant)
            if isinstance(acte := self.intentions[ref], Envoi)
            and acte.flux is flux
            and self.dossiers[ref].autre == autre
        }
