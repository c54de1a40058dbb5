"""Lots as files: what the simulated parties write, and how either side reads a file back, line by line.

For lots of a size that people exchange in a scenario; the judge reads large ones in columns (`exchange.columns`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harness.exchange.lines import SEPARATEUR, blocs, decoupe, premiere_ligne
from harness.exchange.messages import Lot, Message
from harness.exchange.recognise import Entete, flux_du_nom, lit_entete
from harness.exchange.survey import Source, releve
from harness.protocol.spec import Format, Protocole
from harness.protocol.terms import Flux, Partie


@dataclass(frozen=True, slots=True)
class LotLu:
    """A file, read by name. `illisible` is the French reason why nothing can be taken from it, "" otherwise.

    `messages` holds one message a readable line; `ecartees` the physical numbers of the other ones: wrong width, open
    quote, another header.
    """

    flux: Flux | None
    messages: tuple[Message, ...] = ()
    illisible: str = ""
    ecartees: tuple[int, ...] = ()
    entete: Entete | None = None


def ecrit(lot: Lot, fmt: Format) -> bytes:
    """One CSV file: header of the workbook, then one line an order; `;`, LF, UTF-8, quotes only when a cell needs them.

    Raises ValueError when a cell names a column the flux does not have, or holds a line break.
    """
    lignes = [fmt.noms]
    for cellules in lot.lignes:
        etrangers = [c for c in cellules if c not in fmt.par_nom]
        if etrangers:
            raise ValueError(f"{fmt.flux} n'a pas de champ {', '.join(etrangers)}")
        lignes.append(tuple(cellules.get(nom, "") for nom in fmt.noms))
    return ecrit_lignes(lignes)


def ecrit_lignes(lignes: Iterable[Iterable[str]]) -> bytes:
    """Lines of cells as the bytes of a lot. Raises ValueError on a line break inside one (§2.3)."""
    return "".join(SEPARATEUR.join(map(_cite, ligne)) + "\n" for ligne in lignes).encode()


def _cite(cellule: str) -> str:
    if "\n" in cellule or "\r" in cellule:
        raise ValueError("une cellule ne peut pas contenir de saut de ligne")
    if SEPARATEUR in cellule or '"' in cellule:
        return '"' + cellule.replace('"', '""') + '"'
    return cellule


def lit(
    source: Source,
    fichier: str,
    protocole: Protocole,
    emetteur: Partie,
    ordre: int = 0,
    instant: str = "",
    recu: str = "",
) -> LotLu:
    """Read a file back. Raises OSError when it cannot be opened; anything wrong inside is told in `illisible`.

    Unreadable as §3.2 says: not text, unknown header, another version, missing columns. A missing column whose name is
    only supposed makes no file unreadable: its cells are empty.
    """
    r = releve(source)
    if r.refus:
        return LotLu(None, illisible=r.refus)
    entete = lit_entete(premiere_ligne(source, r), protocole, emetteur=emetteur, suggere=flux_du_nom(fichier))
    if entete.mal_citee is not None:
        return LotLu(None, illisible="un guillemet de l'en-tête n'est pas fermé", entete=entete)
    if entete.flux is None:
        return LotLu(None, illisible="l'en-tête n'est celui d'aucun flux du protocole", entete=entete)
    if version := entete.version_dite:
        return LotLu(entete.flux, illisible=f"lot d'une autre version du protocole ({version})", entete=entete)
    if manquent := _absents(entete, protocole) or tuple(entete.colonnes[r] for r in entete.doubles):
        manque = ", ".join(manquent)
        return LotLu(entete.flux, illisible=f"colonnes absentes ou en double : {manque}", entete=entete)
    messages: list[Message] = []
    ecartees: list[int] = []
    for premiere, bloc in blocs(source, r):
        for rang, ligne in enumerate(bloc.decode("utf-8").split("\n")[:-1], start=premiere):
            if rang == 1:
                continue
            cellules = decoupe(ligne)
            if cellules is None or len(cellules) != len(entete.champs) or cellules[entete.repere] in entete.reperes:
                ecartees.append(rang)
                continue
            messages.append(
                Message(entete.flux, par_nom(entete, cellules), emetteur, ordre, rang, fichier, instant, recu)
            )
    return LotLu(entete.flux, tuple(messages), ecartees=tuple(ecartees), entete=entete)


def sans_commande(lu: LotLu) -> str:
    """Why no order can be taken from a file of orders: `illisible`, or one line that is none (§3.2, AMB-50)."""
    if lu.illisible or lu.flux is not Flux.CMD_ACCES or len(lu.messages) + len(lu.ecartees) != 1:
        return lu.illisible
    if lu.ecartees:
        return "sa seule ligne n'a pas le bon nombre de colonnes"
    return "" if lu.messages[0].reference else "la référence de sa seule commande est vide"


def _absents(entete: Entete, protocole: Protocole) -> tuple[str, ...]:
    """The missing columns that are sure to be columns of the flux: named by the document, or by the user's workbook."""
    assert entete.flux is not None
    champs = protocole[entete.flux].par_nom
    return tuple(c for c in entete.absents if protocole.officiel or champs[c].source("nom").certaine)


def cellules_brutes(source: bytes) -> frozenset[str]:
    """Whatever looks like a cell in a file that nobody can read: what an answer to it could quote (§3.2)."""
    texte = source.decode("utf-8", "replace")
    return frozenset(c.strip().strip('"') for ligne in texte.splitlines() for c in ligne.split(SEPARATEUR)) - {""}


def temoins(lu: LotLu, emetteur: Partie, ordre: int, fichier: str, instant: str) -> tuple[Message, ...]:
    """What a lot shows to whoever awaits a flux: its messages, or one without cells for a file that nobody can read."""
    if lu.flux is None or not lu.illisible:
        return lu.messages
    return (Message(lu.flux, {}, emetteur, ordre, 1, fichier, instant),)


def par_nom(entete: Entete, cellules: Iterable[str]) -> Mapping[str, str]:
    """Cells of one line by the workbook's column names; unknown columns are left out."""
    return {nom: c for nom, c in zip(entete.champs, cellules, strict=True) if nom is not None}
