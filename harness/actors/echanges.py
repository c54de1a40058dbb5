"""What is said beside the course of an order: messages (§3.11), the freeze of a field visit (§3.14.4)."""

from __future__ import annotations

from datetime import datetime

from harness.actors.case import Contexte, Dossier, Envoi, Geste, date, instant_ecrit
from harness.exchange.messages import Message
from harness.network.facts import Fait, Nature
from harness.protocol.lifecycle import OUVERTS, SANS_EFFET, Etat, Position
from harness.protocol.terms import REFERENCE_COMMANDE, Flux, Modele, Partie

RDV_A_REPRENDRE = "rendez-vous à reprendre avec le client"
"""What the OI writes when it has to come to the client's (§4.1.6, §4.1.7)."""

PRECISION = "Précision sur la commande : l'accès à l'immeuble se fait par la cour."


def precise(dossier: Dossier, position: Position, ctx: Contexte) -> Envoi | None:
    """§3.11: what a party has to say, once the OI has given its reference, until the CR MES."""
    flux = Flux.MESS_OI if ctx.partie is Partie.OI else Flux.MESS_OC
    dire, cr = dossier.fait(Nature.PRECISION), dossier.dernier(Flux.CR_CMD_ACCES)
    if dire is None or dossier.rang(dire) < dossier.rang(dossier.dernier(flux)):
        return None
    if cr is None or not cr["ReferencePrestationPrise"] or position.etat not in OUVERTS:
        return None
    quand = ctx.apres(max(dossier.instant(dire), dossier.instant(cr)), ctx.delais.message)
    return Envoi(quand, flux, message(dossier, PRECISION, quand))


def message(dossier: Dossier, texte: str, quand: datetime) -> dict[str, str]:
    """§3.11: the line of a message, of either party."""
    cr = dossier.dernier(Flux.CR_CMD_ACCES)
    return {
        REFERENCE_COMMANDE: dossier.reference,
        "ReferencePrestationPrise": "" if cr is None else cr["ReferencePrestationPrise"],
        "DateMessage": date(quand),
        "Message": texte,
    }


def reclame_un_rdv(recu: Message) -> bool:
    """Whether the OI asks for an appointment, by a Notif_Racc_KO of its own or in the text of a message (§4.1.6)."""
    ecrit = recu.flux is Flux.MESS_OI and recu["Message"] == RDV_A_REPRENDRE
    return ecrit or (recu.flux is Flux.NOTIF_RACC_KO and recu.emetteur is Partie.OI)


def gele(dossier: Dossier) -> bool:
    """Whether something prevents the visit of the OI for now."""
    return dossier.rang(dossier.fait(Nature.EMPECHEMENT)) > dossier.rang(dossier.fait(Nature.REPRISE))


def visite_gelee(dossier: Dossier, position: Position) -> bool:
    """Model OI: the order is accepted all the same (§3.14.4), then nobody goes on site."""
    repond = position.etat in (Etat.COMMANDEE, Etat.ACCUSEE)
    return position.modele is Modele.OI and gele(dossier) and not repond


def signale_le_gel(dossier: Dossier, position: Position, ctx: Contexte) -> Envoi | Geste | None:
    """§3.14.4, model OI: a freeze, its end; an appointment still frozen on its day is lost."""
    etats, _ = SANS_EFFET[Flux.GEL_DEGEL_RDV]
    fait = dossier.fait(Nature.EMPECHEMENT, Nature.REPRISE)
    rdv = dossier.commande["IdRdv"]
    if fait is None or not rdv or position.modele is not Modele.OI or position.etat not in etats:
        return None
    if dossier.rang(dossier.dernier(Flux.GEL_DEGEL_RDV)) < dossier.rang(fait):
        return _message(dossier, ctx, fait)
    creneau = ctx.monde.terrain.rdv.get(rdv)
    if creneau is None or not gele(dossier) or position.etat is Etat.ACCUSEE:
        return None
    libre = Fait(Nature.LIBERATION, ctx.partie, "l'OI libère le créneau", dossier.reference, {"rdv": rdv})
    return Geste(instant_ecrit(creneau), libre)


def _message(dossier: Dossier, ctx: Contexte, fait: Fait) -> Envoi:
    quand = ctx.apres(max(dossier.instant(fait), dossier.instant(dossier.commande)), ctx.delais.message)
    cr = dossier.dernier(Flux.CR_CMD_ACCES)
    ligne = {
        REFERENCE_COMMANDE: dossier.reference,
        "ReferencePrestationPrise": "" if cr is None else cr["ReferencePrestationPrise"],
        "IdRdv": dossier.commande["IdRdv"],
        "TypeGel": "GEL" if fait.nature is Nature.EMPECHEMENT else "DEGEL",
        "DateGel": date(quand),
    }
    return Envoi(quand, Flux.GEL_DEGEL_RDV, ligne)
