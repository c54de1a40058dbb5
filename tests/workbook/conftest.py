"""Small real workbooks, to be broken one way at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from harness.protocol.terms import Flux, cle

Feuilles = dict[str, list[list[Any]]]
EnXls = Callable[..., bytes]
ENTETE = ["Position", "Champ", "Type", "Longueur", "Format", "Statut", "Condition", "Valeurs", "Signification",
          "Section", "Provenance"]  # fmt: skip
ENTETE_MOTIFS = ["Code", "Libellé", "Flux", "Signification", "Provenance"]


def ligne(position: Any, champ: str, statut: str = "O", **reste: Any) -> list[Any]:
    """One row of the sheet of a flux, in the order of ENTETE."""
    cellules = {"Position": position, "Champ": champ, "Type": "texte", "Statut": statut, "Provenance": "seed", **reste}
    return [cellules.get(titre, "") for titre in ENTETE]


@pytest.fixture
def feuilles() -> Feuilles:
    """The least workbook that can be used: two columns a flux, one reason."""
    minimales: Feuilles = {
        flux.value: [
            list(ENTETE),
            ligne(1, cle(flux), Longueur=30),
            ligne(2, "Etat", "F", Valeurs="OK|KO", Type="liste"),
        ]
        for flux in Flux
    }
    minimales["Codification - type KO"] = [list(ENTETE_MOTIFS), ["FIMP01", "PTO REQUISE", "AR_Cmd_Acces", "", "public"]]
    return minimales


@pytest.fixture
def en_xlsx() -> Callable[[Feuilles], bytes]:
    """Sheets as the bytes of a real .xlsx."""

    def ecrit(feuilles: Feuilles) -> bytes:
        from openpyxl import Workbook

        classeur = Workbook()
        classeur.remove(classeur.worksheets[0])
        for nom, lignes in feuilles.items():
            feuille = classeur.create_sheet(nom)
            for rangee in lignes:
                feuille.append(rangee)
        octets = io.BytesIO()
        classeur.save(octets)
        return octets.getvalue()

    return ecrit


@pytest.fixture
def en_xls() -> EnXls:
    """Sheets as the bytes of a real legacy .xls; `retouche` is then given the name and the xlwt sheet of each."""

    def ecrit(feuilles: Feuilles, retouche: Callable[[str, Any], None] = lambda *_: None) -> bytes:
        import xlwt

        classeur = xlwt.Workbook()
        for nom, lignes in feuilles.items():
            feuille = classeur.add_sheet(nom, cell_overwrite_ok=True)
            for r, rangee in enumerate(lignes):
                for c, valeur in enumerate(rangee):
                    if valeur != "":
                        feuille.write(r, c, valeur)
            retouche(nom, feuille)
        octets = io.BytesIO()
        classeur.save(octets)
        return octets.getvalue()

    return ecrit
