"""What happens in the world while an order stands where it does: nothing of it is a message, none of it is judged.

Patching, building, calling the hotline, meeting the customer: the document writes them among the steps (§4 to §7) and
files never show them. They are here so that the lifecycle can be read as the document tells it.
"""

from __future__ import annotations

from dataclasses import dataclass

from harness.protocol.etats import Etat
from harness.protocol.terms import Modele, Situation


@dataclass(frozen=True, slots=True)
class Evenement:
    """One fact off the wire, in French, and the state of the order that it belongs to. `section` is without §."""

    modeles: frozenset[Modele]
    situations: frozenset[Situation]
    etat: Etat
    texte: str
    section: str


_OI, _STOC, _OC = frozenset({Modele.OI}), frozenset({Modele.STOC}), frozenset({Modele.OC})
_PAC, _PCI, _PNI = (frozenset({s}) for s in (Situation.A_CONSTRUIRE, Situation.IDENTIFIEE, Situation.NON_IDENTIFIEE))
_TOUTES = frozenset(Situation)
E = Etat

EVENEMENTS: tuple[Evenement, ...] = (
    # --- model OI (§4)
    Evenement(_OI, _PAC, E.NOUVELLE, "l'OC prend rendez-vous entre son client et l'OI", "4.1"),
    Evenement(_OI, _PAC, E.ACCEPTEE, "l'OI brasse au PM, construit la liaison PBO-PTO et pose la prise", "4.1.1"),
    Evenement(_OI, _PAC, E.ACCEPTEE, "en difficulté, l'installateur appelle la hotline de l'OI", "4.1.5"),
    Evenement(_OI, _PAC, E.RDV_A_REPRENDRE, "l'OC reprend rendez-vous entre son client et l'OI", "4.1.7"),
    Evenement(_OI, _PAC, E.ECHEC_SIGNALE, "l'OI analyse ; s'il doit revenir chez le client, un rendez-vous est repris",
              "4.1.6"),
    Evenement(_OI, _PCI, E.ACCEPTEE, "l'OI brasse au PM ; la prise est déjà posée", "4.2.1"),
    Evenement(_OI, _PCI, E.LIVREE, "l'OC s'aperçoit sur place d'une erreur de PTO et appelle la hotline", "7.1.2"),
    Evenement(_OI, _PCI, E.ECHEC_SIGNALE, "l'OC et l'OI analysent ensemble", "4.2.6"),
    Evenement(_OI, _PNI, E.A_IDENTIFIER, "le technicien de l'OI lit la PTO sur place et appelle la hotline", "4.3.1"),
    Evenement(_OI, _PNI, E.ECHEC_SIGNALE, "l'OC et l'OI analysent ensemble", "4.3.5"),
    # --- model STOC (§5)
    Evenement(_STOC, _TOUTES, E.POSE_DEMANDEE, "l'OC construit la liaison PBO-PTO et pose la prise", "5.1.1"),
    Evenement(_STOC, _TOUTES, E.POSE_DEMANDEE, "en difficulté, l'installateur appelle la hotline de l'OI", "5.1.4"),
    Evenement(_STOC, _PAC, E.ACCEPTEE, "l'OC brasse au PM, à tout moment jusqu'au CR MES", "5.1.1"),
    Evenement(_STOC, _TOUTES, E.POSE_ECHOUEE, "l'OC et l'OI analysent ensemble", "5.1.8"),
    Evenement(_STOC, _TOUTES, E.LIGNE_ECHOUEE, "l'OI répare, sans renvoyer l'OC sur place", "5.1.5"),
    Evenement(_STOC, _PAC, E.ECHEC_SIGNALE, "l'OI analyse", "5.1.7"),
    Evenement(_STOC, _PCI, E.ACCEPTEE, "l'OC brasse au PM, à tout moment jusqu'au CR MES", "5.2.1"),
    Evenement(_STOC, _PCI, E.LIVREE, "en difficulté, l'installateur appelle la hotline de l'OI", "5.2.5"),
    Evenement(_STOC, _PCI, E.ECHEC_SIGNALE, "l'OC et l'OI analysent ensemble", "5.2.6"),
    Evenement(_STOC, _PNI, E.A_IDENTIFIER, "l'OC lit la PTO sur place, appelle la hotline et brasse au PM", "5.3.1"),
    Evenement(_STOC, _PNI, E.ECHEC_SIGNALE, "l'OC et l'OI analysent ensemble", "5.3.5"),
    # --- model OC (§6)
    Evenement(_OC, _PAC, E.ACCEPTEE, "l'OC brasse au PM, construit la liaison PBO-PTO et pose la prise", "6.1.1"),
    Evenement(_OC, _PAC, E.ACCEPTEE, "en difficulté, l'installateur appelle la hotline de l'OI", "6.1.4"),
    Evenement(_OC, _PAC, E.ECHEC_SIGNALE, "l'OI analyse", "6.1.5"),
    Evenement(_OC, _PAC, E.A_IDENTIFIER, "l'OC appelle la hotline sur place pour obtenir une route", "7.2.2"),
    Evenement(_OC, _PCI, E.ACCEPTEE, "l'OC brasse au PM", "6.2.1"),
    Evenement(_OC, _PCI, E.ACCEPTEE, "en difficulté, l'installateur appelle la hotline de l'OI", "6.2.4"),
    Evenement(_OC, _PCI, E.ECHEC_SIGNALE, "l'OI analyse", "6.2.5"),
    Evenement(_OC, _PNI, E.A_IDENTIFIER, "l'OC appelle la hotline, reçoit la route et brasse au PM", "6.3.1"),
    Evenement(_OC, _PNI, E.ECHEC_SIGNALE, "l'OI analyse", "6.3.4"),
    # --- saturation known only by the information system (§7.2)
    Evenement(_STOC, _PAC, E.A_IDENTIFIER, "l'OC appellera la hotline sur place pour obtenir une route", "7.2.2"),
    # --- every model
    Evenement(frozenset(Modele), _TOUTES, E.EN_SERVICE, "le service après-vente est ouvert à l'OC", "3.8"),
)  # fmt: skip


def evenements(modele: Modele, situation: Situation) -> tuple[Evenement, ...]:
    """The facts of one model and one situation, in the order of the states."""
    ordre = list(Etat)
    siens = (e for e in EVENEMENTS if modele in e.modeles and situation in e.situations)
    return tuple(sorted(siens, key=lambda e: ordre.index(e.etat)))
