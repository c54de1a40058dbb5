"""What a user asked for, kept in the header of the journal: whoever goes on with the campaign asks for the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

JOUER, SIMULER = "jouer", "simuler"

CAMPAGNES = Path("campagnes")
"""Where the journals go by default, each in a folder of its own."""


@dataclass(frozen=True, slots=True)
class Demande:
    """`commande` is "jouer" or "simuler". Paths are absolute, lists are joined by a line break, "" is the default.

    `partie` is the party under test of "jouer", the one simulated of "simuler". `facteur` is that of the clock.
    """

    commande: str
    graine: str = "1"
    scenarios: str = ""
    partie: str = ""
    profil: str = ""
    classeur: str = ""
    reponses: str = ""
    ci: str = ""
    facteur: str = ""
    origine: str = ""
    reseau: str = ""
    clients: str = ""
    faits: str = ""
    ecarts: str = ""

    def en_texte(self) -> dict[str, str]:
        """What differs from the default, by name."""
        return {f.name: v for f in fields(self) if (v := getattr(self, f.name)) and v != f.default}

    @classmethod
    def lit(cls, table: Mapping[str, str]) -> Demande:
        """Read back what `en_texte` gave. Raises ValueError, in French, on anything else."""
        connus = {f.name for f in fields(cls)}
        if table.get("commande") not in (JOUER, SIMULER) or set(table) - connus:
            raise ValueError("ce journal n'est pas celui d'une campagne que le banc a jouée")
        return cls(**table)

    @property
    def ligne(self) -> str:
        """The command line, near enough, for the reports."""
        options = [
            f"--graine {self.graine}",
            f'--scenarios "{self.scenarios}"' if self.scenarios else "",
            f"--sous-test {self.partie}" if self.partie and self.commande == JOUER else "",
            f"--profil {Path(self.profil).name}" if self.profil else "",
        ]
        sujet = f" {self.partie}" if self.commande == SIMULER else ""
        return f"{self.commande}{sujet} " + " ".join(o for o in options if o)


def horloge(facteur: float, origine: str) -> dict[str, str]:
    """The clock of a `Demande`: an accelerated one always has its origin, to be the same when it is gone on with."""
    if facteur == 1:
        return {}
    return {"facteur": f"{facteur:g}", "origine": origine or datetime.now(UTC).isoformat(timespec="seconds")}


def dossier_neuf(parent: Path) -> Path:
    """Make the first numbered folder that does not exist yet: two campaigns started together get one each.

    Raises OSError.
    """
    rang = 1
    while True:
        dossier = parent / f"{rang:04d}"
        try:
            dossier.mkdir(parents=True)
        except FileExistsError:
            rang += 1
        else:
            return dossier
