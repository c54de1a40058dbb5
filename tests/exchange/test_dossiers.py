"""Cutting what was exchanged into orders."""

from __future__ import annotations

from harness.exchange.dossiers import Echange, dossiers
from harness.exchange.messages import Message
from harness.protocol.terms import REFERENCE_COMMANDE, REFERENCE_DEMANDE_RDV, Flux, Partie


def dit(flux: Flux, emetteur: Partie, reference: str, champ: str = REFERENCE_COMMANDE) -> Message:
    return Message(flux, {champ: reference}, emetteur)


def test_messages_of_one_order_are_together_in_the_order_of_the_journal() -> None:
    un, deux = dit(Flux.CMD_ACCES, Partie.OC, "C1"), dit(Flux.CMD_ACCES, Partie.OC, "C2")
    ar_deux, ar_un = dit(Flux.AR_CMD_ACCES, Partie.OI, "C2"), dit(Flux.AR_CMD_ACCES, Partie.OI, " C1 ")
    trouves = dossiers([Echange((un, deux), "OCYY", "OIXX"), Echange((ar_deux, ar_un), "OIXX", "OCYY")])
    assert [(d.reference, d.oc, d.oi, d.messages) for d in trouves] == [
        ("C1", "OCYY", "OIXX", (un, ar_un)),
        ("C2", "OCYY", "OIXX", (deux, ar_deux)),
    ]


def test_a_reference_is_unique_within_one_operator_only() -> None:
    un, deux = dit(Flux.CMD_ACCES, Partie.OC, "C1"), dit(Flux.CMD_ACCES, Partie.OC, "C1")
    trouves = dossiers([Echange((un,), "OCYY", "OIXX"), Echange((deux,), "OCZZ", "OIXX")])
    assert [(d.reference, d.oc) for d in trouves] == [("C1", "OCYY"), ("C1", "OCZZ")]


def test_appointments_and_lines_without_a_reference_are_in_no_dossier() -> None:
    rdv = dit(Flux.DEMANDE_RDV, Partie.OC, "R1", REFERENCE_DEMANDE_RDV)
    annule = dit(Flux.ANNULATION_RDV, Partie.OC, "I1", "IdRdv")
    vide = dit(Flux.CMD_ACCES, Partie.OC, "  ")
    assert dossiers([Echange((rdv, annule, vide), "OCYY", "OIXX")]) == ()


def test_a_freeze_follows_its_order() -> None:
    gel = dit(Flux.GEL_DEGEL_RDV, Partie.OI, "C1")
    assert dossiers([Echange((gel,), "OIXX", "OCYY")])[0].messages == (gel,)
