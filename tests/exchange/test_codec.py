"""Lots as files: what one side writes is what the other reads, for every flux and any text a cell may hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.exchange.codec import LotLu, ecrit, ecrit_lignes, lit
from harness.exchange.messages import Lot
from harness.protocol.terms import EMETTEURS, Flux, Partie
from harness.workbook.compile import charge

PROTOCOLE = charge()
FLUX = list(PROTOCOLE.formats)
cellule = st.text(st.characters(codec="utf-8", exclude_characters="\n\r\x00"), max_size=20)


def ligne(flux: Flux, contenu: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """Some cells of one line; its key is never the name of its own column."""
    return st.dictionaries(st.sampled_from(PROTOCOLE[flux].noms), contenu.filter(lambda t: "Ref" not in t))


lots = st.sampled_from(FLUX).flatmap(
    lambda f: st.builds(
        Lot, st.just(f), st.sampled_from(sorted(EMETTEURS[f])), st.lists(ligne(f, cellule), max_size=6).map(tuple)
    )
)


@settings(deadline=None, max_examples=200)
@given(lots)
def test_what_is_written_is_read_back(lot: Lot) -> None:
    fmt = PROTOCOLE[lot.flux]
    lu = lit(ecrit(lot, fmt), "lot.csv", PROTOCOLE, lot.emetteur, ordre=3, instant="2026-01-05T09:00:00")
    assert (lu.illisible, lu.flux, lu.ecartees) == ("", lot.flux, ())
    assert lu.entete is not None
    assert lu.entete.exacte
    attendues = [{nom: cellules.get(nom, "") for nom in fmt.noms} for cellules in lot.lignes]
    assert [dict(m.cellules) for m in lu.messages] == attendues
    assert [(m.ligne, m.ordre, m.emetteur, m.fichier) for m in lu.messages] == [
        (n, 3, lot.emetteur, "lot.csv") for n in range(2, len(lot.lignes) + 2)
    ]


def test_a_lot_is_written_as_the_conventions_say() -> None:
    lot = Lot(
        Flux.MESS_OC,
        Partie.OC,
        ({"ReferenceCommandePriseInterneOC": "C1", "Message": 'à "midi"; merci'}, {"Message": "simple"}),
    )
    assert ecrit(lot, PROTOCOLE[Flux.MESS_OC]).decode() == (
        "ReferenceCommandePriseInterneOC;ReferencePrestationPrise;DateMessage;Message\n"
        'C1;;;"à ""midi""; merci"\n'
        ";;;simple\n"
    )


def test_a_column_of_another_flux_is_refused() -> None:
    with pytest.raises(ValueError, match="CR_STOC n'a pas de champ EtatMadLigne"):
        ecrit(Lot(Flux.CR_STOC, Partie.OC, ({"EtatMadLigne": "OK"},)), PROTOCOLE[Flux.CR_STOC])


@pytest.mark.parametrize("saut", ["\n", "\r", "a\r\nb"])
def test_a_line_break_in_a_cell_is_refused(saut: str) -> None:
    with pytest.raises(ValueError, match="saut de ligne"):
        ecrit_lignes([("a", saut)])


def lit_texte(texte: str, emetteur: Partie = Partie.OC) -> LotLu:
    return lit(texte.encode(), "lot.csv", PROTOCOLE, emetteur)


@pytest.mark.parametrize(
    ("octets", "mot"),
    [
        (b"", "vide"),
        (b"PK\x03\x04", "zip"),
        (b"a;b\n1;2\n", "aucun flux"),
        (b'"ReferenceCommandePriseInterneOC;b\n', "guillemet"),
        ((";".join([*PROTOCOLE[Flux.CMD_ACCES].noms, "a", "b"]) + "\n").encode(), "autre version"),
        ((";".join(PROTOCOLE[Flux.CMD_ACCES].noms[:-1]) + "\n").encode(), "Info Cmd Accès 8"),
        ((";".join([*PROTOCOLE[Flux.CR_STOC].noms, "PrisePosee"]) + "\n").encode(), "PrisePosee"),
    ],
)
def test_an_unreadable_lot_says_why_and_gives_nothing(octets: bytes, mot: str) -> None:
    lu = lit(octets, "lot.csv", PROTOCOLE, Partie.OC)
    assert mot in lu.illisible
    assert lu.messages == ()


def test_a_missing_column_whose_name_is_only_supposed_is_read_as_empty_cells() -> None:
    """The list of columns is not sure (§2.6): its breach must make no hole in a dossier, and blame nothing else."""
    noms = [n for n in PROTOCOLE[Flux.CR_MAD].noms if n != "DateMadLigne"]
    octets = (";".join(noms) + "\n" + ";".join("c" for _ in noms) + "\n").encode()
    lu = lit(octets, "lot.csv", PROTOCOLE, Partie.OI)
    assert (lu.illisible, len(lu.messages), lu.messages[0]["DateMadLigne"]) == ("", 1, "")
    assert "DateMadLigne" in lit(octets, "lot.csv", replace(PROTOCOLE, officiel=True), Partie.OI).illisible


def test_lines_that_are_no_orders_are_set_aside_by_number() -> None:
    titre = ";".join(PROTOCOLE[Flux.MESS_OC].noms)
    lu = lit_texte(f'{titre}\na;b;c;d\n\nun;deux\n{titre}\n"ouvert;b;c;d\ne;f;g;h\n')
    assert lu.ecartees == (3, 4, 5, 6)
    assert [(m.ligne, m.reference) for m in lu.messages] == [(2, "a"), (7, "e")]


def test_the_sender_tells_the_two_messages_apart() -> None:
    titre = ";".join(PROTOCOLE[Flux.MESS_OC].noms)
    assert lit_texte(f"{titre}\na;b;c;d\n", Partie.OC).flux is Flux.MESS_OC
    assert lit_texte(f"{titre}\na;b;c;d\n", Partie.OI).flux is Flux.MESS_OI


def test_columns_are_read_by_name_in_any_order_and_unknown_ones_left_out() -> None:
    noms = [*reversed(PROTOCOLE[Flux.CR_STOC].noms), "Plus"]
    lu = lit_texte(";".join(noms) + "\n" + ";".join(str(i) for i in range(len(noms))) + "\n")
    assert lu.messages[0]["ReferenceCommandePriseInterneOC"] == "11"
    assert "Plus" not in lu.messages[0].cellules


def test_a_lot_in_another_encoding_is_read_from_a_file(tmp_path: Path) -> None:
    chemin = tmp_path / "lot.csv"
    titre = ";".join(PROTOCOLE[Flux.MESS_OC].noms)
    chemin.write_bytes(f"{titre}\r\na;b;c;été\r\n".encode("cp1252"))
    assert lit(chemin, "lot.csv", PROTOCOLE, Partie.OC).messages[0]["Message"] == "été"
    with pytest.raises(FileNotFoundError):
        lit(tmp_path / "absent.csv", "absent.csv", PROTOCOLE, Partie.OC)
