"""Which flux a header announces, and how it departs from the workbook. The file name never decides (§2.3).

Names are compared without case, accents of encoding (`NÂ°1`), or stray spaces; every departure is told.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from harness.protocol.spec import Format, Protocole
from harness.protocol.terms import EMETTEURS, Flux, Partie, cle

ALIAS: dict[str, str] = {
    "referencetechniqueprise": "ReferencePrise",
    "referencepto": "ReferencePrise",
}
"""Other names met for a column (annexe, §2.4): folded name -> name of the workbook."""

AUTRES_VERSIONS: dict[tuple[Flux, int], str] = {
    (Flux.CMD_ACCES, 37): "1.3",
    (Flux.CR_CMD_ACCES, 81): "postérieure à la 1.3",
}
"""Column counts that mark another version of the protocol."""

SEPARATEURS = {",": "la virgule", "\t": "la tabulation", "|": "la barre verticale"}


@dataclass(frozen=True, slots=True)
class Entete:
    """A header, read. `champs` gives for each column of the file its name in the workbook, None when unknown.

    `flux` is None when the header is nobody's; `jumeaux` are other flux that it fits as well and that nothing rules
    out; `version` names another version of the protocol, else "". The other attributes list departures, by column text
    as written.
    """

    colonnes: tuple[str, ...]
    flux: Flux | None
    champs: tuple[str | None, ...] = ()
    version: str = ""
    absents: tuple[str, ...] = ()
    inconnus: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()
    desordre: bool = False
    casse: tuple[tuple[str, str], ...] = ()
    alias: tuple[tuple[str, str], ...] = ()
    mojibake: tuple[tuple[str, str], ...] = ()
    separateur: str = ""
    jumeaux: tuple[Flux, ...] = ()

    @property
    def exacte(self) -> bool:
        """Whether the header is the workbook's, to the letter."""
        return self.flux is not None and not (
            self.version or self.absents or self.inconnus or self.doubles or self.desordre or self.casse
            or self.alias or self.mojibake
        )  # fmt: skip

    @property
    def repere(self) -> int:
        """Rank of the column that identifies a line, of the first known one when the file does not have it."""
        nom = cle(self.flux) if self.flux is not None else None
        return self.champs.index(nom) if nom in self.champs else next((i for i, c in enumerate(self.champs) if c), 0)

    @property
    def reperes(self) -> frozenset[str]:
        """What the `repere` column holds on a line that is a header too: its name, as written or in the workbook, or
        that of another flux."""
        return frozenset({self.colonnes[self.repere], self.champs[self.repere] or "", *map(cle, Flux)}) - {""}


def repare(nom: str) -> str:
    """Undo UTF-8 read as Latin-1 (`NÂ°1` for `N°1`), once or twice; the text as it was when there is none."""
    for _ in range(2):
        if "Â" not in nom and "Ã" not in nom:
            break
        for codec in ("cp1252", "latin-1"):
            try:
                nom = nom.encode(codec).decode("utf-8")
                break
            except (UnicodeEncodeError, UnicodeDecodeError):
                continue
        else:
            break
    return nom


def plie(nom: str) -> str:
    """Fold a column name: case, every kind of space, and the two ways of coding an accent."""
    return _plie(nom) if len(nom) <= _NOM_USUEL else _plie.__wrapped__(nom)


_NOM_USUEL = 64
"""Longer names are nobody's: folding them is not worth remembering."""


@lru_cache(maxsize=4096)
def _plie(nom: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", nom)).casefold()


def reconnait(
    colonnes: tuple[str, ...], protocole: Protocole, *, emetteur: Partie | None = None, suggere: Flux | None = None
) -> Entete:
    """Read a header against every flux of the workbook and keep the one it fits best.

    A header belongs to a flux when it holds at least half of its columns, and no other flux does better. Between flux
    that it fits equally well (the two messages of §3.11 have the same columns), the sender decides, else the flux that
    the name of the file suggests; else the first is kept and the others are `jumeaux`.
    """
    reparees = tuple(repare(c) for c in colonnes)
    plies = [plie(c) for c in reparees]
    ecrits = set(plies)
    plies = [plie(ALIAS[p]) if p in ALIAS and plie(ALIAS[p]) not in ecrits else p for p in plies]
    candidats = _candidats(set(plies), protocole)
    if not candidats:
        return Entete(colonnes, None, separateur=_autre_separateur(colonnes, protocole))
    if emetteur is not None:
        candidats = [f for f in candidats if emetteur in EMETTEURS[f]] or candidats
    if suggere in candidats:
        candidats = [suggere]
    return _compare(colonnes, reparees, plies, protocole[candidats[0]], tuple(candidats[1:]))


def _candidats(presents: set[str], protocole: Protocole) -> list[Flux]:
    """The flux that a set of folded names fits best, in the order of the workbook; several when they are tied."""
    meilleure, candidats = 0.0, list[Flux]()
    for flux, fmt in protocole.formats.items():
        attendus = {plie(n) for n in fmt.noms}
        commun = len(presents & attendus)
        note = commun / (len(attendus) + len(presents) - commun)
        if commun * 2 < len(attendus) or note < meilleure:
            continue
        if note > meilleure:
            meilleure, candidats = note, []
        candidats.append(flux)
    return candidats


def _compare(
    colonnes: tuple[str, ...], reparees: tuple[str, ...], plies: list[str], fmt: Format, jumeaux: tuple[Flux, ...]
) -> Entete:
    officiels = {plie(n): n for n in fmt.noms}
    champs: list[str | None] = []
    vus: set[str] = set()
    doubles: list[str] = []
    inconnus: list[str] = []
    casse, alias, mojibake = [], [], []
    for ecrit, repare_, p in zip(colonnes, reparees, plies, strict=True):
        nom = officiels.get(p)
        if nom is None or p in vus:
            (inconnus if nom is None else doubles).append(ecrit)
            champs.append(None)
            continue
        vus.add(p)
        champs.append(nom)
        if repare_ != ecrit:
            mojibake.append((ecrit, nom))
        if plie(repare_) != p:
            alias.append((ecrit, nom))
        elif repare_ != nom:
            casse.append((ecrit, nom))
    trouves = [c for c in champs if c is not None]
    rangs = [fmt.par_nom[c].position for c in trouves]
    return Entete(
        colonnes=colonnes,
        flux=fmt.flux,
        champs=tuple(champs),
        version=AUTRES_VERSIONS.get((fmt.flux, len(colonnes)), "") if len(colonnes) != len(fmt.noms) else "",
        absents=tuple(n for n in fmt.noms if n not in trouves),
        inconnus=tuple(inconnus),
        doubles=tuple(doubles),
        desordre=rangs != sorted(rangs),
        casse=tuple(casse),
        alias=tuple(alias),
        mojibake=tuple(mojibake),
        jumeaux=jumeaux,
    )


def _autre_separateur(colonnes: tuple[str, ...], protocole: Protocole) -> str:
    """The separator that would have made a header of this line, "" when none would."""
    if len(colonnes) > 2:
        return ""
    ligne = ";".join(colonnes)
    for signe in SEPARATEURS:
        morceaux = tuple(m.strip().strip('"') for m in ligne.split(signe))
        if len(morceaux) > 2 and reconnait(morceaux, protocole).flux is not None:
            return signe
    return ""


def flux_du_nom(fichier: str) -> Flux | None:
    """The flux a file name suggests, None when it suggests none or several. Only ever used to remark on it."""
    nom = re.sub(r"[^a-z]", "", fichier.rsplit("/", 1)[-1].casefold())
    candidats = [f for f in Flux if re.sub(r"[^a-z]", "", f.value.casefold()) in nom]
    longs = [
        f for f in candidats if not any(f is not g and f.value.casefold() in g.value.casefold() for g in candidats)
    ]
    return longs[0] if len(longs) == 1 else None
