"""The cells of a block where they stand: bounds in one buffer of bytes, nothing copied, read eight bytes at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from harness.exchange.sweep import de_cellules, entame

Masque = NDArray[np.bool_]
Mots = NDArray[np.uint64]
Bornes = NDArray[np.int32]
Rangs = NDArray[np.intp]

_MOT = np.dtype("<u8")
_GARDE = np.array([(1 << 8 * n) - 1 for n in range(9)], np.uint64)
"""Bits kept of a word that holds n bytes of a cell."""

_PEU = 16
"""Cells below which each is looked at, to tell distinct texts apart."""

_TROUS, _MOTS_COMPARES = 1024, 16
"""Pigeonholes in which cells are thrown to tell distinct texts apart, and how many words are compared there."""

_MELANGE = np.uint64(0x9E3779B97F4A7C15)


def mot(octets: bytes) -> np.uint64:
    """Eight bytes at most as a word: what `Colonne.mots` holds of a cell that begins so and ends there."""
    return np.uint64(int.from_bytes(octets[:8], "little"))


@dataclass(frozen=True)
class Colonne:
    """The cells of one column in one block. `fins` bounds each, in bytes of `octets` (8 at the least).

    `longueurs` are in bytes; `pleines` tells the rows that hold at least one; `douteuses` are the rows to be read as
    text, in order (`exchange.sweep`).
    """

    octets: NDArray[np.uint8]
    fins: Bornes
    longueurs: Bornes
    pleines: Masque
    douteuses: Rangs

    def __len__(self) -> int:
        return len(self.fins)

    @cached_property
    def nombre(self) -> int:
        """How many cells hold at least one byte."""
        return int(np.count_nonzero(self.pleines))

    @cached_property
    def debuts(self) -> Bornes:
        """Where each cell begins."""
        return self.fins - self.longueurs

    @cached_property
    def premiers(self) -> NDArray[np.uint8]:
        """First byte of each cell, which means nothing for an empty one."""
        return self.octets.take(self.debuts, mode="clip")

    @cached_property
    def derniers(self) -> NDArray[np.uint8]:
        """Last byte of each cell, which means nothing for an empty one."""
        return self.octets.take(self.fins - 1, mode="clip")

    @cached_property
    def blanches(self) -> Rangs:
        """Rows that are not empty and hold nothing but blanks."""
        rangs = self.douteuses
        if rangs.size:
            rangs = rangs[entame(self.octets.take(self.debuts[rangs]))]
        return np.array([r for r in rangs.tolist() if not self[r].strip()], np.intp)

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

    @property
    def _tetes_lues(self) -> bool:
        return "tetes" in self.__dict__

    def mots(self, k: int, rangs: Rangs | None = None) -> Mots:
        """Bytes 8k to 8k + 7 of some cells, or of all, as little-endian words, zero beyond the end of a cell."""
        if rangs is not None and k == 0 and (self._tetes_lues or 2 * len(rangs) > len(self)):
            return self.tetes[rangs]
        longueurs = self.longueurs if rangs is None else self.longueurs[rangs]
        return np.asarray(self.bruts(k, rangs) & _GARDE.take(longueurs - 8 * k, mode="clip"), np.uint64)

    def bruts(self, k: int, rangs: Rangs | None = None) -> Mots:
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

    def distincts(self, rangs: Rangs) -> tuple[Rangs, list[str]]:
        """Some cells, each as a rank in the list of their distinct texts, and that list."""
        codes, modeles = self._communs(rangs) if len(rangs) > _PEU else (np.full(len(rangs), -1, np.intp), _AUCUN)
        rang_de = {self.texte(rangs[m]): n for n, m in enumerate(modeles.tolist())}
        for i in np.flatnonzero(codes < 0).tolist():
            codes[i] = rang_de.setdefault(self.texte(rangs[i]), len(rang_de))
        return codes, [o.decode("utf-8", "replace") for o in rang_de]

    def _communs(self, rangs: Rangs) -> tuple[Rangs, Rangs]:
        """The cells that equal the one model of their pigeonhole: rank of the model of each, -1 if none, and models.

        Models are told by their place in `rangs`. Cells that share a hole are compared word by word: nothing is left
        to the hash. Two models never hold the same text.
        """
        longueurs = self.longueurs[rangs]
        mots = [self.mots(k, rangs) for k in range(min(-(-int(longueurs.max()) // 8), _MOTS_COMPARES))]
        melange = longueurs.astype(np.uint64)
        for m in mots:
            melange = (melange ^ m) * _MELANGE
            melange ^= melange >> np.uint64(29)
        trou = (melange & np.uint64(_TROUS - 1)).astype(np.intp)
        modele_de = np.empty(_TROUS, np.intp)
        modele_de[trou] = np.arange(len(rangs))
        modele = modele_de[trou]
        pareils = (longueurs == longueurs[modele]) & (longueurs <= 8 * _MOTS_COMPARES)
        for m in mots:
            pareils &= m == m[modele]
        choisis = np.zeros(len(rangs), np.bool_)
        choisis[modele[pareils]] = True
        modeles = np.flatnonzero(choisis)
        numero = np.empty(len(rangs), np.intp)
        numero[modeles] = np.arange(len(modeles))
        return np.where(pareils, numero[modele], -1), modeles


@dataclass(frozen=True)
class Grille:
    """All the cells of a block. Matrices have shape (columns, rows): where each cell ends, and its length in bytes.

    `octets` holds eight bytes at the least, so that words can be read; `places` are the bytes that `exchange.sweep`
    told. `par_ligne`: the cells follow each other there row by row, as in the file; otherwise column by column.
    """

    octets: NDArray[np.uint8]
    fins: Bornes
    longueurs: Bornes
    places: Rangs
    par_ligne: bool = True

    def __len__(self) -> int:
        """Number of rows."""
        return int(self.fins.shape[1])

    @cached_property
    def pleines(self) -> Masque:
        """Cells that hold at least one byte."""
        return np.asarray(self.longueurs > 0)

    @cached_property
    def douteuses(self) -> dict[int, Rangs]:
        """Rows of the cells to be read as text, in order and once each, by rank of column."""
        colonnes, rangs = self.cellules_de(self.places)
        return {c: en_ordre(rangs[colonnes == c]) for c in sorted(set(colonnes.tolist()))}

    def colonne(self, i: int) -> Colonne:
        """One column, as views."""
        douteuses = self.douteuses.get(i, _AUCUN)
        return Colonne(self.octets, self.fins[i], self.longueurs[i], self.pleines[i], douteuses)

    def sans(self, rangs: Rangs) -> Grille:
        """The same without some rows."""
        fins, longueurs = np.delete(self.fins, rangs, 1), np.delete(self.longueurs, rangs, 1)
        return Grille(self.octets, fins, longueurs, self.places, self.par_ligne)

    def cellules_de(self, places: Rangs) -> tuple[Rangs, Rangs]:
        """Column and row of the cells that hold the bytes at these places; a byte of no cell is left out."""
        if not places.size or not len(self):
            return _AUCUN, _AUCUN
        fins, longueurs = (self.fins.T, self.longueurs.T) if self.par_ligne else (self.fins, self.longueurs)
        plates = fins.ravel()
        cellules = np.searchsorted(plates, places, side="right")
        connues = cellules < plates.size
        cellules, places = cellules[connues], places[connues]
        cellules = cellules[places >= plates[cellules] - longueurs.ravel()[cellules]]
        dessus, dessous = np.divmod(cellules, fins.shape[1])
        return (dessous, dessus) if self.par_ligne else (dessus, dessous)


_AUCUN = np.empty(0, np.intp)


def en_ordre(rangs: Rangs) -> Rangs:
    """Ranks in ascending order, once each. `numpy.unique` would load all that numpy knows of masked arrays."""
    croissants = np.sort(rangs)
    garde = np.ones(croissants.size, np.bool_)
    garde[1:] = croissants[1:] != croissants[:-1]
    return croissants[garde]


def bourre(octets: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same bytes, eight at the least."""
    return octets if octets.size >= 8 else np.pad(octets, (0, 8 - octets.size))


def en_colonnes(octets: NDArray[np.uint8], debuts: Bornes, fins: Bornes) -> Grille:
    """A block of which the cells follow each other column by column; bounds have shape (columns, rows)."""
    places = de_cellules(octets, debuts, fins)
    return Grille(bourre(octets), np.ascontiguousarray(fins), fins - debuts, places, par_ligne=False)


def sans_ligne(largeur: int) -> Grille:
    """A block without a row."""
    rien = np.empty((largeur, 0), np.int32)
    return Grille(bourre(np.empty(0, np.uint8)), rien, rien, _AUCUN)
