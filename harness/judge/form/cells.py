"""Rules on one cell: what the workbook's row for a column can state. Each is a plain function of (column, text).

They are the only authority; `judge.form.screen` finds, in bulk, the cells that may break one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from harness.exchange.instants import lit_instant
from harness.exchange.names import repare
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.formats import CHAMP_PRISE, DATE, FORMATS, MOTIF
from harness.protocol.motifs import Codification
from harness.protocol.spec import Champ, Fait
from harness.protocol.terms import HOTLINE

PTO = re.compile(r"[0-9A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\Z")
"""The usual shape of a PTO reference (ARCEP decision 2015-0776); older shapes must stay readable."""

REMPLISSAGE = re.compile(r"(?:_?NA_?|N/A|N[EÉé]ANT|NULL|0+|X+|-+|HOTLINE)\Z", re.IGNORECASE | re.ASCII)
"""What stands where there is nothing to say."""

_DATE = re.compile(r"[0-9]{8} [0-9]{2}:[0-9]{2}\Z")
_ILLISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]")

Fonction = Callable[[Champ, str, Codification], str | None]


@dataclass(frozen=True, slots=True)
class Controle:
    """A cell rule: `pour` tells the columns it concerns; `fonction` says what was expected, None when all is well."""

    id: str
    pour: Callable[[Champ], bool]
    fonction: Fonction
    rogne: bool


CONTROLES: list[Controle] = []
"""Every cell rule, in order of declaration."""


def cellule(
    id_: str,
    pour: Callable[[Champ], bool],
    section: str = "",
    *,
    gravite: Gravite = Gravite.NON_CONFORME,
    fait: Fait | None = None,
    rogne: bool = True,
) -> Callable[[Fonction], Fonction]:
    """Declare a cell rule. `rogne`: judge the text without its outer spaces (a rule of its own tells those)."""

    def declare(fonction: Fonction) -> Fonction:
        regle(id_, Portee.CHAMP, section, gravite=gravite, fait=fait)(fonction)
        CONTROLES.append(Controle(id_, pour, fonction, rogne))
        return fonction

    return declare


def controles(champ: Champ) -> tuple[Controle, ...]:
    """The cell rules that concern one column."""
    return tuple(c for c in CONTROLES if c.pour(champ))


def examine(champ: Champ, valeur: str, codification: Codification) -> tuple[tuple[str, str], ...]:
    """Every cell rule that one non-empty text breaks, as (rule id, what was expected). Pure and total."""
    nu = valeur.strip()
    trouves = []
    for controle in controles(champ):
        attendu = controle.fonction(champ, nu if controle.rogne else valeur, codification)
        if attendu is not None:
            trouves.append((controle.id, attendu))
    return tuple(trouves)


def est_date(champ: Champ) -> bool:
    """Whether a column holds `AAAAMMJJ HH:MM`."""
    return champ.format == DATE


def est_liste(champ: Champ) -> bool:
    """Whether a column has a closed list of values."""
    return bool(champ.valeurs)


def est_motif(champ: Champ) -> bool:
    """Whether a column holds a reason of the codification."""
    return champ.format == MOTIF or champ.nom.startswith("Motif")


def est_prise(champ: Champ) -> bool:
    """Whether a column holds a PTO reference."""
    return champ.nom == CHAMP_PRISE


def est_reference(champ: Champ) -> bool:
    """Whether a column holds the reference of an order, an access, a socket or a PM."""
    return champ.nom.startswith("Reference") and not champ.nom.startswith(
        ("ReferenceCable", "ReferencePBO", "ReferencePmTechnique")
    )


def a_longueur(champ: Champ) -> bool:
    """Whether the workbook bounds the column, and nothing stricter (a list, a date) already does."""
    return champ.longueur is not None and not est_date(champ) and not est_liste(champ)


def a_format(champ: Champ) -> bool:
    """Whether the column has a format that a program can check."""
    return champ.format in FORMATS


def toute(_: Champ) -> bool:
    """Every column."""
    return True


@cellule("champ.trop_long", a_longueur, fait="longueur")
def trop_long(champ: Champ, valeur: str, _: Codification) -> str | None:
    """La valeur dépasse la longueur du champ."""
    if len(valeur) <= (champ.longueur or 0):
        return None
    return f"{len(valeur)} caractères, {champ.longueur} au plus"


@cellule("champ.hors_liste", est_liste, fait="valeurs")
def hors_liste(champ: Champ, valeur: str, _: Codification) -> str | None:
    """La valeur n'est pas dans la liste fermée du champ."""
    return None if valeur.upper() in _liste(champ) else f"attendu {' ou '.join(champ.valeurs)}"


@cellule("champ.casse", est_liste, gravite=Gravite.INFORMATION, fait="valeurs")
def casse(champ: Champ, valeur: str, _: Codification) -> str | None:
    """La valeur est dans la liste, mais pas dans la casse du classeur."""
    officielle = _liste(champ).get(valeur.upper())
    return None if officielle in (None, valeur) else f"écrire {officielle}"


def _liste(champ: Champ) -> dict[str, str]:
    return {v.upper(): v for v in champ.valeurs}


@cellule("champ.date", est_date, fait="format")
def date(_champ: Champ, valeur: str, _: Codification) -> str | None:
    """La date n'est pas écrite AAAAMMJJ HH:MM."""
    return None if _DATE.match(valeur) else "attendu AAAAMMJJ HH:MM, par exemple 20141001 11:06"


@cellule("champ.date_inexistante", est_date, fait="format")
def date_inexistante(_champ: Champ, valeur: str, _: Codification) -> str | None:
    """La date ou l'heure n'existe pas au calendrier."""
    if not _DATE.match(valeur):
        return None
    return None if lit_instant(valeur) else "cette date ou cette heure n'existe pas"


@cellule("champ.format", a_format, fait="format")
def format_(champ: Champ, valeur: str, _: Codification) -> str | None:
    """La valeur n'a pas le format du champ."""
    return None if FORMATS[champ.format].match(valeur) else f"attendu {champ.format}"


@cellule("champ.reference_prise", est_prise, "annexe", gravite=Gravite.INFORMATION, fait="format")
def reference_prise(_champ: Champ, valeur: str, _: Codification) -> str | None:
    """La référence de prise n'a pas la forme OO-XXXX-XXXX ; les formes anciennes restent admises."""
    if PTO.match(valeur) or valeur.upper() == HOTLINE or REMPLISSAGE.match(valeur):
        return None
    return "forme ancienne ou propre à l'opérateur ; forme normalisée : OO-XXXX-XXXX"


@cellule("champ.remplissage", est_reference, fait="nom")
def remplissage(champ: Champ, valeur: str, _: Codification) -> str | None:
    """Une valeur de remplissage occupe une référence."""
    if not REMPLISSAGE.match(valeur) or (est_prise(champ) and valeur.upper() == HOTLINE):
        return None
    return "référence ou cellule vide attendue"


@cellule("champ.motif_hors_codification", est_motif, "3.2", gravite=Gravite.AVERTISSEMENT)
def motif_hors_codification(_champ: Champ, valeur: str, codification: Codification) -> str | None:
    """Le motif n'est pas dans l'onglet « Codification - type KO »."""
    if codification.reconnait(valeur) is not None:
        return None
    return "code ou libellé de la codification attendu ; le texte libre est admis, à confirmer avec le partenaire"


@cellule("champ.espaces", toute, gravite=Gravite.INFORMATION, rogne=False)
def espaces(_champ: Champ, valeur: str, _: Codification) -> str | None:
    """La valeur commence ou finit par une espace."""
    return "espaces à retirer" if valeur != valeur.strip() else None


@cellule("champ.caractere_illisible", toute, "2.3", gravite=Gravite.AVERTISSEMENT, rogne=False)
def caractere_illisible(_champ: Champ, valeur: str, _: Codification) -> str | None:
    """La valeur porte un caractère de contrôle ou un octet que l'encodage du fichier ne connaît pas."""
    return "caractère illisible" if _ILLISIBLE.search(valeur) else None


@cellule("champ.texte_abime", toute, "annexe", gravite=Gravite.INFORMATION, rogne=False)
def texte_abime(_champ: Champ, valeur: str, _: Codification) -> str | None:
    """La valeur montre de l'UTF-8 relu dans un autre encodage (« Ã© » pour « é »)."""
    return "texte abîmé par une double conversion" if repare(valeur) != valeur else None
