"""Cancelling: the OC when its client gives up, the OI's answer before and after the limit (§3.12, §3.13)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from harness.network.facts import Fait, Nature
from harness.protocol.terms import Flux, Modele, Partie

Bureau = Any
ANNULATION = {"DateAnnulation": "20260105 12:00"}
AR_OK = {"EtatArCommandePrise": "OK"}
CR_OK = {"EtatCrCommandePrise": "OK", "ReferencePrise": "XV-1111-2222", "ReferencePrestationPrise": "XVAL-FTTH-1"}
RENONCE = Fait(Nature.RENONCEMENT, Partie.OC, "le client renonce à sa commande", "CMD-1")


def test_a_client_who_gives_up_is_told_to_the_oi_once(bureau_oc: Bureau) -> None:
    bureau_oc.souscrit(Modele.STOC)
    bureau_oc.jusqu_a(Flux.CMD_ACCES)
    bureau_oc.recoit(Flux.AR_CMD_ACCES, AR_OK)
    bureau_oc.recoit(Flux.CR_CMD_ACCES, CR_OK)
    bureau_oc.vit(RENONCE)
    annulation = bureau_oc.envoi()
    assert (annulation.flux, annulation.instant) == (Flux.ANNULATION, bureau_oc.instant + timedelta(minutes=15))
    assert annulation.cellules["ReferencePrestationPrise"] == CR_OK["ReferencePrestationPrise"]
    assert annulation.cellules["DateAnnulation"]
    bureau_oc.agit()
    assert bureau_oc.acte() is None
    bureau_oc.recoit(Flux.CR_ANNULATION, {"EtatCrAnnResCommandePrise": "KO"})
    assert bureau_oc.acte() is None, "refused: the order goes on, and nobody asks twice"


def test_in_model_oi_the_cancellation_recalls_the_appointment(bureau_oc: Bureau) -> None:
    """§3.12."""
    bureau_oc.souscrit(Modele.OI)
    commande = bureau_oc.jusqu_a(Flux.CMD_ACCES)
    bureau_oc.vit(RENONCE)
    assert bureau_oc.envoi().cellules["IdRdv"] == commande.cellules["IdRdv"] != ""


def test_what_the_client_makes_impossible_is_settled_by_cancelling(bureau_oc: Bureau) -> None:
    """§5.1.5 a: after the CR STOC KO, when no other appointment would help."""
    bureau_oc.souscrit(Modele.STOC)
    bureau_oc.jusqu_a(Flux.CMD_ACCES)
    bureau_oc.recoit(Flux.AR_CMD_ACCES, AR_OK)
    bureau_oc.recoit(Flux.CR_CMD_ACCES, CR_OK)
    bureau_oc.recoit(Flux.CMD_STOC, {})
    echec = {"CrRaccordementPrise": "KO", "PrisePosee": "NON", "MotifKoCrRaccordementPrise": "FCLI03 CLIENT"}
    bureau_oc.partie, partie = Partie.OI, bureau_oc.partie
    bureau_oc.recoit(Flux.CR_STOC, echec)
    bureau_oc.partie = partie
    assert bureau_oc.envoi().flux is Flux.ANNULATION


@pytest.mark.parametrize(
    ("modele", "etapes", "operation"),
    [
        ("STOC", "AR", "ANNUL"),
        ("STOC", "CR", "ANNUL"),
        ("OC", "AR", "ANNUL"),
        ("OC", "CR", "RESIL"),
        ("STOC", "MAD", "RESIL"),
    ],
)
def test_the_limit_is_the_cr_mad_or_in_model_oc_the_report(
    bureau_oi: Bureau, commande: dict[str, str], modele: str, etapes: str, operation: str
) -> None:
    """§3.12: from the day of the first of them on, a cancellation is a résiliation."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"TypeRacco": modele})
    bureau_oi.jusqu_a(Flux.AR_CMD_ACCES if etapes == "AR" else Flux.CR_CMD_ACCES)
    if etapes == "MAD":
        bureau_oi.jusqu_a(Flux.CMD_STOC)
        bureau_oi.recoit(Flux.CR_STOC, {"CrRaccordementPrise": "OK", "PrisePosee": "OUI"})
        bureau_oi.jusqu_a(Flux.CR_MAD)
    bureau_oi.recoit(Flux.ANNULATION, ANNULATION)
    cr = bureau_oi.envoi()
    assert (cr.flux, cr.cellules["EtatCrAnnResCommandePrise"]) == (Flux.CR_ANNULATION, "OK")
    assert cr.cellules["TypeOperation"] == operation
    bureau_oi.agit()
    assert bureau_oi.acte() is None, "everything stops"


def test_every_line_has_its_ar_even_when_cancelled_before(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    """§3.2."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.recoit(Flux.ANNULATION, ANNULATION)
    assert [bureau_oi.agit().flux for _ in range(2)] == [Flux.AR_CMD_ACCES, Flux.CR_ANNULATION]
    assert bureau_oi.acte() is None


def test_a_cancelled_order_may_have_its_report_ko_too(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    """§3.3, AMB-41: as the contract says."""
    bureau_oi.convient(cr_ko_apres_annulation=True)
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.agit()
    bureau_oi.recoit(Flux.ANNULATION, ANNULATION)
    cr = bureau_oi.agit()
    assert (cr.cellules["EtatCrCommandePrise"], cr.cellules["MotifKoCrCommandePrise"]) == (
        "KO",
        "annulation déjà reçue",
    )
    assert bureau_oi.agit().flux is Flux.CR_ANNULATION
    assert bureau_oi.dossier.etat == "annulée"


def test_an_undated_cancellation_is_refused_and_changes_nothing(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    """§3.13: KO has a reason; the order is where it was (AMB-44)."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    bureau_oi.recoit(Flux.ANNULATION, {"DateAnnulation": ""})
    cr = bureau_oi.agit().cellules
    assert (cr["EtatCrAnnResCommandePrise"], cr["MotifKoCrAnnResCommandePrise"][:6]) == ("KO", "FIMP15")
    assert "TypeOperation" not in cr
    assert bureau_oi.envoi().flux is Flux.CMD_STOC


@pytest.mark.parametrize(("creneau", "libere"), [("20260204 09:00", True), ("20260105 09:00", False)])
def test_the_oi_frees_an_appointment_that_is_still_to_come(
    bureau_oi: Bureau, commande: dict[str, str], creneau: str, libere: bool
) -> None:
    """§3.12: it is for the OI to cancel it."""
    pris = {"rdv": "RDV-1", "date": creneau}
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"TypeRacco": "OI", "IdRdv": "RDV-1"})
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    bureau_oi.vit(Fait(Nature.RENDEZ_VOUS, Partie.OC, "rendez-vous", "CMD-1", pris))
    bureau_oi.recoit(Flux.ANNULATION, ANNULATION | {"IdRdv": "RDV-1"})
    if libere:
        assert bureau_oi.agit().fait.nature is Nature.LIBERATION
        assert bureau_oi.monde.terrain.rdv == {}
    assert bureau_oi.envoi().flux is Flux.CR_ANNULATION
