"""The folder exchange: files appear whole, come once, and a hostile name or entry stays in its folder."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.profil.echange import ApresReleve, FichierEntier
from harness.profil.nommage import est_nom_simple
from harness.transports.echange import EchangeImpossible, NomPris
from harness.transports.folder import EchangeParDossier, Regles, dossier_local
from harness.transports.local import VolumeLocal
from harness.transports.volume import Vu

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


def test_the_date_need_not_tell_two_deliveries_apart(echange: EchangeParDossier, tmp_path: Path) -> None:
    """Servers date files to the second: same name, same size, same second, other bytes."""
    os.utime(depose_a_la_main(tmp_path, "lot.csv", b"1"), (7, 7))
    (premiere,) = echange.releve("XVAL")
    os.utime(depose_a_la_main(tmp_path, "lot.csv", b"2"), (7, 7))
    echange.acquitte(premiere)
    assert [octets for _, _, octets, _ in prend(echange)] == [b"2"]


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


@contextmanager
def disque_plein(octets: int) -> Iterator[None]:
    """No file of ours may grow beyond a size meanwhile: not even the one that the tests may be told to."""
    avant = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, avant[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, avant)


def test_a_full_disk_leaves_nothing_half_written(echange: EchangeParDossier, tmp_path: Path) -> None:
    with (
        disque_plein(1000),
        pytest.raises(EchangeImpossible, match=r"lot\.csv.*: fichier trop gros pour ce disque") as e,
    ):
        echange.depose("XTEL", "XVAL", "lot.csv", b"x" * 2000)
    assert e.value.passager
    assert list((tmp_path / "XTEL_vers_XVAL").iterdir()) == []
    echange.depose("XTEL", "XVAL", "lot.csv", b"x" * 2000)
    assert (tmp_path / "XTEL_vers_XVAL" / "lot.csv").stat().st_size == 2000


def test_a_file_that_the_journal_could_not_keep_is_still_there(tmp_path: Path) -> None:
    """Our disk is full when it comes: nothing is lost, it is taken once there is room."""
    (tmp_path / "echange").mkdir()
    fichier = depose_a_la_main(tmp_path / "echange", "lot.csv", b"x" * 2000)
    echange = dossier_local(tmp_path / "echange", CODES)
    (arrivee,) = echange.releve("XVAL")
    with (tmp_path / "lot").open("wb", buffering=0) as journal, disque_plein(1000):
        assert journal.write(arrivee.octets) == 1000  # what a system does at the edge
        with pytest.raises(OSError, match="File too large"):
            journal.write(b"x")
    echange.ferme()
    assert fichier.stat().st_size == 2000
    assert [a.octets for a in dossier_local(tmp_path / "echange", CODES).releve("XVAL")] == [b"x" * 2000]


@pytest.fixture
def sans_privilege() -> Iterator[None]:
    """Permissions stop root too, for the time of a test."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, sans_privilege: None) -> None:
    racine = Path(tempfile.mkdtemp())
    try:
        depot = racine / "XTEL_vers_XVAL"
        depot.mkdir()
        (depot / "lot.csv").write_bytes(b"1")
        depot.chmod(0o555)
        echange = dossier_local(racine, CODES)
        with pytest.raises(EchangeImpossible, match=r"XTEL_vers_XVAL.*: permission refusée"):
            echange.depose("XTEL", "XVAL", "cmd.csv", b"1")
        (arrivee,) = echange.releve("XVAL")
        with pytest.raises(EchangeImpossible, match=r"XTEL_vers_XVAL.*: permission refusée"):
            echange.acquitte(arrivee)
        assert echange.releve("XVAL") == ()  # it was given, and is not given again while it cannot be put aside
        depot.chmod(0o000)
        with pytest.raises(EchangeImpossible, match=r"XTEL_vers_XVAL.*: permission refusée"):
            echange.releve("XVAL")
    finally:
        depot.chmod(0o755)
        shutil.rmtree(racine)


def test_the_order_is_that_of_the_dates_even_when_a_clock_went_back(echange: EchangeParDossier, tmp_path: Path) -> None:
    """A file that seems older than one already taken is taken all the same."""
    os.utime(depose_a_la_main(tmp_path, "2.csv"), (2_000_000_000, 2_000_000_000))
    assert [x[1] for x in prend(echange)] == ["2.csv"]
    os.utime(depose_a_la_main(tmp_path, "1.csv"), (1_000, 1_000))
    assert [x[1] for x in prend(echange)] == ["1.csv"]


def test_empty_truncated_and_mixed_files_are_carried_as_they_are(echange: EchangeParDossier, tmp_path: Path) -> None:
    """What they are worth is for the judge to say; the transport hides and mends nothing."""
    lots = {"a.csv": b"", "b.csv": b"A;B\n1;2\n3", "c.csv": b"A;B\n1;2\nC;D\n3;4\n"}
    for nom, octets in lots.items():
        depose_a_la_main(tmp_path, nom, octets)
    assert {nom: octets for _, nom, octets, _ in prend(echange)} == lots


class VolumeCapricieux(VolumeLocal):
    """A disk that fails in the middle of a collection, as a server does when its line is cut."""

    pannes = 0

    def lit(self, chemin: str, limite: int) -> bytes:
        self.pannes -= 1
        if self.pannes == 0:
            raise EchangeImpossible("coupé", passager=True)
        return super().lit(chemin, limite)


def test_a_cut_in_the_middle_of_a_collection_loses_nothing(tmp_path: Path) -> None:
    """What had been read before the cut was not given: it comes again with the rest."""
    for nom in ("a.csv", "b.csv", "c.csv"):
        depose_a_la_main(tmp_path, nom)
    volume = VolumeCapricieux(tmp_path)
    echange = EchangeParDossier(volume, CODES)
    volume.pannes = 2
    with pytest.raises(EchangeImpossible):
        echange.releve("XVAL")
    assert sorted(x[1] for x in prend(echange)) == ["a.csv", "b.csv", "c.csv"]


def test_no_more_is_read_at_a_time_than_fits(echange: EchangeParDossier, tmp_path: Path) -> None:
    for nom in ("a.csv", "b.csv", "c.csv", "d.csv"):
        depose_a_la_main(tmp_path, nom, b"x" * 60)
    assert [len(prend(echange)), len(prend(echange)), len(prend(echange))] == [2, 2, 0]


class VolumeMenteur(VolumeLocal):
    """A server whose listing names what is not in the folder."""

    def liste(self, dossier: str) -> list[Vu]:
        return [Vu(nom, 6, 1) for nom in ("../secret", "/etc/passwd", "..", "a\0b", "x" * 300)]

    def lit(self, chemin: str, limite: int) -> bytes:
        raise AssertionError(f"lu : {chemin}")

    def renomme(self, avant: str, apres: str) -> None:
        raise AssertionError(f"renommé : {avant}")


def test_a_listing_that_lies_leads_nowhere(tmp_path: Path) -> None:
    echange = EchangeParDossier(VolumeMenteur(tmp_path), CODES[:2])
    arrivees = echange.releve("XVAL")
    assert {(a.octets, a.refus) for a in arrivees} == {
        (b"", "ce nom ne peut pas être celui d'un fichier : il n'est ni lu ni suivi")
    }
    for arrivee in arrivees:
        echange.acquitte(arrivee)


def test_a_folder_that_goes_away_is_not_an_empty_one(tmp_path: Path) -> None:
    """A disk that is unmounted for a while: told, not written beside, and found again."""
    (tmp_path / "monte").mkdir()
    echange = dossier_local(tmp_path / "monte", CODES)
    (tmp_path / "monte").rename(tmp_path / "ailleurs")
    for geste in (lambda: echange.releve("XVAL"), lambda: echange.depose("XVAL", "XTEL", "a.csv", b"1")):
        with pytest.raises(EchangeImpossible, match="n'est plus là") as e:
            geste()
        assert e.value.passager
    assert not (tmp_path / "monte").exists()
    (tmp_path / "ailleurs").rename(tmp_path / "monte")
    assert echange.releve("XVAL") == ()


class VolumePresse(VolumeLocal):
    """A disk on which a partner leaves three files while the folder is first listed: only the second one is seen."""

    listes = 0

    def liste(self, dossier: str) -> list[Vu]:
        self.listes += 1
        for rang, nom in enumerate(("rate.csv", "vu.csv", "apres.csv") if self.listes == 1 else ()):
            chemin = depose_a_la_main(Path(self.depot), nom)
            os.utime(chemin, (1_000 + rang, 1_000 + rang))
        return [v for v in super().liste(dossier) if self.listes > 1 or v.nom == "vu.csv"]


def test_a_file_missed_by_a_listing_is_not_read_after_a_later_one(tmp_path: Path) -> None:
    echange = EchangeParDossier(VolumePresse(tmp_path), CODES[:2])
    assert [nom for _, nom, _, _ in prend(echange)] == ["rate.csv", "vu.csv"]
    assert [nom for _, nom, _, _ in prend(echange)] == ["apres.csv"]
