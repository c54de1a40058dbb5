"""A profile's calendar in a campaign: weeks of working days go by at once, and public holidays are not worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from harness.campaign.campaign import ouvre
from harness.profil.contrat import contrat_de
from harness.profil.lecture import lit_profil
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Situation
from tests.campaign.conftest import FICHE, reglages

JEUDI_SAINT = datetime(2026, 4, 2, 14)


@pytest.mark.parametrize(
    ("zone", "intervention", "le"),
    [
        ("métropole", "2 jours ouvrés", "2026-04-07"),  # Friday 3, then Easter Monday is jumped over
        ("Alsace-Moselle", "2 jours ouvrés", "2026-04-08"),  # Good Friday too
        ("métropole", "10 jours ouvrés", "2026-04-17"),
        ("métropole", "30 minutes", "2026-04-02"),
    ],
)
def test_an_intervention_waits_for_working_days(
    tmp_path: Path, protocole: Protocole, zone: str, intervention: str, le: str
) -> None:
    texte = (
        f'[operateurs]\noi = "XVAL"\noc = "XTEL"\n[calendrier]\nzone = "{zone}"\n'
        f'[delais]\nintervention = "{intervention}"\npose = "1 heure"\ncr_stoc = "10 minutes"\n'
    )
    profil = lit_profil(texte.encode(), Path("p.toml"))
    with ouvre(tmp_path / "journal", protocole, reglages(debut=JEUDI_SAINT)) as campagne:
        deroule = campagne.commence(FICHE)
        monde = deroule.boucle.monde
        deroule.boucle.monde = replace(monde, contrat=contrat_de(profil, monde.contrat))
        deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
        deroule.finit("la commande est terminée", "terminée")
    (cr,) = (m for m in deroule.messages() if m.flux is Flux.CR_STOC)
    assert cr.instant[:10] == le
