"""The kill matrix: what it needs to mean something, and the deviations of one scenario, played for good."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

import harness.judge.conversation.judge
import harness.judge.lots  # noqa: F401 - both declare the rules
from harness.actors.deviations_familles import GENERES
from harness.actors.deviations_nommees import ECARTS, VISES
from harness.judge.registry import REGLES
from harness.preuve.attendus import PARTOUT, SANS_ECART, SELON, Egal, attendues, rangs
from harness.preuve.circonstances import Lecteur
from harness.preuve.jeu import Jeu, Joue, Reproche, Trace
from harness.preuve.matrice import dresse, pese, prepare
from harness.preuve.resultats import Matrice, Sort
from harness.preuve.scenes import SCENES, scenes_de
from harness.protocol.terms import Flux, Partie
from harness.workbook.compile import charge
from scenarios.run import fiches

DU_JOURNAL = {"lot.envoye_deux_fois", "ligne.envoyee_deux_fois"}
"""Findings on a whole journal: they have no rule of their own in the registry."""


def test_every_rule_has_a_deviation_or_a_reason() -> None:
    visees = {e.regle for e in VISES.values()} | {r for e in GENERES.values() for r in attendues(e)}
    assert set(REGLES) - visees - set(SANS_ECART) == set()
    assert set(SANS_ECART) <= set(REGLES) - {e.regle for e in VISES.values()}


def test_every_rule_aimed_at_exists() -> None:
    visees = {e.regle for e in VISES.values()} | {r for e in ECARTS.values() for r in attendues(e)}
    assert visees - set(REGLES) - DU_JOURNAL == set()


def test_every_deviation_aims_at_something_or_breaks_nothing_for_a_reason() -> None:
    assert [e.nom for e in ECARTS.values() if not attendues(e) and not any(isinstance(r, Egal) for r in rangs(e))] == []
    assert {f for f, _ in SELON} | set(PARTOUT) == {e.famille for e in GENERES.values()}


def test_every_scene_is_a_scenario_of_the_catalogue() -> None:
    ids = {f.id for f in fiches()}
    assert {s for nom in VISES for s in scenes_de(nom)} <= ids
    assert set(SCENES) <= set(VISES)


@pytest.fixture(scope="module")
def matrice() -> Matrice:
    return dresse(prepare("1", ["OC-PCI-NOM"]), "1")


def test_every_deviation_of_a_scenario_is_caught_by_its_rule(matrice: Matrice) -> None:
    ratees = [e for e in matrice.epreuves if e.sort not in (Sort.PRIS, Sort.EQUIVALENT)]
    assert ratees == []
    assert matrice.faux == ()
    assert matrice.tient
    assert matrice.compte(Sort.PRIS) >= 35
    assert all(e.raison for e in matrice.epreuves if e.sort is Sort.EQUIVALENT)


def test_the_matrix_is_the_same_again(matrice: Matrice) -> None:
    assert dresse(prepare("1", ["OC-PCI-NOM"], ["mes-ko", "cr-mes-ligneftth-redit"]), "1").epreuves == tuple(
        e for e in matrice.epreuves if e.ecart in ("mes-ko", "cr-mes-ligneftth-redit")
    )


LECTEUR = Lecteur(charge())
REPROCHE = Reproche("conv.ar_double", Partie.OI, Flux.AR_CMD_ACCES, "", "non_conforme")
LOT = Trace(Partie.OI, "XVAL", "XTEL1", "2026-01-05T10:00:00", "0001_AR_Cmd_Acces.csv", b"a\n")
TEMOIN = Joue(Jeu("OC-PCI-NOM"), (LOT,), Counter(), False)


def _joue(nom: str, *reproches: Reproche, octets: bytes = b"b\n") -> Joue:
    return Joue(Jeu("OC-PCI-NOM", ECARTS[nom]), (replace(LOT, octets=octets),), Counter(reproches), True)


def test_a_deviation_is_caught_by_its_rule_on_its_party_only() -> None:
    assert pese(_joue("ar-deux-fois", REPROCHE), TEMOIN, LECTEUR).sort is Sort.PRIS
    accuse = pese(_joue("ar-deux-fois", replace(REPROCHE, partie=Partie.OC)), TEMOIN, LECTEUR)
    assert (accuse.sort, accuse.innocents) == (Sort.SURVIT, ("conv.ar_double",))
    autre = pese(_joue("ar-deux-fois", replace(REPROCHE, regle="conv.hors_sequence")), TEMOIN, LECTEUR)
    assert autre.sort is Sort.AUTREMENT


def test_what_was_there_without_the_deviation_catches_nothing() -> None:
    temoin = replace(TEMOIN, reproches=Counter([REPROCHE]))
    assert pese(_joue("ar-deux-fois", REPROCHE), temoin, LECTEUR).sort is Sort.SURVIT


def test_a_deviation_that_changes_nothing_is_an_error() -> None:
    assert pese(_joue("ar-deux-fois", REPROCHE, octets=b"a\n"), TEMOIN, LECTEUR).sort is Sort.SANS_EFFET
    assert not Matrice("1", 1, (), (pese(_joue("ar-deux-fois", octets=b"a\n"), TEMOIN, LECTEUR),)).tient


def test_something_found_where_nothing_is_wrong_fails_the_proof() -> None:
    assert not Matrice("1", 1, ("OC-PCI-NOM : conv.ar_double",), ()).tient
    assert Matrice("1", 1, (), ()).tient
