"""`interop-acces jouer`: play the catalogue, both sides simulated or facing one that is not, then judge it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from harness.cli.options import (
    CODES_DE_SORTIE,
    Choix,
    ErreurDuBanc,
    chemin,
    classeur_choisi,
    en_clair,
    epargne,
    fin,
    format_et_sortie,
    profil_choisi,
    profil_lu,
    protocole,
    rapport,
)
from harness.cli.partenaire import absolu, acceleree, ci, facteur_et_origine, joue_la_demande, reponses
from harness.systeme import raison

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from harness.campaign.demande import Demande
    from harness.protocol.spec import Protocole


@click.command(epilog=CODES_DE_SORTIE)
@click.option(
    "--graine", type=click.INT, default=1, show_default=True, metavar="N", help="Fixe les références tirées au sort."
)
@click.option(
    "--scenarios",
    "expression",
    metavar="EXPR",
    help="Identifiants, sections ou mots, joints par et, ou, non : « STOC-PAC-NOM », « §5.1 », « STOC et non CHRO ».",
)
@click.option(
    "--sous-test",
    type=Choix(["oi", "oc"]),
    help="Partie qui est votre système ; le banc joue l'autre. Demande --profil.",
)
@profil_choisi
@reponses
@ci
@click.option("--journal", type=chemin, metavar="DOSSIER", help="Dossier neuf du journal (par défaut sous campagnes/).")
@acceleree
@classeur_choisi
@format_et_sortie
@rapport
@en_clair
def jouer(
    graine: int,
    expression: str | None,
    sous_test: str | None,
    profil: Path | None,
    reponses: Path | None,
    ci: bool,
    journal: Path | None,
    facteur: float,
    origine: str,
    classeur: Path | None,
    format_: str,
    sortie: Path | None,
    rapport: Path | None,
    donnees_en_clair: bool,
) -> None:
    """Joue le catalogue de scénarios : OI et OC simulés, ou l'un des deux face à votre système.

    Les deux parties échangent de vrais fichiers CSV. Tout est d'abord gardé dans un journal, puis jugé. Sans
    --sous-test, la même graine donne les mêmes fichiers ; l'heure est inventée, rien n'attend.

    Avec --sous-test, le banc joue l'autre partie par le canal du profil, à l'heure légale, aussi longtemps qu'il faut.
    Ce qui ne passe pas par les fichiers (préparer un PBO saturé, appeler une hotline) est demandé, à l'écran ou dans
    le fichier --reponses, et attesté dans le journal. Une campagne interrompue se continue par « reprendre ».

    \b
    Exemples :
      interop-acces jouer
      interop-acces jouer --scenarios "§5.1 et non CHRO" --rapport rapports/essai
      interop-acces jouer --sous-test oi --profil profil.toml --scenarios STOC-PAC
      interop-acces jouer --sous-test oc --profil profil.toml --reponses reponses.toml --ci --format junit
    """
    from harness.campaign.demande import JOUER, Demande
    from harness.examen.jugement import juge
    from harness.exchange.journal import fichiers_du_journal
    from harness.workbook.exigences import charge_exigences

    _refuse_un_choix_illisible(expression)
    epargne((classeur, profil, reponses), sortie, rapport)
    proto = protocole(classeur)
    demande = Demande(JOUER, graine=str(graine), scenarios=expression or "", classeur=absolu(classeur))
    if sous_test is not None:
        if profil is None:
            raise click.UsageError("--sous-test demande --profil : il dit qui échange, et où")
        face = {"partie": sous_test.upper(), "profil": absolu(profil), "reponses": absolu(reponses)}
        face |= {"ci": "oui" if ci else "", **facteur_et_origine(facteur, origine)}
        demande = replace(demande, **face)
    elif profil is not None or reponses is not None or ci or facteur != 1 or origine:
        raise click.UsageError("--profil, --reponses, --ci, --acceleration et --origine demandent --sous-test")
    with dossier_du_journal(journal) as dossier:
        if sous_test is None:
            joue_dans(proto, dossier, demande)
        else:
            joue_la_demande(demande, dossier, proto)
    click.echo(f"Journal : {dossier}", err=True)
    epargne(fichiers_du_journal(dossier), sortie, rapport)
    fin(juge(dossier, proto, charge_exigences(), profil=profil_lu(profil)), format_, sortie, donnees_en_clair, rapport)


def joue_dans(proto: Protocole, dossier: Path, demande: Demande, *, reprise: bool = False) -> None:
    """Play in self-play, with a progress bar on a terminal. Ends the command on anything wrong with the run."""
    from harness import resources
    from harness.campaign.campaign import Reglages, ouvre
    from harness.campaign.selection import ChoixIllisible
    from harness.exchange.journal import JournalIllisible, JournalOccupe, RepriseImpossible
    from harness.network.loading import ReseauIllisible
    from scenarios.run import joue

    reseau = resources.fixtures("reseaux", "valfibre.toml")
    reglages = Reglages(demande.graine, demande.ligne, reseau, reprise=demande.en_texte())
    try:
        visible = sys.stderr.isatty()
        with (
            ouvre(dossier, proto, reglages, reprise=reprise) as campagne,
            click.progressbar(length=1, label="Scénarios", file=sys.stderr, hidden=not visible) as barre,
        ):
            pannes = joue(campagne, demande.scenarios, prevu=lambda n: _prevoit(barre, n), joue=lambda: barre.update(1))
            if not pannes:
                campagne.acheve()
    except ChoixIllisible as e:
        raise click.UsageError(str(e)) from None
    except (JournalIllisible, JournalOccupe, RepriseImpossible, ReseauIllisible) as e:
        raise ErreurDuBanc(str(e)) from None
    if pannes:
        raise ErreurDuBanc(pannes[0])


def _prevoit(barre: ProgressBar[int], nombre: int) -> None:
    barre.length = nombre


def _refuse_un_choix_illisible(expression: str | None) -> None:
    from harness.campaign.selection import ChoixIllisible, lit_choix

    try:
        if expression is not None:
            lit_choix(expression)
    except ChoixIllisible as e:
        raise click.UsageError(str(e)) from None


@contextmanager
def dossier_du_journal(choisi: Path | None) -> Iterator[Path]:
    """Where the journal goes, a new folder when nobody says it: a run that is refused before it begins leaves none.

    Ends the command when nothing can be written there.
    """
    if choisi is not None:
        yield choisi
        return
    from harness.campaign.demande import CAMPAGNES, dossier_neuf

    try:
        premier = not CAMPAGNES.exists()
        dossier = dossier_neuf(CAMPAGNES)
    except OSError as e:
        raise ErreurDuBanc(f"impossible d'écrire dans {CAMPAGNES} : {raison(e)}") from None
    try:
        yield dossier
    except Exception:
        with suppress(OSError):  # it holds something
            dossier.rmdir()
            if premier:
                CAMPAGNES.rmdir()
        raise
