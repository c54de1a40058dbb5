"""§6: model OC. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-6.1.1-01": "conv.hors_sequence@CR_MES_LigneFTTH.OC+PAC !conv.hors_sequence@.OC+PAC",
    "REQ-6.1.1-02": "conv.hotline_non_convenue@CR_Cmd_Acces.OC+PAC",
    "REQ-6.1.1-04": "conv.commande_terminee@.OC+PAC+en_service conv.reference_reutilisee@.OC+PAC+en_service",
    "REQ-6.1.2-01": (
        "conv.commande_terminee@.OC+PAC+rejetée conv.reference_reutilisee@.OC+PAC+rejetée "
        "conv.commande_terminee@.OC+PCI+rejetée conv.reference_reutilisee@.OC+PCI+rejetée"
    ),
    "REQ-6.1.3-01": (
        "conv.commande_terminee@.OC+PAC+refusée conv.reference_reutilisee@.OC+PAC+refusée "
        "conv.commande_terminee@.OC+PCI+refusée conv.reference_reutilisee@.OC+PCI+refusée"
    ),
    "REQ-6.1.4-01": (
        "conv.type_de_reprovisionnement@Notif_Reprov.OC+PAC+CHAUD+depuis_acceptée !conv.decharge_absente@.OC+PAC"
    ),
    "REQ-6.1.4-02": (
        "conv.hors_sequence@CR_MES_LigneFTTH.OC+PAC+depuis_acceptée "
        "conv.hors_sequence@Notif_Racc_KO.OC+PAC+depuis_acceptée"
    ),
    "REQ-6.1.5-01": "conv.hors_sequence@Notif_Racc_KO.OC+PAC+depuis_acceptée !conv.racc_ko_hors_fenetre@.OC+PAC",
    "REQ-6.1.5-02": "conv.reprov_non_envoyee@.OC+PAC",
    "REQ-6.1.5-03": "conv.hors_sequence@Notif_Racc_KO.OC+PAC+depuis_acceptée",
    "REQ-6.2.1-01": "conv.hors_sequence@CR_MES_LigneFTTH.OC+PCI+depuis_acceptée",
    "REQ-6.2.4-01": "conv.type_de_reprovisionnement@Notif_Reprov.OC+PCI+CHAUD !conv.decharge_absente@.OC+PCI",
    "REQ-6.2.5-01": "conv.reprov_non_envoyee@.OC+PCI",
    "REQ-6.3.1-01": "conv.hotline_attendue@CR_Cmd_Acces.OC+PNI",
    "REQ-6.3.1-03": "conv.hors_sequence@Notif_Reprov.OC+PNI+CHAUD+depuis_route_à_obtenir_de_la_hotline",
    "REQ-6.3.2-01": "conv.hors_sequence@CR_Cmd_Acces.OC+PNI+KO conv.hors_sequence@AR_Cmd_Acces.OC+PNI+KO",
    "REQ-6.3.2-02": (
        "conv.commande_terminee@.OC+PNI+rejetée conv.commande_terminee@.OC+PNI+refusée "
        "conv.reference_reutilisee@.OC+PNI+rejetée conv.reference_reutilisee@.OC+PNI+refusée"
    ),
    "REQ-6.3.4-01": "conv.reprov_non_envoyee@.OC+PNI",
    "REQ-6.3.4-02": (
        "conv.hors_sequence@Notif_Racc_KO.OC+PNI+depuis_acceptée "
        "conv.hors_sequence@CR_MES_LigneFTTH.OC+PNI+depuis_acceptée"
    ),
}

HORS_DE_VUE: dict[str, str] = {
    "REQ-6.1.4-03": (
        "aucune phrase du document ne l'impose : le banc ne compare pas la prise du CR MES à celle de la notification"
    ),
}
