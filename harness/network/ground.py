"""What is really in the field, and how facts change it. The OI's information system may well believe otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from harness.network.contract import Contrat, convenu
from harness.network.facts import Fait, Nature
from harness.network.network import Reseau
from harness.network.obstacles import Obstacle, Remede, Travail, leve, tient_au_client
from harness.network.obstacles import motif as motif_de


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
PTO_AUTRE = "FINT10"
"""A PTO is there, or is not, or is not the one that was announced (§7.1); the last has no code of its own."""


@dataclass(frozen=True, slots=True)
class Acces:
    """Who holds the line of a dwelling, in service for long: the OC, its order then, the OI's reference of it."""

    oc: str
    commande: str
    prestation: str


@dataclass(frozen=True, slots=True)
class Terrain:
    """`fibres` lists those that are not free; `prises` the PTO on the wall; `raccordees` the fibre that lights each.

    `rdv` is what the OI's appointment tool holds: IdRdv -> date; `hotline` whether someone answers there, `solution`
    whether they have one at once. `obstacles` is what else stands in the way at a dwelling. `acces` are the lines in
    service, by dwelling; `complets` how many of the slots asked for first the OI's teams are already taken.
    """

    fibres: Mapping[str, EtatFibre] = field(default_factory=dict)
    prises: Mapping[str, str] = field(default_factory=dict)
    raccordees: Mapping[str, str] = field(default_factory=dict)
    rdv: Mapping[str, str] = field(default_factory=dict)
    hotline: bool = True
    solution: bool = True
    obstacles: Mapping[str, Obstacle] = field(default_factory=dict)
    acces: Mapping[str, Acces] = field(default_factory=dict)
    complets: int = 0

    def etat(self, fibre: str) -> EtatFibre:
        """What a technician finds on a fibre."""
        return self.fibres.get(fibre, EtatFibre.LIBRE)


@dataclass(frozen=True, slots=True)
class Monde:
    """The two views side by side, what the OI's system says and what is there, and what the operators agreed on."""

    reseau: Reseau
    terrain: Terrain
    contrat: Contrat


def a_brasser(terrain: Terrain, logement: str) -> str:
    """What stops the patching of a dwelling at the PM: a codified reason, "" when nothing."""
    return motif_de(terrain.obstacles.get(logement), Travail.BRASSAGE)


def a_poser(terrain: Terrain, logement: str, fibre: str) -> str:
    """What stops a technician from building the link of a dwelling on a fibre: a codified reason, "" when nothing."""
    obstacle = motif_de(terrain.obstacles.get(logement), Travail.POSE)
    if terrain.prises.get(logement) and not tient_au_client(obstacle):
        return PTO_EXISTANTE
    return obstacle or MOTIFS.get(terrain.etat(fibre), "")


def eclairee(terrain: Terrain, logement: str, fibre: str = "") -> str:
    """What a measure shows at a dwelling: a codified reason, "" when light arrives or there is no PTO to measure at.

    `fibre` is the one that lights it from now on, by default the one that does already.
    """
    if not terrain.prises.get(logement):
        return ""
    obstacle = motif_de(terrain.obstacles.get(logement), Travail.LUMIERE)
    return obstacle or MOTIFS.get(terrain.etat(fibre or terrain.raccordees.get(logement, "")), "")


def ecart_de_prise(terrain: Terrain, logement: str, attendue: str) -> str:
    """What someone sees who looks for a PTO at a dwelling: it is missing, another is there (§7.1), "" when it is it."""
    au_mur = terrain.prises.get(logement, "")
    return "" if au_mur and au_mur == attendue else PTO_AUTRE if au_mur else PTO_INEXISTANTE


def en_service(terrain: Terrain, logement: str, attendue: str) -> str:
    """What stops the service of a dwelling along the route to a PTO: a codified reason, "" when light arrives."""
    return ecart_de_prise(terrain, logement, attendue) or eclairee(terrain, logement)


def apres(monde: Monde, fait: Fait) -> Monde:
    """The world after something happened; folding the facts of a journal over the first world gives the last one."""
    if fait.nature is Nature.CONTRAT:
        return replace(monde, contrat=convenu(monde.contrat, fait.donnees))
    if fait.nature is Nature.SATURATION:
        return replace(monde, reseau=monde.reseau.sature(fait["pbo"]))
    if fait.nature is Nature.ADRESSE_FERMEE:
        return replace(monde, reseau=monde.reseau.ferme(fait["adresse"]))
    if fait.nature is Nature.ADDUCTION:
        return replace(monde, reseau=monde.reseau.sans_notification(fait["pm"], fait["oc"]))
    if fait.nature is Nature.INGENIERIE:
        return replace(monde, reseau=monde.reseau.construit_a(int(fait["nombre"]), fait["oc"], int(fait["bloc"])))
    if fait.nature is Nature.POSITION:
        return replace(monde, reseau=monde.reseau.dedie(fait["logement"], fait["fibre"]))
    if fait.nature is Nature.PRISE and fait["prise"]:
        monde = replace(monde, reseau=monde.reseau.egare(fait["prise"], fait["fibre"]))
    return replace(monde, terrain=_terrain_apres(monde.terrain, fait))


def _terrain_apres(terrain: Terrain, fait: Fait) -> Terrain:
    if fait.nature is Nature.POSE:
        prises = {**terrain.prises, fait["logement"]: fait["prise"]}
        raccordees = {**terrain.raccordees, fait["logement"]: fait["fibre"]}
        return replace(_leve(terrain, fait, Remede.POSE), prises=prises, raccordees=raccordees)
    if fait.nature is Nature.PRISE:
        return _avec_prise(terrain, fait["logement"], fait["prise"], fait["fibre"])
    if fait.nature is Nature.BRASSAGE and _mene_a(terrain, fait):
        return replace(terrain, raccordees={**terrain.raccordees, fait["logement"]: fait["fibre"]})
    if fait.nature is Nature.RENDEZ_VOUS:
        pris = {fait["rdv"]: fait["date"]} if fait["rdv"] else {}
        return replace(_leve(terrain, fait, Remede.RENDEZ_VOUS), rdv={**terrain.rdv, **pris})
    if fait.nature is Nature.LIBERATION:
        return replace(terrain, rdv={rdv: date for rdv, date in terrain.rdv.items() if rdv != fait["rdv"]})
    if fait.nature is Nature.PLAN_DE_CHARGE:
        return replace(terrain, complets=int(fait["nombre"]))
    if fait.nature is Nature.ACCES:
        titulaire = Acces(fait["oc"], fait.dossier, fait["prestation"])
        return replace(terrain, acces={**terrain.acces, fait["logement"]: titulaire})
    if fait.nature is Nature.HOTLINE:
        return replace(terrain, hotline=fait["joignable"] == "oui", solution=fait["solution"] != "non")
    if fait.nature is Nature.OBSTACLE:
        return replace(terrain, obstacles={**terrain.obstacles, fait["logement"]: Obstacle(fait["obstacle"])})
    if fait.nature is Nature.INCIDENT:
        touchees = dict.fromkeys(fait["fibre"].split("|"), EtatFibre(fait["etat"]))
        return replace(terrain, fibres={**terrain.fibres, **touchees})
    if fait.nature in (Nature.MEME_ROUTE, Nature.REPARATION):
        reste = {f: e for f, e in terrain.fibres.items() if f != fait["fibre"]}
        return replace(_leve(terrain, fait, Remede.OI), fibres=reste)
    return terrain


def _mene_a(terrain: Terrain, brassage: Fait) -> bool:
    """Whether patching lights the dwelling: a PTO is there, and it is the one that the route leads to."""
    au_mur = terrain.prises.get(brassage["logement"], "")
    return bool(au_mur) and brassage["prise"] in ("", au_mur)


def _avec_prise(terrain: Terrain, logement: str, prise: str, fibre: str) -> Terrain:
    """What hangs on the wall of a dwelling and the fibre behind it, both "" for a bare wall."""
    prises = {lg: p for lg, p in terrain.prises.items() if lg != logement}
    raccordees = {lg: f for lg, f in terrain.raccordees.items() if lg != logement}
    if not prise:
        return replace(terrain, prises=prises, raccordees=raccordees)
    return replace(terrain, prises={**prises, logement: prise}, raccordees={**raccordees, logement: fibre})


def _leve(terrain: Terrain, fait: Fait, par: Remede) -> Terrain:
    """What a fact about a dwelling removes there, if that is the remedy."""
    if not leve(terrain.obstacles.get(fait["logement"]), par):
        return terrain
    return replace(terrain, obstacles={lg: o for lg, o in terrain.obstacles.items() if lg != fait["logement"]})
