"""The folders of the corpus, read and judged: what `attendu.toml` names, and what the judge says of the lots."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from harness.examen.cibles import NOM_INDEX as INDEX
from harness.examen.jugement import examine_lu
from harness.examen.verification import Options, verifie
from harness.exchange.journal import JournalLu, lit_journal
from harness.importation.conversion import importe
from harness.judge.results import Constat
from harness.protocol.terms import Partie
from harness.resources import fixtures
from harness.workbook.compile import charge

RACINE = fixtures("corpus")
ANNEXE = "annexe"
"""The group of the two examples of the document's annexe: real input, not written for one rule."""

CLES = {"regle", "gravite", "fichier", "ligne", "champ", "partie"}
OPTIONS = {"emetteur", "prise_seule_admise", "encodage_convenu", "delais"}

Trouve = tuple[str, str, str, int, str, str]
"""A finding: rule, gravity, file, line (0 for a whole file), field, party ("" for nobody)."""


@dataclass(frozen=True)
class Cas:
    """One folder. `genre` is `conforme` or `ecart`; `groupe` the rule it is about, or the annexe."""

    dossier: Path

    @property
    def groupe(self) -> str:
        return self.dossier.parent.name

    @property
    def genre(self) -> str:
        return self.dossier.name.partition("-")[0]

    @property
    def nom(self) -> str:
        return f"{self.groupe}/{self.dossier.name}"

    @property
    def lots(self) -> list[Path]:
        return sorted(p for p in self.dossier.glob("*.csv") if p.name != INDEX)

    @property
    def conversation(self) -> bool:
        """Whether its lots are an exchange, in the order of an index, and not files on their own."""
        return (self.dossier / INDEX).exists()


@dataclass(frozen=True)
class Dit:
    """What is said of a folder, by its author or by the judge. `exercees` are the rules that met a witness."""

    verdict: str
    constats: tuple[Trouve, ...]
    exercees: frozenset[str] = frozenset()
    sections: bool = True


def cas() -> list[Cas]:
    """Every folder two levels down, whatever it holds."""
    return [Cas(d) for groupe in sorted(RACINE.iterdir()) for d in sorted(groupe.iterdir())]


def attendu(cas_: Cas) -> Dit:
    """What `attendu.toml` names. Raises ValueError on a key that means nothing."""
    lu = tomllib.loads((cas_.dossier / "attendu.toml").read_text(encoding="utf-8"))
    inconnues = set(lu) - OPTIONS - {"verdict", "constats"} | {k for c in lu["constats"] for k in set(c) - CLES}
    if inconnues:
        raise ValueError(f"{cas_.nom} : clés inconnues {sorted(inconnues)}")
    trouves = (
        (c["regle"], c["gravite"], c["fichier"], c.get("ligne", 0), c.get("champ", ""), c.get("partie", ""))
        for c in lu["constats"]
    )
    return Dit(lu["verdict"], tuple(sorted(trouves)))


@cache
def juge(cas_: Cas) -> Dit:
    """What the judge says of the lots of a folder: as an imported exchange when it has an index, else one by one."""
    return _echange(cas_) if cas_.conversation else _fichiers(cas_)


def _fichiers(cas_: Cas) -> Dit:
    lu = tomllib.loads((cas_.dossier / "attendu.toml").read_text(encoding="utf-8"))
    options = Options(
        emetteur=Partie(lu["emetteur"]) if "emetteur" in lu else None,
        prise_seule_admise=lu.get("prise_seule_admise"),
        encodage_convenu=lu.get("encodage_convenu", ""),
    )
    resultats = verifie(cas_.lots, charge(), (), options, vues=False)
    exercees = {e.regle for lot in resultats.lots for e in lot.exercices}
    constats = resultats.constats
    noms = {str(lot): lot.name for lot in cas_.lots}
    return Dit(resultats.verdict, _trouves(constats, noms), frozenset(exercees), _cites(constats))


def _echange(cas_: Cas) -> Dit:
    with tempfile.TemporaryDirectory() as temporaire:
        journal = Path(temporaire) / "journal"
        importe(cas_.dossier, journal, charge())
        examen = examine_lu(_convenu(lit_journal(journal), cas_), charge(), (), vues=False)
        conversations = examen.releves.juge(examen.journal, False, {})
    exercices = [e for lot in examen.resultats.lots for e in lot.exercices] + list(conversations.exercices)
    constats = examen.resultats.constats
    noms = {lot.fichier: lot.fichier.partition("_")[2] for lot in examen.resultats.lots}  # a journal puts a rank first
    exercees = frozenset(e.regle for e in exercices)
    return Dit(examen.resultats.verdict, _trouves(constats, noms), exercees, _cites(constats))


def _convenu(lu: JournalLu, cas_: Cas) -> JournalLu:
    """The journal, as that of operators who agreed on the delays that the author of a folder tells."""
    delais = tomllib.loads((cas_.dossier / "attendu.toml").read_text(encoding="utf-8")).get("delais", {})
    return replace(lu, entete=replace(lu.entete, delais=delais))


def _trouves(constats: Iterable[Constat], noms: Mapping[str, str]) -> tuple[Trouve, ...]:
    """Findings by the name that each file has in the folder."""
    return tuple(
        sorted(
            (c.regle, c.gravite.value, noms.get(c.fichier, c.fichier), c.ligne or 0, c.champ, str(c.partie or ""))
            for c in constats
        )
    )


def _cites(constats: Iterable[Constat]) -> bool:
    return all(c.section and c.message for c in constats)
