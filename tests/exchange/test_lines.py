"""Physical lines: the same whatever the pieces, and cells as an independent CSV reader cuts them."""

from __future__ import annotations

import csv
import errno
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange.lines import blocs, decoupe, lignes, normalise, premiere_ligne
from harness.exchange.survey import MORCEAU, releve
from harness.systeme import raison

FINS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}
textes = st.lists(st.text(alphabet="aé€;\"'\u00a0\u2028𝄞 ", max_size=12), min_size=1, max_size=12)


def toutes(octets: bytes, taille: int = MORCEAU) -> list[tuple[int, str]]:
    """Every physical line with its number, through pieces of a size."""
    sorties = []
    for premiere, bloc in blocs(octets, releve(octets, taille, taille, taille)):
        assert bloc.endswith(b"\n")
        sorties += list(enumerate(bloc.decode("utf-8").split("\n")[:-1], start=premiere))
    return sorties


@settings(deadline=None, max_examples=200)
@given(
    lus=textes,
    fin=st.sampled_from(sorted(FINS)),
    encodage=st.sampled_from(["utf-8", "utf-8-sig"]),
    derniere=st.booleans(),
    taille=st.integers(1, 40),
)
def test_pieces_of_any_size_give_the_lines_of_the_text(
    lus: list[str], fin: str, encodage: str, derniere: bool, taille: int
) -> None:
    texte = FINS[fin].join(lus) + (FINS[fin] if derniere else "")
    attendues = list(enumerate(lus if derniere or lus[-1] else lus[:-1], start=1))
    octets = texte.encode(encodage)
    assert releve(octets).refus or toutes(octets, taille) == attendues
    assert len(attendues) == releve(octets).lignes or releve(octets).refus


@pytest.mark.parametrize("encodage", ["iso-8859-15", "cp1252"])
def test_other_encodings_come_out_as_utf8(encodage: str) -> None:
    octets = "a;b\né;€\n".encode(encodage)
    assert toutes(octets) == [(1, "a;b"), (2, "é;€")]


def test_a_lone_carriage_return_is_seen_and_cuts_no_line() -> None:
    assert toutes(b"a;b\r\nc;\rd\r\n") == [(1, "a;b"), (2, "c;\ufffdd")]
    assert toutes(b"a;b\nc;\rd\n") == [(1, "a;b"), (2, "c;\ufffdd")]


def test_broken_utf8_is_seen_where_it_stands() -> None:
    octets = "référence\n".encode() * 3 + b"p\xf4le\n"
    assert toutes(octets)[-1] == (4, "p\ufffdle")


@pytest.mark.parametrize("fin", [b"\n", b"\r\n", b"\r"])
def test_lines_at_the_border_of_the_real_pieces(fin: bytes) -> None:
    """One byte more or less around the four megabytes read at a time."""
    for ecart in (-2, -1, 0, 1, 2):
        ligne = b"x" * (MORCEAU // 8 - len(fin))
        octets = (ligne + fin) * 7 + b"y" * (MORCEAU // 8 - len(fin) + ecart) + fin + b"fin;" + fin
        lues = toutes(octets)
        assert [n for n, _ in lues] == list(range(1, 10))
        assert lues[8] == (9, "fin;")
        assert len(lues[7][1]) == MORCEAU // 8 - len(fin) + ecart


@settings(deadline=None, max_examples=300)
@given(st.lists(st.text(alphabet='ab;"é \u00a0', max_size=8), min_size=1, max_size=8))
def test_what_an_independent_writer_quotes_is_cut_back(cellules: list[str]) -> None:
    """The csv module of Python as the oracle, on what it writes itself."""
    sortie: list[str] = []
    ecrivain = csv.writer(_Lignes(sortie), delimiter=";", lineterminator="")
    ecrivain.writerow(cellules)
    assert decoupe(sortie[0]) == tuple(cellules)


@settings(deadline=None, max_examples=500)
@given(st.text(alphabet='ab;"é ', max_size=14))
def test_any_line_is_cut_as_csv_does_or_not_at_all(ligne: str) -> None:
    """A quote that is left open, or inside a cell, is the only reason not to cut."""
    cellules = decoupe(ligne)
    if cellules is None:
        assert '"' in ligne
        return
    lue = next(csv.reader([ligne], delimiter=";", strict=True), [])
    assert list(cellules) == (lue or [""])


class _Lignes:
    def __init__(self, sortie: list[str]) -> None:
        self.sortie = sortie

    def write(self, texte: str) -> int:
        self.sortie.append(texte)
        return len(texte)


@pytest.mark.parametrize(
    ("ligne", "cellules"),
    [
        ("", ("",)),
        (";", ("", "")),
        ('"a;b";c', ("a;b", "c")),
        (';"x"', ("", "x")),
        ('"a""b"', ('a"b',)),
        ('""', ("",)),
        ('"a', None),
        ('a"b', None),
        ('"a"b', None),
        ('"""', None),
        (' "a"', None),
    ],
)
def test_quotes_stand_around_whole_cells(ligne: str, cellules: tuple[str, ...] | None) -> None:
    assert decoupe(ligne) == cellules


@pytest.mark.parametrize("ligne", ['"' + "a" * 900_000, '"' + '""' * 400_000, '"a";' * 200_000 + '"', '";' * 400_000])
def test_a_hostile_line_of_quotes_is_cut_or_refused_at_once(ligne: str) -> None:
    debut = time.process_time()
    decoupe(ligne)
    assert time.process_time() - debut < 2


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "iso-8859-15"])
@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
def test_the_header_is_the_first_line_in_any_encoding(encodage: str, fin: str) -> None:
    octets = f"référence;état{fin}1;2{fin}".encode(encodage)
    assert premiere_ligne(octets, releve(octets)) == "référence;état"


def test_a_header_without_an_end_is_the_whole_text() -> None:
    assert premiere_ligne(b"a;b", releve(b"a;b")) == "a;b"


@settings(deadline=None, max_examples=60)
@given(numeros=st.lists(st.integers(-2, 30), max_size=12), combien=st.integers(1, 25))
def test_lines_asked_by_number_are_those_of_the_text(numeros: list[int], combien: int) -> None:
    textes_ = {n: f"ligne {n};é" for n in range(1, combien + 1)}
    octets = "".join(t + "\n" for t in textes_.values()).encode()
    assert lignes(octets, releve(octets), numeros) == {n: textes_[n] for n in sorted(set(numeros)) if n in textes_}


def test_far_lines_are_found_in_a_file_of_several_pieces(tmp_path: Path) -> None:
    fichier = tmp_path / "long.csv"
    fichier.write_text("".join(f"{n:07d};{'x' * 80}\n" for n in range(1, 130_001)), encoding="utf-8")
    r = releve(fichier)
    assert r.octets > 2 * MORCEAU
    trouvees = lignes(fichier, r, (1, 47_000, 47_001, 130_000, 130_001))
    assert {n: t[:7] for n, t in trouvees.items()} == {n: f"{n:07d}" for n in (1, 47_000, 47_001, 130_000)}


def test_normalise_leaves_a_clean_text_alone() -> None:
    octets = "é;b\n".encode()
    assert normalise(octets, releve(octets)) is octets


def test_a_file_that_changed_since_its_survey_is_told(tmp_path: Path) -> None:
    chemin = tmp_path / "lot.csv"
    chemin.write_bytes(b"a;b\n1;2\n" * 100)
    r = releve(chemin, 50, 50, 50)
    for autre in (b"a;b\n1;2\n" * 10, b"x" * 900):
        chemin.write_bytes(autre)
        with pytest.raises(OSError, match=str(errno.ESTALE)) as refus:
            list(blocs(chemin, r))
        assert raison(refus.value) == "il a changé pendant sa lecture"
