"""Finding the same key twice in a lot of any size: 64-bit prints of the keys, on disk beyond a million.

A print only points at suspects; whoever asks compares the texts of those it tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from types import TracebackType
from typing import IO

import numpy as np
from numpy.typing import NDArray

from harness.exchange.grid import Colonne

EN_MEMOIRE = 1_000_000
"""Prints kept in memory (16 bytes each) before they go to a temporary file."""

_LARGEUR = 64
_MELANGE = np.uint64(0x9E3779B97F4A7C15)
_BAS = np.uint64(0xFFFF)
_ENTREE = np.dtype([("cle", np.uint64), ("ligne", np.int64)])


def empreintes(colonne: Colonne) -> NDArray[np.uint64]:
    """One 64-bit print a cell; equal texts have equal prints, whatever the other cells of the block."""
    longueurs = colonne.longueurs
    empreinte = longueurs.astype(np.uint64) * _MELANGE
    for k in range(-(-min(int(longueurs.max(initial=0)), _LARGEUR) // 8)):
        melee = (empreinte ^ colonne.mots(k)) * _MELANGE
        melee ^= melee >> np.uint64(29)
        empreinte = np.where(longueurs > 8 * k, melee, empreinte)
    for rang in np.flatnonzero(longueurs > _LARGEUR):
        condense = hashlib.blake2b(colonne.texte(rang), digest_size=8).digest()
        empreinte[rang] = np.frombuffer(condense, np.uint64)[0]
    return empreinte


class Cles:
    """All the prints of a lot, then the lines that repeat one. Use as a context manager."""

    def __init__(self) -> None:
        self._memoire: list[NDArray[np.void]] = []
        self._n = 0
        self._disque: IO[bytes] | None = None
        self._sur_disque = 0

    def __enter__(self) -> Cles:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._disque is not None:
            self._disque.close()

    def ajoute(self, cles: NDArray[np.uint64], lignes: NDArray[np.int64]) -> None:
        """Add the prints of one block, with their physical lines. Blocks come in order of line. Raises OSError."""
        entrees = np.empty(len(cles), _ENTREE)
        entrees["cle"], entrees["ligne"] = cles, lignes
        self._memoire.append(entrees)
        self._n += len(cles)
        if self._n > EN_MEMOIRE:
            if self._disque is None:
                import tempfile

                self._disque = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
            for part in self._memoire:
                self._disque.write(part.tobytes())
                self._sur_disque += len(part)
            self._memoire, self._n = [], 0

    def repetitions(self) -> NDArray[np.int64]:
        """(line, first line with the same print) for each line that is not the first of its print, in order of line.

        Shape (n, 2). Empty keys are the caller's business.
        """
        if not self._sur_disque:
            return _en_ordre(_repetees(self._memoire))
        parts = -(-(self._sur_disque + self._n) // EN_MEMOIRE)
        trouvees = [_repetees([e[e["cle"] % np.uint64(parts) == part] for e in self._tout()]) for part in range(parts)]
        return _en_ordre(np.concatenate(trouvees))

    def _tout(self) -> Iterator[NDArray[np.void]]:
        if self._disque is None:
            yield from self._memoire
            return
        self._disque.seek(0)
        while morceau := self._disque.read(_ENTREE.itemsize * 250_000):
            yield np.frombuffer(morceau, _ENTREE)
        yield from self._memoire


def _en_ordre(repetitions: NDArray[np.int64]) -> NDArray[np.int64]:
    return repetitions[np.argsort(repetitions[:, 0], kind="stable")]


def _repetees(parts: list[NDArray[np.void]]) -> NDArray[np.int64]:
    """(line, first line) of every print met again, in no particular order."""
    if not parts:
        return np.empty((0, 2), np.int64)
    triees = np.concatenate([p["cle"] for p in parts])
    triees.sort()
    doubles = triees[1:][triees[1:] == triees[:-1]]
    del triees
    if not doubles.size:
        return np.empty((0, 2), np.int64)
    drapeaux = np.zeros(1 << 16, np.bool_)
    drapeaux[doubles & _BAS] = True
    suspectes = np.concatenate([p[drapeaux[p["cle"] & _BAS]] for p in parts])
    rangs = np.searchsorted(doubles, suspectes["cle"])
    suspectes = suspectes[doubles.take(rangs, mode="clip") == suspectes["cle"]]
    cles, lignes = suspectes["cle"], suspectes["ligne"]
    ordre = np.argsort(cles, kind="stable")
    rangs = np.arange(len(ordre))
    nouvelle = np.ones(len(ordre), np.bool_)
    nouvelle[1:] = cles[ordre[1:]] != cles[ordre[:-1]]
    premieres = np.maximum.accumulate(np.where(nouvelle, rangs, 0))
    autres = np.flatnonzero(~nouvelle)
    return np.stack((lignes[ordre[autres]], lignes[ordre[premieres[autres]]]), axis=1)
