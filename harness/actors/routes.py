"""Routes as cells, and back to the fibre that a technician finds in the field (§3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from harness.actors.case import Dossier
from harness.exchange.routes import BLOCS, CHAMPS_ROUTE, champ
from harness.network.facts import Nature
from harness.network.network import Fibre, Reseau
from harness.protocol.terms import HOTLINE, Flux

CONNECTEURS = ("ROUGE", "BLEU", "VERT", "JAUNE")
"""Colour of each connector of a PTO, by block."""

FLUX_DE_ROUTE = (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV)


def blocs(reseau: Reseau, groupe: tuple[Fibre, ...], oc: str) -> dict[str, str]:
    """Cells of the route blocks: one in mono-fibre, one a fibre otherwise, the OC's code in its own only."""
    cellules: dict[str, str] = {}
    for n, fibre in enumerate(groupe, start=1):
        if n == reseau.bloc(oc):
            cellules[f"OC {n}"] = oc
        cellules |= {champ(nom, n): texte for nom, texte in _bloc(reseau, fibre, n).items()}
    return cellules


def _bloc(reseau: Reseau, fibre: Fibre, n: int) -> dict[str, str]:
    pbo = reseau.pbos[fibre.pbo]
    return {
        "NomModulePm": fibre.module,
        "PositionModulePm": fibre.position,
        "ReferenceCableModulePm": fibre.cable_pm,
        "InformationTubeModulePm": fibre.tube_pm,
        "InformationFibreModulePm": fibre.fibre_pm,
        "ReferencePBO": pbo.reference,
        "LocalisationPBO": pbo.localisation,
        "ReferenceCablePBO": pbo.cable,
        "InformationTubePBO": fibre.tube,
        "InformationFibrePBO": fibre.fibre,
        "ConnecteurPriseNumero": str(n),
        "ConnecteurPriseCouleur": CONNECTEURS[n - 1],
    }


def blocs_hotline(oc: str) -> dict[str, str]:
    """Cells of the first block when the route will be given by phone: nothing that could be taken for real."""
    textes = ("NomModulePm", "PositionModulePm", "ReferencePBO", "InformationTubePBO", "InformationFibrePBO")
    return {"OC 1": oc, **{champ(nom, 1): HOTLINE for nom in textes}, champ("ConnecteurPriseNumero", 1): "0"}


def fibre_ecrite(reseau: Reseau, cellules: Mapping[str, str], oc: str) -> Fibre | None:
    """The fibre that a line gives to an OC, as found at the PBO; None when there is none such."""
    siens = [n for n in BLOCS if cellules.get(f"OC {n}", "").strip().upper() == oc.upper()]
    return _au_bloc(reseau, cellules, siens[0] if siens else 1)


def fibres_ecrites(reseau: Reseau, cellules: Mapping[str, str]) -> tuple[Fibre, ...]:
    """All the fibres that a line names, whoever they are for."""
    return tuple(f for n in BLOCS if (f := _au_bloc(reseau, cellules, n)) is not None)


def _au_bloc(reseau: Reseau, cellules: Mapping[str, str], n: int) -> Fibre | None:
    reperes = ("ReferencePBO", "InformationTubePBO", "InformationFibrePBO")
    pbo, tube, brin = (cellules.get(champ(nom, n), "").strip() for nom in reperes)
    return reseau.au_pbo(pbo, tube, brin)


def groupe_dit(reseau: Reseau, fibres: str) -> tuple[Fibre, ...]:
    """The fibres that a fact names."""
    return tuple(f for i in fibres.split("|") if (f := reseau.fibre(i)) is not None)


def nomme(groupe: tuple[Fibre, ...]) -> str:
    """The fibres of a route, as a fact names them."""
    return "|".join(f.id for f in groupe)


@dataclass(frozen=True, slots=True)
class RouteDonnee:
    """The last route given for an order, in writing (`cellules`) or by word (`fibres`, ids), and its PTO."""

    prise: str = ""
    cellules: Mapping[str, str] | None = None
    fibres: str = ""


def route_donnee(dossier: Dossier) -> RouteDonnee:
    """The last of what was written, told by phone, or decided by the OI for itself."""
    ecrite = dossier.dernier(*FLUX_DE_ROUTE)
    dite = dossier.fait(Nature.NOUVELLE_ROUTE, Nature.REAFFECTATION)
    if dite is not None and dossier.rang(dite) > dossier.rang(ecrite):
        return RouteDonnee(dite["prise"], fibres=dite["fibres"])
    return RouteDonnee() if ecrite is None else RouteDonnee(ecrite["ReferencePrise"], ecrite.cellules)


def fibre_donnee(dossier: Dossier, reseau: Reseau, oc: str) -> Fibre | None:
    """The OC's own fibre on that route, as found at the PBO; None when nothing is found there."""
    donnee = route_donnee(dossier)
    if donnee.cellules is not None:
        return fibre_ecrite(reseau, donnee.cellules, oc)
    groupe, bloc = groupe_dit(reseau, donnee.fibres), reseau.bloc(oc)
    return groupe[bloc - 1] if len(groupe) >= bloc else None


def champs_de_route(donnee: RouteDonnee, reseau: Reseau, oc: str) -> dict[str, str]:
    """The cells that write a route, again when it was written already."""
    if donnee.cellules is None:
        return blocs(reseau, groupe_dit(reseau, donnee.fibres), oc)
    noms = [f"OC {n}" for n in BLOCS] + [champ(nom, n) for n in BLOCS for nom in CHAMPS_ROUTE]
    return {nom: donnee.cellules.get(nom, "") for nom in noms}
