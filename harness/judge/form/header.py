"""Rules on the header of a file: which flux, which version, which columns (§2.3, §2.6, annexe).

What a finding shows is the text of the header, never that of a line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal

from harness.exchange.recognise import SEPARATEURS, Entete
from harness.judge.form.structure import Defaut, LotVu, exercee
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.francais import accorde
from harness.protocol.spec import Provenance

LOT = Portee.LOT

SUITES_CITEES = 10
"""Runs of columns that one sentence names."""


@regle("lot.entete_inconnu", LOT, "2.3")
def entete_inconnu(lot: LotVu) -> Iterator[Defaut]:
    """L'en-tête n'est celui d'aucun flux du protocole."""
    if lot.entete is None or lot.entete.flux is not None or lot.entete.mal_citee is not None:
        return
    if lot.entete.separateur:
        signe = SEPARATEURS[lot.entete.separateur]
        yield Defaut(f"séparateur « ; » attendu, {signe} trouvée", ligne=1, provenance=Provenance.PUBLIC)
    else:
        premiere = lot.entete.colonnes[0][:80] if lot.entete.colonnes else ""
        yield Defaut("noms de colonnes d'un flux du classeur attendus sur la première ligne", valeur=premiere, ligne=1)


@regle("lot.autre_version", LOT, "annexe", gravite=Gravite.AVERTISSEMENT)
def autre_version(lot: LotVu) -> Iterator[Defaut]:
    """Le lot est d'une autre version du protocole."""
    if lot.entete and lot.entete.version:
        n, fmt = lot.entete.nommees, lot.format
        attendu = f"{len(fmt.champs)} colonnes en version 1.2" if fmt else ""
        doute = "sans doute " if lot.entete.doute else ""
        yield Defaut(
            f"{n} colonnes : {doute}version {lot.entete.version} ; {attendu}. Ses lignes ne sont pas jugées",
            ligne=1,
            provenance=Provenance.PUBLIC,
        )


@regle("lot.colonne_absente", LOT, "2.6")
def colonne_absente(lot: LotVu) -> Iterator[Defaut]:
    """Une colonne du flux manque dans l'en-tête."""
    entete, fmt = lot.entete, lot.format
    if entete is None or fmt is None or entete.version:
        return
    largeur = len(fmt.champs)
    for champ in entete.absents:
        attendu = f"nombre de colonnes incorrect ({entete.nommees} au lieu de {largeur}) : fichier illisible"
        ecrit = ""
        if entete.nommees == largeur:
            rang = fmt.noms.index(champ)
            attendu = f"nom attendu en colonne {rang + 1}"
            ecrit = entete.colonnes[rang] if entete.champs[rang] is None else ""
        yield Defaut(attendu, champ, ecrit, ligne=1, provenance=_nom(lot, champ))


@regle("lot.colonne_inconnue", LOT, "2.6")
def colonne_inconnue(lot: LotVu) -> Iterator[Defaut]:
    """L'en-tête porte une colonne que le flux n'a pas."""
    entete = lot.entete
    if entete is None or entete.flux is None or entete.version:
        return
    for rang in entete.inconnus:
        yield Defaut(f"{_colonnes(rang)} {_sort(entete)}", "", entete.colonnes[rang], 1, provenance=_mesure(lot))
    if entete.sans_nom:
        yield Defaut(f"{_colonnes(*entete.sans_nom)} sans nom, à retirer", ligne=1, provenance=_mesure(lot))


@regle("lot.colonne_en_double", LOT, "2.6")
def colonne_en_double(lot: LotVu) -> Iterator[Defaut]:
    """Deux colonnes de l'en-tête portent le même nom."""
    entete = lot.entete
    if entete is None or entete.flux is None or entete.version:
        return
    for rang in entete.doubles:
        texte = entete.colonnes[rang]
        attendu = f"une seule colonne de ce nom attendue, {_colonnes(rang)} {_sort(entete)}"
        yield Defaut(attendu, texte, texte, ligne=1)


@regle("lot.colonnes_desordonnees", LOT, "annexe")
def colonnes_desordonnees(lot: LotVu) -> Iterator[Defaut]:
    """Les colonnes ne sont pas dans l'ordre du classeur."""
    entete = lot.entete
    if entete and entete.desordre and not entete.version and lot.format:
        trouves = [(rang, c) for rang, c in enumerate(entete.champs) if c is not None]
        presents = {c for _, c in trouves}
        attendus = [c for c in lot.format.noms if c in presents]
        rang, champ, attendu = next((r, t, a) for (r, t), a in zip(trouves, attendus, strict=True) if t != a)
        phrase = f"ordre du classeur attendu à partir de la colonne {rang + 1}, où vient {attendu}"
        yield Defaut(phrase, champ, entete.colonnes[rang], ligne=1, provenance=_mesure(lot))


@regle("lot.entete_alias", LOT, "", gravite=Gravite.AVERTISSEMENT)
def entete_alias(lot: LotVu) -> Iterator[Defaut]:
    """Une colonne porte un autre nom que celui du classeur."""
    for ecrit, champ in _departs(lot, "alias"):
        yield Defaut(f"nom attendu : {champ}", champ, valeur=ecrit, ligne=1)


@regle("observation.prise_nommee", LOT, "annexe", gravite=Gravite.INFORMATION)
def prise_nommee(lot: LotVu) -> Iterator[Defaut]:
    """La référence de prise se rencontre sous plusieurs noms de colonne."""
    if exercee("observation.prise_nommee", lot) and lot.entete and "ReferencePrise" not in lot.entete.champs:
        yield Defaut("ReferencePrise ou un nom connu pour elle attendu", "ReferencePrise", ligne=1)


@regle("lot.entete_casse", LOT, "", gravite=Gravite.INFORMATION)
def entete_casse(lot: LotVu) -> Iterator[Defaut]:
    """Une colonne s'écrit autrement que dans le classeur : casse, espaces ou codage des accents."""
    for ecrit, champ in _departs(lot, "casse"):
        yield Defaut(f"nom attendu : {champ}{_invisible(ecrit, champ)}", champ, valeur=ecrit, ligne=1)


@regle("lot.entete_abime", LOT, "", gravite=Gravite.AVERTISSEMENT)
def entete_abime(lot: LotVu) -> Iterator[Defaut]:
    """Un nom de colonne est abîmé par un encodage (« NÂ°1 » ou « Nø1 » pour « N°1 »)."""
    departs = _departs(lot, "mojibake")
    if departs:
        ecrit, champ = departs[0]
        touchees = accorde(len(departs), "colonne touchée", "colonnes touchées")
        yield Defaut(f"{touchees} ; nom attendu : {champ}", champ, valeur=ecrit, ligne=1)


def _sort(entete: Entete) -> str:
    """What to do with a column too many: it may only have the wrong name when another is missing."""
    return "à retirer ou à renommer" if entete.absents else "à retirer"


def _invisible(ecrit: str, champ: str) -> str:
    """What no eye sees between a name as written and the name that is expected, "" when one sees the difference."""
    if unicodedata.normalize("NFC", ecrit) == champ:
        return ", chaque accent en un seul caractère (forme NFC)"
    if " ".join(ecrit.split()) == champ and ecrit.strip() == ecrit and "  " not in ecrit:
        return ", avec une espace ordinaire"
    return ""


def _colonnes(*rangs: int) -> str:
    """« colonne 36 », « colonnes 36 et 37 », « colonnes 3 et 36 à 45 », from ranks in order."""
    suites: list[list[int]] = []
    for rang in rangs:
        if suites and rang == suites[-1][-1] + 1:
            suites[-1].append(rang)
        else:
            suites.append([rang])
    dits = [f"{s[0] + 1}" if len(s) == 1 else f"{s[0] + 1} {'et' if len(s) == 2 else 'à'} {s[-1] + 1}" for s in suites]
    dites = ", ".join(dits[:SUITES_CITEES]) + ("…" if len(dits) > SUITES_CITEES else "")
    return f"colonne{'s' if len(rangs) > 1 else ''} {dites}"


def _departs(lot: LotVu, quoi: Literal["alias", "casse", "mojibake"]) -> tuple[tuple[str, str], ...]:
    """Departures of the header of a 1.2 lot, as (as written, name of the workbook)."""
    if lot.entete is None or lot.entete.version:
        return ()
    departs: tuple[tuple[str, str], ...] = getattr(lot.entete, quoi)
    return departs


def _mesure(lot: LotVu) -> Provenance:
    """How far the list of columns of a flux can be trusted as a whole: as its least certain name."""
    fmt = lot.format
    if fmt is None:
        return Provenance.SEED
    sources = {c.source("nom") for c in fmt.champs}
    for source in (Provenance.INFERRED, Provenance.PUBLIC, Provenance.SEED):
        if source in sources:
            return source
    return Provenance.CLASSEUR


def _nom(lot: LotVu, champ: str) -> Provenance:
    fmt = lot.format
    return fmt.par_nom[champ].source("nom") if fmt and champ in fmt.par_nom else Provenance.SEED
