"""§7: what is not nominal. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-7.1-01": (
        "conv.stoc_sur_prise_existante@Cmd_STOC conv.hors_sequence@Notif_Reprov.PCI+CHAUD cr_stoc.pto_existante_posee"
    ),
    "REQ-7.1.1-03": "conv.stoc_sur_prise_existante@Cmd_STOC.STOC+PCI",
    "REQ-7.1.1-04": "conv.cr_stoc_sans_commande@CR_STOC.STOC+PCI",
    "REQ-7.1.1-05": "conv.motif_de_prise@Notif_Racc_KO.PCI",
    "REQ-7.1.1-06": "conv.stoc_sur_prise_existante@Cmd_STOC.STOC+PCI !conv.reprov_non_envoyee@.STOC+PCI",
    "REQ-7.1.1-07": (
        "conv.hors_sequence@Annulation_Acces.PCI+depuis_en_service !conv.commande_terminee@.PCI+depuis_en_service"
    ),
    "REQ-7.1.1-08": "conv.motif_de_prise@Notif_Racc_KO.STOC+PCI !conv.cr_mes_malgre_echec@.STOC+PCI",
    "REQ-7.1.1-11": "conv.stoc_sur_prise_existante@Cmd_STOC.STOC+PCI !conv.type_de_reprovisionnement@.STOC+PCI",
    "REQ-7.1.1-12": "ecrasement.mauvais_destinataire ecrasement.premature",
    "REQ-7.1.1-13": "conv.hors_sequence@Notif_Reprov.OC+PCI+CHAUD !conv.stoc_hors_modele@.OC+PCI",
    "REQ-7.1.1-14": "conv.motif_de_prise@Notif_Racc_KO.OC+PCI !conv.cr_mes_malgre_echec@.OC+PCI",
    "REQ-7.1.1-15": "conv.cr_mes_malgre_echec@Notif_Racc_KO.OC+PCI !conv.cr_mes_malgre_echec@.OC+PCI",
    "REQ-7.1.1-16": "conv.hors_sequence@Annulation_Acces.OI+PCI+depuis_livrée",
    "REQ-7.1.2-01": (
        "conv.hors_sequence@Notif_Reprov.OI+PCI+CHAUD conv.hors_sequence@Notif_Reprov.STOC+PCI+CHAUD "
        "conv.hors_sequence@Notif_Reprov.OC+PCI+CHAUD"
    ),
    "REQ-7.1.2-02": "observation.route_notifiee@Notif_Reprov.PCI+CHAUD+nouvelle_route",
    "REQ-7.1.2-03": (
        "conv.hors_sequence@CR_MAD_LigneFTTH.OI+PCI+OK+depuis_à_livrer "
        "conv.hors_sequence@CR_MAD_LigneFTTH.STOC+PCI+OK+depuis_à_livrer !conv.cr_mad_en_modele_oc@.OC+PCI"
    ),
    "REQ-7.1.2-04": "conv.prise_initiale@Notif_Racc_KO.PCI",
    "REQ-7.1.2-05": "conv.prise_initiale@Notif_Racc_KO.PCI",
    "REQ-7.1.2-07": "observation.route_notifiee@Notif_Reprov.PCI+FROID+nouvelle_route",
    "REQ-7.1.2-09": (
        "conv.hors_sequence@Annulation_Acces.PCI+depuis_en_service !conv.commande_terminee@.PCI+depuis_en_service"
    ),
    "REQ-7.1.2-10": "conv.hors_sequence@Notif_Racc_KO.PCI",
    "REQ-7.1.3-01": "conv.stoc_sur_prise_existante@Cmd_STOC.STOC+PNI",
    "REQ-7.1.3-02": "conv.motif_de_prise@Notif_Racc_KO.PNI",
    "REQ-7.1.3-03": "conv.stoc_sur_prise_existante@Cmd_STOC.STOC+PNI !conv.reprov_non_envoyee@.STOC+PNI",
    "REQ-7.1.3-04": "conv.hors_sequence@Notif_Reprov.OC+PNI",
    "REQ-7.1.3-05": "conv.pose_au_cr_mes@CR_MES_LigneFTTH.OC+PNI",
    "REQ-7.1.3-06": "conv.hors_sequence@CR_Cmd_Acces.OI+PNI+KO conv.hotline_attendue@CR_Cmd_Acces.OI+PNI",
    "REQ-7.1.3-07": "conv.route_non_donnee@CR_MAD_LigneFTTH.OI+PNI",
    "REQ-7.1.4-02": (
        "conv.type_de_reprovisionnement@Notif_Reprov.STOC+PAC+CHAUD "
        "conv.type_de_reprovisionnement@Notif_Reprov.OC+PAC+CHAUD"
    ),
    "REQ-7.1.4-03": "conv.pose_omise@CR_STOC.STOC+PAC",
    "REQ-7.1.4-04": "conv.livraison_sans_pose@CR_MAD_LigneFTTH.STOC+PAC",
    "REQ-7.1.4-05": "conv.motif_de_prise@CR_STOC.STOC+PAC cr_stoc.pto_existante_posee",
    "REQ-7.1.4-06": "cr_stoc.pto_existante_posee",
    "REQ-7.1.4-07": "cr_stoc.pto_existante_sans_reference",
    "REQ-7.1.4-08": (
        "conv.hors_sequence@Notif_Reprov.STOC+PAC+FROID+depuis_ligne_à_réparer !conv.pose_redemandee@.STOC+PAC"
    ),
    "REQ-7.1.4-10": (
        "conv.hors_sequence@Annulation_Acces.STOC+PAC+depuis_pose_demandée "
        "conv.hors_sequence@Annulation_Acces.STOC+PAC+depuis_pose_à_refaire"
    ),
    "REQ-7.1.4-11": "conv.pose_au_cr_mes@CR_MES_LigneFTTH.OC+PAC",
    "REQ-7.1.4-12": "conv.motif_de_prise@Notif_Racc_KO.OC+PAC !notif_racc_ko.pto_existante_sans_reference",
    "REQ-7.1.4-13": "conv.hors_sequence@Notif_Reprov.OC+PAC+FROID+depuis_échec_signalé",
    "REQ-7.1.4-14": "conv.hors_sequence@Notif_Reprov.OI+PAC+FROID+depuis_acceptée",
    "REQ-7.1.4-15": "conv.pose_au_cr_mad@CR_MAD_LigneFTTH.OI+PAC",
    "REQ-7.2.1-01": "conv.hors_sequence@CR_Cmd_Acces.PAC+KO+depuis_accusée",
    "REQ-7.2.2-01": "conv.hors_sequence@CR_Cmd_Acces.PAC+HOTLINE+§7.2.2",
    "REQ-7.2.2-02": "conv.route_partagee@CR_Cmd_Acces.route_redonnée",
    "REQ-7.2.2-03": "conv.route_partagee@CR_MES_LigneFTTH.route_redonnée",
    "REQ-7.2.2-05": "conv.hors_sequence@CR_Cmd_Acces.PAC+HOTLINE+§7.2.2",
}

HORS_DE_VUE: dict[str, str] = {
    "REQ-7-01": "dit comment peser les autres propositions du chapitre : il n'y a là aucun message à observer",
    "REQ-7.1.1-17": (
        "rien ne relie la nouvelle commande à l'ancienne ; comme toute commande en modèle OI à "
        "construire, elle porte un rendez-vous (REQ-4.1-01)"
    ),
    "REQ-7.1.2-06": "CommentaireRaccKO est un texte libre : ce qu'il dit de l'erreur se relit à la main",
    "REQ-7.1.2-08": "un appel répété ne laisse pas de trace ; le banc n'exige pas la Notif_Racc_KO sur-le-champ",
    "REQ-7.2.1-02": "« sans tarder » n'a pas de mesure dans le document : seul un contrat peut en donner une",
    "REQ-7.2.2-07": (
        "une annulation d'une campagne de libération ressemble à toute autre ; ce que les opérateurs en "
        "conviennent est hors fichiers"
    ),
}
