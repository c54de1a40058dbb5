"""Rules on a whole file and on lines that are no rows: each kept and broken, and judged only on what was met."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from harness.examen.verification import Options, verifie_fichier
from harness.exchange.ecartees import Ecartee
from harness.judge.form.structure import exercee, flux_melanges
from harness.judge.registry import Portee, de_portee
from harness.judge.results import Gravite, Verdict
from harness.protocol.spec import Protocole, Provenance
from harness.protocol.terms import EMETTEURS, Flux, Partie
from tests.judge.conftest import LIGNE, MES, Lot, vus

N, A, I_ = Gravite.NON_CONFORME, Gravite.AVERTISSEMENT, Gravite.INFORMATION


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
