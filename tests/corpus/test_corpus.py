"""The corpus against the judge: lots written by hand from the document yield the findings their authors named.

An oracle that reads no table of the protocol: when the two disagree, the document says who is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from harness.judge.registry import REGLES, Portee
from tests.corpus.cas import ANNEXE, Cas, attendu, cas, juge

TOUS = cas()
GENRES = ("conforme", "ecart")
SANS_TEMOIN = {"conv.autre_lecture"}
"""Rules that only speak to note what is unusual: they keep quiet on the rest, and prove nothing by it."""

A_ECRIRE = {
    "annulation.cr_anterieur",
    "annulation.mal_qualifiee",
    "annulation.rdv_non_rappele",
    "annulation.sans_reponse",
    "ar.absent",
    "ar.fichier_illisible",
    "ar.ok_malgre_defaut",
    "conv.apres_annulation",
    "conv.ar_double",
    "conv.cr_annulation_sans_demande",
    "conv.cr_mad_repete",
    "conv.cr_mes_malgre_echec",
    "conv.cr_stoc_sans_commande",
    "conv.financement_change",
    "conv.financement_non_tranche",
    "conv.hotline_attendue",
    "conv.hotline_non_convenue",
    "conv.livraison_sans_pose",
    "conv.mise_en_service_sans_livraison",
    "conv.nombre_de_fibres_change",
    "conv.notif_a_chaud_absente",
    "conv.pm_different",
    "conv.pose_non_redemandee",
    "conv.pose_redemandee",
    "conv.prise_commandee",
    "conv.prise_initiale",
    "conv.racc_ko_de_l_oi",
    "conv.racc_ko_hors_fenetre",
    "conv.reprov_non_envoyee",
    "conv.route_non_donnee",
    "conv.stoc_sur_prise_existante",
    "conv.type_de_reprovisionnement",
    "ecrasement.commande_inconnue",
    "ecrasement.mauvais_destinataire",
    "ecrasement.non_notifie",
    "ecrasement.operateur_nomme",
    "ecrasement.premature",
    "observation.demande_apres_refus",
    "observation.report_refuse",
    "observation.route_notifiee",
    "rdv.annulation_sans_rdv",
    "rdv.commande_sur_rdv_perdu",
    "rdv.creneau_non_rappele",
    "rdv.creneaux_non_apparies",
    "rdv.hors_modele_oi",
    "rdv.identifiant_change",
    "rdv.modification_sans_rdv",
    "rdv.reference_reutilisee",
    "rdv.reponse_sans_demande",
    "rdv.sans_reponse",
}
"""Rules that still wait for their folders, named so that the debt is seen; it can only be paid."""

LIGNES_MAX = 5
"""Physical lines of a lot, header included: what a reader takes in at a glance."""


def manques(portees: Mapping[str, Portee], tous: Iterable[Cas]) -> set[tuple[str, str]]:
    """The (rule, kind) that no folder shows. Nothing can break an observation: it only notes what is permitted."""
    vus = {(c.groupe, c.genre) for c in tous}
    dus = {(r, g) for r in portees for g in GENRES if not (r.startswith("observation.") and g == "ecart")}
    return dus - vus


def test_every_rule_has_a_folder_it_accepts_and_one_it_catches() -> None:
    portees = {r.id: r.portee for r in REGLES.values()}
    manquants = manques(portees, TOUS)
    assert {r for r, _ in manquants} == A_ECRIRE, "dossiers à écrire dans fixtures/corpus/<règle>/"


def test_a_new_rule_without_folders_is_missed() -> None:
    assert manques({"champ.inventee": Portee.CHAMP}, TOUS) == {("champ.inventee", g) for g in GENRES}
    assert manques({"observation.inventee": Portee.OBSERVATION}, TOUS) == {("observation.inventee", "conforme")}


def test_every_folder_is_named_for_a_rule_that_exists() -> None:
    orphelins = {c.nom for c in TOUS if c.groupe not in REGLES and c.groupe != ANNEXE}
    assert not orphelins
    assert not {c.nom for c in TOUS if c.genre not in GENRES}
    assert {c.dossier.name for c in TOUS if c.groupe == ANNEXE} == {"conforme-axione", "ecart-orange"}


@pytest.mark.parametrize("cas_", TOUS, ids=lambda c: c.nom)
def test_the_findings_are_those_the_author_named(cas_: Cas) -> None:
    """Rule, gravity, file, line, field and party of each, no other one, and the verdict."""
    voulu, trouve = attendu(cas_), juge(cas_)
    assert trouve.constats == voulu.constats
    assert trouve.verdict == voulu.verdict
    assert trouve.sections, "un constat sans § ou sans phrase"


@pytest.mark.parametrize("cas_", [c for c in TOUS if c.groupe != ANNEXE], ids=lambda c: c.nom)
def test_a_folder_shows_the_rule_it_is_named_for(cas_: Cas) -> None:
    """A folder that the rule accepts has a witness: the rule met there what it judges."""
    trouvees = {c[0] for c in juge(cas_).constats}
    if cas_.genre == "ecart":
        assert cas_.groupe in trouvees
    else:
        assert cas_.groupe not in trouvees
        assert (cas_.groupe in juge(cas_).exercees) is (cas_.groupe not in SANS_TEMOIN)


@pytest.mark.parametrize("cas_", TOUS, ids=lambda c: c.nom)
def test_a_folder_holds_small_lots_and_what_is_expected_of_them(cas_: Cas) -> None:
    fichiers = {p.name for p in cas_.dossier.iterdir()}
    assert "attendu.toml" in fichiers
    assert cas_.lots
    assert not {f for f in fichiers if Path(f).suffix != ".csv"} - {"attendu.toml"}
    assert all(lot.read_bytes().count(b"\n") <= LIGNES_MAX for lot in cas_.lots)
    assert (cas_.dossier / "attendu.toml").read_text(encoding="utf-8").startswith("# "), "dire ce que le dossier montre"
