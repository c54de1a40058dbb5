"""No false alarm: what our own parties exchange, in any world we can draw, is condemned by nobody."""

from __future__ import annotations

from random import Random

import pytest

from harness.protocol.terms import Modele
from harness.workbook.compile import charge
from tests.mutants.juges import Juges
from tests.sans_alarme.hasard import CONNUES, ENCODAGES, Essai, essaie, tenues_de
from tests.sans_alarme.reseau import reseau

GRAINE, NOMBRE = "essai", 30


@pytest.fixture(scope="module")
def essai() -> Essai:
    return essaie(NOMBRE, GRAINE, charge())


def test_dozens_of_random_conversations_raise_no_alarm(essai: Essai) -> None:
    assert [(a.numero, a.jugement.constats[0].message) for a in essai.inconnues] == []
    assert [(a.numero, a.jugement.avis.fautes) for a in essai.oracle if a not in essai.alarmes] == []
    assert essai.conversations > 24
    assert essai.lignes > essai.lots > 5 * essai.conversations, "several orders share a lot"
    assert "0 fausses alarmes" in str(essai)
    assert all(nom in str(essai) for nom in CONNUES)


def test_the_same_seed_holds_the_same_conversations() -> None:
    un, deux = (list(tenues_de(3, GRAINE, charge(), depuis=7)) for _ in "ab")
    assert un == deux
    assert [c.lots for _, c in un] != [c.lots for _, c in tenues_de(3, "autre", charge(), depuis=7)]


def test_worlds_models_and_ways_to_write_are_all_met() -> None:
    tenues = [c for _, c in tenues_de(20, GRAINE, charge())]
    octets = b"".join(lot.octets for c in tenues for lot in c.lots)
    assert all(f";{m};".encode() in octets for m in Modele)
    assert b"\r\n" in octets
    assert b"\xef\xbb\xbf" in octets
    assert {reseau(Random(str(n))).count("[[adresses]]") for n in range(20)} == {1, 2}
    assert len({encode(b"\xc3\xa9\n") for encode in ENCODAGES}) == len(ENCODAGES)


def test_a_conversation_in_which_a_report_is_left_out_is_caught() -> None:
    """The check can fail: the same conversations less one message are condemned."""
    juges = Juges(charge())
    pris = 0
    for _, c in tenues_de(10, GRAINE, charge()):
        rang = next((i for i, lot in enumerate(c.lots) if b"EtatArCommandePrise" in lot.octets), None)
        if rang is not None and rang < len(c.lots) - 1:
            pris += juges.juge((*c.lots[:rang], *c.lots[rang + 1 :]), c.entete).pris
    assert pris >= 5
