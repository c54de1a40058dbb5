"""Formulas of an .xls that its reader gives as empty: seen in its records, refused with their cell."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from harness.workbook.biff import formules_sans_valeur
from harness.workbook.erreurs import ClasseurIllisible
from harness.workbook.lecture import lit_octets
from tests.workbook.conftest import EnXls, Feuilles

DEBUT, FIN = struct.pack("<HHHH", 0x0809, 4, 0x0600, 0x0010), struct.pack("<HH", 0x000A, 0)
TEXTE = struct.pack("<HHH", 0x0207, 2, 0)


def formule(ligne: int, colonne: int, resultat: bytes) -> bytes:
    return struct.pack("<HHHHH", 0x0006, 14, ligne, colonne, 0) + resultat


def constante(ligne: int, colonne: int, code: int, *, erreur: bool) -> bytes:
    return struct.pack("<HHHHHBB", 0x0205, 8, ligne, colonne, 0, code, erreur)


def flot_de(*feuilles: bytes) -> bytes:
    """A stream of sheets, each announced by its place and its kind: 0, a sheet of cells."""
    places, debut = [], len(DEBUT) + len(FIN) + len(feuilles) * 10
    for feuille in feuilles:
        places.append(struct.pack("<HHIBB", 0x0085, 6, debut, 0, 0))
        debut += len(feuille)
    return b"".join((DEBUT, *places, FIN, *feuilles))


def en_texte(genre: int, valeur: int = 0) -> bytes:
    """What a formula says of its result when this is no number."""
    return bytes([genre, 0, valeur, 0, 0, 0, 0xFF, 0xFF])


def test_a_formula_tells_its_value_or_is_marked() -> None:
    feuille = b"".join([
        DEBUT,
        formule(0, 0, struct.pack("<d", 20.0)),
        formule(1, 0, en_texte(2, 0x17)),
        formule(2, 0, en_texte(0)), TEXTE,
        formule(3, 0, en_texte(0)), struct.pack("<HH", 0x04BC, 0), TEXTE,
        formule(4, 0, en_texte(0)),
        formule(5, 1, en_texte(3)),
        constante(6, 2, 0x2A, erreur=True),
        constante(7, 2, 1, erreur=False),
        formule(8, 0, en_texte(0)),
        FIN,
    ])  # fmt: skip
    assert formules_sans_valeur(flot_de(feuille)) == [
        {(1, 0): "#REF!", (4, 0): "formule", (6, 2): "#N/A", (8, 0): "formule"}
    ]


def test_each_sheet_has_its_own_and_a_drawing_inside_has_none() -> None:
    dessin = DEBUT + formule(9, 9, en_texte(2, 7)) + FIN
    une, deux = DEBUT + dessin + constante(1, 1, 7, erreur=True) + FIN, DEBUT + FIN
    assert formules_sans_valeur(flot_de(une, deux)) == [{(1, 1): "#DIV/0!"}, {}]


@pytest.mark.parametrize("garde", range(0, 90, 3))
def test_a_cut_stream_is_read_as_far_as_it_goes(garde: int) -> None:
    flot = flot_de(DEBUT + formule(1, 0, en_texte(2, 0x17)) + constante(6, 2, 0x2A, erreur=True) + FIN)
    assert all(set(m.values()) <= {"#REF!", "#N/A"} for m in formules_sans_valeur(flot[:garde]))


def test_an_error_that_the_reader_of_xls_gives_as_empty_is_refused_with_its_cell(
    feuilles: Feuilles, en_xls: EnXls
) -> None:
    def abime(nom: str, feuille: Any) -> None:
        if nom == "CR_STOC":
            feuille.row(2).set_cell_error(3, "#REF!")

    with pytest.raises(ClasseurIllisible, match="CR_STOC, ligne 3, cellule D3 : formule en erreur, « #REF! »"):
        lit_octets(en_xls(feuilles, abime), "flux.xls", officiel=True)
