"""The bytes of a lot, in the encoding and with the line ends that were agreed on."""

from __future__ import annotations

from collections.abc import Callable

from harness.profil.echange import Echange

CODECS = {"": "utf-8", "UTF-8": "utf-8", "UTF-8 avec BOM": "utf-8-sig", "ISO-8859-15": "iso8859-15", "CP1252": "cp1252"}
"""What Python calls each encoding."""


def ecriture(echange: Echange) -> Callable[[bytes], bytes]:
    """From the bytes that the harness writes (UTF-8, LF) to those that leave.

    What is returned raises ValueError, in French, on a character that the encoding does not have: none is replaced.
    """
    codec, fin = CODECS[echange.encodage], {"LF": "\n", "CRLF": "\r\n"}[echange.fin_de_ligne]
    if codec == "utf-8" and fin == "\n":
        return lambda octets: octets

    def transcrit(octets: bytes) -> bytes:
        try:
            return octets.decode("utf-8").replace("\n", fin).encode(codec)
        except UnicodeEncodeError as e:
            raise ValueError(f"« {e.object[e.start : e.end]} » ne peut pas s'écrire en {echange.encodage}") from None

    return transcrit
