"""Sections are named and ordered as the document has them."""

from __future__ import annotations

import csv
from pathlib import Path

from harness.reporting.sections import chapitre, cle_de_tri, titre_de_section

RACINE = Path(__file__).resolve().parents[2]


def test_le_tri_suit_le_document() -> None:
    assert sorted(["3.10", "Annexe", "3.9", "§3.2", "10", "3"], key=cle_de_tri) == [
        *("3", "§3.2", "3.9", "3.10", "10", "Annexe")
    ]


def test_une_section_inconnue_prend_le_titre_de_celle_qui_la_contient() -> None:
    assert titre_de_section("5.1.4") == "Changement de route optique"
    assert titre_de_section("5.1.9") == "Mode STOC, PTO à construire"
    assert titre_de_section("§3.3") == "Compte-rendu de commande"
    assert titre_de_section("99") == ""


def test_le_chapitre_est_le_premier_nombre() -> None:
    assert [chapitre(s) for s in ("5.1.4", "§3", "Annexe", "")] == ["5", "3", "annexe", ""]


def test_toute_section_citee_par_le_classeur_ou_les_exigences_a_un_titre() -> None:
    sections = set()
    for fichier in (*(RACINE / "fixtures" / "classeur").glob("*.csv"), RACINE / "fixtures" / "exigences.csv"):
        with fichier.open(encoding="utf-8") as f:
            sections |= {ligne.get("section", "") for ligne in csv.DictReader(f, delimiter=";")}
    citees = {s for s in sections if s}
    assert citees
    assert not [s for s in citees if not titre_de_section(s)]
