"""A file as rows of cells, to be damaged and written back: the engine's own, naive on purpose."""

from __future__ import annotations

import csv
import io

from tests.oracle.fichier import Lot

Rangees = list[list[str]]


def rangees(lot: Lot) -> Rangees:
    """Header and lines; [] when the file no longer is text in UTF-8."""
    try:
        texte = lot.octets.decode("utf-8")
        return [r for r in csv.reader(io.StringIO(texte), delimiter=";") if r]
    except (UnicodeDecodeError, csv.Error):
        return []


def avec(lot: Lot, rangees: Rangees) -> Lot:
    """The same file with other rows."""
    sortie = io.StringIO()
    csv.writer(sortie, delimiter=";", lineterminator="\n").writerows(rangees)
    return remplace(lot, sortie.getvalue().encode("utf-8", "replace"))


def remplace(lot: Lot, octets: bytes) -> Lot:
    """The same file with other bytes."""
    return Lot(lot.nom, lot.emetteur, lot.de, lot.a, octets, lot.instant)
