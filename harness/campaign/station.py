"""One operator in a campaign: its mind when the harness plays it, the orders it knows, what it is about to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from harness.actors.case import Acte, Contexte, Decideur, Dossier, Vecu
from harness.actors.deviations import ChampVide
from harness.network.ground import Monde
from harness.network.names import Alea
from harness.protocol.terms import Partie


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
        """The orders about which something is due by an instant, the longest due first, then the oldest order."""
        dues = [ref for ref in self.dossiers if ref in self.intentions and self.intentions[ref].instant <= instant]
        return sorted(dues, key=lambda ref: self.intentions[ref].instant)
