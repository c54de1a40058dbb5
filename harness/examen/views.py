"""The text of a lot, for the reports: every line of a short one, the lines that findings point at in a long one."""

from __future__ import annotations

from pathlib import Path

from harness.exchange.lines import decoupe, lignes, premiere_ligne
from harness.exchange.survey import Releve, releve
from harness.judge.results import ResultatLot, VueLot

LIGNES_MAX = 200
"""Lines shown of one lot."""

ENTIER = 50
"""A lot of at most so many lines is shown whole."""

CELLULE_MAX = 2000
"""Characters shown of one cell."""


def vue_du_lot(source: Path | bytes, lot: ResultatLot, fait: Releve | None = None) -> VueLot:
    """Header and lines of a lot as cells; one that cannot be split is one cell. `fait` is its survey, if it was made.

    Raises OSError.
    """
    r = fait or releve(source)
    if r.refus:
        return VueLot(lot.fichier, (), {}, tronquee=bool(r.octets))
    entete = _cellules(premiere_ligne(source, r))
    visees = sorted({c.ligne for c in lot.constats if c.ligne is not None and c.ligne > 1})
    numeros = range(2, r.lignes + 1) if r.lignes <= ENTIER + 1 else visees[:LIGNES_MAX]
    textes = lignes(source, r, numeros)
    return VueLot(
        lot.fichier, entete, {n: _cellules(t) for n, t in textes.items()}, tronquee=len(textes) < r.lignes - 1
    )


def _cellules(texte: str) -> tuple[str, ...]:
    cellules = decoupe(texte)
    return tuple(c[:CELLULE_MAX] for c in (cellules if cellules is not None else (texte,)))
