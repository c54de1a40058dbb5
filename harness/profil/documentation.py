"""Every key of a profile as text: the page `docs/profil.md`, the comments of a new profile, what `montrer` prints."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from harness.network.calendrier import Delai
from harness.profil.lecture import modele_de
from harness.profil.modele import Donnee, EcartConnu, Profil

_ENTETE = """# Le profil bilatéral

Ce que deux opérateurs ont convenu, ce que le système sous test prend en charge, comment les fichiers voyagent : un
fichier TOML, que l'on peut montrer à son partenaire. Exemples commentés :
[l'OI sous test](../fixtures/profils/oi_sous_test.toml), [l'OC sous test](../fixtures/profils/oc_sous_test.toml).

```console
interop-acces profil nouveau profil.toml       # pose les questions, écrit un profil valide
interop-acces profil montrer profil.toml       # ce que le banc en comprend
interop-acces diagnostic profil.toml           # le canal fonctionne-t-il ?
interop-acces diagnostic oi.toml oc.toml       # qu'est-ce qui ne marchera pas entre les deux ?
```

Seule la section `[operateurs]` est obligatoire. Une clé inconnue, une valeur d'un autre type, une donnée manquante :
une phrase nomme la clé et ce qui était attendu. Les chemins sont relatifs au dossier du profil.

**Secrets.** Un mot de passe ne s'écrit jamais dans le profil : `{ variable = "NOM" }` le prend dans l'environnement,
`{ fichier = "chemin" }` dans un fichier que vous seul pouvez lire (`chmod 600`) ; une clé privée suit la même règle.
Rien n'en paraît dans le journal, le rapport ou un message.

**Délais.** « 10 secondes », « 30 minutes », « 2 heures », « 2 jours ouvrés ». Un jour ouvré n'est ni un samedi, ni un
dimanche, ni un jour férié de la zone choisie.

**Livraisons.** Un fichier n'est lu qu'une fois entier, et ne quitte sa place qu'une fois au journal. Le banc écrit
sous un nom provisoire, puis renomme ; il n'écrase jamais. Deux campagnes ne peuvent pas jouer la même partie dans un
même dossier. Par courriel, seules les pièces jointes du partenaire sont lues ; l'adresse d'un expéditeur ne prouve
rien : c'est aux serveurs de messagerie de la vérifier (SPF, DKIM). Une boîte n'a pas de verrou : une campagne à la
fois.
"""


def markdown() -> str:
    """The page of every key, made from the model."""
    morceaux = [_ENTETE]
    for nom, section in sections():
        morceaux.append(
            f"\n## `{nom}`\n\n{_resume(nom)}\n\n| clé | valeur | par défaut | sens |\n| --- | --- | --- | --- |\n"
        )
        morceaux += [_ligne(cle, champ) for cle, champ in section.model_fields.items() if not _est_section(champ)]
    return "".join(morceaux)


def sections() -> Iterator[tuple[str, type[BaseModel]]]:
    """The tables of a profile, by the name that TOML gives them."""
    for nom, champ in Profil.model_fields.items():
        modele = modele_de(champ.annotation)
        assert modele is not None
        yield from _sous(nom, modele)


def _sous(nom: str, modele: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    yield {Donnee: f"[{nom}.<nom>]", EcartConnu: f"[[{nom}]]"}.get(modele, f"[{nom}]"), modele
    for cle, champ in modele.model_fields.items():
        if _est_section(champ) and (sous := modele_de(champ.annotation)) is not None:
            yield from _sous(f"{nom}.{cle}", sous)


def _resume(nom: str) -> str:
    """The sentence of a section: that of the key that holds it."""
    cles = nom.strip("[]").removesuffix(".<nom>").split(".")
    modele: type[BaseModel] = Profil
    description = ""
    for cle in cles:
        champ = modele.model_fields[cle]
        description, modele = champ.description or "", modele_de(champ.annotation) or modele
    return description


def _est_section(champ: FieldInfo) -> bool:
    """Whether a key holds a table that has a heading of its own."""
    modele = modele_de(champ.annotation)
    return modele is not None and not modele.__name__.startswith("_")


def _ligne(cle: str, champ: FieldInfo) -> str:
    defaut = "obligatoire" if champ.is_required() else (f"`{toml(champ.default)}`" if _parle(champ.default) else "")
    return f"| `{cle}` | {forme(champ.annotation)} | {defaut} | {champ.description} |\n"


def _parle(defaut: object) -> bool:
    return defaut not in (None, "", (), {})


def forme(annotation: Any) -> str:
    """What a key may hold, in a few words."""
    if get_origin(annotation) is not None:
        arguments = [a for a in get_args(annotation) if a is not type(None)]
        if get_origin(annotation) is tuple:
            return f"liste de {forme(arguments[0])}"
        if get_origin(annotation) is not None and isinstance(arguments[0], str):  # Literal
            return " ou ".join(f"`{toml(a)}`" for a in arguments if a)
        if issubclass(_type(get_origin(annotation)), Mapping):
            return "table de textes"
        return forme(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        valeurs = [toml(v) for v in annotation]
        return ", ".join(f"`{v}`" for v in valeurs) if len(valeurs) <= 8 else "une phrase du catalogue"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return '`{ variable = "…" }` ou `{ fichier = "…" }`'
    return {bool: "`true`, `false`", int: "nombre", str: "texte", Delai: "durée", datetime.date: "date"}[annotation]


def _type(origine: Any) -> type:
    return origine if isinstance(origine, type) else object


def toml(valeur: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    if isinstance(valeur, int):
        return str(valeur)
    if isinstance(valeur, datetime.date):
        return valeur.isoformat()
    if isinstance(valeur, BaseModel):
        return toml({c: v for c in type(valeur).model_fields if (v := getattr(valeur, c)) is not None})
    if isinstance(valeur, Mapping):
        return "{ " + ", ".join(f"{c} = {toml(v)}" for c, v in valeur.items()) + " }"
    if isinstance(valeur, tuple | list):
        return "[" + ", ".join(map(toml, valeur)) + "]"
    texte = "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in str(valeur).replace("\\", "\\\\"))
    return '"' + texte.replace('"', '\\"') + '"'
