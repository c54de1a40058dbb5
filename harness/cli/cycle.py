"""`interop-acces cycle`: the lifecycle of an order, as a table or drawn."""

from __future__ import annotations

from pathlib import Path

import click

from harness.cli.options import Choix, chemin, ecrit
from harness.protocol.terms import Modele, Situation


@click.command()
@click.option("--modele", type=Choix([m.value for m in Modele]), help="Modèle de raccordement (par défaut tous).")
@click.option(
    "--situation",
    type=Choix([s.value for s in Situation]),
    help="PAC à construire, PCI construite et identifiée, PNI construite non identifiée (par défaut toutes).",
)
@click.option(
    "--format",
    "format_",
    type=Choix(["texte", "json", "svg"]),
    default="texte",
    show_default=True,
    help="Forme.",
)
@click.option("--sortie", type=chemin, metavar="FICHIER", help="Écrit dans ce fichier plutôt qu'à l'écran.")
def cycle(modele: str | None, situation: str | None, format_: str, sortie: Path | None) -> None:
    """Montre le cycle de vie d'une commande : qui peut envoyer quoi, dans quel état, selon quel paragraphe.

    C'est la table même que lisent les simulateurs et le juge. Le dessin (svg) demande un modèle et une situation.

    \b
    Exemples :
      interop-acces cycle --modele STOC --situation PAC
      interop-acces cycle --modele OI --situation PNI --format svg --sortie cycle.svg
    """
    modeles = (Modele(modele),) if modele else tuple(Modele)
    situations = (Situation(situation),) if situation else tuple(Situation)
    if format_ == "svg":
        from harness.reporting.cycle_svg import svg

        if modele is None or situation is None:
            raise click.UsageError("un dessin demande --modele et --situation")
        ecrit(svg(modeles[0], situations[0]), sortie, format_)
        return
    from harness.reporting.cycle import en_json, texte

    ecrit(texte(modeles, situations) if format_ == "texte" else en_json(modeles, situations), sortie, format_)
