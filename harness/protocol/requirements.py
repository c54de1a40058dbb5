"""The normative statements of the document, as values: who is held to what, and whether files can show it.

A row that files cannot show is kept all the same: saying so is part of an honest report.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from harness.protocol.terms import Flux, Partie


class PartieTenue(StrEnum):
    """Who a statement binds."""

    OI = "OI"
    OC = "OC"
    LES_DEUX = "les deux"

    @property
    def parties(self) -> frozenset[Partie]:
        """The parties bound, one or both."""
        return frozenset(Partie) if self is PartieTenue.LES_DEUX else frozenset({Partie(self.value)})


class Niveau(StrEnum):
    """How strongly a statement binds: must, should, may."""

    DOIT = "doit"
    DEVRAIT = "devrait"
    PEUT = "peut"


class Nature(StrEnum):
    """What a statement is about."""

    DEROULEMENT = "déroulement"
    CONTENU = "contenu"
    CHAMP = "champ"
    ORDRE = "ordre"
    FORME = "forme"
    DELAI = "délai"


class Observable(StrEnum):
    """What it takes to see a statement kept: one file, files plus profile or dossier, or more than any file tells."""

    FICHIER = "fichier"
    CONTEXTE = "contexte"
    HORS_FICHIERS = "hors fichiers"


@dataclass(frozen=True, slots=True)
class Exigence:
    """One normative statement. `section` is as printed ("§3.2", "Annexe"); `flux` is empty when all are concerned.

    `enonce` is the French sentence that users read; `controle` says how it is checked, or why it cannot be seen.
    """

    id: str
    section: str
    partie: PartieTenue
    niveau: Niveau
    nature: Nature
    flux: frozenset[Flux]
    enonce: str
    observable: Observable
    controle: str

    def vise(self, flux: Flux) -> bool:
        """Whether the statement is about this flux."""
        return not self.flux or flux in self.flux
