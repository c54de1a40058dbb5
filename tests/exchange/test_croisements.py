"""What a party could have read when it wrote: told by the journal, else assumed after a window."""

from __future__ import annotations

from datetime import timedelta

import pytest

from harness.exchange.croisements import RELEVE, fenetre_de_releve, ignores
from harness.exchange.messages import Message
from harness.protocol.terms import Flux, Partie

OI, OC = Partie.OI, Partie.OC


def message(partie: Partie, heure: str, recu: str = "") -> Message:
    instants = [f"2026-01-05T{h}:00" if h else "" for h in (heure, recu)]
    return Message(Flux.MESS_OI if partie is OI else Flux.MESS_OC, {}, partie, 0, 2, "", *instants)


def test_what_was_read_before_writing_is_known() -> None:
    assert ignores([message(OC, "09:00"), message(OI, "09:05")]) == (0, 1)
    assert ignores([message(OC, "09:00", "09:30"), message(OI, "09:30")]) == (0, 1)


def test_what_was_sent_just_before_is_not_known_yet() -> None:
    assert ignores([message(OC, "09:00"), message(OI, "09:04")]) == (0, 0)
    assert ignores([message(OC, "09:00"), message(OI, "09:04")], timedelta(minutes=4)) == (0, 1)


def test_a_reception_told_by_the_journal_counts_rather_than_the_window() -> None:
    assert ignores([message(OC, "09:00", "10:00"), message(OI, "09:30")]) == (0, 0)
    assert ignores([message(OC, "09:00", "09:01"), message(OI, "09:02")]) == (0, 1)


def test_the_first_message_that_was_not_read_hides_those_that_follow() -> None:
    suite = [
        message(OI, "09:00"),
        message(OI, "09:58"),
        message(OC, "09:59"),
        message(OI, "09:59"),
        message(OC, "10:00"),
    ]
    assert ignores(suite) == (0, 1, 1, 2, 1)


@pytest.mark.parametrize("instant", ["", "hier"])
def test_without_a_time_nothing_crosses(instant: str) -> None:
    muet = Message(Flux.MESS_OC, {}, OC, instant=instant)
    assert ignores([message(OI, "09:00"), muet]) == (0, 1)
    assert ignores([muet, message(OI, "09:00")]) == (0, 1)


def test_the_window_is_the_one_of_the_profile() -> None:
    assert fenetre_de_releve({"releve": "30"}) == timedelta(minutes=30)
    assert (
        fenetre_de_releve({})
        == fenetre_de_releve({"releve": "vite"})
        == fenetre_de_releve({"releve": "9" * 9})
        == RELEVE
    )
