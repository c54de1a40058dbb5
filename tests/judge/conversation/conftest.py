"""Small dossiers written in a line: `Cmd > AR OK > CR OK > Cmd_STOC`, with some cells changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from harness.exchange.dossiers import Dossier, Echange
from harness.exchange.messages import Message
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.protocol.terms import Flux, Partie

OI, OC = Partie.OI, Partie.OC
ROUTE = {f"{nom} N°1": "A1" for nom in ("NomModulePm", "PositionModulePm", "ReferencePBO", "InformationFibrePBO")}
AUTRE = {**ROUTE, "PositionModulePm N°1": "B2"}
MOTS: dict[str, tuple[Partie, Flux, Mapping[str, str]]] = {
    "Cmd": (OC, Flux.CMD_ACCES, {}),
    "AR OK": (OI, Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "OK"}),
    "AR KO": (OI, Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "KO"}),
    "AR ?": (OI, Flux.AR_CMD_ACCES, {"EtatArCommandePrise": "PEUT-ETRE"}),
    "CR OK": (OI, Flux.CR_CMD_ACCES, {
        "EtatCrCommandePrise": "OK", "ReferencePrise": "OO-0001-0001", "ReferencePrestationPrise": "ACC-1",
        "OC 1": "OCYY", **ROUTE}),
    "CR HOTLINE": (OI, Flux.CR_CMD_ACCES, {
        "EtatCrCommandePrise": "OK", "ReferencePrise": "HOTLINE", "ReferencePrestationPrise": "ACC-1"}),
    "CR KO": (OI, Flux.CR_CMD_ACCES, {"EtatCrCommandePrise": "KO"}),
    "Cmd_STOC": (OI, Flux.CMD_STOC, {
        "ReferencePrestationPrise": "ACC-1", "ReferenceCommandeSousTraitantOI": "ST-1"}),
    "STOC OK": (OC, Flux.CR_STOC, {
        "CrRaccordementPrise": "OK", "PrisePosee": "OUI", "ReferencePrestationPrise": "ACC-1",
        "ReferenceCommandeSousTraitantOI": "ST-1", "ReferencePrise": "OO-0001-0001"}),
    "STOC KO": (OC, Flux.CR_STOC, {
        "CrRaccordementPrise": "KO", "PrisePosee": "NON", "MotifKoCrRaccordementPrise": "FINT06"}),
    "STOC KO posée": (OC, Flux.CR_STOC, {
        "CrRaccordementPrise": "KO", "PrisePosee": "OUI", "MotifKoCrRaccordementPrise": "FINT04"}),
    "Reprov CHAUD": (OI, Flux.NOTIF_REPROV, {
        "TypeReprov": "CHAUD", "NumeroDecharge": "D-1", "ReferencePrise": "OO-0001-0002", "OC 1": "OCYY", **AUTRE}),
    "Reprov FROID": (OI, Flux.NOTIF_REPROV, {
        "TypeReprov": "FROID", "ReferencePrise": "OO-0001-0001", "OC 1": "OCYY", **ROUTE}),
    "MAD OK": (OI, Flux.CR_MAD, {
        "EtatMadLigne": "OK", "ReferencePrestationPrise": "ACC-1", "ReferencePrise": "OO-0001-0001"}),
    "MAD KO": (OI, Flux.CR_MAD, {"EtatMadLigne": "KO", "ReferencePrestationPrise": "ACC-1"}),
    "MES": (OC, Flux.CR_MES, {"ReferencePrestationPrise": "ACC-1"}),
    "Racc_KO": (OC, Flux.NOTIF_RACC_KO, {"MotifRaccKO": "FINT04"}),
    "Racc_KO OI": (OI, Flux.NOTIF_RACC_KO, {"MotifRaccKO": "FCLI07"}),
    "Annulation": (OC, Flux.ANNULATION, {}),
    "CR Annulation OK": (OI, Flux.CR_ANNULATION, {"EtatCrAnnResCommandePrise": "OK"}),
    "CR Annulation KO": (OI, Flux.CR_ANNULATION, {"EtatCrAnnResCommandePrise": "KO"}),
    "Écrasement": (OI, Flux.NOTIF_ECRASEMENT, {}),
    "Gel": (OI, Flux.GEL_DEGEL_RDV, {}),
    "Mess OI": (OI, Flux.MESS_OI, {}),
    "Mess OC": (OC, Flux.MESS_OC, {}),
}  # fmt: skip

Fait = Callable[..., Dossier]
Juge = Callable[..., Conversations]


def dossier(suite: str, modele: str = "STOC", oc: str = "OCYY", **changes: Mapping[str, str]) -> Dossier:
    """Messages in order, each in a file of its own. `m3={...}` changes cells of the third message.

    The order is on a socket to build, unless the first message says otherwise.
    """
    messages = []
    for n, mot in enumerate(suite.split(" > "), start=1):
        partie, flux, cellules = MOTS[mot]
        commune = {"ReferenceCommandePriseInterneOC": "CMD-1"}
        commande = {"TypeRacco": modele, "PriseExistante": "N"} if flux is Flux.CMD_ACCES else {}
        lues = {**commune, **commande, **cellules, **changes.get(f"m{n}", {})}
        messages.append(Message(flux, lues, partie, n, 2, f"{n:02d}_{flux}.csv"))
    return Dossier("CMD-1", oc, "OIXX", tuple(messages))


def a(dossier: Dossier, *heures: str, recus: Mapping[int, str] | None = None) -> Dossier:
    """The same dossier, each message at its time: `HH:MM`, or `J HH:MM` on another day. `recus` by rank from 1 on."""
    lus = recus or {}
    datees = [
        replace(m, instant=_instant(h), recu=_instant(lus[n]) if n in lus else "")
        for n, (m, h) in enumerate(zip(dossier.messages, heures, strict=True), start=1)
    ]
    return replace(dossier, messages=tuple(datees))


def _instant(heure: str) -> str:
    jour, _, reste = heure.rpartition(" ")
    return f"2026-01-{int(jour or 5):02d}T{reste}:00"


def echanges(*dossiers: Dossier, horizon: str = "") -> tuple[Echange, ...]:
    """One lot a message, in the order of their rank; `horizon` is until when answers were listened to."""
    lots = [(m, d) for d in dossiers for m in d.messages]
    return tuple(
        Echange(
            (m,), *((d.oc, d.oi) if m.emetteur is OC else (d.oi, d.oc)), m.fichier, m.flux, m.emetteur,
            instant=m.instant, horizon=_instant(horizon) if horizon else "",
        )
        for m, d in sorted(lots, key=lambda lot: lot[0].ordre)
    )  # fmt: skip


@pytest.fixture(scope="session")
def fait() -> Fait:
    return dossier


@pytest.fixture(scope="session")
def juge() -> Juge:
    """Judge one dossier written in a line."""

    def juge_(suite: str, modele: str = "STOC", oc: str = "OCYY", **changes: Mapping[str, str]) -> Conversations:
        return juge_dossiers([dossier(suite, modele, oc, **changes)], officiel=False)

    return juge_
