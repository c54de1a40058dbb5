"""The columns of each file, typed from the workbook of the protocol; reading and writing them.

This partner shares nothing with the harness: it is somebody else's system, as small as it can be.
"""

import csv
import re
from datetime import datetime

CLE = "ReferenceCommandePriseInterneOC"
PRESTATION = "ReferencePrestationPrise"
BLOC = (
    "NomModulePm", "PositionModulePm", "ReferenceCableModulePm", "InformationTubeModulePm", "InformationFibreModulePm",
    "ReferencePBO", "LocalisationPBO", "ReferenceCablePBO", "InformationTubePBO", "InformationFibrePBO",
    "ConnecteurPriseNumero", "ConnecteurPriseCouleur",
)  # fmt: skip
BLOCS = [nom for n in "1234" for nom in (f"OC {n}", *(f"{champ} N°{n}" for champ in BLOC))]

COLONNES = {
    "Cmd_Acces": [
        CLE, "CommuneImmeuble", "CodePostalImmeuble", "CodeInseeImmeuble", "CodeVoieRivoliImmeuble",
        "NumeroVoieImmeuble", "ComplementNumeroVoieImmeuble", "TypeVoieImmeuble", "LibelleVoieImmeuble",
        "CodeAdresseImmeuble", "Batiment", "Escalier", "Etage", "TypeRacco", "DateInstall", "NomClient",
        "PrenomClient", "ContactClient1", "ContactClient2", "IdRdv", "ReferencePrestationPm", "ReferencePm",
        "ReferencePrise", "PriseExistante", "TypeCommandeDemande", "DateCommandePrise", "CommentaireCmdAcces",
        *(f"Info Cmd Accès {n}" for n in range(1, 9)),
    ],
    "AR_Cmd_Acces": [CLE, PRESTATION, "EtatArCommandePrise", "DateArCommandePrise", "MotifKoArCommandePrise"],
    "CR_Cmd_Acces": [
        CLE, "ReferencePrise", PRESTATION, "EtatCrCommandePrise", "MotifKoCrCommandePrise", "DateCrCommandePrise",
        "Commentaire", "ReferencePrestationPm", "ReferencePm", "ReferencePmTechnique", "LocalisationPm",
        "TypeCommandeRetenu", *BLOCS,
    ],
    "Cmd_STOC": [
        CLE, PRESTATION, "ReferenceCommandeSousTraitantOI", "ReferencePrise", "DateCommandeSousTraitantOI",
        "Commentaire",
    ],
    "CR_STOC": [
        CLE, PRESTATION, "ReferenceCommandeSousTraitantOI", "CrRaccordementPrise", "MotifKoCrRaccordementPrise",
        "ReferencePrise", "DateRaccordementPrise", "PrisePosee", "BilanOptique", "Commentaire",
        "NotificationReprovisioningHL", "NumeroDecharge",
    ],
    "CR_MAD_LigneFTTH": [
        CLE, PRESTATION, "ReferencePrise", "ReferencePm", "EtatMadLigne", "MotifKoMadLigne", "DateMadLigne",
        "PrisePosee", "DateRaccordementPrise", "Commentaire",
    ],
    "CR_MES_LigneFTTH": [
        CLE, PRESTATION, "ReferencePrise", "DateMiseEnService", "PrisePosee", "DateRaccordementPrise", "Commentaire",
    ],
    "Notif_Racc_KO": [CLE, PRESTATION, "ReferencePrise", "DateNotifRaccKO", "MotifRaccKO", "CommentaireRaccKO"],
    "Notif_Reprov": [
        CLE, PRESTATION, "ReferencePrise", "TypeReprov", "NumeroDecharge", "DateNotifReprov", "ReferencePm",
        "ReferencePmTechnique", "Commentaire", *BLOCS,
    ],
    "Annulation_Acces": [
        CLE, "IdRdv", "ReferencePrise", PRESTATION, "DateAnnulation", "ResponsabiliteAnnulationCommandePrise",
        "Commentaire",
    ],
    "CR_Annulation_Acces": [
        CLE, PRESTATION, "DateCrCommandeAnnulPrise", "EtatCrAnnResCommandePrise", "MotifKoCrAnnResCommandePrise",
        "TypeOperation",
    ],
}  # fmt: skip
"""Only the files that this partner knows; another header is left where it is."""

NOM_SUR = re.compile(r"[A-Za-z0-9_.-]{1,120}\.csv", re.IGNORECASE)


def lit(chemin):
    """Flux and lines of a file, (None, []) when its header is none that we know."""
    with chemin.open(newline="", encoding="utf-8-sig") as fichier:
        lignes = list(csv.reader(fichier, delimiter=";"))
    flux = next((nom for nom, colonnes in COLONNES.items() if lignes and lignes[0] == colonnes), None)
    return flux, [dict(zip(lignes[0], ligne, strict=False)) for ligne in lignes[1:] if any(ligne)] if flux else []


def ecrit(dossier, nom, flux, lignes, colonnes=None):
    """Write a file under another name first: nobody ever sees half of it."""
    colonnes = colonnes or COLONNES[flux]
    provisoire = dossier / f".{nom}.tmp"
    with provisoire.open("w", newline="", encoding="utf-8") as fichier:
        sortie = csv.writer(fichier, delimiter=";", lineterminator="\n")
        sortie.writerow(colonnes)
        sortie.writerows([ligne.get(champ, "") for champ in colonnes] for ligne in lignes)
    provisoire.rename(dossier / nom)


def date(instant):
    """AAAAMMJJ HH:MM."""
    return instant.strftime("%Y%m%d %H:%M")


def lit_date(texte):
    """The instant of a cell."""
    return datetime.strptime(texte, "%Y%m%d %H:%M")
