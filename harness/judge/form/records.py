"""Rules on one line: columns that must agree with each other (§3, §4, §7). Each returns masks over a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from harness.judge.form.cells import REMPLISSAGE
from harness.judge.form.view import Ecart, Vue, un_de
from harness.judge.registry import Portee, regle
from harness.judge.results import Gravite
from harness.protocol.issues import CHAMP_ETAT, CHAMP_MOTIF
from harness.protocol.motifs import designe_pto_existante
from harness.protocol.spec import Provenance, Statut
from harness.protocol.terms import HOTLINE, Flux, Partie, cle

ENREGISTREMENT = Portee.ENREGISTREMENT
UNE_PAR_COMMANDE = (Flux.CMD_ACCES, Flux.AR_CMD_ACCES, Flux.CR_CMD_ACCES, Flux.ANNULATION, Flux.DEMANDE_RDV)
"""Flux in which one order (or request) can only stand once in a file (§2.3, §3.2, §3.14.5)."""

_AVEC_MOTIF = tuple(f for f in CHAMP_MOTIF if f in CHAMP_ETAT)
_PTO_CITEE = re.compile(r"[0-9A-Za-z]{2}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}")


@regle("ligne.reference_vide", ENREGISTREMENT, "3.2", flux=Flux.CMD_ACCES)
def reference_vide(v: Vue) -> Iterator[Ecart]:
    """La référence de la commande est vide : le fichier est illisible et l'OI n'envoie pas d'AR."""
    champ = cle(v.flux)
    yield Ecart(v.toutes(), v.vide(champ), champ, "référence attendue sur chaque ligne")


@regle("cmd_acces.prise_sans_existence", ENREGISTREMENT, "3.1", flux=Flux.CMD_ACCES, gravite=Gravite.AVERTISSEMENT)
def prise_sans_existence(v: Vue) -> Iterator[Ecart]:
    """Une référence de prise accompagne une prise déclarée à construire."""
    a_construire = v.egal("PriseExistante", "N")
    yield Ecart(
        a_construire,
        a_construire & ~v.vide("ReferencePrise"),
        "ReferencePrise",
        "cellule vide attendue quand PriseExistante = N",
        provenance=Provenance.INFERRED,
    )


@regle("cmd_acces.prise_factice", ENREGISTREMENT, "4.3.1", flux=Flux.CMD_ACCES)
def prise_factice(v: Vue) -> Iterator[Ecart]:
    """Sur prise existante non identifiée, ReferencePrise reste vide, sans valeur de remplissage."""
    existante = v.egal("PriseExistante", "O")
    possible = existante & v.commence("ReferencePrise", b"_NnXx0-Hh")
    factice = v.ou("ReferencePrise", lambda t: bool(REMPLISSAGE.match(t)), possible)
    concernees = existante & (v.vide("ReferencePrise") | factice)
    yield Ecart(concernees, existante & factice, "ReferencePrise", "cellule vide attendue")


@regle("cmd_acces.prise_requise", ENREGISTREMENT, "3.1", flux=Flux.CMD_ACCES)
def prise_requise(v: Vue) -> Iterator[Ecart]:
    """Le contrat n'admet pas la commande sur prise existante sans référence."""
    if v.prise_seule_admise is None:
        return
    existante = v.egal("PriseExistante", "O")
    interdite = v.aucune() if v.prise_seule_admise else existante & v.vide("ReferencePrise")
    yield Ecart(existante, interdite, "ReferencePrise", "référence de la PTO attendue")


@regle("etat.motif_sur_ok", ENREGISTREMENT, "annexe", flux=_AVEC_MOTIF, gravite=Gravite.AVERTISSEMENT)
def motif_sur_ok(v: Vue) -> Iterator[Ecart]:
    """Un motif de KO accompagne un état OK."""
    ok = v.egal(CHAMP_ETAT[v.flux], "OK")
    champ = CHAMP_MOTIF[v.flux]
    yield Ecart(ok, ok & ~v.vide(champ), champ, "cellule vide attendue quand l'état est OK")


@regle("cr_cmd_acces.hotline_mal_ecrite", ENREGISTREMENT, "3.3", flux=Flux.CR_CMD_ACCES)
def hotline_mal_ecrite(v: Vue) -> Iterator[Ecart]:
    """La mention qui demande un appel s'écrit HOTLINE, et rien d'autre."""
    possible = v.commence("ReferencePrise", b"Hh_-")
    mention = v.ou("ReferencePrise", lambda t: re.sub(r"[\s_-]", "", t).upper() == HOTLINE, possible)
    exacte = v.ou("ReferencePrise", lambda t: t == HOTLINE, mention)
    yield Ecart(mention, mention & ~exacte, "ReferencePrise", "écrire HOTLINE")


@regle("cr_stoc.decharge_sans_hotline", ENREGISTREMENT, "3.5", flux=Flux.CR_STOC)
def decharge_sans_hotline(v: Vue) -> Iterator[Ecart]:
    """Un numéro de décharge est donné sans NotificationReprovisioningHL = OUI."""
    decharge = ~v.vide("NumeroDecharge")
    yield Ecart(
        decharge,
        decharge & ~v.egal("NotificationReprovisioningHL", "OUI"),
        "NotificationReprovisioningHL",
        "OUI attendu avec un numéro de décharge",
    )


@regle("cr_stoc.pto_existante_posee", ENREGISTREMENT, "7.1.4", flux=Flux.CR_STOC, gravite=Gravite.AVERTISSEMENT)
def pto_existante_posee(v: Vue) -> Iterator[Ecart]:
    """Le motif « PTO EXISTANTE » va avec PrisePosee = NON."""
    existante = v.ou("MotifKoCrRaccordementPrise", designe_pto_existante)
    yield Ecart(existante, existante & ~v.egal("PrisePosee", "NON"), "PrisePosee", "NON attendu")


@regle(
    "cr_stoc.pto_existante_sans_reference", ENREGISTREMENT, "7.1.4", flux=Flux.CR_STOC, gravite=Gravite.AVERTISSEMENT
)
def pto_existante_sans_reference(v: Vue) -> Iterator[Ecart]:
    """Le motif « PTO EXISTANTE » demande en commentaire la PTO sur laquelle reprovisionner."""
    existante = v.ou("MotifKoCrRaccordementPrise", designe_pto_existante)
    citee = v.ou("Commentaire", lambda t: bool(_PTO_CITEE.search(t)))
    yield Ecart(existante, existante & ~citee, "Commentaire", "référence de la PTO trouvée sur place")


@regle(
    "notif_racc_ko.pto_existante_sans_reference",
    ENREGISTREMENT,
    "7.1.4",
    flux=Flux.NOTIF_RACC_KO,
    gravite=Gravite.AVERTISSEMENT,
)
def pto_existante_notifiee(v: Vue) -> Iterator[Ecart]:
    """Une notification au motif « PTO EXISTANTE » demande en commentaire la PTO sur laquelle reprovisionner."""
    existante = v.ou("MotifRaccKO", designe_pto_existante)
    citee = v.ou("CommentaireRaccKO", lambda t: bool(_PTO_CITEE.search(t)))
    yield Ecart(existante, existante & ~citee, "CommentaireRaccKO", "référence de la PTO trouvée sur place")


@regle(
    "prise.hotline_conservee",
    ENREGISTREMENT,
    "3.6",
    flux=(Flux.CR_STOC, Flux.CR_MAD, Flux.CR_MES),
    gravite=Gravite.AVERTISSEMENT,
)
def hotline_conservee(v: Vue) -> Iterator[Ecart]:
    """Une ligne raccordée, livrée ou mise en service a une vraie référence de prise, jamais HOTLINE."""
    aboutie = v.egal(CHAMP_ETAT[v.flux], "OK") if v.flux in CHAMP_ETAT else v.toutes()
    dite = aboutie & ~v.vide("ReferencePrise")
    yield Ecart(dite, dite & v.egal("ReferencePrise", HOTLINE), "ReferencePrise", "référence de la PTO attendue")


@regle("notif_reprov.decharge_a_froid", ENREGISTREMENT, "3.9", flux=Flux.NOTIF_REPROV)
def decharge_a_froid(v: Vue) -> Iterator[Ecart]:
    """À froid, la notification ne porte pas de numéro de décharge."""
    froid = v.egal("TypeReprov", "FROID")
    yield Ecart(
        froid, froid & ~v.vide("NumeroDecharge"), "NumeroDecharge", "cellule vide attendue quand TypeReprov = FROID"
    )


@regle("notif_racc_ko.oi_sans_commentaire", ENREGISTREMENT, "4.1.7", flux=Flux.NOTIF_RACC_KO)
def oi_sans_commentaire(v: Vue) -> Iterator[Ecart]:
    """La notification de raccordement KO de l'OI dit en commentaire qu'un RDV est à reprendre."""
    if v.emetteur is not Partie.OI:
        return
    yield Ecart(v.toutes(), v.vide("CommentaireRaccKO"), "CommentaireRaccKO", "besoin d'un nouveau RDV à formuler")


@regle("cr_mes.etat_ko", ENREGISTREMENT, "3.8", flux=Flux.CR_MES)
def cr_mes_ko(v: Vue) -> Iterator[Ecart]:
    """Un CR MES n'est jamais KO."""
    ko = v.aucune()
    for brute in v.bloc.brutes:
        if not any(brute is c for c in v.bloc.colonnes.values()):
            ko |= np.fromiter((brute[r].strip().upper() == "KO" for r in range(len(v))), np.bool_, len(v))
    yield Ecart(v.toutes(), ko, "", "aucun état KO dans un CR MES ; le problème se dit par Notif_Racc_KO (§3.7)")


_VALIDATIONS = ("ValidDate1", "ValidDate2", "ValidDate3")


@regle("reponse_rdv.plusieurs_ok", ENREGISTREMENT, "3.14.2", flux=Flux.REPONSE_RDV)
def plusieurs_ok(v: Vue) -> Iterator[Ecart]:
    """L'OI valide un créneau au plus."""
    nombre = np.sum([v.egal(c, "OK") for c in _VALIDATIONS], axis=0)
    yield Ecart(nombre >= 1, nombre > 1, "ValidDate1", "un seul OK parmi ValidDate1 à ValidDate3")


@regle("reponse_rdv.id_absent", ENREGISTREMENT, "3.14.2", flux=Flux.REPONSE_RDV)
def id_absent(v: Vue) -> Iterator[Ecart]:
    """Un créneau accepté s'accompagne d'IdRdv."""
    accepte = un_de((v.egal(c, "OK") for c in _VALIDATIONS), len(v))
    yield Ecart(accepte, accepte & v.vide("IdRdv"), "IdRdv", "identifiant du RDV attendu")


@regle("reponse_rdv.motif_absent", ENREGISTREMENT, "3.14.2", flux=Flux.REPONSE_RDV)
def motif_absent(v: Vue) -> Iterator[Ecart]:
    """Un refus de tous les créneaux donne son motif."""
    refus = ~un_de((v.egal(c, "OK") for c in _VALIDATIONS), len(v))
    yield Ecart(refus, refus & v.vide("MotifReponseRdvKo"), "MotifReponseRdvKo", "motif attendu")


@regle("demande_rdv.sans_creneau", ENREGISTREMENT, "3.14.1", flux=(Flux.DEMANDE_RDV, Flux.DEMANDE_MODIF_RDV))
def sans_creneau(v: Vue) -> Iterator[Ecart]:
    """Une demande de RDV propose un à trois créneaux."""
    propose = un_de((~v.vide(c) for c in ("DateRdv1", "DateRdv2", "DateRdv3")), len(v))
    yield Ecart(v.toutes(), ~propose, "DateRdv1", "au moins un créneau attendu")


@regle("observation.facultatif_vide", Portee.OBSERVATION, "2.6")
def facultatif_vide(v: Vue) -> Iterator[Ecart]:
    """Un champ facultatif (F) peut rester vide."""
    for champ in v.format.champs:
        if champ.statut is Statut.F and champ.nom in v.bloc.colonnes:
            yield Ecart(v.vide(champ.nom), v.aucune(), champ.nom)


@regle("notif_racc_ko.oi_motif", ENREGISTREMENT, "4.1.7", flux=Flux.NOTIF_RACC_KO)
def oi_motif(v: Vue) -> Iterator[Ecart]:
    """La notification de raccordement KO de l'OI porte un motif."""
    if v.emetteur is not Partie.OI:
        return
    yield Ecart(v.toutes(), v.vide("MotifRaccKO"), "MotifRaccKO", "motif de la codification attendu")
