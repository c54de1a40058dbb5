"""Options and endings that several commands share."""

from __future__ import annotations

import errno
import os
import sys
from collections import UserDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from gettext import gettext
from importlib import import_module
from itertools import product
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

TUBE_FERME = 141
"""Exit code when whoever reads what we write has left, as a shell gives it for SIGPIPE."""

FORMATS = ("texte", "json", "html", "junit")


class Chemin(click.Path):
    """Any path but an empty one, which would be the current folder: a script gives it for a variable it never set.

    Whether it can be read is for the command to say: one that cannot must not stop the others.
    """

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """A Path."""
        if not os.fspath(value):
            self.fail(VIDE.format("le chemin est vide"), param, ctx)
        return super().convert(value, param, ctx)


class Choix(click.Choice[str]):
    """One of a few words, in any case; helps and refusals show them as the protocol writes them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word as it is in the list."""
        ecrits = {c.casefold(): c for c in self.choices}
        return super().convert(ecrits.get(str(value).casefold(), value), param, ctx)


VIDE = "{} : une variable qui n'est pas définie, peut-être."
"""What is said of an argument that is there and holds nothing."""

chemin = Chemin()

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
        "--format", "format_", type=Choix(FORMATS), default="texte", show_default=True, help="Forme du rapport."
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


def epargne(lus: Iterable[Path | None], sortie: Path | None, rapport: Path | None = None) -> None:
    """Refuse, before anything is done, to write over a file that the command reads."""
    ecrits = [] if sortie is None else [sortie]
    if rapport is not None:
        from harness.reporting.ecriture import NOMS

        ecrits += [rapport / nom for nom in NOMS.values()]
    for lu, ecrit in product(lus, ecrits):
        with suppress(OSError):  # what is not there, or cannot be looked at, is told when its turn comes
            if lu is not None and lu.is_file() and lu.samefile(ecrit):
                raise click.UsageError(f"{ecrit} est un fichier que la commande lit : rien n'y sera écrit")


def ecrit(texte: str, sortie: Path | None, format_: str) -> None:
    """Write a report to a file, whole or not at all, or to the screen.

    What a program will read is in UTF-8, as it says of itself, whatever the encoding of the terminal.
    """
    if sortie is None:
        texte += "" if texte.endswith("\n") else "\n"
        click.echo(texte if format_ == "texte" else texte.encode("utf-8", "backslashreplace"), nl=False)
        return
    from harness.reporting.ecriture import ecrit as ecrit_fichier

    with _dit_l_echec():
        ecrit_fichier(texte, sortie)


@contextmanager
def _dit_l_echec() -> Iterator[None]:
    from harness.reporting.ecriture import EcritureImpossible

    try:
        yield
    except EcritureImpossible as e:
        if e.errno == errno.EPIPE:
            sys.exit(TUBE_FERME)
        raise ErreurDuBanc(str(e)) from None


def fin(
    resultats: Resultats, format_: str, sortie: Path | None, donnees_en_clair: bool, rapport: Path | None = None
) -> None:
    """Write the reports and leave with the exit code of the verdict.

    With a report folder and nothing else asked for, the screen gets the verdict and the path of the page to open.
    """
    from harness.judge.results import CODES_SORTIE
    from harness.reporting import ecrit_rapport, rend

    contexte = click.get_current_context()
    demande = contexte.get_parameter_source("format_") is not click.core.ParameterSource.DEFAULT
    if rapport is None or sortie is not None or demande:
        ecrit(rend(resultats, format_, donnees_en_clair=donnees_en_clair), sortie, format_)
    if rapport is not None:
        with _dit_l_echec():
            fichiers = ecrit_rapport(resultats, rapport, donnees_en_clair=donnees_en_clair)
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
