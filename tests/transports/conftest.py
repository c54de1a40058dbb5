"""Real servers on loopback, for whoever needs a channel: `serveur_ssh`, `serveur_courriel`, stopped with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.transports.serveur_courriel import ServeurCourriel
from tests.transports.serveur_ssh import ServeurSsh


@pytest.fixture(scope="module")
def serveur_ssh_du_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeurSsh]:
    """One server for the tests of a module: keys are made once."""
    serveur = ServeurSsh(tmp_path_factory.mktemp("ssh"))
    serveur.prepare()
    serveur.demarre()
    yield serveur
    serveur.arrete()


@pytest.fixture
def serveur_ssh(serveur_ssh_du_module: ServeurSsh, tmp_path: Path) -> Iterator[ServeurSsh]:
    """A running server whose folder is empty: host, port, key, fingerprint, `dossier`."""
    dossier = serveur_ssh_du_module.dossier
    yield serveur_ssh_du_module
    dossier.rename(tmp_path / "apres")
    dossier.mkdir()


@pytest.fixture
def autre_serveur_ssh(tmp_path: Path) -> Iterator[Callable[..., ServeurSsh]]:
    """Starts servers of one's own, to be stopped or choked."""
    serveurs: list[ServeurSsh] = []

    def demarre(**reglages: int) -> ServeurSsh:
        serveurs.append(ServeurSsh(tmp_path / f"ssh{len(serveurs)}", **reglages))  # type: ignore[arg-type]
        serveurs[-1].prepare()
        serveurs[-1].demarre()
        return serveurs[-1]

    yield demarre
    for serveur in serveurs:
        serveur.arrete()


@pytest.fixture(scope="module")
def serveur_courriel_du_module() -> Iterator[ServeurCourriel]:
    """One pair of mail servers for the tests of a module."""
    serveur = ServeurCourriel()
    try:
        serveur.prepare()
        serveur.demarre()
        yield serveur
    finally:
        serveur.range()


@pytest.fixture
def serveur_courriel(serveur_courriel_du_module: ServeurCourriel) -> ServeurCourriel:
    """Running mail servers whose mailboxes are empty."""
    serveur_courriel_du_module.vide()
    return serveur_courriel_du_module
