"""Rows of text to protocol values: the rules every workbook must keep, whatever file it came from.

One place for them, so that a reviewable source, an .xlsx and an .xls are refused for the same reasons.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from harness.protocol.conditions import Condition, ConditionIllisible, parse
from harness.protocol.issues import CHAMP_MOTIF
from harness.protocol.spec import Champ, Fait, Format, Motif, Provenance, Statut
from harness.protocol.terms import Flux, cle
from harness.workbook import colonnes, provenance
from harness.workbook.colonnes import Colonne
from harness.workbook.erreurs import PHRASE_MAX, ClasseurIllisible, cite, illisible

NOM_MAX = 100
LONGUEUR_MAX = 100_000
POSITION_MAX = 10_000

_INTERDITS = frozenset('=|;"')
"""Signs of conditions and of CSV, which a column name would make ambiguous, or of a formula."""

_STATUTS = {
    "O": Statut.O, "OBLIGATOIRE": Statut.O,
    "F": Statut.F, "FACULTATIF": Statut.F, "FACULTATIVE": Statut.F,
    "C": Statut.C, "CONDITIONNE": Statut.C, "CONDITIONNEE": Statut.C, "CONDITIONNEL": Statut.C,
}  # fmt: skip
_TYPES = {
    "TEXTE": "texte", "ALPHANUMERIQUE": "texte", "AN": "texte", "CHAINE": "texte", "CHAINEDECARACTERES": "texte",
    "CODE": "code",
    "ENTIER": "entier", "NUMERIQUE": "entier", "NUM": "entier", "NOMBRE": "entier",
    "DATE": "date-heure", "DATEHEURE": "date-heure", "DATEETHEURE": "date-heure", "HORODATAGE": "date-heure",
    "LISTE": "liste", "LISTEDEVALEURS": "liste", "ENUMERATION": "liste",
}  # fmt: skip
_FORMAT_DATE = "AAAAMMJJ HH:MM"
_ENTIER = re.compile(r"[0-9]{1,9}(?:\.0+)?")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_.+-]{0,19}")
_SEPARATEURS = re.compile(r"\s*(?:[\n,;/]|\bou\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rangee:
    """One row, as text by column. `lettres` gives the letter of each column; empty for a CSV source.

    Only the columns the sheet has are in `cellules`.
    """

    fichier: str
    feuille: str
    ligne: int
    cellules: Mapping[Colonne, str]
    lettres: Mapping[Colonne, str]

    def __getitem__(self, colonne: Colonne) -> str:
        return " ".join(self.brut(colonne).split())

    def brut(self, colonne: Colonne) -> str:
        """Text of a cell with its line breaks, without the invisible signs that would travel to a terminal."""
        texte = self.cellules.get(colonne, "")
        return "".join(c for c in texte if c.isprintable() or c.isspace()).strip()

    def __bool__(self) -> bool:
        return any(texte.strip() for texte in self.cellules.values())

    def faute(self, colonne: Colonne, phrase: str) -> ClasseurIllisible:
        """The error that names this cell."""
        lieux = [f"feuille {cite(self.feuille)}"] if self.feuille else []
        lettre = self.lettres.get(colonne)
        cellule = f"cellule {lettre}{self.ligne}" if lettre else f"colonne {colonnes.TITRE[colonne]}"
        return illisible(self.fichier, phrase, *lieux, f"ligne {self.ligne}", cellule)


def format_de(flux: Flux, rangees: Sequence[Rangee], *, officiel: bool, avis: list[str]) -> Format:
    """The columns of one flux. What is odd but usable is added to `avis`. Raises ClasseurIllisible."""
    noms = _noms(rangees)
    positions = _positions(rangees)
    champs = [
        _champ(flux, r, nom, positions[rang], noms, officiel=officiel, avis=avis)
        for rang, (r, nom) in enumerate(zip(rangees, noms, strict=True))
    ]
    par_nom = {c.nom: c for c in champs}
    for rangee, champ in zip(rangees, champs, strict=True):
        _verifie_valeurs_de_condition(rangee, champ.condition, par_nom)
    if cle(flux) not in par_nom:
        avis.append(f"feuille {flux} : champ {cle(flux)} absent, alors qu'il identifie chaque ligne du flux")
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


def _positions(rangees: Sequence[Rangee]) -> list[int]:
    """Positions as written, or the order of the rows when the sheet gives none."""
    if not any(r["position"] for r in rangees):
        return list(range(1, len(rangees) + 1))
    lues: dict[int, Rangee] = {}
    for rangee in rangees:
        position = _entier(rangee, "position", POSITION_MAX)
        if position is None:
            raise rangee.faute("position", "position vide, alors que d'autres champs de la feuille en ont une")
        if (premier := lues.setdefault(position, rangee)) is not rangee:
            raise rangee.faute("position", f"position {position} en double, déjà prise ligne {premier.ligne}")
    return list(lues)


def _champ(
    flux: Flux, rangee: Rangee, nom: str, position: int, noms: list[str], *, officiel: bool, avis: list[str]
) -> Champ:
    valeurs = _valeurs(rangee, nom, avis)
    forme = _format(rangee["format"])
    condition = _condition(rangee, noms)
    statut = _statut(rangee)
    if statut is Statut.C and condition is None:
        avis.append(f"feuille {flux}, champ {cite(nom)} : conditionné (C) sans condition, donc non vérifiable")
    return Champ(
        position=position,
        nom=nom,
        type=_type(rangee["type"], forme, valeurs),
        longueur=_entier(rangee, "longueur", LONGUEUR_MAX),
        format=forme,
        statut=statut,
        condition=condition,
        valeurs=valeurs,
        signification=rangee["signification"],
        section=rangee["section"] or colonnes.DOCUMENT[flux][1],
        provenance=_provenance(rangee, officiel=officiel),
    )


def _statut(rangee: Rangee) -> Statut:
    texte = rangee["statut"]
    statut = _STATUTS.get(colonnes.cle(texte))
    if statut is None:
        quoi = f"statut « {cite(texte)} » inconnu" if texte else "statut vide"
        raise rangee.faute("statut", f"{quoi}, attendu O, F ou C")
    return statut


def _entier(rangee: Rangee, colonne: Colonne, maximum: int) -> int | None:
    texte = rangee[colonne]
    if not texte:
        return None
    nombre = int(texte.partition(".")[0]) if _ENTIER.fullmatch(texte) else 0
    if not 0 < nombre <= maximum:
        raise rangee.faute(
            colonne, f"{colonne} « {cite(texte)} » illisible, attendu un nombre entier entre 1 et {maximum}"
        )
    return nombre


def _format(texte: str) -> str:
    lettres = colonnes.cle(texte)
    return _FORMAT_DATE if lettres in ("AAAAMMJJHHMM", "YYYYMMDDHHMM") else texte


def _type(texte: str, forme: str, valeurs: tuple[str, ...]) -> str:
    if texte:
        return _TYPES.get(colonnes.cle(texte), texte)
    if valeurs:
        return "liste"
    return {_FORMAT_DATE: "date-heure", "entier": "entier"}.get(forme, "texte")


def _valeurs(rangee: Rangee, nom: str, avis: list[str]) -> tuple[str, ...]:
    """A closed list: `V1|V2`, or codes separated otherwise. Anything else is prose, told and not checked."""
    texte = rangee.brut("valeurs")
    if not texte:
        return ()
    if "|" in texte:
        valeurs = [" ".join(v.split()) for v in texte.split("|")]
        lues = tuple(dict.fromkeys(v for v in valeurs if v))
        if not lues:
            raise rangee.faute("valeurs", "liste de valeurs vide, attendu « V1|V2 »")
        return lues
    morceaux = [m for m in _SEPARATEURS.split(texte) if m]
    if (len(morceaux) == 1 and _CODE.fullmatch(texte)) or (
        len(morceaux) > 1 and all(_CODE.fullmatch(m.upper()) for m in morceaux)
    ):
        return tuple(dict.fromkeys(morceaux))
    avis.append(
        f"feuille {cite(rangee.feuille)}, champ {cite(nom)} : valeurs « {cite(texte)} » en texte libre,"
        " non vérifiables automatiquement"
    )
    return ()


def _condition(rangee: Rangee, noms: list[str]) -> Condition | None:
    texte = rangee["condition"]
    if not texte:
        return None
    try:
        return parse(texte, noms)
    except ConditionIllisible as erreur:
        raise rangee.faute("condition", f"condition illisible : {cite(str(erreur), PHRASE_MAX)}") from None


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
