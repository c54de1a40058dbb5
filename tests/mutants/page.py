"""The page of the documentation on the last full run (`docs/fil.md`), from the figures that were kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def markdown(chiffres: Mapping[str, Any]) -> str:
    """The page. A part that was not run is left out."""
    lignes = list(_entete())
    if mutants := chiffres.get("mutants"):
        lignes += _mutants(mutants)
    if conversations := chiffres.get("conversations"):
        lignes += _conversations(conversations)
    return "\n".join((*lignes, *_rejouer(), ""))


def _entete() -> Iterator[str]:
    yield from (
        "# Mutants du fil, conversations au hasard",
        "",
        "<!-- Page engendrée de docs/fil.json par « make fil » : ne pas la modifier à la main. -->",
        "",
        "Un oracle naïf (`tests/oracle/`), écrit d'après le document, en Python ordinaire, sans une ligne ni une",
        "table en commun avec le juge, juge les mêmes fichiers que lui. Un désaccord fait échouer la commande ;",
        "il est réduit au plus petit exemple.",
        "",
    )


def _mutants(m: Mapping[str, Any]) -> Iterator[str]:
    classes, doutes = m["classes"], m["doutes"]
    yield from ("## Mutants du fil", "")
    yield f"Les conversations conformes du catalogue, abîmées {m['mutants']} fois au hasard (graine {m['graine']}) :"
    yield "une cellule, une colonne, une ligne, un fichier, l'ordre, les dates, l'encodage, le message d'un autre."
    yield f"**{m['accords']} mutants dont les deux disent la même chose ; désaccords : {m['desaccords']}.**"
    yield f"{m['minutes_cpu']} minutes de processeur."
    yield from ("", "| ce que les deux en disent | mutants |", "| --- | ---: |")
    yield from (f"| {classe} | {n} |" for classe, n in classes.items())
    yield from (f"| désaccord connu : {nom} | {n} |" for nom, n in m["connus"].items())
    yield from ("", "### Ce que l'oracle ne tranche pas, et pourquoi", "")
    yield "Le document se tait, se contredit, ou les fichiers n'en montrent pas assez. D'une réponse dont la question"
    yield "n'est dans aucun fichier, le juge non plus ne dit rien (`conv.debut_absent`) : ce qui manque était peut-être"
    yield "conforme."
    yield from ("", "| raison | mutants |", "| --- | ---: |")
    yield from (f"| {raison} | {n} |" for raison, n in doutes.items())
    yield from ("", "### Par dégât", "", "| dégât | pris | conformes | non tranchés |", "| --- | ---: | ---: | ---: |")
    noms = ("pris par les deux", "conforme pour les deux", "l'oracle ne tranche pas")
    for degat, vus in m["degats"].items():
        yield f"| `{degat}` | " + " | ".join(str(vus.get(nom, 0)) for nom in noms) + " |"
    yield ""


def _conversations(c: Mapping[str, Any]) -> Iterator[str]:
    yield from ("## Conversations conformes au hasard", "")
    yield "Une machine à états (hypothesis) tire un réseau, un contrat, des clients, ce qui leur arrive et quand, et"
    yield "l'encodage de chacun ; OI et OC simulés échangent leurs fichiers, rien ne doit leur être reproché."
    yield f"**{c['conversations']} conversations, fausses alarmes : {c['alarmes']}**, selon le banc et selon"
    yield f"l'oracle (graine {c['graine']}, {c['minutes_cpu']} minutes de processeur)."
    yield ""
    yield f"- {c['lots']} lots, dont {c['groupes']} de plusieurs lignes ; {c['lignes']} lignes"
    yield f"- {c['entrelacees']} conversations où plusieurs commandes s'entrelacent"
    yield f"- {c['vies']} vies de commande différentes, {c['survenues']} circonstances"
    yield f"- {c['sans_fin']} arrêtées avant leur fin, jugées jusque-là : rien ne borne un échec qui revient (§4.1.6)"
    yield f"- {c['indecises']} que l'oracle ne condamne pas, sans trancher"
    for titre, compte in (("flux", c["flux"]), ("modèle, prise", c["modeles"]), ("encodage des lots", c["encodages"])):
        yield from ("", f"| {titre} | nombre |", "| --- | ---: |")
        yield from (f"| {nom} | {n} |" for nom, n in compte.items())
    yield ""


def _rejouer() -> Iterator[str]:
    yield from (
        "## Rejouer",
        "",
        "    make fil",
        "    python -m tests.mutants --graine 2026 --mutant 4217",
        "    python -m tests.sans_alarme --graine 2026 --nombre 200",
    )
