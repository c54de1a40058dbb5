"""What the documentation says to type is understood: every command line, every option, every workflow file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from harness import greffon
from harness.campaign.selection import lit_choix
from harness.cli import groupe

RACINE = Path(__file__).resolve().parents[2]
PAGES = sorted({RACINE / "README.md", *(RACINE / "docs").glob("*.md"), *(RACINE / "docs" / "ci").iterdir()})
OPTIONS_PYTEST = {"--interop-sous-test", *greffon._OPTIONS}
VARIABLES = {"$ACCELERATION": "600"}
"""Of the shell, where an option wants a number."""
FIN_DE_COMMANDE = {"|", "&&", "||", "&", ";", ">", ">>"}


def scripts(page: Path) -> Iterator[str]:
    """What a page gives to type: the shell blocks of a Markdown file, the scripts of a workflow."""
    texte = page.read_text(encoding="utf-8")
    if page.suffix == ".md":
        yield from re.findall(r"^```(?:console|sh|bash)\n(.*?)^```", texte, re.DOTALL | re.MULTILINE)
    else:
        yield from scripts_yaml(yaml.safe_load(texte))


def scripts_yaml(noeud: Any) -> Iterator[str]:
    if isinstance(noeud, dict):
        for cle, valeur in noeud.items():
            if cle in ("run", "script", "before_script"):
                yield from valeur if isinstance(valeur, list) else [valeur]
            else:
                yield from scripts_yaml(valeur)
    elif isinstance(noeud, list):
        for enfant in noeud:
            yield from scripts_yaml(enfant)


def commandes(page: Path, programme: str) -> list[list[str]]:
    """The arguments of each call of a program."""
    trouvees: list[list[str]] = []
    for script in scripts(page):
        for ligne in script.replace("\\\n", " ").splitlines():
            mots = shlex.shlex(ligne, posix=True, punctuation_chars="|&;>")
            mots.whitespace_split = True
            courante: list[str] | None = None
            for mot in mots:
                if mot in FIN_DE_COMMANDE:
                    courante = None
                elif courante is not None:
                    courante.append(VARIABLES.get(mot, mot))
                elif mot.rpartition("/")[2] == programme:
                    trouvees.append(courante := [])
    return trouvees


def comprend(arguments: list[str]) -> click.Context:
    """Parse a command line as the program does, to its last subcommand, and run nothing."""
    commande: click.Command = groupe
    contexte = groupe.make_context("interop-acces", list(arguments))
    while isinstance(commande, click.Group) and (reste := [*contexte._protected_args, *contexte.args]):
        nom, trouvee, suite = commande.resolve_command(contexte, reste)
        assert trouvee is not None
        commande, contexte = trouvee, trouvee.make_context(nom, suite, parent=contexte)
    return contexte


DITES = [(p, c) for p in PAGES for c in commandes(p, "interop-acces")]


@pytest.mark.parametrize(("page", "arguments"), DITES, ids=lambda x: x.name if isinstance(x, Path) else " ".join(x))
def test_a_documented_command_is_understood(page: Path, arguments: list[str]) -> None:
    if arguments == ["--help"]:
        return
    contexte = comprend(arguments)
    if contexte.info_name == "jouer" and contexte.params["expression"]:
        lit_choix(contexte.params["expression"])


def test_the_pages_that_users_start_from_hold_commands() -> None:
    """The test above would pass on pages that it cannot read."""
    assert {p.relative_to(RACINE).as_posix() for p, _ in DITES} >= {
        "README.md", "docs/campagne.md", "docs/profil.md", "docs/ci/github-actions.yml", "docs/ci/gitlab-ci.yml",
    }  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [["jouer", "--sous-tests", "oi"], ["jouet"], ["classeur", "montre"], ["verifier"], ["jouer", "--format", "xml"]],
    ids=" ".join,
)
def test_a_command_that_is_not_would_be_seen(arguments: list[str]) -> None:
    with pytest.raises(click.UsageError):
        comprend(arguments)


def test_a_command_is_found_wherever_it_stands(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\ncd x && .venv/bin/interop-acces jouer \\\n  --graine 2 | head  # vu\n```\n", "utf-8")
    assert commandes(page, "interop-acces") == [["jouer", "--graine", "2"]]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_options_of_the_plugin_that_a_page_names_exist(page: Path) -> None:
    nommees = set(re.findall(r"--interop-[a-z-]+", page.read_text(encoding="utf-8")))
    assert nommees <= OPTIONS_PYTEST
    if page == RACINE / "docs" / "ci" / "README.md":
        assert nommees == OPTIONS_PYTEST


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_commands_that_a_page_names_exist(page: Path) -> None:
    nommees = re.findall(r"`interop-acces ([a-z]+)", page.read_text(encoding="utf-8"))
    assert set(nommees) <= set(groupe.commands)


def test_the_workflow_of_github_checks_files_and_plays_a_campaign() -> None:
    contenu = yaml.safe_load((RACINE / "docs" / "ci" / "github-actions.yml").read_text(encoding="utf-8"))
    assert set(contenu[True]) == {"push", "workflow_dispatch"}  # YAML 1.1 reads « on » as true
    assert set(contenu["jobs"]) == {"fichiers", "campagne"}
    for travail in contenu["jobs"].values():
        etapes = travail["steps"]
        assert all(("run" in e) != ("uses" in e) for e in etapes)
        publie = [e for e in etapes if "upload-artifact" in e.get("uses", "") or "junit" in e.get("uses", "")]
        assert [e["if"] for e in publie] == ["${{ !cancelled() }}"] * 2


def test_the_workflow_of_gitlab_checks_files_and_plays_a_campaign() -> None:
    contenu = yaml.safe_load((RACINE / "docs" / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))
    travaux = {nom: t for nom, t in contenu.items() if nom.startswith("interop:")}
    assert set(travaux) == {"interop:fichiers", "interop:campagne"}
    for travail in travaux.values():
        assert travail["extends"] == ".interop"
        assert travail["artifacts"]["when"] == "always"
        assert travail["artifacts"]["reports"]["junit"].startswith("rapports/")
        assert all(isinstance(ligne, str) for ligne in travail["script"])


def test_the_reports_that_the_workflows_publish_are_those_that_the_commands_write() -> None:
    from harness.reporting.ecriture import NOMS

    for nom in ("github-actions.yml", "gitlab-ci.yml"):
        texte = (RACINE / "docs" / "ci" / nom).read_text(encoding="utf-8")
        assert f"rapports/{NOMS['junit']}" in texte
        assert texte.count("rapports/fichiers.xml") == 2
