# language: fr
Fonctionnalité: Mode OI, PTO à construire, rendez-vous à reprendre
  L'OI doit revenir chez le client : l'OC reprend rendez-vous (§4.1.6, §4.1.7).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle OI

  @OI-PAC-MES-RDV @§4.1.6
  Scénario: Échec de mise en service, l'OI demande un rendez-vous par une notification
    Étant donné que les rendez-vous se prennent par flux
    Quand l'OC envoie une DemandeRdv
    Alors l'OI envoie une ReponseRdv OK
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                  |
      | PriseExistante | N                   |
      | ReferencePrise | vide                |
      | IdRdv          | celui de ReponseRdv |
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
    Quand la PTO du client est abîmée
    Alors l'OC envoie une Notif_Racc_KO
    Et l'OI envoie une Notif_Racc_KO avec :
      | MotifRaccKO       | renseigné |
      | CommentaireRaccKO | renseigné |
    Et l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv | celui de Cmd_Acces |
    Et l'OI envoie une ReponseRdv OK avec :
      | IdRdv | celui de Cmd_Acces |
    Et l'OI intervient chez le client et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @OI-PAC-MES-RDV-MESS @§4.1.6
  Scénario: Échec de mise en service, l'OI demande un rendez-vous par un message
    Étant donné que les rendez-vous se prennent par flux
    Et l'OI demande un rendez-vous par un message
    Quand l'OC envoie une DemandeRdv
    Alors l'OI envoie une ReponseRdv OK
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                  |
      | PriseExistante | N                   |
      | ReferencePrise | vide                |
      | IdRdv          | celui de ReponseRdv |
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
    Quand la PTO du client est abîmée
    Alors l'OC envoie une Notif_Racc_KO
    Et l'OI envoie un Mess_OI_Cmd_Acces avec :
      | Message | renseigné |
    Et l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv | celui de Cmd_Acces |
    Et l'OI envoie une ReponseRdv OK avec :
      | IdRdv | celui de Cmd_Acces |
    Et l'OI intervient chez le client et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @OI-PAC-POSEKO @§4.1.7
  Scénario: Échec de pose, nouveau rendez-vous par flux
    Étant donné que les rendez-vous se prennent par flux
    Et le client est absent lors de l'intervention
    Quand l'OC envoie une DemandeRdv
    Alors l'OI envoie une ReponseRdv OK
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                  |
      | PriseExistante | N                   |
      | ReferencePrise | vide                |
      | IdRdv          | celui de ReponseRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Notif_Racc_KO avec :
      | MotifRaccKO       | renseigné |
      | CommentaireRaccKO | renseigné |
    Et l'OC envoie une Demande_Modif_RDV avec :
      | IdRdv | celui de Cmd_Acces |
    Et l'OI envoie une ReponseRdv OK avec :
      | IdRdv | celui de Cmd_Acces |
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @OI-PAC-POSEKO-OUTIL @§4.1.7
  Scénario: Échec de pose, nouveau rendez-vous dans l'outil de l'OI
    Étant donné que le client est absent lors de l'intervention
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
    Et l'OI envoie une Notif_Racc_KO avec :
      | MotifRaccKO       | renseigné |
      | CommentaireRaccKO | renseigné |
    Et l'OC reprend rendez-vous dans l'outil de l'OI
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée
