"""The corpus and the naive oracle, written apart from the same document, never contradict each other on an exchange.

A file on its own is left out: there the oracle may not know who sent it, nor what a contract or a profile adds.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest

from harness.importation.conversion import importe
from harness.workbook.compile import charge
from tests.corpus.cas import Cas, attendu, cas
from tests.oracle.oracle import CONFORME, INDECIS, NON_CONFORME, Oracle, lots_du_journal

ECHANGES = [c for c in cas() if c.conversation]

NON_REGARDES = {
    "annulation.cr_anterieur", "annulation.rdv_non_rappele", "conv.financement_non_tranche",
    "conv.notif_a_chaud_absente", "conv.prise_commandee", "conv.prise_initiale", "conv.surcharge_acceptee",
    "ecrasement.commande_inconnue",
    "delai.depasse", "ecrasement.premature",
    "rdv.commande_sur_rdv_perdu", "rdv.creneaux_non_apparies", "rdv.hors_modele_oi",
    "rdv.modification_sans_rdv",
}  # fmt: skip
"""What the oracle does not look at: it says nothing of these breaches, and only there is its silence no agreement."""


@cache
def avis(cas_: Cas) -> str:
    with tempfile.TemporaryDirectory() as temporaire:
        journal = Path(temporaire) / "journal"
        importe(cas_.dossier, journal, charge())
        return Oracle().juge(lots_du_journal(journal)).verdict


@pytest.mark.parametrize("cas_", ECHANGES, ids=lambda c: c.nom)
def test_the_oracle_does_not_contradict_the_corpus(cas_: Cas) -> None:
    """Where the document is silent the oracle may leave it open; it never says the contrary."""
    dit = avis(cas_)
    if attendu(cas_).verdict != "non_conforme":
        assert dit != NON_CONFORME
    elif cas_.groupe not in NON_REGARDES:
        assert dit != CONFORME


def test_the_oracle_decides_nearly_all() -> None:
    """An oracle that left everything open would contradict nothing."""
    ouverts = [c.nom for c in ECHANGES if avis(c) == INDECIS]
    assert len(ouverts) * 10 < len(ECHANGES), ouverts
