"""Rows of text to protocol values: the rules every workbook must keep, whatever file it came from.

One place for them, so that a reviewable source, an .xlsx and an .xls are refused for the same reasons.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from harness.protocol.conditions import Condition
from harness.protocol.issues import CHAMP_MOTIF
from harness.protocol.spec import Champ, Fait, Format, Motif, Provenance
from harness.protocol.terms import Flux, cle
from harness.workbook import colonnes, faits, provenance
from harness.workbook.erreurs import PHRASE_MAX, cite
from harness.workbook.lieux import Notes, Rangee

NOM_MAX = 100
LONGUEUR_MAX = 100_000
POSITION_MAX = 10_000

_INTERDITS = frozenset('=|;"')
"""Signs of conditions and of CSV, which a column name would make ambiguous, or of a formula."""


def format_de(flux: Flux, rangees: Sequence[Rangee], *, officiel: bool, notes: Notes) -> Format:
    """The columns of one flux. What is odd but usable is added to `notes`. Raises ClasseurIllisible."""
    noms = _noms(rangees)
    positions = _positions(rangees, notes)
    champs = [
        _champ(flux, r, nom, positions[rang], noms, officiel=officiel, notes=notes)
        for rang, (r, nom) in enumerate(zip(rangees, noms, strict=True))
    ]
    par_nom = {c.nom: c for c in champs}
    for rangee, champ in zip(rangees, champs, strict=True):
        _verifie_valeurs_de_condition(rangee, champ.condition, par_nom)
    if cle(flux) not in par_nom:
        notes.avis.append(f"feuille {flux} : champ {cle(flux)} absent, alors qu'il identifie chaque ligne du flux")
    return Format(flux, tuple(sorted(champs, key=lambda c: c.position)))


def _noms(rangees: Sequence[Rangee]) -> list[str]:
    noms: list[str] = []
    vus: dict[str, Rangee] = {}
    for rangee in rangees:
        nom = unicodedata.normalize("NFC", rangee["champ"])
        if not nom:
            raise rangee.faute("champ", "nom de champ vide")
        if nom.startswith(("+", "-", "@")) or not nom.isprintable() or set(nom) & _INTERDITS or len(nom) > NOM_MAX:
            raise rangee.faute("champ", f"« {cite(nom)} » ne peut pas être un nom de colonne")
        if (premier := vus.setdefault(nom.casefold(), rangee)) is not rangee:
            raise rangee.faute("champ", f"champ « {cite(nom)} » en double, déjà décrit ligne {premier.ligne}")
        noms.append(nom)
    return noms


def _positions(rangees: Sequence[Rangee], notes: Notes) -> list[int]:
    """Positions as written, or the order of the rows when the sheet gives none. A gap may be a row that was lost."""
    if not any(r["position"] for r in rangees):
        return list(range(1, len(rangees) + 1))
    lues: dict[int, Rangee] = {}
    for rangee in rangees:
        position = faits.entier(rangee, "position", POSITION_MAX)
        if position is None:
            raise rangee.faute("position", "position vide, alors que d'autres champs de la feuille en ont une")
        if (premier := lues.setdefault(position, rangee)) is not rangee:
            raise rangee.faute("position", f"position {position} en double, déjà prise ligne {premier.ligne}")
    attendue = 1
    for position in sorted(lues):
        if position != attendue:
            trou = (
                f"la position {attendue} manque"
                if position == attendue + 1
                else (f"les positions {attendue} à {position - 1} manquent")
            )
            notes.avis.append(lues[position].avis("position", f"{trou} avant la position {position}"))
        attendue = position + 1
    return list(lues)


def _champ(
    flux: Flux, rangee: Rangee, nom: str, position: int, noms: list[str], *, officiel: bool, notes: Notes
) -> Champ:
    valeurs = faits.valeurs(rangee, nom, notes)
    type_, forme = faits.type_et_format(rangee, nom, valeurs, notes)
    statut = faits.statut(rangee)
    return Champ(
        position=position,
        nom=nom,
        type=type_,
        longueur=faits.entier(rangee, "longueur", LONGUEUR_MAX),
        format=forme,
        statut=statut,
        condition=faits.condition(rangee, nom, noms, statut, notes),
        valeurs=valeurs,
        signification=rangee["signification"],
        section=rangee["section"] or colonnes.DOCUMENT[flux][1],
        provenance=_provenance(rangee, officiel=officiel),
    )


def _verifie_valeurs_de_condition(rangee: Rangee, condition: Condition | None, champs: Mapping[str, Champ]) -> None:
    """A condition on a value that its column can never hold would silently never apply."""
    for test in condition.tests if condition else ():
        liste = champs[test.champ].valeurs
        admises = {v.upper() for v in liste}
        for valeur in test.valeurs if liste else ():
            if valeur.upper() not in admises:
                raise rangee.faute(
                    "condition",
                    f"condition illisible : « {cite(valeur)} » n'est pas une valeur de {cite(test.champ)}"
                    f" ({cite(', '.join(liste))})",
                )


def _provenance(rangee: Rangee, *, officiel: bool) -> Mapping[Fait, Provenance]:
    texte = rangee["provenance"]
    if officiel or "provenance" not in rangee.cellules:
        return provenance.CLASSEUR
    try:
        return provenance.lit(texte)
    except provenance.ProvenanceIllisible as erreur:
        raise rangee.faute("provenance", f"provenance illisible : {cite(str(erreur), PHRASE_MAX)}") from None


def motifs_de(rangees: Sequence[Rangee], *, officiel: bool) -> tuple[Motif, ...]:
    """The codification of KO reasons; one code may have several labels. Raises ClasseurIllisible."""
    vus: dict[tuple[str, str], Rangee] = {}
    motifs: list[Motif] = []
    for rangee in rangees:
        code, libelle = rangee["code"].upper(), rangee["libelle"]
        if not libelle:
            raise rangee.faute("libelle", "libellé de motif vide")
        if (premier := vus.setdefault((code, colonnes.cle(libelle)), rangee)) is not rangee:
            raise rangee.faute("libelle", f"motif « {cite(libelle)} » en double, déjà donné ligne {premier.ligne}")
        source = _provenance(rangee, officiel=officiel)["nom"]
        motifs.append(Motif(code, libelle, _flux(rangee), rangee["signification"], source))
    return tuple(motifs)


def _flux(rangee: Rangee) -> frozenset[Flux]:
    """The flux a reason is for; every flux that carries a reason when the cell or the column is empty."""
    texte = rangee.brut("flux")
    if not texte:
        return frozenset(CHAMP_MOTIF)
    lus: set[Flux] = set()
    for nom in re.split(r"[|,;\n]", texte):
        flux = colonnes.flux_de(nom)
        if flux is None:
            raise rangee.faute("flux", f"flux « {cite(nom)} » inconnu, attendu {Flux.CMD_ACCES}, {Flux.CR_STOC}...")
        lus.add(flux)
    return frozenset(lus)
