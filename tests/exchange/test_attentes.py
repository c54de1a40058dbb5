"""What the catalogue expects, against messages written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from harness.exchange.attentes import ETATS, confronte, confronte_etat, references
from harness.exchange.entries import EntreeAttente
from harness.exchange.messages import Message
from harness.protocol.lifecycle import Etat, Issue
from harness.protocol.terms import EMETTEURS, Flux, Partie

ROUTE = {"ReferencePBO N°1": "PBO-1", "InformationFibrePBO N°1": "3", "OC 1": "XTEL"}
AUTRE_ROUTE = ROUTE | {"InformationFibrePBO N°1": "4"}


def message(flux: Flux, **cellules: str) -> Message:
    return Message(flux, cellules, next(iter(EMETTEURS[flux])))


def ligne(flux: Flux, cellules: Mapping[str, str]) -> Message:
    return Message(flux, cellules, next(iter(EMETTEURS[flux])))


def attente(flux: Flux, issue: Issue = Issue.AUCUNE, **champs: str) -> EntreeAttente:
    return EntreeAttente("S", f"envoie {flux}", next(iter(EMETTEURS[flux])), flux, issue, champs, "t")


def raison(champ: str, attendu: str, recu: Mapping[str, str], flux: Flux = Flux.CR_STOC) -> str:
    """Why one expected cell is not met, "" when it is."""
    voulue = EntreeAttente("S", "phrase", Partie.OC, flux, Issue.AUCUNE, {champ: attendu}, "t")
    return confronte([voulue], [Message(flux, recu, Partie.OC)])[0].raison


@pytest.mark.parametrize(
    ("attendu", "recu", "convient"),
    [
        ("OUI", "OUI", True),
        ("OUI", " oui ", True),
        ("OUI", "NON", False),
        ("OUI", "", False),
        ("renseigné", "x", True),
        ("renseignée", "  ", False),
        ("vide", "", True),
        ("vide", "x", False),
        ("vide ou NON", "", True),
        ("vide ou NON", "non", True),
        ("vide ou NON", "OUI", False),
        ("PTO inexistante", "FIMP17", True),
        ("PTO inexistante", "PTO INEXISTANTE", True),
        ("PTO inexistante", "FIMP18 TRAITEMENT IMPOSSIBLE : PTO EXISTANTE", False),
        ("PTO existante", "Traitement impossible : PTO existante", True),
        ("PTO existante", "", False),
    ],
)
def test_a_cell_meets_its_words(attendu: str, recu: str, convient: bool) -> None:
    assert (raison("PrisePosee", attendu, {"PrisePosee": recu}) == "") is convient


@pytest.mark.parametrize(
    ("attendu", "cellules", "convient"),
    [
        ("réelle", ROUTE, True),
        ("réelle", {}, False),
        ("réelle", {"ReferencePBO N°1": "HOTLINE"}, False),
        ("vide", {}, True),
        ("vide", {"OC 1": "XTEL"}, True),
        ("vide", ROUTE, False),
        ("renseignée", {"ReferencePBO N°1": "HOTLINE"}, True),
    ],
)
def test_the_route_is_read_from_its_blocks(attendu: str, cellules: Mapping[str, str], convient: bool) -> None:
    assert (raison("RouteOptique", attendu, cellules, Flux.CR_CMD_ACCES) == "") is convient


def test_a_cell_recalls_that_of_an_earlier_message() -> None:
    voulues = [
        attente(Flux.NOTIF_REPROV, Issue.CHAUD),
        attente(Flux.CR_STOC, Issue.OK, NumeroDecharge="celui de Notif_Reprov"),
    ]
    notif = message(Flux.NOTIF_REPROV, TypeReprov="CHAUD", NumeroDecharge="D1")
    bon = message(Flux.CR_STOC, CrRaccordementPrise="OK", NumeroDecharge="d1")
    autre = message(Flux.CR_STOC, CrRaccordementPrise="OK", NumeroDecharge="D2")
    assert [t.tenue for t in confronte(voulues, [notif, bon])] == [True, True]
    assert [t.tenue for t in confronte(voulues, [notif, autre])] == [True, False]
    assert [t.tenue for t in confronte(voulues, [bon, notif])] == [True, True], "the two may cross on the wire"


def test_two_empty_cells_are_not_the_same_number() -> None:
    voulues = [attente(Flux.NOTIF_REPROV), attente(Flux.CR_STOC, NumeroDecharge="celui de Notif_Reprov")]
    lus = [message(Flux.NOTIF_REPROV, TypeReprov="CHAUD"), message(Flux.CR_STOC, CrRaccordementPrise="OK")]
    assert not confronte(voulues, lus)[1].tenue


@pytest.mark.parametrize(
    ("attendu", "route", "convient"),
    [
        ("autre que celle de CR_Cmd_Acces", AUTRE_ROUTE, True),
        ("autre que celle de CR_Cmd_Acces", ROUTE, False),
        ("autre que celle de CR_Cmd_Acces", {}, False),
        ("celle de CR_Cmd_Acces", ROUTE, True),
        ("celle de CR_Cmd_Acces", AUTRE_ROUTE, False),
        ("celle de CR_Cmd_Acces", ROUTE | {"LocalisationPBO N°1": "palier"}, True),
        ("celle du CR_Cmd_Acces ou vide", {}, True),
    ],
)
def test_a_route_is_compared_with_an_earlier_one(attendu: str, route: Mapping[str, str], convient: bool) -> None:
    voulues = [attente(Flux.CR_CMD_ACCES), attente(Flux.NOTIF_REPROV, RouteOptique=attendu)]
    lus = [ligne(Flux.CR_CMD_ACCES, ROUTE), ligne(Flux.NOTIF_REPROV, route)]
    assert confronte(voulues, lus)[1].tenue is convient


def test_the_nth_sentence_about_a_flux_is_about_its_nth_message() -> None:
    voulues = [attente(Flux.CR_MAD, Issue.OK), attente(Flux.CR_MAD, Issue.KO)]
    ok, ko = message(Flux.CR_MAD, EtatMadLigne="OK"), message(Flux.CR_MAD, EtatMadLigne="KO")
    assert [t.temoin for t in confronte(voulues, [ok, ko])] == [ok, ko]
    assert [t.tenue for t in confronte(voulues, [ko, ok])] == [False, False]


def test_what_never_came_and_what_came_otherwise_are_told_apart() -> None:
    (absente,) = confronte([attente(Flux.CR_MAD, Issue.OK)], [])
    assert (absente.temoin, absente.raison) == (None, "aucun CR_MAD_LigneFTTH n'est venu de l'OI")
    (autre,) = confronte([attente(Flux.CR_MAD, Issue.OK)], [message(Flux.CR_MAD, EtatMadLigne="KO")])
    assert autre.temoin is not None
    assert autre.raison == "CR_MAD_LigneFTTH n'est pas « OK »"


def test_the_sender_counts() -> None:
    """Notif_Racc_KO goes both ways (§3.7)."""
    voulue = EntreeAttente("S", "phrase", Partie.OC, Flux.NOTIF_RACC_KO, Issue.AUCUNE, {}, "t")
    assert not confronte([voulue], [Message(Flux.NOTIF_RACC_KO, {}, Partie.OI)])[0].tenue
    assert confronte([voulue], [Message(Flux.NOTIF_RACC_KO, {}, Partie.OC)])[0].tenue


@pytest.mark.parametrize(
    ("attendue", "cellules", "tenue"),
    [
        (Issue.OK, {"EtatCrCommandePrise": "OK", "ReferencePrise": "XV-1"}, True),
        (Issue.OK, {"EtatCrCommandePrise": "OK", "ReferencePrise": "HOTLINE"}, False),
        (Issue.APPEL, {"EtatCrCommandePrise": "OK", "ReferencePrise": "HOTLINE"}, True),
        (Issue.AUCUNE, {"EtatCrCommandePrise": "?"}, True),
        (Issue.KO, {"EtatCrCommandePrise": "?"}, False),
    ],
)
def test_outcomes(attendue: Issue, cellules: Mapping[str, str], tenue: bool) -> None:
    assert confronte([attente(Flux.CR_CMD_ACCES, attendue)], [ligne(Flux.CR_CMD_ACCES, cellules)])[0].tenue is tenue


@pytest.mark.parametrize("posee", ["OUI", "NON"])
def test_a_ko_is_a_ko_whatever_was_built(posee: str) -> None:
    recu = message(Flux.CR_STOC, CrRaccordementPrise="KO", PrisePosee=posee)
    assert confronte([attente(Flux.CR_STOC, Issue.KO)], [recu])[0].tenue


def test_a_reason_never_quotes_the_cell() -> None:
    assert "secret" not in raison("PrisePosee", "OUI", {"PrisePosee": "secret"})


def test_the_flux_recalled_are_known() -> None:
    assert references({"a": "celui de Notif_Reprov ou vide", "b": "OUI"}) == {Flux.NOTIF_REPROV}
    with pytest.raises(ValueError, match="« Notif_Reprof » n'est pas un flux du protocole"):
        references({"a": "celui de Notif_Reprof"})


def test_where_an_order_stands() -> None:
    commande = message(Flux.CMD_ACCES, TypeRacco="OC", PriseExistante="N")
    ko = message(Flux.AR_CMD_ACCES, EtatArCommandePrise="KO")
    assert confronte_etat("en cours", [commande]) == ""
    assert confronte_etat("terminée", [commande, ko]) == ""
    assert confronte_etat("terminée", [commande]) == "la commande n'est pas terminée : commandée"
    assert confronte_etat("terminée", []) == "la commande n'est pas terminée : elle n'est jamais venue"
    assert confronte_etat("annulée", [commande, ko]) == "la commande n'est pas annulée : rejetée"


def test_the_words_for_a_state_are_states_of_the_lifecycle() -> None:
    assert all(etats <= set(Etat) and etats for etats in ETATS.values())


def test_the_order_of_a_sentence_is_told_by_its_keys() -> None:
    """Two orders of one scenario; what was met of one may be referred to from the other."""
    une, deux = (ligne(Flux.CMD_ACCES, {"ReferenceCommandePriseInterneOC": r, "ReferencePrise": "P"}) for r in "AB")
    voulues = [
        replace(attente(Flux.CMD_ACCES), dossier="b"),
        replace(attente(Flux.CMD_ACCES, ReferenceCommandePriseInterneOC="autre que celle de Cmd_Acces"), dossier="a"),
    ]
    tenues = confronte(voulues, [une, deux], {"a": ["A"], "b": ["B", "X"]})
    assert [(t.tenue, t.temoin) for t in tenues] == [(True, deux), (True, une)]
    assert [t.tenue for t in confronte(voulues, [une, deux], {"a": ["A"]})] == [False, False]


def test_a_message_that_must_not_come() -> None:
    absente = replace(attente(Flux.AR_CMD_ACCES), aucun=True)
    assert confronte([absente], [])[0].tenue
    tenue = confronte([absente], [message(Flux.AR_CMD_ACCES)])[0]
    assert (tenue.tenue, tenue.raison) == (False, "un AR_Cmd_Acces est venu de l'OI")


@pytest.mark.parametrize(
    ("champ", "attendu", "cellule", "convient"),
    [
        ("DateAnnulation", "du jour de CR_MAD_LigneFTTH", "20260106 08:00", True),
        ("DateAnnulation", "du jour de CR_MAD_LigneFTTH", "20260107 17:00", False),
        ("IdRdv", "celui de EtatMadLigne de CR_MAD_LigneFTTH", "ok", True),
        ("IdRdv", "celui de DateMadLigne de CR_MAD_LigneFTTH", "ok", False),
    ],
)
def test_a_day_or_another_column_of_what_came_before(champ: str, attendu: str, cellule: str, convient: bool) -> None:
    mad = message(Flux.CR_MAD, DateMadLigne="20260106 17:00", EtatMadLigne="OK")
    voulues = [attente(Flux.CR_MAD), attente(Flux.ANNULATION, **{champ: attendu})]
    assert confronte(voulues, [mad, ligne(Flux.ANNULATION, {champ: cellule})])[1].tenue is convient
    assert references({champ: attendu}) == {Flux.CR_MAD}


@pytest.mark.parametrize(
    ("valides", "issue"), [(("OK", "KO"), Issue.OK), (("KO", "ok"), Issue.OK), (("KO", "KO"), Issue.KO), ((), Issue.KO)]
)
def test_an_answer_about_slots_is_ok_as_soon_as_one_is(valides: tuple[str, ...], issue: Issue) -> None:
    assert message(Flux.REPONSE_RDV, **{f"ValidDate{n}": v for n, v in enumerate(valides, 1)}).issue is issue


@pytest.mark.parametrize(
    ("etat", "flux", "raison_attendue"),
    [
        ("réservé", [Flux.DEMANDE_RDV, Flux.REPONSE_RDV], ""),
        ("libéré", [Flux.DEMANDE_RDV, Flux.REPONSE_RDV], ""),
        ("annulé", [Flux.DEMANDE_RDV, Flux.REPONSE_RDV, Flux.ANNULATION_RDV], ""),
        ("annulé", [Flux.DEMANDE_RDV, Flux.REPONSE_RDV], "le rendez-vous n'est pas annulé : réservé"),
        (
            "libéré",
            [Flux.DEMANDE_RDV, Flux.REPONSE_RDV, Flux.CMD_ACCES],
            "le rendez-vous n'est pas libéré : réservé, et la commande est venue",
        ),
        ("réservé", [], "le rendez-vous n'est pas réservé : aucun"),
    ],
)
def test_an_appointment_stands_where_its_messages_leave_it(etat: str, flux: list[Flux], raison_attendue: str) -> None:
    cellules = {"ReferenceDemandeOC": "D", "IdRdv": "R", "DateRdv1": "20260108 09:00", "ValidDate1": "OK"}
    assert confronte_etat(etat, [ligne(f, cellules) for f in flux]) == raison_attendue


def test_an_overwritten_line_is_ended_even_when_its_order_is_older() -> None:
    """§3.10: the notification is worth a résiliation."""
    assert confronte_etat("résiliée", [message(Flux.NOTIF_ECRASEMENT)]) == ""
