"""The cells of a block where they stand: bounds in one buffer of bytes, nothing copied, read eight bytes at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Masque = NDArray[np.bool_]
Mots = NDArray[np.uint64]
Bornes = NDArray[np.int32]

_MOT = np.dtype("<u8")
_GARDE = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
"""Bits kept of a word that holds n bytes of a cell."""

_EPLUCHAGES = 16
"""Distinct values looked for in bulk before each cell is looked at."""


def mot(octets: bytes) -> np.uint64:
    """Eight bytes at most as a word: what `Colonne.mots` holds of a cell that begins so and ends there."""
    return np.uint64(int.from_bytes(octets[:8], "little"))


@dataclass(frozen=True)
class Colonne:
    """The cells of one column in one block. `debuts` and `fins` bound each, in bytes of `octets` (8 at the least).

    `longueurs` are in bytes; `pleines` tells the rows that hold at least one, `vierge` that none does; `premiers` and
    `derniers` are the bytes at both ends of each cell, which mean nothing for an empty one; `entames` are the rows of
    which the cell may begin with a blank, None when there is none.
    """

    octets: NDArray[np.uint8]
    debuts: Bornes
    fins: Bornes
    longueurs: Bornes
    pleines: Masque
    vierge: bool
    premiers: NDArray[np.uint8]
    derniers: NDArray[np.uint8]
    entames: Masque | None = None

    def __len__(self) -> int:
        return len(self.debuts)

    def __getitem__(self, rang: int) -> str:
        """Text of one cell."""
        return self.texte(rang).decode("utf-8", "replace")

    def texte(self, rang: int | np.intp) -> bytes:
        """Bytes of one cell."""
        return self.octets[self.debuts[rang] : self.fins[rang]].tobytes()

    @cached_property
    def tetes(self) -> Mots:
        """First eight bytes of each cell as a little-endian word, zero beyond the end of the cell."""
        return self.mots(0)

    def mots(self, k: int, rangs: NDArray[np.intp] | None = None) -> Mots:
        """Bytes 8k to 8k + 7 of some cells, or of all, as little-endian words, zero beyond the end of a cell."""
        longueurs = self.longueurs if rangs is None else self.longueurs[rangs]
        return np.asarray(self.bruts(k, rangs) & _GARDE.take(longueurs - 8 * k, mode="clip"), np.uint64)

    def bruts(self, k: int, rangs: NDArray[np.intp] | None = None) -> Mots:
        """The same, with whatever follows the cell beyond its end. Rows are in order.

        A view of overlapping, unaligned words spares a gather byte by byte.
        """
        ou = (self.debuts if rangs is None else self.debuts[rangs]) + np.int32(8 * k)
        dernier = self.octets.size - 8
        vue = np.ndarray((dernier + 1,), _MOT, self.octets, strides=(1,))
        if not ou.size or ou[-1] <= dernier:
            return np.asarray(vue[ou], np.uint64)
        return np.asarray(vue[np.minimum(ou, dernier)] >> (np.maximum(ou - dernier, 0) * 8).astype(np.uint64))

    def vaut(self, octets: bytes) -> Masque:
        """Rows whose cell is these bytes, and no other."""
        masque: Masque = self.longueurs == len(octets)
        if not masque.any():
            return masque
        masque &= self.tetes == mot(octets)
        for k in range(1, -(-len(octets) // 8)):
            rangs = np.flatnonzero(masque)
            masque[rangs] = self.mots(k, rangs) == mot(octets[8 * k :])
        return masque

    def distincts(self, rangs: NDArray[np.intp]) -> tuple[NDArray[np.intp], list[str]]:
        """Some cells, each as a rank in the list of their distinct texts, and that list."""
        codes = np.full(len(rangs), -1, np.intp)
        rang_de: dict[bytes, int] = {}
        longueurs = self.longueurs[rangs]
        if len(rangs) > _EPLUCHAGES and longueurs.max() <= 8:
            mots = self.mots(0, rangs)
            while len(rang_de) < _EPLUCHAGES and (reste := codes < 0).any():
                modele = int(np.argmax(reste))
                codes[(mots == mots[modele]) & (longueurs == longueurs[modele])] = len(rang_de)
                rang_de[self.texte(rangs[modele])] = len(rang_de)
        for i in np.flatnonzero(codes < 0).tolist():
            codes[i] = rang_de.setdefault(self.texte(rangs[i]), len(rang_de))
        return codes, [o.decode("utf-8", "replace") for o in rang_de]


@dataclass(frozen=True)
class Grille:
    """All the cells of a block. Matrices have shape (columns, rows); `premiers` and `derniers` are the bytes at both
    ends of each cell, which mean nothing for an empty one.

    `octets` holds eight bytes at the least, so that words can be read. `par_ligne`: the cells follow each other there
    row by row, as in the file; otherwise column by column.
    """

    octets: NDArray[np.uint8]
    debuts: Bornes
    fins: Bornes
    premiers: NDArray[np.uint8]
    derniers: NDArray[np.uint8]
    par_ligne: bool = True

    def __len__(self) -> int:
        """Number of rows."""
        return int(self.debuts.shape[1])

    @cached_property
    def longueurs(self) -> Bornes:
        """Byte length of each cell."""
        return self.fins - self.debuts

    @cached_property
    def pleines(self) -> Masque:
        """Cells that hold at least one byte."""
        return np.asarray(self.fins > self.debuts)

    @cached_property
    def entames(self) -> Masque:
        """Cells that begin with a blank, or with a byte that no-break, thin and wide spaces share with others."""
        p = self.premiers
        return np.asarray(self.pleines & ((p <= 0x20) | (p == 0xC2) | (p - np.uint8(0xE1) <= 2)))

    @cached_property
    def _profil(self) -> tuple[Masque, Masque]:
        return np.asarray(self.pleines.any(axis=1)), np.asarray(self.entames.any(axis=1))

    def colonne(self, i: int) -> Colonne:
        """One column, as views."""
        pleine, entamee = self._profil
        return Colonne(
            self.octets, self.debuts[i], self.fins[i], self.longueurs[i], self.pleines[i], not pleine[i],
            self.premiers[i], self.derniers[i], self.entames[i] if entamee[i] else None,
        )  # fmt: skip

    def sans(self, rangs: NDArray[np.intp]) -> Grille:
        """The same without some rows."""
        a, b = np.delete(self.debuts, rangs, 1), np.delete(self.fins, rangs, 1)
        c, d = np.delete(self.premiers, rangs, 1), np.delete(self.derniers, rangs, 1)
        return Grille(self.octets, a, b, c, d, self.par_ligne)

    def cellules_de(self, positions: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Column and row of the cells that hold the bytes at these positions; a byte of no cell is left out."""
        if not positions.size:
            return positions, positions
        debuts, fins = (self.debuts.T, self.fins.T) if self.par_ligne else (self.debuts, self.fins)
        cellules = np.searchsorted(debuts.ravel(), positions, side="right") - 1
        dedans = (cellules >= 0) & (positions < fins.ravel()[cellules])
        dessus, dessous = np.divmod(cellules[dedans], debuts.shape[1])
        return (dessous, dessus) if self.par_ligne else (dessus, dessous)


Tranche = tuple[Bornes, Bornes, NDArray[np.uint8], NDArray[np.uint8]]
"""Some rows of a block: where their cells begin and end, and the bytes at both ends."""


def separateurs(octets: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Places of the semicolons and line ends."""
    seps = octets == 0x3B
    seps |= octets == 0x0A
    return np.flatnonzero(seps)


def tranche(
    octets: NDArray[np.uint8], base: int, debuts: NDArray[np.intp], fins: NDArray[np.intp], largeur: int
) -> Tranche:
    """Rows of a slice of a block that begins at `base`, from where their cells begin and end in it, row by row."""
    b = np.ascontiguousarray((fins + base).reshape(-1, largeur).T, np.int32)
    a = np.empty_like(b)
    a[0] = debuts[::largeur] + base
    np.add(b[:-1], 1, out=a[1:])
    c = np.ascontiguousarray(octets.take(debuts, mode="clip").reshape(-1, largeur).T)
    d = np.ascontiguousarray(octets.take(fins - 1, mode="clip").reshape(-1, largeur).T)
    return a, b, c, d


def en_grille(octets: NDArray[np.uint8], tranches: list[Tranche], largeur: int, *, par_ligne: bool = True) -> Grille:
    """The rows of all the slices of a block."""
    octets = octets if octets.size >= 8 else np.pad(octets, (0, 8 - octets.size))
    if not tranches:
        rien = np.empty((largeur, 0), np.int32), np.empty((largeur, 0), np.uint8)
        return Grille(octets, rien[0], rien[0], rien[1], rien[1], par_ligne)
    a, b, c, d = (np.concatenate(m, axis=1) for m in zip(*tranches, strict=True))
    return Grille(octets, a, b, c, d, par_ligne)


def en_colonnes(octets: NDArray[np.uint8], debuts: Bornes, fins: Bornes) -> Grille:
    """A block of which the cells follow each other column by column; bounds have shape (columns, rows)."""
    if octets.size:
        bouts = octets.take(debuts, mode="clip"), octets.take(fins - 1, mode="clip")
    else:
        bouts = np.zeros(debuts.shape, np.uint8), np.zeros(debuts.shape, np.uint8)
    return en_grille(octets, [(debuts, fins, *bouts)], len(debuts), par_ligne=False)
