"""`interop-acces catalogue`: what the scenarios are, and which requirements they exercise in a real run."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from harness.cli.options import Choix, chemin, classeur_choisi, ecrit, epargne, protocole


@click.command()
@click.option(
    "--format",
    "format_",
    type=Choix(["texte", "json", "html"]),
    default="texte",
    show_default=True,
    help="Forme du catalogue.",
)
@click.option("--sortie", type=chemin, metavar="FICHIER", help="Écrit dans ce fichier plutôt qu'à l'écran.")
@classeur_choisi
def catalogue(format_: str, sortie: Path | None, classeur: Path | None) -> None:
    """Montre chaque scénario et chaque exigence du document, section par section.

    Le catalogue est d'abord joué des deux côtés : une exigence n'est dite exercée que si l'une de ses règles a
    rencontré un message. Les autres disent pourquoi : rien de tel n'a été échangé, aucune règle ne le contrôle encore,
    ou aucun fichier ne peut le montrer.

    \b
    Exemples :
      interop-acces catalogue
      interop-acces catalogue --format html --sortie catalogue.html
    """
    from harness import resources
    from harness.campaign.demande import JOUER, Demande
    from harness.campaign.textes import textes
    from harness.cli.jouer import joue_dans
    from harness.examen.couverture import couvre
    from harness.examen.jugement import examine
    from harness.reporting import catalogue as rapport
    from harness.workbook.ambiguites import charge_ambiguites
    from harness.workbook.exigences import charge_exigences

    epargne((classeur,), sortie)
    proto, exigences = protocole(classeur), charge_exigences()
    with tempfile.TemporaryDirectory() as temporaire:
        journal = Path(temporaire) / "journal"
        joue_dans(proto, journal, Demande(JOUER))
        lu = couvre(examine(journal, proto, exigences, vues=False), exigences)
    clauses = charge_ambiguites().values()
    if format_ == "html":
        ecrit(rapport.page(lu, textes(resources.features()), clauses), sortie, format_)
    else:
        ecrit(rapport.texte(lu, clauses) if format_ == "texte" else rapport.donnees(lu), sortie, format_)
