"""Any .xlsx or .xls workbook to protocol values: sheets and columns found by name, in any order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness.protocol.francais import accorde
from harness.protocol.spec import Format, Motif, Protocole, formats
from harness.protocol.terms import Flux
from harness.workbook import biff, colonnes, conteneur, ole, tableur
from harness.workbook.colonnes import Colonne
from harness.workbook.erreurs import PHRASE_MAX, ClasseurIllisible, cite, illisible
from harness.workbook.lieux import NonVerifiable, Notes, Rangee
from harness.workbook.rangees import format_de, motifs_de
from harness.workbook.tableur import Feuille

ENTETE_MAX = 30
"""Rows searched for the header: titles and legends may stand above it."""

CITEES_MAX = 10
"""Sheets or columns left aside that one sentence names; the others are counted."""

_POUR_LECTEUR: tuple[Colonne, ...] = ("signification", "section", "provenance")
"""Columns that nothing is checked by in a workbook of the user."""


@dataclass(frozen=True)
class Lecture:
    """A workbook that was read, French sentences on what is odd in it, and the cells that no rule will check."""

    protocole: Protocole
    avis: tuple[str, ...] = ()
    non_verifiables: tuple[NonVerifiable, ...] = ()


@dataclass(frozen=True, slots=True)
class _Feuille:
    """One sheet of one file."""

    fichier: str
    vue: Feuille

    @property
    def nom(self) -> str:
        return self.vue.nom

    def __str__(self) -> str:
        return f"« {cite(self.nom)} »{' (masquée)' if self.vue.masquee else ''}"

    def faute(self, phrase: str, *lieux: str) -> ClasseurIllisible:
        return illisible(self.fichier, phrase, f"feuille {cite(self.nom)}", *lieux)


def lit(chemin: Path, *, officiel: bool) -> Lecture:
    """Read a workbook from a file. `officiel`: given by the user, so that every fact has its authority.

    Raises ClasseurIllisible.
    """
    return lit_octets(conteneur.octets_de(chemin), chemin.name, officiel=officiel)


def lit_octets(octets: bytes, nom: str, *, officiel: bool) -> Lecture:
    """Read a workbook already in memory. Raises ClasseurIllisible."""
    genre = conteneur.genre(octets, nom)
    try:
        lues = tableur.feuilles(octets, genre.value)
        if genre is conteneur.Genre.XLS:
            lues = _avec_formules(lues, ole.Ole(octets).classeur() or b"")
    except tableur.TableurChiffre:
        raise conteneur.chiffre(nom) from None
    except tableur.TableurAbime as erreur:
        raise illisible(nom, f"classeur abîmé ou hors de proportion : {cite(str(erreur), PHRASE_MAX)}") from None
    return depuis_feuilles(lues, nom, empreinte=hashlib.sha256(octets).hexdigest(), officiel=officiel)


def _avec_formules(feuilles: list[Feuille], flot: bytes) -> list[Feuille]:
    """The sheets of an .xls, with the formulas that its reader gives as empty: in error, or never calculated."""
    marques = biff.formules_sans_valeur(flot)
    return [replace(f, marques={**f.marques, **m}) for f, m in zip(feuilles, marques, strict=False)] + (
        feuilles[len(marques) :]
    )


def depuis_feuilles(feuilles: Sequence[Feuille], nom: str, *, empreinte: str, officiel: bool) -> Lecture:
    """Read sheets already as rows of text. Raises ClasseurIllisible."""
    notes = Notes()
    trouvees, codification = _range([_Feuille(nom, f) for f in feuilles], nom, notes)
    lus = [_format(trouvees[flux], flux, officiel=officiel, notes=notes) for flux in Flux if flux in trouvees]
    protocole = Protocole(
        formats=formats(lus),
        motifs=_motifs(codification, officiel=officiel, notes=notes),
        empreinte=empreinte,
        nom=nom,
        officiel=officiel,
    )
    return Lecture(protocole, tuple(notes.avis), tuple(notes.non_verifiables))


def _range(feuilles: Sequence[_Feuille], nom: str, notes: Notes) -> tuple[dict[Flux, _Feuille], _Feuille]:
    """Each sheet to its flux. Two sheets for one flux are refused: nothing says which one is right."""
    trouvees: dict[Flux | str, _Feuille] = {}
    ignorees: list[_Feuille] = []
    for feuille in feuilles:
        quoi = colonnes.flux_de(feuille.nom)
        if quoi is None and not colonnes.est_codification(feuille.nom):
            ignorees.append(feuille)
        elif (premiere := trouvees.setdefault(quoi or colonnes.CODIFICATION, feuille)) is not feuille:
            pour = f"le flux {quoi}" if quoi else "les motifs"
            raise illisible(nom, f"deux feuilles pour {pour}, {premiere} et {feuille} : n'en garder qu'une")
    a_dire = [str(f) for f in ignorees if colonnes.cle(f.nom) != colonnes.cle(colonnes.LISEZ_MOI)]
    if a_dire:
        notes.avis.append(
            f"{accorde(len(a_dire), 'feuille ignorée', 'feuilles ignorées')}, aucun flux de ce nom : {_citees(a_dire)}"
        )
    for flux in Flux:
        if flux not in trouvees:
            if flux not in colonnes.FACULTATIFS:
                raise illisible(nom, f"feuille {flux} absente")
            notes.avis.append(f"feuille {flux} absente : le flux ne sera pas reconnu")
    if colonnes.CODIFICATION not in trouvees:
        raise illisible(nom, f"feuille « {colonnes.CODIFICATION} » absente")
    return {flux: trouvees[flux] for flux in Flux if flux in trouvees}, trouvees[colonnes.CODIFICATION]


def _citees(noms: Sequence[str]) -> str:
    reste = len(noms) - CITEES_MAX
    return ", ".join(noms[:CITEES_MAX]) + (f" et {accorde(reste, 'autre')}" if reste > 0 else "")


def _format(feuille: _Feuille, flux: Flux, *, officiel: bool, notes: Notes) -> Format:
    rangees = list(_rangees(feuille, colonnes.CHAMPS, colonnes.OBLIGATOIRES, notes))
    if not rangees:
        raise feuille.faute("aucun champ sous l'en-tête")
    return format_de(flux, rangees, officiel=officiel, notes=notes)


def _motifs(feuille: _Feuille, *, officiel: bool, notes: Notes) -> tuple[Motif, ...]:
    rangees = list(_rangees(feuille, colonnes.MOTIFS, colonnes.OBLIGATOIRES_MOTIFS, notes))
    if not rangees:
        raise feuille.faute("aucun motif sous l'en-tête")
    return motifs_de(rangees, officiel=officiel)


def _rangees(
    feuille: _Feuille, attendues: tuple[Colonne, ...], obligatoires: tuple[Colonne, ...], notes: Notes
) -> Iterator[Rangee]:
    """The rows under the header that hold something in a known column."""
    if feuille.vue.demesure:
        raise feuille.faute(f"feuille hors de proportion, {feuille.vue.demesure}")
    if not feuille.vue.lignes:
        raise feuille.faute("feuille vide")
    rang, places = _entete(feuille, attendues, obligatoires, notes)
    lettres = {c: _lettre(i) for c, i in places.items()}
    partages = _fusionnees(feuille, rang, places, notes)
    for numero, ligne in enumerate(feuille.vue.lignes[rang + 1 :], start=rang + 1):
        textes = {c: partages.get((numero, i)) or (ligne[i] if i < len(ligne) else "") for c, i in places.items()}
        rangee = Rangee(feuille.fichier, feuille.nom, numero + 1, textes, lettres)
        if rangee or any((numero, i) in feuille.vue.marques for i in places.values()):
            for colonne, place in places.items():
                if colonne not in _POUR_LECTEUR:
                    _verifie_cellule(rangee, colonne, feuille.vue.marques.get((numero, place), ""))
            yield rangee


def _verifie_cellule(rangee: Rangee, colonne: Colonne, marque: str) -> None:
    """A cell whose text is not what its author reads on a screen is refused rather than guessed."""
    texte = marque if marque in tableur.ERREURS else rangee[colonne]
    if marque == "formule":
        raise rangee.faute(
            colonne, "formule jamais calculée, sa valeur n'est pas dans le fichier : l'enregistrer depuis un tableur"
        )
    if texte in tableur.ERREURS:
        raise rangee.faute(colonne, f"formule en erreur, « {texte} »")
    if marque == "date":
        raise rangee.faute(
            colonne, f"date « {cite(texte)} » à la place d'un texte, à récrire dans une cellule au format Texte"
        )


def _fusionnees(feuille: _Feuille, entete: int, places: dict[Colonne, int], notes: Notes) -> dict[tuple[int, int], str]:
    """The text of cells merged over several rows, by row and column: it is that of each row that has a name."""
    cle = places.get("champ", places.get("libelle", 0))
    lignes, partages = feuille.vue.lignes, {}
    for f in feuille.vue.fusions:
        colonne = next((c for c, place in places.items() if place == f.gauche), None)
        if colonne is None or f.gauche == cle or f.haut <= entete or f.haut >= len(lignes):
            continue
        texte = _cellule(lignes, f.haut, f.gauche)
        vises = [r for r in range(f.haut + 1, min(f.bas + 1, len(lignes))) if _cellule(lignes, r, cle)]
        if texte and vises:
            partages.update({(r, f.gauche): texte for r in vises})
            if colonne not in _POUR_LECTEUR:
                lettre = _lettre(f.gauche)
                notes.avis.append(
                    f"feuille {cite(feuille.nom)}, cellules {lettre}{f.haut + 1} à {lettre}{f.bas + 1} fusionnées :"
                    f" « {cite(texte)} » vaut pour chacune de leurs lignes"
                )
    return partages


def _cellule(lignes: Sequence[Sequence[str]], rang: int, place: int) -> str:
    return lignes[rang][place] if place < len(lignes[rang]) else ""


def _entete(
    feuille: _Feuille, attendues: tuple[Colonne, ...], obligatoires: tuple[Colonne, ...], notes: Notes
) -> tuple[int, dict[Colonne, int]]:
    """Rank of the header (from 0) and place of each column: the row, near the top, that names most of them."""
    propres, alias = colonnes.noms_de(attendues)
    essais = [_places(ligne, propres, alias) for ligne in feuille.vue.lignes[:ENTETE_MAX]]
    rang = max(range(len(essais)), key=lambda i: (len(essais[i].keys() & set(obligatoires)), len(essais[i])))
    trouvees = essais[rang]
    manquent = [colonnes.TITRE[c] for c in obligatoires if c not in trouvees]
    if len(manquent) == len(obligatoires):
        raise feuille.faute(
            f"ligne d'en-tête introuvable dans les {min(ENTETE_MAX, len(essais))} premières lignes,"
            f" attendu les colonnes {', '.join(manquent)}"
        )
    if manquent:
        pluriel = "s" if len(manquent) > 1 else ""
        raise feuille.faute(f"colonne{pluriel} absente{pluriel} : {', '.join(manquent)}", f"ligne {rang + 1}")
    for colonne, (premier, *autres) in trouvees.items():
        if autres and colonne not in _POUR_LECTEUR:
            cellules = " et ".join(f"{_lettre(i)}{rang + 1}" for i in (premier, autres[0]))
            raise feuille.faute(
                f"deux colonnes pour {colonnes.TITRE[colonne]}, cellules {cellules}", f"ligne {rang + 1}"
            )
    places = {c: p[0] for c, p in trouvees.items()}
    non_lues = [
        f"« {cite(texte)} » ({_lettre(place)}{rang + 1})"
        for place, texte in enumerate(feuille.vue.lignes[rang])
        if texte and place not in places.values()
    ]
    if non_lues:
        mots = accorde(len(non_lues), "colonne ignorée", "colonnes ignorées")
        notes.avis.append(f"feuille {cite(feuille.nom)}, {mots} : {_citees(non_lues)}")
    return rang, places


def _places(ligne: Sequence[str], propres: dict[str, Colonne], alias: dict[str, Colonne]) -> dict[Colonne, list[int]]:
    """Where a row names each column, by its own name if it does, else by an alias."""
    lues: dict[Colonne, list[int]] = {}
    for noms in (propres, alias):
        deja = set(lues)
        for place, texte in enumerate(ligne):
            colonne = noms.get(colonnes.cle(texte)) if len(texte) < 100 else None
            if colonne is not None and colonne not in deja:
                lues.setdefault(colonne, []).append(place)
    return lues


def _lettre(place: int) -> str:
    """Letter of a column of a spreadsheet, counted from 0: A, B... Z, AA."""
    lettres = ""
    place += 1
    while place:
        place, reste = divmod(place - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres
