"""Route blocks: mono, bi and quadri-fibre, hotline replies, and what cannot be taken for a real route (§3.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from harness.judge.form.routes import est_de_bloc, factice
from harness.judge.registry import REGLES, Portee
from harness.judge.results import Gravite, ResultatLot
from harness.protocol.terms import Flux, cle
from tests.judge.conftest import BASES

Juge = Callable[..., ResultatLot]
Bloc = Callable[..., dict[str, str]]
N, A, I_ = Gravite.NON_CONFORME, Gravite.AVERTISSEMENT, Gravite.INFORMATION
R, P = Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV
REQUIS = ("NomModulePm", "PositionModulePm", "ReferencePBO", "InformationTubePBO", "InformationFibrePBO",
          "ConnecteurPriseNumero")  # fmt: skip
AUTRES = ("ReferenceCableModulePm", "InformationTubeModulePm", "InformationFibreModulePm", "LocalisationPBO",
          "ReferenceCablePBO", "ConnecteurPriseCouleur")  # fmt: skip


def vus(lot: ResultatLot) -> set[tuple[str, str, Gravite]]:
    return {(c.regle, c.champ, c.gravite) for c in lot.constats}


@pytest.fixture
def vide(bloc_route: Bloc) -> dict[str, str]:
    """The first block, emptied."""
    return dict.fromkeys(bloc_route(1, OC=""), "")


@pytest.fixture
def hotline(vide: dict[str, str]) -> dict[str, str]:
    """A hotline reply as §3.3 advises it."""
    return {"ReferencePrise": "HOTLINE", **vide, "OC 1": "OCYY"} | {
        f"{c} N°1": "0" if c == "ConnecteurPriseNumero" else "HOTLINE" for c in REQUIS
    }


@pytest.mark.parametrize("flux", [R, P])
@pytest.mark.parametrize(("blocs", "compte"), [(1, True), (2, True), (3, False), (4, True)])
def test_one_two_or_four_blocks_from_the_first_on(
    juge: Juge, bloc_route: Bloc, flux: Flux, blocs: int, compte: bool
) -> None:
    lot = juge(flux, {c: v for n in range(2, blocs + 1) for c, v in bloc_route(n).items()})
    assert vus(lot) == (set() if compte else {("route.nombre_de_blocs", "NomModulePm N°4", N)})


@pytest.mark.parametrize(("flux", "gravite"), [(R, N), (P, A)])
@pytest.mark.parametrize("champ", ["OC 2", "OC 3", "OC 4"])
def test_a_code_in_a_block_without_a_route_is_told(juge: Juge, flux: Flux, gravite: Gravite, champ: str) -> None:
    """§3.3 and the annexe; the columns of a notification are inferred."""
    assert vus(juge(flux, {champ: "ABCD"})) == {("route.code_sans_route", champ, gravite)}


@pytest.mark.parametrize("rien", ["", " ", "NA", "_NA_", "0000", "XXXX", "ABCDE"])
def test_what_names_no_operator_may_stand_in_a_block_without_a_route(juge: Juge, rien: str) -> None:
    assert "route.code_sans_route" not in {r for r, *_ in vus(juge(R, {"OC 2": rien, "OC 4": rien}))}


def test_codes_are_not_judged_where_no_route_is(juge: Juge, bloc_route: Bloc, vide: dict[str, str]) -> None:
    """No route at all has a rule of its own, and a report KO has none to give."""
    assert vus(juge(R, {**vide, "OC 1": "OCYY", "OC 2": "ABCD"})) == {("route.absente", "NomModulePm N°1", N)}
    blocs = {c: v for n in range(2, 5) for c, v in bloc_route(n, OC="ABCD").items()}
    lot = juge(R, blocs)
    assert vus(lot) == set()
    assert "route.code_sans_route" not in {e.regle for e in lot.exercices}
    assert "route.code_sans_route" in {e.regle for e in juge(R, {}).exercices}


@pytest.mark.parametrize("rang", [1, 2, 3, 4])
def test_the_block_of_the_oc_may_be_any(juge: Juge, bloc_route: Bloc, rang: int) -> None:
    blocs = {c: v for n in range(1, 5) for c, v in bloc_route(n, OC="OCYY" if n == rang else "").items()}
    lot = juge(R, blocs)
    assert vus(lot) == set()
    assert ("observation.rang_de_bloc" in {e.regle for e in lot.exercices}) == (rang > 1)


@pytest.mark.parametrize("code", ["", "NA", "XXXX", "TROP", "OC10", "A000"])
def test_one_block_at_least_names_the_oc(juge: Juge, code: str) -> None:
    trouves = {c for c in vus(juge(R, {"OC 1": code})) if c[0] == "route.operateur_absent"}
    assert trouves == (set() if code in ("TROP", "OC10", "A000") else {("route.operateur_absent", "OC 1", N)})


def test_the_oc_is_named_in_a_block_that_has_a_route(juge: Juge) -> None:
    assert ("route.operateur_absent", "OC 1", N) in vus(juge(R, {"OC 1": "", "OC 4": "OCYY"}))


def test_each_block_in_use_tells_that_no_oc_is_named(juge: Juge, bloc_route: Bloc) -> None:
    blocs = {c: v for n in range(1, 5) for c, v in bloc_route(n, OC="NA").items()}
    assert vus(juge(R, blocs)) == {("route.operateur_absent", f"OC {n}", N) for n in range(1, 5)}


@pytest.mark.parametrize("flux", [R, P])
def test_a_reply_that_accepts_has_a_route(juge: Juge, vide: dict[str, str], flux: Flux) -> None:
    assert vus(juge(flux, vide)) == {("route.absente", "NomModulePm N°1", N)}


@pytest.mark.parametrize("champ", REQUIS)
def test_a_block_in_use_has_all_it_takes(juge: Juge, champ: str) -> None:
    """Required columns of CR_Cmd_Acces come from the document; those of Notif_Reprov are inferred."""
    assert vus(juge(R, {f"{champ} N°1": ""})) == {("route.bloc_incomplet", f"{champ} N°1", N)}
    assert vus(juge(P, {f"{champ} N°1": ""})) == {("route.bloc_incomplet", f"{champ} N°1", A)}


@pytest.mark.parametrize("champ", AUTRES)
def test_what_the_examples_leave_out_is_a_warning_and_not_even_that_in_a_hotline_reply(
    juge: Juge, hotline: dict[str, str], champ: str
) -> None:
    assert vus(juge(R, {f"{champ} N°1": ""})) == {("route.bloc_partiel", f"{champ} N°1", A)}
    tolerees = {("route.bloc_partiel", f"{c} N°1", I_) for c in AUTRES}
    assert vus(juge(R, hotline)) == tolerees
    assert vus(juge(R, {**hotline, f"{champ} N°1": "NA"})) == tolerees - {("route.bloc_partiel", f"{champ} N°1", I_)}


def test_blocks_follow_each_other_from_the_first(juge: Juge, vide: dict[str, str], bloc_route: Bloc) -> None:
    """The finding is at the block that is missing."""
    (constat,) = juge(R, bloc_route(4)).constats
    assert constat.message.endswith("Bloc 3 attendu avant le bloc 4.")
    assert vus(juge(R, {**vide, **bloc_route(2, OC="OCYY")})) == {("route.blocs_non_contigus", "NomModulePm N°1", N)}
    assert vus(juge(R, bloc_route(3))) == {("route.blocs_non_contigus", "NomModulePm N°2", N)}
    assert vus(juge(R, bloc_route(4))) == {("route.blocs_non_contigus", "NomModulePm N°3", N)}


@pytest.mark.parametrize(
    ("valeur", "gravite"),
    [("HOTLINE", None), ("0", None), ("NA", None), ("XX:NOI Raie:XX", None), ("999", None), ("1", I_), ("12", A),
     ("01", A), ("10", A), ("PBO-100", A), ("EXXON", A), ("MAXX", A)],
)  # fmt: skip
def test_in_a_hotline_reply_nothing_passes_for_real(
    juge: Juge, hotline: dict[str, str], valeur: str, gravite: Gravite | None
) -> None:
    lot = juge(R, {**hotline, "PositionModulePm N°1": valeur})
    trouves = {c for c in vus(lot) if c[0] == "route.valeur_plausible"}
    assert trouves == ({("route.valeur_plausible", "PositionModulePm N°1", gravite)} if gravite else set())


def test_what_a_hotline_reply_owes_no_other_does(juge: Juge, vide: dict[str, str]) -> None:
    sans = {"ReferencePrestationPrise": ""}
    for change in (sans, {**sans, **KO, **vide, "ReferencePrise": "HOTLINE"}):
        assert "cr_cmd_acces.hotline_sans_prestation" not in {r for r, _, _ in vus(juge(R, change))}


def test_the_third_of_four_blocks_is_missed_too(juge: Juge, bloc_route: Bloc) -> None:
    (constat,) = [c for c in juge(R, {**bloc_route(2), **bloc_route(4)}).constats if "contigus" in c.regle]
    assert constat.champ == "NomModulePm N°3"


def test_blocks_are_counted_where_there_are_some(juge: Juge, vide: dict[str, str]) -> None:
    assert comptes(juge(R, {}))["route.nombre_de_blocs", "NomModulePm N°4"] == 1
    assert comptes(juge(R, vide))["route.nombre_de_blocs", "NomModulePm N°4"] == 0


@pytest.mark.parametrize(("valeur", "nombre"), [("HOTLINE", 1), ("12", 1), ("1", 2), ("", 0)])
def test_a_cell_of_a_hotline_reply_is_looked_at_twice_when_it_is_1(
    juge: Juge, hotline: dict[str, str], valeur: str, nombre: int
) -> None:
    """Once as any other, once as what the document's own examples write there."""
    lot = juge(R, {**hotline, "PositionModulePm N°1": valeur})
    assert comptes(lot)["route.valeur_plausible", "PositionModulePm N°1"] == nombre


def test_a_route_said_to_be_real_has_no_placeholder(juge: Juge) -> None:
    change = {"ReferencePBO N°1": "hotline"}
    assert vus(juge(R, change)) == {("route.factice", "ReferencePBO N°1", A)}
    assert vus(juge(P, change)) == {("route.factice", "ReferencePBO N°1", N)}


def test_a_notification_gives_the_real_socket(juge: Juge) -> None:
    assert ("notif_reprov.prise_hotline", "ReferencePrise", N) in vus(juge(P, {"ReferencePrise": "Hotline"}))


def test_a_ko_carries_no_route(juge: Juge, vide: dict[str, str], bloc_route: Bloc) -> None:
    ko = {"EtatCrCommandePrise": "KO", "MotifKoCrCommandePrise": "FINT01", "ReferencePrise": "",
          "ReferencePrestationPrise": "", "TypeCommandeRetenu": ""}  # fmt: skip
    assert vus(juge(R, {**ko, **vide})) == set()
    factices = bloc_route(1, **dict.fromkeys((*REQUIS, *AUTRES), "NA"))
    assert vus(juge(R, {**ko, **vide, **factices, "ConnecteurPriseNumero N°1": "0"})) == set()
    trouves = vus(juge(R, {**ko, "PositionModulePm N°1": "10"}))
    assert trouves == {("route.sur_ko", f"{c} N°1", N) for c in (*REQUIS, *AUTRES)}


def test_a_hotline_reply_still_names_the_access(juge: Juge, hotline: dict[str, str]) -> None:
    lot = juge(R, {**hotline, "ReferencePrestationPrise": ""})
    graves = {c for c in vus(lot) if c[2] is not I_}
    assert graves == {
        ("cr_cmd_acces.hotline_sans_prestation", "ReferencePrestationPrise", A),
        ("champ.conditionnel", "ReferencePrestationPrise", N),
    }


def comptes(lot: ResultatLot) -> Counter[tuple[str, str]]:
    """How often each rule on lines met something, by column."""
    par_ligne = {Portee.ENREGISTREMENT, Portee.OBSERVATION}
    return Counter({(e.regle, e.champ): e.nombre for e in lot.exercices if REGLES[e.regle].portee in par_ligne})


KO = {"EtatCrCommandePrise": "KO", "MotifKoCrCommandePrise": "FINT01", "TypeCommandeRetenu": ""}


@pytest.mark.parametrize("flux", [R, P])
@pytest.mark.parametrize("quoi", ["hotline", "vide", "ko", "deux", "trois", "quatre", "sans code", "factice", "1"])
def test_a_line_is_judged_the_same_among_others(
    juge: Juge, hotline: dict[str, str], vide: dict[str, str], bloc_route: Bloc, flux: Flux, quoi: str
) -> None:
    """Rules look at all the lines of a block at once: each line has its own findings, and counts for itself."""
    blocs = {n: {c: v for i in range(2, n + 1) for c, v in bloc_route(i).items()} for n in (2, 3, 4)}
    change = {
        "hotline": hotline, "vide": vide, "ko": {**KO, "ReferencePrise": "HOTLINE"}, "deux": blocs[2],
        "trois": blocs[3], "quatre": blocs[4], "sans code": {"OC 1": "NA"}, "factice": {"NomModulePm N°1": "HOTLINE"},
        "1": {**hotline, "PositionModulePm N°1": "1"},
    }[quoi]  # fmt: skip
    lignes = [{cle(flux): f"X-{n}"} for n in range(3)]
    lignes[1] |= {c: v for c, v in change.items() if c in BASES[flux] or " N°" in c or c.startswith("OC ")}
    lot, seules = juge(flux, *lignes), [juge(flux, ligne) for ligne in lignes]
    assert vus(lot) == vus(seules[1])
    assert {c.ligne for c in lot.constats} <= {3}
    assert comptes(lot) == sum(map(comptes, seules), Counter())


@pytest.mark.parametrize(
    ("change", "attendues"),
    [
        ({}, set()),
        ({"OC 2": "OCZZ"}, {"rang_de_bloc"}),
        ({"OC 2": "NA"}, set()),
        ({**KO, "OC 2": "OCZZ"}, set()),
        ({"ReferencePrise": "HOTLINE"}, {"convention_hotline"}),
        ({"ReferencePrise": "HOTLINE", "LocalisationPBO N°1": ""}, {"convention_hotline", "hotline_vides"}),
        ({"ReferencePrise": "HOTLINE", "Commentaire": "?"}, {"convention_hotline", "commentaire_hotline"}),
        ({"Commentaire": "?"}, set()),
        ({"LocalisationPBO N°1": ""}, set()),
        ({**KO, "ReferencePrise": "HOTLINE", "LocalisationPBO N°1": ""}, set()),
    ],
)
def test_an_observation_is_made_where_there_is_something_to_see(
    juge: Juge, change: dict[str, str], attendues: set[str]
) -> None:
    dites = {e.regle.partition(".")[2] for e in juge(R, change).exercices if e.regle.startswith("observation.")}
    autres = {"pm_technique_vide", "facultatif_vide", "prise_nommee"}
    assert dites - autres == attendues


@pytest.mark.parametrize(("technique", "localisation"), [("", ""), ("T", ""), ("", "rue"), ("T", "rue")])
def test_either_of_two_columns_of_the_pm_may_be_empty(juge: Juge, technique: str, localisation: str) -> None:
    lot = juge(R, {"ReferencePmTechnique": technique, "LocalisationPm": localisation})
    vues = [e.nombre for e in lot.exercices if e.regle == "observation.pm_technique_vide"]
    assert vues == ([] if technique and localisation else [1])


def test_observations_tell_that_something_was_met_and_blame_nobody(juge: Juge, hotline: dict[str, str]) -> None:
    vues = {e.regle for e in juge(R, {**hotline, "Commentaire": "prise déjà posée ?"}).exercices}
    assert vues >= {
        "observation.convention_hotline",
        "observation.hotline_vides",
        "observation.commentaire_hotline",
        "observation.pm_technique_vide",
        "observation.facultatif_vide",
    }
    assert not {r for r in vues if r == "observation.rang_de_bloc"}


@pytest.mark.parametrize("valeur", ["HOTLINE", "hotline", "NA", "_NA_", "N/A", "0", "000", "999", "9999", "-", "---",
                                    "PT XXXX", "XX:NOI", "Panneau Module Client#X/Connecteur XXX", "B XX"])  # fmt: skip
def test_placeholders_of_the_document_are_known(valeur: str) -> None:
    assert factice(valeur)


@pytest.mark.parametrize("valeur", ["1", "10", "P120", "PBO-0", "X", "MAXX1", "EXXON", "CANA", "T-", "99", "1999"])
def test_a_value_that_may_be_real_is_no_placeholder(valeur: str) -> None:
    assert not factice(valeur)


def test_columns_of_blocks_are_known_by_their_names() -> None:
    assert est_de_bloc("OC 3")
    assert est_de_bloc("ReferencePBO N°2")
    assert not est_de_bloc("ReferencePm")
    assert not est_de_bloc("OC 12")
