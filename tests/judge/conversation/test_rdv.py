"""Appointments by file: one answer a request, one identifier, and what an order makes of it (§3.14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from harness.exchange.dossiers import Echange
from harness.exchange.fils_rdv import fils_rdv
from harness.exchange.messages import Message
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Gravite
from harness.protocol.terms import Flux, Partie

OI, OC = Partie.OI, Partie.OC
J1, J2 = "20260112 09:00", "20260113 09:00"
MOTS: dict[str, tuple[Partie, Flux, Mapping[str, str]]] = {
    "Demande": (OC, Flux.DEMANDE_RDV, {
        "ReferenceDemandeOC": "D-1", "CodeAdresseImmeuble": "0100400001", "DateRdv1": J1, "DateRdv2": J2}),
    "Demande 2": (OC, Flux.DEMANDE_RDV, {
        "ReferenceDemandeOC": "D-2", "CodeAdresseImmeuble": "0100400001", "DateRdv1": J2}),
    "OK": (OI, Flux.REPONSE_RDV, {
        "ReferenceDemandeOC": "D-1", "IdRdv": "R-1", "ValidDate1": "OK", "ValidDate2": "KO"}),
    "KO": (OI, Flux.REPONSE_RDV, {
        "ReferenceDemandeOC": "D-1", "ValidDate1": "KO", "ValidDate2": "KO", "MotifReponseRdvKo": "FRDV02"}),
    "Modif": (OC, Flux.DEMANDE_MODIF_RDV, {"ReferenceDemandeOC": "M-1", "IdRdv": "R-1", "DateRdv1": J2}),
    "Modif OK": (OI, Flux.REPONSE_RDV, {"ReferenceDemandeOC": "M-1", "IdRdv": "R-1", "ValidDate1": "OK"}),
    "Modif KO": (OI, Flux.REPONSE_RDV, {
        "ReferenceDemandeOC": "M-1", "ValidDate1": "KO", "MotifReponseRdvKo": "FRDV02"}),
    "Annulation": (OC, Flux.ANNULATION_RDV, {"IdRdv": "R-1"}),
    "Annulation D": (OC, Flux.ANNULATION_RDV, {"ReferenceDemandeOC": "D-1"}),
    "Cmd": (OC, Flux.CMD_ACCES, {
        "ReferenceCommandePriseInterneOC": "CMD-1", "TypeRacco": "OI", "PriseExistante": "N", "IdRdv": "R-1",
        "DateInstall": J1}),
}  # fmt: skip


VIDES = {
    **dict.fromkeys((Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV), ("DateRdv1", "DateRdv2", "DateRdv3")),
    Flux.REPONSE_RDV: ("ValidDate1", "ValidDate2", "ValidDate3"),
}
"""The columns of a flux that are there and empty, unless a message fills them."""

NEUVE = {"ReferenceDemandeOC": "M-2"}


def lots(suite: str, horizon: str = "", **changes: Mapping[str, str]) -> list[Echange]:
    """Messages in order, a lot each; `m2={...}` changes cells of the second."""
    lus = []
    for n, mot in enumerate(suite.split(" > "), start=1):
        partie, flux, cellules = MOTS[mot]
        cellules = {**dict.fromkeys(VIDES.get(flux, ()), ""), **cellules, **changes.get(f"m{n}", {})}
        message = Message(flux, cellules, partie, n, 2, f"{n:02d}_{flux}.csv", "2026-01-05T09:00:00")
        bouts = ("OCYY", "OIXX") if partie is OC else ("OIXX", "OCYY")
        lus.append(Echange((message,), *bouts, message.fichier, flux, partie, horizon=horizon))
    return lus


def lit(suite: str, horizon: str = "", **changes: Mapping[str, str]) -> Conversations:
    return juge_dossiers([], officiel=False, echanges=lots(suite, horizon, **changes))


def vus(lues: Conversations, regle: str) -> int:
    return sum(e.nombre for e in lues.exercices if e.regle == regle)


@pytest.mark.parametrize(
    ("suite", "regles"),
    [
        ("Demande > OK > Cmd", {
            "rdv.reponse_sans_demande": 1, "rdv.creneaux_non_apparies": 3, "rdv.commande_sur_rdv_perdu": 1,
            "rdv.hors_modele_oi": 1, "rdv.creneau_non_rappele": 1, "rdv.reference_reutilisee": 1,
            "rdv.sans_reponse": 1}),
        ("Demande > OK > Modif > Modif OK", {"rdv.modification_sans_rdv": 1, "rdv.identifiant_change": 1}),
        ("Demande > OK > Cmd > Modif > Modif KO", {"rdv.modification_sans_rdv": 1, "observation.report_refuse": 1}),
        ("Demande > OK > Annulation", {"rdv.annulation_sans_rdv": 1}),
        ("Demande > KO > Demande 2", {"observation.demande_apres_refus": 1, "rdv.creneaux_non_apparies": 3}),
    ],
)  # fmt: skip
def test_a_right_appointment_has_nothing_against_it(suite: str, regles: Mapping[str, int]) -> None:
    lues = lit(suite)
    assert lues.constats == ()
    assert {r: vus(lues, r) for r in regles} == dict(regles)


@pytest.mark.parametrize(
    ("suite", "changes", "regle", "partie", "champ", "rang"),
    [
        ("Demande > OK > OK", {}, "rdv.reponse_sans_demande", OI, "ReferenceDemandeOC", 3),
        ("Demande > OK > Annulation > OK", {}, "rdv.reponse_sans_demande", OI, "ReferenceDemandeOC", 4),
        ("Modif > Demande > OK > Cmd", {}, "rdv.modification_sans_rdv", OC, "IdRdv", 1),
        ("Demande > Modif > OK", {}, "rdv.modification_sans_rdv", OC, "IdRdv", 2),
        ("OK > Demande > Cmd", {}, "rdv.reponse_sans_demande", OI, "ReferenceDemandeOC", 1),
        ("Modif OK > Modif", {}, "rdv.reponse_sans_demande", OI, "ReferenceDemandeOC", 1),
        ("Demande > OK", {"m2": {"ValidDate2": ""}}, "rdv.creneaux_non_apparies", OI, "ValidDate2", 2),
        ("Demande > OK", {"m2": {"ValidDate3": "KO"}}, "rdv.creneaux_non_apparies", OI, "ValidDate3", 2),
        ("Demande > OK > Modif > Modif OK", {"m4": {"IdRdv": "R-2"}}, "rdv.identifiant_change", OI, "IdRdv", 4),
        ("Demande > OK > Modif > Modif OK", {"m4": {"IdRdv": "R-0"}}, "rdv.identifiant_change", OI, "IdRdv", 4),
        ("Demande > Modif", {"m2": {"ReferenceDemandeOC": "D-1"}}, "rdv.modification_sans_rdv", OC, "IdRdv", 2),
        ("Demande > OK > Annulation > Modif", {}, "rdv.modification_sans_rdv", OC, "IdRdv", 4),
        (
            "Demande > OK > Modif > Modif",
            {"m4": NEUVE},
            "rdv.modification_sans_rdv",
            OC,
            "IdRdv",
            4,
        ),
        ("Demande > OK > Annulation > Annulation", {}, "rdv.annulation_sans_rdv", OC, "IdRdv", 4),
        ("Demande > OK > Cmd > Annulation", {}, "rdv.annulation_sans_rdv", OC, "IdRdv", 4),
        ("Demande > OK > Annulation > Cmd", {}, "rdv.commande_sur_rdv_perdu", OC, "IdRdv", 4),
        ("Demande > OK > Cmd", {"m3": {"TypeRacco": "STOC"}}, "rdv.hors_modele_oi", OC, "IdRdv", 3),
        ("Demande > OK > Cmd", {"m3": {"TypeRacco": "OC"}}, "rdv.hors_modele_oi", OC, "IdRdv", 3),
    ],
)
def test_a_wrong_one_is_one_breach_of_who_made_it(
    suite: str, changes: Mapping[str, Mapping[str, str]], regle: str, partie: Partie, champ: str, rang: int
) -> None:
    constats = [c for c in lit(suite, **changes).constats if c.regle != "rdv.reference_reutilisee"]
    (constat,) = constats
    assert (constat.regle, constat.partie, constat.champ) == (regle, partie, champ)
    assert (constat.gravite, constat.fichier[:2]) == (Gravite.NON_CONFORME, f"{rang:02d}")
    assert constat.section.startswith("§3.14")


@pytest.mark.parametrize(
    ("suite", "dit"),
    [
        ("OK > Demande > Cmd", "La demande est venue après."),
        ("Demande > OK > OK", "Aucune demande n'attend, le RDV est « réservé »."),
        ("Demande > OK > Annulation > OK", "Aucune demande n'attend, le RDV est « annulé »."),
    ],
)
def test_why_an_answer_has_no_request_is_said(suite: str, dit: str) -> None:
    assert any(c.message.endswith(dit) for c in lit(suite).constats)


@pytest.mark.parametrize(
    ("suite", "dit"),
    [
        ("Demande > OK > Modif > Modif", "La demande précédente attend sa réponse."),
        ("Demande > OK > Annulation > Modif", "Le RDV est « annulé »."),
    ],
)
def test_why_a_change_has_no_appointment_is_said(suite: str, dit: str) -> None:
    messages = [c.message for c in lit(suite, m4=NEUVE).constats if c.regle == "rdv.modification_sans_rdv"]
    assert len(messages) == 1
    assert messages[0].endswith(dit)


def test_an_answer_seen_first_is_told_and_held_against_nobody() -> None:
    (constat,) = lit("OK").constats
    assert (constat.regle, constat.gravite, constat.partie) == (
        "rdv.reponse_sans_demande", Gravite.INFORMATION, None
    ), "the journal may begin after the request"  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "dit"),
    [({"ValidDate2": ""}, "OK ou KO attendu pour ce créneau."), ({"ValidDate3": "KO"}, "créneau non proposé.")],
)
def test_what_a_slot_should_have_had_is_said(changes: Mapping[str, str], dit: str) -> None:
    (constat,) = lit("Demande > OK", m2=changes).constats
    assert constat.message.endswith(dit)


@pytest.mark.parametrize(("rang", "colonne"), [(1, "DateRdv2"), (2, "ValidDate2")])
def test_a_slot_whose_column_is_missing_is_not_looked_at(rang: int, colonne: str) -> None:
    """§3.14.2: nobody knows whether it was proposed, or answered; the order may still be passed on it."""
    suite = lots("Demande > OK > Cmd", m2={"ValidDate1": "KO", "ValidDate2": "OK"}, m3={"DateInstall": J2})
    suite[rang - 1] = sans(suite[rang - 1], colonne)
    assert juge_dossiers([], officiel=False, echanges=suite).constats == ()


def test_a_missing_column_hides_no_other_slot() -> None:
    suite = lots("Demande > OK", m2={"ValidDate3": "KO"})
    suite[1] = sans(suite[1], "ValidDate1")
    (constat,) = juge_dossiers([], officiel=False, echanges=suite).constats
    assert (constat.regle, constat.champ) == ("rdv.creneaux_non_apparies", "ValidDate3")


@pytest.mark.parametrize(
    ("suite", "seconde", "nombre"),
    [
        ("Demande > KO > Demande 2", {}, 1),
        ("Demande > KO > Demande 2", {"CodeAdresseImmeuble": "0100400002"}, 0),
        ("Demande > KO > Demande 2", {"DateRdv1": ""}, 0),
        ("Demande > OK > Demande 2", {}, 0),
        ("Demande > KO > Demande 2 > Demande 2", {}, 1),
    ],
)
def test_a_request_after_a_refusal_is_noted_once(suite: str, seconde: Mapping[str, str], nombre: int) -> None:
    assert vus(lit(suite, m3=seconde), "observation.demande_apres_refus") == nombre


def test_a_request_whose_file_came_twice_may_be_answered_twice() -> None:
    demande, reponse, seconde = lots("Demande > OK > OK")
    suite = [demande, replace(demande, copie=True), reponse, seconde]
    (constat,) = juge_dossiers([], officiel=False, echanges=suite).constats
    assert (constat.gravite, constat.partie) == (Gravite.INFORMATION, None)
    trois = [*suite, *lots("Demande > OK > OK > OK")[3:]]
    graves = [c.fichier[:2] for c in juge_dossiers([], officiel=False, echanges=trois).constats if c.partie]
    assert graves == ["04"], "one more than it came"
    for autre in ("A-0", "Z-9"):
        ailleurs = replace(demande, messages=lots("Demande", m1={"ReferenceDemandeOC": autre})[0].messages, copie=True)
        lues = juge_dossiers([], officiel=False, echanges=[demande, ailleurs, reponse, seconde])
        assert [c.partie for c in lues.constats] == [OI], "the copy of another request is worth nothing to this one"
    deux = [demande, *[replace(demande, copie=True)] * 2, reponse, seconde]
    assert [c.partie for c in juge_dossiers([], officiel=False, echanges=deux).constats] == [None], "or less often"
    tard = [demande, reponse, seconde, replace(demande, messages=(replace(demande.messages[0], ordre=9),), copie=True)]
    assert [c.partie for c in juge_dossiers([], officiel=False, echanges=tard).constats] == [OI]


@pytest.mark.parametrize(
    ("termes", "dits"),
    [({"reports": "1"}, [Gravite.AVERTISSEMENT]), ({"reports": "0"}, []), ({}, [Gravite.INFORMATION])],
)
def test_a_change_is_refused_for_their_number_once_they_were_booked(
    termes: Mapping[str, str], dits: list[Gravite]
) -> None:
    """§3.14.5: what the contract allows is counted in slots really booked, so a refusal counts for nothing."""
    suite = [replace(e, termes=termes) for e in lots("Demande > OK > Modif > Modif KO", m4=ONZE)]
    constats = juge_dossiers([], officiel=False, echanges=suite).constats
    assert [(c.regle, c.gravite) for c in constats] == [("rdv.report_de_trop", g) for g in dits]
    permis = {"1": "1 report permis", "": "Un nombre inconnu de reports permis"}
    assert all(f". {permis[termes.get('reports', '')]}, 0 réservé" in c.message for c in constats)
    apres = lots("Demande > OK > Modif > Modif OK > Modif > Modif KO", m5=NEUVE, m6={**NEUVE, **ONZE})
    for connus in ({"reports": "1"}, {"reports": "0"}, {}):
        un = [replace(e, termes=connus) for e in apres]
        assert juge_dossiers([], officiel=False, echanges=un).constats == ()


def test_a_change_booked_after_a_refusal_is_a_subject_of_its_own() -> None:
    simple = lit("Demande > OK > Modif > Modif OK")
    assert sujets(simple, "rdv.report_de_trop") == {"OK"}
    apres = lit("Demande > OK > Modif > Modif KO > Modif > Modif OK", m5=NEUVE, m6=NEUVE)
    assert sujets(apres, "rdv.report_de_trop") == {"OK+après un refus"}


def test_only_a_change_seen_from_its_first_request_on_is_counted() -> None:
    """A first request refused so is a wrong reason; one taken in the OI's tool may have been changed before."""
    for suite in ("Demande > KO", "Modif > Modif KO"):
        lots_ = [replace(e, termes={"reports": "3"}) for e in lots(suite, m2=ONZE)]
        assert "rdv.report_de_trop" not in {c.regle for c in juge_dossiers([], officiel=False, echanges=lots_).constats}


ONZE = {"MotifReponseRdvKo": "FRDV01 RDV : NOMBRE MAX DE MODIFICATIONS DE RDV DEPASSE"}


def sans(lot: Echange, colonne: str) -> Echange:
    (message,) = lot.messages
    cellules = {c: texte for c, texte in message.cellules.items() if c != colonne}
    return replace(lot, messages=(replace(message, cellules=cellules),))


def test_a_request_cancelled_before_its_answer_is_a_reading() -> None:
    """§3.14.3 has the OC wait, §3.14.5 has it cancel: AMB-62."""
    (constat,) = lit("Demande > Annulation D").constats
    assert (constat.regle, constat.gravite, constat.ambiguite) == (
        "rdv.annulation_sans_rdv", Gravite.INTERPRETATION, "AMB-62"
    )  # fmt: skip


def test_a_reference_serves_once() -> None:
    (constat,) = lit("Demande > KO > Demande").constats
    assert (constat.regle, constat.partie, constat.champ) == ("rdv.reference_reutilisee", OC, "ReferenceDemandeOC")


@pytest.mark.parametrize("date", [J2, "20260111 09:00"])
def test_another_slot_in_the_order_is_only_told(date: str) -> None:
    (constat,) = lit("Demande > OK > Cmd", m3={"DateInstall": date}).constats
    assert (constat.regle, constat.gravite) == ("rdv.creneau_non_rappele", Gravite.INFORMATION)


def sujets(lues: Conversations, regle: str) -> set[str]:
    return {e.champ for e in lues.exercices if e.regle == regle}


def test_a_request_and_a_change_are_two_subjects() -> None:
    """What the requirements tell apart: a first request or a change, before the order or after it."""
    premiere = lit("Demande > OK")
    assert sujets(premiere, "rdv.sans_reponse") == {"OK+demande"}
    assert sujets(premiere, "rdv.reponse_sans_demande") == {"OK"}
    lues = lit("Demande > OK > Modif > Modif OK")
    assert sujets(lues, "rdv.sans_reponse") == {"OK+demande", "OK+report"}
    assert sujets(lues, "rdv.reponse_sans_demande") == {"OK", "OK+report"}
    assert sujets(lues, "rdv.modification_sans_rdv") == {""}
    assert sujets(lit("Demande > OK > Cmd > Modif > Modif OK"), "rdv.modification_sans_rdv") == {"après la commande"}


def test_a_request_left_without_an_answer_is_a_silence_of_the_oi() -> None:
    assert lit("Demande", horizon="2026-01-06T09:00:00").constats == ()
    (constat,) = lit("Demande", horizon="2026-01-09T09:00:00").constats
    assert (constat.regle, constat.partie, constat.gravite) == ("rdv.sans_reponse", OI, Gravite.AVERTISSEMENT)


def test_an_appointment_of_the_tool_is_first_seen_when_it_is_moved() -> None:
    assert lit("Modif > Modif OK").constats == ()
    assert lit("Cmd").constats == ()


def test_appointments_are_cut_by_their_keys_and_by_operator() -> None:
    suite = lots("Demande > OK > Demande 2 > Modif > Cmd")
    assert [[m.flux for m in fil.messages] for fil in fils_rdv(suite)] == [
        [Flux.DEMANDE_RDV, Flux.REPONSE_RDV, Flux.DEMANDE_MODIF_RDV, Flux.CMD_ACCES],
        [Flux.DEMANDE_RDV],
    ]
    ailleurs = [replace(e, de="OCZZ") if e.de == "OCYY" else e for e in suite[1:]]
    assert [fil.oc for fil in fils_rdv([suite[0], *ailleurs])] == ["OCYY", "OCZZ", "OCZZ"]


def test_a_request_that_was_given_up_may_still_be_answered_once() -> None:
    """§3.14.3: the OC was to wait for the answer; that it did not is no fault of the OI."""
    lues = lit("Demande > Annulation D > OK")
    assert [(c.regle, c.gravite) for c in lues.constats] == [("rdv.annulation_sans_rdv", Gravite.INTERPRETATION)]
    lues = lit("Demande > Annulation D > OK > OK")
    assert [c.regle for c in lues.constats if c.partie is OI] == ["rdv.reponse_sans_demande"]


@pytest.mark.parametrize("reference", ["A-0", "Z-9"])
def test_an_answer_under_another_reference_is_no_answer_to_the_request_that_waits(reference: str) -> None:
    """§3.14.2: it is of the same appointment by its IdRdv; its slots are not those of the request."""
    ailleurs = {"ReferenceDemandeOC": reference, "ValidDate1": "", "ValidDate2": "OK"}
    lues = lit("Demande > OK > Modif > Modif OK", m4=ailleurs)
    assert [c.regle for c in lues.constats] == ["rdv.reponse_sans_demande"]


@pytest.mark.parametrize(
    ("suite", "notes"),
    [
        ("Demande > KO", []),
        ("Demande > OK > Modif > Modif OK", []),
        ("Demande > OK > Modif > Modif KO", [""]),
        ("Demande > OK > Modif > Modif KO > Modif > Modif KO", ["", "après un refus"]),
    ],
)
def test_a_refused_change_is_noted_and_tells_whether_it_follows_another(suite: str, notes: list[str]) -> None:
    """§3.14.5."""
    lues = lit(suite, m5=NEUVE, m6=NEUVE)
    vues = {e.champ: e.nombre for e in lues.exercices if e.regle == "observation.report_refuse"}
    assert sorted(vues) == [f"KO+{note}".rstrip("+") for note in notes]
