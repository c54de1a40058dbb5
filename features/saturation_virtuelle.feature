# language: fr
Fonctionnalité: Saturation virtuelle
  Le système de l'OI n'a plus de route à donner sur un PBO où des fibres sont peut-être libres (§7.2).

  @SAT-KO @§7.2.1
  Scénario: CR de commande KO
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et toutes les routes du PBO du client ont déjà été communiquées
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @SAT-SOL1-LIBRE @§7.2.2
  Scénario: Solution 1, mode STOC, route libre sur place
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et toutes les routes du PBO du client ont déjà été communiquées
    Et l'OI redonne une route déjà communiquée plutôt que de refuser
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
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @SAT-SOL1-LIBRE-OC @§7.2.2
  Scénario: Solution 1, mode OC, route libre sur place
    Étant donné un client sans prise, à raccorder en modèle OC
    Et toutes les routes du PBO du client ont déjà été communiquées
    Et l'OI redonne une route déjà communiquée plutôt que de refuser
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @SAT-SOL1-OCCUPEE @§7.2.2
  Scénario: Solution 1, mode STOC, route occupée sur place
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et toutes les routes du PBO du client ont déjà été communiquées
    Et l'OI redonne une route déjà communiquée plutôt que de refuser
    Et la fibre affectée est déjà occupée sur le terrain
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
      | ReferencePrise               | celle de Notif_Reprov |
      | PrisePosee                   | OUI                   |
      | BilanOptique                 | renseigné             |
      | NotificationReprovisioningHL | OUI                   |
      | NumeroDecharge               | celui de Notif_Reprov |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @SAT-SOL1-OCCUPEE-OC @§7.2.2
  Scénario: Solution 1, mode OC, route occupée sur place
    Étant donné un client sans prise, à raccorder en modèle OC
    Et toutes les routes du PBO du client ont déjà été communiquées
    Et l'OI redonne une route déjà communiquée plutôt que de refuser
    Et la fibre affectée est déjà occupée sur le terrain
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @SAT-SOL2 @§7.2.2
  Scénario: Solution 2, mode STOC, route donnée par la hotline
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et toutes les routes du PBO du client ont déjà été communiquées
    Et l'OI renvoie à sa hotline plutôt que de refuser
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OI envoie une Cmd_STOC
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | renseigné  |
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

  @SAT-SOL2-OC @§7.2.2
  Scénario: Solution 2, mode OC, route donnée par la hotline
    Étant donné un client sans prise, à raccorder en modèle OC
    Et toutes les routes du PBO du client ont déjà été communiquées
    Et l'OI renvoie à sa hotline plutôt que de refuser
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | renseigné  |
    Et l'OC effectue le brassage au PM
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée
