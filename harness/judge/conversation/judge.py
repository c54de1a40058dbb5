"""Judging dossiers: every rule of conversation on every dossier, findings and witnesses out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from harness.exchange.croisements import RELEVE
from harness.exchange.dossiers import Dossier, Echange
from harness.exchange.fils_rdv import FilRdv, fils_rdv
from harness.judge.conversation import (  # noqa: F401 - they declare the rules
    accuses,
    annulation,
    delais,
    divergences,
    ecrasement,
    lectures,
    ordre,
    partages,
    places,
    pose,
    rdv,
    references,
    reprovisionnement,
)
from harness.judge.conversation.convenus import Convenus
from harness.judge.conversation.ensemble import Ensemble
from harness.judge.conversation.vu import Vu, sujet
from harness.judge.conversation.walk import Suite, vies
from harness.judge.form.block import section
from harness.judge.registry import Portee, Regle, de_portee
from harness.judge.results import Constat, Exercice, Gravite, Temoin
from harness.protocol.ambiguites import Ambiguite
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux


@dataclass(frozen=True)
class Conversations:
    """What the dossiers of a journal show. `suites` has the walks of each dossier, in their order."""

    suites: tuple[Suite, ...]
    constats: tuple[Constat, ...]
    exercices: tuple[Exercice, ...]


def juge_dossiers(
    dossiers: Iterable[Dossier],
    *,
    officiel: bool,
    releve: timedelta = RELEVE,
    ambiguites: Mapping[str, Ambiguite] = MappingProxyType({}),
    echanges: Sequence[Echange] = (),
    attente: Callable[[datetime], datetime] | None = None,
    defauts: Mapping[tuple[str, int], str] = MappingProxyType({}),
    convenus: Convenus | None = None,
) -> Conversations:
    """Judge every dossier. `officiel`: the user's own workbook is in force, nothing is left « à confirmer ».

    `releve`: how long a lot may wait to be read when the journal does not tell when it was. `ambiguites` is the
    register, by id: what a finding says of the clause that it rests on. `echanges` are the lots that the dossiers come
    from: without them, neither appointments nor what takes several dossiers to be seen is judged. `attente`,
    `defauts`, `convenus`: see `Ensemble`.
    """
    suites = tuple(suite for dossier in dossiers for suite in vies(dossier, releve))
    tout = Ensemble(suites, tuple(e for e in echanges if not e.copie), attente, defauts, convenus)
    constats: list[Constat] = []
    exercices: dict[tuple[str, Flux, str], tuple[int, Temoin]] = {}
    for regle, vu, suite in _vus(tout, fils_rdv(echanges)):
        if not vu.tenue:
            constats.append(_constat(regle, vu, suite, officiel, ambiguites.get(vu.ambiguite)))
            if constats[-1].gravite is Gravite.INFORMATION:
                continue  # nothing was shown, nothing is blamed
        cle = (regle.id, vu.message.flux, sujet(suite, vu))
        nombre, temoin = exercices.get(cle, (0, Temoin(vu.message.fichier, vu.message.ligne)))
        exercices[cle] = (nombre + 1, temoin)
    vus = tuple(Exercice(r, f, c, n, t) for (r, f, c), (n, t) in exercices.items())
    return Conversations(suites, tuple(constats), vus)


def _vus(tout: Ensemble, fils: Iterable[FilRdv]) -> Iterator[tuple[Regle, Vu, Suite | None]]:
    """What every rule says: of each dossier, of each appointment, then of the whole journal."""
    for suite in tout.suites:
        for regle in de_portee(Portee.CONVERSATION):
            yield from ((regle, vu, suite) for vu in regle.fonction(suite))
    for fil in fils:
        for regle in de_portee(Portee.RENDEZ_VOUS):
            yield from ((regle, vu, tout.suite_de(vu.message)) for vu in regle.fonction(fil))
    for regle in de_portee(Portee.JOURNAL):
        yield from ((regle, vu, tout.suite_de(vu.message)) for vu in regle.fonction(tout))


def _constat(regle: Regle, vu: Vu, suite: Suite | None, officiel: bool, clause: Ambiguite | None) -> Constat:
    gravite = vu.gravite or (Gravite.INTERPRETATION if vu.ambiguite else regle.gravite)
    provenance = Provenance.CLASSEUR if officiel and not vu.provenance.certaine else vu.provenance
    suite_ = " ; ".join(filter(None, (vu.attendu, clause.suivie if clause else vu.ambiguite)))
    message = f"{regle.phrase} {suite_[:1].upper()}{suite_[1:]}."
    if gravite is Gravite.NON_CONFORME and not provenance.certaine:
        gravite = Gravite.AVERTISSEMENT
        message = message[:-1] + " (à confirmer : ce fait ne vient pas du document)."
    return Constat(
        regle=regle.id,
        gravite=gravite,
        partie=None
        if regle.id == "conv.debut_absent" or vu.gravite is Gravite.INFORMATION
        else vu.partie or vu.message.emetteur,
        fichier=vu.message.fichier,
        ligne=vu.message.ligne,
        champ=vu.champ,
        section=section(vu.section or regle.section),
        message=message,
        provenance=provenance,
        valeur=vu.message[vu.champ] if vu.champ else "",
        flux=vu.message.flux,
        dossier=suite.dossier.reference if suite else vu.message.reference,
        sujet=sujet(suite, vu),
        ambiguite=vu.ambiguite,
    )
