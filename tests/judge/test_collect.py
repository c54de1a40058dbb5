"""Gathering findings: everything counted, a thousand of each kind listed, nothing grave hidden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from harness.judge import collect
from harness.judge.collect import INFORMATIONS_MAX, LISTES_MAX, Place, Recueil, Serie
from harness.judge.results import Constat, Gravite, Temoin, verdict_des_constats
from harness.protocol.spec import Provenance

N, I_ = Gravite.NON_CONFORME, Gravite.INFORMATION


def constat(ligne: int, champ: str = "C", gravite: Gravite = N, regle: str = "champ.format") -> Constat:
    return Constat(
        regle, gravite, None, "f.csv", ligne, champ, "§3", "phrase", Provenance.SEED, valeur="v", dossier="d"
    )


def test_findings_come_out_in_order_of_line() -> None:
    recueil = Recueil()
    for ligne in (9, 3, 5):
        recueil.ajoute(constat(ligne))
    assert [c.ligne for c in recueil.conclut()] == [3, 5, 9]
    assert {c.occurrences for c in recueil.conclut()} == {1}


def test_what_is_said_of_the_whole_file_comes_before_its_header() -> None:
    recueil = Recueil()
    for trouve in (constat(2), constat(1), replace(constat(1), ligne=None)):
        recueil.ajoute(trouve)
    assert [c.ligne for c in recueil.conclut()] == [None, 1, 2]


@pytest.mark.parametrize(
    ("lignes", "temoin"), [((None, None), None), ((5, None), 5), ((None, 5), None), ((9, 5), 5), ((5, 9), 5)]
)
def test_the_first_witness_is_kept_and_one_without_a_line_is_one(
    lignes: tuple[int | None, int | None], temoin: int | None
) -> None:
    recueil = Recueil()
    for ligne in lignes:
        recueil.exerce("lot.vide", "", 2, ligne)
    assert recueil.exercices == {("lot.vide", ""): (4, temoin)}


@pytest.mark.parametrize(("en_trop", "phrase"), [(1, "1 autre ligne dans"), (2_500, "2\u202f500 autres lignes dans")])
def test_beyond_a_thousand_the_others_are_counted_in_one_more(en_trop: int, phrase: str) -> None:
    recueil = Recueil()
    for ligne in range(2, LISTES_MAX + en_trop + 2):
        recueil.ajoute(constat(ligne))
    conclus = recueil.conclut()
    assert len(conclus) == LISTES_MAX + 1
    assert conclus[LISTES_MAX - 1].ligne == LISTES_MAX + 1
    reste = conclus[-1]
    assert (reste.ligne, reste.valeur, reste.dossier, reste.occurrences) == (None, "", "", en_trop)
    assert phrase in reste.message
    assert sum(c.occurrences for c in conclus) == LISTES_MAX + en_trop


def test_informations_are_all_counted_and_fewer_are_listed_than_breaches() -> None:
    recueil = Recueil()
    for ligne in range(2, LISTES_MAX + 2):
        recueil.ajoute(constat(ligne))
        recueil.ajoute(constat(ligne, gravite=I_))
    conclus = recueil.conclut()
    assert INFORMATIONS_MAX < LISTES_MAX == sum(c.gravite is not I_ for c in conclus)
    notes = [c for c in conclus if c.gravite is I_]
    assert [c.ligne for c in notes] == [*range(2, INFORMATIONS_MAX + 2), None]
    assert sum(c.occurrences for c in notes) == LISTES_MAX


def test_the_page_on_reports_says_how_many_are_listed() -> None:
    page = (Path(__file__).parents[2] / "docs" / "rapport.md").read_text(encoding="utf-8")
    dit = f"liste {LISTES_MAX:,} constats par fichier, {INFORMATIONS_MAX} si ce sont des informations"
    assert dit.replace(",", " ", 1) in page


def test_a_mask_is_counted_whole_and_built_no_more_than_needed() -> None:
    recueil, construits = Recueil(), []

    def place(rang: int) -> Place:
        construits.append(rang)
        return rang + 2, "", ""

    masque = np.zeros(10_000, np.bool_)
    masque[5_000:] = True
    recueil.ajoute_masque(masque, constat(0), place)
    assert len(construits) == LISTES_MAX
    recueil.ajoute_masque(masque, constat(0), place)
    assert len(construits) == LISTES_MAX
    assert sum(c.occurrences for c in recueil.conclut()) == 10_000
    assert recueil.conclut()[0].ligne == 5_002
    recueil.ajoute_masque(np.zeros(3, np.bool_), constat(0), place)
    assert sum(c.occurrences for c in recueil.conclut()) == 10_000


def test_the_mild_never_hides_the_grave(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule on one column may be a note on some lines and a breach on others."""
    monkeypatch.setattr(collect, "INFORMATIONS_MAX", 3)
    recueil = Recueil()
    for ligne in range(2, 20):
        recueil.ajoute(constat(ligne, gravite=I_))
    recueil.ajoute(constat(30))
    conclus = recueil.conclut()
    assert verdict_des_constats(conclus, True).value == "non_conforme"
    assert [(c.gravite, c.occurrences) for c in conclus if c.ligne is None] == [(I_, 15)]


def test_blocks_absorbed_in_order_are_as_one() -> None:
    entier, parts = Recueil(), [Recueil() for _ in range(4)]
    for ligne in range(2, 3_002):
        champ = "AB"[ligne % 2]
        for recueil in (entier, parts[(ligne - 2) // 750]):
            recueil.ajoute(constat(ligne, champ))
            recueil.exerce("champ.format", champ, 1, ligne)
            recueil.lignes += 1
    somme = Recueil()
    for part in parts:
        somme.absorbe(part)
    assert somme.conclut() == entier.conclut()
    assert somme.temoigne("f.csv", None) == entier.temoigne("f.csv", None)
    assert somme.lignes == entier.lignes == 3_000


def test_the_witness_is_the_first_line_that_was_met() -> None:
    recueil = Recueil()
    recueil.exerce("r", "", 0, 2)
    recueil.exerce("r", "", 2, 8)
    recueil.exerce("r", "", 3, 5)
    recueil.exerce_masque("m", "C", np.array([False, True, True]), np.array([10, 20, 30]))
    recueil.exerce_masque("vide", "C", np.array([False]), np.array([10]))
    assert {(e.regle, e.champ, e.nombre, e.temoin) for e in recueil.temoigne("f.csv", None)} == {
        ("r", "", 5, Temoin("f.csv", 5)),
        ("m", "C", 2, Temoin("f.csv", 20)),
    }


def test_counting_alone_is_for_a_kind_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "LISTES_MAX", 2)
    recueil = Recueil()
    genre = collect.genre(constat(2))
    assert not recueil.complet(genre)
    recueil.ajoute(constat(2))
    recueil.ajoute(constat(3))
    assert recueil.complet(genre)
    recueil.compte(genre, 7)
    assert recueil.conclut()[-1].occurrences == 7


@pytest.mark.parametrize("avant", [LISTES_MAX - 2, LISTES_MAX, LISTES_MAX + 5])
def test_a_block_lists_no_more_than_what_the_others_left(avant: int) -> None:
    recueil = Recueil(deja={("champ.format", "C", N): avant})
    for ligne in range(2, 7):
        recueil.ajoute(constat(ligne))
    assert len(recueil.constats) == max(0, LISTES_MAX - avant)
    assert recueil.totaux == {("champ.format", "C", N): 5}


def test_a_series_is_worded_as_its_findings_one_by_one_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks told in order: what is listed, counted and said is the same, wherever the room runs out."""
    monkeypatch.setattr(collect, "LISTES_MAX", 5)
    en_serie, un_a_un = Recueil(), Recueil()
    for debut in (2, 10, 20):
        bloc = Recueil()
        bloc.ajoute_masque(np.ones(3, np.bool_), constat(0), lambda rang, debut=debut: (debut + rang, "v", "d"))
        en_serie.absorbe(bloc)
        for rang in range(3):
            un_a_un.ajoute(constat(debut + rang))
    assert en_serie.conclut() == un_a_un.conclut()
    assert any(isinstance(c, Serie) and len(c.places) == 2 for c in en_serie.constats)
