"""Which rule is to catch which fault: one, in every circumstance that the files alone tell."""

from __future__ import annotations

import pytest

from harness.actors.deviations_familles import GENERES
from harness.actors.deviations_nommees import ECARTS, VISES
from harness.preuve.attendus import PARTOUT, SELON, Egal, Voulu, attendues, rangs, voulu
from harness.preuve.circonstances import Lecteur, autour
from harness.preuve.jeu import Banc, Jeu, Joue
from harness.protocol.issues import Issue
from harness.protocol.terms import Flux
from harness.workbook.compile import charge

LIGNES = [rang for table in (PARTOUT, SELON) for suite in table.values() for rang in suite]


def test_one_rule_is_intended_or_a_reason_says_why_more() -> None:
    voulus = [rang for rang in LIGNES if isinstance(rang, Voulu)]
    assert all(rang.regles and (len(rang.regles) == 1) is not bool(rang.raison) for rang in voulus)
    assert all(rang.raison for rang in LIGNES if isinstance(rang, Egal))
    assert all(attendues(e) == (e.regle,) for e in VISES.values())


def test_the_last_row_holds_whatever_the_circumstance() -> None:
    """Else a place could be left without an answer; no row after it would ever be read."""
    for e in GENERES.values():
        assert [not rang.si for rang in rangs(e)] == [False] * (len(rangs(e)) - 1) + [True], e.nom


@pytest.fixture(scope="module")
def joues() -> dict[str, Joue]:
    """An order of model STOC whose report is left out, says the contrary, or comes after what follows."""
    noms = ("", "cr-cmd-acces-omis", "cr-cmd-acces-autre-issue", "cr-cmd-acces-apres-le-suivant")
    lues: list[Joue] = []
    Banc(charge()).joue([Jeu("STOC-PAC-NOM", ECARTS.get(n)) for n in noms], lues.append)
    return dict(zip(noms, lues, strict=True))


def test_a_circumstance_is_read_from_the_files(joues: dict[str, Joue]) -> None:
    for nom, parti in (("cr-cmd-acces-omis", False), ("cr-cmd-acces-apres-le-suivant", False)):
        ecart = ECARTS[nom]
        vu = autour(ecart, joues[nom], joues[""], Lecteur(charge()))
        assert (vu.dit.flux, vu.dit.issue, vu.parti) == (Flux.CR_CMD_ACCES, Issue.OK, parti)
        assert vu.ensuite is not None
        assert vu.ensuite.flux is Flux.CMD_STOC
        assert [d.flux for d in vu.droit] == [Flux.CMD_ACCES, Flux.AR_CMD_ACCES]
        rang = voulu(ecart, vu)
        assert isinstance(rang, Voulu)
        assert rang.regles == ("conv.hors_sequence",)
    nom = "cr-cmd-acces-autre-issue"
    assert (
        voulu(ECARTS[nom], autour(ECARTS[nom], joues[nom], joues[""], Lecteur(charge())))
        .si[0]
        .phrase.startswith("suivi")
    )


def test_a_place_that_the_scenario_does_not_have_is_refused(joues: dict[str, Joue]) -> None:
    with pytest.raises(LookupError):
        autour(ECARTS["demanderdv-omis"], joues[""], joues[""], Lecteur(charge()))
