"""Judging a journal: a function of (journal, workbook, requirements) alone. Same journal, same results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harness.campaign.dossiers_juges import juge_par_dossier
from harness.campaign.scenarios_juges import juge_scenarios
from harness.campaign.verification import Options, verifie_fichier
from harness.campaign.views import vue_du_lot
from harness.exchange.codec import lit, temoins
from harness.exchange.croisements import fenetre_de_releve
from harness.exchange.dossiers import Dossier, Echange, dossiers
from harness.exchange.entries import REMARQUE, EntreeFait, EntreeFaute, EntreeLot, EntreeReception, EntreeScenario
from harness.exchange.journal import NOM, JournalLu, lit_journal
from harness.exchange.messages import Message
from harness.judge.conversation.judge import juge_dossiers
from harness.judge.coverage import juge_exigences
from harness.judge.results import (
    Constat,
    Gravite,
    Identite,
    ResultatLot,
    Resultats,
    ResultatScenario,
    Verdict,
    VueLot,
    reduit,
    verdict_des_constats,
)
from harness.protocol.requirements import Exigence
from harness.protocol.spec import Protocole, Provenance
from harness.protocol.terms import Flux
from harness.workbook.ambiguites import charge_ambiguites

REMARQUES_MAX = 50
"""Remarks of a journal on itself that a judgement repeats; the others are counted."""


@dataclass(frozen=True)
class Releves:
    """Every lot of a journal: judged on its form, shown, and read into dossiers. `messages` are those of each file."""

    lots: tuple[ResultatLot, ...]
    vues: tuple[VueLot, ...]
    dossiers: tuple[Dossier, ...]
    messages: Mapping[str, tuple[Message, ...]]


@dataclass(frozen=True)
class Examen:
    """A judgement and what it was made from: the journal, its lots and its dossiers."""

    journal: JournalLu
    releves: Releves
    resultats: Resultats


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
    return examine(journal, protocole, exigences, vues=vues, avance=avance).resultats


def examine(
    journal: Path,
    protocole: Protocole,
    exigences: Sequence[Exigence],
    *,
    vues: bool = True,
    avance: Callable[[int], None] = lambda _: None,
) -> Examen:
    """Judge the journal in a folder, as `juge`, and keep what the judgement was made from."""
    return examine_lu(lit_journal(journal), protocole, exigences, vues=vues, avance=avance)


Verificateur = Callable[[bytes, str, Protocole, Options], ResultatLot]
"""How one file is judged on its form: bytes, name, workbook, what is known of it."""


def examine_lu(
    lu: JournalLu,
    protocole: Protocole,
    exigences: Sequence[Exigence],
    *,
    vues: bool = True,
    avance: Callable[[int], None] = lambda _: None,
    verifie: Verificateur = verifie_fichier,
) -> Examen:
    """Judge a journal that was read already. `verifie` lets who judges one file many times remember what it found."""
    fautes = _fautes(lu)
    releves = _releve(lu, protocole, fautes, vues, avance, verifie)
    registre = charge_ambiguites()
    conversations = juge_dossiers(
        releves.dossiers,
        officiel=protocole.officiel,
        releve=fenetre_de_releve(lu.entete.profil),
        ambiguites=registre,
    )
    constats = tuple(_pese(c, fautes) for c in conversations.constats)
    conversations = replace(conversations, constats=constats)
    scenarios = (
        juge_scenarios(lu, releves.lots, releves.messages, constats)
        if any(isinstance(e, EntreeScenario) for e in lu.entrees)
        else juge_par_dossier(conversations.suites, releves.lots, constats)
    )
    cites = {c.ambiguite for c in constats if c.gravite is Gravite.INTERPRETATION}
    resultats = Resultats(
        identite=_identite(lu, protocole),
        verdict=_verdict(scenarios, releves.lots, constats),
        phrase="",
        lots=releves.lots,
        constats=(*(c for lot in releves.lots for c in lot.constats), *constats),
        scenarios=scenarios,
        exigences=juge_exigences(exigences, releves.lots, conversations.exercices, constats),
        vues=releves.vues,
        ambiguites=tuple(a for id_, a in registre.items() if id_ in cites),
        avis=(*lu.avis, *_avis(lu, protocole)),
    )
    return Examen(lu, releves, resultats)


def _verdict(
    scenarios: Sequence[ResultatScenario], lots: Sequence[ResultatLot], constats: Iterable[Constat]
) -> Verdict:
    parts = [s.verdict for s in scenarios] or [lot.verdict for lot in lots]
    parts += [lot.verdict for lot in lots if lot.verdict is Verdict.NON_CONFORME]
    parts += [Verdict.NON_CONFORME for c in constats if c.gravite is Gravite.NON_CONFORME]
    return reduit(parts)


def _releve(
    lu: JournalLu,
    protocole: Protocole,
    fautes: Fautes,
    vues: bool,
    avance: Callable[[int], None],
    verifie: Verificateur,
) -> Releves:
    lots: list[ResultatLot] = []
    montres: list[VueLot] = []
    echanges: list[Echange] = []
    messages: dict[str, tuple[Message, ...]] = {}
    deja: dict[tuple[str, str], str] = {}
    recus = {e.ordre: e.instant for e in reversed(lu.entrees) if isinstance(e, EntreeReception)}
    for entree in (e for e in lu.entrees if isinstance(e, EntreeLot)):
        octets = lu.octets(entree)
        juge_lot = verifie(octets, entree.fichier, protocole, Options(emetteur=entree.emetteur))
        lot = replace(
            juge_lot,
            constats=tuple(_pese(c, fautes) for c in juge_lot.constats),
            ordre=entree.ordre,
            emetteur=entree.emetteur,
            recepteur=entree.recepteur,
            instant=entree.instant,
        )
        double = deja.setdefault((entree.emetteur, entree.sha256), entree.fichier)
        if double != entree.fichier:
            lot = replace(lot, constats=(*lot.constats, _double(lot, double)))
        else:
            contenu = lit(
                octets,
                entree.fichier,
                protocole,
                entree.emetteur,
                entree.ordre,
                entree.instant,
                recus.get(entree.ordre, ""),
            )
            echanges.append(Echange(contenu.messages, entree.de, entree.a))
            messages[lot.fichier] = temoins(contenu, entree.emetteur, entree.ordre, entree.fichier, entree.instant)
        if lot.verdict is Verdict.NON_CONFORME:
            lot = replace(lot, verdict=verdict_des_constats(lot.constats, lot.lignes > 0))
        lots.append(lot)
        if vues:
            montres.append(vue_du_lot(octets, lot))
        avance(1)
    return Releves(tuple(lots), tuple(montres), dossiers(echanges), messages)


def _double(lot: ResultatLot, premier: str) -> Constat:
    return Constat(
        "lot.envoye_deux_fois", Gravite.INFORMATION, lot.emetteur, lot.fichier, None, "", "§2.3",
        f"Le même fichier a été envoyé deux fois : il est identique à {premier} et n'est compté qu'une fois.",
        Provenance.SEED, flux=lot.flux,
    )  # fmt: skip


Fautes = Mapping[str, Sequence[EntreeFaute]]
"""File -> the faults that the scenario asked for in it."""


def _fautes(lu: JournalLu) -> Fautes:
    """A fault is told before the lot that holds it, which is the next one of its party."""
    fautes: dict[str, list[EntreeFaute]] = {}
    annoncees: list[EntreeFaute] = []
    for entree in lu.entrees:
        if isinstance(entree, EntreeFaute):
            annoncees.append(entree)
        elif isinstance(entree, EntreeLot) and annoncees and entree.emetteur is annoncees[0].partie:
            fautes[entree.fichier], annoncees = annoncees, []
    return fautes


def _pese(constat: Constat, fautes: Fautes) -> Constat:
    """A finding as it counts. On a fault that the scenario itself asked for, it is told and held against nobody.

    So it is on the freeze of an appointment, which the document gives as an indication only (§3.14.4).
    """
    if constat.flux is Flux.GEL_DEGEL_RDV and constat.gravite is not Gravite.INFORMATION:
        message = f"{constat.message} Flux indicatif, non implémenté : à titre d'information."
        return replace(constat, gravite=Gravite.INFORMATION, partie=None, message=message)
    for faute in fautes.get(constat.fichier, ()):
        if (faute.flux, faute.champ, faute.dossier) == (constat.flux, constat.champ, constat.dossier):
            message = f"{constat.message} Écart voulu par le scénario : {faute.texte}."
            return replace(constat, gravite=Gravite.INFORMATION, partie=None, message=message)
    return constat


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
            f"le journal a été écrit avec le classeur {lu.entete.classeur} et jugé avec {protocole.nom} : "
            "leurs empreintes diffèrent"
        )
    remarques = [e.texte for e in lu.entrees if isinstance(e, EntreeFait) and e.nature == REMARQUE]
    yield from remarques[:REMARQUES_MAX]
    if len(remarques) > REMARQUES_MAX:
        yield f"{len(remarques) - REMARQUES_MAX} autres remarques sont dans {NOM}"
