"""What the OI learns of a PTO from the OC, by phone or in writing (§7.1): it is missing, or another one is there."""

from __future__ import annotations

from harness.actors.case import Dossier
from harness.actors.routes import route_donnee
from harness.exchange.messages import Message
from harness.network.facts import Fait, Nature
from harness.network.network import Reseau
from harness.protocol.issues import CHAMP_MOTIF
from harness.protocol.motifs import designe_pto_existante, designe_pto_inexistante
from harness.protocol.terms import Flux, Partie

_COMMENTAIRES = {Flux.CR_STOC: "Commentaire", Flux.NOTIF_RACC_KO: "CommentaireRaccKO"}


def motif_signale(dossier: Dossier) -> str:
    """The code of the reason that was given for the last failure written, "" when none was."""
    signale = dossier.dernier(Flux.CR_STOC, Flux.NOTIF_RACC_KO)
    return "" if signale is None else signale[CHAMP_MOTIF[signale.flux]].partition(" ")[0]


def absence(dossier: Dossier) -> int:
    """When the OC last said that there is no PTO on site: a rank in the dossier, -1 when it never did."""
    appels = (a for a in dossier.faits(Nature.APPEL) if a["joint"] != "non" and designe_pto_inexistante(a["motif"]))
    ecrits = (m for m in dossier.messages if m.flux is Flux.NOTIF_RACC_KO and m.emetteur is Partie.OC)
    dits = (m for m in ecrits if designe_pto_inexistante(m[CHAMP_MOTIF[m.flux]]))
    return max((*map(dossier.rang, appels), *map(dossier.rang, dits)), default=-1)


def pose_due(dossier: Dossier) -> bool:
    """Model STOC: whether a PTO is missing that the OI has not yet asked the OC to build (§3.4, §7.1.1, §7.1.3)."""
    return absence(dossier) > dossier.rang(dossier.dernier(Flux.CMD_STOC))


def prise_inconnue(dossier: Dossier) -> bool:
    """Whether the OC found a PTO that is not the one of the route, once `autre_prise` knows of no other: the same
    notification would bring the same failure back, for ever (§3.7, §7.1.4).
    """
    signale = dossier.dernier(*_COMMENTAIRES)
    if signale is None or not designe_pto_existante(signale[CHAMP_MOTIF[signale.flux]]):
        return False
    return route_donnee(dossier).prise not in _mots(signale)


def _mots(signale: Message | None) -> tuple[str, ...]:
    """The words of the comment of a failure."""
    ecrit = "" if signale is None else signale[_COMMENTAIRES[signale.flux]]
    return tuple(mot.strip(".,;:") for mot in ecrit.split())


def autre_prise(dossier: Dossier, reseau: Reseau, appel: Fait | None = None) -> str:
    """The PTO read on the wall that is not the one of the route, if the OI knows it: told on the phone, else written
    in a comment (§7.1.2, §7.1.4); "" when there is none.
    """
    lues = (appel["prise"],) if appel is not None else _mots(dossier.dernier(*_COMMENTAIRES))
    route = route_donnee(dossier).prise
    return next((p for p in lues if p != route and reseau.groupe_de_la_prise(p)), "")
