"""The files behind the arguments of a command: folders walked, links kept inside, names that any report can hold."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from harness.systeme import raison

NOM_INDEX = "journal.csv"
"""What the index of a folder of lots is called (`importation.index`): such a file is a lot only if its header is."""


@dataclass(frozen=True, slots=True)
class Cible:
    """A file to check, or the French reason why it cannot be opened. `nom` is what reports call it.

    `trouve`: it was met in a folder; nobody named it. `ignore`: why it is left out though it could be read, in French.
    """

    chemin: Path
    nom: str
    octets: int = 0
    refus: str = ""
    trouve: bool = False
    ignore: str = ""


def cibles(chemins: Iterable[Path]) -> Iterator[Cible]:
    """The files behind the arguments: folders are walked in order of name, hidden files left out.

    A link that leads out of the folder it was found in is refused; a file met twice is checked once, and its other
    names are left out.
    """
    vus: dict[Path, str] = {}
    for chemin in chemins:
        for cible in _sous(chemin):
            reel = cible.chemin if cible.refus or cible.ignore else cible.chemin.resolve()
            if reel not in vus:
                vus[reel] = cible.nom
                yield cible
            elif vus[reel] != cible.nom:
                yield replace(cible, octets=0, ignore=f"c'est le même fichier que {vus[reel]}")


def _sous(chemin: Path) -> Iterator[Cible]:
    """What an argument stands for. One pile, no recursion: a folder may be as deep as its sender likes."""
    pile = [chemin]
    while pile:
        courant = pile.pop()
        try:
            lien = courant is not chemin and courant.is_symlink()
            if lien and not _reel(courant).is_relative_to(_reel(chemin)):
                yield Cible(courant, nom_montre(courant), refus="ce lien mène hors du dossier : il n'est pas suivi")
            elif not stat.S_ISDIR(courant.stat().st_mode):
                yield replace(_fichier(courant), trouve=courant is not chemin)
            elif lien:
                yield Cible(courant, nom_montre(courant), ignore="ce lien mène à un autre endroit du dossier")
            else:
                pile += sorted((p for p in courant.iterdir() if not p.name.startswith(".")), reverse=True)
        except FileNotFoundError:
            yield Cible(courant, nom_montre(courant), refus="ce chemin n'existe pas")
        except OSError as e:
            yield Cible(courant, nom_montre(courant), refus=f"lecture impossible ({raison(e)})")


def _fichier(chemin: Path) -> Cible:
    etat = chemin.stat()
    if not stat.S_ISREG(etat.st_mode):
        return Cible(chemin, nom_montre(chemin), refus="ce n'est pas un fichier ordinaire")
    return Cible(chemin, nom_montre(chemin), etat.st_size)


def _reel(chemin: Path) -> Path:
    try:
        return chemin.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, "") from None


def nom_montre(chemin: Path | str) -> str:
    """A path as text that any report can hold: bytes that are no UTF-8 are shown as `\\xff`, so that names differ."""
    return str(chemin).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
