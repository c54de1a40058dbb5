"""What a line says of the life of its order: an outcome of its own flux, and the socket that an order announces."""

from __future__ import annotations

import pytest

from harness.protocol.issues import CHAMP_ETAT, Issue, issue, situation
from harness.protocol.terms import Flux, Situation

REPROV = Flux.NOTIF_REPROV


@pytest.mark.parametrize("flux", CHAMP_ETAT)
def test_an_outcome_is_one_of_its_own_flux_or_unknown(flux: Flux) -> None:
    """§3.9 has CHAUD and FROID, every other report has OK and KO."""
    connues = {"CHAUD", "FROID"} if flux is REPROV else {"OK", "KO"}
    for texte in ("OK", "KO", "CHAUD", "FROID", "PEUT-ETRE", ""):
        lue = issue(flux, {CHAMP_ETAT[flux]: f" {texte.lower()} "})
        assert (lue is not Issue.INCONNUE) is (texte in connues)


@pytest.mark.parametrize(
    ("cellules", "attendue"),
    [
        ({"CrRaccordementPrise": "OK", "PrisePosee": "OUI"}, Issue.OK),
        ({"CrRaccordementPrise": "KO", "PrisePosee": "NON"}, Issue.KO_A_POSER),
        ({"CrRaccordementPrise": "KO", "PrisePosee": "oui"}, Issue.KO_POSEE),
        ({"CrRaccordementPrise": "KO", "MotifKoCrRaccordementPrise": "FIMP18"}, Issue.KO_POSEE),
        ({"CrRaccordementPrise": "KO", "PrisePosee": "PEUT-ETRE"}, Issue.KO_A_POSER),
        ({"CrRaccordementPrise": "AUTRE", "PrisePosee": "OUI"}, Issue.INCONNUE),
    ],
)
def test_a_failed_work_says_whether_the_socket_is_there(cellules: dict[str, str], attendue: Issue) -> None:
    """§3.5, §5.1.5, §7.1.4."""
    assert issue(Flux.CR_STOC, cellules) is attendue


@pytest.mark.parametrize(("etat", "attendue"), [("OK", Issue.APPEL), ("KO", Issue.KO), ("AUTRE", Issue.INCONNUE)])
def test_only_a_report_that_accepts_calls_the_hotline(etat: str, attendue: Issue) -> None:
    """§3.3."""
    assert issue(Flux.CR_CMD_ACCES, {"EtatCrCommandePrise": etat, "ReferencePrise": "hotline"}) is attendue


@pytest.mark.parametrize("rang", [1, 2, 3])
def test_one_slot_that_is_kept_is_an_appointment(rang: int) -> None:
    """§3.14.2."""
    assert issue(Flux.REPONSE_RDV, {f"ValidDate{rang}": "ok"}) is Issue.OK
    assert issue(Flux.REPONSE_RDV, {f"ValidDate{rang}": "KO"}) is Issue.KO


@pytest.mark.parametrize("existante", ["N", "", "?", "P", "OUI", "o"])
def test_only_an_order_that_says_so_is_on_a_socket_that_is_there(existante: str) -> None:
    """§3.1: whatever the reference that comes with it."""
    connue = existante.upper() == "O"
    for prise, sinon in (("OO-0001-0001", Situation.IDENTIFIEE), ("", Situation.NON_IDENTIFIEE)):
        lue = situation({"PriseExistante": existante, "ReferencePrise": prise})
        assert lue is (sinon if connue else Situation.A_CONSTRUIRE)
