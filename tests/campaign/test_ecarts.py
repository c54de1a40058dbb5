"""The known breaches of a profile, from a campaign facing an OI that forgets a date."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from harness import resources
from harness.campaign.campaign import DEBUT, Face, Reglages, ouvre
from harness.cli import groupe
from harness.examen.jugement import examine_lu
from harness.exchange.journal import lit_journal
from harness.judge.results import EtatEcart, Gravite, Resultats, Verdict
from harness.profil.lecture import charge_profil
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from harness.transports import ouverture
from harness.workbook.compile import charge
from harness.workbook.exigences import charge_exigences
from tests.campaign.partenaire_de_dossier import OiDeDossier
from tests.campaign.test_reprise import FICHE, PROFIL, HorlogeDuPartenaire, _scenario, fermant

REGLE = "champ.obligatoire"
AUTRE = "champ.hors_liste"


class OiMalDate(OiDeDossier):
    """It forgets the date of its AR."""

    def _ar(self, c: dict[str, str]) -> dict[str, str]:
        return {**super()._ar(c), "DateArCommandePrise": ""}


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The nominal scenario of model OC in front of that OI."""
    racine, protocole = tmp_path_factory.mktemp("ecarts"), charge()
    (racine / "echange").mkdir()
    (racine / "profil.toml").write_text(PROFIL, encoding="utf-8")
    profil = charge_profil(racine / "profil.toml")
    horloge = HorlogeDuPartenaire(DEBUT, OiMalDate(racine / "echange", protocole))
    transport = ouverture.ouvre(profil, Partie.OC, "essai")
    reglages = Reglages(
        "1", "essai", resources.fixtures("reseaux", "valfibre.toml"), (Partie.OC,),
        face=Face(profil, Partie.OI, transport), horloge=horloge, reprise={"scenarios": FICHE.id},
    )  # fmt: skip
    with fermant(transport), ouvre(racine / "journal", protocole, reglages) as campagne:
        _scenario(campagne.commence(FICHE))
        campagne.termine(FICHE)
        campagne.acheve()
    return racine / "journal"


def profil_avec(dossier: Path, *ecarts: str) -> Path:
    chemin = dossier / "avec.toml"
    chemin.write_text(PROFIL + "".join(f"[[ecarts_connus]]\n{e}\n" for e in ecarts), encoding="utf-8")
    return chemin


def entree(regle: str = REGLE, scenario: str = FICHE.id, jusqu_au: str = "2026-06-30") -> str:
    return (
        f'regle = "{regle}"\nscenario = "{scenario}"\nraison = "dates au lot 4"\ndate = 2026-01-02\n'
        f"jusqu_au = {jusqu_au}\n"
    )


def juge(journal: Path, protocole: Protocole, chemin: Path, simules: tuple[Partie, ...] = (Partie.OC,)) -> Resultats:
    lu = lit_journal(journal)
    lu = replace(lu, entete=replace(lu.entete, simules=simules))
    return examine_lu(lu, protocole, charge_exigences(), profil=charge_profil(chemin)).resultats


def test_without_the_entry_the_breach_condemns(journal: Path, protocole: Protocole, tmp_path: Path) -> None:
    resultats = juge(journal, protocole, profil_avec(tmp_path))
    assert resultats.verdict is Verdict.NON_CONFORME
    fautes = {c.regle for c in resultats.constats if c.gravite is Gravite.NON_CONFORME}
    assert fautes == {REGLE}


def test_with_it_everything_says_that_it_is_known(journal: Path, protocole: Protocole, tmp_path: Path) -> None:
    resultats = juge(journal, protocole, profil_avec(tmp_path, entree()))
    assert resultats.verdict is Verdict.ECART_CONNU
    assert [(s.verdict, s.raison) for s in resultats.scenarios] == [(Verdict.ECART_CONNU, "dates au lot 4")]
    assert {c.admis for c in resultats.constats if c.gravite is Gravite.ECART_CONNU} == {"dates au lot 4"}
    assert Verdict.ECART_CONNU in {lot.verdict for lot in resultats.lots}
    assert Verdict.ECART_CONNU in {e.verdict for e in resultats.exigences}
    assert [(e.etat, e.constats) for e in resultats.ecarts] == [(EtatEcart.CONSTATE, 1)]


def test_a_breach_of_the_side_that_the_harness_plays_is_never_admitted(
    journal: Path, protocole: Protocole, tmp_path: Path
) -> None:
    chemin = profil_avec(tmp_path, entree())
    assert juge(journal, protocole, chemin, simules=(Partie.OI,)).verdict is Verdict.NON_CONFORME


@pytest.mark.parametrize(
    ("ecart", "etat", "code"),
    [
        (entree(), EtatEcart.CONSTATE, 0),
        (entree(jusqu_au="2026-01-03"), EtatEcart.EXPIRE, 1),
        (entree(scenario="STOC-PAC-NOM"), EtatEcart.NON_RENCONTRE, 1),
        (entree(scenario=""), EtatEcart.CONSTATE, 0),
        (entree() + "[[ecarts_connus]]\n" + entree(regle=AUTRE), EtatEcart.CONSTATE, 1),
    ],
    ids=["known", "its time is over", "another scenario", "any scenario", "and one that is gone"],
)
def test_the_command_ends_as_the_profile_says(
    journal: Path, tmp_path: Path, ecart: str, etat: EtatEcart, code: int
) -> None:
    commande = ["juger", str(journal), "--profil", str(profil_avec(tmp_path, ecart)), "--format", "json"]
    sortie = CliRunner().invoke(groupe, commande)
    contenu = json.loads(sortie.stdout)
    assert (sortie.exit_code, contenu["code_sortie"], contenu["ecarts_connus"][0]["etat"]) == (code, code, etat)
    if etat is EtatEcart.EXPIRE:
        assert any("n'est plus admis depuis le 03/01/2026" in r for r in contenu["reserves"])


def test_an_entry_that_is_gone_is_said_in_one_sentence(journal: Path, tmp_path: Path) -> None:
    profil = profil_avec(tmp_path, entree(), entree(regle=AUTRE))
    sortie = CliRunner().invoke(groupe, ["juger", str(journal), "--profil", str(profil)])
    phrase = f"L'écart connu « {AUTRE} » (scénario OC-PAC-NOM) n'a plus lieu : retirez-le du profil"
    assert (sortie.exit_code, phrase in sortie.stdout) == (1, True)


def test_no_form_of_the_report_hides_it(journal: Path, tmp_path: Path) -> None:
    profil, dossier = profil_avec(tmp_path, entree()), tmp_path / "rapport"
    commande = ["juger", str(journal), "--profil", str(profil), "--rapport", str(dossier)]
    sortie = CliRunner().invoke(groupe, commande)
    assert (sortie.exit_code, sortie.stdout.split(" : ")[0]) == (0, "Écart connu")
    for nom in ("rapport.html", "rapport.txt", "rapport.junit.xml", "rapport.json"):
        texte = (dossier / nom).read_text(encoding="utf-8")
        assert REGLE in texte
        assert "dates au lot 4" in texte
    suites = {s.get("name"): s for s in ET.parse(dossier / "rapport.junit.xml").getroot()}
    (cas,) = suites["scenarios"]
    assert "dates au lot 4" in (cas.find("skipped").get("message") or "")  # type: ignore[union-attr]
    (ensemble,) = suites["verdict"].findall("testcase")
    assert [e.tag for e in ensemble if e.tag in ("failure", "error", "skipped")] == []
    proprietes = {p.get("name"): p.get("value") for p in suites["verdict"].iter("property")}
    assert proprietes["ecart_connu"] == (
        f"{REGLE} (OC-PAC-NOM), 1 constat : constaté. Admis le 02/01/2026 jusqu'au 30/06/2026 : dates au lot 4."
    )
