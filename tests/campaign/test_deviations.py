"""Each named deviation is played, and caught by the rule that it aims at."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from harness.actors.deviations import Ecart, champ_vide
from harness.actors.deviations_nommees import ECARTS
from harness.campaign.campaign import ouvre
from harness.campaign.etranger import AttenteNonTenue
from harness.campaign.jugement import juge
from harness.network.circumstances import Circonstance
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Partie, Situation
from tests.campaign.conftest import FICHE, reglages

EN_SELF_PLAY = [e for e in ECARTS.values() if e.regle != "delai.depasse"]
"""A delay is only declared by the profile of a partner: see `test_face`."""


@pytest.mark.parametrize("ecart", EN_SELF_PLAY, ids=lambda e: e.nom)
def test_its_rule_catches_it(tmp_path: Path, protocole: Protocole, ecart: Ecart) -> None:
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        deroule = campagne.commence(FICHE)
        deroule.deforme(ecart)
        if ecart.nom == "ar-sans-motif":
            deroule.deforme(champ_vide(Partie.OC, Flux.CMD_ACCES, "ReferencePm"))
        modele = Modele.OC if ecart.nom == "mad-en-mode-oc" else Modele.STOC
        deroule.souscrit(Situation.A_CONSTRUIRE, modele)
        if ecart.nom == "cr-motif-hors-codification":
            deroule.survient(Circonstance.PBO_SATURE)
        if ecart.nom == "reference-toujours-la-meme":
            deroule.souscrit(Situation.A_CONSTRUIRE, modele, "une autre")
        with suppress(AttenteNonTenue):
            deroule.finit("la commande est terminée", "terminée")
        campagne.termine(FICHE)
        campagne.acheve()
    assert ecart.regle in {c.regle for c in juge(tmp_path / "j", protocole, ()).constats}


def test_names_and_sentences_are_there() -> None:
    assert len(ECARTS) >= 20
    assert all(e.nom == nom and e.regle and e.phrase[0].islower() for nom, e in ECARTS.items())
    assert {e.partie for e in ECARTS.values()} == set(Partie)
