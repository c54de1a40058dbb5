"""Reading a profile: a TOML file to a checked value, or one French sentence that names the key."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from harness.profil.modele import Profil
from harness.refus import Refus
from harness.systeme import raison


class ProfilIllisible(Refus):
    """The profile cannot be used. One French sentence names the file and the key, and what was expected."""


_ATTENDUS = {
    "bool_type": "true ou false attendu",
    "string_type": "texte entre guillemets attendu",
    "int_type": "nombre entier attendu",
    "model_type": "section attendue",
    "model_attributes_type": "section attendue",
    "dict_type": "section attendue",
    "mapping_type": "section attendue",
    "tuple_type": "liste attendue",
    "date_type": "date attendue, AAAA-MM-JJ",
    "date_parsing": "date attendue, AAAA-MM-JJ",
    "date_from_datetime_parsing": "date attendue, AAAA-MM-JJ",
    "string_too_short": "texte non vide attendu",
    "too_short": "au moins un élément attendu",
}


def charge_profil(chemin: Path) -> Profil:
    """Read a TOML profile. Raises ProfilIllisible on anything missing, unknown, mistyped, or on an empty file."""
    try:
        if chemin.exists() and not chemin.is_file():
            raise ProfilIllisible(f"{chemin} n'est pas un fichier ordinaire")
        octets = chemin.read_bytes()
    except OSError as e:
        raise ProfilIllisible(f"{chemin} ne peut pas être lu : {raison(e)}") from None
    return lit_profil(octets, chemin)


def lit_profil(octets: bytes, chemin: Path) -> Profil:
    """The profile that the bytes of a file say. Raises ProfilIllisible."""
    try:
        table = tomllib.loads(octets.decode("utf-8"))
    except UnicodeDecodeError:
        raise ProfilIllisible(f"{chemin} n'est pas en UTF-8") from None
    except tomllib.TOMLDecodeError as e:
        raise ProfilIllisible(f"{chemin} n'est pas du TOML : {_ou(e)}") from None
    if not table:
        raise ProfilIllisible(f"{chemin} est vide : au moins la section [operateurs] attendue, avec oi et oc")
    try:
        profil = Profil.model_validate_json(json.dumps(table, default=str))
    except ValidationError as e:
        fautes = e.errors(include_url=False, include_input=False)
        faute = min(fautes, key=lambda f: f["type"] != "extra_forbidden")  # a slip explains what is then missing
        raise ProfilIllisible(f"{chemin}, clé « {_cle(faute['loc'])} » : {_attendu(faute)}") from None
    return profil.vient_de(chemin, hashlib.sha256(octets).hexdigest())


def _cle(lieu: Sequence[int | str]) -> str:
    """A key as TOML writes it, the rank in a list being counted from 1."""
    texte = ""
    for morceau in lieu:
        texte += f"[{morceau + 1}]" if isinstance(morceau, int) else f".{morceau}"
    return texte.lstrip(".")


def _attendu(faute: ErrorDetails) -> str:
    """What was expected there."""
    genre, contexte = faute["type"], faute.get("ctx", {})
    if genre == "attendu":
        return str(contexte["attendu"])
    if genre in ("literal_error", "enum"):
        return f"{str(contexte['expected']).replace(' or ', ' ou ')} attendu"
    if genre == "missing":
        return f"cette clé est nécessaire. {_description(faute['loc'])}".strip()
    if genre == "extra_forbidden":
        return f"cette clé est inconnue{_proche(faute['loc'])}"
    if genre in ("greater_than_equal", "less_than_equal"):
        borne, mot = (contexte["ge"], "au moins") if "ge" in contexte else (contexte["le"], "au plus")
        return f"{mot} {borne} attendu"
    if genre in _ATTENDUS:
        return _ATTENDUS[genre]
    return f"valeur impossible. {_description(faute['loc'])}".strip()


def _description(lieu: Sequence[int | str]) -> str:
    section = _section(lieu[:-1])
    champ = section.model_fields.get(str(lieu[-1])) if section else None
    return champ.description or "" if champ else ""


def _proche(lieu: Sequence[int | str]) -> str:
    section = _section(lieu[:-1])
    connues = sorted(section.model_fields) if section else []
    proches = get_close_matches(str(lieu[-1]), connues, 1)
    if proches:
        return f" ; peut-être « {proches[0]} » ?"
    return f" ; attendu ici : {', '.join(connues)}" if connues else ""


def _section(lieu: Sequence[int | str]) -> type[BaseModel] | None:
    """The model of the section at a place; what is between, list or table of sections, is stepped over."""
    section: type[BaseModel] | None = Profil
    for morceau in lieu:
        champ = section.model_fields.get(morceau) if section and isinstance(morceau, str) else None
        if champ is not None:
            section = modele_de(champ.annotation)
    return section


def modele_de(annotation: Any) -> type[BaseModel] | None:
    """The section that a key holds, be it optional, in a list, or by name; None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    trouves = (modele_de(a) for a in getattr(annotation, "__args__", ()))
    return next((t for t in trouves if t is not None), None)


def _ou(e: tomllib.TOMLDecodeError) -> str:
    """Where a TOML file goes wrong."""
    m = re.search(r"line (\d+), column (\d+)", str(e))
    return f"erreur à la ligne {m[1]}, colonne {m[2]}" if m else "il s'arrête au milieu d'une valeur"
