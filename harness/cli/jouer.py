"""`interop-acces jouer`: play the catalogue, both sides simulated, then judge what was exchanged."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from harness.cli.options import (
    ErreurDuBanc,
    chemin,
    classeur_choisi,
    en_clair,
    fin,
    format_et_sortie,
    protocole,
    rapport,
)

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from harness.protocol.spec import Protocole

CAMPAGNES = Path("campagnes")
"""Where the journals go by default, each in a folder of its own."""


@click.command()
@click.option("--graine", type=click.INT, default=1, show_default=True, help="Fixe les références tirées au sort.")
@click.option(
    "--scenarios",
    "expression",
    default="",
    metavar="EXPR",
    help="Identifiants, sections ou mots, joints par et, ou, non : « STOC-PAC-NOM », « §5.1 », « STOC et non CHRO ».",
)
@click.option("--journal", type=chemin, metavar="DOSSIER", help="Dossier neuf du journal (par défaut sous campagnes/).")
@classeur_choisi
@format_et_sortie
@rapport
@en_clair
def jouer(
    graine: int,
    expression: str,
    journal: Path | None,
    classeur: Path | None,
    format_: str,
    sortie: Path | None,
    rapport: Path | None,
    donnees_en_clair: bool,
) -> None:
    """Fait dialoguer un OI et un OC simulés sur le catalogue de scénarios.

    Les deux parties échangent de vrais fichiers CSV. Tout est d'abord gardé dans un journal, puis jugé. La même graine
    donne les mêmes fichiers ; l'heure est inventée, rien n'attend.

    \b
    Exemples :
      interop-acces jouer
      interop-acces jouer --scenarios "§5.1 et non CHRO" --rapport rapports/essai
    """
    from harness.campaign.jugement import juge
    from harness.workbook.exigences import charge_exigences

    proto = protocole(classeur)
    dossier = journal or dossier_neuf(CAMPAGNES)
    joue_dans(proto, dossier, graine, expression)
    click.echo(f"Journal : {dossier}", err=True)
    fin(juge(dossier, proto, charge_exigences()), format_, sortie, donnees_en_clair, rapport)


def joue_dans(proto: Protocole, dossier: Path, graine: int, expression: str) -> None:
    """Play into a new journal, with a progress bar on a terminal. Ends the command on anything wrong with the run."""
    from harness import resources
    from harness.campaign.campaign import Reglages, ouvre
    from harness.campaign.selection import ChoixIllisible, lit_choix
    from harness.exchange.journal import JournalOccupe
    from harness.network.loading import ReseauIllisible
    from scenarios.run import joue

    commande = f"jouer --graine {graine}" + (f' --scenarios "{expression}"' if expression else "")
    reglages = Reglages(str(graine), commande, resources.fixtures("reseaux", "valfibre.toml"))
    try:
        if expression:
            lit_choix(expression)
        visible = sys.stderr.isatty()
        with (
            ouvre(dossier, proto, reglages) as campagne,
            click.progressbar(length=1, label="Scénarios", file=sys.stderr, hidden=not visible) as barre,
        ):
            pannes = joue(campagne, expression, prevu=lambda n: _prevoit(barre, n), joue=lambda: barre.update(1))
            campagne.acheve()
    except ChoixIllisible as e:
        raise click.UsageError(str(e)) from None
    except (JournalOccupe, ReseauIllisible) as e:
        raise ErreurDuBanc(str(e)) from None
    if pannes:
        raise ErreurDuBanc(pannes[0])


def _prevoit(barre: ProgressBar[int], nombre: int) -> None:
    barre.length = nombre


def dossier_neuf(parent: Path) -> Path:
    """The first numbered folder that does not exist yet."""
    rang = 1
    while (parent / f"{rang:04d}").exists():
        rang += 1
    return parent / f"{rang:04d}"
