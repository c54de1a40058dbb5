"""The verdict of each scenario of a journal: its findings, its expectations kept or not, its diagram."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.exchange.attentes import confronte, confronte_etat
from harness.exchange.entries import EntreeAttente, EntreeDossier, EntreeEtat, EntreeFait, EntreeLot, EntreeScenario
from harness.exchange.journal import JournalLu
from harness.exchange.messages import Message
from harness.judge.ecarts import sauf_ecarts_connus
from harness.judge.results import (
    Attente,
    Constat,
    Etape,
    Gravite,
    ResultatLot,
    ResultatScenario,
    Temoin,
    Verdict,
)


@dataclass(frozen=True)
class Jeu:
    """The entries of one scenario, and the range of lots exchanged while it ran.

    `cles` maps the name of each order to the keys of its lines.
    """

    debut: EntreeScenario
    fin: EntreeScenario | None
    cles: Mapping[str, Sequence[str]]
    attentes: tuple[EntreeAttente | EntreeEtat, ...]
    suite: tuple[EntreeLot | EntreeFait, ...]

    @property
    def references(self) -> frozenset[str]:
        """The keys of all its orders."""
        return frozenset(cle for cles in self.cles.values() for cle in cles)


def _jeux(lu: JournalLu) -> list[Jeu]:
    jeux: list[Jeu] = []
    debut: EntreeScenario | None = None
    noms: dict[str, list[str]] = {}
    attentes: list[EntreeAttente | EntreeEtat] = []
    suite: list[EntreeLot | EntreeFait] = []

    def range_(fin: EntreeScenario | None) -> None:
        if debut is not None:
            jeux.append(Jeu(debut, fin, dict(noms), tuple(attentes), tuple(suite)))

    for entree in lu.entrees:
        if isinstance(entree, EntreeScenario) and entree.phase == "debut":
            range_(None)
            debut, noms, attentes, suite = entree, {}, [], []
        elif isinstance(entree, EntreeScenario):
            range_(entree)
            debut = None
        elif isinstance(entree, EntreeDossier):
            noms.setdefault(entree.nom, []).append(entree.reference)
        elif isinstance(entree, EntreeAttente | EntreeEtat):
            attentes.append(entree)
        elif isinstance(entree, EntreeLot | EntreeFait):
            suite.append(entree)
    range_(None)
    return jeux


def juge_scenarios(
    lu: JournalLu,
    lots: Iterable[ResultatLot],
    messages: Mapping[str, Sequence[Message]],
    conversation: Sequence[Constat],
) -> tuple[ResultatScenario, ...]:
    """One verdict a scenario, in the order of the journal.

    `messages` are those of each file, `conversation` the findings on the dossiers.
    """
    par_fichier = {lot.fichier: lot for lot in lots}
    jeux = _jeux(lu)
    tardifs = _tardifs(lu, jeux, messages)
    return tuple(_scenario(jeu, tardifs[n], messages, par_fichier, conversation) for n, jeu in enumerate(jeux))


def _tardifs(
    lu: JournalLu, jeux: Sequence[Jeu], messages: Mapping[str, Sequence[Message]]
) -> Sequence[Sequence[EntreeLot]]:
    """The lots that came once a scenario was over and speak of its orders, by rank of the scenario.

    A reference that a later scenario uses again is that scenario's from then on.
    """
    rang, proprietaires = -1, dict[str, int]()
    tardifs: list[list[EntreeLot]] = [[] for _ in jeux]
    for entree in lu.entrees:
        if isinstance(entree, EntreeScenario) and entree.phase == "debut":
            rang += 1
            proprietaires |= dict.fromkeys(jeux[rang].references - {""}, rang)
        elif isinstance(entree, EntreeLot):
            cles = {m.reference for m in messages.get(entree.fichier, ())}
            siens = {proprietaires[c] for c in cles if c in proprietaires}
            for sien in siens:
                if entree not in jeux[sien].suite:
                    tardifs[sien].append(entree)
    return tardifs


def _scenario(
    jeu: Jeu,
    tardifs: Sequence[EntreeLot],
    messages: Mapping[str, Sequence[Message]],
    lots: Mapping[str, ResultatLot],
    conversation: Sequence[Constat],
) -> ResultatScenario:
    references = jeu.references
    fichiers = [e.fichier for e in jeu.suite if isinstance(e, EntreeLot)]
    siens = [m for f in fichiers for m in messages.get(f, ()) if m.reference in references]
    attentes = tuple(_attentes(jeu, siens))
    venus = [*fichiers, *(e.fichier for e in tardifs)]
    apres = [m for e in tardifs for m in messages[e.fichier] if m.reference in references - {""}]
    des_lots = [c for f in venus for c in lots[f].constats if not c.dossier or c.dossier in references]
    constats = (*des_lots, *(c for c in conversation if c.dossier in references and c.fichier in venus))
    verdict, raison = _issue(jeu, attentes, constats)
    return ResultatScenario(
        id=jeu.debut.id,
        section=jeu.debut.section,
        titre=jeu.debut.titre,
        verdict=verdict,
        raison=raison,
        constats=constats,
        etapes=tuple(_etapes((*jeu.suite, *tardifs), [*siens, *apres])),
        attentes=attentes,
    )


def _issue(jeu: Jeu, attentes: Sequence[Attente], constats: Sequence[Constat]) -> tuple[Verdict, str]:
    if any(c.gravite is Gravite.NON_CONFORME for c in constats):
        return Verdict.NON_CONFORME, "au moins un manquement prouvé"
    if jeu.fin is not None and jeu.fin.arret == "banc":
        return Verdict.ERREUR_BANC, jeu.fin.raison
    if jeu.fin is not None and jeu.fin.arret == "sans objet":
        return Verdict.SANS_OBJET, jeu.fin.raison
    manquee = next((a for a in attentes if not a.tenue), None)
    if manquee is not None:
        return Verdict.NON_CONCLUANT, f"« {manquee.texte} » : {manquee.raison}"
    if jeu.fin is None:
        return Verdict.NON_CONCLUANT, "le journal s'arrête avant la fin du scénario"
    if jeu.fin.arret:
        return Verdict.NON_CONCLUANT, jeu.fin.raison
    if not any(a.temoin for a in attentes):
        return Verdict.NON_EXERCE, "aucun message n'a été échangé"
    return sauf_ecarts_connus(constats)


def _attentes(jeu: Jeu, messages: Sequence[Message]) -> Iterable[Attente]:
    """What became of each sentence, in the order of the scenario."""
    voulues = [a for a in jeu.attentes if isinstance(a, EntreeAttente)]
    tenues = iter(confronte(voulues, messages, jeu.cles))
    for attente in jeu.attentes:
        if isinstance(attente, EntreeEtat):
            yield _etat(attente, [m for m in messages if m.reference in jeu.cles.get(attente.dossier, ())])
        else:
            tenue = next(tenues)
            temoin = Temoin(tenue.temoin.fichier, tenue.temoin.ligne) if tenue.temoin else None
            yield Attente(attente.phrase, tenue.tenue, temoin, tenue.raison)


def _etat(attente: EntreeEtat, messages: Sequence[Message]) -> Attente:
    raison = confronte_etat(attente.etat, messages)
    temoin = Temoin(messages[-1].fichier, messages[-1].ligne) if messages else None
    return Attente(attente.phrase, not raison, temoin, raison)


def _etapes(suite: Iterable[EntreeLot | EntreeFait], messages: Iterable[Message]) -> Iterable[Etape]:
    """Arrows and notes of the sequence diagram, in the order of the journal."""
    par_lot: dict[str, list[Etape]] = {}
    for m in messages:
        etape = Etape(m.ordre, m.instant, m.emetteur, m.flux, str(m.issue), m.fichier, m.ligne, m.reference)
        par_lot.setdefault(m.fichier, []).append(etape)
    ordre = 0
    for entree in suite:
        if isinstance(entree, EntreeLot):
            ordre = entree.ordre
            yield from sorted(par_lot.get(entree.fichier, ()), key=lambda e: e.ligne or 0)
        else:
            yield Etape(ordre, entree.instant, entree.partie, None, entree.texte, dossier=entree.dossier)
