"""Judging a journal: a function of (journal, workbook, requirements) alone. Same journal, same results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from harness.examen.dossiers_juges import juge_par_dossier
from harness.examen.releves import Releves, Verificateur, fautes_voulues, pese, releve
from harness.examen.scenarios_juges import juge_scenarios
from harness.examen.verification import verifie_fichier
from harness.exchange.entries import REMARQUE, EntreeFait, EntreeScenario
from harness.exchange.journal import NOM, JournalLu, lit_journal
from harness.judge.conversation.judge import Conversations
from harness.judge.coverage import juge_exigences
from harness.judge.ecarts import disparitions, echeances
from harness.judge.results import (
    Constat,
    EcartConnu,
    Gravite,
    Identite,
    ResultatLot,
    Resultats,
    ResultatScenario,
    Verdict,
    reduit,
)
from harness.protocol.francais import accorde
from harness.protocol.requirements import Exigence
from harness.protocol.spec import Protocole
from harness.workbook.ambiguites import charge_ambiguites

if TYPE_CHECKING:
    from harness.profil.modele import Profil

REMARQUES_MAX = 50
"""Remarks of a journal on itself that a judgement repeats; the others are counted."""


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
    profil: Profil | None = None,
    vues: bool = True,
    avance: Callable[[int], None] = lambda _: None,
) -> Resultats:
    """Judge the journal in a folder. Raises JournalIllisible when it cannot be trusted.

    The known breaches of a `profil` do not condemn. `vues` False spares the text of the lots; `avance` is told 1 for
    each lot judged.
    """
    return examine_lu(lit_journal(journal), protocole, exigences, profil=profil, vues=vues, avance=avance).resultats


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


def examine_lu(
    lu: JournalLu,
    protocole: Protocole,
    exigences: Sequence[Exigence],
    *,
    profil: Profil | None = None,
    vues: bool = True,
    avance: Callable[[int], None] = lambda _: None,
    verifie: Verificateur = verifie_fichier,
) -> Examen:
    """Judge a journal that was read already. `verifie` lets who judges one file many times remember what it found."""
    fautes = fautes_voulues(lu)
    releves = releve(lu, protocole, fautes, vues, avance, verifie)
    registre = charge_ambiguites()
    conversations = releves.juge(lu, protocole.officiel, registre)
    constats = tuple(pese(c, fautes) for c in conversations.constats)
    conversations = replace(conversations, constats=constats)
    scenarios = _scenarios(lu, releves, conversations)
    ecarts: tuple[EcartConnu, ...] = ()
    if profil is not None and profil.ecarts_connus:
        from harness.examen.ecarts import admet  # a judgement without a profile loads none

        pesee = admet(lu, releves, conversations, scenarios, profil, protocole.officiel)
        releves, conversations, ecarts = pesee.releves, pesee.conversations, pesee.ecarts
        scenarios = _scenarios(lu, releves, conversations)
    constats = (*conversations.constats, *disparitions(ecarts))
    cites = {c.ambiguite for c in constats if c.gravite is Gravite.INTERPRETATION}
    inacheve = _de_catalogue(lu) and not lu.acheve
    resultats = Resultats(
        identite=_identite(lu, protocole),
        verdict=_verdict(scenarios, releves.lots, constats, inacheve),
        phrase="",
        lots=releves.lots,
        constats=(*(c for lot in releves.lots for c in lot.constats), *constats),
        scenarios=scenarios,
        exigences=juge_exigences(exigences, releves.lots, conversations.exercices, constats),
        vues=releves.vues,
        ambiguites=tuple(a for id_, a in registre.items() if id_ in cites),
        avis=(*lu.avis, *_avis(lu, protocole), *echeances(ecarts)),
        ecarts=ecarts,
        inacheve=inacheve,
    )
    return Examen(lu, releves, resultats)


def _de_catalogue(lu: JournalLu) -> bool:
    """Whether scenarios were played: what a simulated partner writes has none, and no end of its own."""
    return any(isinstance(e, EntreeScenario) for e in lu.entrees)


def _scenarios(lu: JournalLu, releves: Releves, conversations: Conversations) -> tuple[ResultatScenario, ...]:
    if _de_catalogue(lu):
        return juge_scenarios(lu, releves.lots, releves.messages, conversations.constats)
    return juge_par_dossier(conversations.suites, releves.lots, conversations.constats)


def _verdict(
    scenarios: Sequence[ResultatScenario], lots: Sequence[ResultatLot], constats: Iterable[Constat], inacheve: bool
) -> Verdict:
    """That of the parts; a run that was cut is not green, whatever its first scenarios were."""
    parts = [s.verdict for s in scenarios] or [lot.verdict for lot in lots]
    parts += [Verdict.NON_CONCLUANT] if inacheve else []
    ecarts = {Gravite.NON_CONFORME: Verdict.NON_CONFORME, Gravite.ECART_CONNU: Verdict.ECART_CONNU}
    parts += [lot.verdict for lot in lots if lot.verdict in ecarts.values()]
    parts += [ecarts[c.gravite] for c in constats if c.gravite in ecarts]
    return reduit(parts)


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
        suite = len(remarques) - REMARQUES_MAX
        yield accorde(suite, f"autre remarque est dans {NOM}", f"autres remarques sont dans {NOM}")
