"""Rules on one cell: what each keeps, what each catches."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.judge.form.cells import CONTROLES, controles, examine
from harness.judge.registry import REGLES, Portee
from harness.protocol.formats import FORMATS
from harness.protocol.motifs import Codification
from harness.protocol.spec import Champ, Provenance, Statut
from harness.workbook.compile import charge

PROTOCOLE = charge()
CODIFICATION = Codification(PROTOCOLE.motifs)


def champ(
    nom: str = "Libre", type_: str = "texte", longueur: int | None = None, format_: str = "", valeurs: str = ""
) -> Champ:
    """A column of some kind."""
    lus = tuple(v for v in valeurs.split("|") if v)
    return Champ(1, nom, type_, longueur, format_, Statut.F, None, lus, "", "§3", {"nom": Provenance.SEED})


LIBRE, COURT = champ(), champ(longueur=5)
LISTE = champ("TypeRacco", "liste", 4, valeurs="OI|OC|STOC")
DATE = champ("DateX", "date-heure", 14, "AAAAMMJJ HH:MM")
MOTIF = champ("MotifKo", longueur=255, format_="motif")
PRISE = champ("ReferencePrise", longueur=30, format_="PTO")
REFERENCE = champ("ReferencePm", longueur=20)
ENTIER = champ("Numero", "entier", 5, "entier")


def enfreint(colonne: Champ, valeur: str) -> set[str]:
    return {id_.removeprefix("champ.") for id_, _ in examine(colonne, valeur, CODIFICATION)}


@pytest.mark.parametrize(
    ("colonne", "valeur", "regles"),
    [
        (COURT, "12345", ""),
        (COURT, "éàùçœ", ""),
        (COURT, " 12345 ", "espaces"),
        (COURT, "123456", "trop_long"),
        (COURT, "é" * 6, "trop_long"),
        (LISTE, "STOC", ""),
        (LISTE, "stoc", "casse"),
        (LISTE, " Stoc", "casse espaces"),
        (LISTE, "STO", "hors_liste"),
        (LISTE, "STOC2", "hors_liste"),
        (LISTE, "OI|OC", "hors_liste"),
        (DATE, "20141001 11:06", ""),
        (DATE, "20240229 00:00", ""),
        (DATE, "20141001 11:06 ", "espaces"),
        (DATE, "20141001", "date"),
        (DATE, "2014-10-01 11:06", "date"),
        (DATE, "20141001 11:06:00", "date"),
        (DATE, "20141001\u00a011:06", "date"),
        (DATE, "２０141001 11:06", "date"),
        (DATE, "20230229 00:00", "date_inexistante"),
        (DATE, "20141301 11:06", "date_inexistante"),
        (DATE, "20141032 11:06", "date_inexistante"),
        (DATE, "20141001 24:00", "date_inexistante"),
        (DATE, "20141001 23:60", "date_inexistante"),
        (DATE, "00000101 00:00", "date_inexistante"),
        (champ(format_="5 chiffres"), "01004", ""),
        (champ(format_="5 chiffres"), "2A004", "format"),
        (champ(format_="5 chiffres"), "1004", "format"),
        (champ(format_="5 alphanumériques"), "2A004", ""),
        (champ(format_="5 alphanumériques"), "2Â004", "format"),
        (champ(format_="4 alphanumériques"), "A12z", ""),
        (champ(format_="4 alphanumériques"), "A12-", "format"),
        (champ(format_="10 alphanumériques"), "HX00000001", ""),
        (champ(format_="10 alphanumériques"), "HX0000001", "format"),
        (champ(format_="1 lettre"), "B", ""),
        (champ(format_="1 lettre"), "BIS", "format"),
        (champ(format_="1 lettre"), "é", "format"),
        (ENTIER, "0", ""),
        (ENTIER, "99999", ""),
        (ENTIER, "123456", "trop_long"),
        (ENTIER, "12B", "format"),
        (ENTIER, "-1", "format"),
        (ENTIER, "١٢", "format"),
        (champ(format_="quadrigramme"), "OC1X", ""),
        (champ(format_="quadrigramme"), "NA", "format"),
        (champ(format_="quadrigramme ou NA"), "NA", ""),
        (champ(format_="quadrigramme ou NA"), "ocxy", "format"),
        (champ(format_="n'importe quoi"), "tout", ""),
        (PRISE, "OO-AB12-CD34", ""),
        (PRISE, "HOTLINE", ""),
        (PRISE, "hotline", ""),
        (PRISE, "oo-ab12-cd34", "reference_prise"),
        (PRISE, "PTO123456", "reference_prise"),
        (PRISE, "NA", "remplissage"),
        (PRISE, "N" * 31, "reference_prise trop_long"),
        (REFERENCE, "FI-92040-0441", ""),
        (REFERENCE, "NA", "remplissage"),
        (REFERENCE, "_na_", "remplissage"),
        (REFERENCE, "N/A", "remplissage"),
        (REFERENCE, "néant", "remplissage"),
        (REFERENCE, "NEANT", "remplissage"),
        (REFERENCE, "null", "remplissage"),
        (REFERENCE, "000000000", "remplissage"),
        (REFERENCE, "XxX", "remplissage"),
        (REFERENCE, "---", "remplissage"),
        (REFERENCE, "HOTLINE", "remplissage"),
        (REFERENCE, "HOTLıNE", ""),
        (REFERENCE, "NANTES", ""),
        (REFERENCE, "0X0", ""),
        (champ("ReferencePBO N°1"), "0", ""),
        (champ("ReferenceCablePBO N°1"), "NA", ""),
        (champ("ReferencePmTechnique"), "NA", ""),
        (MOTIF, "FIMP01", ""),
        (MOTIF, "fimp01 texte libre", ""),
        (MOTIF, "TRAITEMENT IMPOSSIBLE : PTO REQUISE", ""),
        (MOTIF, "pto requise", ""),
        (MOTIF, "Traitement impossible :  PTO requise", ""),
        (MOTIF, "le chien a mordu le technicien", "motif_hors_codification"),
        (MOTIF, "!", "motif_hors_codification"),
        (champ("MotifAutre"), "?", "motif_hors_codification"),
        (LIBRE, "tout va bien", ""),
        (LIBRE, "\u202fdébut", "espaces"),
        (LIBRE, "fin\u3000", "espaces"),
        (LIBRE, "a\tb", "caractere_illisible"),
        (LIBRE, "p\ufffdle", "caractere_illisible"),
        (LIBRE, "p\x92le", "caractere_illisible"),
        (LIBRE, "p\x7fle", "caractere_illisible"),
        (LIBRE, "dÃ©jÃ\u00a0", "espaces texte_abime"),
        (LIBRE, "nÂ°1", "texte_abime"),
        (LIBRE, "Ã‰COLE", "texte_abime"),
        (LIBRE, "LYCÃ‰E FRANÃ‡OIS", "texte_abime"),
        (LIBRE, "Ã‰COLE Ω", ""),
        (LIBRE, "ÃÂ", ""),
        (LIBRE, "Ãle de Groix", ""),
        (LIBRE, "CHÂTEAU", ""),
    ],
)
def test_what_a_cell_breaks(colonne: Champ, valeur: str, regles: str) -> None:
    assert enfreint(colonne, valeur) == set(regles.split())


@pytest.mark.parametrize(
    ("colonne", "valeur", "attendu"),
    [
        (COURT, "123456", "6 caractères, 5 au plus"),
        (LISTE, "X", "attendu OI ou OC ou STOC"),
        (LISTE, "oi", "écrire OI"),
        (ENTIER, "x", "attendu entier"),
        (DATE, "hier", "attendu AAAAMMJJ HH:MM, par exemple 20141001 11:06"),
    ],
)
def test_the_finding_says_what_was_expected(colonne: Champ, valeur: str, attendu: str) -> None:
    assert attendu in dict(examine(colonne, valeur, CODIFICATION)).values()


@settings(deadline=None, max_examples=200)
@given(st.datetimes(min_value=datetime(1, 1, 1)))
def test_any_real_date_is_kept(instant: datetime) -> None:
    assert enfreint(DATE, f"{instant.year:04d}{instant:%m%d %H:%M}") == set()


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 99_999_999), st.integers(0, 99), st.integers(0, 99))
def test_fourteen_characters_are_a_date_when_the_calendar_says_so(jour: int, heures: int, minutes: int) -> None:
    """The calendar of `datetime.fromisoformat` as the oracle."""
    texte = f"{jour:08d}"
    try:
        datetime.fromisoformat(f"{texte[:4]}-{texte[4:6]}-{texte[6:]}T{heures:02d}:{minutes:02d}")
        attendu = set()
    except ValueError:
        attendu = {"date_inexistante"}
    assert enfreint(DATE, f"{texte} {heures:02d}:{minutes:02d}") == attendu


@settings(deadline=None, max_examples=200)
@given(st.sampled_from([c for f in PROTOCOLE.formats.values() for c in f.champs]), st.text(min_size=1, max_size=60))
def test_any_text_is_examined_without_an_error(colonne: Champ, valeur: str) -> None:
    for id_, attendu in examine(colonne, valeur, CODIFICATION):
        assert REGLES[id_].portee is Portee.CHAMP
        assert attendu
        assert valeur not in attendu or len(valeur) < 3 or valeur in " ".join(colonne.valeurs)


def test_every_format_that_is_checked_is_used_by_the_workbook() -> None:
    assert {c.format for f in PROTOCOLE.formats.values() for c in f.champs} >= set(FORMATS)


def test_every_cell_rule_concerns_some_column_of_the_workbook() -> None:
    concernees = {c.id for f in PROTOCOLE.formats.values() for col in f.champs for c in controles(col)}
    assert concernees == {c.id for c in CONTROLES}


@pytest.mark.parametrize("signe", ["\x1c", "\x1f", "\x0b", "\x85"])
@pytest.mark.parametrize("modele", ["{}rue", "rue{}", "r{}ue"])
def test_a_control_character_is_told_wherever_it_is(signe: str, modele: str) -> None:
    """Also where it passes for a blank, at either end."""
    assert "champ.caractere_illisible" in {regle for regle, _ in examine(LIBRE, modele.format(signe), CODIFICATION)}


@pytest.mark.parametrize("valeur", ["0000", "NA", "X", "NULL", "-"])
def test_a_placeholder_in_a_socket_is_told_whatever_it_is(valeur: str) -> None:
    """All but the word that the document puts there."""
    prise = champ("ReferencePrise", format_="PTO ou HOTLINE")
    assert "champ.remplissage" in {regle for regle, _ in examine(prise, valeur, CODIFICATION)}
    assert "champ.remplissage" not in {regle for regle, _ in examine(prise, "Hotline", CODIFICATION)}


def test_a_date_is_known_by_its_format_not_by_its_type() -> None:
    assert enfreint(champ("DateX", "texte", format_="AAAAMMJJ HH:MM"), "2014") == {"date"}
    assert enfreint(champ("DateX", "date-heure", format_="JJ/MM/AAAA"), "01/10/2014") == set()
