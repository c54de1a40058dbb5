"""The pytest plugin of an operator's own tests: options only. What they ask for is loaded when they are given."""

from __future__ import annotations

import argparse

import pytest

_OPTIONS = {
    "--interop-profil": ("FICHIER", "Profil bilatéral (TOML) : qui échange, et où."),
    "--interop-scenarios": ("EXPR", "Scénarios à jouer, comme « jouer --scenarios » ; par défaut, tous."),
    "--interop-reponses": ("FICHIER", "Réponses (TOML ou CSV) à ce qui se passe hors fichiers."),
    "--interop-journal": ("DOSSIER", "Dossier neuf du journal (par défaut sous campagnes/)."),
    "--interop-rapport": ("DOSSIER", "Écrit le rapport sous toutes ses formes dans ce dossier."),
    "--interop-acceleration": ("FACTEUR", "Fait passer le temps plus vite ; votre système doit faire de même."),
    "--interop-origine": ("INSTANT", "Instant (UTC) depuis lequel l'heure est accélérée ; par défaut, maintenant."),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, in a group of their own."""
    groupe = parser.getgroup("interop-acces", "Interop'fibre Accès FTTH : votre système face au banc")
    groupe.addoption(
        "--interop-sous-test",
        choices=("oi", "oc"),
        type=str.lower,
        help="Joue le catalogue : votre système est l'oi ou l'oc.",
    )
    for nom, (valeur, aide) in _OPTIONS.items():
        groupe.addoption(nom, metavar=valeur, type=_non_vide, help=aide)


def _non_vide(texte: str) -> str:
    if not texte:
        raise argparse.ArgumentTypeError("rien n'est donné : une variable qui n'est pas définie, peut-être")
    return texte


def pytest_configure(config: pytest.Config) -> None:
    """Load the campaign, when there is one to play."""
    if config.getoption("--interop-sous-test"):
        from harness.greffon import catalogue

        config.pluginmanager.register(catalogue, "interop-acces-catalogue")
    elif donnees := [nom for nom in _OPTIONS if config.getoption(nom)]:
        raise pytest.UsageError(f"{', '.join(donnees)} : --interop-sous-test oi ou oc attendu")
