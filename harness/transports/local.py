"""A folder of this machine, or mounted on it. A link that a partner planted is never followed."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from harness.systeme import raison
from harness.transports.echange import EchangeImpossible
from harness.transports.volume import Absent, Existe, Vu
from harness.verrou import verrouille

_SANS_SUIVRE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_SANS_LIEN = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_PASSAGERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ESTALE}


class VolumeLocal:
    """Files under a folder that must exist. `synchrone` False spares the disk when both sides are simulated."""

    def __init__(self, racine: Path, *, synchrone: bool = True) -> None:
        self.depot = str(racine)
        self._racine = racine
        self._synchrone = synchrone
        self._verrou: IO[bytes] | None = None
        if not racine.is_dir():
            raise EchangeImpossible(f"le dossier d'échange {racine} n'existe pas")

    def liste(self, dossier: str) -> list[Vu]:
        """What a folder holds; empty when it does not exist."""
        with self._dit(dossier):
            try:
                entrees = list(os.scandir(self._racine / dossier))
            except FileNotFoundError:
                self._present()
                return []
            return [vu for e in entrees if (vu := self.regarde(f"{dossier}/{e.name}")) is not None]

    def regarde(self, chemin: str) -> Vu | None:
        """What lies there, links not followed; None when nothing does."""
        with self._dit(chemin):
            try:
                etat = (self._racine / chemin).lstat()
            except FileNotFoundError:
                return None
            return Vu(chemin.rpartition("/")[2], etat.st_size, etat.st_mtime_ns, stat.S_ISREG(etat.st_mode))

    def lit(self, chemin: str, limite: int) -> bytes:
        """The first bytes of an ordinary file, links not followed. Raises Absent."""
        with self._dit(chemin), self._ouvre(chemin, os.O_RDONLY, "rb") as f:
            if not stat.S_ISREG(os.fstat(f.fileno()).st_mode):
                raise EchangeImpossible(f"{self._racine / chemin} n'est pas un fichier ordinaire")
            return f.read(limite)

    def ecrit(self, chemin: str, octets: bytes) -> None:
        """A new file, whole and safe on its disk when this returns, in the place of whatever was there."""
        self.supprime(chemin)
        try:
            with self._dit(chemin), self._ouvre(chemin, os.O_WRONLY | os.O_CREAT | os.O_EXCL, "wb") as f:
                f.write(octets)
                f.flush()
                if self._synchrone:
                    os.fsync(f.fileno())
        except EchangeImpossible:
            with suppress(EchangeImpossible):
                self.supprime(chemin)
            raise

    def renomme(self, avant: str, apres: str) -> None:
        """Raises Absent, or Existe: nothing is overwritten."""
        de, vers = self._racine / avant, self._racine / apres
        with self._dit(apres):
            try:
                os.link(de, vers, follow_symlinks=False)
            except FileExistsError:
                raise Existe(apres) from None
            except FileNotFoundError:
                raise Absent(avant) from None
            except OSError as e:
                if e.errno not in _SANS_LIEN:
                    raise
                if os.path.lexists(vers):
                    raise Existe(apres) from None
                de.rename(vers)  # a folder, or a disk without hard links
            else:
                de.unlink(missing_ok=True)
            self._pousse(vers.parent)

    def supprime(self, chemin: str) -> None:
        """A file; does nothing when there is none."""
        with self._dit(chemin):
            (self._racine / chemin).unlink(missing_ok=True)

    def cree_dossier(self, chemin: str) -> None:
        """Does nothing when it exists."""
        self._present()
        with self._dit(chemin):
            dossier = self._racine / chemin
            dossier.mkdir(parents=True, exist_ok=True)
            if dossier.is_symlink():
                raise EchangeImpossible(f"{dossier} est un lien : un vrai dossier est attendu")

    def verrouille(self, nom: str, campagne: str) -> None:
        """Keep other campaigns away until `ferme`; the system lets go of it when this process dies."""
        chemin = self._racine / nom
        with self._dit(nom):
            try:
                self._verrou = verrouille(chemin)
            except BlockingIOError:
                qui = chemin.read_text(encoding="utf-8", errors="replace").strip() or "une autre campagne"
                raise EchangeImpossible(
                    f"{qui} se sert déjà de {self.depot} : une seule campagne à la fois dans un dossier d'échange"
                ) from None
            self._verrou.truncate(0)
            self._verrou.write(campagne.encode())
            self._verrou.flush()

    def place_libre(self) -> int | None:
        """Bytes left."""
        with self._dit(""):
            return shutil.disk_usage(self._racine).free

    def ferme(self) -> None:
        """Let go of the lock."""
        if self._verrou is not None:
            self._verrou.close()
            self._verrou = None

    def _present(self) -> None:
        """A disk that is no longer mounted is not an empty one."""
        if not self._racine.is_dir():
            raise EchangeImpossible(f"le dossier d'échange {self._racine} n'est plus là", passager=True)

    def _ouvre(self, chemin: str, drapeaux: int, mode: str) -> IO[bytes]:
        try:
            return os.fdopen(os.open(self._racine / chemin, drapeaux | _SANS_SUIVRE, 0o666), mode)
        except FileNotFoundError:
            raise Absent(chemin) from None

    def _pousse(self, dossier: Path) -> None:
        """A name is safe on its disk once its folder is."""
        if self._synchrone and os.name == "posix":
            descripteur = os.open(dossier, os.O_RDONLY)
            try:
                os.fsync(descripteur)
            finally:
                os.close(descripteur)

    @contextmanager
    def _dit(self, chemin: str) -> Iterator[None]:
        """Whatever the system refuses becomes one French sentence."""
        try:
            yield
        except OSError as e:
            ou = self._racine / chemin
            raise EchangeImpossible(f"{ou} : {raison(e)}", passager=e.errno in _PASSAGERS) from None
