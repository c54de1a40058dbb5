# language: fr
Fonctionnalité: Suites d'une Notif_Racc_KO : plusieurs CR MAD OK, ou un CR MAD KO
  L'OI décide s'il faut renvoyer l'OC sur place (§3.6) ; une impossibilité durable se dit par un CR MAD KO (§3.7).

  @MAD-STOC-ECHANGE @§3.6
  Scénario: Nouvel échange STOC seul
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et l'OI renvoie l'OC sur place sans notification préalable
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
    Quand la liaison PBO-PTO du client est coupée
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et fait reconstruire la liaison
    Et l'OI envoie une Cmd_STOC
    Et l'OC reconstruit la liaison PBO-PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @MAD-STOC-ECHANGE-REPROV @§3.6
  Scénario: Reprovisionnement à froid et nouvel échange STOC
    Étant donné un client sans prise, à raccorder en modèle STOC
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
    Quand la liaison PBO-PTO du client est coupée
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et fait reconstruire la liaison
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OI envoie une Cmd_STOC
    Et l'OC reconstruit la liaison PBO-PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RACCKO-OI-MADKO @§3.7
  Scénario: Modèle OI, impossibilité durable
    Étant donné un client sans prise, à raccorder en modèle OI
    Quand l'OC envoie une Cmd_Acces avec :
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
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Quand la colonne montante de l'immeuble est hors d'usage
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée

  @RACCKO-STOC-MADKO @§3.7
  Scénario: Modèle STOC, impossibilité durable
    Étant donné un client sans prise, à raccorder en modèle STOC
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
    Quand la colonne montante de l'immeuble est hors d'usage
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée
