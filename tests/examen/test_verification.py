"""What `verifier` checks of a folder: its lots, corrupted ones included, and not what only lies beside them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from harness.examen.verification import IGNORES_CITES, cibles, verifie
from harness.judge.results import Resultats, Verdict
from harness.protocol.spec import Protocole

AR = (
    "ReferenceCommandePriseInterneOC;ReferencePrestationPrise;EtatArCommandePrise;DateArCommandePrise;"
    "MotifKoArCommandePrise\nXTEL-0001;;OK;20260105 09:30;\n"
)


def regarde(protocole: Protocole, *chemins: Path) -> Resultats:
    return verifie(chemins, protocole, (), vues=False)


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    dossier = tmp_path / "depot"
    (dossier / "janvier").mkdir(parents=True)
    (dossier / "janvier" / "ar.csv").write_text(AR, encoding="utf-8")
    (dossier / "LISEZMOI.md").write_text("# Lots de janvier\n", encoding="utf-8")
    (dossier / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00" * 9)
    return dossier


def noms(resultats: Resultats) -> list[str]:
    return [Path(lot.fichier).name for lot in resultats.lots]


def test_what_is_no_lot_is_ignored_and_named(depot: Path, protocole: Protocole) -> None:
    resultats = regarde(protocole, depot)
    assert noms(resultats) == ["ar.csv"]
    assert [re.sub(r"^ignoré, .*/", "", a) for a in resultats.avis] == [
        "LISEZMOI.md : il n'est pas en .csv et son en-tête n'est celui d'aucun flux",
        "logo.png : il n'est pas en .csv et son en-tête n'est celui d'aucun flux",
    ]


def test_a_broken_csv_is_never_ignored(depot: Path, protocole: Protocole) -> None:
    (depot / "casse.CSV").write_text("ceci;n'est;pas;un;lot\n1;2;3;4;5\n", encoding="utf-8")
    resultats = regarde(protocole, depot)
    assert noms(resultats) == ["casse.CSV", "ar.csv"]
    assert resultats.verdict is Verdict.NON_CONFORME


def test_a_lot_under_another_ending_is_checked(depot: Path, protocole: Protocole) -> None:
    (depot / "ar.txt").write_text(AR, encoding="utf-8")
    assert noms(regarde(protocole, depot)) == ["ar.txt", "ar.csv"]


def test_the_index_of_an_import_is_no_lot_but_a_lot_of_that_name_is(depot: Path, protocole: Protocole) -> None:
    (depot / "journal.csv").write_text("order;file\n1;janvier/ar.csv\n", encoding="utf-8")
    resultats = regarde(protocole, depot)
    assert noms(resultats) == ["ar.csv"]
    assert any("journal.csv : c'est le nom de l'index" in a for a in resultats.avis)
    (depot / "journal.csv").write_text(AR.replace("0001", "0002"), encoding="utf-8")
    assert noms(regarde(protocole, depot)) == ["ar.csv", "journal.csv"]


def test_a_file_that_is_named_is_always_checked(depot: Path, protocole: Protocole) -> None:
    resultats = regarde(protocole, depot / "LISEZMOI.md")
    assert noms(resultats) == ["LISEZMOI.md"]
    assert resultats.verdict is Verdict.NON_CONFORME
    assert resultats.avis == ()


def test_a_folder_without_a_lot_proves_nothing(depot: Path, protocole: Protocole) -> None:
    shutil.rmtree(depot / "janvier")
    resultats = regarde(protocole, depot)
    assert (resultats.lots, resultats.verdict) == ((), Verdict.NON_EXERCE)


def test_many_ignored_files_are_counted(depot: Path, protocole: Protocole) -> None:
    for n in range(IGNORES_CITES + 5):
        (depot / f"note{n:02d}.txt").write_text("x\n", encoding="utf-8")
    avis = regarde(protocole, depot).avis
    assert len(avis) == IGNORES_CITES + 1
    assert avis[-1] == "7 autres fichiers ignorés"


def test_a_link_out_of_the_folder_is_told_and_hidden_files_are_not(depot: Path, protocole: Protocole) -> None:
    (depot.parent / "ar.csv").write_text(AR, encoding="utf-8")
    (depot / "hors.csv").symlink_to(depot.parent / "ar.csv")
    (depot / ".cache.csv").write_text("x\n", encoding="utf-8")
    (seul,) = [c for c in cibles([depot]) if c.refus]
    assert seul.refus == "ce lien mène hors du dossier : il n'est pas suivi"
    resultats = regarde(protocole, depot)
    assert Verdict.ERREUR_BANC in {lot.verdict for lot in resultats.lots}
    assert ".cache.csv" not in noms(resultats)
