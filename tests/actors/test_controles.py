"""What the OI checks of an order against the others, the building and the position file (§3.3, §2.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from harness.actors import oi
from harness.actors.case import Dossier
from harness.actors.deviations import champ_vide, colonne_omise, reference_reprise
from harness.network.circumstances import Circonstance, fait
from harness.network.ground import apres
from harness.protocol.terms import Flux, Modele, Partie, Situation

Bureau = Any
EXISTANTE = {
    "CodeAdresseImmeuble": "00123A0107", "Batiment": "", "Escalier": "", "Etage": "", "PriseExistante": "O",
    "ReferencePrise": "XV-7K2M-4R9Q",
}  # fmt: skip


@pytest.mark.parametrize(("autre", "code"), [("XTEL", "FIMP19"), ("XDUO", "")])
def test_a_second_order_of_the_same_oc_on_one_pto_is_refused(
    bureau_oi: Bureau, commande: dict[str, str], autre: str, code: str
) -> None:
    """§3.3: while the first is under way; another OC may order that PTO (§3.10)."""
    bureau_oi.dossier = Dossier("CMD-0", autre)
    bureau_oi.recoit(Flux.CMD_ACCES, commande | EXISTANTE | {"ReferencePrestationPm": f"{autre}-PM-00123-01"})
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    premiere = bureau_oi.dossier
    bureau_oi.dossier = Dossier("CMD-1", "XTEL")
    bureau_oi.recoit(Flux.CMD_ACCES, commande | EXISTANTE)
    bureau_oi.agit()
    ctx = replace(bureau_oi.contexte, dossiers={"CMD-0": premiere, "CMD-1": bureau_oi.dossier})
    cr = oi.decide(bureau_oi.dossier, ctx)
    assert cr is not None
    assert cr.cellules.get("MotifKoCrCommandePrise", "")[:6] == code  # type: ignore[union-attr]


def test_a_reference_that_is_under_way_is_refused_and_the_first_order_goes_on(
    bureau_oi: Bureau, commande: dict[str, str]
) -> None:
    """§3.3: AR OK then report KO (AMB-52), for the second only."""
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.jusqu_a(Flux.CR_CMD_ACCES)
    avant = bureau_oi.dossier.etat
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    ar, cr = bureau_oi.agit(), bureau_oi.agit()
    assert (ar.flux, ar.cellules["EtatArCommandePrise"]) == (Flux.AR_CMD_ACCES, "OK")
    assert cr.cellules["MotifKoCrCommandePrise"].startswith("FIMP13")
    assert bureau_oi.dossier.etat is avant
    assert bureau_oi.envoi().flux is Flux.CMD_STOC


@pytest.mark.parametrize(
    ("circonstance", "code"),
    [
        (Circonstance.ADDUCTION, "FIMP09"),
        (Circonstance.ADRESSE_FERMEE, "FIMP10"),
        (Circonstance.PBO_SATURE, "FINT01"),
    ],
)
def test_what_the_world_says_is_the_reason_of_the_refusal(
    bureau_oi: Bureau, commande: dict[str, str], circonstance: Circonstance, code: str
) -> None:
    bureau_oi.constate(circonstance)
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    bureau_oi.agit()
    assert bureau_oi.envoi().cellules["MotifKoCrCommandePrise"].startswith(code)


@pytest.mark.parametrize(
    ("demande", "contrat", "retenu"),
    [("COFI", "LOCA", "COFI"), ("LOCA", "COFI", "LOCA"), ("AUTO", "COFI", "COFI"), ("AUTO", "LOCA", "LOCA")],
)
def test_the_financing_kept_is_the_one_asked_for_or_the_contract_s(
    bureau_oi: Bureau, commande: dict[str, str], demande: str, contrat: str, retenu: str
) -> None:
    """§3.1, AMB-59."""
    bureau_oi.convient(financement=contrat)
    bureau_oi.recoit(Flux.CMD_ACCES, commande | {"TypeCommandeDemande": demande})
    assert bureau_oi.jusqu_a(Flux.CR_CMD_ACCES).cellules["TypeCommandeRetenu"] == retenu


def test_the_oc_asks_for_the_financing_it_chose(bureau_oc: Bureau) -> None:
    bureau_oc.convient(demande="AUTO")
    bureau_oc.souscrit(Modele.STOC)
    assert bureau_oc.envoi().cellules["TypeCommandeDemande"] == "AUTO"


@pytest.mark.parametrize(("circonstance", "blocs"), [(Circonstance.BI_FIBRE, 2), (Circonstance.QUADRI_FIBRE, 4)])
def test_as_many_blocks_as_fibres_the_oc_named_in_its_own(
    bureau_oi: Bureau, commande: dict[str, str], circonstance: Circonstance, blocs: int
) -> None:
    """§3.3."""
    bureau_oi.constate(circonstance)
    bureau_oi.recoit(Flux.CMD_ACCES, commande)
    cr = bureau_oi.jusqu_a(Flux.CR_CMD_ACCES).cellules
    assert [bool(cr.get(f"NomModulePm N°{n}")) for n in (1, 2, 3, 4)] == [n <= blocs for n in (1, 2, 3, 4)]
    assert [cr.get(f"OC {n}", "") for n in (1, 2, 3, 4)] == ["", "XTEL", "", ""]


@pytest.mark.parametrize("situation", [Situation.A_CONSTRUIRE, Situation.IDENTIFIEE])
def test_a_fibre_of_one_s_own_is_that_of_the_position_file(
    bureau_oi: Bureau, commande: dict[str, str], situation: Situation
) -> None:
    """§2.7."""
    logement = "neuf" if situation is Situation.A_CONSTRUIRE else "equipe"
    bureau_oi.monde = apres(bureau_oi.monde, fait(Circonstance.FIBRE_DEDIEE, bureau_oi.monde, logement, "XTEL"))
    bureau_oi.recoit(Flux.CMD_ACCES, commande | (EXISTANTE if logement == "equipe" else {}))
    cr = bureau_oi.jusqu_a(Flux.CR_CMD_ACCES).cellules
    fibre = bureau_oi.monde.reseau.fibre(bureau_oi.monde.reseau.positions[logement])
    assert (cr["ReferencePBO N°1"], cr["InformationFibrePBO N°1"]) == (fibre.pbo, fibre.fibre)


def test_faults_on_purpose_say_what_they_are() -> None:
    vide = champ_vide(Partie.OC, Flux.CMD_ACCES, "ReferencePm")
    reprise = reference_reprise("CMD-1", "CMD-2")
    colonne = colonne_omise(Partie.OC, Flux.CMD_ACCES, "B")
    assert vide.ligne({"ReferencePm": "X", "Etage": "2"}) == {"ReferencePm": "", "Etage": "2"}
    assert reprise.ligne({"ReferenceCommandePriseInterneOC": "CMD-2"}) == {"ReferenceCommandePriseInterneOC": "CMD-1"}
    assert colonne.fichier("A;B;C\n1;2;3\né;;4\n".encode()) == "A;C\n1;3\né;4\n".encode()
    mots = ("ReferencePm vide", "reprend la référence", "omet la colonne B")
    assert all(mot in ecart.phrase for mot, ecart in zip(mots, (vide, reprise, colonne), strict=True))
    with pytest.raises(ValueError, match="not in list"):
        colonne.fichier(b"A;C\n1;3\n")
