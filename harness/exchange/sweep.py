"""Cells that must be read as text: those that hold an unreadable character, a blank at one end, or may.

One sweep of the bytes, that clean lots make short; it errs on one side only. Exact rules then read the cells it tells.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Octets = NDArray[np.uint8]
Places = NDArray[np.intp]
Masque = NDArray[np.bool_]

_ENTAME = np.zeros(256, np.bool_)
"""First bytes of a blank that is not ASCII (U+0085, U+00A0, U+1680, U+2000 to U+3000), shared with others."""
_ENTAME[[0xC2, 0xE1, 0xE2, 0xE3]] = True
_AVANT_DERNIER = np.zeros(256, np.bool_)
"""Bytes that come before the last one of such a blank."""
_AVANT_DERNIER[[0xC2, 0x9A, 0x80, 0x81]] = True
_PLIABLES = ((0xC3, 0x9F), (0xC4, 0xB1), (0xC5, 0xBF))
"""« ß », « ı » and « ſ », which become ASCII in capitals. The ligatures do too: they begin as U+FFFD does."""


def entame(premiers: Octets) -> Masque:
    """First bytes of cells that may begin with a blank."""
    return np.asarray((premiers <= 0x20) | _ENTAME[premiers])


def de_lignes(octets: Octets, seps: Masque, sauts: Masque) -> Places:
    """Places of the bytes that make their cell one to read, in whole lines, given separators and line ends (among
    them)."""
    blancs = octets == 0x20
    places = [np.zeros(int(blancs[0]), np.intp)]
    for bords, decalage in ((blancs[1:] & seps[:-1], 1), (blancs[:-1] & seps[1:], 0)):
        if bords.any():
            places.append(np.flatnonzero(bords) + decalage)
    ou = np.flatnonzero((octets - np.uint8(0x20) > 0x5E) ^ sauts)
    if ou.size:
        lus = octets[ou]
        places += _illisibles(octets, ou, lus)
        avant = ou - 1
        places.append(ou[_ENTAME[lus] & (seps.take(avant, mode="clip") | (ou == 0))])
        places.append(ou[_AVANT_DERNIER[octets.take(avant, mode="clip")] & seps.take(ou + 1, mode="clip")])
    return np.concatenate(places)


def de_cellules(octets: Octets, debuts: NDArray[np.int32], fins: NDArray[np.int32]) -> Places:
    """The same where nothing stands between the cells, from where each begins and ends, in any order."""
    if not octets.size:
        return np.empty(0, np.intp)
    pleines = fins > debuts
    premieres, dernieres = debuts[pleines].astype(np.intp), fins[pleines].astype(np.intp) - 1
    derniers = octets[dernieres]
    blancs = (derniers <= 0x20) | (derniers >= 0x80) & _AVANT_DERNIER[octets.take(dernieres - 1, mode="clip")]
    places = [premieres[entame(octets[premieres])], dernieres[blancs]]
    ou = np.flatnonzero(octets - np.uint8(0x20) > 0x5E)
    return np.concatenate((*places, *_illisibles(octets, ou, octets[ou])))


def _illisibles(octets: Octets, ou: Places, lus: Octets) -> list[Places]:
    """Of the bytes that are no printable ASCII, those of a control, of U+FFFD, of a letter that capitals make ASCII,
    or of what UTF-8 read twice leaves after « Ã » or « Â »."""
    places = [ou[(lus <= 0x7F) | (lus == 0xEF)]]
    entames = ou[lus == 0xC2]
    if entames.size:
        places.append(entames[octets.take(entames + 1, mode="clip") < 0xA0])
    entames = ou[lus == 0xC3]
    if entames.size:
        second, suivant = (octets.take(entames + n, mode="clip") for n in (1, 2))
        places.append(entames[(second | 1 == 0x83) & (suivant >= 0xC2)])
    for premier, second in _PLIABLES:
        entames = ou[lus == premier]
        if entames.size:
            places.append(entames[octets.take(entames + 1, mode="clip") == second])
    return places
