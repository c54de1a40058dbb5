"""Places of a workbook: a row and its cells, and what is to be told of them that does not prevent its use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.workbook import colonnes
from harness.workbook.colonnes import Colonne
from harness.workbook.erreurs import ClasseurIllisible, cite, illisible


@dataclass(frozen=True, slots=True)
class NonVerifiable:
    """A cell that says what the harness cannot check: « non vérifiable automatiquement ».

    `colonne` is the column of the workbook (condition, format, type, valeurs); `lettre` is "" in a CSV source.
    """

    feuille: str
    ligne: int
    lettre: str
    champ: str
    colonne: Colonne
    texte: str


@dataclass(slots=True)
class Notes:
    """What a reader of a workbook should know: French sentences, and the cells that no rule will check."""

    avis: list[str] = field(default_factory=list)
    non_verifiables: list[NonVerifiable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rangee:
    """One row, as text by column. `lettres` gives the letter of each column; empty for a CSV source.

    Only the columns the sheet has are in `cellules`.
    """

    fichier: str
    feuille: str
    ligne: int
    cellules: Mapping[Colonne, str]
    lettres: Mapping[Colonne, str]

    def __getitem__(self, colonne: Colonne) -> str:
        return " ".join(self.brut(colonne).split())

    def brut(self, colonne: Colonne) -> str:
        """Text of a cell with its line breaks, without the invisible signs that would travel to a terminal."""
        texte = self.cellules.get(colonne, "")
        return "".join(c for c in texte if c.isprintable() or c.isspace()).strip()

    def __bool__(self) -> bool:
        return any(texte.strip() for texte in self.cellules.values())

    def faute(self, colonne: Colonne, phrase: str) -> ClasseurIllisible:
        """The error that names this cell."""
        return illisible(self.fichier, phrase, *self._lieux(colonne))

    def avis(self, colonne: Colonne, phrase: str) -> str:
        """A sentence that names this cell, of a workbook that can be used all the same."""
        return f"{', '.join(self._lieux(colonne))} : {phrase}"

    def non_verifiable(self, colonne: Colonne, champ: str) -> NonVerifiable:
        """This cell, as one that no rule will check."""
        lettre = self.lettres.get(colonne, "")
        return NonVerifiable(self.feuille, self.ligne, lettre, champ, colonne, self[colonne])

    def _lieux(self, colonne: Colonne) -> list[str]:
        lieux = [f"feuille {cite(self.feuille)}"] if self.feuille else []
        lettre = self.lettres.get(colonne)
        cellule = f"cellule {lettre}{self.ligne}" if lettre else f"colonne {colonnes.TITRE[colonne]}"
        return [*lieux, f"ligne {self.ligne}", cellule]
