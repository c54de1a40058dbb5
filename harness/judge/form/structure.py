"""Rules on a whole file, before its lines: is it a lot, of which flux, with which columns (§2.3, §2.6, §3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from harness.exchange.ecartees import Ecartee
from harness.exchange.recognise import SEPARATEURS, Entete
from harness.exchange.survey import Releve
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.spec import Format, Protocole, Provenance
from harness.protocol.terms import EMETTEURS, Flux, Partie

LOT, LIGNE = Portee.LOT, Portee.LIGNE


@dataclass(frozen=True, slots=True)
class LotVu:
    """A file as its bytes and its header show it. `emetteur` is known from a journal or an option, else None.

    `suggere` is the flux its name suggests; `encodage_convenu` the one the bilateral profile declares, "" if none.
    """

    fichier: str
    releve: Releve
    entete: Entete | None
    protocole: Protocole
    emetteur: Partie | None = None
    suggere: Flux | None = None
    encodage_convenu: str = ""

    @property
    def format(self) -> Format | None:
        """The flux's columns, None when no flux was recognised."""
        return self.protocole[self.entete.flux] if self.entete and self.entete.flux else None

    @property
    def lisible(self) -> bool:
        """Whether its lines can be judged: a 1.2 flux was recognised, and each column has one name."""
        e = self.entete
        return bool(not self.releve.refus and e and e.flux and not e.version and not e.doubles)


@dataclass(frozen=True, slots=True)
class Defaut:
    """One breach seen in a file. `attendu` completes the rule's sentence; the rest places it."""

    attendu: str
    champ: str = ""
    valeur: str = ""
    ligne: int | None = None
    gravite: Gravite | None = None
    provenance: Provenance = Provenance.SEED


def exercee(id_: str, lot: LotVu) -> bool:
    """Whether a rule on files found in this one what it takes to judge: a check that met nothing proves nothing."""
    if id_ in ("lot.vide", "lot.binaire", "lot.encodage_illisible", "lot.ligne_demesuree"):
        return True
    if lot.entete is None or id_ in ("lot.entete_inconnu", "lot.encodage"):
        return lot.entete is not None
    if lot.entete.flux is None or id_ in ("lot.autre_version", "lot.sans_ligne"):
        return lot.entete.flux is not None
    if id_ == "lot.emetteur":
        return lot.emetteur is not None
    if id_ == "lot.nom_trompeur":
        return lot.suggere is not None
    if id_ == "observation.prise_nommee" and lot.entete.flux is not Flux.CR_CMD_ACCES:
        return False
    return not lot.entete.version


def _nom(lot: LotVu, champ: str) -> Provenance:
    fmt = lot.format
    return fmt.par_nom[champ].source("nom") if fmt and champ in fmt.par_nom else Provenance.SEED


@regle("lot.vide", LOT, "2.3")
def vide(lot: LotVu) -> Iterator[Defaut]:
    """Le fichier est vide."""
    if lot.releve.regle == "lot.vide":
        yield Defaut("un en-tête et au moins une ligne attendus")


@regle("lot.binaire", LOT, "2.3")
def binaire(lot: LotVu) -> Iterator[Defaut]:
    """Le fichier n'est pas un fichier texte CSV."""
    if lot.releve.regle == "lot.binaire":
        yield Defaut(lot.releve.refus)


@regle("lot.encodage_illisible", LOT, "2.3")
def encodage_illisible(lot: LotVu) -> Iterator[Defaut]:
    """L'encodage du fichier n'est pas lisible."""
    if lot.releve.regle == "lot.encodage_illisible":
        yield Defaut(lot.releve.refus)


@regle("lot.ligne_demesuree", LOT, "2.3")
def ligne_demesuree(lot: LotVu) -> Iterator[Defaut]:
    """Une ligne du fichier est démesurée."""
    if lot.releve.regle == "lot.ligne_demesuree":
        yield Defaut(lot.releve.refus)


@regle("lot.entete_inconnu", LOT, "2.3")
def entete_inconnu(lot: LotVu) -> Iterator[Defaut]:
    """L'en-tête n'est celui d'aucun flux du protocole."""
    if lot.entete is None or lot.entete.flux is not None:
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
        n, fmt = len(lot.entete.colonnes), lot.format
        attendu = f"{len(fmt.champs)} colonnes en version 1.2" if fmt else ""
        yield Defaut(
            f"{n} colonnes : version {lot.entete.version} ; {attendu}. Ses lignes ne sont pas jugées",
            ligne=1,
            provenance=Provenance.PUBLIC,
        )


@regle("lot.colonne_absente", LOT, "2.6")
def colonne_absente(lot: LotVu) -> Iterator[Defaut]:
    """Une colonne du flux manque dans l'en-tête."""
    if lot.entete and not lot.entete.version:
        for champ in lot.entete.absents:
            yield Defaut(
                "nombre de colonnes incorrect : fichier illisible", champ, ligne=1, provenance=_nom(lot, champ)
            )


@regle("lot.colonne_inconnue", LOT, "2.6")
def colonne_inconnue(lot: LotVu) -> Iterator[Defaut]:
    """L'en-tête porte une colonne que le flux n'a pas."""
    if lot.entete and lot.entete.flux and not lot.entete.version:
        for texte in lot.entete.inconnus:
            yield Defaut("colonne à retirer", valeur=texte, ligne=1, provenance=_mesure(lot))


@regle("lot.colonne_en_double", LOT, "2.6")
def colonne_en_double(lot: LotVu) -> Iterator[Defaut]:
    """Deux colonnes de l'en-tête portent le même nom."""
    if lot.entete and lot.entete.flux and not lot.entete.version:
        for texte in lot.entete.doubles:
            yield Defaut("une seule colonne de ce nom attendue", champ=texte, ligne=1)


@regle("lot.colonnes_desordonnees", LOT, "annexe")
def colonnes_desordonnees(lot: LotVu) -> Iterator[Defaut]:
    """Les colonnes ne sont pas dans l'ordre du classeur."""
    if lot.entete and lot.entete.desordre and not lot.entete.version and lot.format:
        trouves = [c for c in lot.entete.champs if c is not None]
        attendus = [c for c in lot.format.noms if c in trouves]
        champ = next(t for t, a in zip(trouves, attendus, strict=True) if t != a)
        yield Defaut("ordre du classeur attendu à partir de cette colonne", champ, ligne=1, provenance=_mesure(lot))


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
        yield Defaut(f"nom attendu : {champ}", champ, valeur=ecrit, ligne=1)


@regle("lot.entete_abime", LOT, "", gravite=Gravite.AVERTISSEMENT)
def entete_abime(lot: LotVu) -> Iterator[Defaut]:
    """Un nom de colonne montre de l'UTF-8 relu dans un autre encodage (« NÂ°1 » pour « N°1 »)."""
    departs = _departs(lot, "mojibake")
    if departs:
        ecrit, champ = departs[0]
        yield Defaut(f"{len(departs)} colonnes touchées ; nom attendu : {champ}", champ, valeur=ecrit, ligne=1)


@regle("lot.encodage", LOT, "2.3", gravite=Gravite.INFORMATION)
def encodage(lot: LotVu) -> Iterator[Defaut]:
    """L'encodage du fichier n'est pas celui que l'on attend."""
    r = lot.releve
    if r.refus:
        return
    lu = ("UTF-8 avec BOM" if r.bom else "UTF-8") if r.encodage == "utf-8" else r.encodage.upper()
    if lot.encodage_convenu and lot.encodage_convenu not in (lu, *_indiscernables(r)):
        yield Defaut(f"{lu} lu, {lot.encodage_convenu} convenu au profil", gravite=Gravite.NON_CONFORME)
    elif not lot.encodage_convenu and (r.bom or r.encodage != "utf-8"):
        yield Defaut(
            f"{lu} lu ; UTF-8 sans BOM est conseillé, le protocole n'en fixe aucun", provenance=Provenance.INFERRED
        )
    if r.abime:
        yield Defaut(
            "UTF-8 dont certains octets sont abîmés", gravite=Gravite.AVERTISSEMENT, provenance=Provenance.INFERRED
        )


def _indiscernables(r: Releve) -> tuple[str, ...]:
    """Encodings in which the bytes of a file are as good as in the one that was read."""
    if r.ascii:
        return "UTF-8", "ISO-8859-15", "CP1252"
    return ("CP1252",) if r.encodage == "iso-8859-15" else ()


@regle("lot.sans_ligne", LOT, "2.3", gravite=Gravite.AVERTISSEMENT)
def sans_ligne(lot: LotVu) -> Iterator[Defaut]:
    """Le fichier n'a qu'un en-tête."""
    if not lot.releve.refus and lot.entete and lot.entete.flux and lot.releve.lignes <= 1:
        yield Defaut("au moins une ligne attendue", ligne=1)


@regle("lot.nom_trompeur", LOT, "2.3", gravite=Gravite.INFORMATION)
def nom_trompeur(lot: LotVu) -> Iterator[Defaut]:
    """Le nom du fichier annonce un autre flux que son en-tête."""
    if lot.entete and lot.entete.flux and lot.suggere and lot.suggere is not lot.entete.flux:
        yield Defaut(
            f"en-tête de {lot.entete.flux}, nom de {lot.suggere} ; l'en-tête fait foi", provenance=Provenance.INFERRED
        )


@regle("lot.emetteur", LOT, "3")
def emetteur(lot: LotVu) -> Iterator[Defaut]:
    """Le flux n'est pas émis par la partie qui doit l'émettre."""
    if lot.emetteur is None or lot.entete is None or lot.entete.flux is None:
        return
    permis = EMETTEURS[lot.entete.flux]
    if lot.emetteur not in permis:
        yield Defaut(f"{lot.entete.flux} est émis par l'{' ou l'.join(sorted(permis))}", valeur=lot.emetteur)


@regle("ligne.nombre_de_cellules", LIGNE, "3.2")
def nombre_de_cellules(e: Ecartee, largeur: int) -> Iterator[Defaut]:
    """La ligne n'a pas autant de cellules que l'en-tête : fichier illisible."""
    if e.motif == "largeur":
        yield Defaut(f"{largeur} cellules attendues, {e.cellules} trouvées", ligne=e.ligne)


@regle("ligne.guillemet_ouvert", LIGNE, "2.3")
def guillemet_ouvert(e: Ecartee, _largeur: int) -> Iterator[Defaut]:
    """Un guillemet n'est pas fermé sur sa ligne, ou ne cite pas une cellule entière."""
    if e.motif == "guillemet":
        yield Defaut("une ligne porte une commande : un guillemet se ferme avant la fin de ligne", ligne=e.ligne)


@regle("ligne.vide", LIGNE, "2.3", gravite=Gravite.AVERTISSEMENT)
def ligne_vide(e: Ecartee, _largeur: int) -> Iterator[Defaut]:
    """La ligne est vide."""
    if e.motif == "vide":
        yield Defaut("ligne à retirer", ligne=e.ligne, provenance=Provenance.INFERRED)


@regle("lot.flux_melanges", LIGNE, "2.3")
def flux_melanges(e: Ecartee, _largeur: int) -> Iterator[Defaut]:
    """Le fichier porte un second en-tête : un fichier, un flux."""
    if e.motif == "entete":
        yield Defaut("un seul en-tête et un seul flux par fichier", valeur=e.texte[:80], ligne=e.ligne)


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
