"""What every scenario of a campaign shares: the workbook, the window on the exchange, the people who answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from harness.actors.case import Defaut
from harness.campaign.clock import Horloge
from harness.campaign.guichet import Guichet
from harness.campaign.pupitre import Pupitre
from harness.exchange.journal import Journal
from harness.profil.nommage import MOTIF_PAR_DEFAUT
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie

ControleForme = Callable[[bytes, str, Partie], Mapping[int, tuple[Defaut, ...]]]
"""The rules of form, as the OI applies them before its AR (§3.2): bytes, name, sender -> breaches by line."""


@dataclass(frozen=True)
class Moyens:
    """What every scenario of a campaign shares."""

    protocole: Protocole
    guichet: Guichet
    controle_forme: ControleForme
    pupitre: Pupitre = field(default_factory=Pupitre)
    motif_de_nom: str = MOTIF_PAR_DEFAUT
    transcrit: Callable[[bytes], bytes] = bytes

    @property
    def journal(self) -> Journal:
        """Where everything is written first."""
        return self.guichet.journal

    @property
    def horloge(self) -> Horloge:
        """The time of the campaign."""
        return self.guichet.horloge

    @cached_property
    def motifs(self) -> dict[str, str]:
        """The codification: code -> label."""
        return {m.code: m.libelle for m in reversed(self.protocole.motifs) if m.code}
