"""An OC that shares nothing with the harness passes the nominal and KO scenarios of the three models."""

from __future__ import annotations

import pytest

from tests.partenaires.conftest import Bancs
from tests.transports.serveur_ssh import ServeurSsh

NOMINAUX = [f"{m}-{s}-NOM" for m in ("OI", "STOC", "OC") for s in ("PAC", "PCI", "PNI")]
REFUS = [f"{m}-{s}-{k}" for m in ("OI", "STOC", "OC") for s in ("PAC", "PCI") for k in ("ARKO", "CRKO")]
ECHECS = ["OI-PAC-MADKO", "OI-PCI-MADKO", "STOC-PAC-CRSTOCKO-B1", "STOC-PAC-CRSTOCKO-B2"]
MES = [f"{m}-{s}-MES" for m in ("OI", "STOC", "OC") for s in ("PAC", "PCI")]
ROUTES = ["STOC-PAC-CHRO-NOM", "STOC-PCI-CHRO-NOM", "OC-PAC-CHRO-NOM"]


@pytest.mark.parametrize(
    "scenarios",
    [NOMINAUX, REFUS, ECHECS + MES + ROUTES + ["ANN-OC-APRES-CR"]],
    ids=["nominaux", "refus", "echecs-et-changements-de-route"],
)
def test_it_is_conformant_over_a_folder(bancs: Bancs, scenarios: list[str]) -> None:
    code, rapport = bancs("oc").joue(" ou ".join(scenarios))
    dits = {s["id"]: (s["verdict"], s.get("raison", "")) for s in rapport["scenarios"]}
    assert dits == dict.fromkeys(scenarios, ("conforme", ""))
    assert code == 0


def test_it_is_conformant_over_sftp(bancs: Bancs, serveur_ssh: ServeurSsh) -> None:
    """The same files through a real server: the harness is its client, the partner finds them on its disk."""
    scenarios = [*NOMINAUX, *REFUS]
    code, rapport = bancs("oc", serveur=serveur_ssh).joue(" ou ".join(scenarios))
    assert {s["id"]: (s["verdict"], s.get("raison", "")) for s in rapport["scenarios"]} == dict.fromkeys(
        scenarios, ("conforme", "")
    )
    assert code == 0
