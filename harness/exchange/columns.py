"""A lot in columns: blocks of whole lines parsed at once, each cell a string, each row tied to its physical line.

Rows of the wrong width are told, never shifted; blank lines and open quotes too. Memory is one block, whatever the lot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from harness.exchange.recognise import Entete

Masque = NDArray[np.bool_]
DEBUT_DE_BLANC = np.zeros(256, np.bool_)
"""Bytes that may begin a blank: ASCII ones, and those that the no-break, thin and wide spaces share with others."""
DEBUT_DE_BLANC[:0x21] = DEBUT_DE_BLANC[[0xC2, 0xE1, 0xE2, 0xE3]] = True
ECARTS_MAX = 1000
"""Rows set aside that one block lists with their text; beyond, they are counted by number only."""

TEXTE_MAX = 4096
"""Characters kept of a row set aside: enough to know the header of any flux."""


@dataclass(frozen=True, slots=True)
class Ecartee:
    """A line that is not a row of the flux. `motif` is "vide", "guillemet", "entete" or "largeur"."""

    ligne: int
    motif: str
    cellules: int = 0
    texte: str = ""


@dataclass(frozen=True)
class Colonne:
    """The cells of one column in one block, as the buffers of a string array.

    `debuts` (n + 1 offsets, bytes) and `octets` are views, not copies; `longueurs` are in bytes.
    """

    cellules: Any
    debuts: NDArray[np.int32]
    octets: NDArray[np.uint8]

    @cached_property
    def longueurs(self) -> NDArray[np.int32]:
        """Byte length of each cell."""
        return np.diff(self.debuts)

    @cached_property
    def premiers(self) -> NDArray[np.uint8]:
        """First byte of each cell; means nothing for an empty one."""
        return self._bout(self.debuts[:-1])

    @cached_property
    def derniers(self) -> NDArray[np.uint8]:
        """Last byte of each cell; means nothing for an empty one."""
        return self._bout(self.debuts[1:] - 1)

    def _bout(self, rangs: NDArray[np.int32]) -> NDArray[np.uint8]:
        if not self.octets.size:
            return np.zeros(len(rangs), np.uint8)
        return np.asarray(self.octets.take(rangs, mode="clip"))

    @cached_property
    def delicates(self) -> Masque:
        """Rows with a blank at one end or a character that is not ASCII: not to be compared byte by byte."""
        bouts: Masque = (self.longueurs > 0) & ((self.premiers <= 0x20) | (self.derniers <= 0x20))
        return bouts | self.lignes_des(np.flatnonzero(self.texte >= 0x80))

    def vaut(self, octets: bytes) -> Masque:
        """Rows whose cell is these bytes, and no other."""
        masque: Masque = self.longueurs == len(octets)
        rangs = np.flatnonzero(masque)
        masque[rangs] = (self.matrice(rangs, len(octets)) == np.frombuffer(octets, np.uint8)).all(axis=1)
        return masque

    def matrice(self, rangs: NDArray[np.intp], largeur: int) -> NDArray[np.uint8]:
        """Some cells, each of exactly `largeur` bytes, as the rows of a matrix."""
        return np.asarray(self.octets[self.debuts[rangs][:, None] + np.arange(largeur)], np.uint8)

    def lignes_des(self, positions: NDArray[np.intp]) -> Masque:
        """Rows that hold the bytes at these positions, counted from the first byte of the column."""
        masque = np.zeros(len(self.debuts) - 1, np.bool_)
        if positions.size:
            masque[np.searchsorted(self.debuts, positions + self.debuts[0], side="right") - 1] = True
        return masque

    @property
    def texte(self) -> NDArray[np.uint8]:
        """The bytes of all the cells, end to end."""
        return self.octets[self.debuts[0] : self.debuts[-1]]

    def __getitem__(self, rang: int) -> str:
        """Text of one cell."""
        a, b = self.debuts[rang], self.debuts[rang + 1]
        return self.octets[a:b].tobytes().decode("utf-8", "replace")


@dataclass(frozen=True)
class Bloc:
    """Some lines of a lot, by column name of the workbook. `numeros` holds the physical line of each row."""

    numeros: NDArray[np.int64]
    colonnes: dict[str, Colonne]
    ecartees: tuple[Ecartee, ...] = ()
    brutes: tuple[Colonne | None, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.numeros)


def en_arrow(rangs: NDArray[np.int64]) -> Any:
    """Ranks as an array of arrow, which would import pandas to make one itself."""
    return pa.Array.from_buffers(pa.int64(), len(rangs), [None, pa.py_buffer(rangs)])


def _vrais(tableau: Any) -> Masque:
    """A boolean array of arrow as one of numpy: its own `to_numpy` would import pandas."""
    bits = np.frombuffer(tableau.buffers()[1], np.uint8)
    return np.unpackbits(bits, count=tableau.offset + len(tableau), bitorder="little")[tableau.offset :].view(np.bool_)


def lit_bloc(premiere: int, octets: bytes, entete: Entete) -> Bloc:
    """Parse one block of whole UTF-8 lines (`exchange.lines.blocs`), header line included in the first one.

    Safe to call from several threads: the parser releases the interpreter.
    """
    if premiere == 1:
        octets = octets[octets.index(b"\n") + 1 :]
        premiere = 2
    cite = b'"' in octets
    ecartees: list[Ecartee] = []
    numeros: NDArray[np.int64] | None = None
    if cite or b"\n\n" in octets or octets.startswith(b"\n"):
        octets, numeros = _ecarte(premiere, octets, ecartees)
    if not octets:
        return Bloc(np.empty(0, np.int64), {}, _en_ordre(ecartees))
    largeur = len(entete.champs)
    invalides: list[Any] = []

    def invalide(row: Any) -> str:
        invalides.append((row.number, row.actual_columns, row.text[:TEXTE_MAX] if len(invalides) < ECARTS_MAX else ""))
        return "skip"

    noms = [str(i) for i in range(largeur)]
    table = pacsv.read_csv(
        pa.BufferReader(octets),
        pacsv.ReadOptions(column_names=noms, use_threads=False, block_size=len(octets) + 1),
        pacsv.ParseOptions(
            delimiter=";",
            quote_char='"' if cite else False,
            ignore_empty_lines=False,
            invalid_row_handler=invalide,
        ),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(noms, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )
    if numeros is None:
        numeros = np.arange(premiere, premiere + table.num_rows + len(invalides), dtype=np.int64)
    if invalides:
        rangs = np.array([n - 1 for n, _, _ in invalides])
        ecartees += [Ecartee(int(numeros[n - 1]), "largeur", c, t) for n, c, t in invalides]
        numeros = np.delete(numeros, rangs)
    table, numeros = _sans_entetes(table, numeros, entete, ecartees)
    brutes = tuple(_colonne(table.column(i)) for i in range(largeur)) if table.num_rows else (None,) * largeur
    colonnes = {c: b for c, b in zip(entete.champs, brutes, strict=True) if c is not None and b is not None}
    return Bloc(numeros, colonnes, _en_ordre(ecartees), brutes)


def _en_ordre(ecartees: list[Ecartee]) -> tuple[Ecartee, ...]:
    return tuple(sorted(ecartees, key=lambda e: e.ligne))


def _colonne(chunked: Any) -> Colonne:
    tableau = chunked.chunk(0) if chunked.num_chunks == 1 else pa.concat_arrays(chunked.chunks)
    _, debuts, octets = tableau.buffers()
    offsets = np.frombuffer(debuts, np.int32)[tableau.offset : tableau.offset + len(tableau) + 1]
    data = np.frombuffer(octets, np.uint8) if octets is not None and octets.size else np.empty(0, np.uint8)
    return Colonne(tableau, offsets, data)


def _sans_entetes(
    table: Any, numeros: NDArray[np.int64], entete: Entete, ecartees: list[Ecartee]
) -> tuple[Any, NDArray[np.int64]]:
    """Take out the rows whose key is the name of the key column: headers in the middle of the file (§2.3)."""
    if not table.num_rows:
        return table, numeros
    cle = _colonne(table.column(entete.repere))
    rangs = np.flatnonzero(reduce(np.logical_or, (cle.vaut(repere.encode()) for repere in entete.reperes)))
    if not rangs.size:
        return table, numeros
    for n, r in enumerate(rangs.tolist()):
        cellules = (c[r].as_py() for c in table.columns) if n < ECARTS_MAX else ()
        ecartees.append(Ecartee(int(numeros[r]), "entete", table.num_columns, ";".join(cellules)[:TEXTE_MAX]))
    garde = np.delete(np.arange(table.num_rows), rangs)
    return table.take(en_arrow(garde)), numeros[garde]


_BIEN_CITEE = r'^(?:"(?:[^"]|"")*"|[^;"]*)(?:;(?:"(?:[^"]|"")*"|[^;"]*))*$'


def _ecarte(premiere: int, octets: bytes, ecartees: list[Ecartee]) -> tuple[bytes, NDArray[np.int64]]:
    """Take blank lines and lines with an open quote out of a block; tell them in `ecartees`."""
    data = np.frombuffer(octets, np.uint8)
    fins = np.flatnonzero(data == 10)
    debuts = np.concatenate(([0], fins[:-1] + 1))
    numeros = np.arange(premiere, premiere + len(fins), dtype=np.int64)
    mauvaise = fins == debuts
    ecartees += [Ecartee(int(n), "vide") for n in numeros[mauvaise]]
    if b'"' in octets:
        offsets = np.concatenate((debuts, [len(octets)])).astype(np.int32)
        lignes = pa.StringArray.from_buffers(len(fins), pa.py_buffer(offsets), pa.py_buffer(octets))
        citees = ~_vrais(pc.match_substring_regex(pc.utf8_rtrim(lignes, "\n"), _BIEN_CITEE))
        for rang in np.flatnonzero(citees & ~mauvaise):
            texte = octets[debuts[rang] : min(fins[rang], debuts[rang] + TEXTE_MAX)].decode("utf-8", "replace")
            ecartees.append(Ecartee(int(numeros[rang]), "guillemet", texte=texte))
        mauvaise |= citees
    if not mauvaise.any():
        return octets, numeros
    garde = np.repeat(~mauvaise, fins - debuts + 1)
    return data[garde].tobytes(), numeros[~mauvaise]
