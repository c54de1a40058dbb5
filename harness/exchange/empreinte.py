"""SHA-256 of a file on a thread of its own: hashing releases the interpreter, and may begin before all the rest."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from threading import Thread

MORCEAU = 8 << 20
"""Bytes hashed at a time: between two, the thread waits for the interpreter."""


class Empreinte:
    """The hash of a file, begun as soon as this is made and never waited for at exit."""

    def __init__(self, chemin: Path) -> None:
        self.chemin = chemin
        self._sha256 = ""
        self._etat: tuple[int, ...] = ()
        self._erreur: OSError | None = None
        self._fil = Thread(target=self._hache, daemon=True)
        self._fil.start()

    def sha256(self, etat: os.stat_result) -> str:
        """The hash, in hexadecimal, of the file that had this state once read by somebody else.

        Raises OSError when it could not be read, with ESTALE when it is not, or no longer, the file that was hashed.
        """
        self._fil.join()
        if self._erreur is not None:
            raise self._erreur
        if self._etat != _identite(etat):
            raise OSError(errno.ESTALE, "")
        return self._sha256

    def _hache(self) -> None:
        hache = hashlib.sha256()
        try:
            with self.chemin.open("rb", buffering=0) as flot:
                self._etat = _identite(os.fstat(flot.fileno()))
                tampon = memoryview(bytearray(min(MORCEAU, self._etat[2] + 1)))
                while lus := flot.readinto(tampon):
                    hache.update(tampon[:lus])
        except OSError as erreur:
            self._erreur = erreur
        self._sha256 = hache.hexdigest()


def _identite(etat: os.stat_result) -> tuple[int, ...]:
    return etat.st_dev, etat.st_ino, etat.st_size, etat.st_mtime_ns
