"""The terminal text: verdict first, whose fault and where, bounded, and never an order to the terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from harness.reporting.ecriture import rend
from harness.reporting.texte import FICHIERS, GROUPES, PAR_REGLE


def test_le_verdict_et_la_phrase_viennent_d_abord(jugement) -> None:
    premieres = rend(jugement, "texte").splitlines()[:2]
    assert premieres == [
        "Verdict : NON CONFORME",
        "Non conforme : 3 manquements prouvés (OI 2, OC 1) ; 2 scénarios sur 5 ont pu conclure.",
    ]


def test_les_non_exerces_sont_comptes_a_cote_des_conformes(jugement) -> None:
    texte = rend(jugement, "texte")
    assert "5 scénarios : 1 conforme, 1 non conforme, 1 non concluant, 1 non exercé, 1 sans objet" in texte
    assert "7 exigences : 1 conforme, 2 non conformes, 1 non concluante, 2 non exercées, 1 sans objet" in texte


def test_chaque_constat_dit_ligne_champ_attendu_et_observe(verification) -> None:
    texte = rend(verification, "texte")
    assert (
        "La date s'écrit AAAAMMJJ HH:MM.\n          - ligne 2, DateCrCommandePrise, observé : « 16/01/2024 10:02 »"
        in texte
    )
    assert "- ligne 2, NomModulePm N°1, observé : cellule vide" in texte
    assert "[à confirmer : fait déduit]" in texte
    assert "✗ OI, §3.3, cr_cmd.route_absente (1 constat)" in texte


def test_la_faute_precede_le_reste(verification) -> None:
    texte = rend(verification, "texte")
    assert texte.index("À CORRIGER D'ABORD") < texte.index("FICHIERS") < texte.index("RÉSERVES")
    fichiers = texte[texte.index("FICHIERS") :]
    assert fichiers.index("CR_CMD_ACCES") < fichiers.index("-CMD_ACCES_V1.2_20240115")


def test_une_attente_non_tenue_est_dite(jugement) -> None:
    assert "attente non tenue : l'OC envoie un CR_MES_LigneFTTH après le CR MAD (le CR MES est parti avant)" in rend(
        jugement, "texte"
    )


def test_le_nombre_est_borne_et_ce_qui_manque_est_dit(volume) -> None:
    texte = rend(volume(2_000), "texte")
    assert len(texte.splitlines()) < 5 * 40 * (PAR_REGLE + 3)
    assert re.search(r"… et 95 autres$", texte, re.MULTILINE)


def test_les_regles_a_corriger_sont_bornees(verification, constat) -> None:
    constats = tuple(constat(regle=f"r.{i}") for i in range(GROUPES + 1))
    assert "… et 3 autres règles\n" in rend(replace(verification, constats=constats), "texte")


def test_les_fichiers_sont_bornes(verification, lot) -> None:
    premier = verification.lots[1]
    lots = tuple(replace(premier, fichier=f"{i}.csv") for i in range(FICHIERS + 2))
    assert "… et 2 fichiers dans le rapport JSON" in rend(replace(verification, lots=lots), "texte")


def test_aucun_caractere_de_commande_ne_vient_des_donnees(hostile) -> None:
    texte = rend(hostile, "texte")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", texte)
    assert "⟨ESC⟩[31m" in texte
    assert len(texte) < 60_000


def test_la_couleur_ne_vient_que_sur_demande_et_ne_change_pas_le_texte(tout_resultat) -> None:
    sobre, peint = rend(tout_resultat, "texte"), rend(tout_resultat, "texte", couleur=True)
    assert "\x1b" not in sobre
    assert "\x1b[" in peint
    assert re.sub(r"\x1b\[[0-9;]*m", "", peint) == sobre


@pytest.mark.parametrize("regle", ["a.seule"])
def test_un_constat_sans_fichier_est_dit_sur_l_ensemble(verification, constat, regle: str) -> None:
    texte = rend(replace(verification, constats=(constat(regle=regle, fichier="", ligne=None, champ=""),)), "texte")
    assert regle in texte[texte.index("SUR L'ENSEMBLE") :]


def test_une_phrase_commune_n_est_dite_qu_une_fois_et_des_phrases_differentes_toutes(verification, constat) -> None:
    communs = tuple(constat(ligne=n, message="La référence est due") for n in (2, 3))
    texte = rend(replace(verification, constats=communs, lots=verification.lots[2:]), "texte")
    assert texte[texte.index("SUR L'ENSEMBLE") :].count("La référence est due.") == 1
    autres = tuple(constat(ligne=n, message=f"La référence {n} est due", valeur="x") for n in (2, 3))
    texte = rend(replace(verification, constats=autres, lots=verification.lots[2:]), "texte")
    assert "- ligne 3, NomModulePm N°1 : La référence 3 est due. Observé : « x »" in texte
