"""The three clocks: invented, the wall's, the wall's run faster; none of them ever goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from harness.campaign.campaign import ouvre
from harness.campaign.clock import HorlogeReelle, HorlogeVirtuelle
from harness.campaign.gens import AttenteNonTenue
from harness.exchange.entries import EntreeEvenement, EntreeFait, EntreeLot
from harness.exchange.journal import lit_journal
from harness.network.circumstances import Circonstance
from harness.protocol.spec import Protocole
from harness.protocol.terms import Modele, Situation
from tests.campaign.conftest import FICHE, reglages


class Mur:
    """A wall clock that sleep moves on, and that the machine's keeper may set."""

    def __init__(self, utc: datetime) -> None:
        self.utc = utc
        self.dormi = 0.0

    def lit(self) -> datetime:
        return self.utc

    def dort(self, secondes: float) -> None:
        self.dormi += secondes
        self.utc += timedelta(seconds=secondes)


def horloge(mur: Mur, **autres: object) -> HorlogeReelle:
    return HorlogeReelle(murale=mur.lit, dort=mur.dort, **autres)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("utc", "legale"),
    [
        (datetime(2026, 1, 5, 8, tzinfo=UTC), datetime(2026, 1, 5, 9)),
        (datetime(2026, 7, 14, 8, tzinfo=UTC), datetime(2026, 7, 14, 10)),
    ],
)
def test_the_real_time_is_french_legal_time(utc: datetime, legale: datetime) -> None:
    assert horloge(Mur(utc)).maintenant() == legale


def test_time_only_moves_when_waited_for() -> None:
    mur = Mur(datetime(2026, 1, 5, 8, tzinfo=UTC))
    h = horloge(mur)
    mur.utc += timedelta(minutes=3)
    assert h.maintenant() == datetime(2026, 1, 5, 9)
    h.attend(datetime(2026, 1, 5, 9, 1))
    assert h.maintenant() == datetime(2026, 1, 5, 9, 3)


def test_an_accelerated_day_is_short() -> None:
    mur = Mur(datetime(2026, 1, 5, 8, tzinfo=UTC))
    h = horloge(mur, facteur=86_400)
    h.attend(datetime(2026, 1, 7, 9))
    assert mur.dormi == pytest.approx(2, abs=0.1)
    assert h.maintenant() == datetime(2026, 1, 7, 9)


def test_two_processes_with_one_origin_have_one_time() -> None:
    origine = datetime(2026, 1, 5, 8, tzinfo=UTC)
    mur = Mur(origine)
    une = horloge(mur, facteur=600, origine=origine)
    mur.utc += timedelta(seconds=30)
    autre = horloge(mur, facteur=600, origine=origine)
    une.attend(une.maintenant())
    assert une.maintenant() == autre.maintenant() == datetime(2026, 1, 5, 14)


def test_a_wall_clock_that_moves_back_is_said_and_changes_no_order() -> None:
    mur = Mur(datetime(2026, 1, 5, 8, tzinfo=UTC))
    h = horloge(mur)
    h.attend(datetime(2026, 1, 5, 9, 10))
    avant = h.maintenant()
    mur.utc -= timedelta(hours=2)
    h.attend(avant + timedelta(minutes=1))
    assert h.maintenant() == avant + timedelta(minutes=1)
    assert h.avis() == ("l'horloge de la machine a reculé de 7\u202f200 secondes : celle de la campagne continue",)
    assert h.avis() == ()


def test_a_journal_from_the_future_means_that_the_clock_moved_back_meanwhile() -> None:
    h = horloge(Mur(datetime(2026, 1, 5, 8, tzinfo=UTC)))
    h.cale(datetime(2026, 1, 5, 12))
    h.attend(h.maintenant())
    assert h.maintenant() == datetime(2026, 1, 5, 12)
    assert "a reculé de 10\u202f800 secondes" in h.avis()[0]


def joue(dossier: Path, protocole: Protocole, **autres: object) -> list[tuple[str, str]]:
    """One order with a repair, days long; returns who sent what."""
    with ouvre(dossier, protocole, reglages(**autres)) as campagne:
        deroule = campagne.commence(FICHE)
        deroule.souscrit(Situation.A_CONSTRUIRE, Modele.STOC)
        deroule.survient(Circonstance.CLIENT_ABSENT)
        try:
            deroule.finit("la commande est terminée", "terminée")
        except AttenteNonTenue as e:
            campagne.termine(FICHE, "attente", str(e))
        else:
            campagne.termine(FICHE)
        campagne.acheve()
    return [(m.emetteur, m.flux) for m in deroule.messages()]


def test_the_real_clock_behaves_as_the_invented_one(tmp_path: Path, protocole: Protocole) -> None:
    """The same order, feasts and weekends included, on a wall clock that nobody really waits for."""
    mur = Mur(datetime(2026, 1, 5, 8, tzinfo=UTC))
    vite = joue(tmp_path / "virtuelle", protocole)
    lent = joue(tmp_path / "reelle", protocole, horloge=horloge(mur))
    assert vite == lent
    assert len(vite) >= 6
    entrees = [lit_journal(tmp_path / nom).entrees for nom in ("virtuelle", "reelle")]
    instants = [[e.instant for e in liste if isinstance(e, EntreeLot)] for liste in entrees]
    assert instants[0] == instants[1]
    assert not [e for e in entrees[0] if isinstance(e, EntreeEvenement)]
    assert [e for e in entrees[1] if isinstance(e, EntreeEvenement)]


def test_two_weeks_are_played_at_once(tmp_path: Path, protocole: Protocole) -> None:
    """From a Monday before Ascension: the Thursday and the weekends are nobody's."""
    debut = datetime(2026, 5, 11, 9)
    joue(tmp_path / "j", protocole, debut=debut, horloge=HorlogeVirtuelle(debut))
    entrees = lit_journal(tmp_path / "j").entrees
    jours = {e.instant[:10] for e in entrees if isinstance(e, EntreeLot | EntreeFait)}
    assert len(jours) >= 3
    assert not jours & {"2026-05-14", "2026-05-16", "2026-05-17", "2026-05-23", "2026-05-24"}
