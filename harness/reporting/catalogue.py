"""The catalogue as text, JSON or page, in the order of the document: scenarios and requirements section by section."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harness.judge.results import ResultatScenario, Verdict
from harness.protocol.ambiguites import Ambiguite
from harness.protocol.francais import accorde
from harness.reporting.phrases import LIBELLES_VERDICT, SIGNES_VERDICT, liste, paragraphe
from harness.reporting.sections import TITRES, cle_de_tri, numero

if TYPE_CHECKING:
    from harness.examen.couverture import Catalogue, LigneDeCouverture

VERSION_SCHEMA = "1.0"
"""Of the shape of the JSON (docs/schema/catalogue.schema.json)."""


@dataclass(frozen=True, slots=True)
class Chapitre:
    """One section of the document, with what the catalogue plays and holds of it. Both may be empty.

    `ambiguites` are the entries of the register that cite it.
    """

    section: str
    titre: str
    scenarios: tuple[ResultatScenario, ...]
    lignes: tuple[LigneDeCouverture, ...]
    ambiguites: tuple[Ambiguite, ...]

    @property
    def exercees(self) -> int:
        """Requirements of the section that were exercised."""
        return sum(ligne.exercee for ligne in self.lignes)

    @property
    def ancre(self) -> str:
        """Identifier of the section in the page."""
        return f"s-{self.section}"


@dataclass(frozen=True, slots=True)
class PartieDuDocument:
    """One chapter of the document and its sections, in order; the first has the number of the chapter itself."""

    numero: str
    titre: str
    chapitres: tuple[Chapitre, ...]


def chapitres(catalogue: Catalogue, ambiguites: Iterable[Ambiguite] = ()) -> tuple[Chapitre, ...]:
    """Every section of the document, in its order, the appendix last; those that nothing is said of are there too."""
    clauses = tuple(ambiguites)
    sections = {
        *TITRES,
        *(numero(s.section) for s in catalogue.scenarios),
        *(numero(x.exigence.section) for x in catalogue.lignes),
    }
    return tuple(
        Chapitre(
            section,
            TITRES.get(section, ""),
            tuple(s for s in catalogue.scenarios if numero(s.section) == section),
            tuple(x for x in catalogue.lignes if numero(x.exigence.section) == section),
            tuple(a for a in clauses if section in a.sections),
        )
        for section in sorted(sections, key=cle_de_tri)
    )


def parties(tous: Iterable[Chapitre]) -> list[PartieDuDocument]:
    """The chapters of the document."""
    rangees: dict[str, list[Chapitre]] = {}
    for chapitre in tous:
        rangees.setdefault(chapitre.section.partition(".")[0], []).append(chapitre)
    return [PartieDuDocument(n, TITRES.get(n, n), tuple(siens)) for n, siens in rangees.items()]


def resume(catalogue: Catalogue) -> str:
    """The figures that must not go down unnoticed, in one sentence."""
    conformes = sum(s.verdict is Verdict.CONFORME for s in catalogue.scenarios)
    return (
        f"{accorde(len(catalogue.scenarios), 'scénario')}, dont {accorde(conformes, 'conforme')} ; "
        f"{accorde(catalogue.exercees, 'exigence exercée', 'exigences exercées')} "
        f"sur {catalogue.observables} que des fichiers peuvent montrer ({len(catalogue.lignes)} en tout)."
    )


def texte(catalogue: Catalogue, ambiguites: Iterable[Ambiguite] = ()) -> str:
    """The catalogue for a terminal."""
    lignes = [resume(catalogue), ""]
    for chapitre in chapitres(catalogue, ambiguites):
        exercees = accorde(chapitre.exercees, "exigence exercée", "exigences exercées")
        compte = f" : {exercees} sur {len(chapitre.lignes)}" if chapitre.lignes else ""
        lignes.append(f"{paragraphe(chapitre.section)} {chapitre.titre}{compte}")
        for s in chapitre.scenarios:
            nombre = accorde(len(catalogue.exigences_de.get(s.id, ())), "exigence")
            lignes.append(f"  {SIGNES_VERDICT[s.verdict]} {s.id} : {s.titre} ({LIBELLES_VERDICT[s.verdict]}, {nombre})")
        for x in chapitre.lignes:
            signe = "·" if x.exercee else "–"
            suite = f"{accorde(len(x.scenarios), 'scénario')}" if x.exercee else x.resultat.raison
            lignes.append(f"    {signe} {x.exigence.id} {x.exigence.enonce} [{suite}]")
        if chapitre.ambiguites:
            lignes.append(f"  ≈ à lire avec {liste(a.id for a in chapitre.ambiguites)}")
    return "\n".join(lignes) + "\n"


def donnees(catalogue: Catalogue) -> str:
    """The catalogue as JSON."""
    contenu = {
        "version_schema": VERSION_SCHEMA,
        "catalogue_sha256": catalogue.catalogue_sha256,
        "resume": {
            "scenarios": len(catalogue.scenarios),
            "conformes": sum(s.verdict is Verdict.CONFORME for s in catalogue.scenarios),
            "exigences": len(catalogue.lignes),
            "observables": catalogue.observables,
            "exercees": catalogue.exercees,
        },
        "sections": [{"section": c.section, "titre": c.titre} for c in chapitres(catalogue)],
        "scenarios": [
            {
                "id": s.id,
                "section": numero(s.section),
                "titre": s.titre,
                "verdict": s.verdict,
                "raison": s.raison,
                "exigences": list(catalogue.exigences_de.get(s.id, ())),
            }
            for s in catalogue.scenarios
        ],
        "exigences": [
            {
                "id": x.exigence.id,
                "section": numero(x.exigence.section),
                "partie": x.exigence.partie,
                "niveau": x.exigence.niveau,
                "enonce": x.exigence.enonce,
                "observable": x.exigence.observable,
                "verdict": x.resultat.verdict,
                "exercee": x.exercee,
                "regles": list(x.resultat.regles),
                "scenarios": list(x.scenarios),
                "temoins": [{"fichier": t.fichier, "ligne": t.ligne} for t in x.resultat.temoins],
                "raison": x.resultat.raison,
            }
            for x in catalogue.lignes
        ],
    }
    return json.dumps(contenu, ensure_ascii=False, indent=1) + "\n"


def page(catalogue: Catalogue, textes: Mapping[str, Sequence[str]], ambiguites: Iterable[Ambiguite] = ()) -> str:
    """The catalogue as one self-contained page, organised as the document is. `textes`: sentences of each scenario."""
    from harness.reporting.page import environnement

    tous = chapitres(catalogue, ambiguites)
    return (
        environnement()
        .get_template("catalogue.html")
        .render(
            catalogue=catalogue,
            parties=parties(tous),
            clauses=sorted({a.id: a for c in tous for a in c.ambiguites}.values(), key=lambda a: a.id),
            resume=resume(catalogue),
            textes=textes,
            scenarios_connus={s.id for s in catalogue.scenarios},
        )
    )
