"""What the catalogue exercises in a real run: for each requirement, the rules, the scenarios and a witness, or why not.

Nothing is claimed: a requirement whose rules met no message stays « non exercé », whatever the tables say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.examen.jugement import Examen
from harness.judge.coverage import juge_exigences
from harness.judge.results import ResultatExigence, ResultatLot, ResultatScenario, Verdict
from harness.protocol.requirements import Exigence, Observable


@dataclass(frozen=True, slots=True)
class LigneDeCouverture:
    """One requirement: how it was judged over the whole run, and the scenarios that exercised it, in order."""

    exigence: Exigence
    resultat: ResultatExigence
    scenarios: tuple[str, ...]

    @property
    def exercee(self) -> bool:
        """Whether at least one rule met at least one message."""
        return bool(self.resultat.temoins) and self.resultat.verdict is not Verdict.NON_EXERCE

    @property
    def observable(self) -> bool:
        """Whether files can show it at all."""
        return self.exigence.observable is not Observable.HORS_FICHIERS


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The scenarios of a run and what they cover. `exigences_de` maps a scenario to the requirements it exercises."""

    scenarios: tuple[ResultatScenario, ...]
    lignes: tuple[LigneDeCouverture, ...]
    exigences_de: dict[str, tuple[str, ...]]
    catalogue_sha256: str

    @property
    def exercees(self) -> int:
        """Requirements that a rule met a message for."""
        return sum(ligne.exercee for ligne in self.lignes)

    @property
    def observables(self) -> int:
        """Requirements that files can show."""
        return sum(ligne.observable for ligne in self.lignes)


def couvre(examen: Examen, exigences: Sequence[Exigence]) -> Catalogue:
    """The coverage of a judged run. Each scenario is looked at alone, with its own lots and dossiers;
    what only the rest of the run proves of one of its lots, a silence that lasted, is its own too.
    """
    resultats = examen.resultats
    lots = {lot.fichier: lot for lot in resultats.lots}
    exercees: dict[str, tuple[str, ...]] = {}
    for scenario in resultats.scenarios:
        siens = _lots(scenario, lots)
        fichiers = frozenset(lot.fichier for lot in siens)
        conversations = examen.releves.juge(examen.journal, resultats.identite.classeur_officiel, {}, fichiers)
        juges = juge_exigences(exigences, siens, conversations.exercices)
        exercees[scenario.id] = tuple(
            seul.id
            for seul, entier in zip(juges, resultats.exigences, strict=True)
            if seul.temoins or any(t.fichier in fichiers for t in entier.temoins)
        )
    par_exigence: dict[str, list[str]] = {}
    for identifiant, ids in exercees.items():
        for id_ in ids:
            par_exigence.setdefault(id_, []).append(identifiant)
    lignes = tuple(
        LigneDeCouverture(e, r, tuple(par_exigence.get(e.id, ())))
        for e, r in zip(exigences, resultats.exigences, strict=True)
    )
    return Catalogue(resultats.scenarios, lignes, exercees, resultats.identite.catalogue_sha256)


def _lots(scenario: ResultatScenario, lots: dict[str, ResultatLot]) -> list[ResultatLot]:
    return [lots[f] for f in dict.fromkeys(e.fichier for e in scenario.etapes) if f in lots]
