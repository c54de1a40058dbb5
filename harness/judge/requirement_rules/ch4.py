"""§4: model OI. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-4.1.1-02": "conv.hors_sequence@CR_MES_LigneFTTH.OI+PAC !conv.hors_sequence@.OI+PAC",
    "REQ-4.1.1-05": "conv.commande_terminee@.OI+PAC+en_service",
    "REQ-4.1.2-01": (
        "champ.obligatoire@AR_Cmd_Acces.ReferenceCommandePriseInterneOC "
        "champ.obligatoire@AR_Cmd_Acces.DateArCommandePrise "
        "champ.obligatoire@AR_Cmd_Acces.EtatArCommandePrise "
        "champ.conditionnel@AR_Cmd_Acces.MotifKoArCommandePrise"
    ),
    "REQ-4.1.2-03": "champ.conditionnel@AR_Cmd_Acces.MotifKoArCommandePrise",
    "REQ-4.1.2-04": "conv.commande_terminee@.rejetée",
    "REQ-4.1.2-05": "conv.reference_reutilisee@.rejetée",
    "REQ-4.1.3-02": "route.sur_ko",
    "REQ-4.1.3-03": "champ.motif_hors_codification@CR_Cmd_Acces",
    "REQ-4.1.3-04": "conv.commande_terminee@.refusée",
    "REQ-4.1.3-05": "conv.reference_reutilisee@.refusée",
    "REQ-4.1.4-02": "champ.conditionnel@CR_MAD_LigneFTTH.MotifKoMadLigne",
    "REQ-4.1.4-03": "champ.conditionnel@CR_MAD_LigneFTTH.MotifKoMadLigne",
    "REQ-4.1.5-02": "route.absente@Notif_Reprov",
    "REQ-4.1.6-02": "champ.obligatoire@Notif_Racc_KO.MotifRaccKO",
    "REQ-4.1.7-02": "notif_racc_ko.oi_motif",
    "REQ-4.1.7-03": "notif_racc_ko.oi_sans_commentaire",
    "REQ-4.3.1-01": "cmd_acces.prise_factice",
    "REQ-4.3.1-04": "notif_reprov.prise_hotline route.factice@Notif_Reprov",
}

HORS_DE_VUE: dict[str, str] = {}
