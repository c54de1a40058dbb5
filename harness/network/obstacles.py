"""What stands in the way at a dwelling, apart from its fibre: what it stops, how it is called, what removes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum


class Obstacle(StrEnum):
    """What a technician runs into."""

    CLIENT_ABSENT = "client absent"
    CLIENT_INCONNU = "client inconnu à l'adresse"
    PASSAGE_REFUSE = "passage refusé"
    COLONNE = "colonne montante hors d'usage"
    POSITION = "position de brassage introuvable"
    PRISE_ABIMEE = "prise abîmée"
    LIAISON = "liaison PBO-PTO coupée"


class Travail(Enum):
    """What can be stopped: patching at the PM, building from PBO to PTO, light at the PTO."""

    BRASSAGE = "brassage"
    POSE = "pose"
    LUMIERE = "lumière"


class Remede(Enum):
    """What can be done about it (§3.6, §4.1.6, §4.1.7, §5.1.5); what has none is there for good (§3.6)."""

    RENDEZ_VOUS = "un autre rendez-vous avec le client"
    OI = "une démarche ou une réparation de l'OI"
    POSE = "une nouvelle construction de la liaison"


@dataclass(frozen=True, slots=True)
class _Nature:
    motif: str
    arrete: frozenset[Travail]
    remedes: frozenset[Remede]
    client: bool = False
    chez_lui: bool = False


_NATURES: Mapping[Obstacle, _Nature] = {
    Obstacle.CLIENT_ABSENT: _Nature("FCLI07", frozenset({Travail.POSE}), frozenset({Remede.RENDEZ_VOUS}), client=True),
    Obstacle.CLIENT_INCONNU: _Nature("FCLI03", frozenset({Travail.POSE}), frozenset(), client=True),
    Obstacle.PASSAGE_REFUSE: _Nature("FCLI06", frozenset({Travail.POSE}), frozenset({Remede.RENDEZ_VOUS, Remede.OI})),
    Obstacle.COLONNE: _Nature("FINT13", frozenset({Travail.POSE, Travail.LUMIERE}), frozenset()),
    Obstacle.POSITION: _Nature("FINT08", frozenset({Travail.BRASSAGE, Travail.LUMIERE}), frozenset()),
    Obstacle.PRISE_ABIMEE: _Nature("FINT04", frozenset({Travail.LUMIERE}), frozenset({Remede.OI}), chez_lui=True),
    Obstacle.LIAISON: _Nature("FINT04", frozenset({Travail.LUMIERE}), frozenset({Remede.OI, Remede.POSE})),
}


def motif(obstacle: Obstacle | None, travail: Travail) -> str:
    """The codified reason why a work cannot be done, "" when nothing stops it."""
    nature = None if obstacle is None else _NATURES[obstacle]
    return nature.motif if nature is not None and travail in nature.arrete else ""


def leve(obstacle: Obstacle | None, par: Remede) -> bool:
    """Whether an obstacle is removed by a remedy."""
    return obstacle is not None and par in _NATURES[obstacle].remedes


def sans_remede(obstacle: Obstacle | None) -> str:
    """The codified reason of an obstacle of the building that is there for good (§3.6), "" for any other."""
    nature = None if obstacle is None else _NATURES[obstacle]
    return nature.motif if nature is not None and not nature.remedes and not nature.client else ""


def chez_le_client(obstacle: Obstacle | None) -> str:
    """The codified reason of what can only be mended in the dwelling (§4.1.6), "" for anything else."""
    nature = None if obstacle is None else _NATURES[obstacle]
    return nature.motif if nature is not None and nature.chez_lui else ""


def durable(code: str) -> bool:
    """Whether a codified reason is one that nobody can do anything about, on the network's side (§3.6)."""
    return code in {sans_remede(o) for o in Obstacle} - {""}


def tient_au_client(code: str) -> bool:
    """Whether a codified reason is the client's business, which the OC settles with it (§5.1.5)."""
    return any(n.motif == code and n.client for n in _NATURES.values())


def sans_recours(code: str) -> bool:
    """Whether a codified reason is the client's business and nothing can be done about it: the OC gives up (§5.1.5)."""
    return any(n.motif == code and n.client and not n.remedes for n in _NATURES.values())


def sans_hotline(code: str) -> bool:
    """Whether a codified reason is one that no hotline can help with, so that nobody calls (§5.1.5)."""
    return tient_au_client(code) or code == _NATURES[Obstacle.PASSAGE_REFUSE].motif
