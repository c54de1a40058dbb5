"""Rules on one line: each column that must agree with another, kept and broken, through the judge of a lot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from harness.examen.verification import Options, verifie_fichier
from harness.judge.registry import REGLES, Portee, de_portee
from harness.judge.results import Gravite, ResultatLot, Verdict
from harness.protocol.issues import CHAMP_ETAT, CHAMP_MOTIF
from harness.protocol.spec import Protocole, Statut
from harness.protocol.terms import Flux, Partie, cle
from tests.judge.conftest import BASES

Juge = Callable[..., ResultatLot]
N, A, I_ = Gravite.NON_CONFORME, Gravite.AVERTISSEMENT, Gravite.INFORMATION
C, S, R = Flux.CMD_ACCES, Flux.CR_STOC, Flux.CR_CMD_ACCES


def vus(lot: ResultatLot) -> set[tuple[str, str, Gravite]]:
    return {(c.regle, c.champ, c.gravite) for c in lot.constats}


@pytest.mark.parametrize("flux", list(Flux))
def test_the_good_line_of_each_flux_has_nothing_against_it(juge: Juge, flux: Flux) -> None:
    lot = juge(flux, {})
    assert lot.constats == ()
    assert lot.verdict is Verdict.CONFORME
    assert lot.flux is flux


CAS: tuple[tuple[Flux, dict[str, str], set[tuple[str, str, Gravite]]], ...] = (
    (C, {"ReferenceCommandePriseInterneOC": ""},
     {("ligne.reference_vide", "ReferenceCommandePriseInterneOC", N)}),
    (C, {"ReferenceCommandePriseInterneOC": "  "},
     {("ligne.reference_vide", "ReferenceCommandePriseInterneOC", N)}),
    (C, {"ReferenceCommandePriseInterneOC": "\u00a0"},
     {("ligne.reference_vide", "ReferenceCommandePriseInterneOC", N)}),
    (C, {"ReferencePrise": "OO-AB12-CD34"}, {("cmd_acces.prise_sans_existence", "ReferencePrise", A)}),
    (C, {"PriseExistante": "O", "ReferencePrise": "OO-AB12-CD34"}, set()),
    (C, {"PriseExistante": "O"}, set()),
    (C, {"PriseExistante": "O", "ReferencePrise": "NA"},
     {("cmd_acces.prise_factice", "ReferencePrise", N), ("champ.remplissage", "ReferencePrise", N)}),
    (C, {"PriseExistante": "o", "ReferencePrise": " hotline "},
     {("cmd_acces.prise_factice", "ReferencePrise", N), ("champ.casse", "PriseExistante", I_),
      ("champ.espaces", "ReferencePrise", I_)}),
    (S, {"NumeroDecharge": "D-1", "NotificationReprovisioningHL": "OUI"}, set()),
    (S, {"NumeroDecharge": "D-1"}, {("cr_stoc.decharge_sans_hotline", "NotificationReprovisioningHL", N)}),
    (S, {"NumeroDecharge": "D-1", "NotificationReprovisioningHL": "NON"},
     {("cr_stoc.decharge_sans_hotline", "NotificationReprovisioningHL", N)}),
    (S, {"NotificationReprovisioningHL": "OUI"}, {("champ.conditionnel", "NumeroDecharge", N)}),
    (S, {"CrRaccordementPrise": "KO", "MotifKoCrRaccordementPrise": "FIMP18", "PrisePosee": "NON",
         "Commentaire": "PTO OO-AB12-CD34 déjà posée"}, set()),
    (S, {"CrRaccordementPrise": "KO", "MotifKoCrRaccordementPrise": "Traitement impossible : PTO existante",
         "PrisePosee": "OUI", "Commentaire": "déjà posée"},
     {("cr_stoc.pto_existante_posee", "PrisePosee", A),
      ("cr_stoc.pto_existante_sans_reference", "Commentaire", A)}),
    (S, {"ReferencePrise": "HOTLINE"}, {("prise.hotline_conservee", "ReferencePrise", A)}),
    (S, {"CrRaccordementPrise": "KO", "MotifKoCrRaccordementPrise": "FINT03", "ReferencePrise": "HOTLINE"}, set()),
    (Flux.CR_MAD, {"ReferencePrise": "Hotline"}, {("prise.hotline_conservee", "ReferencePrise", A)}),
    (Flux.CR_MES, {"ReferencePrise": "HOTLINE"}, {("prise.hotline_conservee", "ReferencePrise", A)}),
    (Flux.NOTIF_RACC_KO, {"MotifRaccKO": "FIMP18", "CommentaireRaccKO": "voir OO-AB12-CD34"}, set()),
    (Flux.NOTIF_RACC_KO, {"MotifRaccKO": "FIMP18", "CommentaireRaccKO": "prise en place"},
     {("notif_racc_ko.pto_existante_sans_reference", "CommentaireRaccKO", A)}),
    (Flux.NOTIF_REPROV, {"TypeReprov": "FROID", "NumeroDecharge": ""}, set()),
    (Flux.NOTIF_REPROV, {"TypeReprov": "FROID"}, {("notif_reprov.decharge_a_froid", "NumeroDecharge", N)}),
    (Flux.NOTIF_REPROV, {"NumeroDecharge": ""}, {("champ.conditionnel", "NumeroDecharge", A)}),
    (Flux.REPONSE_RDV, {"ValidDate2": "KO", "ValidDate3": "KO"}, set()),
    (Flux.REPONSE_RDV, {"ValidDate2": "OK"}, {("reponse_rdv.plusieurs_ok", "ValidDate1", N)}),
    (Flux.REPONSE_RDV, {"IdRdv": ""}, {("reponse_rdv.id_absent", "IdRdv", N)}),
    (Flux.REPONSE_RDV, {"IdRdv": "", "ValidDate1": "KO", "MotifReponseRdvKo": "FRDV02"}, set()),
    (Flux.REPONSE_RDV, {"IdRdv": "", "ValidDate1": "KO"},
     {("reponse_rdv.motif_absent", "MotifReponseRdvKo", N)}),
    (Flux.DEMANDE_RDV, {"DateRdv2": "20260106 09:00", "DateRdv3": "20260107 09:00"}, set()),
    (Flux.DEMANDE_RDV, {"DateRdv1": ""},
     {("demande_rdv.sans_creneau", "DateRdv1", N), ("champ.obligatoire", "DateRdv1", A)}),
    (Flux.DEMANDE_MODIF_RDV, {"DateRdv1": ""},
     {("demande_rdv.sans_creneau", "DateRdv1", N), ("champ.obligatoire", "DateRdv1", A)}),
    (R, {"ReferencePrise": "HY-0001-0001"}, set()),
    (R, {"ReferencePrise": "HOT-0001"}, {("champ.reference_prise", "ReferencePrise", I_)}),
    (R, {"ReferencePrise": "HOT-LINE"},
     {("cr_cmd_acces.hotline_mal_ecrite", "ReferencePrise", N), ("champ.reference_prise", "ReferencePrise", I_)}),
    (R, {"ReferencePrise": "_HOTLINE_"},
     {("cr_cmd_acces.hotline_mal_ecrite", "ReferencePrise", N), ("champ.reference_prise", "ReferencePrise", I_)}),
)  # fmt: skip
"""A flux, a change to its good line, and what that breaks."""


@pytest.mark.parametrize(("flux", "change", "attendus"), CAS)
def test_what_a_line_breaks(
    juge: Juge, flux: Flux, change: Mapping[str, str], attendus: set[tuple[str, str, Gravite]]
) -> None:
    assert vus(juge(flux, change)) == attendus


def comptes(lot: ResultatLot) -> Counter[tuple[str, str]]:
    """How often each rule on cells and lines met something, by column."""
    par_ligne = {Portee.CHAMP, Portee.ENREGISTREMENT, Portee.OBSERVATION}
    return Counter({(e.regle, e.champ): e.nombre for e in lot.exercices if REGLES[e.regle].portee in par_ligne})


@pytest.mark.parametrize(("flux", "change", "attendus"), CAS)
def test_a_line_is_judged_the_same_among_others(
    juge: Juge, flux: Flux, change: dict[str, str], attendus: set[tuple[str, str, Gravite]]
) -> None:
    """Rules look at all the lines of a block at once: each line has its own findings, and counts for itself."""
    numeros = [{cle(flux): f"X-{n}"} for n in range(3)]
    lot = juge(flux, numeros[0], {**numeros[1], **change}, numeros[2])
    assert vus(lot) == attendus
    assert {c.ligne for c in lot.constats} <= {3}
    seules = [comptes(juge(flux, ligne)) for ligne in (numeros[0], {**numeros[1], **change}, numeros[2])]
    assert comptes(lot) == seules[0] + seules[1] + seules[2]


@pytest.mark.parametrize(
    ("change", "factice", "concernees"),
    [
        ({"PriseExistante": "N"}, 0, 0),
        ({"PriseExistante": "N", "ReferencePrise": "NA"}, 0, 0),
        ({"PriseExistante": "O"}, 0, 1),
        ({"PriseExistante": "O", "ReferencePrise": "NA"}, 1, 1),
        ({"PriseExistante": "O", "ReferencePrise": "OO-AB12-CD34"}, 0, 0),
    ],
)
def test_a_placeholder_is_looked_for_where_no_socket_is_named(
    juge: Juge, change: dict[str, str], factice: int, concernees: int
) -> None:
    lot = juge(C, change)
    assert sum(c.regle == "cmd_acces.prise_factice" for c in lot.constats) == factice
    assert comptes(lot)["cmd_acces.prise_factice", "ReferencePrise"] == concernees


@pytest.mark.parametrize("flux", list(Flux))
def test_what_may_be_left_empty_is_noted_where_it_is(juge: Juge, protocole: Protocole, flux: Flux) -> None:
    lot = juge(flux, {})
    facultatifs = {c.nom for c in protocole[flux].champs if c.statut is Statut.F}
    vides = {champ for regle, champ in comptes(lot) if regle == "observation.facultatif_vide"}
    assert vides == {c for c in facultatifs if not BASES[flux].get(c)}


def test_a_cell_of_blanks_is_an_empty_one(juge: Juge) -> None:
    """It is no witness of what is asked of a value, and the first witness is the first value."""
    lot = juge(C, *({cle(C): str(n), "Etage": etage} for n, etage in enumerate((" ", "2", "\u00a0", "3"))))
    assert [(e.nombre, e.temoin.ligne) for e in lot.exercices if (e.regle, e.champ) == ("champ.espaces", "Etage")] == [
        (2, 3)
    ]


def test_a_cell_of_blanks_hides_no_wrong_one(juge: Juge) -> None:
    lot = juge(C, *({cle(C): str(n), "DateInstall": date} for n, date in enumerate((" ", "demain", " ", "hier"))))
    assert [c.ligne for c in lot.constats if c.regle == "champ.date"] == [3, 5]


@pytest.mark.parametrize(
    ("flux", "change", "nombre"),
    [
        (Flux.CR_MES, {"ReferencePrise": ""}, 0),
        (Flux.CR_MES, {"ReferencePrise": "OO-AB12-CD34"}, 1),
        (S, {}, 1),
        (S, {"ReferencePrise": ""}, 0),
        (S, {"CrRaccordementPrise": "KO"}, 0),
    ],
)
def test_the_socket_of_a_line_that_was_connected_is_looked_at(
    juge: Juge, flux: Flux, change: dict[str, str], nombre: int
) -> None:
    assert comptes(juge(flux, change))["prise.hotline_conservee", "ReferencePrise"] == nombre


@pytest.mark.parametrize("oks", [0, 1, 2, 3])
def test_one_slot_at_most_is_accepted(juge: Juge, oks: int) -> None:
    valides = {f"ValidDate{n}": "OK" if n <= oks else "KO" for n in (1, 2, 3)}
    lot = juge(Flux.REPONSE_RDV, {**valides, "MotifReponseRdvKo": "" if oks else "FRDV02"})
    assert ("reponse_rdv.plusieurs_ok" in {c.regle for c in lot.constats}) is (oks > 1)
    assert comptes(lot)["reponse_rdv.plusieurs_ok", "ValidDate1"] == (oks > 0)


@pytest.mark.parametrize("flux", [f for f in CHAMP_MOTIF if f in CHAMP_ETAT])
def test_a_reason_goes_with_a_ko_and_only_with_it(juge: Juge, flux: Flux) -> None:
    """REQ-3.2-05, REQ-3.3-10, REQ-3.5-11, REQ-4.1.4-02, REQ-3.13-03, and annexe for the other way."""
    etat, motif = CHAMP_ETAT[flux], CHAMP_MOTIF[flux]
    assert ("etat.motif_sur_ok", motif, A) in vus(juge(flux, {motif: "FAUT01"}))
    assert ("champ.conditionnel", motif, N) in vus(juge(flux, {etat: "KO"}))
    ko = vus(juge(flux, {etat: "KO", motif: "FAUT01"}))
    assert not {c for c in ko if c[1] == motif}


def test_every_mandatory_column_is_asked_for(juge: Juge, protocole: Protocole) -> None:
    for flux in Flux:
        dues = {c.nom for c in protocole[flux].champs if c.statut is Statut.O}
        dues -= {cle(C)} if flux is C else set()  # said otherwise there: without it the file is unreadable
        vide = juge(flux, dict.fromkeys(dues, ""))
        assert {c.champ for c in vide.constats if c.regle == "champ.obligatoire"} == dues, flux


@pytest.mark.parametrize(("statut", "exige"), [(Statut.C, True), (Statut.F, False)])
def test_a_condition_is_asked_for_only_where_the_status_says_so(
    statut: Statut, exige: bool, protocole: Protocole, texte_du_lot: Callable[..., str]
) -> None:
    """§2.6: an optional column may stay empty, whatever the cell beside its status says."""
    forme = protocole[S]
    champs = tuple(replace(c, statut=statut) if c.nom == "NumeroDecharge" else c for c in forme.champs)
    autre = replace(protocole, formats={**protocole.formats, S: replace(forme, champs=champs)})
    octets = texte_du_lot(S, {"NotificationReprovisioningHL": "OUI"}).encode()
    lot = verifie_fichier(octets, "CR_STOC.csv", autre, Options())
    assert ("champ.conditionnel" in {c.regle for c in lot.constats}) is exige


def test_a_breach_on_a_line_names_its_order(juge: Juge) -> None:
    lot = juge(C, {cle(C): "A"}, {cle(C): " B ", "PriseExistante": "O", "ReferencePrise": "NA"})
    assert {(c.regle, c.dossier) for c in lot.constats if c.champ == "ReferencePrise"} == {
        ("cmd_acces.prise_factice", "B"),
        ("champ.remplissage", "B"),
    }


def test_whether_an_order_without_its_socket_is_admitted_is_a_matter_of_contract(juge: Juge) -> None:
    change = {"PriseExistante": "O"}
    assert vus(juge(C, change)) == set()
    assert vus(juge(C, change, seule=True)) == set()
    refuse = juge(C, change, seule=False)
    assert vus(refuse) == {("cmd_acces.prise_requise", "ReferencePrise", N)}
    assert vus(juge(C, {**change, "ReferencePrise": "OO-AB12-CD34"}, seule=False)) == set()
    assert not [e for e in juge(C, change).exercices if e.regle == "cmd_acces.prise_requise"]
    assert [e.nombre for e in refuse.exercices if e.regle == "cmd_acces.prise_requise"] == [1]


def test_what_the_oi_owes_in_a_notification_of_failure_the_oc_does_not(juge: Juge) -> None:
    flux, change = Flux.NOTIF_RACC_KO, {"MotifRaccKO": ""}
    assert vus(juge(flux, change, emetteur=Partie.OC)) == {("champ.obligatoire", "MotifRaccKO", N)}
    assert vus(juge(flux, change, emetteur=Partie.OI)) == {
        ("champ.obligatoire", "MotifRaccKO", N),
        ("notif_racc_ko.oi_motif", "MotifRaccKO", N),
        ("notif_racc_ko.oi_sans_commentaire", "CommentaireRaccKO", N),
    }
    assert vus(juge(flux, {"CommentaireRaccKO": "RDV à reprendre"}, emetteur=Partie.OI)) == set()


def test_a_report_of_service_is_never_ko(juge: Juge, protocole: object, texte_du_lot: Callable[..., str]) -> None:
    """A column of state that the flux does not have, told as unknown, and the KO in it."""
    entete, ligne = texte_du_lot(Flux.CR_MES, {}).splitlines()
    for etat, attendu in (("KO", {"cr_mes.etat_ko"}), (" ko ", {"cr_mes.etat_ko"}), ("OK", set())):
        octets = f"{entete};EtatMes\n{ligne};{etat}\n".encode()
        lot = verifie_fichier(octets, "lot.csv", protocole, Options())  # type: ignore[arg-type]
        assert {c.regle for c in lot.constats} == {"lot.colonne_inconnue", *attendu}


def test_a_rule_without_its_column_has_nothing_to_judge(protocole: object, texte_du_lot: Callable[..., str]) -> None:
    """A file without NumeroDecharge is short of a column, not of a discharge."""
    entete, ligne = texte_du_lot(S, {}).splitlines()
    octets = f"{entete.removesuffix(';NumeroDecharge')}\n{ligne.rpartition(';')[0]}\n".encode()
    lot = verifie_fichier(octets, "lot.csv", protocole, Options())  # type: ignore[arg-type]
    assert vus(lot) == {("lot.colonne_absente", "NumeroDecharge", N)}
    assert "cr_stoc.decharge_sans_hotline" not in {e.regle for e in lot.exercices}


def test_every_record_rule_has_a_section_and_a_flux() -> None:
    assert all(r.section and r.flux for r in de_portee(Portee.ENREGISTREMENT))
