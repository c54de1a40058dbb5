"""A real OpenSSH server on a loopback port, with its own keys and accounts, that touches nothing of the machine."""

from __future__ import annotations

import os
import pwd
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.transports.paquets import chemin_de, exige

PAQUETS = "openssh-server openssh-client libnss-wrapper openssl"
UTILISATEUR, MOT_DE_PASSE = "xtel", "azerty-de-fiction"


def port_libre() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def ecoute(port: int, vivant: Callable[[], bool], secondes: float = 20.0) -> None:
    """Wait until somebody listens."""
    fin = time.monotonic() + secondes
    while time.monotonic() < fin:
        assert vivant(), "le serveur s'est arrêté"
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"personne n'écoute sur le port {port}")


def enveloppe() -> str:
    """The library that gives one process accounts of its own."""
    trouvees = sorted(Path("/usr/lib").glob("*/libnss_wrapper.so"))
    return str(trouvees[0]) if trouvees else "/usr/lib/libnss_wrapper.so"


@dataclass
class ServeurSsh:
    """`dossier` is where its files are; `cle` a private key it lets in, `empreinte` that of its own key."""

    racine: Path
    port: int = field(default_factory=port_libre)
    taille_max: int | None = None
    hote: str = "127.0.0.1"
    utilisateur: str = UTILISATEUR
    mot_de_passe: str = MOT_DE_PASSE
    _processus: subprocess.Popen[bytes] | None = None

    @property
    def dossier(self) -> Path:
        return self.racine / "fichiers"

    @property
    def cle(self) -> Path:
        return self.racine / "cle_client"

    @property
    def hotes_connus(self) -> Path:
        return self.racine / "known_hosts"

    @property
    def empreinte(self) -> str:
        sortie = subprocess.check_output(["ssh-keygen", "-lf", self.racine / "cle_serveur.pub"], text=True)
        return sortie.split()[1]

    def prepare(self) -> None:
        """Keys, accounts and settings, once."""
        exige(PAQUETS, "sshd", "ssh-keygen", "openssl", enveloppe())
        self.dossier.mkdir(parents=True)
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)  # what the package's service would make
        for nom in ("cle_serveur", "cle_client"):
            subprocess.check_call(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.racine / nom])
        (self.racine / "autorisees").write_text((self.racine / "cle_client.pub").read_text())
        publique = " ".join((self.racine / "cle_serveur.pub").read_text().split()[:2])
        self.hotes_connus.write_text(f"[127.0.0.1]:{self.port} {publique}\n")
        moi = pwd.getpwuid(os.getuid())
        autres = Path("/etc/passwd").read_text().splitlines()
        chiffre = subprocess.check_output(["openssl", "passwd", "-5", MOT_DE_PASSE], text=True).strip()
        compte = f"{UTILISATEUR}:x:{moi.pw_uid}:{moi.pw_gid}::{self.dossier}:/bin/sh"
        (self.racine / "passwd").write_text("\n".join([compte, *autres]) + "\n")
        (self.racine / "group").write_text(Path("/etc/group").read_text())
        (self.racine / "shadow").write_text(f"{UTILISATEUR}:{chiffre}:19000:0:99999:7:::\n")
        self._configure("PerSourcePenalties no\n")
        essai = subprocess.run(
            [chemin_de("sshd"), "-t", "-f", self.racine / "sshd_config"], check=False, env=self._env()
        )
        if essai.returncode:
            self._configure("")

    def _configure(self, recents: str) -> None:
        """`recents`: settings that only a recent server knows."""
        (self.racine / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {self.racine}/cle_serveur\n"
            f"AuthorizedKeysFile {self.racine}/autorisees\nPidFile none\nStrictModes no\nUsePAM no\n"
            "PermitRootLogin yes\nPasswordAuthentication yes\nKbdInteractiveAuthentication no\nUseDNS no\n"
            f"Subsystem sftp internal-sftp\n{recents}"
        )

    def _env(self) -> dict[str, str]:
        return {
            **os.environ,
            "LD_PRELOAD": enveloppe(),
            "NSS_WRAPPER_PASSWD": str(self.racine / "passwd"),
            "NSS_WRAPPER_GROUP": str(self.racine / "group"),
            "NSS_WRAPPER_SHADOW": str(self.racine / "shadow"),
        }

    def demarre(self) -> None:
        """Listen. The server may be stopped and started again."""
        with (self.racine / "journal.txt").open("ab") as journal:
            self._processus = subprocess.Popen(
                [chemin_de("sshd"), "-D", "-e", "-f", str(self.racine / "sshd_config")],
                env=self._env(),
                stdout=journal,
                stderr=journal,
                preexec_fn=self._bride,
            )
        ecoute(self.port, lambda: self._processus is not None and self._processus.poll() is None)

    def arrete(self) -> None:
        """Stop listening; connections under way are cut."""
        if self._processus is not None:
            pid = self._processus.pid
            for session in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                os.kill(int(session), signal.SIGTERM)
            self._processus.terminate()
            self._processus.wait(10)
            self._processus = None

    def _bride(self) -> None:
        """A disk that is soon full: no file grows beyond a size."""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        if self.taille_max is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.taille_max, self.taille_max))


def profil_sftp(serveur: ServeurSsh, **autres: str) -> str:
    """The text of a profile that leads there, by key; more keys of `[echange.sftp]` may be given, as TOML."""
    cles = {
        "hote": f'"{serveur.hote}"',
        "port": str(serveur.port),
        "utilisateur": f'"{serveur.utilisateur}"',
        "racine": f'"{serveur.dossier}"',
        "cle": f'"{serveur.cle}"',
        "empreinte": f'"{serveur.empreinte}"',
        "attente": '"5 secondes"',
    } | autres
    lignes = "\n".join(f"{nom} = {valeur}" for nom, valeur in cles.items() if valeur)
    return (
        '[operateurs]\noi = "XVAL"\noc = "XTEL"\n[echange]\ntransport = "sftp"\nfichier_entier = "renommage"\n'
        f"[echange.sftp]\n{lignes}\n"
    )
