"""The command line: one module a command. Only the one that runs is imported, and it imports what it needs."""

from __future__ import annotations

import errno
import gettext
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from harness import __version__
from harness.cli.options import CODES_DE_SORTIE, TUBE_FERME, Commandes, ErreurDuBanc, GroupeDeModules

CONTEXTE = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


COMMANDES = Commandes(
    __name__,
    {
        "verifier": "contrôle la forme de lots CSV contre le classeur du protocole",
        "jouer": "joue le catalogue : OI et OC simulés, ou l'un des deux face à votre système",
        "reprendre": "continue une campagne interrompue",
        "simuler": "joue un OI ou un OC qui répond, pour développer en face",
        "juger": "rejuge le journal d'une campagne",
        "importer": "fait un journal d'un dossier de lots échangés sans le banc",
        "catalogue": "montre les scénarios et les exigences qu'ils exercent",
        "cycle": "montre le cycle de vie d'une commande, table ou dessin",
        "ambiguites": "montre les clauses qui se lisent de plusieurs façons",
        "profil": "écrit et montre un profil bilatéral",
        "diagnostic": "vérifie un profil et son canal, ou confronte deux profils",
        "preuve": "mesure ce que le banc attrape et ce qu'il n'invente pas",
        "classeur": "montre, compare et remplace le classeur du protocole",
    },
)
"""Each command, in the order of use, with the line of the first help: the module of the same name holds it."""


@click.group(
    name="interop-acces",
    cls=GroupeDeModules,
    commands=COMMANDES,
    context_settings=CONTEXTE,
    epilog=CODES_DE_SORTIE,
)
@click.version_option(__version__, "-V", "--version", prog_name="interop-acces", help="Affiche la version.")
def groupe() -> None:
    """Banc de conformité du protocole Interop'fibre « Accès FTTH » 1.2.

    Chaque commande a son aide : interop-acces COMMANDE --help
    """


class SortieImpossible(Exception):
    """Nothing more can be written to a standard stream. No OSError: click answers one by itself, with code 1."""

    def __init__(self, flux: int, cause: OSError) -> None:
        super().__init__(flux, cause)
        self.flux, self.cause = flux, cause


class Tampon(io.BufferedWriter):
    """The bytes of a standard stream, whose refusals are told from those of any other file."""

    def write(self, octets: Any) -> int:
        """As any stream. Raises SortieImpossible."""
        with self._dit():
            return super().write(octets)

    def flush(self) -> None:
        """As any stream. Raises SortieImpossible."""
        with self._dit():
            super().flush()

    @contextmanager
    def _dit(self) -> Iterator[None]:
        try:
            yield
        except OSError as e:
            raise SortieImpossible(self.fileno(), e) from None


def _sur(flux: TextIO, errors: str) -> TextIO:
    """A standard stream that no character stops, and that says when it cannot be written; None stays so."""
    if not isinstance(flux, io.TextIOWrapper):
        return flux
    brut: Any = getattr(flux.buffer, "raw", flux.buffer)
    return io.TextIOWrapper(Tampon(brut), flux.encoding, errors, line_buffering=flux.line_buffering)


def main() -> None:
    """Entry point of `interop-acces`: exits with the code of the verdict, 2 on a usage or harness error."""
    gettext.bindtextdomain("click", str(Path(__file__).resolve().parent.parent / "locale"))
    gettext.textdomain("click")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts threads of linear algebra, of no use here
    os.environ["LANGUAGE"] = "fr"  # click asks gettext, gettext asks the environment
    sys.stdout, sys.stderr = _sur(sys.stdout, "replace"), _sur(sys.stderr, "backslashreplace")
    try:
        code = _lance()
    except SortieImpossible as e:
        code = _se_tait(e)
    sys.exit(code)


def _lance() -> int:
    """Run the command and return its code, unless it leaves with one of its own. Raises SortieImpossible."""
    try:
        return groupe.main(standalone_mode=False) or 0
    except click.exceptions.Abort:
        click.echo("Interrompu.", err=True)
        return 130
    except click.ClickException as e:
        e.show()
        return e.exit_code if e.exit_code != 1 else 2
    except SortieImpossible:
        raise
    except Exception:
        import traceback

        click.echo(traceback.format_exc(), err=True, nl=False)
        ErreurDuBanc("le banc s'est trompé, aucun partenaire n'est en cause ; ces lignes disent où").show()
        return 2


def _se_tait(e: SortieImpossible) -> int:
    """What to leave with when a stream cannot be written: what it still holds is dropped, the other one says why."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), e.flux)
    if e.cause.errno == errno.EPIPE:
        return TUBE_FERME
    from harness.systeme import raison

    try:
        ErreurDuBanc(f"la sortie standard ne peut pas être écrite : {raison(e.cause)}").show()
    except SortieImpossible as autre:
        os.dup2(os.open(os.devnull, os.O_WRONLY), autre.flux)
    return 2
