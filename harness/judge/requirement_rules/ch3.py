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
    "REQ-3.1-06": "champ.reference_prise@Cmd_Acces.ReferencePrise cmd_acces.prise_factice@Cmd_Acces.ReferencePrise",
    "REQ-3.1-07": "cmd_acces.prise_requise",
    "REQ-3.1-08": "conv.hotline_attendue",
    "REQ-3.1-10": "champ.hors_liste@Cmd_Acces.TypeRacco champ.obligatoire@Cmd_Acces.TypeRacco",
    "REQ-3.1-11": (
        "champ.hors_liste@Cmd_Acces.TypeCommandeDemande champ.casse@Cmd_Acces.TypeCommandeDemande "
        "champ.obligatoire@Cmd_Acces.TypeCommandeDemande"
    ),
    "REQ-3.1-12": "conv.financement_non_tranche",
    "REQ-3.1-14": "lot.colonne_absente@Cmd_Acces lot.colonne_en_double@Cmd_Acces",
    "REQ-3.2-01": "conv.hors_sequence@AR_Cmd_Acces",
    "REQ-3.2-02": "ar.fichier_illisible",
    "REQ-3.2-04": "ar.ok_malgre_defaut",
    "REQ-3.2-05": "champ.conditionnel@AR_Cmd_Acces.MotifKoArCommandePrise",
    "REQ-3.2-06": "champ.motif_hors_codification@AR_Cmd_Acces",
    "REQ-3.2-07": "ar.absent conv.ar_double",
    "REQ-3.2-08": "ar.ok_malgre_defaut",
    "REQ-3.2-09": "conv.hors_sequence@CR_Cmd_Acces.depuis_accusée",
    "REQ-3.2-10": "conv.commande_terminee@.rejetée",
    "REQ-3.2-11": "observation.ar_meles !ar.absent",
    "REQ-3.2-12": "observation.ar_meles",
    "REQ-3.2-13": (
        "champ.hors_liste@AR_Cmd_Acces.EtatArCommandePrise champ.obligatoire@AR_Cmd_Acces.EtatArCommandePrise"
    ),
    "REQ-3.3-01": "conv.surcharge_acceptee conv.apres_annulation@CR_Cmd_Acces conv.hotline_non_convenue",
    "REQ-3.3-02": "conv.apres_annulation@CR_Cmd_Acces",
    "REQ-3.3-03": "conv.surcharge_acceptee",
    "REQ-3.3-06": "conv.financement_change",
    "REQ-3.3-07": "route.absente@CR_Cmd_Acces conv.hotline_non_convenue",
    "REQ-3.3-08": "conv.hors_sequence@CR_Cmd_Acces.HOTLINE !conv.hotline_non_convenue",
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
    "REQ-3.3-15": "conv.nombre_de_fibres_change@CR_Cmd_Acces.mono-fibre",
    "REQ-3.3-16": "conv.nombre_de_fibres_change@CR_Cmd_Acces.multi-fibre route.nombre_de_blocs@CR_Cmd_Acces",
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
    "REQ-3.4-03": "conv.hors_sequence@Cmd_STOC.PAC conv.stoc_sur_prise_existante",
    "REQ-3.4-04": "conv.hors_sequence@Cmd_STOC.STOC",
    "REQ-3.4-05": "conv.pose_non_redemandee@Cmd_STOC",
    "REQ-3.4-06": "conv.reprov_non_envoyee@Notif_Reprov.STOC+depuis_pose_à_refaire !conv.reprov_non_envoyee@Cmd_STOC",
    "REQ-3.4-07": (
        "observation.route_notifiee@Notif_Reprov.STOC+FROID+depuis_pose_à_refaire !route.absente@Notif_Reprov"
    ),
    "REQ-3.4-08": "conv.stoc_sur_prise_existante",
    "REQ-3.4-10": "conv.hors_sequence@Cmd_STOC.depuis_à_livrer",
    "REQ-3.4-11": "conv.racc_ko_hors_fenetre@Notif_Racc_KO.STOC+PCI conv.racc_ko_hors_fenetre@Notif_Racc_KO.STOC+PNI",
    "REQ-3.4-12": (
        "conv.reprov_non_envoyee@Notif_Reprov.STOC+PCI+depuis_échec_signalé "
        "conv.reprov_non_envoyee@Notif_Reprov.STOC+PNI+depuis_échec_signalé"
    ),
    "REQ-3.5-01": "conv.hors_sequence@CR_STOC.STOC",
    "REQ-3.5-02": "conv.stoc_hors_modele@CR_STOC",
    "REQ-3.5-03": "champ.obligatoire@CR_STOC.PrisePosee champ.hors_liste@CR_STOC.PrisePosee",
    "REQ-3.5-04": "champ.obligatoire@CR_STOC.CrRaccordementPrise champ.hors_liste@CR_STOC.CrRaccordementPrise",
    "REQ-3.5-05": "champ.conditionnel@CR_STOC.BilanOptique",
    "REQ-3.5-06": "champ.conditionnel@CR_STOC.NumeroDecharge cr_stoc.decharge_sans_hotline",
    "REQ-3.5-07": "conv.decharge_differente",
    "REQ-3.5-08": "conv.nouvelle_prise",
    "REQ-3.5-09": "conv.hors_sequence@CR_STOC.à_poser",
    "REQ-3.5-10": "conv.hors_sequence@CR_STOC.en_place",
    "REQ-3.5-11": "champ.conditionnel@CR_STOC.MotifKoCrRaccordementPrise",
    "REQ-3.5-12": "conv.pose_redemandee@Cmd_STOC conv.pose_non_redemandee@Cmd_STOC",
    "REQ-3.6-01": (
        "lot.emetteur@CR_MAD_LigneFTTH champ.obligatoire@CR_MAD_LigneFTTH.EtatMadLigne "
        "champ.hors_liste@CR_MAD_LigneFTTH.EtatMadLigne"
    ),
    "REQ-3.6-02": "conv.hors_sequence@CR_MAD_LigneFTTH.OI",
    "REQ-3.6-03": "conv.hors_sequence@CR_MAD_LigneFTTH.STOC",
    "REQ-3.6-04": (
        "conv.reprov_non_envoyee@Notif_Reprov.STOC+depuis_pose_à_refaire "
        "conv.reprov_non_envoyee@Notif_Reprov.STOC+depuis_ligne_à_réparer "
        "conv.hors_sequence@CR_MAD_LigneFTTH.STOC+KO !conv.reprov_non_envoyee@CR_MAD_LigneFTTH.STOC"
    ),
    "REQ-3.6-05": "conv.hors_sequence@CR_MAD_LigneFTTH.PCI+OK+depuis_acceptée",
    "REQ-3.6-06": "conv.route_non_donnee",
    "REQ-3.6-07": "conv.cr_mad_en_modele_oc",
    "REQ-3.6-08": "conv.commande_terminee@.impossible",
    "REQ-3.6-09": "conv.reference_reutilisee@.impossible",
    "REQ-3.6-10": "conv.cr_mad_repete",
    "REQ-3.6-11": "conv.cr_mad_repete@CR_MAD_LigneFTTH.OI !conv.reprov_non_envoyee@CR_MAD_LigneFTTH.OI",
    "REQ-3.6-12": "conv.cr_mad_repete@CR_MAD_LigneFTTH.STOC !conv.reprov_non_envoyee@CR_MAD_LigneFTTH.STOC",
    "REQ-3.6-13": "conv.hors_sequence@Cmd_STOC.depuis_échec_signalé conv.hors_sequence@Cmd_STOC.depuis_à_livrer",
    "REQ-3.7-01": (
        "conv.cr_mes_malgre_echec@Notif_Racc_KO.OI conv.cr_mes_malgre_echec@Notif_Racc_KO.STOC "
        "!conv.cr_mes_malgre_echec"
    ),
    "REQ-3.7-02": "conv.hors_sequence@Notif_Racc_KO",
    "REQ-3.7-03": (
        "conv.racc_ko_hors_fenetre@Notif_Racc_KO.OI conv.racc_ko_hors_fenetre@Notif_Racc_KO.STOC "
        "!conv.commande_terminee@Notif_Racc_KO"
    ),
    "REQ-3.7-04": (
        "conv.reprov_non_envoyee@Notif_Reprov.depuis_échec_signalé "
        "conv.type_de_reprovisionnement@Notif_Reprov.depuis_échec_signalé"
    ),
    "REQ-3.7-05": (
        "conv.reprov_non_envoyee@Notif_Reprov.depuis_échec_signalé "
        "conv.hors_sequence@CR_MAD_LigneFTTH.KO+depuis_échec_signalé "
        "!conv.reprov_non_envoyee@CR_MAD_LigneFTTH"
    ),
    "REQ-3.7-06": "conv.racc_ko_hors_fenetre@Notif_Racc_KO.OC",
    "REQ-3.7-07": "conv.racc_ko_de_l_oi",
    "REQ-3.7-08": "rdv.modification_sans_rdv@Demande_Modif_RDV.après_la_commande",
    "REQ-3.8-01": "lot.emetteur@CR_MES_LigneFTTH",
    "REQ-3.8-02": "conv.pose_au_cr_mes",
    "REQ-3.8-03": "conv.pose_au_cr_mes",
    "REQ-3.8-04": "conv.hors_sequence@CR_MES_LigneFTTH",
    "REQ-3.8-05": "conv.commande_terminee@.en_service",
    "REQ-3.8-06": "ecrasement.premature",
    "REQ-3.8-07": "cr_mes.etat_ko",
    "REQ-3.8-08": "conv.cr_mes_malgre_echec",
    "REQ-3.9-01": "lot.emetteur@Notif_Reprov champ.obligatoire@Notif_Reprov.ReferenceCommandePriseInterneOC",
    "REQ-3.9-02": (
        "champ.obligatoire@Notif_Reprov.TypeReprov champ.hors_liste@Notif_Reprov.TypeReprov "
        "champ.casse@Notif_Reprov.TypeReprov"
    ),
    "REQ-3.9-03": "conv.type_de_reprovisionnement@Notif_Reprov.CHAUD",
    "REQ-3.9-07": "conv.hors_sequence@Notif_Reprov.STOC",
    "REQ-3.9-08": "champ.conditionnel@Notif_Reprov.NumeroDecharge conv.decharge_absente",
    "REQ-3.9-09": "conv.decharge_differente conv.hotline_non_reportee",
    "REQ-3.9-10": "conv.type_de_reprovisionnement@Notif_Reprov.FROID",
    "REQ-3.9-11": "conv.hors_sequence@CR_STOC.KO conv.racc_ko_hors_fenetre@Notif_Racc_KO",
    "REQ-3.9-12": "observation.route_notifiee@Notif_Reprov.FROID+nouvelle_route",
    "REQ-3.9-13": "notif_reprov.decharge_a_froid",
    "REQ-3.9-14": "observation.route_notifiee@Notif_Reprov.FROID+même_route !conv.reprov_non_envoyee",
    "REQ-3.10-02": "ecrasement.non_notifie",
    "REQ-3.10-03": "ecrasement.premature",
    "REQ-3.10-04": "ecrasement.acces_poursuivi !conv.commande_terminee@.écrasée",
    "REQ-3.10-05": "conv.hors_sequence@Notif_Ecrasement ecrasement.premature",
    "REQ-3.10-09": (
        "ecrasement.commande_inconnue conv.reference_prestation@Notif_Ecrasement "
        "champ.obligatoire@Notif_Ecrasement.ReferenceCommandePriseInterneOC "
        "champ.obligatoire@Notif_Ecrasement.ReferencePrestationPrise"
    ),
    "REQ-3.10-10": (
        "champ.obligatoire@Notif_Ecrasement.OperateurEcrase champ.format@Notif_Ecrasement.OperateurEcrase "
        "champ.obligatoire@Notif_Ecrasement.DateEcrasement champ.date@Notif_Ecrasement.DateEcrasement "
        "champ.date_inexistante@Notif_Ecrasement.DateEcrasement"
    ),
    "REQ-3.10-11": "ecrasement.mauvais_destinataire",
    "REQ-3.10-12": "ecrasement.operateur_nomme",
    "REQ-3.10-13": "observation.reprise_apres_ecrasement",
    "REQ-3.11-01": "conv.hors_sequence@Mess_OI_Cmd_Acces conv.hors_sequence@Mess_OC_Cmd_Acces",
    "REQ-3.11-02": (
        "conv.message_premature !conv.commande_terminee@Mess_OI_Cmd_Acces !conv.commande_terminee@Mess_OC_Cmd_Acces"
    ),
    "REQ-3.11-03": "conv.message_sans_reference !conv.message_premature",
    "REQ-3.11-04": "lot.emetteur@Mess_OI_Cmd_Acces lot.emetteur@Mess_OC_Cmd_Acces",
    "REQ-3.11-05": (
        "conv.hors_sequence@Mess_OI_Cmd_Acces.depuis_échec_signalé conv.hors_sequence@Mess_OI_Cmd_Acces.depuis_acceptée"
    ),
    "REQ-3.12-01": "conv.hors_sequence@Annulation_Acces",
    "REQ-3.12-02": "annulation.mal_qualifiee",
    "REQ-3.12-03": (
        "annulation.mal_qualifiee@CR_Annulation_Acces.OI+annulée "
        "annulation.mal_qualifiee@CR_Annulation_Acces.STOC+annulée"
    ),
    "REQ-3.12-04": (
        "annulation.mal_qualifiee@CR_Annulation_Acces.OI+résiliée "
        "annulation.mal_qualifiee@CR_Annulation_Acces.STOC+résiliée"
    ),
    "REQ-3.12-05": "annulation.mal_qualifiee@CR_Annulation_Acces.OC",
    "REQ-3.12-06": "conv.apres_annulation",
    "REQ-3.12-07": "annulation.rdv_non_rappele",
    "REQ-3.12-09": "annulation.sans_reponse",
    "REQ-3.13-01": "conv.cr_annulation_sans_demande",
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
    "REQ-3.13-05": "annulation.cr_anterieur",
    "REQ-3.14-01": "rdv.hors_modele_oi",
    "REQ-3.14-03": "rdv.reference_reutilisee@DemandeRdv",
    "REQ-3.14-04": "rdv.commande_sur_rdv_perdu",
    "REQ-3.14-06": "rdv.commande_sur_rdv_perdu",
    "REQ-3.14.1-01": (
        "demande_rdv.sans_creneau@DemandeRdv champ.obligatoire@DemandeRdv.DateRdv1 lot.colonne_inconnue@DemandeRdv"
    ),
    "REQ-3.14.1-02": "lot.flux_melanges@DemandeRdv",
    "REQ-3.14.1-03": "rdv.sans_reponse@ReponseRdv.demande rdv.creneaux_non_apparies",
    "REQ-3.14.1-07": "rdv.commande_sur_rdv_perdu",
    "REQ-3.14.1-08": "rdv.creneau_non_rappele",
    "REQ-3.14.1-09": "champ.obligatoire@DemandeRdv.ReferenceDemandeOC",
    "REQ-3.14.1-10": "champ.espaces@DemandeRdv.ReferenceDemandeOC",
    "REQ-3.14.2-01": "reponse_rdv.plusieurs_ok",
    "REQ-3.14.2-02": "reponse_rdv.id_absent",
    "REQ-3.14.2-03": "rdv.creneaux_non_apparies@ReponseRdv.OK",
    "REQ-3.14.2-04": "rdv.creneaux_non_apparies@ReponseRdv.KO",
    "REQ-3.14.2-05": "reponse_rdv.motif_absent",
    "REQ-3.14.2-06": "observation.demande_apres_refus",
    "REQ-3.14.2-07": "rdv.reponse_sans_demande rdv.creneaux_non_apparies",
    "REQ-3.14.3-02": "rdv.annulation_sans_rdv",
    "REQ-3.14.3-03": "rdv.annulation_sans_rdv",
    "REQ-3.14.3-04": "conv.hors_sequence@Annulation_Acces.OI !rdv.annulation_sans_rdv@AnnulationRdv.après_la_commande",
    "REQ-3.14.3-06": "rdv.reponse_sans_demande",
    "REQ-3.14.4-01": "conv.hors_sequence@Gel_Degel_RDV",
    "REQ-3.14.4-05": "champ.obligatoire@Gel_Degel_RDV.ReferenceCommandePriseInterneOC",
    "REQ-3.14.4-07": "conv.hors_sequence@Gel_Degel_RDV.depuis_acceptée",
    "REQ-3.14.4-08": "observation.annulation_apres_gel",
    "REQ-3.14.4-09": "conv.hors_sequence@Gel_Degel_RDV",
    "REQ-3.14.4-10": "conv.hors_sequence@Gel_Degel_RDV",
    "REQ-3.14.5-01": "rdv.annulation_sans_rdv@AnnulationRdv !rdv.modification_sans_rdv",
    "REQ-3.14.5-02": "rdv.modification_sans_rdv",
    "REQ-3.14.5-03": "rdv.sans_reponse@ReponseRdv.report",
    "REQ-3.14.5-04": "rdv.identifiant_change",
    "REQ-3.14.5-05": "observation.report_refuse",
    "REQ-3.14.5-07": "rdv.report_de_trop@ReponseRdv.après_un_refus !rdv.report_de_trop@ReponseRdv",
    "REQ-3.14.5-10": "rdv.reference_reutilisee",
}

HORS_DE_VUE: dict[str, str] = {
    "REQ-3.1-13": "L'usage des réserves est fixé par chaque OI dans son contrat : leur contenu n'est pas contrôlé",
    "REQ-3.3-04": (
        "Les règles d'éligibilité de l'OI ne sont pas dans les fichiers : un CR KO qui les invoque est admis "
        "sans contrôle"
    ),
    "REQ-3.3-05": "La structure d'adresse publiée par le webservice de l'OI n'est pas dans les fichiers",
    "REQ-3.3-23": (
        "Le fichier position relève du protocole Infrastructure PM : il n'est pas parmi les fichiers échangés ici"
    ),
    "REQ-3.10-01": "Aucune colonne ne dit qu'une ligne est en fibre dédiée plutôt que partagée",
    "REQ-3.14-02": (
        "L'outil de prise de rendez-vous de l'OI est hors des fichiers : s'il existe, la famille est sans objet"
    ),
    "REQ-3.14-07": (
        "Le délai au-delà duquel le créneau est libéré est au contrat, et la libération n'est dite par aucun fichier"
    ),
    "REQ-3.14.1-04": (
        "La durée de vie d'un identifiant de rendez-vous est dans les bonnes pratiques, pas dans les fichiers"
    ),
    "REQ-3.14.1-05": "Le délai de prévenance est fixé au contrat : l'écart des créneaux ne peut lui être comparé",
    "REQ-3.14.1-06": "Le délai de prévenance est fixé au contrat : rien ne dit qu'un créneau refusé était trop proche",
    "REQ-3.14.4-02": (
        "Le gel est indicatif et le document se contredit sur son effet (AMB-67) : il est jugé à titre d'information"
    ),
    "REQ-3.14.4-03": (
        "Le gel est indicatif et le document se contredit sur son effet (AMB-67) : il est jugé à titre d'information"
    ),
    "REQ-3.14.4-04": (
        "Le gel est indicatif et le document se contredit sur son effet (AMB-67) : il est jugé à titre d'information"
    ),
    "REQ-3.14.4-06": "Un CR de commande KO ne dit pas qu'une adresse est gelée : le lien ne se lit dans aucun fichier",
    "REQ-3.14.5-06": "La limite des reports en portabilité est au contrat, et aucune colonne ne dit la portabilité",
    "REQ-3.14.5-08": "Le délai de P jours et les règles qui s'y appliquent sont au contrat de chaque OI",
    "REQ-3.14.5-09": "Les plages de créneaux possibles sont au contrat entre les deux opérateurs",
}
