"""Secrets: the profile says where they are, never what they are. They are read when needed and kept nowhere."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from harness.profil.strict import Section, Texte, refus
from harness.systeme import raison


class SecretIllisible(ValueError):
    """A secret cannot be had. One French sentence says why; it never holds the secret."""


class _Secret(Section):
    """Where a password is: an environment variable, or a file that nobody else can read."""

    variable: Texte | None = Field(None, description="Nom de la variable d'environnement qui contient le secret.")
    fichier: Texte | None = Field(
        None, description="Fichier qui contient le secret, lisible de vous seul (chmod 600), relatif au profil."
    )

    @model_validator(mode="after")
    def _un_seul(self) -> _Secret:
        if (self.variable is None) is (self.fichier is None):
            raise refus('{ variable = "NOM" } ou { fichier = "chemin" } attendu')
        return self

    def lit(self, dossier: Path) -> str:
        """The secret, the path of its file being relative to a folder. Raises SecretIllisible."""
        if self.variable is not None:
            secret = os.environ.get(self.variable, "")
            if not secret:
                raise SecretIllisible(f"la variable d'environnement {self.variable} est absente ou vide")
            return secret
        chemin = dossier / (self.fichier or "")
        reserve_au_proprietaire(chemin)
        try:
            secret = chemin.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as e:
            raise SecretIllisible(f"{chemin} ne peut pas être lu : {raison(e)}") from None
        except UnicodeDecodeError:
            raise SecretIllisible(f"{chemin} n'est pas en UTF-8") from None
        if not secret:
            raise SecretIllisible(f"{chemin} est vide : un secret est attendu")
        return secret


def _jamais_en_clair(brut: Any) -> Any:
    if isinstance(brut, str):
        raise refus('un secret ne s\'écrit pas dans le profil : { variable = "NOM" } ou { fichier = "chemin" } attendu')
    return brut


Secret = Annotated[_Secret, BeforeValidator(_jamais_en_clair)]
"""A password, by where it is. A plain text is refused."""


def reserve_au_proprietaire(chemin: Path) -> None:
    """Check that a file of secrets is an ordinary one that only its owner can read. Raises SecretIllisible."""
    try:
        etat = chemin.stat()
    except OSError as e:
        raise SecretIllisible(f"{chemin} ne peut pas être lu : {raison(e)}") from None
    if not stat.S_ISREG(etat.st_mode):
        raise SecretIllisible(f"{chemin} n'est pas un fichier ordinaire")
    if os.name == "posix" and etat.st_mode & 0o077:
        raise SecretIllisible(f"{chemin} est lisible par d'autres que vous : faites « chmod 600 {chemin} »")
