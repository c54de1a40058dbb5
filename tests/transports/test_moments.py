"""Messages that the dates and the delivery put in the same order keep it; those that they do not are of one moment."""

from __future__ import annotations

import pytest

from harness.transports.moments import moments


def a(*heures: str) -> list[str]:
    return [f"Mon, 05 Jan 2026 {h} +0000" for h in heures]


@pytest.mark.parametrize(
    ("heures", "groupes"),
    [
        ("", ""),
        ("10:00:01", "0"),
        ("10:00:01 10:00:02 10:00:03", "012"),
        ("10:00:02 10:00:01", "00"),
        ("10:00:01 10:00:01 10:00:02", "002"),
        ("10:00:01 10:00:03 10:00:02 10:00:04", "0113"),
        ("10:00:03 10:00:01 10:00:02", "000"),
        ("10:00:01 10:00:09 10:00:04 10:00:05 10:00:10", "01114"),
        ("10:00:03 10:00:02 10:00:05 10:00:04", "0022"),
        ("10:00:03 10:00:02 10:00:06 10:00:01", "0000"),
    ],
)
def test_a_message_delivered_after_a_later_one_is_of_its_moment(heures: str, groupes: str) -> None:
    dates = a(*heures.split())
    assert moments(dates) == tuple(dates[int(g)] for g in groupes)


def test_zones_are_read() -> None:
    dates = ["Mon, 05 Jan 2026 10:00:05 +0100", "Mon, 05 Jan 2026 09:00:04 +0000", "Mon, 5 Jan 2026 09:00:06 -0000"]
    assert moments(dates) == (dates[0], dates[0], dates[2])


def test_a_date_that_cannot_be_read_contradicts_nothing() -> None:
    dates = [*a("10:00:01"), "hier", "12", *a("10:00:02")]
    assert moments(dates) == tuple(dates)
    entre = [*a("10:00:02"), "hier", *a("10:00:01")]
    assert moments(entre) == (entre[0],) * 3, "it came between two that contradict each other"
    loin = ["Mon, 05 Jan 99999999 10:00:00 +0000", "Mon, 05 Jan 2026 10:00:00 +9999999", "\u0663", *a("10:00:00")]
    assert moments(loin) == tuple(loin)


def test_a_day_apart_is_a_wrong_clock_and_no_late_delivery() -> None:
    """One absurd date does not take away what the others prove."""
    dates = [*a("10:00:01", "10:00:02"), "Thu, 01 Jan 1970 00:00:00 +0000", *a("10:00:03")]
    assert moments(dates) == tuple(dates)
    hier = ["Mon, 05 Jan 2026 10:00:00 +0000", "Sun, 04 Jan 2026 10:00:00 +0000"]
    assert moments(hier) == (hier[0],) * 2
    avant = [hier[0], "Sun, 04 Jan 2026 09:59:59 +0000"]
    assert moments(avant) == tuple(avant)
