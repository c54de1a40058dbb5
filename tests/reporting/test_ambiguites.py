"""The register and what cites it, as users read them: page, terminal, JSON, report in its four formats."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from harness.judge.results import Gravite, Resultats
from harness.reporting.ambiguites import donnees, markdown, texte
from harness.reporting.ecriture import rend
from harness.resources import racine
from harness.workbook.ambiguites import charge_ambiguites

REGISTRE = charge_ambiguites()


@pytest.fixture
def lu(jugement: Resultats) -> Resultats:
    """The judgement of these tests, its interpretation resting on AMB-06."""

    def cite(c):
        return replace(c, ambiguite="AMB-06") if c.gravite is Gravite.INTERPRETATION else c

    return replace(
        jugement, constats=tuple(map(cite, jugement.constats)), ambiguites=(REGISTRE["AMB-06"],),
        lots=tuple(replace(x, constats=tuple(map(cite, x.constats))) for x in jugement.lots),
        scenarios=tuple(replace(x, constats=tuple(map(cite, x.constats))) for x in jugement.scenarios),
    )  # fmt: skip


def test_the_committed_page_is_up_to_date() -> None:
    commise = (racine() / "docs" / "ambiguites.md").read_text(encoding="utf-8")
    assert commise == markdown(REGISTRE), "docs/ambiguites.md est périmé : lancer « make generer »"


def test_the_page_tells_every_entry_with_its_readings() -> None:
    page = markdown(REGISTRE)
    for a in REGISTRE.values():
        assert f"{a.id} (" in page
        assert a.question in page
        assert all(f"Autre lecture : {autre}" in page for autre in a.autres)


def test_an_entry_on_screen_names_what_it_touches_and_the_moves_it_tolerates() -> None:
    dit = texte([REGISTRE["AMB-17"]])
    assert "AMB-17 (§3.6, §5.1.7)" in dit
    assert "Toléré : l'OI envoie Cmd_STOC quand la commande est « échec signalé »" in dit
    assert "interprétation, le constat cite" in dit
    (seule,) = json.loads(donnees([REGISTRE["AMB-17"]]))["ambiguites"]
    assert seule["messages"] == [{"flux": "Cmd_STOC", "issue": ""}]
    assert len(seule["coups_toleres"]) == 1


def test_the_report_tells_the_clause_once_in_text(lu: Resultats) -> None:
    dit = rend(lu, "texte")
    assert dit.count(REGISTRE["AMB-06"].question) == 1
    assert "INTERPRÉTATIONS" in dit
    assert "≈ AMB-06 (§5.1.4, §6.3.1, §7.1.4, §7.2.2), 1 constat" in dit


def test_the_page_links_the_finding_to_its_clause(lu: Resultats) -> None:
    page = rend(lu, "html")
    assert page.count('<dt id="AMB-06">') == 1
    assert '<a href="#AMB-06">AMB-06</a>' in page
    assert '<a href="#interpretation">Interprétations</a>' in page


def test_the_json_has_the_clause_and_its_findings(lu: Resultats) -> None:
    contenu = json.loads(rend(lu, "json"))
    assert [(i["id"], i["constats"]) for i in contenu["interpretations"]] == [("AMB-06", 1)]
    assert [c["gravite"] for c in contenu["constats"] if c["ambiguite"] == "AMB-06"] == ["interpretation"]


def test_junit_tells_it_without_failing_anything(lu: Resultats) -> None:
    xml = ET.fromstring(rend(lu, "junit"))
    dits = [e.text or "" for e in xml.iter("system-out") if "notif_reprov.type" in (e.text or "")]
    rates = [e for e in (*xml.iter("failure"), *xml.iter("error")) if "notif_reprov.type" in (e.text or "")]
    assert dits
    assert not rates


def test_without_an_interpretation_nothing_is_said_of_the_register(jugement: Resultats) -> None:
    assert "INTERPRÉTATIONS" not in rend(jugement, "texte")
    assert 'class="clauses"' not in rend(jugement, "html")
    assert json.loads(rend(jugement, "json"))["interpretations"] == []
