"""The folder exchange: files appear whole, come once, and a hostile name or entry stays in its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.transports.folder import Arrivee, EchangeParDossier, est_nom_simple, nom_de_lot


@pytest.fixture
def echange(tmp_path: Path) -> EchangeParDossier:
    return EchangeParDossier(tmp_path, ["XVAL", "XTEL", "XDUO"], taille_max=100)


def depose_a_la_main(tmp_path: Path, nom: str, octets: bytes = b"a;b\n") -> Path:
    """A file left by a partner in the direction OC to OI."""
    dossier = tmp_path / "XTEL_vers_XVAL"
    dossier.mkdir(exist_ok=True)
    (dossier / nom).write_bytes(octets)
    return dossier / nom


def test_a_file_goes_from_one_to_the_other_and_only_once(echange: EchangeParDossier) -> None:
    echange.depose("XTEL", "XVAL", "lot.csv", b"a;b\n")
    assert echange.releve("XTEL") == ()
    assert echange.releve("XVAL") == (Arrivee("XTEL", "lot.csv", b"a;b\n"),)
    assert echange.releve("XVAL") == ()


def test_files_come_by_sender_then_by_name(echange: EchangeParDossier) -> None:
    for de, nom in (("XTEL", "b.csv"), ("XTEL", "a.csv"), ("XDUO", "z.csv")):
        echange.depose(de, "XVAL", nom, b"")
    assert [(a.de, a.nom) for a in echange.releve("XVAL")] == [("XDUO", "z.csv"), ("XTEL", "a.csv"), ("XTEL", "b.csv")]


def test_a_file_being_written_is_not_picked_up(echange: EchangeParDossier, tmp_path: Path) -> None:
    for nom in (".lot.csv.tmp", "lot.csv.tmp", "lot.csv.PART", "lot.filepart"):
        depose_a_la_main(tmp_path, nom)
    assert echange.releve("XVAL") == ()


def test_nothing_partial_is_left_under_the_final_name(echange: EchangeParDossier, tmp_path: Path) -> None:
    echange.depose("XTEL", "XVAL", "lot.csv", b"a;b\n")
    assert [p.name for p in (tmp_path / "XTEL_vers_XVAL").iterdir()] == ["lot.csv"]


def test_a_name_given_again_after_pick_up_is_a_new_file(echange: EchangeParDossier, tmp_path: Path) -> None:
    for octets in (b"1", b"2"):
        depose_a_la_main(tmp_path, "lot.csv", octets)
        assert [a.octets for a in echange.releve("XVAL")] == [octets]
    assert sorted(p.name for p in (tmp_path / "XTEL_vers_XVAL" / "releves").iterdir()) == ["2_lot.csv", "lot.csv"]


def test_a_name_taken_is_not_overwritten(echange: EchangeParDossier) -> None:
    echange.depose("XTEL", "XVAL", "lot.csv", b"1")
    with pytest.raises(FileExistsError):
        echange.depose("XTEL", "XVAL", "lot.csv", b"2")


@pytest.mark.parametrize(
    "nom", ["../x.csv", "/etc/x", "a/b", "..", ".", "", ".cache", "a\\b", "a\0b", "c:x", "x" * 201]
)
def test_a_name_that_leaves_the_folder_is_refused(echange: EchangeParDossier, nom: str) -> None:
    with pytest.raises(ValueError, match="n'est pas un nom de fichier"):
        echange.depose("XTEL", "XVAL", nom, b"")


@given(st.text())
def test_a_simple_name_never_leaves_its_folder(nom: str) -> None:
    if est_nom_simple(nom):
        assert Path("/racine", nom).parent == Path("/racine")
        assert nom not in (".", "..")


def test_a_link_is_never_followed(echange: EchangeParDossier, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (tmp_path / "XTEL_vers_XVAL").mkdir()
    (tmp_path / "XTEL_vers_XVAL" / "lien.csv").symlink_to(secret)
    (arrivee,) = echange.releve("XVAL")
    assert arrivee.octets == b""
    assert arrivee.refus == "ce n'est pas un fichier ordinaire : il n'est ni lu ni suivi"
    assert secret.read_text() == "secret"


def test_a_folder_or_a_pipe_is_told_and_blocks_nothing(echange: EchangeParDossier, tmp_path: Path) -> None:
    depose_a_la_main(tmp_path, "z.csv")
    (tmp_path / "XTEL_vers_XVAL" / "dossier.csv").mkdir()
    os.mkfifo(tmp_path / "XTEL_vers_XVAL" / "tube.csv")
    assert [(a.nom, bool(a.refus)) for a in echange.releve("XVAL")] == [
        ("dossier.csv", True),
        ("tube.csv", True),
        ("z.csv", False),
    ]


def test_size_is_bounded(echange: EchangeParDossier, tmp_path: Path) -> None:
    depose_a_la_main(tmp_path, "juste.csv", b"x" * 100)
    depose_a_la_main(tmp_path, "trop.csv", b"x" * 101)
    juste, trop = echange.releve("XVAL")
    assert (len(juste.octets), juste.refus) == (100, "")
    assert (trop.octets, trop.refus) == (b"", "le fichier dépasse 100 octets : il n'est pas lu")


def test_our_own_names_are_simple() -> None:
    nom = nom_de_lot("XVAL", "XTEL", "CR_Cmd_Acces", "20260105091500", 7)
    assert nom == "XVAL_XTEL_CR_Cmd_Acces_V12_20260105091500_0007.csv"
    assert est_nom_simple(nom)
