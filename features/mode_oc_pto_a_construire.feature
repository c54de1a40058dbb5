# language: fr
Fonctionnalité: Mode OC, PTO à construire
  L'OC brasse au PM, construit la liaison PBO-PTO et pose la PTO ; il n'y a pas de CR MAD (§6.1).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle OC

  @OC-PAC-NOM @§6.1.1
  Scénario: Cas nominal
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

  @OC-PAC-ARKO @§6.1.2
  Scénario: Rejet de commande, AR KO
    Étant donné que le système qui émet la Cmd_Acces laisse ReferencePm vide
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | MotifKoArCommandePrise | renseigné |
    Et la commande est terminée

  @OC-PAC-CRKO @§6.1.3
  Scénario: Rejet de commande, CR de commande KO
    Étant donné que le PBO du client est saturé
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @OC-PAC-CHRO-NOM @§6.1.4
  Scénario: Nouvelle route donnée à chaud, retour au cas nominal
    Étant donné que la fibre affectée est déjà occupée sur le terrain
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

  @OC-PAC-CHRO-MES @§6.1.4
  Scénario: Nouvelle route donnée à chaud, puis échec de mise en service
    Étant donné que la fibre affectée est trop affaiblie
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
    Quand la fibre du client est coupée entre le PM et le PBO
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @OC-PAC-MES @§6.1.5
  Scénario: Échec de mise en service, une notification KO
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
    Quand la fibre du client est coupée entre le PM et le PBO
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @OC-PAC-MES-2 @§6.1.5
  Scénario: Échec de mise en service, deux notifications KO
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
    Quand la fibre du client est coupée entre le PM et le PBO
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Quand la fibre du client est trop affaiblie
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée
