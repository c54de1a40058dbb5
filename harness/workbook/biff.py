"""Records of an .xls: a password, and the formulas that their reader gives as empty cells.

Every record is a kind, a length and its content; headers are never ciphered. Only Excel 5 and later are read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_FORMULE, _FIN, _FILEPASS, _FEUILLE = 0x0006, 0x000A, 0x002F, 0x0085
_ERREUR, _TEXTE, _DEBUT = 0x0205, 0x0207, 0x0809
_SUITES_DE_FORMULE = frozenset({0x0221, 0x0236, 0x04BC})
"""What may stand between a formula and its text: shared formulas, arrays, tables."""

_ERREURS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip

Marques = dict[tuple[int, int], str]


def _lignes(flot: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record from a place of the stream on."""
    while place + 4 <= len(flot):
        genre, longueur = struct.unpack_from("<HH", flot, place)
        yield genre, flot[place + 4 : place + 4 + longueur]
        place += 4 + longueur


def a_mot_de_passe(flot: bytes) -> bool:
    """Whether the stream of a workbook says FILEPASS, whatever the cipher: XOR, RC4 or a later one.

    The record stands before the end of the first part of the stream.
    """
    return next((genre for genre, _ in _lignes(flot, 0) if genre in (_FIN, _FILEPASS)), _FIN) == _FILEPASS


def formules_sans_valeur(flot: bytes) -> list[Marques]:
    """For each sheet of cells, in order: its formulas in error (« #REF! »...) and those never calculated ("formule").

    Rows and columns count from 0.
    """
    places: list[int] = []
    for genre, contenu in _lignes(flot, 0):
        if genre == _FIN:
            break
        if genre == _FEUILLE and len(contenu) >= 6 and not contenu[5]:  # 5: a sheet of cells, not a chart
            places.append(struct.unpack_from("<I", contenu)[0])
    return [_marques(flot, place) for place in places]


def _marques(flot: bytes, place: int) -> Marques:
    marques: Marques = {}
    profondeur, attend = 0, None
    for genre, contenu in _lignes(flot, place):
        if attend is not None and genre not in _SUITES_DE_FORMULE:
            if genre != _TEXTE:
                marques[attend] = "formule"
            attend = None
        profondeur += (genre == _DEBUT) - (genre == _FIN)
        if profondeur <= 0:
            break
        if profondeur == 1 and genre == _FORMULE and len(contenu) >= 14 and contenu[12:14] == b"\xff\xff":
            ou = struct.unpack_from("<HH", contenu)
            if contenu[6] == 0:
                attend = ou
            elif contenu[6] == 2:
                marques[ou] = _ERREURS.get(contenu[8], "#N/A")
        elif profondeur == 1 and genre == _ERREUR and len(contenu) >= 8 and contenu[7]:
            marques[struct.unpack_from("<HH", contenu)] = _ERREURS.get(contenu[6], "#N/A")
    return marques
