"""The journal of a campaign: what was exchanged, in order, with the bytes, and nothing that could be recomputed.

A folder with `journal.jsonl` (one entry a line) and `lots/` (the files, byte for byte as exchanged).
Append only: a lot's bytes are on disk before the line that names them, a line is written whole then flushed, so a
crash costs at most the last line, and reading says so. Instants are French legal time, ISO 8601, never going back.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, NoReturn, Self

from harness.exchange.entries import (
    REMARQUE,
    REPRISE,
    Entete,
    Entree,
    EntreeEvenement,
    EntreeFait,
    EntreeFin,
    EntreeLot,
    ecrit_entree,
)
from harness.exchange.lecture_journal import (
    LOTS,
    NOM,
    JournalIllisible,
    JournalLu,
    est_nom_sur,
    fichiers_du_journal,
    lit_journal,
    nom_sur,
)
from harness.protocol.terms import Partie
from harness.systeme import raison
from harness.verrou import verrouille

__all__ = [
    "LOTS", "NOM", "Divergence", "Journal", "JournalArrete", "JournalIllisible", "JournalLu", "JournalOccupe",
    "RepriseImpossible", "est_nom_sur", "fichiers_du_journal", "lit_journal", "nom_sur",
]  # fmt: skip

_VERROU = "verrou"


class JournalOccupe(RuntimeError):
    """The folder cannot take a new journal. The message says why, in French."""


class RepriseImpossible(RuntimeError):
    """A journal cannot be gone on with: it is another campaign's, or it is over. The message says so in French."""


class JournalArrete(RuntimeError):
    """Nothing more can be written, and nothing more must be done. The message says why, in French."""


class Divergence(JournalArrete):
    """Played again, the campaign does not do what its journal holds."""


class Journal:
    """The writer of one journal; a context manager. `synchrone` False spares the disk when both sides are simulated.

    With `reprise`, the journal that is there is gone on with: what is written is first checked against what it holds,
    line by line, and only what comes after it is added. `entete` must then be its own; `jetons` are the deliveries that
    it holds. A new journal that is left on an error before its first entry was never begun: nothing stays of it.

    Raises JournalOccupe when the folder already holds something or another campaign writes in it, RepriseImpossible
    and JournalIllisible when it cannot be gone on with.
    """

    def __init__(self, dossier: Path, entete: Entete, *, synchrone: bool = True, reprise: bool = False) -> None:
        self.dossier = dossier
        self._synchrone = synchrone
        self._ordre = 0
        self._enregistrees: deque[Entree] = deque()
        self._arret: JournalArrete | None = None
        self._a_defaire: list[Path] = []
        self.jetons: tuple[str, ...] = ()
        try:
            self._a_defaire = [d for d in (dossier / LOTS, dossier, *dossier.parents) if not d.exists()]
            (dossier / LOTS).mkdir(parents=True, exist_ok=True)
            self._verrou = verrouille(dossier / _VERROU)
        except BlockingIOError:
            raise JournalOccupe(f"une autre campagne écrit déjà dans {dossier}") from None
        except OSError as e:
            raise JournalOccupe(f"impossible d'écrire un journal dans {dossier} : {raison(e)}") from None
        try:
            self._fichier = self._retrouve(entete) if reprise else self._commence(entete)
        except BaseException:
            self._relache()
            self._defait()
            raise

    def _commence(self, entete: Entete) -> IO[bytes]:
        if any(p.name not in (LOTS, _VERROU) for p in self.dossier.iterdir()) or any((self.dossier / LOTS).iterdir()):
            raise JournalOccupe(f"{self.dossier} n'est pas vide : un journal s'écrit dans un dossier neuf")
        fichier = (self.dossier / NOM).open("wb")
        self._a_defaire.insert(0, self.dossier / NOM)
        self._pousse(fichier, _ligne(entete))
        if self._synchrone:
            _pousse_dossier(self.dossier)
        return fichier

    def _retrouve(self, entete: Entete) -> IO[bytes]:
        """Check the header, forget what a crash left half written, and be ready to check the rest."""
        lu = lit_journal(self.dossier)
        if ecart := _autre_campagne(lu.entete, entete):
            raise RepriseImpossible(f"{self.dossier} ne peut pas être repris : {ecart}")
        if lu.entrees and isinstance(lu.entrees[-1], EntreeFin):
            raise RepriseImpossible(f"{self.dossier} : cette campagne est terminée, « juger » en rend le rapport")
        for orphelin in {p.name for p in (self.dossier / LOTS).iterdir()} - {
            e.fichier for e in lu.entrees if isinstance(e, EntreeLot)
        }:
            (self.dossier / LOTS / orphelin).unlink()
        fichier = (self.dossier / NOM).open("r+b")
        brut = fichier.read()
        reste = len(brut) - (brut.rfind(b"\n") + 1)
        if reste and lu.tronque:
            fichier.seek(-reste, os.SEEK_END)
            fichier.truncate()
        elif reste:
            self._pousse(fichier, b"\n")
        self._enregistrees.extend(lu.entrees)
        self.jetons = tuple(j for e in lu.entrees if (j := _jeton(e)))
        return fichier

    @property
    def prochain(self) -> int:
        """Rank of the next lot."""
        return self._ordre + 1

    @property
    def a_rejouer(self) -> Entree | None:
        """What the journal holds next, when it is being gone on with; None once what comes is new.

        Remarks and earlier interruptions were decided by nothing that is played again: they are passed over.
        """
        while self._enregistrees and _exterieure(self._enregistrees[0]):
            self._enregistrees.popleft()
        return self._enregistrees[0] if self._enregistrees else None

    @property
    def arret(self) -> str:
        """Why nothing more can be written, "" as long as everything can."""
        return "" if self._arret is None else str(self._arret)

    def ecrit(self, entree: Entree) -> None:
        """Append one entry, or check that it is the next one of the journal. Raises JournalArrete."""
        self._verifie_ouvert()
        self._a_defaire = []
        attendue = self.a_rejouer
        if attendue is None:
            self._pousse(self._fichier, _ligne(entree))
        elif entree == attendue:
            self._enregistrees.popleft()
        else:
            self._arret = Divergence(
                f"la reprise de {self.dossier} ne refait pas ce que son journal contient "
                f"({_dit(entree)} au lieu de {_dit(attendue)}) : rien n'a été envoyé ni écrit"
            )
            raise self._arret

    def arrete(self, raison: str) -> NoReturn:
        """Let nothing more be written. Raises JournalArrete."""
        self._arret = JournalArrete(raison)
        raise self._arret

    def _verifie_ouvert(self) -> None:
        if self._arret is not None:
            raise self._arret

    def ecrit_lot(
        self, octets: bytes, nom: str, emetteur: Partie, de: str, a: str, instant: str, jeton: str = ""
    ) -> EntreeLot:
        """Keep one file and its entry; returns the entry. `nom` is as its sender wrote it, hostile or not."""
        self._ordre += 1
        fichier = nom_sur(self._ordre, nom)
        empreinte = hashlib.sha256(octets).hexdigest()
        origine = _propre(nom)
        entree = EntreeLot(
            self._ordre,
            fichier,
            origine,
            emetteur,
            emetteur.autre,
            de,
            a,
            instant,
            empreinte,
            len(octets),
            _propre(jeton),
        )
        self._verifie_ouvert()
        if self.a_rejouer is None:
            with (self.dossier / LOTS / fichier).open("xb") as f:
                self._pousse(f, octets)
            if self._synchrone:
                _pousse_dossier(self.dossier / LOTS)
        self.ecrit(entree)
        return entree

    def octets(self, lot: EntreeLot) -> bytes:
        """The bytes of one lot of this journal."""
        return (self.dossier / LOTS / lot.fichier).read_bytes()

    def _pousse(self, fichier: IO[bytes], octets: bytes) -> None:
        """Write and push to the disk. A file that could not be written whole is put back as it was."""
        avant = fichier.tell()
        try:
            fichier.write(octets)
            fichier.flush()
            if self._synchrone:
                os.fsync(fichier.fileno())
        except OSError as e:
            with suppress(OSError):
                fichier.truncate(avant)
            self._arret = JournalArrete(f"plus rien ne peut être écrit dans {self.dossier} : {raison(e)}")
            raise self._arret from None

    def _relache(self) -> None:
        self._verrou.close()
        (self.dossier / _VERROU).unlink(missing_ok=True)

    def _defait(self) -> None:
        """Take back what was made for it, as long as nothing else came there."""
        with suppress(OSError):
            for chemin in self._a_defaire:
                chemin.rmdir() if chemin.is_dir() else chemin.unlink()

    def ferme(self) -> None:
        """Let go of the folder. Does nothing the second time."""
        if not self._fichier.closed:
            self._fichier.close()
            self._relache()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, t: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self.ferme()
        if isinstance(e, Exception):
            self._defait()


def _ligne(entree: Entete | Entree) -> bytes:
    return ecrit_entree(entree).encode("utf-8", "backslashreplace") + b"\n"


def _propre(texte: str) -> str:
    """A text that any file of text can hold."""
    return texte.encode("utf-8", "backslashreplace").decode("utf-8")


def _pousse_dossier(dossier: Path) -> None:
    """Have the system keep the names of a folder too, where it can."""
    if os.name == "posix":
        descripteur = os.open(dossier, os.O_RDONLY)
        try:
            os.fsync(descripteur)
        finally:
            os.close(descripteur)


def _jeton(entree: Entree) -> str:
    """What the transport knows a file of the journal by."""
    if isinstance(entree, EntreeFait):
        return entree.donnees.get("jeton", "")
    return entree.jeton if isinstance(entree, EntreeLot) else ""


def _exterieure(entree: Entree) -> bool:
    remarque = isinstance(entree, EntreeFait) and entree.nature == REMARQUE
    return remarque or (isinstance(entree, EntreeEvenement) and entree.quoi == REPRISE)


_IDENTITE = {
    "harnais": "il a été écrit par la version {0} du banc, celle-ci est la {1}",
    "classeur_sha256": "il a été écrit avec un autre classeur",
    "catalogue_sha256": "le catalogue de scénarios a changé depuis",
    "profil_sha256": "le profil ou le réseau a changé depuis",
}


def _autre_campagne(la: Entete, voulue: Entete) -> str:
    """Why a journal is not that of a campaign, in French; "" when it is."""
    for nom, phrase in _IDENTITE.items():
        if getattr(la, nom) != getattr(voulue, nom):
            return phrase.format(getattr(la, nom), getattr(voulue, nom))
    return "" if la == voulue else "ses réglages ne sont pas ceux de cette campagne"


def _dit(entree: Entree | None) -> str:
    return "rien" if entree is None else f"« {ecrit_entree(entree)[:160]} »"
