"""The people of the party under test: what they are told, what they are asked, what is done with their answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from harness.campaign.loop import Boucle
from harness.campaign.partenaire import Partenaire
from harness.campaign.pupitre import Question
from harness.exchange.entries import EntreeAttestation, EntreeFait

CONSIGNE = "consigne"
"""Nature of a fact of the journal: what the people of the party under test were told."""


class AttenteNonTenue(AssertionError):
    """What a sentence describes did not happen. The message says what, in French."""


@dataclass
class Gens:
    """Whoever answers for the party under test in one scenario. `avance` lets the next thing happen."""

    partenaire: Partenaire
    boucle: Boucle
    scenario: str
    avance: Callable[[datetime], bool]
    _rangs: dict[str, int] = field(default_factory=dict)
    _suites: dict[str, Callable[[EntreeAttestation], None]] = field(default_factory=dict)

    def dit(self, texte: str, dossier: str = "") -> None:
        """Tell the people of the party under test, and keep that they were told."""
        moyens = self.boucle.moyens
        nouveau = moyens.journal.a_rejouer is None
        instant = self.boucle.moyens.horloge.maintenant().isoformat(timespec="seconds")
        moyens.journal.ecrit(EntreeFait(instant, self.partenaire.partie, CONSIGNE, texte, dossier))
        if nouveau:
            moyens.pupitre.dit(f"[{self.scenario}] {texte}")

    def demande(self, question: Question, reference: str = "") -> EntreeAttestation:
        """Ask, and go on with everything else until it is answered. Raises AttenteNonTenue when nobody does.

        Our side does nothing meanwhile about the order `reference`: it would do it in another world.
        """
        notres = [s for s in self.boucle.stations.values() if s.decideur is not None and reference]
        for station in notres:
            station.suspendus.add(reference)
        try:
            return self._attend(question)
        finally:
            for station in notres:
                station.suspendus.discard(reference)

    def _attend(self, question: Question) -> EntreeAttestation:
        pupitre = self.boucle.moyens.pupitre
        pupitre.pose(question, muette=self.boucle.moyens.journal.a_rejouer is not None)
        limite = self.partenaire.jusqu_a(self.boucle.moyens.horloge.maintenant())
        pupitre.montre(f"réponse attendue à « {question.id} » avant le {limite:%d/%m/%Y %H:%M}")
        while question.id in pupitre.questions:
            if not self.avance(limite):
                pupitre.renonce(question.id)
        if question.id in pupitre.delaissees:
            raise AttenteNonTenue(f"personne n'a attesté : {question.texte}")
        return pupitre.attestees[question.id]

    def verifie(self) -> None:
        """Raises AttenteNonTenue when something that had to be told never will be."""
        for question in self.boucle.moyens.pupitre.delaissees.values():
            raise AttenteNonTenue(f"personne n'a attesté : {question.texte}")

    def question(self, quoi: str) -> str:
        """The name of a question of this scenario: what it is about, numbered from the second one on."""
        rang = self._rangs[quoi] = self._rangs.get(quoi, 0) + 1
        return f"{self.scenario}/{quoi}" + (f"-{rang}" if rang > 1 else "")

    def demande_pour_plus_tard(self, question: Question, suite: Callable[[EntreeAttestation], None]) -> None:
        """Ask, and go on; `suite` is done with the answer once it is there."""
        self.boucle.moyens.pupitre.pose(question, muette=self.boucle.moyens.journal.a_rejouer is not None)
        self._suites[question.id] = suite

    def reprend(self) -> None:
        """Go on with the answers that came."""
        attestees = self.boucle.moyens.pupitre.attestees
        for id_ in [i for i in self._suites if i in attestees]:
            self._suites.pop(id_)(attestees[id_])
