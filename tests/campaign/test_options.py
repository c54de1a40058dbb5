"""What two operators agreed on, and what the OC does of its own, change what is exchanged."""

from __future__ import annotations

import pytest

from harness.campaign.campaign import Campagne
from harness.campaign.play import Deroule
from harness.exchange.walk import parcourt
from harness.network.circumstances import Circonstance as Cas
from harness.network.facts import Nature
from harness.protocol.terms import Flux, Modele, Partie, Situation
from tests.campaign.conftest import FICHE

PAC, PCI, PNI = Situation.A_CONSTRUIRE, Situation.IDENTIFIEE, Situation.NON_IDENTIFIEE
COURTS = {
    Flux.CR_MAD: "MAD",
    Flux.CR_MES: "MES",
    Flux.CMD_ACCES: "Cmd",
    Flux.AR_CMD_ACCES: "AR",
    Flux.CR_CMD_ACCES: "CR",
}
COURTS |= {Flux.NOTIF_REPROV: "Reprov", Flux.NOTIF_RACC_KO: "RaccKO", Flux.ANNULATION: "Annul", Flux.MESS_OI: "Mess"}
COURTS |= {Flux.CR_ANNULATION: "CRAnnul", Flux.CMD_STOC: "CmdSTOC", Flux.CR_STOC: "STOC"}


def joue(campagne: Campagne, modele: Modele, situation: Situation, *faits: Cas) -> Deroule:
    deroule = campagne.commence(FICHE)
    deroule.souscrit(situation, modele)
    for fait in faits:
        deroule.survient(fait)
    deroule.finit("la commande est terminée", "terminée")
    assert [p.message.flux for p in parcourt(deroule.messages()) if p.refus is not None] == []
    return deroule


def suite(deroule: Deroule) -> str:
    """What was exchanged, in short, outcomes where there are some."""
    return " ".join(f"{COURTS.get(m.flux, m.flux)}{f':{m.issue}' if m.issue else ''}" for m in deroule.messages())


@pytest.mark.parametrize(
    ("modele", "situation", "faits", "attendu"),
    [
        (Modele.STOC, PNI, (), "Cmd AR:OK CR:HOTLINE Reprov:CHAUD MAD:OK MES"),
        (Modele.STOC, PNI, (Cas.REFUS_A_L_AR,), "Cmd AR:KO"),
        (Modele.STOC, PNI, (Cas.REFUS_AU_CR,), "Cmd AR:OK CR:KO"),
        (Modele.OC, PAC, (Cas.COMMUNIQUEES,), "Cmd AR:OK CR:KO"),
        (Modele.OC, PAC, (Cas.COMMUNIQUEES, Cas.ROUTE_REDONNEE), "Cmd AR:OK CR:OK MES"),
        (Modele.OC, PAC, (Cas.COMMUNIQUEES, Cas.RENVOI_HOTLINE), "Cmd AR:OK CR:HOTLINE Reprov:CHAUD MES"),
        (Modele.OI, PAC, (Cas.RDV_PAR_OUTIL,), "Cmd AR:OK CR:OK MAD:OK MES"),
        (Modele.OI, PAC, (Cas.RDV_PAR_FLUX,), "DemandeRdv ReponseRdv:OK Cmd AR:OK CR:OK MAD:OK MES"),
        (Modele.OC, PAC, (Cas.FIBRE_MAL_REPEREE,), "Cmd AR:OK CR:OK MES"),
        (Modele.OC, PAC, (Cas.FIBRE_MAL_REPEREE, Cas.NOTIFICATION), "Cmd AR:OK CR:OK Reprov:CHAUD MES"),
        (Modele.OC, PCI, (Cas.PTO_ABSENTE,), "Cmd AR:OK CR:OK Reprov:CHAUD MES"),
        (Modele.OC, PCI, (Cas.PTO_ABSENTE, Cas.SANS_VISITE), "Cmd AR:OK CR:OK RaccKO Reprov:FROID MES"),
        (Modele.OC, PCI, (Cas.PTO_ABSENTE, Cas.SANS_VISITE, Cas.SANS_VERIFIER), "Cmd AR:OK CR:OK MES Annul CRAnnul:OK"),
        (Modele.OC, PAC, (Cas.PTO_DEJA_POSEE, Cas.REPASSE), "Cmd AR:OK CR:OK Annul CRAnnul:OK"),
        (Modele.OC, PNI, (Cas.PTO_ABSENTE, Cas.SANS_TEMPS), "Cmd AR:OK CR:HOTLINE RaccKO Reprov:FROID MES"),
    ],
)
def test_each_choice_has_its_own_exchange(
    campagne: Campagne, modele: Modele, situation: Situation, faits: tuple[Cas, ...], attendu: str
) -> None:
    assert suite(joue(campagne, modele, situation, *faits)) == attendu


@pytest.mark.parametrize(("faits", "qui"), [((), Partie.OC), ((Cas.BRASSAGE_OI,), Partie.OI)])
@pytest.mark.parametrize("situation", [PAC, PCI, PNI])
def test_who_patches_is_in_the_contract(
    campagne: Campagne, situation: Situation, faits: tuple[Cas, ...], qui: Partie
) -> None:
    """Model STOC: the same messages, one gesture more of the one or of the other."""
    deroule = joue(campagne, Modele.STOC, situation, *faits)
    assert [f.partie for f in deroule.boucle.faits if f.nature is Nature.BRASSAGE] == [qui]
    assert deroule.messages()[-1].flux is Flux.CR_MES


@pytest.mark.parametrize("faits", [(Cas.PTO_ABSENTE,), (Cas.PTO_AUTRE,)])
def test_the_oi_patches_again_on_each_new_route(campagne: Campagne, faits: tuple[Cas, ...]) -> None:
    """§7.1.1, 1b: « L'OI devra refaire le brassage », not on the same fibre."""
    deroule = joue(campagne, Modele.STOC, PCI, Cas.BRASSAGE_OI, *faits)
    brassees = [f["fibre"] for f in deroule.boucle.faits if f.nature is Nature.BRASSAGE]
    assert len(brassees) == len(set(brassees)) == 2


@pytest.mark.parametrize(("faits", "appels"), [((), 1), ((Cas.RAPPELS,), 4)])
def test_a_hotline_that_does_not_answer_may_be_called_again(
    campagne: Campagne, faits: tuple[Cas, ...], appels: int
) -> None:
    """§7.1.2: allowed, not due; whoever calls, the failure is reported in the end."""
    deroule = joue(campagne, Modele.OC, PCI, Cas.PTO_AUTRE, Cas.HOTLINE_INJOIGNABLE, *faits)
    assert sum(f.nature is Nature.APPEL for f in deroule.boucle.faits) == appels
    assert suite(deroule) == "Cmd AR:OK CR:OK RaccKO Reprov:FROID MES"


def test_a_hotline_that_never_answers_is_not_called_for_ever(campagne: Campagne) -> None:
    """§5.3.4: the OC tries again and reports nothing; it may give up (§3.12)."""
    deroule = joue(campagne, Modele.STOC, PNI, Cas.HOTLINE_INJOIGNABLE)
    assert suite(deroule) == "Cmd AR:OK CR:HOTLINE Annul CRAnnul:OK"


@pytest.mark.parametrize(("faits", "demande"), [((), Flux.NOTIF_RACC_KO), ((Cas.RDV_PAR_MESSAGE,), Flux.MESS_OI)])
def test_the_oi_asks_to_come_back_in_one_way_or_the_other(
    campagne: Campagne, faits: tuple[Cas, ...], demande: Flux
) -> None:
    """§4.1.6: nothing is mended before the appointment that the OC takes."""
    deroule = campagne.commence(FICHE)
    deroule.souscrit(PAC, Modele.OI)
    for fait in faits:
        deroule.survient(fait)
    while not any(m.flux is Flux.CR_MAD for m in deroule.messages()):
        assert deroule.boucle.avance(deroule.boucle.moyens.horloge.maintenant().replace(year=2030))
    deroule.survient(Cas.PRISE_ABIMEE)
    deroule.finit("la commande est terminée", "terminée")
    assert [m.flux for m in deroule.messages() if m.emetteur is Partie.OI][3:] == [
        demande,
        Flux.NOTIF_REPROV,
        Flux.CR_MAD,
    ]
    natures = [f.nature for f in deroule.boucle.faits]
    assert natures.index(Nature.REPARATION) > len(natures) - 1 - natures[::-1].index(Nature.RENDEZ_VOUS)
