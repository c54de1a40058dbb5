"""Files of one moment are read in the order that favours their sender; those that the exchange dates keep theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby, permutations
from pathlib import Path

import pytest

from harness import resources
from harness.campaign.arrivals import en_ordre
from harness.campaign.campaign import Face, Reglages, ouvre
from harness.campaign.clock import PARIS
from harness.examen.jugement import Examen
from harness.exchange.codec import lit
from harness.exchange.entries import EntreeLot
from harness.exchange.journal import JournalLu, lit_journal
from harness.exchange.messages import Message
from harness.profil.lecture import charge_profil
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie
from harness.transports import ouverture
from harness.transports.echange import Arrivee, Transport
from harness.transports.moments import moments
from tests.campaign import test_reprise
from tests.campaign.conftest import FICHE
from tests.campaign.partenaire_de_dossier import OiDeDossier
from tests.campaign.test_clock import Mur, horloge

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
    for dates in (["3", "4", "5", "6"], ["", "", "", ""]):
        arrivees = [Arrivee("X", "x.csv", o, moment=m) for o, m in zip(rebours, dates, strict=False)]
        assert [a.octets for a in en_ordre(arrivees, {"X": Partie.OI}, passe, protocole)] == rebours[: len(arrivees)]


@pytest.mark.parametrize(("dates", "innocent"), [(("10:00:05", "10:00:01"), True), (("10:00:01", "10:00:05"), False)])
def test_a_report_delivered_before_its_acknowledgement_is_a_breach_when_it_was_sent_before(
    journal: JournalLu, examen_du_catalogue: Examen, protocole: Protocole, dates: tuple[str, str], innocent: bool
) -> None:
    """§3.2, §3.3: what its sender did, and not what a mail server made of it."""
    commande, (_, accuse), (_, compte_rendu), *_ = suite("OI-PNI-NOM", journal, examen_du_catalogue)
    passe, livres = dits([commande], protocole), [compte_rendu, accuse]
    lus = moments([f"Mon, 05 Jan 2026 {heure} +0100" for heure in dates])
    arrivees = [Arrivee("X", "x.csv", o, moment=m) for o, m in zip(livres, lus, strict=True)]
    lues = [a.octets for a in en_ordre(arrivees, {"X": Partie.OI}, passe, protocole)]
    assert lues == ([accuse, compte_rendu] if innocent else livres)


def test_files_that_say_nothing_are_not_lost(protocole: Protocole) -> None:
    """Refused, empty or unreadable files come through too, once each."""
    arrivees = [Arrivee("X", "a", b"", "trop gros", "1", "10:00"), Arrivee("X", "b", b"\xff;\n", "", "2", "10:00")]
    assert sorted(a.nom for a in en_ordre(arrivees, {"X": Partie.OC}, [], protocole)) == ["a", "b"]


class PendantLeRegard:
    """An exchange in front of which the partner works while we look: its files come after we last read the clock."""

    def __init__(self, transport: Transport, partenaire: OiDeDossier, mur: Mur) -> None:
        self._transport, self._partenaire, self._mur = transport, partenaire, mur
        self.venues: dict[str, str] = {}

    def releve(self, a: str) -> tuple[Arrivee, ...]:
        self._mur.dort(40)
        self._partenaire.agit()
        arrivees = self._transport.releve(a)
        self.venues |= {x.nom: self._mur.utc.astimezone(PARIS).replace(tzinfo=None).isoformat() for x in arrivees}
        return arrivees

    def __getattr__(self, nom: str) -> object:
        return getattr(self._transport, nom)


def test_a_file_is_not_received_before_it_came(tmp_path: Path, protocole: Protocole) -> None:
    """What we answer is dated after what we answer to, however fast time passes."""
    (tmp_path / "echange").mkdir()
    (tmp_path / "profil.toml").write_text(test_reprise.PROFIL, encoding="utf-8")
    profil, mur = charge_profil(tmp_path / "profil.toml"), Mur(datetime(2026, 1, 5, 8, tzinfo=UTC))
    transport = ouverture.ouvre(profil, Partie.OC, "essai")
    echange = PendantLeRegard(transport, OiDeDossier(tmp_path / "echange", protocole), mur)
    reglages = Reglages(
        "1", "essai", resources.fixtures("reseaux", "valfibre.toml"), (Partie.OC,),
        face=Face(profil, Partie.OI, echange), horloge=horloge(mur),  # type: ignore[arg-type]
    )  # fmt: skip
    with test_reprise.fermant(transport), ouvre(tmp_path / "journal", protocole, reglages) as campagne:
        test_reprise._scenario(campagne.commence(FICHE))
        campagne.acheve()
    recus = [e for e in lit_journal(tmp_path / "journal").entrees if isinstance(e, EntreeLot) and e.de == "XVAL"]
    assert len(recus) == 2
    assert all(e.instant >= echange.venues[e.nom_origine] for e in recus)
