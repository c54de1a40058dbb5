"""The codification of KO reasons: free text that may quote a code, a label, or both (§3.2, §4.1.2, §4.1.4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from harness.protocol.spec import Motif
from harness.protocol.terms import Flux


def plie(texte: str) -> str:
    """Fold case, accents, spaces and punctuation, so that two ways of writing one reason compare equal."""
    nu = "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[A-Z0-9]+", nu.upper()))


def designe_pto_existante(motif: str) -> bool:
    """Whether a reason is « TRAITEMENT IMPOSSIBLE : PTO EXISTANTE » (§7.1.4), by its code or its label."""
    texte = plie(motif)
    return texte.startswith("FIMP18") or texte.endswith("PTO EXISTANTE")


def designe_pto_inexistante(motif: str) -> bool:
    """Whether a reason is « PTO inexistante » (§7.1.1), by its code or its label."""
    texte = plie(motif)
    return texte.startswith("FIMP17") or texte.endswith("PTO INEXISTANTE")


def reconnait(texte: str, motifs: Iterable[Motif], flux: Flux) -> Motif | None:
    """The entry of the codification that a cell quotes for this flux, or None when it quotes none.

    Accepts the code alone, the label alone, the label without its family, or code and label together.
    """
    cherche = plie(texte)
    if not cherche:
        return None
    trouve: Motif | None = None
    for motif in motifs:
        libelle = plie(motif.libelle)
        court = plie(motif.libelle.split(" : ", 1)[-1])
        code = motif.code
        if cherche in (libelle, court, code, f"{code} {libelle}", f"{code} {court}") or (
            code and cherche.startswith(f"{code} ")
        ):
            if flux in motif.flux:
                return motif
            trouve = trouve or motif
    return trouve
