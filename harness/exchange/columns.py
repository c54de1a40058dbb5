"""A lot in columns: blocks of whole lines cut at once, each cell a string, each row tied to its physical line.

Rows of the wrong width are told, never shifted; blank lines and open quotes too. Memory is one block, whatever the lot.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from harness.exchange.ecartees import ECARTS_MAX, TEXTE_MAX, Ecartee
from harness.exchange.grid import Bornes, Colonne, Grille, Masque, Rangs, bourre
from harness.exchange.recognise import Entete
from harness.exchange.sweep import de_lignes

TRANCHE = 256 << 10
"""Bytes cut at a time: what is worked out of them stays in the processor's cache."""

__all__ = ["Bloc", "Colonne", "Masque", "lit_bloc"]


@dataclass(frozen=True)
class Bloc:
    """Some lines of a lot, by column name of the workbook. `numeros` holds the physical line of each row."""

    numeros: NDArray[np.int64]
    colonnes: dict[str, Colonne]
    ecartees: tuple[Ecartee, ...]
    grille: Grille
    brutes: tuple[Colonne, ...]

    def __len__(self) -> int:
        return len(self.numeros)


def lit_bloc(premiere: int, octets: bytes, entete: Entete) -> Bloc:
    """Cut one block of whole UTF-8 lines (`exchange.lines.bloc`), header line included in the first one."""
    if premiere == 1:
        octets = octets[octets.index(b"\n") + 1 :]
        premiere = 2
    ecartees: list[Ecartee] = []
    largeur = len(entete.champs)
    if b'"' in octets:
        from harness.exchange.quoted import decoupe_cite

        grille, numeros = decoupe_cite(premiere, octets, largeur, ecartees)
    else:
        grille, numeros = _decoupe(premiere, octets, largeur, ecartees)
    grille, numeros = _sans_entetes(grille, numeros, entete, ecartees)
    dites = tuple(sorted(ecartees, key=lambda e: e.ligne))
    brutes = tuple(grille.colonne(i) for i in range(largeur))
    colonnes = {c: b for c, b in zip(entete.champs, brutes, strict=True) if c is not None}
    return Bloc(numeros, colonnes, dites, grille, brutes)


def _decoupe(premiere: int, octets: bytes, largeur: int, ecartees: list[Ecartee]) -> tuple[Grille, NDArray[np.int64]]:
    """Cut lines without quotes at every separator, a slice at a time. Lines of another width are told in `ecartees`."""
    data = np.frombuffer(octets, np.uint8)
    place = len(octets) // largeur  # no more rows than that: what is not written costs nothing
    fins = np.empty((largeur, place), np.int32)
    longueurs = np.empty_like(fins)
    numeros: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    places = [np.empty(0, np.intp)]
    debut = rang = 0
    while debut < len(octets):
        fin = octets.rfind(b"\n", debut, debut + TRANCHE) + 1 or octets.index(b"\n", debut) + 1
        tranche = data[debut:fin]
        sauts = tranche == 0x0A
        seps = sauts | (tranche == 0x3B)
        places.append(de_lignes(tranche, seps, sauts) + debut)
        ou, lignes = np.flatnonzero(seps), int(np.count_nonzero(sauts))
        numeros.append(np.arange(premiere, premiere + lignes, dtype=np.int64))
        premiere += lignes
        bouts = ou[largeur - 1 :: largeur]
        if len(ou) == lignes * largeur and sauts[bouts].all():
            departs = np.concatenate(([0], bouts[:-1] + 1))
        else:
            dernieres = np.flatnonzero(sauts[ou])
            bouts = ou[dernieres]
            departs = np.concatenate(([0], bouts[:-1] + 1))
            nombres = np.diff(dernieres, prepend=-1)
            bonnes = _regulieres(octets, debut, departs, bouts, nombres, largeur, numeros[-1], ecartees)
            ou = ou[np.repeat(bonnes, nombres)]
            departs, numeros[-1] = departs[bonnes], numeros[-1][bonnes]
        suivant = rang + len(departs)
        _pose(ou.reshape(-1, largeur), departs, debut, fins[:, rang:suivant], longueurs[:, rang:suivant])
        debut, rang = fin, suivant
    grille = Grille(bourre(data), fins[:, :rang], longueurs[:, :rang], np.concatenate(places))
    return grille, np.concatenate(numeros)


def _pose(ou: Rangs, departs: Rangs, base: int, fins: Bornes, longueurs: Bornes) -> None:
    """Write where the cells of some rows end and how long they are, from the separators after each, row by row."""
    fins[:] = ou.T
    np.subtract(fins[1:], fins[:-1], out=longueurs[1:])
    longueurs[1:] -= 1
    longueurs[0] = fins[0] - departs
    fins += base


def _regulieres(
    octets: bytes,
    base: int,
    departs: Rangs,
    bouts: Rangs,
    nombres: Rangs,
    largeur: int,
    numeros: NDArray[np.int64],
    ecartees: list[Ecartee],
) -> Masque:
    """Lines of a slice that have the width, given where they begin and end, and their cells; the others are told."""
    vides = bouts == departs
    bonnes: Masque = (nombres == largeur) & ~vides
    for rang in np.flatnonzero(~bonnes).tolist():
        if vides[rang]:
            ecartees.append(Ecartee(int(numeros[rang]), "vide"))
            continue
        depart, bout = int(departs[rang]) + base, int(bouts[rang]) + base
        garde = depart + (4 * TEXTE_MAX if len(ecartees) < ECARTS_MAX else 0)
        texte = octets[depart : min(bout, garde)].decode("utf-8", "replace")[:TEXTE_MAX]
        ecartees.append(Ecartee(int(numeros[rang]), "largeur", int(nombres[rang]), texte))
    return bonnes


def _sans_entetes(
    grille: Grille, numeros: NDArray[np.int64], entete: Entete, ecartees: list[Ecartee]
) -> tuple[Grille, NDArray[np.int64]]:
    """Take out the rows whose key is the name of the key column: headers in the middle of the file (§2.3)."""
    if not len(grille):
        return grille, numeros
    cle = grille.colonne(entete.repere)
    rangs = np.flatnonzero(reduce(np.logical_or, (cle.vaut(repere.encode()) for repere in entete.reperes)))
    if not rangs.size:
        return grille, numeros
    largeur = len(grille.fins)
    for n, r in enumerate(rangs.tolist()):
        cellules = (grille.colonne(i)[r] for i in range(largeur)) if n < ECARTS_MAX else ()
        ecartees.append(Ecartee(int(numeros[r]), "entete", largeur, ";".join(cellules)[:TEXTE_MAX]))
    return grille.sans(rangs), np.delete(numeros, rangs)
