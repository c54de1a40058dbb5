"""JUnit: the shape that build servers read, and no green that proves nothing."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from harness.judge.results import (
    CODES_SORTIE,
    EcartConnu,
    EtatEcart,
    Gravite,
    ResultatExigence,
    ResultatScenario,
    Verdict,
)
from harness.protocol.terms import Flux
from harness.reporting.ecriture import rend
from harness.reporting.junit import LIMITE


def _suites(resultats) -> dict[str, ET.Element]:
    racine = ET.fromstring(rend(resultats, "junit"))
    assert racine.tag == "testsuites"
    return {s.get("name", ""): s for s in racine.findall("testsuite")}


def _issue(cas: ET.Element) -> str:
    return next((e.tag for e in cas if e.tag in ("failure", "error", "skipped")), "")


def test_les_comptes_annonces_sont_ceux_des_cas(tout_resultat) -> None:
    racine = ET.fromstring(rend(tout_resultat, "junit"))
    for suite in (racine, *racine.findall("testsuite")):
        cas = list(suite.iter("testcase"))
        assert int(suite.get("tests", "")) == len(cas)
        for attribut, balise in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(attribut, "")) == sum(c.find(balise) is not None for c in cas)
        for c in cas:
            assert c.get("classname")
            assert c.get("name")
            assert sum(e.tag in ("failure", "error", "skipped") for e in c) <= 1


def test_verifier_a_un_cas_par_fichier_classe_par_flux(verification) -> None:
    suites = _suites(verification)
    assert list(suites) == ["verdict", "fichiers"]
    cas = suites["fichiers"].findall("testcase")
    assert [c.get("classname") for c in cas] == [
        "fichiers.Cmd_Acces",
        "fichiers.CR_Cmd_Acces",
        "fichiers.flux inconnu",
    ]
    assert [_issue(c) for c in cas] == ["", "failure", "skipped"]


def test_jouer_a_un_cas_par_scenario_fichier_et_exigence(jugement) -> None:
    suites = _suites(jugement)
    assert list(suites) == ["verdict", "scenarios", "fichiers", "exigences"]
    assert [len(s.findall("testcase")) for s in suites.values()] == [1, 5, 7, 7]
    assert suites["scenarios"][0].get("classname") == "scenarios.§5 Commande en mode STOC"


def test_verifier_ne_noie_pas_les_fichiers_sous_les_exigences(verification, jugement) -> None:
    assert list(_suites(replace(verification, exigences=jugement.exigences))) == ["verdict", "fichiers"]


@pytest.mark.parametrize(
    ("verdict", "balise"),
    [
        (Verdict.CONFORME, ""),
        (Verdict.NON_CONFORME, "failure"),
        (Verdict.ECART_CONNU, "skipped"),
        (Verdict.NON_CONCLUANT, "error"),
        (Verdict.ERREUR_BANC, "error"),
        (Verdict.NON_EXERCE, "skipped"),
        (Verdict.SANS_OBJET, "skipped"),
    ],
)
def test_chaque_verdict_a_sa_couleur_et_sa_raison(jugement, lot, verdict: Verdict, balise: str) -> None:
    scenario = ResultatScenario("S", "5.1.1", "Titre", verdict, "parce que")
    resultats = replace(jugement, scenarios=(scenario,), lots=(lot("a.csv", Flux.CMD_ACCES, verdict),))
    for suite, raison in (("scenarios", "parce que"), ("fichiers", "")):
        (cas,) = _suites(resultats)[suite].findall("testcase")
        assert _issue(cas) == balise
        if balise:
            element = cas.find(balise)
            assert element is not None
            assert raison in (element.get("message") or "")
            assert balise == "skipped" or element.get("type") == verdict


@pytest.mark.parametrize("verdict", list(Verdict))
def test_le_cas_d_ensemble_ne_passe_que_si_la_commande_sort_par_zero(jugement, verdict: Verdict) -> None:
    (cas,) = _suites(replace(jugement, verdict=verdict))["verdict"].findall("testcase")
    assert (_issue(cas) == "") == (CODES_SORTIE[verdict] == 0)
    assert _issue(cas) != "skipped"


def test_un_echange_vide_est_rouge(vide) -> None:
    racine = ET.fromstring(rend(vide, "junit"))
    assert (racine.get("tests"), racine.get("errors")) == ("1", "1")


def test_une_exigence_non_exercee_n_est_pas_une_reussite(jugement) -> None:
    issues = {c.get("name", "").split(" ")[0]: _issue(c) for c in _suites(jugement)["exigences"].findall("testcase")}
    assert issues["REQ-3.10-01"] == "skipped"
    assert issues["REQ-3.9-04"] == "skipped"
    assert issues["REQ-3.3-01"] == "failure"
    assert issues["REQ-2.3-04"] == ""


def test_une_erreur_du_banc_sur_une_exigence_est_une_erreur(jugement) -> None:
    e = ResultatExigence("R", "3.3", "OI", "doit", "É", Verdict.ERREUR_BANC, raison="le banc a échoué")
    (cas,) = _suites(replace(jugement, exigences=(e,)))["exigences"].findall("testcase")
    assert _issue(cas) == "error"


def test_un_echec_dit_regle_partie_paragraphe_fichier_ligne_et_champ(verification) -> None:
    cas = _suites(verification)["fichiers"].findall("testcase")[1]
    message = cas.find("failure").get("message")  # type: ignore[union-attr]
    for fait in ("cr_cmd.route_absente", "OI", "§3.3", "CR_CMD_ACCES_V1.2_20240116_01.csv, ligne 2", "NomModulePm N°1"):
        assert fait in message
    assert cas.get("file") == "OIXX_OCYY-CR_CMD_ACCES_V1.2_20240116_01.csv"


def test_un_fichier_conforme_garde_ses_remarques(verification) -> None:
    sortie = _suites(verification)["fichiers"][0].find("system-out")
    assert sortie is not None
    assert "à confirmer : fait déduit" in (sortie.text or "")


def test_un_grand_nombre_de_constats_est_borne_et_le_dit(volume) -> None:
    cas = _suites(volume(2_000))["fichiers"].findall("testcase")[0]
    lignes = (cas.find("failure").text or "").splitlines()  # type: ignore[union-attr]
    assert len(lignes) == LIMITE + 1
    assert lignes[-1] == "et 350 autres, dans le rapport JSON"


def test_le_texte_hostile_ne_casse_pas_le_xml(hostile) -> None:
    texte = rend(hostile, "junit")
    texte.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff\u202e]", texte)
    assert "<script>" not in texte
    assert "]]>" not in texte
    assert len(texte) < 100_000


ATTRIBUTS = {
    "testsuites": {"name", "time", "tests", "failures", "errors", "skipped"},
    "testsuite": {"name", "time", "tests", "failures", "errors", "skipped", "timestamp"},
    "testcase": {"classname", "name", "time", "file"},
    "properties": set(),
    "property": {"name", "value"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
    "system-out": set(),
}
"""Every element that the schemas of Jenkins and GitLab know and that we write, with what it may say of itself."""
ENFANTS = {
    "testsuites": r"(testsuite )*",
    "testsuite": r"(properties )?(testcase )*(system-out )?",
    "testcase": r"((skipped|error|failure) )?(system-out )?",
    "properties": r"(property )+",
}
"""What each holds, in the order of the schema; the others hold text only."""


def test_le_rapport_a_la_forme_que_les_serveurs_attendent(tout_resultat) -> None:
    for element in ET.fromstring(rend(tout_resultat, "junit")).iter():
        assert set(element.attrib) <= ATTRIBUTS[element.tag]
        enfants = "".join(f"{e.tag} " for e in element)
        assert re.fullmatch(ENFANTS.get(element.tag, ""), enfants), (element.tag, enfants)
        if element.tag in ("testsuites", "testsuite", "testcase"):
            assert float(element.attrib["time"]) == 0
        if element.tag in ("failure", "error"):
            assert element.attrib["type"]


def test_un_ecart_connu_est_saute_avec_sa_raison_et_garde_ses_constats(jugement, constat) -> None:
    connu = constat(gravite=Gravite.ECART_CONNU, admis="corrigé au lot 4")
    scenario = ResultatScenario("S", "5.1.1", "Titre", Verdict.ECART_CONNU, "corrigé au lot 4", (connu,))
    ecart = EcartConnu(connu.regle, "S", "corrigé au lot 4", "2026-01-05", etat=EtatEcart.CONSTATE, constats=1)
    resultats = replace(jugement, scenarios=(scenario,), verdict=Verdict.ECART_CONNU, ecarts=(ecart,))
    suites = _suites(resultats)
    (cas,) = suites["scenarios"].findall("testcase")
    assert cas.find("skipped").get("message") == "écart connu : corrigé au lot 4"  # type: ignore[union-attr]
    assert f"{connu.regle}, admis : corrigé au lot 4" in (cas.findtext("system-out") or "")
    proprietes = [p.get("value") for p in suites["verdict"].iter("property") if p.get("name") == "ecart_connu"]
    assert proprietes == [f"{connu.regle} (S), 1 constat : constaté. Admis le 05/01/2026 : corrigé au lot 4."]
