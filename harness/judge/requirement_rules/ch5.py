"""§5: model STOC. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-5-01": (
        "champ.obligatoire@CR_STOC.CrRaccordementPrise champ.obligatoire@CR_STOC.PrisePosee "
        "champ.conditionnel@CR_STOC.BilanOptique"
    ),
    "REQ-5.1.1-01": "conv.hors_sequence@CR_MES_LigneFTTH.STOC+PAC !conv.hors_sequence@.STOC+PAC",
    "REQ-5.1.1-02": "conv.hotline_non_convenue@CR_Cmd_Acces.STOC+PAC",
    "REQ-5.1.1-04": "champ.conditionnel@CR_STOC.BilanOptique",
    "REQ-5.1.1-05": "conv.hors_sequence@CR_MAD_LigneFTTH.STOC+PAC+OK",
    "REQ-5.1.2-01": "conv.commande_terminee@.STOC+PAC+rejetée conv.reference_reutilisee@.STOC+PAC+rejetée",
    "REQ-5.1.3-01": "conv.commande_terminee@.STOC+PAC+refusée conv.reference_reutilisee@.STOC+PAC+refusée",
    "REQ-5.1.4-02": "conv.hors_sequence@Notif_Reprov.STOC conv.decharge_absente@Notif_Reprov.STOC",
    "REQ-5.1.4-03": "conv.hotline_non_reportee",
    "REQ-5.1.4-04": "conv.nouvelle_prise",
    "REQ-5.1.4-05": "observation.route_notifiee@Notif_Reprov.STOC+PAC+CHAUD+même_route",
    "REQ-5.1.4-06": "conv.notif_a_chaud_absente@CR_MAD_LigneFTTH.STOC+PAC",
    "REQ-5.1.5-02": "conv.hors_sequence@Annulation_Acces.STOC+PAC+depuis_pose_à_refaire",
    "REQ-5.1.5-03": "conv.hors_sequence@CR_STOC.STOC+PAC+KO",
    "REQ-5.1.5-04": "champ.conditionnel@CR_STOC.MotifKoCrRaccordementPrise champ.obligatoire@CR_STOC.PrisePosee",
    "REQ-5.1.5-05": (
        "conv.reprov_non_envoyee@.STOC+PAC+depuis_pose_à_refaire "
        "conv.reprov_non_envoyee@.STOC+PAC+depuis_ligne_à_réparer"
    ),
    "REQ-5.1.5-06": "conv.pose_non_redemandee@.STOC+PAC",
    "REQ-5.1.5-07": (
        "conv.pose_redemandee@.STOC+PAC+depuis_ligne_réparée !conv.pose_redemandee@.STOC+PAC+depuis_ligne_à_réparer"
    ),
    "REQ-5.1.5-08": (
        "conv.pose_non_redemandee@.STOC+PAC conv.reprov_non_envoyee@.STOC+PAC+depuis_ligne_à_réparer "
        "!conv.pose_redemandee@.STOC+PAC"
    ),
    "REQ-5.1.5-09": "conv.hors_sequence@Cmd_STOC.STOC+PAC+depuis_pose_à_redemander",
    "REQ-5.1.5-11": "cr_stoc.pto_existante_posee cr_stoc.pto_existante_sans_reference",
    "REQ-5.1.6-01": (
        "conv.hors_sequence@CR_MAD_LigneFTTH.STOC+PAC+KO+depuis_pose_à_refaire "
        "!conv.commande_terminee@.STOC+PAC+impossible"
    ),
    "REQ-5.1.6-02": "conv.reference_reutilisee@.STOC+PAC+impossible",
    "REQ-5.1.7-01": "conv.hors_sequence@Notif_Racc_KO.STOC+PAC+depuis_livrée !conv.racc_ko_hors_fenetre@.STOC+PAC",
    "REQ-5.1.7-02": "conv.reprov_non_envoyee@.STOC+PAC+depuis_échec_signalé",
    "REQ-5.1.7-03": "conv.cr_mad_repete@.STOC+PAC+depuis_à_livrer",
    "REQ-5.1.7-04": "conv.hors_sequence@Notif_Racc_KO.STOC+PAC+depuis_livrée",
    "REQ-5.1.8-01": "conv.hors_sequence@CR_STOC.STOC+PAC+KO+à_poser",
    "REQ-5.1.8-02": (
        "conv.reprov_non_envoyee@.STOC+PAC+depuis_pose_à_refaire "
        "conv.hors_sequence@CR_MAD_LigneFTTH.STOC+PAC+KO+depuis_pose_à_refaire"
    ),
    "REQ-5.1.8-03": (
        "conv.pose_non_redemandee@Cmd_STOC.STOC+PAC !conv.commande_stoc_rappelee@.STOC+PAC "
        "!conv.livraison_sans_pose@.STOC+PAC"
    ),
    "REQ-5.2.1-01": "conv.hors_sequence@CR_MAD_LigneFTTH.STOC+PCI+OK+depuis_acceptée",
    "REQ-5.2.1-03": "conv.mise_en_service_sans_livraison@CR_MES_LigneFTTH.STOC+PCI",
    "REQ-5.2.2-01": (
        "conv.commande_terminee@.STOC+PCI+rejetée conv.commande_terminee@.STOC+PCI+refusée "
        "conv.reference_reutilisee@.STOC+PCI+rejetée conv.reference_reutilisee@.STOC+PCI+refusée"
    ),
    "REQ-5.2.4-01": "conv.hors_sequence@CR_MAD_LigneFTTH.STOC+PCI+KO+depuis_échec_signalé",
    "REQ-5.2.4-02": "conv.hors_sequence@Notif_Racc_KO.STOC+PCI+depuis_livrée !conv.racc_ko_hors_fenetre@.STOC+PCI",
    "REQ-5.2.4-03": "conv.commande_terminee@.STOC+PCI+impossible conv.reference_reutilisee@.STOC+PCI+impossible",
    "REQ-5.2.5-01": "conv.type_de_reprovisionnement@Notif_Reprov.STOC+PCI+CHAUD !conv.cr_mad_repete@.STOC+PCI",
    "REQ-5.2.5-03": "conv.hors_sequence@Notif_Reprov.STOC+PCI+depuis_route_à_notifier",
    "REQ-5.2.6-01": (
        "conv.reprov_non_envoyee@.STOC+PCI+depuis_échec_signalé conv.cr_mad_repete@.STOC+PCI+depuis_à_livrer"
    ),
    "REQ-5.3.1-01": "conv.hotline_attendue@CR_Cmd_Acces.STOC+PNI",
    "REQ-5.3.1-03": "conv.route_non_donnee@CR_MAD_LigneFTTH.STOC+PNI",
    "REQ-5.3.2-01": "conv.hors_sequence@AR_Cmd_Acces.STOC+PNI+KO conv.hors_sequence@CR_Cmd_Acces.STOC+PNI+KO",
    "REQ-5.3.2-02": (
        "conv.commande_terminee@.STOC+PNI+rejetée conv.commande_terminee@.STOC+PNI+refusée "
        "conv.reference_reutilisee@.STOC+PNI+rejetée conv.reference_reutilisee@.STOC+PNI+refusée"
    ),
    "REQ-5.3.4-02": "conv.hors_sequence@Notif_Racc_KO.STOC+PNI+depuis_route_à_obtenir_de_la_hotline",
    "REQ-5.3.4-03": (
        "conv.hors_sequence@CR_MAD_LigneFTTH.STOC+PNI+KO+depuis_échec_signalé "
        "!conv.commande_terminee@.STOC+PNI+impossible"
    ),
    "REQ-5.3.5-01": (
        "conv.type_de_reprovisionnement@Notif_Reprov.STOC+PNI+CHAUD !conv.type_de_reprovisionnement@.STOC+PNI"
    ),
    "REQ-5.3.5-02": "conv.reprov_non_envoyee@.STOC+PNI+depuis_échec_signalé conv.cr_mad_repete@.STOC+PNI",
    "REQ-5.3.5-03": "conv.hors_sequence@Notif_Racc_KO.STOC+PNI+depuis_livrée",
}

HORS_DE_VUE: dict[str, str] = {
    "REQ-5-02": "le brassage est hors fichiers, et c'est le contrat qui dit de qui il relève",
    "REQ-5.1.5-01": "tant que l'OC règle la difficulté avec son client rien ne s'écrit, et un silence ne montre rien",
    "REQ-5.3.1-04": "une absence n'a pas de témoin ; une Cmd_STOC que rien n'explique est relevée sous REQ-3.4-02",
    "REQ-5.3.4-01": (
        "un appel sans réponse ne laisse pas de trace, et le motif d'une Notif_Racc_KO ne dit pas si la "
        "hotline a été jointe (AMB-07)"
    ),
}
