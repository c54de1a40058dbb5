"""One acknowledgement a line ordered, none for a file that nobody can read (§3.2), and no silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from harness.exchange.dossiers import Echange
from harness.exchange.messages import Message
from harness.judge.conversation.ensemble import Ensemble
from harness.judge.conversation.vu import DEMANDE, GROUPEE, REPORT, SEULE, Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.lifecycle import OUVERTS, Etat, Issue
from harness.protocol.terms import REFERENCE_DEMANDE_RDV, Flux, Partie

JOURNAL = Portee.JOURNAL


def _accuse(suite: Suite) -> Message | None:
    """The acknowledgement of an order, in its place."""
    return next((p.message for p in suite.pas if p.message.flux is Flux.AR_CMD_ACCES and p.refus is None), None)


@regle("ar.absent", JOURNAL, "3.2", flux=Flux.AR_CMD_ACCES)
def absent(tout: Ensemble) -> Iterator[Vu]:
    """Chaque ligne d'un fichier de commandes lisible reçoit un accusé de réception."""
    tailles = Counter(message.fichier for _, message in tout.lignes())
    for suite in tout.suites:
        accuse = _accuse(suite)
        if accuse is not None:
            groupe = tailles[suite.dossier.messages[0].fichier] > 1
            yield Vu(accuse, True, mots=(GROUPEE if groupe else SEULE,))
        elif suite.position is not None and suite.position.etat is Etat.COMMANDEE and not suite.reprise:
            yield from _silence(tout, suite.dossier.messages[0], "AR_Cmd_Acces attendu de l'OI")


def _silence(tout: Ensemble, message: Message, attendu: str) -> Iterator[Vu]:
    """A message that the OI left without answer for longer than was agreed, or than anybody waits."""
    if tout.muet(message):
        gravite = Gravite.AVERTISSEMENT if tout.attente is None else None
        yield Vu(message, False, attendu, gravite=gravite, partie=Partie.OI)


@regle("ar.fichier_illisible", JOURNAL, "3.2", flux=Flux.AR_CMD_ACCES)
def fichier_illisible(tout: Ensemble) -> Iterator[Vu]:
    """Un fichier de commandes illisible ne reçoit pas d'accusé de réception."""
    for rang, echange in enumerate(tout.echanges):
        if echange.flux is not Flux.CMD_ACCES or not echange.illisible:
            continue
        reponse = next((m for m in _orphelins(tout, echange) if m.reference in echange.cellules), None)
        reponse = reponse or _sans_reference(tout.echanges[rang:], echange)
        if reponse is not None:
            yield Vu(reponse, False, f"{echange.fichier} est illisible : {echange.illisible}")
            continue
        commande = Message(Flux.CMD_ACCES, {}, Partie.OC, 0, 1, echange.fichier, echange.instant)
        if tout.muet(commande) or _repond_encore(tout.echanges[rang:], echange):
            yield Vu(commande, True)


def _repond_encore(suivants: Sequence[Echange], illisible: Echange) -> bool:
    """Whether the OI acknowledged a later file of the same operator: its silence on this one is a choice."""
    return any(e.flux is Flux.AR_CMD_ACCES and (e.de, e.a) == (illisible.a, illisible.de) for e in suivants)


def _sans_reference(suivants: Sequence[Echange], illisible: Echange) -> Message | None:
    """An acknowledgement of nothing, to who sent a file that holds no reference."""
    siens = (e.messages for e in suivants if (e.de, e.a) == (illisible.a, illisible.de))
    return next((m for lus in siens for m in lus if m.flux is Flux.AR_CMD_ACCES and not m.reference), None)


def _orphelins(tout: Ensemble, illisible: Echange) -> Iterator[Message]:
    """Acknowledgements sent to who sent a file, by who received it, of orders that no readable file holds."""
    for suite in tout.suites:
        premier = suite.dossier.messages[0]
        if (suite.dossier.oc, suite.dossier.oi) == (illisible.de, illisible.a) and premier.flux is Flux.AR_CMD_ACCES:
            yield premier


@regle("ar.ok_malgre_defaut", JOURNAL, "3.2", flux=Flux.AR_CMD_ACCES, gravite=Gravite.AVERTISSEMENT)
def ok_malgre_defaut(tout: Ensemble) -> Iterator[Vu]:
    """Une commande lisible qui enfreint une règle de gestion reçoit un AR KO."""
    for suite in tout.suites:
        accuse = _accuse(suite)
        commande = suite.dossier.messages[0]
        defaut = (tout.defauts or {}).get((commande.fichier, commande.ligne))
        if accuse is not None and defaut is not None and accuse.issue in (Issue.OK, Issue.KO):
            yield Vu(accuse, accuse.issue is Issue.KO, f"AR KO attendu : {defaut}", "EtatArCommandePrise")


@regle("observation.ar_meles", JOURNAL, "3.2", flux=Flux.AR_CMD_ACCES, gravite=Gravite.INFORMATION)
def ar_meles(tout: Ensemble) -> Iterator[Vu]:
    """Un fichier d'accusés peut mêler des AR OK et des AR KO : chaque ligne suit son propre sort."""
    for echange in tout.echanges:
        issues = {m.issue for m in echange.messages if m.flux is Flux.AR_CMD_ACCES}
        if {Issue.OK, Issue.KO} <= issues:
            yield from (Vu(m, True) for m in echange.messages)


@regle("conv.surcharge_acceptee", JOURNAL, "3.3", flux=Flux.CR_CMD_ACCES)
def surcharge_acceptee(tout: Ensemble) -> Iterator[Vu]:
    """Une seconde commande du même OC sur une PTO dont la commande est en cours est refusée."""
    par_prise: dict[tuple[str, str, str], list[Suite]] = {}
    for suite in tout.suites:
        prise = suite.dossier.messages[0]["ReferencePrise"].strip() if suite.commence else ""
        if prise:
            par_prise.setdefault((suite.dossier.oc, suite.dossier.oi, prise), []).append(suite)
    for suites in par_prise.values():
        for suite in suites:
            cr = next((p.message for p in suite.pas if p.message.flux is Flux.CR_CMD_ACCES and p.refus is None), None)
            autres = (
                s for s in suites if s is not suite and tout.ensemble(s.dossier.messages[0], suite.dossier.messages[0])
            )
            if cr is not None and any(_en_cours(autre, cr) for autre in autres):
                yield Vu(cr, cr.issue is Issue.KO, "CR KO attendu, la première commande est en cours")


def _en_cours(suite: Suite, moment: Message) -> bool:
    """Whether an order was accepted and not over yet when a message left; the lines of one file in their order."""
    vecus = [p for p in suite.pas if (p.message.ordre, p.message.ligne) < (moment.ordre, moment.ligne)]
    acceptee = any(p.message.flux is Flux.CR_CMD_ACCES and p.message.issue is not Issue.KO for p in vecus)
    return acceptee and vecus[-1].apres.etat in OUVERTS


@regle("annulation.sans_reponse", JOURNAL, "3.12", flux=Flux.CR_ANNULATION)
def annulation_sans_reponse(tout: Ensemble) -> Iterator[Vu]:
    """L'OI répond à toute annulation par un compte-rendu d'annulation."""
    for suite in tout.suites:
        for pas in suite.pas:
            if pas.message.flux is Flux.CR_ANNULATION and pas.refus is None:
                yield Vu(pas.message, True)
        if suite.position is not None and suite.position.etat is Etat.ANNULATION_DEMANDEE:
            demandes = [p.message for p in suite.pas if p.message.flux is Flux.ANNULATION]
            yield from _silence(tout, demandes[-1], "CR_Annulation_Acces attendu de l'OI")


@regle("rdv.sans_reponse", JOURNAL, "3.14.2", flux=Flux.REPONSE_RDV)
def rdv_sans_reponse(tout: Ensemble) -> Iterator[Vu]:
    """L'OI répond à chaque demande de RDV, et à chaque demande de modification."""
    repondues = {m.reference: m for _, m in tout.lignes() if m.flux is Flux.REPONSE_RDV}
    abandonnees = {m[REFERENCE_DEMANDE_RDV].strip() for _, m in tout.lignes() if m.flux is Flux.ANNULATION_RDV}
    for _, message in tout.lignes():
        if message.flux not in (Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV) or not message.reference:
            continue
        reponse = repondues.get(message.reference)
        if reponse is not None:
            yield Vu(reponse, True, mots=(REPORT if message.flux is Flux.DEMANDE_MODIF_RDV else DEMANDE,))
        elif message.reference not in abandonnees:
            yield from _silence(tout, message, "ReponseRdv attendue de l'OI")
