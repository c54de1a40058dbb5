"""§4: model OI. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-4-01": "conv.hors_sequence@CR_MAD_LigneFTTH.OI !conv.stoc_hors_modele@.OI",
    "REQ-4.1-01": "champ.conditionnel@Cmd_Acces.IdRdv !rdv.commande_sur_rdv_perdu",
    "REQ-4.1.1-01": "ar.ok_malgre_defaut",
    "REQ-4.1.1-02": "conv.hors_sequence@CR_MES_LigneFTTH.OI+PAC !conv.hors_sequence@.OI+PAC",
    "REQ-4.1.1-03": "conv.hotline_non_convenue@CR_Cmd_Acces.OI+PAC",
    "REQ-4.1.1-05": "conv.commande_terminee@.OI+PAC+en_service",
    "REQ-4.1.2-01": (
        "champ.obligatoire@AR_Cmd_Acces.ReferenceCommandePriseInterneOC "
        "champ.obligatoire@AR_Cmd_Acces.DateArCommandePrise "
        "champ.obligatoire@AR_Cmd_Acces.EtatArCommandePrise "
        "champ.conditionnel@AR_Cmd_Acces.MotifKoArCommandePrise"
    ),
    "REQ-4.1.2-02": "ar.absent",
    "REQ-4.1.2-03": "champ.conditionnel@AR_Cmd_Acces.MotifKoArCommandePrise",
    "REQ-4.1.2-04": "conv.commande_terminee@.rejetée",
    "REQ-4.1.2-05": "conv.reference_reutilisee@.rejetée",
    "REQ-4.1.3-01": "conv.hors_sequence@CR_Cmd_Acces.OI+KO+depuis_accusée",
    "REQ-4.1.3-02": "route.sur_ko",
    "REQ-4.1.3-03": "champ.motif_hors_codification@CR_Cmd_Acces",
    "REQ-4.1.3-04": "conv.commande_terminee@.refusée",
    "REQ-4.1.3-05": "conv.reference_reutilisee@.refusée",
    "REQ-4.1.4-01": "conv.hors_sequence@CR_MAD_LigneFTTH.OI+PAC+KO",
    "REQ-4.1.4-02": "champ.conditionnel@CR_MAD_LigneFTTH.MotifKoMadLigne",
    "REQ-4.1.4-03": "champ.conditionnel@CR_MAD_LigneFTTH.MotifKoMadLigne",
    "REQ-4.1.4-04": "conv.reference_reutilisee@.OI+impossible",
    "REQ-4.1.5-01": "conv.hors_sequence@Notif_Reprov.OI+PAC+depuis_acceptée",
    "REQ-4.1.5-02": "route.absente@Notif_Reprov",
    "REQ-4.1.5-03": (
        "conv.type_de_reprovisionnement@Notif_Reprov.OI+PAC+FROID+depuis_acceptée "
        "!conv.type_de_reprovisionnement@.OI+PAC"
    ),
    "REQ-4.1.5-04": "conv.hors_sequence@CR_MAD_LigneFTTH.OI+PAC+OK+depuis_à_livrer",
    "REQ-4.1.5-05": (
        "conv.hors_sequence@Notif_Racc_KO.OI+PAC+depuis_livrée conv.hors_sequence@CR_MES_LigneFTTH.OI+PAC+depuis_livrée"
    ),
    "REQ-4.1.6-02": "champ.obligatoire@Notif_Racc_KO.MotifRaccKO",
    "REQ-4.1.6-03": (
        "conv.hors_sequence@Mess_OI_Cmd_Acces.OI+PAC+depuis_échec_signalé "
        "conv.racc_ko_de_l_oi@Notif_Racc_KO.OI+PAC+échec_signalé"
    ),
    "REQ-4.1.6-04": "rdv.modification_sans_rdv",
    "REQ-4.1.6-05": "conv.reprov_non_envoyee@.OI+PAC+depuis_échec_signalé",
    "REQ-4.1.6-06": "conv.cr_mad_repete@.OI+PAC",
    "REQ-4.1.6-07": "conv.hors_sequence@Notif_Racc_KO.OI+PAC+depuis_livrée",
    "REQ-4.1.7-01": "conv.racc_ko_de_l_oi@Notif_Racc_KO.OI+PAC+rendez-vous_à_reprendre",
    "REQ-4.1.7-02": "notif_racc_ko.oi_motif",
    "REQ-4.1.7-03": "notif_racc_ko.oi_sans_commentaire",
    "REQ-4.1.7-04": "rdv.modification_sans_rdv",
    "REQ-4.1.7-05": "conv.hors_sequence@CR_MAD_LigneFTTH.OI+PAC+OK+depuis_rendez-vous_à_reprendre",
    "REQ-4.2-01": "conv.hors_sequence@CR_MAD_LigneFTTH.OI+PCI+OK+depuis_acceptée",
    "REQ-4.2.1-01": "conv.hors_sequence@Cmd_Acces.OI+PCI+depuis_nouvelle !cmd_acces.prise_requise",
    "REQ-4.2.1-03": "conv.prise_commandee@CR_Cmd_Acces.OI+PCI",
    "REQ-4.2.2-01": (
        "conv.commande_terminee@.OI+PCI+rejetée conv.commande_terminee@.OI+PCI+refusée "
        "conv.commande_terminee@.OI+PCI+impossible conv.reference_reutilisee@.OI+PCI+rejetée "
        "conv.reference_reutilisee@.OI+PCI+refusée conv.reference_reutilisee@.OI+PCI+impossible"
    ),
    "REQ-4.2.3-01": "conv.hors_sequence@CR_Cmd_Acces.OI+PCI+KO+depuis_accusée",
    "REQ-4.2.4-01": "conv.hors_sequence@CR_MAD_LigneFTTH.OI+PCI+KO",
    "REQ-4.2.5-01": (
        "conv.type_de_reprovisionnement@Notif_Reprov.OI+PCI+FROID+depuis_acceptée "
        "!conv.type_de_reprovisionnement@.OI+PCI"
    ),
    "REQ-4.2.6-03": "conv.reprov_non_envoyee@.OI+PCI+depuis_échec_signalé conv.cr_mad_repete@.OI+PCI",
    "REQ-4.3-02": "conv.hors_sequence@Notif_Reprov.PNI+depuis_route_à_obtenir_de_la_hotline",
    "REQ-4.3.1-01": "cmd_acces.prise_factice",
    "REQ-4.3.1-02": "conv.hotline_attendue@CR_Cmd_Acces.OI+PNI",
    "REQ-4.3.1-04": "notif_reprov.prise_hotline route.factice@Notif_Reprov",
    "REQ-4.3.1-05": "conv.route_non_donnee@CR_MAD_LigneFTTH.OI+PNI",
    "REQ-4.3.2-01": "conv.hors_sequence@AR_Cmd_Acces.OI+PNI+KO",
    "REQ-4.3.3-01": (
        "conv.commande_terminee@.OI+PNI+rejetée conv.commande_terminee@.OI+PNI+refusée "
        "conv.commande_terminee@.OI+PNI+impossible conv.reference_reutilisee@.OI+PNI+rejetée "
        "conv.reference_reutilisee@.OI+PNI+refusée conv.reference_reutilisee@.OI+PNI+impossible"
    ),
    "REQ-4.3.3-02": "conv.hors_sequence@CR_Cmd_Acces.OI+PNI+KO",
    "REQ-4.3.4-01": "conv.hors_sequence@CR_MAD_LigneFTTH.OI+PNI+KO+depuis_route_à_obtenir_de_la_hotline",
    "REQ-4.3.5-01": "conv.reprov_non_envoyee@.OI+PNI+depuis_échec_signalé conv.cr_mad_repete@.OI+PNI",
}

HORS_DE_VUE: dict[str, str] = {
    "REQ-4.1.4-05": "le motif d'un CR MAD KO est un texte libre, et aucun code ne dit que seul l'accès au PM a manqué",
    "REQ-4.2.6-01": (
        "le motif est un texte libre et la codification ne dit pas lesquels sont techniques ; qu'il y "
        "en ait un est contrôlé (REQ-4.1.6-02)"
    ),
    "REQ-4.3-03": "une option du contrat : ce que l'OI répond alors est montré par REQ-4.3.2-01 et REQ-4.3.3-02",
    "REQ-4.3.1-03": "le rendez-vous est ici facultatif : ni sa présence ni son absence n'est reprochée",
}
