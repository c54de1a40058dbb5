"""`interop-acces importer`: make a journal out of a folder of lots that the harness did not produce."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from harness.cli.options import ErreurDuBanc, chemin, classeur_choisi, protocole

if TYPE_CHECKING:
    from harness.importation.conversion import Importation

BARRE = 200
"""A progress bar is shown beyond so many files."""

CITES = 20
"""Files left out that the screen names; the journal names them all."""


@click.command()
@click.argument("dossier", type=chemin, metavar="DOSSIER")
@click.option(
    "-o", "--sortie", type=chemin, required=True, metavar="JOURNAL", help="Dossier neuf où écrire le journal."
)
@classeur_choisi
def importer(dossier: Path, sortie: Path, classeur: Path | None) -> None:
    """Fait un journal d'un dossier de lots échangés sans le banc.

    Le flux de chaque fichier est reconnu à son en-tête, son émetteur à son flux. L'ordre est celui des dates que les
    lots portent ; à date égale, le plus favorable aux deux parties. Un fichier « journal.csv » dans le dossier fixe
    l'ordre, les émetteurs et les instants :

    \b
      order;file;sender;receiver;datetime
      1;cmd_0412.csv;XTEL;XVAL;2026-01-05T09:30
      2;ar_0412.csv;XVAL;XTEL;2026-01-05T10:05

    L'émetteur et le récepteur sont OI, OC ou un code d'opérateur. Les fichiers ne sont pas modifiés. Ceux qui ne sont
    pas des lots sont nommés, ici et dans le journal. Le journal se juge ensuite comme celui d'une campagne, un verdict
    par dossier.

    \b
    Exemples :
      interop-acces importer archives/2025 -o journaux/2025
      interop-acces juger journaux/2025 --rapport rapports/2025
    """
    from harness.exchange.journal import JournalOccupe
    from harness.importation.conversion import ImportationImpossible, importe
    from harness.importation.gathering import fichiers_de
    from harness.importation.index import IndexIllisible
    from harness.reporting.lisible import lisible
    from harness.systeme import raison

    proto = protocole(classeur)
    nombre = len(fichiers_de(dossier)) if sys.stderr.isatty() and dossier.is_dir() else 0
    visible = nombre > BARRE
    try:
        with click.progressbar(
            length=max(nombre, 1), label="Importation", file=sys.stderr, hidden=not visible
        ) as barre:
            importation = importe(dossier, sortie, proto, avance=barre.update if visible else _rien)
    except (ImportationImpossible, IndexIllisible, JournalOccupe) as e:
        raise ErreurDuBanc(lisible(str(e))) from None
    except OSError as e:
        raise ErreurDuBanc(f"impossible d'écrire le journal dans {sortie} : {raison(e)}") from None
    for ligne in _recit(importation):
        click.echo(lisible(ligne), err=True)
    click.echo(f"Journal : {sortie}")


def _rien(_: int) -> None:
    """No progress to show."""


def _recit(importation: Importation) -> Iterator[str]:
    """What was made of the folder, line by line: what is kept, what is assumed, what is left out."""
    from harness.protocol.francais import accorde
    from harness.protocol.terms import Partie

    lots = importation.lots
    total = f"{accorde(sum(lots.values()), 'lot')} ({lots[Partie.OC]} de l'OC, {lots[Partie.OI]} de l'OI)"
    seuls = importation.sans_commande
    manque = f", dont {accorde(seuls, 'sans sa commande', 'sans leur commande')}" if seuls else ""
    yield f"{total}, {accorde(importation.dossiers, 'dossier')}{manque}."
    for remarque in importation.remarques:
        yield f"- {remarque}"
    if importation.ecartes:
        yield f"{accorde(len(importation.ecartes), 'fichier écarté', 'fichiers écartés')} :"
        yield from (f"- {e.nom} : {e.raison}" for e in importation.ecartes[:CITES])
        if len(importation.ecartes) > CITES:
            suite = accorde(len(importation.ecartes) - CITES, "autre, nommé", "autres, nommés")
            yield f"- {suite} dans le journal"
