# language: fr
Fonctionnalité: PTO construite annoncée, absente sur place, mode STOC et brassage par l'OC
  Le numéro de PTO annoncé n'est pas chez le client : il faut y construire une PTO (§7.1.1, 1a).

  Contexte:
    Étant donné un client dont la prise est connue, à raccorder en modèle STOC
    Et il n'y a pas de PTO chez le client

  @NN-1A-CAS1-CHAUD @§7.1.1
  Scénario: Rendez-vous avec le client, hotline jointe
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OI envoie une Cmd_STOC
    Et l'OC effectue le brassage au PM
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | ReferencePrise               | celle de Notif_Reprov |
      | PrisePosee                   | OUI                   |
      | BilanOptique                 | renseigné             |
      | NotificationReprovisioningHL | OUI                   |
      | NumeroDecharge               | celui de Notif_Reprov |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-1A-CAS1-FROID @§7.1.1
  Scénario: Rendez-vous avec le client, hotline sans route
    Étant donné que la hotline de l'OI n'a pas de solution immédiate
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC appelle la hotline de l'OI
    Et l'OI n'a pas de solution par téléphone
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | PTO inexistante |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-1A-CAS2-AVANT-MES @§7.1.1
  Scénario: Sans rendez-vous, découvert avant le CR MES
    Étant donné que l'OC brasse au PM sans rendez-vous avec son client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | PTO inexistante |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-1A-CAS2-SAV @§7.1.1
  Scénario: Sans rendez-vous, découvert en SAV après le CR MES
    Étant donné que l'OC brasse au PM sans rendez-vous avec son client
    Et l'OC ne vérifie pas la mise en service de son client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
    Et l'OC envoie un CR_MES_LigneFTTH
    Et l'OC apprend en SAV que son client n'a pas le service
    Et l'OC envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | EtatCrAnnResCommandePrise | OK         |
      | DateCrCommandeAnnulPrise  | renseignée |
      | TypeOperation             | RESIL      |
    Et la commande est résiliée
    Quand le client repasse commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | N                            |
      | ReferencePrise                  | vide                         |
    Et la commande est en cours

  @NN-1A-CAS2-SAV-ECR @§7.1.1
  Scénario: Sans rendez-vous, découvert en SAV, la ligne d'un autre opérateur écrasée à tort
    Étant donné que la PTO annoncée est celle d'un client d'un autre opérateur, l'OC1
    Et l'OC brasse au PM sans rendez-vous avec son client
    Et l'OC ne vérifie pas la mise en service de son client
    Quand l'OC2 envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC2 effectue le brassage au PM
    Et l'OC2 envoie un CR_MES_LigneFTTH
    Quand on suit la ligne de l'OC1
    Alors l'OI envoie une Notif_Ecrasement avec :
      | OperateurEcrase | code de l'OC1 |
      | DateEcrasement  | renseignée    |
    Et la commande est résiliée
    Quand on suit la première commande
    Alors l'OC2 apprend en SAV que son client n'a pas le service
    Et l'OC2 envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | EtatCrAnnResCommandePrise | OK         |
      | DateCrCommandeAnnulPrise  | renseignée |
      | TypeOperation             | RESIL      |
    Et la commande est résiliée
    Quand le client repasse commande
    Alors l'OC2 envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | N                            |
      | ReferencePrise                  | vide                         |
    Et la commande est en cours
