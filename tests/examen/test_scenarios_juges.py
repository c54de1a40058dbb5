"""Which scenario a file counts in: the one that runs, or the one of its order when it comes once that is over."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

from harness.campaign.campaign import Reglages, ouvre
from harness.examen.jugement import juge
from harness.exchange.entries import EntreeDossier, EntreeFin, EntreeScenario
from harness.exchange.journal import Journal
from harness.exchange.lecture_journal import NOM
from harness.judge.results import Resultats, Verdict
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from harness.reporting import rend
from harness.resources import fixtures
from scenarios.run import joue
from tests.exchange.test_journal import ENTETE

LOTS = fixtures("corpus", "conv.ar_double", "ecart-deux-ar")
REFERENCE = (LOTS / "01-Cmd_Acces.csv").read_text(encoding="utf-8").splitlines()[1].partition(";")[0]


def ecrit(dossier: Path, suite: str, protocole: Protocole, *, acheve: bool = True) -> Resultats:
    """A journal in a line: `A` begins a scenario, `a` ends it, `=` gives it the order, a figure is a lot."""
    entete = replace(ENTETE, classeur_sha256=protocole.empreinte)
    with Journal(dossier, entete, synchrone=False) as journal:
        for rang, signe in enumerate(suite):
            instant, scenario = f"2026-01-06T10:{rang:02d}:00", signe.upper()
            if signe == "=":
                journal.ecrit(EntreeDossier("?", REFERENCE))
            elif signe.isdigit():
                (chemin,) = LOTS.glob(f"0{signe}-*.csv")
                de, a = ("XTEL", "XVAL") if signe == "1" else ("XVAL", "XTEL")
                emetteur = Partie.OC if signe == "1" else Partie.OI
                journal.ecrit_lot(chemin.read_bytes(), chemin.name, emetteur, de, a, instant)
            else:
                phase = "debut" if signe.isupper() else "fin"
                journal.ecrit(EntreeScenario(phase, scenario, "3", f"scénario {scenario}", instant))
        if acheve:
            journal.ecrit(EntreeFin("2026-01-06T11:00:00"))
    return juge(dossier, protocole, ())


def constats(lus: Resultats) -> dict[str, list[str]]:
    return {s.id: [c.regle for c in s.constats if c.regle == "conv.ar_double"] for s in lus.scenarios}


def test_a_late_file_counts_in_the_scenario_of_its_order(tmp_path: Path, protocole: Protocole) -> None:
    lus = ecrit(tmp_path / "j", "A1=2aB3b", protocole)
    assert constats(lus) == {"A": ["conv.ar_double"], "B": []}
    verdicts = {s.id: str(s.verdict) for s in lus.scenarios}
    assert verdicts == {"A": "non_conforme", "B": "non_exerce"}
    assert [e.fichier for e in lus.scenarios[0].etapes] == ["0001_01-Cmd_Acces.csv", "0002_02-AR_Cmd_Acces.csv",
                                                            "0003_03-AR_Cmd_Acces.csv"]  # fmt: skip


def test_between_two_scenarios_or_after_the_last_as_well(tmp_path: Path, protocole: Protocole) -> None:
    assert constats(ecrit(tmp_path / "j", "A1=2a3Bb", protocole)) == {"A": ["conv.ar_double"], "B": []}
    assert constats(ecrit(tmp_path / "k", "A1=2a3", protocole)) == {"A": ["conv.ar_double"]}


def test_a_reference_used_again_is_that_of_the_scenario_under_way(tmp_path: Path, protocole: Protocole) -> None:
    lus = ecrit(tmp_path / "j", "A1=aB=23b", protocole)
    assert constats(lus) == {"A": [], "B": ["conv.ar_double"]}


def test_a_run_that_was_cut_between_two_scenarios_is_not_green(tmp_path: Path, protocole: Protocole) -> None:
    """What was asked for is not known to have been played: every scenario of the journal may be fine."""
    journal = tmp_path / "journal"
    with ouvre(journal, protocole, Reglages("1", "essai", fixtures("reseaux", "valfibre.toml"))) as campagne:
        assert not joue(campagne, "STOC-PAC-NOM")
        campagne.acheve()
    entier = juge(journal, protocole, ())
    assert (entier.verdict, entier.inacheve) == (Verdict.CONFORME, False)
    lignes = (journal / NOM).read_bytes().splitlines(keepends=True)
    (journal / NOM).write_bytes(b"".join(lignes[:-1]))
    coupe = juge(journal, protocole, ())
    assert [s.verdict for s in coupe.scenarios] == [Verdict.CONFORME]
    assert (coupe.verdict, coupe.inacheve) == (Verdict.NON_CONCLUANT, True)
    assert rend(coupe, "texte").splitlines()[1].startswith("La campagne n'est pas allée à son terme ; 1 scénario :")
    cas = ET.fromstring(rend(coupe, "junit")).find("testsuite/testcase")
    assert cas is not None
    assert cas.find("error") is not None


def test_a_cut_run_hides_no_breach(tmp_path: Path, protocole: Protocole) -> None:
    lus = ecrit(tmp_path / "j", "A1=23a", protocole, acheve=False)
    assert lus.verdict is Verdict.NON_CONFORME
    assert rend(lus, "texte").splitlines()[1].startswith("La campagne n'est pas allée à son terme ; 1 non-conformité")
