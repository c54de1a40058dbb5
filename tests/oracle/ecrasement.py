"""A line given to another operator (§3.10), naively: told after that one is in service, and never who it is."""

from __future__ import annotations

from collections.abc import Iterator

from tests.oracle.conversation import Message
from tests.oracle.faits import OI

Cle = tuple[str, str, str]
"""OC, OI and reference of an order."""


def juge(dossiers: dict[Cle, list[Message]], cle: Cle) -> Iterator[str]:
    """What is wrong with the notifications of one order, beside those of all others."""
    oc, oi, _ = cle
    siens = dossiers[cle]
    for m in siens:
        if m.flux != "Notif_Ecrasement":
            continue
        autres = {c: autre for c, autre in dossiers.items() if c[0] != oc and c[1] == oi}
        codes = {c[0].upper() for c in autres}
        dit = m["OperateurEcrase"].upper()
        if dit and dit != oc.upper():
            yield "OperateurEcrase n'est pas l'OC écrasé (§3.10)"
        prise = m["ReferencePrise"] or _prise(siens)
        voisins = {c: autre for c, autre in autres.items() if prise and _prise(autre) == prise}
        if any(codes & _mots(cellule) for cellule in m.r.values()):
            yield "la notification nomme un autre OC (§3.10)"
        if any(c[2] == cellule or c[2].upper() in _mots(cellule) for c in voisins for cellule in m.r.values()):
            yield "la notification cite la commande de l'OC qui a pris la ligne (§3.10)"
        if voisins and not any(_en_service_avant(autre, m) for autre in voisins.values()):
            yield "écrasement avant le CR MES du nouvel OC (§3.10)"
        if siens[0].flux == "Cmd_Acces" and _prise(siens) and m["ReferencePrise"] not in ("", _prise(siens)):
            yield "la notification ne cite pas la prise de la ligne écrasée (§3.10)"


def _en_service_avant(autre: list[Message], m: Message) -> bool:
    return any(a.flux == "CR_MES_LigneFTTH" and a.rang < m.rang for a in autre)


def _prise(messages: list[Message]) -> str:
    """The last socket that the OI gave for an order."""
    donnees = [m["ReferencePrise"] for m in messages if m.emetteur == OI and m.flux in SITUENT]
    return next((p for p in reversed(donnees) if p and p.upper() != "HOTLINE"), "")


SITUENT = ("CR_Cmd_Acces", "Notif_Reprov", "CR_MAD_LigneFTTH")


def _mots(texte: str) -> set[str]:
    return set("".join(c if c.isascii() and c.isalnum() else " " for c in texte.upper()).split())
