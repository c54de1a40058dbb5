"""One acknowledgement a line that can be read, none for a file that nobody can, and what a silence is (§3.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from harness.exchange.dossiers import Dossier, Echange
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Gravite
from harness.protocol.terms import Flux, Partie
from tests.judge.conversation.conftest import a, echanges

Fait = Callable[..., Dossier]
OI, OC = Partie.OI, Partie.OC


def vus(lues: Conversations, regle: str) -> list[str]:
    return [e.champ for e in lues.exercices if e.regle == regle]


def test_a_line_without_its_acknowledgement_is_a_silence_of_the_oi_once_it_has_lasted(fait: Fait) -> None:
    dossier = a(fait("Cmd"), "09:00")
    assert juge_dossiers([dossier], officiel=False, echanges=echanges(dossier)).constats == ()
    assert juge_dossiers([dossier], officiel=False, echanges=echanges(dossier, horizon="8 08:59")).constats == ()
    (constat,) = juge_dossiers([dossier], officiel=False, echanges=echanges(dossier, horizon="8 09:00")).constats
    assert (constat.regle, constat.partie, constat.gravite) == ("ar.absent", OI, Gravite.AVERTISSEMENT)
    assert (constat.fichier, constat.ligne, constat.flux) == ("01_Cmd_Acces.csv", 2, Flux.CMD_ACCES)


def test_the_silence_is_on_the_order_whatever_was_said_since(fait: Fait) -> None:
    """Three days after it, and hours after a message that had no place either (§3.11)."""
    dossier = a(fait("Cmd > Mess OC"), "09:00", "8 08:00")
    lues = juge_dossiers([dossier], officiel=False, echanges=echanges(dossier, horizon="8 09:00"))
    assert [(c.regle, c.fichier) for c in lues.constats if c.partie is OI] == [("ar.absent", "01_Cmd_Acces.csv")]


def test_a_delay_that_was_agreed_makes_the_silence_a_breach(fait: Fait) -> None:
    dossier = a(fait("Cmd"), "09:00")
    lus = echanges(dossier, horizon="11:00")
    lues = juge_dossiers([dossier], officiel=False, echanges=lus, attente=lambda depuis: depuis + timedelta(hours=2))
    assert [(c.regle, c.gravite) for c in lues.constats] == [("ar.absent", Gravite.NON_CONFORME)]


def test_acknowledgements_tell_whether_the_order_was_alone_in_its_file(fait: Fait) -> None:
    un, autre = fait("Cmd > AR OK"), fait("Cmd > AR KO")
    lues = juge_dossiers([un, autre], officiel=False, echanges=echanges(un, autre))
    assert {mots.split("+")[-1] for mots in vus(lues, "ar.absent")} == {"groupée"}
    seul, autre = fait("Cmd > AR OK"), fait("Cmd > AR KO")
    ailleurs = replace(autre, messages=(replace(autre.messages[0], fichier="90.csv"), autre.messages[1]))
    lues = juge_dossiers([seul, ailleurs], officiel=False, echanges=echanges(seul, ailleurs))
    assert {mots.split("+")[-1] for mots in vus(lues, "ar.absent")} == {"seule"}, "though answered in one file"


def test_an_order_that_was_reported_on_is_no_silence(fait: Fait) -> None:
    """Its acknowledgement was left out, which `conv.hors_sequence` tells."""
    dossier = a(fait("Cmd > CR OK"), "09:00", "10:00")
    lues = juge_dossiers([dossier], officiel=False, echanges=echanges(dossier, horizon="20 09:00"))
    assert [c.regle for c in lues.constats] == ["conv.hors_sequence"]


def illisible(horizon: str) -> Echange:
    return Echange(
        (), "OCYY", "OIXX", "01_Cmd_Acces.csv", Flux.CMD_ACCES, OC, "colonnes absentes", frozenset({"CMD-1", "12"}),
        "2026-01-05T09:00:00", horizon,
    )  # fmt: skip


def test_a_file_that_nobody_can_read_is_left_without_answer(fait: Fait) -> None:
    reponse = replace(a(fait("AR KO"), "10:00"), oc="OCYY")
    lues = juge_dossiers([reponse], officiel=False, echanges=[illisible(""), *echanges(reponse)])
    constats = {c.regle: c for c in lues.constats}
    constat = constats["ar.fichier_illisible"]
    assert (constat.partie, constat.gravite, constat.fichier) == (OI, Gravite.NON_CONFORME, "01_AR_Cmd_Acces.csv")
    assert "01_Cmd_Acces.csv est illisible : colonnes absentes" in constat.message
    assert set(constats) == {"ar.fichier_illisible", "conv.debut_absent"}


def test_the_silence_on_such_a_file_only_proves_something_once_it_has_lasted(fait: Fait) -> None:
    bref = juge_dossiers([], officiel=False, echanges=[illisible("2026-01-05T10:00:00")])
    assert vus(bref, "ar.fichier_illisible") == []
    long = juge_dossiers([], officiel=False, echanges=[illisible("2026-01-09T10:00:00")])
    assert (len(vus(long, "ar.fichier_illisible")), long.constats) == (1, ())
    (temoin,) = (e.temoin for e in long.exercices if e.regle == "ar.fichier_illisible")
    assert (temoin.fichier, temoin.ligne) == ("01_Cmd_Acces.csv", 1), "the header is all that was read"


@pytest.mark.parametrize(("oc", "oi"), [("OCAA", "OIXX"), ("OCZZ", "OIXX"), ("OCYY", "OIAA"), ("OCYY", "OIZZ")])
@pytest.mark.parametrize("reference", ["", "CMD-1"])
def test_only_what_is_sent_to_who_sent_that_file_answers_it(fait: Fait, oc: str, oi: str, reference: str) -> None:
    """Another OC, or another OI, has orders of its own under any reference."""
    cle = {"ReferenceCommandePriseInterneOC": reference}
    reponse = replace(a(fait("AR KO", m1=cle), "10:00"), oc=oc, oi=oi, reference=reference)
    lues = juge_dossiers([reponse], officiel=False, echanges=[illisible(""), *echanges(reponse)])
    assert [c.regle for c in lues.constats] == ["conv.debut_absent"]
    assert vus(lues, "ar.fichier_illisible") == []


def test_an_acknowledgement_of_no_reference_answers_that_file(fait: Fait) -> None:
    cle = {"ReferenceCommandePriseInterneOC": ""}
    reponse = replace(a(fait("AR KO", m1=cle), "10:00"), reference="")
    lues = juge_dossiers([reponse], officiel=False, echanges=[illisible(""), *echanges(reponse)])
    assert "ar.fichier_illisible" in {c.regle for c in lues.constats}


def test_only_a_file_of_orders_that_cannot_be_read_is_left_without_answer(fait: Fait) -> None:
    """A readable one is owed an answer; any other file has none to expect."""
    lue = a(fait("Cmd"), "09:00")
    autre = replace(illisible("2026-01-20T09:00:00"), flux=Flux.MESS_OC, fichier="01_Mess.csv")
    lues = juge_dossiers([lue], officiel=False, echanges=[*echanges(lue, horizon="20 09:00"), autre])
    assert vus(lues, "ar.fichier_illisible") == []


def test_an_order_whose_form_is_wrong_is_refused_by_its_acknowledgement(fait: Fait) -> None:
    defauts = {("01_Cmd_Acces.csv", 2): "Un champ obligatoire est vide."}
    for suite, constats in (("Cmd > AR KO", []), ("Cmd > AR OK", [("ar.ok_malgre_defaut", OI, "EtatArCommandePrise")])):
        dossier = fait(suite)
        lues = juge_dossiers([dossier], officiel=False, echanges=echanges(dossier), defauts=defauts)
        assert [(c.regle, c.partie, c.champ) for c in lues.constats] == constats
        assert len(vus(lues, "ar.ok_malgre_defaut")) == 1
    saine = juge_dossiers([fait("Cmd > AR KO")], officiel=False, echanges=echanges(fait("Cmd > AR KO")))
    assert (saine.constats, vus(saine, "ar.ok_malgre_defaut")) == ((), []), "the OI may check more (§3.2)"


def test_a_later_file_that_is_acknowledged_proves_that_the_silence_was_meant(fait: Fait) -> None:
    suivante = fait("Cmd > AR OK")
    lues = juge_dossiers([suivante], officiel=False, echanges=[illisible(""), *echanges(suivante)])
    assert (len(vus(lues, "ar.fichier_illisible")), lues.constats) == (1, ())


def test_a_file_that_was_answered_hides_no_other(fait: Fait) -> None:
    reponse = a(fait("AR KO"), "10:00")
    second = replace(illisible("2026-01-20T09:00:00"), fichier="03_Cmd_Acces.csv", cellules=frozenset({"CMD-9"}))
    lues = juge_dossiers([reponse], officiel=False, echanges=[illisible(""), *echanges(reponse), second])
    assert [e.nombre for e in lues.exercices if e.regle == "ar.fichier_illisible"] == [1, 1]


def test_acknowledgements_of_one_file_may_differ(fait: Fait) -> None:
    ok, ko, autre = fait("Cmd > AR OK"), fait("Cmd > AR KO"), fait("Cmd > AR ?")
    trois = (ok.messages[1], ko.messages[1], autre.messages[1])
    lot = Echange(trois, "OIXX", "OCYY", "02_AR_Cmd_Acces.csv", Flux.AR_CMD_ACCES, OI)
    assert len(vus(juge_dossiers([ok], officiel=False, echanges=[lot]), "observation.ar_meles")) == 3
    meles = Echange((ok.messages[1], ko.messages[1]), "OIXX", "OCYY", "02_AR_Cmd_Acces.csv", Flux.AR_CMD_ACCES, OI)
    assert len(vus(juge_dossiers([ok], officiel=False, echanges=[meles]), "observation.ar_meles")) == 2
    assert vus(juge_dossiers([ok], officiel=False, echanges=echanges(ok)), "observation.ar_meles") == []


def test_a_second_order_on_a_socket_under_way_is_refused(fait: Fait) -> None:
    """§3.3: until the first one is over, by the same OC."""
    pci = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}
    pose = {"PrisePosee": "NON"}
    for premiere, seconde, constats in (
        ("Cmd > AR OK > CR OK", "Cmd > AR OK > CR OK", [("conv.surcharge_acceptee", OI)]),
        ("Cmd > AR OK > CR OK", "Cmd > AR OK > CR KO", []),
        ("Cmd > AR OK > CR KO", "Cmd > AR OK > CR OK", []),
        ("Cmd > AR OK > CR OK > MES", "Cmd > AR OK > CR OK", []),
        ("Cmd > AR OK", "Cmd > AR OK > CR OK", []),
        ("Cmd", "Cmd > AR OK > CR OK", []),
    ):
        un = fait(premiere, "OC", m1=pci, m4=pose)
        deux = replace(fait(seconde, "OC", m1=pci), reference="CMD-2")
        apres = tuple(replace(m, ordre=m.ordre + 10, fichier=f"1{m.fichier}") for m in deux.messages)
        lues = juge_dossiers([un, replace(deux, messages=apres)], officiel=False)
        assert [(c.regle, c.partie) for c in lues.constats] == constats
        assert len(vus(lues, "conv.surcharge_acceptee")) == ("CR OK" in premiere and "MES" not in premiere)


@pytest.mark.parametrize(("premier", "second", "blame"), [
    ("CR OK", "CR OK", [3]), ("CR KO", "CR OK", []), ("CR OK", "CR KO", []),
])  # fmt: skip
@pytest.mark.parametrize("inverse", [False, True])
def test_the_reports_of_one_file_are_read_line_by_line(
    fait: Fait, premier: str, second: str, blame: list[int], inverse: bool
) -> None:
    """§3.3: whichever line comes first, the other one finds its order under way."""
    pci = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001"}
    un, deux = (fait(f"Cmd > AR OK > {cr}", "OC", m1=pci) for cr in (premier, second))
    suivants = tuple(replace(m, ordre=m.ordre + 10, fichier=f"1{m.fichier}") for m in deux.messages[:2])
    accord = replace(deux.messages[2], ordre=20, ligne=3, fichier="20.csv")
    dossiers = [
        replace(un, messages=(*un.messages[:2], replace(un.messages[2], ordre=20, fichier="20.csv"))),
        replace(deux, reference="CMD-2", messages=(*suivants, accord)),
    ]
    constats = juge_dossiers(dossiers[::-1] if inverse else dossiers, officiel=False).constats
    assert [(c.regle, c.partie, c.fichier, c.ligne) for c in constats] == [
        ("conv.surcharge_acceptee", OI, "20.csv", ligne) for ligne in blame
    ]
