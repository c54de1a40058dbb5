"""Workbooks as four ways in, each as near as can be to the bytes that it is about: a reader is only as well tried as
it is quick to try.

In use, a spreadsheet is opened in a process of its own (`workbook.tableur`). Here it is opened in this one, or in a
fork of it for the old format, whose reader may abort.
"""

from __future__ import annotations

import faulthandler
import io
import json
import os
import resource
import signal
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from harness.protocol.terms import Flux, cle
from harness.workbook import conteneur, lecture, tableur
from harness.workbook.erreurs import cite, illisible

Table = list[list[str]]

ENTETE = ["Position", "Champ", "Type", "Longueur", "Format", "Statut", "Condition", "Valeurs", "Provenance"]
MOTIFS = [["Code", "Libellé", "Flux"], ["FIMP01", "PTO REQUISE", "AR_Cmd_Acces"]]
CODIFICATION = "Codification - type KO"
AMORCES = (b"%PDF-1.7\n", b"<!doctype html><table>", b"PK\x03\x04", b"{\\rtf1")
"""How files begin that are no .xlsx."""


def _flux(flux: Flux) -> Table:
    return [
        ENTETE,
        ["1", cle(flux), "texte", "30", "", "O", "", "", "seed"],
        ["2", "Etat", "liste", "2", "", "F", "", "OK|KO", "public"],
        ["3", "Motif", "texte", "5", "", "C", "O si Etat = KO", "", "inferred"],
        ["4", "DateEtat", "date", "14", "AAAAMMJJ HH:MM", "C", "O si Etat renseigné", "", "seed"],
    ]


@cache
def _feuilles() -> tuple[tuple[str, Table], ...]:
    """The least workbook that can be used, as text: a few columns a flux, one reason."""
    return (*((flux.value, _flux(flux)) for flux in Flux), (CODIFICATION, MOTIFS))


def _comprend(lues: Sequence[tableur.Feuille]) -> None:
    lecture.depuis_feuilles(lues, "classeur.xlsx", empreinte="", officiel=True)


def table(octets: bytes) -> None:
    """One sheet of a workbook is replaced: its rank, its name, then its rows as lines, their cells between tabs."""
    if not octets:
        return
    nom, *lignes = octets[1:].decode("utf-8", "replace").split("\n")
    rangees = [ligne.split("\t") for ligne in lignes]
    feuilles = list(_feuilles())
    feuilles[octets[0] % len(feuilles)] = (nom, rangees)
    _comprend([tableur.Feuille(nom, lignes) for nom, lignes in feuilles])


def tables() -> list[bytes]:
    """Three sheets of a small workbook."""
    choisies = [(rang, *_feuilles()[rang]) for rang in (0, 5, len(Flux))]
    return [bytes([r]) + "\n".join([nom, *("\t".join(c) for c in rangees)]).encode() for r, nom, rangees in choisies]


@cache
def _xlsx() -> bytes:
    """One real sheet of a flux; the others are given as text."""
    from openpyxl import Workbook

    classeur = Workbook()
    classeur.remove(classeur.worksheets[0])
    feuille = classeur.create_sheet(Flux.CMD_ACCES.value)
    for rangee in _flux(Flux.CMD_ACCES):
        feuille.append([int(c) if c.isdecimal() else c for c in rangee])
    sortie = io.BytesIO()
    classeur.save(sortie)
    return _zip({p.filename: ZipFile(sortie).read(p) for p in ZipFile(sortie).infolist()})


def _zip(parties: dict[str, bytes]) -> bytes:
    """A zip whose bytes are those of its parts: what damages one is read as far as can be."""
    sortie = io.BytesIO()
    with ZipFile(sortie, "w", ZIP_STORED) as archive:
        for nom, contenu in parties.items():
            archive.writestr(nom, contenu)
    return sortie.getvalue()


def classeur(octets: bytes) -> None:
    """A whole .xlsx, or what calls itself one."""
    if conteneur.genre(octets, "classeur.xlsx") is not conteneur.Genre.XLSX:
        return
    _suite(ici("xlsx", octets))


def ici(genre: str, octets: bytes) -> dict[str, Any]:
    """What the reader of spreadsheets answers, in this process."""
    with TemporaryDirectory(prefix="fuzz-") as racine:
        chemin = Path(racine, f"classeur.{genre}")
        chemin.write_bytes(octets)
        return tableur.lit(genre, str(chemin))


def classeurs() -> list[bytes]:
    """A small real one."""
    return [_xlsx()]


def _suite(reponse: dict[str, Any]) -> None:
    """What is made of the answer of the reader of spreadsheets, which goes from a process to another as JSON."""
    lue = json.loads(json.dumps(reponse))
    assert lue.keys() in ({"feuilles"}, {"chiffre"}, {"erreur"}, {"erreur", "quoi"}), lue
    try:
        feuilles = tableur.comprend(lue)
    except tableur.TableurChiffre:
        raise conteneur.chiffre("classeur.xlsx") from None
    except tableur.TableurAbime as erreur:
        raise illisible("classeur.xlsx", cite(str(erreur))) from None
    assert all(len(f.lignes) <= tableur.LIGNES_MAX for f in feuilles), "feuille sans borne"
    lues = {nom: tableur.Feuille(nom, lignes) for nom, lignes in _feuilles()} | {f.nom: f for f in feuilles}
    _comprend(list(lues.values()))


def partie(octets: bytes) -> None:
    """The XML of one part of an .xlsx is replaced: what follows the first byte, which chooses the part."""
    if not octets:
        return
    with ZipFile(io.BytesIO(_xlsx())) as source:
        parties = {nom: source.read(nom) for nom in sorted(source.namelist())}
    vise = list(parties)[octets[0] % len(parties)]
    classeur(_zip(parties | {vise: octets[1:]}))


def parties() -> list[bytes]:
    """The parts of a small workbook, each behind its rank."""
    with ZipFile(io.BytesIO(_xlsx())) as source:
        noms = enumerate(sorted(source.namelist()))
        return [bytes([rang]) + source.read(nom) for rang, nom in noms if "theme" not in nom]


def ancien(octets: bytes) -> None:
    """A whole .xls, opened in a fork: its reader may abort, ask for a gigabyte, never end. That is the refusal."""
    if conteneur.genre(octets, "classeur.xls") is not conteneur.Genre.XLS:
        return
    with TemporaryDirectory(prefix="fuzz-") as racine:
        chemin = Path(racine, "classeur.xls")
        chemin.write_bytes(octets)
        rendu = _a_part(str(chemin))
    _suite(json.loads(rendu) if rendu else {"erreur": "structure"})


def _a_part(chemin: str) -> bytes:
    """What a fork, bounded in memory and in time, says of an .xls; b"" when it did not end well."""
    lit, ecrit = os.pipe()
    enfant = os.fork()
    if not enfant:
        try:
            faulthandler.disable()
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            for mort in (signal.SIGABRT, signal.SIGALRM, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV):
                signal.signal(mort, signal.SIG_DFL)
            signal.alarm(tableur.SECONDES_MAX)
            occupe = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (occupe + tableur.MEMOIRE_MAX,) * 2)
            with os.fdopen(ecrit, "wb") as sortie:
                sortie.write(json.dumps(tableur.lit("xls", chemin)).encode())
        finally:
            os._exit(0)
    os.close(ecrit)
    with os.fdopen(lit, "rb") as entree:
        rendu = entree.read()
    _, etat = os.waitpid(enfant, 0)
    assert not (os.WIFSIGNALED(etat) and os.WTERMSIG(etat) == signal.SIGALRM), "lecture sans fin"
    return rendu if etat == 0 else b""


def anciens() -> list[bytes]:
    """A small real workbook of the old format."""
    import xlwt

    vieux = xlwt.Workbook()
    for nom, rangees in _feuilles()[:2]:
        feuille = vieux.add_sheet(nom)
        for i, rangee in enumerate(rangees):
            for j, cellule in enumerate(rangee):
                feuille.write(i, j, float(cellule) if cellule.isdecimal() else cellule)
    sortie = io.BytesIO()
    vieux.save(sortie)
    return [sortie.getvalue()]
