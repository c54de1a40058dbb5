"""What one order takes may not be another's: a route, the reference of a Cmd_STOC (§3.3, §3.4, §7.2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from harness.exchange.messages import Message
from harness.exchange.routes import BLOCS, reelle, route
from harness.judge.conversation.ensemble import Ensemble
from harness.judge.conversation.vu import ROUTE_REDONNEE, Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.lifecycle import OUVERTS, Etat, Issue
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Situation

_A = Gravite.AVERTISSEMENT
_DONNENT = (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV)
_RENDENT = (Flux.CR_STOC, Flux.CR_MES)
_SAISIES = 6
"""Cells that a fibre must fill at least for two to be called the same: the module, the PBO and what is between."""

Fibre = tuple[str, ...]


@regle("conv.route_partagee", Portee.JOURNAL, "7.2.2", flux=(Flux.CR_CMD_ACCES, *_RENDENT), gravite=_A)
def route_partagee(tout: Ensemble) -> Iterator[Vu]:
    """Une route donnée à une commande n'est pas celle d'une autre commande vivante, hors saturation virtuelle."""
    donnees: dict[tuple[str, Fibre], list[Suite]] = {}
    for message, suite in sorted(_accords(tout), key=lambda vu: (vu[0].ordre, vu[0].ligne)):
        prises = donnees.setdefault((suite.dossier.oi, fibre(message, suite.dossier.oc)), [])
        voisines = (s for s in prises if tout.ensemble(s.dossier.messages[0], suite.dossier.messages[0]))
        autre = next((s for s in voisines if _tient(s, suite, message)), None)
        solution = tout.terme(message, "saturation")
        if autre is not None and solution == "route":
            yield from (Vu(m, True, mots=(ROUTE_REDONNEE,)) for m in (message, *_trouvee_libre(suite, message)))
        elif autre is None:
            yield Vu(message, True)
        else:
            gravite = None if solution else Gravite.INFORMATION
            yield Vu(message, False, f"route déjà donnée à {autre.dossier.reference}", "OC 1", gravite=gravite)
        prises.append(suite)


def _trouvee_libre(suite: Suite, accord: Message) -> Iterator[Message]:
    """What says that a route given again was free on site: the report that the OC made on that very route."""
    suivants = [p.message for p in suite.pas if p.message.ordre > accord.ordre]
    fin = next((m for m in suivants if m.flux in (*_RENDENT, Flux.NOTIF_REPROV, Flux.NOTIF_RACC_KO)), None)
    if fin is not None and fin.flux in _RENDENT and fin.issue in (Issue.OK, Issue.AUCUNE):
        yield fin


def _accords(tout: Ensemble) -> Iterator[tuple[Message, Suite]]:
    """Each report that gives a whole fibre to the operator of an order."""
    for suite in tout.suites:
        for pas in suite.pas:
            message = pas.message
            accord = message.flux is Flux.CR_CMD_ACCES and message.issue is Issue.OK and pas.refus is None
            if accord and sum(map(bool, fibre(message, suite.dossier.oc))) >= _SAISIES:
                yield message, suite


def fibre(message: Message, oc: str) -> Fibre:
    """The cells of the block that a message gives to an operator; () when it gives none."""
    lue = route(message.cellules)
    codes = {n: message[f"OC {n}"].strip().upper() for n in BLOCS}
    return next((c for n, c in lue.items() if codes[n] == oc.upper()), ()) if reelle(lue) else ()


def _tient(autre: Suite, suite: Suite, moment: Message) -> bool:
    """Whether another order still holds its fibre when this one is given it, on a line that is not the same."""
    vecus = [p for p in autre.pas if (p.message.ordre, p.message.ligne) < (moment.ordre, moment.ligne)]
    derniere = next((p.message for p in reversed(vecus) if p.message.flux in _DONNENT), None)
    if derniere is None or vecus[-1].apres.etat not in OUVERTS | {Etat.EN_SERVICE}:
        return False
    if fibre(derniere, autre.dossier.oc) != fibre(moment, suite.dossier.oc):
        return False
    prises = {derniere["ReferencePrise"].strip(), moment["ReferencePrise"].strip()}
    return suite.situation is Situation.A_CONSTRUIRE or len(prises - {""}) == 2


@regle("conv.reference_stoc_reutilisee", Portee.JOURNAL, "3.4", flux=Flux.CMD_STOC, gravite=_A)
def reference_stoc_reutilisee(tout: Ensemble) -> Iterator[Vu]:
    """Chaque commande STOC d'un OI porte une référence qui n'a pas servi."""
    vues: set[tuple[str, str]] = set()
    for suite in tout.suites:
        for pas in suite.pas:
            valeur = pas.message["ReferenceCommandeSousTraitantOI"].strip()
            if pas.message.flux is Flux.CMD_STOC and pas.refus is None and valeur:
                cle = (suite.dossier.oi, valeur)
                champ = "ReferenceCommandeSousTraitantOI"
                yield Vu(pas.message, cle not in vues, "référence neuve attendue", champ, provenance=Provenance.PUBLIC)
                vues.add(cle)
