"""A partner that is somebody else's program, the harness in front of it, and the people who answer for it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ICI = Path(__file__).resolve().parent
FACTEUR = 60_000
"""A day and a night last about a second and a half."""

ADRESSE = "CodeAdresseImmeuble"
CHAMPS = ("CodeAdresseImmeuble", "Batiment", "Escalier", "Etage", "ReferencePm", "ReferencePrestationPm")


@dataclass
class Banc:
    """One side is a partner of this folder, `partie` "oi" or "oc"; the other is the harness.

    `partenaire` and `harnais` are the folders as each sees them: the same one, or one through a server.
    """

    racine: Path
    partie: str
    donnees: str
    profil: str
    echange: Path
    ecarts: Sequence[str] = ()
    debut: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    _partenaire: subprocess.Popen[str] | None = None
    _a_laisser_vide: str = ""

    def __post_init__(self) -> None:
        for sens in ("oc_vers_oi", "oi_vers_oc"):
            (self.echange / sens).mkdir(parents=True, exist_ok=True)
        self.fichier("donnees.csv").write_text(self.donnees, encoding="utf-8")
        self.fichier("profil.toml").write_text(self.profil, encoding="utf-8")
        self.fichier("reponses.csv").write_text(
            "question;reponse;auteur;PBO;tube;fibre;decharge;rdv;date;motif;prise\n"
        )

    def fichier(self, nom: str) -> Path:
        """A file of this bench."""
        return self.racine / nom

    @property
    def maintenant(self) -> datetime:
        """The accelerated hour, French legal time."""
        ecoule = (datetime.now(UTC) - self.debut) * FACTEUR
        return (self.debut + ecoule).astimezone(ZoneInfo("Europe/Paris")).replace(tzinfo=None)

    def demarre(self) -> None:
        """Start the partner, as its own process."""
        entree, sortie = ("oc_vers_oi", "oi_vers_oc") if self.partie == "oi" else ("oi_vers_oc", "oc_vers_oi")
        local = self.debut.astimezone(ZoneInfo("Europe/Paris")).replace(tzinfo=None)
        options = {
            "--entree": self.echange / entree, "--sortie": self.echange / sortie, "--oi": "XVAL", "--oc": "XTEL",
            "--donnees": self.fichier("donnees.csv"), "--debut": local.isoformat(),
            "--depart": self.debut.timestamp(), "--allure": FACTEUR,
        }  # fmt: skip
        mots = [str(m) for paire in options.items() for m in paire]
        ecarts = [m for ecart in self.ecarts for m in ("--ecart", ecart)]
        commande = [sys.executable, "-S", str(ICI / f"{self.partie}.py"), *mots, *ecarts]  # standard library only
        self._partenaire = subprocess.Popen(commande, stdout=subprocess.PIPE, text=True)
        assert self._partenaire.stdout is not None
        assert self._partenaire.stdout.readline() == "prêt\n"

    def arrete(self) -> None:
        """Stop the partner."""
        if self._partenaire is not None:
            self._partenaire.kill()
            self._partenaire.communicate()

    def close(self) -> None:
        """As `arrete`, under the name that `closing` calls."""
        self.arrete()

    def joue(self, scenarios: str) -> tuple[int, dict[str, Any]]:
        """Play scenarios in front of it: exit code and JSON report."""
        commande = [
            sys.executable, "-c", "from harness.cli import main; main()", "jouer", "--sous-test", self.partie,
            "--profil", self.fichier("profil.toml"), "--scenarios", scenarios, "--acceleration", FACTEUR,
            "--origine", self.debut.replace(tzinfo=None).isoformat(), "--journal", self.fichier("journal"),
            "--reponses", self.fichier("reponses.csv"), "--format", "json", "--sortie", self.fichier("rapport.json"),
        ]  # fmt: skip
        with subprocess.Popen(
            [str(m) for m in commande], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        ) as processus:
            assert processus.stderr is not None
            dits = []
            for ligne in processus.stderr:
                dits.append(ligne)
                self._entend(ligne.strip())
            code = processus.wait()
        assert self.fichier("rapport.json").exists(), "".join(dits)
        return code, json.loads(self.fichier("rapport.json").read_text(encoding="utf-8"))

    # --- the people of the partner

    def _entend(self, ligne: str) -> None:
        """What the harness asks of people, and what they do about it."""
        if not ligne.startswith("["):
            return
        question, _, texte = ligne[1:].partition("] ")
        if "envoyez une Cmd_Acces" in texte:
            self._commande(question, texte)
        elif "appelle votre hotline" in texte:
            self._decroche(question, texte)
        elif "prenez pour nous un rendez-vous" in texte:
            quand = (self.maintenant + timedelta(days=1)).replace(hour=11, minute=0)
            while quand.weekday() >= 5:
                quand += timedelta(days=1)
            self._repond(question, rdv=f"RDV-{question.replace('/', '-')}", date=f"{quand:%Y%m%d %H:%M}")
        elif "dans votre prochain fichier" in texte:
            self._a_laisser_vide = _apres(texte, "laisse").split()[0]
            self._repond(question)
        elif "/" in question:
            self._repond(question)

    def _decroche(self, question: str, texte: str) -> None:
        """The OI's hotline: the route that its system has ready, unless the case is one that nothing can solve."""
        if any(cas in question for cas in ("MADKO", "CONSTKO", "CRSTOCKO-B")):
            self._repond(question, reponse="sans solution")
            return
        reference = texte.partition("commande ")[2].split()[0].rstrip(",.")
        lignes = self.fichier("hotline.csv").read_text(encoding="utf-8").splitlines()
        _, pbo, tube, fibre, decharge = next(li for li in lignes if li.startswith(f"{reference};")).split(";")
        with self.fichier("appels.csv").open("a", encoding="utf-8") as appels:
            appels.write(f"{reference}\n")
        self._repond(question, reponse="nouvelle route", PBO=pbo, tube=tube, fibre=fibre, decharge=decharge)

    def _commande(self, scenario: str, texte: str) -> None:
        """A client of the OC comes: what the harness asked for becomes a line of its system."""
        client = dict.fromkeys(("TypeRacco", "PriseExistante", "ReferencePrise", "IdRdv", "terrain", *CLIENT), "")
        client |= {"TypeRacco": _apres(texte, "TypeRacco"), "PriseExistante": "N" if "à construire" in texte else "O"}
        client |= {champ: _apres(texte, champ) for champ in CHAMPS}
        if self._a_laisser_vide:  # as the people of the OC were asked before they were asked to order
            client[self._a_laisser_vide], self._a_laisser_vide = "", ""
        client |= FICHE | {"terrain": next((t for fin, t in TERRAINS.items() if scenario.endswith(fin)), "")}
        if "existante et identifiée" in texte:
            client["ReferencePrise"] = _apres(texte, "ReferencePrise")
        if "rendez-vous" in texte:
            mots = texte.partition("rendez-vous ")[2].split(" le ")
            client |= {"IdRdv": mots[0], "DateInstall": mots[1][:14]}
        nouveau = not self.fichier("donnees.csv").read_text(encoding="utf-8")
        with self.fichier("donnees.csv").open("a", encoding="utf-8", newline="") as fichier:
            sortie = csv.DictWriter(fichier, list(client), delimiter=";")
            if nouveau:
                sortie.writeheader()
            sortie.writerow(client)

    def _repond(self, question: str, reponse: str = "fait", **donnees: str) -> None:
        noms = ("PBO", "tube", "fibre", "decharge", "rdv", "date", "motif", "prise")
        with self.fichier("reponses.csv").open("a", encoding="utf-8") as fichier:
            fichier.write(";".join((question, reponse, "essai", *(donnees.get(n, "") for n in noms))) + "\n")


CLIENT = ("CommuneImmeuble", "CodePostalImmeuble", "CodeInseeImmeuble", "NumeroVoieImmeuble", "TypeVoieImmeuble",
          "LibelleVoieImmeuble", "NomClient", "PrenomClient", "ContactClient1", "DateInstall")  # fmt: skip
FICHE: Mapping[str, str] = {
    "CommuneImmeuble": "VALFIBRE SUR ONDE", "CodePostalImmeuble": "00120", "CodeInseeImmeuble": "00123",
    "NumeroVoieImmeuble": "7", "TypeVoieImmeuble": "RUE", "LibelleVoieImmeuble": "DES EPISSURES",
    "NomClient": "TESSIER", "PrenomClient": "CAMILLE", "ContactClient1": "0639980142",
}  # fmt: skip


TERRAINS: Mapping[str, str] = {
    "-CHRO-NOM": "appel", "-MES": "service", "-CRSTOCKO-B1": "pose", "-CRSTOCKO-B2": "ligne", "-APRES-CR": "renonce",
}  # fmt: skip
"""What the technician of the OC has to meet, by the end of the scenario's name: its people read it beforehand."""


def _apres(texte: str, nom: str) -> str:
    """The word that follows a column name in what the harness asks, "" when it is not there."""
    return texte.partition(f" {nom} ")[2].split(",")[0].split(" (")[0].rstrip(".") if f" {nom} " in texte else ""
