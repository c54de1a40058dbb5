"""Options and endings that several commands share."""

from __future__ import annotations

import sys
from collections import UserDict
from collections.abc import Callable, Iterator, Mapping
from gettext import gettext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from harness.judge.results import Resultats
    from harness.profil.modele import Profil
    from harness.protocol.spec import Protocole

F = TypeVar("F", bound=Callable[..., Any])

CODES_DE_SORTIE = (
    "Codes de sortie : 0 conforme, 1 non conforme, 2 erreur d'emploi ou du banc, 3 vérification incomplète."
)
"""The end of the help of every command that gives a verdict."""

FORMATS = ("texte", "json", "html", "junit")
chemin = click.Path(path_type=Path, readable=False)
"""Any path. Whether it can be read is for the command to say: one that cannot must not stop the others."""

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


rapport = click.option(
    "--rapport", type=chemin, metavar="DOSSIER", help="Écrit le rapport sous toutes ses formes dans ce dossier."
)


def format_et_sortie(commande: F) -> F:
    """`--format` and `--sortie`."""
    commande = click.option(
        "--sortie", type=chemin, metavar="FICHIER", help="Écrit le rapport dans ce fichier plutôt qu'à l'écran."
    )(commande)
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="texte", show_default=True, help="Forme du rapport."
    )(commande)


class Groupe(click.Group):
    """Commands in the order they were declared, that of use, under a French usage line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        """As declared."""
        return list(self.commands)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        """A group that does something alone takes its command in brackets."""
        seul = "[COMMANDE] [ARGUMENTS]..." if self.invoke_without_command else "COMMANDE [ARGUMENTS]..."
        return ["[OPTIONS]", seul]


class Commandes(UserDict[str, click.Command]):
    """Commands that are each in a module of their name, imported when it is asked for; `lignes` is the help of each."""

    def __init__(self, paquet: str, lignes: Mapping[str, str]) -> None:
        super().__init__()
        self._paquet = paquet
        self.lignes = lignes

    def __getitem__(self, nom: str) -> click.Command:
        """The command of a name. Raises KeyError."""
        if nom not in self.data:
            ligne = self.lignes[nom]
            commande = getattr(import_module(f"{self._paquet}.{nom}"), nom)
            commande.short_help = ligne
            self.data[nom] = commande
        return self.data[nom]

    def __contains__(self, nom: object) -> bool:
        """Whether a command has this name."""
        return nom in self.lignes

    def __iter__(self) -> Iterator[str]:
        """The names, as declared."""
        return iter(self.lignes)

    def __len__(self) -> int:
        """How many commands there are."""
        return len(self.lignes)


class GroupeDeModules(Groupe):
    """The group of such commands: its help imports none of them."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The lines as they were declared."""
        if not isinstance(self.commands, Commandes):
            super().format_commands(ctx, formatter)
            return
        with formatter.section(gettext("Commands")):
            formatter.write_dl(list(self.commands.lignes.items()))


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


def profil_lu(profil: Path | None) -> Profil | None:
    """The profile that an option names. A broken one ends the command with its one-line reason."""
    if profil is None:
        return None
    from harness.profil.lecture import ProfilIllisible, charge_profil

    try:
        return charge_profil(profil)
    except ProfilIllisible as e:
        raise click.UsageError(str(e)) from None


def ecrit(texte: str, sortie: Path | None) -> None:
    """Write a report to a file, whole or not at all, or to the screen."""
    if sortie is None:
        click.echo(texte, nl=not texte.endswith("\n"))
        return
    from harness.reporting.ecriture import EcritureImpossible
    from harness.reporting.ecriture import ecrit as ecrit_fichier

    try:
        ecrit_fichier(texte, sortie)
    except EcritureImpossible as e:
        raise ErreurDuBanc(str(e)) from None


def fin(
    resultats: Resultats, format_: str, sortie: Path | None, donnees_en_clair: bool, rapport: Path | None = None
) -> None:
    """Write the reports and leave with the exit code of the verdict.

    With a report folder and nothing else asked for, the screen gets the verdict and the path of the page to open.
    """
    from harness.judge.results import CODES_SORTIE
    from harness.reporting import EcritureImpossible, ecrit_rapport, rend

    contexte = click.get_current_context()
    demande = contexte.get_parameter_source("format_") is not click.core.ParameterSource.DEFAULT
    if rapport is None or sortie is not None or demande:
        ecrit(rend(resultats, format_, donnees_en_clair=donnees_en_clair), sortie)
    if rapport is not None:
        try:
            fichiers = ecrit_rapport(resultats, rapport, donnees_en_clair=donnees_en_clair)
        except EcritureImpossible as e:
            raise ErreurDuBanc(str(e)) from None
        if sortie is None and demande:
            click.echo(f"Rapport : {fichiers['html']}", err=True)
        elif not demande:
            click.echo(resume(resultats))
            click.echo(f"Rapport : {fichiers['html']}")
    sys.exit(CODES_SORTIE[resultats.verdict])


def resume(resultats: Resultats) -> str:
    """The verdict in one line."""
    from harness.reporting import phrase_du_verdict

    return phrase_du_verdict(resultats)
