"""Scenarios of several orders, several operators, several keys: what is followed, what is journaled, who is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harness.actors import oc
from harness.actors.case import Acte, Contexte, Dossier, Envoi
from harness.actors.deviations import colonne_omise
from harness.campaign import campaign
from harness.campaign.campaign import Campagne, ouvre
from harness.campaign.commandes import AUTRE_CLIENT, NOUVELLE_COMMANDE, OC1
from harness.campaign.gens import AttenteNonTenue
from harness.campaign.play import Attendu, Deroule
from harness.examen.jugement import juge
from harness.exchange.entries import EntreeAttente, EntreeDossier, EntreeLot
from harness.exchange.journal import lit_journal
from harness.judge.results import Gravite, Verdict
from harness.network.circumstances import Circonstance
from harness.network.facts import Nature
from harness.protocol.lifecycle import Issue
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Partie, Situation
from tests.campaign.conftest import FICHE, reglages

CMD = Attendu(Partie.OC, Flux.CMD_ACCES)
AR, AR_OK, AR_KO = (Attendu(Partie.OI, Flux.AR_CMD_ACCES, i) for i in (Issue.AUCUNE, Issue.OK, Issue.KO))
CR_OK, CR_KO = (Attendu(Partie.OI, Flux.CR_CMD_ACCES, i) for i in (Issue.OK, Issue.KO))
CLE = "ReferenceCommandePriseInterneOC"


def en_stoc(deroule: Deroule, situation: Situation = Situation.A_CONSTRUIRE) -> Deroule:
    deroule.souscrit(situation, Modele.STOC)
    return deroule


def par_flux(deroule: Deroule) -> Deroule:
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.OI)
    deroule.survient(Circonstance.RDV_PAR_FLUX)
    return deroule


def test_sentences_are_about_the_order_that_is_followed(deroule: Deroule) -> None:
    """A fault too: one line of a file is refused, the other is not (§3.2)."""
    en_stoc(deroule).souscrit(Situation.A_CONSTRUIRE, Modele.STOC, AUTRE_CLIENT)
    deroule.suit(AUTRE_CLIENT)
    deroule.oublie(Flux.CMD_ACCES, "ReferencePm")
    deroule.envoie("l'OI envoie un AR_Cmd_Acces KO", AR_KO, {})
    deroule.suit("")
    deroule.envoie("l'OI envoie un AR_Cmd_Acces OK", AR_OK, {})
    assert len({m.fichier for m in deroule.boucle.messages}) == 2, "one file of orders, one of acknowledgements"
    assert {m["Etage"] for m in deroule.boucle.messages if m.flux is Flux.CMD_ACCES} == {"2", "3"}


def test_an_order_that_the_scenario_does_not_have_cannot_be_followed(deroule: Deroule) -> None:
    with pytest.raises(LookupError, match="n'a pas de commande « l'OC1 »"):
        en_stoc(deroule).suit(OC1)


def test_the_client_orders_again_in_the_same_dwelling(deroule: Deroule) -> None:
    """§3.3: on the same PTO, while the first is under way; what came first may be referred to."""
    en_stoc(deroule, Situation.IDENTIFIEE).envoie("l'OI envoie un CR_Cmd_Acces OK", CR_OK, {})
    deroule.repasse()
    deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {})
    deroule.envoie("l'OI envoie un CR_Cmd_Acces KO", CR_KO, {"MotifKoCrCommandePrise": "renseigné"})
    deroule.finit("la commande est terminée", "terminée")
    deroule.finit("la commande est terminée", "terminée", "")
    deroule.repasse()
    deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {CLE: "autre que celle de Cmd_Acces"})
    assert len({m.reference for m in deroule.boucle.messages}) == 3


def test_a_reference_taken_again_is_excused_and_the_first_order_goes_on(tmp_path: Path, protocole: Protocole) -> None:
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        deroule = en_stoc(campagne.commence(FICHE))
        deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {})
        deroule.envoie("l'OI envoie un CR_Cmd_Acces OK", CR_OK, {})
        deroule.repasse()
        deroule.reprend_la_reference()
        deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {CLE: "celle de Cmd_Acces"})
        deroule.envoie("l'OI envoie un CR_Cmd_Acces KO", CR_KO, {})
        deroule.finit("la commande est en cours", "en cours")
        campagne.termine(FICHE)
        campagne.acheve()
    resultats = juge(tmp_path / "j", protocole, ())
    assert [s.verdict for s in resultats.scenarios] == [Verdict.CONFORME]
    (constat,) = resultats.constats
    assert (constat.regle, constat.gravite, constat.partie) == ("conv.reference_reutilisee", Gravite.INFORMATION, None)


def test_silence_is_waited_for_to_the_end(deroule: Deroule) -> None:
    en_stoc(deroule)
    with pytest.raises(AttenteNonTenue, match="un AR_Cmd_Acces est venu de l'OI"):
        deroule.n_envoie_pas("l'OI n'envoie aucun AR_Cmd_Acces", AR)


@pytest.mark.parametrize("reference_vide", [False, True])
def test_an_unreadable_file_has_no_answer_and_blames_nobody_when_provoked(
    tmp_path: Path, protocole: Protocole, reference_vide: bool
) -> None:
    """§3.2: a column missing, or no reference."""
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        deroule = en_stoc(campagne.commence(FICHE))
        if reference_vide:
            deroule.oublie(Flux.CMD_ACCES, CLE)
        else:
            deroule.deforme(colonne_omise(Partie.OC, Flux.CMD_ACCES, "TypeRacco"))
        deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {CLE: "vide"})
        deroule.n_envoie_pas("l'OI n'envoie aucun AR_Cmd_Acces", AR)
        deroule.finit("la commande est en cours", "en cours")
        campagne.termine(FICHE)
        campagne.acheve()
    resultats = juge(tmp_path / "j", protocole, ())
    (scenario,) = resultats.scenarios
    assert (scenario.verdict, scenario.raison) == (Verdict.CONFORME, "")
    assert [a.tenue for a in scenario.attentes] == [True, True, True]
    assert {(c.gravite, c.partie) for c in resultats.constats} == {(Gravite.INFORMATION, None)}
    assert [e.flux for e in scenario.etapes if e.flux] == [Flux.CMD_ACCES]


def test_a_fault_excuses_its_own_file_only(
    tmp_path: Path, protocole: Protocole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty reference, asked for in one file, is held against whoever sends another like it."""

    def distrait(dossier: Dossier, ctx: Contexte) -> Acte | None:
        acte = oc.decide(dossier, ctx)
        if isinstance(acte, Envoi) and acte.flux is Flux.CMD_ACCES:
            return replace(acte, cellules={**acte.cellules, CLE: ""})
        return acte

    monkeypatch.setitem(campaign.DECIDEURS, Partie.OC, distrait)  # type: ignore[arg-type]
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        deroule = en_stoc(campagne.commence(FICHE))
        deroule.oublie(Flux.CMD_ACCES, CLE)
        deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {CLE: "vide"})
        deroule.repasse()
        deroule.envoie("l'OC envoie une Cmd_Acces", CMD, {CLE: "vide"})
        campagne.termine(FICHE)
        campagne.acheve()
    vus = [c for c in juge(tmp_path / "j", protocole, ()).constats if c.regle == "ligne.reference_vide"]
    assert [(c.gravite, c.partie) for c in vus] == [(Gravite.INFORMATION, None), (Gravite.NON_CONFORME, Partie.OC)]


def test_an_appointment_is_part_of_the_order_it_leads_to(tmp_path: Path, protocole: Protocole) -> None:
    """§3.14: under the key of each request, and its identifier; the journal says so."""
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        deroule = par_flux(campagne.commence(FICHE))
        deroule.finit("la commande est terminée", "terminée")
        campagne.termine(FICHE)
    debut = [m.flux for m in deroule.messages()][:4]
    assert debut == [Flux.DEMANDE_RDV, Flux.REPONSE_RDV, Flux.CMD_ACCES, Flux.AR_CMD_ACCES]
    cles = [e.reference for e in lit_journal(tmp_path / "j").entrees if isinstance(e, EntreeDossier)]
    commande, demande, rdv = cles
    assert {m.reference for m in deroule.messages()} == {commande, demande}
    assert deroule.messages()[2]["IdRdv"] == rdv


def test_a_fact_comes_once_what_was_sent_is_read(deroule: Deroule) -> None:
    """The client who changes its mind after the answer was sent does so after the OC has read it (§3.14.5)."""
    par_flux(deroule).envoie("l'OI envoie une ReponseRdv", Attendu(Partie.OI, Flux.REPONSE_RDV, Issue.OK), {})
    deroule.survient(Circonstance.REPORT)
    deroule.envoie("l'OC modifie", Attendu(Partie.OC, Flux.DEMANDE_MODIF_RDV), {"IdRdv": "celui de ReponseRdv"})


def test_the_visit_is_at_the_last_slot_booked(deroule: Deroule) -> None:
    par_flux(deroule).envoie("l'OI envoie un CR_Cmd_Acces OK", CR_OK, {})
    deroule.survient(Circonstance.REPORT)
    deroule.envoie("l'OI envoie une ReponseRdv", Attendu(Partie.OI, Flux.REPONSE_RDV, Issue.OK), {})
    deroule.envoie("l'OI répond au report", Attendu(Partie.OI, Flux.REPONSE_RDV, Issue.OK), {})
    deroule.agit("l'OI brasse", Partie.OI, (Nature.BRASSAGE,))
    (modif,) = [m for m in deroule.messages() if m.flux is Flux.DEMANDE_MODIF_RDV]
    assert deroule.boucle.moyens.horloge.maintenant().strftime("%Y%m%d %H:%M") == modif["DateRdv1"]


def ecrase(campagne: Campagne, modele: Modele) -> Deroule:
    deroule = campagne.commence(FICHE)
    deroule.souscrit(Situation.IDENTIFIEE, modele)
    deroule.survient(Circonstance.EN_SERVICE)
    deroule.finit("la commande est terminée", "terminée")
    return deroule


@pytest.mark.parametrize("modele", Modele)
def test_the_overwritten_oc_is_told_last_and_never_by_whom(
    tmp_path: Path, protocole: Protocole, modele: Modele
) -> None:
    """§3.10: nothing that reaches OC1 names OC2, nor its order."""
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        deroule = ecrase(campagne, modele)
        deroule.suit(OC1)
        deroule.envoie("l'OI envoie", Attendu(Partie.OI, Flux.NOTIF_ECRASEMENT), {"OperateurEcrase": "code de l'OC1"})
        deroule.finit("la commande est résiliée", "résiliée")
        campagne.termine(FICHE)
        campagne.acheve()
    journal = lit_journal(tmp_path / "j")
    assert deroule.boucle.messages[-2].flux is Flux.CR_MES
    (lot,) = [e for e in journal.entrees if isinstance(e, EntreeLot) and e.a == "XDUO"]
    assert b"XTEL" not in journal.octets(lot)
    assert deroule.messages()[0].reference.encode() not in journal.octets(lot)
    assert [s.verdict for s in juge(tmp_path / "j", protocole, ()).scenarios] == [Verdict.CONFORME]


def test_who_was_overwritten_by_mistake_orders_again(campagne: Campagne) -> None:
    deroule = ecrase(campagne, Modele.STOC)
    deroule.suit(OC1)
    deroule.envoie("l'OI envoie", Attendu(Partie.OI, Flux.NOTIF_ECRASEMENT), {})
    deroule.repasse()
    deroule.envoie("l'OC1 envoie une Cmd_Acces", CMD, {CLE: "autre que celle de Notif_Ecrasement"})
    assert deroule.messages(NOUVELLE_COMMANDE)[0].reference.startswith("XDUO-")


def test_words_of_this_world_are_journaled_as_cells(tmp_path: Path, protocole: Protocole) -> None:
    """A journal is judged without its world: codes of operators, the route of the position file (§2.7)."""
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        deroule = en_stoc(campagne.commence(FICHE))
        deroule.survient(Circonstance.FIBRE_DEDIEE)
        champs = {"OC 1": "code de l'OC", "RouteOptique": "celle du fichier position"}
        deroule.envoie("l'OI envoie un CR_Cmd_Acces OK", CR_OK, champs)
    (attente,) = [e for e in lit_journal(tmp_path / "j").entrees if isinstance(e, EntreeAttente)]
    assert (attente.champs["OC 1"], attente.champs["RouteOptique"]) == ("XTEL", "réelle")
    assert attente.champs["InformationFibrePBO N°1"] == "8 GRIS"
