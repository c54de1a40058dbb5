"""The words of the reports agree in number and gender, and none is missing."""

from __future__ import annotations

import pytest

from harness.judge.results import Gravite, Verdict
from harness.protocol.spec import Provenance
from harness.reporting import phrases


@pytest.mark.parametrize(
    ("n", "verdict", "feminin", "attendu"),
    [
        (1, Verdict.NON_EXERCE, False, "1 non exercé"),
        (1, Verdict.NON_EXERCE, True, "1 non exercée"),
        (2, Verdict.NON_EXERCE, True, "2 non exercées"),
        (2, Verdict.NON_CONCLUANT, False, "2 non concluants"),
        (0, Verdict.CONFORME, False, "0 conforme"),
        (2, Verdict.SANS_OBJET, True, "2 sans objet"),
        (2, Verdict.ERREUR_BANC, False, "2 erreurs du banc"),
    ],
)
def test_un_verdict_s_accorde(n: int, verdict: Verdict, feminin: bool, attendu: str) -> None:
    assert phrases.compte_verdict(n, verdict, feminin=feminin) == attendu


@pytest.mark.parametrize(
    ("n", "gravite", "attendu"),
    [
        (1, Gravite.NON_CONFORME, "1 non-conformité"),
        (2, Gravite.NON_CONFORME, "2 non-conformités"),
        (1, Gravite.AVERTISSEMENT, "1 avertissement à confirmer"),
        (2, Gravite.AVERTISSEMENT, "2 avertissements à confirmer"),
        (2, Gravite.INTERPRETATION, "2 interprétations"),
    ],
)
def test_une_gravite_s_accorde(n: int, gravite: Gravite, attendu: str) -> None:
    assert phrases.compte_gravite(n, gravite) == attendu


def test_chaque_verdict_gravite_et_provenance_a_ses_mots_et_un_signe_distinct() -> None:
    for table in (phrases.LIBELLES_VERDICT, phrases.SIGNES_VERDICT, phrases.LEGENDE_VERDICTS, phrases.PHRASES_VERDICT):
        assert set(table) == set(Verdict)
        assert len(set(table.values())) == len(Verdict)
    for autre in (phrases.LIBELLES_GRAVITE, phrases.SIGNES_GRAVITE, phrases.TITRES_GRAVITE, phrases.LEGENDE_GRAVITES):
        assert set(autre) == set(Gravite)
        assert len(set(autre.values())) == len(Gravite)
    assert set(phrases.PROVENANCES) == set(Provenance)


def test_un_fait_deduit_se_dit_a_confirmer_et_un_fait_du_document_non(constat) -> None:
    deduit = constat(gravite=Gravite.AVERTISSEMENT, provenance=Provenance.INFERRED)
    ecrit = constat(gravite=Gravite.AVERTISSEMENT, provenance=Provenance.SEED)
    assert phrases.nuance(deduit) == "à confirmer : fait déduit"
    assert phrases.nuance(ecrit) == ""


@pytest.mark.parametrize(("section", "attendu"), [("3.3", "§3.3"), ("§3.3", "§3.3"), ("Annexe", "annexe"), ("", "")])
def test_un_paragraphe_s_ecrit_toujours_pareil(section: str, attendu: str) -> None:
    assert phrases.paragraphe(section) == attendu


@pytest.mark.parametrize(
    ("instant", "attendu"),
    [
        ("2024-01-15T09:30:59", ("15/01/2024", "09:30")),
        ("2024-01-15", ("15/01/2024", "")),
        ("hier soir", ("hier soir", "")),
    ],
)
def test_un_instant_s_ecrit_a_la_francaise(instant: str, attendu: tuple[str, str]) -> None:
    assert phrases.date_et_heure(instant) == attendu
