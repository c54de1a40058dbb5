"""The exchange itself: files only, lots of several lines, parties that never come to rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from harness.actors.case import Contexte, Dossier, Geste
from harness.campaign.campaign import Campagne, ouvre
from harness.campaign.loop import TourneEnRond
from harness.campaign.play import PATIENCE, Attendu, Deroule
from harness.exchange.journal import lit_journal
from harness.network.facts import Fait, Nature
from harness.profil.echange import Echange
from harness.profil.ecriture import ecriture
from harness.protocol.lifecycle import Issue
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Partie, Situation
from harness.transports.echange import Arrivee
from tests.campaign.conftest import FICHE, reglages

AR_OK = Attendu(Partie.OI, Flux.AR_CMD_ACCES, Issue.OK)


class Falsificateur:
    """A transport that changes what it carries: what the receiver believes can only come from the file."""

    def __init__(self, porteur: object, avant: bytes, apres: bytes) -> None:
        self._porteur, self._avant, self._apres = porteur, avant, apres

    def depose(self, de: str, a: str, nom: str, octets: bytes) -> None:
        self._porteur.depose(de, a, nom, octets.replace(self._avant, self._apres))  # type: ignore[attr-defined]

    def releve(self, a: str) -> tuple[Arrivee, ...]:
        return self._porteur.releve(a)  # type: ignore[attr-defined,no-any-return]

    def __getattr__(self, nom: str) -> object:
        return getattr(self._porteur, nom)


def truque(campagne: Campagne, avant: bytes, apres: bytes) -> Deroule:
    deroule = campagne.commence(FICHE)
    moyens = deroule.boucle.moyens
    guichet = replace(moyens.guichet, transport=Falsificateur(moyens.guichet.transport, avant, apres))
    deroule.boucle.moyens = replace(moyens, guichet=guichet)
    return deroule


def test_the_receiver_believes_the_file_and_nothing_else(campagne: Campagne) -> None:
    """The OC orders on a PM that exists; the file says another, so the OI refuses."""
    deroule = truque(campagne, b"FI-00123-VF01", b"FI-00123-VF99")
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
    deroule.finit("la commande est terminée", "terminée")
    assert deroule.messages()[-1]["MotifKoCrCommandePrise"].startswith("FIMP07")


def test_lots_leave_as_the_profile_says_and_are_read_all_the_same(tmp_path: Path, campagne: Campagne) -> None:
    """In CP1252 with CRLF: the journal keeps the bytes that left, and the OI understands them."""
    deroule = campagne.commence(FICHE)
    convenu = ecriture(Echange(encodage="CP1252", fin_de_ligne="CRLF"))
    deroule.boucle.moyens = replace(deroule.boucle.moyens, transcrit=convenu)
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
    deroule.envoie("l'OI envoie un AR_Cmd_Acces OK", AR_OK, {})
    commande = min((tmp_path / "journal" / "lots").iterdir()).read_bytes()
    assert b";Info Cmd Acc\xe8s 8\r\n" in commande
    assert commande.count(b"\r\n") == commande.count(b"\n") == 2


def test_an_unreadable_file_gets_no_answer(campagne: Campagne) -> None:
    """§3.2: no AR at all."""
    deroule = truque(campagne, b";TypeRacco", b"")
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
    while deroule.boucle.avance(deroule.boucle.moyens.horloge.maintenant() + PATIENCE):
        pass
    assert [m.flux for m in deroule.messages()] == [Flux.CMD_ACCES]


def test_lines_due_together_leave_in_one_lot(tmp_path: Path, campagne: Campagne) -> None:
    """§2.3: one file may hold several orders, and its acknowledgements come back in one."""
    deroule = campagne.commence(FICHE)
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC, "un")
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC, "deux")
    for nom in ("un", "deux"):
        deroule.envoie("l'OI envoie un AR_Cmd_Acces OK", AR_OK, {}, nom)
    lots = sorted((tmp_path / "journal" / "lots").iterdir())
    assert ["AR_Cmd_Acces" in lot.name for lot in lots] == [False, True]
    assert [len(lot.read_text(encoding="utf-8").splitlines()) for lot in lots] == [3, 3]
    assert [m.ligne for nom in ("un", "deux") for m in deroule.messages(nom)] == [2, 2, 3, 3]


def test_two_orders_at_one_pbo_get_two_fibres(campagne: Campagne) -> None:
    deroule = campagne.commence(FICHE)
    for nom in ("un", "deux"):
        deroule.souscrit(Situation.A_CONSTRUIRE, Modele.OC, nom)
    cr = Attendu(Partie.OI, Flux.CR_CMD_ACCES, Issue.OK)
    for nom in ("un", "deux"):
        deroule.envoie("l'OI envoie un CR_Cmd_Acces OK", cr, {}, nom)
    fibres = {deroule.messages(nom)[-1]["InformationFibrePBO N°1"] for nom in ("un", "deux")}
    assert fibres == {"3 VERT", "4 JAUNE"}


def test_the_other_oc_learns_nothing(campagne: Campagne) -> None:
    deroule = campagne.commence(FICHE)
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
    deroule.finit("la commande est terminée", "terminée")
    assert deroule.boucle.stations["XDUO"].dossiers == {}
    assert len(deroule.boucle.stations["XTEL"].dossiers) == 1


def test_parties_that_never_rest_do_not_hang_the_harness(campagne: Campagne) -> None:
    def bavard(dossier: Dossier, ctx: Contexte) -> Geste:
        fait = Fait(Nature.BRASSAGE, ctx.partie, "encore", dossier.reference, {"n": str(len(dossier.vecus))})
        return Geste(dossier.dernier_instant + timedelta(seconds=1), fait)

    deroule = campagne.commence(FICHE)
    deroule.boucle.stations["XTEL"].decideur = bavard
    deroule.boucle.reste = 50
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
    with pytest.raises(TourneEnRond, match="tourne en rond"):
        deroule.finit("la commande est terminée", "terminée")


def test_a_scenario_cut_short_leaves_nothing_to_the_next(campagne: Campagne) -> None:
    """Files still in the exchange belong to nobody any more."""
    premier = campagne.commence(FICHE)
    premier.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
    premier.envoie("l'OC envoie une Cmd_Acces", Attendu(Partie.OC, Flux.CMD_ACCES), {})
    campagne.termine(FICHE, "attente", "arrêté là")
    second = campagne.commence(FICHE)
    second.souscrit(Situation.A_CONSTRUIRE, Modele.OC)
    second.finit("la commande est terminée", "terminée")
    assert len({m.reference for m in second.boucle.messages}) == 1


def test_scenarios_follow_each_other_on_new_mornings(tmp_path: Path, protocole: Protocole) -> None:
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        debuts = []
        for _ in range(3):
            debuts.append(campagne.commence(FICHE).boucle.moyens.horloge.maintenant())
            campagne.termine(FICHE)
    assert [d.hour for d in debuts] == [9, 9, 9]
    assert debuts == sorted(set(debuts))
    assert lit_journal(tmp_path / "j").entete.debut == debuts[0].isoformat()
