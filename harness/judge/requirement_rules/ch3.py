"""§3: the files, one by one. See the package for how to write a line."""

from __future__ import annotations

PREUVES: dict[str, str] = {
    "REQ-3.1-01": "conv.debut_absent",
    "REQ-3.1-02": "ligne.reference_vide champ.remplissage@Cmd_Acces.ReferenceCommandePriseInterneOC",
    "REQ-3.1-03": (
        "champ.obligatoire@Cmd_Acces.ReferencePrestationPm champ.obligatoire@Cmd_Acces.ReferencePm "
        "champ.remplissage@Cmd_Acces.ReferencePrestationPm champ.remplissage@Cmd_Acces.ReferencePm"
    ),
    "REQ-3.1-04": (
        "champ.obligatoire@Cmd_Acces.CommuneImmeuble champ.obligatoire@Cmd_Acces.CodePostalImmeuble "
        "champ.obligatoire@Cmd_Acces.CodeInseeImmeuble champ.obligatoire@Cmd_Acces.NumeroVoieImmeuble "
        "champ.obligatoire@Cmd_Acces.LibelleVoieImmeuble champ.obligatoire@Cmd_Acces.CodeAdresseImmeuble"
    ),
    "REQ-3.1-05": "champ.hors_liste@Cmd_Acces.PriseExistante champ.obligatoire@Cmd_Acces.PriseExistante",
    "REQ-3.1-07": "cmd_acces.prise_requise",
    "REQ-3.1-10": "champ.hors_liste@Cmd_Acces.TypeRacco champ.obligatoire@Cmd_Acces.TypeRacco",
    "REQ-3.1-11": (
        "champ.hors_liste@Cmd_Acces.TypeCommandeDemande champ.casse@Cmd_Acces.TypeCommandeDemande "
        "champ.obligatoire@Cmd_Acces.TypeCommandeDemande"
    ),
    "REQ-3.1-14": "lot.colonne_absente@Cmd_Acces lot.colonne_en_double@Cmd_Acces",
    "REQ-3.2-01": "conv.hors_sequence@AR_Cmd_Acces",
    "REQ-3.2-05": "champ.conditionnel@AR_Cmd_Acces.MotifKoArCommandePrise",
    "REQ-3.2-06": "champ.motif_hors_codification@AR_Cmd_Acces",
    "REQ-3.2-10": "conv.commande_terminee@.rejetée",
    "REQ-3.2-13": (
        "champ.hors_liste@AR_Cmd_Acces.EtatArCommandePrise champ.obligatoire@AR_Cmd_Acces.EtatArCommandePrise"
    ),
    "REQ-3.3-09": (
        "champ.hors_liste@CR_Cmd_Acces.EtatCrCommandePrise champ.obligatoire@CR_Cmd_Acces.EtatCrCommandePrise"
    ),
    "REQ-3.3-10": "champ.conditionnel@CR_Cmd_Acces.MotifKoCrCommandePrise",
    "REQ-3.3-11": "route.absente@CR_Cmd_Acces",
    "REQ-3.3-12": (
        "champ.conditionnel@CR_Cmd_Acces.ReferencePrise champ.remplissage@CR_Cmd_Acces.ReferencePrise "
        "champ.reference_prise@CR_Cmd_Acces.ReferencePrise"
    ),
    "REQ-3.3-13": (
        "champ.conditionnel@CR_Cmd_Acces.ReferencePrestationPrise "
        "champ.remplissage@CR_Cmd_Acces.ReferencePrestationPrise"
    ),
    "REQ-3.3-14": "conv.reference_prestation",
    "REQ-3.3-17": "route.operateur_absent@CR_Cmd_Acces conv.operateur_du_bloc",
    "REQ-3.3-18": "route.nombre_de_blocs@CR_Cmd_Acces route.blocs_non_contigus@CR_Cmd_Acces",
    "REQ-3.3-19": "observation.rang_de_bloc@CR_Cmd_Acces",
    "REQ-3.3-20": "route.bloc_incomplet@CR_Cmd_Acces route.bloc_partiel@CR_Cmd_Acces",
    "REQ-3.3-21": "route.operateur_absent@CR_Cmd_Acces",
    "REQ-3.3-24": "cr_cmd_acces.hotline_mal_ecrite",
    "REQ-3.3-25": "route.valeur_plausible",
    "REQ-3.3-26": "observation.convention_hotline",
    "REQ-3.3-27": (
        "observation.facultatif_vide@CR_Cmd_Acces.Commentaire champ.caractere_illisible@CR_Cmd_Acces.Commentaire"
    ),
    "REQ-3.4-01": "lot.emetteur@Cmd_STOC",
    "REQ-3.4-02": "conv.stoc_hors_modele@Cmd_STOC",
    "REQ-3.4-04": "conv.hors_sequence@Cmd_STOC.STOC",
    "REQ-3.5-01": "conv.hors_sequence@CR_STOC.STOC",
    "REQ-3.5-02": "conv.stoc_hors_modele@CR_STOC",
    "REQ-3.5-03": "champ.obligatoire@CR_STOC.PrisePosee champ.hors_liste@CR_STOC.PrisePosee",
    "REQ-3.5-04": "champ.obligatoire@CR_STOC.CrRaccordementPrise champ.hors_liste@CR_STOC.CrRaccordementPrise",
    "REQ-3.5-05": "champ.conditionnel@CR_STOC.BilanOptique",
    "REQ-3.5-06": "champ.conditionnel@CR_STOC.NumeroDecharge cr_stoc.decharge_sans_hotline",
    "REQ-3.5-07": "conv.decharge_differente",
    "REQ-3.5-08": "conv.nouvelle_prise",
    "REQ-3.5-11": "champ.conditionnel@CR_STOC.MotifKoCrRaccordementPrise",
    "REQ-3.6-01": (
        "lot.emetteur@CR_MAD_LigneFTTH champ.obligatoire@CR_MAD_LigneFTTH.EtatMadLigne "
        "champ.hors_liste@CR_MAD_LigneFTTH.EtatMadLigne"
    ),
    "REQ-3.6-02": "conv.hors_sequence@CR_MAD_LigneFTTH.OI",
    "REQ-3.6-03": "conv.hors_sequence@CR_MAD_LigneFTTH.STOC",
    "REQ-3.6-07": "conv.cr_mad_en_modele_oc",
    "REQ-3.6-08": "conv.commande_terminee@.impossible",
    "REQ-3.8-01": "lot.emetteur@CR_MES_LigneFTTH",
    "REQ-3.8-02": "conv.pose_au_cr_mes",
    "REQ-3.8-04": "conv.hors_sequence@CR_MES_LigneFTTH",
    "REQ-3.8-05": "conv.commande_terminee@.en_service",
    "REQ-3.8-07": "cr_mes.etat_ko",
    "REQ-3.9-01": "lot.emetteur@Notif_Reprov champ.obligatoire@Notif_Reprov.ReferenceCommandePriseInterneOC",
    "REQ-3.9-02": (
        "champ.obligatoire@Notif_Reprov.TypeReprov champ.hors_liste@Notif_Reprov.TypeReprov "
        "champ.casse@Notif_Reprov.TypeReprov"
    ),
    "REQ-3.9-07": "conv.hors_sequence@Notif_Reprov.STOC",
    "REQ-3.9-08": "champ.conditionnel@Notif_Reprov.NumeroDecharge",
    "REQ-3.9-09": "conv.decharge_differente conv.hotline_non_reportee",
    "REQ-3.9-13": "notif_reprov.decharge_a_froid",
    "REQ-3.10-10": (
        "champ.obligatoire@Notif_Ecrasement.OperateurEcrase champ.format@Notif_Ecrasement.OperateurEcrase "
        "champ.obligatoire@Notif_Ecrasement.DateEcrasement champ.date@Notif_Ecrasement.DateEcrasement "
        "champ.date_inexistante@Notif_Ecrasement.DateEcrasement"
    ),
    "REQ-3.11-03": "conv.message_premature",
    "REQ-3.11-04": "lot.emetteur@Mess_OI_Cmd_Acces lot.emetteur@Mess_OC_Cmd_Acces",
    "REQ-3.13-02": (
        "champ.obligatoire@CR_Annulation_Acces.EtatCrAnnResCommandePrise "
        "champ.hors_liste@CR_Annulation_Acces.EtatCrAnnResCommandePrise"
    ),
    "REQ-3.13-03": "champ.conditionnel@CR_Annulation_Acces.MotifKoCrAnnResCommandePrise",
    "REQ-3.13-04": (
        "champ.obligatoire@CR_Annulation_Acces.DateCrCommandeAnnulPrise "
        "champ.date@CR_Annulation_Acces.DateCrCommandeAnnulPrise "
        "champ.date_inexistante@CR_Annulation_Acces.DateCrCommandeAnnulPrise"
    ),
    "REQ-3.14.1-01": (
        "demande_rdv.sans_creneau@DemandeRdv champ.obligatoire@DemandeRdv.DateRdv1 lot.colonne_inconnue@DemandeRdv"
    ),
    "REQ-3.14.1-02": "lot.flux_melanges@DemandeRdv",
    "REQ-3.14.1-09": "champ.obligatoire@DemandeRdv.ReferenceDemandeOC",
    "REQ-3.14.1-10": "champ.espaces@DemandeRdv.ReferenceDemandeOC",
    "REQ-3.14.2-01": "reponse_rdv.plusieurs_ok",
    "REQ-3.14.2-02": "reponse_rdv.id_absent",
    "REQ-3.14.2-05": "reponse_rdv.motif_absent",
    "REQ-3.14.4-05": "champ.obligatoire@Gel_Degel_RDV.ReferenceCommandePriseInterneOC",
}

HORS_DE_VUE: dict[str, str] = {}
