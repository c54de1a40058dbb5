"""Options and endings that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from harness.judge.results import Resultats
    from harness.protocol.spec import Protocole

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("texte", "json", "html", "junit")
chemin = click.Path(path_type=Path)

classeur_choisi = click.option(
    "--classeur",
    type=chemin,
    metavar="FICHIER",
    help="Classeur du protocole (.xlsx ou .xls) à la place de celui du banc ; ses statuts et longueurs font alors foi.",
)
profil_choisi = click.option(
    "--profil", type=chemin, metavar="FICHIER", help="Profil bilatéral (TOML) : ce que les deux opérateurs ont convenu."
)
en_clair = click.option(
    "--donnees-en-clair", is_flag=True, help="N'occulte pas les données personnelles (noms, contacts, commentaires)."
)


def format_et_sortie(commande: F) -> F:
    """`--format` and `--sortie`."""
    commande = click.option(
        "--sortie", type=chemin, metavar="FICHIER", help="Écrit le rapport dans ce fichier plutôt qu'à l'écran."
    )(commande)
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="texte", show_default=True, help="Forme du rapport."
    )(commande)


class ErreurDuBanc(click.ClickException):
    """Something of ours, or of the set-up, went wrong: one French sentence, exit code 2."""

    exit_code = 2


def protocole(classeur: Path | None) -> Protocole:
    """The workbook to judge by. A broken one ends the command with its one-line reason and code 2."""
    from harness.workbook.compile import charge
    from harness.workbook.erreurs import ClasseurIllisible

    try:
        return charge(classeur)
    except ClasseurIllisible as e:
        raise ErreurDuBanc(str(e)) from None


def ecrit(texte: str, sortie: Path | None) -> None:
    """Write a report to a file or to the screen."""
    if sortie is None:
        click.echo(texte, nl=not texte.endswith("\n"))
        return
    try:
        sortie.parent.mkdir(parents=True, exist_ok=True)
        sortie.write_text(texte, encoding="utf-8")
    except OSError as e:
        raise ErreurDuBanc(f"impossible d'écrire {sortie} : {e.strerror}") from None


def fin(resultats: Resultats, format_: str, sortie: Path | None, donnees_en_clair: bool) -> None:
    """Write the report and leave with the exit code of the verdict."""
    from harness.judge.results import CODES_SORTIE
    from harness.reporting import rend

    ecrit(rend(resultats, format_, donnees_en_clair=donnees_en_clair), sortie)
    sys.exit(CODES_SORTIE[resultats.verdict])
