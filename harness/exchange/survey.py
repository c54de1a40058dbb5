"""First look at a file as bytes: is it text at all, in which encoding, how many lines, which hash.

One bounded pass in pieces: a 200 MB line or a binary file costs no memory. What a partner sends is hostile:
nothing here trusts a name, an extension or a length.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from harness.exchange.empreinte import Empreinte

MORCEAU = 1 << 20
"""Bytes read at a time."""

BLOC = 4 << 20
"""Bytes of a block of lines, at least: enough rows for what is done once a block and a column to weigh little."""

PAS = 64 << 10
"""Bytes of a run of lines that is read again for one of them, at least."""

LIGNE_MAX = 1 << 20
"""Longest physical line accepted, in bytes. The widest legal CR_Cmd_Acces line is under 40 kB."""

Source = Path | bytes

_BOM = codecs.BOM_UTF8
_MARQUES = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXTES = ("utf-8", "cp1252", "iso-8859-15")
_C1 = bytes(range(0x80, 0xA0))
_HORS_C1 = bytes(b for b in range(256) if b not in _C1)
_INDEFINIS_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_SIGNATURES = (
    (b"PK\x03\x04", "une archive zip ou un classeur .xlsx"),
    (b"\xd0\xcf\x11\xe0", "un classeur .xls ou un document Office"),
    (b"%PDF", "un document PDF"),
    (b"\x1f\x8b", "un fichier compressé gzip"),
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"Rar!", "une archive rar"),
    (b"7z\xbc\xaf", "une archive 7z"),
)


@dataclass(frozen=True, slots=True)
class Troncon:
    """A run of whole lines, the last one of a file aside: where it begins, how many bytes, its first physical line."""

    debut: int
    octets: int
    premiere: int


@dataclass(frozen=True, slots=True)
class Releve:
    """What the bytes show. `refus` is the French reason why the file cannot be read as text lines, "" when it can.

    `encodage` is a Python codec name, "utf-8" for a text that is all `ascii`, "" for what is no text; `lignes` counts
    physical lines of a text, header included; `fin_de_ligne` is "LF", "CRLF", "CR" or "mixte". `abime` tells an UTF-8
    text with some broken bytes (read with U+FFFD there). `troncons` cover the file but for its byte order mark, in runs
    of `BLOC` bytes or a little more; so do `pas`, in runs of `PAS` bytes or a little more.
    """

    octets: int
    sha256: str
    encodage: str = "utf-8"
    ascii: bool = True
    bom: bool = False
    abime: bool = False
    fin_de_ligne: str = "LF"
    lignes: int = 0
    refus: str = ""
    regle: str = ""
    troncons: tuple[Troncon, ...] = ()
    pas: tuple[Troncon, ...] = ()


@contextmanager
def ouvre(source: Source) -> Iterator[BinaryIO]:
    """A binary stream on a path or on bytes already in memory. Raises OSError as `open` does."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    else:
        with source.open("rb") as flot:
            yield flot


def releve(
    source: Source, taille: int = MORCEAU, bloc: int = BLOC, pas: int = PAS, *, empreinte: Empreinte | None = None
) -> Releve:
    """Survey a file, `taille` bytes at a time, to be read again by runs of `bloc` or `pas` bytes or a little more.

    `empreinte` is the hash of that file when it was begun beforehand. Raises OSError when the file cannot be opened,
    or with ESTALE when it changes meanwhile; everything else is told in `refus`.
    """
    passage = _Passage(bloc, pas)
    with ouvre(source) as flot:
        morceau = flot.read(taille)
        if isinstance(source, Path) and empreinte is None and len(morceau) == taille:
            empreinte = Empreinte(source)
        if empreinte is None:
            hache = hashlib.sha256(source if isinstance(source, bytes) else morceau)
        while morceau:
            passage.avale(morceau)
            morceau = flot.read(taille)
        sha256 = empreinte.sha256(os.fstat(flot.fileno())) if empreinte else hache.hexdigest()
    return passage.conclut(sha256)


class _Longueurs:
    """Length of lines between two marks, the first one that is too long, and where to cut. `reperes` are places just
    after a mark, each with how many came before. Bounded by the size of the file in blocks, whatever the lines."""

    def __init__(self, marque: bytes, pas: int) -> None:
        self.marque = marque
        self.pas = pas
        self.fins = 0
        self.reste = 0
        self.demesuree = 0
        self.octets = 0
        self.reperes: list[tuple[int, int]] = [(0, 0)]

    def avale(self, morceau: bytes) -> None:
        """Measure one more piece; `demesuree` becomes the number of the first line longer than LIGNE_MAX."""
        premiere = morceau.find(self.marque)
        if not self.demesuree:
            if self.reste + (len(morceau) if premiere < 0 else premiere) > LIGNE_MAX:
                self.demesuree = self.fins + 1
            elif premiere >= 0 and len(morceau) > LIGNE_MAX:
                self._mesure(morceau, premiere)
        if premiere < 0:
            self.reste += len(morceau)
        else:
            self._compte(morceau)
        self.octets += len(morceau)

    def _compte(self, morceau: bytes) -> None:
        """Count the marks of a piece, and note where to cut."""
        marques = np.frombuffer(morceau, np.uint8) == self.marque[0]
        for debut in range(0, len(morceau), self.pas):
            nombre = int(np.count_nonzero(marques[debut : debut + self.pas]))
            if not nombre:
                continue
            self.fins += nombre
            apres = morceau.rfind(self.marque, debut, debut + self.pas) + 1
            self.reste = len(morceau) - apres
            if self.octets + apres - self.reperes[-1][0] >= self.pas:
                self.reperes.append((self.octets + apres, self.fins))

    def troncons(self, depuis: int, taille: int) -> tuple[Troncon, ...]:
        """Everything from a place on, in runs of whole lines of `taille` bytes at the least but for the last."""
        debuts = [(depuis, 0)]
        for place, fins in self.reperes[1:]:
            if place - debuts[-1][0] >= taille:
                debuts.append((place, fins))
        places = [place for place, _ in debuts[1:]] + [self.octets]
        return tuple(Troncon(d, p - d, fins + 1) for (d, fins), p in zip(debuts, places, strict=True) if p > d)

    def _mesure(self, morceau: bytes, depuis: int) -> None:
        """Look for a line that is too long inside one piece, hopping over as many marks as a line may hold bytes."""
        fin = len(morceau)
        while fin - depuis - 1 > LIGNE_MAX:
            suivante = morceau.rfind(self.marque, depuis + 1, depuis + LIGNE_MAX + 2)
            if suivante < 0:
                self.demesuree = self.fins + morceau.count(self.marque, 0, depuis + 1) + 1
                return
            depuis = suivante


class _Passage:
    """Running state of the pass: everything here is bounded, whatever the size of the file."""

    def __init__(self, bloc: int, pas: int) -> None:
        self.bloc = bloc
        self.octets = 0
        self.debut = b""
        self.decodeur = codecs.getincrementaldecoder("utf-8")()
        self.ascii = True
        self.accents = False
        self.suspect = b""
        self.c1 = b""
        self.lf, self.cr = _Longueurs(b"\n", pas), _Longueurs(b"\r", pas)
        self.crlf = 0
        self.ligne_nul = 0
        self.dernier = b""

    def avale(self, morceau: bytes) -> None:
        """Look at one more piece."""
        if len(self.debut) < 16:
            self.debut = (self.debut + morceau[:16])[:16]
        self.octets += len(morceau)
        if not morceau:
            return
        if not self.ligne_nul and (rang := morceau.find(b"\0")) >= 0:
            self.ligne_nul = self.lf.fins + morceau.count(b"\n", 0, rang) + 1
        self._lignes(morceau)
        self._encodage(morceau)

    def _lignes(self, morceau: bytes) -> None:
        self.lf.avale(morceau)
        retours = b"\r" in morceau  # many times faster than to count them
        if not self.lf.fins:
            self.cr.avale(morceau)
        elif retours:
            self.cr.fins += morceau.count(b"\r")
        if retours or self.dernier == b"\r":
            colle = self.dernier + morceau if self.dernier == b"\r" else morceau
            self.crlf += colle.count(b"\r\n")
        self.dernier = morceau[-1:]

    def _encodage(self, morceau: bytes) -> None:
        attente = self.decodeur.getstate()[0]
        if morceau.isascii() and not attente:
            return
        self.ascii = False
        if not self.suspect:
            try:
                self.decodeur.decode(morceau)
                self.accents = True
            except UnicodeDecodeError:
                self.suspect = attente + morceau
        if self.suspect and len(self.c1) < 64:
            self.c1 += morceau.translate(None, _HORS_C1)[:64]

    def conclut(self, sha256: str) -> Releve:
        if not self.suspect:
            self.suspect = self.decodeur.getstate()[0]
        regle, refus = self._refus()
        encodage, abime = (self._marque, False) if self._marque or regle == "lot.binaire" else self._quel_encodage()
        bom = self.debut.startswith(_BOM)
        lf, cr = self.lf.fins, self.cr.fins
        fin = "LF"
        if cr:
            fin = "CR" if not lf else ("CRLF" if cr == self.crlf == lf else "mixte")
        ends = cr if fin == "CR" else lf
        marques, depuis = self.cr if fin == "CR" else self.lf, len(_BOM) if bom else 0
        complete = self.dernier in (b"\n", b"") or (fin == "CR" and self.dernier == b"\r")
        return Releve(
            octets=self.octets,
            sha256=sha256,
            encodage=encodage,
            ascii=self.ascii,
            bom=bom,
            abime=abime,
            fin_de_ligne=fin,
            lignes=ends + (not complete) if encodage in _TEXTES else 0,
            refus=refus,
            regle=regle,
            troncons=marques.troncons(depuis, self.bloc),
            pas=marques.troncons(depuis, marques.pas),
        )

    def _quel_encodage(self) -> tuple[str, bool]:
        if not self.suspect:
            return "utf-8", False
        texte = self.suspect.decode("utf-8", "replace")
        casses = texte.count("\ufffd")
        justes = sum(1 for c in texte if c > "\x7f") - casses
        if self.accents or self.debut.startswith(_BOM) or justes > casses:
            return "utf-8", True
        if self.c1 and not _INDEFINIS_CP1252.intersection(self.c1):
            return "cp1252", False
        return "iso-8859-15", False

    @property
    def _marque(self) -> str:
        """The encoding of more than one byte a sign that the first bytes announce, "" for none."""
        return next((nom for marque, nom in _MARQUES if self.debut.startswith(marque)), "")

    def _refus(self) -> tuple[str, str]:
        if not self.octets or (self.octets == len(_BOM) and self.debut == _BOM):
            return "lot.vide", "fichier vide : un en-tête et au moins une ligne attendus"
        for signature, quoi in _SIGNATURES:
            if self.debut.startswith(signature):
                return "lot.binaire", f"ce n'est pas un fichier texte CSV mais {quoi}"
        if self._marque:
            attendu = "UTF-8, ISO-8859-15 ou Windows-1252 attendu"
            return "lot.encodage_illisible", f"texte en {self._marque.upper()} : {attendu}"
        if self.ligne_nul:
            return "lot.binaire", f"octet NUL à la ligne {self.ligne_nul} : ce n'est pas un fichier texte"
        if n := (self.lf if self.lf.fins else self.cr).demesuree:
            return "lot.ligne_demesuree", f"ligne {n} de plus de {LIGNE_MAX >> 20} Mio : ce n'est pas un lot CSV"
        return "", ""
