"""Which flux a header announces, and how it departs from the workbook. The file name never decides (§2.3).

Names are compared as `exchange.names` reads them; every departure is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from harness.exchange.lines import decoupe, mal_citee
from harness.exchange.names import ALIAS, Nom, plie, releve_noms
from harness.protocol.spec import Format, Protocole
from harness.protocol.terms import EMETTEURS, Flux, Partie, cle


@dataclass(frozen=True, slots=True)
class AutreVersion:
    """Another version of the protocol, known by how many columns it gives a flux. `propres` are folded names of its
    own; `ajoute`: it writes them after those of version 1.2."""

    nom: str
    propres: frozenset[str]
    ajoute: bool


AUTRES_VERSIONS: dict[tuple[Flux, int], AutreVersion] = {
    (Flux.CMD_ACCES, 37): AutreVersion("1.3", frozenset({"identifiantimmeuble", "offreaccescommandee"}), ajoute=True),
    (Flux.CR_CMD_ACCES, 81): AutreVersion("postérieure à la 1.3", frozenset({"raccordementlong"}), ajoute=False),
}
"""By flux and number of named columns."""

SEPARATEURS = {",": "la virgule", "\t": "la tabulation", "|": "la barre verticale"}


@dataclass(frozen=True, slots=True)
class Entete:
    """A header, read. `champs` gives for each column of the file its name in the workbook, None when unknown.

    `flux` is None when the header is nobody's; `jumeaux` are other flux that it fits as well and that nothing rules
    out; `version` names another version of the protocol, else "", and `doute` tells that only the number of columns
    says so. `inconnus`, `doubles` and `sans_nom` are ranks of columns, from 0; `mojibake` are names that an encoding
    broke. The other attributes list departures, by column text as written. `mal_citee` is the rank of the first name
    with a quote left open: nothing else is known of such a header.
    """

    colonnes: tuple[str, ...]
    flux: Flux | None
    champs: tuple[str | None, ...] = ()
    version: str = ""
    doute: bool = False
    absents: tuple[str, ...] = ()
    inconnus: tuple[int, ...] = ()
    doubles: tuple[int, ...] = ()
    sans_nom: tuple[int, ...] = ()
    desordre: bool = False
    casse: tuple[tuple[str, str], ...] = ()
    alias: tuple[tuple[str, str], ...] = ()
    mojibake: tuple[tuple[str, str], ...] = ()
    separateur: str = ""
    jumeaux: tuple[Flux, ...] = ()
    mal_citee: int | None = None

    @property
    def exacte(self) -> bool:
        """Whether the header is the workbook's, to the letter."""
        return self.flux is not None and not (
            self.version or self.absents or self.inconnus or self.doubles or self.sans_nom or self.desordre
            or self.casse or self.alias or self.mojibake
        )  # fmt: skip

    @property
    def version_dite(self) -> str:
        """The other version as said to people, "" for 1.2."""
        return f"sans doute {self.version}" if self.doute else self.version

    @property
    def nommees(self) -> int:
        """How many columns have a name: a spreadsheet leaves others at the end of its lines."""
        return len(self.colonnes) - len(self.sans_nom)

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


def lit_entete(
    ligne: str, protocole: Protocole, *, emetteur: Partie | None = None, suggere: Flux | None = None
) -> Entete:
    """Read the first line of a file, without its end."""
    colonnes = decoupe(ligne)
    if colonnes is None:
        return Entete((ligne,), None, mal_citee=mal_citee(ligne))
    return reconnait(colonnes, protocole, emetteur=emetteur, suggere=suggere)


def reconnait(
    colonnes: tuple[str, ...], protocole: Protocole, *, emetteur: Partie | None = None, suggere: Flux | None = None
) -> Entete:
    """Read a header against every flux of the workbook and keep the one it fits best.

    A header belongs to a flux when it holds at least half of its columns, and no other flux does better. Between flux
    that it fits equally well (the two messages of §3.11 have the same columns), the sender decides, else the flux that
    the name of the file suggests; else the first is kept and the others are `jumeaux`.
    """
    noms = releve_noms(colonnes, protocole)
    candidats = _candidats({n.plie for n in noms}, protocole)
    if not candidats:
        return Entete(colonnes, None, separateur=_autre_separateur(colonnes, protocole))
    if emetteur is not None:
        candidats = [f for f in candidats if emetteur in EMETTEURS[f]] or candidats
    if suggere in candidats:
        candidats = [suggere]
    return _compare(noms, protocole[candidats[0]], tuple(candidats[1:]))


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


def _compare(noms: list[Nom], fmt: Format, jumeaux: tuple[Flux, ...]) -> Entete:
    officiels = {plie(n): n for n in fmt.noms}
    champs: list[str | None] = []
    vus: set[str] = set()
    inconnus, doubles, sans_nom = list[int](), list[int](), list[int]()
    casse, alias, mojibake = [], [], []
    for rang, lu in enumerate(noms):
        nom = officiels.get(lu.plie)
        if nom is None or lu.plie in vus:
            (doubles if nom is not None else inconnus if lu.ecrit.strip() else sans_nom).append(rang)
            champs.append(None)
            continue
        vus.add(lu.plie)
        champs.append(nom)
        if lu.abime:
            mojibake.append((lu.ecrit, nom))
        if plie(lu.repare) in ALIAS:
            alias.append((lu.ecrit, nom))
        elif lu.repare != nom and (not lu.abime or lu.repare != lu.ecrit):
            casse.append((lu.ecrit, nom))
    trouves = [c for c in champs if c is not None]
    rangs = [fmt.par_nom[c].position for c in trouves]
    entete = Entete(
        colonnes=tuple(n.ecrit for n in noms),
        flux=fmt.flux,
        champs=tuple(champs),
        absents=tuple(n for n in fmt.noms if n not in trouves),
        inconnus=tuple(inconnus),
        doubles=tuple(doubles),
        sans_nom=tuple(sans_nom),
        desordre=rangs != sorted(rangs),
        casse=tuple(casse),
        alias=tuple(alias),
        mojibake=tuple(mojibake),
        jumeaux=jumeaux,
    )
    return _d_une_autre_version(entete, {n.plie for n in noms}, fmt)


def _d_une_autre_version(entete: Entete, plies: set[str], fmt: Format) -> Entete:
    """The same header, said to be of another version when its columns show it. A user's workbook may have as many."""
    autre = AUTRES_VERSIONS.get((fmt.flux, entete.nommees))
    if autre is None or entete.nommees == len(fmt.noms):
        return entete
    sure = autre.propres <= plies
    suite = not autre.ajoute or entete.champs[: len(fmt.noms)] == fmt.noms
    if not sure and (entete.doubles or not suite):
        return entete
    return replace(entete, version=autre.nom, doute=not sure)


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
