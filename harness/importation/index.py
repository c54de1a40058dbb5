"""`journal.csv`: what the owner of a folder of lots knows of them: their order, who sent them to whom, when.

One line a file, `order;file;sender;receiver;datetime` or the same in French. `sender` and `receiver` are OI, OC or an
operator code; they and `datetime` may be left empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from harness.examen.cibles import NOM_INDEX
from harness.exchange.instants import lit_instant
from harness.exchange.lines import blocs, decoupe
from harness.exchange.survey import releve
from harness.protocol.francais import accorde
from harness.protocol.terms import Partie
from harness.refus import Refus

COLONNES: Mapping[str, str] = {
    "order": "order", "ordre": "order",
    "file": "file", "fichier": "file",
    "sender": "sender", "emetteur": "sender",
    "receiver": "receiver", "recepteur": "receiver", "destinataire": "receiver",
    "datetime": "datetime", "date": "datetime",
}  # fmt: skip
"""Names of columns, without case or accents, and what they are."""

_ATTENDUES = "order;file;sender;receiver;datetime (ou ordre;fichier;emetteur;recepteur;date)"
_PARTIES = {p.value: p for p in Partie}
_CODE = re.compile(r"[A-Z0-9]{4}")
_RANG = re.compile(r"[0-9]{1,12}")
_FRANCAISE = re.compile(r"(\d{2})/(\d{2})/(\d{4}) (\d{2}:\d{2})(:\d{2})?")


class IndexIllisible(Refus):
    """The index cannot be followed. One French sentence names the line and the column."""


@dataclass(frozen=True, slots=True)
class Entree:
    """One line of the index. `emetteur` and `recepteur` are a party, an operator code or ""; `ligne` is physical."""

    ligne: int
    ordre: int
    fichier: str
    emetteur: str = ""
    recepteur: str = ""
    instant: datetime | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """An index, read. `entrees` are in the order of the exchange; `titres` are the columns as written."""

    entrees: tuple[Entree, ...]
    titres: Mapping[str, str]

    def erreur(self, entree: Entree, colonne: str, phrase: str) -> IndexIllisible:
        """What is wrong with one cell."""
        return _erreur(entree.ligne, self.titres.get(colonne, colonne), phrase)


def _erreur(ligne: int, colonne: str, phrase: str) -> IndexIllisible:
    ou = f", colonne « {colonne} »" if colonne else ""
    return IndexIllisible(f"{NOM_INDEX}, ligne {ligne}{ou} : {phrase}")


def plie(texte: str) -> str:
    """A column name without case, accents or spaces around."""
    decompose = unicodedata.normalize("NFD", texte.strip().casefold())
    return "".join(c for c in decompose if not unicodedata.combining(c))


def lit_index(octets: bytes) -> Index:
    """Read an index. Raises IndexIllisible on the first thing that is wrong."""
    r = releve(octets)
    if r.refus:
        raise IndexIllisible(f"{NOM_INDEX} : {r.refus}")
    lignes = _lignes((premiere + n, t) for premiere, b in blocs(octets, r) for n, t in enumerate(b.split(b"\n")[:-1]))
    numero, noms = next(lignes, (1, ()))
    champs = _champs(numero, noms)
    titres = dict(zip(champs, noms, strict=True))
    lues = [
        _entree(numero, dict(zip(champs, cellules, strict=True)), titres)
        for numero, cellules in _larges(lignes, len(noms))
    ]
    if not lues:
        raise IndexIllisible(f"{NOM_INDEX} ne nomme aucun fichier : une ligne par fichier est attendue sous l'en-tête")
    index = Index(tuple(sorted(lues, key=lambda e: e.ordre)), titres)
    _verifie_ordre(index)
    return index


def _lignes(brutes: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Cells of each line that is not blank."""
    for numero, brute in brutes:
        texte = brute.decode("utf-8", "replace")
        if not texte.strip(" ;"):
            continue
        cellules = decoupe(texte)
        if cellules is None:
            raise _erreur(numero, "", "un guillemet n'est pas fermé")
        yield numero, tuple(c.strip() for c in cellules)


def _larges(lignes: Iterator[tuple[int, tuple[str, ...]]], largeur: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for numero, cellules in lignes:
        if len(cellules) != largeur:
            raise _erreur(numero, "", f"{largeur} cellules attendues, {accorde(len(cellules), 'trouvée')}")
        yield numero, cellules


def _champs(numero: int, noms: Sequence[str]) -> list[str]:
    champs: list[str] = []
    for nom in noms:
        champ = COLONNES.get(plie(nom))
        if champ is None:
            raise _erreur(numero, nom[:60], f"colonne inconnue ; en-tête attendu : {_ATTENDUES}")
        if champ in champs:
            raise _erreur(numero, nom, "cette colonne est déjà là")
        champs.append(champ)
    for champ in ("order", "file"):
        if champ not in champs:
            raise _erreur(numero, champ, f"cette colonne manque ; en-tête attendu : {_ATTENDUES}")
    return champs


def _entree(numero: int, cellules: Mapping[str, str], titres: Mapping[str, str]) -> Entree:
    def refuse(champ: str, attendu: str) -> IndexIllisible:
        valeur = cellules[champ][:60]
        return _erreur(numero, titres[champ], f"{f'« {valeur} »' if valeur else 'cellule vide'} : {attendu}")

    if not _RANG.fullmatch(cellules["order"]):
        raise refuse("order", "un nombre entier est attendu")
    if not cellules["file"]:
        raise refuse("file", "le nom d'un fichier est attendu")
    parties = {}
    for champ in ("sender", "receiver"):
        parties[champ] = cellules.get(champ, "").upper()
        if parties[champ] and parties[champ] not in _PARTIES and not _CODE.fullmatch(parties[champ]):
            raise refuse(champ, "OI, OC ou un code d'opérateur de 4 caractères est attendu")
    if parties["sender"] and parties["sender"] == parties["receiver"]:
        raise refuse("receiver", "un lot ne va pas à celui qui l'envoie")
    instant = None
    if cellules.get("datetime"):
        instant = _instant(cellules["datetime"])
        if instant is None:
            raise refuse("datetime", "une date et une heure sans fuseau, comme 2026-01-05T09:30, sont attendues")
    return Entree(numero, int(cellules["order"]), cellules["file"], parties["sender"], parties["receiver"], instant)


def _instant(texte: str) -> datetime | None:
    """ISO 8601, `AAAAMMJJ HH:MM`, or `JJ/MM/AAAA HH:MM` as French spreadsheets write it."""
    lu = lit_instant(texte)
    if lu is not None:
        return lu
    if m := _FRANCAISE.fullmatch(texte):
        texte = f"{m[3]}-{m[2]}-{m[1]} {m[4]}{m[5] or ''}"
    try:
        lu = datetime.fromisoformat(texte)
    except ValueError:
        return None
    return None if lu.tzinfo else lu


def _verifie_ordre(index: Index) -> None:
    """Ranks are all different, and instants follow them."""
    precedente: Entree | None = None
    datee: Entree | None = None
    for entree in index.entrees:
        if precedente is not None and entree.ordre == precedente.ordre:
            raise index.erreur(entree, "order", f"{entree.ordre} est déjà à la ligne {precedente.ligne}")
        if entree.instant is not None:
            if datee is not None and datee.instant is not None and entree.instant < datee.instant:
                raise index.erreur(
                    entree, "datetime", f"cet instant précède celui de la ligne {datee.ligne}, qui vient pourtant avant"
                )
            datee = entree
        precedente = entree


def rattache(index: Index, noms: Iterable[str]) -> dict[str, Entree]:
    """The line of each file, by its path in the folder. A name alone will do when only one file has it.

    Raises IndexIllisible on a file that is not there, or that two lines name.
    """
    connus = {_nfc(nom): nom for nom in noms}
    seuls: dict[str, list[str]] = {}
    for chemin in connus:
        seuls.setdefault(chemin.rpartition("/")[2], []).append(chemin)
    rattaches: dict[str, Entree] = {}
    absents: list[Entree] = []
    for entree in index.entrees:
        ecrit = _nfc(entree.fichier).removeprefix("./")
        possibles = [c for c in (ecrit, ecrit.replace("\\", "/")) if c in connus][:1] or seuls.get(ecrit, [])
        if len(possibles) > 1:
            raise index.erreur(entree, "file", f"« {ecrit} » désigne plusieurs fichiers : {', '.join(possibles[:5])}")
        if not possibles:
            absents.append(entree)
            continue
        nom = connus[possibles[0]]
        if nom in rattaches:
            raise index.erreur(entree, "file", f"« {ecrit} » est déjà à la ligne {rattaches[nom].ligne}")
        rattaches[nom] = entree
    if absents:
        raise index.erreur(
            absents[0], "file", f"« {absents[0].fichier[:200]} » n'est pas dans le dossier" + _aussi(absents[1:])
        )
    return rattaches


def _aussi(absents: Sequence[Entree]) -> str:
    """The other files that are not there either."""
    if not absents:
        return ""
    cites = ", ".join(f"« {e.fichier[:200]} » (ligne {e.ligne})" for e in absents[:10])
    return f", non plus que {cites}" + (f" et {accorde(len(absents) - 10, 'autre')}" if len(absents) > 10 else "")


def _nfc(texte: str) -> str:
    return unicodedata.normalize("NFC", texte)
