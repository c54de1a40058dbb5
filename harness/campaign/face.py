"""Facing the party under test: its exchange, its people, its time."""

from __future__ import annotations

from datetime import UTC, datetime

from harness.campaign.campaign import Face
from harness.campaign.clock import Horloge, HorlogeReelle
from harness.campaign.pupitre import Pupitre
from harness.profil.modele import Profil
from harness.protocol.terms import Partie
from harness.transports.ouverture import ouvre


def face_a(profil: Profil, sous_test: Partie, pupitre: Pupitre, campagne: str) -> Face:
    """Reach the exchange of a profile. Raises EchangeImpossible; `campagne` is how others see who holds it."""
    return Face(profil, sous_test, ouvre(profil, sous_test.autre, campagne), pupitre)


def horloge_de(profil: Profil, facteur: float = 1.0, origine: str = "") -> Horloge:
    """The wall's time, looked at as often as the profile says; faster since `origine` (ISO 8601, UTC) in rehearsals.

    Raises ValueError, in French, on an origin that is no instant.
    """
    depuis = None
    if origine:
        try:
            depuis = datetime.fromisoformat(origine)
        except ValueError:
            raise ValueError(f"« {origine} » n'est pas un instant, 2026-01-05T09:00:00 attendu") from None
        depuis = depuis if depuis.tzinfo else depuis.replace(tzinfo=UTC)
    return HorlogeReelle(facteur=facteur, origine=depuis, pas=profil.attente.scrutation.duree)
