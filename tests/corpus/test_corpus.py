"""Every folder of the corpus yields exactly the findings its `attendu.toml` names, and no other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from harness.campaign.verification import Options, verifie
from harness.protocol.terms import Partie
from harness.resources import fixtures
from harness.workbook.compile import charge

DOSSIERS = sorted(p.parent for p in fixtures("corpus").rglob("attendu.toml"))


def test_the_corpus_is_there() -> None:
    """The two operator examples of the annexe are part of it."""
    assert {"axione", "orange"} <= {d.name for d in DOSSIERS}


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda d: d.name)
def test_the_findings_are_the_ones_expected(dossier: Path) -> None:
    attendu = tomllib.loads((dossier / "attendu.toml").read_text(encoding="utf-8"))
    emetteur = Partie(attendu["emetteur"]) if "emetteur" in attendu else None
    lots = sorted(dossier.glob("*.csv"))
    resultats = verifie(lots, charge(), (), Options(emetteur=emetteur), vues=False)
    trouves = sorted((c.regle, c.gravite.value, c.champ, c.ligne) for c in resultats.constats)
    voulus = sorted((c["regle"], c["gravite"], c.get("champ", ""), c.get("ligne", 2)) for c in attendu["constat"])
    assert trouves == voulus
    assert resultats.verdict.value == attendu["verdict"]
    assert all(c.section for c in resultats.constats)
