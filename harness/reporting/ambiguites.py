"""The register of ambiguities, shown: as text, as JSON and as the page `docs/ambiguites.md`. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from harness.protocol.ambiguites import Ambiguite, Sort
from harness.protocol.francais import accorde
from harness.protocol.lifecycle import TABLE, Coup
from harness.reporting.cycle import message
from harness.reporting.phrases import liste, paragraphe, phrase_finie

VERSION_SCHEMA = "1.0"
"""Of the shape of the JSON (docs/schema/ambiguites.schema.json)."""

LEGENDE: Mapping[Sort, str] = {
    Sort.INTERPRETATION: "le constat cite l'entrée et les deux lectures, et ne condamne pas",
    Sort.ADMISE: "rien n'est dit, les lectures se valent",
    Sort.AVERTIE: "un avertissement à confirmer",
    Sort.REFUSEE: "une non-conformité",
    Sort.INVISIBLE: "rien ne s'en voit dans des fichiers",
}
"""What each sort means, for whoever follows another reading."""


def coups(ambiguite: Ambiguite) -> tuple[Coup, ...]:
    """The lines of the lifecycle that are there only because this other reading is tolerated."""
    return tuple(c for c in TABLE if c.tolerance == ambiguite.id)


def _coup(c: Coup) -> str:
    ou = f"{' '.join(sorted(c.modeles))}, {' '.join(sorted(c.situations))}"
    return f"l'{c.emetteur} envoie {message(c.flux, c.issue)} quand la commande est « {c.etat} » ({ou})"


def _sections(a: Ambiguite) -> str:
    return liste(paragraphe(s) for s in a.sections)


def _touche(a: Ambiguite) -> Iterator[tuple[str, list[str]]]:
    """What an entry touches: (what, names)."""
    if a.messages:
        yield "Messages", [message(f, i) for f, i in a.messages]
    if a.champs:
        yield "Champs", list(a.champs)
    if a.regles:
        yield "Règles", list(a.regles)


def texte(ambiguites: Iterable[Ambiguite]) -> str:
    """The entries for a terminal."""
    blocs = []
    for a in ambiguites:
        lignes = [f"{a.id} ({_sections(a)}) {a.question}", f"  Lecture retenue : {phrase_finie(a.retenue)}"]
        lignes += [f"  Autre lecture : {phrase_finie(autre)}" for autre in a.autres]
        lignes.append(f"  Sort de l'autre lecture : {a.sort}, {LEGENDE[a.sort]}.")
        lignes += [f"  {quoi} : {' ; '.join(noms)}" for quoi, noms in _touche(a)]
        lignes += [f"  Toléré : {_coup(c)}" for c in coups(a)]
        blocs.append("\n".join(lignes))
    return "\n\n".join(blocs) + "\n"


def donnees(ambiguites: Iterable[Ambiguite]) -> str:
    """The entries as JSON (docs/schema/ambiguites.schema.json)."""
    contenu = [
        {
            "id": a.id,
            "theme": a.theme,
            "sections": list(a.sections),
            "question": a.question,
            "retenue": a.retenue,
            "autres": list(a.autres),
            "sort": a.sort,
            "regles": list(a.regles),
            "messages": [{"flux": f, "issue": i} for f, i in a.messages],
            "champs": list(a.champs),
            "coups_toleres": [_coup(c) for c in coups(a)],
        }
        for a in ambiguites
    ]
    return json.dumps({"version_schema": VERSION_SCHEMA, "ambiguites": contenu}, ensure_ascii=False, indent=1) + "\n"


def markdown(registre: Mapping[str, Ambiguite]) -> str:
    """The whole register as `docs/ambiguites.md`."""
    comptes = {s: sum(a.sort is s for a in registre.values()) for s in Sort}
    lignes = [
        "# Registre des ambiguïtés",
        "",
        "<!-- Page engendrée de fixtures/ambiguites.toml par « make generer » : ne pas la modifier à la main. -->",
        "",
        f"Le document laisse {accorde(len(registre), 'clause')} ouvertes à plusieurs lectures. Le banc en retient",
        "une : voici laquelle, et le sort d'un partenaire qui en suit une autre. `interop-acces ambiguites` dit la",
        "même chose à l'écran.",
        "",
        "| sort de l'autre lecture | ce qu'il en est | entrées |",
        "| --- | --- | --- |",
        *(f"| {s} | {LEGENDE[s]} | {comptes[s]} |" for s in Sort),
    ]
    theme = ""
    for a in registre.values():
        if a.theme != theme:
            theme = a.theme
            lignes += ["", f"## {theme}"]
        lignes += ["", *_entree(a)]
    return "\n".join(lignes) + "\n"


def _entree(a: Ambiguite) -> Iterator[str]:
    yield f'### <a id="{a.id.lower()}"></a>{a.id} ({_sections(a)})'
    yield ""
    yield a.question
    yield ""
    yield f"- **Lecture retenue** : {phrase_finie(a.retenue)}"
    yield from (f"- Autre lecture : {phrase_finie(autre)}" for autre in a.autres)
    yield f"- Sort de l'autre lecture : **{a.sort}**."
    for quoi, noms in _touche(a):
        yield f"- {quoi} : {', '.join(f'`{n}`' for n in noms)}"
    yield from (f"- Toléré : {_coup(c)}." for c in coups(a))
