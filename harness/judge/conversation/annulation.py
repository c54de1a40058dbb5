"""What a cancellation and its report owe each other, once they are in their place (§3.12, §3.13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from harness.exchange.dates import DATE_D_ENVOI
from harness.exchange.instants import lit_instant
from harness.exchange.messages import Message
from harness.exchange.walk import Pas
from harness.judge.conversation.vu import Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.lifecycle import LIMITE, Etat, Issue
from harness.protocol.terms import Flux, Modele

CONV = Portee.CONVERSATION


def _reponses(suite: Suite) -> Iterator[tuple[Pas, Pas, Pas | None]]:
    """Each report on a cancellation: (the cancellation, its report, the first message past the limit, if any)."""
    flux, issues = LIMITE[suite.modele] if suite.modele else (None, frozenset[Issue]())
    limite: Pas | None = None
    demande: Pas | None = None
    for pas in suite.pas:
        if pas.refus is not None:
            continue
        if limite is None and pas.message.flux is flux and pas.message.issue in issues:
            limite = pas
        if pas.message.flux is Flux.ANNULATION:
            demande = pas
        elif pas.message.flux is Flux.CR_ANNULATION and demande is not None:
            yield demande, pas, limite


def _envoi(message: Message) -> datetime | None:
    """When a message left: as the journal tells, else as its line does."""
    if message.instant:
        return _iso(message.instant)
    return lit_instant(message[DATE_D_ENVOI[message.flux]]) if message.flux in DATE_D_ENVOI else None


def _reception(message: Message) -> datetime | None:
    return _iso(message.recu) if message.recu else _envoi(message)


def _iso(texte: str) -> datetime | None:
    try:
        return datetime.fromisoformat(texte)
    except ValueError:
        return None


@regle("annulation.mal_qualifiee", CONV, "3.12", flux=Flux.CR_ANNULATION)
def mal_qualifiee(suite: Suite) -> Iterator[Vu]:
    """Avant le jour du CR MAD, du CR de commande en modèle OC, l'OI annule ; à partir de ce jour, il résilie."""
    for demande, reponse, limite in _reponses(suite):
        dite = reponse.message["TypeOperation"].strip().upper()
        if reponse.message.issue is not Issue.OK or dite not in ("ANNUL", "RESIL"):
            continue
        attendue, ambiguite = _qualifie(demande, limite)
        etat = Etat.RESILIEE if attendue == "RESIL" else Etat.ANNULEE
        yield Vu(
            reponse.message, dite == attendue, f"{attendue} attendu", "TypeOperation", etat=etat, ambiguite=ambiguite
        )


def _qualifie(demande: Pas, limite: Pas | None) -> tuple[str, str]:
    """What the cancellation is, and the clause on whose reading it rests (AMB-39: the day, whatever the hour)."""
    if limite is None:
        return "ANNUL", ""
    recue, borne = _reception(demande.message), _envoi(limite.message)
    if recue is None or borne is None:
        return ("RESIL" if demande.avant.resiliable else "ANNUL"), ""
    if recue.date() < borne.date():
        return "ANNUL", ""
    return "RESIL", "AMB-39" if recue.date() == borne.date() and not demande.avant.resiliable else ""


@regle("observation.annulation_apres_gel", CONV, "3.14.4", flux=Flux.ANNULATION, gravite=Gravite.INFORMATION)
def annulation_apres_gel(suite: Suite) -> Iterator[Vu]:
    """Un gel peut décider l'OC à annuler sa commande."""
    gelee = False
    for pas in suite.pas:
        gelee = gelee or pas.message.flux is Flux.GEL_DEGEL_RDV
        if gelee and pas.message.flux is Flux.ANNULATION and pas.refus is None:
            yield Vu(pas.message, True)


@regle("annulation.cr_anterieur", CONV, "3.13", flux=Flux.CR_ANNULATION)
def cr_anterieur(suite: Suite) -> Iterator[Vu]:
    """Le compte-rendu d'annulation n'est pas daté d'avant la demande."""
    for demande, reponse, _ in _reponses(suite):
        champ = "DateCrCommandeAnnulPrise"
        demandee, datee = lit_instant(demande.message["DateAnnulation"]), lit_instant(reponse.message[champ])
        if demandee is not None and datee is not None:
            yield Vu(reponse.message, datee >= demandee, "date de la demande ou postérieure attendue", champ)


@regle("annulation.rdv_non_rappele", CONV, "3.12", flux=Flux.ANNULATION)
def rdv_non_rappele(suite: Suite) -> Iterator[Vu]:
    """En modèle OI, l'annulation cite le rendez-vous de la commande."""
    rdv = suite.dossier.messages[0]["IdRdv"].strip()
    if suite.modele is not Modele.OI or not rdv:
        return
    for pas in suite.pas:
        if pas.message.flux is Flux.ANNULATION and pas.refus is None:
            passe = pas.avant.resiliable
            tenue = pas.message["IdRdv"].strip() == rdv
            gravite = Gravite.AVERTISSEMENT if passe else None
            ambiguite = "AMB-46" if passe else ""
            yield Vu(pas.message, tenue, "IdRdv de la commande attendu", "IdRdv", gravite=gravite, ambiguite=ambiguite)
