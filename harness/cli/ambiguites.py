"""`interop-acces ambiguites`: the unclear clauses of the document, and the reading kept of each."""

from __future__ import annotations

from pathlib import Path

import click

from harness.cli.options import Choix, chemin, ecrit


@click.command()
@click.argument("entrees", nargs=-1, metavar="[AMB-nn...]")
@click.option("--section", metavar="§", help="Seulement celles d'un paragraphe (« 5.1 » comprend 5.1.4).")
@click.option("--format", "format_", type=Choix(["texte", "json"]), default="texte", show_default=True, help="Forme.")
@click.option("--sortie", type=chemin, metavar="FICHIER", help="Écrit dans ce fichier plutôt qu'à l'écran.")
def ambiguites(entrees: tuple[str, ...], section: str | None, format_: str, sortie: Path | None) -> None:
    """Montre les clauses du document qui se lisent de plusieurs façons, et la lecture retenue.

    Un partenaire qui suit une autre lecture reçoit le plus souvent une « interprétation », qui cite l'entrée, jamais
    une non-conformité ; chaque entrée dit ce qu'il en est.

    \b
    Exemples :
      interop-acces ambiguites AMB-06
      interop-acces ambiguites --section 3.12
    """
    from harness.reporting.ambiguites import donnees, texte
    from harness.workbook.ambiguites import charge_ambiguites

    registre = charge_ambiguites()
    demandees = [e.upper() for e in entrees]
    if inconnues := [e for e in demandees if e not in registre]:
        raise click.UsageError(f"« {inconnues[0]} » n'est pas dans le registre (AMB-01 à {list(registre)[-1]})")
    cherchee = (section or "").removeprefix("§").casefold()
    choisies = [
        a
        for a in registre.values()
        if (not demandees or a.id in demandees)
        and (not cherchee or any(f"{s}.".startswith(f"{cherchee}.") for s in a.sections))
    ]
    if not choisies:
        raise click.UsageError(f"aucune ambiguïté n'est relevée au §{cherchee}")
    ecrit(texte(choisies) if format_ == "texte" else donnees(choisies), sortie, format_)
