"""Facing the party under test: its exchange, its people, its time, from a `Demande`, anew or from a journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from harness import resources
from harness.campaign.campaign import Campagne, Face, Reglages, ouvre
from harness.campaign.clock import Horloge, HorlogeReelle
from harness.campaign.demande import JOUER, Demande
from harness.campaign.pupitre import Pupitre
from harness.exchange.journal import JournalIllisible, JournalOccupe, RepriseImpossible
from harness.network.loading import ReseauIllisible
from harness.profil.lecture import ProfilIllisible, charge_profil
from harness.profil.modele import Profil
from harness.profil.secret import SecretIllisible
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from harness.transports.echange import EchangeImpossible
from harness.transports.ouverture import ouvre as ouvre_l_echange


class CampagneImpossible(RuntimeError):
    """The campaign cannot be run, or cannot go on. One French sentence says why."""


@dataclass(frozen=True)
class Ouverte:
    """A campaign facing a partner. `sous_test` is the party that is not simulated."""

    campagne: Campagne
    profil: Profil
    sous_test: Partie


@contextmanager
def face_a(demande: Demande, dossier: Path, proto: Protocole, pupitre: Pupitre, debut: str = "") -> Iterator[Ouverte]:
    """Face the party under test; `debut` is that of the journal to go on with, "" for a new one.

    Raises CampagneImpossible on anything wrong with profile, exchange or journal.
    """
    try:
        profil = charge_profil(Path(demande.profil))
        sous_test = Partie(demande.partie) if demande.commande == JOUER else Partie(demande.partie).autre
        horloge = _horloge(profil, float(demande.facteur or 1), demande.origine)
        transport = ouvre_l_echange(profil, sous_test.autre, f"la campagne {dossier.resolve()}")
        try:
            reglages = Reglages(
                graine=demande.graine,
                commande=demande.ligne,
                reseau=_reseau(demande, profil),
                simules=(sous_test.autre,),
                debut=datetime.fromisoformat(debut) if debut else horloge.maintenant(),
                face=Face(profil, sous_test, transport, pupitre),
                horloge=horloge,
                reprise=demande.en_texte(),
            )
            with ouvre(dossier, proto, reglages, reprise=bool(debut)) as campagne:
                yield Ouverte(campagne, profil, sous_test)
        finally:
            transport.ferme()
    except (
        EchangeImpossible, JournalIllisible, JournalOccupe, RepriseImpossible, ReseauIllisible, ProfilIllisible,
        SecretIllisible,
    ) as e:  # fmt: skip
        raise CampagneImpossible(str(e)) from None


def _reseau(demande: Demande, profil: Profil) -> Path:
    if demande.reseau:
        return Path(demande.reseau)
    if profil.reseau.fichier:
        return profil.dossier / profil.reseau.fichier
    return resources.fixtures("reseaux", "valfibre.toml")


def _horloge(profil: Profil, facteur: float, origine: str) -> Horloge:
    """The wall's time, looked at as often as the profile says; faster since `origine` (ISO 8601, UTC) in rehearsals."""
    depuis = None
    if origine:
        try:
            depuis = datetime.fromisoformat(origine)
        except ValueError:
            raise CampagneImpossible(f"« {origine} » n'est pas un instant : 2026-01-05T09:00:00 attendu") from None
        depuis = depuis if depuis.tzinfo else depuis.replace(tzinfo=UTC)
    return HorlogeReelle(facteur=facteur, origine=depuis, pas=profil.attente.scrutation.duree)
