"""The bundled workbook and its compiled form, made again from the reviewable sources."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from harness import resources
from harness.ecriture import ecrit
from harness.protocol.spec import Protocole
from harness.workbook import compile as compilation
from harness.workbook import sources

COMMANDE = "interop-acces classeur generer"


def genere(dossier: Path | None = None, classeur: Path | None = None) -> list[Path]:
    """Write the workbook and its compiled form, and return the paths of those that changed.

    A workbook whose parts are already right is left as it is: only its compression could differ from one machine
    to another. Raises ClasseurIllisible when a source is wrong, OSError when a file cannot be written.
    """
    from harness.workbook import ecriture

    protocole = sources.lit(dossier)
    classeur = classeur or resources.classeur()
    ecrits: list[Path] = []
    octets = ecriture.ecrit(protocole)
    if not classeur.exists() or not _memes_parties(classeur.read_bytes(), octets):
        ecrit(octets, classeur)
        ecrits.append(classeur)
    compile_, texte = compilation.chemin_compile(classeur), compilation.en_json(_de(protocole, classeur))
    if not compile_.exists() or compile_.read_bytes() != texte.encode():
        ecrit(texte.encode(), compile_)
        ecrits.append(compile_)
    return ecrits


def derives(dossier: Path | None = None, classeur: Path | None = None) -> list[str]:
    """What no longer matches the sources, as French sentences that tell the command to run. Writes nothing.

    Contents are compared, cell by cell and value by value, not bytes: neither the compression library nor the
    version of the spreadsheet library should make a test fail while the workbook still says the same.
    """
    from harness.workbook import ecriture, tableur

    protocole = sources.lit(dossier)
    classeur = classeur or resources.classeur()
    if not classeur.exists():
        return [f"{classeur.name} n'existe pas : lancer « {COMMANDE} »"]
    constates: list[str] = []
    if tableur.feuilles(classeur.read_bytes(), "xlsx") != tableur.feuilles(ecriture.ecrit(protocole), "xlsx"):
        constates.append(f"{classeur.name} ne correspond plus à ses sources : lancer « {COMMANDE} »")
    compile_ = compilation.chemin_compile(classeur)
    attendu = compilation.en_json(_de(protocole, classeur))
    if not compile_.exists() or compile_.read_bytes() != attendu.encode():
        constates.append(f"{compile_.name} ne correspond plus à {classeur.name} : lancer « {COMMANDE} »")
    return constates


def _de(protocole: Protocole, classeur: Path) -> Protocole:
    """The protocol of the sources, as the one of the workbook they were written to."""
    empreinte = hashlib.sha256(classeur.read_bytes()).hexdigest()
    return replace(protocole, empreinte=empreinte, nom=classeur.name)


def _memes_parties(avant: bytes, apres: bytes) -> bool:
    from harness.workbook import ecriture

    try:
        return ecriture.parties(avant) == ecriture.parties(apres)
    except (ValueError, OSError, ecriture.ArchiveAbimee):
        return False
