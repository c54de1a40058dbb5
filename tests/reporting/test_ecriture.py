"""Reports are pure functions of the judgement, written whole or not at all, and cost nothing until asked for."""

from __future__ import annotations

import errno
import os
import pickle
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from harness.reporting.ecriture import FORMATS, NOMS, EcritureImpossible, ecrit, ecrit_rapport, phrase_du_verdict, rend


def test_les_quatre_rapports_sont_ecrits_et_sont_ceux_que_rend_donne(jugement, tmp_path: Path) -> None:
    chemins = ecrit_rapport(jugement, tmp_path / "a" / "b")
    assert {f: c.name for f, c in chemins.items()} == NOMS
    for format_ in FORMATS:
        assert chemins[format_].read_bytes() == rend(jugement, format_).encode("utf-8")
    assert sorted(p.name for p in (tmp_path / "a" / "b").iterdir()) == sorted(NOMS.values())


def test_rendre_deux_fois_donne_les_memes_octets(tout_resultat) -> None:
    for format_ in FORMATS:
        assert rend(tout_resultat, format_) == rend(tout_resultat, format_)


def test_ni_le_tirage_des_empreintes_ni_l_environnement_ne_changent_un_octet(jugement, tmp_path: Path) -> None:
    """Two processes, two hash seeds, two locales and time zones: the same reports."""
    (tmp_path / "r.pickle").write_bytes(pickle.dumps(jugement))
    code = (
        "import pickle, sys; from pathlib import Path; from harness.reporting.ecriture import ecrit_rapport;"
        "ecrit_rapport(pickle.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]))"
    )
    for graine, fuseau, langue in (("1", "UTC", "C"), ("2", "Pacific/Noumea", "fr_FR.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": graine, "TZ": fuseau, "LC_ALL": langue}
        commande = [sys.executable, "-c", code, str(tmp_path / "r.pickle"), str(tmp_path / graine)]
        subprocess.run(commande, check=True, env=env, timeout=60)
    for nom in NOMS.values():
        assert (tmp_path / "1" / nom).read_bytes() == (tmp_path / "2" / nom).read_bytes()


def test_un_rapport_remplace_l_ancien_sans_laisser_de_trace(tmp_path: Path) -> None:
    cible = tmp_path / "rapport.txt"
    cible.write_text("ancien", encoding="utf-8")
    ecrit("nouveau\n", cible)
    assert cible.read_bytes() == b"nouveau\n"
    assert [p.name for p in tmp_path.iterdir()] == ["rapport.txt"]


def test_un_lien_est_suivi_et_reste_un_lien(tmp_path: Path) -> None:
    (tmp_path / "vrai.txt").write_text("ancien", encoding="utf-8")
    (tmp_path / "vrai.txt").chmod(0o600)
    for nom, cible in (("present", "vrai.txt"), ("absent", "neuf.txt")):
        (tmp_path / nom).symlink_to(cible)
        ecrit(nom, tmp_path / nom)
        assert (tmp_path / nom).is_symlink()
        assert (tmp_path / cible).read_text(encoding="utf-8") == nom
    assert stat.S_IMODE((tmp_path / "vrai.txt").stat().st_mode) == 0o600
    assert {p.name for p in tmp_path.iterdir()} == {"vrai.txt", "neuf.txt", "present", "absent"}


def test_un_tube_recoit_le_rapport_et_reste_un_tube(tmp_path: Path) -> None:
    tube, lus = tmp_path / "tube", []
    os.mkfifo(tube)
    lecteur = threading.Thread(target=lambda: lus.append(tube.read_bytes()))
    lecteur.start()
    ecrit("rapport\n", tube)
    lecteur.join(timeout=60)
    assert lus == [b"rapport\n"]
    assert stat.S_ISFIFO(tube.stat().st_mode)


def test_un_peripherique_n_est_jamais_remplace(tmp_path: Path) -> None:
    """A terminal of ours stands for every device: it takes what is written, and is still one afterwards."""
    maitre, esclave = os.openpty()
    try:
        ecrit("rapport", Path(os.ttyname(esclave)))
        assert os.read(maitre, 100) == b"rapport"
        assert os.isatty(esclave)
        assert stat.S_ISCHR(Path(os.ttyname(esclave)).stat().st_mode)
    finally:
        os.close(maitre)
        os.close(esclave)


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pas de /dev/fd")
def test_un_descripteur_est_ecrit_la_ou_il_en_est(tmp_path: Path) -> None:
    """`>> journal` then `--sortie /dev/fd/N`: what was there stays; `>(…)` gives a pipe by such a name."""
    with (tmp_path / "suite.txt").open("ab") as suite:
        suite.write(b"avant\n")
        suite.flush()
        ecrit("apres\n", Path(f"/dev/fd/{suite.fileno()}"))
    assert (tmp_path / "suite.txt").read_bytes() == b"avant\napres\n"
    lecture, ecriture = os.pipe()
    ecrit("dans le tube", Path(f"/dev/fd/{ecriture}"))
    os.close(ecriture)
    with os.fdopen(lecture, "rb") as tube:
        assert tube.read() == b"dans le tube"
    with pytest.raises(EcritureImpossible, match="une partie du chemin n'existe pas"):
        ecrit("nulle part", Path(f"/dev/fd/{ecriture}"))


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="pas de /dev/fd")
def test_un_tube_que_plus_personne_ne_lit_se_reconnait() -> None:
    lecture, ecriture = os.pipe()
    os.close(lecture)
    with pytest.raises(EcritureImpossible) as levee:
        ecrit("rapport", Path(f"/dev/fd/{ecriture}"))
    os.close(ecriture)
    assert levee.value.errno == errno.EPIPE


def test_des_liens_qui_tournent_en_rond_sont_dits(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(EcritureImpossible, match="ses liens tournent en rond"):
        ecrit("rapport", tmp_path / "a")


def test_un_rapport_qui_ne_peut_etre_ecrit_est_dit_en_une_phrase(verification, tmp_path: Path) -> None:
    obstacle = tmp_path / "fichier"
    obstacle.write_text("", encoding="utf-8")
    with pytest.raises(EcritureImpossible, match=r"^Le rapport .* ne peut pas être écrit : .*dossier\.$"):
        ecrit_rapport(verification, obstacle)


def test_un_dossier_au_nom_du_rapport_est_dit(tmp_path: Path) -> None:
    (tmp_path / "rapport.txt").mkdir()
    with pytest.raises(EcritureImpossible, match=r"un dossier porte ce nom"):
        ecrit("texte", tmp_path / "rapport.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["rapport.txt"]


def test_importer_la_porte_ne_charge_ni_jinja_ni_xml_ni_click() -> None:
    code = (
        "import sys, harness.reporting.ecriture;"
        "print([m for m in ('jinja2', 'click', 'xml', 'openpyxl', 'pandas') if m in sys.modules])"
    )
    sortie = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert sortie.stdout.strip() == "[]"


def test_la_phrase_du_verdict_tient_en_une_ligne_sans_donnee_personnelle(jugement) -> None:
    assert phrase_du_verdict(replace(jugement, phrase="")) == (
        "Non conforme : 3 non-conformités (OI 2, OC 1) ; "
        "5 scénarios : 1 conforme, 1 non conforme, 1 non concluant, 1 non exercé, 1 sans objet ; "
        "7 exigences : 1 conforme, 2 non conformes, 1 non concluante, 2 non exercées, 1 sans objet."
    )
    assert phrase_du_verdict(replace(jugement, phrase="Appeler\n0600000102")) == "Non conforme : Appeler⟨LF⟩•••."


def test_un_format_inconnu_est_refuse_par_son_nom(vide) -> None:
    with pytest.raises(ValueError, match=r"^Format de rapport inconnu : pdf\. Attendu : texte, json, html, junit\.$"):
        rend(vide, "pdf")
