"""Where mutants come from: the conversations of a played catalogue, one a scenario, as plain files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from harness import resources
from harness.campaign.campaign import Reglages, ouvre
from harness.exchange.entries import Entete, EntreeFaute, EntreeLot, EntreeScenario
from harness.exchange.journal import JournalLu, lit_journal
from harness.workbook.compile import charge
from scenarios.run import joue
from tests.oracle.fichier import Lot


@dataclass(frozen=True)
class Conversation:
    """The files of one scenario, in order. `entete` is that of the journal they come from."""

    id: str
    lots: tuple[Lot, ...]
    entete: Entete


def joue_le_catalogue(dossier: Path, graine: str = "1", expression: str = "") -> Path:
    """Play the catalogue, or what an expression selects, into a new journal; returns its folder."""
    reglages = Reglages(graine, f"jouer --graine {graine}", resources.fixtures("reseaux", "valfibre.toml"))
    with ouvre(dossier, charge(), reglages) as campagne:
        pannes = joue(campagne, expression)
        campagne.acheve()
    if pannes:
        raise RuntimeError(pannes[0])
    return dossier


def conversations(dossier: Path) -> list[Conversation]:
    """The conversations of a journal, less those whose scenario asks for a fault."""
    lu = lit_journal(dossier)
    par_id: dict[str, list[Lot]] = {}
    fautifs: set[str] = set()
    courant = ""
    for entree in lu.entrees:
        if isinstance(entree, EntreeScenario):
            courant = entree.id
        elif isinstance(entree, EntreeFaute):
            fautifs.add(courant)
        elif isinstance(entree, EntreeLot):
            par_id.setdefault(courant, []).append(_lot(lu, entree))
    return [Conversation(id_, tuple(lots), lu.entete) for id_, lots in par_id.items() if id_ not in fautifs]


def _lot(lu: JournalLu, entree: EntreeLot) -> Lot:
    return Lot(entree.fichier, entree.emetteur.value, entree.de, entree.a, lu.octets(entree), entree.instant)
