"""What each party owes the other along a dossier. A rule yields every message it judged, kept or not.

One message out of order yields one breach: the most telling rule speaks, the general one keeps quiet.
"""

from __future__ import annotations

from collections.abc import Iterator

from harness.exchange.messages import Message
from harness.exchange.routes import meme, route
from harness.exchange.walk import Pas
from harness.judge.conversation.vu import DEPUIS, Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.lifecycle import COUPS, FINALS, Coup, Etat, Issue, coup
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Modele, Partie

CONV = Portee.CONVERSATION


def _special(pas: Pas) -> str:
    """Rule that speaks of a refused message better than `conv.hors_sequence`, "" when there is none."""
    flux, modele = pas.message.flux, pas.avant.modele
    if flux is Flux.CR_MAD and modele is Modele.OC:
        return "conv.cr_mad_en_modele_oc"
    if flux in (Flux.CMD_STOC, Flux.CR_STOC) and modele is not Modele.STOC:
        return "conv.stoc_hors_modele"
    if flux is Flux.CMD_ACCES:
        return "conv.reference_reutilisee"
    if flux in (Flux.MESS_OI, Flux.MESS_OC) and pas.avant.etat in (Etat.NOUVELLE, Etat.COMMANDEE):
        return "conv.message_premature"
    if pas.avant.etat in FINALS:
        return "conv.commande_terminee"
    return ""


def _refuses(suite: Suite, id_: str) -> Iterator[tuple[Pas, bool]]:
    """Messages a rule on refusals is about, and whether they are refused for that reason."""
    for pas in suite.pas:
        yield pas, pas.refus is not None and _special(pas) == id_


@regle("conv.debut_absent", CONV, "3.1", gravite=Gravite.INFORMATION)
def debut_absent(suite: Suite) -> Iterator[Vu]:
    """Le dossier ne commence pas par sa commande d'accès : il ne peut pas être jugé."""
    premier = suite.dossier.messages[0]
    if premier.flux is not Flux.NOTIF_ECRASEMENT:  # a line in service is older than what is looked at (§3.10)
        yield Vu(premier, suite.commence, "Cmd_Acces attendu en tête de dossier")


@regle("conv.hors_sequence", CONV, "3")
def hors_sequence(suite: Suite) -> Iterator[Vu]:
    """Le message n'a pas sa place à ce point du dossier."""
    for pas in suite.pas:
        if pas.refus is None:
            yield Vu(pas.message, True, mots=_mots(pas))
        elif not _special(pas):
            yield Vu(pas.message, False, _attendus(pas), section=_section(pas))


def _mots(pas: Pas) -> tuple[str, ...]:
    """The state that a message found, and the § that gives it a place there."""
    pris = coup(pas.avant, pas.message.emetteur, pas.message.flux, pas.message.issue)
    return (DEPUIS + pas.avant.etat, *((f"§{pris.section}",) if pris else ()))


def _attendus(pas: Pas) -> str:
    """What the same party could have said instead."""
    assert pas.refus is not None
    dit = f"{pas.message.flux}{_issue(pas.message.issue)} alors que la commande est « {pas.avant.etat} »"
    permis = _permis(pas)
    if not permis:
        return f"{dit} ; rien n'est attendu de l'{pas.message.emetteur} à ce point"
    return f"{dit} ; attendu de l'{pas.message.emetteur} : {', ou '.join(map(_coup, permis))}"


def _permis(pas: Pas) -> list[Coup]:
    """What was due, rather than always possible."""
    return [c for c in pas.refus.permis if c.flux is not Flux.ANNULATION] if pas.refus else []


def _section(pas: Pas) -> str:
    """§ of what the same party owed instead; of what the message is for, when it owed nothing."""
    qui = (pas.avant.modele, pas.avant.situation, pas.message.emetteur, pas.message.flux)
    places = (c for (m, s, _, p, f, _), c in COUPS.items() if (m, s, p, f) == qui)
    return next((c.section for c in (*_permis(pas), *places)), "")


def _coup(c: Coup) -> str:
    return f"{c.flux}{_issue(c.issue)} (§{c.section})"


def _issue(issue: Issue) -> str:
    return f" {issue}" if issue is not Issue.AUCUNE else ""


@regle("conv.cr_mad_en_modele_oc", CONV, "3.6", flux=Flux.CR_MAD)
def cr_mad_en_modele_oc(suite: Suite) -> Iterator[Vu]:
    """Le CR MAD n'existe pas dans le modèle OC."""
    if suite.modele is Modele.OC:
        for pas, refuse in _refuses(suite, "conv.cr_mad_en_modele_oc"):
            if refuse or pas.message.flux is Flux.CR_MES:
                yield Vu(pas.message, not refuse, "aucun CR MAD : le CR MES suit le CR de commande")


@regle("conv.stoc_hors_modele", CONV, "3.4", flux=(Flux.CMD_STOC, Flux.CR_STOC))
def stoc_hors_modele(suite: Suite) -> Iterator[Vu]:
    """La commande STOC et son compte-rendu sont réservés au modèle STOC."""
    for pas, refuse in _refuses(suite, "conv.stoc_hors_modele"):
        if pas.message.flux in (Flux.CMD_STOC, Flux.CR_STOC):
            yield Vu(pas.message, not refuse, f"commande passée en modèle {suite.modele}")


@regle("conv.reference_reutilisee", CONV, "4.1.2", flux=Flux.CMD_ACCES)
def reference_reutilisee(suite: Suite) -> Iterator[Vu]:
    """Une relance prend une nouvelle référence de commande."""
    for pas, refuse in _refuses(suite, "conv.reference_reutilisee"):
        if refuse:
            champ = "ReferenceCommandePriseInterneOC"
            yield Vu(pas.message, False, "référence neuve attendue", champ, etat=pas.avant.etat)
        elif pas.apres.etat in FINALS:
            yield Vu(pas.message, True, etat=pas.apres.etat)


@regle("conv.message_premature", CONV, "3.11", flux=(Flux.MESS_OI, Flux.MESS_OC))
def message_premature(suite: Suite) -> Iterator[Vu]:
    """Un message suppose que l'OI ait communiqué une ReferencePrestationPrise."""
    for pas, refuse in _refuses(suite, "conv.message_premature"):
        if pas.message.flux in (Flux.MESS_OI, Flux.MESS_OC):
            yield Vu(pas.message, not refuse, "pas de message avant l'accusé de réception")


@regle("conv.commande_terminee", CONV, "3.6")
def commande_terminee(suite: Suite) -> Iterator[Vu]:
    """Une commande terminée ne reçoit plus de message : seule une nouvelle commande permet de repartir."""
    for pas, refuse in _refuses(suite, "conv.commande_terminee"):
        if refuse:
            fin = f"{pas.message.flux}{_issue(pas.message.issue)} alors que la commande est « {pas.avant.etat} »"
            yield Vu(pas.message, False, fin, etat=pas.avant.etat)
        elif pas.apres.etat in FINALS:
            yield Vu(pas.message, True, etat=pas.apres.etat)


@regle("conv.reference_prestation", CONV, "3.3")
def reference_prestation(suite: Suite) -> Iterator[Vu]:
    """ReferencePrestationPrise est celle que l'OI a communiquée pour cette commande."""
    connue = ""
    for pas in suite.pas:
        valeur = pas.message["ReferencePrestationPrise"].strip()
        if not valeur:
            continue
        if not connue and pas.message.emetteur is Partie.OI:
            connue = valeur
        elif connue:
            yield Vu(pas.message, valeur == connue, "référence donnée par l'OI attendue", "ReferencePrestationPrise")


@regle("conv.commande_stoc_rappelee", CONV, "3.5", flux=Flux.CR_STOC)
def commande_stoc_rappelee(suite: Suite) -> Iterator[Vu]:
    """Le CR STOC rappelle la commande STOC à laquelle il répond."""
    derniere = ""
    for pas in suite.pas:
        valeur = pas.message["ReferenceCommandeSousTraitantOI"].strip()
        if pas.message.flux is Flux.CMD_STOC:
            derniere = valeur
        elif pas.message.flux is Flux.CR_STOC and derniere and valeur:
            champ = "ReferenceCommandeSousTraitantOI"
            attendu = "référence de la dernière Cmd_STOC attendue"
            yield Vu(pas.message, valeur == derniere, attendu, champ, provenance=Provenance.PUBLIC)


def _reprovisions(suite: Suite) -> Iterator[tuple[Message, Message, Message | None]]:
    """Each hot notification around a CR_STOC: (CR_STOC, notification, message that gave the route before it)."""
    route_donnee: Message | None = None
    stoc: Message | None = None
    chaude: tuple[Message, Message | None] | None = None
    for pas in suite.pas:
        message = pas.message
        if message.flux is Flux.CMD_STOC:
            stoc, chaude = None, None
        if message.flux is Flux.NOTIF_REPROV and message.issue is Issue.CHAUD:
            chaude = (message, route_donnee)
            if stoc is not None:
                yield stoc, *chaude
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV):
            route_donnee = message
        if message.flux is Flux.CR_STOC:
            stoc = message
            if chaude is not None:
                yield stoc, *chaude


def _nouvelle_route(notification: Message, avant: Message | None) -> bool:
    return avant is None or not meme(route(notification.cellules), route(avant.cellules))


@regle("conv.decharge_differente", CONV, "3.5", flux=Flux.CR_STOC)
def decharge_differente(suite: Suite) -> Iterator[Vu]:
    """Le numéro de décharge du CR STOC est celui que l'OI a donné au téléphone et rappelé par Notif_Reprov."""
    for stoc, notification, _ in _reprovisions(suite):
        donne, rendu = notification["NumeroDecharge"].strip(), stoc["NumeroDecharge"].strip()
        if donne and rendu:
            yield Vu(stoc, donne == rendu, "numéro de la Notif_Reprov à chaud attendu", "NumeroDecharge")


@regle("conv.hotline_non_reportee", CONV, "3.5", flux=Flux.CR_STOC)
def hotline_non_reportee(suite: Suite) -> Iterator[Vu]:
    """Après une nouvelle route donnée à chaud, le CR STOC porte NotificationReprovisioningHL = OUI et la décharge."""
    for stoc, notification, avant in _reprovisions(suite):
        if not _nouvelle_route(notification, avant):
            continue
        oui = stoc["NotificationReprovisioningHL"].strip().upper() == "OUI"
        yield Vu(stoc, oui, "OUI attendu", "NotificationReprovisioningHL")
        yield Vu(stoc, bool(stoc["NumeroDecharge"].strip()), "numéro de décharge attendu", "NumeroDecharge")


@regle("conv.nouvelle_prise", CONV, "3.5", flux=Flux.CR_STOC)
def nouvelle_prise(suite: Suite) -> Iterator[Vu]:
    """Après un reprovisionnement à chaud, le CR STOC porte la nouvelle référence de prise."""
    for stoc, notification, _ in _reprovisions(suite):
        nouvelle, rendue = notification["ReferencePrise"].strip(), stoc["ReferencePrise"].strip()
        if stoc.issue is Issue.OK and nouvelle and rendue:
            yield Vu(stoc, nouvelle == rendue, "référence de prise de la Notif_Reprov attendue", "ReferencePrise")


@regle("conv.prise_livree", CONV, "3.6", flux=Flux.CR_MAD, gravite=Gravite.AVERTISSEMENT)
def prise_livree(suite: Suite) -> Iterator[Vu]:
    """Le CR MAD livre la prise de la dernière route communiquée."""
    prise = ""
    for pas in suite.pas:
        message = pas.message
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV):
            prise = message["ReferencePrise"].strip()
        elif message.flux is Flux.CR_MAD and message.issue is Issue.OK and prise and message["ReferencePrise"].strip():
            tenue = message["ReferencePrise"].strip() == prise
            yield Vu(
                message, tenue, "prise de la dernière route attendue", "ReferencePrise", provenance=Provenance.PUBLIC
            )


@regle("conv.operateur_du_bloc", CONV, "3.3", flux=(Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV))
def operateur_du_bloc(suite: Suite) -> Iterator[Vu]:
    """L'un des blocs OC 1 à OC 4 porte le code de l'OC qui a commandé."""
    code = suite.dossier.oc.upper()
    for pas in suite.pas:
        message = pas.message
        if not code or message.flux not in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV) or message.issue is Issue.KO:
            continue
        codes = {message[f"OC {n}"].strip().upper() for n in range(1, 5)} - {"", "NA"}
        if codes:
            yield Vu(message, code in codes, f"code {code} attendu dans le bloc affecté", "OC 1")


@regle("conv.pose_au_cr_mad", CONV, "3.8", flux=Flux.CR_MAD)
def pose_au_cr_mad(suite: Suite) -> Iterator[Vu]:
    """En modèle OI, le CR MAD OK porte PrisePosee, et DateRaccordementPrise si la prise a été posée."""
    if suite.modele is Modele.OI:
        yield from _pose(suite, Flux.CR_MAD, Provenance.INFERRED)


@regle("conv.pose_au_cr_mes", CONV, "3.8", flux=Flux.CR_MES)
def pose_au_cr_mes(suite: Suite) -> Iterator[Vu]:
    """En modèle OC, le CR MES porte PrisePosee, et DateRaccordementPrise si la prise a été posée."""
    if suite.modele is Modele.OC:
        yield from _pose(suite, Flux.CR_MES, Provenance.SEED)


def _pose(suite: Suite, flux: Flux, provenance: Provenance) -> Iterator[Vu]:
    for pas in suite.pas:
        message = pas.message
        if message.flux is not flux or message.issue is Issue.KO:
            continue
        posee = message["PrisePosee"].strip().upper()
        yield Vu(message, bool(posee), "OUI ou NON attendu", "PrisePosee", provenance=provenance)
        if posee == "OUI":
            date = bool(message["DateRaccordementPrise"].strip())
            yield Vu(message, date, "date du raccordement attendue", "DateRaccordementPrise", provenance=provenance)
