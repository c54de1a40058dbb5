"""The journal of a campaign: what was exchanged, in order, with the bytes, and nothing that could be recomputed.

A folder with `journal.jsonl` (one entry a line) and `lots/` (the files, byte for byte as exchanged).
Append only: a lot's bytes are on disk before the line that names them, a line is written whole then flushed, so a
crash costs at most the last line, and reading says so. Instants are French legal time, ISO 8601, never going back.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from harness.exchange.entries import VERSION, Entete, Entree, EntreeFin, EntreeLot, ecrit_entree, lit_entree
from harness.protocol.terms import Partie
from harness.systeme import raison
from harness.verrou import verrouille

NOM = "journal.jsonl"
LOTS = "lots"
_VERROU = "verrou"
_NOM_DE_LOT = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,119}")


class JournalOccupe(RuntimeError):
    """The folder cannot take a new journal. The message says why, in French."""


class Journal:
    """The writer of one journal; a context manager. `synchrone` False spares the disk when both sides are simulated.

    Raises JournalOccupe when the folder already holds something or another campaign writes in it.
    """

    def __init__(self, dossier: Path, entete: Entete, *, synchrone: bool = True) -> None:
        self.dossier = dossier
        self._synchrone = synchrone
        self._ordre = 0
        try:
            (dossier / LOTS).mkdir(parents=True, exist_ok=True)
            self._verrou = verrouille(dossier / _VERROU)
        except BlockingIOError:
            raise JournalOccupe(f"une autre campagne écrit déjà dans {dossier}") from None
        except OSError as e:
            raise JournalOccupe(f"impossible d'écrire un journal dans {dossier} : {raison(e)}") from None
        if any(p.name not in (LOTS, _VERROU) for p in dossier.iterdir()) or any((dossier / LOTS).iterdir()):
            self._relache()
            raise JournalOccupe(f"{dossier} n'est pas vide : un journal s'écrit dans un dossier neuf")
        self._fichier = (dossier / NOM).open("wb")
        self.ecrit(entete)

    @property
    def prochain(self) -> int:
        """Rank of the next lot."""
        return self._ordre + 1

    def ecrit(self, entree: Entete | Entree) -> None:
        """Append one entry."""
        self._fichier.write(ecrit_entree(entree).encode("utf-8", "backslashreplace") + b"\n")
        self._pousse(self._fichier)

    def ecrit_lot(self, octets: bytes, nom: str, emetteur: Partie, de: str, a: str, instant: str) -> EntreeLot:
        """Keep one file and its entry; returns the entry. `nom` is as its sender wrote it, hostile or not."""
        self._ordre += 1
        fichier = nom_sur(self._ordre, nom)
        with (self.dossier / LOTS / fichier).open("xb") as f:
            f.write(octets)
            self._pousse(f)
        empreinte = hashlib.sha256(octets).hexdigest()
        origine = nom.encode("utf-8", "backslashreplace").decode("utf-8")
        entree = EntreeLot(
            self._ordre, fichier, origine, emetteur, emetteur.autre, de, a, instant, empreinte, len(octets)
        )
        self.ecrit(entree)
        return entree

    def _pousse(self, fichier: IO[bytes]) -> None:
        fichier.flush()
        if self._synchrone:
            os.fsync(fichier.fileno())

    def _relache(self) -> None:
        self._verrou.close()
        (self.dossier / _VERROU).unlink(missing_ok=True)

    def ferme(self) -> None:
        """Let go of the folder. Does nothing the second time."""
        if not self._fichier.closed:
            self._fichier.close()
            self._relache()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, t: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.ferme()


def nom_sur(ordre: int, nom: str) -> str:
    """A file name for `lots/`: the rank, then what is harmless in the sender's name."""
    return f"{ordre:04d}_{re.sub(r'[^0-9A-Za-z._-]+', '_', nom)[-100:]}"


def est_nom_sur(fichier: str) -> bool:
    """Whether a name read in a journal can only be a file of `lots/`."""
    return _NOM_DE_LOT.fullmatch(fichier) is not None


class JournalIllisible(ValueError):
    """The folder is not a journal that can be trusted. The message names file, line and reason, in French."""


@dataclass(frozen=True)
class JournalLu:
    """A journal, read and checked. `avis` are French sentences on what a crash left; `sha256` is that of its lines."""

    dossier: Path
    entete: Entete
    entrees: tuple[Entree, ...]
    avis: tuple[str, ...]
    sha256: str

    def octets(self, lot: EntreeLot) -> bytes:
        """The bytes of one lot, as exchanged."""
        return (self.dossier / LOTS / lot.fichier).read_bytes()


def lit_journal(dossier: Path) -> JournalLu:
    """Read a journal and check every lot against its hash.

    A truncated last line is left out and said in `avis`. Anything else that is wrong raises JournalIllisible.
    """
    chemin = dossier / NOM
    try:
        brut = chemin.read_bytes()
    except FileNotFoundError:
        raise JournalIllisible(f"{dossier} n'est pas un journal : il n'y a pas de {NOM}") from None
    except OSError as e:
        raise JournalIllisible(f"{chemin} ne peut pas être lu : {raison(e)}") from None
    *lignes, reste = brut.split(b"\n")
    entrees = [_entree(chemin, n, ligne) for n, ligne in enumerate(lignes, start=1)]
    avis: list[str] = []
    if reste:
        try:
            entrees.append(lit_entree(reste.decode("utf-8")))
        except ValueError:
            avis.append(f"la dernière ligne de {NOM} ({len(lignes) + 1}) est tronquée : elle est laissée de côté")
            brut = brut[: -len(reste)]
    entete, *suite = entrees or (None,)
    if not isinstance(entete, Entete):
        raise JournalIllisible(f"{chemin}, ligne 1 : un journal commence par une entrée « entete » entière")
    if entete.version != VERSION:
        raise JournalIllisible(f"{chemin} est d'une version inconnue ({entete.version}) : ce banc lit la {VERSION}")
    lus = tuple(_suivante(chemin, n, e) for n, e in enumerate(suite, start=2))
    avis += _verifie_lots(dossier, [e for e in lus if isinstance(e, EntreeLot)])
    if not (lus and isinstance(lus[-1], EntreeFin)):
        avis.append("la campagne n'est pas allée à son terme : le journal n'a pas d'entrée « fin »")
    return JournalLu(dossier, entete, lus, tuple(avis), hashlib.sha256(brut).hexdigest())


def _entree(chemin: Path, n: int, ligne: bytes) -> Entete | Entree:
    try:
        return lit_entree(ligne.decode("utf-8"))
    except ValueError as e:
        raison = "la ligne n'est pas en UTF-8" if isinstance(e, UnicodeDecodeError) else str(e)
        raise JournalIllisible(f"{chemin}, ligne {n} : {raison}") from None


def _suivante(chemin: Path, n: int, entree: Entete | Entree) -> Entree:
    if isinstance(entree, Entete):
        raise JournalIllisible(f"{chemin}, ligne {n} : une seconde entrée « entete » au milieu du journal")
    return entree


def _verifie_lots(dossier: Path, lots: list[EntreeLot]) -> list[str]:
    """Every lot named is there, whole and unaltered. Returns a sentence on the files that no entry names."""
    for rang, lot in enumerate(lots, start=1):
        chemin = dossier / LOTS / lot.fichier
        if not est_nom_sur(lot.fichier):
            raise JournalIllisible(f"{dossier / NOM} : le lot {lot.ordre} nomme un fichier hors de {LOTS}/")
        if lot.ordre != rang:
            raise JournalIllisible(f"{dossier / NOM} : le lot {lot.ordre} est là où le {rang} était attendu")
        if not chemin.is_file() or chemin.is_symlink():
            raise JournalIllisible(f"{chemin} est cité par le journal et n'existe pas")
        if chemin.stat().st_size != lot.octets or hashlib.sha256(chemin.read_bytes()).hexdigest() != lot.sha256:
            raise JournalIllisible(f"{chemin} a été modifié : son empreinte n'est pas celle du journal")
    nommes = {lot.fichier for lot in lots}
    presents = sorted(p.name for p in (dossier / LOTS).iterdir()) if (dossier / LOTS).is_dir() else []
    return [
        f"{LOTS}/{nom} n'est cité par aucune entrée : il est laissé de côté" for nom in presents if nom not in nommes
    ]
