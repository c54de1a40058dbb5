# language: fr
Fonctionnalité: Construction demandée, PTO déjà posée
  Venu construire, le technicien trouve une PTO : il ne construit pas, elle est reprovisionnée (§7.1.4).

  @NN-4A-CHAUD @§7.1.4
  Scénario: Mode STOC, brassage par l'OC, hotline jointe
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et une PTO est déjà posée chez le client
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
    Et l'OC constate qu'une PTO est déjà posée
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de CR_Cmd_Acces |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OC envoie un CR_STOC OK avec :
      | ReferencePrise               | celle de Notif_Reprov |
      | PrisePosee                   | NON                   |
      | NotificationReprovisioningHL | OUI                   |
      | NumeroDecharge               | celui de Notif_Reprov |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-4A-FROID @§7.1.4
  Scénario: Mode STOC, brassage par l'OC, hotline injoignable
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et une PTO est déjà posée chez le client
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
    Et l'OC constate qu'une PTO est déjà posée
    Et l'OC appelle la hotline de l'OI
    Et l'OC envoie un CR_STOC KO avec :
      | MotifKoCrRaccordementPrise | PTO existante |
      | PrisePosee                 | NON           |
      | Commentaire                | renseigné     |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de CR_Cmd_Acces |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-4A-ANNUL @§7.1.4
  Scénario: Mode STOC, brassage par l'OC, annulation et nouvelle commande
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et une PTO est déjà posée chez le client
    Et l'OC préfère annuler et repasser commande quand une PTO existe déjà
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
    Et l'OC constate qu'une PTO est déjà posée
    Et l'OC envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | EtatCrAnnResCommandePrise | OK         |
      | DateCrCommandeAnnulPrise  | renseignée |
      | TypeOperation             | ANNUL      |
    Et la commande est annulée
    Quand le client repasse commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | O                            |
      | ReferencePrise                  | renseignée                   |
    Et la commande est en cours

  @NN-4B-CHAUD @§7.1.4
  Scénario: Mode STOC, brassage par l'OI, hotline jointe
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et le contrat confie le brassage à l'OI
    Et une PTO est déjà posée chez le client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Et l'OC constate qu'une PTO est déjà posée
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de CR_Cmd_Acces |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OC envoie un CR_STOC OK avec :
      | ReferencePrise               | celle de Notif_Reprov |
      | PrisePosee                   | NON                   |
      | NotificationReprovisioningHL | OUI                   |
      | NumeroDecharge               | celui de Notif_Reprov |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-4B-FROID @§7.1.4
  Scénario: Mode STOC, brassage par l'OI, hotline injoignable
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et le contrat confie le brassage à l'OI
    Et une PTO est déjà posée chez le client
    Et la hotline de l'OI est injoignable
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Et l'OC constate qu'une PTO est déjà posée
    Et l'OC appelle la hotline de l'OI
    Et l'OC envoie un CR_STOC KO avec :
      | MotifKoCrRaccordementPrise | PTO existante |
      | PrisePosee                 | NON           |
      | Commentaire                | renseigné     |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de CR_Cmd_Acces |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-4B-ANNUL @§7.1.4
  Scénario: Mode STOC, brassage par l'OI, annulation et nouvelle commande
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et le contrat confie le brassage à l'OI
    Et une PTO est déjà posée chez le client
    Et l'OC préfère annuler et repasser commande quand une PTO existe déjà
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Et l'OC constate qu'une PTO est déjà posée
    Et l'OC envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | EtatCrAnnResCommandePrise | OK         |
      | DateCrCommandeAnnulPrise  | renseignée |
      | TypeOperation             | ANNUL      |
    Et la commande est annulée
    Quand le client repasse commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | O                            |
      | ReferencePrise                  | renseignée                   |
    Et la commande est en cours

  @NN-4C-CHAUD @§7.1.4
  Scénario: Mode OC, hotline jointe
    Étant donné un client sans prise, à raccorder en modèle OC
    Et une PTO est déjà posée chez le client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC constate qu'une PTO est déjà posée
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de CR_Cmd_Acces |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee | NON |
    Et la commande est terminée

  @NN-4C-FROID @§7.1.4
  Scénario: Mode OC, hotline injoignable
    Étant donné un client sans prise, à raccorder en modèle OC
    Et une PTO est déjà posée chez le client
    Et la hotline de l'OI est injoignable
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC constate qu'une PTO est déjà posée
    Et l'OC appelle la hotline de l'OI
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO       | PTO existante |
      | CommentaireRaccKO | renseigné     |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de CR_Cmd_Acces |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee | NON |
    Et la commande est terminée

  @NN-4D @§7.1.4
  Scénario: Mode OI, hotline interne de l'OI
    Étant donné un client sans prise, à raccorder en modèle OI
    Et une PTO est déjà posée chez le client
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
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de CR_Cmd_Acces |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | NON |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée
