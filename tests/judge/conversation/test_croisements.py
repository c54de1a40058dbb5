"""Messages that cross in flight are judged by what their sender could know, never by the order of arrival (§3.12)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from harness.exchange.dossiers import Dossier
from harness.judge.conversation.judge import juge_dossiers
from harness.judge.conversation.walk import parcourt
from harness.protocol.lifecycle import Etat
from harness.protocol.terms import Partie
from tests.judge.conversation.conftest import a

Fait = Callable[..., Dossier]


def fautes(dossier: Dossier) -> list[tuple[str, Partie | None]]:
    return [(c.regle, c.partie) for c in juge_dossiers([dossier], officiel=False).constats]


REPONDUES = "Cmd > AR OK > Annulation > CR OK > CR Annulation OK"


def test_a_report_that_crossed_the_cancellation_is_nobody_s_breach(fait: Fait) -> None:
    dossier = fait(REPONDUES)
    assert fautes(a(dossier, "09:00", "09:30", "10:00", "10:02", "10:30")) == []
    suite = parcourt(a(dossier, "09:00", "09:30", "10:00", "10:02", "10:30"))
    assert [p.croise for p in suite.pas] == [False, False, False, True, False]
    assert suite.position is not None
    assert suite.position.etat is Etat.ANNULEE


@pytest.mark.parametrize("recus", [{}, {3: "10:01"}])
def test_a_report_sent_once_the_cancellation_was_read_is_a_breach_of_the_oi(
    fait: Fait, recus: Mapping[int, str]
) -> None:
    envoi = "10:02" if recus else "10:06"
    dates = a(fait(REPONDUES), "09:00", "09:30", "10:00", envoi, "10:30", recus=recus)
    ((_, partie),) = fautes(dates)
    assert partie is Partie.OI


def test_a_cancellation_that_met_the_end_of_the_order_on_its_way_is_answered(fait: Fait) -> None:
    suite = "Cmd > AR OK > CR KO > Annulation > CR Annulation KO"
    assert fautes(a(fait(suite), "09:00", "09:30", "10:00", "10:03", "10:30")) == []
    tardive = a(fait(suite), "09:00", "09:30", "10:00", "11:03", "11:30")
    assert (Partie.OC) in {partie for _, partie in fautes(tardive)}


def test_a_message_that_met_the_end_of_the_order_on_its_way_had_its_place(fait: Fait) -> None:
    suite = "Cmd > AR OK > CR OK > MAD KO > Mess OC"
    heures = ("09:00", "09:30", "10:00", "11:00")
    assert fautes(a(fait(suite, "OI"), *heures, "11:04")) == []
    assert [p for _, p in fautes(a(fait(suite, "OI"), *heures, "11:05"))] == [Partie.OC]
    lu = parcourt(a(fait(suite, "OI"), *heures, "11:04")).position
    assert lu is not None
    assert lu.etat is Etat.IMPOSSIBLE, "what crossed changes nothing"


def test_the_window_of_the_contract_decides_when_nothing_else_does(fait: Fait) -> None:
    dossier = a(fait("Cmd > AR OK > CR OK > MAD KO > Mess OC", "OI"), "09:00", "09:30", "10:00", "11:00", "11:20")
    assert juge_dossiers([dossier], officiel=False, releve=timedelta(hours=1)).constats == ()
    assert len(juge_dossiers([dossier], officiel=False).constats) == 1


def test_what_a_party_never_had_the_right_to_say_is_no_crossing(fait: Fait) -> None:
    dossier = a(fait("Cmd > AR OK > CR OK > STOC OK", "OI"), "09:00", "09:30", "10:00", "10:01")
    assert fautes(dossier) == [("conv.stoc_hors_modele", Partie.OC)]


def test_a_second_cancellation_met_nothing_but_the_first_of_its_own_sender(fait: Fait) -> None:
    dossier = a(
        fait("Cmd > AR OK > Annulation > CR Annulation OK > Annulation"), "09:00", "09:30", "10:00", "10:30", "10:32"
    )
    assert [partie for _, partie in fautes(dossier)] == [Partie.OC]


EXISTANTE = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}


def test_a_party_is_judged_from_before_all_that_it_had_not_read(fait: Fait) -> None:
    """§3.8: the line was delivered when the OC last read; two calls were told since, one after the other (§3.9)."""
    dossier = fait("Cmd > AR OK > CR OK > MAD OK > Reprov CHAUD > Reprov CHAUD > MES", m1=EXISTANTE)
    heures = ("09:00", "09:30", "10:00", "11:00", "12:00", "12:02")
    assert fautes(a(dossier, *heures, "12:03")) == []
    assert fautes(a(dossier, *heures, "12:10")) == [("conv.mise_en_service_sans_livraison", Partie.OC)]


def test_a_party_is_never_excused_of_what_it_said_itself(fait: Fait) -> None:
    """§3.8: the OC puts in service while the failure that it signalled waits for an answer, whatever crossed both."""
    heures = ("09:00", "09:30", "10:00", "11:00", "12:00")
    mes = fait("Cmd > AR OK > CR OK > MAD OK > Reprov CHAUD > MES", m1=EXISTANTE)
    assert fautes(a(mes, *heures, "12:03")) == []
    ko = fait("Cmd > AR OK > CR OK > MAD OK > Reprov CHAUD > Racc_KO > MES", m1=EXISTANTE)
    assert [partie for _, partie in fautes(a(ko, *heures, "12:01", "12:03"))] == [Partie.OC]
