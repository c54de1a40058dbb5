"""Routes written and found again: what the OI writes, the OC's technician finds in the field."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import resources
from harness.actors.case import Dossier, Vecu
from harness.actors.routes import blocs, blocs_hotline, fibre_donnee, fibre_ecrite, fibres_ecrites, nomme
from harness.exchange.routes import reelle, route
from harness.network.facts import Fait, Nature
from harness.network.loading import charge
from harness.protocol.terms import Flux, Partie
from harness.workbook.compile import charge as charge_protocole

QUADRI = charge(resources.fixtures("reseaux", "quadrival.toml")).reseau
MONO = charge(resources.fixtures("reseaux", "valfibre.toml")).reseau


@pytest.mark.parametrize(("oc", "bloc"), [("XTEL", 3), ("XDUO", 1)])
def test_multi_fibre_fills_every_block_and_names_one_operator(oc: str, bloc: int) -> None:
    """§3.3: all the routes to splice, and the code of the OC that orders in its own block only."""
    groupe = QUADRI.groupe_libre("PBO-00456-0001", ())
    cellules = blocs(QUADRI, groupe, oc)
    assert list(route(cellules)) == [1, 2, 3, 4]
    assert {c: v for c, v in cellules.items() if c.startswith("OC ")} == {f"OC {bloc}": oc}
    assert fibre_ecrite(QUADRI, cellules, oc) == groupe[bloc - 1]
    assert fibres_ecrites(QUADRI, cellules) == groupe


@given(st.integers(min_value=0, max_value=7))
def test_a_mono_fibre_route_is_found_again(rang: int) -> None:
    fibre = MONO.pbos["PBO-00123-0001"].fibres[rang]
    assert fibre_ecrite(MONO, blocs(MONO, (fibre,), "XTEL"), "XTEL") == fibre


def test_a_route_too_short_for_the_operator_has_no_fibre_of_its_own() -> None:
    """Told by phone while the engineering of the building is said to change: nothing to find, and no crash."""
    groupe = QUADRI.groupe_libre("PBO-00456-0001", ())
    for longueur, trouvee in ((4, groupe[2]), (2, None), (0, None)):
        dite = Fait(Nature.NOUVELLE_ROUTE, Partie.OI, "", "CMD-1", {"prise": "P", "fibres": nomme(groupe[:longueur])})
        dossier = Dossier("CMD-1", "").avec(Vecu(datetime(2026, 1, 5), dite))
        assert fibre_donnee(dossier, QUADRI, "XTEL") == trouvee


def test_every_cell_of_a_block_is_filled() -> None:
    cellules = blocs(MONO, MONO.groupe_libre("PBO-00123-0001", ()), "XTEL")
    assert all(cellules.values())
    assert len(cellules) == 13
    assert set(cellules) <= set(charge_protocole()[Flux.CR_CMD_ACCES].noms)


def test_a_hotline_reply_holds_nothing_that_looks_like_a_route() -> None:
    cellules = blocs_hotline("XTEL")
    assert not reelle(route(cellules))
    assert fibre_ecrite(MONO, cellules, "XTEL") is None
