"""A test that lacks its system package is skipped with the line that installs it; in CI it fails."""

from __future__ import annotations

import pytest

from tests.transports.paquets import chemin_de, exige


def test_a_missing_package_skips_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="programme-absent : apt-get install un-paquet"):
        exige("un-paquet", "sh", "programme-absent")


def test_in_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="obligatoire : /nulle/part : apt-get install un-paquet"):
        exige("un-paquet", "/nulle/part")


def test_what_is_there_is_found() -> None:
    exige("dash", "sh", "/bin/sh")
    assert chemin_de("sh").endswith("/sh")
