"""Networks as files: `fixtures/reseaux/*.toml` to a world and its contract."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from harness.network.contract import Contrat, Delais, PriseDeRdv, Saturation
from harness.network.ground import EtatFibre, Monde, Terrain
from harness.network.network import Adresse, Client, Fibre, Logement, Pbo, Pm, Reseau
from harness.protocol.terms import Modele, Partie
from harness.records import Lecteurs, construit, suite, table_de
from harness.refus import Refus
from harness.systeme import raison

COULEURS = (
    "ROUGE", "BLEU", "VERT", "JAUNE", "VIOLET", "BLANC", "ORANGE", "GRIS", "MARRON", "NOIR", "TURQUOISE", "ROSE",
)  # fmt: skip
"""Colours of the tubes and fibres of a cable, in their usual order."""

T = TypeVar("T")


class ReseauIllisible(Refus):
    """The file does not describe a network. The message says where and why, in French."""


@dataclass(frozen=True, slots=True)
class _Reseau:
    nom: str
    oi: str
    oc: tuple[str, ...]
    ingenierie: int
    adresses: tuple[Adresse, ...]
    pm: tuple[Pm, ...]
    pbo: tuple[_Pbo, ...]
    logements: tuple[Logement, ...]
    contrat: Contrat
    blocs: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Pbo:
    reference: str
    pm: str
    localisation: str
    cable: str
    module: str
    tube: int
    fibres: int
    occupees: tuple[int, ...]


def charge(chemin: Path) -> Monde:
    """The world of one file; in the field, everything is as the system says. Raises ReseauIllisible."""
    try:
        lu = construit(_Reseau, tomllib.loads(chemin.read_text(encoding="utf-8")), _LECTEURS)
        reseau = _reseau(lu)
    except OSError as e:
        raise ReseauIllisible(f"{chemin} ne peut pas être lu : {raison(e)}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ReseauIllisible(f"{chemin} n'est pas un fichier TOML") from None
    except ValueError as e:
        raise ReseauIllisible(f"{chemin} : {e}") from None
    equipes = [lg for lg in reseau.logements.values() if lg.prise]
    raccordees = {lg.id: f"{lg.pbo}/{lg.fibre}" for lg in equipes}
    occupees = {f.id for pbo in reseau.pbos.values() for f in pbo.fibres if f.occupee} - set(raccordees.values())
    terrain = Terrain(
        fibres=dict.fromkeys(sorted(occupees), EtatFibre.OCCUPEE),
        prises={lg.id: lg.prise for lg in equipes},
        raccordees=raccordees,
    )
    return Monde(reseau, terrain, lu.contrat)


def _reseau(lu: _Reseau) -> Reseau:
    adresses = _par("adresses", lu.adresses, lambda a: a.code)
    pms = _par("pm", lu.pm, lambda p: p.reference)
    pbos = _par("pbo", (_pbo(p) for p in lu.pbo), lambda p: p.reference)
    logements = _par("logements", lu.logements, lambda lg: lg.id)
    for p in pbos.values():
        _existe(p.pm, pms, f"pbo « {p.reference} » : pm")
    for lg in logements.values():
        _existe(lg.adresse, adresses, f"logement « {lg.id} » : adresse")
        _existe(lg.pbo, pbos, f"logement « {lg.id} » : pbo")
        if bool(lg.prise) != bool(lg.fibre) or lg.fibre > len(pbos[lg.pbo].fibres):
            raise ValueError(f"logement « {lg.id} » : « prise » et « fibre » vont ensemble, la fibre est du PBO")
    if lu.ingenierie not in (1, 2, 3, 4):
        raise ValueError("« ingenierie » va de 1 à 4 fibres par logement")
    return Reseau(lu.nom, lu.oi, lu.oc, lu.ingenierie, lu.blocs or {}, adresses, pms, pbos, logements)


def _par(section: str, valeurs: Iterable[T], cle: Callable[[T], str]) -> dict[str, T]:
    index: dict[str, T] = {}
    for valeur in valeurs:
        if cle(valeur) in index:
            raise ValueError(f"{section} : « {cle(valeur)} » est en double")
        index[cle(valeur)] = valeur
    return index


def _existe(nom: str, index: Mapping[str, object], ou: str) -> None:
    if nom not in index:
        raise ValueError(f"{ou} « {nom} » n'existe pas")


def _pbo(p: _Pbo) -> Pbo:
    return Pbo(p.reference, p.pm, p.localisation, p.cable, tuple(_fibre(p, n) for n in range(1, p.fibres + 1)))


def _fibre(p: _Pbo, n: int) -> Fibre:
    tube, brin = f"{p.tube} {COULEURS[(p.tube - 1) % 12]}", f"{n} {COULEURS[(n - 1) % 12]}"
    return Fibre(
        pbo=p.reference,
        numero=n,
        module=p.module,
        position=f"{p.module}-{n:02d}",
        cable_pm=p.cable,
        tube_pm=tube,
        fibre_pm=brin,
        tube=tube,
        fibre=brin,
        occupee=n in p.occupees,
    )


def _blocs(brut: Any) -> dict[str, int]:
    if not isinstance(brut, dict) or not all(type(n) is int and 1 <= n <= 4 for n in brut.values()):
        raise TypeError
    return brut


def _entiers(brut: Any) -> tuple[int, ...]:
    if not isinstance(brut, list) or not all(type(n) is int for n in brut):
        raise TypeError
    return tuple(brut)


_ENUMS: Lecteurs = {
    "tuple[Modele, ...]": suite(Modele),
    "Partie": Partie,
    "Saturation": Saturation,
    "PriseDeRdv": PriseDeRdv,
    "Delais": table_de(Delais, {}),
    "Client": table_de(Client, {}),
    "tuple[int, ...]": _entiers,
}
_LECTEURS: Lecteurs = {
    "tuple[Adresse, ...]": suite(table_de(Adresse, {})),
    "tuple[Pm, ...]": suite(table_de(Pm, {})),
    "tuple[_Pbo, ...]": suite(table_de(_Pbo, _ENUMS)),
    "tuple[Logement, ...]": suite(table_de(Logement, _ENUMS)),
    "Contrat": table_de(Contrat, _ENUMS),
    "Mapping[str, int] | None": _blocs,
}
