"""Physical lines of a lot as cells: `;` between cells, optional double quotes, one line one order (§2.3).

A quoted cell closes on its own line: a quote left open is told for that line and never swallows the next ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from harness.exchange.survey import LIGNE_MAX, Releve, Source, ouvre

SEPARATEUR = ";"
BLOC = 4 << 20
"""Bytes of a block of lines: enough rows for what is done once a block and a column to weigh little."""

_RELUE = 256 << 10
"""Bytes of a block where a few lines are looked for: only those that hold one are cut."""

_CELLULE = r'(?:"[^"]*+(?:""[^"]*+)*+"|[^;"]*+)'
LIGNE_BIEN_CITEE = re.compile(rf"{_CELLULE}(?:;{_CELLULE})*\Z")
"""A line whose quotes are balanced and stand around whole cells."""


def blocs(source: Source, r: Releve, taille: int = BLOC) -> Iterator[tuple[int, bytes]]:
    """The file as (number of the first physical line, UTF-8 bytes of whole lines), one piece at a time.

    Line ends become `\\n`; a byte order mark is dropped; a lone `\\r` inside a line becomes U+FFFD, so that it is seen.
    Memory: one piece and one line. The survey must have accepted the file.
    """
    for premiere, _, bloc in _numerotes(source, r, taille):
        yield premiere, bloc


def _numerotes(source: Source, r: Releve, taille: int) -> Iterator[tuple[int, int, bytes]]:
    """The same, with the number of lines second."""
    with ouvre(source) as flot:
        if r.bom:
            flot.read(3)
        premiere, reste = 1, b""
        fin = b"\r" if r.fin_de_ligne == "CR" else b"\n"
        while morceau := flot.read(taille):
            coupe = morceau.rfind(fin) + 1
            if not coupe:
                reste += morceau
                continue
            bloc = normalise(b"".join((reste, memoryview(morceau)[:coupe])), r)
            reste = morceau[coupe:]
            nombre = int(np.count_nonzero(np.frombuffer(bloc, np.uint8) == 0x0A))
            yield premiere, nombre, bloc
            premiere += nombre
        if reste:
            bloc = normalise(reste, r) + b"\n"
            yield premiere, bloc.count(b"\n"), bloc


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


def premiere_ligne(source: Source, r: Releve) -> str:
    """Text of the header line, without its end. The survey must have accepted the file."""
    with ouvre(source) as flot:
        if r.bom:
            flot.read(3)
        octets = flot.read(LIGNE_MAX + 2)
    brut = re.split(b"\r|\n" if r.fin_de_ligne == "CR" else b"\r?\n", octets, maxsplit=1)[0]
    return normalise(brut, r).decode("utf-8", "replace")


def lignes(source: Source, r: Releve, numeros: Iterable[int]) -> dict[int, str]:
    """Text of some physical lines, by number, in one pass. Lines the file does not have are left out."""
    voulues = sorted({n for n in numeros if n >= 1})
    textes: dict[int, str] = {}
    for premiere, nombre, bloc in _numerotes(source, r, _RELUE) if voulues else ():
        if voulues[len(textes)] >= premiere + nombre:
            continue
        fins = np.flatnonzero(np.frombuffer(bloc, np.uint8) == 0x0A)
        for n in voulues[len(textes) :]:
            rang = n - premiere
            if rang >= len(fins):
                break
            textes[n] = bloc[int(fins[rang - 1]) + 1 if rang else 0 : int(fins[rang])].decode("utf-8", "replace")
        if len(textes) == len(voulues):
            break
    return textes
