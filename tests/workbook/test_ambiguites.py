"""The register of ambiguities: it can be read, it says what the code does, and what is wrong in it is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import harness.examen.jugement  # noqa: F401 - declares every rule
from harness.judge.registry import REGLES
from harness.protocol.ambiguites import Sort
from harness.protocol.lifecycle import TABLE
from harness.protocol.terms import EMETTEURS
from harness.reporting.sections import TITRES
from harness.resources import racine
from harness.workbook.ambiguites import charge_ambiguites
from harness.workbook.compile import charge

REGISTRE = charge_ambiguites()
CITE = re.compile(r"AMB-\d\d\b")
HARNAIS = "\n".join(p.read_text(encoding="utf-8") for p in sorted((racine() / "harness").rglob("*.py")))

ENTREE = """
[[ambiguite]]
id = "AMB-01"
theme = "T"
sections = ["3.1"]
question = "Q ?"
retenue = "une"
autres = ["autre"]
sort = "admise"
regles = []
messages = ["CR_Cmd_Acces OK"]
champs = []
"""


def test_the_67_entries_and_those_on_names_follow_each_other() -> None:
    assert list(REGISTRE) == [f"AMB-{n:02d}" for n in range(1, 77)]


def test_what_an_entry_names_exists() -> None:
    formats = charge().formats
    colonnes = {f"{flux}.{c.nom}" for flux, format_ in formats.items() for c in format_.champs}
    for a in REGISTRE.values():
        assert set(a.regles) <= set(REGLES), a.id
        assert set(a.champs) <= colonnes, a.id
        assert {f for f, _ in a.messages} <= set(EMETTEURS), a.id
        assert all(s in TITRES or s.rpartition(".")[0] in TITRES for s in a.sections), a.id


@pytest.mark.parametrize("ou", ["harness", "scenarios", "tests", "features", "docs", "fixtures"])
def test_every_entry_that_is_cited_anywhere_is_in_the_register(ou: str) -> None:
    suffixes = {".py", ".feature", ".md", ".toml", ".csv"}
    fichiers = [p for p in (racine() / ou).rglob("*") if p.suffix in suffixes]
    cites = {id_ for p in fichiers for id_ in CITE.findall(p.read_text(encoding="utf-8", errors="replace"))}
    assert fichiers
    assert cites - {"AMB-99"} <= set(REGISTRE)  # AMB-99: what these tests make up


def test_tolerated_moves_and_entries_that_give_an_interpretation_are_the_same() -> None:
    toleres = {c.tolerance for c in TABLE} - {""}
    for id_ in toleres:
        assert REGISTRE[id_].sort is Sort.INTERPRETATION
        assert REGISTRE[id_].regles
    for a in REGISTRE.values():
        if a.sort is Sort.INTERPRETATION:
            assert a.id in HARNAIS, f"{a.id} : aucune ligne de code ne rend cette interprétation"


def test_a_judgement_that_rests_on_an_entry_does_what_the_entry_says() -> None:
    """A rule that names an entry tells an interpretation, or warns: it never condemns by a reading."""
    juge = "\n".join(p.read_text(encoding="utf-8") for p in sorted((racine() / "harness" / "judge").rglob("*.py")))
    nommes = set(re.findall(r'"(AMB-\d\d)"', juge))
    assert nommes
    for id_ in nommes:
        assert REGISTRE[id_].sort in (Sort.INTERPRETATION, Sort.AVERTIE), id_
        assert REGISTRE[id_].regles, id_


def test_an_entry_on_a_rule_is_about_what_the_rule_is_about() -> None:
    """A rule that an entry claims serves the flux that the entry names."""
    for a in REGISTRE.values():
        flux = {f for f, _ in a.messages} | {c.partition(".")[0] for c in a.champs}
        for id_ in a.regles if flux else ():
            assert not REGLES[id_].flux or REGLES[id_].flux & flux, (a.id, id_)


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ('id = "AMB-01"', 'id = "AMB-1"', "registre.toml, entrée AMB-1 : « id » doit s'écrire AMB-nn"),
        ('sort = "admise"', 'sort = "tolérée"', "registre.toml, entrée AMB-01 : « sort » n'a pas une valeur possible"),
        ('autres = ["autre"]', "autres = []", "« autres » ne peuvent pas être vides"),
        ('autres = ["autre"]', 'autres = ["une"]', "deux lectures sont les mêmes"),
        ("CR_Cmd_Acces OK", "CR_Cmd OK", "« messages » n'a pas une valeur possible"),
        ("CR_Cmd_Acces OK", "CR_Cmd_Acces PEUT-ETRE", "« messages » n'a pas une valeur possible"),
        ('theme = "T"\n', "", "il manque « theme »"),
        ('theme = "T"', 'theme = "T"\navis = "x"', "« avis » est inconnu"),
        ("[[ambiguite]]", "[ambiguite]", "registre.toml : une table [[ambiguite]] par clause est attendue"),
        ("[[ambiguite]]", "[[ambiguite", "registre.toml : un registre est attendu en TOML, UTF-8"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(avant: str, apres: str, dit: str, tmp_path: Path) -> None:
    chemin = tmp_path / "registre.toml"
    chemin.write_text(ENTREE.replace(avant, apres), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(dit)) as erreur:
        charge_ambiguites(chemin)
    assert "\n" not in str(erreur.value)


def test_two_entries_of_one_number_and_a_missing_file_are_told(tmp_path: Path) -> None:
    chemin = tmp_path / "registre.toml"
    with pytest.raises(ValueError, match=r"registre\.toml : registre illisible"):
        charge_ambiguites(chemin)
    chemin.write_text(ENTREE + ENTREE, encoding="utf-8")
    with pytest.raises(ValueError, match="« AMB-01 » est déjà pris"):
        charge_ambiguites(chemin)
