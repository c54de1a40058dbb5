"""A workbook is parsed once; its compiled form, a JSON keyed by the SHA-256 of the file, serves ever after.

The one of the bundled workbook ships beside it. The one of a user's workbook is kept in the user's cache. Neither is
ever trusted: what does not match the workbook, this version or the expected shape is read again from the workbook.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from harness import __version__, resources
from harness.protocol.conditions import parse
from harness.protocol.spec import Champ, Format, Motif, Protocole, Provenance, Statut, formats
from harness.protocol.terms import Flux
from harness.workbook import conteneur, provenance

FORMAT = 2
"""To be raised whenever the compiled form changes."""


class CompileIllisible(ValueError):
    """A compiled form that is not to be used: of another workbook or version, or malformed."""


def charge(chemin: Path | None = None) -> Protocole:
    """The protocol of a workbook: the user's, or the bundled one when `chemin` is None.

    Raises ClasseurIllisible.
    """
    if chemin is None:
        return _charge(resources.classeur(), officiel=False)
    return _charge(chemin, officiel=True)


def _charge(chemin: Path, *, officiel: bool) -> Protocole:
    octets = conteneur.octets_de(chemin)
    empreinte = hashlib.sha256(octets).hexdigest()
    compile_ = _en_cache(empreinte) if officiel else chemin_compile(chemin)
    try:
        if compile_ is None:
            raise CompileIllisible("pas de cache")
        return depuis_json(compile_.read_text(encoding="utf-8"), empreinte, chemin.name, officiel=officiel)
    except (OSError, ValueError):
        from harness.workbook import lecture

        protocole = lecture.lit_octets(octets, chemin.name, officiel=officiel).protocole
        if officiel and compile_ is not None:
            _garde(compile_, en_json(protocole))
        return protocole


def chemin_compile(classeur: Path) -> Path:
    """Where the compiled form of the bundled workbook is: beside it."""
    return classeur.with_suffix(".json")


def _en_cache(empreinte: str) -> Path | None:
    """Where a user's workbook is cached, None when this user has no folder for it."""
    import platformdirs

    try:
        return (
            Path(platformdirs.user_cache_dir("interop-acces"))
            / "classeurs"
            / f"{empreinte}.{__version__}.{FORMAT}.json"
        )
    except (OSError, RuntimeError):
        return None


def _garde(chemin: Path, texte: str) -> None:
    """Keep a compiled form; a cache that cannot be written is only a slower next time."""
    from harness.ecriture import ecrit

    with suppress(OSError):
        chemin.parent.mkdir(parents=True, exist_ok=True)
        ecrit(texte.encode("utf-8"), chemin)


def en_json(protocole: Protocole) -> str:
    """The compiled form, one field a line so that a change can be reviewed."""
    lignes = ["{", f' "format": {FORMAT},']
    lignes.append(f' "sha256": {json.dumps(protocole.empreinte)}, "officiel": {json.dumps(protocole.officiel)},')
    lignes.append(' "flux": {')
    blocs = [
        f"  {json.dumps(flux.value)}: [\n{_liste([_champ_en_liste(c) for c in forme.champs])}\n  ]"
        for flux, forme in protocole.formats.items()
    ]
    lignes.append(",\n".join(blocs))
    lignes.append(f' }},\n "motifs": [\n{_liste([_motif_en_liste(m) for m in protocole.motifs])}\n ]\n}}\n')
    return "\n".join(lignes)


def _liste(valeurs: list[list[Any]]) -> str:
    return ",\n".join(f"   {json.dumps(v, ensure_ascii=False)}" for v in valeurs)


def _champ_en_liste(champ: Champ) -> list[Any]:
    return [
        champ.position, champ.nom, champ.type, champ.longueur, champ.format, champ.statut.value,
        champ.condition.texte if champ.condition else None, list(champ.valeurs), champ.signification, champ.section,
        provenance.ecrit(champ),
    ]  # fmt: skip


def _motif_en_liste(motif: Motif) -> list[Any]:
    return [
        motif.code, motif.libelle, sorted(f.value for f in motif.flux), motif.signification, motif.provenance.value
    ]  # fmt: skip


def depuis_json(texte: str, empreinte: str, nom: str, *, officiel: bool) -> Protocole:
    """The protocol of a compiled form, provided it is that of this workbook. Raises CompileIllisible."""
    try:
        lu = json.loads(texte)
        if (lu["format"], lu["sha256"], lu["officiel"]) != (FORMAT, empreinte, officiel):
            raise CompileIllisible("autre classeur ou autre version")
        lus = [Format(Flux(flux), _champs(champs)) for flux, champs in lu["flux"].items()]
        motifs = tuple(_motif(*m) for m in lu["motifs"])
        if not lus or not motifs:
            raise CompileIllisible("forme compilée vide")
        return Protocole(formats=formats(lus), motifs=motifs, empreinte=empreinte, nom=nom, officiel=officiel)
    except CompileIllisible:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as erreur:
        raise CompileIllisible(f"forme compilée illisible ({type(erreur).__name__})") from None


def _champs(lus: list[list[Any]]) -> tuple[Champ, ...]:
    noms = [_texte(c[1]) for c in lus]
    return tuple(_champ(noms, *c) for c in lus)


def _champ(
    noms: list[str],
    position: Any, nom: Any, type_: Any, longueur: Any, format_: Any, statut: Any, condition: Any, valeurs: Any,
    signification: Any, section: Any, source: Any,
) -> Champ:  # fmt: skip
    return Champ(
        position=_entier(position),
        nom=_texte(nom),
        type=_texte(type_),
        longueur=None if longueur is None else _entier(longueur),
        format=_texte(format_),
        statut=Statut(statut),
        condition=None if condition is None else parse(_texte(condition), noms),
        valeurs=tuple(_texte(v) for v in valeurs),
        signification=_texte(signification),
        section=_texte(section),
        provenance=provenance.lit(_texte(source)),
    )


def _motif(code: Any, libelle: Any, flux: Any, signification: Any, source: Any) -> Motif:
    return Motif(
        _texte(code), _texte(libelle), frozenset(Flux(f) for f in flux), _texte(signification), Provenance(source)
    )


def _texte(valeur: Any) -> str:
    if not isinstance(valeur, str):
        raise CompileIllisible("texte attendu")
    return valeur


def _entier(valeur: Any) -> int:
    if not isinstance(valeur, int) or isinstance(valeur, bool):
        raise CompileIllisible("entier attendu")
    return valeur
