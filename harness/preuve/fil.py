"""Wire mutants and random conversations, from the sources: the naive oracle that judges them ships with the tests.

It shares no code with the judge, so it is no part of the product: without the sources, this proof is left out and said.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from harness.preuve.jeu import Trace
from harness.protocol.spec import Protocole

SOURCES = Path(__file__).resolve().parents[2]


def present() -> bool:
    """Whether the harness runs from its sources."""
    return (SOURCES / "tests" / "oracle" / "oracle.py").is_file()


def _module(nom: str) -> Any:
    if str(SOURCES) not in sys.path:
        sys.path.append(str(SOURCES))
    return import_module(nom)


def oracle() -> Callable[[Sequence[Trace]], str]:
    """What the naive oracle says of the files of a play: « conforme », « non conforme » or « indécis »."""
    juge = _module("tests.oracle.oracle").Oracle().juge
    lot = _module("tests.oracle.fichier").Lot

    def dit(lots: Sequence[Trace]) -> str:
        return str(juge([lot(x.fichier, x.emetteur.value, x.de, x.a, x.octets, x.instant) for x in lots]).verdict)

    return dit


@dataclass(frozen=True)
class Fil:
    """What the harness and the naive oracle make of damaged conversations. `desaccords` are shrunk, as text."""

    mutants: int
    classes: dict[str, int]
    connus: dict[str, int]
    desaccords: tuple[str, ...] = ()

    def donnees(self) -> dict[str, Any]:
        """The same, for JSON."""
        return {"mutants": self.mutants, "classes": self.classes, "connus": self.connus,
                "desaccords": list(self.desaccords)}  # fmt: skip


@dataclass(frozen=True)
class Conversations:
    """What the harness finds in random conversations in which nothing is wrong."""

    conversations: int
    lots: int
    lignes: int
    fausses_alarmes: tuple[str, ...] = ()
    connues: dict[str, int] = field(default_factory=dict)

    def donnees(self) -> dict[str, Any]:
        """The same, for JSON."""
        return {"conversations": self.conversations, "lots": self.lots, "lignes": self.lignes,
                "fausses_alarmes": list(self.fausses_alarmes), "connues": self.connues}  # fmt: skip


def mutants(nombre: int, graine: str, protocole: Protocole, avance: Callable[[int], object]) -> Fil:
    """Damage the conversations of the catalogue so many times; `avance` is told 1 for each."""
    depart, moteur, recit = (_module(f"tests.mutants.{nom}") for nom in ("depart", "moteur", "recit"))
    with TemporaryDirectory(prefix="preuve-") as racine:
        origines = depart.conversations(depart.joue_le_catalogue(Path(racine) / "journal"))
        engin = moteur.Moteur(origines, protocole, graine)
        bilan = engin.court(range(nombre), avance=lambda _: avance(1))
    ecartees = tuple(f"{c.id} : {j.desaccord}" for c, j in engin.ecartees)
    desaccords = tuple(recit.raconte(d, graine) for d in bilan.desaccords)
    return Fil(bilan.nombre, dict(sorted(bilan.classes.items())), dict(sorted(bilan.connus.items())),
               (*ecartees, *desaccords))  # fmt: skip


def conversations(nombre: int, graine: str, protocole: Protocole, avance: Callable[[int], object]) -> Conversations:
    """Hold so many random conversations, or a few more; `avance` is told how many more were held."""
    essai = _module("tests.sans_alarme.essai").essaie(nombre, graine, protocole, dit=avance)
    compte, alarmes = essai.compte, (essai.alarme,) if essai.alarme else ()
    return Conversations(compte.conversations, compte.lots, compte.lignes, alarmes)
