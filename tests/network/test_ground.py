"""The field: what stops a technician, and how facts change the world."""

from __future__ import annotations

import pytest

from harness import resources
from harness.network.circumstances import Circonstance, fait
from harness.network.facts import Fait, Nature
from harness.network.ground import EtatFibre, Monde, a_poser, apres, en_service
from harness.network.loading import charge
from harness.protocol.terms import Partie

MONDE = charge(resources.fixtures("reseaux", "valfibre.toml"))
POSE = Fait(Nature.POSE, Partie.OC, "pose", "CMD", {"logement": "neuf", "fibre": "PBO-00123-0001/3", "prise": "P"})


def avec(circonstance: Circonstance, monde: Monde = MONDE) -> Monde:
    return apres(monde, fait(circonstance, monde, "neuf", "XTEL"))


@pytest.mark.parametrize(
    ("circonstance", "motif"),
    [
        (Circonstance.FIBRE_OCCUPEE, "FINT06"),
        (Circonstance.FIBRE_COUPEE, "FINT04"),
        (Circonstance.FIBRE_FAIBLE, "FINT05"),
        (Circonstance.FIBRE_MAL_REPEREE, "FINT07"),
    ],
)
def test_each_trouble_on_the_fibre_has_its_codified_reason(circonstance: Circonstance, motif: str) -> None:
    """The fibre is the one that the system would give next, which the system itself does not see as bad."""
    monde = avec(circonstance)
    assert a_poser(monde.terrain, "neuf", "PBO-00123-0001/3") == motif
    assert a_poser(monde.terrain, "neuf", "PBO-00123-0001/4") == ""
    assert monde.reseau == MONDE.reseau


def test_a_pto_already_there_stops_the_building() -> None:
    assert a_poser(MONDE.terrain, "equipe", "PBO-00123-0002/2") == "FIMP18"


def test_service_needs_a_pto_and_light() -> None:
    assert en_service(MONDE.terrain, "neuf", "P") == "FIMP17"
    pose = apres(MONDE, POSE)
    assert en_service(pose.terrain, "neuf", "P") == ""
    coupe = avec(Circonstance.COUPURE, pose)
    assert en_service(coupe.terrain, "neuf", "P") == "FINT04"
    repare = apres(coupe, Fait(Nature.REPARATION, Partie.OI, "", "CMD", {"fibre": "PBO-00123-0001/3"}))
    assert en_service(repare.terrain, "neuf", "P") == ""


def test_patching_moves_the_light_of_a_pto_that_exists() -> None:
    brassage = Fait(Nature.BRASSAGE, Partie.OC, "", "CMD", {"logement": "neuf", "fibre": "PBO-00123-0001/5"})
    assert apres(MONDE, brassage).terrain.raccordees.get("neuf") is None
    assert apres(apres(MONDE, POSE), brassage).terrain.raccordees["neuf"] == "PBO-00123-0001/5"


def sur_place(circonstance: Circonstance) -> Monde:
    return apres(MONDE, fait(circonstance, MONDE, "equipe", "XTEL"))


def test_a_pto_that_was_announced_may_be_missing_or_another() -> None:
    """§7.1.1, §7.1.2: the system believes what it did."""
    absente, autre = sur_place(Circonstance.PTO_ABSENTE), sur_place(Circonstance.PTO_AUTRE)
    annoncee, lue = MONDE.terrain.prises["equipe"], autre.terrain.prises["equipe"]
    assert (en_service(absente.terrain, "equipe", annoncee), absente.reseau) == ("FIMP17", MONDE.reseau)
    assert "equipe" not in absente.terrain.raccordees
    assert (en_service(autre.terrain, "equipe", annoncee), en_service(autre.terrain, "equipe", lue)) == ("FINT10", "")
    assert autre.reseau.groupe_de_la_prise(lue)[0].id == autre.terrain.raccordees["equipe"]


def test_patching_a_route_that_leads_to_another_pto_lights_nobody() -> None:
    autre = sur_place(Circonstance.PTO_AUTRE)
    donnees = {"logement": "equipe", "fibre": "PBO-00123-0002/1", "prise": MONDE.terrain.prises["equipe"]}
    assert apres(autre, Fait(Nature.BRASSAGE, Partie.OC, "", "CMD", donnees)).terrain == autre.terrain
    bonne = donnees | {"prise": autre.terrain.prises["equipe"]}
    brassee = apres(autre, Fait(Nature.BRASSAGE, Partie.OC, "", "CMD", bonne))
    assert brassee.terrain.raccordees["equipe"] == "PBO-00123-0002/1"


def test_a_route_given_again_may_be_taken_in_the_field() -> None:
    """§7.2.2, solution 1: the fibre in trouble is the one that the system would give once more."""
    sature = apres(avec(Circonstance.ROUTE_REDONNEE), fait(Circonstance.COMMUNIQUEES, MONDE, "neuf", "XTEL"))
    assert fait(Circonstance.FIBRE_OCCUPEE, sature, "neuf", "XTEL")["fibre"] == "PBO-00123-0001/8"
    refuse = avec(Circonstance.COMMUNIQUEES)
    with pytest.raises(LookupError):
        fait(Circonstance.FIBRE_OCCUPEE, refuse, "neuf", "XTEL")


def test_saturation_is_seen_by_the_system_only() -> None:
    """§7.2.1: virtual."""
    monde = avec(Circonstance.PBO_SATURE)
    assert monde.reseau.groupe_libre("PBO-00123-0001", ()) == ()
    assert monde.terrain == MONDE.terrain


def test_hotline_and_contract_follow_their_sentences() -> None:
    muette = avec(Circonstance.HOTLINE_INJOIGNABLE)
    assert (MONDE.terrain.hotline, muette.terrain.hotline) == (True, False)
    assert avec(Circonstance.HOTLINE_JOIGNABLE, muette).terrain.hotline
    notifie = avec(Circonstance.NOTIFICATION)
    assert notifie.contrat.notifie_meme_route
    assert not avec(Circonstance.SANS_NOTIFICATION, notifie).contrat.notifie_meme_route


@pytest.mark.parametrize("circonstance", Circonstance)
def test_every_sentence_changes_the_world_or_states_what_is_already_so(circonstance: Circonstance) -> None:
    deja = {
        Circonstance.HOTLINE_JOIGNABLE, Circonstance.SANS_NOTIFICATION, Circonstance.DEMANDE_COFI, Circonstance.SEUIL,
        Circonstance.RDV_PAR_OUTIL,
    }  # fmt: skip
    depart = apres(MONDE, POSE)
    constate = fait(circonstance, depart, "neuf", "XTEL")
    assert constate.texte == circonstance.value
    dite = constate.partie is not None and constate.nature is not Nature.ACCES
    assert (apres(depart, constate) == depart) == (circonstance in deja or dite), "what is only told changes nothing"


def test_a_cut_needs_a_line_that_is_built() -> None:
    with pytest.raises(LookupError):
        fait(Circonstance.COUPURE, MONDE, "neuf", "XTEL")


def test_the_multi_fibre_trouble_is_on_the_block_of_the_oc() -> None:
    quadri = charge(resources.fixtures("reseaux", "quadrival.toml"))
    constate = fait(Circonstance.FIBRE_COUPEE, quadri, "neuf", "XTEL")
    assert constate.donnees["fibre"] == "PBO-00456-0001/7"
    assert constate.donnees["etat"] == EtatFibre.COUPEE


def test_a_call_is_known_to_both_ends_only_when_answered() -> None:
    appel = Fait(Nature.APPEL, Partie.OC, "", "CMD", {"joint": "oui"})
    assert appel.connu_de == frozenset(Partie)
    assert Fait(Nature.APPEL, Partie.OC, "", "CMD", {"joint": "non"}).connu_de == {Partie.OC}
    assert POSE.connu_de == {Partie.OC}
    assert Fait(Nature.INCIDENT, None, "").connu_de == frozenset()


def test_a_broken_link_is_mended_by_building_it_again() -> None:
    coupee = avec(Circonstance.LIAISON, apres(MONDE, POSE))
    assert (en_service(coupee.terrain, "neuf", "P"), en_service(apres(coupee, POSE).terrain, "neuf", "P")) == (
        "FINT04",
        "",
    )


def test_a_slot_is_held_then_freed() -> None:
    pris = apres(MONDE, Fait(Nature.RENDEZ_VOUS, Partie.OI, "", "R", {"rdv": "RDV-1", "date": "20260108 09:00"}))
    assert pris.terrain.rdv == {"RDV-1": "20260108 09:00"}
    assert apres(pris, Fait(Nature.LIBERATION, Partie.OI, "", "R", {"rdv": "RDV-1"})).terrain.rdv == {}


def test_a_building_may_have_several_fibres_a_dwelling_or_one_of_its_own() -> None:
    bi, dediee = avec(Circonstance.BI_FIBRE).reseau, avec(Circonstance.FIBRE_DEDIEE).reseau
    assert (bi.ingenierie, bi.bloc("XTEL"), bi.bloc("XDUO")) == (2, 2, 1)
    assert dediee.positions == {"neuf": "PBO-00123-0001/8"}


def test_a_line_in_service_has_a_holder() -> None:
    monde = apres(
        MONDE, Fait(Nature.ACCES, Partie.OI, "", "CMD-0", {"logement": "equipe", "oc": "XDUO", "prestation": "P"})
    )
    titulaire = monde.terrain.acces["equipe"]
    assert (titulaire.oc, titulaire.commande, titulaire.prestation) == ("XDUO", "CMD-0", "P")
