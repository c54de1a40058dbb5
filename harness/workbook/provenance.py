"""The closed mini form of the `provenance` cell: one word for every fact, or `nom seed, statut inferred, ...`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from harness.protocol.spec import FAITS, Champ, Fait, Provenance

CLASSEUR: Mapping[Fait, Provenance] = dict.fromkeys(FAITS, Provenance.CLASSEUR)
"""What the user's own workbook says, it says with authority: every fact."""


class ProvenanceIllisible(ValueError):
    """A provenance cell out of the closed form. The message says what was expected, in French."""


@lru_cache(maxsize=512)
def lit(texte: str) -> Mapping[Fait, Provenance]:
    """Provenance of the six facts; a fact that is not named has that of the name. Raises ProvenanceIllisible."""
    morceaux = [m.split() for m in texte.split(",")]
    if len(morceaux) == 1 and len(morceaux[0]) == 1:
        return dict.fromkeys(FAITS, un_mot(morceaux[0][0]))
    lus: dict[Fait, Provenance] = {}
    for morceau in morceaux:
        if len(morceau) != 2:
            raise ProvenanceIllisible(f"« {' '.join(morceau)} » : « fait source » attendu, comme « nom seed »")
        fait = next((f for f in FAITS if f == morceau[0]), None)
        if fait is None:
            raise ProvenanceIllisible(f"fait « {morceau[0]} » inconnu, attendu {', '.join(FAITS)}")
        if fait in lus:
            raise ProvenanceIllisible(f"fait « {fait} » donné deux fois")
        lus[fait] = un_mot(morceau[1])
    if "nom" not in lus:
        raise ProvenanceIllisible("provenance du nom attendue")
    return {fait: lus.get(fait, lus["nom"]) for fait in FAITS}


def un_mot(mot: str) -> Provenance:
    """One source. Raises ProvenanceIllisible on any other word."""
    try:
        return Provenance(mot.casefold())
    except ValueError:
        raise ProvenanceIllisible(f"source « {mot} » inconnue, attendu {', '.join(Provenance)}") from None


def ecrit(champ: Champ) -> str:
    """The shortest form that `lit` reads back to the same six sources, name and status always said."""
    sources = {fait: champ.source(fait) for fait in FAITS}
    if len(set(sources.values())) == 1:
        return sources["nom"].value
    return ", ".join(f"{f} {s}" for f, s in sources.items() if f in ("nom", "statut") or s is not sources["nom"])
