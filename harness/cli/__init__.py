"""The command line: one module a command. Only the one that runs is imported, and it imports what it needs."""

from __future__ import annotations

import gettext
import os
import sys
from pathlib import Path

import click

from harness import __version__
from harness.cli.options import CODES_DE_SORTIE, Commandes, GroupeDeModules

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


def main() -> None:
    """Entry point of `interop-acces`: exits with the code of the verdict, 2 on a usage or harness error."""
    gettext.bindtextdomain("click", str(Path(__file__).resolve().parent.parent / "locale"))
    gettext.textdomain("click")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts threads of linear algebra, of no use here
    os.environ["LANGUAGE"] = "fr"  # click asks gettext, gettext asks the environment
    try:
        groupe.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Interrompu.", err=True)
        sys.exit(130)
    except click.ClickException as e:
        e.show()
        sys.exit(e.exit_code if e.exit_code != 1 else 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
