"""Masks over a block: what each says of a row is what plain text comparison says of its cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange.columns import lit_bloc
from harness.exchange.recognise import reconnait
from harness.judge.form.view import ChampAbsent, Vue, un_de
from harness.protocol.conditions import parse
from harness.protocol.terms import Flux
from harness.workbook.compile import charge

PROTOCOLE = charge()
FORMAT = PROTOCOLE[Flux.CR_STOC]
ENTETE = reconnait(FORMAT.noms, PROTOCOLE)
A, B = "CrRaccordementPrise", "PrisePosee"
cellule = st.one_of(
    st.sampled_from(["", " ", "OK", "ok", "Ok ", " KO", "\u00a0", "\u3000OUI", "non", "NON", "İ", "oı", "ﬁ", "K", "ſ"]),
    st.text(st.characters(codec="utf-8", exclude_characters='\n\r;"\x00'), max_size=6),
)


def vue(lignes: Sequence[tuple[str, str]]) -> Vue:
    rangs = {A: 0, B: 1}
    textes = (";".join(ligne[rangs[n]] if n in rangs else "" for n in FORMAT.noms) + "\n" for ligne in lignes)
    return Vue(Flux.CR_STOC, FORMAT, lit_bloc(2, "".join(textes).encode(), ENTETE))


lots = st.lists(st.tuples(cellule, cellule), min_size=1, max_size=12)


@settings(deadline=None, max_examples=200)
@given(lots, st.sampled_from([("OK",), ("ok", "Ko"), ("OUI",), ("FI", "KO"), ("É",), ("",), ("K",), ("S", "OI")]))
def test_equality_folds_case_and_outer_blanks(lignes: list[tuple[str, str]], valeurs: tuple[str, ...]) -> None:
    attendues = {v.upper() for v in valeurs}
    masque = vue(lignes).egal(A, *valeurs)
    assert masque.tolist() == [a.strip().upper() in attendues for a, _ in lignes]


@settings(deadline=None, max_examples=200)
@given(lots)
def test_a_cell_is_empty_when_nothing_but_blanks_is_in_it(lignes: list[tuple[str, str]]) -> None:
    assert vue(lignes).vide(A).tolist() == [not a.strip() for a, _ in lignes]


@settings(deadline=None, max_examples=100)
@given(lots, st.lists(st.booleans(), min_size=12, max_size=12))
def test_a_predicate_sees_each_text_once_and_only_where_asked(lignes: list[tuple[str, str]], parmi: list[bool]) -> None:
    v, vues = vue(lignes), []

    def predicat(texte: str) -> bool:
        vues.append(texte)
        return len(texte) > 2

    masque = np.array(parmi[: len(lignes)])
    assert v.ou(A, predicat, masque).tolist() == [
        bool(m) and len(a.strip()) > 2 for m, (a, _) in zip(masque, lignes, strict=True)
    ]
    assert len(vues) == len({a for m, (a, _) in zip(masque, lignes, strict=True) if m})
    assert v.ou(A, lambda t: len(t) > 2).tolist() == [len(a.strip()) > 2 for a, _ in lignes]


@pytest.mark.parametrize("longueur", [7, 8, 9, 15, 16, 17, 40])
def test_a_long_value_is_compared_to_its_end(longueur: int) -> None:
    valeur = "a" * longueur
    cellules = [valeur, valeur.upper(), valeur[:-1] + "b", "b" + valeur[1:], valeur + "a", valeur[:-1]]
    assert vue([(c, "") for c in cellules]).egal(A, valeur).tolist() == [True, True, False, False, False, False]


def test_only_letters_have_a_case() -> None:
    """A digit or a sign one bit away is another value."""
    cellules = ["A0-", "a0-", "A1-", "A0,", "A\u0010-", "!0-"]
    assert vue([(c, "") for c in cellules]).egal(A, "a0-").tolist() == [True, True, False, False, False, False]


def test_a_predicate_on_nothing_is_asked_of_the_empty_cells_of_those_asked() -> None:
    v, parmi = vue([("", ""), ("", ""), ("OK", ""), ("OK", "")]), np.array([True, False, True, False])
    assert v.ou(A, lambda t: not t, parmi).tolist() == [True, False, False, False]
    assert v.ou(A, lambda t: not t).tolist() == [True, True, False, False]


@settings(deadline=None, max_examples=150)
@given(lots, st.sampled_from([f"{A} = OK", f"{A} = OK|KO et {B} = OUI", f"{B} renseigné", f"{A} vide et {B} vide"]))
def test_a_condition_holds_on_a_row_as_on_its_cells(lignes: list[tuple[str, str]], texte: str) -> None:
    """The rule by columns and the rule by line are two readings of one condition."""
    condition = parse(texte, FORMAT.noms)
    par_ligne: list[Callable[[str], str]] = [{A: a, B: b}.__getitem__ for a, b in lignes]
    assert vue(lignes).remplit(condition).tolist() == [condition.holds(cell) for cell in par_ligne]


@settings(deadline=None, max_examples=100)
@given(lots)
def test_a_first_byte_never_hides_a_row(lignes: list[tuple[str, str]]) -> None:
    """`commence` may say yes too often, never no too often."""
    masque = vue(lignes).commence(A, b"HhNn")
    for dit, (a, _) in zip(masque, lignes, strict=True):
        if a.strip()[:1] in ("H", "h", "N", "n") and a.strip():
            assert dit


def test_a_first_byte_is_one_of_those_asked_or_may_hide_one() -> None:
    cellules = ["H", "n1", " H", "\u00a0N", "é", "!H", "A", "0", ""]
    dits = vue([(c, "") for c in cellules]).commence(A, b"HhNn").tolist()
    assert dits == [True, True, True, True, True, False, False, False, False]


def test_an_absent_column_is_said_to_be() -> None:
    with pytest.raises(ChampAbsent):
        vue([("", "")]).egal("EtatMadLigne", "OK")


def test_masks_of_nothing_of_all_and_of_one() -> None:
    v = vue([("OK", ""), ("", "")])
    assert (v.aucune().tolist(), v.toutes().tolist(), len(v)) == ([False, False], [True, True], 2)
    assert un_de([v.aucune(), v.egal(A, "OK")], 2).tolist() == [True, False]
    assert un_de([], 2).tolist() == [False, False]
