# language: fr
Fonctionnalité: Modification d'un rendez-vous
  Après la réponse, avant ou après la commande, l'identifiant reste le même ; le nombre de reports est limité (§3.14.5).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle OI
    Et les rendez-vous se prennent par flux

  @RDV-MODIF-AVANT-REPONSE @§3.14.5
  Scénario: Voulue avant la réponse : attendre, annuler, redemander
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Et le client veut déplacer son rendez-vous
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Et l'OC envoie une AnnulationRdv avec :
      | IdRdv | celui de ReponseRdv |
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | autre que celle de DemandeRdv |
      | DateRdv1           | renseignée                    |
      | DateRdv2           | renseignée                    |
      | DateRdv3           | renseignée                    |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-MODIF @§3.14.5
  Scénario: Modifié avant la commande
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                                     |
      | PriseExistante | N                                      |
      | ReferencePrise | vide                                   |
      | IdRdv          | celui de ReponseRdv                    |
      | DateInstall    | celle de DateRdv1 de Demande_Modif_RDV |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-MODIF-APRES-CMD @§3.14.5
  Scénario: Modifié après la commande
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-MODIF-2 @§3.14.5
  Scénario: Modifié deux fois après la commande
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-MODIF-REFUSE @§3.14.5
  Scénario: Modification refusée, puis acceptée
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Quand les équipes de l'OI sont prises aux trois premiers créneaux demandés
    Et le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv KO avec :
      | ValidDate1        | KO        |
      | ValidDate2        | KO        |
      | ValidDate3        | KO        |
      | MotifReponseRdvKo | renseigné |
    Et l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de Cmd_Acces |
      | DateRdv1 | renseignée         |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-MODIF-EXCES @§3.14.5
  Scénario: Au-delà de deux reports, annulation et nouvelle commande
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée          |
      | IdRdv          | celui de ReponseRdv |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée
    Quand le client repasse commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | IdRdv                           | autre que celui de Cmd_Acces |
    Et la commande est en cours

  @RDV-MODIF-EXCES-KO @§3.14.5
  Scénario: Troisième report demandé et refusé
    Étant donné que l'OC ne compte pas les reports de rendez-vous
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK                         |
      | IdRdv      | celui de Demande_Modif_RDV |
    Quand le client veut déplacer son rendez-vous
    Alors l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv    | celui de ReponseRdv |
      | DateRdv1 | renseignée          |
    Et l'OI envoie une ReponseRdv KO avec :
      | ValidDate1        | KO                                                      |
      | MotifReponseRdvKo | FRDV01 RDV : NOMBRE MAX DE MODIFICATIONS DE RDV DEPASSE |
    Et l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée         |
      | IdRdv          | celui de Cmd_Acces |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée
    Quand le client repasse commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | IdRdv                           | autre que celui de Cmd_Acces |
    Et la commande est en cours
