"""§7: what is not nominal. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-7.1.4-06": "cr_stoc.pto_existante_posee",
    "REQ-7.1.4-07": "cr_stoc.pto_existante_sans_reference",
}

HORS_DE_VUE: dict[str, str] = {}
