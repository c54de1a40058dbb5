"""§1 and §2: what the order and its files are. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-1-01": (
        "champ.conditionnel@CR_Cmd_Acces.ReferencePrise champ.obligatoire@CR_Cmd_Acces.ReferencePm "
        "champ.obligatoire@Notif_Reprov.ReferencePrise route.absente route.bloc_incomplet"
    ),
    "REQ-2.2-01": "conv.hors_sequence@CR_Cmd_Acces !conv.hors_sequence@AR_Cmd_Acces",
    "REQ-2.2-02": "conv.hors_sequence@CR_STOC.STOC !conv.hors_sequence@Cmd_STOC.STOC",
    "REQ-2.2-03": "lot.emetteur@CR_MAD_LigneFTTH",
    "REQ-2.2-04": "lot.emetteur@CR_MES_LigneFTTH",
    "REQ-2.3-01": "lot.binaire lot.vide lot.encodage_illisible lot.ligne_demesuree",
    "REQ-2.3-04": "ligne.reference_repetee",
    "REQ-2.3-05": "lot.entete_inconnu lot.flux_melanges",
    "REQ-2.6-06": (
        "lot.colonne_absente@Cmd_Acces lot.colonne_inconnue@Cmd_Acces lot.colonnes_desordonnees@Cmd_Acces "
        "champ.trop_long@Cmd_Acces champ.format@Cmd_Acces champ.date@Cmd_Acces "
        "champ.date_inexistante@Cmd_Acces champ.hors_liste@Cmd_Acces"
    ),
    "REQ-2.6-08": "champ.obligatoire ligne.reference_vide",
    "REQ-2.6-09": "observation.facultatif_vide",
    "REQ-2.6-10": "champ.conditionnel",
}

HORS_DE_VUE: dict[str, str] = {}
