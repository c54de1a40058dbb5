"""A journal out of a plain folder: same verdicts as live, no false breach, and each bad input told in one sentence."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from harness.examen.cibles import NOM_INDEX
from harness.examen.jugement import Examen, examine
from harness.exchange.entries import EntreeFait, EntreeLot
from harness.exchange.journal import JournalLu, lit_journal
from harness.importation.conversion import Importation, ImportationImpossible, importe
from harness.importation.index import IndexIllisible
from harness.judge.results import Constat, Gravite, Resultats, ResultatScenario, Verdict
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux
from harness.workbook.exigences import charge_exigences

ENTETE = "order;file;sender;receiver;datetime\n"


@pytest.fixture(scope="module")
def lots(journal_du_catalogue: Path) -> tuple[JournalLu, tuple[EntreeLot, ...]]:
    lu = lit_journal(journal_du_catalogue)
    return lu, tuple(e for e in lu.entrees if isinstance(e, EntreeLot))


def etale(lu: JournalLu, entrees: tuple[EntreeLot, ...], dossier: Path, graine: int) -> dict[str, EntreeLot]:
    """Write lots as plain files whose names say nothing, in any order. Returns what each file is."""
    dossier.mkdir()
    noms = [f"{i:04d}.csv" for i in range(len(entrees))]
    random.Random(graine).shuffle(noms)
    for nom, entree in zip(noms, entrees, strict=True):
        (dossier / nom).write_bytes(lu.octets(entree))
    return dict(zip(noms, entrees, strict=True))


def ecrit_index(dossier: Path, fichiers: Mapping[str, EntreeLot], colonnes: str = ENTETE) -> None:
    lignes = [f"{e.ordre};{nom};{e.de};{e.a};{e.instant[:16]}\n" for nom, e in fichiers.items()]
    (dossier / NOM_INDEX).write_text(colonnes + "".join(lignes), encoding="utf-8")


def juge(journal: Path, protocole: Protocole) -> Resultats:
    return examine(journal, protocole, charge_exigences(), vues=False).resultats


def sur(constat: Constat) -> tuple[str, str, str]:
    return constat.regle, constat.dossier, constat.champ


def manquements(resultats: Resultats) -> set[tuple[str, str, str]]:
    return {sur(c) for c in resultats.constats if c.gravite is Gravite.NON_CONFORME}


def voulus(examen: Examen) -> set[tuple[str, str, str]]:
    """The faults that scenarios asked for: live, they are told and held against nobody; a folder does not say so."""
    return {sur(c) for c in examen.resultats.constats if c.gravite is Gravite.INFORMATION and "voulu" in c.message}


def par_id(resultats: Resultats) -> dict[str, ResultatScenario]:
    return {s.id: s for s in resultats.scenarios}


@pytest.mark.parametrize("graine", [1, 2])
def test_a_catalogue_in_bulk_is_judged_as_it_was_live(
    graine: int, lots, examen_du_catalogue: Examen, protocole: Protocole, tmp_path: Path
) -> None:
    """Whatever the names: no breach that live had not, and only what is unfinished or beheaded is « non concluant »."""
    lu, entrees = lots
    etale(lu, entrees, tmp_path / "vrac", graine)
    bilan = importe(tmp_path / "vrac", tmp_path / "journal", protocole)
    assert sum(bilan.lots.values()) == len(entrees)
    assert bilan.ecartes == ()
    resultats = juge(tmp_path / "journal", protocole)
    assert manquements(resultats) <= voulus(examen_du_catalogue)
    assert len(resultats.scenarios) == bilan.dossiers
    vivants = {d.reference: d for d in examen_du_catalogue.releves.dossiers}
    fautifs = {dossier for _, dossier, _ in voulus(examen_du_catalogue)}
    for dossier in resultats.scenarios:
        if dossier.verdict is Verdict.NON_CONFORME:
            assert dossier.id in fautifs
        elif dossier.verdict is not Verdict.CONFORME:
            assert dossier.verdict is Verdict.NON_CONCLUANT
            assert dossier.raison.startswith(("le début manque", "la commande est «"))
            if dossier.raison.startswith("le début manque"):
                assert vivants[dossier.id].messages[0].flux is not Flux.CMD_ACCES
    assert sum(d.verdict is Verdict.CONFORME for d in resultats.scenarios) > 100


def test_with_an_index_every_lot_is_where_it_was_and_from_whom(
    lots, examen_du_catalogue: Examen, protocole: Protocole, tmp_path: Path
) -> None:
    lu, entrees = lots
    fichiers = etale(lu, entrees, tmp_path / "vrac", 4)
    ecrit_index(tmp_path / "vrac", fichiers)
    importe(tmp_path / "vrac", tmp_path / "journal", protocole)
    refaits = [e for e in lit_journal(tmp_path / "journal").entrees if isinstance(e, EntreeLot)]
    assert [(e.sha256, e.emetteur, e.de, e.a) for e in refaits] == [(e.sha256, e.emetteur, e.de, e.a) for e in entrees]
    assert manquements(juge(tmp_path / "journal", protocole)) <= voulus(examen_du_catalogue)


def test_the_same_folder_gives_the_same_journal_and_names_do_not_count(
    lots, protocole: Protocole, tmp_path: Path
) -> None:
    lu, entrees = lots
    journaux = []
    for essai, graine in (("a", 5), ("b", 6)):
        etale(lu, entrees[:200], tmp_path / essai, graine)
        importe(tmp_path / essai, tmp_path / f"journal-{essai}", protocole)
        journaux.append(lit_journal(tmp_path / f"journal-{essai}"))
    ordres = [[e.sha256 for e in j.entrees if isinstance(e, EntreeLot)] for j in journaux]
    assert ordres[0] == ordres[1]
    importe(tmp_path / "a", tmp_path / "encore", protocole)
    assert lit_journal(tmp_path / "encore").sha256 == journaux[0].sha256


@pytest.fixture
def dossier_stoc(lots, examen_du_catalogue: Examen, tmp_path: Path) -> tuple[Path, dict[str, Path]]:
    """One order of the STOC model without incident, one file a message, named by flux."""
    return dossier_de("STOC-PAC-NOM", lots, examen_du_catalogue, tmp_path)


def dossier_de(
    identifiant: str, lots: tuple[JournalLu, tuple[EntreeLot, ...]], examen: Examen, tmp_path: Path
) -> tuple[Path, dict[str, Path]]:
    lu, entrees = lots
    scenario = next(s for s in examen.resultats.scenarios if s.id == identifiant)
    fichiers = {e.fichier: e for e in entrees}
    dossier = tmp_path / "lots"
    dossier.mkdir()
    ecrits = {}
    for etape in scenario.etapes:
        if etape.flux is not None:
            ecrits[str(etape.flux)] = dossier / f"{etape.flux}.csv"
            ecrits[str(etape.flux)].write_bytes(lu.octets(fichiers[etape.fichier]))
    return dossier, ecrits


def refait(dossier: Path, protocole: Protocole, nom: str = "journal") -> tuple[Importation, Resultats]:
    journal = dossier.parent / nom
    return importe(dossier, journal, protocole), juge(journal, protocole)


def test_one_order_is_conforme_and_a_missing_beginning_is_non_concluant(dossier_stoc, protocole: Protocole) -> None:
    dossier, fichiers = dossier_stoc
    bilan, entier = refait(dossier, protocole)
    assert (bilan.dossiers, bilan.sans_commande) == (1, 0)
    assert [s.verdict for s in entier.scenarios] == [Verdict.CONFORME]
    fichiers["Cmd_Acces"].unlink()
    bilan, tronque = refait(dossier, protocole, "sans-debut")
    assert bilan.sans_commande == 1
    assert [s.verdict for s in tronque.scenarios] == [Verdict.NON_CONCLUANT]
    assert not manquements(tronque)


def test_a_real_breach_is_still_a_breach(dossier_stoc, protocole: Protocole) -> None:
    """The dates say that the report came first, and nothing in favour of the parties can undo it."""
    dossier, fichiers = dossier_stoc
    fichiers["Cmd_STOC"].unlink()
    _, resultats = refait(dossier, protocole)
    assert {regle for regle, *_ in manquements(resultats)} == {"conv.cr_stoc_sans_commande"}


def test_notif_racc_ko_before_any_delivery_of_the_model_oi_is_the_oi_s(
    lots, examen_du_catalogue: Examen, protocole: Protocole, tmp_path: Path
) -> None:
    """§4.1.7: it asks for another appointment. Nothing but the state of the order tells who wrote it."""
    dossier, fichiers = dossier_de("OI-PAC-NOM", lots, examen_du_catalogue, tmp_path)
    entete, ligne = fichiers["CR_MAD_LigneFTTH"].read_text(encoding="utf-8").splitlines()
    livraison = dict(zip(entete.split(";"), ligne.split(";"), strict=True))
    reference, date = livraison["ReferenceCommandePriseInterneOC"], livraison["DateMadLigne"]
    (dossier / "echec.csv").write_text(
        "ReferenceCommandePriseInterneOC;ReferencePrestationPrise;ReferencePrise;DateNotifRaccKO;MotifRaccKO;"
        f"CommentaireRaccKO\n{reference};{livraison['ReferencePrestationPrise']};;{date};FCLI07;RDV à reprendre\n",
        encoding="utf-8",
    )
    bilan, resultats = refait(dossier, protocole)
    assert "Notif_Racc_KO attribuées à l'OI d'après l'état du dossier : echec.csv" in bilan.remarques
    assert [s.verdict for s in resultats.scenarios] == [Verdict.CONFORME]


def test_notif_racc_ko_goes_both_ways(lots, protocole: Protocole, tmp_path: Path) -> None:
    """Its sender is that of the live run, told by the state of its order alone."""
    lu, entrees = lots
    fichiers = etale(lu, entrees, tmp_path / "vrac", 9)
    importe(tmp_path / "vrac", tmp_path / "journal", protocole)
    refaits = {e.fichier: e for e in lit_journal(tmp_path / "journal").entrees if isinstance(e, EntreeLot)}
    vus = 0
    for nom, entree in fichiers.items():
        if "Notif_Racc_KO" in entree.fichier:
            (refaite,) = [e for e in refaits.values() if e.sha256 == entree.sha256] or [None]
            assert refaite is not None
            assert refaite.emetteur is entree.emetteur, nom
            vus += 1
    assert vus > 20


def test_a_gel_is_information_only(lots, protocole: Protocole, tmp_path: Path) -> None:
    lu, entrees = lots
    gels = [e for e in entrees if "Gel_Degel" in e.fichier]
    assert gels
    etale(lu, tuple(gels), tmp_path / "vrac", 1)
    _, resultats = refait(tmp_path / "vrac", protocole)
    assert {c.gravite for c in resultats.constats if c.flux is Flux.GEL_DEGEL_RDV} <= {Gravite.INFORMATION}


def test_what_is_no_lot_is_left_out_and_told(dossier_stoc, protocole: Protocole) -> None:
    dossier, fichiers = dossier_stoc
    (dossier / "LISEZMOI.txt").write_text("Archives de janvier.\n", encoding="utf-8")
    (dossier / "photo.jpg").write_bytes(b"\xff\xd8\xff\x00\x00binaire" * 20)
    (dossier / "vide.csv").write_bytes(b"")
    (dossier / ".cache").write_text("x", encoding="utf-8")
    (dossier / "hors").symlink_to(dossier.parent)
    (dossier / "copie.csv").write_bytes(fichiers["Cmd_Acces"].read_bytes())
    bilan, resultats = refait(dossier, protocole)
    raisons = {e.nom: e.raison for e in bilan.ecartes}
    assert set(raisons) == {"LISEZMOI.txt", "photo.jpg", "vide.csv", "hors"}
    assert raisons["LISEZMOI.txt"] == "l'en-tête n'est celui d'aucun flux du protocole"
    assert raisons["hors"] == "ce lien mène hors du dossier : il n'est pas suivi"
    assert [s.verdict for s in resultats.scenarios] == [Verdict.CONFORME]
    faits = [e.texte for e in lit_journal(dossier.parent / "journal").entrees if isinstance(e, EntreeFait)]
    for nom in raisons:
        assert any(f"fichier écarté, {nom} : " in texte for texte in faits)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_left_out(dossier_stoc, protocole: Protocole) -> None:
    dossier, fichiers = dossier_stoc
    fichiers["Cmd_STOC"].chmod(0)
    bilan, _ = refait(dossier, protocole)
    assert [e.nom for e in bilan.ecartes] == ["Cmd_STOC.csv"]


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (ENTETE, "journal.csv ne nomme aucun fichier : une ligne par fichier est attendue sous l'en-tête"),
        ("order;file\n1;absent.csv\n", "ligne 2, colonne « file » : « absent.csv » n'est pas dans le dossier"),
        ("order;file\n1;Cmd_Acces.csv\n1;Cmd_STOC.csv\n", "ligne 3, colonne « order » : 1 est déjà à la ligne 2"),
        ("order;file\n1;Cmd_Acces.csv\n2;Cmd_Acces.csv\n", "« Cmd_Acces.csv » est déjà à la ligne 2"),
        ("order;file\nun;Cmd_Acces.csv\n", "ligne 2, colonne « order » : « un » : un nombre entier est attendu"),
        ("order;file\n1;\n", "ligne 2, colonne « file » : cellule vide : le nom d'un fichier est attendu"),
        ("order;file\n1;Cmd_Acces.csv;x\n", "ligne 2 : 2 cellules attendues, 3 trouvées"),
        ("order;file;datetime\n1;Cmd_Acces.csv;lundi\n", "colonne « datetime » : « lundi » : une date et une heure"),
        ("order;file;datetime\n1;Cmd_Acces.csv;2026-01-05T09:30+01:00\n", "sans fuseau"),
        (
            "order;file;datetime\n1;Cmd_Acces.csv;2026-01-05T09:30\n2;Cmd_STOC.csv;2026-01-04T09:30\n",
            "ligne 3, colonne « datetime » : cet instant précède celui de la ligne 2",
        ),
        ("order;file;sender\n1;Cmd_Acces.csv;operateur\n", "OI, OC ou un code d'opérateur de 4 caractères est attendu"),
        ("order;file;sender;receiver\n1;Cmd_Acces.csv;XTEL;XTEL\n", "un lot ne va pas à celui qui l'envoie"),
        ("order;file;sender\n1;Cmd_Acces.csv;XTEL\n2;Cmd_STOC.csv;XTEL\n", "« XTEL » serait l'OI de ce lot et il est"),
        ("order;fichiers\n1;Cmd_Acces.csv\n", "colonne « fichiers » : colonne inconnue ; en-tête attendu : order;file"),
        ("order;order\n1;1\n", "cette colonne est déjà là"),
        ("order;sender\n1;OC\n", "colonne « file » : cette colonne manque"),
        ('order;file\n1;"Cmd_Acces.csv\n', "ligne 2 : un guillemet n'est pas fermé"),
        ("order;file\n1;LISEZMOI.txt\n", "LISEZMOI.txt"),
    ],
)  # fmt: skip
def test_a_wrong_index_is_told_in_one_sentence(contenu: str, dit: str, dossier_stoc, protocole: Protocole) -> None:
    dossier, _ = dossier_stoc
    (dossier / NOM_INDEX).write_text(contenu, encoding="utf-8")
    with pytest.raises((IndexIllisible, ImportationImpossible), match=re.escape(dit)) as erreur:
        importe(dossier, dossier.parent / "journal", protocole)
    assert "\n" not in str(erreur.value)
    assert not (dossier.parent / "journal").exists()


@pytest.mark.parametrize(
    ("nature", "dit"),
    [
        ("absent", "n'existe pas"),
        ("fichier", "n'est pas un dossier"),
        ("vide", "ne contient aucun fichier"),
        ("sans-lot", "ne contient aucun lot du protocole (1 fichier lu) : LISEZMOI.txt, l'en-tête"),
        ("dedans", "le journal ne peut pas être écrit dans le dossier importé"),
    ],
)
def test_a_folder_of_which_nothing_can_be_made(
    nature: str, dit: str, dossier_stoc, protocole: Protocole, tmp_path: Path
) -> None:
    dossier, sortie = tmp_path / "essai", tmp_path / "journal"
    if nature == "fichier":
        dossier.write_text("x", encoding="utf-8")
    elif nature != "absent":
        dossier.mkdir()
    if nature == "sans-lot":
        (dossier / "LISEZMOI.txt").write_text("rien\n", encoding="utf-8")
    if nature == "dedans":
        dossier, _ = dossier_stoc
        sortie = dossier / "journal"
    with pytest.raises(ImportationImpossible, match=re.escape(dit)) as erreur:
        importe(dossier, sortie, protocole)
    assert "\n" not in str(erreur.value)
    assert not sortie.exists()


def test_an_index_in_french_and_of_a_part_of_the_folder(dossier_stoc, protocole: Protocole) -> None:
    dossier, _ = dossier_stoc
    (dossier / NOM_INDEX).write_text(
        "Ordre;Fichier;Émetteur;Destinataire\n1;./Cmd_Acces.csv;OC;OI\n2;AR_Cmd_Acces.csv;XVAL;XTEL\n",
        encoding="utf-8",
    )
    bilan, resultats = refait(dossier, protocole)
    assert any("absents de journal.csv, placés selon leurs dates" in r for r in bilan.remarques)
    assert [s.verdict for s in resultats.scenarios] == [Verdict.CONFORME]
