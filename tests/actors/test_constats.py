"""What the OC finds on site and what the OI is told of it (§7.1): who says what, and what is decided from it."""

from __future__ import annotations

import pytest

from harness.actors.constats import annonce
from harness.actors.signalements import absence, autre_prise, pose_due
from harness.exchange.messages import Message
from harness.network.facts import Fait, Nature
from harness.protocol.terms import Flux, Modele, Partie, Situation
from tests.actors.conftest import Bureau

PRISE = "XV-7K2M-4R9Q"
PTO_INEXISTANTE = "FIMP17 TRAITEMENT IMPOSSIBLE : PTO INEXISTANTE"


def dit(bureau: Bureau, flux: Flux, **cellules: str) -> None:
    """The OC writes to the OI."""
    bureau.vit(Message(flux, {"ReferenceCommandePriseInterneOC": "CMD-1", **cellules}, Partie.OC))


def constat(bureau: Bureau, prise: str) -> None:
    donnees = {"logement": "equipe", "prise": prise}
    bureau.vit(Fait(Nature.CONSTAT, Partie.OC, "constat", "CMD-1", donnees))


@pytest.mark.parametrize(
    ("vue", "attendu"), [("", (Situation.A_CONSTRUIRE, "")), ("XV-AAAA-BBBB", (Situation.IDENTIFIEE, "XV-AAAA-BBBB"))]
)
def test_an_order_says_what_was_seen_rather_than_what_was_subscribed(
    bureau_oc: Bureau, vue: str, attendu: tuple[Situation, str]
) -> None:
    """§7.1.1, §7.1.2: the order that comes after does not repeat the mistake."""
    assert annonce("equipe", Situation.IDENTIFIEE, bureau_oc.contexte) == (Situation.IDENTIFIEE, PRISE)
    constat(bureau_oc, vue)
    assert annonce("equipe", Situation.IDENTIFIEE, bureau_oc.contexte) == attendu
    assert annonce("neuf", Situation.A_CONSTRUIRE, bureau_oc.contexte) == (Situation.A_CONSTRUIRE, "")


def test_the_last_thing_seen_counts(bureau_oc: Bureau) -> None:
    constat(bureau_oc, "")
    constat(bureau_oc, "XV-AAAA-BBBB")
    assert annonce("equipe", Situation.NON_IDENTIFIEE, bureau_oc.contexte)[1] == "XV-AAAA-BBBB"


def test_an_oc_of_model_oi_cancels_and_says_that_a_pto_was_to_build(bureau_oc: Bureau) -> None:
    """§7.1.1, 1d."""
    bureau_oc.souscrit(Modele.OI, Situation.IDENTIFIEE)
    bureau_oc.jusqu_a(Flux.CMD_ACCES)
    bureau_oc.recoit(Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "OK"})
    bureau_oc.recoit(Flux.CR_CMD_ACCES, {"EtatCrCommandePrise": "OK", "ReferencePrise": PRISE})
    bureau_oc.recoit(Flux.CR_MAD, {"EtatMadLigne": "OK"})
    constat(bureau_oc, "")
    annulation = bureau_oc.envoi()
    assert (annulation.flux, annulation.cellules["Commentaire"]) == (Flux.ANNULATION, "une PTO était à poser")


def test_a_missing_pto_is_to_be_asked_for_once(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    """§3.4, §7.1.1: whether it was told by phone or in writing."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    assert (absence(bureau_oi.dossier), pose_due(bureau_oi.dossier)) == (-1, False)
    dit(bureau_oi, Flux.NOTIF_RACC_KO, MotifRaccKO=PTO_INEXISTANTE)
    assert pose_due(bureau_oi.dossier)
    bureau_oi.vit(Message(Flux.CMD_STOC, {"ReferenceCommandePriseInterneOC": "CMD-1"}, Partie.OI))
    assert not pose_due(bureau_oi.dossier)
    bureau_oi.vit(Fait(Nature.APPEL, Partie.OC, "appel", "CMD-1", {"motif": "FIMP17", "joint": "oui"}))
    assert pose_due(bureau_oi.dossier)


def test_another_fault_says_nothing_of_the_pto(bureau_oi: Bureau, commande: dict[str, str]) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    dit(bureau_oi, Flux.NOTIF_RACC_KO, MotifRaccKO="FINT04 ECHEC PRODUCTION : ABSENCE DE CONTINUITE OPTIQUE")
    bureau_oi.vit(Fait(Nature.APPEL, Partie.OC, "appel", "CMD-1", {"motif": "FIMP17", "joint": "non"}))
    assert absence(bureau_oi.dossier) == -1


@pytest.mark.parametrize(
    ("commentaire", "lue"),
    [(PRISE, PRISE), (f"numéro de PTO erroné, la bonne est {PRISE}.", PRISE), ("XV-0000-0000", ""), ("", "")],
)
def test_the_oi_reads_the_right_pto_in_the_comment(bureau_oi: Bureau, commentaire: str, lue: str) -> None:
    """§7.1.2, §7.1.4: as far as it knows it."""
    dit(bureau_oi, Flux.NOTIF_RACC_KO, CommentaireRaccKO=commentaire)
    assert autre_prise(bureau_oi.dossier, bureau_oi.monde.reseau) == lue
