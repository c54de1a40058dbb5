"""The names a workbook may give to its sheets and columns. Case, accents, spaces and punctuation never count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from harness.protocol.motifs import plie
from harness.protocol.spec import FAITS, Fait
from harness.protocol.terms import Flux

Colonne = Literal[
    "position", "champ", "type", "longueur", "format", "statut", "condition", "valeurs", "signification", "section",
    "provenance", "code", "libelle", "flux",
]  # fmt: skip

CHAMPS: tuple[Colonne, ...] = (
    "position", "champ", "type", "longueur", "format", "statut", "condition", "valeurs", "signification", "section",
    "provenance",
)  # fmt: skip
"""Columns of the sheet of a flux, in the order we write them."""

MOTIFS: tuple[Colonne, ...] = ("code", "libelle", "flux", "signification", "provenance")
"""Columns of the sheet of KO reasons, in the order we write them."""

COLONNE_DU_FAIT: Mapping[Fait, Colonne] = {
    "nom": "champ", "statut": "statut", "condition": "condition", "longueur": "longueur", "format": "format",
    "valeurs": "valeurs",
}  # fmt: skip

OBLIGATOIRES: tuple[Colonne, ...] = tuple(COLONNE_DU_FAIT[fait] for fait in FAITS)
"""One column a fact: without one of them a whole family of checks would fall silent, so a workbook must have them."""

OBLIGATOIRES_MOTIFS: tuple[Colonne, ...] = ("code", "libelle")

TITRE: Mapping[Colonne, str] = {
    "position": "Position", "champ": "Champ", "type": "Type", "longueur": "Longueur", "format": "Format",
    "statut": "Statut", "condition": "Condition", "valeurs": "Valeurs", "signification": "Signification",
    "section": "Section", "provenance": "Provenance", "code": "Code", "libelle": "Libellé", "flux": "Flux",
}  # fmt: skip

ALIAS: Mapping[Colonne, tuple[str, ...]] = {
    "position": ("Pos.", "N°", "N° ordre", "Numéro", "Numéro de colonne", "Ordre", "Rang"),
    "champ": ("Nom du champ", "Nom champ", "Champs", "Libellé champ", "Libellé du champ", "Intitulé du champ", "Nom",
              "Nom de la colonne", "Nom colonne", "Colonne", "Donnée", "Field"),
    "type": ("Type de donnée", "Type de champ", "Type du champ", "Nature"),
    "longueur": ("Long.", "Lg", "Longueur max", "Longueur maximale", "Longueur maxi", "Taille", "Taille max",
                 "Taille maximale", "Nb caractères", "Nombre de caractères", "Nb car"),
    "format": ("Format attendu", "Format du champ", "Masque"),
    "statut": ("O/F/C", "OFC", "Caractère", "Caractère O/F/C", "Caractère obligatoire", "Obligatoire",
               "Obligatoire/Facultatif/Conditionné", "Statut O/F/C", "Statut du champ", "Présence"),
    "condition": ("Conditions", "Condition de présence", "Condition d'obligation", "Règle", "Règles",
                  "Règle de gestion", "Règles de gestion", "Conditionné à"),
    "valeurs": ("Valeurs possibles", "Valeurs autorisées", "Valeurs admises", "Valeur", "Liste de valeurs",
                "Liste des valeurs", "Domaine de valeurs", "Énumération"),
    "signification": ("Description", "Définition", "Désignation", "Libellé", "Sens", "Commentaire", "Commentaires",
                      "Remarque", "Remarques"),
    "section": ("Paragraphe", "Chapitre", "Article"),
    "provenance": (),
    "code": ("Code KO", "Code motif", "Code du motif", "Code rejet", "Code erreur"),
    "libelle": ("Libellé KO", "Libellé motif", "Libellé du motif", "Motif", "Motif KO", "Motif de KO", "Type KO"),
    "flux": ("Flux concernés", "Flux concerné", "Fichier", "Fichiers"),
}  # fmt: skip
"""Other names of a column; the own name of another column of the same sheet wins over them."""

CODIFICATION = "Codification - type KO"
_ALIAS_CODIFICATION = ("Codification", "Codification KO", "Codifications KO", "Codification des KO", "Type KO")

LISEZ_MOI = "Lisez-moi"

_ALIAS_FLUX: Mapping[Flux, tuple[str, ...]] = {
    Flux.CMD_ACCES: ("Commande Acces",),
    Flux.CR_MAD: ("CR_MAD", "CR_MAD_Ligne"),
    Flux.CR_MES: ("CR_MES", "CR_MES_Ligne"),
    Flux.NOTIF_REPROV: ("Notif_Reprovisioning", "Notif_Reprovisionning", "Notif_Reprovisionnement"),
    Flux.MESS_OI: ("Mess_OI",),
    Flux.MESS_OC: ("Mess_OC",),
    Flux.GEL_DEGEL_RDV: ("Gel_Degel", "Gel RDV"),
    Flux.DEMANDE_MODIF_RDV: ("DemandeModification RDV",),
}

DOCUMENT: Mapping[Flux, tuple[str, str]] = {
    Flux.CMD_ACCES: ("Commande d'accès", "§3.1"),
    Flux.AR_CMD_ACCES: ("Accusé de réception de commande d'accès", "§3.2"),
    Flux.CR_CMD_ACCES: ("Compte-rendu de commande d'accès", "§3.3"),
    Flux.CMD_STOC: ("Commande de construction de PTO à l'OC sous-traitant", "§3.4"),
    Flux.CR_STOC: ("Compte-rendu de construction de PTO", "§3.5"),
    Flux.CR_MAD: ("Compte-rendu de mise à disposition de ligne", "§3.6"),
    Flux.CR_MES: ("Compte-rendu de mise en service de ligne", "§3.8"),
    Flux.NOTIF_RACC_KO: ("Notification de raccordement en échec", "§3.7"),
    Flux.NOTIF_REPROV: ("Notification de reprovisionnement", "§3.9"),
    Flux.NOTIF_ECRASEMENT: ("Notification d'écrasement", "§3.10"),
    Flux.MESS_OI: ("Message de l'OI sur une commande", "§3.11"),
    Flux.MESS_OC: ("Message de l'OC sur une commande", "§3.11"),
    Flux.ANNULATION: ("Annulation de commande d'accès", "§3.12"),
    Flux.CR_ANNULATION: ("Compte-rendu d'annulation", "§3.13"),
    Flux.DEMANDE_RDV: ("Demande de rendez-vous", "§3.14.1"),
    Flux.REPONSE_RDV: ("Réponse à une demande de rendez-vous", "§3.14.2"),
    Flux.ANNULATION_RDV: ("Annulation de rendez-vous", "§3.14.3"),
    Flux.GEL_DEGEL_RDV: ("Gel et dégel de rendez-vous, à titre indicatif", "§3.14.4"),
    Flux.DEMANDE_MODIF_RDV: ("Demande de modification de rendez-vous", "§3.14.5"),
}
"""Title of each flux for a reader, and the section of the document that describes it."""

FACULTATIFS = frozenset({Flux.GEL_DEGEL_RDV})
"""Flux a workbook may leave out: no operator implements the freezing of appointments (§3.14.4)."""


def cle(texte: str) -> str:
    """What remains of a name once case, accents, spaces and punctuation are folded."""
    return plie(texte).replace(" ", "")


_FLUX: dict[str, Flux] = {cle(nom): f for f in Flux for nom in (f.value, *_ALIAS_FLUX.get(f, ()))}
_CODIFICATION = frozenset(cle(nom) for nom in (CODIFICATION, *_ALIAS_CODIFICATION))


def flux_de(nom: str) -> Flux | None:
    """The flux a sheet is named after, None when it is not one of the protocol's."""
    return _FLUX.get(cle(nom))


def est_codification(nom: str) -> bool:
    """Whether a sheet is the one of KO reasons."""
    return cle(nom) in _CODIFICATION


def noms_de(colonnes: tuple[Colonne, ...]) -> tuple[dict[str, Colonne], dict[str, Colonne]]:
    """Folded own names and folded aliases of some columns; an own name always wins over an alias."""
    propres = {cle(TITRE[c]): c for c in colonnes}
    alias: dict[str, Colonne] = {}
    for colonne in colonnes:
        for nom in ALIAS[colonne]:
            alias.setdefault(cle(nom), colonne)
    return propres, {nom: c for nom, c in alias.items() if nom not in propres}
