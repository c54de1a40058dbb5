# language: fr
Fonctionnalité: Mode OI, PTO à construire, échecs de pose et de mise en service
  La commande reste ouverte : l'OI ou l'OC signale l'échec, et l'OI reprend (§4.1.6, §4.1.7).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle OI

  @OI-PAC-MES @§4.1.6
  Scénario: Échec de mise en service, une notification KO
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
    Et l'OI construit la liaison PBO-PTO et pose la PTO
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

  @OI-PAC-MES-2 @§4.1.6
  Scénario: Échec de mise en service, deux notifications KO
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
    Et l'OI construit la liaison PBO-PTO et pose la PTO
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
