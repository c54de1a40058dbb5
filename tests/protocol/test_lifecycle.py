"""The lifecycle table against the sequences of the document: what must pass passes, and the near misses do not.

`sequences.csv` is an oracle of its own: written from the document's cases, it does not read the table. One line is
the life of one order, `PARTY FLUX OUTCOME > …`; a case of two orders has two lines (`/2`), and one whose order is free
has a line for each. `fautes.csv` has the wrong turns: all but the last message is right.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import resources
from harness.protocol.lifecycle import (
    COUPS,
    FINALS,
    MEMOIRE,
    OUVERTS,
    PENDANT_ANNULATION,
    SANS_EFFET,
    TABLE,
    Coup,
    Etat,
    Issue,
    Position,
    Refus,
    avance,
    coup,
    permis,
)  # fmt: skip
from harness.protocol.terms import EMETTEURS, Flux, Modele, Partie, Situation

Message = tuple[Partie, Flux, Issue]
Vie = tuple[Modele, Situation, tuple[Message, ...], str]

EN_COURS = "en cours"

LAISSEES = {
    "FICHIER-ILLISIBLE": "§3.2 : un fichier illisible n'ouvre aucune commande",
    "FICHIER-ILLISIBLE-REF": "§3.2 : sans référence, le fichier est illisible et n'ouvre aucune commande",
    "RDV-LIBERE": "§3.14 : un rendez-vous qui n'a jamais eu de commande",
    "RDV-ANNULATION": "§3.14.3 : un rendez-vous annulé avant sa commande",
    "RDV-ANNULATION-AVANT-REPONSE": "§3.14.3 : un rendez-vous annulé avant sa commande",
}
"""Cases of the document that hold no life of an order.

In the others, the flux of appointments (§3.14) are left out, for they have their own key, and so is the Cmd_Acces of a
new order when nothing follows it.
"""


def lit(suite: str) -> tuple[Message, ...]:
    etapes = [etape.split(" ", 2) for etape in suite.split(" > ")]
    return tuple((Partie(e[0]), Flux(e[1]), Issue(e[2] if len(e) == 3 else "")) for e in etapes)


def _vies() -> dict[str, list[Vie]]:
    vies: dict[str, list[Vie]] = defaultdict(list)
    with Path(__file__).with_name("sequences.csv").open(encoding="utf-8", newline="") as fichier:
        for r in csv.DictReader(fichier, delimiter=";"):
            vies[r["id"]].append((Modele(r["modele"]), Situation(r["situation"]), lit(r["suite"]), r["fin"]))
    return vies


VIES = _vies()
UNIQUES = sorted({vie for vies in VIES.values() for vie in vies})


def marche(modele: Modele, situation: Situation, messages: tuple[Message, ...]) -> Position | None:
    """Where the messages lead, None when one of them is refused."""
    position = Position(modele, situation)
    for message in messages:
        suite = avance(position, *message)
        if isinstance(suite, Refus):
            return None
        position = suite
    return position


def pris(vie: Vie) -> Iterator[Coup]:
    """The lines of the table that a life takes."""
    position = Position(vie[0], vie[1])
    for message in vie[2]:
        ligne = coup(position, *message)
        if ligne is not None:
            yield ligne
        suite = avance(position, *message)
        assert isinstance(suite, Position)
        position = suite


def finit(vie: Vie, messages: tuple[Message, ...]) -> bool:
    """Whether these messages are accepted and end where the life ends."""
    position = marche(vie[0], vie[1], messages)
    return position is not None and (position.etat == vie[3] or (vie[3] == EN_COURS and position.etat in OUVERTS))


# --- what the document describes passes


def test_every_case_of_the_document_is_carried_over_or_left_out_with_a_reason() -> None:
    portees = {nom.split("/")[0] for nom in VIES}
    assert len(portees) + len(LAISSEES) == 198
    assert not portees & set(LAISSEES)


@pytest.mark.parametrize("nom", VIES)
def test_a_case_of_the_document_walks_to_its_end(nom: str) -> None:
    for vie in VIES[nom]:
        assert finit(vie, vie[2]), f"{vie[0]} {vie[1]} : {marche(*vie[:3])}, {vie[3]} attendu"


def test_only_one_case_of_the_document_lives_by_a_tolerance() -> None:
    tolerances = {(nom, c.tolerance) for nom, vies in VIES.items() for vie in vies for c in pris(vie) if c.tolerance}
    assert tolerances == {("MAD-STOC-ECHANGE", "AMB-17")}


# --- near misses of all of it do not

SANS_INCIDENCE = {
    (None, "Mess_OI_Cmd_Acces", None): "§3.11 : un message n'est jamais dû",
    (None, "Mess_OC_Cmd_Acces", None): "§3.11 : un message n'est jamais dû",
    (None, "Gel_Degel_RDV", None): "§3.14.4 : le gel est indicatif",
    (None, "CR_Cmd_Acces KO", "CR_Annulation_Acces OK"): "§3.12 : l'annulation arrête tout (AMB-41)",
    (Modele.OI, "CR_Cmd_Acces OK", "Gel_Degel_RDV"): "§3.14.4 : gel dès l'AR, et l'OC annule",
    (None, None, "Annulation_Acces"): "§3.12 : l'OC annule à tout moment",
    (Modele.OC, "Notif_Reprov CHAUD", None): "§6.1.4 : la route du CR convient, ou la notification viendra (AMB-06)",
    (Modele.STOC, "Notif_Reprov CHAUD", "CR_STOC OK"): "§5.1.1 : la route du CR convient",
    (Modele.STOC, "Notif_Reprov CHAUD", "CR_MAD_LigneFTTH OK"): "§5.2.5 : un second CR MAD en attente (AMB-37)",
    (Modele.STOC, "Notif_Reprov FROID", "Cmd_STOC"): "§3.6 : nouvel échange STOC seul (AMB-17)",
    (Modele.STOC, "CR_MAD_LigneFTTH OK", "Notif_Reprov CHAUD"): "§5.2.1 : brassage et CR MAD sont indépendants",
    (Modele.STOC, "CR_MAD_LigneFTTH OK", "Notif_Racc_KO"): "§5.3.4 : sur PTO non identifiée (AMB-08)",
    (Modele.OI, "Notif_Reprov FROID", "CR_MAD_LigneFTTH OK"): "§4.1.1 : la route du CR convient",
    (Modele.OI, "Notif_Racc_KO", "CR_MAD_LigneFTTH OK"): "§4.1.1 : la pose réussit à la première visite",
    (Modele.OI, "Notif_Racc_KO", "Notif_Reprov FROID"): "§4.1.6 : l'OI n'a pas à revenir chez le client",
}
"""(model, message, the one after it), None for any: without the message, the life is another one that is as good."""

INVERSIONS = {
    (None, "Mess_OI_Cmd_Acces", None): "§3.11 : un message vient quand il veut",
    (None, "Mess_OC_Cmd_Acces", None): "§3.11 : un message vient quand il veut",
    (None, None, "Mess_OI_Cmd_Acces"): "§3.11 : un message vient quand il veut",
    (None, None, "Mess_OC_Cmd_Acces"): "§3.11 : un message vient quand il veut",
    (None, "Gel_Degel_RDV", None): "§3.14.4 : de l'AR au CR MAD",
    (None, None, "Gel_Degel_RDV"): "§3.14.4 : de l'AR au CR MAD",
    (None, "AR_Cmd_Acces OK", "Annulation_Acces"): "§3.12 : l'annulation peut devancer l'AR, dû à toute ligne (§3.2)",
    (None, "CR_Cmd_Acces KO", "CR_Annulation_Acces OK"): "§3.3 : ordre non écrit (AMB-41)",
    (None, "CR_Annulation_Acces OK", "CR_Cmd_Acces KO"): "§3.3 : ordre non écrit (AMB-41)",
    (Modele.OC, "Notif_Reprov CHAUD", "CR_MES_LigneFTTH"): "§7.1.4 : deux parties écrivent (AMB-06)",
    (Modele.STOC, "Notif_Reprov CHAUD", "CR_STOC OK"): "§5.1.4 : deux parties écrivent (AMB-06)",
    (Modele.STOC, "Notif_Reprov CHAUD", "CR_MAD_LigneFTTH OK"): "§5.2.5 : une seule étape pour les deux (AMB-37)",
    (Modele.STOC, "CR_MAD_LigneFTTH OK", "Notif_Reprov CHAUD"): "§5.2.1 : brassage et CR MAD sont indépendants",
    (Modele.OI, "Notif_Racc_KO", "Notif_Reprov FROID"): "§3.7 : le besoin d'un rendez-vous se dit avant ou après",
    (Modele.STOC, "Notif_Reprov FROID", "Cmd_STOC"): "§3.6 : échange STOC seul (AMB-17), puis AMB-05",
}
"""(model, message, the one after it), None for any: the two may be told the other way round."""

CRITIQUES = {"Cmd_Acces", "AR_Cmd_Acces OK", "CR_Cmd_Acces OK", "CR_Cmd_Acces HOTLINE", "Cmd_STOC", "CR_STOC OK"}


def mot(message: Message | None) -> str:
    return "" if message is None else f"{message[1]} {message[2]}".strip()


def connue(table: dict[tuple[Modele | None, str | None, str | None], str], vie: Vie, i: int) -> bool:
    suivant = vie[2][i + 1] if i + 1 < len(vie[2]) else None
    return any(
        modele in (None, vie[0]) and un in (None, mot(vie[2][i])) and autre in (None, mot(suivant))
        for modele, un, autre in table
    )


def closes() -> Iterator[Vie]:
    return (vie for vie in UNIQUES if vie[3] != EN_COURS)


def test_a_life_that_lacks_a_message_is_refused_or_ends_elsewhere() -> None:
    passees = [
        (vie[0], vie[1], mot(vie[2][i]), mot(vie[2][i + 1]))
        for vie in closes()
        for i in range(len(vie[2]) - 1)
        if finit(vie, vie[2][:i] + vie[2][i + 1 :]) and not connue(SANS_INCIDENCE, vie, i)
    ]
    assert passees == []


def test_what_makes_an_order_can_never_be_missing() -> None:
    for vie in closes():
        for i, message in enumerate(vie[2][:-1]):
            if mot(message) in CRITIQUES and vie[3] != Etat.ANNULEE and vie[2][i + 1][1] is not Flux.ANNULATION:
                assert not finit(vie, vie[2][:i] + vie[2][i + 1 :]), (vie, i)


def test_two_messages_in_the_wrong_order_are_refused() -> None:
    passees = [
        (vie[0], vie[1], mot(un), mot(autre))
        for vie in closes()
        for i, (un, autre) in enumerate(zip(vie[2], vie[2][1:], strict=False))
        if un != autre and finit(vie, (*vie[2][:i], autre, un, *vie[2][i + 2 :])) and not connue(INVERSIONS, vie, i)
    ]
    assert passees == []


@pytest.mark.parametrize("table", [SANS_INCIDENCE, INVERSIONS])
def test_no_exception_is_idle(table: dict[tuple[Modele | None, str | None, str | None], str]) -> None:
    servies = {
        (modele, un, autre)
        for modele, un, autre in table
        for vie in UNIQUES
        for i, message in enumerate(vie[2])
        if modele in (None, vie[0])
        and un in (None, mot(message))
        and autre in (None, mot(vie[2][i + 1]) if i + 1 < len(vie[2]) else None)
    }
    assert servies == set(table)


def test_no_message_may_come_from_the_other_party() -> None:
    for vie in UNIQUES:
        for i, (emetteur, flux, issue) in enumerate(vie[2]):
            faux = (*vie[2][:i], (emetteur.autre, flux, issue), *vie[2][i + 1 :])
            assert marche(vie[0], vie[1], faux) is None, (vie, i)


def test_no_message_may_carry_an_outcome_that_is_not_its_own() -> None:
    for vie in UNIQUES:
        for i, (emetteur, flux, issue) in enumerate(vie[2]):
            if issue is not Issue.AUCUNE:
                for autre in (Issue.INCONNUE, Issue.AUCUNE):
                    faux = (*vie[2][:i], (emetteur, flux, autre))
                    assert marche(vie[0], vie[1], faux) is None, (vie, i)


def _fautes() -> list[dict[str, str]]:
    with Path(__file__).with_name("fautes.csv").open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier, delimiter=";"))


@pytest.mark.parametrize("faute", _fautes(), ids=lambda f: f"{f['raison']} ({f['modele']} {f['situation']})")
def test_a_wrong_turn_is_refused_where_it_is_taken(faute: dict[str, str]) -> None:
    messages = lit(faute["suite"])
    avant = marche(Modele(faute["modele"]), Situation(faute["situation"]), messages[:-1])
    assert avant is not None, "the fault must be the last message, not before"
    refus = avance(avant, *messages[-1])
    assert isinstance(refus, Refus)
    assert {c.emetteur for c in refus.permis} <= {messages[-1][0]}


# --- memory


def apres(modele: Modele, situation: str, suite: str) -> Position:
    position = marche(modele, Situation(situation), lit(suite))
    assert position is not None, suite
    return position


COMMANDE = "OC Cmd_Acces > OI AR_Cmd_Acces OK > OI CR_Cmd_Acces"
LIVREE = f"{COMMANDE} OK > OI CR_MAD_LigneFTTH OK"
ANNULE, ACCORDE, REFUSE = "OC Annulation_Acces", "OI CR_Annulation_Acces OK", "OI CR_Annulation_Acces KO"


def test_a_refused_cancellation_leaves_the_order_where_it_was() -> None:
    for suite, etat in ((f"{COMMANDE} OK", Etat.ACCEPTEE), (LIVREE, Etat.LIVREE)):
        avant = apres(Modele.OI, "PAC", suite)
        revenue = apres(Modele.OI, "PAC", f"{suite} > {ANNULE} > {REFUSE}")
        assert revenue == avant
        assert revenue.etat is etat
    assert apres(Modele.OI, "PAC", f"{COMMANDE} OK > {ANNULE} > {REFUSE} > {ANNULE} > {ACCORDE}").etat is Etat.ANNULEE


@pytest.mark.parametrize(
    ("modele", "situation", "suite", "fin"),
    [
        (Modele.STOC, "PCI", f"{COMMANDE} OK", Etat.ANNULEE),
        (Modele.STOC, "PCI", LIVREE, Etat.RESILIEE),
        (Modele.STOC, "PCI", f"{LIVREE} > OC Notif_Racc_KO", Etat.RESILIEE),
        (Modele.STOC, "PNI", f"{COMMANDE} HOTLINE > OC Notif_Racc_KO", Etat.ANNULEE),
        (Modele.OI, "PAC", f"{LIVREE} > OC CR_MES_LigneFTTH", Etat.RESILIEE),
        (Modele.OC, "PAC", f"{COMMANDE} OK", Etat.RESILIEE),
        (Modele.OC, "PNI", f"{COMMANDE} HOTLINE", Etat.RESILIEE),
        (Modele.OC, "PNI", "OC Cmd_Acces > OI AR_Cmd_Acces OK", Etat.ANNULEE),
    ],
)
def test_the_limit_between_cancellation_and_resiliation(modele: Modele, situation: str, suite: str, fin: Etat) -> None:
    """§3.12: the first CR MAD OK, even when the same state is reached before and after it; in model OC, the CR."""
    avant = apres(modele, situation, suite)
    assert avant.resiliable is (fin is Etat.RESILIEE)
    assert apres(modele, situation, f"{suite} > {ANNULE} > {ACCORDE}").etat is fin
    assert apres(modele, situation, f"{suite} > {ANNULE} > {REFUSE}") == avant


def test_an_order_cancelled_before_its_ar_is_still_acknowledged_then_refused_once() -> None:
    demandee = f"OC Cmd_Acces > {ANNULE}"
    assert (
        apres(Modele.OI, "PAC", f"{demandee} > OI AR_Cmd_Acces OK > OI CR_Cmd_Acces KO > {REFUSE}").etat is Etat.REFUSEE
    )
    assert apres(Modele.OI, "PAC", f"{demandee} > OI AR_Cmd_Acces KO > {REFUSE}").etat is Etat.REJETEE
    assert marche(Modele.OI, Situation.A_CONSTRUIRE, lit(f"{demandee} > OI CR_Cmd_Acces KO")) is None
    tout = f"{demandee} > OI AR_Cmd_Acces OK > {ACCORDE} > OI CR_Cmd_Acces KO"
    assert apres(Modele.OI, "PAC", tout).etat is Etat.ANNULEE
    assert marche(Modele.OI, Situation.A_CONSTRUIRE, lit(f"{tout} > OI CR_Cmd_Acces KO")) is None
    assert marche(Modele.OI, Situation.A_CONSTRUIRE, lit(f"{COMMANDE} OK > {ANNULE} > OI CR_Cmd_Acces KO")) is None


@pytest.mark.parametrize("modele", Modele)
def test_once_cancelled_nothing_comes_but_the_refusal_that_was_on_its_way(modele: Modele) -> None:
    """§3.12, §3.3: whatever the order was waiting for when it was cancelled."""
    for avant in OUVERTS:
        annulee = Position(modele, Situation.A_CONSTRUIRE, Etat.ANNULEE, avant)
        passent = {
            (flux, issue)
            for flux in Flux
            for issue in Issue
            if not isinstance(avance(annulee, Partie.OI, flux, issue), Refus)
        }
        assert passent == ({(Flux.CR_CMD_ACCES, Issue.KO)} if avant is Etat.ACCUSEE else set())


def test_messages_go_on_while_a_cancellation_is_pending_but_not_beyond() -> None:
    demandee = f"{COMMANDE} OK > {ANNULE}"
    assert apres(Modele.OI, "PAC", f"{demandee} > OI Mess_OI_Cmd_Acces").etat is Etat.ANNULATION_DEMANDEE
    assert marche(Modele.OI, Situation.A_CONSTRUIRE, lit(f"{demandee} > {ACCORDE} > OI Mess_OI_Cmd_Acces")) is None
    assert marche(Modele.OI, Situation.A_CONSTRUIRE, lit(f"OC Cmd_Acces > {ANNULE} > OC Mess_OC_Cmd_Acces")) is None


def test_a_message_that_crosses_a_cancellation_moves_only_the_memory() -> None:
    demandee = apres(Modele.STOC, "PCI", f"{COMMANDE} OK > {ANNULE}")
    livre = (Partie.OI, Flux.CR_MAD, Issue.OK)
    assert isinstance(avance(demandee, *livre), Refus)
    croisee = avance(demandee, *livre, croise=True)
    assert isinstance(croisee, Position)
    assert (croisee.etat, croisee.avant, croisee.resiliable) == (Etat.ANNULATION_DEMANDEE, Etat.LIVREE, True)
    close = avance(croisee, Partie.OI, Flux.CR_ANNULATION, Issue.OK)
    assert isinstance(close, Position)
    assert close.etat is Etat.RESILIEE
    assert isinstance(avance(demandee, Partie.OC, Flux.CR_MES, Issue.AUCUNE, croise=True), Refus)


def test_a_cancellation_that_crosses_the_end_of_the_order_is_still_answered() -> None:
    refusee = apres(Modele.STOC, "PCI", f"{COMMANDE} KO")
    annule = (Partie.OC, Flux.ANNULATION, Issue.AUCUNE)
    assert isinstance(avance(refusee, *annule), Refus)
    demandee = avance(refusee, *annule, croise=True)
    assert isinstance(demandee, Position)
    assert avance(demandee, Partie.OI, Flux.CR_ANNULATION, Issue.KO) == refusee


def test_gel_and_messages_have_their_own_windows() -> None:
    gel, message = SANS_EFFET[Flux.GEL_DEGEL_RDV][0], SANS_EFFET[Flux.MESS_OC][0]
    assert message == OUVERTS - {Etat.COMMANDEE}
    assert message - gel == {Etat.LIVREE, Etat.A_NOTIFIER}


@pytest.mark.parametrize("situation", Situation)
@pytest.mark.parametrize("modele", [Modele.OI, Modele.STOC])
def test_a_delivered_line_may_change_its_route_by_a_call_whatever_its_socket(
    modele: Modele, situation: Situation
) -> None:
    """§3.9: the hotline is open to whoever finds another ground than that of the report; a delivery follows (§3.6)."""
    livree = Position(modele, situation, Etat.LIVREE, resiliable=True)
    appelee = avance(livree, Partie.OI, Flux.NOTIF_REPROV, Issue.CHAUD)
    assert appelee == Position(modele, situation, Etat.A_LIVRER, resiliable=True)
    assert avance(appelee, Partie.OI, Flux.CR_MAD, Issue.OK) == livree


@pytest.mark.parametrize("modele", Modele)
def test_a_client_who_was_not_there_leaves_the_work_to_be_done(modele: Modele) -> None:
    """§3.7, §4.1.7: told by the OI alone, when it is the one who builds or looks for the socket."""
    absent = (Partie.OI, Flux.NOTIF_RACC_KO, Issue.AUCUNE)
    for situation in Situation:
        a_livrer = Position(modele, situation, Etat.A_LIVRER)
        visite = modele is Modele.OI and situation is not Situation.IDENTIFIEE
        assert (avance(a_livrer, *absent) == a_livrer) is visite


# --- the table as a whole


def test_an_order_is_to_come_under_way_waiting_for_its_end_or_over() -> None:
    parts = [{Etat.NOUVELLE}, {Etat.ANNULATION_DEMANDEE}, OUVERTS, FINALS]
    assert sum(map(len, parts)) == len(Etat)
    assert set().union(*parts) == set(Etat)


def coups_hors_annulation() -> list[Coup]:
    return [c for c in TABLE if c.flux is not Flux.ANNULATION]


def test_no_line_of_the_table_is_out_of_reach() -> None:
    for c in coups_hors_annulation():
        for modele in c.modeles:
            for situation in c.situations:
                assert COUPS[modele, situation, c.etat, c.emetteur, c.flux, c.issue] is c, c


def test_no_two_lines_claim_the_same_move() -> None:
    cles = [(m, s, c.etat, c.emetteur, c.flux, c.issue) for c in TABLE for m in c.modeles for s in c.situations]
    assert len(cles) == len(set(cles))


def test_every_open_state_can_end_without_being_cancelled() -> None:
    for modele in Modele:
        for situation in Situation:
            coups = [
                c for (m, s, *_), c in COUPS.items() if (m, s) == (modele, situation) and c in coups_hors_annulation()
            ]
            finissent = set(FINALS)
            for _ in Etat:
                finissent |= {c.etat for c in coups if c.suivant in finissent}
            assert {c.suivant for c in coups} <= finissent


def test_every_line_cites_a_section_of_the_document_and_says_who_may_send_it() -> None:
    with resources.fixtures("exigences.csv").open(encoding="utf-8", newline="") as fichier:
        sections = {r["section"].removeprefix("§") for r in csv.DictReader(fichier, delimiter=";")}
    sections |= {s.rpartition(".")[0] for s in sections}
    for c in (*TABLE, *MEMOIRE):
        assert c.section in sections, c
        assert c.emetteur in EMETTEURS[c.flux], c
    assert {s for _, s in SANS_EFFET.values()} | set(PENDANT_ANNULATION.values()) <= sections


JAMAIS_JOUES = {
    ("AMB-02", "3.6"): "à chaud en modèle OI sur PTO non identifiée : autre lecture",
    ("AMB-05", "5.1.4"): "à froid sans nouvelle route : autre lecture",
    ("AMB-06", "5.1.4"): "la notification croise le CR STOC",
    ("AMB-06", "6.3.1"): "le CR MES croise la notification",
    ("AMB-06", "7.2.2"): "le CR MES croise la notification",
    ("AMB-06", "7.1.4"): "le CR MES croise la notification",
    ("AMB-08", "5.3.4"): "notification à chaud avant l'échec, ou qui le croise",
    ("AMB-37", "5.2.5"): "CR MAD avant la notification, dans l'étape qui porte les deux",
    ("", "3.6"): "CR MAD KO pour une ligne posée qui ne fonctionne pas, le document le joue prise à poser",
    ("", "3.7"): "notification KO que suit un second CR MAD, ou nouveau rendez-vous pour lire la PTO",
    ("", "3.8"): "mise en service que suit un second CR MAD, tolérée avec lui (AMB-37)",
    ("", "3.9"): "appel à la hotline permis à tout moment, que le document ne déroule pas ici",
    ("", "4.1.4"): "CR MAD KO à la seconde visite",
    ("", "4.1.5"): "route changée à la seconde visite",
    ("", "4.1.7"): "second échec de pose",
    ("", "4.3.4"): "CR MAD KO une fois la route obtenue (AMB-10)",
    ("", "5.2.1"): "appel à la hotline pendant un brassage qui devance le CR MAD",
    ("", "6.1.5"): "saturation virtuelle, hotline sans route (AMB-57)",
}  # fmt: skip
"""(tolerance, §) of the lines that no case of the document takes, and why they are in the table."""


def test_every_line_is_taken_by_a_case_of_the_document_or_says_why_it_is_there() -> None:
    vues = {id(c) for vie in UNIQUES for c in pris(vie)}
    absentes = {(c.tolerance, c.section) for c in coups_hors_annulation() if id(c) not in vues}
    assert absentes == set(JAMAIS_JOUES)


POSITIONS = st.builds(
    Position,
    st.sampled_from(Modele),
    st.sampled_from(Situation),
    st.sampled_from(Etat),
    st.none() | st.sampled_from(Etat),
    st.booleans(),
)


@given(POSITIONS, st.sampled_from(Partie), st.sampled_from(Flux), st.sampled_from(Issue), st.booleans())
def test_whatever_comes_is_a_position_of_the_same_order_or_a_refusal_with_what_was_allowed(
    position: Position, emetteur: Partie, flux: Flux, issue: Issue, croise: bool
) -> None:
    suite = avance(position, emetteur, flux, issue, croise=croise)
    if isinstance(suite, Position):
        assert (suite.modele, suite.situation) == (position.modele, position.situation)
        assert suite.resiliable >= position.resiliable
    else:
        assert suite.permis == permis(position, emetteur)


@given(st.sampled_from(Modele), st.sampled_from(Situation), st.data())
def test_a_walk_of_permitted_moves_always_ends_where_it_says(
    modele: Modele, situation: Situation, donnees: st.DataObject
) -> None:
    position = Position(modele, situation)
    for _ in range(12):
        choix = permis(position)
        assert bool(choix) or position.etat in FINALS
        if not choix:
            break
        c = donnees.draw(st.sampled_from(choix))
        suite = avance(position, c.emetteur, c.flux, c.issue)
        assert isinstance(suite, Position)
        assert suite.etat is c.suivant or (suite.etat, c.suivant) == (Etat.RESILIEE, Etat.ANNULEE)
        position = suite
