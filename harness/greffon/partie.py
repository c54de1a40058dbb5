"""A campaign under way in a pytest session: what it plays with, what it has judged, what it will say in the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from harness.campaign.campaign import Campagne
from harness.campaign.demande import Demande
from harness.examen.jugement import examine_lu, juge
from harness.exchange.entries import EntreeScenario
from harness.exchange.journal import JournalIllisible, lit_journal
from harness.judge.ecarts import disparitions
from harness.judge.results import CODES_SORTIE, Resultats
from harness.profil.modele import Profil
from harness.protocol.spec import Protocole
from harness.reporting import EcritureImpossible, ecrit_rapport, phrase_du_verdict
from harness.workbook.compile import charge
from harness.workbook.exigences import charge_exigences


@dataclass
class Partie:
    """`dossier` is that of the journal, once there is one. `phrases` are for the end of the session, in French."""

    demande: Demande
    profil: Profil
    dossier: Path = Path()
    campagne: Campagne | None = None
    phrases: list[str] = field(default_factory=list)

    @cached_property
    def protocole(self) -> Protocole:
        """The workbook to play and to judge by."""
        return charge()

    def juge_le_dernier(self) -> Resultats:
        """The scenario that was just played, judged alone. Raises JournalIllisible."""
        lu = lit_journal(self.dossier)
        debuts = [i for i, e in enumerate(lu.entrees) if isinstance(e, EntreeScenario) and e.phase == "debut"]
        seul = replace(lu, entrees=lu.entrees[debuts[-1] :])
        return examine_lu(seul, self.protocole, (), profil=self.profil, vues=False).resultats

    def conclut(self, rapport: Path | None) -> int:
        """Judge the whole journal, write the reports, keep what to say; returns the exit code of « jouer »."""
        try:
            resultats = juge(self.dossier, self.protocole, charge_exigences(), profil=self.profil)
            self.phrases.append(phrase_du_verdict(resultats))
            self.phrases += [c.message for c in disparitions(resultats.ecarts)]
            if rapport is not None:
                self.phrases.append(f"Rapport : {ecrit_rapport(resultats, rapport)['html']}")
        except (JournalIllisible, EcritureImpossible) as e:
            self.phrases.append(str(e))
            return 2
        self.phrases.append(f"Journal : {self.dossier}")
        return CODES_SORTIE[resultats.verdict]
