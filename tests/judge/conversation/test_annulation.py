"""A cancellation and its report: how it is qualified, what it recalls, and that it is answered (§3.12, §3.13)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from harness.exchange.dossiers import Dossier
from harness.exchange.messages import Message
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Constat, Gravite
from harness.protocol.terms import Flux, Partie
from tests.judge.conversation.conftest import a, echanges

Fait = Callable[..., Dossier]
OI, OC = Partie.OI, Partie.OC
POSE = {"PrisePosee": "NON"}
AVANT = "Cmd > AR OK > CR OK > Annulation > CR Annulation OK"
APRES = "Cmd > AR OK > CR OK > MAD OK > Annulation > CR Annulation OK"


def seul(dossier: Dossier) -> Constat:
    (constat,) = juge_dossiers([dossier], officiel=False).constats
    return constat


def vus(lues: Conversations, regle: str) -> list[str]:
    return [e.champ for e in lues.exercices if e.regle == regle]


@pytest.mark.parametrize(
    ("suite", "modele", "heures", "attendue"),
    [
        (AVANT, "OI", ("09:00", "09:30", "10:00", "11:00", "11:30"), "ANNUL"),
        (APRES, "OI", ("09:00", "09:30", "10:00", "11:00", "12:00", "12:30"), "RESIL"),
        (APRES, "OI", ("09:00", "09:30", "10:00", "11:00", "6 09:00", "6 09:30"), "RESIL"),
        (AVANT, "OC", ("09:00", "09:30", "10:00", "11:00", "11:30"), "RESIL"),
        ("Cmd > AR OK > Annulation > CR Annulation OK", "OC", ("09:00", "09:30", "10:00", "11:00"), "ANNUL"),
    ],
)
def test_the_limit_is_the_day_of_the_delivery_or_in_model_oc_of_the_report(
    fait: Fait, suite: str, modele: str, heures: tuple[str, ...], attendue: str
) -> None:
    rang = len(heures)
    for dite in ("ANNUL", "RESIL"):
        dossier = a(fait(suite, modele, **({"m4": POSE} | {f"m{rang}": {"TypeOperation": dite}})), *heures)
        lues = juge_dossiers([dossier], officiel=False)
        assert len(vus(lues, "annulation.mal_qualifiee")) == 1
        if dite == attendue:
            assert lues.constats == ()
            continue
        (constat,) = lues.constats
        assert (constat.regle, constat.partie, constat.champ) == ("annulation.mal_qualifiee", OI, "TypeOperation")
        assert (constat.gravite, constat.section) == (Gravite.NON_CONFORME, "§3.12")
        assert f"{attendue} attendu" in constat.message


def test_without_any_date_the_order_of_messages_decides(fait: Fait) -> None:
    assert juge_dossiers([fait(APRES, "OI", m4=POSE, m6={"TypeOperation": "RESIL"})], officiel=False).constats == ()
    assert seul(fait(AVANT, "OI", m5={"TypeOperation": "RESIL"})).regle == "annulation.mal_qualifiee"


def test_the_dates_of_the_lines_serve_when_the_journal_has_none(fait: Fait) -> None:
    jours = {"m4": {**POSE, "DateMadLigne": "20260106 09:00"}, "m5": {"DateAnnulation": "20260106 18:00"}}
    assert seul(fait(APRES, "OI", **jours, m6={"TypeOperation": "ANNUL"})).regle == "annulation.mal_qualifiee"


@pytest.mark.parametrize("rang", [3, 4])
def test_an_instant_that_cannot_be_read_leaves_the_order_of_messages_to_decide(fait: Fait, rang: int) -> None:
    heures = ("09:00", "09:30", "10:00", "11:00", "12:00", "12:30")
    dossier = a(fait(APRES, "OI", m4=POSE, m6={"TypeOperation": "RESIL"}), *heures)
    messages = [replace(m, instant="hier") if n == rang else m for n, m in enumerate(dossier.messages)]
    lues = juge_dossiers([replace(dossier, messages=tuple(messages))], officiel=False)
    assert (lues.constats, len(vus(lues, "annulation.mal_qualifiee"))) == ((), 1)


@pytest.mark.parametrize("jour", ["4", "5", "6"])
def test_the_day_of_the_delivery_is_the_limit_whatever_comes_first(fait: Fait, jour: str) -> None:
    """The demand is read on the 5th; the day before the delivery it cancels, from that day on it terminates."""
    suite = "Cmd > AR OK > CR OK > Annulation > MAD OK > CR Annulation OK"
    heures = ("3 09:00", "3 09:30", "3 10:00", "3 11:00", f"{jour} 11:02", "6 23:30")
    for dite in ("ANNUL", "RESIL"):
        dossier = a(fait(suite, "OI", m5=POSE, m6={"TypeOperation": dite}), *heures, recus={4: "5 23:00"})
        lues = juge_dossiers([dossier], officiel=False)
        dits = [c.gravite for c in lues.constats if c.regle == "annulation.mal_qualifiee"]
        attendue = "ANNUL" if jour == "6" else "RESIL"
        lecture = Gravite.INTERPRETATION if jour == "5" else Gravite.NON_CONFORME
        assert dits == ([] if dite == attendue else [lecture])


def test_by_the_dates_of_the_lines_a_demand_of_the_day_before_cancels(fait: Fait) -> None:
    """Whatever the order of the messages says."""
    jours = {"m4": {**POSE, "DateMadLigne": "20260106 09:00"}, "m5": {"DateAnnulation": "20260105 18:00"}}
    assert juge_dossiers([fait(APRES, "OI", **jours, m6={"TypeOperation": "ANNUL"})], officiel=False).constats == ()


@pytest.mark.parametrize(("suite", "dite", "etat"), [(AVANT, "ANNUL", "annulée"), (APRES, "RESIL", "résiliée")])
def test_a_cancellation_is_about_the_state_that_it_leads_to(fait: Fait, suite: str, dite: str, etat: str) -> None:
    rang = len(suite.split(" > "))
    lues = juge_dossiers([fait(suite, "OI", m4=POSE, **{f"m{rang}": {"TypeOperation": dite}})], officiel=False)
    assert vus(lues, "annulation.mal_qualifiee") == [f"OI+PAC+OK+{etat}"]


def test_the_same_day_but_before_the_delivery_that_crossed_it_is_a_reading(fait: Fait) -> None:
    """AMB-39: the day counts, whatever the hour; an OI that reads the hour instead is told, not blamed."""
    suite = "Cmd > AR OK > CR OK > Annulation > MAD OK > CR Annulation OK"
    heures = ("09:00", "09:30", "10:00", "11:00", "11:02", "11:30")
    constat = seul(a(fait(suite, "OI", m5=POSE, m6={"TypeOperation": "ANNUL"}), *heures))
    assert (constat.gravite, constat.ambiguite) == (Gravite.INTERPRETATION, "AMB-39")
    resil = a(fait(suite, "OI", m5=POSE, m6={"TypeOperation": "RESIL"}), *heures)
    assert juge_dossiers([resil], officiel=False).constats == ()


def test_a_demand_read_on_a_later_day_than_the_delivery_is_no_matter_of_reading(fait: Fait) -> None:
    suite = "Cmd > AR OK > CR OK > Annulation > MAD OK > CR Annulation OK"
    heures = ("09:00", "09:30", "10:00", "11:00", "11:02", "6 11:30")
    dossier = a(fait(suite, "OI", m5=POSE, m6={"TypeOperation": "ANNUL"}), *heures, recus={4: "6 09:00"})
    constat = seul(dossier)
    assert (constat.regle, constat.gravite, constat.ambiguite) == (
        "annulation.mal_qualifiee", Gravite.NON_CONFORME, ""
    )  # fmt: skip


def test_a_message_that_has_no_place_hides_no_cancellation(fait: Fait) -> None:
    suite = "Cmd > AR OK > AR OK > Annulation > CR Annulation OK"
    lues = juge_dossiers([fait(suite, "OI", m5={"TypeOperation": "RESIL"})], officiel=False)
    assert {c.regle for c in lues.constats} == {"conv.ar_double", "annulation.mal_qualifiee"}


@pytest.mark.parametrize(("modele", "rdv"), [("STOC", "RDV-1"), ("OC", "RDV-1"), ("OI", "")])
def test_without_an_appointment_of_the_oi_there_is_none_to_recall(fait: Fait, modele: str, rdv: str) -> None:
    lues = juge_dossiers([fait("Cmd > AR OK > Annulation", modele, m1={"IdRdv": rdv})], officiel=False)
    assert (lues.constats, vus(lues, "annulation.rdv_non_rappele")) == ((), [])


def test_a_refused_cancellation_is_not_qualified(fait: Fait) -> None:
    dossier = fait("Cmd > AR OK > CR OK > Annulation > CR Annulation KO", "OI", m5={"TypeOperation": "RESIL"})
    assert vus(juge_dossiers([dossier], officiel=False), "annulation.mal_qualifiee") == []


def test_a_report_is_not_dated_before_the_demand(fait: Fait) -> None:
    dates = {"m4": {"DateAnnulation": "20260105 11:00"}, "m5": {"DateCrCommandeAnnulPrise": "20260105 10:59"}}
    constat = seul(fait(AVANT, "OI", **dates))
    assert (constat.regle, constat.partie, constat.champ) == (
        "annulation.cr_anterieur", OI, "DateCrCommandeAnnulPrise"
    )  # fmt: skip
    dates["m5"] = {"DateCrCommandeAnnulPrise": "20260105 11:00"}
    lues = juge_dossiers([fait(AVANT, "OI", **dates)], officiel=False)
    assert (lues.constats, len(vus(lues, "annulation.cr_anterieur"))) == ((), 1)


def test_in_model_oi_the_cancellation_recalls_the_appointment(fait: Fait) -> None:
    pris = {"m1": {"IdRdv": "RDV-1"}}
    constat = seul(fait(AVANT, "OI", **pris))
    assert (constat.regle, constat.partie, constat.champ, constat.gravite) == (
        "annulation.rdv_non_rappele", OC, "IdRdv", Gravite.NON_CONFORME
    )  # fmt: skip
    for autre in ("RDV-0", "RDV-2", "RDV-10"):
        assert seul(fait(AVANT, "OI", **pris, m4={"IdRdv": autre})).regle == "annulation.rdv_non_rappele"
    lues = juge_dossiers([fait(AVANT, "OI", **pris, m4={"IdRdv": "RDV-1"})], officiel=False)
    assert (lues.constats, len(vus(lues, "annulation.rdv_non_rappele"))) == ((), 1)
    passe = seul(fait(APRES, "OI", **pris, m4=POSE))
    assert (passe.gravite, passe.ambiguite) == (Gravite.AVERTISSEMENT, "AMB-46"), "nothing is left to cancel"


def test_a_cancellation_left_without_an_answer_is_a_silence_of_the_oi(fait: Fait) -> None:
    dossier = a(fait("Cmd > AR OK > Annulation"), "09:00", "09:30", "10:00")
    bref = juge_dossiers([dossier], officiel=False, echanges=echanges(dossier, horizon="6 10:00"))
    assert bref.constats == ()
    (constat,) = juge_dossiers([dossier], officiel=False, echanges=echanges(dossier, horizon="8 10:00")).constats
    assert (constat.regle, constat.partie, constat.gravite) == ("annulation.sans_reponse", OI, Gravite.AVERTISSEMENT)
    assert constat.fichier.startswith("03")
    deux = a(
        fait("Cmd > AR OK > Annulation > CR Annulation KO > Annulation"), "09:00", "09:30", "10:00", "11:00", "12:00"
    )
    (constat,) = juge_dossiers([deux], officiel=False, echanges=echanges(deux, horizon="9 10:00")).constats
    assert (constat.regle, constat.fichier[:2]) == ("annulation.sans_reponse", "05"), "the one that waits"
    repondue = fait("Cmd > AR OK > Annulation > CR Annulation OK")
    lues = juge_dossiers([repondue], officiel=False, echanges=echanges(repondue))
    assert len(vus(lues, "annulation.sans_reponse")) == 1


def test_a_freeze_may_decide_the_oc_to_cancel(fait: Fait) -> None:
    gel = Message(Flux.GEL_DEGEL_RDV, {"ReferenceCommandePriseInterneOC": "CMD-1"}, OI, 3, 2, "gel.csv")
    dossier = fait("Cmd > AR OK > Annulation", "OI")
    gelee = replace(dossier, messages=(*dossier.messages[:2], gel, dossier.messages[2]))
    lues = juge_dossiers([gelee], officiel=False)
    notees = [(e.flux, e.nombre) for e in lues.exercices if e.regle == "observation.annulation_apres_gel"]
    assert notees == [(Flux.ANNULATION, 1)]
    assert vus(juge_dossiers([dossier], officiel=False), "observation.annulation_apres_gel") == []


def test_a_refused_cancellation_hides_no_later_one(fait: Fait) -> None:
    """§3.13: nothing is to be qualified in the first report; the second is."""
    suite = "Cmd > AR OK > CR OK > Annulation > CR Annulation KO > Annulation > CR Annulation OK"
    constat = seul(fait(suite, "OI", m7={"TypeOperation": "RESIL"}))
    assert (constat.regle, constat.fichier[:2]) == ("annulation.mal_qualifiee", "07")
