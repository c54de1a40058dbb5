"""Requirements and the rules that show them: nothing named that does not exist, no verdict without a witness."""

from __future__ import annotations

from dataclasses import replace

import pytest

import harness.judge.conversation.judge
import harness.judge.lots  # noqa: F401 - both declare their rules
from harness.judge.conversation.vu import DEPUIS, MOTS
from harness.judge.coverage import Selecteur, juge_exigences, selecteurs
from harness.judge.registry import REGLES, Portee
from harness.judge.requirement_rules import COUVERTURE, HORS_DE_VUE, annexe, ch1_ch2, ch3, ch4, ch5, ch6, ch7
from harness.judge.results import Constat, Exercice, Gravite, ResultatLot, Temoin, Verdict
from harness.protocol.lifecycle import TABLE, Etat
from harness.protocol.requirements import Exigence, Observable
from harness.protocol.spec import Provenance
from harness.protocol.terms import EMETTEURS, Flux, Modele, Situation
from harness.workbook.compile import charge
from harness.workbook.exigences import charge_exigences

PROTOCOLE = charge()
EXIGENCES = {e.id: e for e in charge_exigences()}
TOUS = [(id_, s) for id_, texte in COUVERTURE.items() for s in selecteurs(texte)]
ISSUES = {"OK", "KO", "HOTLINE", "CHAUD", "FROID", "à poser", "en place"}
SUJETS = (
    {*Modele, *Situation, *Etat, *ISSUES, *MOTS}
    | {DEPUIS + etat for etat in Etat}
    | {f"§{coup.section}" for coup in TABLE}
)


def test_every_requirement_that_is_covered_exists() -> None:
    assert set(COUVERTURE) | set(HORS_DE_VUE) <= set(EXIGENCES)


def test_a_requirement_is_shown_or_out_of_sight_and_never_both() -> None:
    assert not set(COUVERTURE) & set(HORS_DE_VUE)


@pytest.mark.parametrize("chapitre", [*"1234567A"])
def test_a_requirement_is_mapped_in_the_module_of_its_chapter(chapitre: str) -> None:
    module = {"1": ch1_ch2, "2": ch1_ch2, "3": ch3, "4": ch4, "5": ch5, "6": ch6, "7": ch7, "A": annexe}[chapitre]
    siennes = {i for i in EXIGENCES if i.startswith(f"REQ-{chapitre}")}
    assert {*COUVERTURE, *HORS_DE_VUE} & siennes <= {*module.PREUVES, *module.HORS_DE_VUE}


def test_a_reason_is_a_french_sentence_that_says_something() -> None:
    for id_, raison in HORS_DE_VUE.items():
        assert len(raison) > 30, id_
        assert not raison.endswith("."), id_


def test_every_requirement_that_a_file_shows_is_covered() -> None:
    visibles = {e.id for e in EXIGENCES.values() if e.observable is Observable.FICHIER}
    assert len(visibles) == 86
    assert visibles <= set(COUVERTURE)


@pytest.mark.parametrize(("id_", "selecteur"), TOUS, ids=lambda v: v if isinstance(v, str) else str(v.regle))
def test_a_selector_names_a_rule_a_flux_and_a_column_that_exist(id_: str, selecteur: Selecteur) -> None:
    regle = REGLES[selecteur.regle]
    assert selecteur.flux is None or not regle.flux or selecteur.flux in regle.flux
    if selecteur.champ and regle.portee in (Portee.CONVERSATION, Portee.RENDEZ_VOUS, Portee.JOURNAL):
        assert set(selecteur.champ.split("+")) <= SUJETS
    elif selecteur.champ:
        assert selecteur.flux is not None
        assert selecteur.champ in PROTOCOLE[selecteur.flux].par_nom


@pytest.mark.parametrize(("id_", "selecteur"), TOUS, ids=lambda v: v if isinstance(v, str) else str(v.regle))
def test_a_selector_stays_within_the_flux_of_its_requirement(id_: str, selecteur: Selecteur) -> None:
    """But for what only condemns: a message that lacks is seen missing on another."""
    concernes = EXIGENCES[id_].flux
    if not concernes or selecteur.condamne:
        return
    regle = REGLES[selecteur.regle]
    vises = {selecteur.flux} if selecteur.flux else set(regle.flux)
    assert not vises or vises & concernes


@pytest.mark.parametrize(("id_", "selecteur"), TOUS, ids=lambda v: v if isinstance(v, str) else str(v.regle))
def test_what_one_party_writes_never_answers_for_the_other(id_: str, selecteur: Selecteur) -> None:
    """A good order must not prove that the OI did its part, nor a bad one that it failed."""
    vises = {selecteur.flux} if selecteur.flux else set(REGLES[selecteur.regle].flux)
    emetteurs = {p for flux in vises for p in EMETTEURS[flux]}
    assert not vises or emetteurs & EXIGENCES[id_].partie.parties


def test_selectors_are_read_with_their_spaces() -> None:
    assert selecteurs("a b@CR_STOC c@CR_Cmd_Acces.ReferencePBO_N°1") == (
        Selecteur("a", None, ""),
        Selecteur("b", Flux.CR_STOC, ""),
        Selecteur("c", Flux.CR_CMD_ACCES, "ReferencePBO N°1"),
    )
    assert selecteurs("c@.STOC+PAC+en_service !d@CR_STOC.OI") == (
        Selecteur("c", None, "STOC+PAC+en service"),
        Selecteur("d", Flux.CR_STOC, "OI", condamne=True),
    )
    assert selecteurs("") == ()
    with pytest.raises(ValueError, match="Inconnu"):
        selecteurs("a@Inconnu")


@pytest.mark.parametrize(
    ("regle", "flux", "champ", "retenu"),
    [
        ("r", Flux.CR_STOC, "PrisePosee", True),
        ("r", Flux.CR_STOC, "BilanOptique", False),
        ("r", Flux.CR_MAD, "PrisePosee", False),
        ("r", None, "PrisePosee", False),
        ("autre", Flux.CR_STOC, "PrisePosee", False),
        ("tout autre", Flux.CR_STOC, "PrisePosee", False),
    ],
)
def test_what_a_selector_keeps(regle: str, flux: Flux | None, champ: str, retenu: bool) -> None:
    assert Selecteur("r", Flux.CR_STOC, "PrisePosee").retient(regle, flux, champ) is retenu
    assert Selecteur("r", None, "").retient("r", flux, champ)


@pytest.mark.parametrize(
    ("mots", "sujet", "retenu"),
    [
        ("STOC", "STOC+PAC+rejetée", True),
        ("STOC+rejetée", "STOC+PAC+rejetée", True),
        ("STOC+PCI", "STOC+PAC+rejetée", False),
        ("OC", "STOC+PAC", False),
        ("STOC", "", False),
    ],
)
def test_words_of_a_selector_are_all_in_the_subject(mots: str, sujet: str, retenu: bool) -> None:
    assert Selecteur("conv.r", None, mots).retient("conv.r", Flux.CR_MES, sujet) is retenu


EXIGENCE = EXIGENCES["REQ-3.5-03"]  # PrisePosee of CR_STOC
VU = Exercice("champ.hors_liste", Flux.CR_STOC, "PrisePosee", 3, Temoin("a.csv", 2))


def ecart(gravite: Gravite, ligne: int = 4, occurrences: int = 1) -> Constat:
    return Constat(
        "champ.hors_liste", gravite, None, "b.csv", ligne, "PrisePosee", "§3.5", "phrase", Provenance.SEED,
        flux=Flux.CR_STOC, occurrences=occurrences,
    )  # fmt: skip


def juge(exigence: Exigence, exercices: list[Exercice], constats: list[Constat]) -> tuple[Verdict, str, int]:
    lot = ResultatLot("a.csv", Flux.CR_STOC, "1.2", 3, Verdict.CONFORME, "", tuple(constats), tuple(exercices))
    (resultat,) = juge_exigences([exigence], [lot])
    return resultat.verdict, resultat.raison, resultat.constats


def test_no_witness_no_conformity() -> None:
    verdict, raison, _ = juge(EXIGENCE, [], [])
    assert (verdict, raison) == (Verdict.NON_EXERCE, "aucun message de ce genre n'a été échangé")
    ailleurs = Exercice("champ.hors_liste", Flux.CR_STOC, "CrRaccordementPrise", 3, Temoin("a.csv", 2))
    assert juge(EXIGENCE, [ailleurs], [])[0] is Verdict.NON_EXERCE


def test_met_and_kept_is_conform_with_its_witness() -> None:
    lot = ResultatLot("a.csv", Flux.CR_STOC, "1.2", 3, Verdict.CONFORME, "", (), (VU, VU))
    (resultat,) = juge_exigences([EXIGENCE], [lot])
    assert (resultat.verdict, resultat.raison, resultat.temoins) == (Verdict.CONFORME, "", (Temoin("a.csv", 2),))
    assert resultat.regles == ("champ.obligatoire", "champ.hors_liste")


def test_one_breach_condemns_and_is_the_witness() -> None:
    lot = ResultatLot(
        "b.csv", Flux.CR_STOC, "1.2", 9, Verdict.NON_CONFORME, "",
        tuple(ecart(Gravite.NON_CONFORME, n) for n in range(4, 9)), (VU,),
    )  # fmt: skip
    (resultat,) = juge_exigences([EXIGENCE], [lot])
    assert resultat.verdict is Verdict.NON_CONFORME
    assert resultat.temoins == tuple(Temoin("b.csv", n) for n in (4, 5, 6)), "a few are enough"
    assert resultat.constats == 5


@pytest.mark.parametrize(
    ("gravite", "verdict"),
    [
        (Gravite.AVERTISSEMENT, Verdict.NON_CONCLUANT),
        (Gravite.INTERPRETATION, Verdict.CONFORME),
        (Gravite.INFORMATION, Verdict.CONFORME),
    ],
)
def test_what_is_less_than_a_breach_never_condemns(gravite: Gravite, verdict: Verdict) -> None:
    lu = juge(EXIGENCE, [VU], [ecart(gravite, occurrences=7)])
    assert (lu[0], lu[2]) == (verdict, 7)


def test_what_no_file_shows_says_why_and_what_no_rule_shows_too() -> None:
    hors = next(e for e in EXIGENCES.values() if e.observable is Observable.HORS_FICHIERS and e.id not in COUVERTURE)
    verdict, raison, _ = juge(hors, [], [])
    assert verdict is Verdict.NON_EXERCE
    assert hors.controle in raison
    autre = replace(hors, id="REQ-3.1-99", observable=Observable.CONTEXTE)
    assert juge(autre, [], [])[1] == "aucune règle ne le contrôle encore"


def test_a_requirement_out_of_sight_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HORS_DE_VUE, "REQ-3.1-99", "le contrat le dit, aucun fichier")
    autre = replace(next(iter(EXIGENCES.values())), id="REQ-3.1-99", observable=Observable.CONTEXTE)
    assert juge(autre, [], [])[:2] == (Verdict.NON_EXERCE, "le contrat le dit, aucun fichier")


def test_conversations_count_as_well_as_lots() -> None:
    sequence = EXIGENCES["REQ-3.2-01"]
    vu = Exercice("conv.hors_sequence", Flux.AR_CMD_ACCES, "STOC+PAC", 1, Temoin("ar.csv", 2))
    (resultat,) = juge_exigences([sequence], [], [vu])
    assert resultat.verdict is Verdict.CONFORME


def test_a_breach_of_conversation_reaches_the_requirement_of_its_model_and_no_other() -> None:
    """A finding on a conversation has no column: it is its subject that is selected, and counted once."""
    vu = Exercice("conv.hors_sequence", Flux.CR_MES, "STOC+PAC", 1, Temoin("mes.csv", 2))
    faute = Constat(
        "conv.hors_sequence", Gravite.NON_CONFORME, None, "mes.csv", 3, "", "§3", "phrase", Provenance.SEED,
        flux=Flux.CR_MES, sujet="STOC+PAC",
    )  # fmt: skip
    ids = ("REQ-5.1.1-01", "REQ-4.1.1-02", "REQ-6.1.1-01")
    stoc, oi, oc = juge_exigences([EXIGENCES[i] for i in ids], [], [vu], [faute])
    assert (stoc.verdict, stoc.constats, stoc.temoins) == (Verdict.NON_CONFORME, 1, (Temoin("mes.csv", 3),))
    assert oi.verdict is oc.verdict is Verdict.NON_EXERCE


def test_a_selector_that_only_condemns_is_no_witness() -> None:
    """The whole chain is proven by its last message, and broken by any of them."""
    chaine = EXIGENCES["REQ-5.1.1-01"]
    debut = Exercice("conv.hors_sequence", Flux.CMD_ACCES, "STOC+PAC", 1, Temoin("cmd.csv", 2))
    assert juge_exigences([chaine], [], [debut])[0].verdict is Verdict.NON_EXERCE
    faute = Constat(
        "conv.hors_sequence", Gravite.NON_CONFORME, None, "mad.csv", 3, "", "§3", "phrase", Provenance.SEED,
        flux=Flux.CR_MAD, sujet="STOC+PAC",
    )  # fmt: skip
    assert juge_exigences([chaine], [], [debut], [faute])[0].verdict is Verdict.NON_CONFORME


def test_a_file_that_is_no_lot_exercises_no_requirement_on_lines_or_headers() -> None:
    """A binary file is told as such, and nothing else is green because of it."""
    from harness.examen.verification import Options, verifie_fichier

    lot = verifie_fichier(b"PK\x03\x04", "lot.csv", PROTOCOLE, Options())
    resultats = juge_exigences(EXIGENCES.values(), [lot])
    assert {r.id for r in resultats if r.verdict is Verdict.NON_CONFORME} == {"REQ-2.3-01"}
    assert not [r.id for r in resultats if r.verdict is Verdict.CONFORME]
