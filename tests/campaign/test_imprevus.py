"""What comes at any moment: the client gives up or moves its appointment, someone writes, a visit is frozen."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from harness.campaign.campaign import ouvre
from harness.campaign.play import PATIENCE, Deroule
from harness.exchange.messages import Message
from harness.exchange.rendez_vous import concerne
from harness.exchange.walk import ouvre as position_de
from harness.network.circumstances import Circonstance
from harness.protocol.lifecycle import FINALS, Etat, Position, Refus, avance
from harness.protocol.terms import Flux, Modele, Situation
from harness.workbook.compile import charge
from tests.campaign.conftest import FICHE, reglages

IMPREVUS = (
    Circonstance.RENONCEMENT, Circonstance.REPORT, Circonstance.ABANDON_RDV, Circonstance.PRECISION_OI,
    Circonstance.PRECISION_OC, Circonstance.EMPECHEMENT, Circonstance.REPRISE,
    Circonstance.COMPLET_3, Circonstance.HOTLINE_INJOIGNABLE, Circonstance.HOTLINE_JOIGNABLE, Circonstance.SANS_TEMPS,
    Circonstance.PRISE_ABIMEE,
)  # fmt: skip
CONTRATS = (
    Circonstance.RDV_PAR_FLUX, Circonstance.CR_KO_APRES, Circonstance.SANS_COMPTER, Circonstance.SANS_NOTIFIER,
    Circonstance.UN_CRENEAU, Circonstance.TROP_TOT, Circonstance.BRASSAGE_OI, Circonstance.SANS_VISITE,
    Circonstance.SANS_VERIFIER, Circonstance.RAPPELS, Circonstance.REPASSE, Circonstance.RDV_PAR_MESSAGE,
    Circonstance.ROUTE_REDONNEE, Circonstance.RENVOI_HOTLINE,
)  # fmt: skip
MONDES = (Circonstance.PTO_ABSENTE, Circonstance.PTO_AUTRE, Circonstance.COMMUNIQUEES)
RELEVE = timedelta(minutes=5)


def joue(
    modele: Modele, situation: Situation, contrats: list[Circonstance], suite: list[tuple[int, Circonstance]]
) -> Deroule:
    """Play an order, each thing coming up after so many events."""
    with TemporaryDirectory() as racine, ouvre(Path(racine) / "j", charge(), reglages()) as campagne:
        deroule = campagne.commence(FICHE)
        deroule.souscrit(situation, modele)
        for contrat in contrats:
            deroule.survient(contrat)
        for evenements, imprevu in suite:
            for _ in range(evenements):
                deroule.boucle.avance(_bientot(deroule))
            deroule.survient(imprevu)
        while deroule.boucle.avance(_bientot(deroule)):
            pass
        deroule.livre()
    return deroule


def _bientot(deroule: Deroule) -> datetime:
    return deroule.boucle.moyens.horloge.maintenant() + PATIENCE


def croise(avant: Message, message: Message) -> bool:
    """Whether a message left before its sender could read the other's last one."""
    ecart = datetime.fromisoformat(message.instant) - datetime.fromisoformat(avant.instant)
    return avant.emetteur is not message.emetteur and ecart < RELEVE


def marche(messages: list[Message]) -> Position | None:
    """Walk an order along the table, crossings told; every message must have its place."""
    siens = [m for m in messages if not concerne(m)]
    if not siens:
        return None
    position = avance(position_de(siens[0]), siens[0].emetteur, siens[0].flux, siens[0].issue)
    assert isinstance(position, Position)
    for avant, m in pairwise(siens):
        suite = avance(position, m.emetteur, m.flux, m.issue, croise=croise(avant, m))
        assert not isinstance(suite, Refus), (m.flux, m.issue, position.etat)
        position = suite
    return position


@settings(max_examples=40, deadline=None)
@given(
    modele=st.sampled_from(Modele),
    situation=st.sampled_from(Situation),
    contrats=st.lists(st.sampled_from((*CONTRATS, *MONDES)), unique=True, max_size=3),
    suite=st.lists(st.tuples(st.integers(0, 12), st.sampled_from(IMPREVUS)), max_size=4),
)
def test_whenever_it_comes_every_message_has_its_place(
    modele: Modele, situation: Situation, contrats: list[Circonstance], suite: list[tuple[int, Circonstance]]
) -> None:
    """And the order ends, or waits for what the client or the incident holds up."""
    deroule = joue(modele, situation, contrats, suite)
    position = marche(list(deroule.messages()))
    faits = {imprevu for _, imprevu in suite}
    retenu = faits & {Circonstance.EMPECHEMENT, Circonstance.ABANDON_RDV, Circonstance.RENONCEMENT}
    assert (position is not None and position.etat in FINALS) or retenu
    if Circonstance.RENONCEMENT in faits and position is not None:
        annulees = [m for m in deroule.messages() if m.flux is Flux.CR_ANNULATION]
        assert annulees or position.etat in FINALS - {Etat.EN_SERVICE}
