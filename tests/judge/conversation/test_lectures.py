"""A message that follows another reading of an unclear clause is told with both readings, and condemns nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.exchange.dossiers import Dossier
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Gravite
from harness.protocol.lifecycle import TABLE
from harness.protocol.terms import Partie
from harness.workbook.ambiguites import charge_ambiguites

Fait = Callable[..., Dossier]

EXISTANTE = {"m1": {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}}
SANS_REFERENCE = {"m1": {"PriseExistante": "O"}}
CAS = {
    "AMB-02": ("Cmd > AR OK > CR HOTLINE > Reprov CHAUD > MAD OK > MES", "OI", SANS_REFERENCE),
    "AMB-05": ("Cmd > AR OK > CR OK > Cmd_STOC > Reprov FROID > STOC OK > MAD OK > MES", "STOC", {}),
    "AMB-06": ("Cmd > AR OK > CR HOTLINE > MES > Reprov CHAUD", "OC", {**SANS_REFERENCE, "m4": {"PrisePosee": "NON"}}),
    "AMB-08": ("Cmd > AR OK > CR HOTLINE > Reprov CHAUD > Racc_KO > MAD KO", "STOC", SANS_REFERENCE),
    "AMB-17": ("Cmd > AR OK > CR OK > MAD OK > Racc_KO > Cmd_STOC > STOC OK > MAD OK > MES", "STOC", EXISTANTE),
    "AMB-37": ("Cmd > AR OK > CR OK > MAD OK > MAD OK > Reprov CHAUD > MES", "STOC", EXISTANTE),
}


def juge(dossier: Dossier) -> Conversations:
    return juge_dossiers([dossier], officiel=False, ambiguites=charge_ambiguites())


def test_every_tolerance_of_the_table_has_a_case() -> None:
    assert set(CAS) == {c.tolerance for c in TABLE} - {""}


@pytest.mark.parametrize("ambiguite", CAS)
def test_the_other_reading_is_an_interpretation_that_cites_both(ambiguite: str, fait: Fait) -> None:
    suite, modele, changes = CAS[ambiguite]
    lus = [c for c in juge(fait(suite, modele, **changes)).constats if c.regle == "conv.autre_lecture"]
    clause = charge_ambiguites()[ambiguite]
    assert lus
    for constat in lus:
        assert (constat.gravite, constat.ambiguite) == (Gravite.INTERPRETATION, ambiguite)
        assert f"« {clause.retenue} »" in constat.message
        assert f"« {clause.autres[0]} »" in constat.message
        assert constat.message.endswith(f"({ambiguite}).")
        assert constat.section.removeprefix("§") in clause.sections
    assert all(c.gravite is not Gravite.NON_CONFORME for c in juge(fait(suite, modele, **changes)).constats)


@pytest.mark.parametrize(
    ("suite", "modele"),
    [
        ("Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > STOC OK > MAD OK > MES", "STOC"),
        ("Cmd > AR OK > CR OK > Cmd_STOC > STOC KO > Reprov FROID > Cmd_STOC > STOC OK > MAD OK > MES", "STOC"),
        ("Cmd > AR OK > CR OK > MES", "OC"),
    ],
)
def test_what_the_text_expects_is_no_interpretation(suite: str, modele: str, fait: Fait) -> None:
    assert not [c for c in juge(fait(suite, modele)).constats if c.regle == "conv.autre_lecture"]


def test_a_message_out_of_place_is_a_breach_and_no_reading(fait: Fait) -> None:
    constats = juge(fait("Cmd > AR OK > Reprov FROID > CR OK", "STOC")).constats
    assert [(c.regle, c.partie) for c in constats if c.gravite is Gravite.NON_CONFORME] == [
        ("conv.hors_sequence", Partie.OI)
    ]
    assert not [c for c in constats if c.ambiguite]


def test_without_the_register_the_number_is_cited(fait: Fait) -> None:
    suite, modele, changes = CAS["AMB-06"]
    lus = [
        c
        for c in juge_dossiers([fait(suite, modele, **changes)], officiel=False).constats
        if c.regle == "conv.autre_lecture"
    ]
    assert lus
    assert all("AMB-06" in c.message for c in lus)
