"""What changes from one workbook to another, sheet by sheet, for a person and for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from harness.protocol.spec import FAITS, Champ, Motif, Provenance
from harness.protocol.terms import Flux
from harness.workbook import colonnes, lecture, provenance
from harness.workbook.colonnes import Colonne, flux_de
from harness.workbook.erreurs import ClasseurIllisible
from harness.workbook.lecture import Lecture

ATTRIBUTS: tuple[Colonne, ...] = (
    "type", "longueur", "format", "statut", "condition", "valeurs", "signification", "section", "provenance",
)  # fmt: skip


EXTRAIT_MAX = 200
"""Characters of a long text that a screen shows; JSON has it whole."""

_AVANT = 20


@dataclass(frozen=True, slots=True)
class Ecart:
    """One attribute that changed; both sides as a cell would show them, "" for an empty one."""

    attribut: str
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class Changement:
    """One column, or one KO reason, that both workbooks have and do not describe alike."""

    nom: str
    ecarts: tuple[Ecart, ...]


@dataclass(frozen=True, slots=True)
class FeuilleComparee:
    """One sheet that both workbooks have. Names are in the order of the sheet they come from."""

    nom: str
    ajoutes: tuple[str, ...] = ()
    retires: tuple[str, ...] = ()
    changes: tuple[Changement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ajoutes or self.retires or self.changes)


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Two workbooks side by side; `feuilles` holds only the sheets that differ.

    `avis_a` and `avis_b` say what of each was not compared, or is odd.
    """

    a: str
    b: str
    seulement_a: tuple[Flux, ...]
    seulement_b: tuple[Flux, ...]
    feuilles: tuple[FeuilleComparee, ...]
    avis_a: tuple[str, ...] = ()
    avis_b: tuple[str, ...] = ()

    @property
    def identiques(self) -> bool:
        """Whether both workbooks say the same, whatever their layout."""
        return not (self.seulement_a or self.seulement_b or self.feuilles)


def lit(chemin: Path) -> Lecture:
    """A workbook to compare: with where its facts come from when it says so in our words, without when it does not.

    Raises ClasseurIllisible.
    """
    try:
        return lecture.lit(chemin, officiel=False)
    except ClasseurIllisible as erreur:
        lu = lecture.lit(chemin, officiel=True)  # fails alike unless provenance was the reason
        return replace(lu, avis=(*lu.avis, f"provenance non comparée ({erreur})"))


def compare(a: Lecture, b: Lecture) -> Comparaison:
    """What one must change in `a` to get `b`. Column names are paired without case."""
    avant, apres = a.protocole, b.protocole
    feuilles = [_feuille(_champs(a, flux), _champs(b, flux), flux) for flux in avant.formats if flux in apres]
    feuilles.append(_codification(avant.motifs, apres.motifs))
    return Comparaison(
        a=avant.nom,
        b=apres.nom,
        seulement_a=tuple(f for f in avant.formats if f not in apres),
        seulement_b=tuple(f for f in apres.formats if f not in avant),
        feuilles=tuple(f for f in feuilles if f),
        avis_a=a.avis,
        avis_b=b.avis,
    )


def _champs(lue: Lecture, flux: Flux) -> dict[str, Champ]:
    """The columns of a flux by folded name. Values in prose, which no column keeps, stand as they are written."""
    prose = {n.champ: n.texte for n in lue.non_verifiables if n.colonne == "valeurs" and flux_de(n.feuille) is flux}
    return {
        c.nom.casefold(): replace(c, valeurs=(prose[c.nom],)) if c.nom in prose else c
        for c in lue.protocole[flux].champs
    }


def _feuille(avant: dict[str, Champ], apres: dict[str, Champ], flux: Flux) -> FeuilleComparee:
    deplaces = _deplaces([n for n in avant if n in apres], [n for n in apres if n in avant])
    changes = [
        Changement(avant[nom].nom, tuple(_ecarts(avant[nom], apres[nom], deplace=nom in deplaces)))
        for nom in avant
        if nom in apres
    ]
    return FeuilleComparee(
        nom=flux.value,
        ajoutes=tuple(c.nom for nom, c in apres.items() if nom not in avant),
        retires=tuple(c.nom for nom, c in avant.items() if nom not in apres),
        changes=tuple(c for c in changes if c.ecarts),
    )


def _deplaces(avant: list[str], apres: list[str]) -> set[str]:
    """The names whose order really changed: a column added above shifts the others without moving them."""
    gardes = SequenceMatcher(None, avant, apres, autojunk=False).get_matching_blocks()
    return set(avant) - {avant[i] for bloc in gardes for i in range(bloc.a, bloc.a + bloc.size)}


def _ecarts(a: Champ, b: Champ, *, deplace: bool) -> Iterator[Ecart]:
    if a.nom != b.nom:
        yield Ecart("nom", a.nom, b.nom)
    if deplace:
        yield Ecart("position", str(a.position), str(b.position))
    for attribut in ATTRIBUTS:
        avant, apres = _cellule(a, attribut), _cellule(b, attribut)
        if avant != apres and not (attribut == "provenance" and _sans_provenance(a, b)):
            yield Ecart(attribut, avant, apres)


def _cellule(champ: Champ, attribut: Colonne) -> str:
    match attribut:
        case "longueur":
            return "" if champ.longueur is None else str(champ.longueur)
        case "statut":
            return champ.statut.value
        case "condition":
            return str(champ.condition or "")
        case "valeurs":
            return "|".join(champ.valeurs)
        case "provenance":
            return provenance.ecrit(champ)
    return str(getattr(champ, attribut))


def _sans_provenance(*champs: Champ) -> bool:
    """Whether one side is a workbook that does not say where its facts come from."""
    return any(all(c.source(fait) is Provenance.CLASSEUR for fait in FAITS) for c in champs)


def _codification(a: Iterable[Motif], b: Iterable[Motif]) -> FeuilleComparee:
    avant = {_cle(m): m for m in a}
    apres = {_cle(m): m for m in b}
    changes = [
        Changement(_nom(avant[cle]), tuple(_ecarts_motif(avant[cle], apres[cle]))) for cle in avant if cle in apres
    ]
    return FeuilleComparee(
        nom=colonnes.CODIFICATION,
        ajoutes=tuple(_nom(m) for cle, m in apres.items() if cle not in avant),
        retires=tuple(_nom(m) for cle, m in avant.items() if cle not in apres),
        changes=tuple(c for c in changes if c.ecarts),
    )


def _cle(motif: Motif) -> tuple[str, str]:
    return motif.code, colonnes.cle(motif.libelle)


def _nom(motif: Motif) -> str:
    return f"{motif.code} {motif.libelle}".strip()


def _ecarts_motif(a: Motif, b: Motif) -> Iterator[Ecart]:
    faces = [
        ("libelle", a.libelle, b.libelle),
        ("flux", "|".join(sorted(a.flux)), "|".join(sorted(b.flux))),
        ("signification", a.signification, b.signification),
    ]
    if Provenance.CLASSEUR not in (a.provenance, b.provenance):
        faces.append(("provenance", a.provenance.value, b.provenance.value))
    yield from (Ecart(*face) for face in faces if face[1] != face[2])


def en_texte(comparaison: Comparaison) -> str:
    """The comparison for a reader: `-` for what only A has, `+` for what only B has, `~` for what changed."""
    c = comparaison
    lignes = [f"A : {c.a}", f"B : {c.b}", ""]
    if c.identiques:
        return "\n".join([*lignes, "Aucune différence.", *_avis(c)])
    lignes += [f"- feuille {flux} : seulement dans A" for flux in c.seulement_a]
    lignes += [f"+ feuille {flux} : seulement dans B" for flux in c.seulement_b]
    for feuille in c.feuilles:
        lignes += ["", f"Feuille {feuille.nom}"] if lignes[-1] else [f"Feuille {feuille.nom}"]
        lignes += [f"  - {nom} : retiré" for nom in feuille.retires]
        lignes += [f"  + {nom} : ajouté" for nom in feuille.ajoutes]
        for change in feuille.changes:
            lignes += [f"  ~ {change.nom} : {_phrase(ecart)}" for ecart in change.ecarts]
    total = (
        len(c.seulement_a)
        + len(c.seulement_b)
        + sum(len(f.ajoutes) + len(f.retires) + sum(len(x.ecarts) for x in f.changes) for f in c.feuilles)
    )
    return "\n".join([*lignes, "", f"{total} différence{'s' if total > 1 else ''}.", *_avis(c)])


def _avis(comparaison: Comparaison) -> list[str]:
    lignes: list[str] = []
    for nom, avis in (("A", comparaison.avis_a), ("B", comparaison.avis_b)):
        if avis:
            lignes += ["", f"À savoir de {nom} :", *(f"  {a}" for a in avis)]
    return lignes


def _phrase(ecart: Ecart) -> str:
    if ecart.attribut == "position":
        return f"déplacé, position {ecart.avant} → {ecart.apres}"
    if ecart.attribut == "nom":
        return f"casse du nom changée, {ecart.avant} → {ecart.apres}"
    avant, apres = _extraits(ecart.avant, ecart.apres)
    return f"{ecart.attribut} {avant or '(vide)'} → {apres or '(vide)'}"


def _extraits(avant: str, apres: str) -> tuple[str, str]:
    """Two texts that differ, cut to what can be read on a screen: from a little before they differ."""
    paires = enumerate(zip(avant, apres, strict=False))
    commun = next((i for i, (x, y) in paires if x != y), min(len(avant), len(apres)))
    debut = max(0, commun - _AVANT) if max(len(avant), len(apres)) > EXTRAIT_MAX else 0

    def extrait(texte: str) -> str:
        suite = texte[debut : debut + EXTRAIT_MAX]
        return ("…" if debut else "") + suite + ("…" if debut + EXTRAIT_MAX < len(texte) else "")

    return extrait(avant), extrait(apres)


def en_dict(comparaison: Comparaison) -> dict[str, Any]:
    """The comparison for a program: plain lists and dictionaries, ready for JSON."""
    return {
        "a": comparaison.a,
        "b": comparaison.b,
        "identiques": comparaison.identiques,
        "avis_a": list(comparaison.avis_a),
        "avis_b": list(comparaison.avis_b),
        "feuilles_retirees": [f.value for f in comparaison.seulement_a],
        "feuilles_ajoutees": [f.value for f in comparaison.seulement_b],
        "feuilles": [
            {
                "feuille": f.nom,
                "retires": list(f.retires),
                "ajoutes": list(f.ajoutes),
                "changes": [
                    {"nom": c.nom, "attribut": e.attribut, "avant": e.avant, "apres": e.apres}
                    for c in f.changes
                    for e in c.ecarts
                ],
            }
            for f in comparaison.feuilles
        ],
    }
