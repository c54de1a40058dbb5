"""Bulk screening of a column: the rows that may break a cell rule, and no need to look at the others.

`suspects` and `douteuses` err on one side only: a row that neither tells breaks no rule of `judge.form.cells` (a
property of the tests). Cells are compared as words of eight bytes: a clean column of 20 000 costs a few passes.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from harness.exchange.grid import Colonne, Grille, Masque, Mots
from harness.judge.form.cells import (
    a_format,
    a_longueur,
    est_date,
    est_liste,
    est_motif,
    est_prise,
    est_reference,
)
from harness.protocol.spec import Champ

_CHIFFRES = b"0123456789"
_CAPITALES = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTRES = _CAPITALES + _CAPITALES.lower()

Rangs = NDArray[np.intp]


def suspects(champ: Champ, colonne: Colonne) -> Rangs:
    """Ranks of the non-empty rows that `cells.examine` must look at, those of `douteuses` aside."""
    plein = colonne.pleines
    genres = est_date(champ) + est_prise(champ) + a_format(champ) + est_liste(champ)
    if est_motif(champ) or genres > 1 or (est_liste(champ) and est_reference(champ)):
        return np.flatnonzero(plein)
    if est_liste(champ):
        douteux = plein & ~_valeurs(champ, colonne)
    elif est_date(champ):
        douteux = plein & ~_dates(colonne)
    elif est_prise(champ):
        douteux = plein & ~_prises(colonne)
    elif a_format(champ):
        douteux = plein & ~_format(champ, colonne)
    else:
        douteux = np.zeros(len(colonne), np.bool_)
    if a_longueur(champ):
        douteux |= colonne.longueurs > (champ.longueur or 0)
    if est_reference(champ) and not est_prise(champ):
        douteux |= plein & _remplissage(colonne)
    return np.flatnonzero(douteux)


def douteuses(grille: Grille) -> dict[int, Rangs]:
    """Rows of the cells that hold an unreadable character, or a blank at one end, or may; by rank of column.

    One sweep of a whole block, that clean lots make short.
    """
    lus = grille.cellules_de(_illisibles(grille))
    bords = np.nonzero(_bords(grille))
    colonnes, rangs = np.concatenate((lus[0], bords[0])), np.concatenate((lus[1], bords[1]))
    return {int(c): np.unique(rangs[colonnes == c]) for c in np.unique(colonnes)}


def _illisibles(grille: Grille) -> Rangs:
    """Bytes of a control, of U+FFFD, or of what UTF-8 read twice leaves after « Ã » or « Â »; line ends are none."""
    octets = grille.octets
    decales = octets - np.uint8(0x20)
    ou = np.flatnonzero(decales > 0x5E)  # not a printable ASCII character
    lus = octets[ou]
    rares = (lus < 0x20) & (lus != (0x0A if grille.par_ligne else 0x20)) | (lus == 0x7F) | (lus == 0xEF)
    entames = ou[lus == 0xC2]
    if not entames.size:
        return np.asarray(ou[rares])
    suivant, avant, plus_tot = (octets.take(entames + n, mode="clip") for n in (1, -1, -2))
    abimes: Masque = (suivant < 0xA0) | ((avant == 0x82) | (avant == 0x83)) & (plus_tot == 0xC3)
    return np.concatenate((ou[rares], entames[abimes]))


_AVANT_BLANC = np.zeros(256, np.bool_)
"""Bytes that come before the last one of a blank that is not ASCII (U+0085, U+00A0, U+1680, U+2000 to U+3000)."""
_AVANT_BLANC[[0xC2, 0x9A, 0x80, 0x81]] = True


def _bords(grille: Grille) -> Masque:
    """Cells that begin or end with a blank, or may: those that are not ASCII are left to the exact rule."""
    derniers, pleines = grille.derniers, grille.pleines
    bords = grille.entames | pleines & (derniers <= 0x20)
    hauts = np.nonzero(pleines & (derniers >= 0x80))
    bords[hauts] |= _AVANT_BLANC[grille.octets.take(grille.fins[hauts] - 2, mode="clip")]
    return bords


@lru_cache(maxsize=256)
def _justes(valeurs: tuple[str, ...]) -> tuple[bytes, ...]:
    """The values of a closed list that are right as they stand: no other one differs by case alone, no outer blank."""
    derniere = {v.upper(): v for v in valeurs}
    return tuple(v.encode() for v in derniere.values() if v and v == v.strip())


def _valeurs(champ: Champ, colonne: Colonne) -> Masque:
    """Rows that hold a value of the list, in its own case."""
    bons = np.zeros(len(colonne), np.bool_)
    for valeur in _justes(champ.valeurs):
        bons |= colonne.vaut(valeur)
    return bons


def _partout(octet: int) -> np.uint64:
    return np.uint64(int.from_bytes(bytes([octet]) * 8, "little"))


_HAUT, _ZEROS, _SIX = _partout(0xF0), _partout(0x30), _partout(6)
_CUMUL = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] + [0] * 243, np.uint8)


def _chiffre(mots: Mots, rang: int) -> Mots:
    """Value of the digit at a place of a word."""
    return (mots >> np.uint64(8 * rang)) & np.uint64(15)


def _en_chiffres(mots: Mots) -> Masque:
    """Words of which all eight bytes are digits."""
    return np.asarray(((mots & _HAUT) == _ZEROS) & (((mots + _SIX) & _HAUT) == _ZEROS))


def _dates(colonne: Colonne) -> Masque:
    """Rows that hold an existing `AAAAMMJJ HH:MM` for certain (29 February is left to the exact rule)."""
    bons: Masque = colonne.longueurs == 14
    if not bons.any():
        return bons
    jours, heures = colonne.tetes, colonne.mots(1) ^ _PONCTUATION
    bons &= _en_chiffres(jours) & _en_chiffres(heures) & (heures & _FIXES == _ZEROS & _FIXES)
    mois = _chiffre(jours, 4) * np.uint64(10) + _chiffre(jours, 5)
    jour = _chiffre(jours, 6) * np.uint64(10) + _chiffre(jours, 7)
    heure = _chiffre(heures, 1) * np.uint64(10) + _chiffre(heures, 2)
    bons &= (jours & _ANNEE != _ZEROS & _ANNEE) & (jour >= 1) & (jour <= _CUMUL[mois.astype(np.uint8)])
    return np.asarray(bons & (heure < 24) & (_chiffre(heures, 4) < 6))


_ANNEE = np.uint64(0xFFFFFFFF)
_PONCTUATION = np.uint64(int.from_bytes(b"\x10\0\0\x0a\0\0\x30\x30", "little"))
"""What turns the blank, the colon and the two bytes beyond « HH:MM » into digits zero."""
_FIXES = np.uint64(int.from_bytes(b"\xff\0\0\xff\0\0\xff\xff", "little"))


def _permises(permis: bytes) -> NDArray[np.uint8]:
    """256 entries: 1 for a byte of an alphabet, and for what stands beyond the end of a cell."""
    table = np.zeros(256, np.uint8)
    table[np.frombuffer(permis + b"\0", np.uint8)] = 1
    return table


def _toutes(mots: Mots, permises: NDArray[np.uint8]) -> Masque:
    """Words of which all eight bytes are of an alphabet."""
    return np.asarray(permises[mots.view(np.uint8)].view(np.uint64) == _partout(1))


_CODES = _permises(_CHIFFRES + _CAPITALES)
_TIRETS = [np.uint64(int.from_bytes(m, "little")) for m in (b"\0\0\xff\0\0\0\0\xff", b"\0\0-\0\0\0\0-")]


def _prises(colonne: Colonne) -> Masque:
    """Rows that hold `OO-XXXX-XXXX` for certain."""
    bons: Masque = colonne.longueurs == 12
    if bons.any():
        ou, tirets = _TIRETS
        bons &= (colonne.tetes & ou == tirets) & _toutes(colonne.tetes & ~ou, _CODES)
        bons &= _toutes(colonne.mots(1), _CODES)
    return bons


_ALPHABETS = {
    "5 chiffres": (_permises(_CHIFFRES), 5),
    "5 alphanumériques": (_permises(_CHIFFRES + _LETTRES), 5),
    "4 alphanumériques": (_permises(_CHIFFRES + _LETTRES), 4),
    "10 alphanumériques": (_permises(_CHIFFRES + _LETTRES), 10),
    "1 lettre": (_permises(_LETTRES), 1),
    "entier": (_permises(_CHIFFRES), 0),
    "quadrigramme": (_CODES, 4),
    "quadrigramme ou NA": (_CODES, 4),
}


def _format(champ: Champ, colonne: Colonne) -> Masque:
    """Rows that have the format of the column for certain; long ones are left to the exact rule."""
    permises, largeur = _ALPHABETS[champ.format]
    bons = colonne.longueurs == largeur if largeur else colonne.pleines & (colonne.longueurs <= 8)
    for k in range(-(-largeur // 8) or 1):
        bons &= _toutes(colonne.mots(k), permises)
    return bons | colonne.vaut(b"NA") if champ.format == "quadrigramme ou NA" else bons


def _remplissage(colonne: Colonne) -> Masque:
    """Rows short or uniform enough to be a placeholder: first and last bytes tell all but a few apart."""
    premiers = colonne.premiers
    memes = (premiers == colonne.derniers) & ((premiers == 48) | (premiers == 45) | (premiers | 32 == 120))
    return np.asarray((colonne.longueurs <= 7) | memes)
