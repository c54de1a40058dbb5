# language: fr
Fonctionnalité: Mode STOC, PTO à construire, changement de route optique
  L'installateur appelle la hotline de l'OI en cours d'installation (§5.1.4).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et la hotline de l'OI est joignable

  @STOC-PAC-CHRO-NOM @§5.1.4
  Scénario: Nouvelle route donnée à chaud, retour au cas nominal
    Étant donné que la fibre affectée est déjà occupée sur le terrain
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Et l'OC effectue le brassage au PM
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee                   | OUI                   |
      | BilanOptique                 | renseigné             |
      | NotificationReprovisioningHL | OUI                   |
      | NumeroDecharge               | celui de Notif_Reprov |
      | ReferencePrise               | celle de Notif_Reprov |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @STOC-PAC-CHRO-MES @§5.1.4
  Scénario: Nouvelle route donnée à chaud, puis échec de mise en service
    Étant donné que la fibre affectée n'a pas de continuité optique
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Et l'OC effectue le brassage au PM
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee                   | OUI                   |
      | BilanOptique                 | renseigné             |
      | NotificationReprovisioningHL | OUI                   |
      | NumeroDecharge               | celui de Notif_Reprov |
      | ReferencePrise               | celle de Notif_Reprov |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Quand la fibre du client est coupée entre le PM et le PBO
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @STOC-PAC-CHRO-MEMEROUTE-SANSNOTIF @§5.1.4
  Scénario: Problème résolu à chaud sans changer la route, sans notification
    Étant donné que la fibre affectée est mal repérée au PBO
    Et l'OI ne notifie pas un problème levé sans changer la route
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Et l'OC effectue le brassage au PM
    Et l'OC appelle la hotline de l'OI
    Et l'OI résout le problème par téléphone sans changer la route
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee                   | OUI                   |
      | BilanOptique                 | renseigné             |
      | NotificationReprovisioningHL | vide ou NON           |
      | ReferencePrise               | celle de CR_Cmd_Acces |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @STOC-PAC-CHRO-MEMEROUTE-NOTIF @§5.1.4
  Scénario: Problème résolu à chaud sans changer la route, avec notification
    Étant donné que la fibre affectée est mal repérée au PBO
    Et l'OI notifie aussi un problème levé sans changer la route
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Et l'OC effectue le brassage au PM
    Et l'OC appelle la hotline de l'OI
    Et l'OI résout le problème par téléphone sans changer la route
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | RouteOptique | celle de CR_Cmd_Acces |
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee                   | OUI         |
      | BilanOptique                 | renseigné   |
      | NotificationReprovisioningHL | vide ou NON |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée
