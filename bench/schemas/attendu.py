"""What the workbook demands of a flux, in a form that every contender's schema can be built from.

It is what a schema library can be asked for: presence, conditions, lengths, lists, dates, formats, a unique reference,
and three rules on route blocks. `verifier` judges more than this; the contenders are spared the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from harness.protocol.conditions import Test
from harness.protocol.spec import Champ, Format, Statut
from harness.protocol.terms import Flux, cle
from harness.workbook.compile import charge

OBLIGATOIRE, CONDITION, LISTE = "obligatoire vide", "condition", "liste"
DATE, DATE_INEXISTANTE, LONGUEUR, FORMAT = "date mal écrite", "date inexistante", "trop long", "format"
LARGEUR, REPETEE = "nombre de cellules", "référence répétée"
BLOC_INCOMPLET, TROIS_BLOCS, OPERATEUR = "bloc incomplet", "trois blocs", "opérateur absent"

MOTIFS = {
    "5 chiffres": "^[0-9]{5}$",
    "5 alphanumériques": "^[0-9A-Za-z]{5}$",
    "4 alphanumériques": "^[0-9A-Za-z]{4}$",
    "10 alphanumériques": "^[0-9A-Za-z]{10}$",
    "1 lettre": "^[A-Za-z]$",
    "entier": "^[0-9]+$",
    "quadrigramme": "^[A-Z0-9]{4}$",
    "quadrigramme ou NA": "^([A-Z0-9]{4}|NA)$",
}
"""Formats of the workbook as regular expressions that every engine reads."""

MOTIF_DATE = "^[0-9]{8} [0-9]{2}:[0-9]{2}$"
FORMAT_DATE = "%Y%m%d %H:%M"
MOTIF_OC = "^[A-Z0-9]{4}$"


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column and what its cells must be."""

    nom: str
    requise: bool
    longueur: int | None
    liste: tuple[str, ...]
    date: bool
    motif: str


@dataclass(frozen=True, slots=True)
class Due:
    """A column that must be filled when every test holds."""

    nom: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Bloc:
    """One route block: its operator code, its columns, and those that a block in use must fill."""

    oc: str
    colonnes: tuple[str, ...]
    requises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attendu:
    """All the demands on one flux. `etat` is the column that says OK or KO, "" when there are no blocks."""

    cle: str
    colonnes: tuple[Colonne, ...]
    dues: tuple[Due, ...]
    blocs: tuple[Bloc, ...]
    etat: str

    @property
    def noms(self) -> list[str]:
        """Column names, in order."""
        return [c.nom for c in self.colonnes]


def attendu(flux: str) -> Attendu:
    """The demands of the bundled workbook on one flux."""
    forme = charge()[Flux(flux)]
    blocs = tuple(_bloc(forme, n) for n in forme.blocs)
    des_blocs = {nom for bloc in blocs for nom in (bloc.oc, *bloc.colonnes)}
    dues = tuple(
        Due(c.nom, c.condition.tests)
        for c in forme.champs
        if c.condition and c.condition.verifiable and c.nom not in des_blocs
    )
    etat = "EtatCrCommandePrise" if blocs else ""
    return Attendu(cle(forme.flux), tuple(_colonne(c) for c in forme.champs), dues, blocs, etat)


def _colonne(champ: Champ) -> Colonne:
    date = champ.type == "date-heure"
    longueur = None if date or champ.valeurs else champ.longueur
    return Colonne(champ.nom, champ.statut is Statut.O, longueur, champ.valeurs, date, MOTIFS.get(champ.format, ""))


def _bloc(forme: Format, n: int) -> Bloc:
    colonnes = forme.champs_de_bloc[n]
    return Bloc(f"OC {n}", colonnes, tuple(c for c in colonnes if forme.par_nom[c].statut is not Statut.F))
