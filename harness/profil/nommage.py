"""Names of the files that the harness writes: a pattern with closed placeholders (§2.3 sets none)."""

from __future__ import annotations

import re
from datetime import datetime
from string import Formatter

from harness.protocol.terms import Flux

MOTIF_PAR_DEFAUT = "{oi}_{oc}_{flux}_V12_{date}{heure}_{numero}.csv"
"""OI first, the flux, the version, an instant and a number."""

MARQUES = ("oi", "oc", "flux", "date", "heure", "numero")
NOM_MAX = 200
"""Characters of a file name that the harness writes."""

_NOM = re.compile(r"[^\x00-\x1f\x7f/\\:]{1,200}")


def est_nom_simple(nom: str) -> bool:
    """Whether a text can only be the name of a file in one folder."""
    return _NOM.fullmatch(nom) is not None and not nom.startswith(".")


def nomme(motif: str, oi: str, oc: str, flux: str, instant: datetime, numero: int) -> str:
    """The name of one file."""
    return motif.format(
        oi=oi, oc=oc, flux=flux, date=f"{instant:%Y%m%d}", heure=f"{instant:%H%M%S}", numero=f"{numero:04d}"
    )


def verifie_motif(motif: str) -> None:
    """Raises ValueError, in French, on a pattern that cannot name files, each by its own name."""
    try:
        marques = [
            (nom, forme, conversion) for _, nom, forme, conversion in Formatter().parse(motif) if nom is not None
        ]
    except ValueError:
        raise ValueError("un nom de fichier attendu, chaque « { » fermée par « } »") from None
    if any(nom not in MARQUES or forme or conversion for nom, forme, conversion in marques):
        raise ValueError(f"seules marques permises : {', '.join('{' + m + '}' for m in MARQUES)}")
    if not {"flux", "numero"} <= {nom for nom, _, _ in marques}:
        raise ValueError("{flux} et {numero} attendus, sans quoi deux fichiers auraient le même nom")
    plus_long = max((f.value for f in Flux), key=len)
    if not est_nom_simple(nomme(motif, "XXXX", "XXXX", plus_long, datetime(2026, 1, 1), 99_999)):
        raise ValueError("un nom de fichier attendu : ni « / », ni « : », ni point au début, 200 caractères au plus")
