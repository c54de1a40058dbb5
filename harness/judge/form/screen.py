"""Bulk screening of a column: the rows that may break a cell rule, and no need to look at the others.

`suspects` errs on one side only: a row it clears breaks no rule of `judge.form.cells` (a property of the tests).
It reads the bytes of the whole column at once, so a clean column of 50 000 cells costs a few table look-ups.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from harness.exchange.columns import DEBUT_DE_BLANC, Colonne, Masque
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
def _table(permis: bytes) -> NDArray[np.bool_]:
    """256 entries: True for a byte that an alphabet does not have."""
    table = np.ones(256, np.bool_)
    table[np.frombuffer(permis, np.uint8)] = False
    return table


def compact(champ: Champ) -> bool:
    """Whether a column is judged by its distinct values rather than screened: few values, or a costly rule."""
    return est_liste(champ) or est_motif(champ) or champ.format.startswith("quadrigramme")


def suspects(champ: Champ, colonne: Colonne) -> NDArray[np.intp]:
    """Ranks of the non-empty rows that `cells.examine` must look at."""
    longueurs = colonne.longueurs
    plein = longueurs > 0
    shapes = est_date(champ) + est_prise(champ) + a_format(champ)
    if est_liste(champ) or est_motif(champ) or shapes > 1:
        return np.flatnonzero(plein)
    if est_date(champ):
        douteux = plein & ~_dates(colonne, longueurs)
    elif est_prise(champ):
        douteux = plein & ~_prises(colonne, longueurs)
    elif a_format(champ):
        douteux = plein & ~_format(champ, colonne, longueurs)
    else:
        douteux = plein & (_bords(colonne) | _illisibles(colonne))
    if a_longueur(champ):
        douteux |= longueurs > (champ.longueur or 0)
    if est_reference(champ) and not est_prise(champ):
        douteux |= plein & _remplissage(colonne, longueurs)
    return np.flatnonzero(douteux)


def _hors_alphabet(colonne: Colonne, permis: bytes) -> Masque:
    """Rows that hold a byte outside an alphabet."""
    return colonne.lignes_des(np.flatnonzero(_table(permis)[colonne.texte]))


def _illisibles(colonne: Colonne) -> Masque:
    """Rows that hold a control, U+FFFD, or « Ã » or « Â » before a character that UTF-8 read twice would leave."""
    texte = colonne.texte
    ou = np.flatnonzero((texte - np.uint8(0x20)) > 0x5E)  # not a printable ASCII character
    if ou.size:
        octet, suivant, precedent = texte[ou], texte.take(ou + 1, mode="clip"), texte.take(ou - 1, mode="clip")
        ou = ou[
            (octet <= 0x7F)
            | (octet == 0xC2) & (suivant < 0xA0)
            | (octet == 0xEF) & (suivant == 0xBF)
            | ((octet == 0x82) | (octet == 0x83)) & (precedent == 0xC3) & (suivant == 0xC2)
        ]
    return colonne.lignes_des(ou)


_AVANT_BLANC = np.zeros(256, np.bool_)
"""Bytes that come before the last one of a blank that is not ASCII (U+0085, U+00A0, U+1680, U+2000 to U+3000)."""
_AVANT_BLANC[[0xC2, 0x9A, 0x80, 0x81]] = True


def _bords(colonne: Colonne) -> Masque:
    """Rows that begin or end with a blank, or may: those that are not ASCII are left to the exact rule."""
    premier, dernier = colonne.premiers, colonne.derniers
    bords = DEBUT_DE_BLANC[premier] | (dernier <= 0x20)
    if (dernier >= 0x80).any():
        bords |= (dernier >= 0x80) & _AVANT_BLANC[colonne.octets.take(colonne.debuts[1:] - 2, mode="clip")]
    return np.asarray(bords)


_CUMUL = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] + [0] * 87, np.int32)


def _dates(colonne: Colonne, longueurs: NDArray[np.int32]) -> Masque:
    """Rows that hold an existing `AAAAMMJJ HH:MM` for certain (29 February is left to the exact rule)."""
    bons = np.zeros(len(longueurs), np.bool_)
    rangs = np.flatnonzero(longueurs == 14)
    if not rangs.size:
        return bons
    m = colonne.matrice(rangs, 14).astype(np.int32) - 48
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
        m = colonne.matrice(rangs, 12)
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
    bons = ~_hors_alphabet(colonne, alphabet)
    return bons & (longueurs == largeur) if largeur else bons


def _remplissage(colonne: Colonne, longueurs: NDArray[np.int32]) -> Masque:
    """Rows short or uniform enough to be a placeholder: first and last bytes tell all but a few apart."""
    premier, dernier = colonne.premiers, colonne.derniers
    memes = (premier == dernier) & ((premier == 48) | (premier == 45) | ((premier | 32) == 120))
    return np.asarray((longueurs <= 7) | memes)
