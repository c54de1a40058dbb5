"""Faults in what a party says and when, by name: too much, too early, never. Data, each aiming at one rule."""

from __future__ import annotations

from collections.abc import Callable

from harness.actors.case import Acte, Contexte, Decideur, Dossier, Envoi
from harness.actors.deviations import Depart, Ecart, Ligne, lignes_du_fichier
from harness.actors.deviations_cellules import AUTRE_PRESTATION
from harness.actors.ecrasement import ligne_perdue
from harness.network.calendrier import Delai
from harness.network.facts import Nature
from harness.protocol.lifecycle import Etat
from harness.protocol.terms import HOTLINE, REFERENCE_COMMANDE, Flux, Partie

OI, OC = Partie.OI, Partie.OC
DATE = "20260106 10:00"
Ajout = Callable[[Ligne], tuple[Flux, Ligne]]


def _aussi(flux: Flux, /, **cellules: str) -> Ajout:
    """Another line of the same order, with what it may take from the first one."""

    def ajoute(ligne: Ligne) -> tuple[Flux, Ligne]:
        prestation = ligne.get("ReferencePrestationPrise") or AUTRE_PRESTATION
        communes = {REFERENCE_COMMANDE: ligne.get(REFERENCE_COMMANDE, ""), "ReferencePrestationPrise": prestation}
        return flux, {**communes, **cellules}

    return ajoute


def _livre(ligne: Ligne) -> tuple[Flux, Ligne]:
    prise = ligne.get("ReferencePrise", "")
    prise = "ZZ-ZZZZ-ZZZZ" if prise in ("", HOTLINE) else prise
    return _aussi(Flux.CR_MAD, ReferencePrise=prise, EtatMadLigne="OK", DateMadLigne=DATE)(ligne)


def _sert(ligne: Ligne) -> tuple[Flux, Ligne]:
    return _aussi(Flux.CR_MES, DateMiseEnService=DATE)(ligne)


def _modifie(ligne: Ligne) -> tuple[Flux, Ligne]:
    demande = {"ReferenceDemandeOC": "DEMANDE-DE-TROP", "IdRdv": ligne["IdRdv"], "DateRdv1": DATE}
    return Flux.DEMANDE_MODIF_RDV, demande


def _annule(ligne: Ligne) -> tuple[Flux, Ligne]:
    return Flux.ANNULATION_RDV, {"IdRdv": "RDV-INCONNU", "DateAnnulationRdv": DATE,
                                 "ReferenceDemandeOC": ligne["ReferenceDemandeOC"]}  # fmt: skip


def _repond(ligne: Ligne) -> tuple[Flux, Ligne]:
    return Flux.REPONSE_RDV, {"ReferenceDemandeOC": ligne.get("ReferenceDemandeOC") or "SANS-DEMANDE",
                              "IdRdv": ligne.get("IdRdv", ""), "ValidDate1": "OK"}  # fmt: skip


_POSE = _aussi(Flux.CMD_STOC, ReferenceCommandeSousTraitantOI="ST-DE-TROP", DateCommandeSousTraitantOI=DATE)
_RACC_KO = _aussi(Flux.NOTIF_RACC_KO, DateNotifRaccKO=DATE, MotifRaccKO="FIMP16", CommentaireRaccKO="RDV à reprendre")
_CR_STOC = _aussi(Flux.CR_STOC, ReferenceCommandeSousTraitantOI="ST-AUCUNE", CrRaccordementPrise="KO",
                  MotifKoCrRaccordementPrise="FIMP16", PrisePosee="NON", Commentaire="rien")  # fmt: skip
_MESSAGE = _aussi(Flux.MESS_OC, DateMessage=DATE, Message="où en êtes-vous ?")
_CR_ANNULE = _aussi(Flux.CR_ANNULATION, DateCrCommandeAnnulPrise=DATE, EtatCrAnnResCommandePrise="OK",
                    TypeOperation="ANNUL")  # fmt: skip
_AR = _aussi(Flux.AR_CMD_ACCES, EtatArCommandePrise="OK", DateArCommandePrise=DATE)


def _muet(_decide: Decideur) -> Decideur:
    """A party that does nothing at all."""
    return lambda _dossier, _ctx: None


def _trop_tot(decide: Decideur) -> Decideur:
    """An OI that tells of an overwriting as soon as it accepts the order that will do it."""

    def autrement(dossier: Dossier, ctx: Contexte) -> Acte | None:
        if dossier.fait(Nature.ACCES) is None or dossier.dernier(Flux.NOTIF_ECRASEMENT) is not None:
            return decide(dossier, ctx)
        for autre in ctx.dossiers.values():
            cr = autre.dernier(Flux.CR_CMD_ACCES)
            if cr is not None and autre.etat not in (Etat.EN_SERVICE, Etat.REFUSEE):
                quand = ctx.apres(autre.instant(cr), Delai(minutes=30))
                return Envoi(quand, Flux.NOTIF_ECRASEMENT, ligne_perdue(dossier, f"{quand:%Y%m%d %H:%M}", ctx))
        return None

    return autrement


def _nomme(decide: Decideur) -> Decideur:
    """An OI that tells who took the line."""

    def autrement(dossier: Dossier, ctx: Contexte) -> Acte | None:
        acte = decide(dossier, ctx)
        if isinstance(acte, Envoi) and acte.flux is Flux.NOTIF_ECRASEMENT:
            autres = sorted({d.autre for d in ctx.dossiers.values()} - {dossier.autre})
            return Envoi(acte.instant, acte.flux, {**acte.cellules, "OperateurEcrase": autres[0]})
        return acte

    return autrement


def _ancienne_prise(decide: Decideur) -> Decideur:
    """An OC that serves the line under the PTO that its order was accepted for, whatever came since."""

    def autrement(dossier: Dossier, ctx: Contexte) -> Acte | None:
        acte, cr = decide(dossier, ctx), dossier.dernier(Flux.CR_CMD_ACCES)
        if isinstance(acte, Envoi) and acte.flux is Flux.CR_MES and cr is not None:
            return Envoi(acte.instant, acte.flux, {**acte.cellules, "ReferencePrise": cr["ReferencePrise"]})
        return acte

    return autrement


def _refuse(ligne: Ligne) -> Ligne:
    motif = "RDV : NOMBRE MAX DE MODIFICATIONS DE RDV DEPASSE"
    return {**ligne, **{f"ValidDate{n}": "KO" for n in (1, 2, 3) if ligne[f"ValidDate{n}"]}, "MotifReponseRdvKo": motif}


def _id_change(ligne: Ligne) -> Ligne:
    return {**ligne, "IdRdv": "RDV-AUTRE"} if ligne["IdRdv"] else ligne


_CR, _CMD, _MAD, _MES = Flux.CR_CMD_ACCES, Flux.CMD_ACCES, Flux.CR_MAD, Flux.CR_MES

SUITES: tuple[Ecart, ...] = (
    # --- acknowledgements
    Ecart(OI, Flux.AR_CMD_ACCES, "l'OI ne répond à rien", "oi-muet", "ar.absent", esprit=_muet),
    Ecart(OI, Flux.AR_CMD_ACCES, "l'AR n'est jamais envoyé", "ar-omis", "conv.hors_sequence", depart=Depart.OMIS),
    Ecart(OI, Flux.AR_CMD_ACCES, "l'AR part deux fois, à deux dates", "ar-deux-fois", "conv.ar_double",
          depart=Depart.REDIT),
    Ecart(OI, Flux.AR_CMD_ACCES, "l'AR part après le CR de commande", "ar-apres-le-cr", "conv.hors_sequence",
          depart=Depart.APRES_LE_SUIVANT),
    Ecart(OI, _CMD, "un fichier illisible est accusé", "ar-d-un-illisible", "ar.fichier_illisible", ajoute=_AR),
    Ecart(OI, Flux.AR_CMD_ACCES, "une commande fautive reçoit un AR OK", "ar-ok-malgre-tout", "ar.ok_malgre_defaut",
          ligne=lambda c: {**c, "EtatArCommandePrise": "OK", "MotifKoArCommandePrise": ""}),
    # --- an order that is built and delivered
    Ecart(OI, _CR, "un CR MAD est envoyé en modèle OC", "mad-en-modele-oc", "conv.cr_mad_en_modele_oc", ajoute=_livre),
    Ecart(OI, _CR, "une Cmd_STOC est envoyée hors du modèle STOC", "stoc-hors-modele", "conv.stoc_hors_modele",
          ajoute=_POSE),
    Ecart(OI, _CR, "l'OI notifie un échec qui n'est pas le sien", "racc-ko-de-l-oi", "conv.racc_ko_de_l_oi",
          ajoute=_RACC_KO),
    Ecart(OC, _CMD, "l'OC écrit avant tout AR", "message-premature", "conv.message_premature", ajoute=_MESSAGE),
    Ecart(OC, Flux.AR_CMD_ACCES, "l'OC écrit avant de connaître une prestation", "message-sans-reference",
          "conv.message_sans_reference", ajoute=_MESSAGE),
    Ecart(OI, _CR, "une annulation est confirmée sans demande", "cr-annulation-spontane",
          "conv.cr_annulation_sans_demande", ajoute=_CR_ANNULE),
    Ecart(OI, Flux.ANNULATION, "l'OI livre une commande annulée", "mad-apres-annulation", "conv.apres_annulation",
          ajoute=_livre),
    Ecart(OI, Flux.ANNULATION, "l'OI ne répond pas à l'annulation", "annulation-sans-reponse",
          "annulation.sans_reponse",
          esprit=lambda decide: lambda d, ctx: None if d.etat is Etat.ANNULATION_DEMANDEE else decide(d, ctx)),
    Ecart(OC, _MES, "le CR MES part deux fois, à deux dates", "mes-deux-fois", "conv.commande_terminee",
          depart=Depart.REDIT),
    Ecart(OI, Flux.NOTIF_REPROV, "la route trouvée n'est jamais notifiée", "reprov-omis", "conv.route_non_donnee",
          depart=Depart.OMIS),
    Ecart(OI, Flux.NOTIF_REPROV, "la réparation n'est jamais notifiée", "reprov-froid-omis", "conv.reprov_non_envoyee",
          depart=Depart.OMIS),
    Ecart(OI, Flux.NOTIF_REPROV, "la route donnée au téléphone n'est jamais confirmée", "reprov-chaud-omis",
          "conv.notif_a_chaud_absente", depart=Depart.OMIS),
    Ecart(OI, Flux.CR_STOC, "une pose faite est redemandée", "pose-redemandee", "conv.pose_redemandee", ajoute=_POSE),
    Ecart(OI, Flux.NOTIF_REPROV, "une ligne sans prise est livrée", "pose-oubliee", "conv.pose_non_redemandee",
          ajoute=_livre),
    Ecart(OI, _CR, "la ligne est livrée avant d'être posée", "mad-sans-cr-stoc", "conv.livraison_sans_pose",
          ajoute=_livre),
    Ecart(OI, _CR, "une pose est commandée sur une prise connue", "stoc-sur-prise", "conv.stoc_sur_prise_existante",
          ajoute=_POSE),
    Ecart(OI, _MAD, "le CR MAD part deux fois, à deux dates", "mad-deux-fois", "conv.cr_mad_repete",
          depart=Depart.REDIT),
    Ecart(OC, Flux.NOTIF_RACC_KO, "la ligne en échec est mise en service", "mes-malgre-echec",
          "conv.cr_mes_malgre_echec",
          ajoute=_sert),
    Ecart(OC, _CR, "la ligne est mise en service avant sa livraison", "mes-sans-mad",
          "conv.mise_en_service_sans_livraison",
          ajoute=_sert),
    Ecart(OC, _CR, "un échec est notifié avant toute livraison", "racc-ko-trop-tot", "conv.racc_ko_hors_fenetre",
          ajoute=_RACC_KO),
    Ecart(OC, _CR, "un CR STOC répond à rien", "cr-stoc-spontane", "conv.cr_stoc_sans_commande", ajoute=_CR_STOC),
    Ecart(OI, _CR, "une seconde commande sur la même PTO est acceptée", "surcharge-acceptee", "conv.surcharge_acceptee",
          champ="EtatCrCommandePrise",
          ligne=lambda c: {**c, "EtatCrCommandePrise": "OK", "MotifKoCrCommandePrise": ""}),
    Ecart(OC, _MES, "la ligne est mise en service sous son ancienne PTO", "mes-ancienne-prise", "conv.prise_en_service",
          esprit=_ancienne_prise),
    # --- overwriting
    Ecart(OI, Flux.NOTIF_ECRASEMENT, "l'écrasement est annoncé avant d'avoir eu lieu", "ecrasement-premature",
          "ecrasement.premature", esprit=_trop_tot),
    Ecart(OI, Flux.NOTIF_ECRASEMENT, "l'écrasement nomme l'OC qui a pris la ligne", "ecrasement-nomme",
          "ecrasement.operateur_nomme", esprit=_nomme),
    Ecart(OI, Flux.NOTIF_ECRASEMENT, "l'écrasement est tu", "ecrasement-tu", "ecrasement.non_notifie",
          depart=Depart.OMIS, rang=2),
    Ecart(OI, Flux.NOTIF_ECRASEMENT, "l'OI écrit encore à l'OC écrasé", "ecrasement-poursuivi",
          "ecrasement.acces_poursuivi", ajoute=_aussi(Flux.MESS_OI, DateMessage=DATE, Message="à bientôt")),
    # --- appointments
    Ecart(OI, Flux.REPONSE_RDV, "le premier report est refusé comme un de trop", "rdv-report-refuse",
          "rdv.report_de_trop", champ="MotifReponseRdvKo", fichier=lignes_du_fichier(_refuse), rang=2),
    Ecart(OI, Flux.DEMANDE_RDV, "l'OI ne répond pas à la demande de RDV", "rdv-sans-reponse", "rdv.sans_reponse",
          esprit=_muet),
    Ecart(OI, Flux.ANNULATION_RDV, "l'OI répond à un RDV annulé", "rdv-reponse-spontanee", "rdv.reponse_sans_demande",
          ajoute=_repond),
    Ecart(OI, Flux.REPONSE_RDV, "la modification change l'identifiant du RDV", "rdv-autre-id", "rdv.identifiant_change",
          champ="IdRdv", fichier=lignes_du_fichier(_id_change), rang=2),
    Ecart(OC, Flux.ANNULATION_RDV, "un RDV annulé est modifié", "rdv-modification-spontanee",
          "rdv.modification_sans_rdv", ajoute=_modifie),
    Ecart(OC, Flux.DEMANDE_RDV, "un RDV qui n'existe pas est annulé", "rdv-annulation-spontanee",
          "rdv.annulation_sans_rdv", ajoute=_annule),
    Ecart(OC, Flux.REPONSE_RDV, "un RDV annulé sert à commander", "rdv-annule-commande", "rdv.commande_sur_rdv_perdu",
          ajoute=lambda c: (Flux.ANNULATION_RDV, {"IdRdv": c["IdRdv"], "DateAnnulationRdv": DATE})),
    Ecart(OC, Flux.DEMANDE_RDV, "toutes les demandes de RDV ont la même référence", "rdv-reference-unique",
          "rdv.reference_reutilisee", champ="ReferenceDemandeOC", depart=Depart.REDIT),
)  # fmt: skip
"""Every fault in conversations."""
