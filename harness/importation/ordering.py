"""Putting lots that nobody numbered back in order: by date, and at equal dates in favour of the parties.

Each lot has a window of time. Among the orders that the windows allow, one is kept that leaves each order with as few
messages out of place as possible. Names of files never count, so that renaming them changes nothing.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from harness.importation.threads import Cours, Ligne, Piece, Recherche
from harness.protocol.terms import Flux, Partie

CANDIDATS = 50
"""Lots compared when none of those that must go now can go without harm."""

_RANGS: dict[Flux | None, int] = {None: -1} | {flux: rang for rang, flux in enumerate(Flux)}

Fil = tuple[str, str, str, str]
"""A conversation: codes of the OC and of the OI, then the subject."""


@dataclass(frozen=True, slots=True)
class Place:
    """One lot in its place. `incertain`: nothing told its possible senders apart."""

    piece: Piece
    emetteur: Partie
    incertain: bool = False


def ordonne(pieces: Sequence[Piece], cours: Mapping[Fil, Cours] | None = None) -> list[Place]:
    """Place every lot. Lots with a rank keep that order, whatever their dates.

    `cours` is where conversations that began before stand.
    """
    return list(_Ordonnateur(pieces, cours or {}))


class _Ordonnateur:
    """Gives the lots one by one. A lot is known by its place in date order, so that a number is also a preference."""

    def __init__(self, pieces: Sequence[Piece], cours: Mapping[Fil, Cours]) -> None:
        self._pieces = sorted(
            pieces,
            key=lambda p: (p.fenetre.debut, -1 if p.rang is None else p.rang, _RANGS[p.flux], p.sha256, p.nom),
        )
        self._cours = cours
        self._fils: dict[Fil, Recherche] = {}
        self._touche: list[tuple[Recherche, ...]] = []
        for i, piece in enumerate(self._pieces):
            touches = {fil: self._recherche(fil, i, ligne) for ligne in piece.lignes for fil in [_fil(piece, ligne)]}
            self._touche.append(tuple(touches.values()))
        self._places = [False] * len(self._pieces)
        self._attente: dict[int, list[int]] = {}
        self._tas: list[int] = []
        self._par_fin: list[int] = []

    def _recherche(self, fil: Fil, i: int, ligne: Ligne) -> Recherche:
        recherche = self._fils.get(fil)
        if recherche is None:
            recherche = self._fils[fil] = Recherche(self._pieces, self._cours.get(fil))
        if i not in recherche.lignes:
            recherche.lignes[i] = []
            recherche.reste.append(i)
        recherche.lignes[i].append(ligne)
        return recherche

    def __iter__(self) -> Iterator[Place]:
        nombre = len(self._pieces)
        fins = [piece.fenetre.fin for piece in self._pieces]
        self._par_fin = sorted(range(nombre), key=lambda i: (fins[i], i))
        indexes = deque(sorted((r, i) for i, piece in enumerate(self._pieces) if (r := piece.rang) is not None))
        premier = entres = 0
        while premier < nombre:
            if self._places[self._par_fin[premier]]:
                premier += 1
                continue
            limite = fins[self._par_fin[premier]]
            while entres < nombre and self._pieces[entres].fenetre.debut <= limite:
                if self._pieces[entres].rang is None:
                    heapq.heappush(self._tas, entres)
                entres += 1
            prochain = indexes[0][1] if indexes else -1
            if indexes and self._pieces[prochain].fenetre.debut <= limite:
                heapq.heappush(self._tas, prochain)
            place = self._choisit() or self._force(premier, prochain)
            if place[0] == prochain:
                indexes.popleft()
            yield self._place(*place)

    def _choisit(self) -> tuple[int, Partie, bool] | None:
        """The first lot that can go without harm; the others wait for what stops them."""
        while self._tas:
            i = heapq.heappop(self._tas)
            if self._places[i]:
                continue
            genes = {e: self._gene(i, e) for e in self._pieces[i].emetteurs}
            libres = [e for e, gene in genes.items() if gene is None]
            if libres:
                return i, *self._tranche(i, libres)
            for gene in genes.values():
                self._attente.setdefault(id(gene), []).append(i)
        return None

    def _gene(self, i: int, emetteur: Partie) -> Recherche | None:
        """The first conversation that this lot would harm."""
        return next((r for r in self._touche[i] if r.regret(i, emetteur) > 0), None)

    def _force(self, premier: int, prochain: int) -> tuple[int, Partie, bool]:
        """Nothing can go without harm: of the lots that cannot wait, the one that does the least."""
        limite = self._pieces[self._par_fin[premier]].fenetre.fin
        presses = takewhile(lambda i: self._pieces[i].fenetre.fin == limite, islice(self._par_fin, premier, None))
        libres = (i for i in presses if not self._places[i] and (self._pieces[i].rang is None or i == prochain))
        candidats = islice(libres, CANDIDATS)
        i, regrets = min(((i, self._regrets(i)) for i in candidats), key=lambda c: (min(c[1].values()), c[0]))
        moindre = min(regrets.values())
        return i, *self._tranche(i, [e for e, regret in regrets.items() if regret == moindre])

    def _tranche(self, i: int, possibles: list[Partie]) -> tuple[Partie, bool]:
        """One sender of several that do as well, and whether it is a guess."""
        if len(possibles) > 1 and any(r.avant_mad() for r in self._touche[i]):
            return Partie.OI, False
        return possibles[0], len(possibles) > 1

    def _regrets(self, i: int) -> dict[Partie, int]:
        return {e: sum(r.regret(i, e) for r in self._touche[i]) for e in self._pieces[i].emetteurs}

    def _place(self, i: int, emetteur: Partie, incertain: bool) -> Place:
        self._places[i] = True
        for recherche in self._touche[i]:
            recherche.place(i, emetteur)
            for j in self._attente.pop(id(recherche), ()):
                heapq.heappush(self._tas, j)
        return Place(self._pieces[i], emetteur, incertain)


def _fil(piece: Piece, ligne: Ligne) -> Fil:
    return (piece.oc, piece.oi, *ligne.sujet)
