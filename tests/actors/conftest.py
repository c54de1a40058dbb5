"""A desk for one party: its world, and the events it lives, without any campaign around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from harness import resources
from harness.actors import oc, oi
from harness.actors.case import Acte, Contexte, Defaut, Dossier, Envoi, Geste, Vecu
from harness.exchange.messages import Message
from harness.network.circumstances import Circonstance, fait
from harness.network.contract import Contrat
from harness.network.facts import Fait, Nature
from harness.network.ground import Monde, apres
from harness.network.loading import charge
from harness.network.names import Alea
from harness.protocol.terms import EMETTEURS, Flux, Modele, Partie, Situation
from harness.workbook.compile import charge as charge_protocole

LUNDI = datetime(2026, 1, 5, 9)


@dataclass
class Bureau:
    """`agit` carries out the party's own acts; `recoit` and `vit` are what happens to it, an hour later each time."""

    partie: Partie
    monde: Monde
    instant: datetime = LUNDI
    dossier: Dossier = field(default_factory=lambda: Dossier("CMD-1", ""))

    @property
    def contexte(self) -> Contexte:
        motifs = {m.code: m.libelle for m in charge_protocole().motifs}
        code = {Partie.OI: self.monde.reseau.oi, Partie.OC: "XTEL"}[self.partie]
        return Contexte(self.partie, code, self.monde, Alea("essai"), motifs, {"CMD-1": self.dossier})

    def acte(self) -> Acte | None:
        decide = oi.decide if self.partie is Partie.OI else oc.decide
        return decide(self.dossier, self.contexte)

    def envoi(self) -> Envoi:
        acte = self.acte()
        assert isinstance(acte, Envoi), acte
        return acte

    def geste(self) -> Geste:
        acte = self.acte()
        assert isinstance(acte, Geste), acte
        return acte

    def vit(self, quoi: Message | Fait, defauts: tuple[Defaut, ...] = ()) -> None:
        self.instant += timedelta(hours=1)
        if isinstance(quoi, Fait):
            self.monde = apres(self.monde, quoi)
        self.dossier = self.dossier.avec(Vecu(self.instant, quoi, defauts))

    def recoit(self, flux: Flux, cellules: Mapping[str, str], *defauts: Defaut) -> None:
        emetteur = self.partie.autre if self.partie.autre in EMETTEURS[flux] else self.partie
        complet = {"ReferenceCommandePriseInterneOC": "CMD-1", **cellules}
        self.vit(Message(flux, complet, emetteur), defauts)

    def agit(self) -> Acte:
        """The party does what it decides, now."""
        acte = self.acte()
        assert acte is not None
        self.instant = max(self.instant, acte.instant)
        if isinstance(acte, Geste):
            self.vit(acte.fait)
        else:
            self.vit(Message(acte.flux, acte.cellules, self.partie))
        return acte

    def jusqu_a(self, flux: Flux) -> Envoi:
        """Let the party act until it sends a flux."""
        for _ in range(10):
            acte = self.agit()
            if isinstance(acte, Envoi) and acte.flux is flux:
                return acte
        raise AssertionError(f"{flux} n'est jamais envoyé")

    def constate(self, circonstance: Circonstance) -> None:
        self.monde = apres(self.monde, fait(circonstance, self.monde, "neuf", "XTEL"))

    def convient(self, **valeurs: object) -> None:
        """Change the contract."""
        contrat: Contrat = replace(self.monde.contrat, **valeurs)  # type: ignore[arg-type]
        self.monde = replace(self.monde, contrat=contrat)

    def souscrit(self, modele: Modele, situation: Situation = Situation.A_CONSTRUIRE) -> None:
        logement = "neuf" if situation is Situation.A_CONSTRUIRE else "equipe"
        donnees = {"logement": logement, "situation": situation, "modele": modele, "financement": "COFI"}
        self.vit(Fait(Nature.SOUSCRIPTION, Partie.OC, "un client souscrit", "CMD-1", donnees))


@pytest.fixture
def monde() -> Monde:
    return charge(resources.fixtures("reseaux", "valfibre.toml"))


@pytest.fixture
def bureau_oi(monde: Monde) -> Bureau:
    return Bureau(Partie.OI, monde, dossier=Dossier("CMD-1", "XTEL"))


@pytest.fixture
def bureau_oc(monde: Monde) -> Bureau:
    return Bureau(Partie.OC, monde, dossier=Dossier("CMD-1", "XVAL"))


@pytest.fixture
def commande() -> dict[str, str]:
    """An order that the OI accepts."""
    return {
        "TypeRacco": "STOC",
        "PriseExistante": "N",
        "TypeCommandeDemande": "COFI",
        "ReferencePm": "FI-00123-VF01",
        "ReferencePrestationPm": "XTEL-PM-00123-01",
        "CodeAdresseImmeuble": "00123A0042",
        "Batiment": "A",
        "Escalier": "1",
        "Etage": "2",
    }
