"""Delays that were agreed on: who owes what, since when, and when nothing can be said (§2.5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from harness.exchange.dossiers import Dossier, Echange
from harness.exchange.messages import Message
from harness.judge.conversation.convenus import DUS, Convenus, delais_de
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Gravite
from harness.protocol.terms import Flux, Partie
from tests.judge.conversation.conftest import a, echanges

Fait = Callable[..., Dossier]
REGLE = "delai.depasse"
TOUS = dict.fromkeys(sorted(delais_de(Partie.OI) | delais_de(Partie.OC)), "1 heure")


def une_heure(depuis: datetime, noms: Sequence[str]) -> datetime:
    return depuis + timedelta(hours=len(noms))


def juge(dossier: Dossier, fin: str = "20:00", delais: dict[str, str] = TOUS, **autres: object) -> Conversations:
    convenus = Convenus(delais, une_heure, datetime.fromisoformat(f"2026-01-05T{fin}:00"), **autres)  # type: ignore[arg-type]
    return juge_dossiers([dossier], officiel=False, echanges=echanges(dossier), convenus=convenus)


def retards(lues: Conversations) -> list[tuple[Partie | None, Flux | None, str]]:
    return [(c.partie, c.flux, c.section) for c in lues.constats if c.regle == REGLE]


def test_each_party_has_its_delays() -> None:
    assert delais_de(Partie.OI) == {"ar", "cr", "cmd_stoc", "mad", "cr_annulation", "reponse_rdv"}
    assert delais_de(Partie.OC) == {"intervention", "pose", "cr_stoc", "mes", "cr_mes"}


@pytest.mark.parametrize(
    ("suite", "heures", "attendu"),
    [
        ("Cmd > AR OK", "09:00 10:01", (Partie.OI, Flux.AR_CMD_ACCES, "§3.2")),
        ("Cmd > AR OK > CR OK", "09:00 09:30 10:31", (Partie.OI, Flux.CR_CMD_ACCES, "§3.3")),
        ("Cmd > AR OK > CR OK > Cmd_STOC", "09:00 09:30 10:00 11:01", (Partie.OI, Flux.CMD_STOC, "§3.4")),
        (
            "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK",
            "09:00 09:30 10:00 10:30 11:00 12:01",
            (Partie.OI, Flux.CR_MAD, "§3.6"),
        ),
        (
            "Cmd > AR OK > CR OK > Cmd_STOC > Annulation > CR Annulation OK",
            "09:00 09:30 10:00 10:30 11:00 12:01",
            (Partie.OI, Flux.CR_ANNULATION, "§3.13"),
        ),
        (
            "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES",
            "09:00 09:30 10:00 10:30 13:31 14:00 14:30",
            (Partie.OC, Flux.CR_STOC, "§3.5"),
        ),
        (
            "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD OK > MES",
            "09:00 09:30 10:00 10:30 11:00 11:30 13:31",
            (Partie.OC, Flux.CR_MES, "§3.8"),
        ),
    ],
    ids=["AR", "CR", "Cmd_STOC", "CR_MAD", "CR_Annulation", "CR_STOC", "CR_MES"],
)
def test_what_comes_late_is_held_against_who_owed_it(
    fait: Fait, suite: str, heures: str, attendu: tuple[Partie, Flux, str]
) -> None:
    dossier = a(fait(suite), *heures.split())
    assert retards(juge(dossier, fin=heures.split()[-1])) == [attendu]


def test_in_time_it_is_a_witness_and_no_finding(fait: Fait) -> None:
    lues = juge(a(fait("Cmd > AR OK > CR OK"), "09:00", "10:00", "11:00"), fin="11:00")
    assert retards(lues) == []
    assert {e.flux: e.nombre for e in lues.exercices if e.regle == REGLE} == {
        Flux.AR_CMD_ACCES: 1,
        Flux.CR_CMD_ACCES: 1,
    }, "the answers are the witnesses"


def test_what_never_comes_is_told_on_the_message_that_called_for_it(fait: Fait) -> None:
    dossier = a(fait("Cmd"), "09:00")
    a_l_heure = juge(dossier, fin="10:00")
    assert (retards(a_l_heure), [e for e in a_l_heure.exercices if e.regle == REGLE]) == ([], [])
    (constat,) = [c for c in juge(dossier, fin="10:01").constats if c.regle == REGLE]
    assert (constat.partie, constat.flux, constat.gravite) == (Partie.OI, Flux.CMD_ACCES, Gravite.NON_CONFORME)
    assert constat.message.endswith("AR_Cmd_Acces était dû 1 heure après le 05/01/2026 à 09:00 et n'est pas venu.")


def test_of_two_answers_that_may_come_the_first_is_named(fait: Fait) -> None:
    dossier = a(fait("Cmd > AR OK > CR OK > Cmd_STOC"), "09:00", "09:30", "10:00", "10:30")
    (constat,) = [c for c in juge(dossier, fin="19:00").constats if c.regle == REGLE]
    assert " CR_STOC était dû " in constat.message


def test_nothing_is_owed_after_a_refusal_a_failure_or_a_cancellation(fait: Fait) -> None:
    suites = {
        "Cmd > AR KO": ("09:00", "09:30"),
        "Cmd > AR OK > CR KO": ("09:00", "09:30", "10:00"),
        "Cmd > AR OK > CR OK > Cmd_STOC > STOC KO": ("09:00", "09:30", "10:00", "10:30", "11:00"),
        "Cmd > AR OK > CR OK > Cmd_STOC > STOC KO posée": ("09:00", "09:30", "10:00", "10:30", "11:00"),
        "Cmd > AR OK > Annulation > CR Annulation OK": ("09:00", "09:30", "10:00", "10:30"),
        "Cmd > AR OK > CR OK > Cmd_STOC > STOC OK > MAD KO": ("09:00", "09:30", "10:00", "10:30", "11:00", "11:30"),
    }
    assert [s for s, heures in suites.items() if retards(juge(a(fait(s), *heures)))] == []


def test_no_work_is_ordered_for_a_socket_in_place_nor_in_another_model(fait: Fait) -> None:
    existante = {"PriseExistante": "O"}
    pci = {**existante, "ReferencePrise": "OO-0001-0001"}
    suite = "Cmd > AR OK > CR OK"
    for dossier in (fait(suite, m1=existante), fait(suite, m1=pci), fait(suite, "OC"), fait(suite, "OI")):
        assert retards(juge(a(dossier, "09:00", "09:30", "10:00"))) == []


def test_a_report_is_late_on_the_work_that_it_dates_unless_that_work_is_older(fait: Fait) -> None:
    heures = ("09:00", "09:30", "10:00", "10:30", "12:30")
    seul = {"cr_stoc": "1 heure"}

    def du(date: str) -> list[tuple[Partie | None, Flux | None, str]]:
        suite = fait("Cmd > AR OK > CR OK > Cmd_STOC > STOC OK", m5={"DateRaccordementPrise": date})
        return retards(juge(a(suite, *heures), fin="12:30", delais=seul))

    assert du("20260105 11:00") == [(Partie.OC, Flux.CR_STOC, "§3.5")]
    assert du("20260105 10:30") == [(Partie.OC, Flux.CR_STOC, "§3.5")], "in the minute of the order, not before it"
    assert [du(d) for d in ("20260105 11:30", "20260105 10:29", "hier", "")] == [[], [], [], []]


@pytest.mark.parametrize(
    ("partie", "retour", "tenu"),
    [
        ("9:00", "9:30", True),
        ("9:30", "10:00", True),
        ("9:30", "10:01", False),
        ("10:30", "11:00", True),
        ("10:45", "11:00", True),
    ],
)
def test_an_interruption_counts_when_it_hides_the_time_of_the_answer(
    fait: Fait, partie: str, retour: str, tenu: bool
) -> None:
    """Due at 10:00, come at 10:30: what the harness missed before or after says nothing against it."""
    absence = tuple(datetime.strptime(f"2026-01-05 {h}", "%Y-%m-%d %H:%M") for h in (partie, retour))
    lues = juge(a(fait("Cmd > AR OK"), "09:00", "10:30"), fin="10:30", absences=(absence,))
    assert (retards(lues) != []) is tenu


def rendez_vous(*dits: tuple[Flux, str, str]) -> list[Echange]:
    """One lot a message: its flux, its reference, its time."""
    lots = []
    for n, (flux, reference, heure) in enumerate(dits, start=1):
        partie = Partie.OI if flux is Flux.REPONSE_RDV else Partie.OC
        cellules = {"ReferenceDemandeOC": reference, "DateRdv1": "20260112 09:00", "ValidDate1": "OK", "IdRdv": "R-1"}
        instant = f"2026-01-05T{heure}:00"
        message = Message(flux, cellules, partie, n, 2, f"{n:02d}_{flux}.csv", instant)
        bouts = ("OCYY", "OIXX") if partie is Partie.OC else ("OIXX", "OCYY")
        lots.append(Echange((message,), *bouts, message.fichier, flux, partie, instant=instant))
    return lots


D, R = Flux.DEMANDE_RDV, Flux.REPONSE_RDV


@pytest.mark.parametrize(
    ("dits", "retard"),
    [
        ([(D, "D-1", "09:00"), (R, "D-1", "10:00")], []),
        ([(D, "D-1", "09:00"), (R, "D-1", "10:01")], [R]),
        ([(D, "D-1", "09:00")], [D]),
        ([(D, "D-1", "09:00"), (D, "D-2", "09:30"), (R, "D-2", "10:30"), (R, "D-1", "10:40")], [R]),
        ([(D, "D-1", "09:00"), (R, "D-1", "09:30"), (Flux.DEMANDE_MODIF_RDV, "M-1", "10:00"), (R, "M-1", "11:01")],
         [R]),
        ([(D, "", "09:00"), (R, "", "12:00")], []),
    ],
)  # fmt: skip
def test_an_answer_to_a_request_for_an_appointment_has_its_delay(
    dits: list[tuple[Flux, str, str]], retard: list[Flux]
) -> None:
    """By the reference of the request, which is all that ties the two."""
    convenus = Convenus({"reponse_rdv": "1 heure"}, une_heure, datetime(2026, 1, 5, 20))
    lues = juge_dossiers([], officiel=False, echanges=rendez_vous(*dits), convenus=convenus)
    assert retards(lues) == [(Partie.OI, flux, "§3.14.2") for flux in retard]


def test_an_instant_that_cannot_be_read_says_nothing(fait: Fait) -> None:
    dossier = a(fait("Cmd > AR OK > CR OK"), "09:00", "10:30", "15:00")
    for rang in range(3):
        messages = [replace(m, instant="hier" if n == rang else m.instant) for n, m in enumerate(dossier.messages)]
        deux = {"ar": "1 heure", "cr": "1 heure"}
        lus = retards(juge(replace(dossier, messages=tuple(messages)), delais=deux))
        assert len(lus) == (1 if rang != 1 else 0)


@pytest.mark.parametrize("entre", ["", "Mess OI > "])
def test_a_second_visit_has_its_own_delay(fait: Fait, entre: str) -> None:
    """The report of the first one is no answer to it."""
    suite = f"Cmd > AR OK > CR OK > Cmd_STOC > STOC KO > {entre}Reprov FROID > Cmd_STOC > STOC OK"
    heures = [f"{9 + n // 2:02d}:{30 * (n % 2):02d}" for n in range(suite.count(">") + 1)]
    heures[-1] = "19:00"
    assert retards(juge(a(fait(suite), *heures), fin="19:00")) == [(Partie.OC, Flux.CR_STOC, "§3.5")]


def test_a_delay_runs_from_the_deposit_and_is_not_counted_when_nobody_was_there(fait: Fait) -> None:
    dossier = a(fait("Cmd > AR OK"), "09:00", "10:30")
    fichier = dossier.messages[0].fichier
    le = datetime(2026, 1, 5)
    assert retards(juge(dossier, fin="10:30")) != []
    assert retards(juge(dossier, fin="10:30", deposes={fichier: le.replace(hour=9, minute=40)})) == []
    assert retards(juge(dossier, fin="10:30", absences=((le.replace(hour=10), le.replace(hour=10, minute=20)),))) == []
    assert retards(juge(dossier, fin="10:30", fautifs=frozenset({"CMD-1"}))) == []


def test_a_delay_that_nobody_declared_is_not_measured(fait: Fait) -> None:
    dossier = a(fait("Cmd > AR OK > CR OK"), "09:00", "12:00", "18:00")
    assert retards(juge(dossier, delais={"mad": "1 heure"})) == []
    assert juge_dossiers([dossier], officiel=False, echanges=echanges(dossier)).constats == ()


def test_each_delay_that_is_measured_is_one_of_a_profile() -> None:
    from harness.profil.modele import DelaisDeclares

    assert {nom for du in DUS for nom in du.delais} <= set(DelaisDeclares.model_fields)


AR_TARD = [(Partie.OI, Flux.AR_CMD_ACCES, "§3.2")]


@pytest.mark.parametrize(("message", "retard"), [("09:59", []), ("10:00", []), ("10:01", AR_TARD)])
def test_what_the_other_says_out_of_place_excuses_as_long_as_there_was_time_left(
    fait: Fait, message: str, retard: list[tuple[Partie, Flux, str]]
) -> None:
    """Due at 10:00, that minute included: the message of the OC had no place before the acknowledgement (§3.11)."""
    dossier = a(fait("Cmd > Mess OC > AR OK"), "09:00", message, "10:30")
    assert retards(juge(dossier, fin="10:30", delais={"ar": "1 heure"})) == retard


def test_nothing_that_comes_once_it_is_late_excuses_even_when_its_own_time_is_unknown(fait: Fait) -> None:
    dossier = a(fait("Cmd > Mess OC > Mess OC > AR OK"), "09:00", "10:01", "10:02", "10:30")
    messages = [replace(m, instant="hier") if n == 2 else m for n, m in enumerate(dossier.messages)]
    sans_heure = replace(dossier, messages=tuple(messages))
    for lu in (dossier, sans_heure):
        assert retards(juge(lu, fin="10:30", delais={"ar": "1 heure"})) == AR_TARD


def test_a_party_that_repeats_itself_owes_its_report_from_the_end_of_the_cancellation(fait: Fait) -> None:
    """§3.13: the cancellation refused, the order goes on; a second acknowledgement in between settles nothing."""
    suite = "Cmd > Annulation > AR OK > {}CR Annulation KO > CR OK"
    for encore, heures in (("", ()), ("AR OK > ", ("09:40",))):
        for cr, retard in (("11:00", []), ("11:01", [(Partie.OI, Flux.CR_CMD_ACCES, "§3.3")])):
            dossier = a(fait(suite.format(encore)), "09:00", "09:10", "09:30", *heures, "10:00", cr)
            assert retards(juge(dossier, fin=cr)) == retard


def test_who_was_told_by_a_reading_that_not_all_share_is_not_late(fait: Fait) -> None:
    """AMB-05: a cold change of route while the socket is being built; the OC may have taken its visit for over."""
    heures = ("09:00", "09:30", "10:00", "10:30")
    suite = "Cmd > AR OK > CR OK > Cmd_STOC > {}STOC OK"
    pose = dict.fromkeys(("intervention", "pose", "cr_stoc"), "1 heure")
    tard = [(Partie.OC, Flux.CR_STOC, "§3.5")]
    assert retards(juge(a(fait(suite.format("")), *heures, "18:00"), delais=pose)) == tard
    assert retards(juge(a(fait(suite.format("Reprov CHAUD > ")), *heures, "11:00", "18:00"), delais=pose)) == tard
    assert retards(juge(a(fait(suite.format("Reprov FROID > ")), *heures, "11:00", "18:00"), delais=pose)) == []


@pytest.mark.parametrize(("rendu", "tenu"), [("17:00", True), ("17:01", False)])
def test_the_work_waits_for_the_last_call_to_be_told(fait: Fait, rendu: str, tenu: bool) -> None:
    """§5.1.4: whoever called waits for the route that it was promised; the next call makes it wait again."""
    suite = "Cmd > AR OK > CR OK > Cmd_STOC > Reprov CHAUD > Reprov CHAUD > STOC OK"
    pose = dict.fromkeys(("intervention", "pose", "cr_stoc"), "1 heure")
    dossier = a(fait(suite), "09:00", "09:30", "10:00", "10:30", "11:00", "14:00", rendu)
    assert (retards(juge(dossier, delais=pose)) == []) is tenu


def test_the_socket_is_that_of_the_order_whatever_its_report_is_taken_for_since(fait: Fait) -> None:
    """§3.4, §5.1.1: a socket to build calls for its work, though a call came after its route and the OC took it so."""
    suite = "Cmd > AR OK > CR OK > CR HOTLINE > Racc_KO > Cmd_STOC"
    for cmd_stoc, retard in (("11:00", []), ("11:01", [(Partie.OI, Flux.CMD_STOC, "§3.4")])):
        dossier = a(fait(suite), "09:00", "09:30", "10:00", "10:10", "10:20", cmd_stoc)
        assert retards(juge(dossier, delais={"cmd_stoc": "1 heure"})) == retard
