"""The page of the keys is made from the model; a profile that is written is read back; what is shown is meant."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from harness.generer import profil as page_du_profil
from harness.profil.documentation import markdown, sections, toml
from harness.profil.lecture import charge_profil, lit_profil
from harness.profil.redaction import montre, redige
from harness.resources import fixtures, racine

REPONSES = {
    "operateurs": {"oi": "XVAL", "oc": "XTEL", "sous_test": "OI"},
    "contrat": {"modes": ["OI", "STOC"], "pni": False},
    "echange": {
        "transport": "sftp",
        "sftp": {
            "hote": "sftp.example.fr",
            "utilisateur": 'x"\\tel',
            "mot_de_passe": {"variable": "XVAL_SFTP"},
            "empreinte": "SHA256:" + "A" * 43,
        },
    },
}


def test_the_page_is_up_to_date(tmp_path: Path) -> None:
    (page,) = page_du_profil(tmp_path)
    commise = (racine() / "docs" / "profil.md").read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8") == commise, "docs/profil.md périmé : lancer « make generer »"


def test_every_key_is_on_the_page() -> None:
    texte = markdown()
    for nom, section in sections():
        corps = texte.partition(f"\n## `{nom}`\n")[2].partition("\n## ")[0]
        for cle, champ in section.model_fields.items():
            sous_section = f"## `[{nom.strip('[]')}.{cle}]`" in texte
            assert f"| `{cle}` |" in corps or sous_section, f"{nom} {cle}"
            assert sous_section or (champ.description or "") in corps


def test_what_is_written_is_read_back_with_its_sentences() -> None:
    texte = redige(REPONSES, "Essai.")
    assert tomllib.loads(texte) == REPONSES
    assert lit_profil(texte.encode(), Path("p.toml")).operateurs.oi == "XVAL"
    assert "# Qui brasse" not in texte
    assert "# Modèles de raccordement pratiqués (§2.5), parmi OI, STOC, OC.\nmodes = " in texte


@pytest.mark.parametrize("valeur", ["", "é", 'a"b', "a\\b", "a\nb", "\x7f", "'''", "# x"])
def test_a_text_survives_toml(valeur: str) -> None:
    assert tomllib.loads(f"x = {toml(valeur)}") == {"x": valeur}


def test_what_is_shown_is_what_was_understood() -> None:
    texte = montre(charge_profil(fixtures("profils", "oi_sous_test.toml")))
    dit, tu = texte.split("\nPar défaut\n")
    assert texte.startswith("oi_sous_test.toml : l'OI XVAL et l'OC XTEL ; OI sous test, le banc joue l'OC\n")
    assert '  contrat.modes = ["OI", "STOC", "OC"]' in dit
    assert '  delais.ar = "30 minutes"' in dit
    assert '  donnees.pbo_sature.circonstance = "le PBO du client est saturé"' in dit
    assert '  ecarts_connus[1].regle = "route.operateur_absent"' in dit
    assert "  echange.sftp.port = 22" in tu
