"""Sentences of a scenario: what they wait for, what they journal, what they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.actors.deviations import champ_vide
from harness.campaign.campaign import Campagne, ouvre
from harness.campaign.gens import AttenteNonTenue
from harness.campaign.play import Attendu, Deroule
from harness.exchange.attentes import confronte
from harness.exchange.codec import lit
from harness.exchange.entries import EntreeAttente, EntreeDossier, EntreeEtat, EntreeFaute, EntreeLot, EntreeScenario
from harness.exchange.journal import lit_journal
from harness.network.facts import Nature
from harness.protocol.lifecycle import Issue
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Partie, Situation
from tests.campaign.conftest import FICHE, reglages

CMD = Attendu(Partie.OC, Flux.CMD_ACCES)
AR_OK = Attendu(Partie.OI, Flux.AR_CMD_ACCES, Issue.OK)


def en_stoc(deroule: Deroule) -> Deroule:
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
    return deroule


def test_a_sentence_waits_for_its_message_and_no_longer(deroule: Deroule) -> None:
    en_stoc(deroule).envoie("l'OC envoie une Cmd_Acces", CMD, {"TypeRacco": "STOC"})
    assert [m.flux for m in deroule.messages()] == [Flux.CMD_ACCES]
    deroule.envoie("l'OI envoie un AR_Cmd_Acces OK", AR_OK, {})
    assert [m.flux for m in deroule.messages()] == [Flux.CMD_ACCES, Flux.AR_CMD_ACCES]


def test_a_message_that_never_comes_is_told(deroule: Deroule) -> None:
    with pytest.raises(AttenteNonTenue, match="« l'OC envoie une Cmd_Acces » : aucun Cmd_Acces n'est venu de l'OC"):
        deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {})


def test_a_message_that_comes_otherwise_is_told(deroule: Deroule) -> None:
    en_stoc(deroule)
    with pytest.raises(AttenteNonTenue, match="TypeRacco de Cmd_Acces : OI était attendu"):
        deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {"TypeRacco": "OI"})


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"Couleur": "bleu"}, "Cmd_Acces n'a pas de champ Couleur"),
        ({"IdRdv": "celui de Rdv"}, "« Rdv » n'est pas un flux"),
    ],
)
def test_a_sentence_that_means_nothing_is_our_fault(deroule: Deroule, champs: dict[str, str], message: str) -> None:
    """A ValueError, not an expectation that was not met: no partner is to blame."""
    with pytest.raises(ValueError, match=message):
        en_stoc(deroule).envoie("l'OC envoie une Cmd_Acces", CMD, champs)


def test_things_done_off_the_wire_are_waited_for(deroule: Deroule) -> None:
    en_stoc(deroule).agit("l'OC construit", Partie.OC, (Nature.POSE,))
    assert deroule.boucle.faits[-1].nature is Nature.POSE
    assert Flux.CR_STOC not in [m.flux for m in deroule.messages()]


def test_the_same_fact_is_not_counted_twice(deroule: Deroule) -> None:
    en_stoc(deroule).agit("l'OC construit", Partie.OC, (Nature.POSE,))
    with pytest.raises(AttenteNonTenue, match="cela n'a pas eu lieu"):
        deroule.agit("l'OC construit encore", Partie.OC, (Nature.POSE,))


def test_an_order_that_is_not_over_is_told(deroule: Deroule) -> None:
    with pytest.raises(AttenteNonTenue, match="la commande n'est pas terminée : elle n'est jamais venue"):
        deroule.finit("la commande est terminée", "terminée")


def test_an_order_under_way_is_left_there(deroule: Deroule) -> None:
    en_stoc(deroule).envoie("l'OI envoie un AR_Cmd_Acces OK", AR_OK, {})
    deroule.finit("la commande est en cours", "en cours")
    assert len(deroule.messages()) == 2


def test_a_network_without_the_dwelling_asked_for_is_told(tmp_path: Path, protocole: Protocole) -> None:
    with (
        ouvre(tmp_path / "j", protocole, reglages(reseau="quadrival")) as campagne,
        pytest.raises(LookupError, match="Quadrival n'a pas de logement avec prise"),
    ):
        campagne.commence(FICHE).souscrit(Situation.IDENTIFIEE, Modele.STOC)


def test_an_oi_under_test_is_only_listened_to(tmp_path: Path, protocole: Protocole) -> None:
    """The harness sends the order of its OC, then finds no answer; it never answers in its partner's place."""
    with ouvre(tmp_path / "j", protocole, reglages(simules=(Partie.OC,))) as campagne:
        deroule = en_stoc(campagne.commence(FICHE))
        deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {})
        with pytest.raises(AttenteNonTenue, match="aucun AR_Cmd_Acces n'est venu de l'OI"):
            deroule.envoie("l'OI envoie un AR_Cmd_Acces OK", AR_OK, {})
        deroule.agit("l'OI brasse", Partie.OI, (Nature.BRASSAGE,))
    assert lit_journal(tmp_path / "j").entete.simules == (Partie.OC,)


def test_everything_said_is_in_the_journal_and_can_be_checked_from_it(
    tmp_path: Path, campagne: Campagne, protocole: Protocole
) -> None:
    deroule = en_stoc(campagne.commence(FICHE))
    deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {"TypeRacco": "STOC"})
    deroule.envoie("l'OI envoie un AR_Cmd_Acces OK", AR_OK, {})
    deroule.finit("la commande est terminée", "terminée")
    campagne.termine(FICHE)
    campagne.acheve()
    journal = lit_journal(tmp_path / "journal")
    entrees = journal.entrees
    lots = [e for e in entrees if isinstance(e, EntreeLot)]
    lus = [m for lot in lots for m in lit(journal.octets(lot), lot.fichier, protocole, lot.emetteur).messages]
    attentes = [e for e in entrees if isinstance(e, EntreeAttente)]
    (dossier,) = [e for e in entrees if isinstance(e, EntreeDossier)]
    assert [t.tenue for t in confronte(attentes, lus)] == [True, True]
    assert {m.reference for m in lus} == {dossier.reference}
    assert [e.etat for e in entrees if isinstance(e, EntreeEtat)] == ["terminée"]
    assert [(e.phase, e.arret) for e in entrees if isinstance(e, EntreeScenario)] == [("debut", ""), ("fin", "")]
    assert journal.avis == ()


def test_a_provoked_fault_is_in_the_file_and_said_before_it(tmp_path: Path, campagne: Campagne) -> None:
    deroule = en_stoc(campagne.commence(FICHE))
    deroule.deforme(champ_vide(Partie.OC, Flux.CMD_ACCES, "ReferencePm"))
    deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {"ReferencePm": "vide", "PriseExistante": "N"})
    deroule.envoie("l'OI envoie un AR_Cmd_Acces KO", Attendu(Partie.OI, Flux.AR_CMD_ACCES, Issue.KO), {})
    entrees = lit_journal(tmp_path / "journal").entrees
    (faute,) = [e for e in entrees if isinstance(e, EntreeFaute)]
    lots = [e for e in entrees if isinstance(e, EntreeLot)]
    assert (faute.partie, faute.flux, faute.champ) == (Partie.OC, Flux.CMD_ACCES, "ReferencePm")
    assert faute.dossier == deroule.messages()[0].reference
    assert entrees.index(faute) < entrees.index(lots[0])
