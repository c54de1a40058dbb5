"""The scenarios as reviewers read them: the French sentences of each, found by its id tag."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any


def textes(dossier: Path) -> dict[str, tuple[str, ...]]:
    """Lines of every scenario of the features below a folder, by id: context, keywords, sentences and tables."""
    from gherkin.parser import Parser

    trouves: dict[str, tuple[str, ...]] = {}
    for fichier in sorted(dossier.rglob("*.feature")):
        arbre: Any = Parser().parse(fichier.read_text(encoding="utf-8"))
        contexte: list[str] = []
        for enfant in arbre["feature"]["children"]:
            if "background" in enfant:
                contexte = list(_pas(enfant["background"]))
                continue
            scenario = enfant["scenario"]
            etiquettes = [t["name"].removeprefix("@") for t in scenario["tags"]]
            for identifiant in etiquettes:
                if not identifiant.startswith("§"):
                    trouves[identifiant] = (*contexte, *_pas(scenario))
    return trouves


def _pas(bloc: Any) -> Iterator[str]:
    for pas in bloc["steps"]:
        yield f"{pas['keyword']}{pas['text']}"
        rangees = [[c["value"] for c in r["cells"]] for r in pas.get("dataTable", {}).get("rows", ())]
        largeurs = [max(map(len, colonne)) for colonne in zip(*rangees, strict=True)]
        for rangee in rangees:
            yield "  | " + " | ".join(c.ljust(n) for c, n in zip(rangee, largeurs, strict=True)) + " |"
