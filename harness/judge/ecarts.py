"""Known breaches: those of the party under test that its profile admits for now are told, and condemn nothing.

Never those of the harness. An entry whose breach no longer happens is a fault too: it would hide the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from harness.judge.results import (
    Constat,
    EcartConnu,
    EtatEcart,
    Gravite,
    ResultatLot,
    ResultatScenario,
    Verdict,
)
from harness.protocol.spec import Provenance
from harness.protocol.terms import Partie

CONCLUS = frozenset({Verdict.CONFORME, Verdict.ECART_CONNU, Verdict.NON_CONFORME})
DISPARU = "profil.ecart_disparu"


@dataclass(frozen=True)
class Admission:
    """The known breaches that count on a day, and where the findings of a journal happened.

    `lieux` maps a finding to the scenarios it belongs to; `parties` are those whose breaches may be admitted.
    """

    ecarts: tuple[EcartConnu, ...]
    lieux: Mapping[Constat, Set[str]]
    parties: Set[Partie]
    jour: str

    def couvre(self, ecart: EcartConnu, constat: Constat) -> bool:
        """Whether a finding is that known breach."""
        if constat.gravite is not Gravite.NON_CONFORME or constat.partie not in self.parties:
            return False
        if ecart.regle != constat.regle or ecart.champ not in ("", constat.champ):
            return False
        return not ecart.scenario or ecart.scenario in self.lieux.get(constat, frozenset())

    def pese(self, constat: Constat) -> Constat:
        """The finding as it counts: a known breach does not condemn, and says why. The most precise entry is quoted."""
        siens = [e for e in self.ecarts if not expire(e, self.jour) and self.couvre(e, constat)]
        if not siens:
            return constat
        precis = max(siens, key=lambda e: (bool(e.scenario), bool(e.champ)))
        return replace(constat, gravite=Gravite.ECART_CONNU, admis=precis.raison)

    def lot(self, lot: ResultatLot) -> ResultatLot:
        """A file whose breaches are weighed."""
        if lot.verdict is not Verdict.NON_CONFORME:
            return lot
        constats = tuple(self.pese(c) for c in lot.constats)
        condamne = any(c.gravite is Gravite.NON_CONFORME for c in constats)
        return replace(lot, constats=constats, verdict=lot.verdict if condamne else Verdict.ECART_CONNU)


def admission(
    ecarts: Iterable[EcartConnu], scenarios: Iterable[ResultatScenario], parties: Iterable[Partie], jour: str
) -> Admission:
    """What to weigh the findings of a journal with; `jour` (AAAA-MM-JJ) is that of the campaign, not of the reader."""
    lieux: dict[Constat, set[str]] = {}
    for s in scenarios:
        for c in s.constats:
            lieux.setdefault(c, set()).add(s.id)
    return Admission(tuple(ecarts), lieux, frozenset(parties), jour)


def expire(ecart: EcartConnu, jour: str) -> bool:
    """Whether its last day is over."""
    return bool(ecart.jusqu_au) and ecart.jusqu_au < jour


def suivi(
    admis: Admission,
    constats: Iterable[Constat],
    scenarios: Sequence[ResultatScenario],
    exercees: Mapping[str, Set[tuple[str, str]]],
    *,
    tout: bool,
) -> tuple[EcartConnu, ...]:
    """What became of each entry. `constats` are the findings before they are weighed.

    `exercees` maps a scenario, "" for the whole run, to the rules that met something there, and on what. An entry
    without a scenario is only said to be gone when everything was played (`tout`) and went to its end.
    """
    compte: dict[EcartConnu, int] = dict.fromkeys(admis.ecarts, 0)
    for constat in constats:
        for ecart in admis.ecarts:
            if admis.couvre(ecart, constat):
                compte[ecart] += constat.occurrences
    joues = {s.id for s in scenarios if _au_bout(s)}
    complet = tout and all(_au_bout(s) or s.verdict is Verdict.SANS_OBJET for s in scenarios)

    def etat(ecart: EcartConnu) -> EtatEcart:
        if expire(ecart, admis.jour):
            return EtatEcart.EXPIRE
        if compte[ecart]:
            return EtatEcart.CONSTATE
        joue = ecart.scenario in joues if ecart.scenario else complet
        disparu = joue and _exercee(ecart, exercees.get(ecart.scenario, frozenset()))
        return EtatEcart.DISPARU if disparu else EtatEcart.NON_RENCONTRE

    return tuple(replace(e, etat=etat(e), constats=compte[e]) for e in admis.ecarts)


def _exercee(ecart: EcartConnu, vues: Set[tuple[str, str]]) -> bool:
    """Whether its rule met something; a rule on cells, on its column. Other rules are not exercised by column."""
    if ecart.champ and ecart.regle.startswith("champ."):
        return (ecart.regle, ecart.champ) in vues
    return any(regle == ecart.regle for regle, _ in vues)


def _au_bout(scenario: ResultatScenario) -> bool:
    return scenario.verdict in CONCLUS and all(a.tenue for a in scenario.attentes)


def disparitions(ecarts: Iterable[EcartConnu]) -> tuple[Constat, ...]:
    """One breach an entry that no longer happens: nobody's on the wire, it is for the profile to be put right."""
    return tuple(
        Constat(
            DISPARU, Gravite.NON_CONFORME, None, "", None, "", "",
            f"L'écart connu {nom(e)} n'a plus lieu : retirez-le du profil ([[ecarts_connus]]).", Provenance.SEED,
        )
        for e in ecarts
        if e.etat is EtatEcart.DISPARU
    )  # fmt: skip


def echeances(ecarts: Iterable[EcartConnu]) -> tuple[str, ...]:
    """One sentence an entry whose time is over."""
    return tuple(
        f"l'écart connu {nom(e)} n'est plus admis depuis le {'/'.join(reversed(e.jusqu_au.split('-')))} : "
        "il ne compte plus"
        for e in ecarts
        if e.etat is EtatEcart.EXPIRE
    )


def nom(ecart: EcartConnu) -> str:
    """« regle », its scenario and its column."""
    ou = [f"scénario {ecart.scenario}"] if ecart.scenario else []
    ou += [f"champ {ecart.champ}"] if ecart.champ else []
    return f"« {ecart.regle} »" + (f" ({', '.join(ou)})" if ou else "")


def sauf_ecarts_connus(constats: Iterable[Constat]) -> tuple[Verdict, str]:
    """The verdict of what went to its end without condemnable breach, and why it is not a plain « conforme »."""
    raisons = list(dict.fromkeys(c.admis for c in constats if c.gravite is Gravite.ECART_CONNU))
    return (Verdict.ECART_CONNU, " ; ".join(raisons)) if raisons else (Verdict.CONFORME, "")
