"""Real mail servers on loopback: Dovecot takes mail in and gives it out, with TLS and passwords; OpenSMTPD delivers."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.transports.paquets import chemin_de, exige, exige_root
from tests.transports.serveur_ssh import ecoute, port_libre

PAQUETS = "opensmtpd dovecot-imapd dovecot-submissiond openssl"
MOT_DE_PASSE = "azerty-de-fiction"
BOITES = ("xval", "xtel")
_POSTIER = "mail"
_VERROU = Path(tempfile.gettempdir()) / "interop-acces-tests-opensmtpd.verrou"
"""OpenSMTPD has one spool a machine: two runs of the tests take turns."""


@dataclass
class ServeurCourriel:
    """Mailboxes xval@example.fr and xtel@example.fr, one password. `certificat` is the authority to trust."""

    racine: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="courriel-")))
    port_smtp: int = field(default_factory=port_libre)
    port_starttls: int = field(default_factory=port_libre)
    port_imap: int = field(default_factory=port_libre)
    port_livreur: int = field(default_factory=port_libre)
    hote: str = "localhost"
    mot_de_passe: str = MOT_DE_PASSE
    _smtpd: subprocess.Popen[bytes] | None = None
    _dovecot: subprocess.Popen[bytes] | None = None
    _verrou: IO[bytes] | None = None

    @property
    def certificat(self) -> Path:
        return self.racine / "certificat.pem"

    def boite(self, nom: str) -> Path:
        """The Maildir of a mailbox."""
        return self.racine / "boites" / nom

    def prepare(self) -> None:
        """Certificate, accounts and settings, once."""
        exige(PAQUETS, "smtpd", "dovecot", "/usr/lib/dovecot/submission-login", "openssl")
        exige_root("OpenSMTPD")
        self._verrou = _VERROU.open("ab")
        fcntl.flock(self._verrou, fcntl.LOCK_EX)
        self.racine.chmod(0o755)
        postier = pwd.getpwnam(_POSTIER)
        for dossier in (self.racine / "boites", *(self.boite(b) for b in BOITES)):
            dossier.mkdir()
            os.chown(dossier, postier.pw_uid, postier.pw_gid)
        (self.racine / "openssl.cnf").write_text("[req]\ndistinguished_name=dn\n[dn]\n")
        commande = (
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
            "-addext subjectAltName=DNS:localhost,IP:127.0.0.1"
        )
        fichiers = ["-keyout", self.racine / "cle.pem", "-out", self.certificat, "-config", self.racine / "openssl.cnf"]
        subprocess.run(["openssl", *commande.split(), *fichiers], check=True, capture_output=True)
        (self.racine / "cle.pem").chmod(0o600)
        chiffre = subprocess.check_output(["openssl", "passwd", "-6", MOT_DE_PASSE], text=True).strip()
        (self.racine / "virtuels").write_text("".join(f"{b}@example.fr\t{_POSTIER}\n" for b in BOITES))
        (self.racine / "utilisateurs").write_text("".join(f"{b}:{{SHA512-CRYPT}}{chiffre}:::::\n" for b in BOITES))
        (self.racine / "smtpd.conf").write_text(
            f"table virtuels file:{self.racine}/virtuels\nlisten on 127.0.0.1 port {self.port_livreur}\n"
            f'action "boite" maildir "{self.racine}/boites/%{{rcpt.user}}" virtual <virtuels>\n'
            'match from any for domain "example.fr" action "boite"\n'
        )
        (self.racine / "dovecot.conf").write_text(
            f"base_dir = {self.racine}/run\nstate_dir = {self.racine}/run\nlog_path = {self.racine}/dovecot.log\n"
            f"protocols = imap submission\nlisten = 127.0.0.1\nssl = required\nssl_cert = <{self.certificat}\n"
            f"ssl_key = <{self.racine}/cle.pem\nmail_location = maildir:{self.racine}/boites/%u\n"
            f"passdb {{\n  driver = passwd-file\n  args = {self.racine}/utilisateurs\n}}\n"
            f"userdb {{\n  driver = static\n  args = uid={postier.pw_uid} gid={postier.pw_gid}"
            f" home={self.racine}/boites/%u\n}}\nauth_failure_delay = 0\n"
            "first_valid_uid = 1\nfirst_valid_gid = 1\nmail_privileged_group =\n"
            "service imap-login {\n  inet_listener imap {\n    port = 0\n  }\n"
            f"  inet_listener imaps {{\n    port = {self.port_imap}\n    ssl = yes\n  }}\n}}\n"
            f"service submission-login {{\n  inet_listener submission {{\n    port = {self.port_starttls}\n  }}\n"
            f"  inet_listener submissions {{\n    port = {self.port_smtp}\n    ssl = yes\n  }}\n}}\n"
            f"hostname = localhost\nsubmission_relay_host = 127.0.0.1\nsubmission_relay_port = {self.port_livreur}\n"
            "service anvil {\n  chroot =\n  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}\n"
            "service stats {\n  chroot =\n}\n"
        )

    def demarre(self) -> None:
        """Listen. The servers may be stopped and started again."""
        with (self.racine / "journal.txt").open("ab") as journal:
            self._smtpd = subprocess.Popen(
                [chemin_de("smtpd"), "-d", "-f", str(self.racine / "smtpd.conf")], stdout=journal, stderr=journal
            )
            self._dovecot = subprocess.Popen(
                [chemin_de("dovecot"), "-F", "-c", str(self.racine / "dovecot.conf")], stdout=journal, stderr=journal
            )
        for processus, port in (
            (self._smtpd, self.port_livreur),
            (self._dovecot, self.port_smtp),
            (self._dovecot, self.port_imap),
        ):
            ecoute(port, lambda p=processus: p.poll() is None)

    def attend(self, boite: str, messages: int, secondes: float = 20.0) -> None:
        """Wait until so many messages were delivered in a mailbox."""
        fin = time.monotonic() + secondes
        while sum(len(list((self.boite(boite) / d).glob("*"))) for d in ("new", "cur")) < messages:
            assert time.monotonic() < fin, (self.racine / "journal.txt").read_text()
            time.sleep(0.05)

    def vide(self) -> None:
        """Empty the mailboxes."""
        for boite in BOITES:
            for dossier in ("new", "cur"):
                for message in (self.boite(boite) / dossier).glob("*"):
                    message.unlink()

    def arrete(self) -> None:
        """Stop listening."""
        for processus in (self._smtpd, self._dovecot):
            if processus is not None:
                fils = Path(f"/proc/{processus.pid}/task/{processus.pid}/children").read_text().split()
                processus.send_signal(signal.SIGTERM)
                processus.wait(20)
                for pid in fils:  # sessions under way would outlive their master for a while
                    with suppress(ProcessLookupError):
                        os.kill(int(pid), signal.SIGKILL)
        self._smtpd = self._dovecot = None

    def range(self) -> None:
        """Leave nothing behind."""
        self.arrete()
        if self._verrou is not None:
            self._verrou.close()
        shutil.rmtree(self.racine, ignore_errors=True)


def profil_courriel(serveur: ServeurCourriel, joue: str, variable: str = "XVAL_COURRIEL", autorite: str = "") -> str:
    """The text of a profile where the harness plays one mailbox; its password is in an environment variable."""
    compte = (
        f'hote = "{serveur.hote}"\nutilisateur = "{joue}"\nmot_de_passe = {{ variable = "{variable}" }}\n'
        f'autorite = "{autorite or serveur.certificat}"\n'
    )
    return (
        '[operateurs]\noi = "XVAL"\noc = "XTEL"\n[echange]\ntransport = "courriel"\ntaille_max_mo = 1\n'
        '[echange.courriel]\nadresse_oi = "xval@example.fr"\nadresse_oc = "xtel@example.fr"\nattente = "5 secondes"\n'
        f"[echange.courriel.smtp]\nport = {serveur.port_smtp}\n{compte}"
        f"[echange.courriel.imap]\nport = {serveur.port_imap}\n{compte}"
    )
