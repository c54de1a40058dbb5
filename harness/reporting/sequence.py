"""Geometry of a sequence diagram: one lane for the OI, one for the OC. Plain numbers; a template draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from harness.judge.results import Etape, Gravite
from harness.protocol.terms import Partie
from harness.reporting.lisible import lisible
from harness.reporting.phrases import SIGNES_GRAVITE, date_et_heure, majuscule

LARGEUR = 700
COULOIRS = {Partie.OI: 225, Partie.OC: 545}
"""x of each lane."""
MARGE = 104
"""x where the column of instants and ranks ends."""
DEMI_NOTE = 112
"""Half the width of a note."""
MILIEU = sum(COULOIRS.values()) // 2
_HAUT = 74
_PAS = 50
_LIGNE_DE_NOTE = 17
_CARACTERES_LIBELLE = 38
_CARACTERES_NOTE = 30
_CARACTERES_INSTANT = 10
_LIGNES_DE_NOTE = 4


@dataclass(frozen=True, slots=True)
class Trait:
    """One step, ready to be drawn. `y` is the arrow's height, or the top of the note; `x1` to `x2` its way.

    `note` holds the lines of an event off the wire, () for an arrow. `marque` is the sign of the worst finding.
    `date` is "" when it is that of the step above.
    """

    rang: int
    y: int
    x1: int
    x2: int
    libelle: str
    note: tuple[str, ...]
    hauteur: int
    date: str
    heure: str
    gravite: Gravite | None
    marque: str

    @property
    def y_texte(self) -> int:
        """Baseline of the texts beside the step."""
        return self.y + (22 if self.note else 5)

    @property
    def sens(self) -> int:
        """1 for an arrow to the right, -1 to the left."""
        return 1 if self.x2 > self.x1 else -1


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole diagram."""

    hauteur: int
    traits: tuple[Trait, ...]
    largeur: int = LARGEUR


def _tronque(texte: str, limite: int) -> str:
    montre = lisible(texte[: limite * 2])
    return montre if len(montre) <= limite else f"{montre[: limite - 1]}…"


def coupe(texte: str, largeur: int = _CARACTERES_NOTE, lignes: int = _LIGNES_DE_NOTE) -> tuple[str, ...]:
    """Text over at most `lignes` lines of about `largeur` characters, cut at spaces; long words are broken."""
    faites: list[str] = []
    courante = ""
    for mot in lisible(texte[: largeur * (lignes + 1)]).split():
        while len(mot) > largeur:
            if courante:
                faites.append(courante)
                courante = ""
            faites.append(mot[:largeur])
            mot = mot[largeur:]
        if courante and len(courante) + 1 + len(mot) > largeur:
            faites.append(courante)
            courante = mot
        else:
            courante = f"{courante} {mot}".strip()
    if courante:
        faites.append(courante)
    if len(faites) > lignes:
        faites = [*faites[: lignes - 1], f"{faites[lignes - 1][: largeur - 1]}…"]
    return tuple(faites) or ("(sans texte)",)


def libelle(etape: Etape) -> str:
    """« CR_Cmd_Acces · OK »: what an arrow says."""
    return " · ".join(filter(None, (str(etape.flux or ""), etape.texte)))


def _bornes(etape: Etape) -> tuple[int, int]:
    if etape.flux is None:
        x = COULOIRS[etape.emetteur] if etape.emetteur else MILIEU
        return x, x
    depart = etape.emetteur or Partie.OI
    return COULOIRS[depart], COULOIRS[depart.autre]


def trace(etapes: Sequence[Etape], gravites: Sequence[Gravite | None]) -> Trace:
    """Lay the steps out, top to bottom in the order given. `gravites` is the worst finding of each, None for none."""
    y, date_du_dessus = _HAUT, ""
    traits = []
    for rang, (etape, gravite) in enumerate(zip(etapes, gravites, strict=True), start=1):
        x1, x2 = _bornes(etape)
        note = coupe(majuscule(etape.texte)) if etape.flux is None else ()
        hauteur = 16 + _LIGNE_DE_NOTE * len(note) if note else 0
        marque = SIGNES_GRAVITE[gravite] if gravite else ""
        date, heure = (_tronque(t, _CARACTERES_INSTANT) for t in date_et_heure(etape.instant))
        traits.append(
            Trait(
                rang=rang,
                y=y - 18 if note else y,
                x1=x1,
                x2=x2,
                libelle=_tronque(f"{marque} {libelle(etape)}".strip(), _CARACTERES_LIBELLE),
                note=note,
                hauteur=hauteur,
                date="" if date == date_du_dessus else date,
                heure=heure,
                gravite=gravite,
                marque=marque,
            )
        )
        date_du_dessus = date
        y += max(_PAS, hauteur + 22) if note else _PAS
    return Trace(hauteur=y - 10, traits=tuple(traits))
