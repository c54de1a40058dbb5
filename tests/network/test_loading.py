"""Networks as files: the ones that ship are whole and invented, a broken one is refused in a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from harness import resources
from harness.network.ground import EtatFibre
from harness.network.loading import ReseauIllisible, charge
from harness.protocol.terms import Partie

RESEAUX = sorted(resources.fixtures("reseaux").glob("*.toml"))
VALFIBRE = resources.fixtures("reseaux", "valfibre.toml")


def test_networks_ship() -> None:
    assert [p.stem for p in RESEAUX] == ["quadrival", "valfibre"]


@pytest.mark.parametrize("chemin", RESEAUX, ids=lambda p: p.stem)
def test_everything_in_a_network_is_invented(chemin: Path) -> None:
    """Phones of the ranges kept for fiction, mail in example.fr, towns outside every department."""
    reseau = charge(chemin).reseau
    for logement in reseau.logements.values():
        assert re.fullmatch(r"(019900|063998)\d{4}", logement.client.telephone)
        assert logement.client.courriel.endswith("@example.fr")
    assert all(a.insee.startswith("00") and a.code_postal.startswith("00") for a in reseau.adresses.values())


@pytest.mark.parametrize("chemin", RESEAUX, ids=lambda p: p.stem)
def test_field_and_system_agree_to_begin_with(chemin: Path) -> None:
    monde = charge(chemin)
    for logement in monde.reseau.logements.values():
        assert monde.terrain.prises.get(logement.id, "") == logement.prise
    for pbo in monde.reseau.pbos.values():
        for fibre in pbo.fibres:
            prise = fibre.id in monde.terrain.raccordees.values()
            assert (monde.terrain.etat(fibre.id) is EtatFibre.OCCUPEE) == (fibre.occupee and not prise)


def test_operators_are_known_by_their_code() -> None:
    assert charge(VALFIBRE).reseau.operateurs == {"XVAL": Partie.OI, "XTEL": Partie.OC, "XDUO": Partie.OC}


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ("ingenierie = 1", "ingenierie = 9", "« ingenierie » va de 1 à 4"),
        ("ingenierie = 1", "ingenierie = true", "« ingenierie » n'a pas une valeur possible"),
        ('nom = "Valfibre"', "", "il manque « nom »"),
        ('nom = "Valfibre"', 'nom = "Valfibre"\nville = "x"', "« ville » est inconnu"),
        ('pm = "FI-00123-VF01"', 'pm = "FI-9"', "pbo « PBO-00123-0001 » : pm « FI-9 » n'existe pas"),
        ('adresse = "00123A0042"', 'adresse = "x"', "logement « neuf » : adresse « x » n'existe pas"),
        ('id = "equipe"', 'id = "neuf"', "logements : « neuf » est en double"),
        ("fibre = 1", "fibre = 99", "« prise » et « fibre » vont ensemble"),
        ('brassage = "OC"', 'brassage = "OX"', "« contrat » : « brassage » n'a pas une valeur possible"),
        ('saturation = "refus"', 'saturation = "?"', "« contrat » : « saturation » n'a pas une valeur possible"),
        ('nom = "Valfibre"', 'nom = "Valfibre', "n'est pas un fichier TOML"),
    ],
)
def test_a_broken_network_is_refused_in_a_sentence(tmp_path: Path, avant: str, apres: str, message: str) -> None:
    chemin = tmp_path / "reseau.toml"
    texte = VALFIBRE.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    with pytest.raises(ReseauIllisible, match=re.escape(message)) as erreur:
        charge(chemin)
    assert str(chemin) in str(erreur.value)


def test_a_missing_or_binary_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReseauIllisible, match="ne peut pas être lu"):
        charge(tmp_path / "absent.toml")
    (tmp_path / "binaire.toml").write_bytes(b"\xff\x00")
    with pytest.raises(ReseauIllisible, match="n'est pas un fichier TOML"):
        charge(tmp_path / "binaire.toml")
