"""The simulated OI answers from its world: nothing tells it what to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from harness.actors import oi
from harness.actors.case import Defaut, Dossier, Envoi, date
from harness.network.circumstances import Circonstance
from harness.network.contract import Saturation
from harness.network.facts import Fait, Nature
from harness.protocol.terms import HOTLINE, Flux, Modele, Partie
from harness.workbook.compile import charge
from tests.actors.conftest import Bureau

POSEE = {"CrRaccordementPrise": "OK", "PrisePosee": "OUI"}


def test_an_order_of_good_form_is_acknowledged(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    ar = bureau_oi.envoi()
    assert (ar.flux, ar.cellules["EtatArCommandePrise"]) == (Flux.AR_CMD_ACCES, "OK")
    assert "MotifKoArCommandePrise" not in ar.cellules
    assert ar.instant == bureau_oi.instant + timedelta(minutes=30)
    assert ar.cellules["DateArCommandePrise"] == date(ar.instant)


@pytest.mark.parametrize(("valeur", "code"), [("", "FIMP15"), ("PEUT-ETRE", "FIMP16")])
def test_a_breach_of_form_is_refused_with_a_codified_reason(
    bureau_oi: Bureau, commande: dict[str, str], valeur: str, code: str
) -> None:
    """§3.2: missing and inconsistent cells have each their reason, and the AR quotes the codification."""
    defaut = Defaut("PriseExistante", "valeur attendue")
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"PriseExistante": valeur}, defaut)
    ar = bureau_oi.envoi()
    assert ar.cellules["EtatArCommandePrise"] == "KO"
    (libelle,) = {m.libelle for m in charge().motifs if m.code == code}
    assert ar.cellules["MotifKoArCommandePrise"] == f"{code} {libelle}"


@pytest.mark.parametrize(
    ("champ", "valeur", "code"),
    [
        ("ReferencePm", "FI-INCONNU", "FIMP07"),
        ("ReferencePrestationPm", "XDUO-PM-00123-01", "FIMP04"),
        ("CodeAdresseImmeuble", "00999Z9999", "FADR01"),
        ("Batiment", "Z", "FADR02"),
        ("Escalier", "9", "FADR03"),
        ("Etage", "9", "FADR04"),
        ("TypeCommandeDemande", "TROC", "FIMP06"),
    ],
)
def test_each_check_of_eligibility_has_its_reason(
    bureau_oi: Bureau, commande: dict[str, str], champ: str, valeur: str, code: str
) -> None:
    """§3.3: a KO has a reason and no route."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {champ: valeur})
    bureau_oi.agit()
    cr = bureau_oi.envoi()
    assert cr.cellules["EtatCrCommandePrise"] == "KO"
    assert cr.cellules["MotifKoCrCommandePrise"].startswith(code)
    assert not [c for c in cr.cellules if "N°" in c or c.startswith("OC ")]


def test_a_pm_closed_to_this_oc_is_refused(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.dossier = Dossier("CMD-1", "XAUT")
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.agit()
    assert bureau_oi.envoi().cellules["MotifKoCrCommandePrise"].startswith("FIMP09")


def test_a_model_outside_the_contract_is_refused(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.convient(modes=(Modele.OI,))
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.agit()
    assert bureau_oi.envoi().cellules["MotifKoCrCommandePrise"].startswith("FIMP09")


@pytest.mark.parametrize(
    ("prise", "code"), [("XV-0000-0000", "FIMP02"), ("XV-7K2M-4R9Q", "FIMP03")], ids=["inconnue", "ailleurs"]
)
def test_an_announced_pto_must_be_known_and_there(
    bureau_oi: Bureau, commande: dict[str, str], prise: str, code: str
) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"PriseExistante": "O", "ReferencePrise": prise})
    bureau_oi.agit()
    assert bureau_oi.envoi().cellules["MotifKoCrCommandePrise"].startswith(code)


def test_an_unidentified_pto_is_a_matter_of_contract(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    """§4.3: the route will come by phone, where the contract admits it; nothing in the reply looks like one."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"PriseExistante": "O"})
    bureau_oi.agit()
    admis = bureau_oi.envoi().cellules
    assert (admis["ReferencePrise"], admis["ReferencePBO N°1"], admis["ConnecteurPriseNumero N°1"]) == (
        HOTLINE,
        HOTLINE,
        "0",
    )
    bureau_oi.convient(pni=False)
    assert bureau_oi.envoi().cellules["MotifKoCrCommandePrise"].startswith("FIMP01")


def test_the_route_is_the_first_free_fibre_in_block_one(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.agit()
    cr = bureau_oi.envoi().cellules
    assert (cr["OC 1"], cr["InformationFibrePBO N°1"], cr["ConnecteurPriseNumero N°1"]) == ("XTEL", "3 VERT", "1")
    assert not [c for c, v in cr.items() if v and (c.endswith(("N°2", "N°3", "N°4")) or c in ("OC 2", "OC 3", "OC 4"))]


@pytest.mark.parametrize(
    ("saturation", "etat", "prise"), [(Saturation.REFUS, "KO", ""), (Saturation.HOTLINE, "OK", HOTLINE)]
)
def test_a_saturated_pbo_is_refused_or_left_to_the_hotline(
    bureau_oi: Bureau, commande: dict[str, str], saturation: Saturation, etat: str, prise: str
) -> None:
    """§7.2: as the contract says."""
    bureau_oi.convient(saturation=saturation)
    bureau_oi.constate(Circonstance.PBO_SATURE)
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.agit()
    cr = bureau_oi.envoi().cellules
    assert (cr["EtatCrCommandePrise"], cr.get("ReferencePrise", "")) == (etat, prise)


def test_a_fibre_given_to_an_order_is_not_given_twice(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    premier = bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    donne = bureau_oi.dossier
    bureau_oi.dossier = Dossier("CMD-2", "XTEL")
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.agit()
    second = oi.decide(bureau_oi.dossier, replace(bureau_oi.contexte, dossiers={"CMD-1": donne}))
    assert isinstance(second, Envoi)
    assert premier.cellules["InformationFibrePBO N°1"] == "3 VERT"
    assert second.cellules["InformationFibrePBO N°1"] == "4 JAUNE"


def test_in_stoc_the_oi_subcontracts_then_delivers_what_was_built(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    stoc = bureau_oi.jusqu_a(Flux.CMD_STOC)
    cr = bureau_oi.dossier.dernier(Flux.CR_CMD_ACCES)
    assert stoc.cellules["ReferencePrise"] == cr["ReferencePrise"]
    assert bureau_oi.acte() is None, "the OI waits for the OC"
    bureau_oi.recoit(Flux.CR_STOC, POSEE)
    mad = bureau_oi.envoi()
    assert (mad.flux, mad.cellules["EtatMadLigne"]) == (Flux.CR_MAD, "OK")
    assert "PrisePosee" not in mad.cellules


def test_a_call_gets_a_route_and_a_number_then_a_hot_notification(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    """§3.9: read out on the phone, then written with the same route and number."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CMD_STOC)
    appel = {"motif": "FINT06", "fibre": "PBO-00123-0001/3", "joint": "oui"}
    bureau_oi.vit(Fait(Nature.APPEL, Partie.OC, "appel", "CMD-1", appel))
    reponse = bureau_oi.geste()
    assert reponse.fait.nature is Nature.NOUVELLE_ROUTE
    assert (reponse.fait["fibres"], bool(reponse.fait["decharge"])) == ("PBO-00123-0001/4", True)
    bureau_oi.agit()
    notif = bureau_oi.jusqu_a(Flux.NOTIF_REPROV).cellules
    assert (notif["TypeReprov"], notif["NumeroDecharge"]) == ("CHAUD", reponse.fait["decharge"])
    assert (notif["InformationFibrePBO N°1"], notif["ReferencePrise"]) == ("4 JAUNE", reponse.fait["prise"])
    assert bureau_oi.acte() is None


@pytest.mark.parametrize("notifie", [True, False])
def test_a_trouble_solved_on_the_same_route_is_notified_as_the_contract_says(
    bureau_oi: Bureau, commande: dict[str, str], notifie: bool
) -> None:
    """§5.1.4, remark: at the OI's discretion."""
    bureau_oi.convient(notifie_meme_route=notifie)
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CMD_STOC)
    appel = {"motif": "FINT07", "fibre": "PBO-00123-0001/3", "joint": "oui"}
    bureau_oi.vit(Fait(Nature.APPEL, Partie.OC, "appel", "CMD-1", appel))
    assert bureau_oi.agit().fait.nature is Nature.MEME_ROUTE
    if not notifie:
        assert bureau_oi.acte() is None
        return
    notif = bureau_oi.envoi().cellules
    cr = bureau_oi.dossier.dernier(Flux.CR_CMD_ACCES)
    assert (notif["TypeReprov"], notif["ReferencePrise"]) == ("CHAUD", cr["ReferencePrise"])
    assert notif["InformationFibrePBO N°1"] == cr["InformationFibrePBO N°1"]


def test_a_hotline_without_a_fibre_left_says_so(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CMD_STOC)
    bureau_oi.constate(Circonstance.PBO_SATURE)
    bureau_oi.vit(Fait(Nature.APPEL, Partie.OC, "appel", "CMD-1", {"motif": "FINT06", "joint": "oui"}))
    assert bureau_oi.agit().fait.nature is Nature.SANS_SOLUTION
    assert bureau_oi.acte() is None


def test_after_a_failed_service_the_oi_mends_then_notifies_cold_then_delivers(
    bureau_oi: Bureau, commande: dict[str, str]
) -> None:
    """§3.7, §3.9: cold, without a discharge number."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CMD_STOC)
    bureau_oi.recoit(Flux.CR_STOC, POSEE)
    bureau_oi.jusqu_a(Flux.CR_MAD)
    bureau_oi.recoit(Flux.NOTIF_RACC_KO, {"MotifRaccKO": "FINT04"})
    assert bureau_oi.agit().fait.nature is Nature.REPARATION
    notif = bureau_oi.agit().cellules
    assert (notif["TypeReprov"], notif["NumeroDecharge"]) == ("FROID", "")
    assert bureau_oi.envoi().flux is Flux.CR_MAD


def test_a_pto_that_the_oi_does_not_know_is_not_notified_again_and_again(
    bureau_oi: Bureau, commande: dict[str, str]
) -> None:
    """§3.7, §7.1.4: the same route would bring the same failure back, for ever."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CMD_STOC)
    bureau_oi.recoit(Flux.CR_STOC, POSEE)
    bureau_oi.jusqu_a(Flux.CR_MAD)
    trouvee = {"MotifRaccKO": "FIMP18 TRAITEMENT IMPOSSIBLE : PTO EXISTANTE", "CommentaireRaccKO": "ZZ-0000-0000"}
    bureau_oi.recoit(Flux.NOTIF_RACC_KO, trouvee)
    cr_mad = bureau_oi.envoi()
    assert (cr_mad.flux, cr_mad.cellules["EtatMadLigne"]) == (Flux.CR_MAD, "KO")


def test_a_line_that_cannot_be_mended_ends_in_a_cr_mad_ko(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    """§3.6: the fibre is taken and the PBO has no other."""
    bureau_oi.constate(Circonstance.FIBRE_OCCUPEE)
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CMD_STOC)
    bureau_oi.constate(Circonstance.PBO_SATURE)
    bureau_oi.recoit(Flux.CR_STOC, {"CrRaccordementPrise": "KO", "PrisePosee": "NON"})
    mad = bureau_oi.envoi().cellules
    assert (mad["EtatMadLigne"], mad["MotifKoMadLigne"][:6]) == ("KO", "FINT01")


def test_in_its_own_model_the_oi_builds_at_the_appointment_then_tells(
    bureau_oi: Bureau, commande: dict[str, str]
) -> None:
    """§4.1.1, §3.8: PrisePosee and the date are in the CR MAD."""
    bureau_oi.vit(Fait(Nature.RENDEZ_VOUS, Partie.OC, "rdv", "", {"rdv": "RDV-1", "date": "20260108 09:00"}))
    bureau_oi.dossier = Dossier("CMD-1", "XTEL")
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"TypeRacco": "OI", "IdRdv": "RDV-1"})
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    assert date(bureau_oi.acte().instant) == "20260108 09:00"
    mad = bureau_oi.jusqu_a(Flux.CR_MAD).cellules
    pose = bureau_oi.dossier.fait(Nature.POSE)
    assert (mad["PrisePosee"], mad["DateRaccordementPrise"]) == ("OUI", pose["date"])
    assert pose["prise"] == mad["ReferencePrise"]


def test_when_the_oi_patches_it_does_before_its_report(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    """§7.1.1, 1b: and it does not again as long as the route is the same."""
    bureau_oi.convient(brassage=Partie.OI)
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.AR_CMD_ACCES)
    assert bureau_oi.agit().fait.nature is Nature.BRASSAGE
    bureau_oi.jusqu_a(Flux.CMD_STOC)
    bureau_oi.recoit(Flux.CR_STOC, POSEE)
    assert bureau_oi.envoi().flux is Flux.CR_MAD


def test_in_model_oc_the_oi_gives_the_route_and_waits(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"TypeRacco": "OC"})
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    assert bureau_oi.acte() is None
