"""`interop-acces jouer`, as a user calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harness.actors.case import Acte, Contexte, Dossier
from harness.campaign import campaign
from harness.campaign.demande import dossier_neuf
from harness.cli import groupe
from harness.exchange.journal import lit_journal
from harness.protocol.terms import Partie

PROFIL = """
[operateurs]
oi = "XVAL"
oc = "XTEL"
sous_test = "OI"
[echange]
transport = "dossier"
[echange.dossier]
racine = "echange"
"""


def jouer(*options: str | Path) -> Result:
    return CliRunner().invoke(groupe, ["jouer", *map(str, options)])


@pytest.fixture(autouse=True)
def ailleurs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Far from the checkout, where the default folder of journals may be made."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def profil(tmp_path: Path) -> Path:
    """A profile whose exchange is a folder that exists."""
    (tmp_path / "echange").mkdir()
    (tmp_path / "profil.toml").write_text(PROFIL, encoding="utf-8")
    return tmp_path / "profil.toml"


def test_the_whole_catalogue_ends_conforme(tmp_path: Path) -> None:
    resultat = jouer("--rapport", tmp_path / "rapport")
    assert resultat.exit_code == 0, resultat.output
    assert "Journal : campagnes/0001" in resultat.stderr
    assert str(tmp_path / "rapport") in resultat.stdout
    assert lit_journal(tmp_path / "campagnes" / "0001").avis == ()
    assert not (tmp_path / ".pytest_cache").exists()


def test_two_runs_do_not_share_a_journal(tmp_path: Path) -> None:
    for _ in range(2):
        assert jouer("--scenarios", "OC-PAC-NOM").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "campagnes").iterdir()) == ["0001", "0002"]
    assert dossier_neuf(tmp_path / "campagnes").name == "0003"


def test_the_same_seed_gives_the_same_run(tmp_path: Path) -> None:
    contenus = []
    for nom in ("un", "deux"):
        resultat = jouer("--journal", tmp_path / nom, "--graine", "7", "--scenarios", "§5.1.4", "--format", "json")
        contenus.append((resultat.stdout, (tmp_path / nom / "journal.jsonl").read_bytes()))
    assert contenus[0] == contenus[1]
    lu = json.loads(contenus[0][0])
    assert [s["verdict"] for s in lu["scenarios"]] == ["conforme"] * 4
    assert jouer("--graine", "8", "--scenarios", "§5.1.4", "--format", "json").stdout != contenus[0][0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--scenarios", "§99"], "« §99 » ne désigne aucun scénario ; le catalogue contient : "),
        (["--scenarios", "et"], "« et » n'est pas attendu"),
        (["--graine", "abc"], "abc"),
    ],
)
def test_a_wrong_use_is_told_in_a_sentence(tmp_path: Path, options: list[str], message: str) -> None:
    resultat = jouer("--journal", tmp_path / "j", *options)
    assert resultat.exit_code == 2
    assert message in resultat.output
    assert "Traceback" not in resultat.output


@pytest.mark.parametrize(
    "options",
    [
        ["jouer", "--scenarios", "(("],
        ["jouer", "--scenarios", "§99"],
        ["jouer", "--classeur", "absent.xlsx"],
        ["jouer", "--sous-test", "oi"],
        ["jouer", "--profil", "absent.toml"],
        ["jouer", "--sous-test", "oi", "--profil", "absent.toml"],
        ["jouer", "--sous-test", "oi", "--profil", "{profil}", "--scenarios", "§99"],
        ["jouer", "--sous-test", "oi", "--profil", "{profil}", "--reponses", "absent.toml"],
        ["simuler", "oc", "--profil", "absent.toml"],
        ["simuler", "oc", "--profil", "{profil}", "--reseau", "absent.toml"],
        ["simuler", "oc", "--profil", "{profil}", "--fait", "il pleut"],
        ["simuler", "oc", "--profil", "{profil}", "--clients", "absent.csv"],
        ["simuler", "oc", "--profil", "{profil}", "--ecart", "inconnu"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("journal", ["", "j"], ids=["par défaut", "nommé"])
def test_a_run_that_is_refused_before_it_begins_leaves_nothing(
    tmp_path: Path, profil: Path, options: list[str], journal: str
) -> None:
    """But the lock of the exchange, which is never removed: whoever waits for it would then hold another."""
    arguments = [o.format(profil=profil) for o in options] + (["--journal", journal] if journal else [])
    resultat = CliRunner().invoke(groupe, arguments)
    assert resultat.exit_code == 2, resultat.output
    assert isinstance(resultat.exception, SystemExit)
    assert {p.name for p in tmp_path.rglob("*")} - {".verrou_interop_XTEL"} == {"echange", "profil.toml"}


def test_the_journals_of_others_stay_when_a_run_is_refused(tmp_path: Path) -> None:
    dossier_neuf(tmp_path / "campagnes")
    assert jouer("--scenarios", "§99").exit_code == 2
    assert [p.name for p in (tmp_path / "campagnes").iterdir()] == ["0001"]


def test_a_choice_of_nothing_names_what_there_is(tmp_path: Path) -> None:
    sortie = jouer("--journal", tmp_path / "j", "--scenarios", "§99").output
    assert {"STOC-PAC-NOM", "OI-PAC-NOM", "OC-PAC-NOM"} <= set(sortie.replace(",", " ").split())


def test_two_commands_started_together_get_a_folder_each(tmp_path: Path) -> None:
    assert [dossier_neuf(tmp_path / "campagnes").name for _ in range(2)] == ["0001", "0002"]


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "j").mkdir()
    (tmp_path / "j" / "notes.txt").write_text("à moi")
    resultat = jouer("--journal", tmp_path / "j")
    assert resultat.exit_code == 2
    assert "n'est pas vide : un journal s'écrit dans un dossier neuf" in resultat.output
    assert (tmp_path / "j" / "notes.txt").read_text() == "à moi"


def test_the_journal_that_was_just_written_is_not_written_over(tmp_path: Path) -> None:
    resultat = jouer("--journal", "j", "--scenarios", "OC-PAC-NOM", "--sortie", "j/journal.jsonl")
    assert resultat.exit_code == 2
    assert "j/journal.jsonl est un fichier que la commande lit : rien n'y sera écrit" in resultat.output
    assert lit_journal(tmp_path / "j").avis == ()


def test_a_crash_of_ours_is_a_harness_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2, « erreur du banc »: never a breach of a party."""

    def plante(dossier: Dossier, ctx: Contexte) -> Acte | None:
        raise RuntimeError("panne voulue")

    monkeypatch.setitem(campaign.DECIDEURS, Partie.OI, plante)  # type: ignore[arg-type]
    resultat = jouer("--journal", tmp_path / "j", "--scenarios", "OC-PAC-NOM", "--format", "json")
    assert resultat.exit_code == 2
    lu = json.loads(resultat.stdout)
    assert lu["verdict"] == "erreur_banc"
    assert [s["verdict"] for s in lu["scenarios"]] == ["erreur_banc"]
    assert not [c for c in lu["constats"] if c["gravite"] == "non_conforme"]


def test_help_and_verifier_do_not_load_what_plays() -> None:
    code = (
        "import sys; sys.argv = ['interop-acces', 'jouer', '--help']\n"
        "from harness.cli import groupe\n"
        "groupe.main(standalone_mode=False)\n"
        "lourds = {'pytest', 'pytest_bdd', 'jinja2', 'openpyxl', 'pandas', 'hypothesis'} & set(sys.modules)\n"
        "assert not lourds, lourds\n"
    )
    fait = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (fait.returncode, fait.stderr) == (0, "")
    assert "--scenarios" in fait.stdout
