"""A line given to another OC: told after its service, to the one who loses it, and never who has it now (§3.10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from harness.exchange.dossiers import Dossier
from harness.exchange.messages import Message
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Gravite
from harness.protocol.terms import Flux, Partie
from tests.judge.conversation.conftest import a, echanges

Fait = Callable[..., Dossier]
OI = Partie.OI
SERVICE = "Cmd > AR OK > CR OK > MES"
POSE = {"PrisePosee": "NON"}
NOTIF = {"OperateurEcrase": "OCYY", "ReferencePrise": "OO-0001-0001"}


def a_partir_de(dossier: Dossier, rang: int) -> Dossier:
    """The same messages, later in the journal."""
    messages = (
        replace(m, ordre=rang + n, fichier=f"{rang + n:02d}_{m.flux}.csv") for n, m in enumerate(dossier.messages)
    )
    return replace(dossier, messages=tuple(messages))


def journal(fait: Fait, notif: Mapping[str, str], premier: int = 11) -> tuple[Dossier, Dossier]:
    """OC1 in service, then OC2 on the same PTO, from the rank `premier` on; the notification is the last of OC1."""
    ancien = fait(SERVICE + " > Écrasement", "OC", m4=POSE, m5=notif)
    ancien = replace(
        ancien,
        messages=(*ancien.messages[:4], *a_partir_de(replace(ancien, messages=ancien.messages[4:]), 20).messages),
    )
    pci = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001", "ReferenceCommandePriseInterneOC": "NEUVE-7"}
    cles = {f"m{n}": {"ReferenceCommandePriseInterneOC": "NEUVE-7"} for n in (2, 3, 4)}
    cles["m3"] |= {"OC 1": "OCZZ"}
    cles["m4"] |= POSE
    nouveau = replace(fait(SERVICE, "OC", "OCZZ", m1=pci, **cles), reference="NEUVE-7")
    return ancien, a_partir_de(nouveau, premier)


def lit(*dossiers: Dossier, horizon: str = "") -> Conversations:
    return juge_dossiers(dossiers, officiel=False, echanges=echanges(*dossiers, horizon=horizon))


def vus(lues: Conversations, regle: str) -> int:
    return sum(e.nombre for e in lues.exercices if e.regle == regle)


REGLES = (
    "ecrasement.premature", "ecrasement.operateur_nomme", "ecrasement.mauvais_destinataire",
    "ecrasement.commande_inconnue", "ecrasement.non_notifie", "ecrasement.acces_poursuivi",
)  # fmt: skip


def test_a_right_notification_is_a_witness_of_every_rule(fait: Fait) -> None:
    lues = lit(*journal(fait, NOTIF))
    assert lues.constats == ()
    assert [vus(lues, r) for r in REGLES] == [1] * 6


@pytest.mark.parametrize(
    ("change", "regle", "champ"),
    [
        ({"OperateurEcrase": "OCXX"}, "ecrasement.mauvais_destinataire", "OperateurEcrase"),
        ({"OperateurEcrase": "OCYZ"}, "ecrasement.mauvais_destinataire", "OperateurEcrase"),
        ({"OperateurEcrase": "ocZZ"}, "ecrasement.operateur_nomme", "OperateurEcrase"),
        ({"ReferencePrestationPrise": "ACC-OCZZ"}, "ecrasement.operateur_nomme", "ReferencePrestationPrise"),
        ({"ReferencePrestationPrise": "NEUVE-7"}, "ecrasement.operateur_nomme", "ReferencePrestationPrise"),
    ],
)
def test_what_the_notification_says_wrong_is_a_breach_of_the_oi(
    fait: Fait, change: Mapping[str, str], regle: str, champ: str
) -> None:
    constats = {c.regle: c for c in lit(*journal(fait, {**NOTIF, **change})).constats}
    constat = constats.pop(regle)
    assert (constat.partie, constat.champ, constat.gravite, constat.section) == (
        OI,
        champ,
        Gravite.NON_CONFORME,
        "§3.10",
    )
    assert constat.fichier.startswith("20")
    assert set(constats) <= {"conv.reference_prestation"}, "the reference of the access is not the one given either"


def test_the_notification_follows_the_service_of_the_new_operator(fait: Fait) -> None:
    (constat,) = lit(*journal(fait, NOTIF, premier=21)).constats
    assert (constat.regle, constat.partie) == ("ecrasement.premature", OI)


@pytest.mark.parametrize("oi", ["AA", "ZZ"])
def test_the_line_is_known_by_its_socket_whatever_it_is_called(fait: Fait, oi: str) -> None:
    dossiers = [
        replace(
            d,
            messages=tuple(
                replace(m, cellules={c: v.replace("OO-", f"{oi}-") for c, v in m.cellules.items()}) for m in d.messages
            ),
        )
        for d in journal(fait, NOTIF)
    ]
    lues = lit(*dossiers)
    assert lues.constats == ()
    assert [vus(lues, r) for r in REGLES] == [1] * 6


@pytest.mark.parametrize("prise", ["OO-0001-0000", "OO-0001-0009"])
def test_another_line_than_that_of_the_order_is_cited(fait: Fait, prise: str) -> None:
    regles = {c.regle for c in lit(*journal(fait, {**NOTIF, "ReferencePrise": prise})).constats}
    assert regles == {"ecrasement.commande_inconnue"}, "on that line nobody else is known"


@pytest.mark.parametrize("prise", ["OO-0001-0000", "OO-0001-0009"])
def test_who_has_another_line_is_nobody_to_tell_of(fait: Fait, prise: str) -> None:
    """Nor is it to be told, when both have the same fibre by the route and not by the PTO."""
    ancien, nouveau = journal(fait, NOTIF)
    cr = nouveau.messages[2]
    ailleurs = replace(cr, cellules={**cr.cellules, "ReferencePrise": prise})
    nouveau = replace(nouveau, messages=(*nouveau.messages[:2], ailleurs, nouveau.messages[3]))
    lues = lit(ancien, nouveau)
    assert [vus(lues, r) for r in ("ecrasement.premature", "ecrasement.non_notifie")] == [0, 0]
    tu = replace(ancien, messages=ancien.messages[:4])
    heures = ("09:00", "09:30", "10:00", "11:00")
    cote = a(tu, *heures), a(nouveau, *(f"6 {h}" for h in heures))
    assert "ecrasement.non_notifie" not in {c.regle for c in lit(*cote, horizon="20 09:00").constats}


@pytest.mark.parametrize("oi", ["OIAA", "OIZZ"])
def test_the_line_of_another_oi_is_another_line(fait: Fait, oi: str) -> None:
    ancien, nouveau = journal(fait, NOTIF)
    lues = lit(ancien, replace(nouveau, oi=oi))
    assert [vus(lues, r) for r in ("ecrasement.premature", "ecrasement.operateur_nomme")] == [0, 0]


def test_two_calls_to_the_hotline_are_not_one_line(fait: Fait) -> None:
    ancien, nouveau = journal(fait, {**NOTIF, "ReferencePrise": ""})
    appels = [
        replace(d, messages=tuple(replace(m, cellules={**m.cellules, "ReferencePrise": "hotline"}) for m in d.messages))
        for d in (replace(ancien, messages=ancien.messages[:4]), nouveau)
    ]
    appels[0] = replace(appels[0], messages=(*appels[0].messages, ancien.messages[4]))
    assert vus(lit(*appels), "ecrasement.premature") == 0


def test_a_notification_that_cites_no_socket_is_not_compared(fait: Fait) -> None:
    ancien, nouveau = journal(fait, {**NOTIF, "ReferencePrise": ""})
    lues = lit(ancien, nouveau)
    assert vus(lues, "ecrasement.commande_inconnue") == 0
    assert vus(lues, "ecrasement.premature") == 1, "the line is that of the order"
    ancien, nouveau = journal(fait, NOTIF)
    sans_commande = replace(ancien, messages=ancien.messages[2:])
    assert vus(lit(sans_commande, nouveau), "ecrasement.commande_inconnue") == 0
    sans_prise = fait("Cmd > AR OK > Écrasement", "OC", m3=NOTIF)
    assert vus(lit(sans_prise), "ecrasement.commande_inconnue") == 0


def test_a_journal_of_one_operator_alone_concludes_nothing(fait: Fait) -> None:
    ancien, _ = journal(fait, NOTIF)
    lues = lit(ancien)
    assert lues.constats == ()
    assert [vus(lues, r) for r in REGLES[:2]] == [0, 0]


@pytest.mark.parametrize("inconnu", [0, 1])
def test_an_operator_whose_code_is_not_known_may_be_the_same(fait: Fait, inconnu: int) -> None:
    """§3.10: of two orders on one PTO, one of an unknown OC, nothing tells that the line was given to another."""
    dossiers = [replace(d, oc="") if n == inconnu else d for n, d in enumerate(journal(fait, NOTIF, premier=21))]
    lues = lit(*dossiers)
    assert [vus(lues, r) for r in ("ecrasement.premature", "ecrasement.operateur_nomme")] == [0, 0]
    assert not [c for c in lues.constats if c.regle.startswith("ecrasement.")]


def deux_fibres(*dossiers: Dossier, voisin: str) -> list[Dossier]:
    """The same dossiers, their routes of two blocks: the first is a neighbour's, the second is the operator's own."""
    return [
        replace(d, messages=tuple(replace(m, cellules=_deux_blocs(m, d.oc, voisin)) for m in d.messages))
        for d in dossiers
    ]


def _deux_blocs(message: Message, oc: str, voisin: str) -> Mapping[str, str]:
    if message.flux is not Flux.CR_CMD_ACCES:
        return message.cellules
    second = {c.replace("N°1", "N°2"): oc for c in message.cellules if c.endswith("N°1")}
    return {**message.cellules, **second, "OC 1": voisin, "OC 2": oc}


def test_an_operator_that_loses_its_line_and_is_told_nothing_is_a_silence(fait: Fait) -> None:
    ancien, nouveau = journal(fait, NOTIF)
    ancien = replace(ancien, messages=ancien.messages[:4])
    heures = ("09:00", "09:30", "10:00", "11:00")
    cote = a(ancien, *heures), a(nouveau, *(f"6 {h}" for h in heures))
    cr = cote[1].messages[2]
    autres = [replace(cr, cellules={**cr.cellules, "PositionModulePm N°1": p}) for p in ("A0", "Z9")]
    assert lit(*cote, horizon="7 09:00").constats == ()
    (constat,) = lit(*cote, horizon="10 09:00").constats
    assert (constat.regle, constat.partie, constat.gravite) == ("ecrasement.non_notifie", OI, Gravite.AVERTISSEMENT)
    assert (constat.flux, constat.dossier) == (Flux.CR_MES, "NEUVE-7")
    for voisin in ("NA", "OCAA", "ODAA"):
        deux = deux_fibres(*cote, voisin=voisin)
        assert lit(*deux, horizon="10 09:00").constats == (), "each has a fibre of its own, beside another's"
    en_cours = a(replace(fait("Cmd > AR OK", "OC"), reference="CMD-0"), "09:00", "09:30")
    (constat,) = lit(en_cours, *cote, horizon="10 09:00").constats
    assert constat.regle == "ecrasement.non_notifie", "whatever order comes first"
    for autre in autres:
        ailleurs = replace(cote[1], messages=(*cote[1].messages[:2], autre, cote[1].messages[3]))
        lues = lit(cote[0], ailleurs, horizon="10 09:00")
        assert lues.constats == (), "another fibre of the same PTO is nobody's loss"


def test_nothing_is_said_of_an_order_once_its_line_is_gone(fait: Fait) -> None:
    """Known from its order on, it is over like any other; from the notification on, this rule alone can tell."""
    ancien, nouveau = journal(fait, NOTIF)
    seule = replace(ancien, messages=ancien.messages[4:])
    suite = a_partir_de(replace(fait("Mess OC"), reference="CMD-1"), 22)
    (constat,) = lit(replace(seule, messages=seule.messages + suite.messages), nouveau).constats
    assert (constat.regle, constat.partie, constat.fichier[:2]) == ("ecrasement.acces_poursuivi", Partie.OC, "22")
    deux = a_partir_de(fait("Mess OC > Mess OI"), 22).messages
    (constat,) = lit(replace(seule, messages=seule.messages + deux), nouveau).constats
    assert (constat.partie, constat.fichier[:2]) == (Partie.OC, "22"), "the first of them speaks"
    assert constat.message.endswith("Mess_OC_Cmd_Acces après Notif_Ecrasement.")
    regles = {c.regle for c in lit(replace(ancien, messages=ancien.messages + suite.messages), nouveau).constats}
    assert regles == {"conv.commande_terminee"}


def test_an_operator_that_lost_its_line_orders_it_again(fait: Fait) -> None:
    ancien, nouveau = journal(fait, NOTIF)
    pci = {"PriseExistante": "O", "ReferencePrise": "OO-0001-0001", "ReferenceCommandePriseInterneOC": "CMD-3"}
    reprise = a_partir_de(replace(fait("Cmd > AR OK > CR OK", "OC", m1=pci), reference="CMD-3"), 30)
    lues = lit(ancien, nouveau, reprise)
    assert lues.constats == ()
    notees = [(e.flux, e.nombre) for e in lues.exercices if e.regle == "observation.reprise_apres_ecrasement"]
    assert notees == [(Flux.CMD_ACCES, 1)]
    tue, _ = journal(fait, {**NOTIF, "ReferencePrise": ""})
    assert vus(lit(tue, nouveau, reprise), "observation.reprise_apres_ecrasement") == 1, "the line is that of the order"
    for oc, rang in (("OCAA", 30), ("OCZZ", 30), ("OCYY", 1)):
        ailleurs = a_partir_de(replace(reprise, oc=oc), rang)
        assert vus(lit(ancien, nouveau, ailleurs), "observation.reprise_apres_ecrasement") == 0
    assert vus(lit(ancien, nouveau), "observation.reprise_apres_ecrasement") == 0
    for autre in ("OO-0001-0000", "OO-0001-0009", ""):
        pci = {"PriseExistante": "O", "ReferencePrise": autre, "ReferenceCommandePriseInterneOC": "CMD-3"}
        ailleurs = a_partir_de(replace(fait("Cmd", "OC", m1=pci), reference="CMD-3"), 30)
        assert vus(lit(ancien, nouveau, ailleurs), "observation.reprise_apres_ecrasement") == 0
