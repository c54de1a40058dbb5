"""An appointment, from messages written by hand: what §3.14 says of each."""

from __future__ import annotations

import pytest

from harness.exchange.messages import Message
from harness.exchange.rendez_vous import EtatRdv, RendezVous, concerne, proposes, suit, valide
from harness.protocol.terms import EMETTEURS, Flux

CRENEAUX = {"DateRdv1": "20260108 09:00", "DateRdv2": "20260109 09:00", "DateRdv3": "20260112 09:00"}


def message(flux: Flux, **cellules: str) -> Message:
    return Message(flux, cellules, next(iter(EMETTEURS[flux])))


def demande(**cellules: str) -> Message:
    return message(Flux.DEMANDE_RDV, ReferenceDemandeOC="D1", **(CRENEAUX | cellules))


def reponse(*valides: str, rdv: str = "RDV-1") -> Message:
    cellules = {f"ValidDate{n}": v for n, v in enumerate(valides, start=1)}
    return message(Flux.REPONSE_RDV, ReferenceDemandeOC="D1", IdRdv=rdv, **cellules)


def modification(**cellules: str) -> Message:
    return message(Flux.DEMANDE_MODIF_RDV, ReferenceDemandeOC="D2", IdRdv="RDV-1", **(CRENEAUX | cellules))


OK, KO = ("OK", "KO", "KO"), ("KO", "KO", "KO")


@pytest.mark.parametrize("rang", [1, 2, 3])
def test_the_slot_held_is_the_one_accepted(rang: int) -> None:
    """§3.14.2."""
    valides = tuple("ok" if n == rang else "KO" for n in (1, 2, 3))
    rdv = suit([demande(), reponse(*valides)])
    assert (rdv.etat, rdv.identifiant, rdv.creneau) == (EtatRdv.RESERVE, "RDV-1", CRENEAUX[f"DateRdv{rang}"])
    assert (rdv.demande, rdv.reports, rdv.refus) == (None, 0, 0)


def test_a_request_waits_for_its_answer() -> None:
    envoyee = demande()
    assert suit([envoyee]) == RendezVous(EtatRdv.DEMANDE, demande=envoyee)
    assert suit([]).etat is EtatRdv.AUCUN


def test_refusals_are_counted_until_a_slot_is_accepted() -> None:
    """§3.14.2: the OC then proposes others."""
    refuse = [demande(), reponse(*KO), demande(), reponse(*KO)]
    assert (suit(refuse).etat, suit(refuse).refus) == (EtatRdv.REFUSE, 2)
    assert suit([*refuse, demande(), reponse(*OK)]).refus == 0


def test_a_change_keeps_the_identifier_and_counts_when_it_books() -> None:
    """§3.14.5: an answer KO is no iteration, and the slot held stays (AMB-64)."""
    pris = [demande(), reponse(*OK)]
    refuse = suit([*pris, modification(), reponse(*KO, rdv="")])
    assert (refuse.etat, refuse.creneau, refuse.reports, refuse.refus) == (EtatRdv.RESERVE, CRENEAUX["DateRdv1"], 0, 1)
    deplace = suit([*pris, modification(), reponse("KO", "OK", "KO", rdv="RDV-9")])
    assert (deplace.identifiant, deplace.creneau, deplace.reports) == ("RDV-1", CRENEAUX["DateRdv2"], 1)


def test_an_appointment_of_the_tool_may_be_moved_by_file() -> None:
    """§4.1.7: its identifier is only known from the change itself."""
    assert suit([modification(), reponse(*OK)]).identifiant == "RDV-1"


def test_a_cancelled_appointment_may_be_asked_for_again() -> None:
    annule = [demande(), reponse(*OK), message(Flux.ANNULATION_RDV, IdRdv="RDV-1")]
    assert suit(annule).etat is EtatRdv.ANNULE
    assert suit([*annule, demande()]).etat is EtatRdv.DEMANDE


def test_an_answer_to_nothing_and_other_messages_say_nothing() -> None:
    assert suit([reponse(*OK), message(Flux.CMD_ACCES)]) == RendezVous()


def test_slots_are_read_in_order() -> None:
    assert proposes(demande(DateRdv2="")) == (CRENEAUX["DateRdv1"], CRENEAUX["DateRdv3"])
    assert (valide(reponse(*OK)), valide(reponse(*KO))) == (1, 0)


@pytest.mark.parametrize("flux", Flux)
def test_appointments_are_those_that_no_order_identifies(flux: Flux) -> None:
    siens = {Flux.DEMANDE_RDV, Flux.REPONSE_RDV, Flux.ANNULATION_RDV, Flux.DEMANDE_MODIF_RDV}
    assert concerne(message(flux)) is (flux in siens)
