"""The page on planted faults says what the figures say, and explains every fault that went unseen."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from tests.mutation import page
from tests.mutation.page import au_moins, lit_donnees, lit_raisons, markdown, oublie

DONNEES = lit_donnees()
RAISONS = lit_raisons()


def test_the_page_is_what_the_figures_give() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == markdown(DONNEES, RAISONS), (
        "lancer « python -m tests.mutation.page »"
    )


def test_every_survivor_has_one_reason_and_every_reason_a_survivor() -> None:
    dites = Counter(c for raison in RAISONS for c in raison["fautes"])
    assert {c for c, n in dites.items() if n > 1} == set()
    assert set(dites) == {s["cle"] for s in DONNEES["survivantes"]}
    assert all(raison["texte"].strip().endswith(".") for raison in RAISONS)


@pytest.mark.parametrize("module", sorted({s["module"] for s in DONNEES["survivantes"]}))
def test_every_survivor_is_a_line_that_is_still_written(module: str) -> None:
    """What is no longer there is no fault any more."""
    lignes = {ligne.strip() for ligne in (page.RACINE / module).read_text(encoding="utf-8").splitlines()}
    perdues = {s["avant"] for s in DONNEES["survivantes"] if s["module"] == module} - lignes
    assert not perdues, "lancer « python -m tests.mutation.page », et ôter leur raison de survivantes.toml"


def test_the_figures_add_up() -> None:
    for nom, famille in DONNEES["familles"].items():
        siens = [m for n, m in DONNEES["modules"].items() if n.startswith(f"{nom}/")]
        assert famille == {c: sum(m[c] for m in siens) for c in ("fautes", "essayees", "vues")}
        non_vues = [s for s in DONNEES["survivantes"] if s["module"].startswith(f"{nom}/")]
        assert len(non_vues) == famille["essayees"] - famille["vues"]


def test_at_least_nine_faults_in_ten_are_seen_in_the_judge() -> None:
    juge = DONNEES["familles"]["harness/judge"]
    assert juge["essayees"] >= 1_500
    assert juge["vues"] / juge["essayees"] >= 0.9


def test_a_sample_says_how_much_it_can() -> None:
    assert 0.88 < au_moins(900, 1_000) < 0.89
    assert au_moins(9, 10) < 0.7
    assert au_moins(10, 10) < 1


def donnees(**familles: dict[str, int]) -> dict[str, Any]:
    return {
        "commit": "abc", "familles": familles, "ecartees": {"sans objet": 1234}, "illisibles": 2, "identiques": 3,
        "modules": {"a/b.py": {"fautes": 4, "essayees": 3, "vues": 1}},
        "survivantes": [
            {"cle": "k1", "module": "a/b.py", "ligne": 7, "avant": "x = `1`", "apres": "x = `2`"},
            {"cle": "k2", "module": "a/b.py", "ligne": 3, "avant": "if a < b:", "apres": "if a <= b:"},
        ],
    }  # fmt: skip


def test_a_fault_is_forgotten_with_its_line() -> None:
    module = "tests/mutation/test_page.py"
    avant = donnees(tests={"fautes": 4, "essayees": 3, "vues": 1})
    avant["modules"] = {module: {"fautes": 4, "essayees": 3, "vues": 1}}
    avant["survivantes"] = [
        {"cle": "k1", "module": module, "ligne": 1, "avant": "from __future__ import annotations", "apres": ""},
        {"cle": "k2", "module": module, "ligne": 9, "avant": "ligne qui n'est plus là", "apres": ""},
    ]
    apres = oublie(avant)
    assert [s["cle"] for s in apres["survivantes"]] == ["k1"]
    assert apres["modules"] == {module: {"fautes": 3, "essayees": 2, "vues": 1}}
    assert apres["familles"] == {"tests": {"fautes": 3, "essayees": 2, "vues": 1}}
    assert "fautes non vues disparues depuis, avec leur ligne : 1" in markdown(apres, ())
    assert oublie(apres) == apres


def test_the_page_owns_to_what_was_not_tried() -> None:
    lues = donnees(
        a={"fautes": 3000, "essayees": 1000, "vues": 900},
        b={"fautes": 10, "essayees": 10, "vues": 10},
        c={"fautes": 5, "essayees": 0, "vues": 0},
    )
    texte = markdown({**lues, "fraiches": {"a": [90, 100]}}, [{"texte": "Sans effet.", "fautes": ["k1", "k2"]}])
    assert "| `a` | 3\u202f000 | 1\u202f000 | 900 | **90,0 %** |" in texte
    assert "Pour `a`, c'est un échantillon : 1\u202f000 fautes sur 3\u202f000. Des tests ayant été écrits" in texte
    assert "sur 100 fautes essayées avant" in texte
    assert "90,0 % vues, soit au moins 83,9 % des autres" in texte
    assert "Pour `b`, toutes les fautes ont été essayées." in texte
    assert "`c` n'a pas été essayé." in texte
    assert re.findall(r"^- .*$", texte, re.M) == [
        "- `a/b.py` ligne 3 : `if a < b:` devient `if a <= b:`",
        "- `a/b.py` ligne 7 : ``x = `1` `` devient ``x = `2` ``",
    ]
