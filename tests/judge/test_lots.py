"""A lot as a whole: the same findings however it is cut, in whatever order its lines are, at whatever size."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.examen.verification import Options, entete_de, verifie_fichier
from harness.exchange import keys
from harness.exchange.lines import bloc, lignes
from harness.exchange.survey import releve
from harness.judge import collect, lots
from harness.judge.lots import juge_lot
from harness.judge.results import Constat, Gravite, ResultatLot, Verdict
from harness.protocol.terms import Flux, Partie
from harness.workbook.compile import charge

PROTOCOLE = charge()
Juge = Callable[..., ResultatLot]
Texte = Callable[..., str]
N, A = Gravite.NON_CONFORME, Gravite.AVERTISSEMENT
C, R = Flux.CMD_ACCES, Flux.CR_CMD_ACCES
FAUTES: dict[Flux, Sequence[dict[str, str]]] = {
    C: (
        {}, {}, {}, {"CodePostalImmeuble": "7500"}, {"TypeRacco": "stoc"}, {"DateCommandePrise": "20261301 09:00"},
        {"PriseExistante": "O", "ReferencePrise": "NA"}, {"ReferencePm": ""}, {"LibelleVoieImmeuble": " rue "},
        {"CommuneImmeuble": "l'Étang"}, {"ReferenceCommandePriseInterneOC": ""}, {"CommentaireCmdAcces": "dÃ©jÃ "},
        {"ReferenceCommandePriseInterneOC": "DOUBLE"}, {"Etage": "x" * 30},
    ),
    R: (
        {}, {}, {"ReferencePrise": "HOTLINE"}, {"OC 1": "NA"}, {"ReferencePBO N°1": ""}, {"NomModulePm N°3": "M"},
        {"EtatCrCommandePrise": "KO"}, {"EtatCrCommandePrise": "KO", "MotifKoCrCommandePrise": "???"},
        {"ReferenceCommandePriseInterneOC": "DOUBLE"}, {"LocalisationPBO N°1": ""},
        {"MotifKoCrCommandePrise": "FIMP01"},
    ),
}  # fmt: skip
ETRANGES = ("", "une;deux", '"ouvert', "x" * 300, ";" * 80)


def juge_par(octets: bytes, taille: int) -> ResultatLot:
    """The same judge, on blocks of another size."""
    _, vu = entete_de(octets, PROTOCOLE)
    vu = replace(vu, fichier="lot.csv", releve=releve(octets, taille, taille, taille))
    return juge_lot(vu, lambda t: bloc(octets, vu.releve, t), lambda n: lignes(octets, vu.releve, n))


def fautif(texte_du_lot: Texte, flux: Flux, graine: int, combien: int) -> list[str]:
    """Header and lines of a lot with every kind of fault, drawn at random."""
    hasard = random.Random(graine)
    choisies = [{"ReferenceCommandePriseInterneOC": f"CMD-{n}", **hasard.choice(FAUTES[flux])} for n in range(combien)]
    entete, *corps = texte_du_lot(flux, *choisies).splitlines()
    for _ in range(combien // 6):
        corps.insert(hasard.randrange(len(corps) + 1), hasard.choice((*ETRANGES, entete)))
    return [entete, *corps]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flux=st.sampled_from([C, R]), graine=st.integers(0, 999), taille=st.integers(1, 3_000))
def test_cutting_blocks_anywhere_changes_nothing(texte_du_lot: Texte, flux: Flux, graine: int, taille: int) -> None:
    octets = ("\n".join(fautif(texte_du_lot, flux, graine, 20)) + "\n").encode()
    entier = juge_par(octets, len(octets))
    assert len(entier.constats) > 3
    assert juge_par(octets, taille) == entier


@pytest.mark.parametrize(("listes", "memoire", "relues"), [(2, 3, 2), (1, 1, 1), (5, 1000, 3)])
def test_small_limits_on_lists_memory_and_readings_change_no_count(
    texte_du_lot: Texte, monkeypatch: pytest.MonkeyPatch, listes: int, memoire: int, relues: int
) -> None:
    """Whatever is spilled to disk, counted rather than listed, or read again little by little."""
    octets = ("\n".join(fautif(texte_du_lot, C, 7, 120)) + "\n").encode()
    libre = juge_par(octets, len(octets))
    monkeypatch.setattr(collect, "LISTES_MAX", listes)
    monkeypatch.setattr(keys, "EN_MEMOIRE", memoire)
    monkeypatch.setattr(lots, "CONFIRMEES", relues)
    serre = juge_par(octets, 700)
    assert par_genre(serre.constats) == par_genre(libre.constats)
    assert (serre.exercices, serre.verdict) == (libre.exercices, libre.verdict)
    assert {c for c in serre.constats if c.ligne is not None} < set(libre.constats)


def par_genre(constats: Iterable[Constat]) -> dict[collect.Genre, int]:
    totaux: dict[collect.Genre, int] = {}
    for c in constats:
        totaux[collect.genre(c)] = totaux.get(collect.genre(c), 0) + c.occurrences
    return totaux


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flux=st.sampled_from([C, R]), graine=st.integers(0, 999))
def test_lines_in_another_order_have_the_same_findings_elsewhere(texte_du_lot: Texte, flux: Flux, graine: int) -> None:
    """But for which of two equal references is told to be the second."""
    entete, *corps = fautif(texte_du_lot, flux, graine, 20)
    ordre = list(range(len(corps)))
    random.Random(graine + 1).shuffle(ordre)
    octets = ("\n".join([entete, *corps]) + "\n").encode()
    melange = ("\n".join([entete, *(corps[i] for i in ordre)]) + "\n").encode()
    ou = {avant + 2: apres + 2 for apres, avant in enumerate(ordre)}

    def places(r: ResultatLot, deplace: dict[int, int]) -> list[tuple[object, ...]]:
        return sorted(
            (c.regle, c.champ, c.gravite.value, deplace.get(c.ligne or 0, c.ligne or 0), c.valeur)
            for c in r.constats
            if c.regle != "ligne.reference_repetee"
        )

    un, autre = juge_par(octets, 2_000), juge_par(melange, 2_000)
    assert places(un, ou) == places(autre, {})
    doubles = [sum(c.regle == "ligne.reference_repetee" for c in r.constats) for r in (un, autre)]
    assert doubles[0] == doubles[1]


def test_a_repeated_reference_is_told_on_every_line_after_the_first(juge: Juge) -> None:
    cle = "ReferenceCommandePriseInterneOC"
    lot = juge(C, {cle: "A"}, {cle: "B"}, {cle: "A"}, {cle: "a"}, {cle: "A"}, {cle: ""}, {cle: ""})
    repetes = [c for c in lot.constats if c.regle == "ligne.reference_repetee"]
    assert [(c.ligne, c.valeur, c.dossier, c.gravite) for c in repetes] == [(4, "A", "A", N), (6, "A", "A", N)]
    assert all("ligne 2" in c.message for c in repetes)


@pytest.mark.parametrize(
    ("flux", "gravite"), [(C, N), (Flux.AR_CMD_ACCES, N), (R, N), (Flux.CR_STOC, A), (Flux.MESS_OI, None)]
)
def test_how_grave_a_repetition_is_depends_on_the_flux(juge: Juge, flux: Flux, gravite: Gravite | None) -> None:
    trouvees = [c.gravite for c in juge(flux, {}, {}).constats if c.regle == "ligne.reference_repetee"]
    assert trouvees == ([gravite] if gravite else [])


def test_two_long_references_that_differ_at_the_end_are_two(juge: Juge) -> None:
    """Beyond the 64 bytes that a print mixes; and quoted or not, a text is the same."""
    cle, long = "ReferenceDemandeOC", "R" * 80
    lot = juge(Flux.DEMANDE_RDV, {cle: long + "1"}, {cle: long + "2"}, {cle: f'"{long}1"'})
    repetes = [c for c in lot.constats if c.regle == "ligne.reference_repetee"]
    assert [c.ligne for c in repetes] == [4]


def test_equal_prints_of_different_texts_are_no_finding(juge: Juge, monkeypatch: pytest.MonkeyPatch) -> None:
    """A collision, provoked: the texts have the last word, also among three lines of one print."""
    import numpy as np

    from harness.judge.form import block

    monkeypatch.setattr(block, "empreintes", lambda c: np.zeros(len(c), np.uint64))
    cle = "ReferenceCommandePriseInterneOC"
    lot = juge(C, {cle: "A"}, {cle: "B"}, {cle: "C"}, {cle: "B"})
    repetes = [c for c in lot.constats if c.regle == "ligne.reference_repetee"]
    assert [(c.ligne, c.valeur) for c in repetes] == [(5, "B")]
    assert "ligne 3" in repetes[0].message


def test_a_thousand_equal_references_are_read_again_little_by_little(
    texte_du_lot: Texte, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "LISTES_MAX", 50)
    monkeypatch.setattr(lots, "CONFIRMEES", 60)
    demandees: list[int] = []
    octets = texte_du_lot(C, *[{}] * 1_000).encode()
    _, vu = entete_de(octets, PROTOCOLE)

    def relit(numeros: Iterable[int]) -> dict[int, str]:
        voulues = list(numeros)
        demandees.append(len(voulues))
        return lignes(octets, vu.releve, voulues)

    lot = juge_lot(replace(vu, fichier="lot.csv"), lambda t: bloc(octets, vu.releve, t), relit)
    assert demandees == [61]
    assert sum(c.occurrences for c in lot.constats) == 999
    assert len(lot.constats) == 51


@pytest.mark.parametrize("nombre", [0, 1, 2, 5])
def test_each_line_is_a_witness_of_what_is_looked_for_on_every_line(juge: Juge, nombre: int) -> None:
    lot = juge(C, *[{"ReferenceCommandePriseInterneOC": str(n)} for n in range(nombre)])
    par_regle = {e.regle: (e.nombre, e.temoin.ligne) for e in lot.exercices}
    for regle in ("ligne.nombre_de_cellules", "ligne.guillemet_ouvert", "ligne.vide", "lot.flux_melanges"):
        assert par_regle.get(regle) == ((nombre, 2) if nombre else None)
    assert lot.lignes == nombre
    assert par_regle["lot.vide"] == par_regle["lot.colonne_absente"] == (1, 1), "of a file, once, on its header"


def test_repetitions_beyond_the_list_are_counted_to_the_last(juge: Juge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "LISTES_MAX", 2)
    lot = juge(C, *[{}] * 10)
    assert [c.occurrences for c in lot.constats] == [1, 1, 7]


def test_blocks_are_announced_as_they_are_judged(texte_du_lot: Texte) -> None:
    octets = texte_du_lot(C, *[{"ReferenceCommandePriseInterneOC": str(n)} for n in range(50)]).encode()
    tailles: list[int] = []
    _, vu = entete_de(octets, PROTOCOLE)
    vu = replace(vu, releve=releve(octets, 1_000, 1_000, 1_000))
    juge_lot(vu, lambda t: bloc(octets, vu.releve, t), lambda _: {}, avance=tailles.append)
    assert sum(tailles) == len(octets)
    assert len(tailles) > 5


def test_the_verdict_and_the_identity_of_a_lot(texte_du_lot: Texte) -> None:
    import hashlib

    octets = texte_du_lot(C, {}).encode()
    lot = verifie_fichier(octets, "Cmd_Acces.csv", PROTOCOLE, Options(emetteur=Partie.OC))
    assert (lot.verdict, lot.flux, lot.version, lot.lignes) == (Verdict.CONFORME, C, "1.2", 1)
    assert (lot.sha256, lot.octets, lot.encodage) == (hashlib.sha256(octets).hexdigest(), len(octets), "utf-8")
    assert lot.emetteur is Partie.OC
    assert all(e.flux is C and e.temoin.fichier == "Cmd_Acces.csv" for e in lot.exercices)


def test_a_warning_does_not_condemn_and_a_breach_does(juge: Juge) -> None:
    assert juge(C, {"CommuneImmeuble": ""}).verdict is Verdict.CONFORME
    assert juge(C, {"TypeRacco": "STO"}).verdict is Verdict.NON_CONFORME


def test_lines_that_a_warning_kept_from_being_judged_leave_the_verdict_open(texte_du_lot: Texte) -> None:
    """Commas are a warning, as `;` is not the document's: nothing is condemned, and nothing was judged either."""
    texte = texte_du_lot(Flux.AR_CMD_ACCES, {})
    lot = verifie_fichier(texte.replace(";", ",").encode(), "lot.csv", PROTOCOLE, Options())
    assert [c.gravite for c in lot.constats] == [A]
    assert lot.verdict is Verdict.NON_CONCLUANT
    vide = verifie_fichier(texte.splitlines()[0].encode(), "lot.csv", PROTOCOLE, Options())
    assert vide.verdict is Verdict.NON_EXERCE


def test_a_column_that_is_wrong_on_every_line_is_listed_a_thousand_times(juge: Juge) -> None:
    lot = juge(
        C, *[{"ReferenceCommandePriseInterneOC": str(n), "DateCommandePrise": f"le {n}"} for n in range(1, 3_001)]
    )
    assert len(lot.constats) == 1_001
    assert lot.constats[-1].occurrences == 2_000


def test_lines_all_of_the_wrong_width_are_told_quickly(texte_du_lot: Texte) -> None:
    import time

    entete, ligne = texte_du_lot(C, {}).splitlines()
    octets = (f"{entete}\n" + f"{ligne};\n" * 60_000).encode()
    debut = time.process_time()
    lot = verifie_fichier(octets, "lot.csv", PROTOCOLE, Options())
    assert time.process_time() - debut < 5
    assert sum(c.occurrences for c in lot.constats) == 60_000
    assert lot.verdict is Verdict.NON_CONFORME
