"""The figures of a proof: they follow their schema, are told in full, and are those that the documentation shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from harness.generer import preuve as genere
from harness.preuve.bilan import donnees, schema, tient
from harness.preuve.fil import Conversations, Fil
from harness.preuve.resultats import Epreuve, Matrice, Sort
from harness.preuve.texte import markdown, texte
from harness.resources import racine

DOCS = racine() / "docs"


def _epreuve(sort: Sort, **autres: object) -> Epreuve:
    champs: dict[str, object] = {"innocents": (), "dites": (), "raison": ""} | autres
    return Epreuve("ar-vide", "OI", "AR_Cmd_Acces", "OI-PAC-NOM", 0, ("lot.vide",), sort, **champs)  # type: ignore[arg-type]


PRISE = _epreuve(Sort.PRIS, dites=("lot.vide (OI)",))
EGAL = _epreuve(Sort.EQUIVALENT, raison="parce que", oracle="conforme")
MATRICE = Matrice("1", 2, (), (PRISE, EGAL), (("observation.x", "rien"),))
FIL = Fil(10, {"pris par les deux": 10}, {"gel": 1})
CONVERSATIONS = Conversations(5, 20, 30)


def test_a_proof_follows_its_schema() -> None:
    Draft202012Validator.check_schema(schema())
    for bilan in (donnees(MATRICE), donnees(MATRICE, FIL, CONVERSATIONS)):
        Draft202012Validator(schema()).validate(json.loads(json.dumps(bilan)))


@pytest.mark.parametrize(
    "bilan",
    [
        donnees(Matrice("1", 2, ("X : lot.vide",), ())),
        donnees(Matrice("1", 2, (), (_epreuve(Sort.SURVIT),))),
        donnees(Matrice("1", 2, (), (_epreuve(Sort.AUTREMENT, dites=("lot.binaire (OI)",)),))),
        donnees(Matrice("1", 2, (), (_epreuve(Sort.SANS_EFFET),))),
        donnees(Matrice("1", 2, (), (_epreuve(Sort.EQUIVALENT, raison="parce que", oracle="non conforme"),))),
        donnees(MATRICE, Fil(1, {"manqué": 1}, {}, ("un désaccord",)), None),
        donnees(MATRICE, None, Conversations(1, 1, 1, ("conversation 3 : conv.ar_double",))),
    ],
)
def test_anything_wrong_breaks_it(bilan: dict[str, object]) -> None:
    assert tient(donnees(MATRICE, FIL, CONVERSATIONS))
    assert not tient(bilan)
    assert "ne tient pas" in texte(bilan)


def test_a_rule_counts_what_it_caught() -> None:
    lignes = {r["regle"]: r for r in donnees(MATRICE)["regles"]}
    assert (lignes["lot.vide"]["prises"], lignes["lot.vide"]["survivantes"]) == (1, 0)
    assert lignes["observation.x"]["sans_ecart"] == "rien"


def test_what_breaks_nothing_is_told_place_by_place() -> None:
    (egal,) = donnees(MATRICE)["equivalents"]
    assert (egal["ecart"], egal["scenario"], egal["raison"], egal["oracle"]) == (
        "ar-vide", "OI-PAC-NOM", "parce que", "conforme"
    )  # fmt: skip
    assert "1 conformes, 0 où il ne tranche pas, 0 non conformes." in markdown(donnees(MATRICE))


def test_a_survivor_is_told_with_what_was_expected() -> None:
    bilan = donnees(Matrice("1", 2, (), (_epreuve(Sort.SURVIT),)))
    assert "survit : ar-vide, OI-PAC-NOM, lot 0 ; attendu lot.vide ; rien" in texte(bilan)
    assert "| `ar-vide` (0) | OI-PAC-NOM | lot.vide | rien |" in markdown(bilan)


def test_the_page_and_the_schema_are_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "preuve.json").write_bytes((DOCS / "preuve.json").read_bytes())
    perimes = [p.name for p in genere(tmp_path) if p.read_bytes() != (DOCS / p.relative_to(tmp_path)).read_bytes()]
    assert perimes == []


def test_the_kept_proof_follows_the_schema() -> None:
    Draft202012Validator(schema()).validate(json.loads((DOCS / "preuve.json").read_text(encoding="utf-8")))
