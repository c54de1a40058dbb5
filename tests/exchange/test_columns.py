"""Blocks in columns: each cell and each line number as a reading by hand finds them, whatever the lines."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange.columns import Bloc, lit_bloc
from harness.exchange.ecartees import TEXTE_MAX
from harness.exchange.recognise import reconnait
from harness.protocol.terms import Flux
from harness.workbook.compile import charge

PROTOCOLE = charge()
NOMS = PROTOCOLE[Flux.MESS_OI].noms
ENTETE = reconnait(NOMS, PROTOCOLE)
TITRE = ";".join(NOMS)


@dataclass
class Lu:
    """What a reading line by line finds."""

    lignes: dict[int, list[str]]
    ecartees: list[tuple[int, str]]


def a_la_main(texte: str, premiere: int = 1) -> Lu:
    """The lines of a text, split by Python and cut by its csv module."""
    lu = Lu({}, [])
    for n, ligne in enumerate(texte.split("\n")[:-1], start=premiere):
        if n == 1:
            continue
        if not ligne:
            lu.ecartees.append((n, "vide"))
            continue
        try:
            cellules = next(csv.reader([ligne], delimiter=";", strict=True))
        except csv.Error:
            cellules = None
        if cellules is None or ('"' in ligne and not _cite_bien(ligne, cellules)):
            lu.ecartees.append((n, "guillemet"))
        elif len(cellules) != len(NOMS):
            lu.ecartees.append((n, "largeur"))
        elif cellules[0] == NOMS[0]:
            lu.ecartees.append((n, "entete"))
        else:
            lu.lignes[n] = cellules
    return lu


def _cite_bien(ligne: str, cellules: list[str]) -> bool:
    """Whether writing the cells again, quoted where the line quotes them, gives the line back."""
    for masque in range(1 << len(cellules)):
        ecrites = ['"' + c.replace('"', '""') + '"' if masque >> i & 1 else c for i, c in enumerate(cellules)]
        if ";".join(ecrites) == ligne and not any('"' in c for i, c in enumerate(cellules) if not masque >> i & 1):
            return True
    return False


def cellules(bloc: Bloc) -> dict[int, list[str]]:
    return {int(n): [bloc.colonnes[c][i] for c in NOMS] for i, n in enumerate(bloc.numeros)}


lignes = st.one_of(
    st.lists(st.text(alphabet="aé€ 0", max_size=5), min_size=4, max_size=4).map(";".join),
    st.lists(st.sampled_from(["", "a", '"b"', '"c;d"', '"e""f"', '"', 'g"', '"h"i', " "]), min_size=3, max_size=5).map(
        ";".join
    ),
    st.sampled_from(["", TITRE, ";;;", "seule", TITRE + ";", '"' + '";"'.join(NOMS) + '"']),
    st.text(alphabet='a;"é', max_size=12),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(lignes, max_size=10), st.sampled_from([1, 2, 1_000_000]))
def test_cells_and_lines_are_those_read_by_hand(corps: list[str], premiere: int) -> None:
    texte = "".join(ligne + "\n" for ligne in ([TITRE] if premiere == 1 else []) + corps)
    bloc = lit_bloc(premiere, texte.encode(), ENTETE)
    attendu = a_la_main(texte, premiere)
    assert cellules(bloc) == attendu.lignes
    assert [(e.ligne, e.motif) for e in bloc.ecartees] == attendu.ecartees


def test_a_row_of_the_wrong_width_is_told_and_shifts_nothing() -> None:
    bloc = lit_bloc(2, b"a;b;c;d\na;b;c\na;b;c;d;e\nw;x;y;z\n", ENTETE)
    assert cellules(bloc) == {2: list("abcd"), 5: list("wxyz")}
    assert [(e.ligne, e.motif, e.cellules, e.texte) for e in bloc.ecartees] == [
        (3, "largeur", 3, "a;b;c"),
        (4, "largeur", 5, "a;b;c;d;e"),
    ]


def test_an_open_quote_costs_its_own_line_only() -> None:
    bloc = lit_bloc(2, b'a;"b;c;d\nw;x;y;z\n', ENTETE)
    assert cellules(bloc) == {3: list("wxyz")}
    assert bloc.ecartees[0].motif == "guillemet"


def test_the_header_of_another_flux_of_the_same_width_is_no_row() -> None:
    autre = next(f for f in PROTOCOLE.formats.values() if len(f.noms) == 7 and f.flux is Flux.ANNULATION)
    mes = reconnait(PROTOCOLE[Flux.CR_MES].noms, PROTOCOLE)
    texte = "a;b;c;d;e;f;g\n" + ";".join(autre.noms) + "\nh;i;j;k;l;m;n\n"
    bloc = lit_bloc(2, texte.encode(), mes)
    assert bloc.numeros.tolist() == [2, 4]
    assert [(e.ligne, e.motif, e.texte) for e in bloc.ecartees] == [(3, "entete", ";".join(autre.noms))]


def test_a_cell_is_text_and_nothing_else() -> None:
    bloc = lit_bloc(2, "NA;007;null;20141001 11:06\n;-0.0; é ;=1+1\n".encode(), ENTETE)
    assert cellules(bloc) == {2: ["NA", "007", "null", "20141001 11:06"], 3: ["", "-0.0", " é ", "=1+1"]}


def test_columns_follow_the_names_of_the_file_and_unknown_ones_stay_aside() -> None:
    entete = reconnait((*reversed(NOMS), "Plus"), PROTOCOLE)
    bloc = lit_bloc(2, b"a;b;c;d;e\n", entete)
    assert {c: v[0] for c, v in bloc.colonnes.items()} == dict(zip(reversed(NOMS), "abcd", strict=True))
    assert bloc.brutes[4][0] == "e"


def test_lengths_are_in_bytes_and_ends_are_told() -> None:
    colonne = lit_bloc(2, "é€;;;x\nabc;;;y\n;;;\n".encode(), ENTETE).colonnes[NOMS[0]]
    assert colonne.longueurs.tolist() == [5, 3, 0]
    assert [bytes([b]) for b in colonne.premiers[:2]] == ["é".encode()[:1], b"a"]
    assert [bytes([b]) for b in colonne.derniers[:2]] == ["€".encode()[-1:], b"c"]
    assert [colonne.texte(i) for i in range(3)] == ["é€".encode(), b"abc", b""]


@pytest.mark.parametrize("corps", ["", "\n\n", "seule\n", '"ouvert\n', TITRE + "\n"])
def test_a_block_may_hold_no_row_at_all(corps: str) -> None:
    bloc = lit_bloc(1, f"{TITRE}\n{corps}".encode(), ENTETE)
    assert len(bloc) == 0
    assert len(bloc.ecartees) == corps.count("\n")


def test_a_million_faulty_rows_keep_little_text() -> None:
    corps = ("x" * 50_000 + "\n") * 3 + "y\n" * 5_000
    bloc = lit_bloc(2, corps.encode(), ENTETE)
    assert len(bloc.ecartees) == 5_003
    assert [len(e.texte) for e in bloc.ecartees[:4]] == [TEXTE_MAX] * 3 + [1]
    assert sum(bool(e.texte) for e in bloc.ecartees) == 1_000


def test_the_oracle_itself_reads_a_plain_file() -> None:
    """The reading by hand agrees with the csv module on a whole file."""
    texte = f'{TITRE}\na;"b;c";d;e\n'
    assert a_la_main(texte).lignes[2] == next(csv.reader(io.StringIO(texte.split("\n")[1]), delimiter=";"))
