"""A folder exchange: one sub-folder for each direction, files that appear whole and are picked up once.

What a partner leaves there is hostile: a name is never a path, a link is never followed, a size is bounded.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

TAILLE_MAX = 256 << 20
"""Bytes of the largest file that is read, by default."""

RELEVES = "releves"
"""Where a file goes once it has been picked up."""

_NOM = re.compile(r"[^\x00-\x1f/\\:]{1,200}")
_EN_COURS = (".tmp", ".part", ".filepart")


@dataclass(frozen=True, slots=True)
class Arrivee:
    """A file picked up. `refus` is the French reason why it was not read (`octets` is then empty), "" otherwise."""

    de: str
    nom: str
    octets: bytes
    refus: str = ""


class EchangeParDossier:
    """Files between operators, known by their codes, under one root. Raises OSError when the root cannot be used."""

    def __init__(self, racine: Path, operateurs: Collection[str], *, taille_max: int = TAILLE_MAX) -> None:
        self._racine = racine
        self._operateurs = sorted(operateurs)
        self._taille_max = taille_max
        racine.mkdir(parents=True, exist_ok=True)

    def depose(self, de: str, a: str, nom: str, octets: bytes) -> None:
        """Leave a file for another operator: it appears under its name only once complete.

        Raises ValueError when the name is not a plain file name, FileExistsError when it is taken.
        """
        if not est_nom_simple(nom):
            raise ValueError(f"« {nom} » n'est pas un nom de fichier")
        dossier = self._dossier(de, a)
        dossier.mkdir(exist_ok=True)
        if (dossier / nom).exists():
            raise FileExistsError(f"{dossier / nom} existe déjà")
        provisoire = dossier / f".{nom}.tmp"
        provisoire.write_bytes(octets)
        provisoire.replace(dossier / nom)

    def releve(self, a: str) -> tuple[Arrivee, ...]:
        """Pick up what is waiting for an operator, by sender then by name; each file comes once."""
        return tuple(
            arrivee
            for de in self._operateurs
            if de != a
            for nom in self._en_attente(self._dossier(de, a))
            if (arrivee := self._prend(de, a, nom)) is not None
        )

    def _dossier(self, de: str, a: str) -> Path:
        return self._racine / f"{de}_vers_{a}"

    def _en_attente(self, dossier: Path) -> list[str]:
        if not dossier.is_dir():
            return []
        noms = (p.name for p in dossier.iterdir())
        return sorted(n for n in noms if n != RELEVES and not n.startswith(".") and not n.lower().endswith(_EN_COURS))

    def _prend(self, de: str, a: str, nom: str) -> Arrivee | None:
        """Move a file aside, which claims it, then read it; None when another picker was faster."""
        dossier = self._dossier(de, a)
        cible = _place_libre(dossier / RELEVES, nom)
        try:
            (dossier / nom).rename(cible)
        except FileNotFoundError:
            return None
        octets, refus = _lit(cible, self._taille_max)
        return Arrivee(de, nom, octets, refus)


def est_nom_simple(nom: str) -> bool:
    """Whether a text can only be the name of a file in one folder."""
    return _NOM.fullmatch(nom) is not None and not nom.startswith(".")


def nom_de_lot(oi: str, oc: str, flux: str, horodatage: str, sequence: int) -> str:
    """The harness's own file names (§2.3 sets none): OI first, the flux, the version, a date and a number."""
    return f"{oi}_{oc}_{flux}_V12_{horodatage}_{sequence:04d}.csv"


def _place_libre(dossier: Path, nom: str) -> Path:
    dossier.mkdir(exist_ok=True)
    cible, rang = dossier / nom, 1
    while os.path.lexists(cible):
        rang += 1
        cible = dossier / f"{rang}_{nom}"
    return cible


def _lit(chemin: Path, taille_max: int) -> tuple[bytes, str]:
    """The bytes of an ordinary file, or why it is not read."""
    if not stat.S_ISREG(chemin.lstat().st_mode):
        return b"", "ce n'est pas un fichier ordinaire : il n'est ni lu ni suivi"
    with chemin.open("rb") as f:
        octets = f.read(taille_max + 1)
    if len(octets) > taille_max:
        return b"", f"le fichier dépasse {taille_max} octets : il n'est pas lu"
    return octets, ""
