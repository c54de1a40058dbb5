"""An SFTP server, through paramiko: its host key is checked, never learnt; a lost connection is opened again."""

from __future__ import annotations

import base64
import hashlib
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import paramiko
from paramiko.sftp import CMD_EXTENDED, CMD_EXTENDED_REPLY

from harness.profil.echange import EchangeSftp
from harness.profil.secret import SecretIllisible, reserve_au_proprietaire
from harness.systeme import raison
from harness.transports.echange import EchangeImpossible
from harness.transports.volume import Absent, Existe, Vu

T = TypeVar("T")
_STATVFS = "statvfs@openssh.com"


class _CleRefusee(paramiko.SSHException):
    """The server's key is not the one that was agreed on. The message says so in French."""


class _Empreinte(paramiko.MissingHostKeyPolicy):
    """The only key that is accepted is the one whose fingerprint is in the profile."""

    def __init__(self, attendue: str | None) -> None:
        self._attendue = attendue

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:  # noqa: ARG002
        """Called with a key that no known_hosts file vouches for."""
        lue = empreinte(key)
        if self._attendue is None:
            raise _CleRefusee(f"sa clé ({key.get_name()}, {lue}) n'est pas dans le fichier « hotes_connus »")
        if lue != self._attendue:
            raise _CleRefusee(f"sa clé ({key.get_name()}) a pour empreinte {lue}, le profil attend {self._attendue}")


def empreinte(cle: paramiko.PKey) -> str:
    """The fingerprint of a key, as `ssh-keygen -l` writes it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(cle.asbytes()).digest()).decode().rstrip("=")


class VolumeSftp:
    """Files under a folder of an SFTP server. `base` is the folder that the paths of the settings are relative to.

    Raises EchangeImpossible when the server cannot be reached, is not the right one or will not let us in.
    """

    def __init__(self, reglages: EchangeSftp, base: Path) -> None:
        self._reglages = reglages
        self._base = base
        self._client: paramiko.SSHClient | None = None
        self._sftp: paramiko.SFTPClient | None = None
        self._verrou = ""
        self.depot = f"sftp://{reglages.hote}:{reglages.port}/{reglages.racine.lstrip('/')}"
        if self.regarde("") is None:
            self.ferme()
            raise EchangeImpossible(f"le dossier {reglages.racine} n'existe pas sur {self.depot}")

    def liste(self, dossier: str) -> list[Vu]:
        """What a folder holds; empty when it does not exist."""
        try:
            return [_vu(e.filename, e) for e in self._fait(dossier, lambda s, ou: s.listdir_attr(ou))]
        except Absent:
            if self.regarde("") is None:
                raise EchangeImpossible(f"{self.depot} n'est plus là", passager=True) from None
            return []

    def regarde(self, chemin: str) -> Vu | None:
        """What lies there, links not followed; None when nothing does."""
        try:
            return _vu(chemin.rpartition("/")[2], self._fait(chemin, lambda s, ou: s.lstat(ou)))
        except Absent:
            return None

    def lit(self, chemin: str, limite: int) -> bytes:
        """The first bytes of an ordinary file, links not followed. Raises Absent."""

        def lit(sftp: paramiko.SFTPClient, ou: str) -> bytes:
            if not _vu("", sftp.lstat(ou)).ordinaire:
                raise EchangeImpossible(f"{self.depot}/{chemin} n'est pas un fichier ordinaire")
            with sftp.open(ou, "rb") as f:
                return f.read(limite)

        return self._fait(chemin, lit)

    def ecrit(self, chemin: str, octets: bytes) -> None:
        """A new file, whole on the server when this returns, in the place of whatever was there."""

        def ecrit(sftp: paramiko.SFTPClient, ou: str) -> None:
            with suppress(FileNotFoundError):
                sftp.remove(ou)
            try:
                with sftp.open(ou, "wx") as f:
                    f.write(octets)
                ecrits = sftp.lstat(ou).st_size
            except OSError:
                with suppress(OSError, paramiko.SSHException, EOFError):
                    sftp.remove(ou)
                raise
            if ecrits != len(octets):
                raise OSError(f"{ecrits} octets")

        try:
            self._fait(chemin, ecrit)
        except Absent:
            raise EchangeImpossible(f"{self.depot}/{chemin} : son dossier n'existe pas") from None

    def renomme(self, avant: str, apres: str) -> None:
        """Raises Absent, or Existe: nothing is overwritten."""
        if self.regarde(apres) is not None:
            raise Existe(apres)
        try:
            self._fait(avant, lambda s, ou: s.rename(ou, self._ou(apres)), rejouable=False)
        except EchangeImpossible:
            if self.regarde(apres) is None:
                raise
            if self.regarde(avant) is not None:
                raise Existe(apres) from None

    def supprime(self, chemin: str) -> None:
        """A file; does nothing when there is none."""
        with suppress(Absent):
            self._fait(chemin, lambda s, ou: s.remove(ou))

    def cree_dossier(self, chemin: str) -> None:
        """Does nothing when it exists."""
        morceaux = chemin.split("/")
        for n in range(1, len(morceaux) + 1):
            dossier = "/".join(morceaux[:n])
            vu = self.regarde(dossier)
            if vu is None:
                self._fait(dossier, lambda s, ou: s.mkdir(ou))
            elif vu.ordinaire:
                raise EchangeImpossible(f"{self.depot}/{dossier} est un fichier : un dossier est attendu")

    def verrouille(self, nom: str, campagne: str) -> None:
        """Keep other campaigns away until `ferme`, by a file. The campaign that left it there may take it again."""

        def pose(sftp: paramiko.SFTPClient, ou: str) -> None:
            with sftp.open(ou, "wx") as f:
                f.write(campagne.encode())

        vu = self.regarde(nom)
        if vu is None:
            self._fait(nom, pose)
        elif (qui := self.lit(nom, 1000).decode("utf-8", "replace")) != campagne:
            raise EchangeImpossible(
                f"{qui or 'une autre campagne'} se sert déjà de {self.depot} : une seule campagne à la fois dans un"
                f" dossier d'échange ; si elle est finie, supprimez-y le fichier {nom}"
            )
        self._verrou = nom

    def place_libre(self) -> int | None:
        """Bytes left, when the server is one that tells them (OpenSSH)."""

        def place(sftp: paramiko.SFTPClient, ou: str) -> int | None:
            genre, reponse = sftp._request(CMD_EXTENDED, _STATVFS, ou)  # type: ignore[attr-defined]
            if genre != CMD_EXTENDED_REPLY:
                return None
            _, bloc, _, _, libres = (reponse.get_int64() for _ in range(5))
            return int(bloc) * int(libres)

        try:
            return self._fait("", place)
        except (EchangeImpossible, Absent):
            return None

    def ferme(self) -> None:
        """Let go of the lock and of the connection."""
        if self._verrou and self._client is not None:
            with suppress(EchangeImpossible):
                self.supprime(self._verrou)
        self._verrou = ""
        self._raccroche()

    def _raccroche(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._sftp = None

    def _ou(self, chemin: str) -> str:
        return f"{self._reglages.racine}/{chemin}" if chemin else self._reglages.racine

    def _fait(self, chemin: str, geste: Callable[[paramiko.SFTPClient, str], T], *, rejouable: bool = True) -> T:
        """Do something on the server; once more on a new connection when the one that was open turned out dead."""
        deja_ouverte = self._sftp is not None
        try:
            return self._tente(chemin, geste)
        except EchangeImpossible:
            if not (rejouable and deja_ouverte and self._sftp is None):
                raise
        return self._tente(chemin, geste)

    def _tente(self, chemin: str, geste: Callable[[paramiko.SFTPClient, str], T]) -> T:
        """Whatever goes wrong becomes Absent or one French sentence; a connection in doubt is dropped."""
        sftp = self._sftp or self._connecte()
        try:
            return geste(sftp, self._ou(chemin))
        except FileNotFoundError:
            raise Absent(chemin) from None
        except PermissionError:
            raise EchangeImpossible(f"{self.depot}/{chemin} : permission refusée par le serveur") from None
        except (paramiko.SSHException, EOFError, TimeoutError, ConnectionError):
            self._raccroche()
            raise EchangeImpossible(f"{self.depot} : la connexion a été coupée", passager=True) from None
        except OSError as e:
            if not (self._client and (t := self._client.get_transport()) and t.is_active()):
                self._raccroche()
                raise EchangeImpossible(f"{self.depot} : la connexion a été coupée", passager=True) from None
            pourquoi = raison(e) if e.errno else "le serveur a refusé (disque plein, quota ou lecture seule ?)"
            raise EchangeImpossible(f"{self.depot}/{chemin} : {pourquoi}", passager=True) from None

    def _connecte(self) -> paramiko.SFTPClient:
        """Open the connection. Raises EchangeImpossible, `passager` when the server may be back later."""
        r, client = self._reglages, paramiko.SSHClient()
        try:
            self._connait_le_serveur(client)
            client.connect(r.hote, r.port, r.utilisateur, **self._identite(), **self._patience())  # type: ignore[arg-type]
            sftp = client.open_sftp()
            if (canal := sftp.get_channel()) is not None:
                canal.settimeout(r.attente.duree.total_seconds())
        except BaseException as e:
            client.close()
            if (dit := self._panne(e)) is None:
                raise
            raise dit from None
        self._client, self._sftp = client, sftp
        return sftp

    def _panne(self, e: BaseException) -> EchangeImpossible | None:
        """Why the connection could not be opened, None when it is not about it."""
        serveur = f"le serveur {self._reglages.hote}:{self._reglages.port}"
        if isinstance(e, SecretIllisible | EchangeImpossible):
            return EchangeImpossible(str(e))
        if isinstance(e, paramiko.BadHostKeyException):
            return EchangeImpossible(f"{serveur} : clé d'hôte refusée, ce n'est pas celle de « hotes_connus »")
        if isinstance(e, _CleRefusee):
            return EchangeImpossible(f"{serveur} : clé d'hôte refusée, {e}")
        if isinstance(e, paramiko.AuthenticationException):
            return EchangeImpossible(f"{serveur} refuse l'authentification de « {self._reglages.utilisateur} »")
        if isinstance(e, OSError | EOFError | paramiko.SSHException):
            return EchangeImpossible(f"{serveur} est injoignable ou ne parle pas SFTP", passager=True)
        return None

    def _connait_le_serveur(self, client: paramiko.SSHClient) -> None:
        connus = self._reglages.hotes_connus
        if connus is not None:
            try:
                client.load_host_keys(str(self._base / connus))
            except OSError as e:
                raise EchangeImpossible(f"{self._base / connus} ne peut pas être lu : {raison(e)}") from None
        client.set_missing_host_key_policy(_Empreinte(self._reglages.empreinte))

    def _identite(self) -> dict[str, object]:
        r = self._reglages
        identite: dict[str, object] = {"look_for_keys": False, "allow_agent": False}
        if r.mot_de_passe is not None:
            identite["password"] = r.mot_de_passe.lit(self._base)
        if r.cle is not None:
            phrase = r.phrase_de_passe.lit(self._base) if r.phrase_de_passe else None
            identite["pkey"] = _cle_privee(self._base / r.cle, phrase)
        return identite

    def _patience(self) -> dict[str, float]:
        secondes = self._reglages.attente.duree.total_seconds()
        return {"timeout": secondes, "banner_timeout": secondes, "auth_timeout": secondes}


def _cle_privee(chemin: Path, phrase: str | None) -> paramiko.PKey:
    """A private key that only its owner can read. Raises SecretIllisible."""
    reserve_au_proprietaire(chemin)
    try:
        octets = phrase.encode() if phrase else None  # what the library wants, whatever its annotation says
        return paramiko.PKey.from_path(chemin, octets)  # type: ignore[arg-type]
    except (paramiko.SSHException, ValueError, TypeError) as e:
        if phrase is None and isinstance(e, paramiko.PasswordRequiredException | TypeError):
            raise SecretIllisible(f"la clé {chemin} demande une phrase de passe : clé « phrase_de_passe »") from None
        raise SecretIllisible(f"{chemin} n'est pas une clé privée lisible, ou la phrase de passe est fausse") from None


def _vu(nom: str, etat: paramiko.SFTPAttributes) -> Vu:
    ordinaire = etat.st_mode is None or stat.S_ISREG(etat.st_mode)
    return Vu(nom, etat.st_size or 0, (etat.st_mtime or 0) * 1_000_000_000, ordinaire)
