"""Judging a journal: a pure function of (journal, workbook, requirements). Same journal, same results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness.campaign.verification import Options, verifie_fichier
from harness.campaign.views import vue_du_lot
from harness.exchange.attentes import confronte, confronte_etat
from harness.exchange.codec import lit
from harness.exchange.dossiers import Dossier, Echange, dossiers, par_reference
from harness.exchange.entries import (
    EntreeAttente,
    EntreeDossier,
    EntreeEtat,
    EntreeFait,
    EntreeFaute,
    EntreeLot,
    EntreeScenario,
)
from harness.exchange.journal import JournalLu, lit_journal
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.coverage import juge_exigences
from harness.judge.results import (
    Attente,
    Constat,
    Etape,
    Gravite,
    Identite,
    ResultatLot,
    Resultats,
    ResultatScenario,
    Temoin,
    Verdict,
    VueLot,
    reduit,
    verdict_des_constats,
)
from harness.protocol.requirements import Exigence
from harness.protocol.spec import Protocole, Provenance


@dataclass(frozen=True)
class Releves:
    """Every lot of a journal: judged on its form, shown, and read into dossiers."""

    lots: tuple[ResultatLot, ...]
    vues: tuple[VueLot, ...]
    dossiers: tuple[Dossier, ...]


def juge(
    journal: Path,
    protocole: Protocole,
    exigences: Sequence[Exigence],
    *,
    vues: bool = True,
    avance: Callable[[int], None] = lambda _: None,
) -> Resultats:
    """Judge the journal in a folder. Raises JournalIllisible when it cannot be trusted.

    `vues` False spares the text of the lots; `avance` is told 1 for each lot judged.
    """
    lu = lit_journal(journal)
    fautes = [e for e in lu.entrees if isinstance(e, EntreeFaute)]
    releves = _releve(lu, protocole, fautes, vues, avance)
    conversations = juge_dossiers(releves.dossiers, officiel=protocole.officiel)
    constats = tuple(_excuse(c, fautes) for c in conversations.constats)
    conversations = replace(conversations, constats=constats)
    scenarios = _scenarios(lu, releves, conversations)
    return Resultats(
        identite=_identite(lu, protocole),
        verdict=_verdict(scenarios, releves.lots, constats),
        phrase="",
        lots=releves.lots,
        constats=(*(c for lot in releves.lots for c in lot.constats), *constats),
        scenarios=scenarios,
        exigences=juge_exigences(exigences, releves.lots, conversations.exercices, constats),
        vues=releves.vues,
        avis=(*lu.avis, *_avis(lu, protocole)),
    )


def _verdict(
    scenarios: Sequence[ResultatScenario], lots: Sequence[ResultatLot], constats: Iterable[Constat]
) -> Verdict:
    parts = [s.verdict for s in scenarios] or [lot.verdict for lot in lots]
    parts += [lot.verdict for lot in lots if lot.verdict is Verdict.NON_CONFORME]
    parts += [Verdict.NON_CONFORME for c in constats if c.gravite is Gravite.NON_CONFORME]
    return reduit(parts)


def _releve(
    lu: JournalLu, protocole: Protocole, fautes: Sequence[EntreeFaute], vues: bool, avance: Callable[[int], None]
) -> Releves:
    lots: list[ResultatLot] = []
    montres: list[VueLot] = []
    echanges: list[Echange] = []
    deja: dict[tuple[str, str], str] = {}
    for entree in (e for e in lu.entrees if isinstance(e, EntreeLot)):
        octets = lu.octets(entree)
        juge_lot = verifie_fichier(octets, entree.fichier, protocole, Options(emetteur=entree.emetteur))
        lot = replace(
            juge_lot,
            constats=tuple(_excuse(c, fautes) for c in juge_lot.constats),
            ordre=entree.ordre,
            emetteur=entree.emetteur,
            recepteur=entree.recepteur,
            instant=entree.instant,
        )
        double = deja.setdefault((entree.emetteur, entree.sha256), entree.fichier)
        if double != entree.fichier:
            lot = replace(lot, constats=(*lot.constats, _double(lot, double)))
        else:
            contenu = lit(octets, entree.fichier, protocole, entree.emetteur, entree.ordre, entree.instant)
            echanges.append(Echange(contenu.messages, entree.de, entree.a))
        if lot.verdict is Verdict.NON_CONFORME:
            lot = replace(lot, verdict=verdict_des_constats(lot.constats, lot.lignes > 0))
        lots.append(lot)
        if vues:
            montres.append(vue_du_lot(octets, lot))
        avance(1)
    return Releves(tuple(lots), tuple(montres), dossiers(echanges))


def _double(lot: ResultatLot, premier: str) -> Constat:
    return Constat(
        "lot.envoye_deux_fois", Gravite.INFORMATION, lot.emetteur, lot.fichier, None, "", "§2.3",
        f"Le même fichier a été envoyé deux fois : il est identique à {premier} et n'est compté qu'une fois.",
        Provenance.SEED, flux=lot.flux,
    )  # fmt: skip


def _excuse(constat: Constat, fautes: Iterable[EntreeFaute]) -> Constat:
    """A finding on a fault that the scenario itself asked for is told, and held against nobody."""
    for faute in fautes:
        if (faute.flux, faute.champ, faute.dossier) == (constat.flux, constat.champ, constat.dossier):
            message = f"{constat.message} Écart voulu par le scénario : {faute.texte}."
            return replace(constat, gravite=Gravite.INFORMATION, partie=None, message=message)
    return constat


@dataclass(frozen=True)
class Jeu:
    """The entries of one scenario, and the range of lots exchanged while it ran."""

    debut: EntreeScenario
    fin: EntreeScenario | None
    dossiers: Mapping[str, str]
    attentes: tuple[EntreeAttente | EntreeEtat, ...]
    suite: tuple[EntreeLot | EntreeFait, ...]


def _jeux(lu: JournalLu) -> list[Jeu]:
    jeux: list[Jeu] = []
    debut: EntreeScenario | None = None
    noms: dict[str, str] = {}
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
            noms[entree.nom] = entree.reference
        elif isinstance(entree, EntreeAttente | EntreeEtat):
            attentes.append(entree)
        elif isinstance(entree, EntreeLot | EntreeFait):
            suite.append(entree)
    range_(None)
    return jeux


def _scenarios(lu: JournalLu, releves: Releves, conversations: Conversations) -> tuple[ResultatScenario, ...]:
    index = par_reference(releves.dossiers)
    lots = {lot.fichier: lot for lot in releves.lots}
    return tuple(_scenario(jeu, index, lots, conversations.constats) for jeu in _jeux(lu))


def _scenario(
    jeu: Jeu,
    index: Mapping[str, Dossier],
    lots: Mapping[str, ResultatLot],
    conversation: Sequence[Constat],
) -> ResultatScenario:
    references = set(jeu.dossiers.values())
    attentes = tuple(_attentes(jeu, index))
    des_lots = [
        c
        for e in jeu.suite
        if isinstance(e, EntreeLot)
        for c in lots[e.fichier].constats
        if not c.dossier or c.dossier in references
    ]
    constats = (*des_lots, *(c for c in conversation if c.dossier in references))
    verdict, raison = _issue(jeu, attentes, constats)
    return ResultatScenario(
        id=jeu.debut.id,
        section=jeu.debut.section,
        titre=jeu.debut.titre,
        verdict=verdict,
        raison=raison,
        constats=constats,
        etapes=tuple(_etapes(jeu, index, references)),
        attentes=attentes,
    )


def _issue(jeu: Jeu, attentes: Sequence[Attente], constats: Iterable[Constat]) -> tuple[Verdict, str]:
    if any(c.gravite is Gravite.NON_CONFORME for c in constats):
        return Verdict.NON_CONFORME, "au moins un manquement prouvé"
    if jeu.fin is not None and jeu.fin.arret == "banc":
        return Verdict.ERREUR_BANC, jeu.fin.raison
    manquee = next((a for a in attentes if not a.tenue), None)
    if manquee is not None:
        return Verdict.NON_CONCLUANT, f"« {manquee.texte} » : {manquee.raison}"
    if jeu.fin is None:
        return Verdict.NON_CONCLUANT, "le journal s'arrête avant la fin du scénario"
    if jeu.fin.arret:
        return Verdict.NON_CONCLUANT, jeu.fin.raison
    if not any(a.temoin for a in attentes):
        return Verdict.NON_EXERCE, "aucun message n'a été échangé"
    return Verdict.CONFORME, ""


def _attentes(jeu: Jeu, index: Mapping[str, Dossier]) -> Iterable[Attente]:
    """What became of each sentence, in the order of the scenario."""
    tenues: dict[int, Attente] = {}
    for nom in dict.fromkeys(a.dossier for a in jeu.attentes):
        dossier = index.get(jeu.dossiers.get(nom, ""))
        messages = dossier.messages if dossier else ()
        voulues = [a for a in jeu.attentes if isinstance(a, EntreeAttente) and a.dossier == nom]
        for tenue in confronte(voulues, messages):
            temoin = Temoin(tenue.temoin.fichier, tenue.temoin.ligne) if tenue.temoin else None
            tenues[id(tenue.attente)] = Attente(tenue.attente.phrase, tenue.tenue, temoin, tenue.raison)
    for attente in jeu.attentes:
        if isinstance(attente, EntreeEtat):
            yield _etat(attente, index.get(jeu.dossiers.get(attente.dossier, "")))
        else:
            yield tenues[id(attente)]


def _etat(attente: EntreeEtat, dossier: Dossier | None) -> Attente:
    messages = dossier.messages if dossier else ()
    raison = confronte_etat(attente.etat, messages)
    temoin = Temoin(messages[-1].fichier, messages[-1].ligne) if messages else None
    return Attente(attente.phrase, not raison, temoin, raison)


def _etapes(jeu: Jeu, index: Mapping[str, Dossier], references: Iterable[str]) -> Iterable[Etape]:
    """Arrows and notes of the sequence diagram, in the order of the journal."""
    par_lot: dict[str, list[Etape]] = {}
    for reference in references:
        for m in index[reference].messages if reference in index else ():
            etape = Etape(m.ordre, m.instant, m.emetteur, m.flux, str(m.issue), m.fichier, m.ligne, reference)
            par_lot.setdefault(m.fichier, []).append(etape)
    ordre = 0
    for entree in jeu.suite:
        if isinstance(entree, EntreeLot):
            ordre = entree.ordre
            yield from sorted(par_lot.get(entree.fichier, ()), key=lambda e: e.ligne or 0)
        else:
            yield Etape(ordre, entree.instant, entree.partie, None, entree.texte, dossier=entree.dossier)


def _identite(lu: JournalLu, protocole: Protocole) -> Identite:
    entete = lu.entete
    return Identite(
        commande=entete.commande,
        harnais=entete.harnais,
        classeur=protocole.nom,
        classeur_sha256=protocole.empreinte,
        classeur_officiel=protocole.officiel,
        journal_sha256=lu.sha256,
        catalogue_sha256=entete.catalogue_sha256,
        profil=", ".join(f"{nom} = {valeur}" for nom, valeur in entete.profil.items()),
        profil_sha256=entete.profil_sha256,
        graine=entete.graine,
        debut=entete.debut,
    )


def _avis(lu: JournalLu, protocole: Protocole) -> Iterable[str]:
    if lu.entete.classeur_sha256 != protocole.empreinte:
        yield (
            f"la campagne a été jouée avec le classeur {lu.entete.classeur} et jugée avec {protocole.nom} : "
            "leurs empreintes diffèrent"
        )
