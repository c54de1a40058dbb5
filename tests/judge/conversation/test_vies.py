"""A reference taken again once its order is over opens a life of its own (§4.1.2): its breach is the OC's, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from harness.exchange.dossiers import Dossier
from harness.judge.conversation.judge import juge_dossiers
from harness.judge.conversation.walk import vies
from harness.protocol.lifecycle import Etat
from harness.protocol.terms import Partie
from tests.judge.conversation.conftest import Juge, a, echanges

Fait = Callable[..., Dossier]
OI, OC = Partie.OI, Partie.OC
VIE = "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES"


def fautes(juge: Juge, suite: str, modele: str = "STOC", **changes: dict[str, str]) -> list[tuple[str, Partie | None]]:
    return [(c.regle, c.partie) for c in juge(suite, modele, **changes).constats if "reference_stoc" not in c.regle]


@pytest.mark.parametrize(
    "fin", ["AR KO", "AR OK > CR KO", VIE.partition(" > ")[2], "AR OK > Annulation > CR Annulation OK"]
)
@pytest.mark.parametrize("suite", [VIE, "Cmd > AR KO", "Cmd > AR OK > CR KO", "Cmd"])
def test_an_order_under_an_ended_reference_is_one_breach_and_what_follows_is_judged_on_its_own(
    juge: Juge, fin: str, suite: str
) -> None:
    assert fautes(juge, f"Cmd > {fin} > {suite}") == [("conv.reference_reutilisee", OC)]


def test_the_second_order_has_its_own_model_situation_and_references(juge: Juge, fait: Fait) -> None:
    secondes = "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES > Cmd > AR OK > CR HOTLINE > Reprov CHAUD > MES"
    pto = {"TypeRacco": "OC", "PriseExistante": "O"}
    suivis = {f"m{n}": {"ReferencePrestationPrise": "ACC-2"} for n in (10, 12)} | {"m8": pto}
    suivis["m12"] |= {"PrisePosee": "NON"}
    assert fautes(juge, secondes, **suivis) == [("conv.reference_reutilisee", OC)]
    premiere, seconde = vies(fait(secondes, **suivis))
    assert [len(v.dossier.messages) for v in (premiere, seconde)] == [7, 5]
    assert [len(v.pas) for v in (premiere, seconde)] == [7, 5]
    assert (premiere.reprise, seconde.reprise) == (False, True)
    assert premiere.position is not None
    assert premiere.position.etat is Etat.EN_SERVICE
    assert seconde.position is not None
    assert seconde.position.etat is Etat.EN_SERVICE


def test_a_breach_in_the_second_life_is_still_one(juge: Juge) -> None:
    assert fautes(juge, f"{VIE} > Cmd > AR OK > AR OK > CR OK") == [
        ("conv.reference_reutilisee", OC), ("conv.ar_double", OI)
    ]  # fmt: skip


def test_the_oi_owes_no_answer_to_a_reference_that_it_closed(fait: Fait) -> None:
    dossier = a(fait("Cmd > AR KO > Cmd", "OI"), "09:00", "10:00", "11:00")
    lues = juge_dossiers([dossier], officiel=False, echanges=echanges(dossier, horizon="20 09:00"))
    assert [(c.regle, c.partie) for c in lues.constats] == [("conv.reference_reutilisee", OC)]


def test_an_order_under_way_is_not_opened_again(juge: Juge, fait: Fait) -> None:
    assert len(list(vies(fait("Cmd > AR OK > Cmd > AR KO > CR OK")))) == 1


@pytest.mark.parametrize(("modele", "commande"), [
    ("OC", {"PriseExistante": "O"}), ("STOC", {"PriseExistante": "O"}), ("OI", {"PriseExistante": "O"}),
])  # fmt: skip
def test_a_route_where_a_call_was_due_is_one_breach_of_the_oi(
    juge: Juge, modele: str, commande: dict[str, str]
) -> None:
    """§3.1: what follows is read either way, as after the call or as after the route."""
    type_ = "FROID" if modele == "OI" else "CHAUD"
    livree = " > MAD OK > MES" if modele != "OC" else " > MES"
    for suite in (livree, f" > Reprov {type_}{livree}", f"{livree.removesuffix(' > MES')} > Racc_KO"):
        dits = [
            (c.regle, c.partie)
            for c in juge(f"Cmd > AR OK > CR OK{suite}", modele, m1=commande).constats
            if "pose_au" not in c.regle and c.regle != "conv.prise_livree"
        ]
        assert dits == [("conv.hotline_attendue", OI)], suite


@pytest.mark.parametrize("modele", ["OC", "STOC", "OI"])
def test_a_call_where_a_route_was_due_is_one_breach_of_the_oi(juge: Juge, modele: str) -> None:
    """§3.3: the other party may call, or do as if it had its route."""
    pci = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}
    type_ = "FROID" if modele == "OI" else "CHAUD"
    livree = " > MAD OK > MES" if modele != "OC" else " > MES"
    for suite in (livree, f" > Reprov {type_}{livree}", " > Racc_KO" if modele != "OI" else " > Racc_KO OI"):
        dits = [
            (c.regle, c.partie)
            for c in juge(f"Cmd > AR OK > CR HOTLINE{suite}", modele, m1=pci).constats
            if "pose_au" not in c.regle and c.regle not in ("conv.prise_livree", "conv.prise_initiale")
        ]
        assert dits == [("conv.hotline_non_convenue", OI)], suite


def copiee(dossier: Dossier, rang: int) -> Dossier:
    """The same, the message of that rank sent twice at once."""
    return replace(dossier, copies=(dossier.messages[rang - 1],))


def test_a_copy_takes_no_reply_that_has_its_place_for_a_second_one(fait: Fait) -> None:
    deux = "Cmd > AR OK > CR OK > Cmd_STOC > STOC KO > Reprov FROID > Cmd_STOC > STOC OK > MAD OK"
    (suite,) = vies(copiee(fait(deux), 4))
    assert [p.message for p in suite.pas] == list(suite.dossier.messages)


def test_a_copy_does_not_excuse_a_reply_that_was_never_in_its_place(juge: Juge, fait: Fait) -> None:
    """The report came without an acknowledgement: that the order was sent twice changes nothing to it."""
    assert fautes(juge, "Cmd > CR OK") == [("conv.hors_sequence", OI)]
    constats = juge_dossiers([copiee(fait("Cmd > CR OK"), 1)], officiel=False).constats
    assert [c.regle for c in constats] == ["conv.hors_sequence"]


@pytest.mark.parametrize(
    ("suite", "copies"),
    [
        ("Cmd > AR OK > AR OK > CR OK > CR KO > Cmd_STOC", {2: 1}),
        ("Cmd > AR OK > AR KO > CR OK > Cmd_STOC", {2: 1}),
        ("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > STOC OK > MAD OK", {5: 4}),
        ("Cmd > AR OK > Annulation > CR Annulation OK > CR Annulation OK", {4: 3}),
    ],
)
def test_a_reply_to_a_file_that_came_twice_may_come_twice(fait: Fait, suite: str, copies: dict[int, int]) -> None:
    """The copy left before the message of that rank: its sender is told elsewhere, the other party is not blamed."""
    dossier = fait(suite)
    assert len(juge_dossiers([dossier], officiel=False).constats) >= 1
    copiees = tuple(replace(dossier.messages[n - 1], ordre=avant - 1) for avant, n in copies.items())
    assert juge_dossiers([replace(dossier, copies=copiees)], officiel=False).constats == ()
    tardives = tuple(replace(m, ordre=99) for m in copiees)
    assert juge_dossiers([replace(dossier, copies=tardives)], officiel=False).constats != ()


@pytest.mark.parametrize("ordre", [1, 2])
def test_an_order_sent_twice_may_be_acknowledged_twice_when_the_first_one_cannot_be_read(
    fait: Fait, ordre: int
) -> None:
    """As soon as its copy has left, and once a copy."""
    dossier = fait("Cmd > AR ? > AR KO")
    copie = replace(dossier.messages[0], ordre=ordre)
    (suite,) = vies(replace(dossier, copies=(copie,)))
    assert [p.refus for p in suite.pas] == [None] * 3
    (seule,) = vies(dossier)
    assert seule.pas[2].refus is not None
    trois = fait("Cmd > AR ? > AR ? > AR ? > CR OK")
    (suite,) = vies(replace(trois, copies=(copie,)))
    assert [p.message.ordre for p in suite.pas if p.refus is not None] == [4], "the third is one too many"


@pytest.mark.parametrize("suite", ["AR OK > Cmd_STOC", "CR OK > Cmd_STOC", "CR KO"])
@pytest.mark.parametrize("ordre", [1, 2])
def test_what_answers_a_copy_says_nothing_of_the_first_order(fait: Fait, ordre: int, suite: str) -> None:
    """§3.2, §3.3: its acknowledgement cannot be read, which is a fault of form; its report has its place."""
    dossier = fait(f"Cmd > AR ? > CR OK > {suite}")
    copie = replace(dossier.messages[0], ordre=ordre)
    assert juge_dossiers([replace(dossier, copies=(copie,))], officiel=False).constats == ()


def test_a_copy_is_worth_one_more_reply_and_no_two(fait: Fait) -> None:
    suite = "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > STOC OK > STOC OK > MAD OK"
    trois = juge_dossiers([copiee(fait(suite), 4)], officiel=False).constats
    assert [(c.regle, c.fichier[:2]) for c in trois] == [("conv.cr_stoc_sans_commande", "07")]


@pytest.mark.parametrize(
    ("suite", "attendus"),
    [
        ("Cmd > AR OK > AR OK > AR OK > CR OK", [[3, 4], [4], []]),
        ("Cmd > AR OK > AR KO > AR OK > CR OK", [[3, 4], [4], []]),
        ("Cmd > AR KO > AR KO > AR KO", [[3, 4], [4], []]),
        ("Cmd > AR OK > AR OK > CR OK > CR KO > CR KO", [[3, 5, 6], [6], []]),
        ("Cmd > AR OK > AR OK > CR OK > CR OK > CR OK", [[3, 5, 6], [6], []]),
        ("Cmd > AR OK > AR OK > CR OK > CR OK > CR KO", [[3, 5, 6], [6], []]),
        ("Cmd > AR OK > CR OK > AR KO > AR KO > CR KO > CR KO", [[4, 5, 6, 7], [5, 7], []]),
        # another order came under the same reference: it is answered too (§3.3), its copy as well
        ("Cmd > AR OK > Cmd > AR KO > AR OK > AR OK", [[3, 5, 6], [3, 6], [3]]),
        # what the first order of a reference was answered is not owed to the next one
        ("Cmd > AR KO > AR KO > Cmd > AR OK > AR OK", [[3, 4, 6], [4, 6], [4]]),
        ("Cmd > AR KO > Cmd > AR OK > AR OK > AR OK", [[3, 5, 6], [3, 6], [3]]),
    ],
)
def test_an_order_is_not_answered_more_often_than_it_came(fait: Fait, suite: str, attendus: list[list[int]]) -> None:
    """§3.2: with no copy, one and two, the messages that are one too many."""
    for nombre, attendu in enumerate(attendus):
        dossier = fait(suite)
        copies = (replace(dossier.messages[0], ordre=1),) * nombre
        constats = juge_dossiers([replace(dossier, copies=copies)], officiel=False).constats
        assert sorted(int(c.fichier[:2]) for c in constats) == attendu, nombre


def test_another_order_and_a_copy_are_worth_one_reply_each(fait: Fait) -> None:
    """§3.2: the other order is answered before the copy comes, which is then answered too, once."""
    dossier = fait("Cmd > Cmd > AR OK > AR OK > AR OK > AR OK")
    dossier = replace(dossier, copies=(replace(dossier.messages[0], ordre=4),))
    constats = juge_dossiers([dossier], officiel=False).constats
    assert [(c.regle, c.fichier[:2]) for c in constats if c.partie is OI] == [("conv.ar_double", "06")]


def test_a_copy_that_comes_later_excuses_no_reply_before_it(fait: Fait) -> None:
    dossier = fait("Cmd > AR OK > AR OK > AR OK")
    copies = (replace(dossier.messages[0], ordre=1), replace(dossier.messages[0], ordre=9))
    constats = juge_dossiers([replace(dossier, copies=copies)], officiel=False).constats
    assert [(c.regle, c.fichier[:2]) for c in constats] == [("conv.ar_double", "04")]


def test_without_any_order_a_dossier_is_left_as_it_came(fait: Fait) -> None:
    dossier = fait("AR OK > CR OK > MES")
    (suite,) = vies(dossier)
    assert suite.dossier.messages == dossier.messages


def test_an_order_put_back_at_its_head_keeps_all_that_followed(fait: Fait) -> None:
    for texte in ("AR ? > Cmd > Mess OI", "Gel > AR KO > Cmd > CR HOTLINE", "AR OK > Cmd > CR OK > MAD OK"):
        dossier = fait(texte, "OI")
        vus = [p.message.ordre for suite in vies(dossier) for p in suite.pas]
        assert sorted(vus) == [m.ordre for m in dossier.messages], texte


def test_a_gel_before_its_order_is_read_after_it(fait: Fait) -> None:
    (suite,) = vies(fait("Gel > Cmd", "OI"))
    assert [p.message.ordre for p in suite.pas] == [2, 1]
    assert suite.pas[1].avant == suite.pas[0].apres


def test_an_older_order_is_where_the_last_message_says(juge: Juge) -> None:
    messages = [c.message for c in juge("MAD OK > MES > Cmd", "OI").constats if "reutilisee" in c.regle]
    assert len(messages) == 1
    assert "alors que la commande est « en service »" in messages[0]


def test_after_its_end_an_order_stays_there_for_what_may_mean_several_places(juge: Juge) -> None:
    suite = "Cmd > Annulation > CR Annulation OK > Reprov CHAUD > CR KO"
    dits = fautes(juge, suite, m1={"PriseExistante": "O"})
    assert dits == [("conv.commande_terminee", OI)] * 2


@pytest.mark.parametrize(
    ("suite", "modele", "attendu"),
    [
        # what came first answers the order: put back at its head, nothing else is out of place
        ("AR OK > Cmd > CR OK > Cmd_STOC > STOC OK > MAD OK", "STOC", [("conv.hors_sequence", OI, 1)]),
        ("AR OK > CR OK > Cmd > Cmd_STOC > STOC OK", "STOC", [("conv.hors_sequence", OI, 1)]),
        ("AR KO > Cmd", "OI", [("conv.hors_sequence", OI, 1)]),
        ("AR OK > Cmd > CR OK > MAD OK > MAD OK", "OI", [("conv.hors_sequence", OI, 1), ("conv.cr_mad_repete", OI, 5)]),
        ("CR OK > Cmd > AR OK > Cmd_STOC", "STOC", [("conv.hors_sequence", OI, 1), ("conv.hors_sequence", OI, 4)]),
        # the order is answered on its own: what came first is the end of an older one
        ("Écrasement > Cmd > AR OK > CR OK", "OC", [("conv.reference_reutilisee", OC, 2)]),
        ("MAD OK > MES > Cmd > AR OK > CR OK", "OI", [("conv.reference_reutilisee", OC, 3)]),
        ("CR Annulation OK > Cmd > AR OK", "OI", [("conv.reference_reutilisee", OC, 2)]),
        # a gel is indicative: nothing is said of the order by it (§3.14.4)
        ("AR OK > Gel > Cmd > CR OK > MAD OK", "OI", [("conv.hors_sequence", OI, 1)]),
        ("Gel > AR OK > Cmd > CR OK > MAD OK", "OI", [("conv.hors_sequence", OI, 2)]),
        ("Gel > Cmd > AR OK > CR OK", "OI", []),
        ("Gel > Cmd", "OI", []),
        # both leave something out of place: the reading that leaves less, by more than the breach that it adds
        (
            "MES > Annulation > CR KO > CR HOTLINE > Cmd > Cmd",
            "OC",
            [("conv.reference_reutilisee", OC, 5), ("conv.reference_reutilisee", OC, 6)],
        ),
        (
            "MAD OK > MES > Cmd > AR OK > AR OK > MAD OK",
            "OI",
            [("conv.hors_sequence", OI, 6), ("conv.reference_reutilisee", OC, 3), ("conv.ar_double", OI, 5)],
        ),
    ],
)
def test_what_came_before_the_order_is_one_breach(
    fait: Fait, suite: str, modele: str, attendu: list[tuple[str, Partie, int]]
) -> None:
    """§3.1, §4.1.2: the order starts everything; its reference had been used, or it was answered before it left."""
    dossier = fait(suite, modele)
    lues = juge_dossiers([dossier], officiel=False)
    dits = [c for c in lues.constats if c.partie is not None and "pose_au" not in c.regle]
    assert [(c.regle, c.partie, int(c.fichier[:2])) for c in dits if "Gel" not in c.fichier] == attendu
    vues = [m for suite_ in vies(dossier) for m in suite_.dossier.messages]
    assert sorted(m.ordre for m in vues) == [m.ordre for m in dossier.messages]
