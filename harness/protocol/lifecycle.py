"""The life of one order, as a table: (model, situation, state, sender, flux, outcome) -> state.

The table is blind to who is simulated: actors, judge, diagrams and coverage read the same lines. What does
not fit in it is said here, once.

- The situation of the socket is set by the order itself and never changes, even when the ground disproves it
  (§7.1): the moves that repair are lines of the situation that was announced.
- `outcome` is read in the line by `issue`. A CR_STOC KO has two: what remains to be done depends on the reason
  and on PrisePosee together (§3.5, §5.1.5, §7.1.4), so « PTO EXISTANTE » counts as nothing left to build.
- A line is what the text writes, or what the reading chosen for an unclear clause makes of it. One that the text
  does not expect and that a reading tolerates names the entry of the register of ambiguities: `tolerance`. So it is
  with two parties who write at the same time: the hot Notif_Reprov on one side, CR_STOC or CR_MES on the other.
- Two things are memory, not state, and `Position` keeps them: what a refused cancellation comes back to (§3.13), and
  whether the limit beyond which a cancellation is a résiliation is passed (§3.12). `MEMOIRE` has the moves whose
  arrival they decide. A pending cancellation stops everything but `PENDANT_ANNULATION`, which moves the memory.
- An order under the reference of one that is under way is refused, and answered on its own: `Position` keeps it too.
- Messages (§3.11) and gel (§3.14.4) never change the state: `SANS_EFFET` lists them with the states that allow them.
- Appointments (§3.14) have no order yet: they are keyed by IdRdv and live outside this table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from harness.protocol.etats import FINALS, OUVERTS, Etat
from harness.protocol.issues import Issue, issue, situation
from harness.protocol.terms import EMETTEURS, Flux, Modele, Partie, Situation

__all__ = [
    "COUPS", "FINALS", "LIMITE", "MEMOIRE", "OUVERTS", "PENDANT_ANNULATION", "SANS_EFFET",
    "TABLE", "Coup", "Etat", "Issue", "Position", "Refus", "applique", "avance", "coup", "double", "issue", "permis",
    "situation",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coup:
    """One line of the table. `modeles` and `situations` are where the line applies; `section` is without §.

    `tolerance` is the entry of the register of ambiguities that has the line accepted though it is not what is
    expected at this point, "" for the lines that are.
    """

    modeles: frozenset[Modele]
    situations: frozenset[Situation]
    etat: Etat
    emetteur: Partie
    flux: Flux
    issue: Issue
    suivant: Etat
    section: str
    tolerance: str = ""


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
    Coup(_STOC, _TOUTES, E.POSE_DEMANDEE, _I, F.NOTIF_REPROV, R.FROID, E.POSE_DEMANDEE, "5.1.4", "AMB-05"),
    Coup(_STOC, _TOUTES, E.POSE_DEMANDEE, _C, F.CR_STOC, R.OK, E.POSEE, "5.1.1"),
    Coup(_STOC, _TOUTES, E.POSE_DEMANDEE, _C, F.CR_STOC, R.KO_A_POSER, E.POSE_ECHOUEE, "5.1.5"),
    Coup(_STOC, _TOUTES, E.POSE_DEMANDEE, _C, F.CR_STOC, R.KO_POSEE, E.LIGNE_ECHOUEE, "5.1.5"),
    Coup(_STOC, _TOUTES, E.POSEE, _I, F.NOTIF_REPROV, R.CHAUD, E.POSEE, "5.1.4", "AMB-06"),
    Coup(_STOC, _TOUTES, E.POSEE, _I, F.NOTIF_REPROV, R.FROID, E.POSEE, "5.1.4", "AMB-05"),
    Coup(_STOC, _TOUTES, E.POSEE, _I, F.CR_MAD, R.OK, E.LIVREE, "5.1.1"),
    Coup(_STOC, _TOUTES, E.POSE_ECHOUEE, _I, F.NOTIF_REPROV, R.CHAUD, E.POSE_ECHOUEE, "5.1.4", "AMB-06"),
    Coup(_STOC, _TOUTES, E.POSE_ECHOUEE, _I, F.NOTIF_REPROV, R.FROID, E.REPOSE_A_DEMANDER, "5.1.5"),
    Coup(_STOC, _TOUTES, E.POSE_ECHOUEE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "5.1.6"),
    Coup(_STOC, _TOUTES, E.REPOSE_A_DEMANDER, _I, F.CMD_STOC, R.AUCUNE, E.POSE_DEMANDEE, "5.1.5"),
    Coup(_STOC, _TOUTES, E.LIGNE_ECHOUEE, _I, F.NOTIF_REPROV, R.CHAUD, E.LIGNE_ECHOUEE, "5.1.4", "AMB-06"),
    Coup(_STOC, _TOUTES, E.LIGNE_ECHOUEE, _I, F.NOTIF_REPROV, R.FROID, E.LIGNE_REPAREE, "5.1.5"),
    Coup(_STOC, _TOUTES, E.LIGNE_ECHOUEE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "3.6"),
    Coup(_STOC, _TOUTES, E.LIGNE_REPAREE, _I, F.CR_MAD, R.OK, E.LIVREE, "5.1.5"),  # b.ii: one notification, no Cmd_STOC
    # --- STOC on a socket already there (§5.2, §5.3, §7.1)
    Coup(_STOC, _PCI, E.ACCEPTEE, _I, F.CR_MAD, R.OK, E.LIVREE, "5.2.1"),
    Coup(_STOC, _PCI, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "5.2.1"),  # patching waits for no CR MAD
    Coup(_STOC, _PCI, E.LIVREE, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "5.2.5"),
    Coup(_STOC, _PAC | _PNI, E.LIVREE, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "3.9"),
    Coup(_STOC, _PCI, E.LIVREE, _I, F.CR_MAD, R.OK, E.A_NOTIFIER, "5.2.5", "AMB-37"),
    Coup(_STOC, _PCI, E.A_NOTIFIER, _I, F.NOTIF_REPROV, R.CHAUD, E.LIVREE, "5.2.5", "AMB-37"),
    Coup(_STOC, _PCI, E.A_NOTIFIER, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "3.7"),
    Coup(_STOC, _PCI, E.A_NOTIFIER, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "3.8"),
    Coup(_STOC, _PNI, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "5.3.1"),
    Coup(_STOC, _PNI, E.A_IDENTIFIER, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "5.3.4"),
    Coup(_STOC, _PNI, E.A_LIVRER, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "5.3.4", "AMB-08"),
    Coup(_STOC, _PNI, E.ECHEC_SIGNALE, _I, F.NOTIF_REPROV, R.CHAUD, E.ECHEC_SIGNALE, "5.3.4", "AMB-08"),
    Coup(_STOC, _TOUTES, E.A_LIVRER, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "3.9"),  # a second call
    Coup(_STOC, _TOUTES, E.A_LIVRER, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "3.6"),
    Coup(_STOC, _TOUTES, E.A_LIVRER, _I, F.CMD_STOC, R.AUCUNE, E.POSE_DEMANDEE, "3.6"),
    Coup(_STOC, _TOUTES, E.ECHEC_SIGNALE, _I, F.CMD_STOC, R.AUCUNE, E.POSE_DEMANDEE, "3.6", "AMB-17"),
    # --- model OI: the OI builds and patches (§4)
    Coup(_OI, _PAC, E.ACCEPTEE, _I, F.CR_MAD, R.OK, E.LIVREE, "4.1.1"),
    Coup(_OI, _PCI, E.ACCEPTEE, _I, F.CR_MAD, R.OK, E.LIVREE, "4.2.1"),
    Coup(_OI, _PAC, E.ACCEPTEE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "4.1.4"),
    Coup(_OI, _PCI, E.ACCEPTEE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "4.2.4"),
    Coup(_OI, _PAC, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "4.1.5"),
    Coup(_OI, _PCI, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "4.2.5"),
    Coup(_OI, _PAC, E.ACCEPTEE, _I, F.NOTIF_RACC_KO, R.AUCUNE, E.RDV_A_REPRENDRE, "4.1.7"),
    Coup(_OI, _PAC, E.RDV_A_REPRENDRE, _I, F.NOTIF_RACC_KO, R.AUCUNE, E.RDV_A_REPRENDRE, "4.1.7"),
    Coup(_OI, _PAC, E.RDV_A_REPRENDRE, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "4.1.5"),
    Coup(_OI, _PAC, E.RDV_A_REPRENDRE, _I, F.CR_MAD, R.OK, E.LIVREE, "4.1.7"),
    Coup(_OI, _PAC, E.RDV_A_REPRENDRE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "4.1.4"),
    Coup(_OI, _PNI, E.A_IDENTIFIER, _I, F.NOTIF_RACC_KO, R.AUCUNE, E.A_IDENTIFIER, "3.7"),
    Coup(_OI, _PNI, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "4.3.1"),
    Coup(_OI, _PNI, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "3.6", "AMB-02"),
    Coup(_OI, _PNI, E.A_IDENTIFIER, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "4.3.4"),
    Coup(_OI, _PNI, E.A_LIVRER, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "4.3.4"),
    Coup(_OI, _PAC | _PCI, E.A_LIVRER, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "3.6"),
    Coup(_OI, _TOUTES, E.A_LIVRER, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "3.9"),  # another change before delivery
    Coup(_OI, _PAC | _PNI, E.A_LIVRER, _I, F.NOTIF_RACC_KO, R.AUCUNE, E.A_LIVRER, "3.7"),  # the client was not there
    Coup(_OI, _PCI, E.LIVREE, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "7.1.2"),
    Coup(_OI, _PAC | _PNI, E.LIVREE, _I, F.NOTIF_REPROV, R.CHAUD, E.A_LIVRER, "3.9"),
    Coup(_OI, _TOUTES, E.ECHEC_SIGNALE, _I, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "4.1.6"),
    # --- delivery and its failures, models OI and STOC (§3.6 to §3.9)
    Coup(_LIVRES, _TOUTES, E.A_LIVRER, _I, F.CR_MAD, R.OK, E.LIVREE, "3.6"),
    Coup(_LIVRES, _TOUTES, E.LIVREE, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "3.7"),
    Coup(_LIVRES, _TOUTES, E.ECHEC_SIGNALE, _I, F.NOTIF_REPROV, R.FROID, E.A_LIVRER, "3.7"),
    Coup(_LIVRES, _TOUTES, E.ECHEC_SIGNALE, _I, F.CR_MAD, R.KO, E.IMPOSSIBLE, "3.7"),
    Coup(_LIVRES, _TOUTES, E.LIVREE, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "3.8"),
    # --- model OC: no CR MAD (§6)
    Coup(_OC, _PAC, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.CHAUD, E.ACCEPTEE, "6.1.4"),
    Coup(_OC, _PCI, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.CHAUD, E.ACCEPTEE, "6.2.4"),
    Coup(_OC, _PNI, E.ACCEPTEE, _I, F.NOTIF_REPROV, R.CHAUD, E.ACCEPTEE, "3.9"),
    Coup(_OC, _PAC, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.CHAUD, E.ACCEPTEE, "7.2.2"),
    Coup(_OC, _PNI, E.A_IDENTIFIER, _I, F.NOTIF_REPROV, R.CHAUD, E.ACCEPTEE, "6.3.1"),
    Coup(_OC, _PAC, E.A_IDENTIFIER, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "6.1.5"),
    Coup(_OC, _PNI, E.A_IDENTIFIER, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "7.1.3"),
    Coup(_OC, _PAC, E.A_IDENTIFIER, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "7.2.2", "AMB-06"),
    Coup(_OC, _PNI, E.A_IDENTIFIER, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "6.3.1", "AMB-06"),
    Coup(_OC, _PAC, E.ACCEPTEE, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "6.1.1"),
    Coup(_OC, _PCI, E.ACCEPTEE, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "6.2.1"),
    Coup(_OC, _PNI, E.ACCEPTEE, _C, F.CR_MES, R.AUCUNE, E.EN_SERVICE, "6.3.1"),
    Coup(_OC, _PAC, E.ACCEPTEE, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "6.1.5"),
    Coup(_OC, _PCI, E.ACCEPTEE, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "6.2.5"),
    Coup(_OC, _PNI, E.ACCEPTEE, _C, F.NOTIF_RACC_KO, R.AUCUNE, E.ECHEC_SIGNALE, "6.3.4"),
    Coup(_OC, _PAC, E.ECHEC_SIGNALE, _I, F.NOTIF_REPROV, R.FROID, E.ACCEPTEE, "6.1.5"),
    Coup(_OC, _PCI, E.ECHEC_SIGNALE, _I, F.NOTIF_REPROV, R.FROID, E.ACCEPTEE, "6.2.5"),
    Coup(_OC, _PNI, E.ECHEC_SIGNALE, _I, F.NOTIF_REPROV, R.FROID, E.ACCEPTEE, "6.3.4"),
    Coup(_OC, _TOUTES, E.EN_SERVICE, _I, F.NOTIF_REPROV, R.CHAUD, E.EN_SERVICE, "7.1.4", "AMB-06"),
    # --- cancellation and overwriting (§3.10, §3.12, §3.13)
    *(Coup(_TOUS, _TOUTES, e, _C, F.ANNULATION, R.AUCUNE, E.ANNULATION_DEMANDEE, "3.12") for e in Etat if e in OUVERTS),
    Coup(_TOUS, _TOUTES, E.EN_SERVICE, _C, F.ANNULATION, R.AUCUNE, E.ANNULATION_DEMANDEE, "7.1.1"),
    Coup(_TOUS, _TOUTES, E.ANNULATION_DEMANDEE, _I, F.CR_ANNULATION, R.OK, E.ANNULEE, "3.13"),
    Coup(_TOUS, _TOUTES, E.EN_SERVICE, _I, F.NOTIF_ECRASEMENT, R.AUCUNE, E.ECRASEE, "3.10"),
)

LIMITE: dict[Modele, tuple[Flux, frozenset[Issue]]] = {
    Modele.OI: (F.CR_MAD, frozenset({R.OK})),
    Modele.STOC: (F.CR_MAD, frozenset({R.OK})),
    Modele.OC: (F.CR_CMD_ACCES, frozenset({R.OK, R.APPEL})),
}
"""The first message from which a cancellation is a résiliation: the CR MAD, in model OC the CR of the order (§3.12)."""

MEMOIRE: tuple[Coup, ...] = (
    Coup(_TOUS, _TOUTES, E.ANNULATION_DEMANDEE, _I, F.CR_ANNULATION, R.OK, E.RESILIEE, "3.12"),
    Coup(_TOUS, _TOUTES, E.ANNULATION_DEMANDEE, _I, F.CR_ANNULATION, R.KO, E.ANNULATION_DEMANDEE, "3.13"),
)
"""Moves that memory decides, outside `COUPS`: past the limit, OK is a résiliation; KO returns to the state before."""

PENDANT_ANNULATION: dict[tuple[Flux, Issue], str] = {
    (F.AR_CMD_ACCES, R.OK): "3.2",
    (F.AR_CMD_ACCES, R.KO): "3.2",
    (F.CR_CMD_ACCES, R.KO): "3.3",
}
"""Moves of the state before that a pending cancellation does not stop, with their §. The CR KO may also come last."""

_AU_DOUBLON: dict[tuple[Etat | None, Flux, Issue], Etat | None] = {
    (E.COMMANDEE, F.AR_CMD_ACCES, R.OK): E.ACCUSEE,
    (E.COMMANDEE, F.AR_CMD_ACCES, R.KO): None,
    (E.ACCUSEE, F.CR_CMD_ACCES, R.KO): None,
}
"""What the OI answers to an order whose reference is under way: a CR KO, an AR KO being tolerated (§3.3, AMB-52)."""

_FINALS_DE_L_OI = FINALS - {E.EN_SERVICE, E.ANNULEE, E.RESILIEE}
"""How the OI alone may end an order, which a cancellation may then meet on its way (§3.12)."""

_PAR_MESSAGE = OUVERTS - {E.COMMANDEE}

SANS_EFFET: dict[Flux, tuple[frozenset[Etat], str]] = {
    F.MESS_OI: (_PAR_MESSAGE, "3.11"),
    F.MESS_OC: (_PAR_MESSAGE, "3.11"),
    F.GEL_DEGEL_RDV: (_PAR_MESSAGE - {E.LIVREE, E.A_NOTIFIER}, "3.14.4"),
}
"""Flux that leave the state as it is, and the states that allow them: not before the AR, a gel not after the CR MAD."""

Cle = tuple[Modele, Situation, Etat, Partie, Flux, Issue]


def _deplie() -> dict[Cle, Coup]:
    """The table unfolded, less what no order of a model and a situation can ever meet."""
    tous = {(m, s, c.etat, c.emetteur, c.flux, c.issue): c for c in TABLE for m in c.modeles for s in c.situations}
    atteints: set[tuple[Modele, Situation, Etat]] = set()
    suivants = {(m, s, Etat.NOUVELLE) for m in Modele for s in Situation}
    while suivants - atteints:
        atteints |= suivants
        suivants = {(m, s, c.suivant) for (m, s, e, *_), c in tous.items() if (m, s, e) in atteints}
    return {cle: c for cle, c in tous.items() if cle[:3] in atteints}


COUPS: dict[Cle, Coup] = _deplie()
"""The table unfolded: one entry a move that is allowed."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where one order stands, and what it remembers.

    `avant` is the state that a cancellation found: a refused one comes back to it (§3.13). `resiliable` is True once
    a cancellation would be a résiliation (§3.12). `doublon`: where another order of the same reference stands (§3.3).
    """

    modele: Modele
    situation: Situation
    etat: Etat = Etat.NOUVELLE
    avant: Etat | None = None
    resiliable: bool = False
    doublon: Etat | None = None


@dataclass(frozen=True, slots=True)
class Refus:
    """Why a move is not allowed: what the same party could have sent instead, with the § of each line."""

    permis: tuple[Coup, ...]


def coup(position: Position, emetteur: Partie, flux: Flux, issue: Issue) -> Coup | None:
    """The line of the table that a message takes from here, None when there is none."""
    return COUPS.get((position.modele, position.situation, position.etat, emetteur, flux, issue))


def applique(position: Position, pris: Coup) -> Position:
    """The position after a line of the table, memory kept."""
    flux, issues = LIMITE[position.modele]
    resiliable = position.resiliable or (pris.flux is flux and pris.issue in issues)
    if pris.suivant is Etat.ANNULATION_DEMANDEE:
        return replace(position, etat=pris.suivant, avant=position.etat)
    if pris.suivant is Etat.ANNULEE:
        return replace(position, etat=Etat.RESILIEE if resiliable else Etat.ANNULEE)
    return replace(position, etat=pris.suivant, avant=None, resiliable=resiliable)


def avance(position: Position, emetteur: Partie, flux: Flux, issue: Issue, *, croise: bool = False) -> Position | Refus:
    """The position after a message, or why the message has no place here. Never raises.

    `croise`: the message left before its sender could read the other's last one. A cancellation is then the only thing
    that matters: one that met the end of the order on its way, or a message that met a cancellation (§3.12).
    """
    if flux in SANS_EFFET:
        etats, _ = SANS_EFFET[flux]
        courant = position.avant if position.etat is Etat.ANNULATION_DEMANDEE else position.etat
        return position if courant in etats and emetteur in EMETTEURS[flux] else Refus(permis(position, emetteur))
    pris = coup(position, emetteur, flux, issue)
    if pris is not None:
        return applique(position, pris)
    if emetteur is _I and (position.doublon, flux, issue) in _AU_DOUBLON:
        return replace(position, doublon=_AU_DOUBLON[position.doublon, flux, issue])
    return _autour_d_une_annulation(position, emetteur, flux, issue, croise) or Refus(permis(position, emetteur))


def double(position: Position) -> Position:
    """The position once an order came that should not have had this reference (§3.3)."""
    return replace(position, doublon=Etat.COMMANDEE) if position.etat in OUVERTS else position


def _autour_d_une_annulation(
    position: Position, emetteur: Partie, flux: Flux, issue: Issue, croise: bool
) -> Position | None:
    """What only memory allows: the end of a refused cancellation, and the messages that it crosses."""
    en_suspens = position.etat is Etat.ANNULATION_DEMANDEE
    if croise and flux is Flux.ANNULATION and emetteur is _C and position.etat in _FINALS_DE_L_OI:
        return replace(position, etat=Etat.ANNULATION_DEMANDEE, avant=position.etat)
    if position.avant is None:
        return None
    if en_suspens and (emetteur, flux, issue) == (_I, Flux.CR_ANNULATION, Issue.KO):
        return replace(position, etat=position.avant, avant=None)
    dernier = position.etat is Etat.ANNULEE and (flux, issue) == (Flux.CR_CMD_ACCES, Issue.KO)
    suit = (flux, issue) in PENDANT_ANNULATION or (croise and emetteur is _I)
    if not dernier and not (en_suspens and suit):
        return None
    derriere = replace(position, etat=position.avant, avant=None)
    pris = coup(derriere, emetteur, flux, issue)
    if pris is None:
        return None
    apres = applique(derriere, pris)
    return replace(apres, etat=position.etat, avant=apres.etat)


def permis(position: Position, emetteur: Partie | None = None) -> tuple[Coup, ...]:
    """The moves the table allows from here, for one party or for both."""
    return tuple(
        c
        for (m, s, e, p, _, _), c in COUPS.items()
        if (m, s, e) == (position.modele, position.situation, position.etat) and emetteur in (None, p)
    )
