"""`verifier` on what it should never be given: one French sentence each, the others checked, no traceback."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RACINE = Path(__file__).resolve().parents[2]
BON = RACINE / "fixtures" / "corpus" / "lot.vide" / "conforme-une-commande" / "Cmd_Acces.csv"
ENTETE, LIGNE = BON.read_text(encoding="utf-8").splitlines()
PLAFOND = 160 << 20
"""Peak memory allowed on a 200 MB line, in bytes: under the size of the file, so that it cannot be held whole."""

MESURE = """
import os, sys
fils = os.posix_spawn(sys.executable, sys.argv[1:], os.environ)
print(os.wait4(fils, 0)[2].ru_maxrss, file=sys.stderr)
"""
"""Runs a command and tells its peak memory. The system counts in it that of the process which starts it: here a small
one, not the tests'."""

MAUVAIS: dict[str, tuple[bytes, str, int | None, str]] = {
    "vide": (b"", "lot.vide", None, "un en-tête et au moins une ligne attendus"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "lot.binaire", None, "une image PNG"),
    "binaire": (bytes(range(1, 256)) * 9 + bytes(9), "lot.binaire", None, "octet NUL"),
    "octet-nul": (f"{ENTETE}\n{LIGNE}\n{LIGNE}\0\n".encode(), "lot.binaire", None, "octet NUL à la ligne 3"),
    "utf-16": (f"{ENTETE}\n{LIGNE}\n".encode("utf-16"), "lot.encodage_illisible", None, "texte en UTF-16"),
    "guillemet": (f'{ENTETE}\n{LIGNE}"ouvert\n'.encode(), "ligne.guillemet_ouvert", 2, "un guillemet se ferme"),
    "colonne-double": (
        f"{ENTETE};Etage\n{LIGNE};\n".encode(),
        "lot.colonne_en_double",
        1,
        "une seule colonne de ce nom",
    ),
    "autre-chose": (b"Bonjour,\n\nveuillez trouver le lot ci-joint.\n", "lot.entete_inconnu", 1, "noms de colonnes"),
}
"""Name -> bytes, then the only finding expected: rule, line, and what its sentence says."""


def lance(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    commande = [sys.executable, "-c", "from harness.cli import main; main()", "verifier", *map(str, arguments)]
    return subprocess.run(commande, capture_output=True, text=True, check=False, **options)


def rapport(resultat: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert resultat.stderr == ""
    lu: dict[str, Any] = json.loads(resultat.stdout)
    return lu


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """Every bad file of the table, and a good one that comes last."""
    for nom, (octets, *_) in MAUVAIS.items():
        (tmp_path / f"{nom}.csv").write_bytes(octets)
    (tmp_path / "zzz-bon.csv").write_bytes(BON.read_bytes())
    return tmp_path


def test_each_bad_file_has_its_sentence_and_the_good_one_is_checked(depot: Path) -> None:
    resultat = lance(depot, depot / "absent.csv", "--format", "json")
    lu = rapport(resultat)
    assert {Path(lot["fichier"]).stem: lot["verdict"] for lot in lu["lots"]} == {
        **dict.fromkeys(MAUVAIS, "non_conforme"),
        "absent": "erreur_banc",
        "zzz-bon": "conforme",
    }
    par_fichier = {Path(c["fichier"]).stem: c for c in lu["constats"]}
    assert len(lu["constats"]) == len(MAUVAIS) + 1, "un constat par fichier, et un seul"
    for nom, (_, regle, ligne, dit) in MAUVAIS.items():
        constat = par_fichier[nom]
        assert (constat["regle"], constat["ligne"], constat["gravite"]) == (regle, ligne, "non_conforme"), nom
        assert dit.casefold() in constat["message"].casefold(), nom
        assert constat["section"] == ("§2.6" if nom == "colonne-double" else "§2.3"), nom
    assert par_fichier["absent"]["message"] == "Le fichier n'a pas pu être lu : ce chemin n'existe pas."
    assert resultat.returncode == 1


def test_the_text_names_every_file_and_nothing_goes_to_the_error_stream(depot: Path) -> None:
    resultat = lance(depot)
    assert (resultat.returncode, resultat.stderr) == (1, "")
    for nom, (_, regle, _, dit) in MAUVAIS.items():
        assert f"{nom}.csv" in resultat.stdout
        assert regle in resultat.stdout
        assert dit.casefold() in resultat.stdout.casefold(), nom


@pytest.mark.parametrize("format_", ["html", "junit"])
def test_every_format_reports_every_bad_file(format_: str, depot: Path) -> None:
    sortie = depot.parent / f"rapport-{format_}"
    resultat = lance(depot, "--format", format_, "--sortie", sortie)
    assert (resultat.returncode, resultat.stdout, resultat.stderr) == (1, "", "")
    rendu = sortie.read_text(encoding="utf-8")
    assert not {nom for nom, (_, regle, *_) in MAUVAIS.items() if f"{nom}.csv" not in rendu or regle not in rendu}


def test_a_line_of_200_mb_is_refused_without_being_held(tmp_path: Path) -> None:
    with (tmp_path / "a-longue.csv").open("wb") as flot:
        flot.write(f"{ENTETE}\n".encode())
        for _ in range(50):
            flot.write(b"A" * (4 << 20))
    (tmp_path / "b-bon.csv").write_bytes(BON.read_bytes())
    commande = [
        sys.executable,
        "-c",
        "from harness.cli import main; main()",
        "verifier",
        str(tmp_path),
        "--format",
        "json",
    ]
    mesure = subprocess.run([sys.executable, "-c", MESURE, *commande], capture_output=True, text=True, check=True)
    lu = json.loads(mesure.stdout)
    assert [(Path(c["fichier"]).name, c["regle"]) for c in lu["constats"]] == [("a-longue.csv", "lot.ligne_demesuree")]
    assert "Ligne 2 de plus de 1 Mio" in lu["constats"][0]["message"]
    assert [lot["verdict"] for lot in lu["lots"]] == ["non_conforme", "conforme"]
    unite = 1 if sys.platform == "darwin" else 1024
    assert int(mesure.stderr) * unite < PLAFOND


def test_links_pipes_and_loops_are_told_and_not_followed(tmp_path: Path) -> None:
    depot = tmp_path / "depot"
    (depot / "boucle").mkdir(parents=True)
    (tmp_path / "secret.csv").write_bytes(BON.read_bytes())
    (depot / "dehors.csv").symlink_to(tmp_path / "secret.csv")
    (depot / "casse.csv").symlink_to("nulle-part.csv")
    (depot / "boucle" / "haut").symlink_to("..")
    os.mkfifo(depot / "tube.csv")
    (depot / "zzz-bon.csv").write_bytes(BON.read_bytes())
    resultat = lance(depot, "--format", "json", timeout=60)
    lu = rapport(resultat)
    assert {Path(c["fichier"]).name: c["message"].partition(" : ")[2] for c in lu["constats"]} == {
        "casse.csv": "ce chemin n'existe pas.",
        "dehors.csv": "ce lien mène hors du dossier : il n'est pas suivi.",
        "tube.csv": "ce n'est pas un fichier ordinaire.",
    }
    assert [lot["verdict"] for lot in lu["lots"] if lot["fichier"].endswith("zzz-bon.csv")] == ["conforme"]
    assert lu["phrase"].startswith("3 fichiers n'ont pas pu être lus : aucun partenaire n'est en cause ;")
    assert resultat.returncode == 2


def test_a_folder_without_permission_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    ferme, ouvert = tmp_path / "ferme", tmp_path / "ouvert"
    for dossier in (ferme, ouvert):
        dossier.mkdir()
        (dossier / "Cmd_Acces.csv").write_bytes(BON.read_bytes())
    (ouvert / "interdit.csv").write_bytes(BON.read_bytes())
    (ouvert / "interdit.csv").chmod(0)
    ferme.chmod(0)
    try:
        resultat = lance(ferme, ouvert, "--format", "json", preexec_fn=sans_privilege())
    finally:
        ferme.chmod(0o700)
    lu = rapport(resultat)
    assert {Path(lot["fichier"]).name: lot["verdict"] for lot in lu["lots"]} == {
        "ferme": "erreur_banc",
        "Cmd_Acces.csv": "conforme",
        "interdit.csv": "erreur_banc",
    }
    assert {c["message"] for c in lu["constats"]} == {
        "Le fichier n'a pas pu être lu : lecture impossible (permission refusée)."
    }
    assert resultat.returncode == 2


def sans_privilege() -> Callable[[], None] | None:
    """What makes root obey permissions in the child: it loses the two capabilities that pass over them."""
    if os.geteuid() != 0:
        return None
    if not sys.platform.startswith("linux"):
        pytest.skip("root, et aucun moyen d'obéir aux permissions")
    libc, retire, outrepasse, parcourt = ctypes.CDLL(None, use_errno=True), 24, 1, 2

    def abandonne() -> None:
        for capacite in (outrepasse, parcourt):
            if libc.prctl(retire, capacite, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")

    return abandonne


def test_a_hostile_file_name_breaks_no_report(depot: Path) -> None:
    """Bytes that are no text, an escape sequence, a tag, a line end, a name that looks like an option."""
    noms = (b"\xff\xe9.csv", b"\x1b[31mrouge.csv", b"<script>.csv", b"a\nb.csv", b"-rf.csv")
    dossier = depot / "noms"
    dossier.mkdir()
    for nom in noms:
        (dossier / os.fsdecode(nom)).write_bytes(BON.read_bytes())
    resultat = lance(dossier, "--format", "json")
    assert [lot["verdict"] for lot in rapport(resultat)["lots"]] == ["conforme"] * len(noms)
    texte, page = lance(dossier).stdout, lance(dossier, "--format", "html").stdout
    assert "\x1b" not in texte + page
    assert "a\nb.csv" not in texte
    assert "<script>" not in page
    assert texte.count("rouge.csv") == texte.count("-rf.csv") == 1
