"""Reading the table of normative statements: one line a statement, `;` between cells, UTF-8."""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from pathlib import Path
from typing import TextIO, TypeVar

from harness import resources
from harness.protocol.requirements import Exigence, Nature, Niveau, Observable, PartieTenue
from harness.protocol.terms import Flux
from harness.workbook.erreurs import cite, illisible

COLONNES = ("id", "section", "partie", "niveau", "nature", "flux", "enonce", "observable", "controle")
TOUS_LES_FLUX = "*"

_ID = re.compile(r"REQ-(?P<section>\d+(?:\.\d+)*|A)-\d{2}")
_SECTION = re.compile(r"§(?P<numero>\d+(?:\.\d+)*)|Annexe")

E = TypeVar("E", bound=StrEnum)


class _Cellule(Exception):
    """A cell that cannot be read: its column and the French sentence that says what was expected."""

    def __init__(self, colonne: str, phrase: str) -> None:
        super().__init__(phrase)
        self.lieu = f"colonne {COLONNES.index(colonne) + 1} ({colonne})"


def charge_exigences(chemin: Path | None = None) -> tuple[Exigence, ...]:
    """The statements of `chemin` (the table that ships with the harness when None), in the order of the file.

    Raises ValueError, one French line with file, line and column, when the file is missing or a row is malformed.
    `ligne` counts physical lines, header = 1.
    """
    chemin = resources.fixtures("exigences.csv") if chemin is None else chemin
    try:
        with chemin.open(encoding="utf-8", newline="") as fichier:
            return _lit(fichier, chemin.name)
    except OSError as erreur:
        raise illisible(chemin.name, f"fichier d'exigences illisible ({erreur.strerror})") from None
    except UnicodeDecodeError:
        raise illisible(chemin.name, "un fichier d'exigences est attendu en UTF-8") from None


def _lit(fichier: TextIO, nom: str) -> tuple[Exigence, ...]:
    lecteur = csv.reader(fichier, delimiter=";", strict=True)
    exigences: dict[str, Exigence] = {}
    try:
        if tuple(next(lecteur, ())) != COLONNES:
            raise illisible(nom, f"en-tête attendu : {';'.join(COLONNES)}", "ligne 1")
        for cellules in lecteur:
            exigence = _exigence(cellules)
            if exigence.id in exigences:
                raise _Cellule("id", f"l'identifiant « {exigence.id} » est déjà pris")
            exigences[exigence.id] = exigence
    except _Cellule as erreur:
        raise illisible(nom, str(erreur), f"ligne {lecteur.line_num}", erreur.lieu) from None
    except csv.Error:
        raise illisible(nom, "ligne CSV illisible (guillemets ?)", f"ligne {lecteur.line_num}") from None
    if not exigences:
        raise illisible(nom, "au moins une exigence est attendue")
    return tuple(exigences.values())


def _exigence(cellules: list[str]) -> Exigence:
    if len(cellules) != len(COLONNES):
        colonne = COLONNES[min(len(cellules), len(COLONNES) - 1)]
        raise _Cellule(colonne, f"{len(COLONNES)} cellules attendues au lieu de {len(cellules)}")
    for colonne, cellule in zip(COLONNES, cellules, strict=True):
        if not cellule.strip():
            raise _Cellule(colonne, "la cellule est vide")
    identifiant, section, partie, niveau, nature, flux, enonce, observable, controle = cellules
    _accorde(identifiant, section)
    return Exigence(
        id=identifiant,
        section=section,
        partie=_choix(PartieTenue, "partie", partie),
        niveau=_choix(Niveau, "niveau", niveau),
        nature=_choix(Nature, "nature", nature),
        flux=_flux(flux),
        enonce=enonce,
        observable=_choix(Observable, "observable", observable),
        controle=controle,
    )


def _accorde(identifiant: str, section: str) -> None:
    """Both name the same section of the document: `REQ-3.2-01` is of §3.2, `REQ-A-01` of the appendix."""
    lu = _ID.fullmatch(identifiant)
    if lu is None:
        raise _Cellule("id", f"« {cite(identifiant)} » n'est pas de la forme REQ-3.2-01 ou REQ-A-01")
    attendue = "Annexe" if lu["section"] == "A" else f"§{lu['section']}"
    if not _SECTION.fullmatch(section):
        raise _Cellule("section", f"« {cite(section)} » n'est ni de la forme §3.2 ni « Annexe »")
    if section != attendue:
        raise _Cellule("section", f"{attendue} attendu d'après l'identifiant, « {cite(section)} » lu")


def _choix(enumeration: type[E], colonne: str, cellule: str) -> E:
    try:
        return enumeration(cellule)
    except ValueError:
        attendus = ", ".join(enumeration)
        raise _Cellule(colonne, f"« {cite(cellule)} » lu, une valeur attendue parmi : {attendus}") from None


def _flux(cellule: str) -> frozenset[Flux]:
    if cellule == TOUS_LES_FLUX:
        return frozenset()
    try:
        return frozenset(Flux(nom) for nom in cellule.split("|"))
    except ValueError:
        inconnu = next(nom for nom in cellule.split("|") if nom not in set(Flux))
        raise _Cellule("flux", f"flux inconnu « {cite(inconnu)} »") from None
