"""Every deviation that a user may ask a simulated party for, by name."""

from __future__ import annotations

from collections.abc import Mapping

from harness.actors.deviations import Ecart
from harness.actors.deviations_cellules import CELLULES
from harness.actors.deviations_familles import GENERES
from harness.actors.deviations_fichiers import FICHIERS
from harness.actors.deviations_suites import SUITES

VISES: Mapping[str, Ecart] = {e.nom: e for e in (*CELLULES, *FICHIERS, *SUITES)}
"""Those that aim at one rule."""

ECARTS: Mapping[str, Ecart] = {**VISES, **GENERES}
"""Those, then the same few faults in every flux."""
