"""Reading a journal back: every line and every lot checked, what a crash left told (see `exchange.journal`)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from harness.exchange.entries import VERSION, Entete, Entree, EntreeFin, EntreeLot, lit_entree
from harness.refus import Refus
from harness.systeme import raison

NOM = "journal.jsonl"
LOTS = "lots"
INACHEVE = "la campagne n'est pas allée à son terme : le journal n'a pas d'entrée « fin »"
_NOM_DE_LOT = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,119}")


def nom_sur(ordre: int, nom: str) -> str:
    """A file name for `lots/`: the rank, then what is harmless in the sender's name."""
    return f"{ordre:04d}_{re.sub(r'[^0-9A-Za-z._-]+', '_', nom)[-100:]}"


def est_nom_sur(fichier: str) -> bool:
    """Whether a name read in a journal can only be a file of `lots/`."""
    return _NOM_DE_LOT.fullmatch(fichier) is not None


class JournalIllisible(Refus):
    """The folder is not a journal that can be trusted. The message names file, line and reason, in French."""


@dataclass(frozen=True)
class JournalLu:
    """A journal, read and checked. `avis` are French sentences on what a crash left; `sha256` is that of its lines.

    `tronque`: its last line was left half written.
    """

    dossier: Path
    entete: Entete
    entrees: tuple[Entree, ...]
    avis: tuple[str, ...]
    sha256: str
    tronque: bool = False

    @property
    def acheve(self) -> bool:
        """Whether it says itself that it went to its end."""
        return bool(self.entrees) and isinstance(self.entrees[-1], EntreeFin)

    def octets(self, lot: EntreeLot) -> bytes:
        """The bytes of one lot, as exchanged."""
        return (self.dossier / LOTS / lot.fichier).read_bytes()


def fichiers_du_journal(dossier: Path) -> list[Path]:
    """The files of a journal, if it is one: what must not be written over."""
    return [dossier / NOM, *(dossier / LOTS).glob("*")]


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
    tronque = False
    if reste:
        try:
            entrees.append(lit_entree(reste.decode("utf-8")))
        except ValueError:
            avis.append(f"la dernière ligne de {NOM} ({len(lignes) + 1}) est tronquée : elle est laissée de côté")
            brut, tronque = brut[: -len(reste)], True
    entete, *suite = entrees or (None,)
    if not isinstance(entete, Entete):
        raise JournalIllisible(f"{chemin}, ligne 1 : un journal commence par une entrée « entete » entière")
    if entete.version != VERSION:
        raise JournalIllisible(f"{chemin} est d'une version inconnue ({entete.version}) : ce banc lit la {VERSION}")
    lus = tuple(_suivante(chemin, n, e) for n, e in enumerate(suite, start=2))
    avis += _verifie_lots(dossier, [e for e in lus if isinstance(e, EntreeLot)])
    lu = JournalLu(dossier, entete, lus, tuple(avis), hashlib.sha256(brut).hexdigest(), tronque)
    return lu if lu.acheve else replace(lu, avis=(*avis, INACHEVE))


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
    """Every lot named is there, whole and unaltered. Returns a sentence on the files that no entry names, if any."""
    for rang, lot in enumerate(lots, start=1):
        chemin = dossier / LOTS / lot.fichier
        if not est_nom_sur(lot.fichier):
            raise JournalIllisible(f"{dossier / NOM} : le lot {lot.ordre} nomme un fichier hors de {LOTS}/")
        if lot.ordre != rang:
            raise JournalIllisible(f"{dossier / NOM} : le lot {lot.ordre} est là où le {rang} était attendu")
        if chemin.is_symlink():
            raise JournalIllisible(f"{chemin} est un lien, qui n'est pas suivi : un lot est un fichier du journal")
        if not chemin.is_file():
            pourquoi = "n'est pas un fichier ordinaire" if chemin.exists() else "n'existe pas"
            raise JournalIllisible(f"{chemin} est cité par le journal et {pourquoi}")
        if chemin.stat().st_size != lot.octets or hashlib.sha256(chemin.read_bytes()).hexdigest() != lot.sha256:
            raise JournalIllisible(f"{chemin} a été modifié : son empreinte n'est pas celle du journal")
    nommes = {lot.fichier for lot in lots}
    presents = sorted(p.name for p in (dossier / LOTS).iterdir()) if (dossier / LOTS).is_dir() else []
    seuls = [nom for nom in presents if nom not in nommes]
    if len(seuls) > 1:
        return [f"{LOTS}/ : {len(seuls)} fichiers, dont {seuls[0]}, ne sont cités par aucune entrée : laissés de côté"]
    return [f"{LOTS}/{nom} n'est cité par aucune entrée : il est laissé de côté" for nom in seuls]
