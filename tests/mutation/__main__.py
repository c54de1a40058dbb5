"""`python -m tests.mutation`: plant every fault in the judge and the tables, one at a time; say which go unseen."""

from __future__ import annotations

import gc
import hashlib
import json
import math
import os
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import CodeType
from typing import TextIO

import click
import pytest

from tests.mutation import page
from tests.mutation.choix import LENT, Choix
from tests.mutation.codes import Chargees, change, chargees, compile_, plante
from tests.mutation.couverture import Couverture, garde, mesure, relit
from tests.mutation.essai import (
    IDENTIQUE,
    ILLISIBLE,
    OPTIONS,
    SURVIT,
    TROP_LONG,
    TUE,
    Boucle,
    Chargeur,
    Issue,
    enfant,
    fils,
    joue,
    muet,
    relu,
)
from tests.mutation.mutants import ECARTEES, Mutant, ecartees, modules, mutants, mute

RACINE = Path(__file__).resolve().parents[2]
FAMILLES = ("harness/judge", "harness/protocol")
TESTS = ("tests/judge", "tests/protocol", "tests/corpus", "tests/exchange", "tests/workbook")
ETAT = RACINE / ".mutation"
LOT = 400
"""Faults tried by one process: those of a function first, then those of a module."""


@click.group()
def groupe() -> None:
    """Les tests voient-ils une faute dans le code du juge ?"""


@groupe.command()
def mesurer() -> None:
    """Passe les tests une fois, pour savoir lesquels exécutent quelle ligne."""
    ETAT.mkdir(exist_ok=True)
    _regle()
    garde(mesure(RACINE, TESTS, FAMILLES), ETAT / "couverture.json")


@groupe.command()
@click.option("--famille", "familles", multiple=True, default=FAMILLES, show_default=True, help="Dossiers à muter.")
@click.option("--part", default="1/1", metavar="N/M", show_default=True, help="Ne fait que la Nième part sur M.")
@click.option("--au-plus", type=int, help="S'arrête après tant d'essais : un échantillon tiré au hasard.")
@click.option("--encore", is_flag=True, help="Réessaie les fautes qui avaient survécu.")
@click.option("--budget", type=float, default=math.inf, help="Secondes de tests par faute : une première passe.")
def essayer(familles: tuple[str, ...], part: str, au_plus: int | None, encore: bool, budget: float) -> None:
    """Plante les fautes qui n'ont pas encore été essayées ; s'arrête et reprend sans rien perdre."""
    rang, parts = map(int, part.split("/"))
    deja = {c for c, e in essais().items() if not (encore and e["issue"] == SURVIT)}
    couverture = relit(ETAT / "couverture.json")
    _regle()
    with (ETAT / f"essais-{rang}-{parts}.jsonl").open("a", encoding="utf-8") as journal:
        for famille in familles:
            miens = [m for i, m in enumerate(tous((famille,))) if i % parts == rang - 1]
            restent = [m for m in miens if (m.cle, m.empreinte) not in deja][:au_plus]
            au_plus = au_plus and au_plus - len(restent)
            fils(lambda f=famille, r=restent: _famille(f, r, couverture, budget, journal))  # type: ignore[misc]


def tous(familles: Sequence[str] = FAMILLES) -> list[Mutant]:
    """Every fault, in an order that owes nothing to the code's: any beginning of it is a fair sample."""
    sans_ordre = (m for chemin in modules(RACINE, _motifs(familles)) for m in mutants(chemin, RACINE))
    return sorted(sans_ordre, key=lambda m: hashlib.sha256(m.cle.encode()).digest())


def _motifs(familles: Sequence[str]) -> tuple[str, ...]:
    """Patterns of the files of some folders; a file is a folder of one."""
    return tuple(f if f.endswith(".py") else f"{f}/**/*.py" for f in familles)


def _regle() -> None:
    """Load what no fault can reach, and have hypothesis draw the same examples every time, however slow."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    import hypothesis
    import numpy  # noqa: F401
    import openpyxl  # noqa: F401
    import pydantic  # noqa: F401
    import pytest_bdd  # noqa: F401

    hypothesis.settings.register_profile(
        "mutation",
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    hypothesis.settings.load_profile("mutation")


def _famille(famille: str, mutants_: Sequence[Mutant], couverture: Couverture, budget: float, journal: TextIO) -> None:
    """Try some faults, in order, a few hundred at a time."""
    if famille.startswith("harness/judge"):
        _charge_le_reste()
    for debut in range(0, len(mutants_), LOT):
        fils(lambda d=debut: _lot(mutants_[d : d + LOT], Choix(couverture, budget), journal))  # type: ignore[misc]
        click.echo(f"{famille} : {min(debut + LOT, len(mutants_))}/{len(mutants_)}", err=True)


def _charge_le_reste() -> None:
    """Load what the judge stands on, and the compiled workbook: no fault of the judge can change them."""
    import harness.exchange.journal
    import harness.network.loading  # noqa: F401
    from harness.workbook.compile import charge

    charge()
    if any(nom.startswith("harness.judge") for nom in sys.modules):
        raise RuntimeError("le juge est déjà chargé")


def _lot(lot: Sequence[Mutant], choix: Choix, journal: TextIO) -> None:
    """Those inside a function are tried where it is loaded, the others by reading their module anew."""
    for e in essais().values():
        choix.retient(e["module"], e["fonction"], e["par"])
    sur_place: list[tuple[Mutant, list[CodeType]]] = []
    a_relire: list[tuple[Mutant, str]] = []
    for mutant in lot:
        source = _source(mutant)
        mutee = mute(source, mutant) or source
        try:
            touchees = change(compile_(source, RACINE / mutant.module), compile_(mutee, RACINE / mutant.module))
        except (SyntaxError, ValueError):
            _note(journal, mutant, (ILLISIBLE, ""), choix)
            continue
        if touchees == []:
            _note(journal, mutant, (IDENTIQUE, ""), choix)
        elif touchees is None or choix.au_chargement(mutant, touchees):
            a_relire.append((mutant, mutee))
        else:
            sur_place.append((mutant, touchees))
    for mutant, mutee in a_relire:
        _note(journal, mutant, _relit(mutant, mutee, choix), choix)
    muet()
    pytest.main([*OPTIONS, *TESTS], plugins=[Boucle(lambda items: _sur_place(sur_place, items, choix, journal))])


def _source(mutant: Mutant) -> str:
    return (RACINE / mutant.module).read_text(encoding="utf-8")


def _relit(mutant: Mutant, mutee: str, choix: Choix) -> Issue:
    chargeur = Chargeur(mutant.module.removesuffix(".py").replace("/", "."), RACINE / mutant.module, mutee)
    issue = (SURVIT, "")
    for tests in choix.pour_module(mutant):
        issue = enfant(lambda t=tests: (muet(), relu(chargeur, t, choix.durees))[1])  # type: ignore[misc]
        if issue[0] != SURVIT:
            break
    choix.retient(mutant.module, mutant.fonction, issue[1])
    return issue


def _sur_place(
    lot: Sequence[tuple[Mutant, list[CodeType]]], items: Mapping[str, pytest.Item], choix: Choix, journal: TextIO
) -> None:
    en_memoire = chargees(RACINE)
    gc.freeze()
    temoins = [i for n, i in enumerate(items.values()) if n % 20 == 0 and choix.durees.get(i.nodeid, LENT) < LENT]
    _exige_sans_faute(enfant(lambda: joue(temoins, choix.durees)))
    for mutant, touchees in lot:
        tests = [items[t] for t in choix.pour_fonction(mutant, _source(mutant), touchees) if t in items]
        issue = enfant(lambda c=touchees, t=tests: _joue_plante(c, t, en_memoire, choix))  # type: ignore[misc]
        _note(journal, mutant, issue, choix)
        choix.retient(mutant.module, mutant.fonction, issue[1])


def _joue_plante(touchees: Sequence[CodeType], tests: Sequence[pytest.Item], en_memoire: Chargees, choix: Choix) -> str:
    for code in touchees:
        plante(code, en_memoire)
    return joue(tests, choix.durees)


def _exige_sans_faute(issue: Issue) -> None:
    """Without any fault, the tests pass in a child too: else every fault would look caught."""
    if issue[0] != SURVIT:
        raise RuntimeError(f"sans aucune faute, un test échoue : {issue}")


def _note(journal: TextIO, mutant: Mutant, issue: Issue, choix: Choix) -> None:
    """`budget` is 0 when all the tests that run the fault were tried."""
    budget = 0 if math.isinf(choix.budget) else choix.budget
    lu = {**asdict(mutant), "issue": issue[0], "par": issue[1], "budget": budget, "cpu": _processeur()}
    journal.write(json.dumps(lu, ensure_ascii=False) + "\n")
    journal.flush()


def _processeur() -> float:
    """Seconds of processor that children have taken so far."""
    mesure_ = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(mesure_.ru_utime + mesure_.ru_stime, 3)


def essais() -> dict[tuple[str, str], dict[str, str]]:
    """What was tried so far: the last try of each fault, by its key and the print of what is around it."""
    lus = [json.loads(t) for f in sorted(ETAT.glob("essais-*.jsonl")) for t in f.read_text("utf-8").splitlines()]
    return {(e["cle"], e["empreinte"]): e for e in lus}


@groupe.command()
def bilan() -> None:
    """Écrit docs/mutants.json et sa page ; dit quelles fautes n'ont pas été vues et n'ont pas de raison."""
    faits = essais()
    connus = [(m, faits.get((m.cle, m.empreinte))) for m in tous()]
    reels = [(m, e["issue"] if e else "") for m, e in connus if not e or e["issue"] not in (IDENTIQUE, ILLISIBLE)]
    issues = Counter(e["issue"] for _, e in connus if e)
    aside = sum((ecartees(chemin) for chemin in modules(RACINE, _motifs(FAMILLES))), Counter())
    anciennes = page.lit_donnees().get("fraiches", {}) if page.DONNEES.exists() else {}
    survivantes = sorted((_decrit(m) for m, i in reels if i == SURVIT), key=lambda s: (s["module"], s["ligne"]))
    commis = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=RACINE, capture_output=True, text=True)
    donnees = {
        "commit": commis.stdout.strip(),
        "familles": {f: _compte([r for r in reels if r[0].module.startswith(f)]) for f in FAMILLES},
        "ecartees": {ECARTEES[raison]: aside[raison] for raison in ECARTEES},
        "fraiches": anciennes,
        "illisibles": issues[ILLISIBLE],
        "identiques": issues[IDENTIQUE],
        "modules": {n: _compte([r for r in reels if r[0].module == n]) for n in sorted({m.module for m, _ in reels})},
        "survivantes": survivantes,
    }
    page.garde(donnees)
    expliquees = {c for raison in page.lit_raisons() for c in raison["fautes"]}
    for s in survivantes:
        if s["cle"] not in expliquees:
            click.echo(f"sans raison : {s['module']}:{s['ligne']} : {s['avant']} -> {s['apres']}\n    {s['cle']}")
    click.echo(json.dumps(donnees["familles"], ensure_ascii=False))


def _compte(reels: Sequence[tuple[Mutant, str]]) -> dict[str, int]:
    issues = Counter(issue for _, issue in reels)
    vues = issues[TUE] + issues[TROP_LONG]
    return {"fautes": len(reels), "essayees": vues + issues[SURVIT], "vues": vues}


def _decrit(mutant: Mutant) -> dict[str, object]:
    """A fault, with its line as it is and as it becomes."""
    source = _source(mutant)
    mutee = (mute(source, mutant) or source).splitlines()
    apres = mutee[mutant.ligne - 1].strip() if len(mutee) == len(source.splitlines()) else "(plus rien)"
    return {
        "cle": mutant.cle, "module": mutant.module, "ligne": mutant.ligne, "avant": mutant.texte, "apres": apres,
    }  # fmt: skip


if __name__ == "__main__":
    groupe()
