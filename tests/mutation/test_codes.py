"""What a fault changes once compiled, and that it is planted where the function is already in use."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutation.codes import change, chargees, compile_, plante

SOURCE = """
from functools import lru_cache

LIMITE = 3

def double(x, facteur=2):
    return [x * facteur for _ in range(1)][0]

@lru_cache
def garde(x):
    return x + 1

class Boite:
    taille = 4

    @property
    def moitie(self):
        return self.taille // 2

    def dehors(self):
        def dedans(y):
            return y - 1
        return dedans
"""


@pytest.mark.parametrize(
    ("avant", "apres", "touchees"),
    [
        ("x * facteur", "x + facteur", ["double"]),
        ("x + 1", "x + 2", ["garde"]),
        ("self.taille // 2", "self.taille * 2", ["Boite.moitie"]),
        ("y - 1", "y + 1", ["Boite.dehors"]),
        ("LIMITE = 3", "LIMITE = 4", None),
        ("taille = 4", "taille = 5", None),
        ("facteur=2", "facteur=3", None),
        ("@lru_cache\n", "\n", None),
        ("    @property\n", "\n", None),
        ("x + 1", "(x + 1)", []),
        ("range(1)", "range(1 + 0)", []),
    ],
)
def test_what_runs_on_import_is_told_from_what_a_function_does(
    avant: str, apres: str, touchees: list[str] | None
) -> None:
    assert SOURCE.count(avant) == 1
    chemin = Path("module.py")
    trouvees = change(compile_(SOURCE, chemin), compile_(SOURCE.replace(avant, apres), chemin))
    assert (trouvees and [c.co_qualname for c in trouvees]) == touchees


@pytest.fixture
def module(tmp_path: Path) -> ModuleType:
    """The source above, loaded from a file."""
    lu = ModuleType("boites")
    exec(compile_(SOURCE, tmp_path / "boites.py"), lu.__dict__)
    return lu


def test_a_fault_is_planted_in_what_others_already_hold(module: ModuleType, tmp_path: Path) -> None:
    """A name taken elsewhere, a property, a function behind a cache: all of them are the faulty one from then on."""
    tenue: Callable[[int], int] = module.double
    boite = module.Boite()
    assert (tenue(5), boite.moitie, module.garde(1)) == (10, 2, 2)
    chemin = tmp_path / "boites.py"
    fautif = SOURCE.replace("x * facteur", "x - facteur").replace("taille // 2", "taille // 4").replace("+ 1", "+ 7")
    touchees = change(compile_(SOURCE, chemin), compile_(fautif, chemin))
    assert touchees is not None
    for code in touchees:
        plante(code, chargees(tmp_path))
    assert (tenue(5), boite.moitie, module.garde(2)) == (3, 1, 9)


def test_a_function_that_is_not_loaded_is_no_place_to_plant_in(tmp_path: Path) -> None:
    chemin = tmp_path / "absent.py"
    (code,) = change(compile_(SOURCE, chemin), compile_(SOURCE.replace("y - 1", "y + 1"), chemin)) or ()
    assert "boites" not in sys.modules
    with pytest.raises(RuntimeError, match="0 fonctions en mémoire"):
        plante(code, chargees(tmp_path))
