"""The closed form of conditions: what is read, what is prose, what is refused."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.protocol import conditions
from harness.protocol.conditions import Condition, ConditionIllisible, parse

CHAMPS = ("TypeRacco", "PriseExistante", "IdRdv", "OC 1", "NomModulePm N°1", "Info Cmd Accès 1", "EtatX")


def lignes(**cellules: str):
    return lambda champ: cellules.get(champ, "")


@pytest.mark.parametrize(
    ("texte", "canonique"),
    [
        ("TypeRacco = OI", "TypeRacco = OI"),
        ("typeracco=OI|OC", "TypeRacco = OI|OC"),
        ("TypeRacco = OI et PriseExistante = N", "TypeRacco = OI et PriseExistante = N"),
        ("TypeRacco = OI ET IdRdv vide", "TypeRacco = OI et IdRdv vide"),
        ("  IdRdv \n renseigné ", "IdRdv renseigné"),
        ("IdRdv renseigne", "IdRdv renseigné"),
        ("IdRdv renseigne\u0301", "IdRdv renseigné"),
        ("OC 1 = FREE|NA", "OC 1 = FREE|NA"),
        ("NomModulePm N°1 renseigné", "NomModulePm N°1 renseigné"),
        ("info cmd accès 1 VIDE", "Info Cmd Accès 1 vide"),
        ("EtatX = PTO EXISTANTE", "EtatX = PTO EXISTANTE"),
        ("EtatX = L'OI|L'OC", "EtatX = L'OI|L'OC"),
    ],
)
def test_closed_form_is_read_whatever_its_spacing_and_case(texte: str, canonique: str) -> None:
    lue = parse(texte, CHAMPS)
    assert lue.verifiable
    assert str(lue) == canonique


@pytest.mark.parametrize(
    "texte",
    [
        "si TypeRacco = OI",
        "si TypeRacco = OI et IdRdv vide",
        "Obligatoire si TypeRacco = OI",
        "pour chaque fibre de l'ingénierie",
        "en modèle OI",
        "dès que l'OI l'a communiquée",
        "la prise est vide",
        "IdRdv non renseigné",
        "le type de raccordement = OI",
        "Code postal = 99010",
        "prise Existante = O",
        "TypeRacco = OI ou OC",
        "TypeRacco = OI OU OC",
        "TypeRacco = OI/OC",
        "TypeRacco = OI, facultatif sinon",
        "TypeRacco = OI et PriseExistante = N, sauf contrat",
        "TypeRacco = OI (modèle OI)",
        "TypeRacco = OI ou TypeRacco = OC",
        "TypeRacco",
        "et",
    ],
)
def test_prose_is_kept_and_never_guessed_at(texte: str) -> None:
    lue = parse(texte, CHAMPS)
    assert lue == Condition(texte)
    assert not lue.verifiable
    assert str(lue) == texte
    with pytest.raises(ValueError, match="non vérifiable automatiquement"):
        lue.holds(lignes())


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("TypeRaco = OI", "champ inconnu « TypeRaco »"),
        ("raccordement = OI", "champ inconnu « raccordement »"),
        ("Info Cmd Accès 9 = X", "champ inconnu « Info Cmd Accès 9 »"),
        ("IdRdvv renseigné", "champ inconnu « IdRdvv »"),
        ("NomModulePm N°5 vide", "champ inconnu « NomModulePm N°5 »"),
        ("TypeRacco =", "valeur attendue"),
        ("TypeRacco = OI|", "valeur attendue"),
        ("TypeRacco = non vide", "« non vide » n'est pas une valeur"),
        ("TypeRacco = Renseigné", "« Renseigné » n'est pas une valeur"),
        ("TypeRacco = *", "« \\* » n'est pas une valeur"),
        ("TypeRacco = “OI”", "sans guillemets"),
        ("TypeRacco = OC|'OI'", "sans guillemets"),
        ("TypeRacco = 'OI", "sans guillemets"),
        ("TypeRacco = OI'", "sans guillemets"),
        ("= OI", "nom de champ attendu"),
        ("TypeRacco == OI", "valeur attendue|un seul « = »"),
        ("TypeRacco = OI = OC", "un seul « = »"),
        ("TypeRacco = OI et", "manque avant ou après « et »"),
        ("et TypeRacco = OI", "manque avant ou après « et »"),
        ("TypeRacco = OI et la prise est posée", "n'est ni « Champ = V1"),
    ],
)
def test_a_broken_closed_form_is_refused_with_its_reason(texte: str, raison: str) -> None:
    with pytest.raises(ConditionIllisible, match=raison):
        parse(texte, CHAMPS)


def test_a_column_whose_name_begins_like_prose_can_still_be_tested() -> None:
    assert parse("Pour OI = X", ("Pour OI",)).verifiable


@pytest.mark.parametrize(
    ("texte", "cellules", "vraie"),
    [
        ("TypeRacco = OI|STOC", {"TypeRacco": "stoc"}, True),
        ("TypeRacco = OI|STOC", {"TypeRacco": " OI "}, True),
        ("TypeRacco = OI|STOC", {"TypeRacco": "OC"}, False),
        ("TypeRacco = OI|STOC", {}, False),
        ("IdRdv renseigné", {"IdRdv": "R1"}, True),
        ("IdRdv renseigné", {"IdRdv": "  "}, False),
        ("IdRdv vide", {"IdRdv": " "}, True),
        ("IdRdv vide", {"IdRdv": "x"}, False),
        ("TypeRacco = OI et IdRdv vide", {"TypeRacco": "OI"}, True),
        ("TypeRacco = OI et IdRdv vide", {"TypeRacco": "OI", "IdRdv": "R1"}, False),
    ],
)
def test_what_a_condition_says_of_a_line(texte: str, cellules: dict[str, str], vraie: bool) -> None:
    assert parse(texte, CHAMPS).holds(lignes(**cellules)) is vraie


VALEURS = st.text(string.ascii_uppercase + string.digits + "-_.", min_size=1, max_size=8).filter(lambda v: v != "ET")


@st.composite
def fermes_au_hasard(draw: st.DrawFn) -> conditions.Test:
    champ = draw(st.sampled_from(CHAMPS))
    operateur = draw(st.sampled_from(("egal", "renseigné", "vide")))
    valeurs = tuple(draw(st.lists(VALEURS, min_size=1, max_size=4))) if operateur == "egal" else ()
    return conditions.Test(champ, operateur, valeurs)


@given(st.lists(fermes_au_hasard(), min_size=1, max_size=4))
def test_any_closed_condition_is_read_back_from_its_own_text(fermes: list[conditions.Test]) -> None:
    ecrite = " et ".join(map(str, fermes))
    lue = parse(ecrite, CHAMPS)
    assert lue.tests == tuple(fermes)
    assert str(lue) == ecrite
    assert parse(str(lue), CHAMPS) == lue


@given(st.text(max_size=60))
def test_any_text_is_read_kept_as_prose_or_refused_with_a_french_reason(texte: str) -> None:
    try:
        lue = parse(texte, CHAMPS)
    except ConditionIllisible:
        assert "=" in texte or "renseign" in texte.casefold() or "vide" in texte.casefold()
        return
    assert lue.verifiable == bool(lue.tests)
    assert all(t.champ in CHAMPS for t in lue.tests)
    assert parse(lue.texte, CHAMPS) == lue
