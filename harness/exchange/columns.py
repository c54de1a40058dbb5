"""A lot in columns: blocks of whole lines cut at once, each cell a string, each row tied to its physical line.

Rows of the wrong width are told, never shifted; blank lines and open quotes too. Memory is one block, whatever the lot.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from harness.exchange.grid import Colonne, Grille, Masque, Tranche, en_grille, separateurs, tranche
from harness.exchange.recognise import Entete

ECARTS_MAX = 1000
"""Rows set aside that one block lists with their text; beyond, they are counted by number only."""

TEXTE_MAX = 4096
"""Characters kept of a row set aside: enough to know the header of any flux."""

TRANCHE = 256 << 10
"""Bytes cut at a time: what is worked out of them stays in the processor's cache."""

__all__ = ["Bloc", "Colonne", "Ecartee", "Masque", "lit_bloc"]


@dataclass(frozen=True, slots=True)
class Ecartee:
    """A line that is not a row of the flux. `motif` is "vide", "guillemet", "entete" or "largeur"."""

    ligne: int
    motif: str
    cellules: int = 0
    texte: str = ""


@dataclass(frozen=True)
class Bloc:
    """Some lines of a lot, by column name of the workbook. `numeros` holds the physical line of each row."""

    numeros: NDArray[np.int64]
    colonnes: dict[str, Colonne]
    ecartees: tuple[Ecartee, ...]
    grille: Grille
    brutes: tuple[Colonne, ...]

    def __len__(self) -> int:
        return len(self.numeros)


def lit_bloc(premiere: int, octets: bytes, entete: Entete) -> Bloc:
    """Cut one block of whole UTF-8 lines (`exchange.lines.blocs`), header line included in the first one.

    Safe to call from several threads: array code releases the interpreter.
    """
    if premiere == 1:
        octets = octets[octets.index(b"\n") + 1 :]
        premiere = 2
    ecartees: list[Ecartee] = []
    largeur = len(entete.champs)
    if b'"' in octets:
        from harness.exchange.quoted import decoupe_cite

        grille, numeros = decoupe_cite(premiere, octets, largeur, ecartees)
    else:
        grille, numeros = _decoupe(premiere, octets, largeur, ecartees)
    grille, numeros = _sans_entetes(grille, numeros, entete, ecartees)
    dites = tuple(sorted(ecartees, key=lambda e: e.ligne))
    brutes = tuple(grille.colonne(i) for i in range(largeur))
    colonnes = {c: b for c, b in zip(entete.champs, brutes, strict=True) if c is not None}
    return Bloc(numeros, colonnes, dites, grille, brutes)


def _decoupe(premiere: int, octets: bytes, largeur: int, ecartees: list[Ecartee]) -> tuple[Grille, NDArray[np.int64]]:
    """Cut lines without quotes at every separator, a slice at a time. Lines of another width are told in `ecartees`."""
    data = np.frombuffer(octets, np.uint8)
    tranches: list[Tranche] = []
    numeros: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    debut = 0
    while debut < len(octets):
        fin = octets.rfind(b"\n", debut, debut + TRANCHE) + 1 or octets.index(b"\n", debut) + 1
        seps = separateurs(data[debut:fin])
        lus = data[debut:fin][seps]
        dernieres = np.flatnonzero(lus == 0x0A)
        numeros.append(np.arange(premiere, premiere + len(dernieres), dtype=np.int64))
        premiere += len(dernieres)
        debuts = np.empty_like(seps)
        debuts[0], debuts[1:] = 0, seps[:-1] + 1
        if len(seps) != len(dernieres) * largeur or (np.diff(dernieres) != largeur).any():
            bonnes = _regulieres(octets, debut, seps, dernieres, largeur, numeros[-1], ecartees)
            garde = np.repeat(bonnes, np.diff(dernieres, prepend=-1))
            debuts, seps, numeros[-1] = debuts[garde], seps[garde], numeros[-1][bonnes]
        tranches.append(tranche(data[debut:fin], debut, debuts, seps, largeur))
        debut = fin
    return en_grille(data, tranches, largeur), np.concatenate(numeros)


def _regulieres(
    octets: bytes,
    base: int,
    seps: NDArray[np.intp],
    dernieres: NDArray[np.intp],
    largeur: int,
    numeros: NDArray[np.int64],
    ecartees: list[Ecartee],
) -> Masque:
    """Lines of a slice that have the width, given its separators and which of them end a line; the others are told."""
    nombres = np.diff(dernieres, prepend=-1)
    fins = seps[dernieres] + base
    debuts = np.concatenate(([base], fins[:-1] + 1))
    vides = fins == debuts
    bonnes: Masque = (nombres == largeur) & ~vides
    for rang in np.flatnonzero(~bonnes).tolist():
        if vides[rang]:
            ecartees.append(Ecartee(int(numeros[rang]), "vide"))
            continue
        garde = debuts[rang] + (4 * TEXTE_MAX if len(ecartees) < ECARTS_MAX else 0)
        texte = octets[debuts[rang] : min(fins[rang], garde)].decode("utf-8", "replace")[:TEXTE_MAX]
        ecartees.append(Ecartee(int(numeros[rang]), "largeur", int(nombres[rang]), texte))
    return bonnes


def _sans_entetes(
    grille: Grille, numeros: NDArray[np.int64], entete: Entete, ecartees: list[Ecartee]
) -> tuple[Grille, NDArray[np.int64]]:
    """Take out the rows whose key is the name of the key column: headers in the middle of the file (§2.3)."""
    if not len(grille):
        return grille, numeros
    cle = grille.colonne(entete.repere)
    rangs = np.flatnonzero(reduce(np.logical_or, (cle.vaut(repere.encode()) for repere in entete.reperes)))
    if not rangs.size:
        return grille, numeros
    largeur = len(grille.debuts)
    for n, r in enumerate(rangs.tolist()):
        cellules = (grille.colonne(i)[r] for i in range(largeur)) if n < ECARTS_MAX else ()
        ecartees.append(Ecartee(int(numeros[r]), "entete", largeur, ";".join(cellules)[:TEXTE_MAX]))
    return grille.sans(rangs), np.delete(numeros, rangs)
