"""What is said beside the course of an order: messages (§3.11), freeze and end of freeze (§3.14.4)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from harness.network.facts import Fait, Nature
from harness.protocol.terms import Flux, Modele, Partie

Bureau = Any
CR_OK = {"EtatCrCommandePrise": "OK", "ReferencePrise": "XV-1111-2222", "ReferencePrestationPrise": "XVAL-FTTH-1"}
RDV = {"TypeRacco": "OI", "IdRdv": "RDV-1"}
CRENEAU = "20260108 09:00"


def apprend(bureau: Bureau, nature: Nature) -> None:
    bureau.vit(Fait(nature, bureau.partie, nature.value, "CMD-1"))


@pytest.fixture
def visite(bureau_oi: Bureau, commande: dict[str, str]) -> Bureau:
    """An order in model OI, whose visit is in three days."""
    bureau_oi.vit(Fait(Nature.RENDEZ_VOUS, Partie.OC, "rendez-vous", "CMD-1", {"rdv": "RDV-1", "date": CRENEAU}))
    bureau_oi.recoit(Flux.CMD_ACCES, commande | RDV)
    return bureau_oi


def test_the_oc_writes_once_it_has_the_reference(bureau_oc: Bureau) -> None:
    """§3.11: not before the OI has given it, and once."""
    bureau_oc.souscrit(Modele.STOC)
    bureau_oc.jusqu_a(Flux.CMD_ACCES)
    apprend(bureau_oc, Nature.PRECISION)
    bureau_oc.recoit(Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "OK"})
    assert bureau_oc.acte() is None
    bureau_oc.recoit(Flux.CR_CMD_ACCES, CR_OK)
    message = bureau_oc.agit()
    assert (message.flux, message.cellules["ReferencePrestationPrise"]) == (Flux.MESS_OC, "XVAL-FTTH-1")
    assert message.cellules["Message"]
    assert bureau_oc.acte() is None


def test_the_oi_writes_without_changing_what_it_does(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    prevu = bureau_oi.envoi()
    apprend(bureau_oi, Nature.PRECISION)
    assert bureau_oi.agit().flux is Flux.MESS_OI
    assert bureau_oi.envoi().flux is prevu.flux is Flux.CMD_STOC


def test_nobody_writes_about_an_order_that_is_over(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"TypeRacco": "OC"})
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    bureau_oi.recoit(Flux.CR_MES, {})
    apprend(bureau_oi, Nature.PRECISION)
    assert bureau_oi.acte() is None


def test_a_freeze_is_told_and_stops_the_visit_not_the_report(visite: Bureau) -> None:
    """§3.14.4: a freeze must not give a report KO."""
    visite.jusqu_a(Flux.AR_CMD_ACCES)
    apprend(visite, Nature.EMPECHEMENT)
    gel = visite.agit()
    assert (gel.flux, gel.cellules["TypeGel"], gel.cellules["IdRdv"]) == (Flux.GEL_DEGEL_RDV, "GEL", "RDV-1")
    assert visite.agit().cellules["EtatCrCommandePrise"] == "OK"
    perdu = visite.agit()
    assert (perdu.fait.nature, visite.monde.terrain.rdv) == (Nature.LIBERATION, {})
    assert visite.acte() is None, "the appointment is lost"


def test_once_the_freeze_is_over_the_visit_takes_place_as_planned(visite: Bureau) -> None:
    visite.jusqu_a(Flux.CR_CMD_ACCES)
    apprend(visite, Nature.EMPECHEMENT)
    visite.agit()
    apprend(visite, Nature.REPRISE)
    assert visite.agit().cellules["TypeGel"] == "DEGEL"
    brassage = visite.geste()
    assert (brassage.fait.nature, brassage.instant.strftime("%Y%m%d %H:%M")) == (Nature.BRASSAGE, CRENEAU)


@pytest.mark.parametrize("modele", ["STOC", "OC"])
def test_only_a_visit_of_the_oi_is_frozen(bureau_oi: Bureau, commande: dict[str, str], modele: str) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"TypeRacco": modele})
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    prevu = bureau_oi.acte()
    apprend(bureau_oi, Nature.EMPECHEMENT)
    suite = bureau_oi.acte()
    assert getattr(suite, "flux", None) is getattr(prevu, "flux", None)


def test_a_message_is_dated_when_it_leaves(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    apprend(bureau_oi, Nature.PRECISION)
    assert bureau_oi.envoi().instant == bureau_oi.instant + timedelta(minutes=5)
