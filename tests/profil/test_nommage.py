"""File names: ours are plain names; a pattern that cannot tell two files apart is refused."""

from __future__ import annotations

from datetime import datetime

import pytest

from harness.profil.nommage import MOTIF_PAR_DEFAUT, est_nom_simple, nomme, verifie_motif


def test_our_own_names_are_simple() -> None:
    nom = nomme(MOTIF_PAR_DEFAUT, "XVAL", "XTEL", "CR_Cmd_Acces", datetime(2026, 1, 5, 9, 15), 7)
    assert nom == "XVAL_XTEL_CR_Cmd_Acces_V12_20260105091500_0007.csv"
    assert est_nom_simple(nom)
    verifie_motif(MOTIF_PAR_DEFAUT)


@pytest.mark.parametrize(
    ("motif", "raison"),
    [
        ("{oi}_{date}.csv", "deux fichiers auraient le même nom"),
        ("{flux}_{numero}_{mdp}.csv", "seules marques permises"),
        ("{flux.__class__}_{numero}", "seules marques permises"),
        ("{flux!r}_{numero}", "seules marques permises"),
        ("{flux:>9}_{numero}", "seules marques permises"),
        ("{}_{flux}_{numero}", "seules marques permises"),
        ("{flux_{numero}", "fermée"),
        ("in/{flux}_{numero}", "un nom de fichier attendu"),
        (".{flux}_{numero}", "un nom de fichier attendu"),
        ("{flux}_{numero}" + "x" * 190, "un nom de fichier attendu"),
    ],
)
def test_a_pattern_is_closed(motif: str, raison: str) -> None:
    with pytest.raises(ValueError, match=raison):
        verifie_motif(motif)
