"""§5: model STOC. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-5.1.1-01": "conv.hors_sequence@CR_MES_LigneFTTH.STOC+PAC !conv.hors_sequence@.STOC+PAC",
    "REQ-5.1.2-01": "conv.commande_terminee@.STOC+PAC+rejetée conv.reference_reutilisee@.STOC+PAC+rejetée",
    "REQ-5.1.3-01": "conv.commande_terminee@.STOC+PAC+refusée conv.reference_reutilisee@.STOC+PAC+refusée",
    "REQ-5.1.4-02": "conv.hors_sequence@Notif_Reprov.STOC champ.conditionnel@Notif_Reprov.NumeroDecharge",
    "REQ-5.1.4-03": "conv.hotline_non_reportee",
    "REQ-5.1.4-04": "conv.nouvelle_prise",
    "REQ-5.1.5-04": "champ.conditionnel@CR_STOC.MotifKoCrRaccordementPrise champ.obligatoire@CR_STOC.PrisePosee",
}

HORS_DE_VUE: dict[str, str] = {}
