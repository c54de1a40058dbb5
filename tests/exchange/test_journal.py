"""The journal: written whole, read back intact, and refused by name when it cannot be trusted."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.exchange.entries import (
    Entete,
    Entree,
    EntreeAttente,
    EntreeDossier,
    EntreeEtat,
    EntreeFait,
    EntreeFaute,
    EntreeFin,
    EntreeLot,
    EntreeScenario,
    ecrit_entree,
    lit_entree,
)
from harness.exchange.journal import Journal, JournalIllisible, JournalOccupe, lit_journal
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import Flux, Partie

ENTETE = Entete(
    version=1,
    harnais="0.1.0",
    commande="jouer --graine 1",
    graine="1",
    debut="2026-01-05T09:00:00",
    classeur="flux.xlsx",
    classeur_sha256="0" * 64,
    classeur_officiel=False,
    catalogue_sha256="1" * 64,
    profil={"modes": "OI|STOC|OC"},
    profil_sha256="2" * 64,
    operateurs={"XVAL": "OI", "XTEL": "OC"},
    simules=(Partie.OI, Partie.OC),
)
ENTREES: tuple[Entree, ...] = (
    EntreeScenario("debut", "STOC-PAC-NOM", "5.1.1", "Cas nominal", "2026-01-05T09:00:00"),
    EntreeDossier("STOC-PAC-NOM", "CMD-1"),
    EntreeAttente(
        "STOC-PAC-NOM",
        "l'OI envoie un AR_Cmd_Acces OK",
        Partie.OI,
        Flux.AR_CMD_ACCES,
        Issue.OK,
        {"é": "à"},
        "2026-01-05T11:00:00",
    ),
    EntreeEtat("STOC-PAC-NOM", "la commande est terminée", "terminée", "2026-01-05T11:00:00"),
    EntreeFaute(Partie.OC, Flux.CMD_ACCES, "ReferencePm", "CMD-1", "le champ est laissé vide"),
    EntreeFait("2026-01-05T10:00:00", None, "panne", "la fibre est coupée", "CMD-1", {"fibre": "3"}),
    EntreeScenario("fin", "STOC-PAC-NOM", "5.1.1", "Cas nominal", "2026-01-05T11:00:00", "banc", "erreur interne"),
    EntreeFin("2026-01-06T09:00:00"),
)


def ecrit(dossier: Path) -> Path:
    with Journal(dossier, ENTETE, synchrone=False) as journal:
        for entree in ENTREES[:2]:
            journal.ecrit(entree)
        journal.ecrit_lot(b"a;b\n1;2\n", "XVAL_XTEL_Cmd.csv", Partie.OC, "XTEL", "XVAL", "2026-01-05T09:00:00")
        journal.ecrit_lot(b"c\n", "../../é\udc80 malin.csv", Partie.OI, "XVAL", "XTEL", "2026-01-05T09:30:00")
        for entree in ENTREES[2:]:
            journal.ecrit(entree)
    return dossier


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return ecrit(tmp_path / "journal")


def modifie(dossier: Path, ligne: int, **valeurs: object) -> None:
    """Change one line of journal.jsonl, counted from 1."""
    lignes = (dossier / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    lignes[ligne - 1] = json.dumps(json.loads(lignes[ligne - 1]) | valeurs, ensure_ascii=False)
    (dossier / "journal.jsonl").write_text("\n".join(lignes) + "\n", encoding="utf-8")


def test_what_is_written_is_read_back(journal: Path) -> None:
    lu = lit_journal(journal)
    lots = [e for e in lu.entrees if isinstance(e, EntreeLot)]
    assert lu.entete == ENTETE
    assert tuple(e for e in lu.entrees if not isinstance(e, EntreeLot)) == ENTREES
    assert [lu.octets(lot) for lot in lots] == [b"a;b\n1;2\n", b"c\n"]
    assert (lots[0].emetteur, lots[0].recepteur, lots[0].de, lots[0].a) == (Partie.OC, Partie.OI, "XTEL", "XVAL")
    assert lu.avis == ()
    assert not (journal / "verrou").exists()


def test_a_lot_is_kept_under_a_name_that_stays_in_the_folder(journal: Path) -> None:
    """The sender's own name is kept as text, never as a path."""
    lot = [e for e in lit_journal(journal).entrees if isinstance(e, EntreeLot)][1]
    assert lot.fichier == "0002_.._.._malin.csv"
    assert lot.nom_origine == "../../é\\udc80 malin.csv"
    assert sorted(p.name for p in (journal / "lots").iterdir()) == ["0001_XVAL_XTEL_Cmd.csv", lot.fichier]


def test_two_writings_are_byte_identical(tmp_path: Path) -> None:
    un, deux = ecrit(tmp_path / "1"), ecrit(tmp_path / "2")
    assert (un / "journal.jsonl").read_bytes() == (deux / "journal.jsonl").read_bytes()
    assert lit_journal(un).sha256 == lit_journal(deux).sha256


def test_two_writers_are_refused(tmp_path: Path) -> None:
    with (
        Journal(tmp_path / "j", ENTETE, synchrone=False),
        pytest.raises(JournalOccupe, match="une autre campagne écrit déjà"),
    ):
        Journal(tmp_path / "j", ENTETE, synchrone=False)
    with pytest.raises(JournalOccupe, match="n'est pas vide"):
        Journal(tmp_path / "j", ENTETE, synchrone=False)


def test_a_journal_that_is_refused_before_its_first_entry_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "mien").mkdir()
    for dossier in (tmp_path / "a" / "b", tmp_path / "mien"):
        with pytest.raises(ValueError, match="refus"), Journal(dossier, ENTETE, synchrone=False):
            raise ValueError("refus")
    assert [p.name for p in tmp_path.rglob("*")] == ["mien"]


def tombe_apres(journal: Journal, entree: Entree) -> None:
    journal.ecrit(entree)
    raise RuntimeError("panne")


def test_a_journal_that_has_begun_or_was_interrupted_stays(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="panne"), Journal(tmp_path / "j", ENTETE, synchrone=False) as journal:
        tombe_apres(journal, ENTREES[0])
    assert lit_journal(tmp_path / "j").entrees == ENTREES[:1]
    with pytest.raises(KeyboardInterrupt), Journal(tmp_path / "k", ENTETE, synchrone=False):
        raise KeyboardInterrupt
    assert lit_journal(tmp_path / "k").entete == ENTETE


def test_a_folder_that_is_refused_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_text("à moi", encoding="utf-8")
    with pytest.raises(JournalOccupe, match="n'est pas vide"):
        Journal(tmp_path, ENTETE, synchrone=False)
    assert [p.name for p in tmp_path.iterdir()] == ["journal.jsonl"]
    assert (tmp_path / "journal.jsonl").read_text(encoding="utf-8") == "à moi"


def test_a_journal_is_synced_unless_told_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    appels: list[int] = []
    monkeypatch.setattr(os, "fsync", appels.append)
    with Journal(tmp_path / "sur", ENTETE) as j:
        j.ecrit(ENTREES[0])
    pousses = len(appels)
    assert pousses >= 3, "each line, and the name of the journal in its folder"
    with Journal(tmp_path / "rapide", ENTETE, synchrone=False) as j:
        j.ecrit(ENTREES[0])
    assert len(appels) == pousses


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(part=st.floats(min_value=0, max_value=1))
def test_cut_anywhere_it_is_recovered_or_refused(tmp_path: Path, part: float) -> None:
    """A crash at any byte: the entries before the cut are intact, or the journal is refused in a sentence."""
    modele, coupe = tmp_path / "modele", tmp_path / "coupe"
    if not modele.exists():
        shutil.copytree(ecrit(modele) / "lots", coupe / "lots")
    entier = (modele / "journal.jsonl").read_bytes()
    gardes = entier[: round(part * len(entier))]
    (coupe / "journal.jsonl").write_bytes(gardes)
    reste = gardes.rpartition(b"\n")[2]
    tronquee = reste not in (b"", *entier.split(b"\n"))
    entieres = gardes.count(b"\n") + bool(reste and not tronquee)
    if entieres == 0:
        with pytest.raises(JournalIllisible, match="commence par une entrée"):
            lit_journal(coupe)
        return
    lu = lit_journal(coupe)
    assert lu.entrees == lit_journal(modele).entrees[: entieres - 1]
    assert any("tronquée" in a for a in lu.avis) == tronquee
    assert any("terme" in a for a in lu.avis) == (entieres <= entier.count(b"\n") - 1)


def test_a_truncated_last_line_is_told(journal: Path) -> None:
    chemin = journal / "journal.jsonl"
    chemin.write_bytes(chemin.read_bytes()[:-10])
    lu = lit_journal(journal)
    assert lu.entrees[-1] == ENTREES[-2]
    assert lu.avis[0] == "la dernière ligne de journal.jsonl (11) est tronquée : elle est laissée de côté"


def test_a_lot_written_before_its_line_is_told(journal: Path) -> None:
    """The crash between the bytes and the entry."""
    (journal / "lots" / "0003_perdu.csv").write_bytes(b"x")
    assert lit_journal(journal).avis == ("lots/0003_perdu.csv n'est cité par aucune entrée : il est laissé de côté",)
    (journal / "lots" / "0004_perdu.csv").write_bytes(b"")
    assert lit_journal(journal).avis == (
        "lots/ : 2 fichiers, dont 0003_perdu.csv, ne sont cités par aucune entrée : laissés de côté",
    )


def test_an_altered_lot_is_refused_by_name(journal: Path) -> None:
    (journal / "lots" / "0001_XVAL_XTEL_Cmd.csv").write_bytes(b"a;b\n1;3\n")
    with pytest.raises(JournalIllisible, match=r"lots/0001_XVAL_XTEL_Cmd\.csv a été modifié"):
        lit_journal(journal)


def test_a_missing_lot_is_refused_by_name(journal: Path) -> None:
    (journal / "lots" / "0001_XVAL_XTEL_Cmd.csv").unlink()
    with pytest.raises(JournalIllisible, match=r"0001_XVAL_XTEL_Cmd\.csv est cité par le journal et n'existe pas"):
        lit_journal(journal)


def test_a_lot_that_is_a_link_is_refused(journal: Path) -> None:
    chemin = journal / "lots" / "0001_XVAL_XTEL_Cmd.csv"
    chemin.rename(journal / "ailleurs.csv")
    chemin.symlink_to(journal / "ailleurs.csv")
    with pytest.raises(JournalIllisible, match=r"0001_XVAL_XTEL_Cmd\.csv est un lien, qui n'est pas suivi"):
        lit_journal(journal)


def test_a_lot_that_is_a_folder_is_told_from_one_that_is_not_there(journal: Path) -> None:
    chemin = journal / "lots" / "0001_XVAL_XTEL_Cmd.csv"
    chemin.unlink()
    chemin.mkdir()
    with pytest.raises(JournalIllisible, match="est cité par le journal et n'est pas un fichier ordinaire"):
        lit_journal(journal)


@pytest.mark.parametrize(
    "instant",
    ["2026-13-45T09:00:00", "<b>zz", "2026-01-05", "2026-01-05T09:00", "2026-01-05T09:00:00+01:00", "20260105T090000"],
)
@pytest.mark.parametrize(("ligne", "champ", "entree"), [(1, "debut", "entete"), (4, "instant", "lot")])
def test_an_instant_that_is_none_is_refused_with_its_line(
    journal: Path, ligne: int, champ: str, entree: str, instant: str
) -> None:
    modifie(journal, ligne, **{champ: instant})
    attendu = f"ligne {ligne} : entrée « {entree} » : « {champ} » : un instant tel que 2026-01-05T09:30:00 est attendu"
    with pytest.raises(JournalIllisible, match=attendu):
        lit_journal(journal)


def test_an_instant_that_nobody_knows_is_empty_and_read(journal: Path) -> None:
    modifie(journal, 4, instant="")
    assert next(e for e in lit_journal(journal).entrees if isinstance(e, EntreeLot)).instant == ""


@pytest.mark.parametrize(
    "fichier", ["../journal.jsonl", "/etc/passwd", "", ".", "..", ".cache", "a/b", "a\\b", "é.csv"]
)
def test_a_lot_outside_the_folder_is_refused(journal: Path, fichier: str) -> None:
    modifie(journal, 4, fichier=fichier)
    with pytest.raises(JournalIllisible, match="le lot 1 nomme un fichier hors de lots/"):
        lit_journal(journal)


@pytest.mark.parametrize(
    ("ligne", "valeurs", "attendu"),
    [
        (1, {"version": 9}, r"version inconnue \(9\) : ce banc lit la 1"),
        (1, {"type": "fin", "instant": "t"}, "ligne 1 : entrée « fin » : « version » est inconnu"),
        (3, {"type": "entete"}, "ligne 3 : entrée « entete » : « scenario » est inconnu"),
        (2, {"type": "fait"}, "ligne 2 : entrée « fait » : « phase » est inconnu"),
        (3, {"type": "surprise"}, "ligne 3 : type d'entrée inconnu : 'surprise'"),
        (3, {"type": ["dossier"]}, "ligne 3 : type d'entrée inconnu"),
        (3, {"reference": 12}, "ligne 3 : entrée « dossier » : « reference » n'a pas une valeur possible"),
        (4, {"octets": True}, "ligne 4 : entrée « lot » : « octets » n'a pas une valeur possible"),
        (4, {"instant": 12}, "ligne 4 : entrée « lot » : « instant » n'a pas une valeur possible"),
        (4, {"emetteur": "OX"}, "ligne 4 : entrée « lot » : « emetteur » n'a pas une valeur possible"),
        (6, {"champs": {"a": 1}}, "ligne 6 : entrée « attente » : « champs » n'a pas une valeur possible"),
        (4, {"ordre": 2}, "le lot 2 est là où le 1 était attendu"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(
    journal: Path, ligne: int, valeurs: dict[str, object], attendu: str
) -> None:
    modifie(journal, ligne, **valeurs)
    with pytest.raises(JournalIllisible, match=attendu):
        lit_journal(journal)


@pytest.mark.parametrize("texte", [b"{", b"12", b"", b"\xff\xfe", b"[" * 100_000, b"9" * 10_000, b"\x00"])
def test_a_corrupt_line_in_the_middle_is_refused(journal: Path, texte: bytes) -> None:
    lignes = (journal / "journal.jsonl").read_bytes().split(b"\n")
    lignes[4] = texte
    (journal / "journal.jsonl").write_bytes(b"\n".join(lignes))
    with pytest.raises(JournalIllisible, match="ligne 5 : la ligne n'est pas"):
        lit_journal(journal)


def test_a_second_heading_is_refused(journal: Path) -> None:
    with (journal / "journal.jsonl").open("a", encoding="utf-8") as f:
        f.write(ecrit_entree(ENTETE) + "\n")
    with pytest.raises(JournalIllisible, match="une seconde entrée « entete »"):
        lit_journal(journal)


def test_not_a_journal_is_told(tmp_path: Path) -> None:
    with pytest.raises(JournalIllisible, match=r"n'est pas un journal : il n'y a pas de journal\.jsonl"):
        lit_journal(tmp_path)
    (tmp_path / "journal.jsonl").write_bytes(b"")
    with pytest.raises(JournalIllisible, match="commence par une entrée « entete »"):
        lit_journal(tmp_path)
    (tmp_path / "journal.jsonl").unlink()
    (tmp_path / "journal.jsonl").mkdir()
    with pytest.raises(JournalIllisible, match="ne peut pas être lu"):
        lit_journal(tmp_path)


@given(texte=st.text(), donnees=st.dictionaries(st.text(), st.text(), max_size=3))
def test_any_text_survives_an_entry(texte: str, donnees: dict[str, str]) -> None:
    fait = replace(ENTREES[5], texte=texte, donnees=donnees)  # type: ignore[type-var]
    ligne = ecrit_entree(fait)
    assert "\n" not in ligne
    assert lit_entree(ligne) == fait
