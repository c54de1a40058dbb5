"""What the documentation says can be followed: every link arrives, every command it shows is one the program takes."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from harness.cli import groupe

RACINE = Path(__file__).resolve().parent.parent
PAGES = sorted(p for p in RACINE.rglob("*.md") if not any(part.startswith(".") for part in p.relative_to(RACINE).parts))
LIEN = re.compile(r"\]\(([^)\s]+)\)")
BLOC = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def nom(page: Path) -> str:
    return str(page.relative_to(RACINE))


@cache
def ancres(page: Path) -> frozenset[str]:
    """What a link into a page may aim at: its headings, as forges name them, and the ids it writes itself."""
    texte = page.read_text(encoding="utf-8")
    titres = (
        re.sub(r"[^\w\- ]", "", t.strip().casefold()).replace(" ", "-") for t in re.findall(r"^#+ (.+)$", texte, re.M)
    )
    return frozenset(titres) | frozenset(re.findall(r'<a (?:id|name)="([^"]+)"', texte))


def commandes(page: Path) -> Iterator[str]:
    """The `interop-acces` lines of the console blocks, without their comments."""
    for bloc in BLOC.findall(page.read_text(encoding="utf-8")):
        for ligne in bloc.replace("\\\n", " ").splitlines():
            yield from (c for c in re.split(" && | &$", ligne.strip()) if c.startswith("interop-acces "))


@pytest.mark.parametrize("page", PAGES, ids=nom)
def test_every_relative_link_arrives(page: Path) -> None:
    perdus = []
    for lien in LIEN.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", lien):
            continue
        chemin, _, ancre = lien.partition("#")
        cible = (page.parent / chemin).resolve() if chemin else page
        if not cible.exists() or (ancre and cible.suffix == ".md" and ancre not in ancres(cible)):
            perdus.append(lien)
    assert perdus == []


@pytest.mark.parametrize("page", [p for p in PAGES if list(commandes(p))], ids=nom)
def test_every_command_shown_is_one_the_program_takes(page: Path) -> None:
    for ligne in commandes(page):
        mots = shlex.split(ligne, comments=True)[1:]
        commande: click.Command = groupe
        while isinstance(commande, click.Group) and mots and not mots[0].startswith("-"):
            commande = commande.commands[mots.pop(0)]
        if "--help" not in mots:
            commande.make_context(ligne, mots)


def test_every_make_target_shown_exists() -> None:
    cibles = set(re.findall(r"^([a-z]+):", (RACINE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    montrees = {
        c for p in PAGES for b in BLOC.findall(p.read_text("utf-8")) for c in re.findall("^make ([a-z]+)", b, re.M)
    }
    assert montrees
    assert montrees <= cibles


def test_every_dependency_has_its_line_of_reason() -> None:
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    groupes = [projet["project"]["dependencies"], *projet["dependency-groups"].values()]
    noms = {re.match(r"[\w-]+", d)[0] for g in groupes for d in g}  # type: ignore[index]
    raisons = (RACINE / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Dépendances")[2]
    assert {n for n in noms if not n.startswith("types-")} - set(re.findall(r"[\w-]+", raisons)) == set()


def test_the_readme_leads_to_every_page() -> None:
    liens = set(LIEN.findall((RACINE / "README.md").read_text(encoding="utf-8")))
    assert {f"docs/{p.name}" for p in (RACINE / "docs").glob("*.md")} <= liens
    assert {p.name for p in RACINE.glob("*.md")} - {"README.md"} <= liens
