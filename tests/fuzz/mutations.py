"""Valid inputs, damaged byte by byte: what hypothesis draws for the fuzz tests."""

from __future__ import annotations

from hypothesis import strategies as st

MORCEAUX = (
    b"", b"\0", b'"', b";", b"\n", b"\r", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3\x28", b"=1+1", b"{", b"}", b"[[", b"]]",
    b'{"type":"lot"}', b"null", b"-1", b"1e999", b"9" * 400, b"true", b"<", b"&x;", b"../../etc/passwd", b"NaN",
    b"\xed\xa0\x80", b"A" * 5000, b";" * 300, b"[" * 3000, b"PK\x03\x04", b"\\ud800", b"20260230 10:00",
)  # fmt: skip
"""What readers stumble on."""


@st.composite
def abime(draw: st.DrawFn, graines: list[bytes]) -> bytes:
    """One of the seeds after a few damages: cut, repeated, spliced, overwritten."""
    octets = draw(st.sampled_from(graines))
    for _ in range(draw(st.integers(0, 4))):
        a = draw(st.integers(0, len(octets)))
        b = min(len(octets), a + draw(st.sampled_from((0, 1, 1, 2, 8, 64, 1000))))
        nature = draw(st.sampled_from(("remplace", "morceau", "double", "greffe", "bit")))
        if nature == "remplace":
            milieu = draw(st.binary(max_size=8))
        elif nature == "morceau":
            milieu = draw(st.sampled_from(MORCEAUX))
        elif nature == "double":
            milieu = octets[a:b] * 2
        elif nature == "greffe":
            autre = draw(st.sampled_from(graines))
            milieu = autre[a : a + 200]
        else:
            milieu = bytes(o ^ (1 << draw(st.integers(0, 7))) for o in octets[a : min(b, a + 2)])
            b = min(b, a + 2)
        octets = octets[:a] + milieu + octets[b:]
    return octets
