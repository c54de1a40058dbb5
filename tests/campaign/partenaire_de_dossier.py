"""An OI of a few lines, in model OC: it takes the files of a folder, answers at once, and remembers what it took."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux

CLE = "ReferenceCommandePriseInterneOC"


class OiDeDossier:
    """`pris` are the names of the files it took, each once per delivery; kept in its folder, it outlives any crash."""

    def __init__(self, racine: Path, protocole: Protocole) -> None:
        self.entrant, self.sortant = racine / "XTEL_vers_XVAL", racine / "XVAL_vers_XTEL"
        self.registre, self.protocole = racine / "pris.txt", protocole

    @property
    def pris(self) -> list[str]:
        return self.registre.read_text().splitlines() if self.registre.exists() else []

    def agit(self) -> None:
        """Take what is there, delete it, answer to orders."""
        for chemin in sorted(self.entrant.glob("*.csv")) if self.entrant.is_dir() else []:
            lignes = list(csv.DictReader(io.StringIO(chemin.read_text(encoding="utf-8")), delimiter=";"))
            with self.registre.open("a") as f:
                f.write(chemin.name + "\n")
            if "Cmd_Acces" in chemin.name:
                self._ecrit(Flux.AR_CMD_ACCES, chemin.name, [self._ar(c) for c in lignes])
                self._ecrit(Flux.CR_CMD_ACCES, chemin.name, [self._cr(c) for c in lignes])
            chemin.unlink()

    def _ecrit(self, flux: Flux, cause: str, lignes: list[dict[str, str]]) -> None:
        self.sortant.mkdir(exist_ok=True)
        noms = self.protocole[flux].noms
        texte = io.StringIO()
        ecrivain = csv.DictWriter(texte, noms, restval="", delimiter=";", lineterminator="\n")
        ecrivain.writeheader()
        ecrivain.writerows(lignes)
        rang = {"AR_Cmd_Acces": 1, "CR_Cmd_Acces": 2}[flux]
        nom = f"{cause.removesuffix('.csv')}_{rang}_{flux}.csv"
        provisoire = self.sortant / f".{nom}.tmp"
        provisoire.write_text(texte.getvalue(), encoding="utf-8")
        provisoire.rename(self.sortant / nom)

    def _ar(self, c: dict[str, str]) -> dict[str, str]:
        return {CLE: c[CLE], "DateArCommandePrise": c["DateCommandePrise"], "EtatArCommandePrise": "OK"}

    def _cr(self, c: dict[str, str]) -> dict[str, str]:
        route = {
            "OC 1": "XTEL", "NomModulePm N°1": "M09", "PositionModulePm N°1": "M09-01",
            "ReferenceCableModulePm N°1": "C9",
            "InformationTubeModulePm N°1": "1 ROUGE", "InformationFibreModulePm N°1": "1 ROUGE",
            "ReferencePBO N°1": "PBO-AILLEURS-9", "LocalisationPBO N°1": "PALIER", "ReferenceCablePBO N°1": "C9",
            "InformationTubePBO N°1": "1 ROUGE", "InformationFibrePBO N°1": "1 ROUGE",
            "ConnecteurPriseNumero N°1": "1", "ConnecteurPriseCouleur N°1": "ROUGE",
        }  # fmt: skip
        return {
            CLE: c[CLE], "ReferencePrise": "XV-9999-9999", "ReferencePrestationPrise": "XVAL-FTTH-9",
            "EtatCrCommandePrise": "OK", "DateCrCommandePrise": c["DateCommandePrise"],
            "ReferencePrestationPm": c["ReferencePrestationPm"], "ReferencePm": c["ReferencePm"],
            "ReferencePmTechnique": c["ReferencePm"], "LocalisationPm": "RUE", "TypeCommandeRetenu": "COFI", **route,
        }  # fmt: skip
