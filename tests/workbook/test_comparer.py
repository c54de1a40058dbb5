"""Two workbooks side by side: nothing that differs is passed over, nothing that could not be compared is hidden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from harness.workbook.comparer import EXTRAIT_MAX, Comparaison, compare, en_dict, en_texte, lit
from harness.workbook.erreurs import ClasseurIllisible
from tests.workbook.conftest import Feuilles, ligne


@pytest.fixture
def apres(
    feuilles: Feuilles, en_xlsx: Callable[[Feuilles], bytes], tmp_path: Path
) -> Callable[[Callable[[Feuilles], None]], Comparaison]:
    """The least workbook against itself, once something was done to it."""

    def compare_apres(geste: Callable[[Feuilles], None]) -> Comparaison:
        a, b = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
        a.write_bytes(en_xlsx(feuilles))
        geste(feuilles)
        b.write_bytes(en_xlsx(feuilles))
        return compare(lit(a), lit(b))

    return compare_apres


Apres = Callable[[Callable[[Feuilles], None]], Comparaison]


def test_values_in_prose_are_compared_though_nothing_checks_them(apres: Apres) -> None:
    def geste(feuilles: Feuilles) -> None:
        feuilles["CR_STOC"][2][7] = "voir plus loin"

    assert "~ Etat : valeurs OK|KO → voir plus loin" in en_texte(apres(geste))


def test_what_was_left_aside_is_said_under_the_name_of_its_workbook(apres: Apres) -> None:
    def geste(feuilles: Feuilles) -> None:
        feuilles["Historique"] = [["v2"]]

    comparaison = apres(geste)
    avis = "1 feuille ignorée, aucun flux de ce nom : « Historique »"
    assert en_texte(comparaison).splitlines()[3:] == ["Aucune différence.", "", "À savoir de B :", f"  {avis}"]
    assert (en_dict(comparaison)["avis_a"], en_dict(comparaison)["avis_b"]) == ([], [avis])


def test_long_texts_are_cut_to_where_they_differ(apres: Apres) -> None:
    def geste(feuilles: Feuilles) -> None:
        feuilles["CR_STOC"][2][8] = "x" * 5_000 + "après" + "y" * 5_000

    [ligne_] = [t for t in en_texte(apres(geste)).splitlines() if "signification" in t]
    assert len(ligne_) < 2 * EXTRAIT_MAX + 100


@pytest.mark.parametrize("suite", ["avant", "après"])
def test_two_long_texts_show_their_difference(suite: str, apres: Apres, feuilles: Feuilles) -> None:
    feuilles["CR_STOC"][2][8] = "x" * 5_000 + "dit ici"

    def geste(autres: Feuilles) -> None:
        autres["CR_STOC"][2][8] = "x" * 5_000 + suite

    texte = en_texte(apres(geste))
    assert "x" * 20 + "dit ici → …" in texte
    assert texte.splitlines()[4].endswith(suite)


def test_a_provenance_in_other_words_does_not_prevent_comparing(apres: Apres) -> None:
    def geste(feuilles: Feuilles) -> None:
        feuilles["Cmd_Acces"][1][10] = "Groupe de travail du 3 mars"
        feuilles["Cmd_Acces"].append(ligne(3, "Neuf", "F"))

    comparaison = apres(geste)
    assert [f.ajoutes for f in comparaison.feuilles] == [("Neuf",)]
    [avis] = comparaison.avis_b
    assert avis.startswith("provenance non comparée (b.xlsx, feuille Cmd_Acces, ligne 2, cellule K2 : provenance illi")


def test_a_broken_workbook_is_refused_as_elsewhere(apres: Apres) -> None:
    def geste(feuilles: Feuilles) -> None:
        feuilles["Cmd_Acces"][1][5] = "X"

    with pytest.raises(ClasseurIllisible, match=r"^b\.xlsx, feuille Cmd_Acces, ligne 2, cellule F2 : statut « X »"):
        apres(geste)
