"""The optical route inside a line: the technical columns of blocks OC1 to OC4 (§3.3)."""

from __future__ import annotations

from collections.abc import Mapping

from harness.protocol.terms import HOTLINE

CHAMPS_ROUTE = (
    "NomModulePm",
    "PositionModulePm",
    "ReferenceCableModulePm",
    "InformationTubeModulePm",
    "InformationFibreModulePm",
    "ReferencePBO",
    "LocalisationPBO",
    "ReferenceCablePBO",
    "InformationTubePBO",
    "InformationFibrePBO",
    "ConnecteurPriseNumero",
    "ConnecteurPriseCouleur",
)
"""Column names of one block, in order, without their number."""

BLOCS = (1, 2, 3, 4)

Route = Mapping[int, tuple[str, ...]]
"""Number of a block in use -> its cells, in the order of CHAMPS_ROUTE."""


def champ(nom: str, bloc: int) -> str:
    """Column of one block: `NomModulePm N°1`."""
    return f"{nom} N°{bloc}"


def route(cellules: Mapping[str, str]) -> Route:
    """The blocks of a line that hold anything."""
    blocs = {n: tuple(cellules.get(champ(nom, n), "").strip() for nom in CHAMPS_ROUTE) for n in BLOCS}
    return {n: cells for n, cells in blocs.items() if any(cells)}


def reelle(lue: Route) -> bool:
    """Whether a route can be built: present, and not the placeholder of a hotline reply (§3.3)."""
    return bool(lue) and not any(HOTLINE in (c.upper() for c in cells) for cells in lue.values())


def meme(une: Route, autre: Route) -> bool:
    """Whether two lines give the same route; a column that only one of them fills says nothing."""
    if not une or une.keys() != autre.keys():
        return False
    return all(a == b for n in une for a, b in zip(une[n], autre[n], strict=True) if a and b)
