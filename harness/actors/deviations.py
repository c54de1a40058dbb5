"""Faults that a simulated party makes on purpose: what each does to a line, to a file, to when it leaves, or to a mind.

A journal says that they were provoked, and they are never held against the party in the scenario that asked for them.
The named ones, which a user may ask for, are in `actors.deviations_nommees`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from harness.actors.case import Decideur
from harness.exchange.codec import ecrit_lignes
from harness.exchange.lines import SEPARATEUR, decoupe
from harness.network.calendrier import Delai
from harness.protocol.francais import de
from harness.protocol.terms import REFERENCE_COMMANDE, Flux, Partie

Ligne = Mapping[str, str]

FORMAT_DATE = "%Y%m%d %H:%M"


class Depart(StrEnum):
    """What becomes of a message at the moment of leaving."""

    NORMAL = "normal"
    OMIS = "omis"
    DEUX_FOIS = "deux fois"
    APRES_LE_SUIVANT = "après le suivant"
    REDIT = "redit"
    RENVOYE = "renvoyé"
    """It sends back what it read, a flux of the other party's."""


@dataclass(frozen=True, slots=True)
class Ecart:
    """A fault of a party in one flux: `ligne`, `fichier` and `esprit` are pure; None leaves things as they are.

    `regle` is the rule of the judge that it aims at, `phrase` what it is, in French, `champ` the column that a finding
    on it names. `dossier` is the order concerned, "" for any. `retard` puts off the message. `rang` is the only lot of
    that flux, from 1, that leaves otherwise than it should, 0 for all of them. `ajoute` makes, of each line of that
    flux that it sent or read, another line that it sends at once and knows nothing of. `annonce` is the flux that the
    names of its files tell. `famille` is what faults of one kind have in common, "" for one that is alone of its kind.
    """

    partie: Partie
    flux: Flux
    phrase: str
    nom: str = ""
    regle: str = ""
    champ: str = ""
    dossier: str = ""
    ligne: Callable[[Ligne], Ligne] | None = None
    fichier: Callable[[bytes], bytes] | None = None
    depart: Depart = Depart.NORMAL
    retard: Delai = Delai()
    esprit: Callable[[Decideur], Decideur] | None = None
    ajoute: Callable[[Ligne], tuple[Flux, Ligne]] | None = None
    annonce: Flux | None = None
    rang: int = 0
    famille: str = ""

    def touche(self, flux: Flux, rang: int) -> bool:
        """Whether it is about that lot of a flux."""
        return self.flux is flux and self.rang in (0, rang)


def vide(*champs: str) -> Callable[[Ligne], Ligne]:
    """Cells left empty."""
    return lambda cellules: {**cellules, **dict.fromkeys((c for c in champs if c in cellules), "")}


def remplace(champ: str, valeur: str) -> Callable[[Ligne], Ligne]:
    """Another text in one cell."""
    return lambda cellules: {**cellules, champ: valeur}


def redit(cellules: Ligne) -> Ligne:
    """A line said again, dated a day and some minutes later, or as it was when nothing in it is dated."""
    dates = [c for c, texte in cellules.items() if c.startswith("Date") and re.fullmatch(r"\d{8} \d\d:\d\d", texte)]
    if not dates:
        return cellules
    plus_tard = datetime.strptime(cellules[dates[-1]], FORMAT_DATE) + timedelta(days=1, minutes=7)
    return {**cellules, dates[-1]: plus_tard.strftime(FORMAT_DATE)}


def lignes_du_fichier(change: Callable[[Ligne], Ligne]) -> Callable[[bytes], bytes]:
    """A change of the lines of a file that its sender does not know of: it believes that it said something else."""

    def altere(octets: bytes) -> bytes:
        entete, *lignes = (decoupe(ligne) or () for ligne in octets.decode().splitlines())
        changees = (change(dict(zip(entete, ligne, strict=True))) for ligne in lignes)
        return ecrit_lignes([entete, *(tuple(c[nom] for nom in entete) for c in changees)])

    return altere


def sans_colonne(champ: str) -> Callable[[bytes], bytes]:
    """A file without one column, header included. Raises ValueError when it has no such column."""

    def altere(octets: bytes) -> bytes:
        lignes = [ligne.split(SEPARATEUR) for ligne in octets.decode().splitlines()]
        rang = lignes[0].index(champ)
        return "".join(SEPARATEUR.join([*ligne[:rang], *ligne[rang + 1 :]]) + "\n" for ligne in lignes).encode()

    return altere


def champ_vide(partie: Partie, flux: Flux, champ: str, dossier: str = "") -> Ecart:
    """The system of a party forgets one column of one flux; in the lines of one order, of any when `dossier` is ""."""
    phrase = f"le système de l'{partie} laisse {champ} vide dans {flux}"
    return Ecart(partie, flux, phrase, champ=champ, dossier=dossier, ligne=vide(champ))


def colonne_omise(partie: Partie, flux: Flux, champ: str) -> Ecart:
    """The system of a party leaves a column out of a whole file, header included: nobody can read it (§3.2)."""
    phrase = f"le système de l'{partie} omet la colonne {champ} {de(flux)}"
    return Ecart(partie, flux, phrase, champ=champ, fichier=sans_colonne(champ))


def reference_reprise(valeur: str, dossier: str) -> Ecart:
    """The system of the OC gives one order the reference of another, which is under way (§3.3)."""
    phrase = "le système de l'OC reprend la référence d'une commande en cours"
    reprise = remplace(REFERENCE_COMMANDE, valeur)
    return Ecart(Partie.OC, Flux.CMD_ACCES, phrase, champ=REFERENCE_COMMANDE, dossier=dossier, ligne=reprise)
