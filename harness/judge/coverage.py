"""Which rules show which requirement, and what a judgement says of each requirement.

`judge.requirement_rules` says how the two meet. A requirement is exercised when one of its selectors met a message, and
breached when one of them found a breach; a selector after `!` only counts breaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from harness.judge.requirement_rules import COUVERTURE, HORS_DE_VUE
from harness.judge.results import Constat, Exercice, Gravite, ResultatExigence, ResultatLot, Temoin, Verdict
from harness.protocol.requirements import Exigence, Observable
from harness.protocol.terms import Flux

TEMOINS_MAX = 3
MANQUEMENTS = (Gravite.NON_CONFORME, Gravite.ECART_CONNU)


@dataclass(frozen=True, slots=True)
class Selecteur:
    """One entry of `COUVERTURE`, read. `flux` None and `champ` "" stand for all; `condamne` only counts breaches."""

    regle: str
    flux: Flux | None
    champ: str
    condamne: bool = False

    def retient(self, regle: str, flux: Flux | None, champ: str) -> bool:
        """Whether a finding or an exercise of a rule is about the requirement."""
        if regle != self.regle or self.flux not in (None, flux):
            return False
        return not self.champ or set(self.champ.split("+")) <= set(champ.split("+"))


def selecteurs(texte: str) -> tuple[Selecteur, ...]:
    """Read the selectors of one requirement. Raises ValueError on a flux that does not exist."""
    lus = []
    for morceau in texte.split():
        regle, _, ou = morceau.removeprefix("!").partition("@")
        flux, _, champ = ou.partition(".")
        lus.append(Selecteur(regle, Flux(flux) if flux else None, champ.replace("_", " "), morceau.startswith("!")))
    return tuple(lus)


def juge_exigences(
    exigences: Sequence[Exigence],
    lots: Iterable[ResultatLot],
    exercices: Iterable[Exercice] = (),
    constats: Iterable[Constat] = (),
) -> tuple[ResultatExigence, ...]:
    """The verdict of each requirement, from what was judged on the form of lots and, if any, on conversations."""
    lots = tuple(lots)
    vus = [*(e for lot in lots for e in lot.exercices), *exercices]
    ecarts = [*(c for lot in lots for c in lot.constats), *constats]
    par_regle = _range(vus), _range(ecarts)
    return tuple(_juge(e, *par_regle) for e in exigences)


T = TypeVar("T", Exercice, Constat)


def _range(choses: Iterable[T]) -> dict[str, list[T]]:
    rangees: dict[str, list[T]] = {}
    for chose in choses:
        rangees.setdefault(chose.regle, []).append(chose)
    return rangees


def _juge(
    exigence: Exigence,
    exercices: Mapping[str, list[Exercice]],
    constats: Mapping[str, list[Constat]],
) -> ResultatExigence:
    retenus = selecteurs(COUVERTURE.get(exigence.id, ""))
    regles = tuple(dict.fromkeys(s.regle for s in retenus))
    vus = [
        e
        for regle in regles
        for e in exercices.get(regle, ())
        if any(s.retient(regle, e.flux, e.champ) for s in retenus if not s.condamne)
    ]
    ecarts = [
        c
        for regle in regles
        for c in constats.get(regle, ())
        if any(s.retient(regle, c.flux, c.sujet or c.champ) for s in retenus)
    ]
    verdict, raison = _verdict(exigence, retenus, vus, ecarts)
    temoins = [Temoin(c.fichier, c.ligne) for c in ecarts if c.gravite in MANQUEMENTS] or [e.temoin for e in vus]
    return ResultatExigence(
        id=exigence.id,
        section=exigence.section,
        partie=exigence.partie,
        niveau=exigence.niveau,
        enonce=exigence.enonce,
        verdict=verdict,
        temoins=tuple(dict.fromkeys(temoins))[:TEMOINS_MAX],
        raison=raison,
        regles=regles,
        constats=sum(c.occurrences for c in ecarts),
    )


def _verdict(
    exigence: Exigence, retenus: Sequence[Selecteur], vus: Sequence[Exercice], ecarts: Sequence[Constat]
) -> tuple[Verdict, str]:
    if any(c.gravite is Gravite.NON_CONFORME for c in ecarts):
        return Verdict.NON_CONFORME, ""
    if admis := list(dict.fromkeys(c.admis for c in ecarts if c.gravite is Gravite.ECART_CONNU)):
        return Verdict.ECART_CONNU, " ; ".join(admis)
    if any(c.gravite is Gravite.AVERTISSEMENT for c in ecarts):
        return Verdict.NON_CONCLUANT, "un écart est à confirmer : voir les avertissements"
    if vus:
        return Verdict.CONFORME, ""
    if exigence.observable is Observable.HORS_FICHIERS:
        return Verdict.NON_EXERCE, f"aucun fichier ne peut le montrer. {exigence.controle}"
    if exigence.id in HORS_DE_VUE:
        return Verdict.NON_EXERCE, HORS_DE_VUE[exigence.id]
    if not retenus:
        return Verdict.NON_EXERCE, "aucune règle ne le contrôle encore"
    return Verdict.NON_EXERCE, "aucun message de ce genre n'a été échangé"
