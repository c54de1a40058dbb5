"""The same orders in other files are judged alike: lines split or merged, permuted, orders interleaved or delayed.

`test_metamorphose` says it of messages. Here they are bytes again: the lots of a played journal are cut into lines,
written on disk as another exchange, imported and judged, form included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from harness.examen.jugement import Examen, examine
from harness.exchange.dossiers import Dossier
from harness.exchange.entries import EntreeLot
from harness.importation.conversion import importe
from harness.judge.registry import REGLES, Portee
from harness.judge.results import Gravite, ResultatScenario
from harness.protocol.terms import Flux, Partie
from harness.workbook.compile import charge

LUNDI = datetime(2026, 1, 5, 9)
REGLAGES = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@dataclass(frozen=True)
class Ligne:
    """One line of a lot, as bytes, with its header. `instant` is when it left, counted from the start of its order."""

    reference: str
    flux: Flux
    de: str
    a: str
    instant: timedelta
    entete: bytes
    octets: bytes


Fichier = tuple[datetime, tuple[Ligne, ...]]
Jugees = dict[str, tuple[object, ...]]


@pytest.fixture(scope="module")
def vies(examen_du_catalogue: Examen) -> list[tuple[Ligne, ...]]:
    """The orders of the catalogue that one journal can hold with others: no line of theirs is there twice."""
    lots = {e.fichier: e for e in examen_du_catalogue.journal.entrees if isinstance(e, EntreeLot)}
    octets = {f: examen_du_catalogue.journal.octets(e).split(b"\n") for f, e in lots.items()}
    entieres = (tuple(_lignes(d, octets)) for d in examen_du_catalogue.releves.dossiers if d.messages[0].instant)
    return [vie for vie in entieres if len(vie) > 3 and len({ligne.octets for ligne in vie}) == len(vie)]


def _lignes(dossier: Dossier, octets: dict[str, list[bytes]]) -> Iterator[Ligne]:
    debut = datetime.fromisoformat(dossier.messages[0].instant)
    for m in dossier.messages:
        de, a = (dossier.oc, dossier.oi) if m.emetteur is Partie.OC else (dossier.oi, dossier.oc)
        ecart = datetime.fromisoformat(m.instant) - debut
        lues = octets[m.fichier]
        yield Ligne(dossier.reference, m.flux, de, a, ecart, lues[0], lues[m.ligne - 1])


def juge(fichiers: Sequence[Fichier]) -> Jugees:
    """Write them as an exchange, import it and judge: verdict and findings of each order, wherever they are told."""
    with TemporaryDirectory(prefix="octets-") as racine:
        dossier, journal = Path(racine) / "echange", Path(racine) / "journal"
        dossier.mkdir()
        index = ["order;file;sender;receiver;datetime"]
        for n, (instant, lignes) in enumerate(fichiers, start=1):
            nom, une = f"{n:03d}-{lignes[0].flux}.csv", lignes[0]
            (dossier / nom).write_bytes(b"\n".join((une.entete, *(ligne.octets for ligne in lignes))) + b"\n")
            index.append(f"{n};{nom};{une.de};{une.a};{instant.isoformat()}")
        (dossier / "journal.csv").write_text("\n".join(index) + "\n", encoding="utf-8")
        importe(dossier, journal, charge())
        scenarios = examine(journal, charge(), (), vues=False).resultats.scenarios
    return {s.id: _seul(s) for s in scenarios}


def _seul(scenario: ResultatScenario) -> tuple[object, ...]:
    """What an order shows alone: what several orders, or a silence, make together is left out, verdict included."""
    siens = [c for c in scenario.constats if REGLES[c.regle].portee is not Portee.JOURNAL]
    dits = sorted(str((c.regle, c.gravite, c.partie, c.champ, c.flux, c.valeur)) for c in siens)
    return any(c.gravite is Gravite.NON_CONFORME for c in siens), len(scenario.etapes), *dits


def ecrit(vies: Iterable[tuple[Ligne, ...]], retards: Iterable[int]) -> list[Fichier]:
    """One file a line, each order so many days later, in the order of time; of one instant, order by order."""
    tous = [(LUNDI + timedelta(days=r) + e.instant, e) for vie, r in zip(vies, retards, strict=True) for e in vie]
    return [(instant, (ligne,)) for instant, ligne in sorted(tous, key=lambda t: t[0])]


def fond(fichiers: Sequence[Fichier], data: st.DataObject) -> list[Fichier]:
    """Neighbours of one instant, one flux, one header and two same ends: cut at random, their lines permuted."""
    fondus: list[Fichier] = []
    for _, groupe in groupby(fichiers, key=lambda f: (f[0], *(_bouts(ligne) for ligne in f[1]))):
        membres = list(groupe)
        lignes = [ligne for _, siennes in membres for ligne in siennes]
        if len({ligne.reference for ligne in lignes}) < len(lignes):
            fondus += membres
            continue
        melees = data.draw(st.permutations(lignes))
        coupe = data.draw(st.integers(0, len(melees)))
        fondus += [(membres[0][0], tuple(part)) for part in (melees[:coupe], melees[coupe:]) if part]
    return fondus


def _bouts(ligne: Ligne) -> tuple[object, ...]:
    return ligne.flux, ligne.de, ligne.a, ligne.entete


@st.composite
def choix(tirage: st.DrawFn) -> tuple[list[tuple[int, int]], st.DataObject]:
    """A few orders, by rank, each with the rank of a line to leave out (0 for none)."""
    rangs = tirage(st.lists(st.integers(0, 10_000), min_size=2, max_size=6, unique=True))
    return [(r, tirage(st.integers(0, 4))) for r in rangs], tirage(st.data())


def pris(vies: list[tuple[Ligne, ...]], choisis: list[tuple[int, int]]) -> list[tuple[Ligne, ...]]:
    """Those orders, once each, those that answer nobody left aside."""
    uniques = {(v := vies[rang % len(vies)])[0].reference: (v, ote) for rang, ote in choisis}
    return [v[:ote] + v[ote + 1 :] if 0 < ote < len(v) else v for v, ote in uniques.values()]


@REGLAGES
@given(tire=choix())
def test_the_same_orders_in_other_files_are_judged_alike(
    vies: list[tuple[Ligne, ...]], tire: tuple[list[tuple[int, int]], st.DataObject]
) -> None:
    choisis, data = tire
    siens = pris(vies, choisis)
    eclates = ecrit(siens, [0] * len(siens))
    seuls = juge(eclates)
    assert set(seuls) == {vie[0].reference for vie in siens}
    assert juge(fond(eclates, data)) == seuls
    retards = [data.draw(st.integers(0, 2)) for _ in siens]
    assert juge(fond(ecrit(siens, retards), data)) == seuls


@REGLAGES
@given(rangs=st.lists(st.integers(0, 10_000), min_size=2, max_size=4, unique=True), jours=st.integers(1, 3))
def test_one_order_wholly_later_changes_nothing(vies: list[tuple[Ligne, ...]], rangs: list[int], jours: int) -> None:
    """One order comes some days after the others: order by order, nothing has moved."""
    siens = pris(vies, [(r, 0) for r in rangs])
    retards = [0] * (len(siens) - 1) + [jours]
    assert juge(ecrit(siens, retards)) == juge(ecrit(siens, [0] * len(siens)))


def test_lines_are_really_merged_and_breaches_really_seen(vies: list[tuple[Ligne, ...]]) -> None:
    """A property on one file a line, or on right orders alone, would prove little."""
    gates = [v[:1] + v[2:] for v in vies[:6]]
    dits = juge(ecrit(gates, [0] * 6))
    assert sum(len(d) > 2 for d in dits.values()) >= 5
    memes = [(LUNDI, (v[0],)) for v in vies[:6]]
    assert len({_bouts(lignes[0]) for _, lignes in memes}) < len(memes)
