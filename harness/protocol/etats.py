"""The states of an order, named by what was last settled."""

from __future__ import annotations

from enum import StrEnum


class Etat(StrEnum):
    """Where an order stands, named by what was last settled."""

    NOUVELLE = "nouvelle"
    COMMANDEE = "commandée"
    ACCUSEE = "accusée"
    REJETEE = "rejetée"
    ACCEPTEE = "acceptée"
    A_IDENTIFIER = "route à obtenir de la hotline"
    REFUSEE = "refusée"
    POSE_DEMANDEE = "pose demandée"
    POSEE = "prise posée"
    POSE_ECHOUEE = "pose à refaire"
    LIGNE_ECHOUEE = "ligne à réparer"
    LIGNE_REPAREE = "ligne réparée"
    REPOSE_A_DEMANDER = "pose à redemander"
    A_LIVRER = "à livrer"
    LIVREE = "livrée"
    A_NOTIFIER = "route à notifier"
    ECHEC_SIGNALE = "échec signalé"
    RDV_A_REPRENDRE = "rendez-vous à reprendre"
    IMPOSSIBLE = "impossible"
    EN_SERVICE = "en service"
    ANNULATION_DEMANDEE = "annulation demandée"
    ANNULEE = "annulée"
    RESILIEE = "résiliée"
    ECRASEE = "écrasée"


FINALS = frozenset(
    {Etat.REJETEE, Etat.REFUSEE, Etat.IMPOSSIBLE, Etat.EN_SERVICE, Etat.ANNULEE, Etat.RESILIEE, Etat.ECRASEE}
)
"""States in which the order is over: nothing more is owed by either party."""

OUVERTS = frozenset(Etat) - FINALS - {Etat.NOUVELLE, Etat.ANNULATION_DEMANDEE}
