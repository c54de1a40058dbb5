"""A line given to another OC: who lost it is told, after the other is served, and never to whom (§3.10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from harness.actors.case import Contexte, Dossier, Vecu
from harness.actors.ecrasement import notifie
from harness.network.circumstances import Circonstance, fait
from harness.network.facts import Fait, Nature
from harness.network.ground import apres
from harness.protocol.terms import Flux, Partie

Bureau = Any
TITRE = {"logement": "equipe", "oc": "XDUO", "prestation": "XVAL-FTTH-ANCIEN"}


@pytest.fixture
def acces(bureau_oi: Bureau) -> Dossier:
    """The line of the equipped dwelling, in service for OC1."""
    tenue = Fait(Nature.ACCES, Partie.OI, "la ligne est en service", "ANCIENNE-1", TITRE)
    bureau_oi.monde = apres(bureau_oi.monde, tenue)
    return Dossier("ANCIENNE-1", "XDUO").avec(Vecu(bureau_oi.instant, tenue))


def contexte(bureau: Bureau, acces: Dossier) -> Contexte:
    return replace(bureau.contexte, dossiers={"CMD-1": bureau.dossier, acces.reference: acces})


def passe(bureau: Bureau, commande: dict[str, str]) -> None:
    equipe = {"CodeAdresseImmeuble": "00123A0107", "Batiment": "", "Escalier": "", "Etage": ""}
    existante = {"PriseExistante": "O", "ReferencePrise": "XV-7K2M-4R9Q"}
    bureau.recoit(Flux.CMD_ACCES, commande | equipe | existante)
    bureau.jusqu_a(Flux.CR_MAD)


def test_nobody_is_told_before_the_other_is_served(bureau_oi: Bureau, commande: dict[str, str], acces: Dossier) -> None:
    passe(bureau_oi, commande)
    assert notifie(acces, contexte(bureau_oi, acces)) is None
    bureau_oi.recoit(Flux.CR_MES, {"DateMiseEnService": "20260108 10:00"})
    envoi = notifie(acces, contexte(bureau_oi, acces))
    assert envoi is not None
    assert envoi.cellules == {
        "ReferenceCommandePriseInterneOC": "ANCIENNE-1",
        "ReferencePrestationPrise": "XVAL-FTTH-ANCIEN",
        "ReferencePrise": "XV-7K2M-4R9Q",
        "OperateurEcrase": "XDUO",
        "DateEcrasement": "20260108 10:00",
    }
    assert not [c for c in envoi.cellules.values() if "XTEL" in c or "CMD-1" in c]


def test_it_is_told_once(bureau_oi: Bureau, commande: dict[str, str], acces: Dossier) -> None:
    from harness.exchange.messages import Message

    passe(bureau_oi, commande)
    bureau_oi.recoit(Flux.CR_MES, {"DateMiseEnService": "20260108 10:00"})
    envoi = notifie(acces, contexte(bureau_oi, acces))
    assert envoi is not None
    dit = acces.avec(Vecu(envoi.instant, Message(envoi.flux, envoi.cellules, Partie.OI)))
    assert notifie(dit, contexte(bureau_oi, dit)) is None
    assert dit.etat == "écrasée"


def test_a_line_elsewhere_is_not_lost(bureau_oi: Bureau, commande: dict[str, str], acces: Dossier) -> None:
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"TypeRacco": "OC"})
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    bureau_oi.recoit(Flux.CR_MES, {"DateMiseEnService": "20260108 10:00"})
    assert notifie(acces, contexte(bureau_oi, acces)) is None


def test_a_fibre_of_one_s_own_is_never_overwritten(bureau_oi: Bureau, commande: dict[str, str], acces: Dossier) -> None:
    """§3.10: shared lines only."""
    bureau_oi.monde = apres(bureau_oi.monde, fait(Circonstance.FIBRE_DEDIEE, bureau_oi.monde, "equipe", "XTEL"))
    passe(bureau_oi, commande)
    bureau_oi.recoit(Flux.CR_MES, {"DateMiseEnService": "20260108 10:00"})
    assert notifie(acces, contexte(bureau_oi, acces)) is None
