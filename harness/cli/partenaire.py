"""Running what a `Demande` asks for, from its beginning or from where its journal leaves it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from harness.cli.options import ErreurDuBanc

if TYPE_CHECKING:
    from harness.campaign.campaign import Campagne, Reglages
    from harness.campaign.demande import Demande
    from harness.campaign.ecran import Ecran
    from harness.campaign.pupitre import Pupitre
    from harness.profil.modele import Profil
    from harness.protocol.spec import Protocole
    from harness.protocol.terms import Partie

F = TypeVar("F", bound=Callable[..., object])


def avec_un_partenaire(commande: F) -> F:
    """Options of what faces a party that is not simulated."""
    for option in (
        click.option(
            "--origine", default="", metavar="INSTANT", help="Instant (UTC) depuis lequel l'heure est accélérée."
        ),
        click.option(
            "--acceleration",
            "facteur",
            type=click.FloatRange(min=1),
            default=1,
            metavar="FACTEUR",
            help="Fait passer le temps plus vite, pour répéter sans attendre des jours ; les deux côtés doivent "
            "avoir le même facteur et la même origine.",
        ),
        click.option("--ci", is_flag=True, help="Personne ne répondra : une question sans réponse est non concluante."),
        click.option(
            "--reponses",
            type=click.Path(path_type=Path),
            metavar="FICHIER",
            help="Réponses (TOML ou CSV) aux questions posées hors fichiers ; relu dès qu'il change.",
        ),
    ):
        commande = option(commande)
    return commande


@dataclass(frozen=True)
class Ouverte:
    """A campaign that is ready to go on, and what shows it."""

    campagne: Campagne
    ecran: Ecran
    profil: Profil
    partie: Partie


@contextmanager
def face(demande: Demande, dossier: Path, proto: Protocole, debut: str = "") -> Iterator[Ouverte]:
    """Face the party under test. `debut` is that of the journal to go on with, "" for a new one.

    Ends the command with a sentence on anything wrong with profile, exchange, answers or journal.
    """
    from harness.campaign.campaign import ouvre
    from harness.campaign.ecran import Ecran
    from harness.campaign.face import face_a, horloge_de
    from harness.campaign.reponses import ReponsesIllisibles
    from harness.exchange.journal import JournalIllisible, JournalOccupe, RepriseImpossible
    from harness.network.loading import ReseauIllisible
    from harness.profil.lecture import ProfilIllisible, charge_profil
    from harness.profil.secret import SecretIllisible
    from harness.protocol.terms import Partie

    ecran = Ecran(sys.stderr)
    face_ouverte = None
    try:
        profil = charge_profil(Path(demande.profil))
        partie = Partie(demande.partie)
        sous_test = partie if demande.commande == "jouer" else partie.autre
        horloge = horloge_de(profil, float(demande.facteur or 1), demande.origine)
        face_ouverte = face_a(profil, sous_test, _pupitre(demande, ecran), f"la campagne {dossier.resolve()}")
        quand = datetime.fromisoformat(debut) if debut else horloge.maintenant()
        reglages = _reglages(demande, profil, face_ouverte.partie, quand)
        from dataclasses import replace

        reglages = replace(reglages, face=face_ouverte, horloge=horloge)
        with ouvre(dossier, proto, reglages, reprise=bool(debut)) as campagne:
            yield Ouverte(campagne, ecran, profil, sous_test)
    except (
        JournalIllisible, JournalOccupe, RepriseImpossible, ReseauIllisible, ProfilIllisible, ReponsesIllisibles,
        SecretIllisible, ValueError,
    ) as e:  # fmt: skip
        raise ErreurDuBanc(str(e)) from None
    except Exception as e:
        from harness.transports.echange import EchangeImpossible

        if isinstance(e, EchangeImpossible):
            raise ErreurDuBanc(str(e)) from None
        raise
    finally:
        ecran.ferme()
        if face_ouverte is not None:
            face_ouverte.transport.ferme()
