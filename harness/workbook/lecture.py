"""Any .xlsx or .xls workbook to protocol values: sheets and columns found by name, in any order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.protocol.spec import Champ, Format, Motif, Protocole, formats
from harness.protocol.terms import Flux
from harness.workbook import colonnes, conteneur, tableur
from harness.workbook.colonnes import Colonne
from harness.workbook.erreurs import ClasseurIllisible, cite, illisible
from harness.workbook.rangees import Rangee, format_de, motifs_de

ENTETE_MAX = 30
"""Rows searched for the header: titles and legends may stand above it."""


@dataclass(frozen=True)
class Lecture:
    """A workbook that was read, and French sentences on what is odd in it but does not prevent its use."""

    protocole: Protocole
    avis: tuple[str, ...] = ()

    @property
    def prose(self) -> tuple[tuple[Flux, Champ], ...]:
        """The columns whose condition is in free prose: « non vérifiable automatiquement »."""
        return tuple(
            (flux, champ)
            for flux, f in self.protocole.formats.items()
            for champ in f.champs
            if champ.condition and not champ.condition.verifiable
        )


@dataclass(frozen=True, slots=True)
class _Feuille:
    """One sheet of one file: rows of text, the first one is row 1."""

    fichier: str
    nom: str
    lignes: Sequence[Sequence[str]] | None

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
    except tableur.TableurChiffre:
        raise conteneur.chiffre(nom) from None
    except tableur.TableurAbime as erreur:
        raise illisible(nom, f"classeur abîmé ou hors de proportion ({cite(str(erreur))})") from None
    return depuis_feuilles(lues, nom, empreinte=hashlib.sha256(octets).hexdigest(), officiel=officiel)


def depuis_feuilles(
    feuilles: Sequence[tuple[str, Sequence[Sequence[str]] | None]], nom: str, *, empreinte: str, officiel: bool
) -> Lecture:
    """Read sheets already as rows of text; None stands for a sheet out of proportion. Raises ClasseurIllisible."""
    avis: list[str] = []
    trouvees, codification = _range([_Feuille(nom, *f) for f in feuilles], nom, avis)
    lus = [_format(trouvees[flux], flux, officiel=officiel, avis=avis) for flux in Flux if flux in trouvees]
    protocole = Protocole(
        formats=formats(lus),
        motifs=_motifs(codification, officiel=officiel),
        empreinte=empreinte,
        nom=nom,
        officiel=officiel,
    )
    return Lecture(protocole, tuple(avis))


def _range(feuilles: Sequence[_Feuille], nom: str, avis: list[str]) -> tuple[dict[Flux, _Feuille], _Feuille]:
    """Each sheet to its flux. A sheet with the exact name wins over one that is only close to it."""
    trouvees: dict[Flux, _Feuille] = {}
    codifications: list[_Feuille] = []
    for feuille in feuilles:
        flux = colonnes.flux_de(feuille.nom)
        if flux is not None:
            deja = trouvees.get(flux)
            if deja is not None and flux.value not in (deja.nom, feuille.nom):
                raise feuille.faute(f"deuxième feuille pour le flux {flux}, déjà donné par « {cite(deja.nom)} »")
            if deja is None or feuille.nom == flux.value:
                trouvees[flux] = feuille
        elif colonnes.est_codification(feuille.nom):
            codifications.append(feuille)
        elif colonnes.cle(feuille.nom) != colonnes.cle(colonnes.LISEZ_MOI):
            avis.append(f"feuille {cite(feuille.nom)} : aucun flux de ce nom, feuille ignorée")
    for flux in Flux:
        if flux not in trouvees:
            if flux not in colonnes.FACULTATIFS:
                raise illisible(nom, f"feuille {flux} absente")
            avis.append(f"feuille {flux} absente : le flux ne sera pas reconnu")
    if not codifications:
        raise illisible(nom, f"feuille « {colonnes.CODIFICATION} » absente")
    exacte = next((f for f in codifications if f.nom == colonnes.CODIFICATION), codifications[0])
    return trouvees, exacte


def _format(feuille: _Feuille, flux: Flux, *, officiel: bool, avis: list[str]) -> Format:
    rangees = list(_rangees(feuille, colonnes.CHAMPS, colonnes.OBLIGATOIRES))
    if not rangees:
        raise feuille.faute("aucun champ sous l'en-tête")
    return format_de(flux, rangees, officiel=officiel, avis=avis)


def _motifs(feuille: _Feuille, *, officiel: bool) -> tuple[Motif, ...]:
    return motifs_de(list(_rangees(feuille, colonnes.MOTIFS, colonnes.OBLIGATOIRES_MOTIFS)), officiel=officiel)


def _rangees(feuille: _Feuille, attendues: tuple[Colonne, ...], obligatoires: tuple[Colonne, ...]) -> Iterator[Rangee]:
    """The rows under the header that hold something in a known column."""
    if feuille.lignes is None:
        raise feuille.faute(f"feuille hors de proportion, plus de {tableur.LIGNES_MAX} lignes ou cellules démesurées")
    if not feuille.lignes:
        raise feuille.faute("feuille vide")
    rang, places = _entete(feuille, attendues, obligatoires)
    lettres = {c: _lettre(i) for c, i in places.items()}
    for numero, ligne in enumerate(feuille.lignes[rang + 1 :], start=rang + 2):
        textes = {c: ligne[i] if i < len(ligne) else "" for c, i in places.items()}
        rangee = Rangee(feuille.fichier, feuille.nom, numero, textes, lettres)
        if rangee:
            yield rangee


def _entete(
    feuille: _Feuille, attendues: tuple[Colonne, ...], obligatoires: tuple[Colonne, ...]
) -> tuple[int, dict[Colonne, int]]:
    """Rank of the header (from 0) and place of each column: the row, near the top, that names most of them."""
    propres, alias = colonnes.noms_de(attendues)
    essais = [_places(ligne, propres, alias) for ligne in (feuille.lignes or ())[:ENTETE_MAX]]
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
        if autres and colonne in obligatoires:
            cellules = " et ".join(f"{_lettre(i)}{rang + 1}" for i in (premier, autres[0]))
            raise feuille.faute(
                f"deux colonnes pour {colonnes.TITRE[colonne]}, cellules {cellules}", f"ligne {rang + 1}"
            )
    return rang, {c: places[0] for c, places in trouvees.items()}


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
