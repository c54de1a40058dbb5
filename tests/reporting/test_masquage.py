"""No personal data leaves in any format unless it was asked for in clear."""

from __future__ import annotations

import html
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.judge.results import VueLot
from harness.protocol.terms import Flux, is_personal
from harness.reporting.ecriture import FORMATS, rend
from harness.reporting.masquage import MASQUE, est_personnelle, masque, masque_texte, masque_valeur, silhouette


@pytest.mark.parametrize(
    "telephone",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06 123 456 78",
        "+33612345678",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "+33(0)612345678",
        "0033612345678",
        "0033 6 12 34 56 78",
        "33 6 12 34 56 78",
        "01 23 45 67 89",
        "+262 692 12 34 56",
        "+32 475 12 34 56",
    ],
)
def test_un_telephone_est_reconnu_sous_ses_ecritures_usuelles(telephone: str) -> None:
    assert masque_texte(f"appeler {telephone}, merci") == f"appeler {MASQUE}, merci"


@pytest.mark.parametrize(
    "courriel", ["maelys@courriel.invalid", "m.q-d+ftth@sous.domaine.invalid", "maëlys@exemple.invalid", "m＠x.invalid"]
)
def test_une_adresse_electronique_est_reconnue(courriel: str) -> None:
    assert masque_texte(f"<{courriel}>;suite") == f"<{MASQUE}>;suite"


@pytest.mark.parametrize(
    "texte",
    [
        "20240115 09:00",
        "01/10/2014 11:06",
        "01-10-2014 11:06",
        "2024-01-15T09:30:00",
        "FI-92040-0441",
        "OI-AB12-CD34",
        "01004",
        "OIXX_OCYY-CMD_ACCES_V1.2_20240115_01.csv",
        "OIXX-FTTH-45099",
        "20240115093015",
        "à l'adresse @ 12",
    ],
)
def test_une_date_ou_une_reference_du_protocole_reste_lisible(texte: str) -> None:
    assert masque_texte(texte) == texte


def _mal_decode(nom: str) -> str:
    return nom.encode("utf-8").decode("latin-1")


def test_une_colonne_personnelle_est_reconnue_quelle_que_soit_sa_graphie(colonnes) -> None:
    noms = {nom for flux in Flux for nom in colonnes(flux)}
    personnels = {nom for nom in noms if is_personal(nom)}
    assert len(personnels) > 10
    for nom in personnels:
        for graphie in (
            nom,
            nom.upper(),
            nom.lower(),
            f" {nom} ",
            f"\ufeff{nom}",
            _mal_decode(nom),
            nom.replace("è", "e"),
        ):
            assert est_personnelle(graphie), graphie
    assert not [nom for nom in noms - personnels if est_personnelle(nom) or est_personnelle(_mal_decode(nom))]


@pytest.mark.parametrize("nom", ["TelephonePortable", "EmailContact", "nom_client", "Courriel"])
def test_une_colonne_inconnue_au_nom_parlant_est_personnelle(nom: str) -> None:
    assert est_personnelle(nom)


def test_une_valeur_masquee_garde_sa_longueur_et_une_vide_reste_vide() -> None:
    assert masque_valeur("NomClient", "Delaroche") == f"{MASQUE} (9 caractères)"
    assert masque_valeur("NomClient", "") == ""
    assert masque_valeur("ReferencePm", "FI-01004-0441") == "FI-01004-0441"


def test_une_ligne_non_decoupee_ne_garde_que_sa_silhouette() -> None:
    assert silhouette("CMD-1;Odile;Ferrandier") == "•••-•;•••••;••••••••••"
    assert silhouette("CMD-1;Odile;Ferrandier", garde_la_cle=True) == "CMD-1;•••••;••••••••••"
    assert masque_valeur("", "CMD-1;Odile;Ferrandier;") == "CMD-1;•••••;••••••••••;"


def test_un_fichier_sans_en_tete_ne_montre_ni_ses_lignes_ni_sa_premiere_ligne(verification) -> None:
    vue = VueLot("inconnu.csv", ("CMD-9", "Ferrandier", "NomClient"), {2: ("CMD-10", "Odile", "Martin")})
    (masquee,) = masque(replace(verification, vues=(vue,))).vues
    assert masquee.entete == ("•••-•", "••••••••••", "NomClient")
    assert masquee.lignes == {2: ("•••-••", "•••••", "••••••")}


@pytest.mark.parametrize(
    ("regle", "champ", "ecrit"),
    [
        ("lot.entete_casse", "Info Cmd Accès 1", "Info Cmd Acce\u0300s 1"),
        ("lot.entete_abime", "Info Cmd Accès 1", "Info Cmd AccŠs 1"),
        ("lot.colonne_absente", "NomClient", "Nom du client"),
        ("lot.colonne_inconnue", "", "Foo"),
        ("lot.colonne_en_double", "PrenomClient", "PrenomClient"),
    ],
)
def test_un_nom_de_colonne_n_est_pas_une_donnee_personnelle(verification, constat, regle, champ, ecrit) -> None:
    """What has to be mended is shown, in the sentence too."""
    fautif = constat(
        regle=regle,
        champ=champ,
        valeur=ecrit,
        ligne=1,
        flux=Flux.CMD_ACCES,
        message=f"{champ}, non {ecrit}.",
    )
    (masque_,) = masque(replace(verification, constats=(fautif,))).constats
    assert (masque_.valeur, masque_.message) == (ecrit, fautif.message)


def test_une_premiere_ligne_qui_n_est_pas_un_en_tete_reste_masquee(verification, constat) -> None:
    def montre(valeur: str) -> str:
        fautif = constat(regle="lot.entete_inconnu", champ="", valeur=valeur, ligne=1, flux=None)
        return masque(replace(verification, constats=(fautif,))).constats[0].valeur

    assert montre("Ferrandier") == "••••••••••"
    assert montre("CMD-1") == "•••-•"
    assert montre("ReferenceCommandeOC") == "ReferenceCommandeOC"
    assert montre("Commentaire") == "Commentaire"


def test_un_en_tete_qui_deborde_sur_des_donnees_reste_masque(verification, constat) -> None:
    """The end of line of the header was lost: its cells go on with those of the first order."""
    cellules = ("CMD-1", "Odile", "Ferrandier", "VALCROIX", "12", "RUE", "N", "COFI", "NomClient")
    constats = tuple(
        constat(regle="lot.colonne_inconnue", champ="", valeur=c, ligne=1, flux=Flux.CMD_ACCES, fichier="f.csv")
        for c in cellules
    )
    vue = VueLot("f.csv", ("ReferenceCommandePriseInterneOC", *cellules), {})
    masques = masque(replace(verification, constats=constats, vues=(vue,)))
    attendus = ("•••-•", "•••••", "••••••••••", "••••••••", "••", "•••", "•", "••••", "NomClient")
    assert tuple(c.valeur for c in masques.constats) == attendus
    assert masques.vues[0].entete == ("ReferenceCommandePriseInterneOC", *attendus)
    sept = masque(replace(verification, constats=constats[:7], vues=(vue,)))
    assert tuple(c.valeur for c in sept.constats) == cellules[:7]


def test_un_second_en_tete_montre_ses_noms_et_rien_d_autre(verification, constat) -> None:
    ligne = "ReferenceCommandePriseInterneOC;Commentaire;Odile;Info Cmd Accès 1;06 12 34 56 78"
    fautif = constat(regle="lot.flux_melanges", champ="", valeur=ligne, ligne=3, flux=Flux.CMD_ACCES)
    (masque_,) = masque(replace(verification, constats=(fautif,))).constats
    assert masque_.valeur == "ReferenceCommandePriseInterneOC;Commentaire;•••••;Info Cmd Accès 1;•• •• •• •• ••"


def test_deux_fichiers_ne_prennent_jamais_le_meme_nom_masque(verification) -> None:
    a, b, *_ = verification.lots
    lots = (replace(a, fichier="0612345678.csv"), replace(b, fichier="0612345679.csv"))
    masques = masque(replace(verification, lots=lots)).lots
    assert [lot.fichier for lot in masques] == ["•••.csv", "•••.csv (2)"]


def test_les_donnees_d_exemple_ne_paraissent_qu_en_clair(jugement, personnelles) -> None:
    for format_ in FORMATS:
        masque_ = rend(jugement, format_)
        assert not [v for v in personnelles.values() if v in masque_ or html.escape(v) in masque_], format_
    clair = rend(jugement, "html", donnees_en_clair=True)
    assert all(html.escape(v) in clair for v in personnelles.values())
    assert personnelles["NomClient"] in rend(jugement, "json", donnees_en_clair=True)


_LETTRES = st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd"))
_SECRETS = st.text(_LETTRES, min_size=5, max_size=20).map(lambda t: f"zq{t}")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    champ=st.sampled_from(
        ["NomClient", "PRENOMCLIENT", "ContactClient1", "Info Cmd Accès 3", "Commentaire", "Message"]
    ),
    secret=_SECRETS,
    courriel=_SECRETS,
    telephone=st.integers(100_000_000, 799_999_999).map(lambda n: f"0{n}"),
)
def test_une_cellule_personnelle_ne_parait_dans_aucun_format(
    jugement, constat, champ: str, secret: str, courriel: str, telephone: str
) -> None:
    """Universal: by column, in an unsplit line, in a file name, in sentences, wherever the four formats look."""
    adresse = f"{courriel}@courriel.invalid"
    lot = jugement.lots[0]
    vue = VueLot(
        lot.fichier,
        ("ReferenceCommandePriseInterneOC", champ, "Inconnue"),
        {2: ("CMD", secret, adresse), 3: (f"CMD;{secret};{telephone}",), 4: ("CMD", secret, "x", secret)},
    )
    fautif = constat(
        fichier=lot.fichier, champ=champ, valeur=secret, message=f"Appeler {secret} au {telephone}", dossier=adresse
    )
    ligne = constat(fichier=lot.fichier, ligne=3, champ="", valeur=f"CMD;{secret};{telephone}")
    etape = replace(jugement.scenarios[0].etapes[4], texte=f"Appel au {telephone}")
    attente = replace(jugement.scenarios[0].attentes[1], texte=f"écrire à {adresse}", raison=telephone)
    scenario = replace(jugement.scenarios[0], etapes=(etape,), attentes=(attente,), raison=adresse, constats=(fautif,))
    resultats = replace(
        jugement,
        phrase=f"Voir {adresse}",
        avis=(f"Voir {telephone}",),
        vues=(vue,),
        constats=(fautif, ligne),
        scenarios=(scenario,),
        lots=(lot, replace(lot, fichier=f"envoi_{telephone}_{adresse}.csv")),
    )
    for format_ in FORMATS:
        texte = rend(resultats, format_)
        for donnee in (secret, courriel, telephone):
            assert donnee not in texte, (format_, donnee)
    assert secret in json.dumps(json.loads(rend(resultats, "json", donnees_en_clair=True)), ensure_ascii=False)


def test_le_rapport_dit_comment_il_masque(tout_resultat) -> None:
    for format_ in FORMATS:
        assert "reconnus par leur motif" in rend(tout_resultat, format_)
        assert "en clair" in rend(tout_resultat, format_, donnees_en_clair=True)


@pytest.mark.parametrize("cellule", ["a" * 1_000_000, "@" * 1_000_000, "0 " * 500_000, "a@" * 500_000, "+3" * 500_000])
def test_une_cellule_geante_est_lue_en_un_temps_raisonnable(cellule: str) -> None:
    """A quadratic pattern would take hours here."""
    assert len(masque_texte(cellule)) <= len(cellule) * 3
