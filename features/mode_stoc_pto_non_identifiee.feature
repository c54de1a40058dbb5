# language: fr
Fonctionnalité: Mode STOC, PTO construite mais pas identifiée
  L'OC lit la référence de la PTO sur place et en demande la route à la hotline de l'OI (§5.3).

  Contexte:
    Étant donné un client dont la prise n'est pas identifiée, à raccorder en modèle STOC

  @STOC-PNI-NOM @§5.3.1
  Scénario: Cas nominal
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
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
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @STOC-PNI-ARKO @§5.3.2
  Scénario: Rejet de commande, AR KO
    Étant donné que le système qui émet la Cmd_Acces laisse ReferencePm vide
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | MotifKoArCommandePrise | renseigné |
    Et la commande est terminée

  @STOC-PNI-ARKO-REFUS @§5.3.2
  Scénario: Refus du cas de gestion à l'AR, PTO requise
    Étant donné que l'OI refuse à l'AR une prise non identifiée
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | MotifKoArCommandePrise | renseigné |
    Et la commande est terminée

  @STOC-PNI-CRKO @§5.3.3
  Scénario: Rejet de commande, CR de commande KO
    Étant donné que l'adresse du client n'est pas éligible
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @STOC-PNI-CRKO-REFUS @§5.3.3
  Scénario: Refus du cas de gestion au CR de commande
    Étant donné que l'OI refuse au CR de commande une prise non identifiée
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @STOC-PNI-MADKO @§5.3.4
  Scénario: Hotline jointe, installation impossible, CR MAD KO
    Étant donné que la position de brassage au PM est introuvable
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OC appelle la hotline de l'OI
    Et l'OI n'a pas de solution par téléphone
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée

  @STOC-PNI-MADKO-REESSAI @§5.3.4
  Scénario: Hotline injoignable puis jointe, installation impossible
    Étant donné que la position de brassage au PM est introuvable
    Et la hotline de l'OI est injoignable
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OC appelle la hotline de l'OI
    Quand la hotline de l'OI est joignable
    Alors l'OC appelle la hotline de l'OI
    Et l'OI n'a pas de solution par téléphone
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée

  @STOC-PNI-MADKO-REESSAI-NOM @§5.3.4
  Scénario: Hotline injoignable puis jointe, retour au cas nominal
    Étant donné que la hotline de l'OI est injoignable
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | O    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces HOTLINE avec :
      | ReferencePrise           | HOTLINE    |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | renseignée |
    Et l'OC appelle la hotline de l'OI
    Quand la hotline de l'OI est joignable
    Alors l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | renseignée |
      | RouteOptique   | réelle     |
      | NumeroDecharge | renseigné  |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @STOC-PNI-MES @§5.3.5
  Scénario: Échec de mise en service, une notification KO
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
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
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
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

  @STOC-PNI-MES-2 @§5.3.5
  Scénario: Échec de mise en service, deux notifications KO
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
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
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
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
