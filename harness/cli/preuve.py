"""`interop-acces preuve`: the harness judges itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from harness.cli.options import Choix, ErreurDuBanc, chemin, ecrit

if TYPE_CHECKING:
    from harness.preuve.fil import Conversations, Fil
    from harness.preuve.resultats import Matrice

T = TypeVar("T")


@click.command()
@click.option(
    "--graine", type=click.INT, default=1, show_default=True, metavar="N", help="Fixe tout ce qui est tiré au sort."
)
@click.option("--scenario", "scenarios", multiple=True, metavar="ID", help="Seulement dans ce scénario.")
@click.option(
    "--ecart", "ecarts", multiple=True, metavar="NOM", help="Seulement cet écart (« simuler --ecart liste »)."
)
@click.option(
    "--mutants", type=click.IntRange(0), default=0, metavar="N", help="Aussi N mutants du fil, contre l'oracle naïf."
)
@click.option(
    "--conversations", type=click.IntRange(0), default=0, metavar="N", help="Aussi N conversations conformes au hasard."
)
@click.option("--processus", type=click.INT, default=1, show_default=True, metavar="N", help="Processus à employer.")
@click.option(
    "--format",
    "format_",
    type=Choix(["texte", "json"]),
    default="texte",
    show_default=True,
    help="Forme du résultat.",
)
@click.option("--sortie", type=chemin, metavar="FICHIER", help="Écrit le résultat dans ce fichier.")
def preuve(
    graine: int,
    scenarios: tuple[str, ...],
    ecarts: tuple[str, ...],
    mutants: int,
    conversations: int,
    processus: int,
    format_: str,
    sortie: Path | None,
) -> None:
    """Le banc se juge lui-même : ce qu'il attrape, ce qu'il n'invente pas.

    Chaque écart est joué là où il peut mordre, les deux parties simulées : le juge doit le nommer par la règle visée et
    mettre en cause la bonne partie. Sans écart, rien ne doit être trouvé. --mutants et --conversations demandent les
    sources du banc, où vit l'oracle naïf. Code 0 si la preuve tient, 1 sinon.

    \b
    Exemples :
      interop-acces preuve --scenario STOC-PAC-NOM
      interop-acces preuve --ecart cr-sans-route
      interop-acces preuve --processus 2 --mutants 5000 --conversations 500 --format json
    """
    from harness.preuve.bilan import donnees, tient
    from harness.preuve.texte import texte

    matrice = _matrice(str(graine), scenarios, ecarts, processus)
    bilan = donnees(matrice, *_fil(str(graine), mutants, conversations))
    rendu = json.dumps(bilan, ensure_ascii=False, indent=1) + "\n" if format_ == "json" else texte(bilan)
    ecrit(rendu, sortie, format_)
    sys.exit(0 if tient(bilan) else 1)


def _matrice(graine: str, scenarios: tuple[str, ...], ecarts: tuple[str, ...], processus: int) -> Matrice:
    """The kill matrix, with a progress bar on a terminal. Ends the command on anything wrong with what was asked."""
    from harness.preuve.jeu import PreuveImpossible
    from harness.preuve.matrice import dresse, inconnus, prepare

    if mauvais := inconnus(ecarts):
        raise click.UsageError(f"l'écart « {mauvais[0]} » est inconnu : « simuler oi --ecart liste » les nomme")
    try:
        plan = prepare(graine, scenarios, ecarts)
        absents = set(scenarios) - set(plan.temoins)
        if absents:
            raise click.UsageError(f"le catalogue n'a pas de scénario « {min(absents)} »")
        if not plan.jeux:
            raise click.UsageError("aucun de ces écarts ne peut mordre dans ces scénarios")
        return _avec_barre(
            "Écarts", len(plan.jeux), lambda avance: dresse(plan, graine, processus=processus, avance=avance)
        )
    except PreuveImpossible as e:
        raise ErreurDuBanc(str(e)) from None


def _fil(graine: str, mutants: int, conversations: int) -> tuple[Fil | None, Conversations | None]:
    """Wire mutants and random conversations, as many as were asked for."""
    from harness.preuve import fil
    from harness.workbook.compile import charge

    if not (mutants or conversations):
        return None, None
    if not fil.present():
        raise click.UsageError("--mutants et --conversations demandent les sources du banc, où vit l'oracle naïf")
    proto = charge()
    return (
        _avec_barre("Mutants", mutants, lambda avance: fil.mutants(mutants, graine, proto, avance))
        if mutants
        else None,
        _avec_barre(
            "Conversations", conversations, lambda avance: fil.conversations(conversations, graine, proto, avance)
        )
        if conversations
        else None,
    )


def _avec_barre(titre: str, nombre: int, fait: Callable[[Callable[[int], object]], T]) -> T:
    with click.progressbar(length=nombre, label=titre, file=sys.stderr, hidden=not sys.stderr.isatty()) as barre:
        return fait(barre.update)
