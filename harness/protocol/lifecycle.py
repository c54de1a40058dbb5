"""The life of one order, as a table: (model, situation, state, sender, flux, outcome) -> state.

The table is blind to who is simulated: actors, judge, diagrams and coverage read the same lines. What does
not fit in it is said here, once.

- The situation of the socket is set by the order itself and never changes, even when the ground disproves it
  (§7.1): the moves that repair are lines of the situation that was announced.
- `outcome` is read in the line by `issue`. A CR_STOC KO has two: what remains to be done depends on the reason
  and on PrisePosee together (§3.5, §5.1.5, §7.1.4), so « PTO EXISTANTE » counts as nothing left to build.
- Two parties may write at the same time. Where the text orders a message of the OI and one of the OC that do not
  depend on each other, the table has both orders: the hot Notif_Reprov and the CR_STOC (§5.1.4).
- A refused cancellation leaves the order as it was (§3.13): the state to come back to is memory, not a line.
  `avance` keeps it.
- Messages (§3.11) and gel (§3.14.4) never change the state: `SANS_EFFET` lists them with the states that allow them.
- Appointments (§3.14) have no order yet: they are keyed by IdRdv and live outside this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from harness.protocol.motifs import designe_pto_existante
from harness.protocol.terms import HOTLINE, Flux, Modele, Partie, Situation


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
    REPOSE_A_DEMANDER = "pose à redemander"
    A_LIVRER = "à livrer"
    LIVREE = "livrée"
    ECHEC_SIGNALE = "échec signalé"
    RDV_A_REPRENDRE = "rendez-vous à reprendre"
    IMPOSSIBLE = "impossible"
    EN_SERVICE = "en service"
    ANNULATION_DEMANDEE = "annulation demandée"
    ANNULEE = "annulée"
    ECRASEE = "écrasée"


FINALS = frozenset({Etat.REJETEE, Etat.REFUSEE, Etat.IMPOSSIBLE, Etat.EN_SERVICE, Etat.ANNULEE, Etat.ECRASEE})
"""States in which the order is over: nothing more is owed by either party."""

OUVERTS = frozenset(Etat) - FINALS - {Etat.NOUVELLE, Etat.ANNULATION_DEMANDEE}


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
"""The column that carries the outcome of a flux. The others have none (a CR MES is always OK: §3.8)."""

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
    """Outcome of one line, case folded; INCONNUE when the cell holds something else."""
    champ = CHAMP_ETAT.get(flux)
    if champ is None:
        return Issue.AUCUNE
    valeur = cellules.get(champ, "").strip().upper()
    if valeur not in ("OK", "KO", "CHAUD", "FROID"):
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


@dataclass(frozen=True, slots=True)
class Coup:
    """One line of the table. `modeles` and `situations` are where the line applies; `section` is without §."""

    modeles: frozenset[Modele]
    situations: frozenset[Situation]
    etat: Etat
    emetteur: Partie
    flux: Flux
    issue: Issue
    suivant: Etat
    section: str


_OI, _STOC, _OC = frozenset({Modele.OI}), frozenset({Modele.STOC}), frozenset({Modele.OC})
_LIVRES = _OI | _STOC
_TOUS = frozenset(Modele)
_PAC, _PCI, _PNI = (frozenset({s}) for s in (Situation.A_CONSTRUIRE, Situation.IDENTIFIEE, Situation.NON_IDENTIFIEE))
_TOUTES = frozenset(Situation)
_I, _C = Partie.OI, Partie.OC
E, F, R = Etat, Flux, Issue

TABLE: tuple[Coup, ...] = (
    # --- the order, its acknowledgement and its report (§3.1 to §3.3)
    Coup(_TOUS, _TOUTES, E.NOUVELLE, _C, F.CMD_ACCES, R.AUCUNE, E.COMMANDEE, "3.1"),
    Coup(_TOUS, _TOUTES, E.COMMANDEE, _I, F.AR_CMD_ACCES, R.OK, E.ACCUSEE, "3.2"),
    Coup(_TOUS, _TOUTES, E.COMMANDEE, _I, F.AR_CMD_ACCES, R.KO, E.REJETEE, "3.2"),
    Coup(_TOUS, _PAC | _PCI, E.ACCUSEE, _I, F.CR_CMD_ACCES, R.OK, E.ACCEPTEE, "3.3"),
    Coup(_TOUS, _PNI, E.ACCUSEE, _I, F.CR_CMD_ACCES, R.APPEL, E.A_IDENTIFIER, "3.3"),
    Coup(_STOC | _OC, _PAC, E.ACCUSEE, _I, F.CR_CMD_ACCES, R.APPEL, E.A_IDENTIFIER, "7.2.2"),
    Coup(_TOUS, _TOUTES, E.ACCUSEE, _I, F.CR_CMD_ACCES, R.KO, E.REFUSEE, "3.3"),
    # --- STOC: the OC builds for the OI (§5.1)
    Coup(_STOC, _PAC, E.ACCEPTEE, _I, F.CMD_STOC, R.AUCUNE, E.POSE_DEMANDEE, "5.1.1"),
    Coup(_STOC, _PAC, E.A_IDENTIFIER, _I, F.CMD_STOC, R.AUCUNE, E.POSE_DEMANDEE, "7.2.2"),
    Coup(_STOC, _TOUTES, E.POSE_DEMANDEE, _I, F.NOTIF_REPROV, R.CHAUD, E.POSE_DEMANDEE, "5.1.4"),
    Coup(_STOC, _TOUTES, E.POSE_DEMANDEE, _C, F.CR_STOC, R.OK, E.POSEE, "5.1.1"),
    Coup(_STOC, _TOUTES, E.POSE_DEMANDEE, _C, F.CR_STOC, R.KO_A_POSER, E.POSE_ECHOUEE, "5.1.5"),
    Coup(_STOC, _TOUTES, E.POSE_DEMANDEE, _C, F.CR_STOC, R.KO_POSEE, E.LIGNE_ECHOUEE, "5.1.5"),
    Coup(_STOC, _TOUTES, E.POSEE, _I, F.NOTIF_REPROV, R.CHAUD, E.POSEE, "5.1.4"),
    Coup(_STOC, _TOUTES, E.POSEE, _I, F.CR_MAD, R.OK, E.LIVREE, "5.1.1"),
    Coup(_STOC, _TOUTES, E.POSE_ECHOUEE, _I, F.NOTIF_REPROV, R.FROID, E.REPOSE_A_DEMANDER, "5.1.5"),
    Coup(_STOC, _TOUTES, E.POSE_ECHOUEE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "5.1.6"),
    Coup(_STOC, _TOUTES, E.REPOSE_A_DEMANDER, _I, F.CMD_STOC, R.AUCUNE, E.POSE_DEMANDEE, "5.1.5"),
    Coup(_STOC, _TOUTES, E.LIGNE_ECHOUEE, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "5.1.5"),
    Coup(_STOC, _TOUTES, E.LIGNE_ECHOUEE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "3.6"),
    # --- STOC on a socket already there (§5.2, §5.3, §7.1)
    Coup(_STOC, _PCI, E.ACCEPTEE, _I, F.CR_MAD, R.OK, E.LIVREE, "5.2.1"),
    Coup(_STOC, _PCI | _PNI, E.LIVREE, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "5.2.5"),
    Coup(_STOC, _PNI, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "5.3.1"),
    Coup(_STOC, _PNI, E.A_IDENTIFIER, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "5.3.4"),
    Coup(_STOC, _TOUTES, E.A_LIVRER, _I, F.CMD_STOC, R.AUCUNE, E.POSE_DEMANDEE, "3.6"),
    # --- model OI: the OI builds and patches (§4)
    Coup(_OI, _PAC | _PCI, E.ACCEPTEE, _I, F.CR_MAD, R.OK, E.LIVREE, "4.1.1"),
    Coup(_OI, _PAC | _PCI, E.ACCEPTEE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "4.1.4"),
    Coup(_OI, _PAC | _PCI, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "4.1.5"),
    Coup(_OI, _PAC, E.ACCEPTEE, _I, F.NOTIF_RACC_KO, R.AUCUNE, E.RDV_A_REPRENDRE, "4.1.7"),
    Coup(_OI, _PAC, E.RDV_A_REPRENDRE, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "4.1.5"),
    Coup(_OI, _PAC, E.RDV_A_REPRENDRE, _I, F.CR_MAD, R.OK, E.LIVREE, "4.1.7"),
    Coup(_OI, _PAC, E.RDV_A_REPRENDRE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "3.7"),
    Coup(_OI, _PNI, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "4.3.1"),
    Coup(_OI, _PNI, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "3.6"),
    Coup(_OI, _PNI, E.A_IDENTIFIER, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "4.3.4"),
    Coup(_OI, _TOUTES, E.LIVREE, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "7.1.2"),
    Coup(_OI, _TOUTES, E.ECHEC_SIGNALE, _I, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "4.1.6"),
    # --- delivery and its failures, models OI and STOC (§3.6 to §3.9)
    Coup(_LIVRES, _TOUTES, E.A_LIVRER, _I, F.CR_MAD, R.OK, E.LIVREE, "3.6"),
    Coup(_LIVRES, _TOUTES, E.LIVREE, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "3.7"),
    Coup(_LIVRES, _TOUTES, E.ECHEC_SIGNALE, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "3.7"),
    Coup(_LIVRES, _TOUTES, E.ECHEC_SIGNALE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "3.7"),
    Coup(_LIVRES, _TOUTES, E.LIVREE, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "3.8"),
    # --- model OC: no CR MAD (§6)
    Coup(_OC, _PAC | _PCI, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.CHAUD, E.ACCEPTEE, "6.1.4"),
    Coup(_OC, _PAC | _PNI, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.CHAUD, E.ACCEPTEE, "6.3.1"),
    Coup(_OC, _TOUTES, E.ACCEPTEE, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "6.1.1"),
    Coup(_OC, _TOUTES, E.ACCEPTEE, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "6.1.5"),
    Coup(_OC, _PNI, E.A_IDENTIFIER, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "7.1.3"),
    Coup(_OC, _TOUTES, E.ECHEC_SIGNALE, _I, F.NOTIF_REPROV, R.FROID, E.ACCEPTEE, "6.1.5"),
    Coup(_OC, _PNI, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.CHAUD, E.ACCEPTEE, "7.1.2"),
    # --- cancellation and overwriting (§3.10, §3.12, §3.13)
    *(Coup(_TOUS, _TOUTES, e, _C, F.ANNULATION, R.AUCUNE, E.ANNULATION_DEMANDEE, "3.12") for e in Etat if e in OUVERTS),
    Coup(_TOUS, _TOUTES, E.EN_SERVICE, _C, F.ANNULATION, R.AUCUNE, E.ANNULATION_DEMANDEE, "7.1.1"),
    Coup(_TOUS, _TOUTES, E.ANNULATION_DEMANDEE, _I, F.CR_ANNULATION, R.OK, E.ANNULEE, "3.13"),
    Coup(_TOUS, _TOUTES, E.EN_SERVICE, _I, F.NOTIF_ECRASEMENT, R.AUCUNE, E.ECRASEE, "3.10"),
)

SANS_EFFET: dict[Flux, tuple[frozenset[Etat], str]] = {
    Flux.MESS_OI: (OUVERTS, "3.11"),
    Flux.MESS_OC: (OUVERTS, "3.11"),
    Flux.GEL_DEGEL_RDV: (OUVERTS, "3.14.4"),
}
"""Flux that leave the state as it is, and the states that allow them."""

Cle = tuple[Modele, Situation, Etat, Partie, Flux, Issue]
COUPS: dict[Cle, Coup] = {
    (m, s, c.etat, c.emetteur, c.flux, c.issue): c for c in TABLE for m in c.modeles for s in c.situations
}
"""The table unfolded: one entry a move that is allowed."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where one order stands. `avant` is the state to come back to if a pending cancellation is refused (§3.13)."""

    modele: Modele
    situation: Situation
    etat: Etat = Etat.NOUVELLE
    avant: Etat | None = None


@dataclass(frozen=True, slots=True)
class Refus:
    """Why a move is not allowed: what the same party could have sent instead, with the § of each line."""

    permis: tuple[Coup, ...]


def avance(position: Position, emetteur: Partie, flux: Flux, issue: Issue) -> Position | Refus:
    """The position after a message, or why the message has no place here. Never raises."""
    if flux in SANS_EFFET:
        etats, _ = SANS_EFFET[flux]
        return position if position.etat in etats else Refus(permis(position, emetteur))
    if (
        position.etat is Etat.ANNULATION_DEMANDEE
        and flux is Flux.CR_ANNULATION
        and issue is Issue.KO
        and emetteur is _I
    ):
        return Position(position.modele, position.situation, position.avant or Etat.COMMANDEE)
    coup = COUPS.get((position.modele, position.situation, position.etat, emetteur, flux, issue))
    if coup is None:
        return Refus(permis(position, emetteur))
    avant = position.etat if coup.suivant is Etat.ANNULATION_DEMANDEE else None
    return Position(position.modele, position.situation, coup.suivant, avant)


def permis(position: Position, emetteur: Partie | None = None) -> tuple[Coup, ...]:
    """The moves the table allows from here, for one party or for both."""
    return tuple(
        c
        for (m, s, e, p, _, _), c in COUPS.items()
        if (m, s, e) == (position.modele, position.situation, position.etat) and emetteur in (None, p)
    )
