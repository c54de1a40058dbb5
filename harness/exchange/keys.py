"""Finding the same key twice in a lot of any size: 64-bit prints of the keys, on disk beyond a few million.

A print only points at suspects; whoever asks compares the texts before saying anything.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from harness.exchange.columns import Colonne

EN_MEMOIRE = 2_000_000
"""Prints kept in memory (16 bytes each) before they go to a temporary file."""

_LARGEUR = 64
_MELANGE = np.uint64(0x9E3779B97F4A7C15)
_ENTREE = np.dtype([("cle", np.uint64), ("ligne", np.int64)])


def empreintes(colonne: Colonne) -> NDArray[np.uint64]:
    """One 64-bit print a cell; equal texts have equal prints."""
    longueurs = colonne.longueurs.astype(np.int64)
    n = len(longueurs)
    if not n or not colonne.octets.size:
        return np.zeros(n, np.uint64)
    largeur = -(-min(int(longueurs.max()), _LARGEUR) // 8) * 8 or 8
    rangs = colonne.debuts[:-1, None] + np.arange(largeur, dtype=np.int32)
    matrice = colonne.octets[np.minimum(rangs, colonne.octets.size - 1)]
    matrice[np.arange(largeur) >= longueurs[:, None]] = 0
    mots = matrice.view(np.uint64)
    empreinte = longueurs.astype(np.uint64) * _MELANGE
    for i in range(mots.shape[1]):
        empreinte = (empreinte ^ mots[:, i]) * _MELANGE
        empreinte ^= empreinte >> np.uint64(29)
    for rang in np.flatnonzero(longueurs > _LARGEUR):
        a, b = colonne.debuts[rang], colonne.debuts[rang + 1]
        condense = hashlib.blake2b(colonne.octets[a:b].tobytes(), digest_size=8).digest()
        empreinte[rang] = np.frombuffer(condense, np.uint64)[0]
    return empreinte


class Cles:
    """All the prints of a lot, then the groups of lines that share one. Use as a context manager."""

    def __init__(self) -> None:
        self._memoire: list[NDArray[np.void]] = []
        self._n = 0
        self._disque = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._sur_disque = 0

    def __enter__(self) -> Cles:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._disque.close()

    def ajoute(self, cles: NDArray[np.uint64], lignes: NDArray[np.int64]) -> None:
        """Add the prints of one block, with their physical lines."""
        entrees = np.empty(len(cles), _ENTREE)
        entrees["cle"], entrees["ligne"] = cles, lignes
        self._memoire.append(entrees)
        self._n += len(cles)
        if self._n > EN_MEMOIRE:
            for part in self._memoire:
                self._disque.write(part.tobytes())
                self._sur_disque += len(part)
            self._memoire, self._n = [], 0

    def groupes(self) -> Iterator[NDArray[np.int64]]:
        """Lines that share a print, in order of line. Empty keys are the caller's business."""
        if not self._sur_disque:
            yield from _egaux(self._memoire)
            return
        parts = -(-(self._sur_disque + self._n) // EN_MEMOIRE)
        for part in range(parts):
            yield from _egaux([e[e["cle"] % np.uint64(parts) == part] for e in self._tout()])

    def _tout(self) -> Iterator[NDArray[np.void]]:
        self._disque.seek(0)
        while morceau := self._disque.read(_ENTREE.itemsize * 250_000):
            yield np.frombuffer(morceau, _ENTREE)
        yield from self._memoire


def _egaux(parts: list[NDArray[np.void]]) -> Iterator[NDArray[np.int64]]:
    if not parts:
        return
    cles = np.concatenate([p["cle"] for p in parts])
    lignes = np.concatenate([p["ligne"] for p in parts])
    ordre = np.argsort(cles, kind="stable")
    triees = cles[ordre]
    pareil = np.flatnonzero(triees[1:] == triees[:-1])
    if not pareil.size:
        return
    for groupe in np.split(pareil, np.flatnonzero(np.diff(pareil) > 1) + 1):
        yield lignes[ordre[groupe[0] : groupe[-1] + 2]]
