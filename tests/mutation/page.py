"""`docs/mutants.md`: what a campaign of faults found, from its figures and from what was written of each survivor.

`python -m tests.mutation.page` writes it again; the figures are those of `python -m tests.mutation bilan`.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parents[2]
DONNEES, PAGE = RACINE / "docs" / "mutants.json", RACINE / "docs" / "mutants.md"
RAISONS = Path(__file__).with_name("survivantes.toml")

Raison = Mapping[str, Any]
"""`texte`, and `fautes`: the keys of the survivors that it explains."""


def lit_raisons(chemin: Path = RAISONS) -> tuple[Raison, ...]:
    """The reasons that were written, in order."""
    return tuple(tomllib.loads(chemin.read_text(encoding="utf-8")).get("raison", ()))


def lit_donnees(chemin: Path = DONNEES) -> dict[str, Any]:
    """The figures of the last campaign."""
    lues: dict[str, Any] = json.loads(chemin.read_text(encoding="utf-8"))
    return lues


def au_moins(vues: int, essayees: int) -> float:
    """Lower bound of the share of faults that are seen, by a sample of them, 19 times out of 20 (Wilson, one side)."""
    z, n = 1.645, essayees
    part = vues / n
    return (part + z * z / (2 * n) - z * math.sqrt(part * (1 - part) / n + z * z / (4 * n * n))) / (1 + z * z / n)


def markdown(donnees: Mapping[str, Any], raisons: Sequence[Raison]) -> str:
    """The page."""
    return "\n".join([*_tete(donnees), *_ecartees(donnees), *_modules(donnees), *_survivantes(donnees, raisons)]) + "\n"


def _pour_cent(part: float) -> str:
    return f"{math.floor(1000 * part) / 10:.1f} %".replace(".", ",")


def _entier(nombre: int) -> str:
    return f"{nombre:,}".replace(",", "\u202f")


TETE = """# Fautes plantées dans le juge

<!-- engendré : python -m tests.mutation.page -->

Un banc qui juge doit être jugé. Une à une, de petites fautes sont plantées dans le code du juge et dans les tables du
protocole : `and` pour `or`, `<` pour `<=`, 1 pour 0, une boucle qui ne tourne pas, un décorateur ôté… Les tests doivent
en voir le plus possible, et **chaque faute qu'ils ne voient pas est expliquée ici**.

```console
make mutants   # reprend où il s'était arrêté ; des heures depuis zéro
```

Mesuré sur le code de `{commit}`{disparues}. Ce qui fut essayé plus tôt compte tant que le texte de la fonction n'a pas
changé depuis ; une faute d'après laquelle des tests ont été écrits a été essayée de nouveau.

L'ordre des essais est tiré au hasard une fois pour toutes (l'empreinte du nom de la faute) : tout début de la suite est
un échantillon honnête.

| dossier | fautes possibles | essayées | dont vues | part vue |
| --- | ---: | ---: | ---: | ---: |
"""

COMPTE = """
Une faute est vue quand un test échoue, ou ne finit pas : ceux de `tests/judge`, `tests/protocol`, `tests/corpus`,
`tests/exchange` et `tests/workbook`, moins ceux qui regardent le temps ou la mémoire. Les autres (catalogue joué,
oracle naïf, mutants du fil, conversations au hasard) ne comptent pas ici, et en verraient d'autres. Chaque faute ne
reçoit que quelques secondes de tests, les plus proches d'abord. Une faute qu'un test plus lointain verrait, comme une
faute qui ne peut avoir aucun effet, compte parmi celles qui n'ont pas été vues.
"""


def _tete(donnees: Mapping[str, Any]) -> Iterator[str]:
    nombre = donnees.get("disparues", 0)
    disparues = f" (fautes non vues disparues depuis, avec leur ligne : {nombre})" if nombre else ""
    yield TETE.format(commit=donnees["commit"], disparues=disparues).rstrip()
    for nom, f in donnees["familles"].items():
        part = _pour_cent(f["vues"] / f["essayees"]) if f["essayees"] else "—"
        chiffres = (_entier(f[c]) for c in ("fautes", "essayees", "vues"))
        yield f"| `{nom}` | {' | '.join(chiffres)} | **{part}** |"
    yield ""
    for nom, f in donnees["familles"].items():
        yield _etendue(nom, f, donnees.get("fraiches", {}))
    yield COMPTE


def _etendue(nom: str, f: Mapping[str, int], fraiches: Mapping[str, Sequence[int]]) -> str:
    """How much of a folder was tried, and what a sample says of the others.

    `fraiches`: those of a folder that were tried before any test was written for them, as (seen, tried).
    """
    if not f["essayees"]:
        return f"`{nom}` n'a pas été essayé."
    if f["essayees"] == f["fautes"]:
        return f"Pour `{nom}`, toutes les fautes ont été essayées."
    dit = f"Pour `{nom}`, c'est un échantillon : {_entier(f['essayees'])} fautes sur {_entier(f['fautes'])}."
    if nom not in fraiches:
        return dit
    vues, essayees = fraiches[nom]
    part, borne = _pour_cent(vues / essayees), _pour_cent(au_moins(vues, essayees))
    if essayees == f["essayees"]:
        return f"{dit} {part} en sont vues, soit au moins {borne} des autres, dix-neuf fois sur vingt."
    return (
        f"{dit} Des tests ayant été écrits à la lecture de celles qui n'étaient pas vues, la part des autres se lit "
        f"sur {_entier(essayees)} fautes essayées avant tout test écrit d'après elles : {part} vues, soit au "
        f"moins {borne} des autres, dix-neuf fois sur vingt."
    )


def _ecartees(donnees: Mapping[str, Any]) -> Iterator[str]:
    yield from ("## Fautes qui ne sont pas plantées", "", "| combien | quoi, et pourquoi |", "| ---: | --- |")
    for raison, nombre in donnees["ecartees"].items():
        yield f"| {_entier(nombre)} | {raison} |"
    yield from (
        f"| {_entier(donnees['illisibles'])} | parmi celles essayées, ce que Python ne compile pas |",
        f"| {_entier(donnees['identiques'])} | parmi celles essayées, ce qui est le même code une fois compilé |",
        "",
    )


def _modules(donnees: Mapping[str, Any]) -> Iterator[str]:
    yield from ("## Par module", "", "| module | essayées | vues | non vues |", "| --- | ---: | ---: | ---: |")
    for nom, m in donnees["modules"].items():
        yield f"| `{nom}` | {m['essayees']} | {m['vues']} | {m['essayees'] - m['vues']} |"
    yield ""


def _survivantes(donnees: Mapping[str, Any], raisons: Sequence[Raison]) -> Iterator[str]:
    yield from ("## Fautes que les tests ne voient pas", "")
    par_cle = {s["cle"]: s for s in donnees["survivantes"]}
    for raison in raisons:
        siennes = [par_cle[c] for c in raison["fautes"] if c in par_cle]
        if not siennes:
            continue
        yield from (f"**{raison['texte'].strip()}**", "")
        for s in sorted(siennes, key=lambda s: (s["module"], s["ligne"], s["cle"])):
            yield f"- `{s['module']}` ligne {s['ligne']} : {_code(s['avant'])} devient {_code(s['apres'])}"
        yield ""


def _code(texte: str) -> str:
    """A line of code as Markdown, whatever quotes it holds."""
    if "`" not in texte:
        return f"`{texte}`"
    return f"``{' ' * texte.startswith('`')}{texte}{' ' * texte.endswith('`')}``"


def oublie(donnees: Mapping[str, Any]) -> dict[str, Any]:
    """The figures less the survivors whose line is no longer written: they are no fault of this code any more."""
    restent = [s for s in donnees["survivantes"] if s["avant"] in _lignes(s["module"])]
    parties = Counter(s["module"] for s in donnees["survivantes"]) - Counter(s["module"] for s in restent)

    def sans(compte: Mapping[str, int], nombre: int) -> dict[str, int]:
        return {**compte, "fautes": compte["fautes"] - nombre, "essayees": compte["essayees"] - nombre}

    return {
        **donnees,
        "familles": {
            f: sans(c, sum(n for m, n in parties.items() if m.startswith(f"{f}/")))
            for f, c in donnees["familles"].items()
        },
        "modules": {m: sans(c, parties[m]) for m, c in donnees["modules"].items()},
        "survivantes": restent,
        "disparues": donnees.get("disparues", 0) + parties.total(),
    }


def _lignes(module: str) -> set[str]:
    chemin = RACINE / module
    return {t.strip() for t in chemin.read_text(encoding="utf-8").splitlines()} if chemin.exists() else set()


def garde(donnees: Mapping[str, Any]) -> None:
    """Keep figures, and write the page again."""
    DONNEES.write_text(json.dumps(donnees, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    PAGE.write_text(markdown(donnees, lit_raisons()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    garde(oublie(lit_donnees()))
