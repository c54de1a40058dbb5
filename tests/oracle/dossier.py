"""One order from its first message to its last: a verdict and a reason, and what may have crossed on the way."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from tests.oracle.conversation import Commande, Doute, Ecart, Message

REPONSES = {
    "AR_Cmd_Acces": "Cmd_Acces", "CR_Cmd_Acces": "Cmd_Acces", "CR_STOC": "Cmd_STOC",
    "CR_Annulation_Acces": "Annulation_Acces",
}  # fmt: skip
"""Reply -> what it replies to."""


def juge(messages: list[Message], oc: str, renvois: Counter[str] | None = None) -> tuple[str, str]:
    """(verdict, reason) of one order. A first breach, or a first doubt, settles it: what follows depends on it.

    `renvois`: how many times a row of it came again, byte for byte, by flux. Nothing says whether it is then answered
    again, but it is not answered more often than it came (§3.2: one AR a row).
    """
    messages = [m for m in messages if m.flux != "Gel/Degel RDV"]  # §3.14.4: an indication, implemented by nobody
    if not messages:
        return "conforme", ""
    if messages[0].flux != "Cmd_Acces":
        if any(m.flux == "Cmd_Acces" for m in messages):  # answered before it left, or an old reference taken again
            return "non conforme", f"{messages[0].flux} avant la commande de cette référence (§3.1, §4.1.2)"
        if messages[0].flux == "Notif_Ecrasement":  # its order is older than what we look at (§3.10)
            suite = [m.flux for m in messages if m.flux != "Notif_Ecrasement"]
            return ("non conforme", f"{suite[0]} après l'écrasement (§3.10)") if suite else ("conforme", "")
        return "indécis", f"le dossier commence par {messages[0].flux} : sa commande n'est dans aucun fichier"
    if messages[0]["TypeRacco"].upper() not in ("OI", "OC", "STOC"):
        return "indécis", "TypeRacco illisible"
    rang, trouve = _premier(messages, oc)
    if trouve is None:
        return "conforme", ""
    m = messages[rang]
    if renvois and renvois[REPONSES.get(m.flux, "")] and m.flux in {a.flux for a in messages[:rang]}:
        dits = Counter(a.flux for a in messages)
        de_trop = [f for f, demande in REPONSES.items() if dits[f] > dits[demande] + renvois[demande]]
        if de_trop:
            return "non conforme", f"plus de {de_trop[0]} que de demandes, renvois compris (§3.2)"
        return "indécis", f"{trouve} : une réponse de plus à un fichier reçu deux fois"
    if isinstance(trouve, Ecart) and not _croise(messages, rang, oc):
        return "non conforme", str(trouve)
    return "indécis", f"{trouve}{', mais les messages se sont croisés' if isinstance(trouve, Ecart) else ''}"


def _premier(messages: list[Message], oc: str) -> tuple[int, Ecart | Doute | None]:
    """The first breach or doubt of an order, and the rank of its message."""
    commande = Commande(messages[0], oc)
    for rang, m in enumerate(messages[1:], start=1):
        try:
            commande.recoit(m)
        except (Ecart, Doute) as e:
            return rang, e
    return len(messages), None


def _croise(messages: list[Message], rang: int, oc: str) -> bool:
    """Whether a message is only out of place because of what its sender had not read yet: the files of the other
    party that are less than ten minutes old, at most.
    """
    m = messages[rang]
    lus = [a for a in messages[:rang] if a.emetteur == m.emetteur or not _recent(a, m)]
    if len(lus) == rang or not lus or lus[0].flux != "Cmd_Acces":
        return False
    ou, trouve = _premier([*lus, m], oc)
    return trouve is None or ou < len(lus) or isinstance(trouve, Doute)


def _recent(avant: Message, m: Message) -> bool:
    if not avant.instant or not m.instant:
        return False
    return datetime.fromisoformat(m.instant) - datetime.fromisoformat(avant.instant) < timedelta(minutes=10)


def en_cours(messages: list[Message], oc: str, moment: Message) -> bool:
    """Whether an order was accepted, and is not over, when a message came: rows of one file are read in their order."""
    vus = [m for m in messages if (m.rang, m.ligne) < (moment.rang, moment.ligne) and m.flux != "Gel/Degel RDV"]
    if not vus or vus[0].flux != "Cmd_Acces":
        return False
    commande = Commande(vus[0], oc)
    for m in vus[1:]:
        try:
            commande.recoit(m)
        except (Ecart, Doute):
            return False
    return commande.cr in ("OK", "HOTLINE") and not commande.fin and not commande.mes and not commande.annulation
