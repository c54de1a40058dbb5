"""The workbook as a user has it: generated without drift, replaced by theirs, compared, and refused in one line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux
from harness.resources import classeur, fixtures
from harness.workbook.comparer import compare
from harness.workbook.compile import charge
from harness.workbook.erreurs import ClasseurIllisible
from harness.workbook.generer import derives
from harness.workbook.lecture import lit
from harness.workbook.modeles import ModeleExistant, ecrit_modeles
from harness.workbook.sources import lit as lit_sources

ICI = Path(__file__).parent


def modifie(dossier: Path, change: Callable[[Workbook], None]) -> Path:
    """A copy of the committed workbook with one thing changed."""
    livre = load_workbook(classeur())
    change(livre)
    chemin = dossier / "flux.xlsx"
    livre.save(chemin)
    return chemin


def cellule(livre: Workbook, feuille: str, champ: str, colonne: str) -> str:
    """Address of a cell, by the name of its field and the title of its column."""
    lignes = list(livre[feuille].iter_rows())
    titres = {str(c.value): c.column_letter for c in lignes[0]}
    rang = next(i for i, ligne in enumerate(lignes, start=1) if any(c.value == champ for c in ligne))
    return f"{titres[colonne]}{rang}"


def test_the_committed_workbook_is_what_the_sources_say() -> None:
    assert derives() == [], "classeur périmé : lancer « make generer »"


def test_the_sources_of_the_harness_have_no_authority_of_their_own() -> None:
    assert not lit_sources().officiel


def test_nineteen_flux_and_260_fields() -> None:
    protocole = charge()
    assert set(protocole.formats) == set(Flux)
    assert sum(len(f.champs) for f in protocole.formats.values()) == 260


def test_the_bundled_workbook_loads_without_a_spreadsheet_library() -> None:
    code = (
        "import sys; from harness.workbook.compile import charge; charge();"
        "print(*sorted({'openpyxl', 'pandas', 'python_calamine'} & set(sys.modules)))"
    )
    sortie = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert sortie.strip() == ""


def test_a_workbook_of_the_user_is_believed_in_everything(tmp_path: Path) -> None:
    protocole = charge(modifie(tmp_path, lambda livre: None))
    assert protocole.officiel
    sources = {c.source("statut") for f in protocole.formats.values() for c in f.champs}
    assert sources == {Provenance.CLASSEUR}


def test_sheets_and_columns_are_found_in_any_order(tmp_path: Path) -> None:
    def retourne(livre: Workbook) -> None:
        livre.move_sheet("Cmd_Acces", offset=9)
        feuille = livre["AR_Cmd_Acces"]
        lignes = [[c.value for c in ligne] for ligne in feuille.iter_rows()]
        for ligne, valeurs in zip(feuille.iter_rows(), lignes, strict=True):
            for c, valeur in zip(ligne, reversed(valeurs), strict=True):
                c.value = valeur

    lu, ici = lit(modifie(tmp_path, retourne), officiel=True).protocole, charge()
    assert lu[Flux.AR_CMD_ACCES].noms == ici[Flux.AR_CMD_ACCES].noms
    assert [c.longueur for c in lu[Flux.AR_CMD_ACCES].champs] == [c.longueur for c in ici[Flux.AR_CMD_ACCES].champs]


def _vide(livre: Workbook) -> None:
    del livre["CR_STOC"]


def _double(livre: Workbook) -> None:
    livre["CR_STOC"][cellule(livre, "CR_STOC", "BilanOptique", "Champ")].value = "PrisePosee"


def _statut(livre: Workbook) -> None:
    livre["CR_STOC"][cellule(livre, "CR_STOC", "BilanOptique", "Statut")].value = "X"


def _condition(livre: Workbook) -> None:
    livre["CR_STOC"][cellule(livre, "CR_STOC", "BilanOptique", "Condition")].value = "Inexistant = OK"


def _colonne(livre: Workbook) -> None:
    livre["CR_STOC"]["B1"].value = "Autre chose"


@pytest.mark.parametrize(
    ("casse", "attendus"),
    [
        (_vide, ("CR_STOC",)),
        (_double, ("CR_STOC", "PrisePosee")),
        (_statut, ("CR_STOC", "X")),
        (_condition, ("CR_STOC", "Inexistant")),
        (_colonne, ("CR_STOC",)),
    ],
)
def test_a_broken_workbook_is_one_line_naming_the_place(
    casse: Callable[[Workbook], None], attendus: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(ClasseurIllisible) as erreur:
        lit(modifie(tmp_path, casse), officiel=True)
    phrase = str(erreur.value)
    assert "\n" not in phrase
    assert all(mot in phrase for mot in ("flux.xlsx", *attendus))


@pytest.mark.parametrize("octets", [b"", b"Champ;Type\n", b"%PDF-1.4", b"PK\x03\x04" + bytes(200)])
def test_what_is_no_workbook_is_said(octets: bytes, tmp_path: Path) -> None:
    chemin = tmp_path / "faux.xlsx"
    chemin.write_bytes(octets)
    with pytest.raises(ClasseurIllisible, match=r"faux\.xlsx"):
        lit(chemin, officiel=True)


def test_an_encrypted_workbook_is_said() -> None:
    with pytest.raises(ClasseurIllisible, match=r"chiffré|mot de passe|protégé"):
        lit(ICI / "fichiers" / "chiffre.xlsx", officiel=True)


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    import zipfile

    chemin = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(300_000_000))
    with pytest.raises(ClasseurIllisible, match=r"bombe\.xlsx"):
        lit(chemin, officiel=True)


def test_a_legacy_xls_gives_the_same_protocol(tmp_path: Path) -> None:
    import xlwt

    ancien = xlwt.Workbook()
    for feuille in load_workbook(classeur()).worksheets:
        copie = ancien.add_sheet(feuille.title)
        for ligne in feuille.iter_rows():
            for c in ligne:
                if c.value is not None:
                    copie.write(c.row - 1, c.column - 1, c.value)
    chemin = tmp_path / "flux.xls"
    ancien.save(str(chemin))
    lu, ici = lit(chemin, officiel=True).protocole, charge()
    assert {f: lu[f].noms for f in Flux} == {f: ici[f].noms for f in Flux}
    assert {f: [c.statut for c in lu[f].champs] for f in Flux} == {f: [c.statut for c in ici[f].champs] for f in Flux}


def test_a_workbook_equals_itself_and_a_change_is_listed(tmp_path: Path) -> None:
    def change(livre: Workbook) -> None:
        livre["CR_STOC"][cellule(livre, "CR_STOC", "BilanOptique", "Longueur")].value = 17

    ici, autre = lit(classeur(), officiel=False), lit(modifie(tmp_path, change), officiel=True)
    assert compare(ici, ici).identiques
    [feuille] = compare(ici, autre).feuilles
    assert all(mot in str(feuille) for mot in ("BilanOptique", "4096", "17"))


def test_templates_are_one_header_a_flux(tmp_path: Path) -> None:
    ecrits = ecrit_modeles(charge(), tmp_path, remplacer=False)
    assert len(ecrits) == 19
    entete = next(p for p in ecrits if p.name.startswith("CR_STOC")).read_bytes()
    assert entete == ";".join(charge()[Flux.CR_STOC].noms).encode() + b"\n"


def test_a_folder_where_a_template_should_go_stops_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "DemandeRdv.csv").mkdir()
    with pytest.raises(ModeleExistant, match=r"DemandeRdv\.csv : c'est un dossier, rien n'est écrit"):
        ecrit_modeles(charge(), tmp_path, remplacer=True)
    assert [p.name for p in tmp_path.iterdir()] == ["DemandeRdv.csv"]


def test_the_sources_are_one_file_a_flux() -> None:
    assert {p.stem for p in fixtures("classeur").glob("*.csv")} == {f.value for f in Flux} | {"motifs_ko"}
