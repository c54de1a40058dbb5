"""Every move of the lifecycle is taken by some scenario, or listed with the reason why none takes it."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.campaign.campaign import ouvre
from harness.exchange.codec import lit
from harness.exchange.entries import EntreeLot
from harness.exchange.journal import JournalLu, lit_journal
from harness.exchange.messages import Message
from harness.exchange.walk import Pas, parcourt
from harness.protocol.lifecycle import COUPS, MEMOIRE, PENDANT_ANNULATION, SANS_EFFET, Etat
from harness.protocol.spec import Protocole
from harness.workbook.compile import charge
from scenarios.run import joue
from tests.campaign.conftest import reglages

LISTE = Path(__file__).with_name("coups_non_joues.csv")

Coup = tuple[str, str, str, str, str, str]
"""Table, model, situation, state, flux, outcome; "" where a table does not distinguish."""


def tous() -> set[Coup]:
    """Every move of every table."""
    return {
        *(("COUPS", m, s, e, f, i) for m, s, e, _, f, i in COUPS),
        *(("MEMOIRE", "", "", c.etat, c.flux, c.issue) for c in MEMOIRE),
        *(("PENDANT_ANNULATION", "", "", "", f, i) for f, i in PENDANT_ANNULATION),
        *(("SANS_EFFET", "", "", e, f, "") for f, (etats, _) in SANS_EFFET.items() for e in etats),
    }


def pris(pas: Pas) -> Coup:
    """The move that a message took, in the table that had it."""
    flux, issue, avant = pas.message.flux, pas.message.issue, pas.avant
    if flux in SANS_EFFET:
        return "SANS_EFFET", "", "", avant.etat, flux, ""
    if avant.etat is Etat.ANNULATION_DEMANDEE and (flux, issue) in PENDANT_ANNULATION:
        return "PENDANT_ANNULATION", "", "", "", flux, issue
    if avant.etat is Etat.ANNULATION_DEMANDEE and pas.apres.etat is not Etat.ANNULEE:
        return "MEMOIRE", "", "", avant.etat, flux, issue
    if avant.doublon is not None and pas.apres.doublon is not avant.doublon:
        return "DOUBLON", "", "", "", flux, issue
    return "COUPS", avant.modele, avant.situation, avant.etat, flux, issue


def dossiers(journal: JournalLu, protocole: Protocole) -> Iterator[list[Message]]:
    """The messages of each order of a journal."""
    par_reference: dict[str, list[Message]] = defaultdict(list)
    for lot in (e for e in journal.entrees if isinstance(e, EntreeLot)):
        lu = lit(journal.octets(lot), lot.fichier, protocole, lot.emetteur, lot.ordre, lot.instant)
        for message in lu.messages:
            par_reference[message.reference].append(message)
    yield from par_reference.values()


@pytest.fixture(scope="module")
def joues(tmp_path_factory: pytest.TempPathFactory) -> set[Coup]:
    """The moves that the catalogue takes, both sides simulated."""
    dossier, protocole = tmp_path_factory.mktemp("campagne") / "j", charge()
    with ouvre(dossier, protocole, reglages()) as campagne:
        assert joue(campagne) == ()
        campagne.acheve()
    lus = dossiers(lit_journal(dossier), protocole)
    return {pris(pas) for messages in lus for pas in parcourt(messages) if pas.refus is None}


def excuse(ligne: dict[str, str], coup: Coup) -> bool:
    """Whether a line of the list speaks of a move: « * » is anything, « | » joins several."""
    colonnes = ("table", "modele", "situation", "etat", "flux", "issue")
    return all(ligne[c] == "*" or valeur in ligne[c].split("|") for c, valeur in zip(colonnes, coup, strict=True))


def test_every_move_is_taken_by_a_scenario_or_has_its_reason(joues: set[Coup]) -> None:
    """Each line of the list tells how many moves it excuses: none is lost, and none is gained unnoticed."""
    lignes = list(csv.DictReader(LISTE.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    absents = tous() - joues
    excuses = {coup: next((n for n, ligne in enumerate(lignes) if excuse(ligne, coup)), None) for coup in absents}
    assert sorted(coup for coup, n in excuses.items() if n is None) == []
    comptes = Counter(excuses.values())
    assert [(ligne["raison"], comptes[n]) for n, ligne in enumerate(lignes)] == [
        (ligne["raison"], int(ligne["nombre"])) for ligne in lignes
    ]


def test_the_catalogue_takes_moves_of_every_table(joues: set[Coup]) -> None:
    """The check above can fail: it looks at moves that exist. A double order is outside the tables (§3.3)."""
    assert {c[0] for c in joues - tous()} == {"DOUBLON"}
    assert {c[0] for c in joues & tous()} == {"COUPS", "MEMOIRE", "PENDANT_ANNULATION", "SANS_EFFET"}
