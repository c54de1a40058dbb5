"""What a partner wrote is shown, never obeyed."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.reporting.lisible import abrege, dit, lisible, observe

TOUT_CARACTERE = st.text(st.characters(codec=None), max_size=60)


@given(TOUT_CARACTERE)
def test_aucun_caractere_de_commande_ni_de_sens_ne_reste(texte: str) -> None:
    montre = lisible(texte)
    assert not [c for c in montre if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not [
        c
        for c in montre
        if unicodedata.bidirectional(c) in ("RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI")
    ]


@given(TOUT_CARACTERE)
def test_le_resultat_est_du_xml_permis_et_s_encode(texte: str) -> None:
    element = ET.Element("a")
    element.text = lisible(texte)
    relu = ET.fromstring(ET.tostring(element, encoding="utf-8"))
    assert (relu.text or "") == lisible(texte)


@given(TOUT_CARACTERE)
def test_rendre_lisible_deux_fois_ne_change_plus_rien(texte: str) -> None:
    assert lisible(lisible(texte)) == lisible(texte)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("a\x00b", "a⟨NUL⟩b"),
        ("\x1b[31m", "⟨ESC⟩[31m"),
        ("a\nb", "a⟨LF⟩b"),
        ("\u202egnol", "⟨U+202E⟩gnol"),
        ("\udc80", "⟨U+DC80⟩"),
        ("Référence N°1 ✓", "Référence N°1 ✓"),
    ],
)
def test_un_caractere_invisible_se_voit(texte: str, attendu: str) -> None:
    assert lisible(texte) == attendu


def test_une_cellule_geante_est_coupee_et_sa_taille_dite() -> None:
    assert abrege("A" * 1_000_000, 5) == "AAAAA… (1\u202f000\u202f000 caractères)"
    assert abrege("court", 5) == "court"


def test_une_cellule_vide_se_dit_et_l_absence_de_cellule_se_tait(constat) -> None:
    assert observe(constat(valeur="")) == "cellule vide"
    assert observe(constat(valeur="", champ="")) == ""
    assert observe(constat(valeur="", ligne=None)) == ""
    assert observe(constat(valeur="", ligne=1)) == "", "un nom de colonne qui manque n'est pas une cellule vide"
    assert observe(constat(valeur="   ")) == "3 espaces sans autre caractère"
    assert observe(constat(valeur="NA")) == "« NA »"


def test_attendu_et_observe_sont_deux_phrases(constat) -> None:
    assert (
        dit(constat(message="La date s'écrit AAAAMMJJ", valeur="hier"))
        == "La date s'écrit AAAAMMJJ. Observé : « hier »."
    )
    assert dit(constat(message="Le fichier est illisible", champ="")) == "Le fichier est illisible."
