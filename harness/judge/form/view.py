"""A block of a lot as the record rules see it: masks by column name, whatever the file's own order of columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from harness.exchange.columns import DEBUT_DE_BLANC, Bloc, Colonne, Masque, en_arrow
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
    """One block seen by column. Distinct values are worked out once a column and shared by all rules."""

    flux: Flux
    format: Format
    bloc: Bloc
    emetteur: Partie | None = None
    prise_seule_admise: bool | None = None
    _codes: dict[str, tuple[NDArray[np.int32], list[str]]] = field(default_factory=dict)
    _vides: dict[str, Masque] = field(default_factory=dict)
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
            longueurs = colonne.longueurs
            vides = longueurs == 0
            for rang in np.flatnonzero(~vides & DEBUT_DE_BLANC[colonne.premiers]):
                vides[rang] = not colonne[int(rang)].strip()
            self._vides[champ] = vides
        return self._vides[champ]

    def codes(self, champ: str) -> tuple[NDArray[np.int32], list[str]]:
        """Each row's value as a rank in the list of distinct texts of the column, and that list."""
        if champ not in self._codes:
            dictionnaire = pc.dictionary_encode(self.colonne(champ).cellules)
            indices = np.asarray(np.from_dlpack(dictionnaire.indices), np.int32)
            self._codes[champ] = indices, dictionnaire.dictionary.to_pylist()
        return self._codes[champ]

    def ou(self, champ: str, predicat: Callable[[str], bool], parmi: Masque | None = None) -> Masque:
        """Rows whose cell meets a predicate, called once a distinct text (outer spaces removed).

        `parmi`: the only rows to ask about, the others do not meet it.
        """
        if parmi is None:
            codes, distincts = self.codes(champ)
            return _reponses(predicat, distincts)[codes]
        masque = self.aucune()
        rangs = np.flatnonzero(parmi)
        if rangs.size:
            dictionnaire = pc.dictionary_encode(self.colonne(champ).cellules.take(en_arrow(rangs)))
            reponses = _reponses(predicat, dictionnaire.dictionary.to_pylist())
            masque[rangs] = reponses[np.from_dlpack(dictionnaire.indices)]
        return masque

    def commence(self, champ: str, octets: bytes) -> Masque:
        """Rows whose cell begins with one of these bytes, with a blank, or with a character that is not ASCII."""
        table = np.zeros(256, np.bool_)
        table[:0x21] = table[0x80:] = True
        table[np.frombuffer(octets, np.uint8)] = True
        colonne = self.colonne(champ)
        return table[colonne.premiers] & (colonne.longueurs > 0)

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
        """By bytes; only cells with outer blanks, or a character whose capital alone may be ASCII, are read."""
        colonne = self.colonne(champ)
        masque = self.ou(champ, lambda v: v.upper() in attendues, colonne.delicates)
        for attendue in attendues:
            grand = np.frombuffer(attendue.encode(), np.uint8)
            petit = np.frombuffer(attendue.lower().encode(), np.uint8)
            premiers = (colonne.premiers == grand[0]) | (colonne.premiers == petit[0])
            rangs = np.flatnonzero((colonne.longueurs == len(grand)) & premiers)
            lettres = colonne.matrice(rangs, len(grand))
            masque[rangs] |= ((lettres == grand) | (lettres == petit)).all(axis=1)
        return masque

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


def _reponses(predicat: Callable[[str], bool], distincts: list[str]) -> Masque:
    return np.fromiter((predicat(v.strip()) for v in distincts), np.bool_, len(distincts))


def un_de(masques: Iterable[Masque], n: int) -> Masque:
    """Rows where at least one mask holds."""
    resultat = np.zeros(n, np.bool_)
    for masque in masques:
        resultat |= masque
    return resultat
