"""Foreign bytes never bring a traceback: what reads them refuses with a sentence of its own, or reads them."""

from __future__ import annotations

import json
import signal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.workbook import tableur
from tests.fuzz import tableurs
from tests.fuzz.bornes import MEGAOCTETS, SansFin, bornee, occupe
from tests.fuzz.cibles import CIBLES, CRASHS, Cible
from tests.fuzz.mutations import abime

EXEMPLES = {"lot": 150, "ancien": 40, "journal": 40, "import": 40}


@pytest.mark.parametrize("nom", CIBLES)
def test_damaged_bytes_are_read_or_refused_in_words(nom: str) -> None:
    """Whatever the damage: no undeclared error, no hang, no more memory than a bound."""
    cible = CIBLES[nom]
    graines = [*cible.graines(), *cible.amorces]
    avant = occupe()

    @settings(
        max_examples=EXEMPLES.get(nom, 100), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(octets=abime(graines) | st.binary(max_size=200))
    def essaie(octets: bytes) -> None:
        with bornee():
            cible.essaie(octets)

    essaie()
    assert occupe() - avant < MEGAOCTETS


@pytest.mark.parametrize("nom", CIBLES)
def test_what_damage_starts_from_is_read_to_its_end(nom: str) -> None:
    """A seed that is refused at its first line would try nothing behind it."""
    assert CIBLES[nom].graines()
    assert [refus for octets in CIBLES[nom].graines() if (refus := CIBLES[nom].essaie(octets))] == []
    assert all(CIBLES[nom].essaie(octets) for octets in CIBLES[nom].amorces)


def test_what_crashed_once_does_not_any_more() -> None:
    """Every kept input, once for the target that it is named after."""
    for chemin in sorted(p for p in CRASHS.iterdir() if not p.name.startswith(".")):
        with bornee():
            CIBLES[chemin.name.partition("-")[0]].essaie(chemin.read_bytes())


def test_a_refusal_that_says_nothing_or_too_much_is_a_crash() -> None:
    def refuse(octets: bytes) -> None:
        raise ValueError(octets.decode())

    cible = Cible("essai", refuse, (ValueError,), list)
    assert cible.essaie(b"une phrase") == "une phrase"
    for octets in (b"", b" vide", b"Traceback", b"x" * 5_000, b"\x1b[31m", b"a\nb"):
        with pytest.raises(AssertionError):
            cible.essaie(octets)


def test_what_never_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.bornes.SECONDES", 1)
    with pytest.raises(SansFin), bornee():
        signal.pause()


@pytest.mark.parametrize(("genre", "octets"), [("xlsx", tableurs.classeurs()[0]), ("xls", tableurs.anciens()[0])])
def test_a_spreadsheet_opened_here_says_what_it_says_in_a_process_of_its_own(genre: str, octets: bytes) -> None:
    """The targets open spreadsheets in this process: what they try is what is used."""
    ailleurs = tableur.feuilles(octets, genre)
    assert [f.nom for f in ailleurs]
    assert ailleurs == tableur.comprend(json.loads(json.dumps(tableurs.ici(genre, octets))))
