"""The protocol's own words: parties, models, flux, outcomes (§1, §2.5, §3)."""

from __future__ import annotations

from enum import StrEnum


class Partie(StrEnum):
    """Who speaks: building operator (OI) or commercial operator (OC), §1."""

    __hash__ = str.__hash__  # findings are hashed by thousands: no call in Python

    OI = "OI"
    OC = "OC"

    @property
    def autre(self) -> Partie:
        """The other side of the exchange."""
        return Partie.OC if self is Partie.OI else Partie.OI


class Modele(StrEnum):
    """Who builds the PBO-PTO link: the OI, the OC for the OI, or the OC (§2.5)."""

    OI = "OI"
    STOC = "STOC"
    OC = "OC"


class Situation(StrEnum):
    """What the order says of the socket (§2.4, §4 to §6)."""

    A_CONSTRUIRE = "PAC"
    IDENTIFIEE = "PCI"
    NON_IDENTIFIEE = "PNI"


class Flux(StrEnum):
    """The kinds of file, by the tab name of the workbook (§3)."""

    __hash__ = str.__hash__  # findings are hashed by thousands: no call in Python

    CMD_ACCES = "Cmd_Acces"
    AR_CMD_ACCES = "AR_Cmd_Acces"
    CR_CMD_ACCES = "CR_Cmd_Acces"
    CMD_STOC = "Cmd_STOC"
    CR_STOC = "CR_STOC"
    CR_MAD = "CR_MAD_LigneFTTH"
    CR_MES = "CR_MES_LigneFTTH"
    NOTIF_RACC_KO = "Notif_Racc_KO"
    NOTIF_REPROV = "Notif_Reprov"
    NOTIF_ECRASEMENT = "Notif_Ecrasement"
    MESS_OI = "Mess_OI_Cmd_Acces"
    MESS_OC = "Mess_OC_Cmd_Acces"
    ANNULATION = "Annulation_Acces"
    CR_ANNULATION = "CR_Annulation_Acces"
    DEMANDE_RDV = "DemandeRdv"
    REPONSE_RDV = "ReponseRdv"
    ANNULATION_RDV = "AnnulationRdv"
    GEL_DEGEL_RDV = "Gel_Degel_RDV"
    DEMANDE_MODIF_RDV = "Demande_Modif_RDV"


EMETTEURS: dict[Flux, frozenset[Partie]] = {
    Flux.CMD_ACCES: frozenset({Partie.OC}),
    Flux.AR_CMD_ACCES: frozenset({Partie.OI}),
    Flux.CR_CMD_ACCES: frozenset({Partie.OI}),
    Flux.CMD_STOC: frozenset({Partie.OI}),
    Flux.CR_STOC: frozenset({Partie.OC}),
    Flux.CR_MAD: frozenset({Partie.OI}),
    Flux.CR_MES: frozenset({Partie.OC}),
    Flux.NOTIF_RACC_KO: frozenset(Partie),
    Flux.NOTIF_REPROV: frozenset({Partie.OI}),
    Flux.NOTIF_ECRASEMENT: frozenset({Partie.OI}),
    Flux.MESS_OI: frozenset({Partie.OI}),
    Flux.MESS_OC: frozenset({Partie.OC}),
    Flux.ANNULATION: frozenset({Partie.OC}),
    Flux.CR_ANNULATION: frozenset({Partie.OI}),
    Flux.DEMANDE_RDV: frozenset({Partie.OC}),
    Flux.REPONSE_RDV: frozenset({Partie.OI}),
    Flux.ANNULATION_RDV: frozenset({Partie.OC}),
    Flux.GEL_DEGEL_RDV: frozenset({Partie.OI}),
    Flux.DEMANDE_MODIF_RDV: frozenset({Partie.OC}),
}
"""Who may send each flux. Notif_Racc_KO goes both ways (§3.7); the sender of a gel is not written (§3.14.4)."""

REFERENCE_COMMANDE = "ReferenceCommandePriseInterneOC"
"""The key of a dossier: the OC's own reference of its order (§3.1)."""

REFERENCE_DEMANDE_RDV = "ReferenceDemandeOC"
"""The key of an appointment request (§3.14.1)."""

HOTLINE = "HOTLINE"
"""Reserved value of ReferencePrise: the route will be given by phone (§3.3)."""


def cle(flux: Flux) -> str:
    """Name of the column that identifies a line of this flux."""
    if flux in (Flux.DEMANDE_RDV, Flux.REPONSE_RDV, Flux.DEMANDE_MODIF_RDV):
        return REFERENCE_DEMANDE_RDV
    if flux is Flux.ANNULATION_RDV:
        return "IdRdv"
    return REFERENCE_COMMANDE


_PERSONNELS = frozenset(
    {
        "NomClient", "PrenomClient", "ContactClient1", "ContactClient2", "CommentaireCmdAcces",
        "Commentaire", "CommentaireRaccKO", "Message",
    }
)  # fmt: skip


def is_personal(champ: str) -> bool:
    """Whether the cells of this column may name or reach a person (names, phones, e-mail, free text)."""
    return champ in _PERSONNELS or champ.startswith("Info Cmd Accès")
