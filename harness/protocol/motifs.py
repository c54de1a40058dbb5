"""The codification of KO reasons: free text that may quote a code, a label, or both (§3.2, §4.1.2, §4.1.4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from harness.protocol.spec import Motif


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


@lru_cache(maxsize=8)
def _index(motifs: tuple[Motif, ...]) -> tuple[Mapping[str, Motif], Mapping[str, Motif]]:
    """Reasons by every way of writing them, and by code; every file of a run is judged by the same ones."""
    par_texte: dict[str, Motif] = {}
    par_code: dict[str, Motif] = {}
    for motif in motifs:
        libelle = plie(motif.libelle)
        court = plie(motif.libelle.split(" : ", 1)[-1])
        formes = (libelle, court, *((f"{motif.code} {libelle}", f"{motif.code} {court}") if motif.code else ()))
        for forme in formes:
            par_texte.setdefault(forme, motif)
        if motif.code:
            par_code.setdefault(motif.code, motif)
    return par_texte, par_code


class Codification:
    """The reasons of one workbook, ready to be looked up. Read-only once built."""

    def __init__(self, motifs: Iterable[Motif]) -> None:
        self._par_texte, self._par_code = _index(tuple(motifs))

    def reconnait(self, texte: str) -> Motif | None:
        """The entry that a cell quotes: code, label, label without its family, or code then free text; else None."""
        cherche = plie(texte)
        return self._par_texte.get(cherche) or self._par_code.get(cherche.split(" ", 1)[0]) if cherche else None

    def libelle(self, code: str) -> str:
        """`CODE LIBELLE` of one code, as a party would write it. Raises KeyError on an unknown code."""
        motif = self._par_code[code]
        return f"{motif.code} {motif.libelle}"
