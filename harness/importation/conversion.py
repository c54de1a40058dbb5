"""A journal out of a folder of lots that the harness did not see go by.

Bytes are kept as they are. The flux of a file is read in its header, its sender in its flux, its place in `journal.csv`
when the folder has one, else in its dates. The same folder gives the same journal, byte for byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from harness import __version__
from harness.examen.cibles import NOM_INDEX
from harness.exchange.dates import Fenetre
from harness.exchange.entries import REMARQUE, VERSION, Entete, EntreeFait, EntreeFin
from harness.exchange.journal import Journal
from harness.importation.gathering import Ecarte, Recolte, Trouve, ordre_des_parties, recolte
from harness.importation.index import Entree, lit_index, rattache
from harness.importation.ordering import Place, ordonne
from harness.importation.parties import Bouts, Roles
from harness.importation.threads import Piece
from harness.protocol.francais import accorde
from harness.protocol.spec import Protocole
from harness.protocol.terms import EMETTEURS, REFERENCE_COMMANDE, Flux, Partie
from harness.refus import Refus
from harness.systeme import raison

CITES = 10
"""Files named in one remark; the others are counted."""


class ImportationImpossible(Refus):
    """No journal can be made of the folder. The message says why, in French."""


@dataclass(frozen=True, slots=True)
class Importation:
    """What was made of a folder: lots by sender, orders, orders whose Cmd_Acces is missing, files left out.

    `remarques` are French sentences; the journal holds them too.
    """

    lots: Mapping[Partie, int]
    dossiers: int
    sans_commande: int
    ecartes: tuple[Ecarte, ...]
    remarques: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Attribue:
    """Files with their ends: lots to place, files that are none, operator codes by party."""

    pieces: tuple[Piece, ...]
    ecartes: tuple[Ecarte, ...]
    codes: Mapping[str, Partie]


def importe(
    dossier: Path,
    sortie: Path,
    protocole: Protocole,
    *,
    avance: Callable[[int], None] = lambda _: None,
) -> Importation:
    """Write the journal of a folder into a new one; `avance` is told 1 for each file looked at.

    Raises ImportationImpossible, IndexIllisible, JournalOccupe, or OSError when the journal cannot be written.
    """
    if not dossier.is_dir():
        raise ImportationImpossible(
            f"{dossier} n'est pas un dossier" if dossier.exists() else f"{dossier} n'existe pas"
        )
    if sortie.resolve().is_relative_to(dossier.resolve()):
        raise ImportationImpossible(f"le journal ne peut pas être écrit dans le dossier importé : {sortie}")
    recu = recolte(dossier, protocole, avance)
    attribue = _attribue(recu)
    if not attribue.pieces:
        raise ImportationImpossible(_vide(dossier, attribue.ecartes))
    originaux, copies = _sans_copies(attribue.pieces)
    places = [p for place in ordonne(originaux) for p in (place, *_copies(place, copies))]
    remarques = tuple(_remarques(recu, places))
    _ecrit(sortie, protocole, recu, attribue, places, remarques)
    return _bilan(places, attribue.ecartes, remarques)


def _vide(dossier: Path, ecartes: Sequence[Ecarte]) -> str:
    if not ecartes:
        return f"{dossier} ne contient aucun fichier"
    fichiers = accorde(len(ecartes), "fichier lu", "fichiers lus")
    return f"{dossier} ne contient aucun lot du protocole ({fichiers}) : {ecartes[0].nom}, {ecartes[0].raison}"


def _attribue(recu: Recolte) -> _Attribue:
    """Give each file its ends, by the index if there is one, else by its flux. Raises IndexIllisible."""
    if recu.index is None:
        entrees: Mapping[str, Entree] = {}
        roles = None
    else:
        index = lit_index(recu.index)
        entrees = rattache(index, [*(t.nom for t in recu.trouves), *(e.nom for e in recu.ecartes)])
        for ecarte in recu.ecartes:
            if ecarte.nom in entrees:
                raise index.erreur(entrees[ecarte.nom], "file", f"« {ecarte.nom} » n'est pas lu : {ecarte.raison}")
        roles = Roles(index, entrees, {t.nom: t.emetteurs for t in recu.trouves})
    pieces: dict[str, Piece] = {}
    for trouve in recu.trouves:
        entree = entrees.get(trouve.nom)
        bouts = roles.de(trouve.nom, entree) if roles is not None and (trouve.flux or entree) else Bouts()
        if trouve.flux or bouts.emetteur is not None:
            pieces[trouve.nom] = _piece(trouve, bouts)
    sans = tuple(Ecarte(t.nom, t.refus, t.sha256) for t in recu.trouves if t.nom not in pieces)
    codes = roles.codes if roles is not None else {}
    return _Attribue(tuple(_dates(pieces, entrees)), (*recu.ecartes, *sans), codes)


def _piece(trouve: Trouve, bouts: Bouts) -> Piece:
    """One lot to place, as its sender is known or may be."""
    emetteurs = (bouts.emetteur,) if bouts.emetteur else ordre_des_parties(EMETTEURS[trouve.flux[0]])
    flux = next((f for f in trouve.flux if EMETTEURS[f] & set(emetteurs)), trouve.flux[0] if trouve.flux else None)
    lignes = trouve.lignes
    if flux is not None and len(trouve.flux) > 1:
        lignes = tuple(replace(ligne, flux=flux) for ligne in lignes)
    return Piece(trouve.nom, trouve.sha256, flux, lignes, emetteurs, bouts.oc, bouts.oi, trouve.fenetre)


def _dates(pieces: Mapping[str, Piece], entrees: Mapping[str, Entree]) -> Iterator[Piece]:
    """Lots with their window; those of the index have a rank, and dates that never go back."""
    instant = datetime.min
    for nom, entree in sorted(entrees.items(), key=lambda e: e[1].ordre):
        if nom in pieces:
            instant = max(instant, entree.instant or pieces[nom].fenetre.debut)
            yield replace(pieces[nom], fenetre=Fenetre(instant, instant), rang=entree.ordre)
    yield from (piece for nom, piece in pieces.items() if nom not in entrees)


def _sans_copies(pieces: Iterable[Piece]) -> tuple[list[Piece], dict[str, list[Piece]]]:
    """Lots, and the copies of each by its hash: a file sent twice says its lines once.

    A copy that the index names keeps its rank.
    """
    originaux: list[Piece] = []
    copies: dict[str, list[Piece]] = {}
    vus: dict[str, set[tuple[Partie, ...]]] = {}
    for piece in sorted(pieces, key=lambda p: (p.rang is None, p.rang, p.nom)):
        deja = vus.setdefault(piece.sha256, set())
        if piece.rang is None and deja:
            copies.setdefault(piece.sha256, []).append(piece)
        else:
            originaux.append(replace(piece, lignes=()) if piece.emetteurs in deja else piece)
        deja.add(piece.emetteurs)
    return originaux, copies


def _copies(place: Place, copies: dict[str, list[Piece]]) -> Iterator[Place]:
    """The copies of a lot, that follow the first they are a copy of."""
    for piece in copies.pop(place.piece.sha256, ()):
        yield Place(piece, place.emetteur)


def _remarques(recu: Recolte, places: Sequence[Place]) -> Iterator[str]:
    """What a reader of the journal must know of how it was made."""
    indexes = [p.piece.nom for p in places if p.piece.rang is not None]
    par_dates = [p for p in places if p.piece.rang is None]
    if recu.index is not None:
        yield f"ordre des lots : celui de {NOM_INDEX} (SHA-256 {hashlib.sha256(recu.index).hexdigest()})"
        if par_dates:
            yield f"absents de {NOM_INDEX}, placés selon leurs dates : {_liste(p.piece.nom for p in par_dates)}"
    else:
        yield "ordre des lots : les dates de leurs lignes ; à date égale, l'ordre le plus favorable aux parties"
        yield (
            "les codes des opérateurs ne sont pas connus : ce qui en dépend n'est pas contrôlé, et deux OC qui "
            "emploieraient la même référence de commande seraient confondus"
        )
    sans_date = [p.piece.nom for p in par_dates if p.piece.lignes and p.piece.fenetre.debut == datetime.min]
    if sans_date:
        yield f"sans date d'envoi lisible, placés dès que leur dossier le permet : {_liste(sans_date)}"
    for partie in Partie:
        deduits = [p for p in places if len(p.piece.emetteurs) > 1 and p.emetteur is partie]
        if surs := [p.piece.nom for p in deduits if not p.incertain]:
            yield f"{Flux.NOTIF_RACC_KO} attribuées à l'{partie} d'après l'état du dossier : {_liste(surs)}"
        if doutes := [p.piece.nom for p in deduits if p.incertain]:
            yield f"{Flux.NOTIF_RACC_KO} attribuées à l'{partie} faute de mieux : {_liste(doutes)}"
    jumeaux = [t for t in recu.trouves if len(t.flux) > 1 and t.nom not in indexes]
    if nommes := [t.nom for t in jumeaux if t.nomme]:
        yield f"messages dont seul le nom du fichier dit l'émetteur : {_liste(nommes)}"
    if muets := [t.nom for t in jumeaux if not t.nomme]:
        yield f"messages attribués à l'OC faute de mieux : {_liste(muets)}"


def _liste(noms: Iterable[str]) -> str:
    tous = sorted(noms)
    return ", ".join(tous[:CITES]) + (f" et {accorde(len(tous) - CITES, 'autre')}" if len(tous) > CITES else "")


def _instants(places: Sequence[Place]) -> list[str]:
    """Instants that never go back; "" throughout when no lot has a date."""
    debuts = [p.piece.fenetre.debut for p in places]
    courant = next((d for d in debuts if d > datetime.min), None)
    instants: list[str] = []
    for debut in debuts:
        courant = max(courant, debut) if courant is not None else None
        instants.append(courant.isoformat(timespec="seconds") if courant is not None else "")
    return instants


def _ecrit(
    sortie: Path,
    protocole: Protocole,
    recu: Recolte,
    attribue: _Attribue,
    places: Sequence[Place],
    remarques: Iterable[str],
) -> None:
    instants = _instants(places)
    chemins = {t.nom: t.chemin for t in recu.trouves}
    with Journal(sortie, _entete(protocole, instants[0], attribue.codes), synchrone=False) as journal:
        for texte in remarques:
            journal.ecrit(EntreeFait(instants[0], None, REMARQUE, texte))
        for e in attribue.ecartes:
            donnees = {"fichier": e.nom, "sha256": e.sha256}
            journal.ecrit(EntreeFait(instants[0], None, REMARQUE, f"fichier écarté, {e.nom} : {e.raison}", "", donnees))
        for place, instant in zip(places, instants, strict=True):
            octets = _relit(place.piece, chemins[place.piece.nom])
            codes = {Partie.OC: place.piece.oc, Partie.OI: place.piece.oi}
            de, a = codes[place.emetteur], codes[place.emetteur.autre]
            journal.ecrit_lot(octets, place.piece.nom, place.emetteur, de, a, instant)
        journal.ecrit(EntreeFin(instants[-1]))


def _relit(piece: Piece, chemin: Path) -> bytes:
    """The bytes of a lot, the same as when it was looked at."""
    try:
        octets = chemin.read_bytes()
    except OSError as e:
        raise ImportationImpossible(f"{piece.nom} ne peut plus être lu : {raison(e)}") from None
    if hashlib.sha256(octets).hexdigest() != piece.sha256:
        raise ImportationImpossible(f"{piece.nom} a changé pendant l'importation")
    return octets


def _entete(protocole: Protocole, debut: str, codes: Mapping[str, Partie]) -> Entete:
    return Entete(
        version=VERSION,
        harnais=__version__,
        commande="importer",
        graine="",
        debut=debut,
        classeur=protocole.nom,
        classeur_sha256=protocole.empreinte,
        classeur_officiel=protocole.officiel,
        catalogue_sha256="",
        profil={},
        profil_sha256="",
        operateurs={code: str(codes[code]) for code in sorted(codes)},
        simules=(),
    )


def _bilan(places: Sequence[Place], ecartes: tuple[Ecarte, ...], remarques: tuple[str, ...]) -> Importation:
    dossiers: dict[tuple[str, str, str], bool] = {}
    for piece in (p.piece for p in places):
        for ligne in piece.lignes:
            if ligne.sujet[0] == REFERENCE_COMMANDE:
                cle = (piece.oc, piece.oi, ligne.sujet[1])
                dossiers[cle] = dossiers.get(cle, False) or ligne.flux is Flux.CMD_ACCES
    lots = {partie: sum(p.emetteur is partie for p in places) for partie in Partie}
    return Importation(lots, len(dossiers), sum(not c for c in dossiers.values()), ecartes, remarques)
