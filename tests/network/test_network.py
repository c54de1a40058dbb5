"""The network as the system knows it: groups of fibres, what is free, what a technician finds."""

from __future__ import annotations

import pytest

from harness import resources
from harness.network.loading import charge
from harness.network.network import Reseau

MONO = charge(resources.fixtures("reseaux", "valfibre.toml")).reseau
QUADRI = charge(resources.fixtures("reseaux", "quadrival.toml")).reseau


def test_mono_fibre_gives_one_fibre_and_skips_what_is_held() -> None:
    assert [f.numero for f in MONO.groupe_libre("PBO-00123-0001", ())] == [3]
    assert [f.numero for f in MONO.groupe_libre("PBO-00123-0001", {"PBO-00123-0001/3"})] == [4]


def test_multi_fibre_gives_as_many_fibres_as_blocks() -> None:
    assert [f.numero for f in QUADRI.groupe_libre("PBO-00456-0001", ())] == [5, 6, 7, 8]
    assert [f.numero for f in QUADRI.groupe_libre("PBO-00456-0001", {"PBO-00456-0001/7"})] == [9, 10, 11, 12]


@pytest.mark.parametrize("reseau", [MONO, QUADRI], ids=["mono", "quadri"])
def test_a_saturated_pbo_gives_nothing(reseau: Reseau) -> None:
    pbo = next(iter(reseau.pbos))
    assert reseau.sature(pbo).groupe_libre(pbo, ()) == ()
    assert reseau.groupe_libre(pbo, ()) != ()


def test_each_oc_has_its_block_only_when_there_are_several_fibres() -> None:
    assert (QUADRI.bloc("XTEL"), QUADRI.bloc("XDUO"), MONO.bloc("XTEL")) == (3, 1, 1)


def test_the_fibres_behind_a_pto() -> None:
    logement = MONO.logements["equipe"]
    assert [f.numero for f in MONO.groupe_de(logement)] == [1]
    assert MONO.de_la_prise("XV-7K2M-4R9Q") == logement
    assert MONO.de_la_prise("") is None
    assert MONO.groupe_de(MONO.logements["neuf"]) == ()


def test_a_pto_may_be_known_without_its_dwelling() -> None:
    """§7.1.2, §7.1.4: its number leads to its fibre, which is given to nobody else."""
    libre = MONO.groupe_libre("PBO-00123-0001", ())
    reseau = MONO.egare("XV-AAAA-BBBB", libre[0].id)
    assert reseau.groupe_de_la_prise("XV-AAAA-BBBB") == libre
    assert reseau.de_la_prise("XV-AAAA-BBBB") is None
    assert reseau.groupe_libre("PBO-00123-0001", ()) not in ((), libre)
    assert reseau.groupe_de_la_prise("XV-7K2M-4R9Q") == MONO.groupe_de(MONO.logements["equipe"])
    assert (reseau.groupe_de_la_prise(""), MONO.groupe_de_la_prise("XV-AAAA-BBBB")) == ((), ())


def test_what_a_technician_finds_at_the_pbo() -> None:
    fibre = MONO.pbos["PBO-00123-0001"].fibres[2]
    assert MONO.au_pbo(fibre.pbo, fibre.tube, fibre.fibre) == fibre
    assert MONO.fibre(fibre.id) == fibre
    assert MONO.au_pbo(fibre.pbo, fibre.tube, "99 ROSE") is None
    assert MONO.au_pbo("ailleurs", fibre.tube, fibre.fibre) is None
    assert MONO.fibre("ailleurs/1") is None
