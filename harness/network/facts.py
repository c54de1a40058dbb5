"""What happens off the wire: on the phone, in the field, in the OI's appointment tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from harness.protocol.terms import Partie


class Nature(StrEnum):
    """The kinds of fact, as a journal names them."""

    SOUSCRIPTION = "souscription"
    RENDEZ_VOUS = "rendez-vous"
    BRASSAGE = "brassage"
    POSE = "pose"
    APPEL = "appel hotline"
    NOUVELLE_ROUTE = "nouvelle route par téléphone"
    MEME_ROUTE = "problème levé par téléphone"
    SANS_SOLUTION = "hotline sans solution"
    MISE_EN_SERVICE = "mise en service"
    REPARATION = "réparation"
    REAFFECTATION = "réaffectation"
    INCIDENT = "incident"
    HOTLINE = "hotline"
    OBSTACLE = "obstacle"
    ADRESSE_FERMEE = "adresse fermée"
    SATURATION = "saturation"
    CONTRAT = "contrat"
    ADDUCTION = "adduction non notifiée"
    ANALYSE = "analyse"
    RENONCEMENT = "renoncement"
    REPORT = "report souhaité"
    ABANDON_RDV = "rendez-vous abandonné"
    HESITATION = "commande en suspens"
    CRENEAUX = "créneaux du client"
    PLAN_DE_CHARGE = "plan de charge"
    LIBERATION = "créneau libéré"
    PRECISION = "précision à donner"
    EMPECHEMENT = "intervention empêchée"
    REPRISE = "intervention de nouveau possible"
    ACCES = "ligne en service"
    INGENIERIE = "ingénierie"
    POSITION = "fichier position"
    PRISE = "prise au mur"
    CONSTAT = "constat sur place"
    SAV = "signalement en SAV"
    RETARD = "temps compté"


_PAR_TELEPHONE = frozenset({Nature.APPEL, Nature.NOUVELLE_ROUTE, Nature.MEME_ROUTE, Nature.SANS_SOLUTION})


@dataclass(frozen=True, slots=True)
class Fait:
    """`texte` is a French sentence; `donnees` is what the world and those who know of it need, by name.

    Names in use: logement, modele, situation, fibre, fibres (ids joined by |), etat, prise, decharge,
    motif, rdv, date, joint, joignable, solution, pbo, pm, obstacle, adresse, constat, oc, prestation, nombre,
    delai, bloc, visite; the terms of a contract.
    """

    nature: Nature
    partie: Partie | None
    texte: str
    dossier: str = ""
    donnees: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, nom: str) -> str:
        """One datum; "" when absent."""
        return self.donnees.get(nom, "")

    @property
    def connu_de(self) -> frozenset[Partie]:
        """Who learns of it at once: both ends of a call that was answered, else only the one who did it.

        What the OC writes in the OI's tool is read there by the OI (§3.14).
        """
        outil = self.nature is Nature.RENDEZ_VOUS and self.partie is Partie.OC and self["rdv"]
        if outil or (self.nature in _PAR_TELEPHONE and self["joint"] != "non"):
            return frozenset(Partie)
        return frozenset() if self.partie is None else frozenset({self.partie})
