"""Routes as cells, and back to the fibre that a technician finds in the field (§3.3)."""

from __future__ import annotations

from collections.abc import Mapping

from harness.actors.case import Dossier
from harness.exchange.routes import BLOCS, champ
from harness.network.facts import Fait, Nature
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
    n = siens[0] if siens else 1
    pbo, tube, brin = (cellules.get(champ(c, n), "").strip() for c in _REPERES)
    return reseau.au_pbo(pbo, tube, brin)


_REPERES = ("ReferencePBO", "InformationTubePBO", "InformationFibrePBO")


def groupe_dit(reseau: Reseau, fait: Fait) -> tuple[Fibre, ...]:
    """The fibres that a fact names."""
    return tuple(f for i in fait["fibres"].split("|") if (f := reseau.fibre(i)) is not None)


def nomme(groupe: tuple[Fibre, ...]) -> str:
    """The fibres of a route, as a fact names them."""
    return "|".join(f.id for f in groupe)


def fibre_a_suivre(reseau: Reseau, dossier: Dossier, oc: str) -> Fibre | None:
    """The fibre that the OC must use as far as it knows: the last of what it read and what it was told by phone."""
    ecrite = dossier.dernier(*FLUX_DE_ROUTE)
    dite = dossier.fait(Nature.NOUVELLE_ROUTE)
    if dite is not None and dossier.rang(dite) > dossier.rang(ecrite):
        groupe = groupe_dit(reseau, dite)
        return groupe[reseau.bloc(oc) - 1] if groupe else None
    return None if ecrite is None else fibre_ecrite(reseau, ecrite.cellules, oc)
