"""Rules on the header of a file: each kept and broken, and what its finding shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.judge.registry import Portee, de_portee
from harness.judge.results import Gravite, ResultatLot, Verdict
from harness.protocol.terms import Flux
from tests.judge.conftest import LIGNE, MES, Lot, vus

N, A, I_ = Gravite.NON_CONFORME, Gravite.AVERTISSEMENT, Gravite.INFORMATION


def test_what_is_said_of_a_header_is_one_sentence(lot: Lot) -> None:
    (constat,) = lot(f"{MES.replace(';', ',')}\n").constats
    assert constat.message == (
        "L'en-tête n'est celui d'aucun flux du protocole. Séparateur « ; » attendu, la virgule trouvée "
        "(à confirmer : ce fait ne vient pas du document)."
    )
    illisible = {"lot.vide", "lot.binaire", "lot.encodage_illisible", "lot.ligne_demesuree"}
    assert {e.regle for e in lot("x;b\n").exercices} == {
        *illisible, "lot.entete_inconnu", "lot.encodage", "lot.fins_de_ligne"
    }  # fmt: skip
    (inconnu,) = lot("x" * 300 + ";b\n").constats
    assert inconnu.valeur == "x" * 80


@pytest.mark.parametrize(
    ("titre", "attendus"),
    [
        (MES, set()),
        ("a;b;c;d;e;f;g", {("lot.entete_inconnu", "", 1, N)}),
        (MES.replace(";", ","), {("lot.entete_inconnu", "", 1, A)}),
        (MES.replace("Prise;Date", "Prise;DATE", 1), {("lot.entete_casse", "DateMiseEnService", 1, I_)}),
        (MES.replace("ReferencePrise;", "ReferencePTO;"), {("lot.entete_alias", "ReferencePrise", 1, A)}),
        (MES.replace("Commentaire", "Remarque"),
         {("lot.colonne_absente", "Commentaire", 1, A), ("lot.colonne_inconnue", "", 1, A)}),
        (MES.replace("Commentaire", "prisePosee"),
         {("lot.colonne_absente", "Commentaire", 1, A), ("lot.colonne_en_double", "prisePosee", 1, N)}),
    ],
)  # fmt: skip
def test_departures_of_a_header(lot: Lot, titre: str, attendus: set[tuple[str, str, int | None, Gravite]]) -> None:
    """Columns of this flux are inferred as a whole: what depends on the list of them is « à confirmer »."""
    assert vus(lot(f"{titre}\n{LIGNE}\n")) == attendus


def test_columns_out_of_order_are_told_at_the_first_one(lot: Lot) -> None:
    noms = MES.split(";")
    titre = ";".join([noms[0], noms[2], noms[1], *noms[3:]])
    resultat = lot(f"{titre}\nCMD-1;;ACC-1;20260105 09:00;;;\n")
    assert vus(resultat) == {("lot.colonnes_desordonnees", "ReferencePrise", 1, A)}


def test_a_header_read_twice_is_one_finding(lot: Lot, texte_du_lot: Callable[..., str]) -> None:
    entete, ligne = texte_du_lot(Flux.CR_CMD_ACCES, {}).splitlines()
    for abime in ("NÂ°", "Nø", "N?"):
        resultat = lot(f"{entete.replace('N°', abime)}\n{ligne}\n", "CR_Cmd_Acces.csv")
        assert vus(resultat) == {("lot.entete_abime", "NomModulePm N°1", 1, A)}
        assert "48 colonnes touchées" in resultat.constats[0].message
    une = lot(f"{entete.replace('N°1', 'Nø1', 1)}\n{ligne}\n", "CR_Cmd_Acces.csv")
    assert "1 colonne touchée ;" in une.constats[0].message


def dits(resultat: ResultatLot) -> list[tuple[str, str, str, str]]:
    """Of the header: rule, column, what was seen, and the part of the sentence that is no rule's."""
    phrases = {r.id: r.phrase for r in de_portee(Portee.LOT)}
    return [
        (c.regle, c.champ, c.valeur, c.message.removeprefix(phrases[c.regle]).partition(" (à confirmer")[0].strip(" ."))
        for c in resultat.constats
        if c.ligne == 1
    ]


def test_a_column_renamed_is_shown_as_it_is_written(lot: Lot) -> None:
    """The number of columns is right: nothing is said of it, and no cell is said to be empty."""
    assert dits(lot(f"{MES.replace('Commentaire', 'Remarque')}\n{LIGNE}\n")) == [
        ("lot.colonne_absente", "Commentaire", "Remarque", "Nom attendu en colonne 7"),
        ("lot.colonne_inconnue", "", "Remarque", "Colonne 7 à retirer ou à renommer"),
    ]
    assert dits(lot(f"{MES.replace('Commentaire', 'prisePosee')}\n{LIGNE}\n")) == [
        ("lot.colonne_absente", "Commentaire", "prisePosee", "Nom attendu en colonne 7"),
        ("lot.colonne_en_double", "prisePosee", "prisePosee",
         "Une seule colonne de ce nom attendue, colonne 7 à retirer ou à renommer"),
    ]  # fmt: skip


def test_a_column_too_many_is_to_be_taken_out_when_none_is_missing(lot: Lot) -> None:
    assert dits(lot(f"{MES};Remarque;prisePosee\n{LIGNE};;\n")) == [
        ("lot.colonne_inconnue", "", "Remarque", "Colonne 8 à retirer"),
        (
            "lot.colonne_en_double",
            "prisePosee",
            "prisePosee",
            "Une seule colonne de ce nom attendue, colonne 9 à retirer",
        ),
    ]


def test_two_columns_of_one_name_say_nothing_of_a_header_that_is_no_flux_s(lot: Lot) -> None:
    assert {r for r, *_ in vus(lot("x;x;b\n1;2;3\n"))} == {"lot.entete_inconnu"}


def test_a_column_moved_and_another_lost_shows_no_name_in_its_place(lot: Lot) -> None:
    noms = MES.split(";")
    titre = ";".join([noms[0], *noms[2:], "Remarque"])
    (absente, *_) = dits(lot(f"{titre}\n{LIGNE}\n"))
    assert absente == ("lot.colonne_absente", noms[1], "", "Nom attendu en colonne 2")


def test_the_number_of_columns_is_told_when_it_is_wrong(lot: Lot) -> None:
    compte = "Nombre de colonnes incorrect ({} au lieu de 7) : fichier illisible"
    assert dits(lot(f"{MES.removesuffix(';Commentaire')}\n{LIGNE[:-1]}\n")) == [
        ("lot.colonne_absente", "Commentaire", "", compte.format(6))
    ]
    plus = MES.replace("Commentaire", "Remarque;Foo")
    assert dits(lot(f"{plus}\n{LIGNE};\n"))[0] == ("lot.colonne_absente", "Commentaire", "", compte.format(8))
    sans_nom = MES.replace("Commentaire", "")
    assert dits(lot(f"{sans_nom}\n{LIGNE}\n")) == [
        ("lot.colonne_absente", "Commentaire", "", compte.format(6)),
        ("lot.colonne_inconnue", "", "", "Colonne 7 sans nom, à retirer"),
    ]


def test_columns_without_a_name_are_one_finding_that_says_which(lot: Lot) -> None:
    for plus, colonnes in (
        ("", "8"),
        (";", "8 et 9"),
        (";;", "8 à 10"),
        (";" * 9, "8 à 17"),
        (";Foo;;", "8, 10 et 11"),
    ):
        sans_nom = lot(f"{MES};{plus}\n{LIGNE};{';' * len(plus.replace('Foo', ''))}\n").constats[-1]
        pluriel = "s" if len(colonnes) > 1 else ""
        assert f"Colonne{pluriel} {colonnes} sans nom, à retirer" in sans_nom.message
        assert (sans_nom.regle, sans_nom.valeur) == ("lot.colonne_inconnue", "")


def test_ten_runs_of_columns_are_named_and_no_more(lot: Lot) -> None:
    constats = lot(f"{MES}{';;X' * 12}\n{LIGNE}{';' * 24}\n").constats
    assert "Colonnes 8, 10, 12, 14, 16, 18, 20, 22, 24, 26… sans nom" in constats[-1].message
    constats = lot(f"{MES}{';;X' * 10}\n{LIGNE}{';' * 20}\n").constats
    assert "Colonnes 8, 10, 12, 14, 16, 18, 20, 22, 24, 26 sans nom" in constats[-1].message


def test_more_columns_than_are_listed_are_counted_as_columns(lot: Lot) -> None:
    plus = "".join(f";X{i}" for i in range(1002))
    constats = lot(f"{MES}{plus}\n{LIGNE}{';' * 1002}\n").constats
    assert "2 autres colonnes dans ce cas" in constats[-1].message
    assert (constats[-1].regle, constats[-1].occurrences) == ("lot.colonne_inconnue", 2)


def test_what_is_out_of_order_is_shown_with_what_comes_there(lot: Lot) -> None:
    noms = MES.split(";")
    titre = ";".join([noms[0], "referencePrise", noms[1], *noms[3:]])
    assert dits(lot(f"{titre}\nCMD-1;;ACC-1;20260105 09:00;;;\n"))[0] == (
        "lot.colonnes_desordonnees", "ReferencePrise", "referencePrise",
        "Ordre du classeur attendu à partir de la colonne 2, où vient ReferencePrestationPrise",
    )  # fmt: skip
    titre = ";".join([*noms[:2], noms[3], noms[2], *noms[4:]])
    assert dits(lot(f"{titre}\nCMD-1;ACC-1;20260105 09:00;;;;\n"))[0][-1] == (
        "Ordre du classeur attendu à partir de la colonne 3, où vient ReferencePrise"
    )


@pytest.mark.parametrize(
    ("ecrit", "dit"),
    [
        ("Info Cmd Acce\u0300s 1", ", chaque accent en un seul caractère (forme NFC)"),
        ("Info\u00a0Cmd Accès 1", ", avec une espace ordinaire"),
        ("info Cmd Accès 1", ""),
        ("INFO Cmd Accès 1", ""),
        ("Info  Cmd Accès 1", ""),
        (" Info Cmd Accès 1", ""),
        ("Info Cmd Accès 1 ", ""),
    ],
)
def test_a_difference_that_no_eye_sees_is_put_in_words(
    lot: Lot, texte_du_lot: Callable[..., str], ecrit: str, dit: str
) -> None:
    entete, ligne = texte_du_lot(Flux.CMD_ACCES, {}).splitlines()
    (constat,) = lot(f"{entete.replace('Info Cmd Accès 1', ecrit)}\n{ligne}\n", "Cmd_Acces.csv").constats
    assert constat.message.endswith(f"Nom attendu : Info Cmd Accès 1{dit}.")


def test_a_quote_left_open_in_the_header_is_what_is_told(lot: Lot) -> None:
    resultat = lot(f"{MES.replace(';Prise', ';' + chr(34) + 'Prise')}\n{LIGNE}\n")
    assert vus(resultat) == {("ligne.guillemet_ouvert", "", 1, N)}
    assert "Les noms ne se lisent plus à partir de la colonne 5" in resultat.constats[0].message
    assert (resultat.verdict, resultat.flux) == (Verdict.NON_CONFORME, None)
    exercees = {e.regle: (e.nombre, e.temoin.ligne) for e in resultat.exercices}
    assert exercees["ligne.guillemet_ouvert"] == (1, 1)
    assert "lot.entete_inconnu" not in exercees
    (plus_bas,) = lot(f'{MES}\n{LIGNE}\n"{LIGNE}\n').constats
    assert "Une ligne porte une commande : un guillemet se ferme avant la fin de ligne" in plus_bas.message
    (quatrieme,) = lot(f"{MES.replace(';Date', ';' + chr(34) + 'Date', 1)}\n{LIGNE}\n").constats
    assert "Les noms ne se lisent plus à partir de la colonne 4" in quatrieme.message


def test_a_lot_of_another_version_is_not_judged_line_by_line(lot: Lot, texte_du_lot: Callable[..., str]) -> None:
    entete, ligne = texte_du_lot(Flux.CMD_ACCES, {"CodePostalImmeuble": "n'importe quoi"}).splitlines()
    resultat = lot(f"{entete};IdentifiantImmeuble;OffreAccesCommandee\n{ligne};;\n", "Cmd_Acces.csv")
    assert vus(resultat) == {("lot.autre_version", "", 1, A)}
    assert (resultat.verdict, resultat.version) == (Verdict.NON_CONCLUANT, "1.3")
    assert "lot.colonne_absente" not in {e.regle for e in resultat.exercices}
    assert "champ.obligatoire" not in {e.regle for e in resultat.exercices}
    assert "37 colonnes : version 1.3 ; 35 colonnes en version 1.2" in resultat.constats[0].message


def test_a_version_that_only_its_number_of_columns_shows_is_in_doubt(
    lot: Lot, texte_du_lot: Callable[..., str]
) -> None:
    entete, ligne = texte_du_lot(Flux.CMD_ACCES, {}).splitlines()
    resultat = lot(f"{entete};Foo;Bar\n{ligne};;\n", "Cmd_Acces.csv")
    assert vus(resultat) == {("lot.autre_version", "", 1, A)}
    assert resultat.version == "sans doute 1.3"
    assert "37 colonnes : sans doute version 1.3 ;" in resultat.constats[0].message


def test_nameless_columns_do_not_make_another_version(lot: Lot, texte_du_lot: Callable[..., str]) -> None:
    entete, ligne = texte_du_lot(Flux.CMD_ACCES, {"CodePostalImmeuble": "A1234"}).splitlines()
    resultat = lot(f"{entete};;\n{ligne};;\n", "Cmd_Acces.csv")
    assert {(r, c) for r, c, *_ in vus(resultat)} == {
        ("lot.colonne_inconnue", ""),
        ("champ.format", "CodePostalImmeuble"),
    }
    assert resultat.version == "1.2"


def test_a_socket_under_no_known_name_is_noted_in_a_report_only(lot: Lot, texte_du_lot: Callable[..., str]) -> None:
    entete, ligne = texte_du_lot(Flux.CR_CMD_ACCES, {}).splitlines()
    regles = {r for r, *_ in vus(lot(f"{entete.replace('ReferencePrise;', 'Prise;')}\n{ligne}\n", "x.csv"))}
    assert regles == {"lot.colonne_absente", "lot.colonne_inconnue", "observation.prise_nommee"}
    assert "observation.prise_nommee" in {e.regle for e in lot(f"{entete}\n{ligne}\n", "x.csv").exercices}
    assert "observation.prise_nommee" not in {e.regle for e in lot(f"{MES}\n{LIGNE}\n").exercices}
