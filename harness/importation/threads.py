"""One conversation whose lots are to be placed: what a choice costs it, by a bounded search along the lifecycle.

The cost is what the judge would say: nothing for a message in its place, little for one that is tolerated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from harness.exchange.dates import OUVERTE, Fenetre
from harness.exchange.messages import Message
from harness.protocol.lifecycle import COUPS, Issue, Position, Refus, avance, coup, situation
from harness.protocol.terms import Flux, Modele, Partie, cle

HORIZON = 24
"""Lots of one order that a search looks at, the earliest first."""

BUDGET = 4_000
"""Situations of one order that searches may look at. Beyond, a choice is judged on the spot."""

_TOLERE, _REFUSE, _DECAPITE = 1, 100, 10_000
"""What a message costs: tolerated, out of place, and placed ahead of the order that it speaks of."""

_OUVRANTS = frozenset({Flux.CMD_ACCES, Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV})

Sujet = tuple[str, str]
"""What a line is about: name of its key column, value."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line, as far as its place goes. `ouvre` is the position that an order opens, None for anything else."""

    sujet: Sujet
    flux: Flux
    issue: Issue
    ouvre: Position | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One lot to place. `emetteurs` are its possible senders, the likeliest first; `rang` its place in an index.

    `sha256` and `nom` only make the result definite. `oc` and `oi` are operator codes, "" when unknown.
    """

    nom: str
    sha256: str
    flux: Flux | None
    lignes: tuple[Ligne, ...]
    emetteurs: tuple[Partie, ...]
    oc: str = ""
    oi: str = ""
    fenetre: Fenetre = OUVERTE
    rang: int | None = None


def ligne_de(message: Message) -> Ligne:
    """What a message weighs in the order of lots."""
    ouvre = None
    if message.flux is Flux.CMD_ACCES:
        modele = message["TypeRacco"].strip().upper()
        ouvre = Position(Modele(modele), situation(message.cellules)) if modele in set(Modele) else None
    return Ligne((cle(message.flux), message.reference), message.flux, message.issue, ouvre)


@dataclass(frozen=True, slots=True)
class _Perdu:
    """A conversation that is not judged: its beginning is missing or cannot be read. Anything goes."""


Cours = Position | _Perdu | None
"""Where a conversation stands; None before its first message."""

_PERDU = _Perdu()


@lru_cache(maxsize=1 << 16)
def _coup(position: Position, emetteur: Partie, flux: Flux, issue: Issue) -> tuple[int, Position]:
    """Cost of a message and the position after it; one out of place leads where it alone can lead, if anywhere."""
    apres = avance(position, emetteur, flux, issue)
    if not isinstance(apres, Refus):
        pris = coup(position, emetteur, flux, issue)
        return (_TOLERE if pris is not None and pris.tolerance else 0), apres
    m, s = position.modele, position.situation
    suivants = {c.suivant for k, c in COUPS.items() if (*k[:2], *k[3:]) == (m, s, emetteur, flux, issue)}
    if len(suivants) != 1 or flux is Flux.CMD_ACCES:
        return _REFUSE, position
    return _REFUSE, replace(position, etat=suivants.pop(), avant=None)


def cours_de(passe: Iterable[tuple[Partie, Ligne]]) -> Cours:
    """Where the lines of one conversation left it, each with its sender, in the order in which they were said."""
    cours: Cours = None
    for emetteur, ligne in passe:
        cours = _suite(cours, emetteur, ligne)[1]
    return cours


def _suite(cours: Cours, emetteur: Partie, ligne: Ligne) -> tuple[int, Cours]:
    """Cost of a line where the conversation stands, and where it leads."""
    if cours is None:
        cours = ligne.ouvre or _PERDU
    return _coup(cours, emetteur, ligne.flux, ligne.issue) if isinstance(cours, Position) else (0, cours)


class Recherche:
    """What is left to place of one conversation, and the least that it can still cost."""

    def __init__(self, pieces: Sequence[Piece], cours: Cours = None) -> None:
        self._pieces = pieces
        self.lignes: dict[int, list[Ligne]] = {}
        self.reste: list[int] = []
        self.cours = cours
        self._memoire: dict[tuple[tuple[int, ...], Cours], int] = {}

    def regret(self, i: int, emetteur: Partie) -> int:
        """How much more the conversation must cost once this lot is placed next; 0 or less when it does no harm."""
        reste = tuple(self.reste[:HORIZON])
        if i not in reste:
            reste = (*reste, i)
        suite = tuple(j for j in reste if j != i)
        frais, apres = self._avance(i, emetteur, self.cours, suite)
        return frais + self._moindre(suite, apres) - self._moindre(reste, self.cours)

    def place(self, i: int, emetteur: Partie) -> None:
        """This lot is the next one."""
        self.reste.remove(i)
        self.cours = self._avance(i, emetteur, self.cours, tuple(self.reste))[1]
        if not self.reste:
            self._memoire.clear()

    def avant_mad(self) -> bool:
        """Model OI, before any delivery: a failure can only be told by the OI (§3.7)."""
        cours = self.cours
        return isinstance(cours, Position) and cours.modele is Modele.OI and not cours.resiliable

    def _avance(self, i: int, emetteur: Partie, cours: Cours, suite: tuple[int, ...]) -> tuple[int, Cours]:
        frais = 0
        for ligne in self.lignes[i]:
            if cours is None and ligne.flux not in _OUVRANTS:
                orphelin = any(autre.flux in _OUVRANTS for j in suite for autre in self.lignes[j])
                frais += _DECAPITE if orphelin else 0
            prix, cours = _suite(cours, emetteur, ligne)
            frais += prix
        return frais, cours

    def _moindre(self, reste: tuple[int, ...], cours: Cours) -> int:
        """Least cost of placing these lots, in any order that their windows and ranks allow."""
        if not reste or isinstance(cours, _Perdu):
            return 0
        connu = self._memoire.get((reste, cours))
        if connu is not None or len(self._memoire) >= BUDGET:
            return connu or 0
        moindre = _DECAPITE * len(reste)
        for i in self._possibles(reste):
            suite = tuple(j for j in reste if j != i)
            neutre = False
            for emetteur in self._pieces[i].emetteurs:
                frais, apres = self._avance(i, emetteur, cours, suite)
                neutre = neutre or (self._sans_effet(i) and not frais and apres == cours)
                if frais < moindre:
                    moindre = min(moindre, frais + self._moindre(suite, apres))
            if not moindre or neutre:
                break
        self._memoire[reste, cours] = moindre
        return moindre

    def _sans_effet(self, i: int) -> bool:
        """A message changes nothing: where it has its place, waiting brings no better."""
        return self._pieces[i].flux in (Flux.MESS_OI, Flux.MESS_OC)

    def _possibles(self, reste: tuple[int, ...]) -> Iterator[int]:
        limite = min(self._pieces[i].fenetre.fin for i in reste)
        rang = min((r for i in reste if (r := self._pieces[i].rang) is not None), default=None)
        for i in sorted(reste, key=lambda i: not self._sans_effet(i)):
            if self._pieces[i].fenetre.debut <= limite and self._pieces[i].rang in (None, rang):
                yield i
