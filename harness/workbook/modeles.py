"""Empty lots, one a flux: a header line to fill in."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from harness.ecriture import ecrit
from harness.protocol.francais import accorde
from harness.protocol.spec import Protocole


class ModeleExistant(FileExistsError):
    """A template would overwrite a file. The message is one French line."""


def ecrit_modeles(protocole: Protocole, dossier: Path, *, remplacer: bool = False) -> list[Path]:
    """Write one CSV a flux (`;`, UTF-8 without BOM, LF, header only) and return the paths, in the document's order.

    Nothing is written when one of the files exists and `remplacer` is False. Raises ModeleExistant, or OSError.
    """
    chemins = {flux: dossier / f"{flux}.csv" for flux in protocole.formats}
    presents = [c.name for c in chemins.values() if c.exists() or c.is_symlink()]
    if presents and not remplacer:
        quoi = (
            f"{presents[0]} et {accorde(len(presents) - 1, 'autre')} existent"
            if presents[1:]
            else f"{presents[0]} existe"
        )
        raise ModeleExistant(f"{dossier} : {quoi} déjà, rien n'est écrit (--remplacer pour les remplacer)")
    for chemin in chemins.values():
        if chemin.is_dir() and not chemin.is_symlink():
            raise ModeleExistant(f"{chemin} : c'est un dossier, rien n'est écrit")
    dossier.mkdir(parents=True, exist_ok=True)
    for flux, chemin in chemins.items():
        ligne = io.StringIO()
        csv.writer(ligne, delimiter=";", lineterminator="\n").writerow(protocole[flux].noms)
        ecrit(ligne.getvalue().encode("utf-8"), chemin)
    return list(chemins.values())
