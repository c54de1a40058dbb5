# language: fr
Fonctionnalité: Mode OI, PTO à construire
  L'OI brasse au PM, construit la liaison PBO-PTO et pose la PTO, sur rendez-vous (§4.1).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle OI

  @OI-PAC-NOM @§4.1.1
  Scénario: Cas nominal
    Quand l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI         |
      | PriseExistante | N          |
      | ReferencePrise | vide       |
      | IdRdv          | renseigné  |
      | DateInstall    | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @OI-PAC-ARKO @§4.1.2
  Scénario: Rejet de commande, AR KO
    Étant donné que le système qui émet la Cmd_Acces laisse ReferencePm vide
    Quand l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | ReferenceCommandePriseInterneOC | celle de Cmd_Acces |
      | DateArCommandePrise             | renseignée         |
      | MotifKoArCommandePrise          | renseigné          |
    Et la commande est terminée

  @OI-PAC-CRKO @§4.1.3
  Scénario: Rejet de commande, CR de commande KO
    Étant donné que le PBO du client est saturé
    Quand l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @OI-PAC-MADKO @§4.1.4
  Scénario: Impossibilité durable, CR MAD KO
    Étant donné que la colonne montante de l'immeuble est hors d'usage
    Quand l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée

  @OI-PAC-CHRO-MES @§4.1.5
  Scénario: Changement de route pendant l'intervention
    Étant donné que la fibre affectée est déjà occupée sur le terrain
    Quand l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI effectue le brassage au PM
    Et l'OI obtient de sa hotline une autre route
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @OI-PAC-CHRO-RACCKO @§4.1.5
  Scénario: Changement de route pendant l'intervention, puis échec de mise en service
    Étant donné que la fibre affectée est déjà occupée sur le terrain
    Quand l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI effectue le brassage au PM
    Et l'OI obtient de sa hotline une autre route
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
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
