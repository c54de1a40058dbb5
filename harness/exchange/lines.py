"""Physical lines of a lot as cells: `;` between cells, optional double quotes, one line one order (§2.3).

A quoted cell closes on its own line: a quote left open is told for that line and never swallows the next ones.
"""

from __future__ import annotations

import errno
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from harness.exchange.survey import LIGNE_MAX, Releve, Source, Troncon, ouvre

SEPARATEUR = ";"
_CELLULE = r'(?:"[^"]*+(?:""[^"]*+)*+"|[^;"]*+)'
LIGNE_BIEN_CITEE = re.compile(rf"{_CELLULE}(?:;{_CELLULE})*\Z")
"""A line whose quotes are balanced and stand around whole cells."""

_CELLULES_JUSTES = re.compile(rf"(?:{_CELLULE};)*+")


def blocs(source: Source, r: Releve) -> Iterator[tuple[int, bytes]]:
    """The file as (number of the first physical line, UTF-8 bytes of whole lines), one run of lines at a time."""
    for troncon in r.troncons:
        yield troncon.premiere, bloc(source, r, troncon)


def bloc(source: Source, r: Releve, troncon: Troncon) -> bytes:
    """One run of lines, as UTF-8 bytes of whole lines.

    Line ends become `\\n`; a byte order mark is dropped; a lone `\\r` inside a line becomes U+FFFD, so that it is seen.
    The survey must have accepted the file. Raises OSError, ESTALE when the file is no longer the one that was surveyed.
    """
    with ouvre(source) as flot:
        flot.seek(troncon.debut)
        octets = flot.read(troncon.octets)
    lues = normalise(octets, r)
    au_bout = troncon.debut + troncon.octets == r.octets
    if len(octets) != troncon.octets or not (au_bout or lues.endswith(b"\n")):
        raise OSError(errno.ESTALE, "")
    return lues if lues.endswith(b"\n") else lues + b"\n"


def normalise(octets: bytes, r: Releve) -> bytes:
    """Bytes of whole lines as UTF-8 with `\\n` line ends."""
    if r.encodage != "utf-8":
        octets = octets.decode(r.encodage, "replace").encode()
    elif r.abime and not octets.isascii():
        octets = octets.decode("utf-8", "replace").encode()
    if r.fin_de_ligne == "CR":
        return octets.replace(b"\r", b"\n")
    if r.fin_de_ligne != "LF":
        octets = octets.replace(b"\r\n", b"\n").replace(b"\r", "\ufffd".encode())
    return octets


def decoupe(ligne: str) -> tuple[str, ...] | None:
    """Cells of one line without its end; None when a quote is left open or stands inside a cell."""
    if '"' not in ligne:
        return tuple(ligne.split(SEPARATEUR))
    if not LIGNE_BIEN_CITEE.match(ligne):
        return None
    cellules = re.findall(rf"(?:^|;)({_CELLULE})", ligne)
    return tuple(c[1:-1].replace('""', '"') if c.startswith('"') else c for c in cellules)


def mal_citee(ligne: str) -> int:
    """Rank, from 0, of the first cell of a line whose quotes are left open or stand inside it; `decoupe` gives None."""
    justes = _CELLULES_JUSTES.match(ligne)
    assert justes is not None
    return len(decoupe(justes[0]) or ()) - 1


def premiere_ligne(source: Source, r: Releve) -> str:
    """Text of the header line, without its end. The survey must have accepted the file."""
    with ouvre(source) as flot:
        if r.bom:
            flot.read(3)
        octets = flot.read(LIGNE_MAX + 2)
    brut = re.split(b"\r|\n" if r.fin_de_ligne == "CR" else b"\r?\n", octets, maxsplit=1)[0]
    return normalise(brut, r).decode("utf-8", "replace")


def lignes(source: Source, r: Releve, numeros: Iterable[int]) -> dict[int, str]:
    """Text of some physical lines, by number; those that the file does not have are left out. Raises OSError."""
    voulues = sorted({n for n in numeros if 1 <= n <= r.lignes})
    textes: dict[int, str] = {}
    for troncon, suivant in pairwise((*r.pas, None)):
        assert troncon is not None
        fin = bisect_left(voulues, suivant.premiere) if suivant else len(voulues)
        siennes = voulues[len(textes) : fin]
        if not siennes:
            continue
        octets = bloc(source, r, troncon)
        fins = np.flatnonzero(np.frombuffer(octets, np.uint8) == 0x0A)
        for n in siennes:
            rang = n - troncon.premiere
            debut = int(fins[rang - 1]) + 1 if rang else 0
            textes[n] = octets[debut : int(fins[rang])].decode("utf-8", "replace")
    return textes
