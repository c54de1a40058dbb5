"""The examples of the annex. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-A-01": "lot.colonne_absente@CR_Cmd_Acces lot.colonne_inconnue@CR_Cmd_Acces lot.autre_version@CR_Cmd_Acces",
    "REQ-A-02": "lot.colonnes_desordonnees@CR_Cmd_Acces lot.colonne_absente@CR_Cmd_Acces",
    "REQ-A-03": "lot.colonnes_desordonnees@CR_Cmd_Acces",
    "REQ-A-04": "lot.colonne_absente@CR_Cmd_Acces route.code_sans_route@CR_Cmd_Acces",
    "REQ-A-05": "observation.prise_nommee@CR_Cmd_Acces",
    "REQ-A-06": "lot.entete_casse",
    "REQ-A-07": "champ.date@CR_Cmd_Acces.DateCrCommandePrise champ.date_inexistante@CR_Cmd_Acces.DateCrCommandePrise",
    "REQ-A-08": "etat.motif_sur_ok@CR_Cmd_Acces",
    "REQ-A-09": "cr_cmd_acces.hotline_sans_prestation",
    "REQ-A-10": (
        "champ.obligatoire@CR_Cmd_Acces.ReferencePrestationPm champ.obligatoire@CR_Cmd_Acces.ReferencePm "
        "conv.pm_different"
    ),
    "REQ-A-11": "observation.pm_technique_vide",
    "REQ-A-12": "champ.hors_liste@CR_Cmd_Acces.TypeCommandeRetenu champ.casse@CR_Cmd_Acces.TypeCommandeRetenu",
    "REQ-A-13": "observation.commentaire_hotline",
    "REQ-A-14": "route.valeur_plausible",
    "REQ-A-15": "observation.hotline_vides",
    "REQ-A-16": "observation.convention_hotline",
    "REQ-A-17": "route.operateur_absent@CR_Cmd_Acces",
}

HORS_DE_VUE: dict[str, str] = {}
