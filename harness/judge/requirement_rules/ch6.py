"""§6: model OC. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-6.1.1-01": "conv.hors_sequence@CR_MES_LigneFTTH.OC+PAC !conv.hors_sequence@.OC+PAC",
    "REQ-6.1.1-04": "conv.commande_terminee@.OC+PAC+en_service conv.reference_reutilisee@.OC+PAC+en_service",
}

HORS_DE_VUE: dict[str, str] = {}
