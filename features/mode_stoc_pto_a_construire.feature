# language: fr
Fonctionnalité: Mode STOC, PTO à construire
  L'OI sous-traite à l'OC la construction de la liaison PBO-PTO et la pose de la PTO (§5.1).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle STOC

  @STOC-PAC-NOM @§5.1.1
  Scénario: Cas nominal
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

  @STOC-PAC-ARKO @§5.1.2
  Scénario: Rejet de commande, AR KO
    Étant donné que le système qui émet la Cmd_Acces laisse ReferencePm vide
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | MotifKoArCommandePrise | renseigné |
    Et la commande est terminée

  @STOC-PAC-CRKO @§5.1.3
  Scénario: Rejet de commande, CR de commande KO
    Étant donné que le PBO du client est saturé
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @STOC-PAC-MES @§5.1.7
  Scénario: Échec de mise en service, une notification KO
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

  @STOC-PAC-MES-2 @§5.1.7
  Scénario: Échec de mise en service, deux notifications KO
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
    Quand la fibre du client est coupée entre le PM et le PBO
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Quand la fibre du client est trop affaiblie
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
