"""A profile as text: written from answers, each key with its sentence; or shown as it was understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from harness.profil.documentation import toml
from harness.profil.lecture import modele_de
from harness.profil.modele import Profil

Reponses = Mapping[str, Any]
"""Sections as tables of values, nested as TOML nests them."""


def redige(reponses: Reponses, titre: str) -> str:
    """A commented profile that holds these answers, in the order of the model."""
    lignes = [f"# {titre}", "# Toutes les clés : docs/profil.md."]
    for nom, champ in Profil.model_fields.items():
        modele = modele_de(champ.annotation)
        if nom in reponses and modele is not None:
            lignes += _section(nom, modele, reponses[nom], champ.description or "")
    return "\n".join(lignes) + "\n"


def _section(nom: str, modele: type[BaseModel], valeurs: Mapping[str, Any], titre: str) -> Iterator[str]:
    yield ""
    yield f"# {titre}"
    yield f"[{nom}]"
    sous_sections = []
    for cle, champ in modele.model_fields.items():
        if cle not in valeurs:
            continue
        sous = modele_de(champ.annotation)
        if sous is not None and not sous.__name__.startswith("_"):
            sous_sections.append((f"{nom}.{cle}", sous, valeurs[cle], champ.description or ""))
            continue
        yield f"# {champ.description}"
        yield f"{cle} = {toml(valeurs[cle])}"
    for sous_section in sous_sections:
        yield from _section(*sous_section)


def montre(profil: Profil) -> str:
    """What was understood, key by key: what the file says, then what it leaves to the harness."""
    dits: list[str] = []
    tus: list[str] = []
    for chemin, valeur, dite in _cles(profil, ""):
        (dits if dite else tus).append(f"  {chemin} = {toml(valeur)}")
    titre = f"{profil.nom} : l'OI {profil.operateurs.oi} et l'OC {profil.operateurs.oc}"
    if profil.operateurs.sous_test is not None:
        titre += f" ; {profil.operateurs.sous_test} sous test, le banc joue l'{profil.operateurs.sous_test.autre}"
    return "\n".join([titre, "", "Dit par le profil", *dits, "", "Par défaut", *tus]) + "\n"


def _cles(section: BaseModel, prefixe: str) -> Iterator[tuple[str, Any, bool]]:
    """The plain values of a section and of those below: full key, value, whether the file gave it."""
    for cle in type(section).model_fields:
        valeur, chemin = getattr(section, cle), f"{prefixe}{cle}"
        if isinstance(valeur, BaseModel) and not type(valeur).__name__.startswith("_"):
            yield from _cles(valeur, chemin + ".")
        elif isinstance(valeur, Mapping) and any(isinstance(v, BaseModel) for v in valeur.values()):
            for nom, sous in valeur.items():
                yield from ((c, v, d) for c, v, d in _cles(sous, f"{chemin}.{nom}.") if d)
        elif isinstance(valeur, tuple) and valeur and isinstance(valeur[0], BaseModel):
            for rang, sous in enumerate(valeur, start=1):
                yield from ((c, v, d) for c, v, d in _cles(sous, f"{chemin}[{rang}].") if d)
        elif valeur not in (None, (), {}, ""):
            yield chemin, valeur, cle in section.model_fields_set
