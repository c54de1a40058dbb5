"""Faults that a simulated party makes on purpose, each named, so that a journal can say that they were provoked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harness.exchange.lines import SEPARATEUR
from harness.protocol.terms import REFERENCE_COMMANDE, Flux, Partie


@dataclass(frozen=True, slots=True)
class ChampVide:
    """The system of a party forgets one column of one flux; in the lines of one order, of any when `dossier` is ""."""

    partie: Partie
    flux: Flux
    champ: str
    dossier: str = ""

    @property
    def texte(self) -> str:
        """The fault, as a French sentence."""
        return f"le système de l'{self.partie} laisse {self.champ} vide dans {self.flux}"

    def applique(self, cellules: Mapping[str, str]) -> Mapping[str, str]:
        """The line as it really leaves."""
        return {**cellules, self.champ: ""}


@dataclass(frozen=True, slots=True)
class ReferenceReprise:
    """The system of the OC gives one order the reference of another, which is under way (§3.3)."""

    valeur: str
    dossier: str
    partie: Partie = Partie.OC
    flux: Flux = Flux.CMD_ACCES
    champ: str = REFERENCE_COMMANDE

    @property
    def texte(self) -> str:
        """The fault, as a French sentence."""
        return "le système de l'OC reprend la référence d'une commande en cours"

    def applique(self, cellules: Mapping[str, str]) -> Mapping[str, str]:
        """The line as it really leaves."""
        return {**cellules, self.champ: self.valeur}


@dataclass(frozen=True, slots=True)
class ColonneOmise:
    """The system of a party leaves a column out of a whole file, header included: nobody can read it (§3.2)."""

    partie: Partie
    flux: Flux
    champ: str
    dossier: str = ""

    @property
    def texte(self) -> str:
        """The fault, as a French sentence."""
        return f"le système de l'{self.partie} omet la colonne {self.champ} de {self.flux}"

    def altere(self, octets: bytes) -> bytes:
        """The file as it really leaves. Raises ValueError when it has no such column."""
        lignes = [ligne.split(SEPARATEUR) for ligne in octets.decode().splitlines()]
        rang = lignes[0].index(self.champ)
        return "".join(SEPARATEUR.join([*ligne[:rang], *ligne[rang + 1 :]]) + "\n" for ligne in lignes).encode()


Ecart = ChampVide | ReferenceReprise | ColonneOmise
