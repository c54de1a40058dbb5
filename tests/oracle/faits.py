"""What the document states for certain, typed again by hand: columns, cells that must be there, closed lists.

Nothing here comes from the harness. A column or an obligation that the document does not state itself (a public file,
an analogy) is not in CERTAINES nor in OBLIGATOIRES: its breach is nobody's fault until the official workbook is there.
"""

from __future__ import annotations

REF = "ReferenceCommandePriseInterneOC"
RPP = "ReferencePrestationPrise"
OI, OC = "OI", "OC"

BLOC = (
    "NomModulePm N°{n}", "PositionModulePm N°{n}", "ReferenceCableModulePm N°{n}", "InformationTubeModulePm N°{n}",
    "InformationFibreModulePm N°{n}", "ReferencePBO N°{n}", "LocalisationPBO N°{n}", "ReferenceCablePBO N°{n}",
    "InformationTubePBO N°{n}", "InformationFibrePBO N°{n}", "ConnecteurPriseNumero N°{n}",
    "ConnecteurPriseCouleur N°{n}",
)  # fmt: skip
"""§3.3: « champs NomModulePm N° à ConnecteurPriseCouleur N° », in the order of the annexe."""

BLOC_REMPLI = (
    "NomModulePm N°{n}", "PositionModulePm N°{n}", "ReferencePBO N°{n}", "InformationTubePBO N°{n}",
    "InformationFibrePBO N°{n}", "ConnecteurPriseNumero N°{n}",
)  # fmt: skip
"""Those that both examples of the annexe fill, on top of the sentence of §3.3 that asks for all of them."""


def bloc(n: int) -> list[str]:
    """The thirteen columns of one block."""
    return [f"OC {n}", *(c.format(n=n) for c in BLOC)]


_BLOCS = [c for n in (1, 2, 3, 4) for c in bloc(n)]

COLONNES: dict[str, list[str]] = {
    "Cmd_Acces": [
        REF, "CommuneImmeuble", "CodePostalImmeuble", "CodeInseeImmeuble", "CodeVoieRivoliImmeuble",
        "NumeroVoieImmeuble", "ComplementNumeroVoieImmeuble", "TypeVoieImmeuble", "LibelleVoieImmeuble",
        "CodeAdresseImmeuble", "Batiment", "Escalier", "Etage", "TypeRacco", "DateInstall", "NomClient",
        "PrenomClient", "ContactClient1", "ContactClient2", "IdRdv", "ReferencePrestationPm", "ReferencePm",
        "ReferencePrise", "PriseExistante", "TypeCommandeDemande", "DateCommandePrise", "CommentaireCmdAcces",
        *(f"Info Cmd Accès {n}" for n in range(1, 9)),
    ],
    "AR_Cmd_Acces": [REF, RPP, "EtatArCommandePrise", "DateArCommandePrise", "MotifKoArCommandePrise"],
    "CR_Cmd_Acces": [
        REF, "ReferencePrise", RPP, "EtatCrCommandePrise", "MotifKoCrCommandePrise", "DateCrCommandePrise",
        "Commentaire", "ReferencePrestationPm", "ReferencePm", "ReferencePmTechnique", "LocalisationPm",
        "TypeCommandeRetenu", *_BLOCS,
    ],
    "Cmd_STOC": [
        REF, RPP, "ReferenceCommandeSousTraitantOI", "ReferencePrise", "DateCommandeSousTraitantOI", "Commentaire",
    ],
    "CR_STOC": [
        REF, RPP, "ReferenceCommandeSousTraitantOI", "CrRaccordementPrise", "MotifKoCrRaccordementPrise",
        "ReferencePrise", "DateRaccordementPrise", "PrisePosee", "BilanOptique", "Commentaire",
        "NotificationReprovisioningHL", "NumeroDecharge",
    ],
    "CR_MAD_LigneFTTH": [
        REF, RPP, "ReferencePrise", "ReferencePm", "EtatMadLigne", "MotifKoMadLigne", "DateMadLigne", "PrisePosee",
        "DateRaccordementPrise", "Commentaire",
    ],
    "CR_MES_LigneFTTH": [
        REF, RPP, "ReferencePrise", "DateMiseEnService", "PrisePosee", "DateRaccordementPrise", "Commentaire",
    ],
    "Notif_Racc_KO": [REF, RPP, "ReferencePrise", "DateNotifRaccKO", "MotifRaccKO", "CommentaireRaccKO"],
    "Notif_Reprov": [
        REF, RPP, "ReferencePrise", "TypeReprov", "NumeroDecharge", "DateNotifReprov", "ReferencePm",
        "ReferencePmTechnique", "Commentaire", *_BLOCS,
    ],
    "Notif_Ecrasement": [REF, RPP, "ReferencePrise", "OperateurEcrase", "DateEcrasement"],
    "Mess_OI_Cmd_Acces": [REF, RPP, "DateMessage", "Message"],
    "Mess_OC_Cmd_Acces": [REF, RPP, "DateMessage", "Message"],
    "Annulation_Acces": [
        REF, "IdRdv", "ReferencePrise", RPP, "DateAnnulation", "ResponsabiliteAnnulationCommandePrise", "Commentaire",
    ],
    "CR_Annulation_Acces": [
        REF, RPP, "DateCrCommandeAnnulPrise", "EtatCrAnnResCommandePrise", "MotifKoCrAnnResCommandePrise",
        "TypeOperation",
    ],
    "DemandeRdv": [
        "ReferenceDemandeOC", "CodeInseeImmeuble", "CodeAdresseImmeuble", "DateRdv1", "DateRdv2", "DateRdv3",
    ],
    "ReponseRdv": [
        "ReferenceDemandeOC", "IdRdv", "ValidDate1", "ValidDate2", "ValidDate3", "MotifReponseRdvKo",
    ],
    "AnnulationRdv": ["IdRdv", "ReferenceDemandeOC", "DateAnnulationRdv", "Commentaire"],
    "Gel/Degel RDV": [REF, RPP, "IdRdv", "TypeGel", "DateGel", "Commentaire"],
    "Demande_Modif_RDV": ["ReferenceDemandeOC", "IdRdv", "DateRdv1", "DateRdv2", "DateRdv3", "Commentaire"],
}  # fmt: skip
"""Flux -> its columns (§3 and annexe; the rest from public files, in their order)."""

CERTAINES: dict[str, set[str]] = {
    "Cmd_Acces": {
        REF, "CommuneImmeuble", "Etage", "TypeRacco", "IdRdv", "ReferencePrestationPm", "ReferencePm",
        "ReferencePrise", "PriseExistante", "TypeCommandeDemande", *(f"Info Cmd Accès {n}" for n in range(1, 9)),
    },
    "AR_Cmd_Acces": {REF, "EtatArCommandePrise", "MotifKoArCommandePrise"},
    "CR_Cmd_Acces": set(COLONNES["CR_Cmd_Acces"]),
    "CR_STOC": {"PrisePosee", "BilanOptique", "NotificationReprovisioningHL", "NumeroDecharge", "Commentaire"},
    "CR_MAD_LigneFTTH": {"PrisePosee"},
    "CR_MES_LigneFTTH": {"PrisePosee", "DateRaccordementPrise"},
    "Notif_Racc_KO": {"ReferencePrise", "CommentaireRaccKO"},
    "Notif_Reprov": {"TypeReprov", "NumeroDecharge"},
    "Notif_Ecrasement": {"OperateurEcrase"},
    "Mess_OI_Cmd_Acces": {RPP},
    "Mess_OC_Cmd_Acces": {RPP},
    "Annulation_Acces": {"IdRdv", "Commentaire"},
    "CR_Annulation_Acces": {
        "DateCrCommandeAnnulPrise", "EtatCrAnnResCommandePrise", "MotifKoCrAnnResCommandePrise",
    },
    "DemandeRdv": {"ReferenceDemandeOC"},
    "ReponseRdv": {"IdRdv", "ValidDate1", "ValidDate2", "ValidDate3", "MotifReponseRdvKo"},
    "Demande_Modif_RDV": {"IdRdv"},
}  # fmt: skip
"""Columns that the document itself names for a flux: a file without one is not the file it describes (§2.6, §3.2)."""

OBLIGATOIRES: dict[str, list[str]] = {
    "Cmd_Acces": [
        REF, "TypeRacco", "ReferencePrestationPm", "ReferencePm", "PriseExistante", "TypeCommandeDemande",
    ],
    "AR_Cmd_Acces": [REF, "EtatArCommandePrise"],
    "CR_Cmd_Acces": [REF, "EtatCrCommandePrise", "DateCrCommandePrise"],
    "CR_STOC": ["CrRaccordementPrise", "PrisePosee"],
    "CR_MAD_LigneFTTH": ["EtatMadLigne"],
    "Notif_Racc_KO": ["MotifRaccKO"],
    "Notif_Reprov": ["TypeReprov"],
    "Notif_Ecrasement": ["OperateurEcrase", "DateEcrasement"],
    "Mess_OI_Cmd_Acces": [RPP],
    "Mess_OC_Cmd_Acces": [RPP],
    "CR_Annulation_Acces": ["DateCrCommandeAnnulPrise", "EtatCrAnnResCommandePrise"],
    "DemandeRdv": ["ReferenceDemandeOC"],
    "ReponseRdv": ["ValidDate1"],
    "Demande_Modif_RDV": ["IdRdv"],
}  # fmt: skip
"""Cells that §3 says are given, without a condition."""

LISTES: dict[tuple[str, str], set[str]] = {
    ("Cmd_Acces", "TypeRacco"): {"OI", "OC", "STOC"},
    ("Cmd_Acces", "PriseExistante"): {"O", "N"},
    ("Cmd_Acces", "TypeCommandeDemande"): {"COFI", "LOCA", "AUTO"},
    ("AR_Cmd_Acces", "EtatArCommandePrise"): {"OK", "KO"},
    ("CR_Cmd_Acces", "EtatCrCommandePrise"): {"OK", "KO"},
    ("CR_Cmd_Acces", "TypeCommandeRetenu"): {"COFI", "LOCA", "NA"},
    ("CR_STOC", "CrRaccordementPrise"): {"OK", "KO"},
    ("CR_STOC", "PrisePosee"): {"OUI", "NON"},
    ("CR_MAD_LigneFTTH", "EtatMadLigne"): {"OK", "KO"},
    ("CR_MAD_LigneFTTH", "PrisePosee"): {"OUI", "NON"},
    ("CR_MES_LigneFTTH", "PrisePosee"): {"OUI", "NON"},
    ("Notif_Reprov", "TypeReprov"): {"CHAUD", "FROID"},
    ("CR_Annulation_Acces", "EtatCrAnnResCommandePrise"): {"OK", "KO"},
    ("ReponseRdv", "ValidDate1"): {"OK", "KO"},
    ("ReponseRdv", "ValidDate2"): {"OK", "KO"},
    ("ReponseRdv", "ValidDate3"): {"OK", "KO"},
}
"""Values that the document lists, in capitals: it is not consistent about case, so case is folded."""

EMETTEUR: dict[str, str] = {
    "Cmd_Acces": OC, "AR_Cmd_Acces": OI, "CR_Cmd_Acces": OI, "Cmd_STOC": OI, "CR_STOC": OC, "CR_MAD_LigneFTTH": OI,
    "CR_MES_LigneFTTH": OC, "Notif_Reprov": OI, "Notif_Ecrasement": OI, "Mess_OI_Cmd_Acces": OI,
    "Mess_OC_Cmd_Acces": OC, "Annulation_Acces": OC, "CR_Annulation_Acces": OI, "DemandeRdv": OC, "ReponseRdv": OI,
    "AnnulationRdv": OC, "Gel/Degel RDV": OI, "Demande_Modif_RDV": OC,
}  # fmt: skip
"""Who sends a flux (§3). Notif_Racc_KO may come from both (§3.7)."""

ETAT: dict[str, tuple[str, str]] = {
    "AR_Cmd_Acces": ("EtatArCommandePrise", "MotifKoArCommandePrise"),
    "CR_Cmd_Acces": ("EtatCrCommandePrise", "MotifKoCrCommandePrise"),
    "CR_STOC": ("CrRaccordementPrise", "MotifKoCrRaccordementPrise"),
    "CR_MAD_LigneFTTH": ("EtatMadLigne", "MotifKoMadLigne"),
    "CR_Annulation_Acces": ("EtatCrAnnResCommandePrise", "MotifKoCrAnnResCommandePrise"),
}
"""Flux -> the column of its outcome and the one of the reason of a KO (§3.2, §3.3, §3.5, §4.1.4, §3.13)."""

UNE_LIGNE = {"Cmd_Acces", "AR_Cmd_Acces", "CR_Cmd_Acces", "Annulation_Acces", "DemandeRdv"}
"""A file of these has one line an order, or a request (§2.3, §3.2, §3.14.5)."""

BOURRAGE = {"NA", "_NA_", "N/A", "NEANT", "NÉANT", "NULL", "HOTLINE"}
"""What stands for nothing in the examples and around them; so do runs of 0, X, 9 or dashes."""


def remplissage(texte: str) -> bool:
    """Whether a cell that should hold a reference says nothing; a reference may be made of nines."""
    return bourrage(texte) and set(texte.strip()) != {"9"}


def bourrage(texte: str) -> bool:
    """Whether a cell says nothing, in one of the ways that were met."""
    haut = texte.strip().upper()
    return haut in BOURRAGE or (haut != "" and set(haut) in ({"0"}, {"X"}, {"-"}, {"9"}))
