"""The bulk screen errs on one side only: a row it clears breaks no rule of `judge.form.cells`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange.columns import lit_bloc
from harness.exchange.grid import en_colonnes
from harness.exchange.recognise import reconnait
from harness.judge.form.cells import examine
from harness.judge.form.screen import suspects
from harness.protocol.formats import FORMATS
from harness.protocol.motifs import Codification
from harness.protocol.spec import Champ
from harness.protocol.terms import Flux
from harness.workbook.compile import charge

PROTOCOLE = charge()
CODIFICATION = Codification(PROTOCOLE.motifs)
ENTETE = reconnait(PROTOCOLE[Flux.MESS_OI].noms, PROTOCOLE)

COLONNES = [c for f in PROTOCOLE.formats.values() for c in f.champs]
PRISE, REFERENCE, DATE, LISTE = (
    next(c for c in COLONNES if c.nom == nom)
    for nom in ("ReferencePrise", "ReferencePm", "DateCrCommandePrise", "TypeRacco")
)
D_AILLEURS = [
    replace(PRISE, longueur=10),
    replace(PRISE, format="5 chiffres"),
    replace(PRISE, valeurs=("OO-AAAA-AAAA",)),
    replace(DATE, valeurs=("20141001 11:06",)),
    replace(DATE, nom=PRISE.nom),
    replace(DATE, nom="MotifDate"),
    replace(DATE, format="entier"),
    replace(DATE, longueur=8),
    replace(LISTE, format="entier"),
    replace(REFERENCE, longueur=None),
    replace(REFERENCE, longueur=3, format="entier"),
    replace(REFERENCE, format="quadrigramme"),
    replace(LISTE, valeurs=("é", "ß", "İ")),
    replace(LISTE, valeurs=(" OI", "OC\u00a0", "")),
]
"""Kinds of column that only a workbook of the user's may have."""
GENRES = list({(c.type, c.longueur, c.format, c.valeurs, c.nom.split(" N°")[0]): c for c in COLONNES}.values())

BLANCS = [chr(i) for i in range(0x3001) if chr(i).isspace()]
PARTICULIERS = [
    *BLANCS, "-", "--", "0", "00", "X", "x", "NA", "_", "/", "NULL", "néant", "HOTLINE", "hotl", "ine", "OO-AB12-CD34",
    "-AB12", "20141001 11:06", "20240229 00:00", "2023", "0229", " 24", ":60", "\ufffd", "\x7f", "\x80", "\x9f", "Ã©",
    "Ã‰", "Â°", "Ã", "Â", "\u00bf", "é", "É", "œ", "’", "€", "ı", "İ", "ſ", "K", "ﬁ", "A", "z", "9", "°", "à", "à", "𝄞",
    "\u2000", "\u200b", "\ufeff", "\x1c", "１", "STOC", "oi", "OK", "Ko",
]  # fmt: skip
texte = st.one_of(
    st.lists(st.sampled_from(PARTICULIERS), max_size=5).map("".join),
    st.text(max_size=40),
    st.text(st.sampled_from("0123456789 :-XxAzNé\u00a0\u202f"), max_size=16),
    st.from_regex(r"[0-9]{8} [0-9]{2}:[0-9]{2}", fullmatch=True),
    st.from_regex(r"[0-9A-Za-zé]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}", fullmatch=True),
    st.from_regex(r"[ \u202f]?[0X-]{1,12}[ \u3000]?", fullmatch=True),
)


def a_lire(champ: Champ, textes: Sequence[str], avant: int = 0) -> set[int]:
    """The rows of a column that the screen tells; `avant` columns of something else come first in the same buffer."""
    octets = [t.encode() for t in ["é "] * (avant * len(textes)) + list(textes)]
    bornes = np.cumsum([0, *map(len, octets)], dtype=np.int32).astype(np.int32)
    debuts, fins = (b.reshape(avant + 1, len(textes)) for b in (bornes[:-1], bornes[1:]))
    grille = en_colonnes(np.frombuffer(b"".join(octets), np.uint8), debuts, fins)
    colonne = grille.colonne(avant)
    return {*suspects(champ, colonne).tolist(), *colonne.douteuses.tolist()}


def a_lire_en_lignes(champ: Champ, textes: Sequence[str], avant: int) -> set[int]:
    """The same rows, from lines cut at their separators; the column stands at place `avant` of four."""
    lignes = "".join(";".join(["é "] * avant + [t] + [" °"] * (3 - avant)) + "\n" for t in textes)
    colonne = lit_bloc(2, lignes.encode(), ENTETE).grille.colonne(avant)
    return {*suspects(champ, colonne).tolist(), *colonne.douteuses.tolist()}


def verifie(champ: Champ, textes: Sequence[str], avant: int) -> None:
    _verifie(champ, textes, a_lire(champ, textes, avant))
    nus = [t for t in textes if not {*t} & {*';"\n\r'}]
    if nus:
        _verifie(champ, nus, a_lire_en_lignes(champ, nus, avant))


def _verifie(champ: Champ, textes: Sequence[str], vus: set[int]) -> None:
    for rang, valeur in enumerate(textes):
        if rang not in vus and valeur:
            assert examine(champ, valeur, CODIFICATION) == (), f"{champ.nom} ({champ.format}) : {valeur!r}"
        if not valeur:
            assert rang not in vus


@settings(deadline=None, max_examples=600)
@given(st.sampled_from(GENRES + D_AILLEURS), st.lists(texte, min_size=1, max_size=6), st.integers(0, 3))
def test_a_row_that_is_cleared_breaks_no_rule(champ: Champ, textes: list[str], avant: int) -> None:
    verifie(champ, textes, avant)


@pytest.mark.parametrize("champ", GENRES + D_AILLEURS, ids=lambda c: f"{c.nom}-{c.format}-{c.longueur}")
def test_every_blank_and_every_oddity_at_either_end_of_any_column(champ: Champ) -> None:
    """Not left to chance: each particular piece alone, first, last and in the middle."""
    ordinaires = ("abc", "OO-AB12-CD34", "20141001 11:06", "12345", "é")
    textes = [p for piece in PARTICULIERS for o in ordinaires for p in (piece, piece + o, o + piece, o + piece + o)]
    verifie(champ, textes, 1)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(GENRES), st.lists(texte, min_size=2, max_size=12))
def test_a_row_is_judged_alike_whatever_its_neighbours(champ: Champ, textes: list[str]) -> None:
    assert a_lire(champ, textes) == {r for r, t in enumerate(textes) if a_lire(champ, [t])}


@pytest.mark.parametrize(
    ("flux", "nom", "valeur"),
    [
        (Flux.CMD_ACCES, "CommuneImmeuble", "Saint-Étienne"),
        (Flux.CMD_ACCES, "LibelleVoieImmeuble", "rue de l’Église"),
        (Flux.CMD_ACCES, "DateCommandePrise", "20260105 09:00"),
        (Flux.CMD_ACCES, "CodePostalImmeuble", "01004"),
        (Flux.CMD_ACCES, "ReferencePm", "FI-92040-0441"),
        (Flux.CR_CMD_ACCES, "ReferencePrise", "OO-AB12-CD34"),
        (Flux.CR_CMD_ACCES, "ReferencePrise", "HOTLINE"),
        (Flux.CR_CMD_ACCES, "EtatCrCommandePrise", "OK"),
        (Flux.CR_CMD_ACCES, "OC 1", "NA"),
        (Flux.CR_CMD_ACCES, "OC 2", "XTEL"),
    ],
)
def test_usual_cells_are_cleared(flux: Flux, nom: str, valeur: str) -> None:
    """Otherwise the screen screens nothing."""
    assert not a_lire(PROTOCOLE[flux].par_nom[nom], [valeur] * 30)


def ecrits_a_cote(juste: str) -> list[str]:
    """A right text, itself and with every printable character in turn at each of its places, and shorter or longer."""
    places = range(len(juste))
    a_cote = [juste[:p] + chr(c) + juste[p + 1 :] for p in places for c in range(0x20, 0x7F)]
    return [juste, *a_cote, *(juste[:p] for p in places[1:]), juste + juste[-1], juste + juste]


def jours(annee: int) -> list[str]:
    debut = np.datetime64(f"{annee}-01-01")
    return [str(debut + n).replace("-", "") + " 00:00" for n in range(365)]


FORMES = {f: next(c for c in COLONNES if c.format == f) for f in FORMATS}
NUMERO, COMMANDE = (
    next(c for c in COLONNES if c.nom == nom)
    for nom in ("ConnecteurPriseNumero N°1", "ReferenceCommandePriseInterneOC")
)


@pytest.mark.parametrize(
    ("champ", "textes", "laissees"),
    [
        (DATE, [*jours(2023), "20240229 00:00", "20240228 00:00", "00000101 00:00", "00010101 00:00"],
         {"20240229 00:00"}),
        (DATE, [f"20230101 {h:02d}:{m:02d}" for h in range(30) for m in range(70)], set()),
        (DATE, [f"2023{m:02d}{j:02d} 00:00" for m in range(20) for j in range(40)], set()),
        (DATE, ecrits_a_cote("20231118 19:38"), set()),
        (PRISE, ["HOTLINE", "HOTLIN", "HOTLINES", "hotline", *ecrits_a_cote("OO-AZ09-CD34")], {"hotline"}),
        (FORMES["5 chiffres"], ecrits_a_cote("09090"), set()),
        (FORMES["5 alphanumériques"], ecrits_a_cote("2A0z9"), set()),
        (FORMES["4 alphanumériques"], ecrits_a_cote("aZ09"), set()),
        (FORMES["10 alphanumériques"], ecrits_a_cote("HX0000aZ12"), set()),
        (FORMES["1 lettre"], ecrits_a_cote("B"), set()),
        (FORMES["quadrigramme"], ecrits_a_cote("XV09"), set()),
        (FORMES["quadrigramme ou NA"], ["NA", "Na", "NAA", "N", *ecrits_a_cote("XV09")], set()),
        (NUMERO, ["1", "12", "12345678", "123456789", "1234567a", "-1", "1.5"], {"123456789"}),
        (LISTE, ["OI", "OC", "STOC", "Oi", "stoc", "OX", "STO", "STOCS", "O"], set()),
        (COMMANDE, ["A" * 29, "A" * 30, "A" * 31, "é" * 15, "é" * 16, "AAAAAAAA"], {"é" * 16}),
        (COMMANDE, ["0" * 8, "-" * 9, "X" * 8, "x" * 9, "0AAAAAA1", "AAAAAAA0", "-AAAAAAX", "01234567",
                   "8AAAAAA8", "AAAAAAAA", "ZAAAAAAZ",
                   "yAAAAAAy", "+AAAAAA+", ".AAAAAA.", "XAAAAAAA", "xAAAAAAA", "0AAAAAA-", "/AAAAAA/"],
         set()),
        (COMMANDE, ["CMD-001", "0AAAAAA0", "XAAAAAAX", "xAAAAAAx", "-AAAAAA-"],
         {"CMD-001", "0AAAAAA0", "XAAAAAAX", "xAAAAAAx", "-AAAAAA-"}),
    ],
)  # fmt: skip
def test_no_more_is_told_than_what_is_wrong(champ: Champ, textes: list[str], laissees: set[str]) -> None:
    """A screen that told too much would only be slow, and nobody would see it: but for what it owns to leave aside
    (`laissees`), it tells what breaks a rule and nothing else."""
    fausses = {r for r, t in enumerate(textes) if examine(champ, t, CODIFICATION)}
    assert a_lire(champ, textes) == fausses | {r for r, t in enumerate(textes) if t in laissees}


@pytest.mark.parametrize("champ", D_AILLEURS[1:6], ids=lambda c: f"{c.nom}-{c.format}-{c.valeurs}")
def test_a_column_of_two_kinds_is_read_whole(champ: Champ) -> None:
    assert a_lire(champ, ["20141001 11:06", "", "OO-AB12-CD34", "OO-AAAA-AAAA", "12345"]) == {0, 2, 3, 4}
