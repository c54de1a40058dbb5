"""An order along the lifecycle table, message by message."""

from __future__ import annotations

from harness.exchange.messages import Message
from harness.exchange.walk import ouvre, parcourt, position
from harness.protocol.lifecycle import Etat, Position
from harness.protocol.terms import Flux, Modele, Partie, Situation

COMMANDE = Message(Flux.CMD_ACCES, {"TypeRacco": "stoc", "PriseExistante": "N"}, Partie.OC)
AR = Message(Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "OK"}, Partie.OI)
MES = Message(Flux.CR_MES, {}, Partie.OC)


def test_the_order_announces_model_and_situation() -> None:
    assert ouvre(COMMANDE) == Position(Modele.STOC, Situation.A_CONSTRUIRE)


def test_an_unreadable_model_still_opens_an_order() -> None:
    """So that an AR KO can follow it."""
    illisible = Message(Flux.CMD_ACCES, {"TypeRacco": "?"}, Partie.OC)
    ko = Message(Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "KO"}, Partie.OI)
    lue = position([illisible, ko])
    assert lue is not None
    assert lue.etat is Etat.REJETEE


def test_a_message_without_a_place_leaves_the_order_as_it_was() -> None:
    pas = list(parcourt([COMMANDE, MES, AR]))
    assert [p.refus is not None for p in pas] == [False, True, False]
    assert pas[1].avant == pas[1].apres == pas[2].avant
    lue = position([COMMANDE, MES, AR])
    assert lue is not None
    assert lue.etat is Etat.ACCUSEE


def test_an_order_under_a_reference_in_use_is_answered_on_its_own() -> None:
    """§3.3: it is refused, and its own answers have their place."""
    ko = Message(Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "KO"}, Partie.OI)
    pas = list(parcourt([COMMANDE, AR, COMMANDE, ko]))
    assert [p.refus is not None for p in pas] == [False, False, True, False]
    assert pas[-1].apres.etat is Etat.ACCUSEE


def test_nothing_is_walked_before_the_order() -> None:
    assert position([AR, MES]) is None
    assert [p.message for p in parcourt([AR, COMMANDE])] == [COMMANDE]
