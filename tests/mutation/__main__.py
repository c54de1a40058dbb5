"""`python -m tests.mutation`: plant every fault in the judge and the tables, one at a time; say which go unseen."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from tests.mutation.couverture import Lignes, garde, mesure, relit
from tests.mutation.essai import SURVIT, TROP_LONG, TUE, essaie
from tests.mutation.mutants import Mutant, modules, mutants, mute

RACINE = Path(__file__).resolve().parents[2]
MOTIFS = ("harness/judge/**/*.py", "harness/protocol/**/*.py")
TESTS = ("tests/judge", "tests/protocol", "tests/corpus", "tests/exchange", "tests/workbook")
ETAT = RACINE / ".mutation"
PREMIERS = 60
"""Tests tried first: most faults die there."""


@click.group()
def groupe() -> None:
    """Les tests voient-ils une faute dans le code du juge ?"""


@groupe.command()
@click.option("--motif", "motifs", multiple=True, default=MOTIFS, show_default=True, help="Modules à muter.")
def mesurer(motifs: tuple[str, ...]) -> None:
    """Passe les tests une fois, pour savoir lesquels exécutent quelle ligne."""
    ETAT.mkdir(exist_ok=True)
    sources = sorted({motif.split("/**")[0] for motif in motifs})
    garde(mesure(RACINE, TESTS, sources), ETAT / "couverture.json")


@groupe.command()
@click.option("--motif", "motifs", multiple=True, default=MOTIFS, show_default=True, help="Modules à muter.")
@click.option("--part", default="1/1", metavar="N/M", show_default=True, help="Ne fait que la Nième part sur M.")
@click.option(
    "--au-plus", type=int, help="S'arrête après tant d'essais : un échantillon tiré au hasard, le même partout."
)
@click.option("--delai", default=60.0, show_default=True, help="Secondes avant de tenir un essai pour infini.")
@click.option("--encore", is_flag=True, help="Réessaie les fautes qui avaient survécu.")
def essayer(motifs: tuple[str, ...], part: str, au_plus: int | None, delai: float, encore: bool) -> None:
    """Plante les fautes qui n'ont pas encore été essayées ; s'arrête et reprend sans rien perdre."""
    rang, parts = map(int, part.split("/"))
    journal = ETAT / f"essais-{rang}-{parts}.jsonl"
    deja = {e["cle"] for e in essais() if not (encore and e["issue"] == SURVIT)}
    lignes = relit(ETAT / "couverture.json")
    tous = sorted((m for chemin in modules(RACINE, motifs) for m in mutants(chemin, RACINE)), key=_rang)
    restent = [m for i, m in enumerate(tous) if i % parts == rang - 1 and m.cle not in deja][:au_plus]
    _prepare()
    _temoin(lignes, delai)
    with (
        journal.open("a", encoding="utf-8") as sortie,
        click.progressbar(restent, label="Mutants", file=sys.stderr) as barre,
    ):
        for mutant in barre:
            issue = _essaie(mutant, lignes, delai)
            if issue:
                sortie.write(json.dumps({**asdict(mutant), "issue": issue}, ensure_ascii=False) + "\n")
                sortie.flush()


def _rang(mutant: Mutant) -> bytes:
    """An order that owes nothing to the code's: any beginning of it is a fair sample."""
    return hashlib.sha256(mutant.cle.encode()).digest()


def _prepare() -> None:
    """Import what the tests need and no fault can reach, so that each child starts warm and repeats itself."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    import hypothesis
    import numpy  # noqa: F401
    import openpyxl  # noqa: F401
    import pydantic  # noqa: F401
    import pytest  # noqa: F401
    import pytest_bdd  # noqa: F401

    hypothesis.settings.register_profile("mutation", derandomize=True, deadline=None, database=None)
    hypothesis.settings.load_profile("mutation")


def _temoin(lignes: Lignes, delai: float) -> None:
    """Without any fault, the tests of each module pass in a child too: else every fault would look caught."""
    for module, connues in lignes.items():
        nom, chemin = _nom(module), RACINE / module
        ids = sorted({i for tests in connues.values() for i in tests})[:PREMIERS]
        if ids and essaie(nom, chemin, chemin.read_text(encoding="utf-8"), ids, delai) != SURVIT:
            raise click.ClickException(f"{module} : les tests échouent sans aucune faute")


def _nom(module: str) -> str:
    return module.removesuffix(".py").replace("/", ".")


def _essaie(mutant: Mutant, lignes: Lignes, delai: float) -> str:
    chemin = RACINE / mutant.module
    source = chemin.read_text(encoding="utf-8")
    mutee = mute(source, mutant)
    if mutee is None:
        return ""
    nom = _nom(mutant.module)
    for tests in _tests(mutant, source, lignes):
        issue = essaie(nom, chemin, mutee, tests, delai)
        if issue != SURVIT:
            return issue
    return SURVIT


def _tests(mutant: Mutant, source: str, lignes: Lignes) -> Iterator[Sequence[str]]:
    """The tests to try, the nearest first; all of them for what runs when the module is read."""
    debut = _debut(source, mutant.ligne)
    connues = lignes.get(mutant.module, {})
    ids = {i for n in range(debut, mutant.ligne + 1) for i in connues.get(n, ())}
    if not ids:
        yield from ([t] for t in TESTS)
        return
    miroir = f"test_{Path(mutant.module).name}"
    ordre = sorted(ids, key=lambda i: (miroir not in i, i))
    yield ordre[:PREMIERS]
    if ordre[PREMIERS:]:
        yield ordre[PREMIERS:]


def _debut(source: str, ligne: int) -> int:
    """First line of the innermost statement that holds a line."""
    debut = ligne
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.stmt) and noeud.lineno <= ligne <= (noeud.end_lineno or 0):
            interieur = not isinstance(noeud, ast.FunctionDef | ast.ClassDef | ast.If | ast.For | ast.With | ast.Try)
            debut = noeud.lineno if interieur else debut
    return debut


def essais() -> list[dict[str, str]]:
    """What was tried so far, the last try of each fault."""
    lus = [json.loads(t) for f in sorted(ETAT.glob("essais-*.jsonl")) for t in f.read_text("utf-8").splitlines()]
    return list({e["cle"]: e for e in lus}.values())


@groupe.command()
def bilan() -> None:
    """Dit combien de fautes sont vues, module par module, et lesquelles ne le sont pas."""
    tries = essais()
    par_module: Mapping[str, Counter[str]] = {m: Counter() for m in sorted({e["module"] for e in tries})}
    for e in tries:
        par_module[e["module"]][e["issue"]] += 1
    for module, comptes in par_module.items():
        vus = comptes[TUE] + comptes[TROP_LONG]
        click.echo(f"{module} : {vus}/{comptes.total()} vues")
    total = sum((c for c in par_module.values()), Counter())
    click.echo(f"En tout : {total[TUE] + total[TROP_LONG]}/{total.total()}")
    for e in tries:
        if e["issue"] == SURVIT:
            click.echo(f"survit : {e['module']}:{e['ligne']} {e['operateur'].split('/')[1]} : {e['texte']}")


if __name__ == "__main__":
    groupe()
