"""What a line says as far as the life of its order goes: its outcome, and the situation that an order announces."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from harness.protocol.motifs import designe_pto_existante
from harness.protocol.terms import HOTLINE, Flux, Situation


class Issue(StrEnum):
    """What a line says, as far as the life of the order is concerned."""

    AUCUNE = ""
    OK = "OK"
    KO = "KO"
    APPEL = "HOTLINE"
    KO_A_POSER = "KO, prise à poser"
    KO_POSEE = "KO, prise en place"
    CHAUD = "CHAUD"
    FROID = "FROID"
    INCONNUE = "?"


CHAMP_ETAT: dict[Flux, str] = {
    Flux.AR_CMD_ACCES: "EtatArCommandePrise",
    Flux.CR_CMD_ACCES: "EtatCrCommandePrise",
    Flux.CR_STOC: "CrRaccordementPrise",
    Flux.CR_MAD: "EtatMadLigne",
    Flux.CR_ANNULATION: "EtatCrAnnResCommandePrise",
    Flux.NOTIF_REPROV: "TypeReprov",
}
"""The column that carries the outcome of a flux. The others have none (a CR MES is always OK: §3.8), but for the answer
to an appointment request, which has one a slot (§3.14.2)."""

CHAMP_MOTIF: dict[Flux, str] = {
    Flux.AR_CMD_ACCES: "MotifKoArCommandePrise",
    Flux.CR_CMD_ACCES: "MotifKoCrCommandePrise",
    Flux.CR_STOC: "MotifKoCrRaccordementPrise",
    Flux.CR_MAD: "MotifKoMadLigne",
    Flux.CR_ANNULATION: "MotifKoCrAnnResCommandePrise",
    Flux.NOTIF_RACC_KO: "MotifRaccKO",
    Flux.REPONSE_RDV: "MotifReponseRdvKo",
}
"""The column that carries the reason of a KO."""


def issue(flux: Flux, cellules: Mapping[str, str]) -> Issue:
    """Outcome of one line, case folded; INCONNUE when the cell holds anything but one of its own."""
    champ = CHAMP_ETAT.get(flux)
    if flux is Flux.REPONSE_RDV:
        valides = (cellules.get(f"ValidDate{n}", "").strip().upper() for n in (1, 2, 3))
        return Issue.OK if "OK" in valides else Issue.KO
    if champ is None:
        return Issue.AUCUNE
    valeur = cellules.get(champ, "").strip().upper()
    if valeur not in (("CHAUD", "FROID") if flux is Flux.NOTIF_REPROV else ("OK", "KO")):
        return Issue.INCONNUE
    if flux is Flux.CR_CMD_ACCES and valeur == "OK" and cellules.get("ReferencePrise", "").strip().upper() == HOTLINE:
        return Issue.APPEL
    if flux is Flux.CR_STOC and valeur == "KO":
        posee = cellules.get("PrisePosee", "").strip().upper() == "OUI"
        return (
            Issue.KO_POSEE if posee or designe_pto_existante(cellules.get(CHAMP_MOTIF[flux], "")) else Issue.KO_A_POSER
        )
    return Issue(valeur)


def situation(commande: Mapping[str, str]) -> Situation:
    """Situation of the socket as an order announces it (§3.1)."""
    if commande.get("PriseExistante", "").strip().upper() != "O":
        return Situation.A_CONSTRUIRE
    return Situation.IDENTIFIEE if commande.get("ReferencePrise", "").strip() else Situation.NON_IDENTIFIEE
