"""By file: what the page shows of each lot, its findings and its cells, within bounds that keep the page usable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.judge.results import Constat, Gravite, ResultatLot, Verdict, VueLot
from harness.reporting.bilan import Bilan
from harness.reporting.masquage import MASQUE

FICHIERS = 500
"""Files in the list."""
FICHIERS_DETAILLES = 150
"""Files with their findings and cells."""
CONSTATS = 20
"""Findings written out for one file."""
LIGNES = 20
"""Lines shown of one file, those with findings first."""
LIGNES_SANS_CONSTAT = 6
CELLULES = 30_000
"""Cells shown in the whole page."""
TRANSPOSEE = 3
"""Up to this many lines, the table is turned: one row a column of the file."""
COLONNES_VUES = 6
"""Columns that one sees without scrolling."""

_POIDS = {g: i for i, g in enumerate(Gravite)}


@dataclass(frozen=True, slots=True)
class Renvoi:
    """A finding as named from a cell; `href` is "" when the page does not write it out."""

    repere: str
    gravite: Gravite
    href: str


@dataclass(frozen=True, slots=True)
class Cellule:
    """One cell; `id` is "" unless something is to be said of it."""

    texte: str
    id: str = ""
    renvois: tuple[Renvoi, ...] = ()

    @property
    def gravite(self) -> Gravite | None:
        """The worst said of it."""
        return pire(r.gravite for r in self.renvois)

    @property
    def masquee(self) -> bool:
        """Whether its text was withheld."""
        return self.texte.startswith(MASQUE)


@dataclass(frozen=True, slots=True)
class Rangee:
    """One line of the file. `brute` when it was not split as the header: then it has one cell."""

    ligne: int
    id: str
    cellules: tuple[Cellule, ...]
    renvois: tuple[Renvoi, ...]
    brute: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a file that the page shows.

    `colonnes` are ranks in the header, without those folded; in a wide table the key and the columns at fault come
    first, so that nothing at fault hides at the far end.
    """

    entete: tuple[Cellule, ...]
    colonnes: tuple[int, ...]
    pliees: tuple[str, ...]
    rangees: tuple[Rangee, ...]
    tues: int
    transposee: bool


@dataclass(frozen=True, slots=True)
class Fiche:
    """One file. `constats` are (rank, finding) pairs, the worst first; `autres` counts those left out.

    `listee` is whether the page names it, `detaillee` whether it shows its findings and cells.
    """

    id: str
    lot: ResultatLot
    gravites: Mapping[Gravite, int]
    constats: tuple[tuple[int, Constat], ...]
    autres: int
    table: Table | None
    listee: bool
    detaillee: bool

    @property
    def gravite(self) -> Gravite | None:
        """The worst said of the file."""
        return pire(g for g, n in self.gravites.items() if n)


def pire(gravites: Iterable[Gravite]) -> Gravite | None:
    """The gravest of several, None of none."""
    return min(gravites, key=_POIDS.__getitem__, default=None)


def _forme(nom: str) -> str:
    """A column name without what partners get wrong in it: case, outer spaces, « NÂ° » for « N° »."""
    return nom.replace("Â°", "°").strip().casefold()


def _colonnes(entete: Sequence[str], constats: Iterable[Constat]) -> dict[str, int]:
    """Rank of each column by name and by form; a finding on the header (line 1) can teach another name."""
    rangs: dict[str, int] = {}
    for i, nom in enumerate(entete):
        rangs.setdefault(nom, i)
        rangs.setdefault(_forme(nom), i)
    for c in constats:
        if c.ligne == 1 and c.champ and c.valeur in rangs:
            rangs.setdefault(_forme(c.champ), rangs[c.valeur])
    return rangs


def _rang_du_nom(entete: Sequence[str], c: Constat) -> int | None:
    """Rank of the name that a finding on the header shows: the last one, since of two alike the second is too many."""
    if c.ligne != 1 or not c.valeur or c.valeur not in entete:
        return None
    return len(entete) - 1 - entete[::-1].index(c.valeur)


def _lignes_montrees(vue: VueLot, constats: Iterable[Constat]) -> list[int]:
    avec: dict[int, int] = {}
    for c in constats:
        if c.ligne is not None and c.ligne in vue.lignes:
            avec[c.ligne] = min(avec.get(c.ligne, len(_POIDS)), _POIDS[c.gravite])
    choisies = sorted(avec, key=lambda n: (avec[n], n))[:LIGNES]
    autres = (n for n in sorted(vue.lignes) if n not in avec)
    while len(choisies) < LIGNES_SANS_CONSTAT and (suivante := next(autres, None)) is not None:
        choisies.append(suivante)
    return sorted(choisies)


def _renvois(
    fiche: str, vue: VueLot, constats: Sequence[tuple[int, Constat]], ecrits: frozenset[int]
) -> dict[tuple[int, int | None], tuple[Renvoi, ...]]:
    """Findings by (line, column rank); column None for the whole line."""
    colonnes = _colonnes(vue.entete, (c for _, c in constats))
    trouves: dict[tuple[int, int | None], tuple[Renvoi, ...]] = {}
    for rang, c in constats:
        if c.ligne is None:
            continue
        colonne = _rang_du_nom(vue.entete, c)
        if colonne is None:
            colonne = colonnes.get(c.champ, colonnes.get(_forme(c.champ)))
        if len(vue.lignes.get(c.ligne, vue.entete)) != len(vue.entete):
            colonne = None
        renvoi = Renvoi(f"c{rang + 1}", c.gravite, f"#{fiche}-c{rang + 1}" if rang in ecrits else "")
        trouves[c.ligne, colonne] = (*trouves.get((c.ligne, colonne), ()), renvoi)
    return trouves


def _rangee(
    fiche: str, vue: VueLot, ligne: int, renvois: Mapping[tuple[int, int | None], tuple[Renvoi, ...]]
) -> Rangee:
    textes = vue.lignes[ligne] if ligne != 1 else vue.entete
    repere = f"{fiche}-l{ligne}"
    if len(textes) != len(vue.entete):
        return Rangee(ligne, repere, (Cellule(" ; ".join(textes)),), renvois.get((ligne, None), ()), brute=True)
    cellules = tuple(
        Cellule(texte, f"{repere}-c{i + 1}" if (ici := renvois.get((ligne, i), ())) else "", ici)
        for i, texte in enumerate(textes)
    )
    return Rangee(ligne, repere, cellules, renvois.get((ligne, None), ()), brute=False)


def _en_cause_d_abord(utiles: Sequence[int], entete: Sequence[Cellule], rangees: Sequence[Rangee]) -> tuple[int, ...]:
    if len(utiles) <= COLONNES_VUES:
        return tuple(utiles)
    en_cause = {i for i in utiles if entete[i].renvois or any(r.cellules[i].renvois for r in rangees)}
    return tuple(sorted(utiles, key=lambda i: (i != 0, i not in en_cause, i)))


def _table(fiche: str, vue: VueLot, lot: ResultatLot, constats: Sequence[tuple[int, Constat]]) -> Table:
    ecrits = frozenset(rang for rang, _ in constats[:CONSTATS])
    renvois = _renvois(fiche, vue, constats, ecrits)
    rangees = tuple(_rangee(fiche, vue, n, renvois) for n in _lignes_montrees(vue, (c for _, c in constats)))
    entete = _rangee(fiche, vue, 1, renvois).cellules
    decoupees = [r for r in rangees if not r.brute]
    utiles = tuple(
        i
        for i, titre in enumerate(entete)
        if titre.renvois or any(r.cellules[i].texte or r.cellules[i].renvois for r in decoupees) or not decoupees
    )
    montrees = frozenset(utiles)
    transposee = len(rangees) <= TRANSPOSEE and len(decoupees) == len(rangees) and len(utiles) > len(rangees) + 3
    return Table(
        entete=entete,
        colonnes=utiles if transposee else _en_cause_d_abord(utiles, entete, decoupees),
        pliees=tuple(nom for i, nom in enumerate(vue.entete) if i not in montrees),
        rangees=rangees,
        tues=max(lot.lignes - len(rangees), 0),
        transposee=transposee,
    )


def _tries(bilan: Bilan, rangs: Iterable[int]) -> list[tuple[int, Constat]]:
    paires = [(i, bilan.constats[i]) for i in rangs]
    paires.sort(key=lambda p: (_POIDS[p[1].gravite], p[1].ligne or 0, p[0]))
    return paires


def _a_detailler(bilan: Bilan) -> frozenset[int]:
    """Ranks of the files worth their cells: those that fail, then those with findings, then the others."""
    lots = bilan.resultats.lots
    ordre = sorted(
        range(len(lots)),
        key=lambda i: (lots[i].verdict is not Verdict.NON_CONFORME, not bilan.constats_des_lots[i], i),
    )
    return frozenset(ordre[:FICHIERS_DETAILLES])


def fiches(bilan: Bilan) -> tuple[Fiche, ...]:
    """Every file in its order; past the bounds, a file has neither findings nor cells, only its line in the list."""
    vues = {vue.fichier: vue for vue in bilan.resultats.vues}
    detaillees, budget = _a_detailler(bilan), CELLULES
    faites = []
    for i, (lot, rangs) in enumerate(zip(bilan.resultats.lots, bilan.constats_des_lots, strict=True)):
        identifiant, table = f"f{i + 1}", None
        constats = _tries(bilan, rangs) if i in detaillees else []
        vue = vues.get(lot.fichier)
        if i in detaillees and vue is not None and vue.entete and budget > 0:
            table = _table(identifiant, vue, lot, constats)
            budget -= len(table.colonnes) * len(table.rangees)
        faites.append(
            Fiche(
                id=identifiant,
                lot=lot,
                gravites=bilan.par_gravite(rangs),
                constats=tuple(constats[:CONSTATS]),
                autres=max(len(constats) - CONSTATS, 0),
                table=table,
                listee=i in detaillees or i < FICHIERS,
                detaillee=i in detaillees,
            )
        )
    return tuple(faites)
