"""A profile is read whole or refused in one French sentence that names the key and what was expected."""

from __future__ import annotations

import dataclasses
from datetime import date, time
from pathlib import Path

import pytest

from harness import resources
from harness.network.calendrier import Calendrier, Delai, Zone
from harness.network.circumstances import Circonstance
from harness.network.contract import Contrat, Delais, PriseDeRdv
from harness.profil.contrat import contrat_de
from harness.profil.lecture import ProfilIllisible, charge_profil
from harness.profil.modele import ContratDeclare, DelaisDeclares, Profil
from harness.protocol.terms import Modele, Partie

ENTIER = """
[operateurs]
oi = "XVAL"
oc = "XTEL"
sous_test = "OI"
[contrat]
modes = ["OI", "STOC"]
pni = false
rdv = "flux"
[delais]
ar = "2 heures"
intervention = "2 jours ouvrés"
rdv = "4 jours ouvrés"
[calendrier]
zone = "Alsace-Moselle"
fermetures = [2026-05-15]
ouverture = "08:30"
[echange]
transport = "sftp"
[echange.sftp]
hote = "sftp.example.fr"
utilisateur = "xtel"
mot_de_passe = { variable = "XVAL_SFTP" }
empreinte = "SHA256:uNiVztksCsDhcc0u9e8BrUi34ss0vChwgcUeGT2SrCw"
[donnees.sature]
circonstance = "le PBO du client est saturé"
champs = { CodeAdresseImmeuble = "00123A0107" }
[[ecarts_connus]]
regle = "route.operateur_absent"
raison = "lot 4"
date = 2026-01-05
"""


def ecrit(dossier: Path, texte: str) -> Path:
    chemin = dossier / "profil.toml"
    chemin.write_text(texte, encoding="utf-8")
    return chemin


@pytest.mark.parametrize("nom", ["oi_sous_test.toml", "oc_sous_test.toml"])
def test_the_examples_are_read(nom: str) -> None:
    profil = charge_profil(resources.fixtures("profils", nom))
    assert profil.operateurs.sous_test == nom[:2].upper()
    assert profil.echange.transport is not None
    assert profil.donnees
    assert contrat_de(profil).modes == profil.contrat.modes


def test_a_profile_becomes_the_contract_of_the_world(tmp_path: Path) -> None:
    contrat = contrat_de(charge_profil(ecrit(tmp_path, ENTIER)))
    assert contrat == Contrat(
        modes=(Modele.OI, Modele.STOC),
        pni=False,
        rdv=PriseDeRdv.FLUX,
        delais=Delais(ar=Delai(120), intervention=Delai(jours=2), rdv=4),
        calendrier=Calendrier(Zone.ALSACE_MOSELLE, fermetures=(date(2026, 5, 15),), ouverture=time(8, 30)),
    )


def test_what_is_left_out_is_as_in_the_network(tmp_path: Path) -> None:
    profil = charge_profil(ecrit(tmp_path, '[operateurs]\noi = "XVAL"\noc = "XTEL"\n'))
    du_reseau = Contrat(brassage=Partie.OI, delais=Delais(ar=Delai(1)))
    assert contrat_de(profil, du_reseau) == du_reseau


def test_every_option_of_a_contract_can_be_declared() -> None:
    options = {f.name for f in dataclasses.fields(Contrat)} - {"delais", "calendrier"}
    assert set(ContratDeclare.model_fields) == options
    assert set(DelaisDeclares.model_fields) == {f.name for f in dataclasses.fields(Delais)}


def test_a_profile_remembers_its_file(tmp_path: Path) -> None:
    profil = charge_profil(ecrit(tmp_path, ENTIER))
    assert (profil.nom, profil.dossier, len(profil.sha256)) == ("profil.toml", tmp_path, 64)
    assert profil.donnees["sature"].circonstance is Circonstance.PBO_SATURE


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ('oi = "XVAL"', "", "« operateurs.oi » : cette clé est nécessaire. Code de l'OI, 4 caractères."),
        ('oi = "XVAL"', 'oi = "xval"', "« operateurs.oi » : valeur impossible. Code de l'OI"),
        ('oi = "XVAL"', 'oi = "XTEL"', "« operateurs » : « oi » et « oc » doivent être deux codes différents"),
        ('sous_test = "OI"', 'sous_test = "oi"', "« operateurs.sous_test » : 'OI' ou 'OC' attendu"),
        ('"STOC"', '"STCO"', "« contrat.modes[2] » : 'OI', 'STOC' ou 'OC' attendu"),
        ('["OI", "STOC"]', "[]", "« contrat.modes » : au moins un élément attendu"),
        ("pni = false", 'pni = "non"', "« contrat.pni » : true ou false attendu"),
        ("pni = false", "pnni = false", "« contrat.pnni » : cette clé est inconnue ; peut-être « pni » ?"),
        ('rdv = "flux"', 'rdv = "mail"', "« contrat.rdv » : 'outil' ou 'flux' attendu"),
        ('"2 heures"', '"2h"', "« delais.ar » : « 10 secondes », « 30 minutes », « 2 heures » ou"),
        ('"2 heures"', "120", "« delais.ar » : « 10 secondes », « 30 minutes », « 2 heures » ou"),
        ('"4 jours ouvrés"', '"4 heures"', "« delais.rdv » : « 2 jours ouvrés » attendu"),
        ("[2026-05-15]", '["15 mai"]', "« calendrier.fermetures[1] » : date attendue, AAAA-MM-JJ"),
        ('"08:30"', '"8h30"', "« calendrier.ouverture » : valeur impossible. Heure d'ouverture"),
        ("[calendrier]", "[calandrier]", "« calandrier » : cette clé est inconnue ; peut-être « calendrier » ?"),
        ("[echange.sftp]", "[echange.dossier]", "« echange.dossier.hote » : cette clé est inconnue"),
        ('transport = "sftp"', 'transport = "dossier"', "la section [echange.dossier] est attendue"),
        ('hote = "sftp', 'hotte = "sftp', "« echange.sftp.hotte » : cette clé est inconnue ; peut-être « hote » ?"),
        ('{ variable = "XVAL_SFTP" }', "{}", "« echange.sftp.mot_de_passe » : { variable = "),
        ("empreinte =", "# empreinte =", "une clé d'hôte n'est jamais acceptée d'office"),
        ("mot_de_passe =", "# mot_de_passe =", "« echange.sftp » : « cle » ou « mot_de_passe » attendu"),
        ("le PBO du client est saturé", "le PBO brûle", "« donnees.sature.circonstance » : "),
        ('{ CodeAdresseImmeuble = "00123A0107" }', "{}", "« donnees.sature » : « champs » ou « logement » attendu"),
        ('"00123A0107"', "123", "« donnees.sature.champs.CodeAdresseImmeuble » : texte entre guillemets attendu"),
        ('raison = "lot 4"', "", "« ecarts_connus[1].raison » : cette clé est nécessaire"),
        ("date = 2026-01-05", "date = 2026-01-05\njusqu_au = 2026-01-01", "« jusqu_au » doit suivre « date »"),
        ("[operateurs]", "[operateurs", "n'est pas du TOML : erreur à la ligne 2"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, avant: str, apres: str, attendu: str) -> None:
    assert avant in ENTIER
    with pytest.raises(ProfilIllisible) as e:
        charge_profil(ecrit(tmp_path, ENTIER.replace(avant, apres, 1)))
    assert attendu in str(e.value)
    assert str(tmp_path / "profil.toml") in str(e.value)
    assert "\n" not in str(e.value)


def test_an_empty_profile_is_not_nothing_to_test(tmp_path: Path) -> None:
    with pytest.raises(ProfilIllisible, match="est vide : au moins la section"):
        charge_profil(ecrit(tmp_path, "# rien\n"))


def test_a_folder_or_bytes_are_not_a_profile(tmp_path: Path) -> None:
    with pytest.raises(ProfilIllisible, match="n'est pas un fichier ordinaire"):
        charge_profil(tmp_path)
    (tmp_path / "p.toml").write_bytes(b"oi = '\xff'")
    with pytest.raises(ProfilIllisible, match="n'est pas en UTF-8"):
        charge_profil(tmp_path / "p.toml")


@pytest.mark.parametrize("secret", ["hunter2-azerty"])
def test_a_secret_in_the_text_is_refused_and_not_repeated(tmp_path: Path, secret: str) -> None:
    with pytest.raises(ProfilIllisible) as e:
        charge_profil(ecrit(tmp_path, ENTIER.replace('{ variable = "XVAL_SFTP" }', f'"{secret}"')))
    assert "un secret ne s'écrit pas dans le profil" in str(e.value)
    assert secret not in str(e.value)


def sections(section: type = Profil) -> list[type]:
    """Every section a profile can hold."""
    from harness.profil.lecture import modele_de

    trouvees = [section]
    for champ in section.model_fields.values():  # type: ignore[attr-defined]
        sous = modele_de(champ.annotation)
        trouvees += sections(sous) if sous else []
    return trouvees


def test_every_key_has_its_sentence() -> None:
    for section in sections():
        for nom, champ in section.model_fields.items():  # type: ignore[attr-defined]
            assert champ.description, f"{section.__name__}.{nom}"
            assert champ.description.endswith("."), f"{section.__name__}.{nom}"
