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


def au_moins_un_mot(octets: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A buffer of which a whole word can be read."""
    return octets if octets.size >= 8 else np.pad(octets, (0, 8 - octets.size))


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
        """First eight bytes of each cell, as `mots(0)`."""
        return self._mots(0, self.debuts, self.longueurs)

    def mots(self, k: int, rangs: NDArray[np.intp] | None = None) -> Mots:
        """Bytes 8k to 8k + 7 of some cells, or of all, as little-endian words, zero beyond the end of a cell."""
        if rangs is None:
            return self._mots(k, self.debuts, self.longueurs) if k else self.tetes
        return self._mots(k, self.debuts[rangs], self.longueurs[rangs])

    def _mots(self, k: int, debuts: Bornes, longueurs: Bornes) -> Mots:
        """Words at any byte: a view of overlapping, unaligned words spares a gather byte by byte."""
        dernier = self.octets.size - 8
        vue = np.ndarray((dernier + 1,), _MOT, self.octets, strides=(1,))
        ou = debuts + np.int32(8 * k)
        lus = vue[np.minimum(ou, dernier)]
        if ou.size and ou.max() > dernier:
            lus >>= (np.maximum(ou - dernier, 0) * 8).astype(np.uint64)
        return np.asarray(lus & _GARDE.take(longueurs - 8 * k, mode="clip"), np.uint64)

    def vaut(self, octets: bytes) -> Masque:
        """Rows whose cell is these bytes, and no other."""
        masque: Masque = (self.longueurs == len(octets)) & (self.tetes == mot(octets))
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
    """All the cells of a block. `debuts` and `fins` have shape (columns, rows).

    `octets` holds eight bytes at the least, so that words can be read. `par_ligne`: the cells follow each other there
    row by row, as in the file; otherwise column by column.
    """

    octets: NDArray[np.uint8]
    debuts: Bornes
    fins: Bornes
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
        return np.asarray(self.longueurs > 0)

    @cached_property
    def premiers(self) -> NDArray[np.uint8]:
        """First byte of each cell; means nothing for an empty one."""
        return self.octets.take(self.debuts, mode="clip")

    @cached_property
    def derniers(self) -> NDArray[np.uint8]:
        """Last byte of each cell; means nothing for an empty one."""
        return self.octets.take(self.fins - 1, mode="clip")

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
        return Grille(self.octets, np.delete(self.debuts, rangs, 1), np.delete(self.fins, rangs, 1), self.par_ligne)

    def cellules_de(self, positions: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Column and row of the cells that hold the bytes at these positions; a byte of no cell is left out."""
        debuts, fins = (self.debuts.T, self.fins.T) if self.par_ligne else (self.debuts, self.fins)
        cellules = np.searchsorted(debuts.ravel(), positions, side="right") - 1
        dedans = (cellules >= 0) & (positions < fins.ravel()[cellules])
        dessus, dessous = np.divmod(cellules[dedans], debuts.shape[1])
        return (dessous, dessus) if self.par_ligne else (dessus, dessous)
