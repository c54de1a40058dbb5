"""The rules that every workbook must keep, row by row, and the place named when one does not."""

from __future__ import annotations

import pytest

from harness.protocol.issues import CHAMP_MOTIF
from harness.protocol.spec import FAITS, Champ, Format, Provenance, Statut
from harness.protocol.terms import Flux
from harness.workbook import colonnes
from harness.workbook.erreurs import ClasseurIllisible
from harness.workbook.lieux import NonVerifiable, Notes, Rangee
from harness.workbook.rangees import format_de, motifs_de

CLE = "ReferenceCommandePriseInterneOC"
LETTRES = dict(zip(colonnes.CHAMPS, "ABCDEFGHIJK", strict=True))


def rangee(ligne: int, **cellules: str) -> Rangee:
    completes = {"statut": "O", "provenance": "seed", **cellules}
    return Rangee("e.xlsx", "Cmd_Acces", ligne, {c: completes.get(c, "") for c in colonnes.CHAMPS}, LETTRES)


def lit(*rangees: Rangee, officiel: bool = False, notes: Notes | None = None) -> Format:
    return format_de(Flux.CMD_ACCES, rangees, officiel=officiel, notes=notes or Notes())


def note(**cellules: str) -> Notes:
    """What is to be known of a column X on row 3."""
    notes = Notes()
    format_de(Flux.CMD_ACCES, [rangee(2, champ=CLE), rangee(3, champ="X", **cellules)], officiel=True, notes=notes)
    return notes


def un_champ(**cellules: str) -> Champ:
    return lit(rangee(2, champ=CLE), rangee(3, champ="X", **cellules)).par_nom["X"]


def refus(*rangees: Rangee) -> str:
    with pytest.raises(ClasseurIllisible) as erreur:
        lit(*rangees)
    message = str(erreur.value)
    assert "\n" not in message
    return message


def test_a_row_becomes_a_column_with_all_its_facts() -> None:
    champ = un_champ(
        type="liste", longueur="4", statut="C", condition=f"{CLE} renseigné", valeurs="OI|OC", signification="Qui",
        section="§3.1", provenance="nom seed, statut inferred",
    )  # fmt: skip
    assert (champ.type, champ.longueur, champ.statut, champ.valeurs) == ("liste", 4, Statut.C, ("OI", "OC"))
    assert champ.condition is not None
    assert champ.condition.verifiable
    assert champ.source("statut") is Provenance.INFERRED
    assert champ.source("longueur") is Provenance.SEED


@pytest.mark.parametrize(
    ("cellules", "message"),
    [
        (
            {"statut": "X"},
            "e.xlsx, feuille Cmd_Acces, ligne 3, cellule F3 : statut « X » inconnu, attendu O, F ou C",
        ),
        ({"statut": ""}, "cellule F3 : statut vide, attendu O, F ou C"),
        ({"longueur": "-1"}, "cellule D3 : longueur « -1 » illisible, attendu un nombre entier entre 1 et"),
        ({"longueur": "0"}, "cellule D3 : longueur « 0 » illisible"),
        ({"longueur": "trente"}, "cellule D3 : longueur « trente » illisible"),
        ({"longueur": "30,5"}, "cellule D3 : longueur « 30,5 » illisible"),
        ({"longueur": "2.5"}, "cellule D3 : longueur « 2.5 » illisible"),
        ({"longueur": "٣"}, "cellule D3 : longueur « ٣ » illisible"),
        ({"longueur": "9" * 40}, "cellule D3 : longueur"),
        ({"condition": "Inconnu = OK"}, "cellule G3 : condition illisible : champ inconnu « Inconnu »"),
        ({"condition": f"{CLE} ="}, "cellule G3 : condition illisible : valeur attendue"),
        ({"valeurs": "|"}, "cellule H3 : liste de valeurs vide"),
        ({"valeurs": "A|B;C"}, "cellule H3 : valeur « B;C » illisible, attendu « V1|V2 » sans « ; » ni guillemets"),
        ({"valeurs": '"OK"|"KO"'}, 'cellule H3 : valeur « "OK" » illisible'),
        ({"provenance": "seed,"}, "cellule K3 : provenance illisible"),
        ({"provenance": ""}, "cellule K3 : provenance illisible"),
        ({"champ": ""}, "cellule B3 : nom de champ vide"),
        ({"champ": "=1+1"}, "cellule B3 : « =1+1 » ne peut pas être un nom de colonne"),
        ({"champ": "a;b"}, "cellule B3 : « a;b » ne peut pas être un nom de colonne"),
        ({"champ": CLE.lower()}, f"cellule B3 : champ « {CLE.lower()} » en double, déjà décrit ligne 2"),
    ],
)
def test_a_faulty_cell_is_named_by_file_sheet_row_and_letter(cellules: dict[str, str], message: str) -> None:
    assert message in refus(rangee(2, champ=CLE), rangee(3, **{"champ": "X", "signification": "s", **cellules}))


def test_a_condition_on_a_value_its_column_never_holds_is_refused() -> None:
    message = refus(
        rangee(2, champ=CLE),
        rangee(3, champ="Etat", valeurs="OK|KO"),
        rangee(4, champ="Motif", statut="C", condition="Etat = K0"),
    )
    assert "cellule G4 : condition illisible : « K0 » n'est pas une valeur de Etat (OK, KO)" in message


def test_a_condition_may_name_a_column_that_comes_later_and_fold_case() -> None:
    forme = lit(rangee(2, champ=CLE, statut="C", condition="etat = ok"), rangee(3, champ="Etat", valeurs="OK|KO"))
    assert str(forme.par_nom[CLE].condition) == "Etat = ok"


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("o", Statut.O),
        ("Obligatoire", Statut.O),
        ("FACULTATIF", Statut.F),
        ("Conditionné", Statut.C),
        (" c ", Statut.C),
    ],
)
def test_a_status_may_be_written_in_full(ecrit: str, lu: Statut) -> None:
    assert un_champ(statut=ecrit).statut is lu


@pytest.mark.parametrize(
    ("ecrit", "lues"),
    [
        ("OK|KO", ("OK", "KO")),
        (" OK | KO |", ("OK", "KO")),
        ("OK / KO", ("OK", "KO")),
        ("OK, KO", ("OK", "KO")),
        ("OUI ou NON", ("OUI", "NON")),
        ("COFI\nLOCA\nAUTO", ("COFI", "LOCA", "AUTO")),
        ("HOTLINE", ("HOTLINE",)),
        ("une valeur|", ("une valeur",)),
        ("OK|OK|KO", ("OK", "KO")),
        ("", ()),
    ],
)
def test_closed_lists_as_people_write_them(ecrit: str, lues: tuple[str, ...]) -> None:
    assert un_champ(valeurs=ecrit).valeurs == lues


@pytest.mark.parametrize(
    "prose", ["voir onglet codification", "HOTLINE ou référence PTO", "numérique", "texte, 20 signes"]
)
def test_values_in_prose_are_told_and_never_become_a_list(prose: str) -> None:
    assert un_champ(valeurs=prose).valeurs == ()
    assert note(valeurs=prose) == Notes([], [NonVerifiable("Cmd_Acces", 3, "H", "X", "valeurs", prose)])


@pytest.mark.parametrize(
    ("cellules", "type_"),
    [
        ({"type": "Alphanumérique"}, "texte"),
        ({"type": "Numérique"}, "entier"),
        ({"type": "Date"}, "date-heure"),
        ({"type": "Zorglub"}, "Zorglub"),
        ({"valeurs": "OK|KO"}, "liste"),
        ({"format": "aaaammjj hh:mm"}, "date-heure"),
        ({"format": "entier"}, "entier"),
        ({}, "texte"),
    ],
)
def test_a_type_is_read_or_follows_from_the_other_facts(cellules: dict[str, str], type_: str) -> None:
    assert un_champ(**cellules).type == type_


@pytest.mark.parametrize("ecrit", ["aaaammjj hh:mm", "AAAAMMJJ HH:MM", "YYYYMMDD HH:MM"])
def test_the_date_format_has_one_spelling(ecrit: str) -> None:
    assert un_champ(format=ecrit).format == "AAAAMMJJ HH:MM"


def test_rows_may_be_in_any_order_when_positions_are_given() -> None:
    forme = lit(rangee(2, champ="B", position="2"), rangee(3, champ=CLE, position="1"))
    assert forme.noms == (CLE, "B")


def test_without_positions_the_order_is_that_of_the_rows() -> None:
    forme = lit(rangee(2, champ=CLE), rangee(3, champ="B"))
    assert [(c.position, c.nom) for c in forme.champs] == [(1, CLE), (2, "B")]


@pytest.mark.parametrize(
    ("positions", "message"),
    [
        (("1", "1"), "cellule A3 : position 1 en double, déjà prise ligne 2"),
        (("1", ""), "cellule A3 : position vide"),
        (("1", "deux"), "cellule A3 : position « deux » illisible"),
        (("1", "0"), "cellule A3 : position « 0 » illisible"),
    ],
)
def test_positions_are_all_given_and_all_different(positions: tuple[str, str], message: str) -> None:
    assert message in refus(*(rangee(n, champ=f"C{n}", position=p) for n, p in enumerate(positions, start=2)))


def test_a_user_s_workbook_has_authority_on_every_fact_whatever_its_column_says() -> None:
    forme = lit(rangee(2, champ=CLE, provenance="n'importe quoi"), officiel=True)
    assert {forme.champs[0].source(fait) for fait in FAITS} == {Provenance.CLASSEUR}


def test_without_a_provenance_column_every_fact_is_the_workbook_s() -> None:
    sans = Rangee("e.xlsx", "Cmd_Acces", 2, {"champ": CLE, "statut": "O"}, LETTRES)
    assert {lit(sans).champs[0].source(fait) for fait in FAITS} == {Provenance.CLASSEUR}


def test_oddities_are_told_without_preventing_use() -> None:
    notes = Notes()
    lit(rangee(2, champ="X", statut="C"), notes=notes)
    assert notes.avis == [
        "feuille Cmd_Acces, ligne 2, cellule G2 : champ X conditionné (C) sans condition, donc non vérifiable",
        f"feuille Cmd_Acces : champ {CLE} absent, alors qu'il identifie chaque ligne du flux",
    ]


def test_a_section_left_empty_is_that_of_the_flux() -> None:
    assert un_champ().section == "§3.1"
    assert un_champ(section="§4.1").section == "§4.1"


def test_invisible_signs_do_not_travel_further_than_the_workbook() -> None:
    champ = un_champ(signification="rouge\x1b[31m\u200b fin")
    assert champ.signification == "rouge[31m fin"


def motif(ligne: int, **cellules: str) -> Rangee:
    completes = {"provenance": "public", **cellules}
    lettres = dict(zip(colonnes.MOTIFS, "ABCDE", strict=True))
    return Rangee("e.xlsx", "Codification", ligne, {c: completes.get(c, "") for c in colonnes.MOTIFS}, lettres)


def test_reasons_may_share_a_code_but_not_a_label() -> None:
    lus = motifs_de([motif(2, code="fimp14", libelle="A"), motif(3, code="FIMP14", libelle="B")], officiel=False)
    assert [(m.code, m.libelle, m.provenance) for m in lus] == [
        ("FIMP14", "A", Provenance.PUBLIC), ("FIMP14", "B", Provenance.PUBLIC)
    ]  # fmt: skip
    with pytest.raises(ClasseurIllisible, match="cellule B3 : motif « pto requise » en double, déjà donné ligne 2"):
        motifs_de([motif(2, libelle="PTO Requise"), motif(3, libelle="pto requise")], officiel=False)


def test_a_reason_is_for_the_flux_it_names_or_for_all_that_carry_one() -> None:
    lus = motifs_de([motif(2, libelle="A", flux="CR_STOC | cr mad"), motif(3, libelle="B")], officiel=True)
    assert lus[0].flux == {Flux.CR_STOC, Flux.CR_MAD}
    assert lus[1].flux == frozenset(CHAMP_MOTIF)
    assert lus[0].provenance is Provenance.CLASSEUR


@pytest.mark.parametrize(
    ("cellules", "message"),
    [
        ({"libelle": ""}, "cellule B2 : libellé de motif vide"),
        ({"libelle": "A", "flux": "CR_STOC|Autre"}, "cellule C2 : flux « Autre » inconnu"),
    ],
)
def test_a_faulty_reason_is_named(cellules: dict[str, str], message: str) -> None:
    with pytest.raises(ClasseurIllisible, match=message):
        motifs_de([motif(2, code="X1", **cellules)], officiel=False)


@pytest.mark.parametrize(
    ("cellules", "colonne", "lettre", "texte"),
    [
        ({"format": "n'importe quoi"}, "format", "E", "n'importe quoi"),
        ({"format": "JJ/MM/AAAA", "type": "Date"}, "format", "E", "JJ/MM/AAAA"),
        ({"format": "AAAA-MM-JJ HH:MM"}, "format", "E", "AAAA-MM-JJ HH:MM"),
        ({"format": "PTO"}, "format", "E", "PTO"),
        ({"type": "zorglub"}, "type", "C", "zorglub"),
        ({"type": "Numérique"}, "type", "C", "Numérique"),
        ({"type": "Liste"}, "type", "C", "Liste"),
        ({"statut": "C", "condition": "si RDV"}, "condition", "G", "si RDV"),
        ({"type": "Liste", "valeurs": "voir plus loin"}, "valeurs", "H", "voir plus loin"),
    ],
)
def test_what_no_rule_checks_is_noted_with_its_cell(
    cellules: dict[str, str], colonne: colonnes.Colonne, lettre: str, texte: str
) -> None:
    assert note(**cellules).non_verifiables == [NonVerifiable("Cmd_Acces", 3, lettre, "X", colonne, texte)]


@pytest.mark.parametrize(
    "cellules",
    [
        {"format": "Entier"},
        {"format": "5 CHIFFRES", "type": "Numérique"},
        {"format": "5 alphanumeriques"},
        {"format": "AAAAMMJJ HH24:MI", "type": "Date"},
        {"type": "Date"},
        {"type": "Alphanumérique", "longueur": "20"},
        {"type": "Numérique", "valeurs": "1|2"},
        {"format": "motif"},
    ],
)
def test_what_a_rule_checks_is_not_noted(cellules: dict[str, str]) -> None:
    assert note(**cellules) == Notes()


def test_a_date_is_checked_by_its_format_whatever_its_type() -> None:
    assert un_champ(type="Texte", format="aaaammjj hh24:mi").format == "AAAAMMJJ HH:MM"
    assert un_champ(type="Date").format == "AAAAMMJJ HH:MM"
    assert un_champ(type="Date", format="JJ/MM/AAAA").format == "JJ/MM/AAAA"


@pytest.mark.parametrize(
    ("statut", "suite"), [("O", "est obligatoire (O), toujours attendu"), ("F", "est facultatif (F), jamais exigé")]
)
def test_a_condition_that_its_status_leaves_without_effect_is_told(statut: str, suite: str) -> None:
    assert note(statut=statut, condition=f"{CLE} renseigné").avis == [
        f"feuille Cmd_Acces, ligne 3, cellule G3 : condition « {CLE} renseigné » sans effet, le champ X {suite}"
    ]


def test_a_gap_in_the_positions_is_told() -> None:
    notes = Notes()
    lit(*(rangee(n, champ=nom, position=str(n)) for n, nom in ((2, CLE), (3, "X"), (7, "Y"))), notes=notes)
    assert notes.avis == [
        "feuille Cmd_Acces, ligne 2, cellule A2 : la position 1 manque avant la position 2",
        "feuille Cmd_Acces, ligne 7, cellule A7 : les positions 4 à 6 manquent avant la position 7",
    ]


@pytest.mark.parametrize("ecrit", ["20", "20.0", "20,0", "20\u00a0"])
def test_a_number_may_be_written_as_text(ecrit: str) -> None:
    assert un_champ(longueur=ecrit).longueur == 20
