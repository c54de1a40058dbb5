"""The catalogue is well written: each sentence means one thing, nothing is unused, nothing breaks in silence."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from pytest_bdd.parser import Feature, FeatureParser, ScenarioTemplate, Step
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from harness import resources
from scenarios import steps
from scenarios.vocabulary import TYPES

IDENTIFIANTS = Path(__file__).with_name("identifiants.csv")
FICHIERS = sorted(resources.features().rglob("*.feature"))
DEFINITIONS: dict[str, StepFunctionContext] = {
    c.step_func.__name__: c for c in step_function_context_registry.values() if c.step_func.__module__ == steps.__name__
}
MOTS_CLES = {
    "Fonctionnalité", "Contexte", "Règle", "Scénario", "Plan du scénario", "Exemples",
    "Étant donné", "Étant donné que", "Étant donné qu'", "Quand", "Alors", "Et", "Mais",
}  # fmt: skip
ID = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)+")
SECTION = re.compile(r"§\d+(\.\d+)*")


def feature(fichier: Path) -> Feature:
    return FeatureParser(str(fichier.parent), fichier.name).parse()


def scenarios() -> list[tuple[Path, ScenarioTemplate]]:
    return [(f, s) for f in FICHIERS for s in feature(f).scenarios.values()]


def pas() -> list[Step]:
    """Every step of every scenario, with the values of its examples put in."""
    modeles = [s for _, s in scenarios()]
    contextes = [(m, c) for m in modeles for c in ([c for e in m.examples for c in e.as_contexts()] or [{}])]
    return [step for modele, contexte in contextes for step in modele.render(contexte).steps]


def trouvees(step: Step) -> list[str]:
    return [nom for nom, c in DEFINITIONS.items() if c.type in (None, step.type) and c.parser.is_matching(step.name)]


def test_there_is_a_catalogue() -> None:
    assert len(FICHIERS) >= 30
    assert len(DEFINITIONS) >= 5


def test_each_step_means_exactly_one_thing() -> None:
    """pytest-bdd picks one of two definitions that match, without a word."""
    assert {s.name: trouvees(s) for s in pas() if len(trouvees(s)) != 1} == {}


def test_each_definition_is_used() -> None:
    assert set(DEFINITIONS) - {nom for s in pas() for nom in trouvees(s)} == set()


def test_the_vocabulary_is_small() -> None:
    assert len(DEFINITIONS) <= 60
    assert len(pas()) >= 10 * len(DEFINITIONS)


def test_steps_are_calls() -> None:
    """At most two values in a sentence, five lines of body."""
    for definition in DEFINITIONS.values():
        assert definition.parser.name.count("{") <= 2, definition.parser.name
        code = definition.step_func.__code__
        assert len({n for _, _, n in code.co_lines() if n}) <= 6, definition.parser.name


@pytest.mark.parametrize("mot", TYPES)
def test_each_kind_of_word_is_used_by_a_sentence(mot: str) -> None:
    assert any(f":{mot}}}" in d.parser.name for d in DEFINITIONS.values())


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: f.stem)
def test_typography_cannot_break_a_sentence(fichier: Path) -> None:
    octets = fichier.read_bytes()
    texte = octets.decode("utf-8")
    assert not octets.startswith(b"\xef\xbb\xbf")
    assert texte.splitlines()[0] == "# language: fr"
    assert texte == unicodedata.normalize("NFC", texte)
    assert not set(texte) & set("‘’“”\u00a0\u202f\t\r")
    assert texte.endswith("\n")
    assert all(ligne == ligne.rstrip() for ligne in texte.splitlines())


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: f.stem)
def test_keywords_are_the_ones_we_chose(fichier: Path) -> None:
    lignes = [ligne.strip() for ligne in fichier.read_text(encoding="utf-8").splitlines()]
    for ligne in lignes:
        assert not re.match(r"(Et que|Et qu'|Lorsqu|Donc|Sachant|Soit|\*)", ligne), ligne
    arbre = feature(fichier)
    employes = {s.keyword.strip() for m in arbre.scenarios.values() for s in m.steps} | {arbre.keyword}
    connus = {m.title() for m in MOTS_CLES} | MOTS_CLES
    assert employes <= connus


@pytest.mark.parametrize("fichier", FICHIERS, ids=lambda f: f.stem)
def test_a_feature_fits_on_a_page(fichier: Path) -> None:
    """Two scenarios of one name would be one for pytest-bdd, so titles are counted in the text."""
    titres = re.findall(r"^\s*(?:Scénario|Plan du scénario): (.+)$", fichier.read_text(encoding="utf-8"), re.M)
    assert Counter(titres).most_common(1)[0][1] == 1
    assert len(titres) == len(feature(fichier).scenarios) <= 12


@pytest.mark.parametrize(("fichier", "scenario"), scenarios(), ids=lambda v: getattr(v, "stem", ""))
def test_each_scenario_has_one_id_and_one_section(fichier: Path, scenario: ScenarioTemplate) -> None:
    ids = [t for t in scenario.tags if ID.fullmatch(t)]
    sections = [t for t in scenario.tags if SECTION.fullmatch(t)]
    assert (len(ids), len(sections)) == (1, 1), scenario.tags
    assert not any(ID.fullmatch(t) or SECTION.fullmatch(t) for t in feature(fichier).tags)


def test_every_case_of_the_document_is_a_scenario_and_only_one() -> None:
    """The list of the paths that the document describes, section by section."""
    attendus = Counter(
        (r["section"], r["identifiant"]) for r in csv.DictReader(IDENTIFIANTS.read_text().splitlines(), delimiter=";")
    )
    assert len(attendus) == 198
    etiquettes = [sorted(t for t in s.tags if ID.fullmatch(t) or SECTION.fullmatch(t)) for _, s in scenarios()]
    assert Counter((section[1:], ident) for ident, section in etiquettes) == attendus


def test_every_scenario_is_bound() -> None:
    """A feature that no module binds is never run, and nobody is told."""
    dossier = Path(steps.__file__).parent
    commande = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", str(dossier)]
    fait = subprocess.run(commande, capture_output=True, text=True, check=False, cwd=dossier.parent)
    assert fait.returncode == 0, fait.stdout
    assert fait.stdout.count("test_catalogue.py::test_") == len(scenarios())


def test_every_scenario_says_how_it_ends() -> None:
    """Where the order stands, or the appointment when no order followed it (§3.14)."""
    fins = ("la commande est ", "le rendez-vous est ")
    assert [s.name for _, s in scenarios() if not s.steps[-1].name.startswith(fins)] == []


def test_a_sentence_out_of_the_vocabulary_would_be_seen() -> None:
    """The checks above can fail."""
    for phrase in (
        "l'OX envoie une Cmd_Acces",
        "l'OC3 envoie une Cmd_Acces",
        "le système qui émet Cmd_Acces laisse A vide",
        "l'OC envoie une Cmd_Access",
        "l'oc envoie une Cmd_Acces",
        "l'OI rêve",
    ):
        inventee = Step(phrase, "when", 0, 1, "Quand")
        assert trouvees(inventee) == []
