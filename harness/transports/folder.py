"""A folder exchange, on a disk or a server: one sub-folder for each direction.

What a partner leaves there is hostile: a name is never a path, a link is never followed, a size is bounded, and a
file that is still being written is not one yet.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.profil.echange import ApresReleve, FichierEntier
from harness.profil.nommage import est_nom_simple
from harness.transports.echange import TAILLE_MAX, Arrivee, NomPris
from harness.transports.local import VolumeLocal
from harness.transports.volume import Absent, Existe, Volume, Vu

RELEVES = "releves"
"""Where a file goes once it is in the journal, by default."""

_EN_COURS = (".tmp", ".part", ".filepart")
_OCTETS_DU_NOM = 255
_SECONDE = 1_000_000_000


def entre(de: str, a: str) -> str:
    """The sub-folder from one operator to another, by default."""
    return f"{de}_vers_{a}"


@dataclass(frozen=True, slots=True)
class Regles:
    """How the exchange goes: which sub-folders, when a file is whole, what becomes of it, how large it may be.

    `stable` is in seconds; `chrono` tells seconds that only grow.
    """

    dossier: Callable[[str, str], str] = entre
    entier: FichierEntier = FichierEntier.RENOMMAGE
    marqueur: str = ".ok"
    stable: float = 10.0
    apres: ApresReleve = ApresReleve.DEPLACE
    releves: str = RELEVES
    taille_max: int = TAILLE_MAX
    chrono: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class _Lieu:
    """A file given and not yet put aside."""

    dossier: str
    vu: Vu
    jeton: str


class EchangeParDossier:
    """Files between operators, known by their codes, in the sub-folders of one volume."""

    def __init__(self, volume: Volume, operateurs: Collection[str], regles: Regles | None = None) -> None:
        self._volume = volume
        self._operateurs = sorted(operateurs)
        self._regles = regles or Regles()
        self._regards: dict[tuple[str, Vu], float] = {}
        self._donnes: dict[str, _Lieu] = {}
        self._connus: set[str] = set()

    def depose(self, de: str, a: str, nom: str, octets: bytes) -> None:
        """Leave a file for another operator: it appears under its name only once whole.

        Raises ValueError when the name is not a plain file name, NomPris when another file has it,
        EchangeImpossible. Does nothing when this very file waits there already: a cut line may hide a success.
        """
        if self.prepare(de, a, nom, octets):
            self.publie(de, a, nom)

    def prepare(self, de: str, a: str, nom: str, octets: bytes) -> bool:
        """Write a file under a name that nobody reads; False when this very file is already there under its own.

        Raises as `depose`.
        """
        if not est_nom_simple(nom):
            raise ValueError(f"« {nom} » n'est pas un nom de fichier")
        final, provisoire = self._noms(de, a, nom)
        self._volume.cree_dossier(self._regles.dossier(de, a))
        if (vu := self._volume.regarde(final)) is not None:
            if self._est(final, vu, octets):
                return False
            raise NomPris(f"{self._volume.depot}/{final} existe déjà")
        self._volume.ecrit(provisoire, octets)
        return True

    def publie(self, de: str, a: str, nom: str) -> None:
        """Give a prepared file its name. One that is no longer there was given it already. Raises as `depose`."""
        final, provisoire = self._noms(de, a, nom)
        try:
            self._volume.renomme(provisoire, final)
        except Absent:
            if self._volume.regarde(final) is None:
                return
        except Existe:
            self._volume.supprime(provisoire)
            raise NomPris(f"{self._volume.depot}/{final} existe déjà") from None
        if self._regles.entier is FichierEntier.MARQUEUR:
            self._volume.ecrit(final + self._regles.marqueur, b"")

    def _noms(self, de: str, a: str, nom: str) -> tuple[str, str]:
        dossier = self._regles.dossier(de, a)
        return f"{dossier}/{nom}", f"{dossier}/.{nom}.tmp"

    def deja_depose(self, de: str, a: str, nom: str, octets: bytes) -> bool:
        """Whether this very file waits there, or was taken and put aside under its name."""
        dossier = self._regles.dossier(de, a)
        for chemin in (f"{dossier}/{nom}", f"{dossier}/{self._regles.releves}/{nom}"):
            vu = self._volume.regarde(chemin)
            if vu is not None and self._est(chemin, vu, octets):
                return True
        return False

    def _est(self, chemin: str, vu: Vu, octets: bytes) -> bool:
        """Whether a file is this very one."""
        return vu.ordinaire and vu.taille == len(octets) and self._lit(chemin, vu.taille) == octets

    def releve(self, a: str) -> tuple[Arrivee, ...]:
        """What waits for an operator and is whole, by sender, the oldest first; each file comes once.

        Not more bytes at a time than the largest file may hold: the rest comes next time. When the volume fails, none
        is given, and all come next time.
        """
        lus: list[tuple[Arrivee, _Lieu]] = []
        for trouve in (x for de in self._operateurs if de != a for x in self._de(de, self._regles.dossier(de, a))):
            lus.append(trouve)
            if sum(len(arrivee.octets) for arrivee, _ in lus) > self._regles.taille_max:
                break
        self._donnes |= {arrivee.jeton: lieu for arrivee, lieu in lus}
        for arrivee, _ in lus:
            if arrivee.jeton in self._connus:
                self.acquitte(arrivee)
        neufs = tuple(arrivee for arrivee, _ in lus if arrivee.jeton not in self._connus)
        self._connus -= {arrivee.jeton for arrivee, _ in lus}
        return neufs

    def acquitte(self, arrivee: Arrivee) -> None:
        """Put aside a file that is now in the journal. Does nothing when it is already gone.

        A file that its sender wrote again since it was read is left: it is another delivery.
        """
        lieu = self._donnes.get(arrivee.jeton)
        if lieu is None or not _est_un_nom(lieu.vu.nom):
            return  # what cannot be named safely stays where it is, and is not given again
        chemin = f"{lieu.dossier}/{lieu.vu.nom}"
        if self._volume.regarde(chemin) == lieu.vu and self._inchange(chemin, lieu):
            self._range(lieu, chemin)
            if self._regles.entier is FichierEntier.MARQUEUR:
                self._volume.supprime(chemin + self._regles.marqueur)
        del self._donnes[arrivee.jeton]

    def reprend(self, jetons: Collection[str]) -> None:
        """Deliveries that a former process already has in its journal: they are put aside, not given again."""
        self._connus |= set(jetons)

    def ferme(self) -> None:
        """Let go of the volume."""
        self._volume.ferme()

    def _de(self, de: str, dossier: str) -> Iterator[tuple[Arrivee, _Lieu]]:
        donnes = {(lieu.dossier, lieu.vu) for lieu in self._donnes.values()}
        for vu in self._entiers(dossier):
            if (dossier, vu) in donnes:
                continue
            octets, refus = self._contenu(dossier, vu)
            if octets is None:
                continue
            jeton = f"{dossier}/{vu.nom}|{vu.taille}|{vu.date}|{_empreinte(octets)}"
            yield Arrivee(de, vu.nom, octets, refus, jeton, str(vu.date)), _Lieu(dossier, vu, jeton)

    def _entiers(self, dossier: str) -> list[Vu]:
        """The files that are whole, the oldest first."""
        regles = self._regles
        vus = self._presents(dossier)
        noms = {v.nom for v in vus}
        if regles.entier is FichierEntier.MARQUEUR:
            vus = [v for v in vus if v.nom + regles.marqueur in noms and not v.nom.endswith(regles.marqueur)]
        elif regles.entier is FichierEntier.TAILLE_STABLE:
            maintenant = regles.chrono()
            anciens, self._regards = self._regards, {c: d for c, d in self._regards.items() if c[0] != dossier}
            self._regards |= {(dossier, v): anciens.get((dossier, v), maintenant) for v in vus}
            deux_fois = [v for v in vus if (dossier, v) in anciens]
            vus = [v for v in deux_fois if maintenant - anciens[dossier, v] >= regles.stable]
        return sorted(vus, key=lambda v: (v.date, v.nom))

    def _presents(self, dossier: str) -> list[Vu]:
        """What a partner left. A folder where something waits is listed again, up to the latest date seen.

        A file that appears while a folder is being listed may be missed though a later one is seen: they would be read
        in the wrong order.
        """
        vus = [v for v in self._volume.liste(dossier) if not self._a_part(v.nom)]
        if not vus:
            return vus
        dernier = max(v.date for v in vus)
        return [v for v in self._volume.liste(dossier) if not self._a_part(v.nom) and v.date <= dernier]

    def _a_part(self, nom: str) -> bool:
        return nom == self._regles.releves or nom.startswith(".") or nom.lower().endswith(_EN_COURS)

    def _contenu(self, dossier: str, vu: Vu) -> tuple[bytes | None, str]:
        """The bytes of a file or why it is not read; None when it is not whole after all."""
        taille_max = self._regles.taille_max
        if not _est_un_nom(vu.nom):
            return b"", "ce nom ne peut pas être celui d'un fichier : il n'est ni lu ni suivi"
        if not vu.ordinaire:
            return b"", "ce n'est pas un fichier ordinaire : il n'est ni lu ni suivi"
        if vu.taille > taille_max:
            return b"", f"le fichier dépasse {taille_max} octets : il n'est pas lu"
        octets = self._lit(f"{dossier}/{vu.nom}", vu.taille)
        return (octets if octets is not None and len(octets) == vu.taille else None), ""

    def _lit(self, chemin: str, taille: int) -> bytes | None:
        """The bytes of a file, one more than expected at most; None when it has gone."""
        try:
            return self._volume.lit(chemin, taille + 1)
        except Absent:
            return None

    def _inchange(self, chemin: str, lieu: _Lieu) -> bool:
        """Whether the file is still the one that was read, where dates in seconds cannot tell."""
        if lieu.vu.date % _SECONDE or not lieu.vu.ordinaire or lieu.vu.taille > self._regles.taille_max:
            return True
        octets = self._lit(chemin, lieu.vu.taille)
        return octets is not None and lieu.jeton.endswith(_empreinte(octets))

    def _range(self, lieu: _Lieu, chemin: str) -> None:
        """Out of the way, once and for all."""
        if self._regles.apres is ApresReleve.SUPPRIME:
            self._volume.supprime(chemin)
            return
        dossier, rang = f"{lieu.dossier}/{self._regles.releves}", 1
        self._volume.cree_dossier(dossier)
        while True:
            try:
                self._volume.renomme(chemin, f"{dossier}/{_nom_range(lieu.vu.nom, rang)}")
            except Existe:
                rang += 1
            except Absent:
                return
            else:
                return


def dossier_local(
    racine: Path, operateurs: Collection[str], regles: Regles | None = None, *, synchrone: bool = True
) -> EchangeParDossier:
    """An exchange in a folder of this machine. Raises EchangeImpossible when it does not exist."""
    return EchangeParDossier(VolumeLocal(racine, synchrone=synchrone), operateurs, regles)


def _empreinte(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()[:16]


def _est_un_nom(nom: str) -> bool:
    """Whether a name read in a folder is one, and not a path that a hostile server made up."""
    if nom in ("", ".", "..") or "/" in nom or "\0" in nom:
        return False
    return len(nom.encode("utf-8", "surrogateescape")) <= _OCTETS_DU_NOM


def _nom_range(nom: str, rang: int) -> str:
    """The name of a file put aside: its own, or a rank before it (and its end) when it came several times."""
    if rang == 1:
        return nom
    while len(f"{rang}_{nom}".encode("utf-8", "surrogateescape")) > _OCTETS_DU_NOM:
        nom = nom[1:]
    return f"{rang}_{nom}"
