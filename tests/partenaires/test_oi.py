"""An OI that shares nothing with the harness passes the nominal and KO scenarios of the three models."""

from __future__ import annotations

import pytest

from tests.partenaires.conftest import Bancs
from tests.transports.serveur_ssh import ServeurSsh

NOMINAUX = [f"{m}-{s}-NOM" for m in ("OI", "STOC", "OC") for s in ("PAC", "PCI", "PNI")]
REFUS = [f"{m}-{s}-{k}" for m in ("OI", "STOC", "OC") for s in ("PAC", "PCI") for k in ("ARKO", "CRKO")]
ECHECS = ["OI-PAC-MADKO", "OI-PCI-MADKO", "STOC-PAC-MADKO", "STOC-PCI-MADKO"]
MES = [f"{m}-{s}-MES" for m in ("OI", "STOC", "OC") for s in ("PAC", "PCI", "PNI")]
TRAVAUX = [f"STOC-PAC-{k}" for k in ("CRSTOCKO-A", "CRSTOCKO-B1", "CRSTOCKO-B2", "CONSTKO-A", "CONSTKO-B")]
ROUTES = [f"{m}-{s}-CHRO-NOM" for m in ("STOC", "OC") for s in ("PAC", "PCI")]
ANNULATIONS = ["ANN-AVANT-MAD-STOC", "ANN-APRES-MAD-STOC", "ANN-OC-APRES-CR"]


@pytest.mark.parametrize(
    "scenarios",
    [NOMINAUX, REFUS, ECHECS + TRAVAUX + ROUTES, MES + ANNULATIONS],
    ids=["nominaux", "refus", "echecs-et-changements-de-route", "mises-en-service-et-annulations"],
)
def test_it_is_conformant_over_a_folder(bancs: Bancs, scenarios: list[str]) -> None:
    code, rapport = bancs("oi").joue(" ou ".join(scenarios))
    dits = {s["id"]: (s["verdict"], s.get("raison", "")) for s in rapport["scenarios"]}
    assert dits == dict.fromkeys(scenarios, ("conforme", ""))
    assert code == 0


def test_it_is_conformant_over_sftp(bancs: Bancs, serveur_ssh: ServeurSsh) -> None:
    """The same files through a real server: the harness is its client, the partner finds them on its disk."""
    scenarios = [*NOMINAUX, *REFUS]
    code, rapport = bancs("oi", serveur=serveur_ssh).joue(" ou ".join(scenarios))
    assert {s["id"]: (s["verdict"], s.get("raison", "")) for s in rapport["scenarios"]} == dict.fromkeys(
        scenarios, ("conforme", "")
    )
    assert code == 0
