"""Cells read where they stand: words, equality, distinct texts and places, against plain bytes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange.columns import lit_bloc
from harness.exchange.grid import Grille, mot
from harness.exchange.recognise import reconnait
from harness.protocol.terms import Flux
from harness.workbook.compile import charge

PROTOCOLE = charge()
NOMS = PROTOCOLE[Flux.MESS_OI].noms
ENTETE = reconnait(NOMS, PROTOCOLE)
cellule = st.text(alphabet="aAé0€ x", max_size=20)
rangees = st.lists(st.tuples(cellule, cellule, cellule, cellule), min_size=1, max_size=30)


def grille(lues: Sequence[Sequence[str]], cite: bool) -> Grille:
    """The same cells, cut at the separators or by the parser of quoted lines."""
    q = '"' if cite else ""
    texte = "".join(";".join(f"{q}{c}{q}" for c in ligne) + "\n" for ligne in lues)
    lue = lit_bloc(2, texte.encode(), ENTETE).grille
    assert lue.par_ligne is not cite
    return lue


@settings(deadline=None, max_examples=100)
@given(rangees, st.booleans())
def test_words_are_the_bytes_of_the_cell_and_nothing_after(lues: list[tuple[str, ...]], cite: bool) -> None:
    """Whatever follows in the buffer, and however near its end."""
    g = grille(lues, cite)
    for i in range(4):
        colonne = g.colonne(i)
        textes = [ligne[i].encode() for ligne in lues]
        assert [colonne.texte(r) for r in range(len(lues))] == textes
        for k in range(4):
            assert colonne.mots(k).tolist() == [int(mot(t[8 * k : 8 * k + 8])) for t in textes]
            rangs = np.arange(len(lues))[::2]
            assert colonne.mots(k, rangs).tolist() == colonne.mots(k)[::2].tolist()


@settings(deadline=None, max_examples=100)
@given(rangees, cellule, st.booleans())
def test_a_cell_is_worth_a_text_when_it_has_its_bytes(lues: list[tuple[str, ...]], valeur: str, cite: bool) -> None:
    colonne = grille(lues, cite).colonne(1)
    for cherchee in {valeur, lues[0][1]}:
        assert colonne.vaut(cherchee.encode()).tolist() == [ligne[1] == cherchee for ligne in lues]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["", "OK", "KO", "É", "un peu plus long", *"abcdefghijklmnopqrst"]), min_size=1))
def test_distinct_texts_are_each_told_once(valeurs: list[str]) -> None:
    """Few or many, short or long: by words or one by one."""
    rangs = np.arange(len(valeurs))
    codes, distincts = grille([(v, "", "", "") for v in valeurs], cite=False).colonne(0).distincts(rangs)
    assert [distincts[c] for c in codes] == valeurs
    assert sorted(distincts) == sorted(set(valeurs))


@settings(deadline=None, max_examples=100)
@given(rangees, st.booleans())
def test_bytes_are_tied_to_the_cell_that_holds_them(lues: list[tuple[str, ...]], cite: bool) -> None:
    g = grille(lues, cite)
    colonnes, rangs = g.cellules_de(np.flatnonzero(g.octets == ord("x")))
    attendu = [(i, r) for r, ligne in enumerate(lues) for i in range(4) for _ in range(ligne[i].count("x"))]
    assert sorted(zip(colonnes.tolist(), rangs.tolist(), strict=True)) == sorted(attendu)


def test_bytes_of_a_line_set_aside_are_of_no_cell() -> None:
    g = lit_bloc(2, b"a;b;c;x\nx;x\nd;e;x;f\nx\n", ENTETE).grille
    colonnes, rangs = g.cellules_de(np.flatnonzero(g.octets == ord("x")))
    assert list(zip(colonnes.tolist(), rangs.tolist(), strict=True)) == [(3, 0), (2, 1)]


@pytest.mark.parametrize(
    ("valeur", "dit"), [("", False), ("a ", False), ("é", False), (" a", True), ("\u00a0a", True), ("\u3000", True)]
)
def test_a_cell_that_may_begin_with_a_blank_is_told(valeur: str, dit: bool) -> None:
    entames = grille([(valeur, "a", "", "")], cite=False).colonne(0).entames
    assert (entames is not None and bool(entames[0])) is dit
