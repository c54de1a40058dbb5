"""Where a command writes what it was asked for, whatever the name it was given leads to."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_DESCRIPTEURS = (Path("/dev/fd"), Path("/proc/self/fd"))


def ecrit(octets: bytes, chemin: Path) -> None:
    """Write a file whole or not at all: a reader sees the old one or the new one, never half of it.

    A link is followed: the file that it leads to is replaced, and keeps its permissions. What is there and is no
    ordinary file (device, pipe, a descriptor of ours such as /dev/stdout) is written to, never replaced.
    Raises OSError.
    """
    try:
        etat = chemin.stat()
    except FileNotFoundError:
        _remplace(octets, chemin.resolve(), None)
        return
    descripteur = _descripteur(chemin)
    if descripteur is None and stat.S_ISREG(etat.st_mode):
        _remplace(octets, chemin.resolve(), stat.S_IMODE(etat.st_mode))
        return
    with chemin.open("wb") if descripteur is None else os.fdopen(os.dup(descripteur), "wb") as fichier:
        fichier.write(octets)


def _remplace(octets: bytes, chemin: Path, droits: int | None) -> None:
    provisoire = chemin.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.partiel")
    try:
        with provisoire.open("xb") as fichier:
            if droits is not None:
                provisoire.chmod(droits)
            fichier.write(octets)
        provisoire.replace(chemin)
    except OSError:
        with suppress(OSError):
            provisoire.unlink(missing_ok=True)
        raise


def _descripteur(chemin: Path) -> int | None:
    """Which descriptor of this process a path leads to (/dev/stdout, what a shell makes of `>(…)`), None if none.

    Opened by its name, one that leads to a file would be emptied of what it already holds.
    """
    lien = chemin.absolute()
    while True:
        if lien.name.isdecimal() and any(d.exists() and lien.parent.samefile(d) for d in _DESCRIPTEURS):
            return int(lien.name)
        if not lien.is_symlink():
            return None
        lien = lien.parent / lien.readlink()
