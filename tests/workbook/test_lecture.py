"""Real workbooks, each odd in one way: read as their author sees them, told, or refused with the place."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from harness.protocol.terms import Flux
from harness.workbook.erreurs import ClasseurIllisible
from harness.workbook.lecture import Lecture, lit_octets
from tests.workbook.conftest import ENTETE, EnXls, Feuilles, ligne

Octets = Callable[[Feuilles], bytes]
F = "Cmd_Acces"


def lit(octets: bytes) -> Lecture:
    return lit_octets(octets, "flux.xlsx", officiel=True)


def refus(octets: bytes) -> str:
    with pytest.raises(ClasseurIllisible) as erreur:
        lit(octets)
    message = str(erreur.value)
    assert message.isprintable()
    return message


@pytest.fixture
def change(feuilles: Feuilles, en_xlsx: Octets) -> Callable[[Callable[[Workbook], None]], bytes]:
    """The least workbook, as bytes, once something was done to it in a spreadsheet."""

    def modifie(geste: Callable[[Workbook], None]) -> bytes:
        livre = load_workbook(io.BytesIO(en_xlsx(feuilles)))
        geste(livre)
        sortie = io.BytesIO()
        livre.save(sortie)
        return sortie.getvalue()

    return modifie


Change = Callable[[Callable[[Workbook], None]], bytes]


def test_the_least_workbook_has_nothing_to_tell(feuilles: Feuilles, en_xlsx: Octets, en_xls: Octets) -> None:
    for octets in (en_xlsx(feuilles), en_xls(feuilles)):
        lu = lit(octets)
        assert (set(lu.protocole.formats), lu.avis, lu.non_verifiables) == (set(Flux), (), ())


@pytest.mark.parametrize("nom", ["CMD ACCES", "cmd-accès", "Commande Acces"])
def test_two_sheets_for_one_flux_are_refused_and_both_named(nom: str, feuilles: Feuilles, en_xlsx: Octets) -> None:
    feuilles[nom] = [list(ENTETE), ligne(1, "Autre")]
    assert refus(en_xlsx(feuilles)) == (
        f"flux.xlsx : deux feuilles pour le flux Cmd_Acces, « Cmd_Acces » et « {nom} » : n'en garder qu'une"
    )


def test_two_sheets_of_reasons_are_refused_and_both_named(feuilles: Feuilles, en_xlsx: Octets) -> None:
    feuilles["Codification"] = []
    attendu = "deux feuilles pour les motifs, « Codification - type KO » et « Codification »"
    assert attendu in refus(en_xlsx(feuilles))


def test_a_sheet_that_nobody_sees_is_said_to_be_hidden(change: Change) -> None:
    def cache(livre: Workbook) -> None:
        livre.create_sheet("CMD ACCES").sheet_state = "hidden"

    assert "« Cmd_Acces » et « CMD ACCES » (masquée)" in refus(change(cache))


def test_sheets_left_aside_are_said_but_the_one_that_explains(feuilles: Feuilles, en_xlsx: Octets) -> None:
    feuilles |= {"Lisez-moi": [["Bonjour"]], "Historique": [["v1.2"]], "Notes": []}
    assert lit(en_xlsx(feuilles)).avis == ("2 feuilles ignorées, aucun flux de ce nom : « Historique », « Notes »",)


def test_many_sheets_left_aside_are_counted(feuilles: Feuilles, en_xlsx: Octets) -> None:
    feuilles |= {f"F{n}": [] for n in range(300)}
    [avis] = lit(en_xlsx(feuilles)).avis
    assert avis.startswith("300 feuilles ignorées, aucun flux de ce nom : « F0 », « F1 »,")
    assert avis.endswith("« F9 » et 290 autres")


def test_a_thousand_sheets_are_too_many(feuilles: Feuilles, en_xlsx: Octets) -> None:
    feuilles |= {f"F{n}": [] for n in range(1000)}
    assert "plus de 1000 parties" in refus(en_xlsx(feuilles))


def test_columns_left_aside_are_said(change: Change) -> None:
    def ajoute(livre: Workbook) -> None:
        livre[F]["L1"], livre[F]["M1"] = "Exemple", "Obligatoire"

    assert lit(change(ajoute)).avis == (
        "feuille Cmd_Acces, 2 colonnes ignorées : « Exemple » (L1), « Obligatoire » (M1)",
    )


def test_two_columns_for_one_fact_are_refused(change: Change) -> None:
    def double(livre: Workbook) -> None:
        livre[F]["A1"], livre[F]["L1"] = "N°", "Ordre"

    assert "ligne 1 : deux colonnes pour Position, cellules A1 et L1" in refus(change(double))


def test_a_title_may_stand_above_the_header(feuilles: Feuilles, en_xlsx: Octets) -> None:
    feuilles[F] = [["Commande d'accès"], [], *feuilles[F]]
    assert len(lit(en_xlsx(feuilles)).protocole[Flux.CMD_ACCES].champs) == 2


@pytest.mark.parametrize(
    ("suite", "message"),
    [
        (["", "(car.)"], "ligne 2, cellule A2 : position vide"),
        (["", "", "", "(car.)"], "ligne 2, cellule B2 : nom de champ vide"),
        (list(ENTETE), "ligne 2, cellule A2 : position « Position » illisible"),
    ],
)
def test_a_second_row_of_header_is_named(suite: list[str], message: str, feuilles: Feuilles, en_xlsx: Octets) -> None:
    feuilles[F].insert(1, suite)
    assert f"feuille Cmd_Acces, {message}" in refus(en_xlsx(feuilles))


def test_what_is_merged_is_that_of_every_row(change: Change) -> None:
    def fusionne(livre: Workbook) -> None:
        for n in (4, 5):
            livre[F].append(ligne(n - 1, f"C{n}", "F"))
        livre[F]["D3"] = 17
        livre[F].merge_cells("D3:D5")
        livre[F].merge_cells("I2:I5")

    lu = lit(change(fusionne))
    assert [c.longueur for c in lu.protocole[Flux.CMD_ACCES].champs] == [30, 17, 17, 17]
    assert lu.avis == ("feuille Cmd_Acces, cellules D3 à D5 fusionnées : « 17 » vaut pour chacune de leurs lignes",)


def test_what_is_merged_is_read_alike_in_an_xls(feuilles: Feuilles, en_xls: EnXls) -> None:
    for rangee in feuilles[F][1:]:
        rangee[3] = ""

    def fusionne(nom: str, feuille: Any) -> None:
        if nom == F:
            feuille.write_merge(1, 2, 3, 3, 17)

    lu = lit(en_xls(feuilles, fusionne))
    assert [c.longueur for c in lu.protocole[Flux.CMD_ACCES].champs] == [17, 17]
    assert lu.avis == ("feuille Cmd_Acces, cellules D2 à D3 fusionnées : « 17 » vaut pour chacune de leurs lignes",)


@pytest.mark.parametrize(
    ("adresse", "valeur", "message"),
    [
        ("D3", "=10+10", "cellule D3 : formule jamais calculée, sa valeur n'est pas dans le fichier"),
        ("F3", "=F2", "cellule F3 : formule jamais calculée, sa valeur n'est pas dans le fichier"),
        ("D3", "#REF!", "cellule D3 : formule en erreur, « #REF! »"),
        ("B3", "#N/A", "cellule B3 : formule en erreur, « #N/A »"),
        ("H3", datetime.datetime(2015, 2, 3), "cellule H3 : date « 03/02/2015 » à la place d'un texte"),
        ("H3", datetime.datetime(2015, 2, 3, 11, 6), "cellule H3 : date « 03/02/2015 11:06 » à la place d'un texte"),
        ("H3", datetime.time(11, 6), "cellule H3 : date « 11:06:00 » à la place d'un texte"),
        ("A3", datetime.datetime(2015, 2, 3), "cellule A3 : date « 03/02/2015 » à la place d'un texte"),
        ("D3", "20 car.", "cellule D3 : longueur « 20 car. » illisible"),
        ("A3", 1, "cellule A3 : position 1 en double, déjà prise ligne 2"),
        ("F3", True, "cellule F3 : statut « VRAI » inconnu"),
        ("B400", "Loin", "ligne 400, cellule A400 : position vide"),
        ("B4000", "Loin", "feuille hors de proportion, la ligne 4000 est remplie, 2000 lignes au plus sont lues"),
    ],
)
def test_a_cell_that_is_not_what_it_shows_is_refused(
    adresse: str, valeur: object, message: str, change: Change
) -> None:
    def ecrit(livre: Workbook) -> None:
        livre[F][adresse] = valeur

    phrase = refus(change(ecrit))
    assert phrase.startswith("flux.xlsx, feuille Cmd_Acces")
    assert message in phrase


def test_a_date_in_an_xls_is_refused_too(feuilles: Feuilles, en_xls: EnXls) -> None:
    import xlwt

    def date(nom: str, feuille: Any) -> None:
        if nom == F:
            feuille.write(2, 7, datetime.date(2015, 2, 3), xlwt.easyxf(num_format_str="DD/MM/YYYY"))

    assert "feuille Cmd_Acces, ligne 3, cellule H3 : date « 03/02/2015 » à la place d'un texte" in refus(
        en_xls(feuilles, date)
    )


def test_numbers_as_text_and_spaces_around_make_no_difference(change: Change) -> None:
    def ecrit(livre: Workbook) -> None:
        feuille = livre[F]
        feuille["A2"], feuille["A3"], feuille["D2"] = "1.0", " 2\u00a0", "30,0"
        feuille["B3"], feuille["F3"], feuille["H3"] = "\u00a0Etat ", " F\u202f", " OK\u00a0| KO "

    lu = lit(change(ecrit))
    [cle, etat] = lu.protocole[Flux.CMD_ACCES].champs
    assert (cle.longueur, etat.nom, etat.valeurs, lu.avis) == (30, "Etat", ("OK", "KO"), ())


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("EtatArCommandePrise = OK", "champ inconnu « EtatArCommandePrise », un champ de la même feuille est attendu"),
        ("Etat = “OK”", "valeur à écrire sans guillemets"),
        ('Etat = "OK"', "valeur à écrire sans guillemets"),
        ("Etat = 'OK'|'KO'", "valeur à écrire sans guillemets"),
        ("Etat = " + "x" * 30_000, "n'est pas une valeur de Etat"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(condition: str, message: str, change: Change) -> None:
    def ecrit(livre: Workbook) -> None:
        livre[F].append(ligne(3, "Motif", "C", Condition=condition))

    phrase = refus(change(ecrit))
    assert phrase.startswith("flux.xlsx, feuille Cmd_Acces, ligne 4, cellule G4 : condition illisible : ")
    assert message in phrase
    assert len(phrase) < 500


@pytest.mark.parametrize(
    "condition",
    [
        "Etat ≠ OK",
        "Etat <> OK",
        "Etat != OK",
        "Etat = OK OU Etat = KO",
        "Etat = OK/KO",
        "Etat = OK; KO",
        "Etat = « OK »",
    ],
)
def test_a_condition_of_another_form_is_kept_and_said(condition: str, change: Change) -> None:
    def ecrit(livre: Workbook) -> None:
        livre[F].append(ligne(3, "Motif", "C", Condition=condition))

    [dite] = lit(change(ecrit)).non_verifiables
    assert (dite.feuille, dite.ligne, dite.lettre, dite.champ, dite.texte) == (F, 4, "G", "Motif", condition)


def test_a_macro_workbook_is_read_as_another(change: Change, tmp_path: Path) -> None:
    import zipfile

    source, chemin = zipfile.ZipFile(io.BytesIO(change(lambda livre: None))), tmp_path / "flux.xlsm"
    with zipfile.ZipFile(chemin, "w") as macros:
        for nom in source.namelist():
            macros.writestr(nom, source.read(nom).replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
            ))  # fmt: skip
        macros.writestr("xl/vbaProject.bin", b"macro")
    assert lit(chemin.read_bytes()).avis == ()
