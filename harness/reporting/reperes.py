"""Where things are in the page: a link is given only to what is really there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from harness.judge.results import Constat
from harness.reporting.page_fichiers import Fiche, Table


@dataclass(frozen=True, slots=True)
class Reperes:
    """Anchors of the files, lines and cells that the page shows, by file name."""

    fichiers: dict[str, str] = field(default_factory=dict)
    lignes: dict[tuple[str, int], str] = field(default_factory=dict)
    cellules: dict[tuple[str, str], str] = field(default_factory=dict)

    def fichier(self, nom: str, ligne: int | None = None) -> str:
        """Link to a line of a file, or to the file when the line is not shown; "" when neither is."""
        if ligne is not None and (nom, ligne) in self.lignes:
            return f"#{self.lignes[nom, ligne]}"
        return f"#{self.fichiers[nom]}" if nom in self.fichiers else ""

    def constat(self, rang: int, constat: Constat) -> str:
        """Link to the cell that a finding is about, else to its line, else to its file."""
        cellule = self.cellules.get((constat.fichier, f"c{rang + 1}"))
        return f"#{cellule}" if cellule else self.fichier(constat.fichier, constat.ligne)


def _releve(reperes: Reperes, nom: str, table: Table) -> None:
    for rangee in table.rangees:
        reperes.lignes.setdefault((nom, rangee.ligne), rangee.id)
    for cellule in (*table.entete, *(c for r in table.rangees for c in r.cellules)):
        for renvoi in cellule.renvois:
            if cellule.id:
                reperes.cellules.setdefault((nom, renvoi.repere), cellule.id)


def reperes(fiches: Iterable[Fiche]) -> Reperes:
    """Anchors of the files as the page will show them."""
    releves = Reperes()
    for fiche in fiches:
        if fiche.listee:
            releves.fichiers.setdefault(fiche.lot.fichier, fiche.id)
        if fiche.table is not None:
            _releve(releves, fiche.lot.fichier, fiche.table)
    return releves
