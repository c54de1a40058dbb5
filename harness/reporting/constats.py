"""One finding on one line, with everything that is needed to find it again."""

from __future__ import annotations

from collections.abc import Iterator

from harness.judge.results import Constat, Gravite, Resultats
from harness.reporting.bilan import dresse
from harness.reporting.lisible import dit, lisible
from harness.reporting.phrases import SIGNES_GRAVITE, lieu, liste, nuance, paragraphe, partie_en_cause


def ligne_de_constat(c: Constat, repere: str = "") -> str:
    """« ✗ ar.csv, ligne 2, MotifKo : phrase, observé (3 fois) [OI, §3.2, ar.motif, c1] »."""
    partie = partie_en_cause(c.partie) if c.partie else ""
    details = liste((partie, paragraphe(c.section), c.regle, nuance(c), repere))
    fois = f" ({c.occurrences} fois)" if c.occurrences > 1 else ""
    return lisible(f"{SIGNES_GRAVITE[c.gravite]} {lieu(c)} : {dit(c)}{fois} [{details}]")


def constats_du_scenario(resultats: Resultats, rang: int) -> Iterator[str]:
    """What fails in one scenario, masked: breaches first, then the sentences that were not kept."""
    bilan = dresse(resultats)
    constats = [bilan.constats[i] for i in bilan.constats_des_scenarios[rang]]
    for c in sorted(constats, key=lambda c: list(Gravite).index(c.gravite)):
        if c.gravite is not Gravite.INFORMATION:
            yield ligne_de_constat(c)
    for a in bilan.resultats.scenarios[rang].attentes:
        if not a.tenue:
            yield lisible(f"attente non tenue : {a.texte}{f' ({a.raison})' if a.raison else ''}")
