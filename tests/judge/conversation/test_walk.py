"""Walking a dossier: the reading that refuses the fewest messages, so that one mistake is one breach."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.exchange.dossiers import Dossier
from harness.exchange.messages import Message
from harness.judge.conversation.walk import Suite, parcourt
from harness.protocol.issues import CHAMP_ETAT
from harness.protocol.lifecycle import Etat, Issue
from harness.protocol.terms import Flux, Modele, Partie, Situation

Fait = Callable[..., Dossier]
Etape = tuple[Partie, Flux, Issue]
SEQUENCES = Path(__file__).parents[2] / "protocol" / "sequences.csv"
"""The cases of the document, one life of an order a line: an oracle that does not read the lifecycle table."""


def refus(suite: Suite) -> list[int]:
    """Ranks, from 1 on, of the messages that have no place; a gel is indicative, and held against nobody (§3.14.4)."""
    lus = enumerate(suite.pas, start=1)
    return [n for n, p in lus if p.refus is not None and p.message.flux is not Flux.GEL_DEGEL_RDV]


@pytest.mark.parametrize(
    ("modele", "suite", "etat"),
    [
        ("STOC", "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES", Etat.EN_SERVICE),
        ("STOC", "Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > STOC OK > MAD OK > MES", Etat.EN_SERVICE),
        ("STOC", "Cmd > AR KO", Etat.REJETEE),
        ("STOC", "Cmd > AR OK > CR KO", Etat.REFUSEE),
        ("OI", "Cmd > AR OK > CR OK > MAD OK > MES", Etat.EN_SERVICE),
        ("OC", "Cmd > AR OK > CR OK > MES", Etat.EN_SERVICE),
        ("OC", "Cmd > AR OK > CR OK > MES > Écrasement", Etat.ECRASEE),
        ("stoc", "Cmd > AR OK", Etat.ACCUSEE),
    ],
)
def test_a_life_of_the_document_is_walked_to_its_end(fait: Fait, modele: str, suite: str, etat: Etat) -> None:
    marche = parcourt(fait(suite, modele))
    assert refus(marche) == []
    assert marche.position is not None
    assert marche.position.etat is etat
    assert [p.message for p in marche.pas] == list(marche.dossier.messages)
    assert all(a.apres == b.avant for a, b in zip(marche.pas, marche.pas[1:], strict=False))


def test_the_order_says_the_model_and_the_situation(fait: Fait) -> None:
    for cellules, attendue in (
        ({}, Situation.A_CONSTRUIRE),
        ({"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}, Situation.IDENTIFIEE),
        ({"PriseExistante": "o"}, Situation.NON_IDENTIFIEE),
    ):
        position = parcourt(fait("Cmd", "OC", m1=cellules)).position
        assert position is not None
        assert (position.modele, position.situation) == (Modele.OC, attendue)


def test_without_its_order_or_its_model_a_dossier_is_not_walked(fait: Fait) -> None:
    sans = parcourt(fait("AR OK > CR OK"))
    assert (sans.commence, sans.pas, sans.position) == (False, (), None)
    illisible = parcourt(fait("Cmd > AR OK", "FTTH"))
    assert (illisible.commence, illisible.modele, illisible.pas) == (True, None, ())


@pytest.mark.parametrize(
    ("suite", "refuses", "etat"),
    [
        # a message left out: the next one is refused, the walk goes on from where it leads
        ("Cmd > CR OK > Cmd_STOC > STOC OK > MAD OK > MES", [2], Etat.EN_SERVICE),
        ("Cmd > AR OK > Cmd_STOC > STOC OK > MAD OK > MES", [3], Etat.EN_SERVICE),
        ("Cmd > AR OK > CR OK > STOC OK > MAD OK > MES", [4], Etat.EN_SERVICE),
        ("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MES", [6], Etat.EN_SERVICE),
        # a message sent twice: the second is refused, the walk goes on from where it was
        ("Cmd > AR OK > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES", [3], Etat.EN_SERVICE),
        ("Cmd > AR OK > CR OK > Cmd_STOC > CR OK > STOC OK > MAD OK > MES", [5], Etat.EN_SERVICE),
        ("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > AR OK > MES", [7], Etat.EN_SERVICE),
        ("Cmd > AR OK > CR OK > Cmd_STOC > Cmd > STOC OK > MAD OK > MES", [5], Etat.EN_SERVICE),
        # a message that changes nothing, before its time
        ("Cmd > Mess OI > AR OK > CR OK", [2], Etat.ACCEPTEE),
        ("Cmd > Mess OI > Mess OC > CR OK", [2], Etat.ACCEPTEE),
        # in a second turn
        ("Cmd > AR OK > CR OK > Cmd_STOC > STOC KO > Cmd_STOC > STOC OK > MAD OK > MES", [6], Etat.EN_SERVICE),
        # after the end, one message speaks for all those that follow it
        ("Cmd > AR KO > CR OK > Cmd_STOC > STOC OK", [3], Etat.POSEE),
        ("Cmd > AR OK > CR KO > Cmd_STOC > STOC OK > MAD OK > MES", [4], Etat.EN_SERVICE),
    ],
)
def test_one_mistake_is_refused_once(fait: Fait, suite: str, refuses: list[int], etat: Etat) -> None:
    marche = parcourt(fait(suite))
    assert len(refus(marche)) == 1
    assert refus(marche) == refuses
    assert marche.position is not None
    assert marche.position.etat is etat


def test_an_outcome_that_cannot_be_read_is_a_fault_of_form_and_stops_nothing(fait: Fait) -> None:
    assert refus(parcourt(fait("Cmd > AR ? > CR OK > Cmd_STOC > STOC OK"))) == []
    assert refus(parcourt(fait("Cmd > AR OK > AR ? > CR OK"))) == [3]


@pytest.mark.parametrize("etat", ["CHAUD", "FROID", "PEUT-ETRE"])
def test_the_outcome_of_another_flux_is_none(fait: Fait, etat: str) -> None:
    """A fault of form, told once: the order goes on as if either outcome had come."""
    assert refus(parcourt(fait("Cmd > AR OK > CR OK", m2={"EtatArCommandePrise": etat}))) == []


def test_a_long_dossier_of_refused_messages_is_walked_quickly(fait: Fait) -> None:
    import time

    debut = time.process_time()
    marche = parcourt(fait(" > ".join(["Cmd", *["CR OK", "STOC KO", "MAD OK", "Annulation", "Racc_KO"] * 400])))
    assert time.process_time() - debut < 5
    assert len(marche.pas) == 2_001


# --- on every case of the document


def vies() -> list[tuple[str, str, str, tuple[Etape, ...]]]:
    with SEQUENCES.open(encoding="utf-8", newline="") as fichier:
        lues = {(r["modele"], r["situation"], r["suite"]): r["id"] for r in csv.DictReader(fichier, delimiter=";")}
    return [(id_, modele, situation, _etapes(suite)) for (modele, situation, suite), id_ in lues.items()]


def _etapes(suite: str) -> tuple[Etape, ...]:
    etapes = [etape.split(" ", 2) for etape in suite.split(" > ")]
    return tuple((Partie(e[0]), Flux(e[1]), Issue(e[2] if len(e) == 3 else "")) for e in etapes)


def ecrit(modele: str, situation: str, etapes: tuple[Etape, ...]) -> Dossier:
    """A dossier with the cells that each step takes, and no other."""
    messages = []
    for n, (partie, flux, issue) in enumerate(etapes, start=1):
        cellules = {"ReferenceCommandePriseInterneOC": "CMD-1"}
        if flux is Flux.CMD_ACCES:
            prise = "OO-0001-0001" if situation == "PCI" else ""
            cellules |= {"TypeRacco": modele, "PriseExistante": "N" if situation == "PAC" else "O"}
            cellules |= {"ReferencePrise": prise}
        elif issue is Issue.APPEL:
            cellules |= {CHAMP_ETAT[flux]: "OK", "ReferencePrise": "HOTLINE"}
        elif flux in CHAMP_ETAT:
            cellules |= {CHAMP_ETAT[flux]: issue.split(",")[0]}
            cellules |= {"PrisePosee": "OUI" if issue is Issue.KO_POSEE else "NON"}
        messages.append(Message(flux, cellules, partie, n))
        assert messages[-1].issue is issue
    return Dossier("CMD-1", "OCYY", "OIXX", tuple(messages))


VIES = vies()


def test_no_case_of_the_document_is_refused() -> None:
    assert len(VIES) > 150
    assert [id_ for id_, modele, situation, etapes in VIES if refus(parcourt(ecrit(modele, situation, etapes)))] == []


def test_a_message_left_out_of_any_case_is_one_refusal_at_most() -> None:
    for id_, modele, situation, etapes in VIES:
        for rang in range(1, len(etapes)):
            marche = parcourt(ecrit(modele, situation, etapes[:rang] + etapes[rang + 1 :]))
            assert len(refus(marche)) <= 1, f"{id_} {modele} {situation} sans le message {rang + 1}"


def test_a_message_sent_twice_in_any_case_is_one_refusal_at_most() -> None:
    for id_, modele, situation, etapes in VIES:
        for rang in range(1, len(etapes)):
            for ou in {rang + 1, len(etapes)}:
                marche = parcourt(ecrit(modele, situation, (*etapes[:ou], etapes[rang], *etapes[ou:])))
                assert len(refus(marche)) <= 1, f"{id_} {modele} {situation}, message {rang + 1} redit au rang {ou}"


def test_two_neighbours_crossed_in_any_case_are_two_refusals_at_most() -> None:
    for id_, modele, situation, etapes in VIES:
        for rang in range(1, len(etapes) - 1):
            croisees = (*etapes[:rang], etapes[rang + 1], etapes[rang], *etapes[rang + 2 :])
            marche = parcourt(ecrit(modele, situation, croisees))
            assert len(refus(marche)) <= 2, f"{id_} {modele} {situation} au rang {rang + 1}"
