"""The words of a JSON schema: what a value is, with the sentence that documents it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

Schema = dict[str, Any]


def enum(valeurs: type[StrEnum] | Iterable[StrEnum], description: str, *, nullable: bool = False) -> Schema:
    """One of closed values; None too when `nullable`."""
    textes: list[str | None] = [str(v) for v in valeurs]
    return {"enum": [*textes, None] if nullable else textes, "description": description}


def texte(description: str) -> Schema:
    """Any text."""
    return {"type": "string", "description": description}


def booleen(description: str) -> Schema:
    """True or false."""
    return {"type": "boolean", "description": description}


def entier(description: str, minimum: int = 0, *, nullable: bool = False) -> Schema:
    """A whole number."""
    return {"type": ["integer", "null"] if nullable else "integer", "minimum": minimum, "description": description}


def sha256(description: str) -> Schema:
    """A SHA-256 in hexadecimal, or ""."""
    return {"type": "string", "pattern": "^([0-9a-f]{64})?$", "description": f"{description} Vide si inconnue."}


def liste_de(element: str, description: str) -> Schema:
    """A list of one of `$defs`."""
    return {"type": "array", "items": {"$ref": f"#/$defs/{element}"}, "description": description}


def textes(description: str) -> Schema:
    """A list of texts."""
    return {"type": "array", "items": {"type": "string"}, "description": description}


def objet(description: str, proprietes: Schema) -> Schema:
    """An object whose keys are all there, and no other."""
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "required": list(proprietes),
        "properties": proprietes,
    }
