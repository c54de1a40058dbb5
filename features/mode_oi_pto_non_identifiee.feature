# language: fr
Fonctionnalité: Mode OI, PTO construite mais pas identifiée
  Le technicien de l'OI lit la référence de la PTO chez le client et en demande la route à sa hotline (§4.3).

  Contexte:
    Étant donné un client dont la prise n'est pas identifiée, à raccorder en modèle OI

  @OI-PNI-NOM @§4.3.1
  Scénario: Cas nominal
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OI relève la PTO et obtient sa route de la hotline
    Et l'OI effectue le brassage au PM
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | vide       |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @OI-PNI-ARKO @§4.3.2
  Scénario: Rejet de commande, AR KO
    Étant donné que le système qui émet la Cmd_Acces laisse ReferencePm vide
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | MotifKoArCommandePrise | renseigné |
    Et la commande est terminée

  @OI-PNI-ARKO-REFUS @§4.3.2
  Scénario: Refus du cas de gestion à l'AR
    Étant donné que l'OI refuse à l'AR une prise non identifiée
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | MotifKoArCommandePrise | renseigné |
    Et la commande est terminée

  @OI-PNI-CRKO @§4.3.3
  Scénario: Refus du cas de gestion au CR de commande
    Étant donné que l'OI refuse au CR de commande une prise non identifiée
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @OI-PNI-MADKO @§4.3.4
  Scénario: Impossibilité durable, CR MAD KO
    Étant donné que la position de brassage au PM est introuvable
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée

  @OI-PNI-MES @§4.3.5
  Scénario: Échec de mise en service, une notification KO
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OI relève la PTO et obtient sa route de la hotline
    Et l'OI effectue le brassage au PM
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | vide       |
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

  @OI-PNI-MES-2 @§4.3.5
  Scénario: Échec de mise en service, deux notifications KO
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OI relève la PTO et obtient sa route de la hotline
    Et l'OI effectue le brassage au PM
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | vide       |
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
