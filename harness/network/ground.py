"""What is really in the field, and how facts change it. The OI's information system may well believe otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from harness.network.contract import Contrat
from harness.network.facts import Fait, Nature
from harness.network.network import Reseau


class EtatFibre(StrEnum):
    """What a technician finds on a fibre."""

    LIBRE = "libre"
    OCCUPEE = "occupée"
    COUPEE = "coupée"
    FAIBLE = "affaiblie"
    MAL_REPEREE = "mal repérée"


MOTIFS: Mapping[EtatFibre, str] = {
    EtatFibre.OCCUPEE: "FINT06",
    EtatFibre.COUPEE: "FINT04",
    EtatFibre.FAIBLE: "FINT05",
    EtatFibre.MAL_REPEREE: "FINT07",
}
"""The codified reason that says each of them."""

PTO_EXISTANTE = "FIMP18"
PTO_INEXISTANTE = "FIMP17"


@dataclass(frozen=True, slots=True)
class Terrain:
    """`fibres` lists those that are not free; `prises` the PTO on the wall; `raccordees` the fibre that lights each.

    `rdv` is what the OI's appointment tool holds: IdRdv -> date; `hotline` whether someone answers there.
    """

    fibres: Mapping[str, EtatFibre] = field(default_factory=dict)
    prises: Mapping[str, str] = field(default_factory=dict)
    raccordees: Mapping[str, str] = field(default_factory=dict)
    rdv: Mapping[str, str] = field(default_factory=dict)
    hotline: bool = True

    def etat(self, fibre: str) -> EtatFibre:
        """What a technician finds on a fibre."""
        return self.fibres.get(fibre, EtatFibre.LIBRE)


@dataclass(frozen=True, slots=True)
class Monde:
    """The two views side by side, what the OI's system says and what is there, and what the operators agreed on."""

    reseau: Reseau
    terrain: Terrain
    contrat: Contrat


def a_poser(terrain: Terrain, logement: str, fibre: str) -> str:
    """What stops a technician from building the link of a dwelling on a fibre: a codified reason, "" when nothing."""
    if terrain.prises.get(logement):
        return PTO_EXISTANTE
    return MOTIFS.get(terrain.etat(fibre), "")


def en_service(terrain: Terrain, logement: str) -> str:
    """What stops the service at a dwelling: a codified reason, "" when light arrives."""
    if not terrain.prises.get(logement):
        return PTO_INEXISTANTE
    return MOTIFS.get(terrain.etat(terrain.raccordees.get(logement, "")), "")


def apres(monde: Monde, fait: Fait) -> Monde:
    """The world after something happened; folding the facts of a journal over the first world gives the last one."""
    if fait.nature is Nature.CONTRAT:
        return replace(monde, contrat=replace(monde.contrat, notifie_meme_route=fait["notifie_meme_route"] == "oui"))
    if fait.nature is Nature.SATURATION:
        return replace(monde, reseau=monde.reseau.sature(fait["pbo"]))
    return replace(monde, terrain=_terrain_apres(monde.terrain, fait))


def _terrain_apres(terrain: Terrain, fait: Fait) -> Terrain:
    if fait.nature is Nature.POSE:
        prises = {**terrain.prises, fait["logement"]: fait["prise"]}
        raccordees = {**terrain.raccordees, fait["logement"]: fait["fibre"]}
        return replace(terrain, prises=prises, raccordees=raccordees)
    if fait.nature is Nature.BRASSAGE and fait["logement"] in terrain.prises:
        return replace(terrain, raccordees={**terrain.raccordees, fait["logement"]: fait["fibre"]})
    if fait.nature is Nature.RENDEZ_VOUS:
        return replace(terrain, rdv={**terrain.rdv, fait["rdv"]: fait["date"]})
    if fait.nature is Nature.HOTLINE:
        return replace(terrain, hotline=fait["joignable"] == "oui")
    if fait.nature is Nature.INCIDENT:
        return replace(terrain, fibres={**terrain.fibres, fait["fibre"]: EtatFibre(fait["etat"])})
    if fait.nature in (Nature.MEME_ROUTE, Nature.REPARATION):
        return replace(terrain, fibres={f: e for f, e in terrain.fibres.items() if f != fait["fibre"]})
    return terrain
