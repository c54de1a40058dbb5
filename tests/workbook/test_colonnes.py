"""Names of sheets and columns: folded, unambiguous, and all of them documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.protocol.terms import Flux
from harness.workbook import colonnes

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "classeur.md"


@pytest.mark.parametrize("flux", Flux)
def test_every_flux_is_found_under_its_own_name_however_written(flux: Flux) -> None:
    assert colonnes.flux_de(flux.value) is flux
    assert colonnes.flux_de(flux.value.upper().replace("_", " ")) is flux
    assert colonnes.flux_de(f" {flux.value.replace('_', '-').lower()} ") is flux


@pytest.mark.parametrize(
    ("nom", "flux"),
    [
        ("Gel/Dégel RDV", Flux.GEL_DEGEL_RDV),
        ("Cmd_Accès", Flux.CMD_ACCES),
        ("CR MAD", Flux.CR_MAD),
        ("Notif Reprovisionning", Flux.NOTIF_REPROV),
        ("Feuil1", None),
        ("", None),
    ],
)
def test_sheets_are_found_by_alias(nom: str, flux: Flux | None) -> None:
    assert colonnes.flux_de(nom) is flux


@pytest.mark.parametrize(
    "nom", ["Codification - type KO", "codification-typeKO", "CODIFICATION TYPE KO", "Codification"]
)
def test_the_sheet_of_reasons_is_found_as_the_document_writes_it(nom: str) -> None:
    assert colonnes.est_codification(nom)


@pytest.mark.parametrize("attendues", [colonnes.CHAMPS, colonnes.MOTIFS])
def test_no_alias_stands_for_two_columns_of_one_sheet(attendues: tuple[colonnes.Colonne, ...]) -> None:
    vus: dict[str, str] = {}
    for colonne in attendues:
        for alias in colonnes.ALIAS[colonne]:
            assert colonnes.cle(alias), alias
            assert vus.setdefault(colonnes.cle(alias), colonne) == colonne, alias


def test_the_own_name_of_a_column_wins_over_an_alias() -> None:
    propres, alias = colonnes.noms_de(colonnes.MOTIFS)
    assert propres["LIBELLE"] == "libelle"
    assert "LIBELLE" not in alias


def test_every_alias_is_in_the_documentation() -> None:
    texte = DOCUMENTATION.read_text(encoding="utf-8")
    assert [a for noms in colonnes.ALIAS.values() for a in noms if a not in texte] == []


def test_every_flux_has_a_title_and_a_section() -> None:
    assert set(colonnes.DOCUMENT) == set(Flux)
    assert all(section.startswith("§3.") for _, section in colonnes.DOCUMENT.values())
