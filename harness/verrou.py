"""One writer at a time on a folder, by a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _prend(fichier: IO[bytes]) -> None:
        try:
            msvcrt.locking(fichier.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as e:
            raise BlockingIOError(*e.args) from e
else:
    import fcntl

    def _prend(fichier: IO[bytes]) -> None:
        fcntl.flock(fichier, fcntl.LOCK_EX | fcntl.LOCK_NB)


def verrouille(chemin: Path) -> IO[bytes]:
    """Take the lock on a file, made if need be; closing what is returned lets go of it.

    Raises BlockingIOError when another writer holds it, OSError when the file cannot be made.
    """
    fichier = chemin.open("ab")
    try:
        _prend(fichier)
    except OSError:
        fichier.close()
        raise
    return fichier
