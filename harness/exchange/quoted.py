"""Blocks that hold a double quote: a full CSV parser cuts them. Loaded only when a lot has quotes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from harness.exchange.ecartees import ECARTS_MAX, TEXTE_MAX, Ecartee
from harness.exchange.grid import Grille, Masque, en_colonnes, sans_ligne

_BIEN_CITEE = r'^(?:"(?:[^"]|"")*"|[^;"]*)(?:;(?:"(?:[^"]|"")*"|[^;"]*))*$'


def decoupe_cite(
    premiere: int, octets: bytes, largeur: int, ecartees: list[Ecartee]
) -> tuple[Grille, NDArray[np.int64]]:
    """Cut lines of which some have quotes. Blank lines, open quotes and other widths are told in `ecartees`."""
    octets, numeros = _bien_citees(premiere, octets, ecartees)
    if not octets:
        return sans_ligne(largeur), numeros
    invalides: list[Any] = []

    def invalide(row: Any) -> str:
        invalides.append((row.number, row.actual_columns, row.text[:TEXTE_MAX] if len(invalides) < ECARTS_MAX else ""))
        return "skip"

    noms = [str(i) for i in range(largeur)]
    table = pacsv.read_csv(
        pa.BufferReader(octets),
        pacsv.ReadOptions(column_names=noms, use_threads=False, block_size=len(octets) + 1),
        pacsv.ParseOptions(delimiter=";", quote_char='"', ignore_empty_lines=False, invalid_row_handler=invalide),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(noms, pa.string()), strings_can_be_null=False, check_utf8=False
        ),
    )
    if invalides:
        ecartees += [Ecartee(int(numeros[n - 1]), "largeur", c, t) for n, c, t in invalides]
        numeros = np.delete(numeros, np.array([n - 1 for n, _, _ in invalides]))
    return _en_grille([table.column(i) for i in range(largeur)] if table.num_rows else [], largeur), numeros


def _en_grille(colonnes: list[Any], largeur: int) -> Grille:
    """The columns end to end, in one buffer."""
    if not colonnes:
        return sans_ligne(largeur)
    octets, bornes, passe = [], [], 0
    for chunked in colonnes:
        tableau = chunked.chunk(0) if chunked.num_chunks == 1 else pa.concat_arrays(chunked.chunks)
        _, offsets, texte = tableau.buffers()
        debuts = np.frombuffer(offsets, np.int32)[tableau.offset : tableau.offset + len(tableau) + 1]
        lus = np.frombuffer(texte, np.uint8) if texte is not None and texte.size else np.empty(0, np.uint8)
        octets.append(lus[debuts[0] : debuts[-1]])
        bornes.append(debuts - debuts[0] + np.int32(passe))
        passe += len(octets[-1])
    pile = np.stack(bornes)
    return en_colonnes(np.concatenate(octets), pile[:, :-1], pile[:, 1:])


def _vrais(tableau: Any) -> Masque:
    """A boolean array of arrow as one of numpy: its own `to_numpy` would import pandas."""
    bits = np.frombuffer(tableau.buffers()[1], np.uint8)
    return np.unpackbits(bits, count=tableau.offset + len(tableau), bitorder="little")[tableau.offset :].view(np.bool_)


def _bien_citees(premiere: int, octets: bytes, ecartees: list[Ecartee]) -> tuple[bytes, NDArray[np.int64]]:
    """Take blank lines and lines with an open quote out of a block; tell them in `ecartees`."""
    data = np.frombuffer(octets, np.uint8)
    fins = np.flatnonzero(data == 10)
    debuts = np.concatenate(([0], fins[:-1] + 1))
    numeros = np.arange(premiere, premiere + len(fins), dtype=np.int64)
    mauvaise = fins == debuts
    ecartees += [Ecartee(int(n), "vide") for n in numeros[mauvaise]]
    offsets = np.concatenate((debuts, [len(octets)])).astype(np.int32)
    lignes = pa.StringArray.from_buffers(len(fins), pa.py_buffer(offsets), pa.py_buffer(octets))
    ouvertes = ~_vrais(pc.match_substring_regex(pc.utf8_rtrim(lignes, "\n"), _BIEN_CITEE))
    for rang in np.flatnonzero(ouvertes & ~mauvaise):
        texte = octets[debuts[rang] : min(fins[rang], debuts[rang] + TEXTE_MAX)].decode("utf-8", "replace")
        ecartees.append(Ecartee(int(numeros[rang]), "guillemet", texte=texte))
    mauvaise |= ouvertes
    if not mauvaise.any():
        return octets, numeros
    garde = np.repeat(~mauvaise, fins - debuts + 1)
    return data[garde].tobytes(), numeros[~mauvaise]
