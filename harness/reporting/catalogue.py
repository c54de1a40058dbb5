"""The catalogue as text, JSON or page, in the order of the document: scenarios and requirements section by section."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from harness.judge.results import ResultatScenario, Verdict
from harness.reporting.phrases import LIBELLES_VERDICT, SIGNES_VERDICT, accorde
from harness.reporting.sections import TITRES

if TYPE_CHECKING:
    from harness.campaign.couverture import Catalogue, LigneDeCouverture


@dataclass(frozen=True, slots=True)
class Chapitre:
    """One section of the document, with what the catalogue plays and holds of it."""

    section: str
    scenarios: tuple[ResultatScenario, ...]
    lignes: tuple[LigneDeCouverture, ...]

    @property
    def exercees(self) -> int:
        """Requirements of the section that were exercised."""
        return sum(ligne.exercee for ligne in self.lignes)


def chapitres(catalogue: Catalogue) -> tuple[Chapitre, ...]:
    """Sections in the order of the document; the appendix comes last."""
    sections = {_section(s.section) for s in catalogue.scenarios} | {
        _section(x.exigence.section) for x in catalogue.lignes
    }
    return tuple(
        Chapitre(
            section,
            tuple(s for s in catalogue.scenarios if _section(s.section) == section),
            tuple(x for x in catalogue.lignes if _section(x.exigence.section) == section),
        )
        for section in sorted(sections, key=_ordre)
    )


def parties(tous: Iterable[Chapitre]) -> list[tuple[str, str, list[Chapitre]]]:
    """Chapters of the document: (number, title, sections)."""
    rangees: dict[str, list[Chapitre]] = {}
    for chapitre in tous:
        rangees.setdefault(chapitre.section.partition(".")[0], []).append(chapitre)
    return [(numero, TITRES.get(numero.casefold(), numero), liste) for numero, liste in rangees.items()]


def _section(texte: str) -> str:
    return texte.removeprefix("§")


def _ordre(section: str) -> tuple[int, tuple[int, ...], str]:
    morceaux = section.split(".")
    if not all(m.isdigit() for m in morceaux):
        return (1, (), section)
    return (0, tuple(map(int, morceaux)), "")


def resume(catalogue: Catalogue) -> str:
    """The figures that must not go down unnoticed, in one sentence."""
    conformes = sum(s.verdict is Verdict.CONFORME for s in catalogue.scenarios)
    return (
        f"{accorde(len(catalogue.scenarios), 'scénario')}, dont {accorde(conformes, 'conforme')} ; "
        f"{accorde(catalogue.exercees, 'exigence exercée', 'exigences exercées')} "
        f"sur {catalogue.observables} que des fichiers peuvent montrer ({len(catalogue.lignes)} en tout)."
    )


def texte(catalogue: Catalogue) -> str:
    """The catalogue for a terminal."""
    lignes = [resume(catalogue), ""]
    for chapitre in chapitres(catalogue):
        compte = f"{chapitre.exercees}/{len(chapitre.lignes)}"
        lignes.append(f"{_titre(chapitre.section)} : {compte} exigences exercées")
        for s in chapitre.scenarios:
            nombre = accorde(len(catalogue.exigences_de.get(s.id, ())), "exigence")
            lignes.append(f"  {SIGNES_VERDICT[s.verdict]} {s.id} : {s.titre} ({LIBELLES_VERDICT[s.verdict]}, {nombre})")
        for x in chapitre.lignes:
            signe = "·" if x.exercee else "–"
            suite = f"{accorde(len(x.scenarios), 'scénario')}" if x.exercee else x.resultat.raison
            lignes.append(f"    {signe} {x.exigence.id} {x.exigence.enonce} [{suite}]")
    return "\n".join(lignes) + "\n"


def _titre(section: str) -> str:
    return f"§{section}" if section[:1].isdigit() else section


def donnees(catalogue: Catalogue) -> str:
    """The catalogue as JSON."""
    contenu = {
        "catalogue_sha256": catalogue.catalogue_sha256,
        "resume": {
            "scenarios": len(catalogue.scenarios),
            "exigences": len(catalogue.lignes),
            "observables": catalogue.observables,
            "exercees": catalogue.exercees,
        },
        "scenarios": [
            {
                "id": s.id,
                "section": s.section,
                "titre": s.titre,
                "verdict": s.verdict,
                "exigences": list(catalogue.exigences_de.get(s.id, ())),
            }
            for s in catalogue.scenarios
        ],
        "exigences": [
            {
                "id": x.exigence.id,
                "section": x.exigence.section,
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


def page(catalogue: Catalogue, textes: Mapping[str, Sequence[str]]) -> str:
    """The catalogue as one self-contained page, organised as the document is. `textes`: sentences of each scenario."""
    from harness.reporting.page import environnement

    return (
        environnement()
        .get_template("catalogue.html")
        .render(
            catalogue=catalogue,
            parties=parties(chapitres(catalogue)),
            resume=resume(catalogue),
            textes=textes,
            titres=TITRES,
        )
    )
