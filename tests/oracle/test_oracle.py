"""The naive oracle: it knows nothing of the harness, accepts what the document writes, and refuses what it forbids."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from tests.oracle.faits import COLONNES, REF, RPP
from tests.oracle.fichier import Lot, date, lit
from tests.oracle.oracle import Oracle, lots_du_journal

ICI = Path(__file__).parent
MODULES = [p for p in sorted(ICI.glob("*.py")) if not p.name.startswith("test_")]


@pytest.mark.parametrize("chemin", MODULES, ids=lambda p: p.stem)
def test_it_shares_nothing_with_the_harness(chemin: Path) -> None:
    """Standard library and itself, no file of the workbook: a table that both read could be wrong for both."""
    arbre = ast.parse(chemin.read_text(encoding="utf-8"))
    noms = {a.name for n in ast.walk(arbre) if isinstance(n, ast.Import) for a in n.names}
    noms |= {n.module or "" for n in ast.walk(arbre) if isinstance(n, ast.ImportFrom) and not n.level}
    racines = {n.split(".")[0] for n in noms if not n.startswith("tests.oracle")}
    assert racines <= {"__future__", "collections", "csv", "dataclasses", "datetime", "hashlib", "io", "json",
                       "pathlib", "sys", "unicodedata"}  # fmt: skip
    textes = {n.value for n in ast.walk(arbre) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    assert not any("fixtures" in t or "classeur/" in t for t in textes)


BLOC1 = dict(
    zip(
        COLONNES["CR_Cmd_Acces"][12:25],
        ("XTEL", "M1", "12", "C1", "T1", "F1", "PBO-1", "palier", "C2", "T2", "F2", "1", "rouge"),
        strict=True,
    )
)
CMD = {
    REF: "R1", "TypeRacco": "STOC", "ReferencePrestationPm": "P1", "ReferencePm": "PM1", "PriseExistante": "N",
    "TypeCommandeDemande": "COFI",
}  # fmt: skip
AR = {REF: "R1", "EtatArCommandePrise": "OK", "DateArCommandePrise": "20260105 10:00"}
CR = {
    REF: "R1", "ReferencePrise": "XV-0000-0001", RPP: "A1", "EtatCrCommandePrise": "OK",
    "DateCrCommandePrise": "20260105 12:00", **BLOC1,
}  # fmt: skip
MES = {REF: "R1", RPP: "A1", "PrisePosee": "OUI", "DateRaccordementPrise": "20260106 10:00"}


def lot(flux: str, *rangees: dict[str, str], heure: int = 0, emetteur: str = "") -> Lot:
    colonnes = COLONNES[flux]
    lignes = [colonnes, *([r.get(c, "") for c in colonnes] for r in rangees)]
    oc = (emetteur or ("OI" if flux.startswith(("AR", "CR_Cmd", "Cmd_STOC", "CR_MAD", "CR_Ann")) else "OC")) == "OC"
    octets = ("\n".join(";".join(ligne) for ligne in lignes) + "\n").encode()
    de, a = ("XTEL", "XVAL") if oc else ("XVAL", "XTEL")
    return Lot(f"{flux}.csv", "OC" if oc else "OI", de, a, octets, f"2026-01-05T{heure:02d}:00:00")


def verdict(*lots: Lot) -> str:
    return Oracle().juge(lots).verdict


def oc(**autres: str) -> dict[str, str]:
    return {**CMD, "TypeRacco": "OC", **autres}


NOMINAL = (lot("Cmd_Acces", oc()), lot("AR_Cmd_Acces", AR, heure=1), lot("CR_Cmd_Acces", CR, heure=3),
           lot("CR_MES_LigneFTTH", MES, heure=20))  # fmt: skip


def test_the_nominal_case_of_model_oc_is_conformant() -> None:
    """§6.1.1."""
    assert Oracle().juge(NOMINAL).fautes == []
    assert verdict(*NOMINAL) == "conforme"


@pytest.mark.parametrize("rang", [1, 2])
def test_a_step_left_out_is_a_breach(rang: int) -> None:
    assert verdict(*NOMINAL[:rang], *NOMINAL[rang + 1 :]) == "non conforme"


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_beginning_of_a_conformant_conversation_is_conformant(n: int) -> None:
    assert verdict(*NOMINAL[:n]) == "conforme"


def change(rang: int, flux: str, rangee: dict[str, str], **cellules: str) -> str:
    heures = (0, 1, 3, 20)
    lots = list(NOMINAL)
    lots[rang] = lot(flux, {**rangee, **{c.replace("_", " "): v for c, v in cellules.items()}}, heure=heures[rang])
    return verdict(*lots)


@pytest.mark.parametrize(
    ("champ", "valeur", "attendu"),
    [
        ("TypeRacco", "", "non conforme"),
        ("TypeRacco", "oc", "conforme"),
        ("TypeRacco", "FTTH", "non conforme"),
        ("PriseExistante", "X", "non conforme"),
        ("TypeCommandeDemande", "auto", "conforme"),
        ("DateCommandePrise", "hier", "conforme"),
        ("CodePostalImmeuble", "", "conforme"),
        ("ReferencePm", "NA", "non conforme"),
        ("TypeRacco", "OI", "non conforme"),
    ],
)
def test_only_what_the_document_states_condemns_an_order(champ: str, valeur: str, attendu: str) -> None:
    assert change(0, "Cmd_Acces", oc(), **{champ: valeur}) == attendu


@pytest.mark.parametrize(
    ("champ", "valeur", "attendu"),
    [
        ("ReferencePrise", "", "non conforme"),
        (RPP, "", "non conforme"),
        ("DateCrCommandePrise", "20260230 10:00", "non conforme"),
        ("OC_1", "", "non conforme"),
        ("OC_1", "XDUO", "non conforme"),
        ("OC_1", "XXXX", "non conforme"),
        ("OC_3", "ABCD", "non conforme"),
        ("OC_3", "NA", "conforme"),
        ("ReferencePBO N°1", "", "non conforme"),
        ("LocalisationPBO N°1", "", "conforme"),
        ("NomModulePm N°2", "M2", "non conforme"),
        ("TypeCommandeRetenu", "NA", "conforme"),
        ("TypeCommandeRetenu", "GRATUIT", "non conforme"),
        ("ReferencePrise", "hotline", "indécis"),
    ],
)
def test_only_what_the_document_states_condemns_a_report(champ: str, valeur: str, attendu: str) -> None:
    assert change(2, "CR_Cmd_Acces", CR, **{champ: valeur}) == attendu


def test_a_reference_of_the_oi_is_kept_and_the_build_is_told() -> None:
    """§3.3, §3.8."""
    assert change(3, "CR_MES_LigneFTTH", MES, **{RPP: "A2"}) == "non conforme"
    assert change(3, "CR_MES_LigneFTTH", MES, PrisePosee="") == "non conforme"
    assert change(3, "CR_MES_LigneFTTH", MES, PrisePosee="NON", DateRaccordementPrise="") == "conforme"


def test_what_the_other_could_not_have_read_yet_is_not_decided() -> None:
    """Two files may cross: a breach of order within ten minutes of the other's last word is a doubt."""
    annule = lot("Annulation_Acces", {REF: "R1", RPP: "A1"}, heure=20)
    assert verdict(*NOMINAL, annule) == "conforme"
    assert verdict(*NOMINAL[:3], annule, NOMINAL[3]) == "non conforme"
    refuse = lot("CR_Cmd_Acces", {REF: "R1", "EtatCrCommandePrise": "KO", "MotifKoCrCommandePrise": "FADR01",
                                  "DateCrCommandePrise": "20260105 12:00"}, heure=3)  # fmt: skip
    assert verdict(*NOMINAL[:2], refuse, NOMINAL[3]) == "non conforme"
    croise = Lot("m.csv", "OC", "XTEL", "XVAL", annule.octets, "2026-01-05T03:05:00")
    assert verdict(*NOMINAL[:2], refuse, croise) == "indécis"


@pytest.mark.parametrize(("operation", "attendu"), [("RESIL", "conforme"), ("ANNUL", "non conforme"), ("", "conforme")])
def test_past_the_report_of_the_order_a_cancellation_is_a_resiliation_in_model_oc(operation: str, attendu: str) -> None:
    """§3.12: « dans les cas de commande sans CR MAD, c'est le CR CMD qui fait foi »."""
    annule = lot("Annulation_Acces", {REF: "R1", RPP: "A1"}, heure=10)
    compte = {REF: "R1", "DateCrCommandeAnnulPrise": "20260105 11:00", "EtatCrAnnResCommandePrise": "OK"}
    rendu = lot("CR_Annulation_Acces", {**compte, "TypeOperation": operation}, heure=11)
    assert verdict(*NOMINAL[:3], annule, rendu) == attendu


def test_one_file_one_flux_and_one_width() -> None:
    cmd, ar = NOMINAL[0], NOMINAL[1]

    def octets(o: bytes) -> list[str]:
        return lit(Lot(cmd.nom, "OC", "XTEL", "XVAL", o)).fautes

    assert octets(cmd.octets) == []
    assert octets(b"\xef\xbb\xbf" + cmd.octets.replace(b"\n", b"\r\n")) == []
    assert octets(cmd.octets.decode().encode("cp1252")) == []
    for casse in (cmd.octets.decode().encode("cp850"), cmd.octets.decode().encode("ascii", "replace")):
        assert octets(casse) == []
    deux = cmd.octets.decode().replace("Accès 1", "Acc?s 1").replace("Accès 2", "Accøs 1")
    assert octets(deux.encode()) == [f"colonne Info Cmd Accès {n} absente (§2.6)" for n in (1, 2)]
    assert octets(cmd.octets + ar.octets)
    assert octets(cmd.octets + b"a;b\n")
    assert all(octets(o) for o in (b"", cmd.octets.decode().encode("utf-16"), b"a;b\n1;2\n"))
    assert octets(cmd.octets.replace(b";TypeRacco", b"", 1))
    assert lit(Lot(ar.nom, "OC", "XTEL", "XVAL", ar.octets)).fautes


@pytest.mark.parametrize(("texte", "existe"), [
    ("20240229 23:59", True), ("20230229 00:00", False), ("20260101 24:00", False), ("20260101", False),
    ("2026010１ 10:00", False), ("19000228 10:00", True), ("19000229 10:00", False), ("20261301 10:00", False),
])  # fmt: skip
def test_dates_by_hand(texte: str, existe: bool) -> None:
    assert date(texte) is existe


def test_a_slot_that_was_proposed_is_answered() -> None:
    """§3.14.2."""
    demande = lot(
        "DemandeRdv", {"ReferenceDemandeOC": "D1", "DateRdv1": "20260110 09:00", "DateRdv2": "20260111 09:00"}
    )
    reponse = {"ReferenceDemandeOC": "D1", "IdRdv": "I1", "ValidDate1": "KO", "ValidDate2": "OK"}
    assert verdict(demande, lot("ReponseRdv", reponse, emetteur="OI")) == "conforme"
    assert verdict(demande, lot("ReponseRdv", {**reponse, "ValidDate1": "OK"}, emetteur="OI")) == "non conforme"
    muette = {**reponse, "ValidDate1": "OK", "ValidDate2": ""}
    assert verdict(demande, lot("ReponseRdv", muette, emetteur="OI")) == "non conforme"
    assert verdict(demande, lot("DemandeRdv", {"ReferenceDemandeOC": "D1", "DateRdv1": "x", "DateRdv3": "y"})) == (
        "non conforme"
    )


def test_it_reads_a_journal_folder_by_itself(tmp_path: Path) -> None:
    (tmp_path / "lots").mkdir()
    lignes = [{"type": "entete"}]
    for lot_ in NOMINAL:
        (tmp_path / "lots" / lot_.nom).write_bytes(lot_.octets)
        lignes.append({"type": "lot", "fichier": lot_.nom, "emetteur": lot_.emetteur, "de": lot_.de, "a": lot_.a,
                       "instant": lot_.instant})  # fmt: skip
    (tmp_path / "journal.jsonl").write_text("\n".join(map(json.dumps, lignes)), encoding="utf-8")
    assert lots_du_journal(tmp_path) == list(NOMINAL)
    assert Oracle().juge(lots_du_journal(tmp_path)).dossiers == {"R1": ("conforme", "")}


def test_the_code_of_an_operator_may_hold_two_x() -> None:
    lots = [Lot(x.nom, x.emetteur, x.de.replace("XTEL", "YCXX"), x.a.replace("XTEL", "YCXX"),
                x.octets.replace(b"XTEL", b"YCXX"), x.instant) for x in NOMINAL]  # fmt: skip
    assert verdict(*lots) == "conforme"
