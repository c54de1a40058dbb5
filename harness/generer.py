"""Regenerates everything that is generated and committed: `python -m harness.generer` (`make generer`).

Each item has a test that fails when what is committed is not what this writes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import click

from harness.resources import fixtures, racine


def exemple(dossier: Path) -> list[Path]:
    """The example report: the catalogue played with seed 1, both sides simulated. Returns the files written."""
    from harness.campaign.campaign import Reglages, ouvre
    from harness.examen.jugement import juge
    from harness.reporting import ecrit_rapport
    from harness.workbook.compile import charge
    from harness.workbook.exigences import charge_exigences
    from scenarios.run import joue

    protocole = charge()
    with tempfile.TemporaryDirectory() as temporaire:
        journal = Path(temporaire) / "journal"
        with ouvre(
            journal, protocole, Reglages("1", "jouer --graine 1", fixtures("reseaux", "valfibre.toml"))
        ) as campagne:
            pannes = joue(campagne)
            campagne.acheve()
        if pannes:
            raise RuntimeError(pannes[0])
        return list(ecrit_rapport(juge(journal, protocole, charge_exigences()), dossier).values())


def ambiguites(dossier: Path) -> list[Path]:
    """The register of ambiguities as a page. Returns the file written."""
    from harness.reporting.ambiguites import markdown
    from harness.workbook.ambiguites import charge_ambiguites

    page = dossier / "ambiguites.md"
    page.write_text(markdown(charge_ambiguites()), encoding="utf-8", newline="\n")
    return [page]


def cycle(dossier: Path) -> list[Path]:
    """The lifecycle as a page and nine drawings. Returns the files written."""
    from harness.reporting.cycle import MODELES, SITUATIONS, markdown, nom_du_dessin
    from harness.reporting.cycle_svg import svg

    page, dessins = dossier / "cycle.md", dossier / "cycle"
    dessins.mkdir(exist_ok=True)
    textes = {dessins / nom_du_dessin(m, s): svg(m, s) for m in MODELES for s in SITUATIONS}
    for chemin, texte in {page: markdown(), **textes}.items():
        chemin.write_text(texte, encoding="utf-8", newline="\n")
    return [page, *textes]


def regles(dossier: Path) -> list[Path]:
    """The rules of the judge as a page, with the folders of the corpus that show each. Returns the file written."""
    import harness.judge.conversation.judge
    import harness.judge.lots  # noqa: F401 - both declare the rules
    from harness.judge.registry import REGLES
    from harness.reporting.regles import markdown
    from harness.workbook.ambiguites import charge_ambiguites

    exemples = {g.name: sorted(d.name for d in g.iterdir()) for g in sorted(fixtures("corpus").iterdir())}
    page = dossier / "regles.md"
    texte = markdown(REGLES.values(), exemples, charge_ambiguites().values())
    page.write_text(texte, encoding="utf-8", newline="\n")
    return [page]


def profil(dossier: Path) -> list[Path]:
    """Every key of a bilateral profile as a page. Returns the file written."""
    from harness.profil.documentation import markdown

    page = dossier / "profil.md"
    page.write_text(markdown(), encoding="utf-8", newline="\n")
    return [page]


def preuve(dossier: Path) -> list[Path]:
    """The proof that was kept as a page, and the schema of its figures. Returns the files written.

    The figures themselves are measured by `make preuve`.
    """
    from harness.preuve.bilan import schema
    from harness.preuve.texte import markdown

    page, forme = dossier / "preuve.md", dossier / "schema" / "preuve.schema.json"
    mesures = json.loads((dossier / "preuve.json").read_text(encoding="utf-8"))
    page.write_text(markdown(mesures), encoding="utf-8", newline="\n")
    forme.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    return [page, forme]


def tout() -> list[Path]:
    """Regenerate all of it, in order: what comes later may use what comes before."""
    from harness.reporting.schema import ecrit_schemas
    from harness.workbook.generer import genere

    docs = racine() / "docs"
    return [
        *genere(),
        *ecrit_schemas(docs / "schema"),
        *ambiguites(docs),
        *cycle(docs),
        *regles(docs),
        *profil(docs),
        *preuve(docs),
        *exemple(racine() / "reports" / "exemple"),
    ]


if __name__ == "__main__":
    for chemin in tout():
        click.echo(f"écrit : {chemin.relative_to(racine())}")
    sys.exit(0)
