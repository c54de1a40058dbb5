"""What the catalogue expects, against what was exchanged: the same function during a run and when judging its journal.

An expected cell is written in a small closed vocabulary, joined by « ou »:
`renseigné`, `vide`, `celui de FLUX`, `autre que celui de FLUX` (or celle), `celui de CHAMP de FLUX` for another column,
`du jour de FLUX` for a date, `réelle` for a route, `PTO existante` or `PTO inexistante` for a reason however it is
written, else the text itself, compared without case. FLUX is the last
message of that flux that an expectation met before. `RouteOptique` is no column: it stands for the route blocks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from harness.exchange.dates import DATE_D_ENVOI
from harness.exchange.entries import EntreeAttente
from harness.exchange.messages import Message
from harness.exchange.rendez_vous import EtatRdv, suit
from harness.exchange.routes import meme, reelle, route
from harness.exchange.walk import position
from harness.protocol.francais import de
from harness.protocol.lifecycle import FINALS, OUVERTS, Etat, Issue
from harness.protocol.motifs import designe_pto_existante, designe_pto_inexistante
from harness.protocol.terms import Flux

ROUTE = "RouteOptique"

ETATS: Mapping[str, frozenset[Etat]] = {
    "terminée": FINALS,
    "en cours": OUVERTS,
    "annulée": frozenset({Etat.ANNULEE}),
    "résiliée": frozenset({Etat.RESILIEE, Etat.ECRASEE}),
}
"""The last words of « la commande est … », and the states they cover; an overwritten line is ended (§3.10)."""

ETATS_RDV = ("réservé", "annulé", "libéré")
"""The last words of « le rendez-vous est … ». No message says « libéré »: what shows is that no order came (§3.14)."""

_REFERENCE = re.compile(
    r"(?:(?P<autre>autre que )?(?:celui|celle)|(?P<jour>du jour)) d(?:u|e la|e) (?:(?P<champ>\w+) de )?(?P<flux>\w+)"
)
_RENSEIGNE = ("renseigné", "renseignée")
_MOTIFS = {"PTO existante": designe_pto_existante, "PTO inexistante": designe_pto_inexistante}
_KO = frozenset({Issue.KO, Issue.KO_A_POSER, Issue.KO_POSEE})


@dataclass(frozen=True, slots=True)
class Tenue:
    """What became of one expectation. `temoin` is the message it met, None when none came.

    `raison` is a French sentence, "" when kept; it never quotes the observed cells.
    """

    attente: EntreeAttente
    tenue: bool
    temoin: Message | None
    raison: str = ""


def confronte(
    attentes: Iterable[EntreeAttente], messages: Sequence[Message], cles: Mapping[str, Collection[str]] | None = None
) -> tuple[Tenue, ...]:
    """Expectations against messages, both in order. `cles` maps the name of an order to its keys; None: there is one.

    Each takes the first message of its order, sender and flux that none before it took, whatever else crossed it in
    between: who may speak before whom is the business of the lifecycle.
    """
    pris: set[int] = set()
    temoins: dict[Flux, Message] = {}
    resultat: list[Tenue] = []
    for attente in attentes:
        siens = None if cles is None else cles.get(attente.dossier, ())
        rang = next((i for i, m in enumerate(messages) if i not in pris and _candidat(attente, m, siens)), None)
        if attente.aucun or rang is None:
            resultat.append(_absence(attente, None if rang is None else messages[rang]))
            continue
        pris.add(rang)
        raison = _ecart(attente, messages[rang], temoins)
        temoins[attente.flux] = messages[rang]
        resultat.append(Tenue(attente, not raison, messages[rang], raison))
    return tuple(resultat)


def _absence(attente: EntreeAttente, message: Message | None) -> Tenue:
    if not attente.aucun:
        return Tenue(attente, False, None, f"aucun {attente.flux} n'est venu de l'{attente.emetteur}")
    raison = "" if message is None else f"un {attente.flux} est venu de l'{attente.emetteur}"
    return Tenue(attente, message is None, message, raison)


def references(champs: Mapping[str, str]) -> frozenset[Flux]:
    """The flux that expected cells refer to. Raises ValueError, in French, on a name that is no flux."""
    noms = {m["flux"] for texte in champs.values() for choix in texte.split(" ou ") if (m := _reference(choix))}
    inconnus = sorted(noms - {f.value for f in Flux})
    if inconnus:
        raise ValueError(f"« {inconnus[0]} » n'est pas un flux du protocole")
    return frozenset(Flux(n) for n in noms)


def _reference(choix: str) -> re.Match[str] | None:
    return _REFERENCE.fullmatch(choix.strip())


def _candidat(attente: EntreeAttente, message: Message, cles: Collection[str] | None) -> bool:
    sien = cles is None or message.reference in cles
    return sien and message.flux is attente.flux and message.emetteur is attente.emetteur


def _ecart(attente: EntreeAttente, message: Message, temoins: Mapping[Flux, Message]) -> str:
    """Why a message is not the one described; "" when it is."""
    if not _meme_issue(attente.issue, message.issue):
        return f"{attente.flux} n'est pas « {attente.issue} »"
    for champ, attendu in attente.champs.items():
        if not any(_convient(champ, choix.strip(), message, temoins) for choix in attendu.split(" ou ")):
            return f"{champ} {de(attente.flux)} : {attendu} était attendu"
    return ""


def _meme_issue(attendue: Issue, recue: Issue) -> bool:
    return attendue in (Issue.AUCUNE, recue) or (attendue is Issue.KO and recue in _KO)


def _convient(champ: str, attendu: str, message: Message, temoins: Mapping[Flux, Message]) -> bool:
    if ref := _reference(attendu):
        source = temoins.get(Flux(ref["flux"]))
        if source is None:
            return False
        if ref["jour"]:
            return message[champ][:8] == source[DATE_D_ENVOI[source.flux]][:8]
        return _compare(champ, message, source, ref["champ"] or champ, differe=bool(ref["autre"]))
    lue = route(message.cellules)
    if champ == ROUTE:
        return {"vide": not lue, "réelle": reelle(lue)}.get(attendu, bool(lue) and attendu in _RENSEIGNE)
    cellule = message[champ].strip()
    if attendu == "vide":
        return not cellule
    if attendu in _MOTIFS:
        return _MOTIFS[attendu](cellule)
    return bool(cellule) if attendu in _RENSEIGNE else cellule.casefold() == attendu.casefold()


def _compare(champ: str, message: Message, source: Message, celui: str, *, differe: bool) -> bool:
    if champ == ROUTE:
        lue = route(message.cellules)
        return reelle(lue) and meme(lue, route(source.cellules)) is not differe
    cellule = message[champ].strip()
    return bool(cellule) and (cellule.casefold() == source[celui].strip().casefold()) is not differe


def confronte_etat(etat: str, messages: Sequence[Message]) -> str:
    """Why an order, or its appointment, is not where a sentence says it is, in French; "" when it is.

    A word that this harness does not know describes nothing: it never is.
    """
    if etat in ETATS_RDV:
        return _confronte_rdv(etat, messages)
    if etat not in ETATS:
        return f"« {etat} » n'est pas un état que ce banc connaît"
    lue = position(messages)
    if lue is not None and lue.etat in ETATS[etat]:
        return ""
    return f"la commande n'est pas {etat} : " + ("elle n'est jamais venue" if lue is None else f"{lue.etat}")


def _confronte_rdv(etat: str, messages: Sequence[Message]) -> str:
    rdv = suit(messages)
    commande = any(m.flux is Flux.CMD_ACCES for m in messages)
    voulu = EtatRdv.ANNULE if etat == "annulé" else EtatRdv.RESERVE
    if rdv.etat is voulu and not (etat == "libéré" and commande):
        return ""
    return f"le rendez-vous n'est pas {etat} : {rdv.etat}" + (", et la commande est venue" if commande else "")
