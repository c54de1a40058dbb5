"""The catalogue in its three forms: in the order of the document, complete, self-contained, and true to the run."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from jsonschema import Draft202012Validator

from harness import resources
from harness.campaign.textes import textes
from harness.examen.couverture import Catalogue, couvre
from harness.examen.jugement import Examen
from harness.reporting.ambiguites import donnees as ambiguites_en_json
from harness.reporting.catalogue import chapitres, donnees, page, parties, resume, texte
from harness.reporting.schema import schemas
from harness.reporting.sections import TITRES, cle_de_tri
from harness.resources import racine
from harness.workbook.ambiguites import charge_ambiguites
from harness.workbook.exigences import charge_exigences

CLAUSES = charge_ambiguites().values()


class Lecteur(HTMLParser):
    """Tags, identifiers, links and headings of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.balises: list[str] = []
        self.ids: list[str] = []
        self.liens: list[str] = []
        self.titres: list[str] = []
        self._titre = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        valeurs = dict(attrs)
        self.balises.append(tag)
        if id_ := valeurs.get("id"):
            self.ids.append(id_)
        if (lien := valeurs.get("href")) is not None:
            self.liens.append(lien)
        self._titre = tag in ("h2", "h3")
        if self._titre:
            self.titres.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h2", "h3"):
            self._titre = False

    def handle_data(self, data: str) -> None:
        if self._titre:
            self.titres[-1] += data


@pytest.fixture(scope="module")
def catalogue(examen_du_catalogue: Examen) -> Catalogue:
    return couvre(examen_du_catalogue, charge_exigences())


@pytest.fixture(scope="module")
def html(catalogue: Catalogue) -> str:
    return page(catalogue, textes(resources.features()), CLAUSES)


def test_every_section_of_the_document_is_there_in_its_order(catalogue: Catalogue) -> None:
    sections = [c.section for c in chapitres(catalogue, CLAUSES)]
    assert sections == sorted(sections, key=cle_de_tri)
    assert set(TITRES) == set(sections)
    assert "6.2.3" in sections  # no requirement of its own
    assert all(c.titre for c in chapitres(catalogue, CLAUSES))
    assert [p.numero for p in parties(chapitres(catalogue))] == [*"1234567", "annexe"]


def test_nothing_is_lost_between_the_run_and_the_sections(catalogue: Catalogue) -> None:
    tous = chapitres(catalogue, CLAUSES)
    assert sum(len(c.scenarios) for c in tous) == len(catalogue.scenarios)
    assert sum(len(c.lignes) for c in tous) == len(catalogue.lignes)
    assert {a.id for c in tous for a in c.ambiguites} == {a.id for a in CLAUSES}


def test_the_page_titles_follow_the_document(html: str) -> None:
    titres = Lecteur(html).titres
    numeros = [t.split()[0].lstrip("§").casefold() for t in titres if re.match(r"§\d|Annexe", t)]
    assert numeros == sorted(numeros, key=cle_de_tri)
    assert set(numeros) == set(TITRES)


def test_the_page_says_every_requirement_and_every_sentence_of_every_scenario(html: str, catalogue: Catalogue) -> None:
    ids = set(Lecteur(html).ids)
    assert {x.exigence.id for x in catalogue.lignes} <= ids
    assert {s.id for s in catalogue.scenarios} <= ids
    assert {a.id for a in CLAUSES} <= ids
    assert html.count('<pre class="gherkin">') == len(catalogue.scenarios)
    from markupsafe import escape

    lus = textes(resources.features())
    for scenario in catalogue.scenarios:
        for ligne in lus[scenario.id]:
            assert str(escape(ligne)) in html, (scenario.id, ligne)
    for ligne in catalogue.lignes:
        assert str(escape(ligne.exigence.enonce)) in html


def test_the_page_stands_alone_and_its_links_lead_somewhere(html: str) -> None:
    lu = Lecteur(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(lu.balises)
    assert "url(" not in html
    assert "default-src 'none'" in html
    assert all(lien.startswith("#") for lien in lu.liens)
    assert not [lien for lien in lu.liens if lien.removeprefix("#") not in set(lu.ids)]
    assert len(lu.ids) == len(set(lu.ids))
    assert '<html lang="fr">' in html
    assert {"main", "nav", "h1", "details", "summary"} <= set(lu.balises)


def test_the_json_follows_its_schema_and_counts_the_same(catalogue: Catalogue) -> None:
    contenu = json.loads(donnees(catalogue))
    Draft202012Validator(json.loads(schemas()["catalogue.schema.json"])).validate(contenu)
    assert contenu["resume"]["exercees"] == sum(e["exercee"] for e in contenu["exigences"])
    assert contenu["resume"]["scenarios"] == len(contenu["scenarios"])
    assert [s["section"] for s in contenu["sections"]] == [c.section for c in chapitres(catalogue)]


@pytest.mark.parametrize("nom", ["catalogue", "ambiguites"])
def test_the_schemas_are_valid_and_up_to_date(nom: str) -> None:
    schema = schemas()[f"{nom}.schema.json"]
    Draft202012Validator.check_schema(json.loads(schema))
    commis = (racine() / "docs" / "schema" / f"{nom}.schema.json").read_text(encoding="utf-8")
    assert commis == schema, "lancer « make generer »"


def test_the_register_follows_its_schema_and_an_invented_sort_does_not() -> None:
    validateur = Draft202012Validator(json.loads(schemas()["ambiguites.schema.json"]))
    contenu = json.loads(ambiguites_en_json(CLAUSES))
    validateur.validate(contenu)
    contenu["ambiguites"][0]["sort"] = "tolérée"
    assert not validateur.is_valid(contenu)


def test_the_text_says_each_scenario_and_why_a_requirement_is_not_exercised(catalogue: Catalogue) -> None:
    lu = texte(catalogue, CLAUSES)
    assert lu.startswith(resume(catalogue))
    assert "✓ STOC-PAC-NOM : Cas nominal (conforme, " in lu
    assert "– REQ-1-02 " in lu
    assert "aucun fichier ne peut le montrer" in lu
    assert "≈ à lire avec AMB-55, AMB-68" in lu
