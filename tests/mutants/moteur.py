"""Mutants, seeded and reproducible: drawn, judged by both, shrunk when the two disagree."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from harness.protocol.spec import Protocole
from tests.mutants.connus import connu
from tests.mutants.degats import DEGATS, Lots, SansObjet
from tests.mutants.depart import Conversation
from tests.mutants.juges import CONFORMES, PRIS, Jugement, Juges
from tests.mutants.tableur import avec, rangees
from tests.oracle.fichier import Lot
from tests.oracle.oracle import CONFORME


@dataclass(frozen=True)
class Mutant:
    """One damaged conversation. The seed of the run and `numero` draw it again."""

    numero: int
    origine: Conversation
    degats: tuple[str, ...]
    lots: tuple[Lot, ...]


@dataclass(frozen=True)
class Desaccord:
    """A mutant on which the two disagree; `reduit` is the fewest files and lines that show it."""

    mutant: Mutant
    jugement: Jugement
    reduit: tuple[Lot, ...]


@dataclass
class Bilan:
    """What a run found. `classes` counts what both make of the mutants, `par_degat` the same by damage, `doutes` why
    the oracle does not decide; `secondes` is processor time.
    """

    graine: str
    classes: Counter[str] = field(default_factory=Counter)
    par_degat: dict[str, Counter[str]] = field(default_factory=dict)
    connus: Counter[str] = field(default_factory=Counter)
    doutes: Counter[str] = field(default_factory=Counter)
    desaccords: list[Desaccord] = field(default_factory=list)
    secondes: float = 0.0

    def __iadd__(self, autre: Bilan) -> Bilan:
        """What another part of the same run found, added."""
        for mien, sien in ((self.classes, autre.classes), (self.connus, autre.connus), (self.doutes, autre.doutes)):
            mien.update(sien)
        for nom, classes in autre.par_degat.items():
            self.par_degat.setdefault(nom, Counter()).update(classes)
        self.desaccords += autre.desaccords
        self.secondes += autre.secondes
        return self

    @property
    def nombre(self) -> int:
        """How many mutants were judged."""
        return self.classes.total()

    @property
    def accords(self) -> int:
        """Those of which both say the same, whether they condemn or not."""
        return self.classes[PRIS] + self.classes[CONFORMES]

    def donnees(self) -> dict[str, Any]:
        """The same, for JSON."""
        return {
            "graine": self.graine, "mutants": self.nombre, "accords": self.accords,
            "classes": dict(self.classes.most_common()), "doutes": dict(self.doutes.most_common()),
            "degats": {nom: dict(c.most_common()) for nom, c in sorted(self.par_degat.items())},
            "connus": dict(self.connus), "desaccords": len(self.desaccords),
            "minutes_cpu": round(self.secondes / 60, 1),
        }  # fmt: skip


class Moteur:
    """Draws mutants from the conversations that both judges accept. `ecartees` are those on which they disagree."""

    def __init__(self, conversations: Iterable[Conversation], protocole: Protocole, graine: str) -> None:
        self.graine = graine
        self.juges = Juges(protocole)
        juges = [(c, self.juges.juge(c.lots, c.entete)) for c in conversations]
        self.ecartees = [(c, j) for c, j in juges if j.desaccord]
        self.conversations = [c for c, j in juges if not j.pris and j.avis.verdict == CONFORME]
        self._tous = [lot for c in self.conversations for lot in c.lots]

    def mutant(self, numero: int) -> Mutant:
        """The mutant of that number: the same for the same seed and conversations."""
        alea = Random(f"{self.graine}|{numero}")
        origine = alea.choice(self.conversations)
        lots: Lots = list(origine.lots)
        faits: list[str] = []
        voulus = alea.choices((1, 2, 3), (80, 15, 5))[0]
        noms, poids = list(DEGATS), [p for _, p in DEGATS.values()]
        while len(faits) < voulus and lots:
            nom = alea.choices(noms, poids)[0]
            try:
                abimes = DEGATS[nom][0](alea, lots, self._tous)
            except SansObjet:
                continue
            if abimes != lots:
                faits.append(nom)
            lots = abimes
        return Mutant(numero, origine, tuple(faits), _dates(lots))

    def juge(self, lots: Sequence[Lot], mutant: Mutant) -> Jugement:
        """Both opinions on files that come from a mutant."""
        return self.juges.juge(lots, mutant.origine.entete)

    def court(
        self, numeros: Iterable[int], *, arret: int = 20, avance: Callable[[Bilan], None] = lambda _: None
    ) -> Bilan:
        """Judge these mutants; stops after `arret` disagreements that nothing explains."""
        bilan = Bilan(self.graine)
        debut = time.process_time()
        for numero in numeros:
            mutant = self.mutant(numero)
            jugement = self.juge(mutant.lots, mutant)
            bilan.classes[jugement.classe] += 1
            bilan.doutes.update(filter(None, (jugement.doute,)))
            for nom in set(mutant.degats):
                bilan.par_degat.setdefault(nom, Counter())[jugement.classe] += 1
            if jugement.desaccord:
                if nom := connu(jugement):
                    bilan.connus[nom] += 1
                else:
                    reduit = self.reduit(mutant, jugement.desaccord)
                    bilan.desaccords.append(Desaccord(mutant, self.juge(reduit, mutant), reduit))
                if len(bilan.desaccords) >= arret:
                    break
            avance(bilan)
        bilan.secondes = time.process_time() - debut
        return bilan

    def reduit(self, mutant: Mutant, genre: str) -> tuple[Lot, ...]:
        """The fewest files, then lines, on which the two still disagree in the same way, for no known reason."""

        def tient(lots: Sequence[Lot]) -> bool:
            jugement = self.juge(lots, mutant)
            return jugement.desaccord == genre and not connu(jugement)

        lots = list(mutant.lots)
        while plus_court := next((essai for essai in _plus_courts(lots) if essai and tient(essai)), None):
            lots = plus_court
        return tuple(lots)


def _dates(lots: Lots) -> tuple[Lot, ...]:
    """The same files, sent in their order: the instants of a journal never go back."""
    instants = sorted(lot.instant for lot in lots)
    return tuple(Lot(x.nom, x.emetteur, x.de, x.a, x.octets, i) for x, i in zip(lots, instants, strict=True))


def _plus_courts(lots: Sequence[Lot]) -> Iterator[Lots]:
    """The same files less one, then less one line of one."""
    for i in range(len(lots)):
        yield [*lots[:i], *lots[i + 1 :]]
    for i, lot in enumerate(lots):
        lignes = rangees(lot)
        for j in range(1, len(lignes) if len(lignes) > 2 else 0):
            yield [*lots[:i], avec(lot, lignes[:j] + lignes[j + 1 :]), *lots[i + 1 :]]
