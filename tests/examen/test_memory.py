"""The allocator is told once, whatever the system: a lot is checked the same before and after."""

from __future__ import annotations

from pathlib import Path

from harness.examen.memory import garde_la_memoire
from harness.examen.verification import Options, verifie_fichier
from harness.workbook.compile import charge

LOT = Path(__file__).resolve().parents[2] / "fixtures/corpus/annexe/conforme-axione/CR_Cmd_Acces.csv"


def test_telling_the_allocator_changes_no_result_and_may_be_done_twice() -> None:
    protocole = charge()
    avant = verifie_fichier(LOT, LOT.name, protocole, Options())
    garde_la_memoire()
    garde_la_memoire()
    assert verifie_fichier(LOT, LOT.name, protocole, Options()) == avant
    assert avant.lignes > 0
