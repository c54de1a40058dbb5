"""One cell to one fact of a column: status, length, format, type, list, condition. A cell that cannot be read is named.

What can be read but not checked is noted: it would otherwise be believed to be checked.
"""

from __future__ import annotations

import re

from harness.protocol.conditions import GUILLEMETS, Condition, ConditionIllisible, parse
from harness.protocol.formats import DATE, canonique, verifiable
from harness.protocol.spec import Statut
from harness.workbook import colonnes
from harness.workbook.colonnes import Colonne
from harness.workbook.erreurs import PHRASE_MAX, cite
from harness.workbook.lieux import Notes, Rangee

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
_ENTIER = re.compile(r"[0-9]{1,9}(?:[.,]0+)?")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_.+-]{0,19}")
_SEPARATEURS = re.compile(r"\s*(?:[\n,;/]|\bou\b)\s*", re.IGNORECASE)


def statut(rangee: Rangee) -> Statut:
    """O, F or C, in full or not (§2.6). Raises ClasseurIllisible."""
    texte = rangee["statut"]
    lu = _STATUTS.get(colonnes.cle(texte))
    if lu is None:
        quoi = f"statut « {cite(texte)} » inconnu" if texte else "statut vide"
        raise rangee.faute("statut", f"{quoi}, attendu O, F ou C")
    return lu


def entier(rangee: Rangee, colonne: Colonne, maximum: int) -> int | None:
    """A whole number from 1 to `maximum`, None for an empty cell. Raises ClasseurIllisible."""
    texte = rangee[colonne]
    if not texte:
        return None
    nombre = int(re.split("[.,]", texte)[0]) if _ENTIER.fullmatch(texte) else 0
    if not 0 < nombre <= maximum:
        raise rangee.faute(
            colonne, f"{colonne} « {cite(texte)} » illisible, attendu un nombre entier entre 1 et {maximum}"
        )
    return nombre


def type_et_format(rangee: Rangee, nom: str, valeurs: tuple[str, ...], notes: Notes) -> tuple[str, str]:
    """Type and format of a column; each follows from the other facts when its cell is empty.

    The format is what rules check. One that none knows, and a type that no format nor list makes checkable, are noted.
    """
    ecrit, forme = rangee["type"], canonique(rangee["format"])
    type_ = _TYPES.get(colonnes.cle(ecrit), ecrit)
    if not ecrit:
        type_ = "liste" if valeurs else {DATE: "date-heure", "entier": "entier"}.get(forme, "texte")
    if type_ == "date-heure" and not forme:
        forme = DATE
    if forme and not verifiable(forme, nom):
        notes.non_verifiables.append(rangee.non_verifiable("format", nom))
    tenu = bool(forme or valeurs or rangee["valeurs"])  # a list in prose is noted as such
    if type_ not in _TYPES.values() or (type_ in ("entier", "liste") and not tenu):
        notes.non_verifiables.append(rangee.non_verifiable("type", nom))
    return type_, forme


def valeurs(rangee: Rangee, nom: str, notes: Notes) -> tuple[str, ...]:
    """A closed list: `V1|V2`, or codes separated otherwise. Anything else is prose, noted and not checked."""
    texte = rangee.brut("valeurs")
    if not texte:
        return ()
    if "|" in texte:
        lues = tuple(dict.fromkeys(v for v in (" ".join(v.split()) for v in texte.split("|")) if v))
        if not lues:
            raise rangee.faute("valeurs", "liste de valeurs vide, attendu « V1|V2 »")
        if mal := next((v for v in lues if ";" in v or v[0] in GUILLEMETS or v[-1] in GUILLEMETS), None):
            raise rangee.faute(
                "valeurs", f"valeur « {cite(mal)} » illisible, attendu « V1|V2 » sans « ; » ni guillemets"
            )
        return lues
    morceaux = [m for m in _SEPARATEURS.split(texte) if m]
    if (len(morceaux) == 1 and _CODE.fullmatch(texte)) or (
        len(morceaux) > 1 and all(_CODE.fullmatch(m.upper()) for m in morceaux)
    ):
        return tuple(dict.fromkeys(morceaux))
    notes.non_verifiables.append(rangee.non_verifiable("valeurs", nom))
    return ()


def condition(rangee: Rangee, nom: str, noms: list[str], quand: Statut, notes: Notes) -> Condition | None:
    """The condition of a column of status `quand`: prose is noted, and so is one that its status leaves without effect.

    Raises ClasseurIllisible when it has the closed form and cannot be read.
    """
    texte = rangee["condition"]
    if not texte:
        if quand is Statut.C:
            phrase = f"champ {cite(nom)} conditionné (C) sans condition, donc non vérifiable"
            notes.avis.append(rangee.avis("condition", phrase))
        return None
    try:
        lue = parse(texte, noms)
    except ConditionIllisible as erreur:
        raise rangee.faute("condition", f"condition illisible : {cite(str(erreur), PHRASE_MAX)}") from None
    if quand is not Statut.C:
        suite = "obligatoire (O), toujours attendu" if quand is Statut.O else "facultatif (F), jamais exigé"
        phrase = f"condition « {cite(texte)} » sans effet, le champ {cite(nom)} est {suite}"
        notes.avis.append(rangee.avis("condition", phrase))
    elif not lue.verifiable:
        notes.non_verifiables.append(rangee.non_verifiable("condition", nom))
    return lue
