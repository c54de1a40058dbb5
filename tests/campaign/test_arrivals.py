"""Files of one moment are read in the order that favours their sender; those that the exchange dates keep theirs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, permutations
from pathlib import Path

import pytest

from harness.campaign.arrivals import en_ordre
from harness.campaign.jugement import Examen
from harness.exchange.codec import lit
from harness.exchange.entries import EntreeLot
from harness.exchange.journal import JournalLu, lit_journal
from harness.exchange.messages import Message
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from harness.transports.echange import Arrivee

Suite = list[tuple[Partie, bytes]]


@pytest.fixture(scope="module")
def journal(journal_du_catalogue: Path) -> JournalLu:
    return lit_journal(journal_du_catalogue)


def suite(identifiant: str, journal: JournalLu, examen: Examen) -> Suite:
    """The lots of one scenario, in order, each with its sender."""
    scenario = next(s for s in examen.resultats.scenarios if s.id == identifiant)
    lots = {e.fichier: e for e in journal.entrees if isinstance(e, EntreeLot)}
    fichiers = dict.fromkeys(e.fichier for e in scenario.etapes if e.flux is not None)
    return [(lots[f].emetteur, journal.octets(lots[f])) for f in fichiers]


def tirades(suite: Suite) -> Iterator[tuple[Partie, int, list[bytes]]]:
    """The lots that one party sends in a row: who, how many lots came before, which."""
    avant = 0
    for partie, groupe in groupby(suite, key=lambda lot: lot[0]):
        octets = [lot for _, lot in groupe]
        yield partie, avant, octets
        avant += len(octets)


def dits(suite: Suite, protocole: Protocole) -> list[Message]:
    return [m for partie, octets in suite for m in lit(octets, "", protocole, partie).messages]


SCENARIOS = [
    "OI-PAC-NOM", "OI-PNI-NOM", "STOC-PAC-NOM", "OC-PNI-NOM", "OI-PAC-MADKO", "STOC-PCI-CHRO-NOM", "ANN-AVANT-MAD-STOC",
]  # fmt: skip


@pytest.mark.parametrize("identifiant", SCENARIOS)
def test_what_was_left_in_one_moment_is_read_as_it_was_said(
    identifiant: str, journal: JournalLu, examen_du_catalogue: Examen, protocole: Protocole
) -> None:
    lots = suite(identifiant, journal, examen_du_catalogue)
    melanges = 0
    for partie, avant, octets in tirades(lots):
        passe = dits(lots[:avant], protocole)
        for melange in permutations(octets) if len(octets) > 1 else ():
            arrivees = [Arrivee("X", f"{i}.csv", o, moment="10:00:01") for i, o in enumerate(melange)]
            lues = en_ordre(arrivees, {"X": partie}, passe, protocole)
            assert [a.octets for a in lues] == octets
            melanges += melange != tuple(octets)
    assert melanges


def test_what_the_exchange_dates_stays_in_its_order(
    journal: JournalLu, examen_du_catalogue: Examen, protocole: Protocole
) -> None:
    """A breach that the exchange proves is not put right."""
    commande, *reponses = suite("OI-PNI-NOM", journal, examen_du_catalogue)
    rebours = [o for _, o in reversed(reponses)]
    passe = dits([commande], protocole)
    for moments in (["3", "4", "5", "6"], ["", "", "", ""]):
        arrivees = [Arrivee("X", "x.csv", o, moment=m) for o, m in zip(rebours, moments, strict=False)]
        assert [a.octets for a in en_ordre(arrivees, {"X": Partie.OI}, passe, protocole)] == rebours[: len(arrivees)]


def test_files_that_say_nothing_are_not_lost(protocole: Protocole) -> None:
    """Refused, empty or unreadable files come through too, once each."""
    arrivees = [Arrivee("X", "a", b"", "trop gros", "1", "10:00"), Arrivee("X", "b", b"\xff;\n", "", "2", "10:00")]
    assert sorted(a.nom for a in en_ordre(arrivees, {"X": Partie.OC}, [], protocole)) == ["a", "b"]
