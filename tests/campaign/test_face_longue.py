"""A campaign over real mail servers, and a simulated partner that is killed and comes back: real processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from harness.exchange.entries import EntreeEvenement, EntreeLot
from harness.exchange.journal import lit_journal
from tests.campaign.test_face import DOSSIER, PROFIL, Banc, fin
from tests.transports.conftest import serveur_courriel, serveur_courriel_du_module  # noqa: F401 - fixtures
from tests.transports.serveur_courriel import ServeurCourriel, profil_courriel

LENT = PROFIL.replace('ar = "5 minutes"', 'ar = "60 minutes"').replace('cr = "5 minutes"', 'cr = "60 minutes"')
"""A mail takes a second or two, minutes of an accelerated time: what is due to us is due later than it comes."""


def test_a_campaign_by_mail(
    tmp_path: Path,
    serveur_courriel: ServeurCourriel,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """SMTP and IMAP servers of their own between `jouer` and `simuler`: one mailbox each, every file attached once."""
    monkeypatch.setenv("XVAL_COURRIEL", serveur_courriel.mot_de_passe)
    banc = Banc(tmp_path, echange="")
    for nom, joue, profil in (("profil.toml", "xtel", LENT), ("profil-oi.toml", "xval", PROFIL)):
        echange = "[echange]" + profil_courriel(serveur_courriel, joue).partition("[echange]")[2]
        (tmp_path / nom).write_text(profil.format(modes='"OC"') + echange, encoding="utf-8")
    heure = ("--acceleration", "240", "--origine", banc.heure[3])
    banc.partenaires.append(banc.lance("simuler", "oi", "--profil", "profil-oi.toml", "--journal", "simule-oi", *heure))
    commande = ("jouer", "--sous-test", "oi", "--profil", "profil.toml", "--journal", "journal", "--ci", *heure)
    code, lu, ecran = fin(banc.lance(*commande, "--scenarios", "OC-PAC-NOM", "--format", "json"))
    (bilan,) = banc.arrete()
    assert (code, [s["verdict"] for s in lu["scenarios"]]) == (0, ["conforme"]), ecran
    assert "1 commande : en service" in bilan
    flux = [
        e.nom_origine.split("_V12_")[0] for e in lit_journal(tmp_path / "journal").entrees if isinstance(e, EntreeLot)
    ]
    assert [nom.partition("XTEL_")[2] for nom in flux] == [
        "Cmd_Acces",
        "AR_Cmd_Acces",
        "CR_Cmd_Acces",
        "CR_MES_LigneFTTH",
    ]
    assert serveur_courriel.mot_de_passe not in (tmp_path / "journal" / "journal.jsonl").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pas de kill -9 sous Windows")
def test_a_simulated_oi_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """Its partner sees nothing but a pause: no file twice, none lost."""
    banc = Banc(tmp_path, echange=DOSSIER)
    banc.simule("oi")
    joueur = banc.joue("oi", "STOC-PAC-NOM")
    journal = tmp_path / "simule-oi" / "journal.jsonl"
    while not (journal.exists() and journal.read_text(encoding="utf-8").count('"type":"lot"') >= 3):
        assert joueur.poll() is None
        time.sleep(0.05)
    (simule,) = banc.partenaires
    simule.kill()
    simule.communicate()
    banc.partenaires[:] = [banc.lance("reprendre", "simule-oi")]
    code, lu, ecran = fin(joueur)
    (bilan,) = banc.arrete()
    (scenario,) = lu["scenarios"]
    assert scenario["verdict"] == "conforme" or {c["regle"] for c in lu["constats"]} == {"delai.depasse"}, ecran
    assert code == (0 if scenario["verdict"] == "conforme" else 1)
    assert "1 commande : en service" in bilan
    entrees = lit_journal(tmp_path / "simule-oi").entrees
    noms = [e.nom_origine for e in entrees if isinstance(e, EntreeLot)]
    assert len(noms) == len(set(noms)) == 7
    assert [e.quoi for e in entrees if isinstance(e, EntreeEvenement)].count("reprise") == 1
