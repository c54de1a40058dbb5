"""The known breaches of a profile, put against a journal: weighed out of its findings, and each entry followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.examen.releves import Releves
from harness.exchange.journal import JournalLu
from harness.judge.conversation.judge import Conversations
from harness.judge.ecarts import admission, suivi
from harness.judge.results import EcartConnu, ResultatScenario
from harness.profil.modele import Profil
from harness.protocol.terms import Partie


@dataclass(frozen=True)
class Pesee:
    """What was read of a journal, its known breaches weighed, and what became of each entry of the profile."""

    releves: Releves
    conversations: Conversations
    ecarts: tuple[EcartConnu, ...]


def admet(
    lu: JournalLu,
    releves: Releves,
    conversations: Conversations,
    scenarios: Sequence[ResultatScenario],
    profil: Profil,
    officiel: bool,
) -> Pesee:
    """Weigh the findings of a journal by the known breaches of a profile. `scenarios` are judged without them."""
    admis = admission(ecarts_connus(profil), scenarios, _parties(lu, profil), lu.entete.debut[:10])
    constats = [*(c for lot in releves.lots for c in lot.constats), *conversations.constats]
    exercees = {"": _exercees(releves, conversations)}
    nommes = {e.scenario for e in admis.ecarts}
    for s in (s for s in scenarios if s.id in nommes):
        fichiers = frozenset(e.fichier for e in s.etapes)
        exercees[s.id] = _exercees(releves, releves.juge(lu, officiel, {}, fichiers), fichiers)
    ecarts = suivi(admis, constats, scenarios, exercees, tout=not lu.entete.reprise.get("scenarios"))
    return Pesee(
        replace(releves, lots=tuple(admis.lot(lot) for lot in releves.lots)),
        replace(conversations, constats=tuple(admis.pese(c) for c in conversations.constats)),
        ecarts,
    )


def ecarts_connus(profil: Profil) -> tuple[EcartConnu, ...]:
    """The breaches that a profile admits, in its order."""
    return tuple(
        EcartConnu(
            e.regle, e.scenario, e.raison, e.date.isoformat(), e.jusqu_au.isoformat() if e.jusqu_au else "", e.champ
        )
        for e in dict.fromkeys(profil.ecarts_connus)
    )


def _parties(lu: JournalLu, profil: Profil) -> set[Partie]:
    """The parties whose known breaches are admitted: the one under test, and never one that the harness plays."""
    sous_test = profil.operateurs.sous_test
    return set(Partie if sous_test is None else (sous_test,)) - set(lu.entete.simules)


def _exercees(
    releves: Releves, conversations: Conversations, fichiers: frozenset[str] | None = None
) -> set[tuple[str, str]]:
    """The rules that met something, and on what, in those files only when `fichiers` tells which."""
    lots = (lot for lot in releves.lots if fichiers is None or lot.fichier in fichiers)
    vus = [*(e for lot in lots for e in lot.exercices), *conversations.exercices]
    return {(e.regle, e.champ) for e in vus}
