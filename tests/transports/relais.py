"""A TCP relay that cuts the line after so many bytes from the client, as often as it is told to."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

from tests.transports.serveur_ssh import port_libre


class Relais:
    """Listens on `port`, forwards to another. `coupes`: bytes after which the next connections are cut, one each."""

    def __init__(self, vers: int) -> None:
        self.port = port_libre()
        self.coupes: list[int] = []
        self.coupures = 0
        self._vers = vers
        self._prises: list[socket.socket] = []
        self._ecoute = socket.create_server(("127.0.0.1", self.port))
        self._fils = [threading.Thread(target=self._accepte, daemon=True)]
        self._fils[0].start()

    def _accepte(self) -> None:
        while True:
            try:
                client, _ = self._ecoute.accept()
            except OSError:
                return
            serveur = socket.create_connection(("127.0.0.1", self._vers))
            self._prises += [client, serveur]
            for de, a, compte in ((client, serveur, True), (serveur, client, False)):
                fil = threading.Thread(target=self._passe, args=(de, a, compte), daemon=True)
                self._fils.append(fil)
                fil.start()

    def _passe(self, de: socket.socket, a: socket.socket, compte: bool) -> None:
        passes = 0
        try:
            while octets := de.recv(4096):
                passes += len(octets)
                if compte and self.coupes and passes > self.coupes[0]:
                    self.coupes.pop(0)
                    self.coupures += 1
                    break
                a.sendall(octets)
        except OSError:
            pass
        finally:
            for prise in (de, a):
                with suppress(OSError):
                    prise.shutdown(socket.SHUT_RDWR)

    def ferme(self) -> None:
        """Stop listening, hang up."""
        for prise in (self._ecoute, *self._prises):
            with suppress(OSError):
                prise.shutdown(socket.SHUT_RDWR)
        for fil in self._fils:
            fil.join(5)
        for prise in (self._ecoute, *self._prises):
            prise.close()
