"""Rules on a whole file and on lines that are no rows: each kept and broken, and judged only on what was met."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.examen.verification import Options, verifie_fichier
from harness.exchange.ecartees import Ecartee
from harness.judge.form.structure import exercee, flux_melanges
from harness.judge.registry import Portee, de_portee
from harness.judge.results import Gravite, ResultatLot, Verdict
from harness.protocol.spec import Protocole, Provenance
from harness.protocol.terms import EMETTEURS, Flux, Partie

Lot = Callable[..., ResultatLot]
N, A, I_ = Gravite.NON_CONFORME, Gravite.AVERTISSEMENT, Gravite.INFORMATION
MES = (
    "ReferenceCommandePriseInterneOC;ReferencePrestationPrise;ReferencePrise;DateMiseEnService;PrisePosee;"
    "DateRaccordementPrise;Commentaire"
)
LIGNE = "CMD-1;ACC-1;;20260105 09:00;;;"


@pytest.fixture(scope="module")
def lot(protocole: Protocole) -> Lot:
    def lot_(contenu: str | bytes, nom: str = "CR_MES_LigneFTTH.csv", **options: object) -> ResultatLot:
        octets = contenu.encode() if isinstance(contenu, str) else contenu
        return verifie_fichier(octets, nom, protocole, Options(**options))  # type: ignore[arg-type]

    return lot_


def vus(resultat: ResultatLot) -> set[tuple[str, str, int | None, Gravite]]:
    return {(c.regle, c.champ, c.ligne, c.gravite) for c in resultat.constats}


@pytest.mark.parametrize(
    ("contenu", "regle"),
    [
        (b"", "lot.vide"),
        (b"\xef\xbb\xbf", "lot.vide"),
        (b"PK\x03\x04", "lot.binaire"),
        (b"a;b\n\0\n", "lot.binaire"),
        ("a;b\n".encode("utf-16"), "lot.encodage_illisible"),
        (b"a" * 1_100_000, "lot.ligne_demesuree"),
    ],
)
def test_what_is_no_text_is_one_finding_on_the_file(lot: Lot, contenu: bytes, regle: str) -> None:
    resultat = lot(contenu)
    assert vus(resultat) == {(regle, "", None, N)}
    assert (resultat.verdict, resultat.flux, resultat.version) == (Verdict.NON_CONFORME, None, "")
    assert {e.regle for e in resultat.exercices} == {
        "lot.vide", "lot.binaire", "lot.encodage_illisible", "lot.ligne_demesuree"
    }  # fmt: skip


@pytest.mark.parametrize("partie", list(Partie))
def test_what_is_no_text_has_no_flux_that_its_sender_might_not_send(lot: Lot, partie: Partie) -> None:
    for contenu in (b"", b"PK\x03\x04", b"a;b\n"):
        assert "lot.emetteur" not in {r for r, *_ in vus(lot(contenu, emetteur=partie))}


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


@pytest.mark.parametrize(("fin", "attendu"), [("\n", False), ("\r\n", False), ("\r", True)])
def test_lines_that_end_with_a_lone_return_are_remarked_on(lot: Lot, fin: str, attendu: bool) -> None:
    resultat = lot(f"{MES}{fin}{LIGNE}{fin}")
    assert vus(resultat) == ({("lot.fins_de_ligne", "", None, I_)} if attendu else set())
    assert (resultat.lignes, resultat.verdict) == (1, Verdict.CONFORME)


@pytest.mark.parametrize("codec", ["utf-32", "utf-32-be", "utf-16"])
def test_the_encoding_of_a_file_that_cannot_be_read_is_told_as_it_is(lot: Lot, codec: str) -> None:
    marque = "\ufeff" if codec.endswith("-be") else ""
    resultat = lot((marque + MES).encode(codec))
    assert (resultat.encodage, resultat.lignes) == (codec[:6], 0)
    assert f"Texte en {codec[:6].upper()} :" in resultat.constats[0].message
    assert lot(b"PK\x03\x04").encodage == ""


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


@pytest.mark.parametrize(
    ("octets", "convenu", "attendu"),
    [
        (b"\n", "", None),
        ("é\n".encode(), "", None),
        ("é\n".encode("utf-8-sig"), "", I_),
        ("é\n".encode("iso-8859-15"), "", I_),
        ("é’\n".encode("cp1252"), "", I_),
        ("é\n".encode(), "UTF-8", None),
        ("é\n".encode("utf-8-sig"), "UTF-8", N),
        ("é\n".encode("utf-8-sig"), "UTF-8 avec BOM", None),
        ("é\n".encode(), "UTF-8 avec BOM", N),
        ("é\n".encode(), "CP1252", N),
        ("é\n".encode("iso-8859-15"), "UTF-8", N),
        ("é\n".encode("iso-8859-15"), "ISO-8859-15", None),
        ("é\n".encode("iso-8859-15"), "CP1252", None),
        ("é’\n".encode("cp1252"), "CP1252", None),
        ("é’\n".encode("cp1252"), "ISO-8859-15", N),
        (b"e\n", "UTF-8", None),
        (b"e\n", "ISO-8859-15", None),
        (b"e\n", "CP1252", None),
        (b"e\n", "UTF-8 avec BOM", N),
    ],
)
def test_the_encoding_is_judged_by_what_was_agreed(
    lot: Lot, octets: bytes, convenu: str, attendu: Gravite | None
) -> None:
    """A text of plain ASCII is right in all of them but the one with a mark."""
    bom, reste = (octets[:3], octets[3:]) if octets.startswith(b"\xef\xbb\xbf") else (b"", octets)
    contenu = bom + f"{MES}\n{LIGNE}".encode() + reste
    resultat = lot(contenu, encodage_convenu=convenu)
    assert {g for r, _, _, g in vus(resultat) if r == "lot.encodage"} == ({attendu} - {None})


def test_damaged_utf8_is_a_warning_and_the_cell_is_shown(lot: Lot) -> None:
    resultat = lot(f"{MES}\n{LIGNE}été été\n".encode() + LIGNE.replace("1", "2").encode() + b"p\xf4le\n")
    assert {(r, n, g) for r, _, n, g in vus(resultat)} == {
        ("lot.encodage", None, A),
        ("champ.caractere_illisible", 3, A),
    }


@pytest.mark.parametrize("contenu", [MES, MES + "\n", MES + "\r\n"])
def test_a_file_without_a_line_proves_nothing(lot: Lot, contenu: str) -> None:
    resultat = lot(contenu)
    assert vus(resultat) == {("lot.sans_ligne", "", 1, A)}
    assert resultat.verdict is Verdict.NON_EXERCE


def test_a_file_of_blank_lines_proves_nothing_either(lot: Lot) -> None:
    resultat = lot(f"{MES}\n\n\n")
    assert vus(resultat) == {("ligne.vide", "", 2, A), ("ligne.vide", "", 3, A)}
    assert resultat.verdict is Verdict.NON_EXERCE


def test_the_name_never_decides_and_is_remarked_on(lot: Lot) -> None:
    resultat = lot(f"{MES}\n{LIGNE}\n", "CR_STOC.csv")
    assert resultat.flux is Flux.CR_MES
    assert vus(resultat) == {("lot.nom_trompeur", "", None, I_)}
    assert "lot.nom_trompeur" not in {e.regle for e in lot(f"{MES}\n{LIGNE}\n", "lot.csv").exercices}


@pytest.mark.parametrize("flux", list(Flux))
@pytest.mark.parametrize("partie", list(Partie))
def test_each_flux_has_its_sender(lot: Lot, texte_du_lot: Callable[..., str], flux: Flux, partie: Partie) -> None:
    """The two messages have the same columns: who sends decides which it is."""
    resultat = lot(texte_du_lot(flux, {}), f"{flux}.csv", emetteur=partie)
    fautes = {r for r, *_ in vus(resultat)} & {"lot.emetteur", "lot.nom_trompeur"}
    if partie in EMETTEURS[flux]:
        assert not fautes
    elif flux in (Flux.MESS_OI, Flux.MESS_OC):
        assert fautes == {"lot.nom_trompeur"}
    else:
        assert fautes == {"lot.emetteur"}
        assert resultat.constats[0].partie is partie
    assert "lot.emetteur" in {e.regle for e in resultat.exercices}
    assert "lot.emetteur" not in {e.regle for e in lot(texte_du_lot(flux, {}), f"{flux}.csv").exercices}


def test_nobody_is_blamed_for_a_message_that_either_may_have_sent(lot: Lot, texte_du_lot: Callable[..., str]) -> None:
    texte = texte_du_lot(Flux.MESS_OC, {"Message": ""})
    assert [c.partie for c in lot(texte, "lot.csv").constats] == [None]
    assert [c.partie for c in lot(texte, "Mess_OC_Cmd_Acces.csv").constats] == [Partie.OC]
    assert [c.partie for c in lot(texte, "lot.csv", emetteur=Partie.OI).constats] == [Partie.OI]


@pytest.mark.parametrize(
    ("ligne", "attendu"),
    [
        ("CMD-2;ACC-1;;20260105 09:00;;", ("ligne.nombre_de_cellules", N)),
        (LIGNE.replace("1", "2", 1) + ";", ("ligne.nombre_de_cellules", N)),
        ('"CMD-2;ACC-1;;20260105 09:00;;;', ("ligne.guillemet_ouvert", N)),
        ("", ("ligne.vide", A)),
        (MES, ("lot.flux_melanges", N)),
        (MES.replace(";", '";"').join('""'), ("lot.flux_melanges", N)),
        ("IdRdv;ReferenceDemandeOC;DateAnnulationRdv;Commentaire", ("lot.flux_melanges", N)),
        ("ReferencePrise;x", ("ligne.nombre_de_cellules", N)),
    ],
)
def test_a_line_that_is_no_row_is_told_and_costs_no_other(lot: Lot, ligne: str, attendu: tuple[str, Gravite]) -> None:
    apres = LIGNE.replace("CMD-1", "CMD-3").replace("20260105", "20261301")
    resultat = lot(f"{MES}\n{LIGNE}\n{ligne}\n{apres}\n")
    assert {(r, n, g) for r, _, n, g in vus(resultat)} == {
        (attendu[0], 3, attendu[1]),
        ("champ.date_inexistante", 4, A),
    }
    assert resultat.lignes == 3


def test_a_condition_on_a_column_that_is_not_there_is_not_judged(lot: Lot, texte_du_lot: Callable[..., str]) -> None:
    """The missing column is the breach; what depends on it, nobody knows."""
    lignes = [t.split(";") for t in texte_du_lot(Flux.CR_STOC, {"ReferencePrise": ""}).splitlines()]
    rang = lignes[0].index("CrRaccordementPrise")
    resultat = lot("".join(";".join(c[:rang] + c[rang + 1 :]) + "\n" for c in lignes), "CR_STOC.csv")
    assert {(r, c) for r, c, _, _ in vus(resultat)} == {("lot.colonne_absente", "CrRaccordementPrise")}


def test_what_a_second_header_shows_is_its_beginning(lot: Lot) -> None:
    (constat,) = lot(f"{MES}\n{LIGNE}\n{MES}\n").constats
    assert (constat.valeur, constat.ligne) == (
        "ReferenceCommandePriseInterneOC;ReferencePrestationPrise;ReferencePrise",
        3,
    )


def test_every_header_of_the_protocol_is_known_in_the_middle_of_a_file(
    lot: Lot, protocole: Protocole, texte_du_lot: Callable[..., str]
) -> None:
    for fmt in protocole.formats.values():
        resultat = lot(f"{MES}\n{LIGNE}\n{';'.join(fmt.noms)}\n")
        assert {(r, n) for r, _, n, _ in vus(resultat)} == {("lot.flux_melanges", 3)}, fmt.flux


@pytest.mark.parametrize(("longueur", "montre"), [(79, 79), (80, 80), (81, len("ReferencePrise"))])
def test_a_second_header_is_shown_by_its_whole_names(longueur: int, montre: int) -> None:
    second = "ReferencePrise;".ljust(longueur, "x")
    (vue,) = flux_melanges(Ecartee(3, "entete", texte=second), 7)
    assert vue.valeur == second[:montre]


def test_a_header_as_wide_as_the_file_is_no_row(lot: Lot, protocole: Protocole) -> None:
    """§2.3: two flux of six columns share nothing else."""
    demande, stoc = (";".join(protocole.formats[f].noms) for f in (Flux.DEMANDE_RDV, Flux.CMD_STOC))
    ligne = "D-1;01004;;20260119 08:00;;"
    assert demande.count(";") == stoc.count(";") == ligne.count(";")
    resultat = lot(f"{demande}\n{ligne}\n{stoc}\n")
    assert ("lot.flux_melanges", 3) in {(r, n) for r, _, n, _ in vus(resultat)}
    assert resultat.lignes == 2


def test_with_a_workbook_of_the_user_s_nothing_is_left_to_confirm(
    protocole: Protocole, texte_du_lot: Callable[..., str]
) -> None:
    from dataclasses import replace

    officiel = replace(protocole, officiel=True)
    titre = MES.replace(";Commentaire", ";Remarque")
    resultat = verifie_fichier(f"{titre}\n{LIGNE}\n".encode(), "lot.csv", officiel, Options())
    assert {c.gravite for c in resultat.constats} == {N}
    assert {c.provenance for c in resultat.constats} == {Provenance.CLASSEUR}


def test_every_rule_on_files_says_when_it_had_something_to_judge(lot: Lot, protocole: Protocole) -> None:
    from harness.examen.verification import entete_de

    _, complet = entete_de(f"{MES}\n{LIGNE}\n".encode(), protocole)
    _, refuse = entete_de(b"", protocole)
    du_lot = {r.id for r in de_portee(Portee.LOT)}
    assert {i for i in du_lot if exercee(i, complet)} == du_lot - {
        "lot.emetteur", "lot.nom_trompeur", "observation.prise_nommee"
    }  # fmt: skip
    assert {i for i in du_lot if exercee(i, refuse)} == {
        "lot.vide", "lot.binaire", "lot.encodage_illisible", "lot.ligne_demesuree"
    }  # fmt: skip
