"""Lots leave in the encoding and with the line ends of the profile; no character is replaced without a word."""

from __future__ import annotations

import pytest

from harness.profil.echange import Echange
from harness.profil.ecriture import ecriture

LOT = "Réf;œuvre\n1;Évry\n".encode()


@pytest.mark.parametrize(
    ("encodage", "fin_de_ligne", "octets"),
    [
        ("", "LF", LOT),
        ("UTF-8", "LF", LOT),
        ("UTF-8", "CRLF", LOT.replace(b"\n", b"\r\n")),
        ("UTF-8 avec BOM", "LF", b"\xef\xbb\xbf" + LOT),
        ("ISO-8859-15", "LF", b"R\xe9f;\xbduvre\n1;\xc9vry\n"),
        ("CP1252", "CRLF", b"R\xe9f;\x9cuvre\r\n1;\xc9vry\r\n"),
    ],
)
def test_a_lot_is_written_as_agreed(encodage: str, fin_de_ligne: str, octets: bytes) -> None:
    assert ecriture(Echange(encodage=encodage, fin_de_ligne=fin_de_ligne))(LOT) == octets


def test_what_cannot_be_written_is_told() -> None:
    with pytest.raises(ValueError, match="« Ж » ne peut pas s'écrire en ISO-8859-15"):
        ecriture(Echange(encodage="ISO-8859-15"))("Ж".encode())
