"""What `verifier` checks of a folder: its lots, corrupted ones included, and not what only lies beside them."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from harness.examen.cibles import cibles
from harness.examen.verification import IGNORES_CITES, est_controle, verifie
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


def test_what_a_link_leads_to_is_checked_once_and_its_other_names_are_told(depot: Path, protocole: Protocole) -> None:
    (depot / "zz-lien.csv").symlink_to("janvier/ar.csv")
    (depot / "mois").symlink_to("janvier")
    resultats = regarde(protocole, depot, depot / "janvier" / "ar.csv")
    assert noms(resultats) == ["ar.csv"]
    assert [a for a in resultats.avis if "ar.csv" in a or "mois" in a] == [
        f"ignoré, {depot}/mois : ce lien mène à un autre endroit du dossier",
        f"ignoré, {depot}/zz-lien.csv : c'est le même fichier que {depot}/janvier/ar.csv",
    ]


def test_a_file_met_under_its_link_first_is_told_too(depot: Path, protocole: Protocole) -> None:
    (depot / "a.csv").symlink_to("janvier/ar.csv")
    resultats = regarde(protocole, depot)
    assert noms(resultats) == ["a.csv"]
    assert f"ignoré, {depot}/janvier/ar.csv : c'est le même fichier que {depot}/a.csv" in resultats.avis


def test_names_that_are_no_text_stay_different(depot: Path, protocole: Protocole) -> None:
    for octet in (b"\xff", b"\xfe"):
        Path(os.fsdecode(os.fsencode(depot) + b"/" + octet + b".csv")).write_text(AR, encoding="utf-8")
    assert noms(regarde(protocole, depot)) == ["ar.csv", "\\xfe.csv", "\\xff.csv"]


def test_the_files_that_are_checked_are_known_beforehand(depot: Path, protocole: Protocole) -> None:
    """Lots met in the folder whatever their ending or name, not what only lies there nor what does not exist yet."""
    (depot / "ar.txt").write_text(AR, encoding="utf-8")
    (depot / "lien").symlink_to("janvier/ar.csv")
    (depot / "casse.csv").symlink_to("nulle-part")
    controles = {n for n in ("janvier/ar.csv", "ar.txt", "lien", "LISEZMOI.md", "neuf.csv", "casse.csv")
                 if est_controle(depot / n, [depot], protocole)}  # fmt: skip
    assert controles == {"janvier/ar.csv", "ar.txt", "lien"}
    assert est_controle(depot / "LISEZMOI.md", [depot / "LISEZMOI.md"], protocole)
