"""What `classeur valider` and `classeur montrer` say of a workbook of the user's."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbook.conftest import Feuilles, ligne

SANS_EFFET = "condition « Etat = OK » sans effet, le champ H est obligatoire (O), toujours attendu"


@pytest.fixture
def commande(
    feuilles: Feuilles, en_xlsx: Callable[[Feuilles], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """`interop-acces classeur ...` in a folder where the workbook of the test is `flux.xlsx`: what it says."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def lance(*arguments: str, code: int = 0) -> str:
        (tmp_path / "flux.xlsx").write_bytes(en_xlsx(feuilles))
        commande = [sys.executable, "-c", "from harness.cli import main; main()", "classeur", *arguments]
        rendu = subprocess.run(commande, capture_output=True, text=True, check=False, cwd=tmp_path)
        assert rendu.returncode == code, rendu.stderr
        return rendu.stdout + rendu.stderr

    return lance


def test_what_will_not_be_checked_is_listed_with_sheet_row_cell_and_text(
    feuilles: Feuilles, commande: Callable[..., str]
) -> None:
    feuilles["Cmd_Acces"] += [
        ligne(3, "A", "F", Format="n'importe quoi"),
        ligne(4, "B", "F", Type="zorglub"),
        ligne(5, "C", "C", Condition="si RDV"),
        ligne(6, "D", "C", Condition="si RDV"),
        ligne(7, "E", "F", Valeurs="voir plus loin"),
        ligne(8, "G", "C", Condition="si RDV"),
        ligne(9, "H", "O", Condition="Etat = OK"),
    ]
    feuilles["Brouillon"] = [["x"]]
    lignes = commande("valider", "flux.xlsx").splitlines()
    assert lignes[2:] == [
        "Conditions : 0 vérifiables, 3 en texte libre",
        "",
        "Non vérifiable automatiquement :",
        "  feuille Cmd_Acces, ligne 4, cellule E4, format de A : « n'importe quoi »",
        "  feuille Cmd_Acces, ligne 5, cellule C5, type de B : « zorglub »",
        "  feuille Cmd_Acces, cellules G6 à G7, G9, condition de C et 2 autres champs : « si RDV »",
        "  feuille Cmd_Acces, ligne 8, cellule H8, valeurs de E : « voir plus loin »",
        "",
        "À savoir :",
        "  1 feuille ignorée, aucun flux de ce nom : « Brouillon »",
        f"  feuille Cmd_Acces, ligne 10, cellule G10 : {SANS_EFFET}",
    ]


def test_a_sheet_shows_what_it_says_and_cannot_check(feuilles: Feuilles, commande: Callable[..., str]) -> None:
    feuilles["Cmd_Acces"] += [ligne(3, "A", "F", Format="JJ/MM/AAAA"), ligne(4, "B", "F", Format="Entier")]
    rendu = commande("montrer", "Cmd_Acces", "--classeur", "flux.xlsx")
    assert "« JJ/MM/AAAA »" in rendu
    assert " entier" in rendu


def test_two_sheets_of_one_flux_end_the_command_with_one_line(feuilles: Feuilles, commande: Callable[..., str]) -> None:
    feuilles["CMD ACCES"] = [["x"]]
    rendu = commande("valider", "flux.xlsx", code=2)
    assert rendu.splitlines() == [
        "Erreur : flux.xlsx : deux feuilles pour le flux Cmd_Acces, « Cmd_Acces » et « CMD ACCES » : n'en garder qu'une"
    ]
