"""Both sides simulated, in every world we can describe: what they exchange always walks the lifecycle table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.campaign.campaign import ouvre
from harness.campaign.gens import AttenteNonTenue
from harness.campaign.play import Deroule
from harness.examen.jugement import juge
from harness.examen.verification import Options, verifie_fichier
from harness.exchange.codec import lit
from harness.exchange.entries import EntreeFait, EntreeLot
from harness.exchange.journal import JournalLu, lit_journal
from harness.exchange.messages import Message
from harness.exchange.walk import parcourt
from harness.judge.results import Gravite
from harness.network.circumstances import Circonstance
from harness.network.contract import Saturation
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Situation
from harness.workbook.compile import charge
from tests.campaign.conftest import FICHE, reglages

TEMPORAIRES = {Circonstance.COUPURE, Circonstance.FAIBLESSE}
"""Need a line that is already built."""

AUTREMENT = {
    Circonstance.BI_FIBRE, Circonstance.QUADRI_FIBRE, Circonstance.FIBRE_DEDIEE, Circonstance.EN_SERVICE,
    Circonstance.EN_SERVICE_AILLEURS,
}  # fmt: skip
"""Another building, or another operator in it: what the sentences on « la fibre affectée » do not speak of."""

SATUREES = {Circonstance.PBO_SATURE, Circonstance.COMMUNIQUEES}
"""No fibre is left for the system: « la fibre affectée » means something only where a route is given all the same."""

PENDANTES = {
    Circonstance.RENONCEMENT, Circonstance.ABANDON_RDV, Circonstance.HESITATION, Circonstance.EMPECHEMENT,
}  # fmt: skip
"""Said while the order is under way, to end it or to leave it there."""

NOMINAUX = {
    (Modele.OI, Situation.A_CONSTRUIRE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces CR_MAD CR_MES",
    (Modele.OI, Situation.IDENTIFIEE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces CR_MAD CR_MES",
    (Modele.OI, Situation.NON_IDENTIFIEE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces Notif_Reprov CR_MAD CR_MES",
    (Modele.STOC, Situation.A_CONSTRUIRE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces Cmd_STOC CR_STOC CR_MAD CR_MES",
    (Modele.STOC, Situation.IDENTIFIEE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces CR_MAD CR_MES",
    (Modele.STOC, Situation.NON_IDENTIFIEE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces Notif_Reprov CR_MAD CR_MES",
    (Modele.OC, Situation.A_CONSTRUIRE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces CR_MES",
    (Modele.OC, Situation.IDENTIFIEE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces CR_MES",
    (Modele.OC, Situation.NON_IDENTIFIEE): "Cmd_Acces AR_Cmd_Acces CR_Cmd_Acces Notif_Reprov CR_MES",
}
"""The nominal sequences of §4 to §6, written from the document and not from the table."""


def joue(
    dossier: Path,
    protocole: Protocole,
    modele: Modele,
    situation: Situation,
    circonstances: Sequence[Circonstance] = (),
    graine: str = "1",
) -> Deroule:
    """Play one order until nobody has anything left to say."""
    with ouvre(dossier, protocole, reglages(graine)) as campagne:
        deroule = campagne.commence(FICHE)
        deroule.souscrit(situation, modele)
        for circonstance in circonstances:
            deroule.survient(circonstance)
        try:
            deroule.finit("la commande est terminée", "terminée")
        except AttenteNonTenue as e:
            campagne.termine(FICHE, "attente", str(e))
        else:
            campagne.termine(FICHE)
        campagne.acheve()
    return deroule


def messages(journal: JournalLu, protocole: Protocole) -> list[Message]:
    """What the journal alone says was exchanged."""
    lots = [e for e in journal.entrees if isinstance(e, EntreeLot)]
    lus = (lit(journal.octets(lot), lot.fichier, protocole, lot.emetteur, lot.ordre, lot.instant) for lot in lots)
    return [m for lu in lus for m in lu.messages]


def court(flux: Flux) -> str:
    return flux.removesuffix("_LigneFTTH")


@pytest.mark.parametrize(("cas", "attendus"), NOMINAUX.items(), ids=map("-".join, NOMINAUX))
def test_without_trouble_every_model_follows_its_nominal_sequence(
    tmp_path: Path, protocole: Protocole, cas: tuple[Modele, Situation], attendus: str
) -> None:
    joue(tmp_path / "j", protocole, *cas)
    lus = messages(lit_journal(tmp_path / "j"), protocole)
    assert [court(m.flux) for m in lus] == attendus.split()


mondes = st.lists(
    st.sampled_from(sorted(set(Circonstance) - TEMPORAIRES - AUTREMENT - PENDANTES)), unique=True, max_size=5
)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    modele=st.sampled_from(Modele),
    situation=st.sampled_from(Situation),
    circonstances=mondes,
    graine=st.text(alphabet="0123456789abc", max_size=6),
)
def test_in_any_world_with_any_seed_the_journal_walks_the_lifecycle(
    modele: Modele, situation: Situation, circonstances: list[Circonstance], graine: str
) -> None:
    """No message without a place, none that the judge rejects, and every order comes to its end."""
    protocole = charge()
    circonstances = [c for c in circonstances if not _sans_fibre(c, circonstances)]
    with TemporaryDirectory() as racine:
        deroule = joue(Path(racine) / "j", protocole, modele, situation, circonstances, graine)
        journal = lit_journal(Path(racine) / "j")
        lus = messages(journal, protocole)
        juges = juge(Path(racine) / "j", protocole, ()).constats
    assert [c.message for c in juges if c.gravite in (Gravite.NON_CONFORME, Gravite.AVERTISSEMENT)] == []
    pas = list(parcourt(lus))
    assert [p.message.flux for p in pas if p.refus is not None] == []
    assert tuple(lus) == deroule.messages(), "what was seen go by is what the files say"
    assert pas[-1].apres.etat in ("en service", "rejetée", "refusée", "impossible", "annulée", "résiliée")


def _sans_fibre(circonstance: Circonstance, toutes: list[Circonstance]) -> bool:
    """« la fibre affectée » means nothing where the PBO was said to be full before."""
    avant = set(toutes[: toutes.index(circonstance)])
    redonnee = Circonstance.ROUTE_REDONNEE in avant and Circonstance.RENVOI_HOTLINE not in avant
    return "fibre affectée" in circonstance and bool(avant & SATUREES) and not redonnee


@settings(max_examples=8, deadline=None, derandomize=True)
@given(graine=st.text(max_size=10), circonstances=st.sampled_from([[], [Circonstance.FIBRE_OCCUPEE]]))
def test_the_same_seed_gives_the_same_journal_to_the_byte(graine: str, circonstances: list[Circonstance]) -> None:
    protocole = charge()
    with TemporaryDirectory() as racine:
        contenus = []
        for nom in ("un", "deux"):
            dossier = Path(racine) / nom
            joue(dossier, protocole, Modele.STOC, Situation.A_CONSTRUIRE, circonstances, graine)
            contenus.append({p.relative_to(dossier): p.read_bytes() for p in dossier.rglob("*") if p.is_file()})
    assert contenus[0] == contenus[1]
    assert len(contenus[0]) > 5


@pytest.mark.parametrize("modele", [Modele.STOC, Modele.OC])
@pytest.mark.parametrize("circonstance", [Circonstance.HOTLINE_JOIGNABLE, Circonstance.FIBRE_OCCUPEE])
def test_multi_fibre_is_played_to_its_end(
    tmp_path: Path, protocole: Protocole, modele: Modele, circonstance: Circonstance
) -> None:
    """§3.3: four blocks in every route, the OC's code in its own, and it is that fibre that ends up lit."""
    with ouvre(tmp_path / "j", protocole, reglages(reseau="quadrival")) as campagne:
        deroule = campagne.commence(FICHE)
        deroule.souscrit(Situation.A_CONSTRUIRE, modele)
        deroule.survient(circonstance)
        deroule.finit("la commande est terminée", "terminée")
        campagne.termine(FICHE)
    routes = [m for m in deroule.messages() if m.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV)]
    assert [[m[f"OC {n}"] for n in (1, 2, 3, 4)] for m in routes] == [["", "", "XTEL", ""]] * len(routes)
    assert all(m[f"ReferencePBO N°{n}"] for m in routes for n in (1, 2, 3, 4))
    occupee = circonstance is Circonstance.FIBRE_OCCUPEE
    assert len(routes) == 1 + occupee
    assert deroule.boucle.monde.terrain.raccordees["neuf"] == f"PBO-00456-0001/{11 if occupee else 7}"


@pytest.mark.parametrize(
    ("modele", "saturation", "attendus"),
    [
        (Modele.STOC, Saturation.ROUTE, "OK Cmd_STOC CR_STOC CR_MAD CR_MES"),
        (Modele.OC, Saturation.ROUTE, "OK CR_MES"),
        (Modele.STOC, Saturation.HOTLINE, "HOTLINE Cmd_STOC Notif_Reprov CR_STOC CR_MAD CR_MES"),
        (Modele.OC, Saturation.HOTLINE, "HOTLINE Notif_Reprov CR_MES"),
        (Modele.OI, Saturation.HOTLINE, "KO"),
        (Modele.STOC, Saturation.REFUS, "KO"),
    ],
)
def test_a_virtual_saturation_is_met_as_the_contract_says(
    tmp_path: Path, protocole: Protocole, modele: Modele, saturation: Saturation, attendus: str
) -> None:
    """§7.2: the system is full, the field is not."""
    with ouvre(tmp_path / "j", protocole, reglages()) as campagne:
        deroule = campagne.commence(FICHE)
        monde = deroule.boucle.monde
        deroule.boucle.monde = replace(monde, contrat=replace(monde.contrat, saturation=saturation))
        deroule.souscrit(Situation.A_CONSTRUIRE, modele)
        deroule.survient(Circonstance.PBO_SATURE)
        deroule.finit("la commande est terminée", "terminée")
    lus = deroule.messages()
    assert [lus[2].issue, *(court(m.flux) for m in lus[3:])] == attendus.split()
    assert not [p.message for p in parcourt(lus) if p.refus is not None]


def test_another_seed_gives_other_references(tmp_path: Path, protocole: Protocole) -> None:
    for graine in ("1", "2"):
        joue(tmp_path / graine, protocole, Modele.OC, Situation.A_CONSTRUIRE, graine=graine)
    un, deux = (messages(lit_journal(tmp_path / g), protocole)[0].reference for g in ("1", "2"))
    assert un != deux


def test_time_never_goes_back_in_a_journal(tmp_path: Path, protocole: Protocole) -> None:
    joue(tmp_path / "j", protocole, Modele.STOC, Situation.A_CONSTRUIRE, [Circonstance.FIBRE_OCCUPEE])
    entrees = lit_journal(tmp_path / "j").entrees
    instants = [e.instant for e in entrees if isinstance(e, EntreeLot | EntreeFait)]
    assert instants == sorted(instants)


EMBARRAS: list[list[Circonstance]] = [
    [],
    [Circonstance.FIBRE_OCCUPEE],
    [Circonstance.FIBRE_COUPEE, Circonstance.HOTLINE_INJOIGNABLE],
    [Circonstance.FIBRE_MAL_REPEREE, Circonstance.NOTIFICATION],
    [Circonstance.PBO_SATURE],
]


@pytest.mark.parametrize("modele", Modele)
@pytest.mark.parametrize("circonstances", EMBARRAS, ids=lambda cs: "-".join(c.name for c in cs) or "NOMINAL")
def test_every_file_written_is_of_good_form(
    tmp_path: Path, protocole: Protocole, modele: Modele, circonstances: list[Circonstance]
) -> None:
    """The simulators are no excuse for a sloppy file: each lot passes the rules that a partner's must."""
    joue(tmp_path / "j", protocole, modele, Situation.A_CONSTRUIRE, circonstances)
    journal = lit_journal(tmp_path / "j")
    for lot in (e for e in journal.entrees if isinstance(e, EntreeLot)):
        juge = verifie_fichier(journal.octets(lot), lot.fichier, protocole, Options(emetteur=lot.emetteur))
        graves = (Gravite.NON_CONFORME, Gravite.AVERTISSEMENT)
        assert [c.message for c in juge.constats if c.gravite in graves] == [], lot.fichier
