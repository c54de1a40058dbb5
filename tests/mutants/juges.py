"""The two who judge a set of files: the harness, in this process, and the naive oracle. They never see each other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from harness.examen.jugement import examine_lu
from harness.examen.verification import Options, verifie_fichier
from harness.exchange.entries import Entete, EntreeLot
from harness.exchange.journal import JournalLu
from harness.judge.results import Constat, Gravite, ResultatLot
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from tests.oracle.fichier import Lot
from tests.oracle.oracle import CONFORME, INDECIS, NON_CONFORME, Avis, Oracle

CROISES = "les messages se sont croisés"
PRIS, CONFORMES = "pris par les deux", "conforme pour les deux"


@dataclass(frozen=True)
class JournalEnMemoire(JournalLu):
    """A journal that was never on disk: `contenus` holds the bytes of its lots by file name."""

    contenus: Mapping[str, bytes] = field(default_factory=dict)

    def octets(self, lot: EntreeLot) -> bytes:
        return self.contenus[lot.fichier]


def journal_de(lots: Sequence[Lot], entete: Entete) -> JournalEnMemoire:
    """Files as a journal, each under a name of its own."""
    entrees = []
    contenus = {}
    for ordre, lot in enumerate(lots, start=1):
        partie = Partie(lot.emetteur)
        fichier = f"{ordre:04d}_{lot.nom.partition('_')[2]}"
        contenus[fichier] = lot.octets
        sha256, taille = hashlib.sha256(lot.octets).hexdigest(), len(lot.octets)
        entrees.append(
            EntreeLot(ordre, fichier, lot.nom, partie, partie.autre, lot.de, lot.a, lot.instant, sha256, taille)
        )
    return JournalEnMemoire(Path(), entete, tuple(entrees), (), "", contenus=contenus)


@dataclass(frozen=True)
class Jugement:
    """What both say. `constats` are the breaches that the harness holds against someone."""

    constats: tuple[Constat, ...]
    avis: Avis

    @property
    def pris(self) -> bool:
        """Whether the harness condemns."""
        return bool(self.constats)

    @property
    def desaccord(self) -> str:
        """« inventé » when only the harness condemns, « manqué » when only the oracle does, "" when they agree.

        Where the oracle cannot tell, it does not disagree.
        """
        if self.pris and self.avis.verdict == CONFORME:
            return "inventé"
        return "manqué" if not self.pris and self.avis.verdict == NON_CONFORME else ""

    @property
    def doute(self) -> str:
        """Why the oracle does not decide, without what is particular to these files; "" when it does."""
        if self.avis.verdict != INDECIS:
            return ""
        texte = self.avis.doutes[0]
        return CROISES if texte.endswith(CROISES) else texte.rsplit(" : ", 1)[-1]

    @property
    def classe(self) -> str:
        """What the two make of it, for counting."""
        if self.desaccord:
            return self.desaccord
        if self.avis.verdict == INDECIS:
            return "l'oracle ne tranche pas"
        return PRIS if self.pris else CONFORMES


class Juges:
    """Judges sets of files, and remembers the form of a file already seen: a mutant changes one or two."""

    def __init__(self, protocole: Protocole) -> None:
        self.protocole = protocole
        self.oracle = Oracle()
        self._vus: dict[tuple[bytes, str, Partie | None], ResultatLot] = {}

    def juge(self, lots: Sequence[Lot], entete: Entete) -> Jugement:
        """Both opinions on the files of one conversation."""
        examen = examine_lu(journal_de(lots, entete), self.protocole, (), vues=False, verifie=self._verifie)
        graves = tuple(c for c in examen.resultats.constats if c.gravite is Gravite.NON_CONFORME)
        return Jugement(graves, self.oracle.juge(lots))

    def _verifie(self, octets: bytes, nom: str, protocole: Protocole, options: Options) -> ResultatLot:
        cle = (octets, nom, options.emetteur)
        if cle not in self._vus:
            if len(self._vus) > 20_000:
                self._vus.clear()
            self._vus[cle] = verifie_fichier(octets, nom, protocole, options)
        return self._vus[cle]
