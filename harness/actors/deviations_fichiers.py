"""Faults in a whole file, by name: its bytes, its header, its lines. Data, each aiming at one rule of the judge."""

from __future__ import annotations

from collections.abc import Callable

from harness.actors.deviations import Ecart, sans_colonne
from harness.actors.deviations_familles import cellule_de_trop
from harness.exchange.lines import SEPARATEUR
from harness.protocol.terms import Flux, Partie

OI, OC = Partie.OI, Partie.OC

Octets = Callable[[bytes], bytes]

LIGNE_DEMESUREE = 1_200_000
"""More than any reader takes for one line."""


def _colonnes(change: Callable[[list[str]], list[str]]) -> Octets:
    """The same change of the header and of every line. No cell of ours holds a separator."""

    def altere(octets: bytes) -> bytes:
        lignes = (change(ligne.split(SEPARATEUR)) for ligne in octets.decode().splitlines())
        return "".join(SEPARATEUR.join(ligne) + "\n" for ligne in lignes).encode()

    return altere


def _entete(change: Callable[[str], str]) -> Octets:
    """A change of the header only."""

    def altere(octets: bytes) -> bytes:
        entete, fin, reste = octets.decode().partition("\n")
        return (change(entete) + fin + reste).encode()

    return altere


def _colonne_de_plus(nom: str) -> Octets:
    def altere(octets: bytes) -> bytes:
        entete, *lignes = octets.decode().splitlines()
        return "".join(x + "\n" for x in (f"{entete};{nom}", *(f"{ligne};KO" for ligne in lignes))).encode()

    return altere


def _lignes(change: Callable[[str, list[str]], list[str]]) -> Octets:
    """Other lines, from the header and the lines."""

    def altere(octets: bytes) -> bytes:
        entete, *lignes = octets.decode().splitlines()
        return "".join(ligne + "\n" for ligne in change(entete, lignes)).encode()

    return altere


def _demesuree(octets: bytes) -> bytes:
    return octets.rstrip(b"\n") + b"x" * LIGNE_DEMESUREE + b"\n"


_AR, _CR, _CMD, _MAD = Flux.AR_CMD_ACCES, Flux.CR_CMD_ACCES, Flux.CMD_ACCES, Flux.CR_MAD

FICHIERS: tuple[Ecart, ...] = (
    Ecart(OI, _AR, "l'AR est un fichier vide", "ar-vide", "lot.vide", fichier=lambda _: b""),
    Ecart(OI, _AR, "l'AR n'est pas du texte", "ar-binaire", "lot.binaire", fichier=lambda o: o + b"\0"),
    Ecart(OI, _AR, "l'AR est en UTF-16", "ar-en-utf-16", "lot.encodage_illisible",
          fichier=lambda o: o.decode().encode("utf-16")),
    Ecart(OI, _AR, "l'AR a une ligne démesurée", "ar-demesure", "lot.ligne_demesuree", fichier=_demesuree),
    Ecart(OI, _AR, "l'en-tête de l'AR est inventé", "ar-autre-entete", "lot.entete_inconnu",
          fichier=_entete(lambda e: ";".join(f"colonne {n}" for n in range(len(e.split(";")))))),
    Ecart(OC, _CMD, "la commande est d'une autre version", "commande-d-une-autre-version", "lot.autre_version",
          fichier=_colonnes(lambda c: [*c, "Info Cmd Accès 9", "Info Cmd Accès 10"] if c[-1:] != [""] else [*c, "",
          ""])),
    Ecart(OI, _CR, "une colonne manque dans le CR de commande", "cr-sans-colonne", "lot.colonne_absente",
          champ="EtatCrCommandePrise", fichier=sans_colonne("EtatCrCommandePrise")),
    Ecart(OC, _CMD, "une colonne manque dans la commande", "commande-sans-colonne", "lot.colonne_absente",
          champ="ReferencePm", fichier=sans_colonne("ReferencePm")),
    Ecart(OI, _AR, "l'AR a une colonne maison", "ar-colonne-maison", "lot.colonne_inconnue",
          fichier=_colonne_de_plus("Colonne maison")),
    Ecart(OI, _AR, "l'AR a deux fois une colonne", "ar-colonne-en-double", "lot.colonne_en_double",
          fichier=_colonnes(lambda c: [*c, c[-1]])),
    Ecart(OI, _AR, "les colonnes de l'AR sont en désordre", "ar-colonnes-en-desordre", "lot.colonnes_desordonnees",
          fichier=_colonnes(lambda c: [*c[:-2], c[-1], c[-2]])),
    Ecart(OI, _MAD, "le CR MAD nomme autrement la prise", "mad-autre-nom-de-colonne", "lot.entete_alias",
          champ="ReferencePrise", fichier=_entete(lambda e: e.replace("ReferencePrise;", "ReferencePTO;"))),
    Ecart(OC, _CMD, "un nom de colonne est en minuscules", "commande-entete-en-minuscules", "lot.entete_casse",
          champ="Etage", fichier=_entete(lambda e: e.replace(";Etage;", ";etage;"))),
    Ecart(OI, _CR, "l'en-tête est de l'UTF-8 relu", "cr-entete-abime", "lot.entete_abime",
          fichier=_entete(lambda e: e.replace("N°1", "NÂ°1"))),
    Ecart(OC, _CMD, "la commande est en ISO-8859-15", "commande-en-latin-9", "lot.encodage",
          fichier=lambda o: o.decode().encode("iso-8859-15")),
    Ecart(OI, _AR, "les lignes de l'AR finissent par CR", "ar-en-retours-chariot", "lot.fins_de_ligne",
          fichier=lambda o: o.replace(b"\n", b"\r")),
    Ecart(OI, _AR, "l'AR n'a qu'un en-tête", "ar-sans-ligne", "lot.sans_ligne", fichier=_lignes(lambda e, _: [e])),
    Ecart(OI, _AR, "le nom de l'AR annonce un CR", "ar-nom-trompeur", "lot.nom_trompeur", annonce=_CR),
    Ecart(OI, _CR, "une ligne du CR de commande a une cellule de trop", "cr-cellule-de-trop",
          "ligne.nombre_de_cellules", fichier=cellule_de_trop),
    Ecart(OI, _AR, "un guillemet n'est pas fermé", "ar-guillemet-ouvert", "ligne.guillemet_ouvert",
          fichier=_lignes(lambda e, lignes: [e, *('"' + ligne for ligne in lignes)])),
    Ecart(OI, _AR, "l'AR a une ligne vide", "ar-ligne-vide", "ligne.vide",
          fichier=_lignes(lambda e, lignes: [e, "", *lignes])),
    Ecart(OI, _AR, "l'AR a deux en-têtes", "ar-deux-entetes", "lot.flux_melanges",
          fichier=_lignes(lambda e, lignes: [e, *lignes, e])),
    Ecart(OI, _AR, "une référence vient deux fois dans l'AR", "ar-reference-repetee", "ligne.reference_repetee",
          fichier=_lignes(lambda e, lignes: [e, *lignes, *lignes])),
    Ecart(OC, Flux.CR_MES, "le CR MES a une colonne d'état, KO", "mes-ko", "cr_mes.etat_ko",
          fichier=_colonne_de_plus("EtatMiseEnService")),
)  # fmt: skip
"""Every fault in files."""
