"""The JSON keeps its promise: documented shape, everything in it, safe to print."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from harness.judge.results import Gravite, Verdict
from harness.reporting.ecriture import rend
from harness.reporting.schema import schema, schemas

RACINE = Path(__file__).resolve().parents[2]


def _valide(texte: str) -> dict:
    contenu = json.loads(texte)
    fichier = RACINE / "docs" / "schema" / f"{contenu['nature']}.schema.json"
    Draft202012Validator(json.loads(fichier.read_text(encoding="utf-8"))).validate(contenu)
    return contenu


def test_toute_sortie_suit_son_schema(tout_resultat) -> None:
    for en_clair in (False, True):
        _valide(rend(tout_resultat, "json", donnees_en_clair=en_clair))


@pytest.mark.parametrize("nature", ["verification", "jugement"])
def test_les_schemas_sont_valides_et_a_jour(nature: str) -> None:
    """docs/schema is generated: a drift fails here (`make generer` redoes it)."""
    Draft202012Validator.check_schema(schema(jugement=nature == "jugement"))
    ecrit = (RACINE / "docs" / "schema" / f"{nature}.schema.json").read_text(encoding="utf-8")
    assert ecrit == schemas()[f"{nature}.schema.json"]


@pytest.mark.parametrize("jugement", [False, True])
def test_un_schema_ferme_tout_objet_et_decrit_toute_cle(jugement: bool) -> None:
    def parcourt(noeud: object) -> None:
        if isinstance(noeud, dict):
            if noeud.get("type") == "object":
                assert noeud["additionalProperties"] is False
                assert set(noeud["required"]) == set(noeud["properties"])
            for valeur in noeud.values():
                parcourt(valeur)

    racine = schema(jugement=jugement)
    parcourt(racine)
    comptes = ("lots", "constats", "scenarios", "exigences")
    for objet in (racine, *racine["$defs"].values()):
        for cle, propriete in objet.get("properties", {}).items():
            assert propriete.get("description") or "$ref" in propriete or cle in comptes


def test_le_schema_refuse_un_verdict_une_gravite_ou_une_cle_inventes(jugement) -> None:
    validateur = Draft202012Validator(schema(jugement=True))
    for change in (
        lambda d: d.update(verdict="presque"),
        lambda d: d["constats"][0].update(gravite="grave"),
        lambda d: d["constats"][0].update(ligne=0),
        lambda d: d["lots"][0].update(couleur="verte"),
        lambda d: d.pop("exigences"),
    ):
        contenu = json.loads(rend(jugement, "json"))
        change(contenu)
        assert list(validateur.iter_errors(contenu))


def test_verifier_a_exactement_les_cles_promises(verification) -> None:
    contenu = _valide(rend(verification, "json"))
    assert contenu["verdict"] == "non_conforme"
    assert {"fichier", "flux", "version", "lignes", "verdict", "sha256"} <= contenu["lots"][0].keys()
    promises = {"regle", "gravite", "partie", "fichier", "ligne", "champ", "section", "message", "provenance"}
    assert promises <= contenu["constats"][0].keys()
    assert "scenarios" not in contenu
    assert contenu["exigences"] == []


def test_verifier_dit_aussi_les_exigences_de_forme(verification, jugement) -> None:
    contenu = _valide(rend(replace(verification, exigences=jugement.exigences), "json"))
    assert contenu["nature"] == "verification"
    assert contenu["comptes"]["exigences"]["non_conforme"] == 2


def test_jouer_et_juger_ont_aussi_scenarios_et_exigences(jugement) -> None:
    contenu = _valide(rend(jugement, "json"))
    scenario, exigence = contenu["scenarios"][0], contenu["exigences"][1]
    assert (scenario["id"], scenario["section"], scenario["verdict"]) == ("STOC-PAC-NOM", "5.1.1", "non_conforme")
    assert {c["id"] for c in scenario["constats"]} <= {c["id"] for c in contenu["constats"]}
    assert exigence["id"] == "REQ-3.3-01"
    assert exigence["temoins"] == [{"fichier": "OIXX_OCYY-CR_CMD_ACCES_V1.2_20240116_01.csv", "ligne": 2}]


def test_les_comptes_sont_ceux_de_ce_qui_est_liste(jugement) -> None:
    contenu = _valide(rend(jugement, "json"))
    for cle in ("lots", "scenarios", "exigences"):
        for verdict in Verdict:
            assert contenu["comptes"][cle][verdict] == sum(x["verdict"] == verdict for x in contenu[cle])
    for gravite in Gravite:
        attendu = sum(c["occurrences"] for c in contenu["constats"] if c["gravite"] == gravite)
        assert contenu["comptes"]["constats"][gravite] == attendu


def test_rien_ne_manque_au_json_meme_a_grand_nombre(volume) -> None:
    contenu = _valide(rend(volume(3_000), "json"))
    assert len(contenu["constats"]) == contenu["comptes"]["constats"]["non_conforme"] == 3_000


def test_le_texte_hostile_revient_intact_sans_rien_que_le_terminal_obeisse(hostile) -> None:
    texte = rend(hostile, "json")
    texte.encode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]", texte)
    valeur = json.loads(texte)["constats"][0]["valeur"]
    assert valeur == hostile.constats[0].valeur.replace("\udc80", "\ufffd")
    assert len(json.loads(texte)["constats"][1]["valeur"]) == 1_000_000


def test_un_constat_par_ligne_pour_comparer_deux_rapports(jugement) -> None:
    lignes = rend(jugement, "json").splitlines()
    assert sum(ligne.startswith('    {"id": "c') for ligne in lignes) == len(jugement.constats)
