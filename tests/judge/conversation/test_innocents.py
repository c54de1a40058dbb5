"""One party's fault is never held against the other: who was misled, or was left waiting, is not condemned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from harness.exchange.dossiers import Dossier
from harness.judge.conversation.convenus import Convenus, delais_de
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Gravite
from harness.protocol.terms import Flux, Partie
from tests.judge.conversation.conftest import a, echanges
from tests.judge.conversation.test_rdv import lots

Fait = Callable[..., Dossier]
OI, OC = Partie.OI, Partie.OC


def retards(dossier: Dossier, fin: str = "20:00") -> list[tuple[Partie | None, Flux | None]]:
    """Who is late, on a contract that gives an hour for everything."""

    def echeance(depuis: datetime, noms: Sequence[str]) -> datetime:
        return depuis + timedelta(hours=len(noms))

    delais = dict.fromkeys(delais_de(OI) | delais_de(OC), "1 heure")
    convenus = Convenus(delais, echeance, datetime.fromisoformat(f"2026-01-05T{fin}:00"))
    lues = juge_dossiers([dossier], officiel=False, echanges=echanges(dossier), convenus=convenus)
    return [(c.partie, c.flux) for c in lues.constats if c.regle == "delai.depasse"]


def test_who_is_told_something_out_of_place_may_wait(fait: Fait) -> None:
    """The OI delivers a line that was never built: the OC owes nothing on it."""
    heures = ("09:00", "09:30", "10:00", "10:30", "11:00")
    assert retards(a(fait("Cmd > AR OK > CR OK > Cmd_STOC > MAD OK"), *heures)) == []
    assert retards(a(fait("Cmd > CR OK > Cmd_STOC"), *heures[:3])) == [(OI, Flux.CMD_ACCES)]
    assert retards(a(fait("Cmd > AR OK > CR OK > Cmd_STOC"), *heures[:4])) == [(OC, Flux.CMD_STOC)]


def test_what_comes_out_of_place_once_it_is_late_excuses_nothing(fait: Fait) -> None:
    suite = "Cmd > AR OK > CR OK > Cmd_STOC > AR OK"
    assert retards(a(fait(suite), "09:00", "09:30", "10:00", "10:30", "11:00")) == []
    assert retards(a(fait(suite), "09:00", "09:30", "10:00", "10:30", "19:00")) == [(OC, Flux.CMD_STOC)]


def test_ones_own_messages_out_of_place_excuse_nothing(fait: Fait) -> None:
    """The OI never acknowledged the order that it reports on."""
    assert retards(a(fait("Cmd > CR OK"), "09:00", "09:30")) == [(OI, Flux.CMD_ACCES)]
    assert retards(a(fait("Cmd > CR OK > MES", "OC"), "09:00", "09:30", "09:40")) == [(OI, Flux.CMD_ACCES)]


def test_nothing_is_owed_on_an_order_that_nobody_knows(fait: Fait) -> None:
    """A line delivered under a reference that was never ordered."""
    connue = a(fait("Cmd > AR OK > CR OK > MAD OK", "OI"), "09:00", "09:30", "10:00", "10:30")
    assert retards(connue) == [(OC, Flux.CR_MAD)]
    assert retards(replace(connue, messages=connue.messages[3:])) == []


def test_an_outcome_that_cannot_be_read_may_be_waited_on(fait: Fait) -> None:
    heures = ("09:00", "09:30", "10:00", "10:30")
    assert retards(a(fait("Cmd > AR ? > CR OK > Cmd_STOC"), *heures)) == []


def test_a_file_sent_twice_may_be_taken_for_two(fait: Fait) -> None:
    connue = a(fait("Cmd > AR OK > CR OK > MAD OK", "OI"), "09:00", "09:30", "10:00", "10:30")
    encore = replace(connue.messages[3], ordre=5)
    assert retards(replace(connue, copies=(encore,))) == []
    assert retards(replace(connue, copies=(replace(connue.messages[0], ordre=5),))) == [(OC, Flux.CR_MAD)]


def test_time_spent_waiting_for_the_other_is_not_counted(fait: Fait) -> None:
    """The OC owes its CR MES on the delivery; a failure that it told meanwhile is the OI's to solve (§3.7)."""
    suite = "Cmd > AR OK > CR OK > MAD OK > Racc_KO > Reprov FROID > MAD OK > MES"
    heures = ("09:00", "09:30", "10:00", "10:30", "11:00", "15:00", "15:30", "17:00")
    assert retards(a(fait(suite, "OI"), *heures), fin="17:00") == []
    assert retards(a(fait(suite, "OI"), *heures[:-1], "17:31"), fin="17:31") == [(OC, Flux.CR_MES)]


def test_who_called_waits_for_the_route_that_is_confirmed_late(fait: Fait) -> None:
    """The OI tells of a call hours after it: nothing on the wire says when the OC called."""
    suite = "Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > STOC OK"
    heures = ("09:00", "09:30", "10:00", "10:30", "18:00")
    assert retards(a(fait(suite), *heures, "20:00"), fin="20:00") == []
    assert retards(a(fait(suite), *heures, "21:01"), fin="21:01") == [(OC, Flux.CR_STOC)]


def test_a_line_delivered_without_its_socket_calls_for_nothing_yet(fait: Fait) -> None:
    heures = ("09:00", "09:30", "10:00", "10:30")
    livree = fait("Cmd > AR OK > CR OK > MAD OK", "OI", m4={"ReferencePrise": ""})
    assert retards(a(livree, *heures)) == []


# --- what the other party was told


@pytest.mark.parametrize(("numero", "gravite"), [("D-1", Gravite.NON_CONFORME), ("", Gravite.AVERTISSEMENT)])
def test_a_call_that_no_number_shows_is_not_held_against_the_oc(fait: Fait, numero: str, gravite: Gravite) -> None:
    """The OI says CHAUD of a route that it gave to nobody: no number goes with it."""
    suite = fait("Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > STOC OK > MAD OK", m5={"NumeroDecharge": numero})
    lues = juge_dossiers([suite], officiel=False)
    assert {c.gravite for c in lues.constats if c.regle == "conv.hotline_non_reportee"} == {gravite}


def rdv(suite: str, **changes: dict[str, str]) -> Conversations:
    return juge_dossiers([], officiel=False, echanges=lots(suite, "2026-01-20T09:00:00", **changes))


def test_the_oi_may_answer_a_request_that_was_given_up_or_not() -> None:
    """§3.14.3 has the OC wait for the answer, §3.14.5 has it give up first: whichever, the OI does no wrong."""
    for suite in ("Demande > Annulation D > OK", "Demande > Annulation D > KO", "Demande > Annulation D"):
        assert {(c.regle, c.partie) for c in rdv(suite).constats} == {("rdv.annulation_sans_rdv", OC)}
    deux = rdv("Demande > Annulation D > OK > KO").constats
    assert ("rdv.reponse_sans_demande", OI) in {(c.regle, c.partie) for c in deux}


def test_the_oi_may_refuse_a_slot_where_none_was_proposed() -> None:
    """The first cell of the answer must be filled (O), whatever was asked."""
    rien = {"DateRdv1": "", "DateRdv2": ""}
    assert rdv("Demande > KO", m1=rien, m2={"ValidDate2": ""}).constats == ()
    accepte = rdv("Demande > OK", m1=rien, m2={"ValidDate2": ""}).constats
    assert [(c.regle, c.partie, c.champ) for c in accepte] == [("rdv.creneaux_non_apparies", OI, "ValidDate1")]
