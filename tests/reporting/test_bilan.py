"""Findings are gathered once, counted once, and nothing empty is green."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from harness.judge.results import Gravite, Resultats, Verdict
from harness.protocol.terms import Partie
from harness.reporting.bilan import RESERVE_CLASSEUR, RESERVE_VIDE, dresse
from harness.reporting.ecriture import FORMATS, rend


def test_un_constat_cite_par_plusieurs_listes_est_compte_une_fois(jugement) -> None:
    bilan = dresse(jugement)
    assert len(bilan.constats) == len(jugement.constats) == 6
    assert bilan.par_gravite() == {
        Gravite.NON_CONFORME: 3,
        Gravite.ECART_CONNU: 0,
        Gravite.AVERTISSEMENT: 1,
        Gravite.INTERPRETATION: 1,
        Gravite.INFORMATION: 313,
    }
    assert bilan.fautes() == {Partie.OI: 2, Partie.OC: 1, None: 0}


def test_un_constat_que_seul_un_lot_ou_un_scenario_cite_n_est_pas_perdu(verification, constat) -> None:
    seul = constat(regle="seul.dans_le_lot", fichier=verification.lots[0].fichier)
    lots = (replace(verification.lots[0], constats=(seul,)), *verification.lots[1:])
    bilan = dresse(replace(verification, lots=lots))
    assert [c.regle for c in bilan.constats].count("seul.dans_le_lot") == 1


def test_un_constat_d_echange_est_rattache_au_fichier_qu_il_vise(jugement) -> None:
    bilan = dresse(jugement)
    rang = next(i for i, lot in enumerate(jugement.lots) if lot.fichier.startswith("OIXX_OCYY-CR_MES"))
    assert [bilan.constats[i].regle for i in bilan.constats_des_lots[rang]] == ["cr_mes.avant_mad"]


def test_masquer_ne_confond_pas_deux_constats(verification, constat) -> None:
    deux = tuple(constat(champ="NomClient", valeur=v) for v in ("Odile", "Maela"))
    bilan = dresse(replace(verification, constats=deux, lots=(), vues=()))
    assert [c.valeur for c in bilan.constats] == ["••• (5 caractères)"] * 2


@pytest.mark.parametrize("verdict", list(Verdict))
def test_rien_de_juge_n_est_jamais_vert(identite, verdict: Verdict) -> None:
    resultats = Resultats(identite, verdict, "Tout va bien")
    bilan = dresse(resultats)
    assert bilan.verdict is not Verdict.CONFORME
    assert bilan.code_sortie != 0
    assert RESERVE_VIDE in bilan.reserves()
    assert json.loads(rend(resultats, "json"))["verdict"] != "conforme"
    for format_ in FORMATS:
        assert "ce rapport ne prouve rien" in rend(resultats, format_)


def test_les_memes_reserves_sont_dans_tous_les_formats(jugement) -> None:
    reserves = dresse(jugement).reserves()
    assert RESERVE_CLASSEUR in reserves
    assert jugement.avis[0] in reserves
    for format_ in FORMATS:
        texte = rend(jugement, format_).replace("&#39;", "'")
        assert all(r in texte for r in reserves), format_


def test_avec_le_classeur_officiel_la_reserve_disparait(jugement) -> None:
    officiel = replace(jugement, identite=replace(jugement.identite, classeur_officiel=True))
    assert RESERVE_CLASSEUR not in dresse(officiel).reserves()


def test_sans_phrase_le_verdict_en_a_une(identite, lot, constat) -> None:
    resultats = Resultats(identite, Verdict.CONFORME, "", lots=(lot("a.csv", None, Verdict.CONFORME),))
    assert dresse(resultats).phrase == "Aucun manquement dans ce qui a été exercé ; 1 fichier : 1 conforme."
    averti = replace(resultats, constats=(constat(gravite=Gravite.AVERTISSEMENT),))
    assert dresse(averti).phrase.startswith("Aucun manquement dans ce qui a été exercé, 1 avertissement à confirmer ;")
