"""Bulk screening of a column: the rows that may break a cell rule, and no need to look at the others.

`suspects` errs on one side only: a row it clears breaks no rule of `judge.form.cells` (a property of the tests).
It reads the bytes of the whole column at once, so a clean column of 50 000 cells costs a few table look-ups.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from harness.exchange.columns import Colonne, Masque
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
_LETTRES = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@lru_cache(maxsize=8)
def _table(interdits_seulement: bool, permis: bytes) -> NDArray[np.bool_]:
    """256 entries: True for a byte that makes a cell suspect."""
    table = np.ones(256, np.bool_)
    if interdits_seulement:
        table[0x20:0x7F] = False
        table[0x80:] = False
        # Leading bytes of U+FFFD, of C1 controls, and of « Ã » or « Â » read twice.
        table[[0xEF, 0xC2, 0x82, 0x83]] = True
    else:
        table[np.frombuffer(permis, np.uint8)] = False
    return table


def compact(champ: Champ) -> bool:
    """Whether a column is judged by its distinct values rather than screened: few values, or a costly rule."""
    return est_liste(champ) or est_motif(champ) or champ.format.startswith("quadrigramme")


def suspects(champ: Champ, colonne: Colonne) -> NDArray[np.intp]:
    """Ranks of the non-empty rows that `cells.examine` must look at."""
    longueurs = colonne.longueurs
    plein = longueurs > 0
    if est_date(champ):
        return np.flatnonzero(plein & ~_dates(colonne, longueurs))
    if est_prise(champ):
        return np.flatnonzero(plein & ~_prises(colonne, longueurs))
    if est_liste(champ) or est_motif(champ):
        return np.flatnonzero(plein)
    if a_format(champ):
        douteux = plein & ~_format(champ, colonne, longueurs)
    else:
        douteux = plein & (_bords(colonne, longueurs) | _octets(colonne, _table(True, b"")))
    if a_longueur(champ):
        douteux |= longueurs > (champ.longueur or 0)
    if est_reference(champ):
        douteux |= plein & _remplissage(colonne, longueurs)
    return np.flatnonzero(douteux)


def _octets(colonne: Colonne, table: NDArray[np.bool_]) -> Masque:
    """Rows that hold a byte marked in `table`."""
    a, b = int(colonne.debuts[0]), int(colonne.debuts[-1])
    mauvais = np.flatnonzero(table[colonne.octets[a:b]])
    masque = np.zeros(len(colonne.debuts) - 1, np.bool_)
    if mauvais.size:
        masque[np.searchsorted(colonne.debuts, mauvais + a, side="right") - 1] = True
    return masque


def _bords(colonne: Colonne, longueurs: NDArray[np.int32]) -> Masque:
    """Rows that begin or end with a blank (a non-ASCII blank counts as suspect too)."""
    if not colonne.octets.size:
        return np.zeros(len(longueurs), np.bool_)
    borne = colonne.octets.size - 1
    premier = colonne.octets[np.minimum(colonne.debuts[:-1], borne)]
    dernier = colonne.octets[np.clip(colonne.debuts[1:] - 1, 0, borne)]
    return np.asarray((premier <= 0x20) | (dernier <= 0x20) | (premier >= 0xC2) & (premier <= 0xE3) & (dernier >= 0x80))


def _matrice(colonne: Colonne, rangs: NDArray[np.intp], largeur: int) -> NDArray[np.uint8]:
    """Cells of exactly `largeur` bytes as rows of a matrix."""
    return np.asarray(colonne.octets[colonne.debuts[rangs][:, None] + np.arange(largeur)], np.uint8)


_CUMUL = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] + [0] * 87, np.int32)


def _dates(colonne: Colonne, longueurs: NDArray[np.int32]) -> Masque:
    """Rows that hold an existing `AAAAMMJJ HH:MM` for certain (29 February is left to the exact rule)."""
    bons = np.zeros(len(longueurs), np.bool_)
    rangs = np.flatnonzero(longueurs == 14)
    if not rangs.size:
        return bons
    m = _matrice(colonne, rangs, 14).astype(np.int32) - 48
    chiffres = m[:, [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13]]
    justes = ((chiffres >= 0) & (chiffres <= 9)).all(axis=1) & (m[:, 8] == 32 - 48) & (m[:, 11] == 58 - 48)
    mois = np.where(justes, m[:, 4] * 10 + m[:, 5], 0)
    jour = m[:, 6] * 10 + m[:, 7]
    justes &= (m[:, :4].sum(axis=1) > 0) & (jour >= 1) & (jour <= _CUMUL[mois])
    justes &= (m[:, 9] * 10 + m[:, 10] < 24) & (m[:, 12] < 6)
    bons[rangs] = justes
    return bons


def _prises(colonne: Colonne, longueurs: NDArray[np.int32]) -> Masque:
    """Rows that hold `OO-XXXX-XXXX` for certain."""
    bons = np.zeros(len(longueurs), np.bool_)
    rangs = np.flatnonzero(longueurs == 12)
    if rangs.size:
        m = _matrice(colonne, rangs, 12)
        autres = m[:, [0, 1, 3, 4, 5, 6, 8, 9, 10, 11]]
        alnum = ((autres >= 48) & (autres <= 57)) | ((autres >= 65) & (autres <= 90))
        bons[rangs] = alnum.all(axis=1) & (m[:, 2] == 45) & (m[:, 7] == 45)
    return bons


_ALPHABETS = {
    "5 chiffres": (_CHIFFRES, 5),
    "5 alphanumériques": (_CHIFFRES + _LETTRES, 5),
    "4 alphanumériques": (_CHIFFRES + _LETTRES, 4),
    "10 alphanumériques": (_CHIFFRES + _LETTRES, 10),
    "1 lettre": (_LETTRES, 1),
    "entier": (_CHIFFRES, 0),
}


def _format(champ: Champ, colonne: Colonne, longueurs: NDArray[np.int32]) -> Masque:
    """Rows that have the format of the column for certain; none for a format without an alphabet."""
    if champ.format not in _ALPHABETS:
        return np.zeros(len(longueurs), np.bool_)
    alphabet, largeur = _ALPHABETS[champ.format]
    bons = ~_octets(colonne, _table(False, alphabet))
    return bons & (longueurs == largeur) if largeur else bons


def _remplissage(colonne: Colonne, longueurs: NDArray[np.int32]) -> Masque:
    """Rows short or uniform enough to be a placeholder: first and last bytes tell all but a few apart."""
    borne = colonne.octets.size - 1
    if borne < 0:
        return np.zeros(len(longueurs), np.bool_)
    premier = colonne.octets[np.minimum(colonne.debuts[:-1], borne)]
    dernier = colonne.octets[np.clip(colonne.debuts[1:] - 1, 0, borne)]
    memes = (premier == dernier) & ((premier == 48) | (premier == 45) | ((premier | 32) == 120))
    return np.asarray((longueurs <= 7) | memes)
