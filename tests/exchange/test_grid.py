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


@pytest.mark.parametrize("cite", [False, True])
@pytest.mark.parametrize(
    ("valeur", "douteuse", "blanche"),
    [
        ("", False, False),
        ("a b", False, False),
        ("é", False, False),
        ("n° 1 – 2", False, False),
        ("a ", True, False),
        (" a", True, False),
        ("a\u00a0", True, False),
        ("\u202fa", True, False),
        ("a\x07b", True, False),
        ("a\ufffdb", True, False),
        ("aÃ©b", True, False),
        ("aÃ‰b", True, False),
        ("CHÂTEAU", False, False),
        ("straße", True, False),
        ("HOTLıNE", True, False),
        (" ", True, True),
        ("\u3000", True, True),
        ("\x1c", True, True),
    ],
)
def test_cells_to_be_read_as_text_are_told(valeur: str, douteuse: bool, blanche: bool, cite: bool) -> None:
    """Anywhere in a line: first, last and in the middle; their neighbours are not."""
    lues = [("x", "y", "z", "t"), (valeur, "a", valeur, "b"), ("x", valeur, "é", valeur)]
    places = {0: [1], 1: [2], 2: [1], 3: [2]}
    g = grille(lues, cite)
    for i, rangs in places.items():
        assert g.colonne(i).douteuses.tolist() == (rangs if douteuse else [])
        assert g.colonne(i).blanches.tolist() == (rangs if blanche else [])
        assert g.colonne(i).nombre == 3 - (valeur == "")


@settings(deadline=None, max_examples=100)
@given(rangees, st.booleans())
def test_ends_lengths_and_blanks_are_those_of_the_text(lues: list[tuple[str, ...]], cite: bool) -> None:
    g = grille(lues, cite)
    for i in range(4):
        colonne, textes = g.colonne(i), [ligne[i].encode() for ligne in lues]
        assert colonne.longueurs.tolist() == [len(t) for t in textes]
        for r, t in enumerate(textes):
            if t:
                assert (colonne.premiers[r], colonne.derniers[r]) == (t[0], t[-1])
        assert colonne.blanches.tolist() == [r for r, t in enumerate(textes) if t and not t.strip()]


def test_distinct_texts_of_every_length_are_compared_whole() -> None:
    """Alike for their first or last bytes, or long beyond what is compared in bulk: still told apart."""
    valeurs = [debut + "m" * n + fin for debut in "ab" for fin in "yz" for n in (0, 5, 6, 7, 8, 30, 61, 62, 63, 90)] * 3
    codes, distincts = grille([(v, "", "", "") for v in valeurs], cite=False).colonne(0).distincts(np.arange(120))
    assert [distincts[c] for c in codes] == valeurs
    assert sorted(distincts) == sorted(set(valeurs))


def test_more_distinct_texts_than_pigeonholes() -> None:
    valeurs = [f"{n * 7919 % 100_003:06d}" for n in range(3000)] * 2
    codes, distincts = grille([(v, "", "", "") for v in valeurs], cite=False).colonne(0).distincts(np.arange(6000))
    assert [distincts[c] for c in codes] == valeurs
    assert len(distincts) == 3000
