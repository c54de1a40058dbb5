"""The reasons of a KO, however a cell writes them: code, label, label without its family."""

from __future__ import annotations

import pytest

from harness.protocol.motifs import Codification
from harness.protocol.spec import Motif, Provenance

ADRESSE = Motif("FADR01", "ADRESSE : BATIMENT : INCONNU", frozenset(), "", Provenance.SEED)
AUTRE = Motif("", "AUTRE : A PRECISER", frozenset(), "", Provenance.SEED)
VOIE = Motif("FADR01", "ADRESSE : VOIE INCONNUE", frozenset(), "", Provenance.SEED)
"""Some codes of the workbook have two labels."""
CODIFICATION = Codification((ADRESSE, VOIE, AUTRE))


@pytest.mark.parametrize(
    ("texte", "motif"),
    [
        ("FADR01", ADRESSE),
        ("fadr01 numéro absent", ADRESSE),
        ("Adresse : bâtiment : inconnu", ADRESSE),
        ("BATIMENT : INCONNU", ADRESSE),
        ("FADR01 - Bâtiment, inconnu", ADRESSE),
        ("FADR01 ADRESSE : VOIE INCONNUE", VOIE),
        ("FADR01 voie inconnue", VOIE),
        ("à préciser", AUTRE),
        ("INCONNU", None),
        ("ADRESSE", None),
        ("", None),
    ],
)
def test_a_label_is_known_with_or_without_its_family_and_by_no_less(texte: str, motif: Motif | None) -> None:
    """The family ends at the first separator: what follows may have others."""
    assert CODIFICATION.reconnait(texte) == motif
