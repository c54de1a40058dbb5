"""Partners that misbehave: the report blames the right party, for the right rule."""

from __future__ import annotations

import pytest

from tests.partenaires.conftest import Bancs

ECARTS = {
    ("oi", "ar-sans-motif", "STOC-PAC-ARKO"): "champ.conditionnel",
    ("oi", "cr-sans-motif", "STOC-PAC-CRKO"): "champ.conditionnel",
    ("oi", "mad-en-mode-oc", "OC-PAC-NOM"): "conv.cr_mad_en_modele_oc",
    ("oi", "prestation-differente", "STOC-PAC-NOM"): "conv.reference_prestation",
    ("oi", "bloc-d-un-autre", "STOC-PCI-NOM"): "conv.operateur_du_bloc",
    ("oi", "sans-notification", "STOC-PAC-MES"): "conv.reprov_non_envoyee",
    ("oi", "colonne-CR_Cmd_Acces.ReferencePrise", "STOC-PCI-NOM"): "lot.colonne_absente",
    ("oc", "prestation-differente", "STOC-PCI-NOM"): "conv.reference_prestation",
    ("oc", "mes-sans-attendre", "OI-PCI-NOM"): "conv.mise_en_service_sans_livraison",
    ("oc", "colonne-CR_STOC.PrisePosee", "STOC-PAC-NOM"): "lot.colonne_absente",
}


@pytest.mark.parametrize(("partie", "ecart", "scenario"), ECARTS, ids=lambda x: x.replace(" ", "_"))
def test_the_right_party_is_blamed_for_the_right_rule(bancs: Bancs, partie: str, ecart: str, scenario: str) -> None:
    code, rapport = bancs(partie, ecart).joue(scenario)
    fautes = {(c["regle"], c["partie"]) for c in rapport["constats"] if c["gravite"] == "non_conforme"}
    assert fautes == {(ECARTS[partie, ecart, scenario], partie.upper())}
    assert code == 1
