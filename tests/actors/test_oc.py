"""The simulated OC and its technician act from what they read and from the field."""

from __future__ import annotations

import pytest

from harness.actors.deviations import champ_vide
from harness.network.circumstances import Circonstance
from harness.network.facts import Fait, Nature
from harness.network.ground import apres
from harness.protocol.terms import HOTLINE, Flux, Modele, Partie, Situation
from tests.actors.conftest import Bureau

PRISE = "XV-ABCD-2345"
ROUTE = {
    "OC 1": "XTEL",
    "ReferencePBO N°1": "PBO-00123-0001",
    "InformationTubePBO N°1": "1 ROUGE",
    "InformationFibrePBO N°1": "3 VERT",
}
CR_OK = {"EtatCrCommandePrise": "OK", "ReferencePrise": PRISE, "ReferencePrestationPrise": "XVAL-1", **ROUTE}
STOC = {"ReferenceCommandeSousTraitantOI": "ST-1", "ReferencePrise": PRISE}


def accepte(bureau: Bureau, modele: Modele, situation: Situation = Situation.A_CONSTRUIRE, **cr: str) -> None:
    """Bring an order to its CR OK."""
    bureau.souscrit(modele, situation)
    bureau.jusqu_a(Flux.CMD_ACCES)
    bureau.recoit(Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "OK"})
    bureau.recoit(Flux.CR_CMD_ACCES, CR_OK | cr)


def test_a_subscription_makes_an_order(bureau_oc: Bureau) -> None:
    bureau_oc.souscrit(Modele.STOC)
    envoi = bureau_oc.envoi()
    c = envoi.cellules
    assert envoi.flux is Flux.CMD_ACCES
    assert (c["TypeRacco"], c["PriseExistante"], c["ReferencePrise"]) == ("STOC", "N", "")
    assert (c["CodeAdresseImmeuble"], c["Batiment"], c["Etage"]) == ("00123A0042", "A", "2")
    assert c["ReferencePrestationPm"] == "XTEL-PM-00123-01"


def test_without_a_subscription_the_oc_orders_nothing(bureau_oc: Bureau) -> None:
    assert bureau_oc.acte() is None


@pytest.mark.parametrize("modele", [Modele.STOC, Modele.OC])
def test_the_client_is_named_only_to_an_oi_that_will_visit(bureau_oc: Bureau, modele: Modele) -> None:
    bureau_oc.souscrit(modele)
    assert not {"NomClient", "ContactClient1", "IdRdv"} & set(bureau_oc.envoi().cellules)


def test_in_model_oi_an_appointment_comes_first(bureau_oc: Bureau) -> None:
    """§4.1: obtained through the OI's tool, then quoted with its date."""
    bureau_oc.souscrit(Modele.OI)
    rdv = bureau_oc.agit().fait
    assert rdv.nature is Nature.RENDEZ_VOUS
    c = bureau_oc.envoi().cellules
    assert (c["IdRdv"], c["DateInstall"]) == (rdv["rdv"], rdv["date"])
    assert (c["NomClient"], c["ContactClient1"]) == ("TESSIER", "0639980142")


@pytest.mark.parametrize(
    ("situation", "existante", "prise"),
    [(Situation.IDENTIFIEE, "O", "XV-7K2M-4R9Q"), (Situation.NON_IDENTIFIEE, "O", "")],
)
def test_what_is_known_of_the_pto_is_what_is_ordered(
    bureau_oc: Bureau, situation: Situation, existante: str, prise: str
) -> None:
    bureau_oc.souscrit(Modele.STOC, situation)
    c = bureau_oc.envoi().cellules
    assert (c["PriseExistante"], c["ReferencePrise"]) == (existante, prise)


def test_the_subcontractor_patches_builds_and_reports(bureau_oc: Bureau) -> None:
    accepte(bureau_oc, Modele.STOC)
    assert bureau_oc.acte() is None, "nothing before the Cmd_STOC"
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    assert [bureau_oc.agit().fait.nature for _ in range(2)] == [Nature.BRASSAGE, Nature.POSE]
    c = bureau_oc.envoi().cellules
    assert (c["CrRaccordementPrise"], c["PrisePosee"], c["ReferencePrise"]) == ("OK", "OUI", PRISE)
    assert (c["NotificationReprovisioningHL"], c["NumeroDecharge"]) == ("NON", "")
    assert c["ReferenceCommandeSousTraitantOI"] == "ST-1"
    assert c["BilanOptique"].endswith(" dB")
    assert ";" not in c["BilanOptique"]


def test_a_fibre_that_is_taken_makes_the_technician_call_and_wait(bureau_oc: Bureau) -> None:
    bureau_oc.constate(Circonstance.FIBRE_OCCUPEE)
    accepte(bureau_oc, Modele.STOC)
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    bureau_oc.agit()
    appel = bureau_oc.agit().fait
    assert (appel.nature, appel["motif"], appel["fibre"]) == (Nature.APPEL, "FINT06", "PBO-00123-0001/3")
    assert bureau_oc.acte() is None


def test_the_new_route_is_built_and_its_number_reported(bureau_oc: Bureau) -> None:
    """§3.5: NotificationReprovisioningHL, the discharge number and the new PTO go into the CR STOC."""
    bureau_oc.constate(Circonstance.FIBRE_OCCUPEE)
    accepte(bureau_oc, Modele.STOC)
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    bureau_oc.agit()
    bureau_oc.agit()
    dite = {"fibres": "PBO-00123-0001/4", "decharge": "DCH-1", "prise": "XV-NOUV-2222"}
    bureau_oc.vit(Fait(Nature.NOUVELLE_ROUTE, Partie.OI, "route", "CMD-1", dite))
    c = bureau_oc.jusqu_a(Flux.CR_STOC).cellules
    pose = bureau_oc.dossier.fait(Nature.POSE)
    assert (pose["fibre"], pose["prise"]) == ("PBO-00123-0001/4", "XV-NOUV-2222")
    assert (c["NotificationReprovisioningHL"], c["NumeroDecharge"]) == ("OUI", "DCH-1")
    assert c["ReferencePrise"] == "XV-NOUV-2222"


@pytest.mark.parametrize(
    ("circonstance", "motif"),
    [(Circonstance.HOTLINE_INJOIGNABLE, "FINT03"), (Circonstance.HOTLINE_JOIGNABLE, "FINT06")],
)
def test_without_help_the_work_ends_in_a_ko(bureau_oc: Bureau, circonstance: Circonstance, motif: str) -> None:
    """§3.5: nobody answers, or nobody has a solution."""
    bureau_oc.constate(Circonstance.FIBRE_OCCUPEE)
    bureau_oc.constate(circonstance)
    accepte(bureau_oc, Modele.STOC)
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    bureau_oc.agit()
    appel = bureau_oc.agit().fait
    if appel["joint"] == "oui":
        bureau_oc.vit(Fait(Nature.SANS_SOLUTION, Partie.OI, "rien", "CMD-1"))
    c = bureau_oc.envoi().cellules
    assert (c["CrRaccordementPrise"], c["PrisePosee"]) == ("KO", "NON")
    assert c["MotifKoCrRaccordementPrise"].startswith(motif)


def test_a_pto_found_on_the_wall_is_named_in_the_ko(bureau_oc: Bureau) -> None:
    """§7.1.4: the comment says on which PTO to put the access."""
    bureau_oc.constate(Circonstance.HOTLINE_INJOIGNABLE)
    accepte(bureau_oc, Modele.STOC)
    mur = {"logement": "neuf", "fibre": "PBO-00123-0001/8", "prise": "XV-DEJA-2222"}
    bureau_oc.monde = apres(bureau_oc.monde, Fait(Nature.POSE, None, "", donnees=mur))
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    bureau_oc.agit()
    bureau_oc.agit()
    c = bureau_oc.jusqu_a(Flux.CR_STOC).cellules
    assert (c["PrisePosee"], c["Commentaire"]) == ("NON", "XV-DEJA-2222")
    assert c["MotifKoCrRaccordementPrise"].startswith("FIMP18")


def test_a_route_that_leads_nowhere_is_reported(bureau_oc: Bureau) -> None:
    """The technician follows the cells he was given, not the harness's own plan."""
    accepte(bureau_oc, Modele.STOC, **{"InformationFibrePBO N°1": "99 ROSE"})
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    appel = bureau_oc.agit().fait
    assert (appel.nature, appel["motif"], appel["fibre"]) == (Nature.APPEL, "FINT07", "")


def test_the_technician_reads_the_block_of_its_operator(bureau_oc: Bureau) -> None:
    """§3.3: no order between the blocks and the operators."""
    autre = {"OC 1": "", "OC 2": "XTEL"} | {c.replace("N°1", "N°2"): v for c, v in ROUTE.items() if "N°" in c}
    accepte(bureau_oc, Modele.STOC, **autre, **{"InformationFibrePBO N°1": "8 GRIS"})
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    assert bureau_oc.agit().fait["fibre"] == "PBO-00123-0001/3"


def test_a_delivered_line_is_opened_then_reported(bureau_oc: Bureau) -> None:
    accepte(bureau_oc, Modele.STOC)
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    bureau_oc.jusqu_a(Flux.CR_STOC)
    bureau_oc.recoit(Flux.CR_MAD, {"EtatMadLigne": "OK"})
    assert bureau_oc.agit().fait.nature is Nature.MISE_EN_SERVICE
    mes = bureau_oc.envoi()
    assert mes.flux is Flux.CR_MES
    assert "PrisePosee" not in mes.cellules


def test_a_line_without_light_is_reported_with_a_reason(bureau_oc: Bureau) -> None:
    """§3.7."""
    accepte(bureau_oc, Modele.STOC)
    bureau_oc.recoit(Flux.CMD_STOC, STOC)
    bureau_oc.jusqu_a(Flux.CR_STOC)
    bureau_oc.constate(Circonstance.COUPURE)
    bureau_oc.recoit(Flux.CR_MAD, {"EtatMadLigne": "OK"})
    ko = bureau_oc.envoi()
    assert ko.flux is Flux.NOTIF_RACC_KO
    assert ko.cellules["MotifRaccKO"].startswith("FINT04")
    assert ko.cellules["ReferencePrise"] == "", "the PTO recalled is the order's (§7.1.2)"


def test_in_its_own_model_the_oc_tells_what_it_built(bureau_oc: Bureau) -> None:
    """§3.8: PrisePosee and the date are in the CR MES."""
    accepte(bureau_oc, Modele.OC)
    c = bureau_oc.jusqu_a(Flux.CR_MES).cellules
    pose = bureau_oc.dossier.fait(Nature.POSE)
    assert (c["PrisePosee"], c["DateRaccordementPrise"], c["ReferencePrise"]) == ("OUI", pose["date"], PRISE)


def test_an_unidentified_pto_is_read_on_site_and_told_to_the_hotline(bureau_oc: Bureau) -> None:
    """§5.3.1."""
    accepte(bureau_oc, Modele.STOC, Situation.NON_IDENTIFIEE, ReferencePrise=HOTLINE)
    appel = bureau_oc.agit().fait
    assert (appel.nature, appel["prise"], appel["motif"]) == (Nature.APPEL, "XV-7K2M-4R9Q", "")
    assert bureau_oc.acte() is None


def test_an_oc_that_cannot_reach_the_hotline_tries_again_the_next_day(bureau_oc: Bureau) -> None:
    """§5.3.4, v."""
    bureau_oc.constate(Circonstance.HOTLINE_INJOIGNABLE)
    accepte(bureau_oc, Modele.STOC, Situation.NON_IDENTIFIEE, ReferencePrise=HOTLINE)
    premier = bureau_oc.agit()
    bureau_oc.constate(Circonstance.HOTLINE_JOIGNABLE)
    second = bureau_oc.geste()
    assert (premier.fait["joint"], second.fait["joint"]) == ("non", "oui")
    assert second.instant.date() > premier.instant.date()


def test_a_provoked_fault_is_named_and_only_touches_its_cell() -> None:
    ecart = champ_vide(Partie.OC, Flux.CMD_ACCES, "ReferencePm")
    assert ecart.ligne({"ReferencePm": "FI-1", "Etage": "2"}) == {"ReferencePm": "", "Etage": "2"}
    assert ecart.phrase == "le système de l'OC laisse ReferencePm vide dans Cmd_Acces"
