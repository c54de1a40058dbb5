"""Looking at every file of a folder once: which are lots, of which flux, sent when; which are not, and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from harness.examen.cibles import NOM_INDEX, Cible, cibles, nom_montre
from harness.examen.verification import entete_de
from harness.exchange.codec import lit
from harness.exchange.dates import OUVERTE, Fenetre, fenetre
from harness.exchange.recognise import flux_du_nom
from harness.importation.index import IndexIllisible
from harness.importation.threads import Ligne, ligne_de
from harness.protocol.spec import Protocole
from harness.protocol.terms import EMETTEURS, Flux, Partie
from harness.systeme import raison
from harness.transports.echange import TAILLE_MAX


@dataclass(frozen=True, slots=True)
class Ecarte:
    """A file that the journal will not hold as a lot, and why, in French. `sha256` is "" when it could not be read."""

    nom: str
    raison: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Trouve:
    """A file that could be read. `flux` are those that its header fits, none when it is no lot: `refus` says why.

    `lignes` and `fenetre` come from its readable lines. `nomme`: only its name told two flux of one header apart.
    """

    nom: str
    chemin: Path
    sha256: str
    flux: tuple[Flux, ...] = ()
    nomme: bool = False
    lignes: tuple[Ligne, ...] = ()
    fenetre: Fenetre = OUVERTE
    refus: str = ""

    @property
    def emetteurs(self) -> tuple[Partie, ...]:
        """The senders that its header allows, the OC first."""
        permis = frozenset[Partie]().union(*(EMETTEURS[f] for f in self.flux))
        return ordre_des_parties(permis)


@dataclass(frozen=True, slots=True)
class Recolte:
    """What a folder holds. `index` is the bytes of its index, None when it has none."""

    trouves: tuple[Trouve, ...]
    ecartes: tuple[Ecarte, ...]
    index: bytes | None


def ordre_des_parties(parties: frozenset[Partie]) -> tuple[Partie, ...]:
    """Parties, the one that is assumed for want of anything better first."""
    return tuple(p for p in (Partie.OC, Partie.OI) if p in parties)


def recolte(dossier: Path, protocole: Protocole, avance: Callable[[int], None]) -> Recolte:
    """Look at every file of a folder; `avance` is told 1 for each. Raises IndexIllisible when the index cannot be read.

    A lot that happens to be called as the index is a lot.
    """
    trouves: list[Trouve] = []
    ecartes: list[Ecarte] = []
    index = None
    for cible in fichiers_de(dossier):
        nom = nom_relatif(cible, dossier)
        octets, refus = _lit(cible)
        if octets is None and nom == NOM_INDEX:
            raise IndexIllisible(f"{NOM_INDEX} : {refus}")
        if octets is None:
            ecartes.append(Ecarte(nom, refus))
        else:
            trouve = _regarde(nom, cible.chemin, octets, protocole)
            if nom == NOM_INDEX and not trouve.flux:
                index = octets
            else:
                trouves.append(trouve)
        avance(1)
    return Recolte(tuple(trouves), tuple(ecartes), index)


def fichiers_de(dossier: Path) -> list[Cible]:
    """Every file of a folder and of those below, hidden ones left out, links out of it refused."""
    return list(cibles([dossier]))


def nom_relatif(cible: Cible, dossier: Path) -> str:
    """The path of a file in its folder, with `/`, as text that can be written."""
    return nom_montre(cible.chemin.relative_to(dossier).as_posix())


def _lit(cible: Cible) -> tuple[bytes | None, str]:
    """The bytes of a file, or why it is not read."""
    if pourquoi := cible.refus or cible.ignore:
        return None, pourquoi
    if cible.octets > TAILLE_MAX:
        return None, f"il dépasse {TAILLE_MAX >> 20} Mio"
    try:
        return cible.chemin.read_bytes(), ""
    except OSError as e:
        return None, f"lecture impossible ({raison(e)})"


def _regarde(nom: str, chemin: Path, octets: bytes, protocole: Protocole) -> Trouve:
    """What header and lines say. The name is only asked when two flux have the same header (§3.11)."""
    sha256 = hashlib.sha256(octets).hexdigest()
    entete, vu = entete_de(octets, protocole)
    if entete is None or entete.flux is None:
        return Trouve(nom, chemin, sha256, refus=vu.releve.refus or "l'en-tête n'est celui d'aucun flux du protocole")
    flux = (entete.flux, *entete.jumeaux)
    suggere = flux_du_nom(nom)
    nomme = len(flux) > 1 and suggere in flux
    flux = tuple(sorted(flux, key=lambda f: (f is not suggere, Partie.OC not in EMETTEURS[f])))
    messages = lit(octets, nom, protocole, ordre_des_parties(EMETTEURS[flux[0]])[0]).messages
    lignes = tuple(ligne_de(m) for m in messages if m.reference)
    return Trouve(nom, chemin, sha256, flux, nomme, lignes, fenetre(messages))
