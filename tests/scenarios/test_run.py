"""Playing the catalogue inside a campaign: what is chosen is played, and how each scenario ended is journaled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import resources
from harness.actors import oc
from harness.actors.case import Acte, Contexte, Dossier
from harness.campaign import campaign
from harness.campaign.campaign import Campagne, Reglages, ouvre
from harness.campaign.gens import AttenteNonTenue
from harness.campaign.play import Fiche
from harness.campaign.selection import ChoixIllisible
from harness.exchange.entries import EntreeScenario
from harness.exchange.journal import lit_journal
from harness.protocol.terms import Partie
from harness.workbook.compile import charge
from scenarios.plugin import arret
from scenarios.run import joue


@pytest.fixture
def campagne(tmp_path: Path) -> Iterator[Campagne]:
    reglages = Reglages("1", "essai", resources.fixtures("reseaux", "valfibre.toml"))
    with ouvre(tmp_path / "journal", charge(), reglages) as ouverte:
        yield ouverte


def scenarios(tmp_path: Path) -> list[EntreeScenario]:
    return [e for e in lit_journal(tmp_path / "journal").entrees if isinstance(e, EntreeScenario)]


def test_what_is_chosen_is_played_in_the_order_of_the_document(tmp_path: Path, campagne: Campagne) -> None:
    prevus: list[int] = []
    joues: list[bool] = []
    pannes = joue(
        campagne, "STOC-PAC-NOM ou OC-PAC-NOM ou OI-PAC-NOM", prevu=prevus.append, joue=lambda: joues.append(True)
    )
    assert (pannes, prevus, len(joues)) == ((), [3], 3)
    assert [(e.phase, e.id, e.section) for e in scenarios(tmp_path)] == [
        (phase, id_, section)
        for id_, section in (("OI-PAC-NOM", "4.1.1"), ("STOC-PAC-NOM", "5.1.1"), ("OC-PAC-NOM", "6.1.1"))
        for phase in ("debut", "fin")
    ]
    assert {e.titre for e in scenarios(tmp_path)} == {"Cas nominal"}


def test_a_scenario_knows_what_it_says_of_its_world(campagne: Campagne, monkeypatch: pytest.MonkeyPatch) -> None:
    """A party under test is then given the data that was prepared for it."""
    fiches: list[Fiche] = []
    commence = campagne.commence
    monkeypatch.setattr(campagne, "commence", lambda fiche: (fiches.append(fiche), commence(fiche))[1])
    assert joue(campagne, "STOC-PAC-CRKO ou STOC-PAC-NOM") == ()
    dites = {f.id: f.circonstances for f in fiches}
    assert dites == {"STOC-PAC-CRKO": {"le PBO du client est saturé"}, "STOC-PAC-NOM": set()}


def test_nothing_chosen_is_refused(campagne: Campagne) -> None:
    with pytest.raises(ChoixIllisible, match="ne désigne aucun scénario"):
        joue(campagne, "§99")


def test_a_party_that_keeps_silent_stops_its_scenario_only(
    tmp_path: Path, campagne: Campagne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sans_stoc(dossier: Dossier, ctx: Contexte) -> Acte | None:
        return None if len(dossier.messages) > 3 else oc.decide(dossier, ctx)

    monkeypatch.setitem(campaign.DECIDEURS, Partie.OC, sans_stoc)  # type: ignore[arg-type]
    assert joue(campagne, "STOC-PAC-NOM ou STOC-PAC-ARKO") == ()
    fins = {e.id: e for e in scenarios(tmp_path) if e.phase == "fin"}
    assert (fins["STOC-PAC-ARKO"].arret, fins["STOC-PAC-NOM"].arret) == ("", "attente")
    assert fins["STOC-PAC-NOM"].raison == "« l'OC effectue le brassage au PM » : cela n'a pas eu lieu"


def test_a_crash_of_ours_is_said_to_be_ours(
    tmp_path: Path, campagne: Campagne, monkeypatch: pytest.MonkeyPatch
) -> None:
    def plante(dossier: Dossier, ctx: Contexte) -> Acte | None:
        raise KeyError(dossier.reference[:4])

    monkeypatch.setitem(campaign.DECIDEURS, Partie.OI, plante)  # type: ignore[arg-type]
    assert joue(campagne, "STOC-PAC-NOM, OC-PAC-NOM") == ()
    fins = [e for e in scenarios(tmp_path) if e.phase == "fin"]
    assert [e.arret for e in fins] == ["banc", "banc"]
    assert fins[0].raison.startswith("erreur interne : KeyError : 'XTEL' (test_run.py, ligne ")


def test_options_of_other_tests_change_nothing(campagne: Campagne, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "-k rien_du_tout --inconnu")
    monkeypatch.setenv("PYTEST_PLUGINS", "greffon_absent")
    joues: list[bool] = []
    assert joue(campagne, "OC-PAC-NOM", joue=lambda: joues.append(True)) == ()
    assert joues == [True]


def test_nothing_is_said_on_the_screen(campagne: Campagne, capfd: pytest.CaptureFixture[str]) -> None:
    joue(campagne, "OC-PAC-NOM")
    assert capfd.readouterr() == ("", "")


def test_only_an_unmet_sentence_is_not_our_fault() -> None:
    assert arret(AttenteNonTenue("cela n'est pas venu")) == ("attente", "cela n'est pas venu")
    with pytest.raises(AssertionError) as levee:
        raise AssertionError("autre")
    assert arret(levee.value)[0] == "banc"
