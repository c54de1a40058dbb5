"""The verdict of each order of a journal that follows no scenario: it was seen go by, nobody said how it should end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from harness.exchange.dossiers import Dossier
from harness.judge.collect import genre
from harness.judge.conversation.walk import Suite
from harness.judge.ecarts import sauf_ecarts_connus
from harness.judge.results import Constat, Etape, Gravite, ResultatLot, ResultatScenario, Verdict
from harness.protocol.lifecycle import COUPS, FINALS, Coup, Etat, Position, permis
from harness.protocol.terms import Flux, Modele, Situation

_CHAPITRES: Mapping[Modele, str] = {Modele.OI: "4", Modele.STOC: "5", Modele.OC: "6"}
_PARTIES: Mapping[Situation, tuple[str, str]] = {
    Situation.A_CONSTRUIRE: ("1", "PTO à construire"),
    Situation.IDENTIFIEE: ("2", "PTO construite et identifiée"),
    Situation.NON_IDENTIFIEE: ("3", "PTO construite non identifiée"),
}
_TITRE_MAX = 60
_HORS_CHEMIN = frozenset({Flux.ANNULATION, Flux.MESS_OI, Flux.MESS_OC, Flux.GEL_DEGEL_RDV})


def juge_par_dossier(
    suites: Sequence[Suite], lots: Iterable[ResultatLot], conversation: Iterable[Constat]
) -> tuple[ResultatScenario, ...]:
    """One result an order, in the order of their first messages. `conversation` are the findings on the dossiers.

    A file whose breaches are too many to be all listed leaves its other orders without a conclusion.
    """
    dits: dict[tuple[str, str], list[Constat]] = {}
    tronques: set[str] = set()
    for lot in lots:
        listes = {genre(c) for c in lot.constats if c.ligne is not None}
        for constat in lot.constats:
            if constat.ligne is None and genre(constat) in listes:
                tronques |= {lot.fichier} if constat.gravite is Gravite.NON_CONFORME else set()
            else:
                dits.setdefault((lot.fichier, constat.dossier), []).append(constat)
    for constat in conversation:
        dits.setdefault((constat.fichier, constat.dossier), []).append(constat)
    bouts: dict[str, set[tuple[str, str]]] = {}
    for suite in suites:
        bouts.setdefault(suite.dossier.reference, set()).add((suite.dossier.oc, suite.dossier.oi))
    ids = (_id(s.dossier, len(bouts[s.dossier.reference]) > 1) for s in suites)
    return tuple(_resultat(s, id_, dits, tronques) for s, id_ in zip(suites, _distincts(ids), strict=True))


def _id(dossier: Dossier, partagee: bool) -> str:
    """The reference; with the operators when others use it."""
    return f"{dossier.reference} ({dossier.oc or 'OC'} vers {dossier.oi or 'OI'})" if partagee else dossier.reference


def _distincts(ids: Iterable[str]) -> Iterator[str]:
    """The same, those that come again told apart: an order may take the reference of one that is over (§4.1.2)."""
    vus: dict[str, int] = {}
    for id_ in ids:
        vus[id_] = vus.get(id_, 0) + 1
        yield id_ if vus[id_] == 1 else f"{id_}, commande {vus[id_]}"


def _resultat(
    suite: Suite, id_: str, dits: Mapping[tuple[str, str], Sequence[Constat]], tronques: Set[str]
) -> ResultatScenario:
    dossier = suite.dossier
    fichiers = list(dict.fromkeys(m.fichier for m in dossier.messages))
    constats = tuple(
        c
        for fichier in fichiers
        for c in (*_du_fichier(dits.get((fichier, ""), ())), *dits.get((fichier, dossier.reference), ()))
    )
    verdict, raison = _verdict(suite, constats, [f for f in fichiers if f in tronques])
    section, titre = _titre(suite)
    etapes = tuple(
        Etape(m.ordre, m.instant, m.emetteur, m.flux, str(m.issue), m.fichier, m.ligne, dossier.reference)
        for m in dossier.messages
    )
    return ResultatScenario(id_, section, titre, verdict, raison, constats, etapes)


def _du_fichier(constats: Iterable[Constat]) -> Iterator[Constat]:
    """Findings on a whole file or on its header: they touch every order in it. A line that is nobody's touches none."""
    return (c for c in constats if c.ligne in (None, 1))


def _verdict(suite: Suite, constats: Sequence[Constat], tronques: Sequence[str]) -> tuple[Verdict, str]:
    if any(c.gravite is Gravite.NON_CONFORME for c in constats):
        return Verdict.NON_CONFORME, "au moins un manquement prouvé"
    messages = suite.dossier.messages
    if not suite.commence:
        return Verdict.NON_CONCLUANT, f"le début manque : Cmd_Acces attendue, le premier message est {messages[0].flux}"
    if suite.position is None:
        return Verdict.NON_CONCLUANT, "le modèle de raccordement de la commande (TypeRacco) ne peut pas être lu"
    if tronques:
        return Verdict.NON_CONCLUANT, f"{tronques[0]} a trop de manquements pour que chacun soit cité"
    if suite.position.etat not in FINALS:
        return Verdict.NON_CONCLUANT, f"la commande est « {suite.position.etat} » : {_attendu(suite.position)}"
    return sauf_ecarts_connus(constats)


def _titre(suite: Suite) -> tuple[str, str]:
    """The section of the document that the order is an instance of, and what to call it."""
    reference = suite.dossier.reference
    court = reference if len(reference) <= _TITRE_MAX else f"{reference[: _TITRE_MAX - 1]}…"
    if suite.position is None or suite.situation is None:
        return "", f"Dossier {court}"
    partie, pto = _PARTIES[suite.situation]
    return f"{_CHAPITRES[suite.position.modele]}.{partie}", f"Dossier {court}, modèle {suite.position.modele}, {pto}"


def _attendu(position: Position) -> str:
    """« CR_MES_LigneFTTH est attendu de l'OC »: what would bring the order nearer to its end."""
    coups = attendus(position) or tuple(c for c in permis(position) if c.flux not in _HORS_CHEMIN)
    dits = list(dict.fromkeys(f"{c.flux} est attendu de l'{c.emetteur}" for c in coups))
    return " ou ".join(dits) if dits else "la suite est attendue"


@lru_cache(maxsize=1024)
def attendus(position: Position) -> tuple[Coup, ...]:
    """The moves on the shortest way to service, and those by which the same party ends the order here."""
    distances = _distances(position.modele, position.situation)
    possibles = [c for c in permis(position) if c.flux not in _HORS_CHEMIN and not c.tolerance]
    lointain = len(distances) + 1
    proche = min((distances.get(c.suivant, lointain) for c in possibles), default=lointain)
    if proche == lointain:
        return tuple(possibles)
    droit = [c for c in possibles if distances.get(c.suivant, lointain) == proche]
    parties = {c.emetteur for c in droit}
    return tuple(c for c in possibles if c in droit or (c.emetteur in parties and c.suivant in FINALS))


@lru_cache(maxsize=16)
def _distances(modele: Modele, situation: Situation) -> Mapping[Etat, int]:
    """How many messages each state is from service, tolerances and cancellations aside."""
    pas = [
        (e, c.suivant)
        for (m, s, e, *_), c in COUPS.items()
        if (m, s) == (modele, situation) and c.flux not in _HORS_CHEMIN and not c.tolerance
    ]
    distances = {Etat.EN_SERVICE: 0}
    while nouveaux := {e: distances[suivant] + 1 for e, suivant in pas if suivant in distances and e not in distances}:
        distances |= nouveaux
    return distances
