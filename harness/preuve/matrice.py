"""The kill matrix: every deviation where it can bite, and whether its rule caught it and blamed the right party."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from harness.actors.deviations import Ecart
from harness.actors.deviations_familles import GENERES
from harness.actors.deviations_nommees import ECARTS, VISES
from harness.judge.results import Gravite
from harness.preuve import fil
from harness.preuve.attendus import SANS_ECART, Egal, Voulu, rangs, voulu
from harness.preuve.circonstances import Lecteur, autour
from harness.preuve.jeu import Banc, Jeu, Joue, Reproche
from harness.preuve.places import jeux_de_la_place, places
from harness.preuve.resultats import Epreuve, Matrice, Sort
from harness.preuve.scenes import UNE_FOIS, scenes_de
from harness.protocol.terms import Flux
from harness.workbook.compile import charge
from scenarios.run import fiches

Temoins = Mapping[str, Joue]
"""By scenario, what it is when nobody does anything wrong."""

PAQUET = 200
"""Plays that a process takes at a time."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to play: the scenarios that show nothing wrong by themselves, and the deviations in their places."""

    temoins: Temoins
    faux: tuple[str, ...]
    jeux: tuple[Jeu, ...]


def inconnus(noms: Iterable[str]) -> list[str]:
    """The names that no deviation has."""
    return [nom for nom in noms if nom not in ECARTS]


def prepare(graine: str, scenarios: Iterable[str] = (), ecarts: Iterable[str] = ()) -> Plan:
    """Play the catalogue once without a deviation, then tell where each one goes; those chosen only, if any are.

    Chosen both, a deviation goes where it is asked to, whether it can bite there or not.
    Raises PreuveImpossible.
    """
    protocole, voulus = charge(), set(scenarios)
    ids = [f.id for f in fiches() if not voulus or f.id in voulus]
    joues: list[Joue] = []
    Banc(protocole, graine).joue([Jeu(i) for i in ids], joues.append)
    droits = [j for j in joues if not j.provoquee]
    choisis = set(ecarts) or set(ECARTS)
    familles = [e for e in GENERES.values() if e.nom in choisis]
    lieux = tuple(j.jeu.scenario for j in joues) if voulus and set(ecarts) else None
    nommes = (replace(e, rang=1) if e.nom in UNE_FOIS else e for e in VISES.values() if e.nom in choisis)
    vises = (Jeu(s, e) for e in nommes for s in lieux or scenes_de(e.nom) if s in set(ids))
    generes = dict.fromkeys(j for place in places(droits, protocole) for j in jeux_de_la_place(place, familles))
    faux = tuple(f"{j.jeu.scenario} : {r.regle}" for j in droits for r in j.reproches if _condamne(r))
    return Plan({j.jeu.scenario: j for j in joues}, faux, (*vises, *generes))


def _condamne(reproche: Reproche) -> bool:
    return reproche.gravite in (Gravite.NON_CONFORME, Gravite.AVERTISSEMENT)


def dresse(plan: Plan, graine: str, *, processus: int = 1, avance: Callable[[int], object] = lambda _: None) -> Matrice:
    """Play and judge a plan; `avance` is told how many plays are over each time. Raises PreuveImpossible."""
    paquets = [plan.jeux[i : i + PAQUET] for i in range(0, len(plan.jeux), PAQUET)]
    epreuves: list[Epreuve] = []
    for faites in _executes(partial(epreuves_de, graine=graine), _avec_temoins(paquets, plan.temoins), processus):
        epreuves += faites
        avance(len(faites))
    sans = tuple((r, SANS_ECART[r]) for r in sorted(SANS_ECART))
    return Matrice(graine, sum(not j.provoquee for j in plan.temoins.values()), plan.faux, tuple(epreuves), sans)


Paquet = tuple[Sequence[tuple[str, str, int]], Temoins]
"""Plays as (scenario, deviation, rank), which go from one process to another as functions cannot; their witnesses."""


def _avec_temoins(paquets: Iterable[Sequence[Jeu]], temoins: Temoins) -> Iterator[Paquet]:
    for paquet in paquets:
        jeux = [(j.scenario, j.ecart.nom, j.ecart.rang) for j in paquet if j.ecart is not None]
        yield jeux, {s: temoins[s] for s, _, _ in jeux}


def _executes(
    joue: Callable[[Paquet], list[Epreuve]], paquets: Iterable[Paquet], processus: int
) -> Iterator[list[Epreuve]]:
    if processus == 1:
        yield from map(joue, paquets)
        return
    with ProcessPoolExecutor(processus) as pool:
        yield from pool.map(joue, paquets)


def epreuves_de(paquet: Paquet, *, graine: str) -> list[Epreuve]:
    """Play and judge a few deviations. Raises PreuveImpossible."""
    jeux, temoins = paquet
    epreuves: list[Epreuve] = []
    protocole = charge()
    banc, lecteur = Banc(protocole, graine), Lecteur(protocole)
    oracle = fil.oracle() if fil.present() else None
    avec = (Jeu(s, ECARTS[nom] if not rang else _au_rang(ECARTS[nom], rang)) for s, nom, rang in jeux)

    def fait(joue: Joue) -> None:
        epreuve = pese(joue, temoins[joue.jeu.scenario], lecteur)
        if oracle is not None and epreuve.sort is Sort.EQUIVALENT:
            epreuve = replace(epreuve, oracle=oracle(joue.lots))
        epreuves.append(epreuve)

    banc.joue(avec, fait)
    return epreuves


def _au_rang(ecart: Ecart, rang: int) -> Ecart:
    return replace(ecart, rang=rang)


def pese(joue: Joue, temoin: Joue, lecteur: Lecteur) -> Epreuve:
    """What became of a deviation, from what is found with it that is not found without."""
    ecart = joue.jeu.ecart
    assert ecart is not None
    neufs = list(joue.reproches - temoin.reproches)
    siens = {r.regle for r in neufs if r.partie is ecart.partie or (r.partie is None and _sans_partie(ecart, r))}
    autres = {r.regle for r in neufs if r.partie is ecart.partie.autre and r.gravite == Gravite.NON_CONFORME}
    circonstancie = any(rang.si for rang in rangs(ecart))
    rang = voulu(ecart, autour(ecart, joue, temoin, lecteur) if circonstancie else None)
    visees = rang.regles if isinstance(rang, Voulu) else ()
    if joue.lots == temoin.lots:
        sort = Sort.SANS_EFFET
    elif siens & set(visees):
        sort = Sort.PRIS
    elif siens:
        sort = Sort.AUTREMENT
    else:
        sort = Sort.EQUIVALENT if isinstance(rang, Egal) else Sort.SURVIT
    dites = tuple(sorted({f"{r.regle} ({r.partie or 'personne'})" for r in neufs}))
    circonstance = ", ".join(si.phrase for si in rang.si)
    return Epreuve(
        ecart.nom, ecart.partie, ecart.flux, joue.jeu.scenario, ecart.rang, visees, sort, dites, tuple(sorted(autres)),
        rang.raison, circonstance,
    )  # fmt: skip


def _sans_partie(ecart: Ecart, reproche: Reproche) -> bool:
    """Whether nobody is to blame: a reference that was never seen may be older than the journal, a gel binds nobody."""
    return reproche.regle == "conv.debut_absent" or ecart.flux is Flux.GEL_DEGEL_RDV
