"""A block of a lot as the record rules see it: masks by column name, whatever the file's own order of columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from harness.exchange.columns import Bloc
from harness.exchange.grid import Colonne, Masque, Rangs, mot
from harness.judge.results import Gravite
from harness.protocol.conditions import Condition
from harness.protocol.spec import Format, Provenance
from harness.protocol.terms import Flux, Partie


class ChampAbsent(KeyError):
    """A rule asked for a column that the file does not have: it has nothing to judge there."""


@dataclass(frozen=True)
class Ecart:
    """What a record rule saw in a block: rows where it applies, rows that break it, and the column to show.

    Masks have one entry a row. `gravite` and `attendu` replace the rule's own when given.
    """

    applicable: Masque
    fautives: Masque
    champ: str
    attendu: str = ""
    gravite: Gravite | None = None
    provenance: Provenance = Provenance.SEED


@dataclass
class Vue:
    """One block seen by column. What several rules ask of a column is worked out once."""

    flux: Flux
    format: Format
    bloc: Bloc
    emetteur: Partie | None = None
    prise_seule_admise: bool | None = None
    _vides: dict[str, Masque] = field(default_factory=dict)
    _retenus: dict[str, Masque] = field(default_factory=dict)
    _egaux: dict[tuple[str, tuple[str, ...]], Masque] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.bloc)

    def colonne(self, champ: str) -> Colonne:
        """The cells of one column. Raises ChampAbsent."""
        try:
            return self.bloc.colonnes[champ]
        except KeyError:
            raise ChampAbsent(champ) from None

    def vide(self, champ: str) -> Masque:
        """Rows where the cell is empty, or holds only blanks."""
        if champ not in self._vides:
            colonne = self.colonne(champ)
            vides = ~colonne.pleines
            vides[colonne.blanches] = True
            self._vides[champ] = vides
        return self._vides[champ]

    def ou(self, champ: str, predicat: Callable[[str], bool], parmi: Masque | None = None) -> Masque:
        """Rows whose cell meets a predicate, called once a distinct text (outer spaces removed).

        `parmi`: the only rows to ask about, the others do not meet it.
        """
        colonne = self.colonne(champ)
        masque = self.aucune()
        pleines = colonne.pleines if parmi is None else colonne.pleines & parmi
        vides = ~colonne.pleines if parmi is None else parmi & ~colonne.pleines
        if vides.any() and predicat(""):
            masque |= vides
        rangs = np.flatnonzero(pleines)
        if rangs.size:
            codes, distincts = colonne.distincts(rangs)
            masque[rangs] = np.fromiter((predicat(v.strip()) for v in distincts), np.bool_, len(distincts))[codes]
        return masque

    def commence(self, champ: str, octets: bytes) -> Masque:
        """Rows whose cell begins with one of these bytes, with a blank, or with a character that is not ASCII."""
        colonne = self.colonne(champ)
        if not colonne.nombre:
            return self.aucune()
        table = np.zeros(256, np.bool_)
        table[:0x21] = table[0x80:] = True
        table[np.frombuffer(octets, np.uint8)] = True
        return table[colonne.premiers] & colonne.pleines

    def egal(self, champ: str, *valeurs: str) -> Masque:
        """Rows whose cell is one of these values, case folded, outer spaces removed. Shared: not to be written to."""
        if (champ, valeurs) not in self._egaux:
            attendues = {v.upper() for v in valeurs}
            if all(v.isascii() and v == v.strip() != "" for v in attendues):
                self._egaux[champ, valeurs] = self._egal(champ, attendues)
            else:
                self._egaux[champ, valeurs] = self.ou(champ, lambda v: v.upper() in attendues)
        return self._egaux[champ, valeurs]

    def _egal(self, champ: str, attendues: set[str]) -> Masque:
        """By bytes; only cells that a blank or a letter that is not ASCII may make equal are read."""
        colonne = self.colonne(champ)
        masque = self.aucune()
        for attendue in attendues if colonne.nombre else ():
            rangs = np.flatnonzero(colonne.longueurs == len(attendue))
            if rangs.size:
                masque[rangs[_sans_casse(colonne, rangs, attendue.encode())]] = True
        if colonne.douteuses.size:
            douteuses = self.aucune()
            douteuses[colonne.douteuses] = True
            masque |= self.ou(champ, lambda v: v.upper() in attendues, douteuses)
        return masque

    def retient(self, nom: str, calcul: Callable[[], Masque]) -> Masque:
        """A mask that several rules need, worked out once a block. Shared: not to be written to."""
        if nom not in self._retenus:
            self._retenus[nom] = calcul()
        return self._retenus[nom]

    def remplit(self, condition: Condition) -> Masque:
        """Rows that meet every test of a verifiable condition (§2.6)."""
        masque = np.ones(len(self), np.bool_)
        for test in condition.tests:
            if test.operateur == "egal":
                masque &= self.egal(test.champ, *test.valeurs)
            else:
                vide = self.vide(test.champ)
                masque &= vide if test.operateur == "vide" else ~vide
        return masque

    def aucune(self) -> Masque:
        """No row at all."""
        return np.zeros(len(self), np.bool_)

    def toutes(self) -> Masque:
        """Every row."""
        return np.ones(len(self), np.bool_)


def _sans_casse(colonne: Colonne, rangs: Rangs, attendu: bytes) -> Masque:
    """Which of some rows of the right length hold an ASCII text, in capitals or not."""
    masque = np.ones(len(rangs), np.bool_)
    for k in range(-(-len(attendu) // 8)):
        suite = attendu[8 * k :]
        casse = mot(bytes(0x20 if b in _LETTRES else 0 for b in suite))
        masque &= (colonne.mots(k, rangs) | casse) == mot(suite) | casse
    return masque


_LETTRES = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def un_de(masques: Iterable[Masque], n: int) -> Masque:
    """Rows where at least one mask holds."""
    resultat = np.zeros(n, np.bool_)
    for masque in masques:
        resultat |= masque
    return resultat
