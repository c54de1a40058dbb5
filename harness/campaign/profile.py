"""The bilateral profile as a file: who the two operators are and what they agreed on (§2.3, §2.6)."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from harness.systeme import raison

Quadrigramme = Annotated[str, Field(pattern=r"^[A-Z0-9]{4}$")]


class ProfilIllisible(ValueError):
    """The profile cannot be used. One French sentence names the file and the key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Operateurs(_Strict):
    """Codes of the two parties (4 characters)."""

    oi: Quadrigramme
    oc: Quadrigramme


class ContratDeclare(_Strict):
    """What the contract settles where the protocol leaves a choice. `prise_non_identifiee`: see §3.1 and §4.3."""

    prise_non_identifiee: bool | None = None


class Echange(_Strict):
    """How files are written. `encodage` is empty when nothing was agreed."""

    encodage: Literal["", "UTF-8", "UTF-8 avec BOM", "ISO-8859-15", "CP1252"] = ""


class Profil(_Strict):
    """One profile, checked. `nom` and `sha256` are those of the file, "" without one."""

    operateurs: Operateurs | None = None
    contrat: ContratDeclare = ContratDeclare()
    echange: Echange = Echange()
    nom: str = Field(default="", exclude=True)
    sha256: str = Field(default="", exclude=True)


_ERREURS = {
    "missing": "cette clé est nécessaire",
    "extra_forbidden": "cette clé est inconnue",
    "string_pattern_mismatch": "4 lettres majuscules ou chiffres attendus",
    "bool_type": "true ou false attendu",
    "bool_parsing": "true ou false attendu",
    "string_type": "texte attendu",
    "model_type": "section attendue",
    "literal_error": "valeur inconnue",
}


def charge_profil(chemin: Path) -> Profil:
    """Read a TOML profile. Raises ProfilIllisible on anything missing, unknown, mistyped, or on an empty file."""
    try:
        if chemin.exists() and not chemin.is_file():
            raise ProfilIllisible(f"{chemin} n'est pas un fichier ordinaire")
        octets = chemin.read_bytes()
        table = tomllib.loads(octets.decode("utf-8"))
    except OSError as e:
        raise ProfilIllisible(f"{chemin} ne peut pas être lu : {raison(e)}") from None
    except UnicodeDecodeError:
        raise ProfilIllisible(f"{chemin} n'est pas en UTF-8") from None
    except tomllib.TOMLDecodeError as e:
        raise ProfilIllisible(f"{chemin} n'est pas du TOML : {_ou(e)}") from None
    if not table:
        raise ProfilIllisible(f"{chemin} est vide : au moins une section [operateurs], [contrat] ou [echange] attendue")
    for reservee in ("nom", "sha256"):
        if reservee in table:
            raise ProfilIllisible(f"{chemin}, clé « {reservee} » : cette clé est inconnue")
    try:
        profil = Profil.model_validate(table)
    except ValidationError as e:
        faute = e.errors()[0]
        cle = ".".join(map(str, faute["loc"]))
        attendu = _ERREURS.get(faute["type"], faute["msg"])
        if faute["type"] == "literal_error":
            attendu = f"valeur inconnue, attendu {str(faute['ctx']['expected']).replace(' or ', ' ou ')}"
        raise ProfilIllisible(f"{chemin}, clé « {cle} » : {attendu}") from None
    return profil.model_copy(update={"nom": chemin.name, "sha256": hashlib.sha256(octets).hexdigest()})


def _ou(e: tomllib.TOMLDecodeError) -> str:
    """Where a TOML file goes wrong."""
    m = re.search(r"line (\d+), column (\d+)", str(e))
    return f"erreur à la ligne {m[1]}, colonne {m[2]}" if m else "il s'arrête au milieu d'une valeur"
