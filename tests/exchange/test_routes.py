"""The route inside a line: which blocks are used, what can be built, what is the same."""

from __future__ import annotations

from harness import resources
from harness.exchange.routes import BLOCS, CHAMPS_ROUTE, champ, meme, reelle, route
from harness.protocol.terms import Flux
from harness.workbook.compile import charge

MONO = {"OC 1": "XTEL", "ReferencePBO N°1": "PBO-1", "InformationFibrePBO N°1": "3"}
BI = MONO | {"ReferencePBO N°2": "PBO-1", "InformationFibrePBO N°2": "4"}


def test_the_columns_are_those_of_the_workbook() -> None:
    """In the order of the sheet, block by block."""
    assert resources.classeur().exists()
    attendus = [nom for n in BLOCS for nom in (f"OC {n}", *(champ(c, n) for c in CHAMPS_ROUTE))]
    for flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV):
        assert list(charge()[flux].noms)[-len(attendus) :] == attendus


def test_a_block_is_used_when_it_holds_a_route() -> None:
    assert list(route(MONO)) == [1]
    assert list(route(BI)) == [1, 2]
    assert route({"OC 1": "XTEL"}) == {}


def test_a_placeholder_is_not_a_route() -> None:
    assert reelle(route(MONO))
    assert not reelle(route(MONO | {"NomModulePm N°1": "hotline"}))
    assert not reelle({})


def test_what_only_one_line_fills_says_nothing() -> None:
    assert meme(route(MONO), route(MONO | {"LocalisationPBO N°1": "palier"}))
    assert not meme(route(MONO), route(MONO | {"InformationFibrePBO N°1": "4"}))
    assert not meme(route(MONO), route(BI))
    assert not meme({}, {})
