# language: fr
Fonctionnalité: PTO non identifiée annoncée, absente sur place
  Venu lire le numéro de la PTO, le technicien n'en trouve pas (§7.1.3).

  @NN-3A-CHAUD @§7.1.3
  Scénario: Mode STOC, raccordement fait sur place
    Étant donné un client dont la prise n'est pas identifiée, à raccorder en modèle STOC
    Et il n'y a pas de PTO chez le client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | renseigné  |
    Et l'OC effectue le brassage au PM
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie une Cmd_STOC
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

  @NN-3A-FROID @§7.1.3
  Scénario: Mode STOC et brassage par l'OI, raccordement remis à plus tard
    Étant donné un client dont la prise n'est pas identifiée, à raccorder en modèle STOC
    Et le contrat confie le brassage à l'OI
    Et il n'y a pas de PTO chez le client
    Et l'OC n'a pas le temps de raccorder son client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | PTO inexistante |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | vide       |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-3B-CHAUD @§7.1.3
  Scénario: Mode OC, raccordement fait sur place
    Étant donné un client dont la prise n'est pas identifiée, à raccorder en modèle OC
    Et il n'y a pas de PTO chez le client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | renseigné  |
    Et l'OC effectue le brassage au PM
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @NN-3B-FROID @§7.1.3
  Scénario: Mode OC, raccordement remis à plus tard
    Étant donné un client dont la prise n'est pas identifiée, à raccorder en modèle OC
    Et il n'y a pas de PTO chez le client
    Et l'OC n'a pas le temps de raccorder son client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | PTO inexistante |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | vide       |
    Et l'OC effectue le brassage au PM
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @NN-3C @§7.1.3
  Scénario: Mode OI, l'OI pose la PTO
    Étant donné un client dont la prise n'est pas identifiée, à raccorder en modèle OI
    Et il n'y a pas de PTO chez le client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OI ne trouve pas de PTO et obtient une route de sa hotline
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI effectue le brassage au PM
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | vide       |
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée
