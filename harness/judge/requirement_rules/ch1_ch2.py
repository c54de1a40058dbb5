"""§1 and §2: what the order and its files are. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-1-01": (
        "champ.conditionnel@CR_Cmd_Acces.ReferencePrise champ.obligatoire@CR_Cmd_Acces.ReferencePm "
        "champ.obligatoire@Notif_Reprov.ReferencePrise route.absente route.bloc_incomplet"
    ),
    "REQ-1-04": "ar.ok_malgre_defaut",
    "REQ-2.2-01": "conv.hors_sequence@CR_Cmd_Acces !conv.hors_sequence@AR_Cmd_Acces",
    "REQ-2.2-02": "conv.hors_sequence@CR_STOC.STOC !conv.hors_sequence@Cmd_STOC.STOC",
    "REQ-2.2-03": "lot.emetteur@CR_MAD_LigneFTTH",
    "REQ-2.2-04": "lot.emetteur@CR_MES_LigneFTTH",
    "REQ-2.2-06": (
        "observation.route_notifiee@Notif_Reprov.nouvelle_route observation.route_notifiee@Notif_Reprov.même_route"
    ),
    "REQ-2.2-07": "conv.reprov_non_envoyee",
    "REQ-2.2-08": "conv.racc_ko_hors_fenetre@Notif_Racc_KO.STOC conv.racc_ko_hors_fenetre@Notif_Racc_KO.OI",
    "REQ-2.3-01": "lot.binaire lot.vide lot.encodage_illisible lot.ligne_demesuree",
    "REQ-2.3-03": "ar.absent@.seule ar.absent@.groupée",
    "REQ-2.3-04": "ligne.reference_repetee",
    "REQ-2.3-05": "lot.entete_inconnu lot.flux_melanges",
    "REQ-2.4-01": (
        "champ.obligatoire@CR_STOC.PrisePosee conv.pose_au_cr_mad@CR_MAD_LigneFTTH.PAC "
        "conv.pose_au_cr_mes@CR_MES_LigneFTTH.PAC"
    ),
    "REQ-2.4-04": "conv.hors_sequence@Cmd_Acces.PCI conv.hors_sequence@Cmd_Acces.PNI",
    "REQ-2.4-05": "conv.hors_sequence@Notif_Reprov.PNI+depuis_route_à_obtenir_de_la_hotline !conv.route_non_donnee",
    "REQ-2.4-06": "conv.stoc_sur_prise_existante",
    "REQ-2.5-01": "conv.hors_sequence@CR_MAD_LigneFTTH.OI !conv.stoc_hors_modele@.OI",
    "REQ-2.5-02": "conv.hors_sequence@CR_STOC.STOC",
    "REQ-2.5-04": "conv.hors_sequence@CR_MES_LigneFTTH.OC conv.pose_au_cr_mes",
    "REQ-2.6-01": "ar.absent",
    "REQ-2.6-06": (
        "lot.colonne_absente@Cmd_Acces lot.colonne_inconnue@Cmd_Acces lot.colonnes_desordonnees@Cmd_Acces "
        "champ.trop_long@Cmd_Acces champ.format@Cmd_Acces champ.date@Cmd_Acces "
        "champ.date_inexistante@Cmd_Acces champ.hors_liste@Cmd_Acces"
    ),
    "REQ-2.6-07": "cmd_acces.prise_requise",
    "REQ-2.6-08": "champ.obligatoire ligne.reference_vide",
    "REQ-2.6-09": "observation.facultatif_vide",
    "REQ-2.6-10": "champ.conditionnel",
}

HORS_DE_VUE: dict[str, str] = {
    "REQ-1-03": (
        "Aucune colonne ne dit la zone d'une adresse : les mêmes contrôles sont passés partout, sans pouvoir "
        "les distinguer"
    ),
    "REQ-2.3-02": "Le moyen d'envoi est choisi au contrat : un fichier ne dit pas par où il est venu",
    "REQ-2.3-06": "La fréquence et les limites d'envoi sont fixées au contrat, dont aucun fichier ne porte les termes",
    "REQ-2.5-03": "Le brassage ne laisse aucune trace dans les fichiers : qui le fait se lit au contrat",
    "REQ-2.6-02": (
        "L'éligibilité et le périmètre souscrit sont chez l'OI : un CR KO qui les invoque ne peut être ni "
        "confirmé ni démenti"
    ),
    "REQ-2.6-03": "La règle d'éligibilité est propre à chaque OI : le banc n'en a aucune à lui opposer",
    "REQ-2.6-04": "Le référentiel d'adresses de l'OI n'est pas dans les fichiers échangés",
    "REQ-2.7-01": "Aucune colonne ne dit qu'une adresse est en fibre dédiée, ni lesquelles la décrivent (AMB-60)",
    "REQ-2.7-02": (
        "Le fichier position relève du protocole Infrastructure PM : il n'est pas parmi les fichiers échangés ici"
    ),
}
