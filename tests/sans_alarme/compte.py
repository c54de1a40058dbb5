"""What a run of random conversations really met: a figure of 0 alarm is worth what was tried."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any

from tests.mutants.juges import Jugement
from tests.mutants.tableur import rangees
from tests.oracle.oracle import CONFORME
from tests.sans_alarme.seance import Seance

CLE = "ReferenceCommandePriseInterneOC"


@dataclass
class Compte:
    """Counts over the conversations of a run. `entrelacees` are those in which an order speaks between two messages of
    another; `groupes` the lots of several orders; `vies` the distinct lives of an order, as the flux that were sent.
    """

    conversations: int = 0
    lots: int = 0
    lignes: int = 0
    sans_fin: int = 0
    entrelacees: int = 0
    groupes: int = 0
    indecises: int = 0
    flux: Counter[str] = field(default_factory=Counter)
    modeles: Counter[str] = field(default_factory=Counter)
    encodages: Counter[str] = field(default_factory=Counter)
    survenues: Counter[str] = field(default_factory=Counter)
    vies: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def ajoute(self, seance: Seance, jugement: Jugement) -> None:
        """One more conversation, that is over, as it was judged."""
        vies: dict[str, list[str]] = {}
        ordre: list[str] = []
        for lot in seance.lots:
            entete, *lignes = rangees(lot)
            flux = flux_de(lot.nom)
            self.flux[flux] += 1
            self.lignes += len(lignes)
            self.groupes += len(lignes) > 1
            for ligne in lignes:
                cellules = dict(zip(entete, ligne, strict=True))
                if flux == "Cmd_Acces":
                    prise = "sans PTO" if cellules["PriseExistante"] == "N" else "PTO"
                    prise += " citée" if cellules["ReferencePrise"] else ""
                    self.modeles[f"{cellules['TypeRacco']}, {prise}"] += 1
                if cellules.get(CLE):
                    vies.setdefault(cellules[CLE], []).append(flux)
                    ordre.append(cellules[CLE])
        self.conversations += 1
        self.lots += len(seance.lots)
        self.sans_fin += seance.sans_fin
        self.entrelacees += any(a in ordre[i:] for i, (a, b) in enumerate(pairwise(ordre), 2) if a != b)
        self.indecises += jugement.avis.verdict != CONFORME
        self.encodages.update(seance.encodages)
        self.survenues.update(c.value for c in seance.survenues)
        self.vies.update(map(tuple, vies.values()))

    def __add__(self, autre: Compte) -> Compte:
        """Both together."""
        return Compte(**{f.name: getattr(self, f.name) + getattr(autre, f.name) for f in fields(self)})

    def donnees(self) -> dict[str, Any]:
        """The same, for JSON."""
        return {
            "conversations": self.conversations, "lots": self.lots, "lignes": self.lignes, "sans_fin": self.sans_fin,
            "entrelacees": self.entrelacees, "groupes": self.groupes, "indecises": self.indecises,
            "vies": len(self.vies), "survenues": len(self.survenues),
            "flux": dict(sorted(self.flux.items())), "modeles": dict(sorted(self.modeles.items())),
            "encodages": dict(sorted(self.encodages.items())),
        }  # fmt: skip

    def __str__(self) -> str:
        listes = (("flux", self.flux), ("modèles", self.modeles), ("écritures", self.encodages))
        return "\n".join(
            (
                f"{self.conversations} conversations tenues",
                f"{self.lots} lots dont {self.groupes} de plusieurs lignes, {self.lignes} lignes",
                f"{self.entrelacees} où des commandes s'entrelacent, {self.sans_fin} arrêtées avant leur fin",
                f"{len(self.vies)} vies de commande différentes, {len(self.survenues)} circonstances",
                *(f"{nom} : " + ", ".join(f"{n} {c}" for n, c in sorted(compte.items())) for nom, compte in listes),
            )
        )


def flux_de(nom: str) -> str:
    """The flux that a file of ours is named after: `0001_XVAL_XTEL_Cmd_Acces_V12_…`."""
    return nom.split("_V12")[0].split("_", 3)[-1]
