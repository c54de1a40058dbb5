"""Rules on a whole file and on lines that are no rows (§2.3, §3.2). Those on its columns are in `judge.form.header`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from harness.exchange.ecartees import Ecartee
from harness.exchange.recognise import Entete
from harness.exchange.survey import Releve
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.francais import accorde, de
from harness.protocol.spec import Format, Protocole, Provenance
from harness.protocol.terms import EMETTEURS, Flux, Partie

LOT, LIGNE = Portee.LOT, Portee.LIGNE

NOMS_CITES = 80
"""Characters shown of a second header, at most: whole names."""


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
    if lot.entete is None or id_ in ("lot.encodage", "lot.fins_de_ligne"):
        return lot.entete is not None
    if id_ == "lot.entete_inconnu":
        return lot.entete.mal_citee is None
    if lot.entete.flux is None or id_ in ("lot.autre_version", "lot.sans_ligne"):
        return lot.entete.flux is not None
    if id_ == "lot.emetteur":
        return lot.emetteur is not None
    if id_ == "lot.nom_trompeur":
        return lot.suggere is not None
    if id_ == "observation.prise_nommee" and lot.entete.flux is not Flux.CR_CMD_ACCES:
        return False
    return not lot.entete.version


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


@regle("lot.fins_de_ligne", LOT, "2.3", gravite=Gravite.INFORMATION)
def fins_de_ligne(lot: LotVu) -> Iterator[Defaut]:
    """Les lignes du fichier ne finissent pas par LF ou CRLF."""
    if not lot.releve.refus and lot.releve.fin_de_ligne == "CR":
        yield Defaut(
            "retours chariot (CR) seuls, lus comme des fins de ligne ; le protocole n'en fixe aucune",
            provenance=Provenance.PUBLIC,
        )


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
            f"en-tête {de(lot.entete.flux)}, nom {de(lot.suggere)} ; l'en-tête fait foi", provenance=Provenance.INFERRED
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
        trouvees = accorde(e.cellules, "trouvée")
        yield Defaut(f"{accorde(largeur, 'cellule attendue', 'cellules attendues')}, {trouvees}", ligne=e.ligne)


@regle("ligne.guillemet_ouvert", LIGNE, "2.3")
def guillemet_ouvert(e: Ecartee, _largeur: int) -> Iterator[Defaut]:
    """Un guillemet n'est pas fermé sur sa ligne, ou ne cite pas une cellule entière."""
    if e.motif == "guillemet":
        attendu = "une ligne porte une commande : un guillemet se ferme avant la fin de ligne"
        if e.ligne == 1:
            attendu = f"les noms ne se lisent plus à partir de la colonne {e.cellules}"
        yield Defaut(attendu, ligne=e.ligne)


@regle("ligne.vide", LIGNE, "2.3", gravite=Gravite.AVERTISSEMENT)
def ligne_vide(e: Ecartee, _largeur: int) -> Iterator[Defaut]:
    """La ligne est vide."""
    if e.motif == "vide":
        yield Defaut("ligne à retirer", ligne=e.ligne, provenance=Provenance.INFERRED)


@regle("lot.flux_melanges", LIGNE, "2.3")
def flux_melanges(e: Ecartee, _largeur: int) -> Iterator[Defaut]:
    """Le fichier porte un second en-tête : un fichier, un flux."""
    if e.motif == "entete":
        debut = e.texte if len(e.texte) <= NOMS_CITES else e.texte[:NOMS_CITES].rpartition(";")[0]
        yield Defaut("un seul en-tête et un seul flux par fichier", valeur=debut, ligne=e.ligne)
