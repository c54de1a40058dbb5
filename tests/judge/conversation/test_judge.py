"""Judging dossiers together: witnesses by subject, provenance, and nothing lost between two of them."""

from __future__ import annotations

from collections.abc import Callable

from harness.exchange.dossiers import Dossier
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.results import Gravite, Temoin
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux

Fait = Callable[..., Dossier]
Juge = Callable[..., Conversations]


def test_witnesses_are_kept_by_rule_flux_and_subject(fait: Fait) -> None:
    lues = juge_dossiers([fait("Cmd > AR OK"), fait("Cmd > AR OK", "OI"), fait("Cmd > AR KO")], officiel=False)
    accuses = {
        e.champ: e.nombre for e in lues.exercices if (e.regle, e.flux) == ("conv.hors_sequence", Flux.AR_CMD_ACCES)
    }
    assert accuses == {
        "STOC+PAC+OK+depuis commandée+§3.2": 1,
        "OI+PAC+OK+depuis commandée+§3.2": 1,
        "STOC+PAC+KO+depuis commandée+§3.2": 1,
    }
    finis = {(e.champ, e.flux): e.temoin for e in lues.exercices if e.regle == "conv.commande_terminee"}
    assert finis == {("STOC+PAC+KO+rejetée+depuis commandée", Flux.AR_CMD_ACCES): Temoin("02_AR_Cmd_Acces.csv", 2)}
    assert [s.dossier.oc for s in lues.suites] == ["OCYY"] * 3


def test_a_breach_is_a_witness_too_and_carries_its_subject(juge: Juge) -> None:
    lues = juge("Cmd > AR KO > CR OK")
    (constat,) = lues.constats
    assert (constat.sujet, constat.flux) == ("STOC+PAC+OK+rejetée+depuis rejetée", Flux.CR_CMD_ACCES)
    assert {(e.champ, e.flux) for e in lues.exercices if e.regle == "conv.commande_terminee"} == {
        ("STOC+PAC+KO+rejetée+depuis commandée", Flux.AR_CMD_ACCES),
        ("STOC+PAC+OK+rejetée+depuis rejetée", Flux.CR_CMD_ACCES),
    }


def test_with_a_workbook_of_the_user_s_nothing_is_left_to_confirm(fait: Fait) -> None:
    dossier = fait("Cmd > AR OK > CR OK > MAD OK", "OI")
    (doute,) = juge_dossiers([dossier], officiel=False).constats
    (sur,) = juge_dossiers([dossier], officiel=True).constats
    assert (doute.gravite, doute.provenance) == (Gravite.AVERTISSEMENT, Provenance.INFERRED)
    assert "à confirmer" in doute.message
    assert (sur.gravite, sur.provenance) == (Gravite.NON_CONFORME, Provenance.CLASSEUR)
    assert "à confirmer" not in sur.message


def test_without_a_dossier_nothing_is_judged() -> None:
    assert juge_dossiers([], officiel=False) == Conversations((), (), ())
