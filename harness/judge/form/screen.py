"""Bulk screening of a column: the rows that may break a cell rule, and no need to look at the others.

`suspects` errs on one side only: a row that neither it nor `Colonne.douteuses` tells breaks no rule of
`judge.form.cells` (a property of the tests). Cells are compared as words of eight bytes: a clean column of 20 000
costs a few passes.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from harness.exchange.grid import Colonne, Masque, Mots, Rangs
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
from harness.protocol.terms import HOTLINE


def suspects(champ: Champ, colonne: Colonne) -> Rangs:
    """Ranks of the non-empty rows that `cells.examine` must look at, `colonne.douteuses` aside."""
    plein = colonne.pleines
    genres = est_date(champ) + est_prise(champ) + a_format(champ) + est_liste(champ)
    if est_motif(champ) or genres > 1 or (est_liste(champ) and est_reference(champ)):
        return np.flatnonzero(plein)
    if est_liste(champ):
        douteux = plein & ~_valeurs(champ, colonne)
    elif est_date(champ):
        douteux = plein & ~_dates(colonne)
    elif est_prise(champ):
        douteux = plein & ~(_prises(colonne) | colonne.vaut(HOTLINE.encode()))
    elif a_format(champ):
        douteux = plein & ~_format(champ, colonne)
    else:
        douteux = np.zeros(len(colonne), np.bool_)
    if a_longueur(champ):
        douteux |= colonne.longueurs > (champ.longueur or 0)
    if est_reference(champ) and not est_prise(champ):
        douteux |= plein & _remplissage(colonne)
    return np.flatnonzero(douteux)


@lru_cache(maxsize=256)
def _justes(valeurs: tuple[str, ...]) -> tuple[bytes, ...]:
    """The values of a closed list that are right as they stand: no other one differs by case alone.

    One with an outer blank makes no difference: such cells are to be read anyway (`Colonne.douteuses`).
    """
    derniere = {v.upper(): v for v in valeurs}
    return tuple(v.encode() for v in derniere.values())


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
    rangs = np.flatnonzero(bons)
    if rangs.size:
        jours, heures = colonne.bruts(0, rangs), colonne.bruts(1, rangs)
        justes = (
            _en_chiffres(jours)
            & (heures & _FIXES == _HEURE & _FIXES)
            & _en_chiffres(heures & _VARIABLES | _ZEROS & ~_VARIABLES)
        )
        mois = _chiffre(jours, 4) * np.uint64(10) + _chiffre(jours, 5)
        jour = _chiffre(jours, 6) * np.uint64(10) + _chiffre(jours, 7)
        heure = _chiffre(heures, 1) * np.uint64(10) + _chiffre(heures, 2)
        justes &= (jours & _ANNEE != _ZEROS & _ANNEE) & (jour >= 1) & (jour <= _CUMUL[mois.astype(np.uint8)])
        bons[rangs] = justes & (heure < 24) & (_chiffre(heures, 4) < 6)
    return bons


_ANNEE = np.uint64(0xFFFFFFFF)
_HEURE = np.uint64(int.from_bytes(b" 00:00\0\0", "little"))
_FIXES = np.uint64(int.from_bytes(b"\xff\0\0\xff\0\0\0\0", "little"))
"""Where « HH:MM » after its blank has no digit."""
_VARIABLES = np.uint64(int.from_bytes(b"\0\xff\xff\0\xff\xff\0\0", "little"))
_CHIFFRES, _CAPITALES, _MINUSCULES = (0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A)
_SIGNE = _partout(0x80)


def _parmi(mots: Mots, *plages: tuple[int, int]) -> Masque:
    """Words of which every byte is ASCII and in one of these ranges, or beyond the end of its cell (zero).

    Eight bytes at a time: adding to a byte under 0x80 what lacks to 0x80 from a bound sets its sign bit beyond it.
    """
    dedans = ~(mots + _partout(0x7F))
    for premier, dernier in plages:
        dedans |= (mots + _partout(0x80 - premier)) & ~(mots + _partout(0x7F - dernier))
    return np.asarray((dedans & ~mots & _SIGNE) == _SIGNE)


_TIRETS = [np.uint64(int.from_bytes(m, "little")) for m in (b"\0\0\xff\0\0\0\0\xff", b"\0\0-\0\0\0\0-")]


def _prises(colonne: Colonne) -> Masque:
    """Rows that hold `OO-XXXX-XXXX` for certain."""
    bons: Masque = colonne.longueurs == 12
    rangs = np.flatnonzero(bons)
    if rangs.size:
        debuts, (ou, tirets) = colonne.bruts(0, rangs), _TIRETS
        codes = _parmi(debuts & ~ou, _CHIFFRES, _CAPITALES) & _parmi(colonne.mots(1, rangs), _CHIFFRES, _CAPITALES)
        bons[rangs] = codes & (debuts & ou == tirets)
    return bons


_ALPHABETS = {
    "5 chiffres": (5, (_CHIFFRES,)),
    "5 alphanumériques": (5, (_CHIFFRES, _CAPITALES, _MINUSCULES)),
    "4 alphanumériques": (4, (_CHIFFRES, _CAPITALES, _MINUSCULES)),
    "10 alphanumériques": (10, (_CHIFFRES, _CAPITALES, _MINUSCULES)),
    "1 lettre": (1, (_CAPITALES, _MINUSCULES)),
    "entier": (0, (_CHIFFRES,)),
    "quadrigramme": (4, (_CHIFFRES, _CAPITALES)),
    "quadrigramme ou NA": (4, (_CHIFFRES, _CAPITALES)),
}


def _format(champ: Champ, colonne: Colonne) -> Masque:
    """Rows that have the format of the column for certain; long ones are left to the exact rule."""
    largeur, plages = _ALPHABETS[champ.format]
    bons = colonne.longueurs == largeur if largeur else colonne.pleines & (colonne.longueurs <= 8)
    rangs = np.flatnonzero(bons)
    if rangs.size:
        justes = _parmi(colonne.mots(0, rangs), *plages)
        bons[rangs] = justes & _parmi(colonne.mots(1, rangs), *plages) if largeur > 8 else justes
    return bons | colonne.vaut(b"NA") if champ.format == "quadrigramme ou NA" else bons


def _remplissage(colonne: Colonne) -> Masque:
    """Rows short or uniform enough to be a placeholder: first and last bytes tell all but a few apart."""
    premiers = colonne.premiers
    memes = (premiers == colonne.derniers) & ((premiers == 48) | (premiers == 45) | (premiers | 32 == 120))
    return np.asarray((colonne.longueurs <= 7) | memes)
