# language: fr
Fonctionnalité: Mode STOC, PTO à construire, échecs de pose et de construction
  Le CR STOC KO dit le motif et si la prise est posée ; l'OI en déduit ce qui reste à faire (§5.1.5, §5.1.6, §5.1.8).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle STOC

  @STOC-PAC-CRSTOCKO-A-RESOLU @§5.1.5
  Scénario: Difficulté côté OC, résolue avec son client (a)
    Étant donné que le client est absent lors de l'intervention
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
    Et l'OC convient d'un autre rendez-vous avec son client
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @STOC-PAC-CRSTOCKO-A @§5.1.5
  Scénario: KO définitif côté OC, annulation (a)
    Étant donné que le client n'habite pas à l'adresse indiquée
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
    Et l'OC envoie un CR_STOC KO avec :
      | MotifKoCrRaccordementPrise | renseigné |
      | PrisePosee                 | NON       |
    Et l'OC envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée

  @STOC-PAC-CRSTOCKO-B1 @§5.1.5
  Scénario: Prise non posée, nouvelle commande STOC (b.i)
    Étant donné que le gestionnaire de l'immeuble refuse le passage en apparent
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
    Et l'OC envoie un CR_STOC KO avec :
      | MotifKoCrRaccordementPrise | renseigné |
      | PrisePosee                 | NON       |
    Et l'OI obtient l'accord du gestionnaire de l'immeuble
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @STOC-PAC-CRSTOCKO-B2 @§5.1.5
  Scénario: Prise posée, ligne en défaut, sans nouvelle commande STOC (b.ii)
    Étant donné que la hotline de l'OI n'a pas de solution immédiate
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
    Quand la fibre du client est coupée entre le PM et le PBO
    Alors l'OC appelle la hotline de l'OI
    Et l'OI n'a pas de solution par téléphone
    Et l'OC envoie un CR_STOC KO avec :
      | MotifKoCrRaccordementPrise | renseigné |
      | PrisePosee                 | OUI       |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @STOC-PAC-MADKO @§5.1.6
  Scénario: Impossibilité durable, CR MAD KO
    Étant donné que la colonne montante de l'immeuble est hors d'usage
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
    Et l'OC appelle la hotline de l'OI
    Et l'OI n'a pas de solution par téléphone
    Et l'OC envoie un CR_STOC KO avec :
      | MotifKoCrRaccordementPrise | renseigné  |
      | PrisePosee                 | OUI ou NON |
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée

  @STOC-PAC-CONSTKO-A @§5.1.8
  Scénario: Construction impossible, cause OI, sans solution
    Étant donné que toutes les fibres du PBO sont occupées sur le terrain
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
    Et l'OC appelle la hotline de l'OI
    Et l'OI n'a pas de solution par téléphone
    Et l'OC envoie un CR_STOC KO avec :
      | MotifKoCrRaccordementPrise | renseigné |
      | PrisePosee                 | NON       |
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée

  @STOC-PAC-CONSTKO-B @§5.1.8
  Scénario: Construction impossible, cause OI, nouvelle commande STOC
    Étant donné que la fibre affectée est déjà occupée sur le terrain
    Et la hotline de l'OI est injoignable
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
    Et l'OC appelle la hotline de l'OI
    Et l'OC envoie un CR_STOC KO avec :
      | MotifKoCrRaccordementPrise | renseigné |
      | PrisePosee                 | NON       |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée
