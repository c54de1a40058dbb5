"""The compound file that an .xls is: named streams in chained sectors.

Only what tells what a file is: its cells are read elsewhere, in a process of their own. Bytes are hostile: every chain
is bounded by the size of the file.
"""

from __future__ import annotations

import struct
from functools import cached_property

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CLASSEURS = ("Workbook", "Book")
"""Names of the stream of a workbook: since Excel 97, and before."""

_ENTETE = 512
_DEBUT_DIFAT, _DIFAT_EN_ENTETE = 0x4C, 109
_SECTEUR_MAX = 0xFFFFFFFA
_ENTREE = 128
_RACINE, _FLOT = 5, 2
_PETIT, _SECTEUR_DE_PETIT = 4096, 64


class OleAbime(ValueError):
    """A compound file whose sectors do not hold together. The message says why, in French."""


class Ole:
    """The directory of a compound file. Raises OleAbime when it cannot be followed."""

    def __init__(self, octets: bytes) -> None:
        if len(octets) < _ENTETE or not octets.startswith(SIGNATURE):
            raise OleAbime("son en-tête est incomplet")
        taille = 1 << octets[0x1E] if octets[0x1E] in (9, 12) else 0
        if not taille:
            raise OleAbime("son en-tête annonce une taille de secteur impossible")
        self._octets, self._taille = octets, taille
        (repertoire,) = struct.unpack_from("<I", octets, 0x30)
        self._premier_mini, _, difat, _ = struct.unpack_from("<4I", octets, 0x3C)
        self._table = self._entiers(self._secteurs_de_table(difat))
        self._entrees: dict[str, tuple[int, int]] = {}
        self._racine = (_SECTEUR_MAX, 0)
        lu = self._chaine(repertoire)
        for place in range(0, len(lu) - _ENTREE + 1, _ENTREE):
            self._entree(lu[place : place + _ENTREE])

    @property
    def noms(self) -> frozenset[str]:
        """Names of the streams."""
        return frozenset(self._entrees)

    def lit(self, nom: str) -> bytes:
        """A stream, whole. Raises KeyError when there is none of this name, OleAbime when it cannot be followed."""
        premier, longueur = self._entrees[nom]
        if longueur >= _PETIT:
            return self._chaine(premier)[:longueur]
        return b"".join(self._mini(place) for place in self._suite(premier, self._table_mini))[:longueur]

    def classeur(self) -> bytes | None:
        """The stream of the workbook, None when there is none. Raises OleAbime."""
        nom = next((n for n in CLASSEURS if n in self._entrees), None)
        return None if nom is None else self.lit(nom)

    def _entree(self, entree: bytes) -> None:
        nom_octets, genre = struct.unpack_from("<HB", entree, 64)
        premier, longueur = struct.unpack_from("<II", entree, 116)
        if genre == _RACINE:
            self._racine = (premier, longueur)
        elif genre == _FLOT and 2 <= nom_octets <= 64:
            nom = entree[: nom_octets - 2].decode("utf-16-le", "replace")
            self._entrees.setdefault(nom, (premier, longueur))

    def _secteur(self, numero: int) -> bytes:
        debut = (numero + 1) * self._taille
        if debut >= len(self._octets):
            raise OleAbime(f"le secteur {numero} est au-delà de sa fin, il est sans doute tronqué")
        return self._octets[debut : debut + self._taille].ljust(self._taille, b"\0")

    def _secteurs_de_table(self, suivant: int) -> list[int]:
        """Where the table of sectors is: 109 places in the header, then a chain of sectors of its own."""
        numeros = list(struct.unpack_from(f"<{_DIFAT_EN_ENTETE}I", self._octets, _DEBUT_DIFAT))
        borne = len(self._octets) // self._taille + 1
        while suivant < _SECTEUR_MAX:
            *lus, suivant = self._entiers([suivant])
            numeros += lus
            if len(numeros) > borne + _DIFAT_EN_ENTETE:
                raise OleAbime("la liste de ses secteurs tourne en rond")
        return [n for n in numeros if n < _SECTEUR_MAX]

    def _entiers(self, secteurs: list[int]) -> tuple[int, ...]:
        lus = b"".join(map(self._secteur, secteurs))
        return struct.unpack(f"<{len(lus) // 4}I", lus)

    def _suite(self, premier: int, table: tuple[int, ...]) -> list[int]:
        numeros: list[int] = []
        while premier < _SECTEUR_MAX:
            if premier >= len(table):
                raise OleAbime(f"le secteur {premier} manque à la liste de ses secteurs")
            numeros.append(premier)
            if len(numeros) > len(table):
                raise OleAbime("la liste de ses secteurs tourne en rond")
            premier = table[premier]
        return numeros

    def _chaine(self, premier: int) -> bytes:
        return b"".join(map(self._secteur, self._suite(premier, self._table)))

    @cached_property
    def _table_mini(self) -> tuple[int, ...]:
        return self._entiers(self._suite(self._premier_mini, self._table))

    @cached_property
    def _contenu_mini(self) -> bytes:
        return self._chaine(self._racine[0])

    def _mini(self, numero: int) -> bytes:
        return self._contenu_mini[numero * _SECTEUR_DE_PETIT : (numero + 1) * _SECTEUR_DE_PETIT]
