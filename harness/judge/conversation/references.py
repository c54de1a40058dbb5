"""What a dossier carries from its order on: references, PM, PTO, financing (§3.1, §3.3, §3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from harness.exchange.messages import Message
from harness.exchange.routes import route
from harness.judge.conversation.vu import MONO, MULTI, Vu
from harness.judge.conversation.walk import Suite
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.lifecycle import Issue
from harness.protocol.motifs import plie
from harness.protocol.spec import Provenance
from harness.protocol.terms import Flux, Partie, Situation

CONV = Portee.CONVERSATION


@regle("conv.reference_prestation", CONV, "3.3")
def reference_prestation(suite: Suite) -> Iterator[Vu]:
    """ReferencePrestationPrise est celle que l'OI a communiquée pour cette commande."""
    connue = ""
    for pas in suite.pas:
        valeur = pas.message["ReferencePrestationPrise"].strip()
        if not valeur:
            continue
        if not connue and pas.message.emetteur is Partie.OI:
            connue = "" if pas.message.flux is Flux.GEL_DEGEL_RDV else valeur  # a gel is indicative (§3.14.4)
        elif connue:
            yield Vu(pas.message, valeur == connue, "référence donnée par l'OI attendue", "ReferencePrestationPrise")


@regle("conv.message_sans_reference", CONV, "3.11", flux=(Flux.MESS_OC, Flux.MESS_OI))
def message_sans_reference(suite: Suite) -> Iterator[Vu]:
    """Un message cite la ReferencePrestationPrise que l'OI a communiquée, et l'attend s'il ne l'a pas encore fait."""
    connue = False
    for pas in suite.pas:
        message = pas.message
        if message.flux in (Flux.MESS_OC, Flux.MESS_OI) and pas.refus is None:
            tenue = connue or message.emetteur is Partie.OI
            yield Vu(message, tenue, "l'OI n'en a encore communiqué aucune", "ReferencePrestationPrise")
        donne = message.emetteur is Partie.OI and message.flux is not Flux.GEL_DEGEL_RDV
        connue = connue or (donne and bool(message["ReferencePrestationPrise"].strip()))


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


def _accepte(suite: Suite, *issues: Issue) -> Iterator[tuple[Message, Message]]:
    """The order and each report on it with one of these outcomes, in its place."""
    commande = suite.dossier.messages[0]
    for pas in suite.pas:
        if pas.message.flux is Flux.CR_CMD_ACCES and pas.message.issue in issues and pas.refus is None:
            yield commande, pas.message


@regle("conv.prise_commandee", CONV, "3.3", flux=Flux.CR_CMD_ACCES, gravite=Gravite.AVERTISSEMENT)
def prise_commandee(suite: Suite) -> Iterator[Vu]:
    """Sur prise identifiée, le CR de commande donne la route de la PTO commandée."""
    for commande, cr in _accepte(suite, Issue.OK):
        voulue, donnee = commande["ReferencePrise"].strip(), cr["ReferencePrise"].strip()
        if suite.situation is Situation.IDENTIFIEE and donnee:
            yield Vu(cr, voulue.upper() == donnee.upper(), "PTO de la commande attendue", "ReferencePrise")


@regle("conv.pm_different", CONV, "annexe", flux=Flux.CR_CMD_ACCES, gravite=Gravite.AVERTISSEMENT)
def pm_different(suite: Suite) -> Iterator[Vu]:
    """Le CR de commande rappelle le PM de la commande."""
    for commande, cr in _accepte(suite, Issue.OK, Issue.APPEL, Issue.KO):
        for champ in ("ReferencePrestationPm", "ReferencePm"):
            if commande[champ].strip() and cr[champ].strip():
                yield Vu(cr, plie(commande[champ]) == plie(cr[champ]), "PM de la commande attendu", champ)


@regle("conv.financement_non_tranche", CONV, "3.1", flux=Flux.CR_CMD_ACCES)
def financement_non_tranche(suite: Suite) -> Iterator[Vu]:
    """Quand l'OC demande auto, l'OI retient COFI ou LOCA."""
    for commande, cr in _accepte(suite, Issue.OK, Issue.APPEL):
        retenu = cr["TypeCommandeRetenu"].strip().upper()
        if commande["TypeCommandeDemande"].strip().upper() == "AUTO" and retenu:
            yield Vu(cr, retenu in ("COFI", "LOCA"), "COFI ou LOCA attendu", "TypeCommandeRetenu")


@regle("conv.financement_change", CONV, "3.3", flux=Flux.CR_CMD_ACCES, gravite=Gravite.AVERTISSEMENT)
def financement_change(suite: Suite) -> Iterator[Vu]:
    """Le financement retenu est celui qui était demandé, l'OI refusant la commande sinon."""
    for commande, cr in _accepte(suite, Issue.OK, Issue.APPEL):
        demande, retenu = (c.strip().upper() for c in (commande["TypeCommandeDemande"], cr["TypeCommandeRetenu"]))
        if demande in ("COFI", "LOCA") and retenu in ("COFI", "LOCA"):
            yield Vu(cr, demande == retenu, "financement de la commande attendu", "TypeCommandeRetenu")


@regle(
    "conv.nombre_de_fibres_change",
    CONV,
    "3.3",
    flux=(Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV),
    gravite=Gravite.AVERTISSEMENT,
)
def nombre_de_fibres_change(suite: Suite) -> Iterator[Vu]:
    """Les blocs remplis sont aussi nombreux d'une route à l'autre : l'ingénierie de l'immeuble ne change pas."""
    blocs, premier = 0, None
    for pas in suite.pas:
        message = pas.message
        if message.flux not in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV) or message.issue in (Issue.KO, Issue.APPEL):
            continue
        lus = len(route(message.cellules))
        if blocs and lus:
            fibres = MONO if blocs == 1 else MULTI
            yield Vu(message, lus == blocs, f"{blocs} bloc(s) attendus comme avant", "OC 1", mots=(fibres,))
            if premier is not None and lus == blocs:
                yield Vu(premier, True, mots=(fibres,))
        blocs, premier = (lus, message) if lus else (blocs, premier)


@regle("conv.prise_initiale", CONV, "7.1.2", flux=Flux.NOTIF_RACC_KO)
def prise_initiale(suite: Suite) -> Iterator[Vu]:
    """La notification de raccordement KO de l'OC cite la PTO de la commande, ou celle de la dernière route."""
    donnee = ""
    commandee = suite.dossier.messages[0]["ReferencePrise"].strip()
    for pas in suite.pas:
        message = pas.message
        if message.flux in (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV):
            donnee = message["ReferencePrise"].strip()
        elif message.flux is Flux.NOTIF_RACC_KO and message.emetteur is Partie.OC and commandee:
            citee = message["ReferencePrise"].strip()
            if citee:
                yield Vu(message, citee in (commandee, donnee), "PTO de la commande attendue", "ReferencePrise")
