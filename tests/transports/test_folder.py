"""The folder exchange: files appear whole, come once, and a hostile name or entry stays in its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.profil.echange import ApresReleve, FichierEntier
from harness.profil.nommage import est_nom_simple
from harness.transports.echange import EchangeImpossible, NomPris
from harness.transports.folder import EchangeParDossier, Regles, dossier_local

CODES = ("XVAL", "XTEL", "XDUO")


def prend(echange: EchangeParDossier, a: str = "XVAL") -> list[tuple[str, str, bytes, str]]:
    """Collect, then put aside, as a campaign does."""
    arrivees = echange.releve(a)
    for arrivee in arrivees:
        echange.acquitte(arrivee)
    return [(x.de, x.nom, x.octets, x.refus) for x in arrivees]


@pytest.fixture
def echange(tmp_path: Path) -> EchangeParDossier:
    return dossier_local(tmp_path, CODES, Regles(taille_max=100))


def depose_a_la_main(tmp_path: Path, nom: str, octets: bytes = b"a;b\n") -> Path:
    """A file left by a partner in the direction OC to OI."""
    dossier = tmp_path / "XTEL_vers_XVAL"
    dossier.mkdir(exist_ok=True)
    (dossier / nom).write_bytes(octets)
    return dossier / nom


def test_a_file_goes_from_one_to_the_other_and_only_once(echange: EchangeParDossier) -> None:
    echange.depose("XTEL", "XVAL", "lot.csv", b"a;b\n")
    assert prend(echange, "XTEL") == []
    assert prend(echange) == [("XTEL", "lot.csv", b"a;b\n", "")]
    assert prend(echange) == []


def test_files_come_by_sender_then_by_date_then_by_name(echange: EchangeParDossier, tmp_path: Path) -> None:
    for de, nom, date in (("XTEL", "b.csv", 7), ("XTEL", "a.csv", 7), ("XTEL", "c.csv", 5), ("XDUO", "z.csv", 9)):
        echange.depose(de, "XVAL", nom, b"")
        os.utime(tmp_path / f"{de}_vers_XVAL" / nom, (date, date))
    assert [(a.de, a.nom) for a in echange.releve("XVAL")] == [
        ("XDUO", "z.csv"),
        ("XTEL", "c.csv"),
        ("XTEL", "a.csv"),
        ("XTEL", "b.csv"),
    ]


def test_a_file_being_written_is_not_picked_up(echange: EchangeParDossier, tmp_path: Path) -> None:
    for nom in (".lot.csv.tmp", "lot.csv.tmp", "lot.csv.PART", "lot.filepart"):
        depose_a_la_main(tmp_path, nom)
    assert prend(echange) == []


def test_nothing_partial_is_left_under_the_final_name(echange: EchangeParDossier, tmp_path: Path) -> None:
    echange.depose("XTEL", "XVAL", "lot.csv", b"a;b\n")
    assert [p.name for p in (tmp_path / "XTEL_vers_XVAL").iterdir()] == ["lot.csv"]


def test_a_name_given_again_after_pick_up_is_a_new_file(echange: EchangeParDossier, tmp_path: Path) -> None:
    for octets in (b"1", b"2"):
        depose_a_la_main(tmp_path, "lot.csv", octets)
        assert [octets_lus for _, _, octets_lus, _ in prend(echange)] == [octets]
    assert sorted(p.name for p in (tmp_path / "XTEL_vers_XVAL" / "releves").iterdir()) == ["2_lot.csv", "lot.csv"]


def test_a_name_taken_is_not_overwritten(echange: EchangeParDossier) -> None:
    echange.depose("XTEL", "XVAL", "lot.csv", b"1")
    with pytest.raises(NomPris, match=r"lot\.csv existe déjà"):
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
    echange.acquitte(arrivee)
    assert arrivee.octets == b""
    assert arrivee.refus == "ce n'est pas un fichier ordinaire : il n'est ni lu ni suivi"
    assert secret.read_text() == "secret"
    assert (tmp_path / "XTEL_vers_XVAL" / "releves" / "lien.csv").is_symlink()


def test_a_folder_or_a_pipe_is_told_and_blocks_nothing(echange: EchangeParDossier, tmp_path: Path) -> None:
    depose_a_la_main(tmp_path, "z.csv")
    (tmp_path / "XTEL_vers_XVAL" / "dossier.csv").mkdir()
    os.mkfifo(tmp_path / "XTEL_vers_XVAL" / "tube.csv")
    assert sorted((nom, bool(refus)) for _, nom, _, refus in prend(echange)) == [
        ("dossier.csv", True),
        ("tube.csv", True),
        ("z.csv", False),
    ]


def test_size_is_bounded(echange: EchangeParDossier, tmp_path: Path) -> None:
    depose_a_la_main(tmp_path, "juste.csv", b"x" * 100)
    depose_a_la_main(tmp_path, "trop.csv", b"x" * 101)
    juste, trop = sorted(echange.releve("XVAL"), key=lambda a: a.nom)
    assert (len(juste.octets), juste.refus) == (100, "")
    assert (trop.octets, trop.refus) == (b"", "le fichier dépasse 100 octets : il n'est pas lu")


def test_a_file_stays_until_it_is_in_the_journal(echange: EchangeParDossier, tmp_path: Path) -> None:
    """Collecting moves nothing; a second look does not give it twice; what a crash left is given to the next one."""
    fichier = depose_a_la_main(tmp_path, "lot.csv")
    (arrivee,) = echange.releve("XVAL")
    assert fichier.exists()
    assert echange.releve("XVAL") == ()
    (encore,) = dossier_local(tmp_path, CODES).releve("XVAL")
    assert encore == arrivee
    echange.acquitte(arrivee)
    assert not fichier.exists()
    echange.acquitte(arrivee)


def test_a_delivery_that_the_journal_has_is_put_aside_and_not_given_again(tmp_path: Path) -> None:
    fichier = depose_a_la_main(tmp_path, "lot.csv")
    (arrivee,) = dossier_local(tmp_path, CODES).releve("XVAL")
    reprise = dossier_local(tmp_path, CODES)
    reprise.reprend([arrivee.jeton])
    assert reprise.releve("XVAL") == ()
    assert not fichier.exists()
    depose_a_la_main(tmp_path, "lot.csv", b"autre")
    assert [a.octets for a in reprise.releve("XVAL")] == [b"autre"]


def test_a_file_written_again_before_it_is_put_aside_is_another_delivery(
    echange: EchangeParDossier, tmp_path: Path
) -> None:
    depose_a_la_main(tmp_path, "lot.csv", b"1")
    (premiere,) = echange.releve("XVAL")
    depose_a_la_main(tmp_path, "lot.csv", b"22")
    echange.acquitte(premiere)
    assert [octets for _, _, octets, _ in prend(echange)] == [b"22"]


def test_the_same_file_delivered_twice_is_given_twice(echange: EchangeParDossier, tmp_path: Path) -> None:
    """Whether a duplicate is a fault is for the judge to say: the transport hides none."""
    for _ in range(2):
        depose_a_la_main(tmp_path, "lot.csv", b"x")
        assert [octets for _, _, octets, _ in prend(echange)] == [b"x"]


def test_a_size_that_moves_is_not_whole(tmp_path: Path) -> None:
    montre = [0.0]
    regles = Regles(entier=FichierEntier.TAILLE_STABLE, stable=10, chrono=lambda: montre[0])
    echange = dossier_local(tmp_path, CODES, regles)
    fichier = depose_a_la_main(tmp_path, "lot.csv", b"a;")
    for montre[0], octets in ((0.0, b"a;"), (5.0, b"a;"), (12.0, b"a;b\n"), (20.0, b"a;b\n")):
        if fichier.read_bytes() != octets:
            fichier.write_bytes(octets)
        assert echange.releve("XVAL") == ()
    montre[0] = 22.0
    assert [a.octets for a in echange.releve("XVAL")] == [b"a;b\n"]


def test_a_marker_says_that_a_file_is_whole(tmp_path: Path) -> None:
    echange = dossier_local(tmp_path, CODES, Regles(entier=FichierEntier.MARQUEUR))
    depose_a_la_main(tmp_path, "lot.csv")
    assert echange.releve("XVAL") == ()
    depose_a_la_main(tmp_path, "lot.csv.ok", b"")
    assert [nom for _, nom, _, _ in prend(echange)] == ["lot.csv"]
    assert [p.name for p in (tmp_path / "XTEL_vers_XVAL").iterdir()] == ["releves"]
    echange.depose("XVAL", "XTEL", "cr.csv", b"x")
    assert sorted(p.name for p in (tmp_path / "XVAL_vers_XTEL").iterdir()) == ["cr.csv", "cr.csv.ok"]


def test_files_may_be_deleted_once_they_are_in_the_journal(tmp_path: Path) -> None:
    echange = dossier_local(tmp_path, CODES, Regles(apres=ApresReleve.SUPPRIME))
    fichier = depose_a_la_main(tmp_path, "lot.csv")
    assert len(echange.releve("XVAL")) == 1
    assert fichier.exists()
    assert dossier_local(tmp_path, CODES, Regles(apres=ApresReleve.SUPPRIME)).releve("XVAL") != ()
    assert len(prend(dossier_local(tmp_path, CODES, Regles(apres=ApresReleve.SUPPRIME)))) == 1
    assert list((tmp_path / "XTEL_vers_XVAL").iterdir()) == []


def test_what_was_sent_before_a_crash_is_known(echange: EchangeParDossier) -> None:
    assert not echange.deja_depose("XTEL", "XVAL", "lot.csv", b"1")
    echange.depose("XTEL", "XVAL", "lot.csv", b"1")
    assert echange.deja_depose("XTEL", "XVAL", "lot.csv", b"1")
    assert not echange.deja_depose("XTEL", "XVAL", "lot.csv", b"2")
    prend(echange)
    assert echange.deja_depose("XTEL", "XVAL", "lot.csv", b"1")


@pytest.mark.parametrize(
    "nom",
    [
        "a\nb.csv",
        "=cmd.csv",
        "a:b.csv",
        "é" * 127 + "x",
        "\u202elot.csv",
        "x" * 255,
        "lot.csv ",
        "-rf",
        "..a",
        "\udcff.csv",
    ],
)
def test_a_strange_name_is_read_and_put_aside_where_it_is(echange: EchangeParDossier, tmp_path: Path, nom: str) -> None:
    """A name that a disk can hold; a leading dot hides a file, whoever wrote it."""
    for _ in range(2):
        depose_a_la_main(tmp_path, nom)
        assert [x[1] for x in prend(echange)] == ([] if nom.startswith(".") else [nom])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["XTEL_vers_XVAL"]


def test_a_planted_link_catches_nothing_that_we_write(echange: EchangeParDossier, tmp_path: Path) -> None:
    cible = tmp_path / "cible.txt"
    cible.write_bytes(b"intact")
    (tmp_path / "XTEL_vers_XVAL").mkdir()
    (tmp_path / "XTEL_vers_XVAL" / ".lot.csv.tmp").symlink_to(cible)
    echange.depose("XTEL", "XVAL", "lot.csv", b"x")
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "XTEL_vers_XVAL" / "releves").symlink_to(tmp_path / "ailleurs")
    (arrivee,) = echange.releve("XVAL")
    with pytest.raises(EchangeImpossible, match="est un lien"):
        echange.acquitte(arrivee)
    assert cible.read_bytes() == b"intact"
    assert list((tmp_path / "ailleurs").iterdir()) == []


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EchangeImpossible, match=r"le dossier d'échange .*absent n'existe pas"):
        dossier_local(tmp_path / "absent", CODES)
