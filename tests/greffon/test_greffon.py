"""The plugin in an operator's repository: their tests, and the catalogue against a program that shares nothing with us.

Every run is a pytest of its own. The system under test is the independent OI, started and stopped by their fixture.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.partenaires.banc import FACTEUR, ICI
from tests.partenaires.conftest import LOGEMENTS

pytest_plugins = ["pytester"]

PROFIL = """
[operateurs]
oi = "XVAL"
oc = "XTEL"
sous_test = "OI"

[contrat]
modes = [{modes}]
rdv = "outil"

[attente]
patience = "{patience}"
scrutation = "5 secondes"

[echange]
transport = "dossier"
fichier_entier = "renommage"

[echange.dossier]
racine = "{echange}"
vers_oi = "oc_vers_oi"
vers_oc = "oi_vers_oc"
"""
CONFTEST = """
import subprocess, sys
import pytest

@pytest.fixture(scope="session")
def interop_systeme():
    with open("journal-du-systeme.txt", "w") as dit:
        processus = subprocess.Popen({commande!r}, stdout=subprocess.PIPE, text=True)
        assert processus.stdout.readline() == "prêt\\n"
        dit.write("démarré ")
        yield
        processus.kill()
        processus.communicate()
        dit.write("arrêté")
"""
CONNU = """
[[ecarts_connus]]
regle = "conv.reference_prestation"
scenario = "STOC-PCI-NOM"
raison = "références revues au lot 4"
date = 2026-01-02
"""


class Depot:
    """A repository of an operator who has an OI: one test of theirs, a profile, and the fixture that starts the OI."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester, self.dossier = pytester, pytester.path
        self.debut = datetime.now(UTC).replace(microsecond=0)
        self.echange = self.dossier / "echange"
        for sens in ("oc_vers_oi", "oi_vers_oc"):
            (self.echange / sens).mkdir(parents=True)
        (self.dossier / "donnees.csv").write_text(LOGEMENTS, encoding="utf-8")
        self.profil()
        self.systeme()
        pytester.makepyfile(test_a_eux="def test_a_eux():\n    assert 1 + 1 == 2\n")

    def profil(self, suite: str = "", modes: str = '"OI", "STOC", "OC"', patience: str = "8 jours ouvrés") -> None:
        texte = PROFIL.format(modes=modes, echange=self.echange, patience=patience) + suite
        (self.dossier / "profil.toml").write_text(texte, encoding="utf-8")

    def systeme(self, *ecarts: str, ou: str = ".") -> None:
        local = self.debut.astimezone(ZoneInfo("Europe/Paris")).replace(tzinfo=None)
        commande = [
            sys.executable, "-S", str(ICI / "oi.py"), "--entree", str(self.echange / "oc_vers_oi"),
            "--sortie", str(self.echange / "oi_vers_oc"), "--oi", "XVAL", "--oc", "XTEL",
            "--donnees", str(self.dossier / "donnees.csv"), "--debut", local.isoformat(),
            "--depart", str(self.debut.timestamp()), "--allure", str(FACTEUR),
            *(m for e in ecarts for m in ("--ecart", e)),
        ]  # fmt: skip
        chemin = self.dossier / ou / "conftest.py"
        chemin.parent.mkdir(exist_ok=True)
        chemin.write_text(CONFTEST.format(commande=commande), encoding="utf-8")

    def joue(self, scenarios: str, *options: str) -> pytest.RunResult:
        return self.pytester.runpytest_subprocess(
            "--interop-sous-test", "oi", "--interop-profil", "profil.toml", "--interop-scenarios", scenarios,
            "--interop-acceleration", str(FACTEUR), "--interop-origine", self.debut.isoformat(), *options,
        )  # fmt: skip

    @property
    def du_systeme(self) -> str:
        chemin = self.dossier / "journal-du-systeme.txt"
        return chemin.read_text() if chemin.exists() else ""


@pytest.fixture
def depot(pytester: pytest.Pytester) -> Depot:
    return Depot(pytester)


def cas_junit(chemin: Path) -> dict[str, ET.Element]:
    return {f"{c.get('classname')}::{c.get('name')}": c for c in ET.parse(chemin).getroot().iter("testcase")}


def test_the_catalogue_is_played_beside_their_tests(depot: Depot) -> None:
    """A mode that their profile does not declare is skipped with its reason; the whole is judged, reported and kept."""
    depot.profil(modes='"STOC", "OC"')
    resultat = depot.joue(
        "OI-PAC-NOM ou STOC-PCI-NOM ou OC-PAC-NOM", "--interop-rapport", "rapport", "--junitxml", "j.xml", "-rs"
    )
    assert resultat.ret == pytest.ExitCode.OK
    resultat.assert_outcomes(passed=3, skipped=1)
    assert depot.du_systeme == "démarré arrêté"
    texte = resultat.stdout.str()
    assert "sans objet : le profil ne déclare pas le mode OI (modes = STOC, OC)" in texte
    assert "Conforme : Aucun manquement dans ce qui a été exercé" in texte
    assert (depot.dossier / "campagnes" / "0001" / "journal.jsonl").exists()
    noms = {p.name for p in (depot.dossier / "rapport").iterdir()}
    assert noms == {"rapport.html", "rapport.json", "rapport.junit.xml", "rapport.txt"}
    cas = cas_junit(depot.dossier / "j.xml")
    assert set(cas) == {"test_a_eux::test_a_eux"} | {
        f"interop-acces::{s}" for s in ("OI-PAC-NOM", "STOC-PCI-NOM", "OC-PAC-NOM")
    }
    assert [e.tag for e in cas["interop-acces::OC-PAC-NOM"]] == ["properties"]
    proprietes = {p.get("name"): p.get("value") for p in cas["interop-acces::OC-PAC-NOM"].iter("property")}
    assert proprietes == {"section": "§6.1.1", "titre": "Cas nominal"}


def test_a_breach_fails_with_its_findings_and_nothing_of_ours(depot: Depot) -> None:
    depot.systeme("mad-en-mode-oc")
    resultat = depot.joue("OC-PAC-NOM", "--junitxml", "j.xml")
    assert resultat.ret == pytest.ExitCode.TESTS_FAILED
    resultat.assert_outcomes(passed=1, failed=1)
    texte = resultat.stdout.str()
    assert "_ OC-PAC-NOM §6.1.1 Cas nominal _" in texte
    (ligne,) = {li for li in texte.splitlines() if li.startswith("✗")}  # told again at the end in CI
    for fait in ("CR_MAD_LigneFTTH", ".csv, ligne 2", "[OI, §3.6", "conv.cr_mad_en_modele_oc]"):
        assert fait in ligne
    for de_nous in ("Traceback", "catalogue.py", "verdict.py"):
        assert de_nous not in texte
    assert "Non conforme : 1 non-conformité (OI 1)" in texte
    echec = cas_junit(depot.dossier / "j.xml")["interop-acces::OC-PAC-NOM"].find("failure")
    assert echec is not None
    assert "conv.cr_mad_en_modele_oc" in (echec.text or "")


def test_a_known_breach_is_an_expected_failure(depot: Depot) -> None:
    depot.profil(CONNU)
    depot.systeme("prestation-differente")
    resultat = depot.joue("STOC-PCI-NOM", "-rx")
    assert resultat.ret == pytest.ExitCode.OK
    resultat.assert_outcomes(passed=1, xfailed=1)
    texte = resultat.stdout.str()
    assert "écart connu : références revues au lot 4" in texte
    assert "Écart connu : Aucun manquement dans ce qui a été exercé, hormis les écarts connus" in texte


def test_an_entry_that_no_longer_happens_fails_a_run_whose_tests_pass(depot: Depot) -> None:
    """Only the whole journal tells: the exit code is that of a failure although every item passed."""
    depot.profil(CONNU)
    disparu = depot.joue("STOC-PCI-NOM")
    assert disparu.ret == pytest.ExitCode.TESTS_FAILED
    disparu.assert_outcomes(passed=2)
    texte = disparu.stdout.str()
    assert "Non conforme : 1 non-conformité" in texte
    assert "« conv.reference_prestation » (scénario STOC-PCI-NOM) n'a plus lieu : retirez-le du profil" in texte


def test_what_nobody_answers_fails_with_its_reason(depot: Depot) -> None:
    resultat = depot.joue("STOC-PAC-MADKO")
    assert resultat.ret == pytest.ExitCode.TESTS_FAILED
    resultat.assert_outcomes(passed=1, failed=1)
    assert "non concluant : personne n'a attesté : notre technicien appelle votre hotline" in resultat.stdout.str()


def test_a_set_up_that_fails_is_an_error_in_one_sentence(depot: Depot) -> None:
    (depot.dossier / "deja").mkdir()
    (depot.dossier / "deja" / "notes.txt").write_text("x")
    resultat = depot.joue("OC-PAC-NOM", "--interop-journal", "deja")
    assert resultat.ret == pytest.ExitCode.TESTS_FAILED
    resultat.assert_outcomes(passed=1, errors=1)
    texte = resultat.stdout.str()
    assert "erreur du banc : " in texte
    assert "n'est pas vide : un journal s'écrit dans un dossier neuf" in texte
    assert "Traceback" not in texte
    assert depot.du_systeme == "démarré arrêté"


def test_their_system_may_be_started_from_a_folder_of_tests(depot: Depot) -> None:
    (depot.dossier / "conftest.py").unlink()
    depot.systeme(ou="essais")
    refuse = depot.joue("OC-PAC-NOM")
    assert refuse.ret == pytest.ExitCode.USAGE_ERROR
    assert "aucun test de ce dossier n'est joué, son interop_systeme est ignoré" in refuse.stderr.str()
    (depot.dossier / "essais" / "test_autre.py").write_text("def test_autre():\n    pass\n")
    resultat = depot.joue("OC-PAC-NOM", "--interop-journal", "journal", "-k", "OC-PAC-NOM or test_autre")
    assert resultat.ret == pytest.ExitCode.OK
    resultat.assert_outcomes(passed=2, deselected=1)
    assert depot.du_systeme == "démarré arrêté"


@pytest.mark.parametrize(
    ("options", "phrase"),
    [
        (("--interop-sous-test", "oi"), "--interop-sous-test demande --interop-profil"),
        (("--interop-sous-test", "OI"), "--interop-sous-test demande --interop-profil"),
        (("--interop-rapport", "r"), "--interop-rapport : --interop-sous-test oi ou oc attendu"),
        (("--interop-sous-test", "oi", "--interop-profil", ""), "--interop-profil: rien n'est donné : une variable"),
        (("--interop-sous-test", "oi", "--interop-profil", "absent.toml"), "absent.toml ne peut pas être lu"),
        (
            ("--interop-sous-test", "oi", "--interop-profil", "profil.toml", "--interop-scenarios", "RIEN"),
            "« RIEN » ne désigne aucun scénario",
        ),
        (
            ("--interop-sous-test", "oi", "--interop-profil", "profil.toml", "--interop-acceleration", "vite"),
            "nombre d'au moins 1 attendu, « vite » reçu",
        ),
    ],
)
def test_a_wrong_use_is_said_before_anything_runs(depot: Depot, options: tuple[str, ...], phrase: str) -> None:
    resultat = depot.pytester.runpytest_subprocess(*options)
    assert resultat.ret == pytest.ExitCode.USAGE_ERROR
    texte = resultat.stderr.str() + resultat.stdout.str()
    assert phrase in texte
    assert "Traceback" not in texte
    assert depot.du_systeme == ""


FEATURE = """
Feature: theirs
  @STOC-PAC-NOM @§5 @lent
  Scenario: one of theirs
    Given nothing
"""
BDD = """
from pytest_bdd import given, scenarios
scenarios("leur.feature")

@given("nothing")
def nothing(request):
    assert sorted(m.name for m in request.node.iter_markers())[:3] == ["STOC-PAC-NOM", "lent", "§5"]
"""


@pytest.mark.parametrize("avec", [False, True], ids=["without us", "beside us"])
def test_people_who_use_pytest_bdd_keep_their_own_tags(depot: Depot, avec: bool) -> None:
    (depot.dossier / "leur.feature").write_text(FEATURE, encoding="utf-8")
    depot.pytester.makepyfile(test_leur=BDD)
    depot.pytester.makeini("[pytest]\nmarkers =\n  STOC-PAC-NOM\n  lent\n  §5\naddopts = --strict-markers\n")
    resultat = depot.joue("OC-PAC-NOM") if avec else depot.pytester.runpytest_subprocess()
    assert resultat.ret == pytest.ExitCode.OK
    resultat.assert_outcomes(passed=3 if avec else 2)


def test_without_the_option_nothing_is_added_nor_loaded(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_a_eux="def test_a_eux():\n    pass\n")
    code = (
        "import sys, pytest\n"
        "code = pytest.main(['-q', '--markers'])\n"
        "code = code or pytest.main(['-q'])\n"
        "print('MODULES', *sorted(m for m in sys.modules if m.partition('.')[0] in ('harness', 'scenarios')))\n"
        "print('LOURDS', *sorted({'pydantic', 'numpy', 'pandas', 'pyarrow', 'openpyxl'} & set(sys.modules)))\n"
        "sys.exit(code)\n"
    )
    propre = [sys.executable, "-c", code]
    fini = subprocess.run(propre, cwd=pytester.path, capture_output=True, text=True, check=False)
    lignes = fini.stdout.splitlines()
    assert fini.returncode == 0, fini.stdout + fini.stderr
    assert "MODULES harness harness.greffon" in lignes
    assert any(li.startswith("1 passed") for li in lignes)
    assert not any(mot in fini.stdout for mot in ("identifiant", "étiquette d'un scénario"))
