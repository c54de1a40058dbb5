"""Known breaches: what they cover, what they never cover, and what becomes of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.judge.ecarts import admission, disparitions, echeances, sauf_ecarts_connus, suivi
from harness.judge.results import (
    CODES_SORTIE,
    Attente,
    Constat,
    EcartConnu,
    EtatEcart,
    Gravite,
    ResultatLot,
    ResultatScenario,
    Verdict,
    reduit,
)
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Partie

CONSTAT = Constat(
    "ar.motif", Gravite.NON_CONFORME, Partie.OI, "ar.csv", 2, "MotifKo", "3.2", "Un AR KO donne un motif.",
    Provenance.SEED,
)  # fmt: skip
ECART = EcartConnu("ar.motif", "", "corrigé au lot 4", "2026-01-05", "2026-06-30")
PRECIS = replace(ECART, scenario="A", raison="propre à A")
JOUR = "2026-03-01"


def scenario(id_: str = "A", verdict: Verdict = Verdict.NON_CONFORME, *constats: Constat) -> ResultatScenario:
    return ResultatScenario(id_, "5.1.1", "titre", verdict, "", constats, (), (Attente("l'OI envoie un AR", True),))


def suit(
    *ecarts: EcartConnu,
    scenarios: tuple[ResultatScenario, ...] = (),
    exercees: frozenset[tuple[str, str]] = frozenset({("ar.motif", "")}),
    tout: bool = True,
) -> list[EtatEcart]:
    admis = admission(ecarts, scenarios, {Partie.OI}, JOUR)
    constats = [c for s in scenarios for c in s.constats]
    partout = {"": exercees, **{s.id: exercees for s in scenarios}}
    return [e.etat for e in suivi(admis, constats, scenarios, partout, tout=tout)]


def test_a_known_breach_no_longer_condemns_and_says_why() -> None:
    pese = admission((ECART,), (), {Partie.OI}, JOUR).pese(CONSTAT)
    assert pese == replace(CONSTAT, gravite=Gravite.ECART_CONNU, admis="corrigé au lot 4")


@pytest.mark.parametrize(
    "constat",
    [
        replace(CONSTAT, regle="ar.absent"),
        replace(CONSTAT, regle="conv.pose"),
        replace(CONSTAT, partie=Partie.OC),
        replace(CONSTAT, partie=None),
        replace(CONSTAT, gravite=Gravite.AVERTISSEMENT),
    ],
    ids=["another rule", "one that comes after", "our side", "nobody", "a warning"],
)
def test_nothing_else_is_admitted(constat: Constat) -> None:
    assert admission((ECART,), (), {Partie.OI}, JOUR).pese(constat) is constat


def test_an_entry_of_one_scenario_covers_that_one_only_and_is_quoted_first() -> None:
    ailleurs = replace(CONSTAT, fichier="ar2.csv")
    scenarios = (scenario("A", Verdict.NON_CONFORME, CONSTAT), scenario("B", Verdict.NON_CONFORME, ailleurs))
    seul = admission((PRECIS,), scenarios, {Partie.OI}, JOUR)
    assert [seul.pese(c).gravite for c in (CONSTAT, ailleurs)] == [Gravite.ECART_CONNU, Gravite.NON_CONFORME]
    deux = admission((ECART, PRECIS), scenarios, {Partie.OI}, JOUR)
    assert [deux.pese(c).admis for c in (CONSTAT, ailleurs)] == ["propre à A", "corrigé au lot 4"]


@pytest.mark.parametrize(("jour", "admis"), [("2026-06-30", True), ("2026-07-01", False)])
def test_an_entry_counts_until_its_last_day(jour: str, admis: bool) -> None:
    entree = admission((ECART,), (), {Partie.OI}, jour)
    assert (entree.pese(CONSTAT).gravite is Gravite.ECART_CONNU) is admis
    (suivie,) = suivi(entree, [CONSTAT], (), {}, tout=True)
    assert (suivie.etat, suivie.constats) == (EtatEcart.CONSTATE if admis else EtatEcart.EXPIRE, 1)
    dit = echeances((suivie,))
    assert dit == (
        () if admis else ("l'écart connu « ar.motif » n'est plus admis depuis le 30/06/2026 : il ne compte plus",)
    )


def test_what_a_file_and_a_run_become() -> None:
    lot = ResultatLot("ar.csv", Flux.AR_CMD_ACCES, "1.2", 1, Verdict.NON_CONFORME, "", (CONSTAT,))
    admis = admission((ECART,), (), {Partie.OI}, JOUR)
    assert admis.lot(lot).verdict is Verdict.ECART_CONNU
    autre = replace(CONSTAT, regle="ar.absent")
    assert admis.lot(replace(lot, constats=(CONSTAT, autre))).verdict is Verdict.NON_CONFORME
    assert sauf_ecarts_connus(admis.lot(lot).constats) == (Verdict.ECART_CONNU, "corrigé au lot 4")
    assert sauf_ecarts_connus(()) == (Verdict.CONFORME, "")
    assert CODES_SORTIE[reduit([Verdict.CONFORME, Verdict.ECART_CONNU])] == 0
    for pire in (Verdict.NON_CONFORME, Verdict.ERREUR_BANC, Verdict.NON_CONCLUANT, Verdict.NON_EXERCE):
        assert reduit([Verdict.ECART_CONNU, pire]) is pire


def test_an_entry_that_no_longer_happens_is_a_fault_of_nobody() -> None:
    admis = admission((PRECIS,), (scenario("A", Verdict.CONFORME),), {Partie.OI}, JOUR)
    suivis = suivi(admis, (), (scenario("A", Verdict.CONFORME),), {"A": {("ar.motif", "")}}, tout=False)
    (constat,) = disparitions(suivis)
    assert (constat.gravite, constat.partie) == (Gravite.NON_CONFORME, None)
    assert constat.message == (
        "L'écart connu « ar.motif » (scénario A) n'a plus lieu : retirez-le du profil ([[ecarts_connus]])."
    )


@pytest.mark.parametrize(
    ("verdict", "tenue", "exercee", "etat"),
    [
        (Verdict.CONFORME, True, True, EtatEcart.DISPARU),
        (Verdict.NON_CONFORME, True, True, EtatEcart.DISPARU),
        (Verdict.NON_CONFORME, False, True, EtatEcart.NON_RENCONTRE),
        (Verdict.CONFORME, True, False, EtatEcart.NON_RENCONTRE),
        (Verdict.NON_CONCLUANT, True, True, EtatEcart.NON_RENCONTRE),
        (Verdict.SANS_OBJET, True, True, EtatEcart.NON_RENCONTRE),
        (Verdict.ERREUR_BANC, True, True, EtatEcart.NON_RENCONTRE),
    ],
)
def test_an_entry_is_gone_when_its_scenario_went_to_its_end_and_its_rule_met_something(
    verdict: Verdict, tenue: bool, exercee: bool, etat: EtatEcart
) -> None:
    joue = replace(scenario("A", verdict), attentes=(Attente("l'OI envoie un AR", tenue),))
    vues = frozenset({("ar.motif", "")}) if exercee else frozenset[tuple[str, str]]()
    assert suit(PRECIS, scenarios=(joue,), exercees=vues) == [etat]


def test_an_entry_of_a_scenario_that_was_not_played_is_left_alone() -> None:
    assert suit(PRECIS, scenarios=(scenario("B", Verdict.CONFORME),)) == [EtatEcart.NON_RENCONTRE]


def test_an_entry_of_any_scenario_is_gone_only_after_the_whole_catalogue() -> None:
    conformes = (scenario("A", Verdict.CONFORME), scenario("B", Verdict.SANS_OBJET))
    assert suit(ECART, scenarios=conformes) == [EtatEcart.DISPARU]
    assert suit(ECART, scenarios=conformes, tout=False) == [EtatEcart.NON_RENCONTRE]
    assert suit(ECART, scenarios=(*conformes, scenario("C", Verdict.NON_CONCLUANT))) == [EtatEcart.NON_RENCONTRE]


def test_a_breach_that_two_entries_cover_keeps_both() -> None:
    assert suit(ECART, PRECIS, scenarios=(scenario("A", Verdict.NON_CONFORME, CONSTAT),)) == [EtatEcart.CONSTATE] * 2


def test_an_entry_of_one_column_covers_that_one_only() -> None:
    ecart = replace(ECART, champ="MotifKo")
    admis = admission((ecart,), (), {Partie.OI}, JOUR)
    autre = replace(CONSTAT, champ="DateAr")
    assert [admis.pese(c).gravite for c in (CONSTAT, autre)] == [Gravite.ECART_CONNU, Gravite.NON_CONFORME]


@pytest.mark.parametrize(
    ("regle", "vue", "etat"),
    [
        ("champ.date", ("champ.date", "DateAr"), EtatEcart.DISPARU),
        ("champ.date", ("champ.date", "DateCr"), EtatEcart.NON_RENCONTRE),
        ("conv.ordre", ("conv.ordre", "OI+PAC"), EtatEcart.DISPARU),
        ("conv.ordre", ("conv.autre", "OI+PAC"), EtatEcart.NON_RENCONTRE),
        ("conv.ordre", ("conv.pose", "OI+PAC"), EtatEcart.NON_RENCONTRE),
    ],
    ids=["its column", "another column", "a rule that knows no column", "a rule before it", "a rule after it"],
)
def test_an_entry_of_one_column_is_gone_when_that_column_was_met(
    regle: str, vue: tuple[str, str], etat: EtatEcart
) -> None:
    ecart = replace(PRECIS, regle=regle, champ="DateAr")
    assert suit(ecart, scenarios=(scenario("A", Verdict.CONFORME),), exercees=frozenset({vue})) == [etat]
