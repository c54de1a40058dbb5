"""Model STOC: a link that broke after delivery is built again by the OC, with or without a notification (§3.6)."""

from __future__ import annotations

from typing import Any

import pytest

from harness.network.circumstances import Circonstance
from harness.network.facts import Fait, Nature
from harness.protocol.terms import Flux, Modele, Partie

Bureau = Any
POSEE = {"CrRaccordementPrise": "OK", "PrisePosee": "OUI"}
POSE = {"logement": "neuf", "fibre": "PBO-00123-0001/3", "prise": "XV-1111-2222", "date": "20260106 10:30"}


@pytest.mark.parametrize("notifie", [True, False])
def test_the_oi_sends_the_oc_back_as_the_contract_says(
    bureau_oi: Bureau, commande: dict[str, str], notifie: bool
) -> None:
    """§3.4: a cold notification first, on the route that was given; AMB-17 when there is none."""
    bureau_oi.convient(notifie_avant_nouvel_echange=notifie)
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CMD_STOC)
    bureau_oi.vit(Fait(Nature.POSE, Partie.OC, "pose", "CMD-1", POSE))
    bureau_oi.recoit(Flux.CR_STOC, POSEE)
    bureau_oi.jusqu_a(Flux.CR_MAD)
    bureau_oi.constate(Circonstance.LIAISON)
    bureau_oi.recoit(Flux.NOTIF_RACC_KO, {"MotifRaccKO": "FINT04"})
    assert bureau_oi.agit().fait.nature is Nature.ANALYSE
    if notifie:
        notif = bureau_oi.agit().cellules
        assert (notif["TypeReprov"], notif["NumeroDecharge"]) == ("FROID", "")
    stoc = bureau_oi.agit()
    premiere = next(m for m in bureau_oi.dossier.messages if m.flux is Flux.CMD_STOC)
    assert stoc.flux is Flux.CMD_STOC
    assert stoc.cellules["ReferenceCommandeSousTraitantOI"] != premiere["ReferenceCommandeSousTraitantOI"]
    bureau_oi.recoit(Flux.CR_STOC, POSEE)
    assert bureau_oi.envoi().flux is Flux.CR_MAD


def test_the_oc_builds_the_link_again_to_the_same_pto(bureau_oc: Bureau) -> None:
    bureau_oc.souscrit(Modele.STOC)
    bureau_oc.jusqu_a(Flux.CMD_ACCES)
    route = {
        "ReferencePBO N°1": "PBO-00123-0001", "InformationTubePBO N°1": "1 ROUGE", "InformationFibrePBO N°1": "3 VERT",
    }  # fmt: skip
    bureau_oc.recoit(Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "OK"})
    bureau_oc.recoit(Flux.CR_CMD_ACCES, {"EtatCrCommandePrise": "OK", "ReferencePrise": "XV-1111-2222", **route})
    bureau_oc.recoit(Flux.CMD_STOC, {"ReferenceCommandeSousTraitantOI": "ST-1"})
    bureau_oc.jusqu_a(Flux.CR_STOC)
    bureau_oc.recoit(Flux.CR_MAD, {"EtatMadLigne": "OK"})
    bureau_oc.constate(Circonstance.LIAISON)
    assert bureau_oc.agit().cellules["MotifRaccKO"].startswith("FINT04")
    bureau_oc.recoit(Flux.CMD_STOC, {"ReferenceCommandeSousTraitantOI": "ST-2"})
    reprise = bureau_oc.agit().fait
    assert (reprise.nature, reprise["prise"]) == (Nature.POSE, "XV-1111-2222")
    cr = bureau_oc.envoi().cellules
    assert (cr["CrRaccordementPrise"], cr["ReferenceCommandeSousTraitantOI"]) == ("OK", "ST-2")
    assert cr["DateRaccordementPrise"] == reprise["date"]
