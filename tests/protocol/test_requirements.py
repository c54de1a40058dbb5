"""The table of normative statements: whole, tied to the document, written with the protocol's exact names."""

from __future__ import annotations

import csv
import re
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import resources
from harness.protocol.requirements import Exigence, Nature, Niveau, Observable, PartieTenue
from harness.protocol.terms import EMETTEURS, Flux, Partie
from harness.workbook.exigences import COLONNES, charge_exigences

TABLE = resources.fixtures("exigences.csv")

TABLE_DES_MATIERES = """
1 1.2
2.1 2.2 2.3 2.4 2.5 2.6 2.7
3 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.14 3.14.1 3.14.2 3.14.3 3.14.4 3.14.5
4 4.1 4.1.1 4.1.2 4.1.3 4.1.4 4.1.5 4.1.6 4.1.7
4.2 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5 4.2.6 4.3 4.3.1 4.3.2 4.3.3 4.3.4 4.3.5
5 5.1 5.1.1 5.1.2 5.1.3 5.1.4 5.1.5 5.1.6 5.1.7 5.1.8
5.2 5.2.1 5.2.2 5.2.3 5.2.4 5.2.5 5.2.6 5.3 5.3.1 5.3.2 5.3.3 5.3.4 5.3.5
6 6.1 6.1.1 6.1.2 6.1.3 6.1.4 6.1.5 6.2 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.3 6.3.1 6.3.2 6.3.3 6.3.4
7 7.1 7.1.1 7.1.2 7.1.3 7.1.4 7.2 7.2.1 7.2.2
"""
"""The document's own, written by hand. The appendix stands apart: it has no number."""

SECTIONS = frozenset(TABLE_DES_MATIERES.split())

SANS_EXIGENCE = {"1.2"}
"""Leaves of the table of contents that state nothing: the list of reference documents."""

NOMS_HORS_CLASSEUR = {"ReferenceTechniquePrise", "referenceCableModulePm", "ValidDate"}
"""Names that the document or its examples use and that are no column of the workbook as such."""

EXIGENCES = charge_exigences()
TEXTES = [(e.id, nom, getattr(e, nom)) for e in EXIGENCES for nom in ("enonce", "controle")]


def _colonnes_du_classeur() -> set[str]:
    noms: set[str] = set()
    for chemin in resources.fixtures("classeur").glob("*.csv"):
        with chemin.open(encoding="utf-8", newline="") as fichier:
            noms |= {re.sub(r" N°\d$", "", r.get("champ") or "") for r in csv.DictReader(fichier, delimiter=";")}
    return noms


def test_the_document_has_475_statements_with_distinct_ids_and_sentences() -> None:
    assert len(EXIGENCES) == 475
    assert len({e.id for e in EXIGENCES}) == 475
    repetes = [enonce for enonce, n in Counter(e.enonce for e in EXIGENCES).items() if n > 1]
    assert repetes == []


def test_what_it_takes_to_see_a_statement_is_counted() -> None:
    compte = Counter(e.observable for e in EXIGENCES)
    assert compte == {Observable.FICHIER: 86, Observable.CONTEXTE: 337, Observable.HORS_FICHIERS: 52}


def test_every_section_exists_in_the_document() -> None:
    inconnues = {e.section for e in EXIGENCES} - {f"§{s}" for s in SECTIONS} - {"Annexe"}
    assert inconnues == set()


def test_every_section_and_statement_cited_in_a_cell_exists() -> None:
    identifiants = {e.id for e in EXIGENCES}
    for exigence, nom, texte in TEXTES:
        for section in re.findall(r"§(\d+(?:\.\d+)*)", texte):
            assert section in SECTIONS, (exigence, nom, section)
        for cite in re.findall(r"REQ-[\dA.]+-\d+", texte):
            assert cite in identifiants, (exigence, nom, cite)


def test_every_leaf_of_the_table_of_contents_is_covered() -> None:
    feuilles = {s for s in SECTIONS if not any(autre.startswith(f"{s}.") for autre in SECTIONS)}
    couvertes = {e.section.removeprefix("§") for e in EXIGENCES}
    for e in EXIGENCES:
        couvertes |= set(re.findall(r"§(\d+(?:\.\d+)*)", e.enonce))
    assert feuilles - couvertes == SANS_EXIGENCE


def test_every_flux_of_the_protocol_is_known_and_concerned() -> None:
    with TABLE.open(encoding="utf-8", newline="") as fichier:
        ecrits = {nom for r in csv.DictReader(fichier, delimiter=";") for nom in r["flux"].split("|")}
    assert ecrits == {*Flux, "*"}


def test_a_party_bound_by_one_file_alone_can_send_that_flux() -> None:
    for e in EXIGENCES:
        if e.observable is Observable.FICHIER and e.flux:
            emetteurs = frozenset[Partie]().union(*(EMETTEURS[f] for f in e.flux))
            assert e.partie.parties & emetteurs, e.id


def test_protocol_names_are_written_exactly() -> None:
    connus = _colonnes_du_classeur() | NOMS_HORS_CLASSEUR
    for exigence, nom, texte in TEXTES:
        for mot in re.findall(r"\b[A-Za-z]+(?:_[A-Za-z]+)+\b", texte):
            assert mot in set(Flux), (exigence, nom, mot)
        for mot in re.findall(r"(?<![\w])[A-Za-z]+[a-z][A-Z]\w*", texte):
            assert mot in connus | set(Flux), (exigence, nom, mot)


def test_the_verb_of_a_statement_says_how_strongly_it_binds() -> None:
    for e in EXIGENCES:
        assert bool(re.search(r"\bdevrai(en)?t\b", e.enonce)) == (e.niveau is Niveau.DEVRAIT), e.id
        if e.niveau is Niveau.PEUT:
            assert re.search(r"\bpeu(ven)?t\b", e.enonce), e.id


@pytest.mark.parametrize(
    ("defaut", "motif"),
    [
        ("double space", r"  "),
        ("space at an end", r"^\s|\s$"),
        ("curly apostrophe or quote", r"[’‘“”]"),
        ("semicolon or quote", r'[;"]'),
        ("final punctuation", r"[.,:!?…]$"),
        ("colon without its space", r"(?<! ):|:(?! |\d)"),
        ("space before a comma", r" ,"),
        ("space inside brackets", r"\( | \)"),
        ("equals sign without its spaces", r"\S=|=\S"),
        ("lower case at the start", r"^[a-zà-ÿ]"),
        ("section sign apart from its number", r"§(?!\d)"),
        ("control character", r"[\x00-\x1f\x7f\u00ad\u200b]"),
    ],
)
def test_typography(defaut: str, motif: str) -> None:
    fautifs = [(i, nom) for i, nom, texte in TEXTES if re.search(motif, re.sub(r"HH:MM", "HHMM", texte))]
    assert fautifs == [], defaut


def test_cells_are_composed_short_and_balanced() -> None:
    for exigence, nom, texte in TEXTES:
        assert texte == unicodedata.normalize("NFC", texte), (exigence, nom)
        assert 10 <= len(texte) <= 200, (exigence, nom)
        assert texte.count("(") == texte.count(")"), (exigence, nom)


def test_the_file_is_plain_utf8_with_unix_lines_and_no_quotes() -> None:
    octets = TABLE.read_bytes()
    assert not octets.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in octets
    assert b'"' not in octets
    assert octets.endswith(b"\n")
    assert len(octets.splitlines()) == 476


def test_a_row_becomes_a_value() -> None:
    par_id = {e.id: e for e in EXIGENCES}
    ar_ko = par_id["REQ-3.2-05"]
    assert (ar_ko.section, ar_ko.partie, ar_ko.niveau) == ("§3.2", PartieTenue.OI, Niveau.DOIT)
    assert (ar_ko.nature, ar_ko.observable) == (Nature.CHAMP, Observable.FICHIER)
    assert ar_ko.flux == {Flux.AR_CMD_ACCES}
    assert ar_ko.vise(Flux.AR_CMD_ACCES)
    assert not ar_ko.vise(Flux.CMD_ACCES)
    csv_partout = par_id["REQ-2.3-01"]
    assert csv_partout.flux == frozenset()
    assert all(csv_partout.vise(f) for f in Flux)
    assert csv_partout.partie.parties == {Partie.OI, Partie.OC}
    assert par_id["REQ-3.14.4-10"].flux == {Flux.AR_CMD_ACCES, Flux.GEL_DEGEL_RDV, Flux.CR_MAD}
    assert par_id["REQ-A-01"].section == "Annexe"


BONNE = [
    "REQ-3.2-01", "§3.2", "OI", "doit", "ordre", "AR_Cmd_Acces|Cmd_Acces", "Un énoncé", "contexte", "Un contrôle",
]  # fmt: skip


def _ecrit(dossier: Path, *lignes: list[str], entete: str = ";".join(COLONNES)) -> Path:
    chemin = dossier / "exigences.csv"
    chemin.write_text("\n".join([entete, *(";".join(ligne) for ligne in lignes), ""]), encoding="utf-8")
    return chemin


def _avec(colonne: str, cellule: str) -> list[str]:
    return [cellule if nom == colonne else bonne for nom, bonne in zip(COLONNES, BONNE, strict=True)]


def test_a_valid_row_is_read(tmp_path: Path) -> None:
    (exigence,) = charge_exigences(_ecrit(tmp_path, BONNE))
    assert exigence == Exigence(
        "REQ-3.2-01", "§3.2", PartieTenue.OI, Niveau.DOIT, Nature.ORDRE,
        frozenset({Flux.AR_CMD_ACCES, Flux.CMD_ACCES}), "Un énoncé", Observable.CONTEXTE, "Un contrôle",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ligne", "attendu"),
    [
        (_avec("id", "EX-1"), ("colonne 1 (id)", "REQ-3.2-01")),
        (_avec("section", "3.2"), ("colonne 2 (section)", "§3.2")),
        (_avec("section", "§3.3"), ("colonne 2 (section)", "§3.2 attendu")),
        (_avec("partie", "both"), ("colonne 3 (partie)", "OI, OC, les deux")),
        (_avec("niveau", "must"), ("colonne 4 (niveau)", "doit, devrait, peut")),
        (_avec("nature", "timing"), ("colonne 5 (nature)", "délai")),
        (_avec("flux", "AR_Cmd_Acces|Gel_Rdv"), ("colonne 6 (flux)", "« Gel_Rdv »")),
        (_avec("enonce", " "), ("colonne 7 (enonce)", "vide")),
        (_avec("observable", "wire"), ("colonne 8 (observable)", "hors fichiers")),
        (BONNE[:8], ("colonne 9 (controle)", "9 cellules attendues au lieu de 8")),
        ([*BONNE, "de trop"], ("colonne 9 (controle)", "au lieu de 10")),
        ([""], ("colonne 1 (id)", "au lieu de 0")),
        (["REQ-3.2-01", '"§3.2'], ("guillemets",)),
    ],
)
def test_a_malformed_row_is_named_by_file_line_and_column(
    tmp_path: Path, ligne: list[str], attendu: tuple[str, ...]
) -> None:
    avant = _avec("id", "REQ-3.2-02")
    with pytest.raises(ValueError, match=r"exigences\.csv, ligne 3\b") as erreur:
        charge_exigences(_ecrit(tmp_path, avant, ligne))
    message = str(erreur.value)
    assert "\n" not in message
    for morceau in attendu:
        assert morceau in message


def test_an_id_used_twice_is_refused_at_the_second_line(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"ligne 3, colonne 1 \(id\) : l'identifiant « REQ-3.2-01 » est déjà pris"):
        charge_exigences(_ecrit(tmp_path, BONNE, BONNE))


def test_a_file_that_cannot_be_a_table_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"absent\.csv : fichier d'exigences illisible"):
        charge_exigences(tmp_path / "absent.csv")
    with pytest.raises(ValueError, match=r"ligne 1 : en-tête attendu : id;section"):
        charge_exigences(_ecrit(tmp_path, BONNE, entete="id;section"))
    with pytest.raises(ValueError, match=r"au moins une exigence"):
        charge_exigences(_ecrit(tmp_path))
    vide = tmp_path / "vide.csv"
    vide.write_bytes(b"")
    with pytest.raises(ValueError, match=r"ligne 1 : en-tête attendu"):
        charge_exigences(vide)
    latin = tmp_path / "latin.csv"
    latin.write_bytes(";".join(COLONNES).encode() + b"\n" + ";".join(BONNE).encode("iso-8859-15") + b"\n")
    with pytest.raises(ValueError, match=r"attendu en UTF-8"):
        charge_exigences(latin)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(COLONNES), st.text(max_size=40))
def test_whatever_a_cell_holds_the_answer_is_a_table_or_one_french_line(colonne: str, cellule: str) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier, "exigences.csv")
        octets = "\n".join([";".join(COLONNES), ";".join(_avec(colonne, cellule))]).encode("utf-8", "surrogatepass")
        chemin.write_bytes(octets)
        message = ""
        try:
            assert len(charge_exigences(chemin)) == 1
        except ValueError as erreur:
            message = str(erreur)
    assert message == "" or message.startswith("exigences.csv")
    assert message.isprintable()
