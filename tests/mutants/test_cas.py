"""Conversations of the catalogue changed by hand, file by file: both judges say the same of them, and what."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from harness.workbook.compile import charge
from tests.mutants.depart import Conversation, conversations, joue_le_catalogue
from tests.mutants.juges import Juges
from tests.mutants.tableur import avec, rangees
from tests.oracle.faits import RPP
from tests.oracle.fichier import Lot
from tests.oracle.oracle import NON_CONFORME

Jouees = Mapping[str, Conversation]
CHOIX = "STOC-PAC-NOM ou RDV-ACCEPTE-UNIQUE ou CRKO-SURCHARGE-PTO"


@pytest.fixture(scope="module")
def jouees(tmp_path_factory: pytest.TempPathFactory) -> Jouees:
    dossier = joue_le_catalogue(tmp_path_factory.mktemp("cas") / "journal", expression=CHOIX)
    return {c.id: c for c in conversations(dossier)}


@pytest.fixture(scope="module")
def juges() -> Juges:
    return Juges(charge())


def autre(lot: Lot, champ: str, valeur: str) -> Lot:
    """The same file, one cell changed in its first line."""
    entete, ligne, *suite = rangees(lot)
    rang = entete.index(champ)
    return avec(lot, [entete, [*ligne[:rang], valeur, *ligne[rang + 1 :]], *suite])


@pytest.mark.parametrize(
    ("scenario", "rang", "champ", "section"),
    [
        ("STOC-PAC-NOM", 1, "DateArCommandePrise", "§3.2"),
        ("STOC-PAC-NOM", 4, "Commentaire", "§3.5"),
        ("RDV-ACCEPTE-UNIQUE", 1, "MotifReponseRdvKo", "§3.14.2"),
    ],
)
@pytest.mark.parametrize(("renvois", "reponses"), [(0, 1), (0, 2), (1, 1), (1, 2), (1, 3), (2, 3), (2, 4)])
def test_a_file_is_not_answered_more_often_than_it_came(
    jouees: Jouees, juges: Juges, scenario: str, rang: int, champ: str, section: str,
    renvois: int, reponses: int,
) -> None:  # fmt: skip
    """§3.2: one acknowledgement a line ordered; what a copy is worth is nobody's breach, and no more than one."""
    conversation = jouees[scenario]
    avant, apres = conversation.lots[:rang], conversation.lots[rang + 1 :]
    reponse = conversation.lots[rang]
    redites = [autre(reponse, champ, f"2026010{n} 10:00") for n in range(2, reponses + 1)]
    jugement = juges.juge([*avant, *[avant[-1]] * renvois, reponse, *redites, *apres], conversation.entete)
    de_trop = max(0, reponses - 1 - renvois)
    assert len(jugement.constats) == de_trop
    assert (jugement.avis.verdict == NON_CONFORME) is bool(de_trop)
    assert {c.section for c in jugement.constats} <= {section}


@pytest.mark.parametrize(
    ("scenario", "rang", "champ"),
    [("STOC-PAC-NOM", 1, "DateArCommandePrise"), ("RDV-ACCEPTE-UNIQUE", 1, "MotifReponseRdvKo")],
)
def test_a_copy_is_worth_no_answer_that_came_before_it(
    jouees: Jouees, juges: Juges, scenario: str, rang: int, champ: str
) -> None:
    demande, reponse, *apres = jouees[scenario].lots[rang - 1 :]
    suite = [demande, reponse, autre(reponse, champ, "20260102 10:00"), demande, *apres]
    jugement = juges.juge(suite, jouees[scenario].entete)
    assert [c.fichier[:4] for c in jugement.constats] == ["0003"]
    assert jugement.desaccord == ""


def ajoute(lot: Lot, autre: Lot) -> Lot:
    """The lines of two files of one flux, in one."""
    return avec(lot, [*rangees(lot), *rangees(autre)[1:]])


def test_two_orders_of_one_socket_are_not_accepted_in_one_file(jouees: Jouees, juges: Juges) -> None:
    """§3.3: the lines of a file in their order."""
    conversation = jouees["CRKO-SURCHARGE-PTO"]
    une, ar, accord, autre_commande, autre_ar, _, refus, _ = conversation.lots
    suite = [ajoute(une, autre_commande), ajoute(ar, autre_ar)]
    reference = rangees(refus)[1][0]
    second = autre(autre(accord, "ReferenceCommandePriseInterneOC", reference), RPP, "XVAL-FTTH-00000000")
    for rendus, attendu in ((ajoute(accord, refus), []), (ajoute(refus, accord), []), (ajoute(accord, second), [3]),
                            (ajoute(second, accord), [3])):  # fmt: skip
        jugement = juges.juge([*suite, rendus], conversation.entete)
        assert [c.ligne for c in jugement.constats] == attendu
        assert (jugement.avis.verdict == NON_CONFORME) is bool(attendu)
