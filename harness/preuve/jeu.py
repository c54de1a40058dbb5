"""Playing one scenario with one deviation, many times over: real files, an invented time, then the judge's opinion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from harness import resources
from harness.actors.deviations import Ecart
from harness.campaign.campaign import Campagne, Reglages, ouvre
from harness.examen.jugement import examine_lu
from harness.examen.verification import Options, verifie_fichier
from harness.exchange.entries import EntreeFaute, EntreeLot
from harness.exchange.journal import JournalLu, lit_journal
from harness.judge.results import Constat, ResultatLot
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Partie
from scenarios.run import rejoue

MEMOIRE = Path("/dev/shm")  # noqa: S108 - a folder of our own in it
"""Where a play writes its files when the system has such a place: thousands of folders come and go."""

GUET = timedelta(days=10)
"""How long an answer that does not come is listened for, once nobody has anything left to say."""


EVENEMENTS = 300
"""In one play: a party that goes wrong may have the two answer each other for ever."""

DELAIS = {
    **dict.fromkeys(("ar", "cr", "cmd_stoc", "mad", "cr_annulation", "reponse_rdv"), "1 jour ouvré"),
    **dict.fromkeys(("pose", "cr_stoc", "mes", "cr_mes"), "1 jour ouvré"),
    "intervention": "3 jours ouvrés",
}
"""What both parties are taken to have agreed on, for what comes late to be late: the document sets none."""


PTO_EXIGEE = "cmd_acces.prise_requise"
"""The rule of a contract that admits no order without its PTO, which the one of the catalogue does."""


class PreuveImpossible(RuntimeError):
    """The catalogue could not be played. The message says why, in French."""


@dataclass(frozen=True, slots=True)
class Jeu:
    """A scenario of the catalogue, and what a party does wrong in it; None for nothing."""

    scenario: str
    ecart: Ecart | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """One lot of a play: its sender, its receiver, by party and by code, when it left, its name, its bytes."""

    emetteur: Partie
    de: str
    a: str
    instant: str
    fichier: str
    octets: bytes


@dataclass(frozen=True, slots=True)
class Reproche:
    """What a finding says that matters to the proof: which rule, of whom, on which flux and column."""

    regle: str
    partie: Partie | None
    flux: Flux | None
    champ: str
    gravite: str


@dataclass(frozen=True, slots=True)
class Joue:
    """One play and what was found in it. `provoquee`: a party said that it was about to do something wrong."""

    jeu: Jeu
    lots: tuple[Trace, ...]
    reproches: Counter[Reproche]
    provoquee: bool


class Banc:
    """Plays and judges. The form of a file already seen is remembered: a deviation changes one or two."""

    def __init__(self, protocole: Protocole, graine: str = "1") -> None:
        self._protocole = protocole
        self._graine = graine
        self._vus: dict[tuple[bytes, str, Options], ResultatLot] = {}

    def joue(self, jeux: Iterable[Jeu], avance: Callable[[Joue], object]) -> None:
        """Play each, one after the other, and tell `avance` of it. Raises PreuveImpossible."""
        pannes = rejoue(self._campagnes(jeux, avance))
        if pannes:
            raise PreuveImpossible(pannes[0])

    def _campagnes(self, jeux: Iterable[Jeu], avance: Callable[[Joue], object]) -> Iterator[tuple[str, Campagne]]:
        reglages = Reglages(
            self._graine, "preuve", resources.fixtures("reseaux", "valfibre.toml"), guet=GUET, evenements=EVENEMENTS
        )
        for jeu in jeux:
            ecarts = () if jeu.ecart is None else (jeu.ecart,)
            with TemporaryDirectory(prefix="preuve-", dir=MEMOIRE if MEMOIRE.is_dir() else None) as racine:
                dossier = Path(racine) / "journal"
                with ouvre(dossier, self._protocole, replace(reglages, ecarts=ecarts)) as campagne:
                    yield jeu.scenario, campagne
                    campagne.acheve()
                avance(self._juge(jeu, lit_journal(dossier)))

    def _juge(self, jeu: Jeu, lu: JournalLu) -> Joue:
        """The faults that a party announced are forgotten first: they are held against it, for once."""
        nu = replace(
            lu,
            entete=replace(lu.entete, delais=DELAIS),
            entrees=tuple(e for e in lu.entrees if not isinstance(e, EntreeFaute)),
        )
        exige = jeu.ecart is not None and jeu.ecart.regle == PTO_EXIGEE
        verifie = partial(self._verifie, prise_seule_admise=False if exige else None)
        resultats = examine_lu(nu, self._protocole, (), vues=False, verifie=verifie).resultats
        lots = tuple(
            Trace(e.emetteur, e.de, e.a, e.instant, e.fichier, lu.octets(e))
            for e in lu.entrees
            if isinstance(e, EntreeLot)
        )
        return Joue(jeu, lots, Counter(map(reproche, resultats.constats)), len(nu.entrees) < len(lu.entrees))

    def _verifie(
        self, octets: bytes, nom: str, protocole: Protocole, options: Options, *, prise_seule_admise: bool | None
    ) -> ResultatLot:
        options = replace(options, prise_seule_admise=prise_seule_admise)
        cle = (octets, nom, options)
        if cle not in self._vus:
            if len(self._vus) > 20_000:
                self._vus.clear()
            self._vus[cle] = verifie_fichier(octets, nom, protocole, options)
        return self._vus[cle]


def reproche(constat: Constat) -> Reproche:
    """A finding, less what changes from one play to the next."""
    return Reproche(constat.regle, constat.partie, constat.flux, constat.champ, constat.gravite)
