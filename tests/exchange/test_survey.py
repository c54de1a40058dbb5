"""The first look at a file: what its bytes are, in bounded memory, whatever they are and however they are cut."""

from __future__ import annotations

import errno
import hashlib
import io
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange import empreinte, survey
from harness.exchange.empreinte import Empreinte
from harness.exchange.survey import LIGNE_MAX, Releve, ouvre, releve

TEXTE = "référence;état\n1;pôle\n2;Évry\n"


def coupe(octets: bytes, taille: int) -> Releve:
    """Survey of the same bytes, read in small pieces."""
    return releve(octets, taille)


@pytest.mark.parametrize(
    ("octets", "encodage", "bom", "abime"),
    [
        (b"a;b\n1;2\n", "utf-8", False, False),
        (TEXTE.encode(), "utf-8", False, False),
        (b"\xef\xbb\xbf" + TEXTE.encode(), "utf-8", True, False),
        (TEXTE.encode("iso-8859-15"), "iso-8859-15", False, False),
        ("a;b\n1;15 €\n".encode("iso-8859-15"), "iso-8859-15", False, False),
        ("a;b\n1;l’été\n".encode("cp1252"), "cp1252", False, False),
        ("a;b\n1;15 €\n".encode("cp1252"), "cp1252", False, False),
        (b"a;b\n1;\x81\xe9\n", "iso-8859-15", False, False),
        (TEXTE.encode() + b"3;p\xf4le\n", "utf-8", False, True),
        (TEXTE.encode() + b"3;p\xc3", "utf-8", False, True),
        (b"\xef\xbb\xbfa;b\n1;p\xf4le\n", "utf-8", True, True),
        ("a;b\n1;\ufffd\n".encode(), "utf-8", False, False),
    ],
)
def test_the_encoding_is_read_from_the_bytes(octets: bytes, encodage: str, bom: bool, abime: bool) -> None:
    r = releve(octets)
    assert (r.encodage, r.bom, r.abime, r.refus) == (encodage, bom, abime, "")


def test_a_text_of_plain_ascii_is_known_as_such() -> None:
    """Such a file is as good in any of the encodings that a profile may agree on."""
    assert releve(b"a;b\n").ascii
    assert not releve(TEXTE.encode()).ascii
    assert not releve(b"\xef\xbb\xbfa;b\n").ascii


@pytest.mark.parametrize(
    ("octets", "fin", "lignes"),
    [
        (b"a\nb\n", "LF", 2),
        (b"a\nb", "LF", 2),
        (b"a\r\nb\r\n", "CRLF", 2),
        (b"a\r\nb", "CRLF", 2),
        (b"a\rb\r", "CR", 2),
        (b"a\rb", "CR", 2),
        (b"a\r\nb\n", "mixte", 2),
        (b"a\r\nb\rc\r\n", "mixte", 2),
        (b"a\nb\r", "mixte", 2),
        (b"a", "LF", 1),
        (b"\n\n\n", "LF", 3),
    ],
)
def test_line_ends_are_told_and_lines_counted(octets: bytes, fin: str, lignes: int) -> None:
    r = releve(octets)
    assert (r.fin_de_ligne, r.lignes) == (fin, lignes)


@pytest.mark.parametrize(
    ("octets", "regle", "mot"),
    [
        (b"", "lot.vide", "vide"),
        (b"\xef\xbb\xbf", "lot.vide", "vide"),
        (b"PK\x03\x04\x14\x00", "lot.binaire", ".xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "lot.binaire", ".xls"),
        (b"%PDF-1.4\n", "lot.binaire", "PDF"),
        (b"\x1f\x8b\x08", "lot.binaire", "gzip"),
        (b"\x89PNG\r\n", "lot.binaire", "PNG"),
        (b"\xff\xd8\xff\xe0", "lot.binaire", "JPEG"),
        (b"Rar!\x1a\x07", "lot.binaire", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "lot.binaire", "7z"),
        ("a;b\n".encode("utf-16"), "lot.encodage_illisible", "UTF-16"),
        ("a;b\n".encode("utf-32"), "lot.encodage_illisible", "UTF-32"),
        (b"\0\0\xfe\xff\0\0\0a", "lot.encodage_illisible", "UTF-32"),
        (b"\xfe\xff\x00a", "lot.encodage_illisible", "UTF-16"),
        (b"a;b\n1;\x002\n", "lot.binaire", "ligne 2"),
        ("a;b\n1;2\n".encode("utf-16-le"), "lot.binaire", "NUL"),
        (b"a;b\n" + b"x" * (LIGNE_MAX + 1) + b"\n", "lot.ligne_demesuree", "ligne 2"),
    ],
)
def test_what_is_no_text_is_refused_in_one_french_sentence(octets: bytes, regle: str, mot: str) -> None:
    r = releve(octets)
    assert r.regle == regle
    assert mot in r.refus
    assert "\n" not in r.refus


@pytest.mark.parametrize("fin", [b"\n", b"\r\n", b"\r"])
def test_a_line_is_too_long_from_one_byte_over_the_limit_wherever_it_stands(fin: bytes) -> None:
    """The carriage return of CRLF counts as a byte of the line."""
    au_plus = b"x" * (LIGNE_MAX - len(fin) + 1)
    for avant in (b"", b"a;b" + fin, (b"a" * 1000 + fin) * 5000):
        for apres in (b"", fin, fin + b"c;d" + fin):
            assert releve(avant + au_plus + apres).refus == ""
            trop = releve(avant + au_plus + b"xx" + apres)
            assert trop.regle == "lot.ligne_demesuree"
            assert f"ligne {avant.count(fin) + 1} " in trop.refus


def test_many_lines_ended_by_carriage_returns_are_no_long_line() -> None:
    r = releve(b"ref;etat\r" * 300_000)
    assert (r.refus, r.fin_de_ligne, r.lignes) == ("", "CR", 300_000)


def test_the_limit_does_not_depend_on_where_pieces_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "LIGNE_MAX", 10)
    for longueur in (9, 10, 11, 12):
        octets = b"ab\n" + b"x" * longueur + b"\ncd\n"
        attendu = "ligne 2 " if longueur > 10 else ""
        for taille in range(1, 30):
            assert attendu in coupe(octets, taille).refus
            assert bool(coupe(octets, taille).refus) == (longueur > 10)


@settings(deadline=None, max_examples=150)
@given(
    morceaux=st.lists(st.sampled_from(["a", "é", "€", ";", '"', "\n", "\r", "\r\n", "\ufffd", "𝄞"]), max_size=40),
    encodage=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    taille=st.integers(1, 9),
)
def test_lines_length_and_hash_do_not_depend_on_the_pieces(morceaux: list[str], encodage: str, taille: int) -> None:
    octets = "".join(morceaux).encode(encodage, "ignore")
    entier = releve(octets)
    petit = coupe(octets, taille)
    for champ in ("octets", "sha256", "bom", "ascii", "fin_de_ligne", "lignes", "refus"):
        assert getattr(petit, champ) == getattr(entier, champ)
    assert entier.sha256 == hashlib.sha256(octets).hexdigest()
    if encodage != "cp1252":
        assert (petit.encodage, petit.abime) == ("utf-8", False)


@settings(deadline=None, max_examples=100)
@given(octets=st.binary(max_size=200))
def test_any_bytes_are_surveyed_and_decode_as_told(octets: bytes) -> None:
    r = releve(octets)
    assert r.octets == len(octets)
    if not r.refus and not r.abime:
        octets.decode(r.encodage, "strict" if r.encodage == "utf-8" else "replace")


@pytest.mark.parametrize(
    ("remplissage", "regle"),
    [(b"x", "lot.ligne_demesuree"), (b"\xe9", "lot.ligne_demesuree"), (b"\0", "lot.binaire")],
)
def test_a_single_line_of_200_megabytes_costs_little_memory_and_time(
    tmp_path: Path, remplissage: bytes, regle: str
) -> None:
    """A real file, read in pieces: a few times the piece, far from the file. The time bound is generous."""
    enorme = tmp_path / "enorme.csv"
    bloc = remplissage * 2_000_000
    with enorme.open("wb") as flot:
        for _ in range(100):
            flot.write(bloc)
    debut = time.process_time()
    r = releve(enorme)
    duree = time.process_time() - debut
    enorme.unlink()
    assert r.octets == 200_000_000
    assert r.regle == regle
    assert duree < 5


def test_memory_is_a_few_pieces_whatever_the_file(tmp_path: Path) -> None:
    fichier = tmp_path / "long.csv"
    fichier.write_bytes("ref;pôle\n".encode() * 4_000_000)
    tracemalloc.start()
    try:
        assert releve(fichier).lignes == 4_000_000
        assert tracemalloc.get_traced_memory()[1] < empreinte.MORCEAU + 6 * survey.MORCEAU
    finally:
        tracemalloc.stop()


def test_a_source_is_a_path_or_bytes(tmp_path: Path) -> None:
    fichier = tmp_path / "lot.csv"
    fichier.write_bytes(b"a;b\n")
    assert releve(fichier) == releve(b"a;b\n")
    with ouvre(b"a;b\n") as flot:
        assert isinstance(flot, io.BytesIO)
    with pytest.raises(FileNotFoundError):
        releve(tmp_path / "absent.csv")


def test_the_hash_may_be_begun_beforehand_and_is_that_of_the_file(tmp_path: Path) -> None:
    fichier = tmp_path / "lot.csv"
    fichier.write_bytes("ref;pôle\n".encode() * 300_000)
    r = releve(fichier, empreinte=Empreinte(fichier))
    assert r == releve(fichier) == releve(fichier.read_bytes())
    assert r.sha256 == hashlib.sha256(fichier.read_bytes()).hexdigest()


def test_a_file_that_changes_after_it_was_hashed_is_refused(tmp_path: Path) -> None:
    """Else a report could name by its hash another content than the one it judges."""
    fichier, autre = tmp_path / "lot.csv", tmp_path / "autre.csv"
    fichier.write_bytes(b"a;b\n")
    commencee = Empreinte(fichier)
    assert commencee.sha256(fichier.stat()) == hashlib.sha256(b"a;b\n").hexdigest()
    autre.write_bytes(b"a;c\n")
    autre.replace(fichier)
    with pytest.raises(OSError, match=str(errno.ESTALE)):
        releve(fichier, empreinte=commencee)
    with pytest.raises(FileNotFoundError):
        Empreinte(tmp_path / "absent.csv").sha256(fichier.stat())


@settings(deadline=None, max_examples=200)
@given(
    lignes=st.lists(st.text("ab;", max_size=9), min_size=1, max_size=60),
    fin=st.sampled_from(["\n", "\r\n", "\r"]),
    bom=st.booleans(),
    derniere=st.booleans(),
    tailles=st.tuples(st.integers(1, 40), st.integers(1, 90), st.integers(1, 20)),
)
def test_runs_of_lines_cover_the_file_and_begin_where_they_say(
    lignes: list[str], fin: str, bom: bool, derniere: bool, tailles: tuple[int, int, int]
) -> None:
    octets = (b"\xef\xbb\xbf" if bom else b"") + (fin.join(lignes) + (fin if derniere else "")).encode()
    r = releve(octets, *tailles)
    depuis = 3 if bom else 0
    for troncons, au_moins in ((r.troncons, tailles[1]), (r.pas, tailles[2])):
        assert b"".join(octets[t.debut : t.debut + t.octets] for t in troncons) == octets[depuis:]
        assert all(t.octets >= au_moins for t in troncons[:-1])
        marque = b"\r" if r.fin_de_ligne == "CR" else b"\n"
        for t in troncons:
            avant = octets[depuis : t.debut]
            assert not avant or avant.endswith(marque)
            assert t.premiere == 1 + avant.count(marque)
