"""A secret is read where the profile says, from a place that is safe, and shows up nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from harness.profil.secret import Secret, SecretIllisible

LECTEUR = TypeAdapter(Secret)


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = LECTEUR.validate_python({"variable": "XVAL_SFTP"})
    monkeypatch.setenv("XVAL_SFTP", "azerty-1")
    assert secret.lit(tmp_path) == "azerty-1"
    assert "azerty-1" not in repr(secret)
    monkeypatch.delenv("XVAL_SFTP")
    with pytest.raises(SecretIllisible, match="la variable d'environnement XVAL_SFTP est absente ou vide"):
        secret.lit(tmp_path)


def test_from_a_file_that_nobody_else_reads(tmp_path: Path) -> None:
    fichier = tmp_path / "mdp"
    fichier.write_text("azerty-2\n")
    fichier.chmod(0o600)
    secret = LECTEUR.validate_python({"fichier": "mdp"})
    assert secret.lit(tmp_path) == "azerty-2"
    for droits in (0o640, 0o604, 0o610):
        fichier.chmod(droits)
        with pytest.raises(SecretIllisible, match=r"mdp est lisible par d'autres que vous : faites « chmod 600"):
            secret.lit(tmp_path)


@pytest.mark.parametrize(("octets", "raison"), [(b"\n", "est vide"), (b"\xff", "n'est pas en UTF-8")])
def test_a_file_without_a_secret(tmp_path: Path, octets: bytes, raison: str) -> None:
    (tmp_path / "mdp").write_bytes(octets)
    (tmp_path / "mdp").chmod(0o600)
    with pytest.raises(SecretIllisible, match=raison):
        LECTEUR.validate_python({"fichier": "mdp"}).lit(tmp_path)


def test_a_missing_file_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SecretIllisible, match="il n'existe pas"):
        LECTEUR.validate_python({"fichier": "absent"}).lit(tmp_path)
    with pytest.raises(SecretIllisible, match="n'est pas un fichier ordinaire"):
        LECTEUR.validate_python({"fichier": "."}).lit(tmp_path)
