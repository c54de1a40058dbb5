# language: fr
Fonctionnalité: Mode OC, PTO construite mais pas identifiée
  L'OC demande par téléphone à l'OI la route de la PTO qu'il lit sur place (§6.3).

  Contexte:
    Étant donné un client dont la prise n'est pas identifiée, à raccorder en modèle OC

  @OC-PNI-NOM @§6.3.1
  Scénario: Cas nominal
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | O    |
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
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee | NON |
    Et la commande est terminée

  @OC-PNI-ARKO @§6.3.2
  Scénario: Rejet de commande, AR KO
    Étant donné que le système qui émet la Cmd_Acces laisse ReferencePm vide
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | MotifKoArCommandePrise | renseigné |
    Et la commande est terminée

  @OC-PNI-CRKO @§6.3.3
  Scénario: Rejet de commande, CR de commande KO
    Étant donné que l'adresse du client n'est pas éligible
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @OC-PNI-CRKO-REFUS @§6.3.3
  Scénario: Refus du cas de gestion au CR de commande
    Étant donné que l'OI refuse au CR de commande une prise non identifiée
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @OC-PNI-MES @§6.3.4
  Scénario: Échec de mise en service, une notification KO
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | O    |
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
    Quand la fibre du client est coupée entre le PM et le PBO
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee | NON |
    Et la commande est terminée

  @OC-PNI-MES-2 @§6.3.4
  Scénario: Échec de mise en service, deux notifications KO
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | O    |
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
      | PrisePosee | NON |
    Et la commande est terminée
