"""Which rules show which requirement, and what a judgement says of each requirement.

`COUVERTURE` is the only place where the two meet. A selector is `rule`, `rule@Flux` or `rule@Flux.Champ`; a requirement
is exercised when one of its selectors met a message, and breached when one of them found a breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.judge.requirement_rules import COUVERTURE
from harness.judge.results import Constat, Exercice, Gravite, ResultatExigence, ResultatLot, Temoin, Verdict
from harness.protocol.requirements import Exigence, Observable
from harness.protocol.terms import Flux

TEMOINS_MAX = 3


@dataclass(frozen=True, slots=True)
class Selecteur:
    """One entry of `COUVERTURE`, read. `flux` None and `champ` "" stand for all."""

    regle: str
    flux: Flux | None
    champ: str

    def retient(self, regle: str, flux: Flux | None, champ: str) -> bool:
        """Whether a finding or an exercise of a rule is about the requirement."""
        return (
            regle == self.regle and (self.flux is None or flux is self.flux) and (not self.champ or champ == self.champ)
        )


def selecteurs(texte: str) -> tuple[Selecteur, ...]:
    """Read the selectors of one requirement. Raises ValueError on a flux that does not exist."""
    lus = []
    for morceau in texte.split():
        regle, _, ou = morceau.partition("@")
        flux, _, champ = ou.partition(".")
        lus.append(Selecteur(regle, Flux(flux) if flux else None, champ.replace("_", " ") if "N°" in champ else champ))
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


def _range(choses: Iterable[Exercice] | Iterable[Constat]) -> dict[str, list[Exercice | Constat]]:
    rangees: dict[str, list[Exercice | Constat]] = {}
    for chose in choses:
        rangees.setdefault(chose.regle, []).append(chose)
    return rangees


def _juge(
    exigence: Exigence,
    exercices: Mapping[str, list[Exercice | Constat]],
    constats: Mapping[str, list[Exercice | Constat]],
) -> ResultatExigence:
    retenus = selecteurs(COUVERTURE.get(exigence.id, ""))
    vus = [e for e in _retenus(retenus, exercices) if isinstance(e, Exercice)]
    ecarts = [c for c in _retenus(retenus, constats) if isinstance(c, Constat)]
    verdict, raison = _verdict(exigence, retenus, vus, ecarts)
    temoins = [Temoin(c.fichier, c.ligne) for c in ecarts if c.gravite is Gravite.NON_CONFORME] or [
        e.temoin for e in vus
    ]
    return ResultatExigence(
        id=exigence.id,
        section=exigence.section,
        partie=exigence.partie,
        niveau=exigence.niveau,
        enonce=exigence.enonce,
        verdict=verdict,
        temoins=tuple(dict.fromkeys(temoins))[:TEMOINS_MAX],
        raison=raison,
        regles=tuple(dict.fromkeys(s.regle for s in retenus)),
        constats=sum(c.occurrences for c in ecarts),
    )


def _retenus(retenus: Sequence[Selecteur], rangees: Mapping[str, list[Exercice | Constat]]) -> list[Exercice | Constat]:
    return [c for s in retenus for c in rangees.get(s.regle, ()) if s.retient(c.regle, c.flux, c.champ)]


def _verdict(
    exigence: Exigence, retenus: Sequence[Selecteur], vus: Sequence[Exercice], ecarts: Sequence[Constat]
) -> tuple[Verdict, str]:
    if any(c.gravite is Gravite.NON_CONFORME for c in ecarts):
        return Verdict.NON_CONFORME, ""
    if any(c.gravite is Gravite.AVERTISSEMENT for c in ecarts):
        return Verdict.NON_CONCLUANT, "un écart est à confirmer : voir les avertissements"
    if vus:
        return Verdict.CONFORME, ""
    if exigence.observable is Observable.HORS_FICHIERS:
        return Verdict.NON_EXERCE, f"aucun fichier ne peut le montrer. {exigence.controle}"
    if not retenus:
        return Verdict.NON_EXERCE, "aucune règle ne le contrôle encore"
    return Verdict.NON_EXERCE, "aucun message de ce genre n'a été échangé"
