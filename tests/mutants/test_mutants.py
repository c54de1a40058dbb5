"""The harness and the naive oracle agree on damaged conversations; a run is reproducible and shrinks what it finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.workbook.compile import charge
from tests.mutants.degats import DEGATS
from tests.mutants.depart import conversations, joue_le_catalogue
from tests.mutants.juges import Jugement
from tests.mutants.moteur import Moteur
from tests.mutants.processus import court
from tests.mutants.recit import raconte, resume
from tests.mutants.tableur import avec, rangees
from tests.oracle.oracle import Avis

CHOIX = " ou ".join(
    ("STOC-PAC-NOM", "STOC-PAC-CHRO-NOM", "OC-PNI-NOM", "STOC-PCI-MES", "OI-PCI-NOM", "MULTI-FIBRE", "LOT-AR-OK",
     "MSG-OC")
)  # fmt: skip


@pytest.fixture(scope="module")
def moteur(tmp_path_factory: pytest.TempPathFactory) -> Moteur:
    dossier = joue_le_catalogue(tmp_path_factory.mktemp("mutants") / "journal", expression=CHOIX)
    return Moteur(conversations(dossier), charge(), "essai")


def test_both_judges_accept_the_conversations_that_mutants_come_from(moteur: Moteur) -> None:
    assert [(c.id, j.desaccord, j.avis.fautes) for c, j in moteur.ecartees] == []
    assert len(moteur.conversations) >= 6


def test_they_agree_on_a_few_hundred_mutants(moteur: Moteur) -> None:
    bilan = moteur.court(range(400))
    assert bilan.desaccords == [], "\n\n".join(raconte(d, moteur.graine) for d in bilan.desaccords)
    assert bilan.nombre == 400
    assert bilan.classes["pris par les deux"] > 120
    assert bilan.classes["conforme pour les deux"] > 60
    assert bilan.classes["l'oracle ne tranche pas"] < 60
    assert bilan.doutes.total() == bilan.classes["l'oracle ne tranche pas"]
    assert bilan.accords + bilan.doutes.total() == bilan.nombre
    assert str(bilan.nombre) in resume(bilan)


def test_several_processes_find_what_one_does(moteur: Moteur, tmp_path: Path) -> None:
    journal = joue_le_catalogue(tmp_path / "journal", expression=CHOIX)
    partage = court(journal, moteur.graine, range(100, 750), 2, arret=20, avance=lambda _: None)
    seul = moteur.court(range(100, 750))
    assert partage.classes == seul.classes
    assert (partage.doutes, partage.par_degat) == (seul.doutes, seul.par_degat)


def test_every_damage_is_drawn(moteur: Moteur) -> None:
    assert {nom for n in range(1500) for nom in moteur.mutant(n).degats} == set(DEGATS)


def test_a_number_draws_the_same_mutant_again(moteur: Moteur) -> None:
    assert [moteur.mutant(n) for n in range(30)] == [moteur.mutant(n) for n in range(30)]
    assert moteur.mutant(1).lots != moteur.mutant(2).lots


def test_a_mutant_is_never_the_conversation_that_it_comes_from(moteur: Moteur) -> None:
    mutants = [moteur.mutant(n) for n in range(200)]
    memes = [
        m.degats
        for m in mutants
        if len(m.degats) == 1 and [x.octets for x in m.lots] == [x.octets for x in m.origine.lots]
    ]
    assert {nom for degats in memes for nom in degats} <= {"lot_renomme"}


def test_a_disagreement_is_shrunk_to_the_files_that_show_it(moteur: Moteur, monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that dislikes one cell: only the line that holds it is left, and the tale says how to replay it."""
    mutant = next(m for n in range(50) if len((m := moteur.mutant(n)).lots) > 4)

    def juge(lots: object, mutant: object) -> Jugement:
        vus = b"".join(x.octets for x in lots)  # type: ignore[attr-defined]
        fautes = ["une faute"] if b";STOC;" in vus or b";OI;" in vus or b";OC;" in vus else []
        return Jugement((), Avis("non conforme" if fautes else "conforme", fautes))

    monkeypatch.setattr(moteur, "juge", juge)
    bilan = moteur.court([mutant.numero])
    assert [len(d.reduit) for d in bilan.desaccords] == [1]
    assert len(rangees(bilan.desaccords[0].reduit[0])) == 2
    assert f"--graine essai --mutant {mutant.numero}" in raconte(bilan.desaccords[0], moteur.graine)


def test_rows_come_back_as_they_were_written(moteur: Moteur) -> None:
    lot = moteur.conversations[0].lots[0]
    assert rangees(avec(lot, rangees(lot))) == rangees(lot)
    assert avec(lot, rangees(lot)).octets == lot.octets
