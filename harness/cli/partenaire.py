"""What the commands that face a party under test share: options, screen, and running a `Demande`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from harness.cli.options import ErreurDuBanc, chemin

if TYPE_CHECKING:
    from harness.campaign.demande import Demande
    from harness.campaign.face import Ouverte
    from harness.campaign.pupitre import Pupitre
    from harness.protocol.spec import Protocole

F = TypeVar("F", bound=Callable[..., Any])

reponses = click.option(
    "--reponses",
    type=chemin,
    metavar="FICHIER",
    help="Réponses (TOML ou CSV) à ce qui se passe hors fichiers ; relu dès qu'il change.",
)
ci = click.option("--ci", is_flag=True, help="Personne ne répondra : ce qui reste sans réponse est non concluant.")


def acceleree(commande: F) -> F:
    """`--acceleration` and `--origine`."""
    commande = click.option(
        "--origine",
        default="",
        metavar="INSTANT",
        help="Instant (UTC) depuis lequel l'heure est accélérée ; par défaut, maintenant.",
    )(commande)
    return click.option(
        "--acceleration",
        "facteur",
        type=click.FloatRange(min=1),
        default=1.0,
        metavar="FACTEUR",
        help="Fait passer le temps plus vite, pour répéter sans attendre des jours. Les deux côtés doivent avoir le "
        "même facteur et la même origine.",
    )(commande)


def absolu(fichier: Path | None) -> str:
    """A path as a journal keeps it."""
    return "" if fichier is None else str(fichier.resolve())


def facteur_et_origine(facteur: float, origine: str) -> dict[str, str]:
    """The clock of a `Demande`. An origin means nothing at the pace of the wall."""
    from harness.campaign.demande import horloge

    if facteur == 1 and origine:
        raise click.UsageError("--origine demande --acceleration")
    return horloge(facteur, origine)


@contextmanager
def face(demande: Demande, dossier: Path, proto: Protocole, debut: str = "") -> Iterator[Ouverte]:
    """Face the party under test, what happens being shown; ends the command with a sentence on what goes wrong."""
    from harness.campaign.ecran import Ecran
    from harness.campaign.face import CampagneImpossible, face_a
    from harness.campaign.reponses import ReponsesIllisibles

    ecran = Ecran(sys.stderr)
    try:
        with face_a(demande, dossier, proto, _pupitre(demande, ecran), debut) as ouverte:
            yield ouverte
    except (CampagneImpossible, ReponsesIllisibles) as e:
        raise ErreurDuBanc(str(e)) from None
    finally:
        ecran.ferme()


def _pupitre(demande: Demande, ecran: Any) -> Pupitre:
    from harness.campaign.pupitre import Pupitre, Source
    from harness.campaign.reponses import FichierDeReponses, Terminal

    sources: list[Source] = []
    if demande.reponses:
        sources.append(FichierDeReponses(Path(demande.reponses), ecran.dit_une_fois))
    if not demande.ci and sys.stdin.isatty():
        sources.append(Terminal(sys.stdin, ecran.invite))
    return Pupitre(sources, attend=not demande.ci, dit=ecran.dit, montre=ecran.montre)


def joue_la_demande(demande: Demande, dossier: Path, proto: Protocole, debut: str = "") -> None:
    """Play scenarios in front of the party under test, to the end or until the user stops."""
    from harness.campaign.selection import ChoixIllisible
    from scenarios.run import joue

    try:
        with face(demande, dossier, proto, debut) as ouverte:
            pannes = joue(ouverte.campagne, demande.scenarios)
            if not pannes:
                ouverte.campagne.acheve()
    except ChoixIllisible as e:
        raise click.UsageError(str(e)) from None
    except KeyboardInterrupt:
        click.echo(f"\nInterrompu. Pour continuer : interop-acces reprendre {dossier}", err=True)
        sys.exit(130)
    if pannes:
        raise ErreurDuBanc(f"{pannes[0]}\nPour continuer : interop-acces reprendre {dossier}")


def simule_la_demande(demande: Demande, dossier: Path, proto: Protocole, debut: str = "") -> None:
    """Be a partner until the user stops, then say what was done."""
    import signal

    from harness.campaign.simulation import SimulationImpossible, prepare
    from harness.exchange.journal import JournalArrete

    for stop in (signal.SIGINT, signal.SIGTERM):  # a shell may have had SIGINT ignored for what it runs behind
        signal.signal(stop, signal.default_int_handler)
    with face(demande, dossier, proto, debut) as ouverte:
        simulation = None
        try:
            simulation = prepare(ouverte.campagne, ouverte.profil, ouverte.sous_test, demande)
            click.echo(f"{simulation.presentation} Ctrl-C pour arrêter.", err=True)
            simulation.tourne()
        except SimulationImpossible as e:
            raise click.UsageError(str(e)) from None
        except JournalArrete as e:
            raise ErreurDuBanc(str(e)) from None
        except KeyboardInterrupt:
            for phrase in simulation.bilan() if simulation else ():
                click.echo(phrase)
    click.echo(f"Journal : {dossier}. Pour continuer : interop-acces reprendre {dossier}", err=True)
