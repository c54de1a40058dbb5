"""From a profile to its transport: folders, rules, and one campaign at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.profil.lecture import charge_profil
from harness.profil.modele import Profil
from harness.protocol.terms import Partie
from harness.transports.echange import EchangeImpossible
from harness.transports.ouverture import ouvre

PROFIL = """
[operateurs]
oi = "XVAL"
oc = "XTEL"
[echange]
transport = "dossier"
fichier_entier = "renommage"
[echange.dossier]
racine = "echange"
vers_oi = "entrants/{oc}"
vers_oc = "sortants"
"""


@pytest.fixture
def profil(tmp_path: Path) -> Profil:
    (tmp_path / "echange").mkdir()
    (tmp_path / "profil.toml").write_text(PROFIL)
    return charge_profil(tmp_path / "profil.toml")


def test_each_party_finds_its_folders(profil: Profil, tmp_path: Path) -> None:
    oi, oc = ouvre(profil, Partie.OI, "a"), ouvre(profil, Partie.OC, "b")
    oc.depose("XTEL", "XVAL", "cmd.csv", b"1")
    oi.depose("XVAL", "XTEL", "ar.csv", b"2")
    assert (tmp_path / "echange" / "entrants" / "XTEL" / "cmd.csv").read_bytes() == b"1"
    assert (tmp_path / "echange" / "sortants" / "ar.csv").read_bytes() == b"2"
    assert [(a.de, a.octets) for a in oi.releve("XVAL")] == [("XTEL", b"1")]
    assert [(a.de, a.octets) for a in oc.releve("XTEL")] == [("XVAL", b"2")]
    oi.ferme()
    oc.ferme()


def test_two_campaigns_on_one_folder_are_refused(profil: Profil) -> None:
    premiere = ouvre(profil, Partie.OI, "la campagne lundi")
    with pytest.raises(EchangeImpossible, match=r"la campagne lundi se sert déjà de .*une seule campagne à la fois"):
        ouvre(profil, Partie.OI, "la campagne mardi")
    premiere.ferme()
    ouvre(profil, Partie.OI, "la campagne mardi").ferme()


def test_a_profile_without_transport_is_told(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('[operateurs]\noi = "XVAL"\noc = "XTEL"\n')
    with pytest.raises(EchangeImpossible, match=r"p\.toml ne dit pas .* « echange\.transport »"):
        ouvre(charge_profil(tmp_path / "p.toml"), Partie.OI, "x")
