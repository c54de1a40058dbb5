"""Repeated keys: the same answer whatever the blocks, in memory or on disk."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange import keys
from harness.exchange.columns import Colonne, lit_bloc
from harness.exchange.keys import Cles, empreintes
from harness.exchange.recognise import reconnait
from harness.protocol.terms import Flux
from harness.workbook.compile import charge

PROTOCOLE = charge()
ENTETE = reconnait(PROTOCOLE[Flux.MESS_OI].noms, PROTOCOLE)
textes = st.text(alphabet="aAb0é€-_. ", max_size=90)


def colonne(valeurs: Sequence[str]) -> Colonne:
    """A column of a block, parsed as any other."""
    octets = "".join(f"{v};x;y;z\n" for v in valeurs).encode()
    return lit_bloc(2, octets, ENTETE).colonnes["ReferenceCommandePriseInterneOC"]


@settings(deadline=None, max_examples=150)
@given(st.lists(textes, min_size=1, max_size=30))
def test_prints_are_equal_when_and_only_when_texts_are(valeurs: list[str]) -> None:
    prints = empreintes(colonne(valeurs))
    assert prints.dtype == np.uint64
    for i, a in enumerate(valeurs):
        for j, b in enumerate(valeurs):
            assert (prints[i] == prints[j]) == (a == b)


@settings(deadline=None, max_examples=150)
@given(valeur=textes, autres=st.lists(textes, max_size=5), encore=st.lists(textes, max_size=5))
def test_a_print_does_not_depend_on_the_other_cells_of_the_block(
    valeur: str, autres: list[str], encore: list[str]
) -> None:
    """The longest cell of a block must not change the print of the others: a key may come back blocks later."""
    assert empreintes(colonne([*autres, valeur]))[-1] == empreintes(colonne([valeur, *encore]))[0]


def test_a_hundred_thousand_references_have_as_many_prints() -> None:
    valeurs = [f"CMD-{n:06d}" for n in range(100_000)]
    assert len(np.unique(empreintes(colonne(valeurs)))) == len(valeurs)


def naif(blocs: list[list[int]]) -> list[list[int]]:
    """(line, first line with the same key), by hand; lines are numbered from 2 on."""
    premieres: dict[int, int] = {}
    trouves, ligne = [], 2
    for bloc in blocs:
        for cle in bloc:
            if premieres.setdefault(cle, ligne) != ligne:
                trouves.append([ligne, premieres[cle]])
            ligne += 1
    return trouves


def repetitions(blocs: list[list[int]]) -> list[list[int]]:
    ligne = 2
    with Cles() as cles:
        for bloc in blocs:
            cles.ajoute(np.array(bloc, np.uint64), np.arange(ligne, ligne + len(bloc)))
            ligne += len(bloc)
        lus: list[list[int]] = cles.repetitions().tolist()
        return lus


@settings(deadline=None, max_examples=150)
@given(
    blocs=st.lists(st.lists(st.integers(0, 12), max_size=12), max_size=8),
    en_memoire=st.sampled_from([1, 3, 7, 20, 2_000_000]),
)
def test_repetitions_are_those_found_by_hand_in_memory_or_on_disk(blocs: list[list[int]], en_memoire: int) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(keys, "EN_MEMOIRE", en_memoire)
        assert repetitions(blocs) == naif(blocs)


def test_prints_beyond_the_limit_go_to_a_file_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "EN_MEMOIRE", 10)
    with Cles() as cles:
        for debut in range(0, 100, 5):
            cles.ajoute(np.arange(debut, debut + 5, dtype=np.uint64), np.arange(debut, debut + 5))
        disque = cles._disque
        assert disque is not None
        assert cles._n <= 10
        assert not len(cles.repetitions())
    assert disque.closed


def test_a_lot_without_lines_repeats_nothing() -> None:
    with Cles() as cles:
        assert cles.repetitions().shape == (0, 2)
        cles.ajoute(np.empty(0, np.uint64), np.empty(0, np.int64))
        assert cles.repetitions().shape == (0, 2)
        assert cles._disque is None
