"""No false alarm: what our own parties exchange, in any world that hypothesis can draw, is condemned by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from harness.judge.conversation.vu import Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import REGLES
from harness.network.circumstances import Circonstance
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Situation
from harness.workbook.compile import charge
from tests.mutants.depart import Conversation
from tests.mutants.juges import Juges
from tests.sans_alarme.compte import Compte
from tests.sans_alarme.essai import Essai, essaie
from tests.sans_alarme.machine import Conversations, machine
from tests.sans_alarme.reseau import reseau
from tests.sans_alarme.seance import ENCODAGES, TERMES, Seance

GRAINE, NOMBRE = "essai", 40


@pytest.fixture(scope="module")
def essai() -> Essai:
    return essaie(NOMBRE, GRAINE, charge())


def test_dozens_of_random_conversations_raise_no_alarm(essai: Essai) -> None:
    assert essai.alarme == ""
    assert essai.compte.conversations >= NOMBRE
    assert f"{essai.compte.conversations} conversations tenues" in str(essai.compte)


def test_they_really_vary(essai: Essai) -> None:
    """0 alarm says nothing of what was not tried."""
    compte = essai.compte
    assert len(compte.flux) >= 12, compte.flux
    assert len(compte.modeles) == 3 * len(Modele), "every model on every kind of socket"
    assert set(compte.encodages) == set(ENCODAGES)
    assert compte.entrelacees > NOMBRE / 4
    assert compte.groupes > NOMBRE / 4, "several orders share a lot"
    assert len(compte.vies) >= 15
    assert len(compte.survenues) >= 25
    assert {reseau(Random(n)).count("[[adresses]]") for n in range(20)} == {1, 2}


def test_the_same_seed_holds_the_same_conversations() -> None:
    un, autre = (essaie(5, graine, charge()).compte for graine in (GRAINE, "autre"))
    deux = essaie(5, GRAINE, charge(), processus=2).compte
    assert un == deux
    assert un != autre


def test_a_rule_that_invents_is_found_with_the_moves_that_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault planted in the judge. A real run shrinks these moves, which takes a minute."""

    def invente(suite: Suite) -> Iterator[Vu]:
        yield from (Vu(m, False, "rien") for m in suite.dossier.messages if m.flux is Flux.CR_CMD_ACCES)

    id_ = "conv.hors_sequence"
    monkeypatch.setitem(REGLES, id_, replace(REGLES[id_], fonction=invente))
    trouve = essaie(NOMBRE, GRAINE, charge(), reduit=False)
    assert "fausse alarme, selon le banc : conv.hors_sequence" in trouve.alarme
    assert "state.convient(" in trouve.alarme
    assert trouve.compte.conversations < NOMBRE


def test_a_party_that_errs_is_found() -> None:
    """A fault planted on the wire: the OI acknowledges nothing (§3.2)."""

    class Muette(Seance):
        def acheve(self) -> Conversation | None:
            tenue = super().acheve()
            return tenue and replace(tenue, lots=tuple(x for x in tenue.lots if "_AR_Cmd_Acces_" not in x.nom))

    def muette(protocole: Protocole, compte: Compte) -> type[Conversations]:
        return type("Muette", (machine(protocole, compte),), {"sorte": Muette})

    trouve = essaie(NOMBRE, GRAINE, charge(), reduit=False, sorte=muette)
    assert "conv.hors_sequence" in trouve.alarme
    assert "CR_Cmd_Acces" in trouve.alarme


def test_a_missing_pto_whose_link_is_cut_is_no_link_to_build_again() -> None:
    """What the machine found, in the OI: a cold notification of no route, that said HOTLINE (§4.3.1, §5.3.4)."""
    protocole = charge()
    with Seance(protocole, 0, {nom: valeurs[0] for nom, valeurs in TERMES.items()}) as seance:
        seance.souscrit(Situation.NON_IDENTIFIEE, Modele.STOC)
        for incident in (Circonstance.PTO_ABSENTE, Circonstance.LIAISON, Circonstance.SANS_FIBRE):
            assert seance.survient(incident)
        tenue = seance.acheve()
    assert tenue is not None
    jugement = Juges(protocole).juge(tenue.lots, tenue.entete)
    assert (jugement.constats, jugement.avis.fautes) == ((), [])
    assert "CR_MAD_LigneFTTH" in tenue.lots[-1].nom


def test_a_count_starts_empty() -> None:
    assert Compte().donnees()["conversations"] == 0
