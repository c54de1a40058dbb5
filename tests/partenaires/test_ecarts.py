"""Partners that misbehave: the report blames the right party, for the right rule, and nobody for anything else."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.partenaires.conftest import banc_dans


@dataclass(frozen=True, slots=True)
class Ecart:
    """A partner, its switch, the scenario that shows it, the rule; `delais` is what its profile declares."""

    partie: str
    nom: str
    scenarios: str
    regle: str
    delais: str = ""

    def __str__(self) -> str:
        return f"{self.partie}-{self.nom}"


ECARTS = (
    Ecart("oi", "mad-en-mode-oc", "OC-PAC-NOM", "conv.cr_mad_en_modele_oc"),
    Ecart("oi", "sans-notification", "STOC-PAC-MES", "conv.reprov_non_envoyee"),
    Ecart("oc", "mes-sans-attendre", "OI-PCI-NOM", "conv.mise_en_service_sans_livraison"),
    Ecart("oc", "reference-reutilisee", "OC-PCI-NOM ou OC-PCI-CRKO", "conv.reference_reutilisee"),
    Ecart("oi", "ar-sans-motif", "STOC-PAC-ARKO", "champ.conditionnel"),
    Ecart("oi", "cr-sans-motif", "STOC-PAC-CRKO", "champ.conditionnel"),
    Ecart("oi", "retard-CR_Cmd_Acces", "OC-PAC-NOM", "delai.depasse", 'cr = "12 heures"'),
    Ecart("oi", "prestation-differente", "STOC-PAC-NOM", "conv.reference_prestation"),
    Ecart("oi", "bloc-d-un-autre", "STOC-PCI-NOM", "conv.operateur_du_bloc"),
    Ecart("oi", "colonne-CR_Cmd_Acces.ReferencePrise", "STOC-PCI-NOM", "lot.colonne_absente"),
    Ecart("oc", "prestation-differente", "STOC-PCI-NOM", "conv.reference_prestation"),
    Ecart("oc", "colonne-CR_STOC.PrisePosee", "STOC-PAC-NOM", "lot.colonne_absente"),
)
Joues = Mapping[Ecart, tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def joues(tmp_path_factory: pytest.TempPathFactory) -> Joues:
    """Every run, some at a time: they mostly wait for a partner that keeps silent."""

    def joue(ecart: Ecart) -> tuple[int, dict[str, Any]]:
        racine: Path = tmp_path_factory.mktemp("banc")
        banc = banc_dans(racine, ecart.partie, ecart.nom, patience="8 jours ouvrés", delais=ecart.delais)
        banc.demarre()
        with closing(banc):
            return banc.joue(ecart.scenarios)

    with ThreadPoolExecutor(4) as fils:
        return dict(zip(ECARTS, fils.map(joue, ECARTS), strict=True))


@pytest.mark.parametrize("ecart", ECARTS, ids=str)
def test_the_right_party_is_blamed_for_the_right_rule(joues: Joues, ecart: Ecart) -> None:
    code, rapport = joues[ecart]
    fautes = {(c["regle"], c["partie"]) for c in rapport["constats"] if c["gravite"] == "non_conforme"}
    assert fautes == {(ecart.regle, ecart.partie.upper())}
    assert code == 1
