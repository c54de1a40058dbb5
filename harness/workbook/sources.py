"""The reviewable sources of the bundled workbook: one CSV a flux, and the KO reasons, in `fixtures/classeur/`."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from harness import resources
from harness.protocol.francais import accorde
from harness.protocol.spec import Protocole, formats
from harness.protocol.terms import Flux
from harness.workbook import colonnes
from harness.workbook.colonnes import Colonne
from harness.workbook.erreurs import cite, illisible
from harness.workbook.lieux import Notes, Rangee
from harness.workbook.rangees import format_de, motifs_de

MOTIFS_KO = "motifs_ko"


def dossier_des_sources() -> Path:
    """Where the sources are."""
    return resources.fixtures("classeur")


def lit(dossier: Path | None = None) -> Protocole:
    """The protocol as the sources say it; `empreinte` and `nom` are empty, since no workbook is read.

    Raises ClasseurIllisible naming file and line: the sources are held to their exact form, without alias.
    """
    dossier = dossier or dossier_des_sources()
    attendus = {f"{nom}.csv" for nom in (*Flux, MOTIFS_KO)}
    presents = {p.name for p in dossier.glob("*.csv")}
    for nom in sorted(attendus ^ presents):
        raise illisible(nom, "source absente" if nom in attendus else "aucun flux de ce nom")
    notes = Notes()
    lus = [
        format_de(flux, _rangees(dossier / f"{flux}.csv", colonnes.CHAMPS), officiel=False, notes=notes)
        for flux in Flux
    ]
    motifs = motifs_de(_rangees(dossier / f"{MOTIFS_KO}.csv", colonnes.MOTIFS), officiel=False)
    if notes.avis:
        raise illisible(str(dossier.name), notes.avis[0])
    for n in notes.non_verifiables:
        if n.colonne != "condition":
            raise illisible(
                str(dossier.name), f"{n.champ}, ligne {n.ligne} : {n.colonne} « {cite(n.texte)} » non vérifiable"
            )
    return Protocole(formats=formats(lus), motifs=motifs, empreinte="", nom="")


def _rangees(chemin: Path, attendues: tuple[Colonne, ...]) -> Sequence[Rangee]:
    with chemin.open(encoding="utf-8", newline="") as fichier:
        lecteur = csv.reader(fichier, delimiter=";", strict=True)
        if tuple(next(lecteur, ())) != attendues:
            raise illisible(chemin.name, f"en-tête attendu « {';'.join(attendues)} »", "ligne 1")
        lues: list[Rangee] = []
        for ligne in lecteur:
            if len(ligne) != len(attendues):
                phrase = f"{accorde(len(ligne), 'cellule')}, {accorde(len(attendues), 'attendue')}"
                raise illisible(chemin.name, phrase, f"ligne {lecteur.line_num}")
            lues.append(Rangee(chemin.name, "", lecteur.line_num, dict(zip(attendues, ligne, strict=True)), {}))
    return lues
