"""Appointments: what the OC asks for, what the OI holds, who frees what (§3.14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.actors.case import Dossier, instant_ecrit
from harness.actors.rdv import accorde
from harness.exchange.messages import Message
from harness.network.calendrier import Calendrier
from harness.network.contract import PriseDeRdv
from harness.network.facts import Fait, Nature
from harness.protocol.terms import Flux, Modele, Partie

Bureau = Any
LIEU = {"CodeInseeImmeuble": "00123", "CodeAdresseImmeuble": "00123A0042"}
CRENEAUX = {"DateRdv1": "20260108 09:00", "DateRdv2": "20260109 09:00", "DateRdv3": "20260112 09:00"}
OK, KO = {"ValidDate1": "OK", "IdRdv": "RDV-1"}, {"ValidDate1": "KO", "MotifReponseRdvKo": "FRDV02"}


@pytest.fixture
def oc(bureau_oc: Bureau) -> Bureau:
    """An OC whose client waits for the OI to come, appointments being asked for by file."""
    bureau_oc.convient(rdv=PriseDeRdv.FLUX)
    bureau_oc.souscrit(Modele.OI)
    return bureau_oc


@pytest.fixture
def oi(bureau_oi: Bureau) -> Bureau:
    """An OI that keeps what is about one request."""
    bureau_oi.dossier = Dossier("D-1", "XTEL")
    return bureau_oi


def veut(bureau: Bureau, nature: Nature, **donnees: str) -> None:
    bureau.vit(Fait(nature, Partie.OC, nature.value, "CMD-1", donnees))


def repond(bureau: Bureau, reponse: dict[str, str]) -> None:
    demande = bureau.dossier.dernier(Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV)
    bureau.recoit(Flux.REPONSE_RDV, {"ReferenceDemandeOC": demande.reference, **reponse})


def commande(bureau: Bureau) -> None:
    """The slot is held, the order passed and accepted."""
    bureau.agit()
    repond(bureau, OK)
    bureau.jusqu_a(Flux.CMD_ACCES)
    bureau.recoit(Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "OK"})
    bureau.recoit(Flux.CR_CMD_ACCES, {"EtatCrCommandePrise": "OK", "ReferencePrise": "XV-1111-2222"})


# --- the OC


def test_three_slots_are_asked_for_on_working_days(oc: Bureau) -> None:
    """§3.14.1."""
    demande = oc.envoi()
    assert demande.flux is Flux.DEMANDE_RDV
    creneaux = [instant_ecrit(demande.cellules[f"DateRdv{n}"]) for n in (1, 2, 3)]
    assert creneaux == [Calendrier().jour_ouvre(demande.instant, n) for n in (3, 4, 5)]
    assert demande.cellules["CodeAdresseImmeuble"] == "00123A0042"


def test_a_client_with_one_slot_has_one_asked_for(oc: Bureau) -> None:
    veut(oc, Nature.CRENEAUX, nombre="1")
    assert [n for n in (1, 2, 3) if f"DateRdv{n}" in oc.envoi().cellules] == [1]


def test_the_order_recalls_the_identifier_and_the_slot(oc: Bureau) -> None:
    oc.agit()
    assert oc.acte() is None, "the OC waits for the answer"
    repond(oc, {"ValidDate1": "KO", "ValidDate2": "OK", "IdRdv": "RDV-7"})
    ligne = oc.envoi().cellules
    demande = oc.dossier.dernier(Flux.DEMANDE_RDV)
    assert (ligne["IdRdv"], ligne["DateInstall"]) == ("RDV-7", demande["DateRdv2"])


def test_refused_slots_are_followed_by_later_ones_under_another_reference(oc: Bureau) -> None:
    """§3.14.2, §3.14.5."""
    premiere = oc.agit().cellules
    repond(oc, KO)
    seconde = oc.agit().cellules
    assert premiere["ReferenceDemandeOC"] != seconde["ReferenceDemandeOC"]
    assert max(premiere[f"DateRdv{n}"] for n in (1, 2, 3)) < seconde["DateRdv1"]


def test_a_slot_given_up_before_the_answer_waits_for_it(oc: Bureau) -> None:
    """§3.14.3: then it is cancelled, and no order follows."""
    oc.agit()
    veut(oc, Nature.ABANDON_RDV)
    assert oc.acte() is None
    repond(oc, OK)
    annulation = oc.agit()
    assert (annulation.flux, annulation.cellules["IdRdv"]) == (Flux.ANNULATION_RDV, "RDV-1")
    assert oc.acte() is None


def test_a_slot_given_up_then_refused_leaves_nothing_to_cancel(oc: Bureau) -> None:
    oc.agit()
    veut(oc, Nature.ABANDON_RDV)
    repond(oc, KO)
    assert oc.acte() is None


def test_another_day_wanted_before_the_answer_is_asked_for_anew(oc: Bureau) -> None:
    """§3.14.5 with §3.14.3 (AMB-62): wait, cancel, ask again, then order."""
    oc.agit()
    veut(oc, Nature.REPORT)
    repond(oc, OK)
    assert [oc.agit().flux for _ in range(2)] == [Flux.ANNULATION_RDV, Flux.DEMANDE_RDV]
    repond(oc, OK | {"IdRdv": "RDV-2"})
    assert oc.envoi().cellules["IdRdv"] == "RDV-2"


@pytest.mark.parametrize("deja_commande", [False, True])
def test_another_day_wanted_after_the_answer_is_a_change(oc: Bureau, deja_commande: bool) -> None:
    """§3.14.5: the identifier does not change, and the new slot is later."""
    if deja_commande:
        commande(oc)
    else:
        oc.agit()
        repond(oc, OK)
    veut(oc, Nature.REPORT)
    modif = oc.agit()
    demande = oc.dossier.dernier(Flux.DEMANDE_RDV)
    assert (modif.flux, modif.cellules["IdRdv"]) == (Flux.DEMANDE_MODIF_RDV, "RDV-1")
    assert modif.cellules["DateRdv1"] > demande["DateRdv1"]
    assert oc.acte() is None
    repond(oc, KO)
    assert oc.agit().flux is Flux.DEMANDE_MODIF_RDV, "another proposal"
    repond(oc, OK)
    suite = oc.acte()
    assert suite is None if deja_commande else suite.flux is Flux.CMD_ACCES


@pytest.mark.parametrize("compte", [True, False])
def test_one_report_too_many_ends_the_order(oc: Bureau, compte: bool) -> None:
    """§3.14.5: known to the OC, it cancels; else it asks, is refused, and cancels (AMB-65)."""
    oc.convient(compte_les_reports=compte)
    commande(oc)
    for _ in range(2):
        veut(oc, Nature.REPORT)
        oc.agit()
        repond(oc, OK)
    veut(oc, Nature.REPORT)
    if not compte:
        assert oc.agit().flux is Flux.DEMANDE_MODIF_RDV
        repond(oc, {"ValidDate1": "KO", "MotifReponseRdvKo": "FRDV01 RDV"})
    annulation = oc.agit()
    assert (annulation.flux, annulation.cellules["IdRdv"]) == (Flux.ANNULATION, "RDV-1")
    assert oc.acte() is None


def test_an_appointment_given_up_after_the_order_cancels_the_order(oc: Bureau) -> None:
    """§3.14.3: AnnulationRdv has no place any more."""
    commande(oc)
    veut(oc, Nature.ABANDON_RDV)
    assert oc.envoi().flux is Flux.ANNULATION


def test_a_visit_that_failed_calls_for_another_slot(oc: Bureau) -> None:
    """§4.1.7: by the change of appointment."""
    commande(oc)
    oc.recoit(Flux.NOTIF_RACC_KO, {"MotifRaccKO": "FCLI07", "CommentaireRaccKO": "rendez-vous à reprendre"})
    assert oc.agit().flux is Flux.DEMANDE_MODIF_RDV
    repond(oc, OK)
    assert oc.acte() is None


def test_in_the_tool_nothing_is_sent(bureau_oc: Bureau) -> None:
    """§3.14: the tool stands in for the flux."""
    bureau_oc.souscrit(Modele.OI)
    pris = bureau_oc.agit().fait
    ligne = bureau_oc.envoi().cellules
    assert (ligne["IdRdv"], ligne["DateInstall"]) == (pris["rdv"], pris["date"])
    bureau_oc.agit()
    veut(bureau_oc, Nature.REPORT)
    deplace = bureau_oc.geste().fait
    assert (deplace["rdv"], deplace["date"] > pris["date"]) == (pris["rdv"], True)


def test_a_client_who_does_not_confirm_has_no_order(oc: Bureau) -> None:
    veut(oc, Nature.HESITATION)
    oc.agit()
    repond(oc, OK)
    assert oc.acte() is None


# --- the OI


def demande(bureau: Bureau, flux: Flux = Flux.DEMANDE_RDV, **cellules: str) -> None:
    bureau.recoit(flux, {"ReferenceDemandeOC": "D-1", **LIEU, **CRENEAUX, **cellules})


def test_the_oi_holds_the_slot_before_it_answers(oi: Bureau) -> None:
    """§3.14: once the identifier is given, the slot is taken."""
    demande(oi)
    tenu = oi.agit().fait
    reponse = oi.agit().cellules
    assert oi.monde.terrain.rdv == {tenu["rdv"]: CRENEAUX["DateRdv1"]}
    assert [reponse[f"ValidDate{n}"] for n in (1, 2, 3)] == ["OK", "KO", "KO"]
    assert (reponse["IdRdv"], reponse["ReferenceDemandeOC"]) == (tenu["rdv"], "D-1")


@given(complets=st.integers(0, 4), proposes=st.integers(1, 3))
def test_at_most_one_slot_is_accepted_and_each_has_its_answer(complets: int, proposes: int) -> None:
    """§3.14.2: as many KO as slots refused, a reason when all are."""
    from harness import resources
    from harness.network.loading import charge
    from tests.actors.conftest import Bureau as Poste

    monde = charge(resources.fixtures("reseaux", "valfibre.toml"))
    monde = replace(monde, terrain=replace(monde.terrain, complets=complets))
    oi = Poste(Partie.OI, monde, dossier=Dossier("D-1", "XTEL"))
    demande(oi, **{f"DateRdv{n}": "" for n in (1, 2, 3) if n > proposes})
    reponse = oi.jusqu_a(Flux.REPONSE_RDV).cellules
    valides = [reponse[f"ValidDate{n}"] for n in (1, 2, 3) if f"ValidDate{n}" in reponse]
    attendu = complets if complets < proposes else None
    assert valides == ["OK" if n == attendu else "KO" for n in range(proposes)]
    assert bool(reponse.get("IdRdv")) is (attendu is not None)
    assert bool(reponse.get("MotifReponseRdvKo")) is (attendu is None)


def test_slots_too_near_may_be_refused(oi: Bureau) -> None:
    """§3.14.1: the notice of the contract."""
    demande(oi, DateRdv1="20260106 09:00", DateRdv2="20260106 11:00", DateRdv3="20260106 14:00")
    assert oi.envoi().cellules["MotifReponseRdvKo"].startswith("FRDV02")


def test_a_change_keeps_the_identifier_up_to_the_limit(oi: Bureau) -> None:
    """§3.14.5."""
    demande(oi)
    premier = oi.jusqu_a(Flux.REPONSE_RDV).cellules["IdRdv"]
    for rang in (1, 2):
        demande(oi, Flux.DEMANDE_MODIF_RDV, IdRdv=premier, DateRdv1=f"2026011{rang + 2} 09:00")
        assert oi.jusqu_a(Flux.REPONSE_RDV).cellules["IdRdv"] == premier
        assert oi.monde.terrain.rdv == {premier: f"2026011{rang + 2} 09:00"}
    demande(oi, Flux.DEMANDE_MODIF_RDV, IdRdv=premier, DateRdv1="20260119 09:00")
    assert oi.envoi().cellules["MotifReponseRdvKo"].startswith("FRDV01")


def test_a_slot_without_an_order_is_freed_in_time(oi: Bureau) -> None:
    """§3.14: nobody is told."""
    demande(oi)
    oi.jusqu_a(Flux.REPONSE_RDV)
    libere = oi.geste()
    assert (libere.fait.nature, libere.instant) == (Nature.LIBERATION, Calendrier().jour_ouvre(oi.instant, 2))
    oi.agit()
    assert (oi.monde.terrain.rdv, oi.acte()) == ({}, None)


def test_a_slot_that_an_order_recalls_is_kept(oi: Bureau) -> None:
    demande(oi)
    rdv = oi.jusqu_a(Flux.REPONSE_RDV).cellules["IdRdv"]
    ligne = Message(Flux.CMD_ACCES, {"ReferenceCommandePriseInterneOC": "CMD-1", "IdRdv": rdv}, Partie.OC)
    commandee = Dossier("CMD-1", "XTEL").avec(oi.dossier.vecus[0].__class__(datetime(2026, 1, 5, 15), ligne))
    assert accorde(oi.dossier, replace(oi.contexte, dossiers={"D-1": oi.dossier, "CMD-1": commandee})) is None


def test_a_slot_that_the_oc_cancels_is_freed_without_an_answer(oi: Bureau) -> None:
    """§3.14.3."""
    demande(oi)
    rdv = oi.jusqu_a(Flux.REPONSE_RDV).cellules["IdRdv"]
    oi.recoit(Flux.ANNULATION_RDV, {"IdRdv": rdv})
    assert oi.agit().fait.nature is Nature.LIBERATION
    assert oi.acte() is None


def test_before_the_order_a_slot_moved_too_often_is_asked_for_anew(oc: Bureau) -> None:
    """§3.14.5, as an order would be: cancelled, then passed again."""
    oc.agit()
    repond(oc, OK)
    for _ in range(2):
        veut(oc, Nature.REPORT)
        oc.agit()
        repond(oc, OK)
    veut(oc, Nature.REPORT)
    assert [oc.agit().flux for _ in range(2)] == [Flux.ANNULATION_RDV, Flux.DEMANDE_RDV]
    repond(oc, OK | {"IdRdv": "RDV-2"})
    assert oc.envoi().cellules["IdRdv"] == "RDV-2"
