"""Why a message has no place, from the most telling reason to the least. See `ordre.parle` for how they are read."""

from __future__ import annotations

from harness.exchange.walk import Pas
from harness.judge.conversation.ordre import parle
from harness.protocol.lifecycle import FINALS, Etat, Issue, Refus, avance
from harness.protocol.terms import Flux, Modele, Partie, Situation

_MESSAGES = (Flux.MESS_OI, Flux.MESS_OC)
_STOC = (Flux.CMD_STOC, Flux.CR_STOC)
_ECHECS = (Etat.ECHEC_SIGNALE, Etat.POSE_ECHOUEE, Etat.LIGNE_ECHOUEE)


def _dit(pas: Pas, flux: Flux, *issues: Issue) -> bool:
    return pas.message.flux is flux and (not issues or pas.message.issue in issues)


@parle("conv.cr_mad_en_modele_oc", "3.6", "aucun CR MAD : le CR MES suit le CR de commande", flux=Flux.CR_MAD)
def cr_mad_en_modele_oc(pas: Pas) -> bool:
    """Le CR MAD n'existe pas dans le modèle OC."""
    return pas.avant.modele is Modele.OC and _dit(pas, Flux.CR_MAD if pas.refus else Flux.CR_MES)


@parle("conv.stoc_hors_modele", "3.4", "ces flux supposent une commande passée en modèle STOC", flux=_STOC)
def stoc_hors_modele(pas: Pas) -> bool:
    """La commande STOC et son compte-rendu sont réservés au modèle STOC."""
    return pas.message.flux in _STOC and (pas.refus is None or pas.avant.modele is not Modele.STOC)


@parle("conv.racc_ko_de_l_oi", "3.7", "l'OI ne l'envoie qu'en modèle OI", flux=Flux.NOTIF_RACC_KO)
def racc_ko_de_l_oi(pas: Pas) -> bool:
    """L'OI ne notifie un raccordement KO que lorsqu'il raccorde lui-même."""
    de_l_oi = _dit(pas, Flux.NOTIF_RACC_KO) and pas.message.emetteur is Partie.OI
    return de_l_oi and (pas.refus is None or pas.avant.modele is not Modele.OI)


@parle(
    "conv.reference_reutilisee",
    "4.1.2",
    "référence neuve attendue",
    flux=Flux.CMD_ACCES,
    champ="ReferenceCommandePriseInterneOC",
)
def reference_reutilisee(pas: Pas) -> bool:
    """Une relance prend une nouvelle référence de commande."""
    return _dit(pas, Flux.CMD_ACCES) if pas.refus else pas.apres.etat in FINALS


@parle("conv.message_premature", "3.11", "pas de message avant l'accusé de réception", flux=_MESSAGES)
def message_premature(pas: Pas) -> bool:
    """Un message suppose que l'OI ait communiqué une ReferencePrestationPrise."""
    return pas.message.flux in _MESSAGES and (pas.refus is None or pas.avant.etat in (Etat.NOUVELLE, Etat.COMMANDEE))


@parle("conv.ar_double", "3.2", "un seul accusé de réception par commande", flux=Flux.AR_CMD_ACCES)
def ar_double(pas: Pas) -> bool:
    """Chaque commande reçoit un accusé de réception et un seul."""
    return _dit(pas, Flux.AR_CMD_ACCES) and (pas.refus is None or pas.avant.etat is not Etat.NOUVELLE)


@parle("conv.cr_annulation_sans_demande", "3.13", "aucune annulation n'attend de réponse", flux=Flux.CR_ANNULATION)
def cr_annulation_sans_demande(pas: Pas) -> bool:
    """Un compte-rendu d'annulation répond à une demande d'annulation, une fois."""
    return _dit(pas, Flux.CR_ANNULATION)


@parle("conv.apres_annulation", "3.12", "seul CR_Annulation_Acces est encore attendu")
def apres_annulation(pas: Pas) -> bool:
    """Une annulation reçue arrête tout le traitement de la commande."""
    return pas.avant.etat is Etat.ANNULATION_DEMANDEE and not pas.croise


@parle("conv.commande_terminee", "3.6", "seule une nouvelle commande permet de repartir")
def commande_terminee(pas: Pas) -> bool:
    """Une commande terminée ne reçoit plus de message : seule une nouvelle commande permet de repartir."""
    return (pas.avant if pas.refus else pas.apres).etat in FINALS


@parle(
    "conv.hotline_attendue",
    "3.1",
    "ReferencePrise = HOTLINE attendue sur prise existante sans référence",
    flux=Flux.CR_CMD_ACCES,
    champ="ReferencePrise",
)
def hotline_attendue(pas: Pas) -> bool:
    """Une commande sur prise existante sans référence est acceptée avec la mention HOTLINE."""
    non_identifiee = pas.avant.situation is Situation.NON_IDENTIFIEE and pas.avant.etat is Etat.ACCUSEE
    return non_identifiee and _dit(pas, Flux.CR_CMD_ACCES, Issue.OK if pas.refus else Issue.APPEL)


@parle(
    "conv.hotline_non_convenue",
    "3.3",
    "une route optique réelle était attendue",
    flux=Flux.CR_CMD_ACCES,
    champ="ReferencePrise",
)
def hotline_non_convenue(pas: Pas) -> bool:
    """L'appel hotline est réservé aux cas convenus : prise sans référence, ou saturation virtuelle."""
    return pas.avant.etat is Etat.ACCUSEE and _dit(pas, Flux.CR_CMD_ACCES, Issue.APPEL if pas.refus else Issue.OK)


@parle("conv.route_non_donnee", "3.6", "une Notif_Reprov avec la route réelle devait précéder", flux=Flux.CR_MAD)
def route_non_donnee(pas: Pas) -> bool:
    """Après un CR HOTLINE, la ligne n'est livrée qu'une fois la route réelle notifiée."""
    if pas.refus:
        return pas.avant.etat is Etat.A_IDENTIFIER and _dit(pas, Flux.CR_MAD, Issue.OK)
    return pas.avant.situation is Situation.NON_IDENTIFIEE and _dit(pas, Flux.CR_MAD, Issue.OK)


@parle(
    "conv.reprov_non_envoyee",
    "3.9",
    "une Notif_Reprov à froid devait précéder, même à route inchangée",
    flux=(Flux.CR_MAD, Flux.CMD_STOC, Flux.NOTIF_REPROV),
)
def reprov_non_envoyee(pas: Pas) -> bool:
    """Après un échec, l'OI notifie la résolution par un reprovisionnement à froid avant toute suite."""
    if pas.refus is None:
        return pas.avant.etat in _ECHECS and _dit(pas, Flux.NOTIF_REPROV, Issue.FROID)
    repose = pas.avant.etat is not Etat.LIGNE_ECHOUEE and _dit(pas, Flux.CMD_STOC)
    return pas.avant.etat in _ECHECS and (repose or _dit(pas, Flux.CR_MAD, Issue.OK))


@parle("conv.pose_redemandee", "5.1.5", "la prise est en place : un CR MAD suit", flux=(Flux.CMD_STOC, Flux.CR_MAD))
def pose_redemandee(pas: Pas) -> bool:
    """Une prise en place, posée ou déjà là, n'appelle pas de nouvelle commande STOC."""
    if pas.refus is None:
        return pas.avant.etat in (Etat.POSEE, Etat.LIGNE_REPAREE) and _dit(pas, Flux.CR_MAD, Issue.OK)
    return pas.avant.etat in (Etat.POSEE, Etat.LIGNE_ECHOUEE, Etat.LIGNE_REPAREE) and _dit(pas, Flux.CMD_STOC)


@parle(
    "conv.pose_non_redemandee",
    "5.1.5",
    "une nouvelle Cmd_STOC était attendue : la prise reste à poser",
    flux=(Flux.CR_MAD, Flux.CMD_STOC),
)
def pose_non_redemandee(pas: Pas) -> bool:
    """Une prise qui n'a pas pu être posée appelle une nouvelle commande STOC."""
    suite = _dit(pas, Flux.CR_MAD, Issue.OK) if pas.refus else _dit(pas, Flux.CMD_STOC)
    return pas.avant.etat is Etat.REPOSE_A_DEMANDER and suite


@parle(
    "conv.livraison_sans_pose",
    "3.6",
    "le CR STOC OK devait précéder",
    flux=Flux.CR_MAD,
)
def livraison_sans_pose(pas: Pas) -> bool:
    """En modèle STOC, une prise à construire n'est livrée qu'après le CR STOC OK."""
    if pas.avant.modele is not Modele.STOC or not _dit(pas, Flux.CR_MAD, Issue.OK):
        return False
    return pas.avant.etat is Etat.POSEE if pas.refus is None else pas.avant.etat in _AVANT_POSE


_AVANT_POSE = (Etat.POSE_DEMANDEE, Etat.ACCEPTEE, Etat.A_IDENTIFIER)


@parle(
    "conv.stoc_sur_prise_existante",
    "3.4",
    "l'absence de prise devait d'abord être établie",
    flux=Flux.CMD_STOC,
)
def stoc_sur_prise_existante(pas: Pas) -> bool:
    """Sur une prise annoncée, la commande STOC suppose que son absence ait été constatée."""
    existante = pas.avant.situation is not Situation.A_CONSTRUIRE and _dit(pas, Flux.CMD_STOC)
    sans_constat = (Etat.ACCEPTEE, Etat.LIVREE, Etat.A_IDENTIFIER, Etat.A_NOTIFIER)
    return existante and (pas.refus is None or pas.avant.etat in sans_constat)


@parle("conv.cr_mad_repete", "3.6", "rien ne l'a provoqué depuis le précédent", flux=Flux.CR_MAD)
def cr_mad_repete(pas: Pas) -> bool:
    """Un nouveau CR MAD OK suppose un reprovisionnement ou un nouvel échange STOC."""
    encore = pas.avant.etat is Etat.LIVREE if pas.refus else pas.avant.resiliable
    return _dit(pas, Flux.CR_MAD, Issue.OK) and encore


@parle(
    "conv.cr_mes_malgre_echec",
    "3.8",
    "un échec signalé attend d'abord la réponse de l'OI",
    flux=(Flux.CR_MES, Flux.NOTIF_RACC_KO),
)
def cr_mes_malgre_echec(pas: Pas) -> bool:
    """Un problème signalé entre le CR MAD et le CR MES se résout avant la mise en service."""
    if pas.refus:
        return pas.avant.etat is Etat.ECHEC_SIGNALE and _dit(pas, Flux.CR_MES)
    return _dit(pas, Flux.NOTIF_RACC_KO) and pas.message.emetteur is Partie.OC


@parle("conv.mise_en_service_sans_livraison", "3.8", "le CR MAD OK devait précéder", flux=Flux.CR_MES)
def mise_en_service_sans_livraison(pas: Pas) -> bool:
    """En modèles OI et STOC, la mise en service suit la mise à disposition."""
    livres = pas.avant.modele is not Modele.OC and _dit(pas, Flux.CR_MES)
    return livres and (pas.refus is None or pas.avant.etat is not Etat.LIVREE)


@parle(
    "conv.racc_ko_hors_fenetre",
    "3.7",
    "l'OC ne l'envoie qu'entre la mise à disposition, le CR de commande en modèle OC, et le CR MES",
    flux=Flux.NOTIF_RACC_KO,
)
def racc_ko_hors_fenetre(pas: Pas) -> bool:
    """L'OC notifie un raccordement KO entre la mise à disposition de la ligne et sa mise en service."""
    return _dit(pas, Flux.NOTIF_RACC_KO) and pas.message.emetteur is Partie.OC


@parle("conv.cr_stoc_sans_commande", "3.5", "une Cmd_STOC devait précéder", flux=Flux.CR_STOC)
def cr_stoc_sans_commande(pas: Pas) -> bool:
    """Chaque CR STOC répond à une commande STOC."""
    return _dit(pas, Flux.CR_STOC)


@parle(
    "conv.type_de_reprovisionnement",
    "3.9",
    "l'autre type de reprovisionnement était attendu",
    flux=Flux.NOTIF_REPROV,
    champ="TypeReprov",
)
def type_de_reprovisionnement(pas: Pas) -> bool:
    """À chaud, le reprovisionnement est fait avec l'installateur ; à froid, il répond à un échec."""
    if not _dit(pas, Flux.NOTIF_REPROV, Issue.CHAUD, Issue.FROID) or pas.refus is None:
        return _dit(pas, Flux.NOTIF_REPROV, Issue.CHAUD, Issue.FROID)
    autre = Issue.FROID if pas.message.issue is Issue.CHAUD else Issue.CHAUD
    return not isinstance(avance(pas.avant, pas.message.emetteur, pas.message.flux, autre), Refus)
