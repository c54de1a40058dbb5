"""Working days: weekends and the public holidays of the zone do not count; delays read as they are written."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from harness.network.calendrier import Calendrier, Delai, Zone

VENDREDI = datetime(2026, 1, 9, 16, 30)


def test_working_days_skip_weekends() -> None:
    assert Calendrier().jour_ouvre(VENDREDI, 1) == datetime(2026, 1, 12, 9)
    assert Calendrier().jour_ouvre(VENDREDI, 3) == datetime(2026, 1, 14, 9)
    assert Calendrier(samedi=True).jour_ouvre(VENDREDI, 1) == datetime(2026, 1, 10, 9)


@pytest.mark.parametrize(
    ("zone", "jour"),
    [
        (Zone.METROPOLE, date(2026, 4, 6)),  # Easter Monday
        (Zone.METROPOLE, date(2026, 5, 14)),  # Ascension Day
        (Zone.ALSACE_MOSELLE, date(2026, 4, 3)),  # Good Friday
        (Zone.GUADELOUPE, date(2026, 5, 27)),  # abolition of slavery
        (Zone.MARTINIQUE, date(2026, 5, 22)),
        (Zone.GUYANE, date(2026, 6, 10)),
        (Zone.MAYOTTE, date(2026, 4, 27)),
        (Zone.REUNION, date(2027, 12, 20)),
    ],
)
def test_a_public_holiday_of_the_zone_is_not_worked(zone: Zone, jour: date) -> None:
    """Dates taken from the calendar of the State, not from the library."""
    assert jour.weekday() < 5
    assert not Calendrier(zone).est_ouvre(jour)
    if zone is not Zone.METROPOLE:
        assert Calendrier().est_ouvre(jour)


def test_a_delay_jumps_over_feasts_closures_and_weekends() -> None:
    jeudi_saint = datetime(2026, 4, 2, 15)
    assert Calendrier().apres(jeudi_saint, Delai(jours=2)) == datetime(2026, 4, 7, 9)
    assert Calendrier(Zone.ALSACE_MOSELLE).apres(jeudi_saint, Delai(jours=1)) == datetime(2026, 4, 7, 9)
    assert Calendrier(fermetures=(date(2026, 4, 3),)).apres(jeudi_saint, Delai(jours=1)) == datetime(2026, 4, 7, 9)
    assert Calendrier().apres(jeudi_saint, Delai(90)) == datetime(2026, 4, 2, 16, 30)


@pytest.mark.parametrize(
    ("texte", "delai"),
    [
        ("10 secondes", Delai(secondes=10)),
        ("90 secondes", Delai(1, secondes=30)),
        ("30 minutes", Delai(30)),
        ("1 minute", Delai(1)),
        ("0 minute", Delai(0)),
        ("2 heures", Delai(120)),
        ("1 heure", Delai(60)),
        ("1 jour ouvré", Delai(jours=1)),
        ("20 jours ouvrés", Delai(jours=20)),
    ],
)
def test_a_delay_is_read_as_it_is_written(texte: str, delai: Delai) -> None:
    assert Delai.lit(texte) == delai
    assert str(delai) == texte


@pytest.mark.parametrize(
    "texte", ["", "30", "trente minutes", "2 jours", "-1 minute", "1.5 heures", "367 jours ouvrés"]
)
def test_another_delay_is_refused(texte: str) -> None:
    with pytest.raises(ValueError, match="attendu"):
        Delai.lit(texte)
