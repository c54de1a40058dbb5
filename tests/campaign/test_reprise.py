"""A campaign killed at any moment goes on: nothing lost, nothing sent twice, and the same files in the end."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from harness import resources
from harness.campaign.campaign import DEBUT, Face, Reglages, ouvre
from harness.campaign.clock import HorlogeVirtuelle
from harness.campaign.play import Attendu, Deroule, Fiche
from harness.exchange.entries import EntreeFin, EntreeLot
from harness.exchange.journal import Divergence, Journal, JournalArrete, JournalOccupe, RepriseImpossible, lit_journal
from harness.profil.lecture import charge_profil
from harness.protocol.lifecycle import Issue
from harness.protocol.spec import Protocole
from harness.protocol.terms import Flux, Modele, Partie, Situation
from harness.transports import ouverture
from harness.transports.echange import EchangeImpossible, Transport
from harness.transports.folder import EchangeParDossier
from tests.campaign.partenaire_de_dossier import OiDeDossier

PROFIL = """
[operateurs]
oi = "XVAL"
oc = "XTEL"
[attente]
patience = "2 jours ouvrés"
[echange]
transport = "dossier"
fichier_entier = "renommage"
[echange.dossier]
racine = "echange"
"""
FICHE = Fiche("OC-PAC-NOM", "6.1.1", "nominal")
A = Attendu


class HorlogeDuPartenaire(HorlogeVirtuelle):
    """The partner works whenever time passes."""

    def __init__(self, debut: datetime, partenaire: OiDeDossier) -> None:
        super().__init__(debut)
        self.partenaire = partenaire

    def attend(self, instant: datetime) -> None:
        super().attend(instant)
        self.partenaire.agit()


def joue(racine: Path, protocole: Protocole, *, reprise: bool = False) -> list[str]:
    """The nominal scenario of model OC in front of the small OI; returns what it took."""
    (racine / "echange").mkdir(parents=True, exist_ok=True)
    (racine / "profil.toml").write_text(PROFIL, encoding="utf-8")
    profil = charge_profil(racine / "profil.toml")
    partenaire = OiDeDossier(racine / "echange", protocole)
    transport = ouverture.ouvre(profil, Partie.OC, "essai")
    reglages = Reglages(
        "1", "essai", resources.fixtures("reseaux", "valfibre.toml"), (Partie.OC,),
        face=Face(profil, Partie.OI, transport), horloge=HorlogeDuPartenaire(DEBUT, partenaire),
    )  # fmt: skip
    with fermant(transport), ouvre(racine / "journal", protocole, reglages, reprise=reprise) as campagne:
        _scenario(campagne.commence(FICHE))
        campagne.termine(FICHE)
        campagne.acheve()
    return partenaire.pris


@contextmanager
def fermant(transport: Transport) -> Iterator[None]:
    try:
        yield
    finally:
        transport.ferme()


def _scenario(deroule: Deroule) -> None:
    deroule.souscrit(Situation.A_CONSTRUIRE, Modele.OC)
    deroule.envoie("l'OC envoie une Cmd_Acces", A(Partie.OC, Flux.CMD_ACCES), {"TypeRacco": "OC"})
    deroule.envoie("l'OI envoie un AR_Cmd_Acces OK", A(Partie.OI, Flux.AR_CMD_ACCES, Issue.OK), {})
    deroule.envoie("l'OI envoie un CR_Cmd_Acces OK", A(Partie.OI, Flux.CR_CMD_ACCES, Issue.OK), {})
    deroule.envoie("l'OC envoie un CR_MES_LigneFTTH", A(Partie.OC, Flux.CR_MES), {})
    deroule.finit("la commande est terminée", "terminée")


def instrumente(frappe: Callable[[], None]) -> None:
    """Before and after each write of the journal, and after each thing done to the exchange."""

    def autour(classe: type, nom: str, *, avant: bool) -> None:
        original = getattr(classe, nom)

        def appelle(self: Any, *args: Any, **kwargs: Any) -> Any:
            if avant:
                frappe()
            resultat = original(self, *args, **kwargs)
            frappe()
            return resultat

        setattr(classe, nom, appelle)

    autour(Journal, "_pousse", avant=True)
    for nom in ("prepare", "publie", "acquitte"):
        autour(EchangeParDossier, nom, avant=False)


def dans_un_fils(travail: Callable[[], None]) -> int:
    """Run in a forked child; returns how it ended: the signal that killed it, negative, or its exit code."""
    pid = os.fork()
    if pid == 0:
        code = 9
        try:
            travail()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def tue_au(rang: int, racine: Path, protocole: Protocole) -> bool:
    """Play and die at the n-th point; False when the run ended before it."""
    compte = iter(range(1, 1 << 30))

    def frappe() -> None:
        if next(compte) == rang:
            os.kill(os.getpid(), signal.SIGKILL)

    def travail() -> None:
        instrumente(frappe)
        joue(racine, protocole)

    fin = dans_un_fils(travail)
    assert fin in (0, -signal.SIGKILL)
    return fin != 0


def lots(racine: Path) -> list[tuple[str, str]]:
    return [(e.nom_origine, e.sha256) for e in lit_journal(racine / "journal").entrees if isinstance(e, EntreeLot)]


@pytest.mark.skipif(sys.platform == "win32", reason="pas de kill -9 sous Windows")
def test_killed_anywhere_it_goes_on_to_the_same_end(
    tmp_path: Path, protocole: Protocole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies, the machine does not: pushing to the disk, which is tested elsewhere, is spared here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    temoin = joue(tmp_path / "temoin", protocole)
    attendus = lots(tmp_path / "temoin")
    assert len(attendus) == 4
    assert len(temoin) == len(set(temoin)) == 2
    rang, morts = 1, 0
    while tue_au(rang, tmp_path / str(rang), protocole):
        racine = tmp_path / str(rang)
        entrees = [] if rang == 1 else lit_journal(racine / "journal").entrees  # at the first, nothing is written yet
        if rang > 1 and not (entrees and isinstance(entrees[-1], EntreeFin)):
            assert joue(racine, protocole, reprise=True) == temoin, f"point {rang}"
            assert lots(racine) == attendus, f"point {rang}"
            morts += 1
        rang += 1
    assert morts > 50


def test_what_is_over_is_not_gone_on_with(tmp_path: Path, protocole: Protocole) -> None:
    joue(tmp_path, protocole)
    with pytest.raises(RepriseImpossible, match="cette campagne est terminée, « juger » en rend le rapport"):
        joue(tmp_path, protocole, reprise=True)


def change(racine: Path, ancien: str, nouveau: str) -> None:
    """The header of a journal, as if another campaign had written it."""
    journal = racine / "journal" / "journal.jsonl"
    journal.write_text(journal.read_text(encoding="utf-8").replace(ancien, nouveau, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("ancien", "nouveau", "phrase"),
    [
        ('"harnais":"', '"harnais":"9', "il a été écrit par la version 9"),
        ('"catalogue_sha256":"', '"catalogue_sha256":"0', "le catalogue de scénarios a changé depuis"),
        ('"profil_sha256":"', '"profil_sha256":"0', "le profil ou le réseau a changé depuis"),
        ('"classeur_sha256":"', '"classeur_sha256":"0', "il a été écrit avec un autre classeur"),
        ('"graine":"1"', '"graine":"2"', "ses réglages ne sont pas ceux de cette campagne"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="pas de kill -9 sous Windows")
def test_another_journal_is_refused_in_a_sentence(
    tmp_path: Path, protocole: Protocole, ancien: str, nouveau: str, phrase: str
) -> None:
    assert tue_au(40, tmp_path, protocole)
    change(tmp_path, ancien, nouveau)
    with pytest.raises(RepriseImpossible, match=f"ne peut pas être repris : {phrase}"):
        joue(tmp_path, protocole, reprise=True)


@pytest.mark.skipif(sys.platform == "win32", reason="pas de kill -9 sous Windows")
def test_a_journal_that_was_tampered_with_sends_nothing(tmp_path: Path, protocole: Protocole) -> None:
    """Played again, the campaign would have sent something else: it stops there, and says where."""
    assert tue_au(60, tmp_path, protocole)
    avant = (tmp_path / "journal" / "journal.jsonl").read_bytes()
    change(tmp_path, "un client souscrit", "un voisin souscrit")
    with pytest.raises(Divergence, match=r"ne refait pas ce que son journal contient .*un client souscrit"):
        joue(tmp_path, protocole, reprise=True)
    assert len((tmp_path / "journal" / "journal.jsonl").read_bytes()) == len(avant)


def test_two_campaigns_on_one_folder_or_one_exchange_are_refused(tmp_path: Path, protocole: Protocole) -> None:
    joue(tmp_path / "une", protocole)
    profil = charge_profil(tmp_path / "une" / "profil.toml")
    with (
        fermant(ouverture.ouvre(profil, Partie.OC, "la première")),
        pytest.raises(EchangeImpossible, match="la première se sert déjà de"),
    ):
        ouverture.ouvre(profil, Partie.OC, "la seconde")
    reglages = Reglages("1", "essai", resources.fixtures("reseaux", "valfibre.toml"))
    with (
        ouvre(tmp_path / "j", protocole, reglages),
        pytest.raises(JournalOccupe, match="une autre campagne écrit déjà dans"),
        ouvre(tmp_path / "j", protocole, reglages),
    ):
        pass


def test_a_full_disk_stops_the_campaign_where_it_can_go_on(
    tmp_path: Path, protocole: Protocole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written whole is taken back, nothing is sent, and the same journal is gone on with later."""
    original, compte = Journal._pousse, iter(range(1000))

    def plein(self: Journal, fichier: Any, octets: bytes) -> None:
        if next(compte) == 30:
            monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "plein")))
        original(self, fichier, octets)

    monkeypatch.setattr(Journal, "_pousse", plein)
    with pytest.raises(JournalArrete, match=r"plus rien ne peut être écrit dans .* : plus de place sur le disque"):
        joue(tmp_path, protocole)
    monkeypatch.undo()
    pris = joue(tmp_path, protocole, reprise=True)
    assert len(pris) == len(set(pris)) == 2
