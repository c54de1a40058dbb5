"""Imports go one way, and the middle touches neither clock, file, socket, environment nor screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parent.parent

FEUILLES = {"ecriture", "records", "refus", "resources", "systeme", "verrou"}
"""Modules of `harness/` that any room may use, and that use none."""

VOISINES: Mapping[str, set[str]] = {
    "protocol": set(),
    "workbook": {"protocol"},
    "exchange": {"protocol"},
    "judge": {"protocol", "exchange"},
    "network": {"protocol"},
    "actors": {"protocol", "exchange", "network"},
    "profil": {"protocol", "network"},
    "transports": {"protocol", "profil"},
    "examen": {"protocol", "workbook", "exchange", "judge", "network", "profil"},
    "importation": {"protocol", "exchange", "transports", "examen"},
    "campaign": {
        "protocol",
        "exchange",
        "judge",
        "network",
        "actors",
        "profil",
        "transports",
        "examen",
        "importation",
    },
    "reporting": {"protocol", "judge", "examen"},
    "preuve": {
        "protocol",
        "workbook",
        "exchange",
        "judge",
        "actors",
        "examen",
        "campaign",
        "reporting",
        "scenarios",
    },
    "cli": {
        "protocol",
        "workbook",
        "exchange",
        "judge",
        "network",
        "profil",
        "examen",
        "importation",
        "campaign",
        "reporting",
        "scenarios",
        "preuve",
    },
    "greffon": {"protocol", "workbook", "exchange", "judge", "profil", "examen", "campaign", "reporting", "scenarios"},
    "scenarios": {"protocol", "workbook", "exchange", "network", "actors", "campaign"},
}
"""What each room may import, besides itself and the leaves. A room that is not here fails."""

PURES = ("protocol", "judge", "actors")
IMPURS = {
    "asyncio", "ctypes", "glob", "http", "io", "os", "pathlib", "shutil", "signal", "socket", "sqlite3", "subprocess",
    "sys", "tempfile", "time", "tomllib", "urllib", "click", "jinja2", "openpyxl", "pydantic", "pytest", "random",
}  # fmt: skip
APPELS_IMPURS = {"open", "print", "input", "exec", "eval", "breakpoint", "__import__"}
ATTRIBUTS_IMPURS = {"now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes"}


def pieces() -> list[str]:
    dossiers = sorted(p.name for p in (RACINE / "harness").iterdir() if (p / "__init__.py").exists())
    return [*dossiers, "scenarios"]


def fichiers(piece: str) -> list[Path]:
    dossier = RACINE / piece if piece == "scenarios" else RACINE / "harness" / piece
    return sorted(dossier.rglob("*.py"))


def imports(arbre: ast.AST) -> Iterator[tuple[str, int]]:
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Import):
            yield from ((alias.name, noeud.lineno) for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            assert noeud.level == 0, "imports are absolute"
            yield from ((f"{noeud.module}.{alias.name}", noeud.lineno) for alias in noeud.names)


def piece_de(module: str) -> str | None:
    """The room a module belongs to, None when it is not ours."""
    morceaux = module.split(".")
    if morceaux[0] == "scenarios":
        return "scenarios"
    return morceaux[1] if morceaux[0] == "harness" and len(morceaux) > 1 else None


def test_every_room_is_placed() -> None:
    assert set(pieces()) == set(VOISINES)


@pytest.mark.parametrize("piece", sorted(VOISINES))
def test_imports_go_one_way(piece: str) -> None:
    permis = VOISINES[piece] | FEUILLES | {piece, "__version__"}
    fautes = [
        f"{chemin.relative_to(RACINE)}:{ligne} importe {module}"
        for chemin in fichiers(piece)
        for module, ligne in imports(ast.parse(chemin.read_text(encoding="utf-8")))
        if (voisine := piece_de(module)) is not None and voisine not in permis
    ]
    assert fautes == []


def test_nothing_hides_beside_the_rooms() -> None:
    """A module at the top is a leaf, or a command of ours that the product does not import."""
    modules = {p.stem for p in (RACINE / "harness").glob("*.py")}
    assert modules <= FEUILLES | {"__init__", "__main__", "generer"}


def test_the_leaves_use_no_room() -> None:
    for feuille in FEUILLES:
        arbre = ast.parse((RACINE / "harness" / f"{feuille}.py").read_text(encoding="utf-8"))
        assert [module for module, _ in imports(arbre) if piece_de(module)] == []


def cercle(voisins: Mapping[str, set[str]]) -> list[str]:
    """Modules that import one another in a ring, the first one again at the end; empty when there is none."""
    try:
        TopologicalSorter(voisins).prepare()
    except CycleError as erreur:
        return list(erreur.args[1])
    return []


def test_no_module_imports_itself_by_way_of_others() -> None:
    """An import inside a function, or for types only, counts: what two modules share is a third one's."""
    tous = {chemin: _module(chemin) for piece in pieces() for chemin in fichiers(piece)}
    connus = set(tous.values())
    voisins = {
        module: {vise for nom, _ in imports(ast.parse(chemin.read_text(encoding="utf-8")))
                 if (vise := nom if nom in connus else nom.rpartition(".")[0]) in connus and vise != module}
        for chemin, module in tous.items()
    }  # fmt: skip
    assert cercle(voisins) == []


def _module(chemin: Path) -> str:
    return ".".join(chemin.relative_to(RACINE).with_suffix("").parts).removesuffix(".__init__")


def test_a_ring_would_be_seen() -> None:
    assert cercle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []


@pytest.mark.parametrize("piece", PURES)
def test_the_middle_touches_nothing(piece: str) -> None:
    fautes = [
        f"{chemin.relative_to(RACINE)}:{ligne} : {quoi}"
        for chemin in fichiers(piece)
        for ligne, quoi in impuretes(ast.parse(chemin.read_text(encoding="utf-8")))
    ]
    assert fautes == []


def impuretes(arbre: ast.AST) -> Iterator[tuple[int, str]]:
    for module, ligne in imports(arbre):
        if module.split(".")[0] in IMPURS:
            yield ligne, f"import {module}"
    for appel in (n for n in ast.walk(arbre) if isinstance(n, ast.Call)):
        if isinstance(appel.func, ast.Name) and appel.func.id in APPELS_IMPURS:
            yield appel.lineno, f"{appel.func.id}()"
        if isinstance(appel.func, ast.Attribute) and appel.func.attr in ATTRIBUTS_IMPURS:
            yield appel.lineno, f".{appel.func.attr}()"


@pytest.mark.parametrize(
    "code",
    ["import time", "from os import environ", "print(1)", "open('x')", "datetime.now()", "chemin.read_text()"],
)
def test_an_impure_line_would_be_seen(code: str) -> None:
    assert len(list(impuretes(ast.parse(code)))) == 1


@pytest.mark.parametrize("module", ["harness.judge.results", "harness.judge"])
def test_a_forbidden_neighbour_would_be_seen(module: str) -> None:
    """The rule that keeps a simulator from asking the judge: even a lazy import inside a function is one."""
    arbre = ast.parse(f"def f():\n    import {module}\n")
    assert [piece_de(m) for m, _ in imports(arbre)] == ["judge"]
    assert "judge" not in VOISINES["actors"]
    assert "actors" not in VOISINES["judge"]
