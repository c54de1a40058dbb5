"""Appointments by file (§3.14): one answer a request, one slot at most, an identifier that lasts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from harness.exchange.fils_rdv import DEMANDES, FilRdv, fils_rdv
from harness.exchange.messages import Message
from harness.exchange.rendez_vous import CRENEAUX, EtatRdv, RendezVous, proposes, valide
from harness.judge.conversation.ensemble import Ensemble
from harness.judge.conversation.vu import APRES_COMMANDE, APRES_REFUS, REPORT, Vu
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.francais import accorde
from harness.protocol.lifecycle import Issue
from harness.protocol.terms import REFERENCE_DEMANDE_RDV, Flux, Modele

RDV = Portee.RENDEZ_VOUS
_TROP = ("FRDV01", "RDV : NOMBRE MAX DE MODIFICATIONS")
"""How the reason « too many changes » begins."""


def _des(fil: FilRdv, flux: Flux) -> Iterator[tuple[RendezVous, Message]]:
    return ((rdv, m) for rdv, m in fil.pas() if m.flux is flux)


def _reponses(fil: FilRdv) -> Iterator[tuple[RendezVous, Message, Message]]:
    """Each answer to a request: (the appointment before it, the request, the answer)."""
    reponses = ((rdv, rdv.demande, m) for rdv, m in _des(fil, Flux.REPONSE_RDV))
    return ((rdv, d, m) for rdv, d, m in reponses if d is not None and d.reference == m.reference)


def _mots(rdv: RendezVous) -> tuple[str, ...]:
    return (REPORT,) if rdv.demande is not None and rdv.demande.flux is Flux.DEMANDE_MODIF_RDV else ()


@regle("rdv.reponse_sans_demande", RDV, "3.14.2", flux=Flux.REPONSE_RDV)
def reponse_sans_demande(fil: FilRdv) -> Iterator[Vu]:
    """Une ReponseRdv répond à une demande reçue, une fois ; une annulation de RDV n'en appelle pas."""
    attendues: set[str] = set()  # a cancellation does not take back a request: its answer may be on its way (AMB-62)
    encore: Counter[str] = Counter()
    for rdv, message in fil.pas():
        if message.flux in DEMANDES:
            attendues.add(message.reference)
        if message.flux is not Flux.REPONSE_RDV:
            continue
        tot = fil.precede(message)
        tenue = message.reference in attendues and not tot
        attendues.discard(message.reference)
        dit = "la demande est venue après" if tot else f"aucune demande n'attend, le RDV est « {rdv.etat} »"
        renvois = sum(c.reference == message.reference and c.ordre < message.ordre for c in fil.copies)
        encore[message.reference] += not tenue
        vue = tot or (fil.messages[0] is not message and encore[message.reference] > renvois)
        gravite = None if vue else Gravite.INFORMATION  # the journal may begin after the request, or it was sent twice
        yield Vu(message, tenue, dit, REFERENCE_DEMANDE_RDV, mots=_mots(rdv), gravite=gravite)


@regle("rdv.creneaux_non_apparies", RDV, "3.14.2", flux=Flux.REPONSE_RDV)
def creneaux_non_apparies(fil: FilRdv) -> Iterator[Vu]:
    """La réponse porte un OK ou un KO pour chaque créneau proposé, et rien pour les autres."""
    for rdv, demande, message in _reponses(fil):
        for n in CRENEAUX:
            if f"DateRdv{n}" not in demande.cellules or f"ValidDate{n}" not in message.cellules:
                continue  # a column that is not there says nothing: its absence is a fault of form
            if not proposes(demande) and not valide(message):
                continue  # nothing was proposed: refusing one slot, as the column asks for, refuses them all
            propose, repondu = bool(demande[f"DateRdv{n}"].strip()), bool(message[f"ValidDate{n}"].strip())
            attendu = "OK ou KO attendu pour ce créneau" if propose else "cellule vide attendue, créneau non proposé"
            yield Vu(message, propose == repondu, attendu, f"ValidDate{n}", mots=_mots(rdv))


@regle("rdv.identifiant_change", RDV, "3.14.5", flux=Flux.REPONSE_RDV)
def identifiant_change(fil: FilRdv) -> Iterator[Vu]:
    """Modifier un créneau ne change pas l'identifiant du RDV."""
    for rdv, demande, message in _reponses(fil):
        if demande.flux is Flux.DEMANDE_MODIF_RDV and valide(message) and rdv.identifiant:
            tenue = message["IdRdv"].strip() == rdv.identifiant
            yield Vu(message, tenue, "IdRdv du rendez-vous d'origine attendu", "IdRdv")


@regle("observation.report_refuse", RDV, "3.14.5", flux=Flux.REPONSE_RDV, gravite=Gravite.INFORMATION)
def report_refuse(fil: FilRdv) -> Iterator[Vu]:
    """L'OI peut refuser un report de trop, que le contrat compte."""
    for rdv, demande, message in _reponses(fil):
        if demande.flux is Flux.DEMANDE_MODIF_RDV and message.issue is Issue.KO:
            yield Vu(message, True, mots=(APRES_REFUS,) if rdv.refus else ())


@regle("rdv.report_de_trop", Portee.JOURNAL, "3.14.5", flux=Flux.REPONSE_RDV, gravite=Gravite.AVERTISSEMENT)
def report_de_trop(tout: Ensemble) -> Iterator[Vu]:
    """L'OI refuse un report pour leur nombre quand celui du contrat a été réservé : un report refusé ne compte pas."""
    for fil in fils_rdv(tout.echanges):
        for rdv, demande, message in _reponses(fil):
            if demande.flux is not Flux.DEMANDE_MODIF_RDV or fil.messages[0].flux is not Flux.DEMANDE_RDV:
                continue  # one taken in the OI's tool may have been put off before it was first seen
            if valide(message):
                yield Vu(message, True, mots=(APRES_REFUS,) if rdv.refus else ())
            elif message["MotifReponseRdvKo"].strip().upper().startswith(_TROP):
                permis = tout.terme(message, "reports")
                tenue = rdv.reports >= int(permis) if permis.isdecimal() else rdv.reports > 0
                promis = (
                    accorde(int(permis), "report permis", "reports permis")
                    if permis.isdecimal()
                    else "un nombre inconnu de reports permis"
                )
                dit = f"{promis}, {accorde(rdv.reports, 'réservé')}"
                gravite = None if permis else Gravite.INFORMATION
                yield Vu(message, tenue, dit, "MotifReponseRdvKo", gravite=gravite)


@regle("rdv.modification_sans_rdv", RDV, "3.14.5", flux=Flux.DEMANDE_MODIF_RDV)
def modification_sans_rdv(fil: FilRdv) -> Iterator[Vu]:
    """Une demande de modification suit une réponse de l'OI qui accepte un créneau."""
    commande = False
    for rdv, message in fil.pas():
        commande = commande or message.flux is Flux.CMD_ACCES
        if message.flux is Flux.DEMANDE_MODIF_RDV:
            attend = rdv.demande is not None
            dit = "la demande précédente attend sa réponse" if attend else f"le RDV est « {rdv.etat} »"
            mots = (APRES_COMMANDE,) if commande else ()
            if fil.messages[0] is not message or fil.pris:  # one taken in the OI's tool is first seen here
                yield Vu(message, rdv.etat is EtatRdv.RESERVE and not attend, dit, "IdRdv", mots=mots)


@regle("rdv.annulation_sans_rdv", RDV, "3.14.3", flux=Flux.ANNULATION_RDV)
def annulation_sans_rdv(fil: FilRdv) -> Iterator[Vu]:
    """L'OC annule un RDV que l'OI a accepté, avant d'avoir passé commande."""
    commande = False
    for rdv, message in fil.pas():
        commande = commande or message.flux is Flux.CMD_ACCES
        if message.flux is not Flux.ANNULATION_RDV or fil.messages[0] is message:
            continue
        if rdv.demande is not None:
            yield Vu(message, False, "la réponse de l'OI devait être attendue", "IdRdv", ambiguite="AMB-62")
        elif commande:
            yield Vu(
                message, False, "la commande est passée : c'est elle qui s'annule", "IdRdv", mots=(APRES_COMMANDE,)
            )
        else:
            yield Vu(message, rdv.etat is EtatRdv.RESERVE, f"le RDV est « {rdv.etat} »", "IdRdv")


@regle("rdv.commande_sur_rdv_perdu", RDV, "3.14.1", flux=Flux.CMD_ACCES)
def commande_sur_rdv_perdu(fil: FilRdv) -> Iterator[Vu]:
    """La commande porte l'identifiant d'un RDV accepté et non annulé."""
    for rdv, message in _des(fil, Flux.CMD_ACCES):
        yield Vu(message, rdv.etat is EtatRdv.RESERVE, f"le RDV est « {rdv.etat} »", "IdRdv")


@regle("rdv.hors_modele_oi", RDV, "3.14", flux=Flux.CMD_ACCES)
def hors_modele_oi(fil: FilRdv) -> Iterator[Vu]:
    """Les RDV valent pour le raccordement par l'OI."""
    for _, message in _des(fil, Flux.CMD_ACCES):
        tenue = message["TypeRacco"].strip().upper() == Modele.OI
        yield Vu(message, tenue, "TypeRacco = OI attendu avec un RDV de l'OI", "IdRdv")


@regle("rdv.creneau_non_rappele", RDV, "3.14.1", flux=Flux.CMD_ACCES, gravite=Gravite.INFORMATION)
def creneau_non_rappele(fil: FilRdv) -> Iterator[Vu]:
    """La commande rappelle, à titre indicatif, la date et l'heure du RDV."""
    for rdv, message in _des(fil, Flux.CMD_ACCES):
        if rdv.creneau and message["DateInstall"].strip():
            yield Vu(message, message["DateInstall"].strip() == rdv.creneau, "créneau du RDV", "DateInstall")


@regle("rdv.reference_reutilisee", Portee.JOURNAL, "3.14.5", flux=(Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV))
def reference_reutilisee(tout: Ensemble) -> Iterator[Vu]:
    """Chaque demande de RDV d'un OC porte une référence qui n'a pas servi."""
    vues: set[tuple[str, str]] = set()
    for echange, message in tout.lignes():
        if message.flux in (Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV) and message.reference:
            cle = (echange.de, message.reference)
            yield Vu(message, cle not in vues, "référence neuve attendue", REFERENCE_DEMANDE_RDV)
            vues.add(cle)


@regle("observation.demande_apres_refus", Portee.JOURNAL, "3.14.2", flux=Flux.DEMANDE_RDV, gravite=Gravite.INFORMATION)
def demande_apres_refus(tout: Ensemble) -> Iterator[Vu]:
    """Après un refus, l'OC propose de nouveaux créneaux sous une nouvelle référence."""
    refusees: set[str] = set()
    demandes: dict[str, Message] = {}
    for _, message in tout.lignes():
        if message.flux is Flux.REPONSE_RDV and message.issue is Issue.KO and message.reference in demandes:
            refusees.add(demandes[message.reference]["CodeAdresseImmeuble"])
        elif message.flux is Flux.DEMANDE_RDV:
            demandes[message.reference] = message
            if message["CodeAdresseImmeuble"] in refusees and proposes(message):
                yield Vu(message, True)
                refusees.discard(message["CodeAdresseImmeuble"])
